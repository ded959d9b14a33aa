"""The tables of what the learner is told and asked; see models.py."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from bot.store.columns import BIG, instant, of, of_journey, row_number


class LetterRow(SQLModel, table=True):
    """A mail or a push to the learner, with what became of it."""

    __tablename__ = "letters"
    id: int | None = row_number()
    journey_id: int = of_journey()
    through: str
    kind: str
    about: str  # what it is the only letter about
    subject: str
    message_id: str
    content: bytes  # what leaves; nothing any more once it is settled
    status: str
    written_at: datetime = instant()
    try_at: datetime = instant()
    tries: int = Field(sa_type=BIG)
    sender: str
    ended_at: datetime | None = instant(default=None)
    detail: str
    hint: str


class ToldRow(SQLModel, table=True):
    """A trouble the learner has been told of."""

    __tablename__ = "told"
    journey_id: int = of_journey(primary_key=True)
    trouble: str = Field(primary_key=True)
    at: datetime = instant()


class StandstillRow(SQLModel, table=True):
    """A time in which nobody woke the jobs."""

    __tablename__ = "standstills"
    journey_id: int = of_journey(primary_key=True)
    since: datetime = instant(primary_key=True)
    until: datetime = instant()


class RequestRow(SQLModel, table=True):
    """A text a person was asked about, under a code."""

    __tablename__ = "requests"
    journey_id: int = of_journey(primary_key=True)
    about: str = Field(primary_key=True)  # which letter showed it
    code: str
    through: str
    post_id: int = of("posts")
    version: int = Field(sa_type=BIG)
    body_hash: str
    asked_at: datetime = instant()
    expires_at: datetime = instant()
    open: bool


class HeardRow(SQLModel, table=True):
    """Something that came and has been dealt with."""

    __tablename__ = "heard"
    journey_id: int = of_journey(primary_key=True)
    sender: str = Field(primary_key=True)
    number: str = Field(primary_key=True)
    at: datetime = instant()
