"""What the learner writes instead of our words: learned from an edit, used in the drafts after it.

Only words of a template can be learned anew, and only by words that say no more: no figure, no lesson, no deed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from bot.drafting import Claim
from bot.drafting.honesty import says_more

_LONGEST = 5  # words on either side: more is another sentence, and belongs to that post
_TAG = re.compile(r"\{[{%].*?[%}]\}")
_WORDS = re.compile(r"\S+|\n+")


def learned(before: str, after: str, templates: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the words of templates that an edit replaced, with what stands there now."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        was, becomes = " ".join(old[a:b]), " ".join(new[c:d])
        if tag == "replace" and max(b - a, d - c) <= _LONGEST and "\n" not in was + becomes:
            ours = any(_found(was).search(_TAG.sub(" ", each)) for each in templates)
            if ours and not says_more(becomes):
                yield was, becomes


def preferring(
    text: str, claims: tuple[Claim, ...], preferred: Sequence[tuple[str, str]]
) -> tuple[str, tuple[Claim, ...]]:
    """Return a text and its claims with the learner's words in the place of ours."""
    for was, becomes in preferred:
        if was in text:
            found = _found(was)
            text = becomes.join(found.split(text))
            claims = tuple(replace(each, text=becomes.join(found.split(each.text))) for each in claims)
    return text, claims


def _found(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\S){re.escape(words)}(?!\S)")
