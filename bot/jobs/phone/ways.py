"""Which way the learner is reached, and how something is said that way: a chat at Telegram, or a mail."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.phone.message import Message
from bot.store.letters import Letter

if TYPE_CHECKING:
    from bot.app import App
    from bot.phone.telegram import Bound
    from bot.store.accounts import AccountMemory
    from bot.store.requests import Request

TELEGRAM, MAIL = "telegram", "mail"
BOUND, AWAY, TROUBLE = "bound", "away", "trouble"  # what is remembered of Telegram


def reach(app: "App") -> str:
    """Return which way the learner is reached now: the chat, or the mailbox while the chat is shut; perhaps no way."""
    return TELEGRAM if is_connected(app) and not memory(app).recall(AWAY) else ""


def memory(app: "App") -> "AccountMemory":
    """Return what is remembered of the chat."""
    return app.accounts.memory(TELEGRAM, app.clock)


def is_connected(app: "App") -> bool:
    """Tell whether there is a chat whose answers count."""
    return bool(app.telegram_token) and bound(app) is not None


def leave_chat(app: "App") -> None:
    """Remember that the person has shut the chat; what was asked there is asked another way."""
    memory(app).keep(AWAY, "left")
    app.requests.close([each.about for each in app.requests.open() if each.through == TELEGRAM])


def bound(app: "App") -> "Bound | None":
    """Return whose answers count in the chat."""
    from bot.phone.telegram import Bound

    known = memory(app).recall(BOUND).split()
    return Bound(int(known[0]), int(known[1])) if known else None


@dataclass(frozen=True, slots=True)
class Said:
    """Something to say: what it is about, perhaps the request it makes, what it asks to be typed, what it answers."""

    kind: str
    about: str
    message: Message
    request: "Request | None" = None
    asks: str = ""
    replies_to: str = ""


def put_in_words(app: "App", through: str, said: Said) -> Letter:
    """Return what is said as a letter of one way, with the bytes that will leave."""
    shown = said.message
    told = {
        "head": shown.head,
        "texts": shown.texts,
        "after": shown.after,
        "buttons": _buttons(said.request) if said.request and shown.texts else {},
        "asks": said.asks,
        "replies_to": said.replies_to,
    }
    return Letter(TELEGRAM, said.kind, said.about, shown.head, "", json.dumps(told, ensure_ascii=False).encode())


def _buttons(request: "Request") -> Mapping[str, str]:
    """Return what stands below a request, and what a tap brings: the code, and how its hash begins."""
    bound_to = f"{request.code}:{request.body_hash[:8]}"
    return {words: f"a1:{word}:{bound_to}" for words, word in (("Yes", "ok"), ("No", "no"), ("Edit", "edit"))}
