"""What really happened: each source here yields Evidence, and a source that fails says so instead of looking quiet.

Evidence is a fact with a reference a person can open. Its text is data from outside: made plain and stripped of what
is private before anyone keeps it. A source is read in batches, each kept together with how far the source has been
read, so that a reading killed half-way goes on where it was.

    local_git, github  commits, merged pull requests, releases; and what one commit changed
    commit             a commit as evidence, wherever it was read
    people             whose a commit is: the learner's, a bot's, somebody else's
    message            a commit's message as a person would read it
    looking            a closer look at what a commit changed: diary, notebook (both over paragraphs), names of files
    ticks              when boxes in the roadmap file were ticked
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from bot.clock import study_date
from bot.redact import plain, redact, without_private

Cursor = Mapping[str, Any]  # how far a source has been read: JSON that only the source itself understands


class Kind(StrEnum):
    """Where evidence comes from. A plan is kept beside the others, but supports only “planned”."""

    NOTE = "note"
    COMMIT = "commit"
    PULL_REQUEST = "pull request"
    RELEASE = "release"
    TICK = "tick"
    NUMBER = "number"  # printed by a notebook's cell
    PLAN = "plan"


class Flavour(StrEnum):
    """What a note is about, in the learner's own words."""

    NONE = ""
    LEARNED = "learned"
    WIN = "win"
    MISTAKE = "mistake"
    QUESTION = "question"


class Privacy(StrEnum):
    """What may be kept of a repository."""

    PUBLIC = "public"
    COUNT = "count only"  # that something happened: neither name nor message
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Details:
    """What a closer look at a commit found: words that tell what it was about, never claims by themselves."""

    paths: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()  # a notebook's, in the learner's own words
    imports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that happened, with a reference that can be opened."""

    kind: Kind
    ref: str
    text: str
    at: datetime
    date: date
    flavour: Flavour = Flavour.NONE
    url: str = ""
    repository: str = ""
    counted: bool = False  # that it happened is known, what it was is not: it leads no post
    details: Details | None = None  # None: nobody has looked closer
    commit: str = ""  # of a note or a number that stood in a file: the commit it came with
    refuted: bool = False  # a person said that what a post told of it is wrong

    @property
    def key(self) -> tuple[str, str]:
        """Return what it is known by."""
        return self.kind, self.ref

    @property
    def title(self) -> str:
        """Return the first line: what a commit calls its subject."""
        return self.text.strip().partition("\n")[0].strip()

    @property
    def words(self) -> str:
        """Return all that tells what it was about, for matching."""
        return f"{self.text} {self.nearby}".strip()

    @property
    def nearby(self) -> str:
        """Return what stood near the work: less sure than what was said of it."""
        found = self.details or Details()
        return " ".join([*found.headings, *found.imports, *found.paths])

    @property
    def only_counted(self) -> "Evidence":
        """Return what may be kept where neither name nor message may: that something happened, and when."""
        return Evidence(self.kind, counted_ref(self.ref), "", self.at, self.date, counted=True)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something a source had that is no evidence, and why."""

    ref: str
    date: date
    reason: str


@dataclass(frozen=True, slots=True)
class Batch:
    """What one step of reading found; `cursor` is how far the source has been read once this is kept."""

    evidence: tuple[Evidence, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    cursor: Cursor = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Window:
    """From which study date on things are looked for, in whose zone, and what time it is."""

    since: date
    zone: ZoneInfo
    day_ends: time
    now: datetime

    def date_of(self, instant: datetime) -> date:
        """Return the study date of an instant, wherever in the world it was recorded."""
        return study_date(instant, self.zone, self.day_ends)


@dataclass(frozen=True, slots=True)
class Change:
    """One file a commit changed; its texts are there only for files somebody asked for."""

    path: str
    before: str = ""
    after: str = ""


def counted_ref(ref: str) -> str:
    """Return what evidence goes by where it is only counted: the same wherever it is read, so that it counts once."""
    return f"counted {sha256(ref.lower().encode()).hexdigest()[:16]}"


def safe(text: str) -> str:
    """Return text from outside fit to be kept: no control characters, no secrets, nobody's address, no own host."""
    return without_private(redact(plain(text))).strip()
