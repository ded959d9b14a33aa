"""The tables, as SQLModel sees them; `migrations/` makes them, and a test holds the two together.

Rows never leave this folder: what others get are the frozen values of `store/post.py` and of the step that made them.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKeyConstraint
from sqlmodel import Field, SQLModel

from bot.store.columns import BIG, LocalDate, instant, of, of_journey, row_number
from bot.store.evidence_models import (
    EvidenceRow,
    LeftOutRow,
    NoteMediaRow,
    NoteRow,
    RefusedMatchRow,
    SourceRow,
)
from bot.store.roadmap_models import (
    ClosedDayRow,
    ItemHistoryRow,
    ItemRow,
    PlanMoveRow,
    PlanPauseRow,
    SnapshotRow,
)
from bot.store.telling_models import HeardRow, LetterRow, RequestRow, StandstillRow, ToldRow

# One schema: a table of the one file refers to tables of another, so all are only ever imported from here.
__all__ = [
    "ClosedDayRow",
    "EvidenceRow",
    "HeardRow",
    "ItemHistoryRow",
    "ItemRow",
    "LeftOutRow",
    "LetterRow",
    "NoteMediaRow",
    "NoteRow",
    "PlanMoveRow",
    "PlanPauseRow",
    "RefusedMatchRow",
    "RequestRow",
    "SnapshotRow",
    "SourceRow",
    "StandstillRow",
    "ToldRow",
]
_SLOT = ["journey_id", "platform", "slot", "local_date"]


class JourneyRow(SQLModel, table=True):
    """One learner following one roadmap; every other row belongs to one."""

    __tablename__ = "journeys"
    id: int | None = row_number()
    name: str
    created_at: datetime = instant()
    held_since: datetime | None = instant(default=None)
    hold_reason: str = ""
    seen_at: datetime | None = instant(default=None)
    awake_at: datetime | None = instant(default=None)


class SlotRow(SQLModel, table=True):
    """An hour the schedule gives, with its one outcome."""

    __tablename__ = "slots"
    journey_id: int = of_journey(primary_key=True)
    platform: str = Field(primary_key=True)
    slot: str = Field(primary_key=True)
    local_date: date = Field(sa_type=LocalDate, primary_key=True)
    due_at: datetime = instant()
    outcome: str
    reason: str


class PostRow(SQLModel, table=True):
    """A post in the queue."""

    __tablename__ = "posts"
    __table_args__ = (ForeignKeyConstraint(_SLOT, [f"slots.{name}" for name in _SLOT]),)
    id: int | None = row_number()
    journey_id: int = Field(sa_type=BIG)
    platform: str
    slot: str
    local_date: date = Field(sa_type=LocalDate)
    angle: str
    section: str
    day: str
    status: str
    due_at: datetime = instant()
    created_at: datetime = instant()
    approved_at: datetime | None = instant(default=None)
    published_at: datetime | None = instant(default=None)
    body_hash: str | None = None
    idempotency_key: str | None = None
    attempts: int = Field(default=0, sa_type=BIG)
    version: int = Field(default=1, sa_type=BIG)
    fact: str = ""
    true_until: datetime | None = instant(default=None)
    rejected_for: str = ""
    corrects: int | None = of("posts", default=None)
    try_at: datetime | None = instant(default=None)


class PartRow(SQLModel, table=True):
    """One part of a post; most posts have one."""

    __tablename__ = "parts"
    journey_id: int = of_journey()
    post_id: int = of("posts", primary_key=True)
    number: int = Field(primary_key=True, sa_type=BIG)
    text: str


class MediaRow(SQLModel, table=True):
    """A picture of a part, as it will leave."""

    __tablename__ = "media"
    id: int | None = row_number()
    journey_id: int = of_journey()
    post_id: int = of("posts")
    part: int = Field(sa_type=BIG)
    number: int = Field(sa_type=BIG)
    kind: str
    alt: str
    content: bytes
    sha256: str


class ClaimRow(SQLModel, table=True):
    """One statement about the learner in a post."""

    __tablename__ = "claims"
    id: int | None = row_number()
    journey_id: int = of_journey()
    post_id: int = of("posts")
    number: int = Field(sa_type=BIG)
    text: str
    tense: str
    wrong: str = ""  # what a person said was wrong about it


class ClaimEvidenceRow(SQLModel, table=True):
    """What a claim rests on."""

    __tablename__ = "claim_evidence"
    journey_id: int = of_journey()
    claim_id: int = of("claims", primary_key=True)
    evidence_id: int = of("evidence", primary_key=True)


class RevisionRow(SQLModel, table=True):
    """What a post said before it was edited; its parts as JSON."""

    __tablename__ = "revisions"
    id: int | None = row_number()
    journey_id: int = of_journey()
    post_id: int = of("posts")
    version: int = Field(sa_type=BIG)
    parts: str
    replaced_at: datetime = instant()


class AttemptRow(SQLModel, table=True):
    """One try at publishing, written before the first byte leaves."""

    __tablename__ = "attempts"
    id: int | None = row_number()
    journey_id: int = of_journey()
    post_id: int = of("posts")
    number: int = Field(sa_type=BIG)
    sender: str
    started_at: datetime = instant()
    ended_at: datetime | None = instant(default=None)
    outcome: str | None = None
    detail: str = ""


class ReceiptRow(SQLModel, table=True):
    """The platform's word that a part is out."""

    __tablename__ = "receipts"
    journey_id: int = of_journey()
    post_id: int = of("posts", primary_key=True)
    part: int = Field(primary_key=True, sa_type=BIG)
    remote_id: str
    url: str
    at: datetime = instant()


