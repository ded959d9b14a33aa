"""What a rule is, and how the rules of a family are read over a text; the rules themselves are rules.toml.

Odd about it: patterns are written as phrases, so that the file reads like the sentences it is about; its head says
how. A pattern is compiled when a text first needs it, which a quick look at the words decides.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.guard.findings import Finding, Verdict
from bot.guard.reading import Reading
from bot.redact import private

_FILE = Path(__file__).with_name("rules.toml")
# What evidence loses before it is kept is found by the same patterns here.
_PRIVATE = {
    "mail": private.E_MAIL,
    "ownpath": private.OWN_PATH,
    "ownaddress": private.OWN_ADDRESS,
    "ownhost": private.OWN_HOST,
}

_NAMED = re.compile(r"(?<!\(\?P)<([a-z]+)>")
# An escaped character or a class is passed over; what is left are brackets that only group.
_GROUP = re.compile(r"(\\.|\[(?:\\.|[^\]\\])+\])|\((?!\?)")


@dataclass(frozen=True, slots=True, eq=False)  # each is itself: a cache must not hash all its sentences per post
class Rule:
    """One thing the guard looks for, why, what to write instead, and examples on both sides."""

    name: str
    verdict: Verdict
    words: str  # the quick look: beginnings of words, lower case, without apostrophes, separated by |
    phrases: tuple[str, ...]
    reason: str
    suggestion: str
    bad: tuple[str, ...]
    good: tuple[str, ...]
    whole_words: bool = True


@cache
def families() -> dict[str, tuple[Rule, ...]]:
    """Return the rules, family by family, as they stand in the file."""
    tables = (item for item in _tables().items() if item[0] != "vocabulary")
    return {family: tuple(_rule(name, **rule) for name, rule in rules.items()) for family, rules in tables}


@cache
def _tables() -> Mapping[str, dict[str, Any]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def _vocabulary() -> Mapping[str, str]:
    words = {name: _grouped(_in_one_line(group)) for name, group in _tables()["vocabulary"].items()}
    return words | {name: "|".join(patterns) for name, patterns in _PRIVATE.items()}


def _rule(name: str, *, verdict: str, words: str, phrases: str, **rest: Any) -> Rule:
    lines = tuple(_grouped(line) for line in _in_one_line(phrases).splitlines())
    rest |= {side: tuple(rest[side]) for side in ("bad", "good")}
    return Rule(name=name, verdict=Verdict(verdict), words=_in_one_line(words), phrases=lines, **rest)


def _in_one_line(text: str) -> str:
    """Return a text with the lines that begin with a blank put behind the one they go on with."""
    return re.sub(r"\n +", "", text)


def _grouped(pattern: str) -> str:
    """Let brackets group and not capture, as everybody reads them."""
    return _GROUP.sub(lambda match: match[1] or "(?:", pattern)


def find(rules: tuple[Rule, ...], reading: Reading, *, links: bool = False, quick: bool = True) -> Iterator[Finding]:
    """Yield what the rules find; where two overlap, the one that stands first in the table speaks."""
    words = reading.words if links else reading.prose
    spoken_for = bytearray(len(words))
    for rule in _worth_reading(rules, reading) if quick else rules:
        for match in compiled(rule.phrases, rule.whole_words).finditer(words):
            start, end = match.span()
            if not any(spoken_for[start:end]):
                spoken_for[start:end] = b"\1" * (end - start)
                yield Finding(rule.name, rule.verdict, reading.place(start, end), rule.reason, rule.suggestion)


def _worth_reading(rules: tuple[Rule, ...], reading: Reading) -> list[Rule]:
    """Take the quick look: whole-word rules name beginnings of words, the others any characters."""
    index = _beginnings(rules)
    found = {
        number
        for letters in index.keys() & reading.beginnings.keys()
        for place in reading.beginnings[letters]
        for beginning, number in index[letters]
        if reading.bare.startswith(beginning, place)
    }
    found |= {number for number, marks in _marks(rules) if any(mark in reading.lowered for mark in marks)}
    return [rules[number] for number in sorted(found)]


@cache
def _marks(rules: tuple[Rule, ...]) -> list[tuple[int, list[str]]]:
    """Return the characters that rules without whole words look for, each with the number of its rule."""
    return [(number, rule.words.split("|")) for number, rule in enumerate(rules) if not rule.whole_words]


@cache
def _beginnings(rules: tuple[Rule, ...]) -> dict[str, list[tuple[str, int]]]:
    """Return the beginnings of words by their first two letters, each with the number of its rule."""
    index: dict[str, list[tuple[str, int]]] = {}
    for number, rule in enumerate(rules):
        for beginning in rule.words.split("|") if rule.whole_words else ():
            index.setdefault(beginning[:2], []).append((beginning, number))
    return index


@cache
def compiled(phrases: tuple[str, ...], whole_words: bool) -> re.Pattern[str]:
    """Spell phrases out as one regular expression."""
    spelled = "|".join(phrases)
    while _NAMED.search(spelled):
        spelled = _NAMED.sub(lambda match: _vocabulary()[match[1]], spelled)
    if whole_words:
        spelled = rf"(?<!\w)(?:{spelled})(?!\w)"
    return re.compile(spelled.replace(" ", r"[\s_-]+").replace("~", r"[\s_-]*"), re.IGNORECASE)
