"""What is said to a person on their phone, whichever way it goes: a head line, the exact texts, what belongs to them.

Odd about it: no line of ours begins like an answer (“ok K7”), because what is quoted back must not act.
"""

import difflib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

_RULE = "-" * 40
_FIRST_WORDS = 60
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Message:
    """What is said: a head line, the exact texts it is about, and what belongs to them."""

    head: str
    texts: tuple[str, ...] = ()
    after: str = ""


def request(code: str, where: str, parts: Sequence[str], notes: Sequence[str]) -> Message:
    """Return the question whether a text may go out: the exact text, what it rests on, how to answer."""
    how = f"Answer with ok, no or edit and the code {code}, or write a note: then a new draft comes."
    return Message(f"{code}: {where}", tuple(parts), "\n".join([*notes, "", how]).strip())


def handed(code: str, where: str, parts: Sequence[str], link: str) -> Message:
    """Return a text that was approved for the person to post themselves."""
    how = f"Copy it, or open {link}\nThen answer with posted and its address, and it is closed (code {code})."
    return Message(f"{code}: yours to post on {where}", tuple(parts), how)


def changes(before: str, now: str) -> list[str]:
    """Return what is other in a text that was edited, sentence by sentence."""
    was, became = _sentences(before), _sentences(now)
    diff = list(difflib.ndiff(was, became))
    gone, new = ([each[2:] for each in diff if each.startswith(mark)] for mark in ("- ", "+ "))
    return [*(f"Gone: {each}" for each in gone), *(f"New: {each}" for each in new)]


def first_words(text: str) -> str:
    """Return how a text begins, in whole words."""
    line = " ".join(text.split())
    return line if len(line) <= _FIRST_WORDS else f"{line[:_FIRST_WORDS].rsplit(' ', 1)[0]} …"


def as_mail(message: Message) -> str:
    """Return a message as the plain text of a mail; rules stand where a chat has a frame."""
    return "\n".join(_mail_lines(message)).strip() + "\n"


def _mail_lines(message: Message) -> Iterator[str]:
    yield message.head
    for each in message.texts:
        yield from ("", _RULE, each, _RULE)
    yield from ("", message.after)


def without(message: Message, is_fit: Callable[[str], bool]) -> Message:
    """Return a message without those lines of ours that are not fit to leave; its texts were looked at before."""
    head, after = ("\n".join(_fit(part, is_fit)) for part in (message.head, message.after))
    return Message(head, message.texts, after)


def _fit(text: str, is_fit: Callable[[str], bool]) -> Iterator[str]:
    for line in text.split("\n"):
        yield line if not line or is_fit(line) else "(This line is not shown here: bot review, bot check.)"


def _sentences(text: str) -> list[str]:
    return [each.strip() for each in _SENTENCE.split(text) if each.strip()]
