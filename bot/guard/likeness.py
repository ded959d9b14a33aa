"""Asks about a text that reads like those somebody held back, where no rule knows its words.

Odd about it: it knows no rules. Each word, and each pair of neighbours, has a weight: how much more often it stood in
texts that were held back than in texts that passed (naive Bayes; `learned` counts them, likeness.json keeps them). The
weights of a stretch of text are summed. It never blocks: a count is no reason one could argue with.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from bot.guard.findings import Finding, Verdict
from bot.guard.reading import Reading

TOO_LIKELY = 4.0  # there one in 25 lines of real learning diaries is asked about, one in 100 honest posts
FILE = Path(__file__).with_name("likeness.json")
_SMOOTHING = 0.3
_TENTHS = 10
_STRETCH = 25  # words: in a longer text the craft around it would drown the one sentence
_WORD = re.compile(r"[a-z']+|\d+")
_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*\s*")


def check_likeness(reading: Reading) -> Iterator[Finding]:
    """Yield a finding for the stretch that reads most like what was held back, if it does so enough."""
    weighed = ((_weight(reading.prose[start:end]), start, end) for start, end in _stretches(reading.prose))
    weight, start, end = max(weighed, key=lambda found: found[0], default=(0.0, 0, 0))
    if weight > TOO_LIKELY:
        yield Finding(
            "likeness",
            Verdict.ASK,
            reading.place(start, end),
            "This reads like something about your work or your plans.",
            "If it is neither, keep it; else leave it out, or say it in general.",
        )


def learned(judged: Iterable[tuple[str, bool]]) -> dict[str, int]:
    """Return the weight of each word and pair, in tenths; `judged` are texts with whether they were held back."""
    counts = {True: Counter[str](), False: Counter[str]()}
    for text, held_back in judged:
        counts[held_back].update(_features(text))
    total = {side: found.total() for side, found in counts.items()}
    every = sorted(counts[True].keys() | counts[False].keys())

    def _share(side: bool, feature: str) -> float:
        return (counts[side][feature] + _SMOOTHING) / (total[side] + _SMOOTHING * len(every))

    weights = {each: round(_TENTHS * math.log(_share(True, each) / _share(False, each))) for each in every}
    often = counts[True] + counts[False]
    return {each: weight for each, weight in weights.items() if weight and often[each] > 1}


def _weight(text: str) -> float:
    known = _known()
    return sum(known.get(feature, 0) for feature in _features(text)) / _TENTHS


@cache
def _known() -> Mapping[str, int]:
    found: dict[str, int] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def _features(text: str) -> set[str]:
    words = ["0" if word.isdigit() else word for word in _WORD.findall(text.lower())]
    return {*words, *(f"{first} {second}" for first, second in pairwise(["^", *words, "$"]))}


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield where runs of whole sentences of two dozen words stand; a short text is one."""
    sentences = [found.span() for found in _SENTENCE.finditer(text) if found[0].strip()]
    lengths = [len(text[start:end].split()) for start, end in sentences]
    for first in range(len(sentences)):
        last = _last_within(lengths, first)
        yield sentences[first][0], sentences[last][1]
        if last == len(sentences) - 1:
            return


def _last_within(lengths: Sequence[int], first: int) -> int:
    last, words = first, lengths[first]
    while last + 1 < len(lengths) and words + lengths[last + 1] <= _STRETCH:
        last += 1
        words += lengths[last]
    return last
