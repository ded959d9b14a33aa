"""The tables, as SQLModel sees them; `migrations/` makes them, and a test holds the two together.

Rows never leave this folder: what others get are the frozen values of `store/post.py` and of the step that made them.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Dialect, String, TypeDecorator
from sqlmodel import Field, SQLModel

from bot.store.post import instant_text


class Instant(TypeDecorator[datetime]):
    """An aware instant as UTC text of one width: it sorts, and reads the same in both databases and in an export."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Write an instant."""
        return None if value is None else instant_text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Read an instant."""
        return None if value is None else datetime.fromisoformat(value)


class LocalDate(TypeDecorator[date]):
    """The learner's local date as text."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        """Write a date."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        """Read a date."""
        return None if value is None else date.fromisoformat(value)


class JourneyRow(SQLModel, table=True):
    """One learner following one roadmap; every other row belongs to one."""

    __tablename__ = "journeys"
    id: int | None = Field(default=None, primary_key=True)
    name: str
    created_at: datetime = Field(sa_type=Instant)


class EvidenceRow(SQLModel, table=True):
    """Something that really happened, or (kind plan) something the roadmap only intends."""

    __tablename__ = "evidence"
    id: int | None = Field(default=None, primary_key=True)
    journey_id: int = Field(foreign_key="journeys.id")
    kind: str
    ref: str
    text: str
    flavour: str
    url: str
    repository: str
    at: datetime = Field(sa_type=Instant)
    study_date: date = Field(sa_type=LocalDate)


class SlotRow(SQLModel, table=True):
    """An hour the schedule gives, with its one outcome."""

    __tablename__ = "slots"
    journey_id: int = Field(foreign_key="journeys.id", primary_key=True)
    platform: str = Field(primary_key=True)
    slot: str = Field(primary_key=True)
    local_date: date = Field(sa_type=LocalDate, primary_key=True)
    due_at: datetime = Field(sa_type=Instant)
    outcome: str
    reason: str


class PostRow(SQLModel, table=True):
    """A post in the queue."""

    __tablename__ = "posts"
    id: int | None = Field(default=None, primary_key=True)
    journey_id: int
    platform: str
    slot: str
    local_date: date = Field(sa_type=LocalDate)
    angle: str
    section: str
    day: str
    status: str
    due_at: datetime = Field(sa_type=Instant)
    created_at: datetime = Field(sa_type=Instant)
    approved_at: datetime | None = Field(default=None, sa_type=Instant)
    published_at: datetime | None = Field(default=None, sa_type=Instant)
    body_hash: str | None = None
    idempotency_key: str | None = None
    attempts: int = 0
    version: int = 1


class PartRow(SQLModel, table=True):
    """One part of a post; most posts have one."""

    __tablename__ = "parts"
    post_id: int = Field(foreign_key="posts.id", primary_key=True)
    number: int = Field(primary_key=True)
    text: str


class ClaimRow(SQLModel, table=True):
    """One statement about the learner in a post."""

    __tablename__ = "claims"
    id: int | None = Field(default=None, primary_key=True)
    post_id: int = Field(foreign_key="posts.id")
    number: int
    text: str
    tense: str


class ClaimEvidenceRow(SQLModel, table=True):
    """What a claim rests on."""

    __tablename__ = "claim_evidence"
    claim_id: int = Field(foreign_key="claims.id", primary_key=True)
    evidence_id: int = Field(foreign_key="evidence.id", primary_key=True)


class AttemptRow(SQLModel, table=True):
    """One try at publishing, written before the first byte leaves."""

    __tablename__ = "attempts"
    id: int | None = Field(default=None, primary_key=True)
    post_id: int = Field(foreign_key="posts.id")
    number: int
    sender: str
    started_at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
    outcome: str | None = None
    detail: str = ""


class ReceiptRow(SQLModel, table=True):
    """The platform's word that a part is out."""

    __tablename__ = "receipts"
    post_id: int = Field(foreign_key="posts.id", primary_key=True)
    part: int = Field(primary_key=True)
    remote_id: str
    url: str
    at: datetime = Field(sa_type=Instant)


class HistoryRow(SQLModel, table=True):
    """One change of a post's status."""

    __tablename__ = "history"
    id: int | None = Field(default=None, primary_key=True)
    journey_id: int = Field(foreign_key="journeys.id")
    post_id: int = Field(foreign_key="posts.id")
    at: datetime = Field(sa_type=Instant)
    was: str | None
    became: str
    who: str
    reason: str
