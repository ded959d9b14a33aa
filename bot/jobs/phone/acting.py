"""An answer becomes what the desk does with it, and a sentence that says so.

Odd about it: an answer may be read twice, because a crash can come between doing it and writing down that it was done.
So whatever is done here finds out first whether it is done already; then the second time says the same as the first.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.activity import safe
from bot.app import App
from bot.clock import local
from bot.errors import BotError
from bot.hours import hour_of
from bot.jobs import answering
from bot.jobs.phone import noting
from bot.lifecycle import Status
from bot.phone.grammar import Edit, Hold, Later, No, Order, Posted, Skip, Unclear, Undo, Words, Yes
from bot.phone.message import Message, first_words
from bot.platforms import voice
from bot.store.letters import SENT, Kept
from bot.store.post import Post
from bot.store.requests import Request

HELD = "you said so on the phone"
_SAME_BYTES = frozenset({Status.APPROVED, Status.PUBLISHING, Status.PUBLISHED, Status.UNCONFIRMED})
_WHICH = "Which one? Say its code as well: {}."


@dataclass(frozen=True, slots=True)
class Answer:
    """Something the person answered: when, and to which letter if they said."""

    order: Order
    at: datetime
    to: Kept | None = None
    seen: str = ""  # how the hash of what they saw begins, where a button says so
    text: str = ""  # what they wrote, word for word


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said back; `asks_for` is the code whose new text is asked for."""

    message: Message
    asks_for: str = ""


class _No(BotError):
    """An answer that does nothing, and why."""


def act(app: App, answer: Answer) -> Reply:
    """Do what an answer says, and return what is said back."""
    try:
        return _done(app, answer)
    except _No as no:
        return Reply(Message(no.message))
    except BotError as refused:  # a rule of the desk
        return Reply(Message(f"{refused.message} {refused.hint}".strip()))


def _done(app: App, answer: Answer) -> Reply:
    order = Words(answer.text) if _is_a_note(app, answer.order) else answer.order
    return _DOES[type(order)](app, order, answer)


def _is_a_note(app: App, order: Order) -> bool:
    """Tell whether what looks like an order speaks of no code there is: “edit H5 files took an hour” is a note."""
    match order:
        case No(code, more) | Edit(code, more) | Unclear(code, more):
            return bool(code and more) and app.requests.of_code(code) is None
    return False


def _unclear(_: App, order: Unclear, __: Answer) -> Reply:
    return Reply(
        Message(f"Not understood. Write ok {order.code} alone, no {order.code} and why, or edit and the text.")
    )


def _yes(app: App, order: Yes, answer: Answer) -> Reply:
    said = [_one(app, answer, code) for code in order.codes or (_meant(app, answer).code,)]
    return Reply(said[0] if len(said) == 1 else _together(said))


def _no(app: App, order: No, answer: Answer) -> Reply:
    return Reply(_reject(app, _meant(app, answer, order.code), order.reason, answer))


def _edit(app: App, order: Edit, answer: Answer) -> Reply:
    return _taken(app, _meant(app, answer, order.code), order.text, answer)


def _undo(app: App, order: Undo, answer: Answer) -> Reply:
    return Reply(_withdrawn(app, _meant(app, answer, order.code)))


def _later(app: App, order: Later, answer: Answer) -> Reply:
    return Reply(_moved(app, _meant(app, answer, order.code), order.hour, answer))


def _skip(_: App, __: Skip, ___: Answer) -> Reply:
    return Reply(Message("All right, nothing for today."))


def _hold(app: App, _: Hold, __: Answer) -> Reply:
    if held := app.journey.hold():
        return Reply(Message(f"Nothing is sent already: {held}."))
    app.journey.hold_now(HELD, app.clock.now())
    return Reply(Message("Nothing is sent any more. bot release, in the terminal, lets it go on."))


def _together(said: list[Message]) -> Message:
    return Message("\n".join(f"{each.head} {' '.join(first_words(text) for text in each.texts)}" for each in said))


# --- which one -------------------------------------------------------------------------------------------------------


def _meant(app: App, answer: Answer, code: str = "") -> Request:
    """Return which request an answer is about: by its code, or as the one whose message it answers."""
    if code:
        if found := app.requests.of_code(code):
            return found
        raise _No(f"There is no code {code}.")
    if answer.to and answer.to.letter.kind == "request" and (found := app.requests.of_letter(answer.to.letter.about)):
        return found
    known = [each.code for each in app.requests.open() if _was_shown(app, each)]
    raise _No(_WHICH.format(", ".join(known) or "none is open now"))


def _open(app: App, request: Request, answer: Answer) -> Post:
    """Return the post of a request that still is what the person saw, and whose hour has not come."""
    post = app.posts.get(request.post_id)
    is_seen = request.body_hash.startswith(answer.seen) if answer.seen else _was_shown(app, request)
    if request.open and is_seen and request.shows(post) and app.clock.now() < request.expires_at:
        return post
    raise _No(_what_became(app, request, post))


def _was_shown(app: App, request: Request) -> bool:
    """Tell whether the message that shows a text has gone out: a code alone proves nothing."""
    letter = app.letters.find(request.through, "request", request.about)
    return letter is not None and letter.status == SENT


