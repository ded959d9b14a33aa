"""The way by Telegram: what waits is sent into the chat, what came is done, each once.

Odd about it: Telegram knows no key of ours, so a message that may have arrived is sent again; shown twice under one
code it harms nobody, shown never it would. What came is confirmed by the next question only: it is written down before.
"""

import json
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Event, Lock
from typing import TYPE_CHECKING, Any

from bot.app import App
from bot.errors import Blocked, NotSent, PublishError, StoreError
from bot.jobs.phone.acting import Answer, Reply, act
from bot.jobs.phone.ways import (
    HEARD_AT,
    TELEGRAM,
    Said,
    bound,
    come_back,
    is_connected,
    leave_chat,
    memory,
    note_trouble,
    put_in_words,
)
from bot.phone import grammar
from bot.phone.message import Message
from bot.store.letters import Kept, Letter

if TYPE_CHECKING:
    from bot.phone.telegram import Sent, Tapped, Telegram, Typed, Update

_NO_SUCH_FORM = "Only text is read here."
_NOT_AGAIN = "What is changed afterwards is not read. Send it again."
_HIDDEN_LINK = "That text hides an address behind words, which a post cannot. Send it without."
_LAPSED = "That button is too old."
_HOW = "Answer a draft with ok, no or edit and its code. Anything else you write is a note for your day."
_SILENCE = timedelta(hours=24)  # Telegram keeps what came no longer (contract of the phone, §2.2)
_MOST_OFTEN = timedelta(minutes=10)  # that it was asked is written down
_TRIES = 3
LISTENING = "telegram"  # a lock
_LOOK_AGAIN = 60.0  # seconds

_log = logging.getLogger(__name__)


# --- what is sent ----------------------------------------------------------------------------------------------------


def send(app: App, kept: Kept) -> str:
    """Send a letter into the chat, and return its messages' numbers; a text that cannot be shown goes as a file."""
    from bot.phone.telegram import Button, can_show

    told: dict[str, Any] = json.loads(kept.letter.content)
    chat = bound(app)
    if chat is None:
        raise Blocked("Telegram is not connected.", "bot login telegram")
    _send_pictures(app, chat.chat_id, told["pictures"])
    buttons = [Button(words, brings) for words, brings in told["buttons"].items()]
    replies_to = int(told["replies_to"]) if told["replies_to"] else None
    if not all(map(can_show, told["texts"])):
        return _as_file(app.telegram, chat.chat_id, told, buttons)
    message = Message(told["head"], tuple(told["texts"]), told["after"])
    sent = app.telegram.send(chat.chat_id, message, buttons, replies_to, told["asks"])
    if not sent.shows_true:
        return _as_file(app.telegram, chat.chat_id, told, buttons, sent)
    return " ".join(map(str, sent.message_ids))


def _send_pictures(app: App, chat: int, pictures: Sequence[tuple[int, str, str, str]]) -> None:
    """Show the pictures of a post, byte for byte, before its text asks for a yes."""
    for number, (post_id, which, kind, alt) in enumerate(pictures, 1):
        content = app.posts.picture(post_id, which)
        app.telegram.send_document(chat, f"picture-{number}.{kind.rpartition('/')[2]}", content, alt)


def _as_file(
    account: "Telegram", chat: int, told: dict[str, Any], buttons: Sequence[Any], shown: "Sent | None" = None
) -> str:
    """Send the text as a file, which arrives byte for byte; what was shown wrong loses its buttons."""
    if shown:
        account.edit(chat, shown.message_id, Message("This could not be shown as it is; the file below is the text."))
    content = "\n\n".join(told["texts"]).encode()
    caption = f"{told['head']}\n{told['after']}"
    return str(account.send_document(chat, "post.txt", content, caption, buttons=buttons))


# --- what came -------------------------------------------------------------------------------------------------------


def listen(now: Callable[[], App], turn: Lock, stop: Event, answer: Callable[[], None]) -> None:
    """Ask what came, again and again, until told to stop; only what is done with it takes a turn.

    `now` is the bot as it is at the moment, `answer` does what an answer made due.
    """
    offset: int | None = None
    while not stop.is_set():
        with turn:
            app = now()
            listens = is_connected(app) and app.database.hold(LISTENING)  # one at a time: Telegram has no more
            chat, account = (bound(app), app.telegram) if listens else (None, None)
        try:
            updates = account.poll(offset, chat) if account else []
        except PublishError as trouble:
            with turn:
                note_trouble(now(), TELEGRAM, trouble)
            stop.wait(_wait(trouble).total_seconds())
            continue
        if account is None:
            stop.wait(_LOOK_AGAIN)  # it may be connected meanwhile
            continue
        with turn:
            if stop.is_set():
                return
            offset = take(now(), updates) or offset
            if updates:
                answer()


def _wait(trouble: PublishError) -> timedelta:
    """Return how long not to ask: as long as Telegram says, or a while where a person has to act."""
    if isinstance(trouble, NotSent) and trouble.retry_after:
        return trouble.retry_after
    _log.error("%s %s", trouble.message, trouble.hint)
    return timedelta(seconds=_LOOK_AGAIN)


