"""Reviewed facts about the subject (concepts/*.toml): the only statements about the world a post makes.

A fact is found by its terms in the words of the day, and used once: one already told in a recent post is passed over.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement about the world, in two lengths, with a question for people at work."""

    name: str
    terms: tuple[str, ...]
    short: str
    long: str
    question: str
    source: str


def read(paths: Sequence[Path]) -> Iterator[Fact]:
    """Yield every fact of the given files."""
    for path in paths:
        for name, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
            yield Fact(name, tuple(entry["terms"]), entry["short"], entry["long"], entry["question"], entry["source"])


def best(facts: Sequence[Fact], words: Sequence[str], recent: Sequence[str]) -> Fact | None:
    """Return the fact whose terms stand most often in `words`, earlier texts of `words` weighing more."""
    told = [fact for fact in facts if not any(fact.short in text or fact.long in text for text in recent)]
    scored = [(score, fact) for fact in told if (score := _score(fact, words))]
    return max(scored, key=lambda pair: (pair[0], pair[1].name), default=(0, None))[1]


def _score(fact: Fact, words: Sequence[str]) -> float:
    return sum(_hits(fact.terms, text) / (place + 1) for place, text in enumerate(words))


def _hits(terms: Sequence[str], text: str) -> int:
    return sum(bool(re.search(rf"\b{re.escape(term)}(?:s|es)?\b", text, re.IGNORECASE)) for term in terms)
