"""The only place that asks what time it is, and which study day an instant belongs to.

Everything else is handed a clock or an instant, so a year can be simulated in seconds. Instants are aware and in UTC;
a *date* is always the learner's local date.
"""

import time as machine
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from time import monotonic, sleep
from typing import Protocol
from zoneinfo import ZoneInfo

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Clock(Protocol):
    """Whatever can say what time it is."""

    def now(self) -> datetime:
        """Return the present instant, in UTC."""
        ...

    def wait(self, seconds: float) -> None:
        """Let that much time pass."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the present instant, in UTC."""
        return datetime.now(UTC)

    def wait(self, seconds: float) -> None:
        """Sleep."""
        sleep(seconds)


class FixedClock:
    """A clock that stands still until it is set: for simulate, the demo and tests."""

    def __init__(self, instant: datetime) -> None:
        self.set(instant)

    def now(self) -> datetime:
        """Return the instant the clock was last set to."""
        return self._instant

    def set(self, instant: datetime) -> None:
        """Move the clock to an aware instant, forwards or backwards."""
        if instant.tzinfo is None:
            raise ValueError("a clock is set to an aware instant, not to a naive one")
        self._instant = instant.astimezone(UTC)

    def wait(self, seconds: float) -> None:
        """Move on at once."""
        self.set(self._instant + timedelta(seconds=seconds))


def stopwatch() -> Callable[[], float]:
    """Return a function that says how many seconds have passed since now, whatever the wall clock does."""
    started = monotonic()
    return lambda: monotonic() - started


def since_boot() -> float:
    """Return how many seconds this machine has been on, asleep or not, whatever the wall clock says."""
    return machine.clock_gettime(machine.CLOCK_BOOTTIME) if hasattr(machine, "CLOCK_BOOTTIME") else monotonic()


def local(instant: datetime, zone: ZoneInfo) -> str:
    """Return an instant as the learner reads it: “Tue 20 Jan, 08:30”."""
    there = instant.astimezone(zone)
    return f"{there:%a} {there.day} {there:%b}, {there:%H:%M}"


def study_date(instant: datetime, zone: ZoneInfo, day_ends: time) -> date:
    """Return the local date a learner would call this instant: an evening lasts until `day_ends`.

    The wall clock decides, not elapsed hours, so a clock change at night moves nothing to another day.
    """
    local = instant.astimezone(zone)
    return local.date() - timedelta(days=1) if local.time() < day_ends else local.date()


def day_closes(day: date, zone: ZoneInfo, day_ends: time) -> datetime:
    """Return the instant at which the study day `day` is over."""
    return datetime.combine(day + timedelta(days=1), day_ends, zone).astimezone(UTC)


def month_of(instant: datetime) -> datetime:
    """Return when the month of an instant began, in UTC: so platforms count money."""
    return instant.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