def hear(app: App) -> int:
    """Ask once what came, do it, and return how much that was."""
    if not (is_connected(app) and app.database.hold(LISTENING)):
        return 0  # the daemon listens
    offset, came, is_all = None, 0, False
    while not is_all:
        updates = app.telegram.poll(offset, bound(app), seconds=0)
        offset, came = take(app, updates), came + len(updates)
        is_all = offset is None
    app.database.let_go(LISTENING)
    return came


def take(app: App, updates: "Sequence[Update]") -> int | None:
    """Do what came, each once, and return what confirms it."""
    from bot.phone.telegram import offset_after

    sender = f"{TELEGRAM} {token_id(app)}"
    confirmed: int | None = offset_after(updates)
    for each in updates:
        if each.update_id is None or app.requests.has_heard(sender, str(each.update_id)):
            continue
        if not _take(app, sender, each):
            confirmed = each.update_id  # it comes again
            break
    note_trouble(app, TELEGRAM, None)
    _note_silence(app)
    return confirmed


def token_id(app: App) -> str:
    """Return which bot it is, by a number that is no secret: its updates are counted by it."""
    head = app.telegram_token.reveal().partition(":")[0]
    return head if head.isdecimal() else sha256(head.encode()).hexdigest()[:12]


def _take(app: App, sender: str, update: "Update") -> bool:
    """Do something that came, and tell whether that is settled."""
    number, now = str(update.update_id), app.clock.now()
    try:
        reply = _answered(app, update)
    except StoreError:
        raise  # it is nothing of this one's: it comes again
    except Exception:  # one that cannot be dealt with must not stop the others for ever
        tried = int(memory(app).recall(f"tried {number}") or 0) + 1
        memory(app).keep(f"tried {number}", str(tried))
        _log.exception("update %s of Telegram", number)
        if tried < _TRIES:
            return False
        reply = Reply(Message("That could not be done; the log says why."))
    app.requests.hear(sender, number, _letters(number, app, update, reply) if reply else [], now)
    return True


def _letters(number: str, app: App, update: "Update", reply: Reply) -> list[Letter]:
    about = f"edit {reply.asks_for} {number}" if reply.asks_for else f"update {number}"
    asks = "The new text" if reply.asks_for else ""
    to = str(getattr(update, "message_id", None) or "")
    return [put_in_words(app, TELEGRAM, Said("answer", about, reply.message, asks=asks, replies_to=to))]


def _answered(app: App, update: "Update") -> Reply | None:
    """Return what is said to something that came; strangers are met with silence."""
    from bot.phone import telegram as came

    match update:
        case came.Typed():
            return _typed(app, update)
        case came.Tapped():
            return _tapped(app, update)
        case came.Edited() | came.NoText():
            return Reply(Message(_NOT_AGAIN if isinstance(update, came.Edited) else _NO_SUCH_FORM))
        case came.Left():
            leave_chat(app)
        case came.Joined():
            come_back(app)
        case _:
            _log.info("something on Telegram that is no answer: %s", getattr(update, "why", type(update).__name__))
    return None


def _typed(app: App, update: "Typed") -> Reply:
    come_back(app)
    if update.hidden_link:
        return Reply(Message(_HIDDEN_LINK))
    if update.text.startswith("/"):
        return Reply(Message(_HOW))
    to = app.letters.shown_as(TELEGRAM, str(update.replies_to)) if update.replies_to else None
    is_text = to is not None and to.letter.about.startswith("edit ")  # that was asked for: no word of it is an order
    order = grammar.Words(update.text) if is_text else grammar.read(update.text)
    return act(app, Answer(order, update.at, to, text=update.text))


def _tapped(app: App, tap: "Tapped") -> Reply | None:
    """Do what a button says; what stands above it shows what became of it."""
    come_back(app)
    version, _, rest = tap.data.partition(":")
    word, _, rest = rest.partition(":")
    code, _, seen = rest.partition(":")
    if version != "a1" or word not in {"ok", "no", "edit"} or not grammar.is_code(code):
        with suppress(PublishError):
            app.telegram.answer(tap.callback_id, _LAPSED)
        return None
    orders: dict[str, grammar.Order] = {"ok": grammar.Yes((code,)), "no": grammar.No(code), "edit": grammar.Edit(code)}
    reply = act(app, Answer(orders[word], app.clock.now(), seen=seen))
    with suppress(PublishError):  # a comfort; the answer below says the same
        app.telegram.answer(tap.callback_id, reply.message.head)
    if word != "edit" and tap.message_id and (chat := bound(app)):
        with suppress(PublishError):
            app.telegram.edit(chat.chat_id, tap.message_id, reply.message)
    return reply


# --- how long nobody asked -------------------------------------------------------------------------------------------


def _note_silence(app: App) -> None:
    """Write down that it was asked; after a day of silence, show once more what is open: answers were lost."""
    now, known = app.clock.now(), memory(app).recall(HEARD_AT)
    before = datetime.fromisoformat(known) if known else None
    if before and now - before < _MOST_OFTEN:
        return
    if before and now - before > _SILENCE:
        since = before.astimezone(app.settings.timezone)
        told = f"I could not look for answers since {since:%a %H:%M}; what you wrote more than a day ago is lost."
        app.requests.close([each.about for each in app.requests.open()])
        app.letters.write([put_in_words(app, TELEGRAM, Said("answer", f"silence {now}", Message(told)))], now)
    memory(app).keep(HEARD_AT, now.isoformat())
