"""Reviewed facts about the subject (concepts/*.toml): the only statements about the world a post makes.

A fact is found by its terms in the words of the day, and told once per platform. A term that few facts share says more
of them than one that many share.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from bot.activity.message.wording import word_set
from bot.drafting.phrase.case import is_ordinary
from bot.errors import TemplateError
from bot.redact import plain

_LONGEST_TERM = 5  # words
# Said of much else, too: “the last digits were off” is no matter of MNIST.
_EVERYDAY = word_set("""
    alert alpha analogy assert ax badge bin bottleneck category cell chain click cost country decimal demand dependency
    detach device digit dummy elbow evidently except fold frozen gate growth head healthcare identifier inventory loan
    margin norm penalty pickle pipe privacy resume reward ridge robust scikit-learn scope seed shortcut specie stride
    surrogate symmetry teacher timeout token trial volume ward
    """)
_PLURAL = re.compile(r"(?<=(?:sh|ch)|.[sxz])es$|(?<=[^s])s$")
_WORD = re.compile(r"[^\W_][\w+#'/-]*")
_ENOUGH = 2  # two terms, or one that says enough alone
_FIELDS = 3  # files of facts a section is near to
_SPECIAL = 12  # so many facts or fewer share a term that does


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement about the world, in two lengths, with a question for people at work."""

    name: str
    terms: tuple[str, ...]
    short: str
    long: str
    question: str
    source: str
    topic: str = ""  # the name of its file


@dataclass(frozen=True)
class Shelved:
    """Facts by their terms."""

    facts: tuple[Fact, ...]

    @cached_property
    def by_name(self) -> dict[str, Fact]:
        """Return the facts by their names."""
        return {fact.name: fact for fact in self.facts}

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
            yield from [
                Fact(name=name, topic=path.stem, **entry | {"terms": tuple(entry["terms"])})
                for name, entry in table.items()
            ]
        except (ValueError, TypeError, KeyError) as error:
            raise TemplateError(f"{path} is no file of facts: {plain(str(error))}.", f"edit {path}") from None


def best(shelved: Shelved, said: str, planned: str, told: Collection[str]) -> Fact | None:
    """Return the fact most at home among what is said and planned that has not been told.

    Where something is said, the fact's own concept has to be in it: a chapter or a language is not enough, and an
    ordinary word may mean anything (a CUDA kernel is no notebook's). What the plan calls a topic is one.
    """
    scores = _scores(shelved, said, is_plan=False) if said else _scores(shelved, planned, is_plan=True)
    near = _scores(shelved, planned, is_plan=True)
    enough = (name for name, score in scores.items() if score >= _ENOUGH and name not in told)
    closest = min(enough, key=lambda name: (-scores[name], -near[name], name), default=None)
    return shelved.by_name[closest] if closest else None


def kindred(shelved: Shelved, studied: str, told: Collection[str]) -> Fact | None:
    """Return a fact of the fields that most is known of in what is studied: beside the point, but not out of it."""
    scores = _scores(shelved, studied, is_plan=True)
    fields = Counter(shelved.by_name[name].topic for name, score in scores.items() if score >= _ENOUGH)
    near = [field for field, _ in fields.most_common(_FIELDS)]
    untold = (each for each in shelved.facts if each.topic in near and each.name not in told)
    return min(untold, key=lambda each: near.index(each.topic), default=None)


def _scores(shelved: Shelved, text: str, *, is_plan: bool) -> Counter[str]:
    """Return how much each fact is at home in a text: a concept of its own counts twice, a word of many nothing."""
    scores: Counter[str] = Counter()
    for term in _terms(text) & shelved.by_term.keys():
        sharing = shelved.by_term[term]
        alone = _ENOUGH if is_plan or _says_enough(term) else 1
        weight = alone if len(sharing) <= _SPECIAL else int(is_plan)
        scores.update({fact.name: weight for fact in sharing})
    return scores


def _says_enough(term: str) -> bool:
    """Tell whether a term alone names a concept: neither an everyday word does nor a whole library."""
    return term not in _EVERYDAY and (" " in term or "-" in term or not is_ordinary(term))


def about(shelved: Shelved, term: str) -> list[Fact]:
    """Return the facts somebody asks for: by a term of theirs, by their name, or by words they hold."""
    wanted = _singular(" ".join(_words(term)))
    by_term = [fact for known, facts in shelved.by_term.items() if wanted and wanted in known for fact in facts]
    by_word = [each for each in shelved.facts if term.lower() in f"{each.name} {each.short} {each.long}".lower()]
    return list(dict.fromkeys([*by_term, *by_word]))


@lru_cache(maxsize=256)  # a section is studied for weeks
def _terms(text: str) -> frozenset[str]:
    """Return every run of a few words, in small letters and in the singular."""
    words = _words(text)
    runs = (words[at : at + length] for length in range(1, _LONGEST_TERM + 1) for at in range(len(words) - length + 1))
    return frozenset(_singular(" ".join(run)) for run in runs)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _singular(term: str) -> str:
    return _PLURAL.sub("", term) if len(term) > len("pca") else term
