"""A Roadmap on the calendar: which study day a date is, what comes next, where the learner is.

    laying.py    sections become study days, by the learner's hours (ordering.py, cutting.py, rhythm.py)
    pace.py      where the learner is, and when the plan would end      touching.py  whether words speak of a study day
    targets.py   how many posts the roadmap itself asks for

The calendar gives the pace, never the truth: that a date has passed says nothing about what was done on it.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from bot.plan.cutting import goes_on, whole
from bot.plan.laying import Hours, Laid, lay
from bot.plan.touching import stems_of
from bot.roadmaps.roadmap import Day, Item, Kind, Roadmap, Section

_WORK = frozenset({Kind.TOPIC, Kind.THEORY, Kind.TASK, Kind.DELIVERABLE})
_LAST = date.max - timedelta(days=366 * 21)
_LASTING = ("_by_date", "_in_order", "work", "words")  # of a plan, whatever is done of it
_LONGEST = 366 * 20  # days a plan may last; one with a single study day a week and endless holidays ends somewhere


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A study day with its date and the section it belongs to."""

    date: date
    section: Section
    day: Day
    hours: float = 0.0

    @property
    def name(self) -> str:
        """Return how a person would name it: “Day 11”."""
        return f"Day {self.day.number}"

    @property
    def subject(self) -> str:
        """Return what it is about, in words fit to be told: without “part 2 of 3”."""
        return whole(self.day.title)


@dataclass(frozen=True, slots=True)
class Pause:
    """Dates the plan rests: the days after them move on; without an end it lasts until it is resumed."""

    first: date
    last: date | None = None
    reason: str = ""

    def holds(self, when: date) -> bool:
        """Return whether a date lies in the pause."""
        return self.first <= when and (self.last is None or when <= self.last)


@dataclass(frozen=True, slots=True)
class Move:
    """What a person decided in a replan: the day that holds an item, once the `index`th, is studied on a date."""

    index: int
    item: str
    to: date


@dataclass(frozen=True)
class Calendar:
    """When a learner studies: from a first day on, on some weekdays, but for holidays and pauses."""

    start: date
    study_days: frozenset[int]
    holidays: frozenset[date] = frozenset()
    pauses: tuple[Pause, ...] = ()
    moves: tuple[Move, ...] = ()

    def is_free(self, when: date) -> bool:
        """Return whether nothing is studied on a date."""
        resting = any(pause.holds(when) for pause in self.pauses if pause.last is not None)
        return when.weekday() not in self.study_days or when in self.holidays or resting

    def paused(self, when: date) -> Pause | None:
        """Return the pause a date lies in."""
        return next((pause for pause in self.pauses if pause.holds(when)), None)


