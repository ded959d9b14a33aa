"""Where posts go. One file per platform; it is found by its name and imported when used.

A platform sees text and pictures and never a Post or the database. `prepare` does what may be repeated, `publish` is
one call for one part: it returns a Receipt or raises one of the PublishErrors, which say what the answer means. What
an answer means stands in a table in each file, read from top to bottom (answers.py).

    x, linkedin,
    mastodon, bluesky      the platforms themselves
    byhand                 the text goes to the person, who posts it
    sandbox                a file in the home: for the demo and for trying things out
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from bot.errors import Refused
from bot.redact import Secret

if TYPE_CHECKING:
    import httpx

    from bot.clock import Clock
    from bot.settings import Settings

NAMES = ("x", "linkedin", "mastodon", "bluesky")
BETWEEN_PARTS = "\n\n---\n\n"  # of a thread, wherever it is shown as one text


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it will leave, and its words for those who cannot see it."""

    content: bytes
    kind: str
    alt: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a post as it will leave: bytes a person approved, and the key that names this post for ever."""

    text: str
    key: str
    number: int = 1
    pictures: tuple[Picture, ...] = ()
    uploads: tuple[str, ...] = ()  # what the platform calls the pictures, once it has them
    after: str = ""  # the remote id of the part before it
    behind: tuple[str, ...] = ()  # the parts of a thread that come after it
    tried: bool = False  # an earlier try may have arrived
    since: datetime | None = None  # when it is first tried, or was: it cannot be out for longer; the same at each try


@dataclass(frozen=True, slots=True)
class Upload:
    """A picture the platform has: its name there, how soon it may be used and for how long."""

    handle: str
    ready_in: timedelta = timedelta()
    good_for: timedelta = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Receipt:
    """The platform's word that a part is out, and what it took for it."""

    remote_id: str
    url: str
    cost_usd: float = 0.0


@dataclass(frozen=True, slots=True)
class Rules:
    """What a platform allows, how it counts, and what it can tell afterwards."""

    title: str
    limit: int
    most_pictures: int = 4
    picture_kinds: tuple[str, ...] = ("image/jpeg", "image/png")
    most_bytes: int = 5_000_000  # of a picture
    most_pixels: int = 33_000_000
    has_threads: bool = False
    reads_back: bool = False  # our own posts can be read: an unclear one may be found
    names_the_first: bool = False  # a text sent again is refused with the address of the first
    same_key_for: timedelta = timedelta()  # so long the platform knows our key: a part sent again is the same post


class Voice(Protocol):
    """What is known of a platform without asking it: a module of this folder."""

    RULES: Rules

    @staticmethod
    def length(text: str) -> int:
        """Return the length of a text as the platform counts it."""
        ...

    @staticmethod
    def cost(text: str) -> float:
        """Return what one part with this text costs, in dollars."""
        ...

    @staticmethod
    def compose_link(text: str) -> str:
        """Return the address of the platform's own page for writing a post, with the text in it."""
        ...

    @staticmethod
    def remote_id(url: str) -> str:
        """Return the id in the address of a post there, or nothing if it is none."""
        ...


class Platform(Protocol):
    """Where a part can be handed over."""

    def prepare(self, part: Part) -> Sequence[Upload]:
        """Do what may be repeated: upload the pictures, learn what publishing needs to know."""
        ...

    def publish(self, part: Part) -> Receipt:
        """Hand over, in one call."""
        ...

    def look_up(self, part: Part) -> Receipt | None:
        """Read back whether a part is out; None proves nothing."""
        ...

    def check(self) -> str:
        """Ask whose account this is, and return the name, or raise what keeps it from working."""
        ...


class Memory(Protocol):
    """What a platform is given to remember things by: whose account it is, what a question cost, its tokens."""

    def recall(self, name: str) -> str:
        """Return what was kept under a name, or nothing."""
        ...

    def keep(self, name: str, value: str) -> None:
        """Keep something that is no secret."""
        ...

    def spend(self, what: str, usd: float) -> None:
        """Write down money a question took."""
        ...

    def unseal(self, name: str) -> Secret:
        """Return a secret of the vault; an empty one if there is none."""
        ...

    def seal(self, name: str, secret: Secret, ends_at: datetime | None = None) -> None:
        """Put a secret into the vault; it is durable when this returns. An empty one never replaces a good one."""
        ...

    def alone(self) -> AbstractContextManager[None]:
        """Keep every other process from refreshing this platform's tokens meanwhile."""
        ...


class Connects(Voice, Protocol):
    """A module whose platform can be published to by its interface."""

    @staticmethod
    def connect(
        settings: "Settings", memory: Memory, clock: "Clock", wire: "httpx.BaseTransport | None" = None
    ) -> Platform:
        """Return the account the settings name, asked over the network or over another wire."""
        ...


def key_of(settings: "Settings", memory: Memory, name: str) -> Secret:
    """Return a secret by the name of its setting: as .env has it, or as bot login left it in the vault."""
    given: Secret = getattr(settings, name.lower())
    return given or memory.unseal(name)


def voice(name: str) -> Voice:
    """Return the rules and the ruler of a platform."""
    return import_module(f"bot.platforms.{name}")  # type: ignore[return-value] # a module is what fits the protocol


def check_length(name: str, text: str) -> None:
    """Refuse a text that is too long for a platform, for those that stand in for it."""
    kind = voice(name)
    if (used := kind.length(text)) > kind.RULES.limit:
        raise Refused(
            f"{used} characters are more than the {kind.RULES.limit} {kind.RULES.title} takes.", "bot edit ID"
        )


def connect(
    name: str, settings: "Settings", memory: Memory, clock: "Clock",
    wire: "httpx.BaseTransport | None" = None, *, lasting: bool = True,
) -> Platform:  # fmt: skip
    """Return where posts of a platform go, as the settings say: a file, the person's own hands, or its interface."""
    through = settings.through(name)
    if through == "hand":
        from bot.platforms.byhand import ByHand

        return ByHand(settings.home / "by-hand", name)
    if through == "sandbox":
        from bot.platforms.sandbox import Sandbox

        return Sandbox(settings.home / "sandbox", stands_for=name, lasting=lasting)
    return connecting(name).connect(settings, memory, clock, wire)


def connecting(name: str) -> Connects:
    """Return the module of a platform that is asked by its interface."""
    return import_module(f"bot.platforms.{name}")  # type: ignore[return-value] # as above
