"""What a plan is made of, whatever file it came from."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from hashlib import sha256

from bot.redact import redact

Span = tuple[int, int]


class Kind(StrEnum):
    """What an item asks of the learner."""

    TOPIC = "topic"
    THEORY = "theory"
    TASK = "task"
    RESOURCE = "resource"
    DELIVERABLE = "deliverable"
    OUTCOME = "outcome"
    PRACTICE = "practice"
    STRETCH = "stretch"
    CHECK = "check"
    QUESTION = "question"
    GOAL = "goal"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in a section or a day; `line` is where its file says so, to tick its box there."""

    id: str
    kind: Kind
    text: str
    hours: float | None = None
    url: str = ""
    done: bool = False
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Project:
    """What a section builds."""

    title: str = ""
    dataset: str = ""
    task: str = ""
    deliverables: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    capstone: bool = False
    url: str = ""  # where its dataset is


@dataclass(frozen=True, slots=True)
class Day:
    """One numbered study day; a date on the calendar is not a Day."""

    number: int
    title: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A named run of days: a week, a phase, a month; `last` where one heading speaks of several."""

    number: int
    kind: str
    title: str
    items: tuple[Item, ...] = ()
    days: tuple[Day, ...] = ()
    project: Project | None = None
    last: int | None = None
    group: str = ""
    weeks: Span | None = None
    months: Span | None = None
    hours: float | None = None
    rhythm: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return how a person would name it: “Week 3”, “Weeks 3–4”."""
        if self.last is None:
            return f"{self.kind.capitalize()} {self.number}"
        return f"{self.kind.capitalize()}s {self.number}–{self.last}"

    @property
    def every_item(self) -> tuple[Item, ...]:
        """Return its items, and then those of its days."""
        return (*self.items, *(item for day in self.days for item in day.items))


@dataclass(frozen=True)
class Roadmap:
    """The parsed plan, with what was not understood."""

    title: str
    sections: tuple[Section, ...]
    hours_per_week: float | None = None
    rhythm: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Return every item, section by section."""
        return tuple(item for section in self.sections for item in section.every_item)


def with_done(roadmap: Roadmap, done: AbstractSet[str]) -> Roadmap:
    """Return a roadmap of which exactly the items of these ids are done."""

    def changed(items: tuple[Item, ...]) -> tuple[Item, ...]:
        return tuple(item if item.done == (item.id in done) else replace(item, done=not item.done) for item in items)

    def section_of(section: Section) -> Section:
        if all(item.done == (item.id in done) for item in section.every_item):
            return section  # the same one: who laid it on a calendar sees at once that nothing changed
        days = tuple(replace(day, items=changed(day.items)) for day in section.days)
        return replace(section, items=changed(section.items), days=days)

    return replace(roadmap, sections=tuple(map(section_of, roadmap.sections)))


def with_ids(roadmap: Roadmap) -> Roadmap:
    """Return a roadmap whose items have ids made from place and words: the same at every reading, each its own.

    What has no words is no item: every reader ends here, whatever it read.
    """
    together = "\n".join(item.text for item in roadmap.items)
    secret = redact(together) != together  # asked once: there hardly ever is one
    seen: dict[tuple[object, ...], int] = {}

    def named(items: tuple[Item, ...], *place: object) -> tuple[Item, ...]:
        made = []
        for item in items:
            if not item.text:  # a picture alone, a key without a name
                continue
            text = redact(item.text) if secret else item.text
            what = (*place, item.kind, text)
            seen[what] = seen.get(what, 0) + 1
            made.append(replace(item, text=text, id=_short_hash(*what, *([seen[what]] if seen[what] > 1 else []))))
        return tuple(made)

    sections = []
    for section in roadmap.sections:
        place = (section.group, section.kind, section.number)
        days = tuple(replace(day, items=named(day.items, *place, day.number)) for day in section.days)
        sections.append(replace(section, items=named(section.items, *place, ""), days=days))
    return replace(roadmap, sections=tuple(sections))


def _short_hash(*words: object) -> str:
    return sha256("\x1f".join(map(str, words)).encode()).hexdigest()[:8]
