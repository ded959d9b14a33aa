"""What a person writes from a phone, as an order: a pure function of the words.

`ok`, `no` and the like are orders only if a code follows: a letter and digits, so “no idea why softmax…” and “ok so
today…” are notes. Alone they are orders only as an answer to a message that shows one post; whoever acts knows that,
and which codes there are.
"""

import re
import unicodedata
from dataclasses import dataclass

_CODE = re.compile(r"[A-HJKMNP-Z][2-9]{1,3}")
_ORDERS = frozenset({"ok", "yes", "no", "edit", "undo", "later"})
_EDGE = " .!?,;:\"'“”‘’"
_POSTED = re.compile(r"posted:? (?:(?P<code>[a-z][2-9]{1,3}):? )?(?P<url>https?://\S+)", re.IGNORECASE)
# Emoji, their joiners and the variation selectors: symbols a keyboard adds by itself.
_SYMBOLS = frozenset({"So", "Sk", "Cf", "Mn"})


@dataclass(frozen=True, slots=True)
class Yes:
    """Approve these."""

    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class No:
    """Turn one down, for a reason."""

    code: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """Take these words instead; none: ask for them."""

    code: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Undo:
    """Take a yes back."""

    code: str = ""


@dataclass(frozen=True, slots=True)
class Later:
    """Let one go out at another hour."""

    code: str
    hour: str


@dataclass(frozen=True, slots=True)
class Posted:
    """What was handed over is out, at this address."""

    url: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Skip:
    """There is no answer tonight."""


@dataclass(frozen=True, slots=True)
class Hold:
    """Stop all sending."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """Nearly an order about a code: not to be taken for a note."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """Anything else: a note."""

    text: str


Order = Yes | No | Edit | Undo | Later | Posted | Skip | Hold | Unclear | Words
_ALONE: dict[str, Order] = {"ok": Yes(), "yes": Yes(), "no": No(), "undo": Undo(), "skip": Skip(), "hold": Hold()}


def read(text: str) -> Order:
    """Return what a person wants; the first line that is not empty says it."""
    line, _, rest = text.strip().partition("\n")
    words = _plain(line).split()
    return (_order(words, line.strip(), rest.strip()) if words else None) or Words(text.strip())


def is_code(word: str) -> bool:
    """Tell whether a word has the shape of a code."""
    return bool(_CODE.fullmatch(word.upper()))


def _order(words: list[str], line: str, rest: str) -> Order | None:
    first, second = words[0], (words[1] if len(words) > 1 else "")
    if first == "posted":
        return _posted(f"{line} {rest}")
    if len(words) == 1:
        return _alone(first, rest)
    if is_code(first) and second in _ORDERS:
        return Unclear(first.upper(), f"{line}\n{rest}".strip())
    if first not in _ORDERS or not is_code(second):
        return None
    code = second.upper()
    return _of_code(words, code, _after(line, 2), rest) or Unclear(code, f"{line}\n{rest}".strip())


def _posted(text: str) -> Order | None:
    """Return where something was posted, if that is all that is said."""
    found = _POSTED.fullmatch(" ".join(text.split()))
    return Posted(found["url"].rstrip(".,;)"), (found["code"] or "").upper()) if found else None


def _alone(word: str, rest: str) -> Order | None:
    """Return the order one word is; which post is meant says the message it answers."""
    if word == "edit":
        return Edit(text=rest)
    return None if rest else _ALONE.get(word)


def _of_code(words: list[str], code: str, more: str, rest: str) -> Order | None:
    match words[0]:
        case "ok" | "yes" if all(map(is_code, words[1:])) and not rest:
            return Yes(tuple(dict.fromkeys(each.upper() for each in words[1:])))
        case "no":
            return No(code, f"{more}\n{rest}".strip())
        case "edit":
            return Edit(code, f"{more}\n{rest}".strip())
        case "later" if more:
            return Later(code, more)
        case "undo" if not more and not rest:
            return Undo(code)
    return None


def _plain(line: str) -> str:
    """Return a line without what a keyboard adds: capitals, narrow blanks, full stops, quotes and emoji at its ends."""
    folded = unicodedata.normalize("NFKC", line).casefold()
    words = (_stripped(each) for each in folded.split())
    return " ".join(filter(None, words))


def _stripped(word: str) -> str:
    while word and (word[0] in _EDGE or unicodedata.category(word[0]) in _SYMBOLS):
        word = word[1:]
    while word and (word[-1] in _EDGE or unicodedata.category(word[-1]) in _SYMBOLS):
        word = word[:-1]
    return word


def _after(line: str, words: int) -> str:
    """Return a line as it was written, from behind its first words on."""
    ends = [found.end() for found in re.finditer(r"\S+", line) if _plain(found[0])]
    return line[ends[words - 1] :].strip() if len(ends) >= words else ""
