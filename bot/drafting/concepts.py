"""Reviewed facts about the subject (concepts/*.toml): the only statements about the world a post makes.

A fact is found by its terms in the words of the day, and told once per platform. A term that few facts share says more
of them than one that many share.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bot.errors import TemplateError

_LONGEST_TERM = 5  # words
_WORD = re.compile(r"[^\W_][\w+#'/-]*")
_ENOUGH = 2.0  # two common terms, or one that is special
_SPECIAL = 12  # a term of so many facts or fewer says enough alone


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement about the world, in two lengths, with a question for people at work."""

    name: str
    terms: tuple[str, ...]
    short: str
    long: str
    question: str
    source: str


@dataclass(frozen=True)
class Shelved:
    """Facts by their terms."""

    facts: tuple[Fact, ...]

    @cached_property
    def by_term(self) -> dict[str, list[Fact]]:
        """Return the facts of each term, as it is looked for: in small letters, in the singular."""
        found: dict[str, list[Fact]] = {}
        for fact in self.facts:
            for term in dict.fromkeys(_singular(" ".join(_words(term))) for term in fact.terms):
                found.setdefault(term, []).append(fact)
        return found


def read(paths: Sequence[Path]) -> Iterator[Fact]:
    """Yield every fact of the given files."""
    for path in paths:
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
            yield from [Fact(name=name, **entry | {"terms": tuple(entry["terms"])}) for name, entry in table.items()]
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError, KeyError) as error:
            raise TemplateError(f"{path} is no file of facts: {error}.", f"edit {path}") from None


def best(shelved: Shelved, text: str, told: Collection[str]) -> Fact | None:
    """Return the fact most at home among some words that has not been told; a chance word or two is not enough."""
    return next((fact for fact in matching(shelved, text) if fact.name not in told), None)


def matching(shelved: Shelved, text: str) -> list[Fact]:
    """Return the facts that are at home among some words, the closest first."""
    scores: Counter[str] = Counter()
    facts: dict[str, Fact] = {}
    for term in _terms(text) & shelved.by_term.keys():
        sharing = shelved.by_term[term]
        for fact in sharing:
            facts[fact.name] = fact
            scores[fact.name] += 2 if len(sharing) <= _SPECIAL else 1
    enough = [fact for fact in facts.values() if scores[fact.name] >= _ENOUGH]
    return sorted(enough, key=lambda fact: (-scores[fact.name], fact.name))


def about(shelved: Shelved, term: str) -> list[Fact]:
    """Return the facts somebody asks for: by a term of theirs, by their name, or by words they hold."""
    wanted = _singular(" ".join(_words(term)))
    by_term = [fact for known, facts in shelved.by_term.items() if wanted and wanted in known for fact in facts]
    by_word = [each for each in shelved.facts if term.lower() in f"{each.name} {each.short} {each.long}".lower()]
    return list(dict.fromkeys([*by_term, *by_word]))


def _terms(text: str) -> set[str]:
    """Return every run of a few words, in small letters and in the singular."""
    words = _words(text)
    runs = (words[at : at + length] for length in range(1, _LONGEST_TERM + 1) for at in range(len(words) - length + 1))
    return {_singular(" ".join(run)) for run in runs}


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _singular(term: str) -> str:
    return re.sub(r"(?<=(?:sh|ch)|.[sxz])es$|(?<=[^s])s$", "", term) if len(term) > len("pca") else term
