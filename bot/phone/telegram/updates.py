"""What Telegram brings, as values: `read` takes any JSON and never fails: one bad update must not stop the rest.

Odd about it: a number is not a person. Only a message typed in a private chat by who the chat is with counts (not
forwarded, not made by another bot, not written as a channel), and only from the chat and the person that are bound.
Everybody else is a Stranger: nothing of what they sent is kept. An answer that was edited afterwards does nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.redact import plain

_MOST = 2**63  # ids are up to 52 bits; a database holds no more than this
_LONGEST_NAME = 100
_FORWARDED = ("forward_origin", "forward_date", "forward_from", "forward_from_chat", "forward_sender_name")
_NO_TEXT = (
    *("photo", "voice", "audio", "video", "video_note", "animation", "sticker", "document", "location", "venue"),
    *("contact", "poll", "dice", "story", "paid_media", "checklist"),
)
_START = "/start"


@dataclass(frozen=True, slots=True)
class Bound:
    """Whose answers count: the chat, and the person in it."""

    chat_id: int
    user_id: int


@dataclass(frozen=True, slots=True)
class Typed:
    """The person wrote something."""

    update_id: int
    at: datetime
    text: str
    message_id: int
    replies_to: int | None = None
    hidden_link: bool = False  # an address behind words, which the text does not hold


@dataclass(frozen=True, slots=True)
class Tapped:
    """The person pressed a button; the message it stood below may be gone."""

    update_id: int
    callback_id: str
    data: str
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Edited:
    """The person changed what they had written, which does nothing."""

    update_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class NoText:
    """The person sent something without words: a photo, a voice."""

    update_id: int
    kind: str
    message_id: int


@dataclass(frozen=True, slots=True)
class Left:
    """The person left the chat: nothing reaches them there."""

    update_id: int


@dataclass(frozen=True, slots=True)
class Joined:
    """The person came back to the chat."""

    update_id: int


@dataclass(frozen=True, slots=True)
class Start:
    """Somebody began the chat with a code, which may be the one the terminal shows."""

    update_id: int
    code: str
    name: str
    chat_id: int
    user_id: int


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody else, or something the person did not write here: silence."""

    update_id: int
    why: str


@dataclass(frozen=True, slots=True)
class Odd:
    """Something of a form nobody knows; without a number it cannot even be confirmed."""

    update_id: int | None
    shape: str


Update = Typed | Tapped | Edited | NoText | Left | Joined | Start | Stranger | Odd


def offset_after(updates: Iterable[Update]) -> int | None:
    """Return what confirms a batch when it is asked for next: one more than its last, and not its highest, number."""
    numbers = [each.update_id for each in updates if each.update_id is not None]
    return numbers[-1] + 1 if numbers else None


def read(raw: object, bound: Bound | None = None) -> Update:
    """Return what an update is, seen from whom the bot is bound to; while it is bound to nobody, all are strangers."""
    update = _fields(raw)
    number = _id(update.get("update_id"))
    if number is None:
        return Odd(None, _shape(raw))
    for kind, reads in _READERS.items():
        if isinstance(update.get(kind), dict):
            return reads(number, update[kind], bound) or Odd(number, _shape(raw))
    return Odd(number, _shape(raw))


# --- who it is -------------------------------------------------------------------------------------------------------


def why_not_theirs(message: Mapping[str, Any]) -> str:
    """Return why a message is not what one person typed in a chat of their own with the bot; nothing if it is."""
    chat, sender = _fields(message.get("chat")), _fields(message.get("from"))
    if chat.get("type") != "private":
        return "not a private chat"
    if _id(chat.get("id")) is None or chat.get("id") != sender.get("id") or sender.get("is_bot") is not False:
        return "not a person"
    if any(name in message for name in _FORWARDED):
        return "forwarded"
    if "via_bot" in message or "sender_chat" in message:
        return "written by something else"
    return ""