class HistoryRow(SQLModel, table=True):
    """One change of a post's status."""

    __tablename__ = "history"
    id: int | None = row_number()
    journey_id: int = of_journey()
    post_id: int = of("posts")
    at: datetime = instant()
    was: str | None
    became: str
    who: str
    reason: str


class PreferenceRow(SQLModel, table=True):
    """How the learner prefers to say what a template said."""

    __tablename__ = "preferences"
    journey_id: int = of_journey(primary_key=True)
    was: str = Field(primary_key=True)
    becomes: str
    learned_at: datetime = instant()


class PauseRow(SQLModel, table=True):
    """A platform nothing is sent to until a person has acted."""

    __tablename__ = "platform_pauses"
    journey_id: int = of_journey(primary_key=True)
    platform: str = Field(primary_key=True)
    since: datetime = instant()
    reason: str
    hint: str
    until: datetime | None = instant(default=None)


class UploadRow(SQLModel, table=True):
    """A picture of a part the platform has already."""

    __tablename__ = "uploads"
    journey_id: int = of_journey()
    post_id: int = of("posts", primary_key=True)
    part: int = Field(primary_key=True, sa_type=BIG)
    number: int = Field(primary_key=True, sa_type=BIG)
    picture: str  # which one it is, and the way it went
    handle: str
    ready_at: datetime = instant()
    good_until: datetime = instant()


class RememberedRow(SQLModel, table=True):
    """What a platform told of the account."""

    __tablename__ = "remembered"
    journey_id: int = of_journey(primary_key=True)
    platform: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    value: str


class SpendingRow(SQLModel, table=True):
    """Money a platform took, in millionths of a dollar."""

    __tablename__ = "spending"
    id: int | None = row_number()
    journey_id: int = of_journey()
    platform: str
    post_id: int | None = of("posts", default=None)
    at: datetime = instant()
    what: str
    microdollars: int = Field(sa_type=BIG)


class VaultRow(SQLModel, table=True):
    """A token; no other table and no export holds one."""

    __tablename__ = "vault"
    journey_id: int = of_journey(primary_key=True)
    name: str = Field(primary_key=True)
    sealed: bytes
    expires_at: datetime | None = instant(default=None)
    changed_at: datetime = instant()
