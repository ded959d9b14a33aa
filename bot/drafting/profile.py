"""What a profile may say while one learns in public: from the roadmap's title, within each place's limit."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.drafting.phrase import begun, lowered

# “Machine learning in 16 weeks”, “Rust roadmap 2026”: how long or what kind of file it is says nothing of the subject.
_NOT_SUBJECT = re.compile(
    r"\s+(?:in|over|within)\s+\d+[\s-]\w+|\b\d+[\s-](?:days?|weeks?|months?|years?)(?:\s+of)?\b"
    r"|\b(?:my|complete|full|ultimate|learning)?\s*(?:roadmap|plan|curriculum|syllabus|course|journey|study guide)\b"
    r"|\b20\d\d\b|[^\w\s+#.,'&/()-]",
    re.IGNORECASE,
)
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a profile, with texts that fit it."""

    name: str
    title: str
    limit: int
    texts: tuple[str, ...]


def subject_of(title: str) -> str:
    """Return what a roadmap is about, for the middle of a sentence; “something new” where its title does not tell."""
    found = " ".join(_NOT_SUBJECT.sub(" ", title).split()).strip(" ,:-–()")
    found = re.sub(
        r"^(?:(?:for|to|of|in|an?|the)\s+)+|(?:\s+(?:for|to|of|in|by|an?|the))+$", "", found, flags=re.IGNORECASE
    )
    return lowered(found) if 1 < len(found) <= _LONGEST else "something new"


def kit(path: Path, title: str) -> Iterator[Place]:
    """Yield each place of a profile with the texts that fit it."""
    subject = subject_of(title)
    for name, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
        texts = (text.replace("{subject}", subject) for text in entry["texts"])
        texts = (begun(text) if name in {"bio", "banner"} else text for text in texts)
        yield Place(name, entry["title"], entry["limit"], tuple(each for each in texts if len(each) <= entry["limit"]))
