"""The tables of what happened, and of the sources it was read from; see models.py."""

from datetime import date, datetime

from sqlalchemy import ForeignKeyConstraint
from sqlmodel import Field, SQLModel

from bot.store.columns import LocalDate, instant, of, of_journey, row_number


class NoteRow(SQLModel, table=True):
    """The learner's own words."""

    __tablename__ = "notes"
    id: int | None = row_number()
    journey_id: int = of_journey()
    flavour: str
    text: str
    private: bool
    written_at: datetime = instant()
    study_date: date = Field(sa_type=LocalDate)


class NoteMediaRow(SQLModel, table=True):
    """A picture of a note."""

    __tablename__ = "note_media"
    id: int | None = row_number()
    journey_id: int = of_journey()
    note_id: int = of("notes")
    kind: str
    alt: str
    content: bytes
    sha256: str


class EvidenceRow(SQLModel, table=True):
    """Something that really happened, or (kind plan) something the roadmap only intends."""

    __tablename__ = "evidence"
    id: int | None = row_number()
    journey_id: int = of_journey()
    kind: str
    ref: str
    text: str
    flavour: str
    url: str
    repository: str
    at: datetime = instant()
    study_date: date = Field(sa_type=LocalDate)
    counted: bool = False
    details: str | None = None
    gone_at: datetime | None = instant(default=None)
    source: str = ""
    commit_ref: str = ""
    refuted_at: datetime | None = instant(default=None)


class RefusedMatchRow(SQLModel, table=True):
    """Where a person said that evidence does not speak of an item."""

    __tablename__ = "refused_matches"
    __table_args__ = (
        ForeignKeyConstraint(["journey_id", "item_id"], ["roadmap_items.journey_id", "roadmap_items.id"]),
    )
    journey_id: int = of_journey()
    evidence_id: int = of("evidence", primary_key=True)
    item_id: str = Field(primary_key=True)
    refused_at: datetime = instant()


class LeftOutRow(SQLModel, table=True):
    """What a source had that is no evidence."""

    __tablename__ = "left_out"
    journey_id: int = of_journey(primary_key=True)
    source: str = Field(primary_key=True)
    ref: str = Field(primary_key=True)
    study_date: date = Field(sa_type=LocalDate)
    reason: str


class SourceRow(SQLModel, table=True):
    """How far a source of evidence has been read."""

    __tablename__ = "sources"
    journey_id: int = of_journey(primary_key=True)
    name: str = Field(primary_key=True)
    position: str
    began_at: datetime = instant()
    finished_at: datetime | None = instant(default=None)
    problem: str
    hint: str
    not_before: datetime | None = instant(default=None)
