"""A text as it is shown in a chat: in a frame that no text can imitate, cut into messages where it is too long.

Odd about it: Telegram counts 4,096 characters, which its source means as code points and many programs as UTF-16 units;
a message here stays below both. A frame (a `pre` entity) is given by its place in UTF-16 units. Telegram drops or
replaces some characters and trims both ends, so a text that holds such is never shown as if it were the one a person
says yes to: `can_show` says so beforehand, `is_true` looks at what Telegram says it shows.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.errors import Refused
from bot.phone.message import Message
from bot.redact import plain

LONGEST = 4096
LONGEST_CAPTION = 1024
LONGEST_DATA = 64  # bytes of what a button brings back
_BETWEEN = "\n\n"
# TDLib, misc.cpp: controls become blanks, CR and these vanish. Lone surrogates cannot be sent at all.
_CHANGED = re.compile(r"[\x00-\x09\x0b-\x1f\u2028-\u202e\u030a\u0333\u033f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Button:
    """A button below a message: its words, and what comes back when it is pressed."""

    words: str
    brings: str

    def __post_init__(self) -> None:
        if not 0 < len(self.brings.encode()) <= LONGEST_DATA:
            raise ValueError(f"a button brings back 1 to {LONGEST_DATA} bytes")


@dataclass(frozen=True, slots=True)
class Piece:
    """One message as it is sent, and where in it the texts stand, in code points."""

    text: str
    frames: tuple[tuple[int, int], ...] = ()

    @property
    def entities(self) -> list[dict[str, object]]:
        """Return the frames as Telegram is told of them."""
        return [
            {"type": "pre", "offset": units(self.text[:start]), "length": units(self.text[start:end])}
            for start, end in self.frames
        ]

    @property
    def texts(self) -> list[str]:
        """Return what stands in the frames."""
        return [self.text[start:end] for start, end in self.frames]

    def is_true(self, shown: Mapping[str, Any]) -> bool:
        """Tell whether what Telegram says it shows is what was sent, letter by letter within the frames."""
        text = shown.get("text")
        return isinstance(text, str) and (text == self.text or list(_framed(text, shown.get("entities"))) == self.texts)


def units(text: str) -> int:
    """Return how many UTF-16 units a text has."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def can_show(text: str) -> bool:
    """Tell whether one message can show a text exactly as it is; else it goes as a file."""
    return bool(text) and text == text.strip() and not _CHANGED.search(text) and units(text) <= LONGEST


def fitted(text: str, longest: int) -> str:
    """Return words of ours that are not longer than allowed; what is cut off is marked."""
    if units(text) <= longest:
        return text
    return text.encode("utf-16-le")[: 2 * (longest - 2)].decode("utf-16-le", "ignore").rstrip() + " …"


def pieces(message: Message) -> list[Piece]:
    """Return the messages to send: one, or each text alone and then the rest in answer to the first."""
    head, after = _tidy(message.head), _tidy(message.after)
    whole = _joined(head, message.texts, after)
    if units(whole.text) <= LONGEST:
        return [whole]
    if long := next((each for each in message.texts if units(each) > LONGEST), None):
        raise Refused(
            f"A message of Telegram holds {LONGEST:,} characters, and the text has {units(long):,}.", "bot review"
        )
    alone = [Piece(each, ((0, len(each)),)) for each in message.texts]
    rest = _BETWEEN.join(each for each in (head, after) if each)
    return [*alone, *(Piece(each) for each in _cut(rest))]


def _joined(head: str, texts: Sequence[str], after: str) -> Piece:
    text, frames = head, []
    for each in texts:
        start = len(text) + len(_BETWEEN) if text else 0
        frames.append((start, start + len(each)))
        text = f"{text}{_BETWEEN}{each}" if text else each
    return Piece(f"{text}{_BETWEEN}{after}" if text and after else text or after, tuple(frames))


def _cut(text: str) -> Iterator[str]:
    """Yield a text of ours in messages, cut between its lines where that can be."""
    while units(text) > LONGEST:
        room = text.encode("utf-16-le")[: 2 * LONGEST].decode("utf-16-le", "ignore")
        cut = room.rfind("\n")
        end = cut if cut > 0 else len(room)
        yield text[:end].rstrip()
        text = text[end:].strip()
    if text:
        yield text


def _framed(text: str, entities: object) -> Iterator[str]:
    """Yield what Telegram shows in frames."""
    wide = text.encode("utf-16-le", "surrogatepass")
    for each in entities if isinstance(entities, list) else []:
        if isinstance(each, dict) and each.get("type") == "pre":
            start, length = each.get("offset"), each.get("length")
            if type(start) is int and type(length) is int and 0 <= start <= start + length:
                yield wide[2 * start : 2 * (start + length)].decode("utf-16-le", "replace")


def _tidy(text: str) -> str:
    """Return words of ours as Telegram leaves them, so that nothing behind them moves."""
    return _CHANGED.sub("", plain(text).replace("\t", " ")).strip()
