"""What really happened: each source here yields Evidence, and a source that fails says so instead of looking quiet.

Evidence is a fact with a reference a person can open. Its text is data from outside: made plain and stripped of secrets
before anyone keeps it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.redact import plain, redact


class Kind(StrEnum):
    """Where evidence comes from. A plan is kept beside the others, but supports only “planned”."""

    NOTE = "note"
    COMMIT = "commit"
    PULL_REQUEST = "pull request"
    RELEASE = "release"
    TICK = "tick"
    PLAN = "plan"


class Flavour(StrEnum):
    """What a note is about, in the learner's own words."""

    NONE = ""
    LEARNED = "learned"
    WIN = "win"
    MISTAKE = "mistake"
    QUESTION = "question"


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

    @property
    def title(self) -> str:
        """Return the first line: what a commit calls its subject."""
        return self.text.strip().partition("\n")[0].strip()


def safe(text: str) -> str:
    """Return text from outside fit to be kept: no control characters, no secrets."""
    return redact(plain(text)).strip()
