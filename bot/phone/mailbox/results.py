"""What a mail server says of a sender (Authentication-Results, RFC 8601), taken apart letter by letter.

Odd about it: a server repeats what a sender said of themselves, in comments and in quotes, and a sender says what they
like: `(dmarc=pass)`, `"x; dmarc=pass"`. So comments are dropped, however deep, what stands in quotes can end nothing,
and what does not add up is no result at all. Microsoft leaves out who speaks.
"""

import re
from dataclasses import dataclass

_PAIR = re.compile(r"\s*([^\s=]+)\s*=\s*(\S*)")
_SPECIAL = re.compile(r"[^\w.-]")
_HIDDEN = re.compile("[\ue000-\ue07f]")
_LONGEST = 16_384
_FIRST_HIDDEN = 0xE000  # a private letter for each one that means something outside quotes


class Unreadable(ValueError):
    """A header that does not add up."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one method found: dmarc=pass, and of whom."""

    method: str
    result: str
    of: dict[str, str]  # by ptype.property; one that was named twice is empty


@dataclass(frozen=True, slots=True)
class Results:
    """Who says it, and what each method found."""

    by: str
    verdicts: tuple[Verdict, ...]

    def of(self, method: str) -> list[Verdict]:
        """Return what one method found; more than one is one too many to be believed."""
        return [each for each in self.verdicts if each.method == method]


def read(value: str) -> Results:
    """Return what a header says, or raise Unreadable."""
    if len(value) > _LONGEST:
        raise Unreadable("longer than any server writes")
    first, *others = bare(value).split(";")
    named = first.split() if "=" not in first else []  # a version may stand behind the name
    sections = others if named else [first, *others]
    found = tuple(_verdict(each.strip()) for each in sections if each.strip() and each.strip().lower() != "none")
    return Results(shown(named[0]).lower() if named else "", found)


def bare(value: str) -> str:
    """Return a header without comments and quotes; what was in quotes is hidden, so that no letter of it means more."""
    kept: list[str] = []
    depth, in_quotes, letters = 0, False, iter(value)
    for letter in letters:
        if letter == "\\" and (depth or in_quotes):
            following = next(letters, "")
            kept.append("" if depth else _hide(following))
        elif in_quotes:
            in_quotes = letter != '"'
            kept.append(_hide(letter) if in_quotes else "")
        elif letter in "()":
            depth += 1 if letter == "(" else -1
            kept.append(" ")
        elif not depth:
            in_quotes = letter == '"'
            kept.append("" if in_quotes else letter)
        if depth < 0:
            raise Unreadable("a comment ends that never began")
    if depth or in_quotes:
        raise Unreadable("a comment or a quote never ends")
    return "".join(kept)


def shown(text: str) -> str:
    """Return a piece of a bare header with what was in quotes as it was."""
    return _HIDDEN.sub(lambda found: chr(ord(found[0]) - _FIRST_HIDDEN), text)


def _hide(letter: str) -> str:
    return chr(_FIRST_HIDDEN + ord(letter)) if letter.isascii() and _SPECIAL.match(letter) else letter


def _verdict(section: str) -> Verdict:
    pairs, at = [], 0
    while at < len(section):
        found = _PAIR.match(section, at)
        if not found:
            raise Unreadable("words that belong to nothing")
        pairs.append((found[1].lower(), shown(found[2]).lower()))
        at = found.end()
    (method, result), *properties = pairs
    names = [name for name, _ in properties]
    told = {name: value if names.count(name) == 1 else "" for name, value in properties}
    return Verdict(method.partition("/")[0], result, told)
