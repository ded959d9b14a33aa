"""A part of a mail as both its kinds of text show it: a title, groups of entries, and what did not fit."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date

from bot.reports.digest.wording import address, clean


@dataclass(frozen=True, slots=True)
class Room:
    """How much a mail shows; what a mail provider would cut off in the middle is better left out whole."""

    pieces: int = 24  # lines about what was done
    notes: int = 12
    posts: int = 8  # that are out, and that are not
    drafts: int = 6
    days: int = 7
    troubles: int = 10
    words: int = 480  # letters of a note, a reason, a question
    excerpt: int = 140  # letters of a post

    def tighter(self) -> "Room":
        """Return two thirds of everything."""
        return replace(self, **{each.name: max(getattr(self, each.name) * 2 // 3, 1) for each in fields(self)})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a part: words of a day, perhaps with an address, what kind it is, and something to type."""

    text: str
    when: str = ""
    about: str = ""
    url: str = ""
    command: str = ""


def entry(text: str, when: str = "", *, about: str = "", url: str = "", command: str = "") -> Entry:
    """Return an entry whose address can be opened; words nobody could see become a dash."""
    return Entry(clean(text) or "–", when, about, address(url), command)


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that belong together; the title is empty where the part has only one kind."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a mail."""

    name: str  # what a template tells it by
    title: str
    groups: tuple[Group, ...] = ()
    closing: str = ""  # a sentence below
    command: str = ""  # what to type then

    @property
    def filled(self) -> tuple[Group, ...]:
        """Return the groups with anything in them."""
        return tuple(group for group in self.groups if group.entries)

    @property
    def says_something(self) -> bool:
        """Return whether the part has anything to say."""
        return bool(self.filled or self.closing)

    def with_more(self, more: int, command: str) -> "Section":
        """Return the part with how many more there are, and the command that shows them."""
        return replace(self, closing=f"And {more} more:", command=command) if more > 0 else self


def activity(first: date, last: date) -> str:
    """Return the command that shows all that happened between two days."""
    return f"bot activity --from {first} --to {last}"


def joined(parts: Iterable[str], between: str = ", ") -> str:
    """Return the parts that are not empty, in one line."""
    return between.join(filter(None, parts))
