"""What columns are made of: instants and dates as text, numbers that fit both databases."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer, String, TypeDecorator
from sqlmodel import Field

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


BIG = BigInteger().with_variant(Integer, "sqlite")


def row_number(**how: Any) -> Any:
    """Declare the ever-growing number of a row."""
    return Field(default=None, primary_key=True, sa_type=BIG, **how)


def of_journey(**how: Any) -> Any:
    """Declare the journey a row belongs to."""
    return Field(foreign_key="journeys.id", sa_type=BIG, **how)


def of(table: str, **how: Any) -> Any:
    """Declare the row of another table this one belongs to."""
    return Field(foreign_key=f"{table}.id", sa_type=BIG, **how)


def instant(**how: Any) -> Any:
    """Declare an instant."""
    return Field(sa_type=Instant, **how)
