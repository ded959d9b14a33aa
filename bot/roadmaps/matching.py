"""Recognises the items of a roadmap that was edited, so that progress, evidence and posts stay with them.

An item is the one it was if it says the same in the same place; else the same words elsewhere; else similar words in
the same section; else very similar words anywhere. What is found nowhere is retired, and keeps its id for its return.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from bot.roadmaps.roadmap import Item, Roadmap

Key = Callable[[Item, str], object]
OldKey = Callable[["Known"], object]
How = Literal["same", "moved", "reworded", "returned", "new"]
_IN_SECTION, _ANYWHERE = 0.6, 0.85
_NUMBER = re.compile(r"\d+")
_MOST_COMPARED = 120  # items left over on each side; past that an edit is another plan


@dataclass(frozen=True, slots=True)
class Known:
    """An item as it was known before."""

    id: str
    kind: str
    text: str
    place: str
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """An item of the new roadmap, under its lasting id, and how it was recognised."""

    item: Item
    place: str
    how: How
    was: str = ""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A roadmap under lasting ids."""

    roadmap: Roadmap
    matches: tuple[Match, ...]
    retired: tuple[Known, ...]

    @property
    def changed(self) -> bool:
        """Return whether anything is not as it was known."""
        return bool(self.retired) or any(match.how != "same" for match in self.matches)


def recognise(roadmap: Roadmap, known: Iterable[Known]) -> Recognised:
    """Give each item of a roadmap the id it had."""
    matcher = _Matcher(roadmap, list(known))
    matcher.by(lambda item, place: (item.kind, item.text, place), lambda old: (old.kind, old.text, old.place), "same")
    matcher.by(lambda item, _: (item.kind, item.text), lambda old: (old.kind, old.text), "moved")
    matcher.by(lambda item, _: item.text, lambda old: old.text, "moved")
    matcher.by_likeness(_IN_SECTION, same_section=True)
    matcher.by_likeness(_ANYWHERE, same_section=False)
    return matcher.recognised()


def places(roadmap: Roadmap) -> Iterator[tuple[Item, str]]:
    """Yield each item with its place: its group, section and day."""
    for section in roadmap.sections:
        here = f"{section.group}|{section.kind} {section.number}"
        for item in section.items:
            yield item, here
        for day in section.days:
            for item in day.items:
                yield item, f"{here}|day {day.number}"


class _Matcher:
    """Pairs new items with known ones, each once, surest first."""

    def __init__(self, roadmap: Roadmap, known: list[Known]) -> None:
        self._roadmap = roadmap
        self._new = dict(enumerate(places(roadmap)))
        self._old = {old.id: old for old in known}
        self._taken = set(self._old)
        self._found: dict[int, Match] = {}

    def by(self, key_of_new: Key, key_of_old: OldKey, how: How) -> None:
        """Pair what has the same key; of several alike, in the order of the file, the living before the retired."""
        waiting: dict[object, list[Known]] = {}
        for old in sorted(self._old.values(), key=lambda old: old.retired):
            waiting.setdefault(key_of_old(old), []).append(old)
        for index, (item, place) in list(self._new.items()):
            if same := waiting.get(key_of_new(item, place)):
                self._pair(index, same.pop(0), how)

    def by_likeness(self, least: float, *, same_section: bool) -> None:
        """Pair the most similar first."""
        living = [old for old in self._old.values() if not old.retired][:_MOST_COMPARED]
        scored = []
        for index, (item, place) in list(self._new.items())[:_MOST_COMPARED]:
            for old in living:
                if same_section and _section(place) != _section(old.place):
                    continue
                likeness = _likeness(item.text, old.text)
                if likeness >= least:
                    scored.append((-likeness, index, old))
        for _, index, old in sorted(scored, key=lambda each: each[:2]):
            if index in self._new and old.id in self._old:
                self._pair(index, old, "reworded")

    def recognised(self) -> Recognised:
        """Return the roadmap; what was paired with nothing is new."""
        for index, (item, place) in self._new.items():
            self._found[index] = Match(replace(item, id=self._free_id(item.id)), place, "new")
        matches = tuple(self._found[index] for index in sorted(self._found))
        items = iter(matches)
        return Recognised(
            _with_items(self._roadmap, items), matches, tuple(o for o in self._old.values() if not o.retired)
        )

    def _pair(self, index: int, old: Known, how: How) -> None:
        item, place = self._new.pop(index)
        del self._old[old.id]
        self._found[index] = Match(replace(item, id=old.id), place, "returned" if old.retired else how, old.text)

    def _free_id(self, wanted: str) -> str:
        free, number = wanted, 1
        while free in self._taken:
            number += 1
            free = f"{wanted}-{number}"
        self._taken.add(free)
        return free


def _with_items(roadmap: Roadmap, matches: Iterator[Match]) -> Roadmap:
    """Return the roadmap with its items, in the order of `places`, replaced."""
    sections = []
    for section in roadmap.sections:
        items = tuple(next(matches).item for _ in section.items)
        days = tuple(replace(day, items=tuple(next(matches).item for _ in day.items)) for day in section.days)
        sections.append(replace(section, items=items, days=days))
    return replace(roadmap, sections=tuple(sections))


def _section(place: str) -> str:
    return "|".join(place.split("|")[:2])


def _likeness(one: str, other: str) -> float:
    if _NUMBER.findall(one) != _NUMBER.findall(other):  # chapter 1 is not chapter 5
        return 0.0
    matcher = SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False)
    return (
        matcher.ratio() if matcher.real_quick_ratio() >= _IN_SECTION and matcher.quick_ratio() >= _IN_SECTION else 0.0
    )
