"""The tables of the roadmap and of the calendar it lies on; see models.py."""

from datetime import date, datetime

from sqlalchemy import ForeignKeyConstraint
from sqlmodel import Field, SQLModel

from bot.store.columns import BIG, LocalDate, instant, of, of_journey, row_number


class SnapshotRow(SQLModel, table=True):
    """The roadmap as it was read."""

    __tablename__ = "roadmap_snapshots"
    id: int | None = row_number()
    journey_id: int = of_journey()
    taken_at: datetime = instant()
    title: str
    digest: str
    body: str


class ItemRow(SQLModel, table=True):
    """One item of the roadmap for the journey's whole life."""

    __tablename__ = "roadmap_items"
    journey_id: int = of_journey(primary_key=True)
    id: str = Field(primary_key=True)
    kind: str
    text: str
    place: str
    done_at: datetime | None = instant(default=None)
    retired_at: datetime | None = instant(default=None)
    box: bool | None = None


class ItemHistoryRow(SQLModel, table=True):
    """What an item was called in a snapshot, and how it was recognised."""

    __tablename__ = "roadmap_item_history"
    __table_args__ = (
        ForeignKeyConstraint(["journey_id", "item_id"], ["roadmap_items.journey_id", "roadmap_items.id"]),
    )
    id: int | None = row_number()
    journey_id: int = of_journey()
    item_id: str
    snapshot_id: int = of("roadmap_snapshots")
    text: str
    place: str
    matched_by: str


class PlanPauseRow(SQLModel, table=True):
    """Dates the plan rests."""

    __tablename__ = "plan_pauses"
    id: int | None = row_number()
    journey_id: int = of_journey()
    first: date = Field(sa_type=LocalDate)
    last: date | None = Field(default=None, sa_type=LocalDate)
    reason: str


class PlanMoveRow(SQLModel, table=True):
    """A study day, and with it all after it, that a person moved to a date."""

    __tablename__ = "plan_moves"
    id: int | None = row_number()
    journey_id: int = of_journey()
    decided_at: datetime = instant()
    day_index: int = Field(sa_type=BIG)
    item_id: str
    moved_to: date = Field(sa_type=LocalDate)


class ClosedDayRow(SQLModel, table=True):
    """A study day a person closed before its hour."""

    __tablename__ = "closed_days"
    journey_id: int = of_journey(primary_key=True)
    study_date: date = Field(sa_type=LocalDate, primary_key=True)
    closed_at: datetime = instant()
