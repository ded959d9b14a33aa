"""Which way the learner is reached, and how something is said that way: a chat at Telegram, or a mail."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import Blocked, PublishError, SealError
from bot.phone.message import Message, as_mail, without
from bot.store.letters import Letter

if TYPE_CHECKING:
    from bot.app import App
    from bot.phone.telegram import Bound
    from bot.store.accounts import AccountMemory
    from bot.store.requests import Request

_FORWARDED = "Do not pass this mail on: whoever has it can answer it."
TELEGRAM, MAIL = "telegram", "mail"
BOUND, AWAY, TROUBLE, HEARD_AT = "bound", "away", "trouble", "heard_at"  # what is remembered of Telegram


def reach(app: "App") -> str:
    """Return which way the learner is reached now: the chat, or the mailbox while the chat is shut; perhaps no way."""
    if is_connected(app) and not memory(app).recall(AWAY):
        return TELEGRAM
    settings = app.settings
    return MAIL if settings.imap_server and settings.mail_to and settings.smtp_server else ""


def memory(app: "App", through: str = TELEGRAM) -> "AccountMemory":
    """Return what is remembered of the chat, or of another way."""
    return app.accounts.memory(through, app.clock)


def note_trouble(app: "App", through: str, trouble: PublishError | None) -> None:
    """Write down what keeps answers from being read until a person acts, or that nothing does any more."""
    known = memory(app, through).recall(TROUBLE)
    if trouble is None and known:
        memory(app, through).keep(TROUBLE, "")
    elif isinstance(trouble, Blocked) and not known.startswith(f"{trouble.message}\n"):
        memory(app, through).keep(TROUBLE, f"{trouble.message}\n{trouble.hint}\n{app.clock.now().isoformat()}")


def is_connected(app: "App") -> bool:
    """Tell whether there is a chat whose answers count; a token that does not open is none (bot check says so)."""
    try:
        return bound(app) is not None and bool(app.telegram_token)
    except SealError:
        return False


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
    pictures: Sequence[tuple[int, str, str, str]] = ()  # of which post, which, of what kind, its words


def is_fit(app: "App", line: str) -> bool:
    """Tell whether the guard lets a line of ours leave for a phone."""
    from bot import guard

    return guard.check(line, keep_out=app.settings.never_said).verdict is not guard.Verdict.BLOCK


def come_back(app: "App") -> None:
    """Remember that the person is in the chat, and let what waited for them go at once."""
    if memory(app).recall(AWAY):
        memory(app).keep(AWAY, "")
        app.letters.wake(TELEGRAM, app.clock.now())


def forget(app: "App") -> None:
    """Forget all about the chat: who is in it, what was asked there, what went wrong."""
    for name in (BOUND, AWAY, TROUBLE, HEARD_AT):
        memory(app).keep(name, "")
    app.requests.close([each.about for each in app.requests.open() if each.through == TELEGRAM])


def put_in_words(app: "App", through: str, said: Said) -> Letter:
    """Return what is said as a letter of one way, with the bytes that will leave."""
    shown = without(said.message, lambda line: is_fit(app, line))
    if through == MAIL:
        return _mailed(app, said, shown)
    told = {
        "head": shown.head,
        "texts": shown.texts,
        "after": shown.after,
        "buttons": _buttons(said.request) if said.request and shown.texts else {},
        "asks": said.asks,
        "replies_to": said.replies_to,
        "pictures": said.pictures,
    }
    return Letter(TELEGRAM, said.kind, said.about, shown.head, "", json.dumps(told, ensure_ascii=False).encode())


def _buttons(request: "Request") -> Mapping[str, str]:
    """Return what stands below a request, and what a tap brings: the code, and how its hash begins."""
    bound_to = f"{request.code}:{request.body_hash[:8]}"
    return {words: f"a1:{word}:{bound_to}" for words, word in (("Yes", "ok"), ("No", "no"), ("Edit", "edit"))}


def _mailed(app: "App", said: Said, shown: Message) -> Letter:
    """Return what is said as a mail under a name nobody can guess: to answer it is to have read it."""
    from bot.phone.mailbox.asking import request
    from bot.reports.mail import Letter as Mail
    from bot.reports.mail.composing import compose

    sender, now = app.settings.mail_sender, app.clock.now().astimezone(app.settings.timezone)
    asked = request(sender, f"{as_mail(shown)}\n{_FORWARDED}\n", said.replies_to)
    mail = Mail(
        sender=sender, to=app.settings.mail_to, subject=shown.head, text=asked.text, message_id=asked.message_id,
        at=now, headers=asked.headers,
    )  # fmt: skip
    return Letter(MAIL, said.kind, said.about, shown.head, asked.message_id, compose(mail))
