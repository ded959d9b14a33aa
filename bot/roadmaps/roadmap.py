"""What a plan is made of, whatever file it came from."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256


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
    """One thing in a section or a day."""

    id: str
    kind: Kind
    text: str
    hours: float | None = None
    url: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class Project:
    """What a section builds."""

    title: str
    dataset: str = ""
    task: str = ""
    deliverables: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """One numbered study day; a date on the calendar is not a Day."""

    number: int
    title: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A named run of days: a week, a phase, a month."""

    number: int
    kind: str
    title: str
    items: tuple[Item, ...] = ()
    days: tuple[Day, ...] = ()
    project: Project | None = None

    @property
    def name(self) -> str:
        """Return how a person would name it: “Week 3”."""
        return f"{self.kind.capitalize()} {self.number}"


@dataclass(frozen=True, slots=True)
class Roadmap:
    """The parsed plan, with what was not understood."""

    title: str
    sections: tuple[Section, ...]
    hours_per_week: float | None = None
    warnings: tuple[str, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """Return every item, section by section."""
        lists = ((section.items, *(day.items for day in section.days)) for section in self.sections)
        return tuple(item for of_section in lists for items in of_section for item in items)


def item_id(*place: object) -> str:
    """Return a short name for an item, made from its place and words, so that it is the same at every reading."""
    return sha256("\x1f".join(map(str, place)).encode()).hexdigest()[:8]
