"""A Roadmap on the calendar: which study day a date is, and what comes next.

The calendar gives the pace, never the truth: that a date has passed says nothing about what was done on it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from bot.roadmaps.roadmap import Day, Roadmap, Section


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A study day with its date and the section it belongs to."""

    date: date
    section: Section
    day: Day

    @property
    def name(self) -> str:
        """Return how a person would name it: “Day 11”."""
        return f"Day {self.day.number}"


@dataclass(frozen=True)
class Plan:
    """One roadmap, begun on one date, studied on some weekdays."""

    roadmap: Roadmap
    start: date
    study_days: frozenset[int]

    @cached_property
    def days(self) -> tuple[PlannedDay, ...]:
        """Return every study day with its date."""
        return tuple(
            PlannedDay(when, section, day)
            for when, (section, day) in zip(self._dates(), self._in_order(), strict=False)
        )

    @cached_property
    def _by_date(self) -> dict[date, int]:
        return {planned.date: index for index, planned in enumerate(self.days)}

    def day_on(self, when: date) -> PlannedDay | None:
        """Return the study day planned for a date, if it is one."""
        index = self._by_date.get(when)
        return None if index is None else self.days[index]

    def latest(self, when: date) -> PlannedDay | None:
        """Return the study day of a date or, on a day of rest, the one before it."""
        begun = [planned for planned in self.days if planned.date <= when]
        return begun[-1] if begun else None

    def after(self, planned: PlannedDay) -> PlannedDay | None:
        """Return the study day that follows."""
        index = self._by_date[planned.date] + 1
        return self.days[index] if index < len(self.days) else None

    def _dates(self) -> Iterator[date]:
        when = self.start
        while True:
            if when.weekday() in self.study_days:
                yield when
            when += timedelta(days=1)

    def _in_order(self) -> Iterator[tuple[Section, Day]]:
        """Yield each study day; a section without days of its own is spread over one week."""
        number = 0
        for section in self.roadmap.sections:
            for day in section.days or self._spread(section, number):
                number = day.number
                yield section, day

    def _spread(self, section: Section, after: int) -> Iterator[Day]:
        most = len(self.study_days)
        size = -(-len(section.items) // most)
        for offset in range(0, len(section.items), max(size, 1)):
            items = section.items[offset : offset + size]
            after += 1
            yield Day(after, items[0].text, items)
