"""What the learner writes instead of our words: learned from an edit, used in the drafts after it.

Only a template's own words are ever replaced, never a value it is given, and only by words that say no more: no figure,
no lesson, no deed, no “not”.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from bot.activity.message.wording import word_set
from bot.drafting.honesty import says_more

_FEWEST, _MOST = 2, 5  # words: fewer stand everywhere, more are another sentence and belong to that post
_TAG = re.compile(r"(\{[{%].*?[%}]\})", re.DOTALL)
_WORDS = re.compile(r"\S+|\n+")
_TURNS = word_set("no not never without none nothing nor neither hardly barely cannot can't don't didn't isn't wasn't")


def learned(before: str, after: str, templates: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the words of templates that an edit replaced, with what stands there now."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        was, becomes = " ".join(old[a:b]), " ".join(new[c:d])
        fits = tag == "replace" and _FEWEST <= b - a <= _MOST and d - c <= _MOST and _is_a_manner(was, becomes)
        if fits and any(_found(was).search(_TAG.sub(" ", each)) for each in templates):
            yield was, becomes


def _is_a_manner(was: str, becomes: str) -> bool:
    """Tell whether words are another way to say the same, as far as that can be told."""
    turned = _TURNS.intersection(word.strip(".,:;!?").lower() for word in f"{was} {becomes}".split())
    return (
        not turned
        and "\n" not in was + becomes
        and not any(mark in becomes for mark in "{}%#@")
        and not says_more(becomes)
    )


def preferring(body: str, preferred: Sequence[tuple[str, str]]) -> str:
    """Return a template's body with the learner's words in the place of ours."""
    if not preferred:
        return body
    pieces = _TAG.split(body)
    for place in range(0, len(pieces), 2):  # what stands between tags
        for was, becomes in preferred:
            pieces[place] = becomes.join(_found(was).split(pieces[place]))
    return "".join(pieces)


def _found(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\S){re.escape(words)}(?!\S)")