@dataclass(frozen=True)
class Plan:
    """One roadmap on one calendar, by the hours a learner gives it."""

    roadmap: Roadmap
    calendar: Calendar
    hours_a_week: float | None = None

    @property
    def start(self) -> date:
        """Return the first date of the plan."""
        return self.calendar.start

    @cached_property
    def days(self) -> tuple[PlannedDay, ...]:
        """Return every study day with its date."""
        laid = list(lay(self.roadmap, Hours(self.hours_a_week, len(self.calendar.study_days))))
        dates = self._dates(laid)
        return tuple(
            PlannedDay(when, each.section, each.day, each.hours) for when, each in zip(dates, laid, strict=False)
        )

    def with_done(self, roadmap: Roadmap) -> "Plan":
        """Return the same plan of the same roadmap with other items done: what is done moves no day."""
        done = {item.id for item in roadmap.items if item.done}
        both = zip(self.roadmap.sections, roadmap.sections, strict=True)
        changed = {id(old): new for old, new in both if old is not new}
        plan = Plan(roadmap, self.calendar, self.hours_a_week)
        plan.__dict__.update({name: getattr(self, name) for name in _LASTING})
        plan.__dict__["days"] = tuple(
            replace(each, section=changed[id(each.section)], day=_with_done(each.day, done))
            if id(each.section) in changed
            else each
            for each in self.days
        )
        return plan

    @cached_property
    def work(self) -> tuple[tuple[str, ...], ...]:
        """Return for each study day the ids of the work that ends on it."""
        return tuple(tuple(ending(planned.day.items)) for planned in self.days)

    @cached_property
    def words(self) -> tuple[frozenset[str], ...]:
        """Return for each study day the words it is about, by their stems."""
        return tuple(stems_of(planned.day) for planned in self.days)

    @cached_property
    def _by_date(self) -> dict[date, int]:
        return {planned.date: index for index, planned in enumerate(self.days)}

    @cached_property
    def _in_order(self) -> list[date]:
        return [planned.date for planned in self.days]

    def index_on(self, when: date) -> int:
        """Return which study day a date is or, on a day of rest, the one before it; -1 before the first."""
        return bisect_right(self._in_order, when) - 1

    def day_on(self, when: date) -> PlannedDay | None:
        """Return the study day planned for a date, if it is one."""
        index = self._by_date.get(when)
        return None if index is None else self.days[index]

    def latest(self, when: date) -> PlannedDay | None:
        """Return the study day of a date or, on a day of rest, the one before it."""
        index = self.index_on(when)
        return self.days[index] if index >= 0 else None

    def after(self, planned: PlannedDay) -> PlannedDay | None:
        """Return the study day that follows."""
        index = self._by_date[planned.date] + 1
        return self.days[index] if index < len(self.days) else None

    def _dates(self, laid: Sequence[Laid]) -> Iterator[date]:
        """Yield a date for each study day; a move sets the day it names, and those after it follow."""
        moves = _standing(self.calendar.moves, laid)
        when = self.calendar.start
        for index in range(len(laid)):
            when = max(moves.get(index, when), when)
            when = self._next_study_day(when)
            yield when
            if when > _LAST:  # what is later than any calendar has no date
                return
            when += timedelta(days=1)

    def _next_study_day(self, when: date) -> date:
        for _ in range(_LONGEST):
            if not self.calendar.is_free(when):
                return when
            when += timedelta(days=1)
        return when


def ending(items: Sequence[Item]) -> Iterator[str]:
    """Yield the ids of the work that ends on a study day: of what goes on over several, the last part."""
    real = (item for item in items if not item.id.startswith("+"))  # what the plan made up cannot be ticked
    yield from (item.id for item in real if item.kind in _WORK and not goes_on(item.text))


def _with_done(day: Day, done: AbstractSet[str]) -> Day:
    if all(item.done == (item.id in done) for item in day.items):
        return day
    return replace(day, items=tuple(replace(item, done=item.id in done) for item in day.items))


def _standing(moves: Sequence[Move], laid: Sequence[Laid]) -> dict[int, date]:
    """Return which study day is moved to which date; a later decision about an earlier day undoes the ones after it."""
    standing: dict[int, date] = {}
    for move in moves:
        index = _found_again(move, laid)
        standing = {each: when for each, when in standing.items() if each < index}
        standing[index] = move.to
    return standing


def _found_again(move: Move, laid: Sequence[Laid]) -> int:
    """Return which study day holds the item a move speaks of; the roadmap may have been edited since."""
    holding = [index for index, each in enumerate(laid) if any(item.id == move.item for item in each.day.items)]
    return min(holding, key=lambda index: abs(index - move.index)) if holding else move.index


def moved(plan: Plan, index: int, to: date) -> Plan:
    """Return the plan as it would be with one study day, and all after it, moved to a date."""
    item = plan.days[index].day.items[0].id
    calendar = plan.calendar
    moves = (*calendar.moves, Move(index, item, to))
    changed = Calendar(calendar.start, calendar.study_days, calendar.holidays, calendar.pauses, moves)
    return Plan(plan.roadmap, changed, plan.hours_a_week)
