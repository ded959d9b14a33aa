"""The tables of what the learner is told; see models.py."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from bot.store.columns import BIG, instant, of_journey, row_number


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
