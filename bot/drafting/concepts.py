"""Reviewed facts about the subject (concepts/*.toml): the only statements about the world a post makes.

A fact is found by its terms in the words of the day, and used once: one already told in a recent post is passed over.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.errors import TemplateError

_FEWEST_TERMS = 2


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
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
            yield from [Fact(name=name, **entry | {"terms": tuple(entry["terms"])}) for name, entry in table.items()]
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError, KeyError) as error:
            raise TemplateError(f"{path} is no file of facts: {error}.", f"edit {path}") from None


def best(facts: Sequence[Fact], words: Sequence[str], recent: Sequence[str]) -> Fact | None:
    """Return the fact most at home among what a post says; one term alone may stand there by chance."""
    untold = [fact for fact in facts if not any(fact.short in text or fact.long in text for text in recent)]
    scored = [(score, fact) for fact in untold if (score := _score(fact, words)) >= _FEWEST_TERMS]
    return max(scored, key=lambda pair: (pair[0], pair[1].name), default=(0, None))[1]


def _score(fact: Fact, words: Sequence[str]) -> int:
    text = " ".join(words)
    return sum(bool(re.search(rf"\b{re.escape(term)}(?:s|es)?\b", text, re.IGNORECASE)) for term in fact.terms)