def _what_became(app: App, request: Request, post: Post) -> str:
    """Say why a code does nothing any more."""
    newer = next((each.code for each in app.requests.of_post(post.id) if each.open and each.shows(post)), "")
    if newer and newer != request.code:
        return f"{request.code} has lapsed: the text has changed since. It goes by {newer} now."
    told = app.posts.history(post.id)[-1]
    when = told.at.astimezone(app.settings.timezone)
    return f"{request.code} has lapsed: post {post.id} is {post.status} since {when:%a %H:%M}."


# --- yes and no ------------------------------------------------------------------------------------------------------


def _one(app: App, answer: Answer, code: str) -> Message:
    """Say yes to one; the others stand, whatever becomes of it."""
    try:
        return _approve(app, _meant(app, answer, code), answer)
    except BotError as refused:
        return Message(f"{refused.message} {refused.hint}".strip())


def _approve(app: App, request: Request, answer: Answer) -> Message:
    post = app.posts.get(request.post_id)
    is_same = post.body_hash == request.body_hash and request.body_hash.startswith(answer.seen)
    if post.status not in _SAME_BYTES or not is_same:
        post = app.desk.approve(_open(app, request, answer).id, app.clock.now(), request.version)
        app.requests.close([request.about])
        return Message(f"{request.code} goes out {local(post.due_at, app.settings.timezone)}.", post.parts)
    yes = f"approved at {_time(app, post.approved_at)}" if post.approved_at else "approved"
    return Message(f"{request.code} was {yes}; it is {post.status}.", post.parts)


def _reject(app: App, request: Request, reason: str, answer: Answer) -> Message:
    post = app.posts.get(request.post_id)
    if post.status is not Status.REJECTED:
        why = reason.strip().rstrip(".!").lower()
        app.desk.reject(_open(app, request, answer).id, why or "no", app.clock.now(), request.version)
        app.requests.close([request.about])
    return Message(f"{request.code} is turned down. bot redraft {post.id} writes another.")


def _withdrawn(app: App, request: Request) -> Message:
    post = app.posts.get(request.post_id)
    if post.status is not Status.DRAFT:
        post = app.desk.withdraw(post.id, app.clock.now())
    return Message(f"{request.code} waits for your yes again; it comes once more under another code.")


def _moved(app: App, request: Request, words: str, answer: Answer) -> Message:
    """Give a post another hour; a yes stands, and a draft still needs one."""
    hour = hour_of(words, answer.at, app.settings.timezone)
    post = app.posts.get(request.post_id)
    if post.due_at != hour:
        seen = post.version if post.status is Status.APPROVED else _open(app, request, answer).version
        post = app.desk.move(post.id, hour, app.clock.now(), seen)
    needs = "" if post.status is Status.APPROVED else " It still needs your yes, and comes again under another code."
    return Message(f"{request.code} has its hour {local(post.due_at, app.settings.timezone)}.{needs}")


# --- words -----------------------------------------------------------------------------------------------------------


def _taken(app: App, request: Request, text: str, answer: Answer) -> Reply:
    """Take other words, or ask for them; they are looked at like any, and come back for a yes."""
    if not text:
        _open(app, request, answer)
        return Reply(Message(f"Send the new text for {request.code} as an answer to this."), asks_for=request.code)
    post = app.posts.get(request.post_id)
    if safe(text).strip() != post.text:
        answering.edit(app, _open(app, request, answer).id, text, request.version)
    return Reply(Message("Taken. It comes back under another code, with what has changed."))


def _words(app: App, order: Words, answer: Answer) -> Reply:
    """Take anything else as a note, or as the text that was asked for."""
    text = order.text
    if not text.strip():
        raise _No("There was no text in that.")
    if answer.to and answer.to.letter.about.startswith("edit "):
        return _taken(app, _meant(app, answer, answer.to.letter.about.split()[1]), text, answer)
    return Reply(noting.note(app, text, answer.at, answer.to))


def _posted(app: App, order: Posted, answer: Answer) -> Reply:
    """Close what the person posted themselves."""
    url, code = order.url, order.code
    handed = [each for each in app.posts.listed((Status.UNCONFIRMED,)) if app.outbox.is_handed(each)]
    if code or (answer.to and answer.to.letter.kind == "request"):
        post = app.posts.get(_meant(app, answer, code).post_id)
    elif len(handed) == 1:
        post = handed[0]
    else:
        raise _No(_WHICH.format("posted CODE address") if handed else "Nothing of yours waits to be posted.")
    if post.status is not Status.PUBLISHED:
        post = app.desk.is_out(post.id, url, app.clock.now())
    return Reply(Message(f"Post {post.id} is out on {voice(post.platform).RULES.title}: {url}"))


def _time(app: App, instant: datetime) -> str:
    return f"{instant.astimezone(app.settings.timezone):%H:%M}"


_DOES: dict[type[Order], Callable[[App, Any, Answer], Reply]] = {
    Yes: _yes,
    No: _no,
    Edit: _edit,
    Undo: _undo,
    Later: _later,
    Posted: _posted,
    Skip: _skip,
    Hold: _hold,
    Unclear: _unclear,
    Words: _words,
}
