"""A rhythm file becomes slots: a pure function of the file, the learner's zone and the dates.

A slot is an hour by the wall clock on a local date. Where clocks jump forward it is the instant zoneinfo gives (02:30
becomes 03:30), where they fall back the first of the two; a date the zone skips altogether has none.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.clock import WEEKDAYS
from bot.errors import BotError, SettingsError
from bot.redact import plain

_KEYS = {"title", "study_days", "slot", "question", "digest"}
_DIGEST_KEYS = {"day", "time"}
_SLOT_KEYS = {"platform", "name", "days", "time", "grace_hours"}


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """An hour the schedule gives to a platform."""

    due_at: datetime
    platform: str
    name: str
    local_date: date
    grace: timedelta

    @property
    def ends_at(self) -> datetime:
        """Return the instant after which nothing is sent for this slot any more."""
        return self.due_at + self.grace


@dataclass(frozen=True, slots=True)
class SlotRule:
    """One [[slot]] of a rhythm file."""

    platform: str
    name: str
    days: frozenset[int]
    time: time
    grace: timedelta

    def on(self, day: date, zone: ZoneInfo) -> Slot | None:
        """Return this rule's slot on a local date, if it has one."""
        if day.weekday() not in self.days:
            return None
        due_at = datetime.combine(day, self.time, zone).astimezone(UTC)
        if due_at.astimezone(zone).date() != day:  # the zone skips this date or this hour of it
            return None
        return Slot(due_at, self.platform, self.name, day, self.grace)


@dataclass(frozen=True, slots=True)
class Schedule:
    """A rhythm: when one studies, and when posts go out."""

    title: str
    study_days: frozenset[int]
    rules: tuple[SlotRule, ...]
    question: time | None = None  # when an evening without evidence is asked about
    digest: tuple[int, time] | None = None  # the weekday and hour of the weekly mail

    def slots(self, zone: ZoneInfo, first: date, last: date) -> list[Slot]:
        """Return the slots of the local dates `first` to `last`, in order of time."""
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return sorted(slot for day in days for rule in self.rules if (slot := rule.on(day, zone)))


@dataclass(frozen=True, slots=True)
class Limits:
    """What protects an account: how many posts a day, how far apart, and at what hours none."""

    zone: ZoneInfo
    most_a_day: int
    gap: timedelta
    quiet: tuple[time, time] | None = None

    def good_hour(self, wanted: datetime, taken: Sequence[datetime]) -> datetime:
        """Return the first instant from `wanted` on at which a post may go out beside those at the `taken` ones."""
        when = wanted
        while (later := self._after_quiet(when) or self._another_day(when, taken) or self._apart(when, taken)) > when:
            when = later
        return when

    def _after_quiet(self, when: datetime) -> datetime | None:
        """Return when the quiet hours end in which an instant lies."""
        if self.quiet is None:
            return None
        begins, ends = self.quiet
        local = when.astimezone(self.zone)
        over_midnight = begins > ends
        if not (begins <= local.time() < ends or (over_midnight and not ends <= local.time() < begins)):
            return None
        day = local.date() + timedelta(days=int(over_midnight and local.time() >= begins))
        return max(datetime.combine(day, ends, self.zone).astimezone(UTC), when + timedelta(minutes=1))

    def _another_day(self, when: datetime, taken: Sequence[datetime]) -> datetime | None:
        """Return when the next day begins if that of an instant has all its posts."""
        day = when.astimezone(self.zone).date()
        if sum(each.astimezone(self.zone).date() == day for each in taken) < self.most_a_day:
            return None
        return datetime.combine(day + timedelta(days=1), time(), self.zone).astimezone(UTC)

    def _apart(self, when: datetime, taken: Sequence[datetime]) -> datetime:
        """Return the instant itself, or the first that is far enough from the others around it."""
        return max((each + self.gap for each in taken if abs(when - each) < self.gap), default=when)


def digest_on(schedule: Schedule, day: date, zone: ZoneInfo) -> datetime | None:
    """Return when the weekly mail goes out on a local date, if it does."""
    if schedule.digest is None or day.weekday() != schedule.digest[0]:
        return None
    return datetime.combine(day, schedule.digest[1], zone).astimezone(UTC)