def _is_bound(chat: object, sender: object, bound: Bound | None) -> bool:
    chat_id, user_id = _id(_fields(chat).get("id")), _id(_fields(sender).get("id"))
    return bound is not None and (chat_id, user_id) == (bound.chat_id, bound.user_id)


def _stranger(message: Mapping[str, Any], bound: Bound | None) -> str:
    if why := why_not_theirs(message):
        return why
    return "" if _is_bound(message.get("chat"), message.get("from"), bound) else "somebody else"


# --- what it is ------------------------------------------------------------------------------------------------------


def _message(number: int, message: Mapping[str, Any], bound: Bound | None) -> Update | None:
    text, message_id = message.get("text"), _id(message.get("message_id"))
    if isinstance(text, str) and not why_not_theirs(message) and (start := _start(number, message, text)):
        return start
    if why := _stranger(message, bound):
        return Stranger(number, why)
    at = _instant(message.get("date"))
    if message_id is None or at is None:
        return None
    if isinstance(text, str):
        replies_to = _id(_fields(message.get("reply_to_message")).get("message_id"))
        return Typed(number, at, plain(text), message_id, replies_to, _has_hidden_link(message.get("entities")))
    kind = next((each for each in _NO_TEXT if each in message), "")
    return NoText(number, kind, message_id) if kind else None


def _start(number: int, message: Mapping[str, Any], text: str) -> Start | None:
    command, _, code = text.strip().partition(" ")
    if command != _START or not code.strip():
        return None
    sender = _fields(message.get("from"))
    names = [sender.get("first_name"), sender.get("last_name")]
    name = plain(" ".join(" ".join(each for each in names if isinstance(each, str)).split()))[:_LONGEST_NAME]
    return Start(number, plain(code.strip()), name, int(message["chat"]["id"]), int(sender["id"]))


def _edited(number: int, message: Mapping[str, Any], bound: Bound | None) -> Update | None:
    if why := _stranger(message, bound):
        return Stranger(number, why)
    message_id = _id(message.get("message_id"))
    return None if message_id is None else Edited(number, message_id)


def _tapped(number: int, press: Mapping[str, Any], bound: Bound | None) -> Update | None:
    """A message that cannot be seen any more has date 0 and is not to be relied on."""
    message = _fields(press.get("message"))
    if not _is_bound(message.get("chat"), press.get("from"), bound):
        return Stranger(number, "somebody else")
    callback_id, data = press.get("id"), press.get("data")
    if not (isinstance(callback_id, str) and isinstance(data, str)):
        return None
    message_id = _id(message.get("message_id")) if message.get("date") else None
    return Tapped(number, plain(callback_id), plain(data), message_id)


def _member(number: int, change: Mapping[str, Any], bound: Bound | None) -> Update | None:
    if not _is_bound(change.get("chat"), change.get("from"), bound):
        return Stranger(number, "somebody else")
    status = _fields(change.get("new_chat_member")).get("status")
    return Left(number) if status == "kicked" else Joined(number) if status == "member" else None


_READERS = {"message": _message, "edited_message": _edited, "callback_query": _tapped, "my_chat_member": _member}
KINDS = list(_READERS)  # what is asked for, each time: Telegram remembers the list


# --- any JSON --------------------------------------------------------------------------------------------------------


def _fields(given: object) -> Mapping[str, Any]:
    return given if isinstance(given, dict) else {}


def _id(given: object) -> int | None:
    return given if type(given) is int and 0 <= given < _MOST else None


def _instant(given: object) -> datetime | None:
    number = _id(given)
    try:
        return None if number is None else datetime.fromtimestamp(number, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _has_hidden_link(entities: object) -> bool:
    listed = entities if isinstance(entities, list) else []
    return any(_fields(each).get("type") == "text_link" for each in listed)


def _shape(raw: object) -> str:
    """Return the names in an update, and nothing of what it says."""
    names = ", ".join(sorted(str(each) for each in raw)) if isinstance(raw, dict) else type(raw).__name__
    return plain(names)[:_LONGEST_NAME]
