"""Which passages of a text are new: not moved, not wrapped again, not a typing error put right.

Odd about it: words are compared, never marks. A passage that only grew is new in what was added to it. Comparing by
likeness is dear, so only so many are compared; past that, what is not word for word the same is new.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bot.activity.diary.entries import Passage, keyed

_ALIKE = 0.9
_MOST_COMPARED = 200  # pairs whose letters are compared
_LONGEST_COMPARED = 800  # characters
_MOST_SEARCHED = 200  # passages that are looked for inside the whole text
_FEWEST_KNOWN = 3  # words a passage must begin with to have grown out of another


@dataclass(frozen=True, slots=True)
class New:
    """A new passage, and how many of its first words were there before."""

    passage: Passage
    known: int = 0


class Seen:
    """What a text said before."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._compared = self._searched = 0

    def new(self, passages: Sequence[Passage]) -> list[New]:
        """Return the passages that are new, in their order."""
        left, removed = self._without_the_same(passages)
        whole = f" {' '.join(each.key for each in self._passages)} " if self._passages else ""
        return [found for each in left if (found := self._news(each, removed, whole))]

    def _without_the_same(self, passages: Sequence[Passage]) -> tuple[list[Passage], list[str]]:
        """Return what is left once each passage found its twin, first under the same heading, then anywhere."""
        at_home = Counter((each.heading, each.key) for each in self._passages)
        anywhere = Counter(each.key for each in self._passages)
        rest = []
        for each in passages:
            if at_home[each.heading, each.key] > 0:
                at_home[each.heading, each.key] -= 1
                anywhere[each.key] -= 1
            else:
                rest.append(each)
        left = []
        for each in rest:
            if anywhere[each.key] > 0:
                anywhere[each.key] -= 1
            else:
                left.append(each)
        return left, [key for key, count in anywhere.items() if count > 0 and key]

    def _news(self, passage: Passage, removed: list[str], whole: str) -> New | None:
        if self._is_inside(passage, removed, whole):
            return None
        known = 0
        for key in removed:
            words = key.count(" ") + 1
            if words >= _FEWEST_KNOWN and passage.key.startswith(f"{key} "):
                known = max(known, words)
            elif not known and self._is_alike(passage.key, key):
                return None
        return New(passage, known)

    def _is_inside(self, passage: Passage, removed: list[str], whole: str) -> bool:
        """Tell a passage that was part of a longer one, or is several put together."""
        if not removed or self._searched >= _MOST_SEARCHED:
            return False
        self._searched += 1
        return f" {passage.key} " in whole or all(
            f" {keyed(part)} " in whole for part in re.split(r"(?<=[.!?])\s+|\n", passage.text) if keyed(part)
        )

    def _is_alike(self, one: str, other: str) -> bool:
        longest = max(len(one), len(other))
        if self._compared >= _MOST_COMPARED or abs(len(one) - len(other)) > (1 - _ALIKE) * longest:
            return False
        self._compared += 1
        matcher = SequenceMatcher(None, one[:_LONGEST_COMPARED], other[:_LONGEST_COMPARED], autojunk=False)
        return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def cut_after(text: str, words: int) -> str:
    """Return a text without its first words, and without what closed them."""
    if not words:
        return text
    every = list(re.finditer(r"[^\W_]+", text))
    return text[every[words - 1].end() :].lstrip(" .,;:!?)]\"'”’…\n–—-") if words < len(every) else ""
