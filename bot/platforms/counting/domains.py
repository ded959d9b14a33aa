"""Finds domain names as twitter-text does: which dots in a run of characters join labels, and which ending closes them.

A domain may start anywhere a label may, so a run of n labels has n starts, and each reads to the last known ending it
can reach. To read a run once, what can be reached is worked out from its end: every start then only looks it up.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

# twitter-text's letters beyond ASCII, with what ignoring case adds to them in a JavaScript regular expression.
LETTERS = (
    "\xc0-\xd6\xd8-\xf6\xf8-\u024f\u0253\u0254\u0256\u0257\u0259\u025b\u0260\u0263\u0268\u0269\u026f\u0272\u0275\u0280"
    "\u0283\u0288-\u028c\u0292\u02bb\u0300-\u036f\u0399\u03b9\u1e00-\u1eff\u1fbe\u2c65\u2c66\u2c7e\u2c7f\ua7dc"
)
_INVALID = "\ufffe\ufeff\uffff"
_DIRECTIONS = "\u202a-\u202e\u061c\u200e\u200f\u2066-\u2069"
_SPACES = "\t-\r \x85\xa0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_RUN = re.compile(rf"[^!'#%&()*+,\\/:;<=>?@\[\]^{{|}}~${_SPACES}{_INVALID}{_DIRECTIONS}]+")
_MAY_PRECEDE = rf"[^A-Za-z0-9@＠$#＃{_INVALID}]"
_PRECEDES = re.compile(_MAY_PRECEDE)
# To a JavaScript regular expression a mark beyond U+FFFF is two halves: the first may precede what the second begins.
_HALVED = "[\U00010000-\U0010ffff]"
_START = re.compile(rf"(?<={_MAY_PRECEDE})[^_.\-]|{_HALVED}")
_PROTOCOL = re.compile(r"https?://", re.ASCII | re.IGNORECASE)
_LATIN_LABELS = re.compile(rf"(?:[\-A-Za-z0-9{LETTERS}]++\.)++")
_DOT = re.compile(r"\.[^\x00-@]")  # no ending begins with a digit
_NOT_AFTER_ENDING = frozenset("@+-")
_WORD = re.compile(r"[A-Za-z0-9]++")
_PUNYCODE = re.compile(r"[Xx][Nn]--[\-A-Za-z0-9]+")


class Domain(NamedTuple):
    """Where a domain and its ending stand, and where its http:// does: at the domain's start if there is none."""

    protocol: int
    start: int
    ending: int
    end: int


def runs(text: str) -> Iterator["Run"]:
    """Yield the stretches of a text that may hold domains."""
    for match in _RUN.finditer(text) if _DOT.search(text) else ():
        if _DOT.search(match[0]):
            run = Run(text, match.start(), match.end())
            if any(run.endings):
                yield run


class Run:
    """A stretch of characters that may be part of a domain, cut at its dots."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text, self._start = text, start
        self._labels = list(_labels(text, start, end))
        self._underscores = [text.rfind("_", first, last) for first, last in self._labels]
        self.endings = [0, *(ending(text, first) for first, _ in self._labels[1:])]
        self._reached = self._reach()
        self._next = 0

    def find(self, done: int) -> Domain | None:
        """Return the next domain of which nothing, its preceding mark included, was taken before."""
        for number in range(self._next, len(self._labels) - 1):
            self._next = number
            if self._labels[number][1] <= done or not (self._reached[number] or self.endings[number + 1]):
                continue
            for start in self._starts(number, done):
                if last := self._last(number, start):
                    return Domain(self._protocol(start, done), start, self._labels[last][0], self.endings[last])
        self._next = len(self._labels)
        return None

    def _reach(self) -> list[int]:
        """Return for each label the last one that closes a domain with the label after it in between, or 0."""
        reached = [0] * len(self._labels)
        for number in range(len(self._labels) - 2, -1, -1):
            first, end = self._labels[number + 1]
            if first < end and self._text[first] not in "-_":
                reached[number] = self._last(number + 1, first, reached)
        return reached

    def _last(self, number: int, start: int, reached: list[int] | None = None) -> int:
        """Return the last label that closes a domain starting in this one, or 0; only subdomains have a _."""
        _, end = self._labels[number]
        if number + 1 == len(self._labels) or self._text[end - 1] in "-_":
            return 0
        if further := (reached or self._reached)[number]:
            return further
        closes = self.endings[number + 1] and self._underscores[number] < start
        return number + 1 if closes else 0

    def _starts(self, number: int, done: int) -> Iterator[int]:
        """Yield where a domain may start in a label, in the order they are tried."""
        first, end = self._labels[number]
        starts = [match.start() for match in _START.finditer(self._text, max(first, done), end)]
        if first == 0 and starts[:1] != [0] and self._text[0] not in "-_":
            starts.insert(1 if starts[:1] == [1] else 0, 0)  # the first mark of a text is tried as preceding one first
        return (start for start in starts if start > done or start == 0 or self._text[start] > "\uffff")

    def _protocol(self, start: int, done: int) -> int:
        """Return where the http:// before a domain begins, or where the domain does."""
        for length in (8, 7):
            first = start - length
            if start == self._start and first >= 0 and _PROTOCOL.fullmatch(self._text, first, start):
                free = first == 0 or (first > done and _PRECEDES.match(self._text, first - 1))
                return first if free else start
        return start


def latin(text: str, domain: Domain) -> list[tuple[int, int]]:
    """Return the parts of a domain that are links without http://: Latin labels and an ending."""
    found: list[tuple[int, int]] = []
    begin = domain.start
    while chain := _LATIN_LABELS.search(text, begin, domain.end):
        begin = chain.end()
        if begin == domain.ending:
            return [*found, (chain.start(), domain.end)]
        for dot in _dots_backwards(text, chain.start(), chain.end()):
            if end := ending(text, dot + 1):
                found.append((chain.start(), end))
                begin = end
                break
    return found


def ending(text: str, at: int) -> int:
    """Return where the known ending of a domain that begins at a place ends, or 0."""
    ascii_ones, others = _endings()
    word = _WORD.match(text, at)
    if word and word[0].lower() in ascii_ones and text[word.end() : word.end() + 1] not in _NOT_AFTER_ENDING:
        return word.end()
    other = others.match(text, at) or _PUNYCODE.match(text, at)
    return other.end() if other else 0


@cache
def _endings() -> tuple[frozenset[str], re.Pattern[str]]:
    """Return the endings in ASCII, and a pattern of the others."""
    lines = Path(__file__).with_name("endings.txt").read_text(encoding="utf-8").splitlines()
    known = [word for line in lines if not line.startswith("#") for word in line.split()]
    others = "|".join(word for word in known if not word.isascii())
    pattern = re.compile(rf"(?i:{others})(?![0-9a-zA-Z@+\-])")
    return frozenset(word for word in known if word.isascii()), pattern


def _labels(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while (dot := text.find(".", start, end)) >= 0:
        yield start, dot
        start = dot + 1
    yield start, end


def _dots_backwards(text: str, start: int, end: int) -> Iterator[int]:
    while (end := text.rfind(".", start, end)) >= 0:
        yield end
