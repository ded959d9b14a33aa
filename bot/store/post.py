"""What the queue gives to others: a Post with its parts and claims, frozen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256

from bot.lifecycle import Status
from bot.platforms import BETWEEN_PARTS

BOT = "bot"  # who changes a post when no person does


@dataclass(frozen=True, slots=True)
class By:
    """Who changes a post, when and why: a line of its history."""

    who: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Backing:
    """One piece of evidence under a claim, as it is shown."""

    kind: str
    ref: str
    text: str
    url: str
    nearby: str = ""  # what else tells what it was about: a notebook's headings, names of files


@dataclass(frozen=True, slots=True)
class PostClaim:
    """One statement about the learner and what it rests on."""

    text: str
    tense: str
    evidence: tuple[Backing, ...]
    number: int = 0
    wrong: str = ""  # what a person said was wrong about it


@dataclass(frozen=True, slots=True)
class Sent:
    """What the platform gave back for a part."""

    part: int
    remote_id: str
    url: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a post's history."""

    at: datetime
    was: str | None
    became: str
    who: str
    reason: str


@dataclass(frozen=True, slots=True)
class Medium:
    """A picture of a part, without its bytes: they are known by their hash."""

    part: int
    kind: str
    alt: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Revision:
    """What a post said before it was changed."""

    at: datetime
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A picture the platform has: which one, its name there, and from when until when it may be used."""

    picture: str
    handle: str
    ready_at: datetime
    good_until: datetime


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at publishing."""

    number: int
    started_at: datetime
    ended_at: datetime | None
    outcome: str
    detail: str


@dataclass(frozen=True, slots=True)
class Post:
    """One post as the queue lists it."""

    id: int
    platform: str
    slot: str
    local_date: date
    angle: str
    section: str
    day: str
    status: Status
    due_at: datetime
    attempts: int
    version: int
    published_at: datetime | None
    body_hash: str | None
    idempotency_key: str | None
    parts: tuple[str, ...]
    fact: str = ""
    true_until: datetime | None = None
    rejected_for: str = ""
    corrects: int | None = None
    try_at: datetime | None = None
    approved_at: datetime | None = None
    media: tuple[Medium, ...] = ()

    @property
    def text(self) -> str:
        """Return the whole text; a thread's parts are parted by a line."""
        return BETWEEN_PARTS.join(self.parts)


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a new post must not repeat: one before it, or beside it."""

    id: int
    local_date: date
    due_at: datetime
    angle: str
    status: Status
    text: str


def hash_of(platform: str, parts: Iterable[str], media: Iterable[Medium] = ()) -> str:
    """Return the hash a person's yes is bound to: where it goes, every byte of every part, and every picture."""
    digest = sha256(platform.encode())
    shown = (word for each in media for word in (f"picture {each.part}", each.sha256, each.alt))
    for content in map(str.encode, (*parts, *shown)):
        # The length keeps two different cuts of the same bytes apart.
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()


def instant_text(value: datetime) -> str:
    """Return an instant as it stands in the database: UTC text of one width, so that it sorts."""
    return value.astimezone(UTC).isoformat(timespec="microseconds")
