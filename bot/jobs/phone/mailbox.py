"""The way by mail: the mailbox is looked into now and then, and an answer that may act is done, each once.

Odd about it: a mail answers one request and may act on that one only, whatever code it names: who can read that request
has its Message-ID, and nobody has another's. Nobody but the person is ever answered, and they once for each mail.
"""

import json
import logging
from collections.abc import Callable
from datetime import date, timedelta
from threading import Event, Lock
from typing import TYPE_CHECKING

from bot.app import App
from bot.errors import Blocked, PublishError
from bot.jobs.phone.acting import Answer, Reply, act
from bot.jobs.phone.ways import MAIL, Said, memory, note_trouble, put_in_words
from bot.phone import grammar
from bot.phone.message import Message
from bot.store.letters import Kept, Letter

if TYPE_CHECKING:
    from bot.phone.mailbox import Arrived, Place, Reading
    from bot.phone.mailbox.mail import Mail

_EVERY = 90.0  # seconds between two looks
_ASKED_AGAIN = timedelta(hours=4)  # after a no a person has to deal with: hammering locks accounts
_WAITED_FOR = timedelta(days=30)
_MOST_AN_HOUR = 10  # answers of ours
ATTENDING = "mailbox"  # a lock: two who read a mail at the same moment would both do what it says
_NOT_BEFORE = "not_before"
_PLACE = "place"
_ANOTHER = "A mail answers the request it is an answer to, {}, and no other. Answer that one."
_ONLY_ORDERS = "Of that mail only orders can be read, because it has no plain text. Send the words as plain text."

_log = logging.getLogger(__name__)


def attend(now: Callable[[], App], turn: Lock, stop: Event, answer: Callable[[], None]) -> None:
    """Look into the mailbox now and then, until told to stop; only what is done with it takes a turn."""
    while not stop.is_set():
        with turn:
            app = now()
            place, since = _wanted(app)
            is_ours = since is not None and app.database.hold(ATTENDING)
        if since and is_ours:
            try:
                found = _read(app, place, since)
                with turn:
                    if take(app, found):
                        answer()
            except PublishError as trouble:
                with turn:
                    _fail(now(), trouble)
        stop.wait(_EVERY)


def hear(app: App) -> int:
    """Look into the mailbox once, do what came, and return how much that was."""
    place, since = _wanted(app)
    if since is None or not app.database.hold(ATTENDING):
        return 0  # the daemon looks
    came = take(app, _read(app, place, since))
    app.database.let_go(ATTENDING)
    return came


def asked(app: App) -> dict[str, Kept]:
    """Return what waits for an answer by mail, by its Message-ID."""
    letters = app.letters.since(MAIL, app.clock.now() - _WAITED_FOR)
    return {each.letter.message_id: each for each in letters if each.letter.kind in {"request", "question", "answer"}}


def _wanted(app: App) -> "tuple[Place | None, date | None]":
    """Return from where on the mailbox is to be read, and since when; nothing where no answer can be there."""
    from bot.phone.mailbox import Place

    letters, not_before = asked(app).values(), memory(app, MAIL).recall(_NOT_BEFORE)
    if not app.settings.imap_server or not letters or not_before > app.clock.now().isoformat():
        return None, None
    kept = memory(app, MAIL).recall(_PLACE)
    return (Place(*json.loads(kept)) if kept else None), min(each.written_at for each in letters).date()


def _read(app: App, place: "Place | None", since: date) -> "Reading":
    from bot.phone.mailbox.wire import mailbox, opened

    with opened(mailbox(app.settings)) as box:
        return box.read(place, since)


def _fail(app: App, trouble: PublishError) -> None:
    """Write down what keeps the mailbox from being read; what only a person can mend is not tried again soon."""
    if isinstance(trouble, Blocked):
        note_trouble(app, MAIL, trouble)
        memory(app, MAIL).keep(_NOT_BEFORE, (app.clock.now() + _ASKED_AGAIN).isoformat())
    else:
        _log.info("the mailbox: %s", trouble.message)


def take(app: App, found: "Reading") -> int:
    """Do what came, each once, and remember how far was read; return how many may act."""
    note_trouble(app, MAIL, None)
    acted = sum(_take(app, each) for each in found.mails)
    memory(app, MAIL).keep(_PLACE, json.dumps(found.place))
    return acted


def _take(app: App, arrived: "Arrived") -> bool:
    from bot.phone.mailbox.mail import Mail
    from bot.phone.mailbox.trust import Ignored, may_act

    mail, letters = Mail(arrived.content), asked(app)
    if app.requests.has_heard(MAIL, mail.digest):
        return False  # it was moved away and back
    settings = app.settings
    verdict = may_act(mail, settings.mail_to, letters, signed_by(app), settings.phone_mail_trust)
    if isinstance(verdict, Ignored):
        _log.info("mail %s is no answer: %s", arrived.uid, verdict.reason)
        return False
    reply = _answered(app, mail, letters[verdict.request])
    app.requests.hear(MAIL, mail.digest, _letters(app, mail, reply), app.clock.now())
    return True


def signed_by(app: App) -> tuple[str, ...]:
    """Return under which names the person's provider vouches for mails: as they set it, or as they said yes to."""
    learned = memory(app, MAIL).recall("signed_by")
    return app.settings.phone_mail_signed_by or ((learned,) if learned else ())


def _answered(app: App, mail: "Mail", to: Kept) -> Reply:
    """Do what a mail says about the letter it answers."""
    from bot.phone.mailbox.words import said

    words = said(mail, app.settings.mail_sender)
    order = _order(words.first_line, words.rest, words.words)
    request = app.requests.of_letter(to.letter.about)
    if request and (strange := _codes(order) - {request.code}):
        _log.info("a mail names %s and answers %s", ", ".join(strange), request.code)
        return Reply(Message(_ANOTHER.format(request.code)))
    if words.from_html and isinstance(order, grammar.Words | grammar.Edit):
        return Reply(Message(_ONLY_ORDERS))
    is_text = to.letter.about.startswith("edit ")
    order = grammar.Words(words.words) if is_text else order
    return act(app, Answer(order, app.clock.now(), to, text=words.words))


def _order(first: str, rest: str, words: str) -> grammar.Order:
    """Return what the first line orders: below it stand greetings and names, unless it asks for words."""
    order = grammar.read(first)
    if isinstance(order, grammar.Words):
        return grammar.Words(words)
    if isinstance(order, grammar.Edit) and not order.text:
        return grammar.Edit(order.code, rest)
    return order


def _codes(order: grammar.Order) -> set[str]:
    many = set(order.codes) if isinstance(order, grammar.Yes) else set()
    one = getattr(order, "code", "")
    return many | ({one} if one else set())


def _letters(app: App, mail: "Mail", reply: Reply) -> list[Letter]:
    lately = app.letters.since(MAIL, app.clock.now() - timedelta(hours=1))
    if sum(each.letter.kind == "answer" for each in lately) >= _MOST_AN_HOUR:
        return []
    about = f"edit {reply.asks_for} {mail.digest[:16]}" if reply.asks_for else f"mail {mail.digest[:16]}"
    return [put_in_words(app, MAIL, Said("answer", about, reply.message, replies_to=mail.message_id))]
