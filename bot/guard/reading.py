"""A text as the guard reads it: look-alike letters, accents and hidden characters folded away, places remembered.

Odd about it: rules match the folded words, a person is shown the original, so every folded character remembers which
original one it came from. An ASCII text, the usual case, is its own folding. Addresses are blanked out in `prose`: a
link called `/my-career-switch` is the page's name, not the learner's sentence.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bot.guard.disguise import unmask
from bot.redact import find_hidden

# Letters of other alphabets that look like ours, as someone would use them to walk past a list of words.
_LOOK_ALIKES = str.maketrans(
    "ոօսӏɑıᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢаеорсухіѕјһԁɡԛԝкмтнвАЕОРСУХІЅЈНВМТКαορνικυτΑΒΕΖΗΙΚΜΝΟΡΤΥΧ‘’‚‛´`“”„–—‐‑‒−…＿·",
    "noulaiabcdefghijklmnoprstuvwyzaeopcyxisjhdgqwkmthbAEOPCYXISJHBMTKaopvikutABEZHIKMNOPTYX''''''\"\"\"------._.",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, its folded words, the words without links, and where each folded character stood.

    For the quick look: all in lower case; as bare words with a space behind each, so that "no " is a word and "work"
    the beginning of one ("isn't" is one word there, "I'm" two); and where words begin, by their first two letters.
    """

    text: str
    words: str
    prose: str
    lowered: str
    bare: str
    beginnings: Mapping[str, Sequence[int]]
    origin: Sequence[int]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original text behind a span of the words."""
        return self.origin[start], (self.origin[end - 1] + 1 if end > start else self.origin[start])


def read(text: str) -> Reading:
    """Fold a text for the rules."""
    words, origin = unmask(*_folded(text))
    prose = _addresses().sub(lambda match: "\0" * len(match[0]), words) if "://" in words else words
    lowered = words.lower()
    bare = " ".join(_bare_words().findall(lowered.replace("n't", "nt"))) + " "
    return Reading(text, words, prose, lowered, bare, _beginnings(bare), origin)


def _beginnings(bare: str) -> Mapping[str, Sequence[int]]:
    found: dict[str, list[int]] = {}
    place = 0
    for word in bare.split(" ")[:-1]:
        found.setdefault(bare[place : place + 2], []).append(place)
        place += len(word) + 1
    return found


def fold(text: str) -> str:
    """Return a text's words alone, for what is compared with a reading."""
    return unmask(*_folded(text))[0]


def _folded(text: str) -> tuple[str, Sequence[int]]:
    if text.isascii():
        return text, range(len(text) + 1)
    hidden = {place for span in find_hidden(text) for place in range(span.start, span.end)}
    words: list[str] = []
    origin: list[int] = []
    for place, char in enumerate(text):
        letters = "" if place in hidden else _letters(char)
        words.append(letters)
        origin += [place] * len(letters)
    return "".join(words), [*origin, len(text)]


@cache
def _letters(char: str) -> str:
    """Return the plain letters a reader sees in one character: é is e, a full-width or Cyrillic о is o."""
    if char.isascii():
        return char
    one_case = char.casefold() if len(char.casefold()) > 1 else char  # ß is ss, so that STRASSE is straße
    seen = "".join(c for c in unicodedata.normalize("NFKD", one_case) if not unicodedata.combining(c))
    # A raised 2 is no digit of the number before it: R² is not R2, 10⁶ not 106.
    return char if seen.isdigit() and not char.isdecimal() else seen.translate(_LOOK_ALIKES)


@cache
def _bare_words() -> re.Pattern[str]:
    return re.compile(r"[^\W_]+")


@cache
def _addresses() -> re.Pattern[str]:
    return re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
