"""Undoes what people do to a word so that a list does not see it: j0b, c a r e e r, r-e-s-u-m-e.

Odd about it: figures and initials are everywhere in honest texts (log1p, R2, a b c), so only a word that the guard
looks for is put back; anything else stays as it was written. Look-alike letters are folded in reading.py.
"""

import re
from collections.abc import Sequence
from functools import cache

# Beginnings of the words somebody would hide; a disguise that spells none of them is no disguise.
_HIDDEN = (
    "job|career|hire|hiring|interview|resume|recruit|salary|boss|role|employ|company|portfolio|linkedin|resign|offer"
    "|manager|colleague|coworker|client|position|opportunit|leetcode|applicat|applying|applied|freelanc|headhunt"
    "|office|workplace|opento|vacanc|promot|internship|quitmy|quitting|burnout|work|password|layoff|laidoff"
)
_DIGITS = str.maketrans("013457$@!", "oieastsai")
_DIGITS_L = str.maketrans("013457$@!", "oleastsal")

_MIXED = r"(?<![\w@$!.-])[A-Za-z][A-Za-z]*[013457$@!]+[A-Za-z][A-Za-z013457$@!]*(?<![!@$])(?![\w@$])"
_SPACED = r"(?<![\w'.-])[A-Za-z](?:(?:[ .*_/|-]|[ ]{2,4})[A-Za-z]){2,40}(?![\w'])"


def unmask(words: str, origin: Sequence[int]) -> tuple[str, Sequence[int]]:
    """Return the words with disguises put back, and where each of their characters stood."""
    pieces: list[str] = []
    places: list[int] = []
    done = 0
    for match in _disguises().finditer(words):
        plain = _plain(match[0])
        if plain is None:
            continue
        letters, offsets = plain
        pieces += words[done : match.start()], letters
        places += origin[done : match.start()]
        places += [origin[match.start() + offset] for offset in offsets]
        done = match.end()
    if not done:
        return words, origin
    return "".join(pieces) + words[done:], [*places, *origin[done:]]


def _plain(masked: str) -> tuple[str, list[int]] | None:
    if len(masked) > 1 and not masked[1].isalnum() and masked[1] not in "$@!":
        return _joined(masked)
    for table in (_DIGITS, _DIGITS_L):
        if _wanted().match(masked.translate(table)):
            return masked.translate(table), list(range(len(masked)))
    return None


def _joined(spaced: str) -> tuple[str, list[int]] | None:
    """Join single letters; wider gaps than one character stay as the space between two words."""
    offsets = [place for place, char in enumerate(spaced) if char.isalpha() or spaced[place - 1 : place + 1] == "  "]
    letters = "".join(spaced[place] for place in offsets)
    return (letters, offsets) if _wanted().search(letters.replace(" ", "")) else None


@cache
def _disguises() -> re.Pattern[str]:
    return re.compile(f"{_MIXED}|{_SPACED}")


@cache
def _wanted() -> re.Pattern[str]:
    return re.compile(_HIDDEN, re.IGNORECASE)
