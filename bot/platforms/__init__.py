"""Where posts go. One file per platform; it is found by its name and imported when used.

A platform sees text and never a Post or the database. `prepare` does what may be repeated, `publish` is one call for
one part: it returns a Receipt or raises one of the four PublishErrors, which say what the answer means.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Protocol

NAMES = ("x", "linkedin")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it will leave, and its words for those who cannot see it."""

    content: bytes
    kind: str
    alt: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a post as it will leave: bytes a person approved, and the key that names this try for ever."""

    text: str
    key: str
    number: int = 1
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """The platform's word that a part is out."""

    remote_id: str
    url: str


@dataclass(frozen=True, slots=True)
class Rules:
    """What a platform allows, and how it counts."""

    title: str
    limit: int
    cost_usd: float = 0.0


class Voice(Protocol):
    """What drafting needs to know of a platform: its rules and its way to count."""

    RULES: Rules

    @staticmethod
    def length(text: str) -> int:
        """Return the length of a text as the platform counts it."""
        ...


class Platform(Protocol):
    """Where a part can be handed over."""

    def prepare(self, part: Part) -> Part:
        """Do what may be repeated, and return the part ready to go."""
        ...

    def publish(self, part: Part) -> Receipt:
        """Hand over once."""
        ...

    def look_up(self, part: Part) -> Receipt | None:
        """Read back whether a part is out; None proves nothing."""
        ...


def voice(name: str) -> Voice:
    """Return the rules and the ruler of a platform."""
    return import_module(f"bot.platforms.{name}")  # type: ignore[return-value] # a module is what fits the protocol