def read(path: Path) -> Schedule:
    """Read a rhythm file; every mistake in it is named at once."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:  # no TOML, no UTF-8, or a number nobody can count to
        raise BotError(f"{path} is not TOML: {error}.", f"edit {path}") from None
    problems = [BotError(f"{path}: {problem}", f"edit {path}") for problem in _problems(table)]
    if problems:
        raise SettingsError(problems)
    rules = tuple(_rule(each) for each in table.get("slot", []))
    question, digest = table.get("question"), table.get("digest")
    return Schedule(
        str(table.get("title", path.stem)),
        _weekdays(table["study_days"]),
        rules,
        time.fromisoformat(question) if question else None,
        (WEEKDAYS.index(digest["day"]), time.fromisoformat(digest["time"])) if digest else None,
    )


def _rule(each: Mapping[str, object]) -> SlotRule:
    days = _weekdays(each["days"])
    grace = timedelta(hours=float(str(each.get("grace_hours", 4))))
    return SlotRule(str(each["platform"]), str(each["name"]), days, time.fromisoformat(str(each["time"])), grace)


def _weekdays(names: object) -> frozenset[int]:
    assert isinstance(names, list)  # noqa: S101 (_problems has looked)
    return frozenset(WEEKDAYS.index(name) for name in names)


def _problems(table: Mapping[str, object]) -> Iterator[str]:
    yield from _unknown(table, _KEYS, "the file")
    yield from _wrong_days(table.get("study_days"), "study_days")
    if "question" in table and not _is_time(table["question"]):
        yield 'question is a time in quotes, such as question = "20:30".'
    yield from _wrong_digest(table.get("digest"))
    slots = table.get("slot", [])
    if not isinstance(slots, list) or not all(isinstance(each, dict) for each in slots):
        yield "slots are written as [[slot]]."
        return
    for number, each in enumerate(slots, 1):
        yield from _wrong_slot(each, f"slot {number}")


def _wrong_digest(digest: object) -> Iterator[str]:
    if digest is None:
        return
    if not isinstance(digest, dict):
        yield 'digest is written as [digest] with a day and a time, such as day = "sun", time = "18:00".'
        return
    yield from _unknown(digest, _DIGEST_KEYS, "digest")
    if digest.get("day") not in WEEKDAYS:
        yield f"day of digest is one name in quotes, out of {', '.join(WEEKDAYS)}."
    if not _is_time(digest.get("time")):
        yield 'digest needs a time in quotes, such as time = "18:00".'


def _wrong_slot(each: Mapping[str, object], where: str) -> Iterator[str]:
    yield from _unknown(each, _SLOT_KEYS, where)
    yield from _wrong_days(each.get("days"), f"days of {where}")
    for name in ("platform", "name"):
        if not isinstance(each.get(name), str):
            yield f"{where} needs a {name} in quotes."
    if not _is_time(each.get("time")):
        yield f'{where} needs a time in quotes, such as time = "08:30".'
    grace = each.get("grace_hours", 4)
    if isinstance(grace, bool) or not isinstance(grace, int | float) or not 0 < grace <= 24:  # noqa: PLR2004 (a day)
        yield f"grace_hours of {where} is a number of hours, more than 0 and at most 24."


def _unknown(table: Mapping[str, object], allowed: set[str], where: str) -> Iterator[str]:
    for name in table.keys() - allowed:
        yield f"{where} has no key {plain(name)}; it may hold {', '.join(sorted(allowed))}."


def _wrong_days(names: object, where: str) -> Iterator[str]:
    if not isinstance(names, list) or not names or any(name not in WEEKDAYS for name in names):
        yield f"{where} is a list of names in quotes, out of {', '.join(WEEKDAYS)}."


def _is_time(value: object) -> bool:
    if not isinstance(value, str) or len(value) != len("08:30"):
        return False
    try:
        time.fromisoformat(value)
    except ValueError:
        return False
    return True
