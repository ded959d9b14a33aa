"""Finds out what became of posts nobody knows about: by reading the platform back, then by asking the person.

Only a post that is found is settled. One that is not found may still arrive, or the platform's index may lag, so it is
looked for again and then left to the person: “not found, so send again” is how posts go out twice.
"""

import logging
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from bot.app import App
from bot.desk import why_not_to_send
from bot.errors import Handed, NotAllowed, PublishError, Unconfirmed
from bot.jobs.parts import next_part, price, ready
from bot.lifecycle import Status
from bot.platforms import Receipt, voice
from bot.store.post import BOT, By, Post

_LOOKS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))  # after it was first tried

_log = logging.getLogger(__name__)


def reconcile(app: App) -> list[Post]:
    """Park what a dead sender left, look for what is unclear, and return what has changed."""
    now = app.clock.now()
    return [*_orphans(app, now), *_found(app, now)]


def _orphans(app: App, now: datetime) -> Iterator[Post]:
    """Yield what was being sent by a process that died: it may be out."""
    for post, sender in app.outbox.publishing():
        if not app.senders.is_sending(sender):
            error = Unconfirmed("The program was stopped while it was sending this.")
            look = first_look(app, post, error, now)
            with suppress(NotAllowed):  # its receipt came after all
                cost = price(app, post, next_part(app, post))
                app.outbox.fall_back(post.id, Status.UNCONFIRMED, error, By(BOT, now, error.message), look, cost)
                _log.warning("post %s on %s: %s", post.id, post.platform, error.message)
                yield app.posts.get(post.id)


def first_look(app: App, post: Post, error: Unconfirmed, now: datetime) -> datetime | None:
    """Return when to look for a post that is unclear as of now, or nothing where looking cannot help."""
    return None if isinstance(error, Handed) or not _reads_back(app, post) else now + _LOOKS[0]


def _reads_back(app: App, post: Post) -> bool:
    return app.settings.through(post.platform) != "hand" and voice(post.platform).RULES.reads_back


def _found(app: App, now: datetime) -> Iterator[Post]:
    for post in app.outbox.to_look_up(now):
        with suppress(NotAllowed):  # a person was first
            if receipt := _look(app, post, now):
                adopt(app, post, receipt, now)
                yield app.posts.get(post.id)
            else:
                unclear = app.posts.get(post.id)  # handing it over once more was a change
                app.outbox.look_later(unclear, _next_look(app, unclear, now))


def _look(app: App, post: Post, now: datetime) -> Receipt | None:
    try:
        return _again(app, post, now) if _is_same_post(app, post, now) else look_up(app, post)
    except PublishError as error:
        _log.warning("post %s on %s could not be looked for: %s", post.id, post.platform, error.message)
        return None


def _is_same_post(app: App, post: Post, now: datetime) -> bool:
    """Tell whether a part sent again now would be the one that may be out: the platform knows our key for a while."""
    knows, since = voice(post.platform).RULES.same_key_for, next_part(app, post, now).since
    held = app.journey.hold() or any(each.platform == post.platform for each in app.accounts.pauses(now))
    by_api = app.settings.through(post.platform) == "api"
    return by_api and not held and since is not None and now < since + knows


def look_up(app: App, post: Post) -> Receipt | None:
    """Read the platform back; what is the receipt of another post already is not this one."""
    found = app.platform(post.platform).look_up(next_part(app, post))
    return None if found is None or app.outbox.is_known(post.platform, found.remote_id) else found


def _next_look(app: App, post: Post, now: datetime) -> datetime | None:
    began = next_part(app, post, now).since or now
    coming = next((began + each for each in _LOOKS if began + each > now), None)
    if coming is None:
        _log.warning("post %s on %s was not found. Is it out? bot resolve %s", post.id, post.platform, post.id)
    return coming


def adopt(app: App, post: Post, receipt: Receipt, now: datetime) -> None:
    """Record that an unclear part is out; what is left of a thread goes on."""
    part = next_part(app, post)
    app.outbox.receive(post.id, part.number, receipt, By(BOT, now, "found there"), now)


# --- because a person wants to know ----------------------------------------------------------------------------------


def probe(app: App, post_id: int) -> Post:
    """Ask the platform now what became of a post, in the one way it answers."""
    post, now = app.posts.get(post_id), app.clock.now()
    rules = voice(post.platform).RULES
    if post.status is not Status.UNCONFIRMED:
        raise NotAllowed(f"Post {post_id} is {post.status}; only what is unconfirmed is asked after.", "bot queue")
    if app.settings.through(post.platform) == "hand":
        raise NotAllowed(f"You post on {rules.title} yourself: only you know.", f"bot posted {post_id} URL")
    receipt = _repeated(app, post, now) if is_repeated(app, post) else _asked(app, post)
    adopt(app, post, receipt, now)
    return app.posts.get(post_id)


def is_repeated(app: App, post: Post) -> bool:
    """Tell whether asking after a post hands it over once more, and so may publish it."""
    return voice(post.platform).RULES.names_the_first and app.settings.through(post.platform) == "api"


def _asked(app: App, post: Post) -> Receipt:
    found = look_up(app, post)
    if found is None:
        title = voice(post.platform).RULES.title
        raise NotAllowed(
            f"{title} does not show post {post.id} now. That proves nothing: it may come late.",
            f"look at your account, then bot resolve {post.id} --published URL or --not-published",
        )
    return found


def _repeated(app: App, post: Post, now: datetime) -> Receipt:
    """Hand a post over once more where the platform refuses a repeat, and names the first."""
    if post.media:
        raise NotAllowed(
            f"Post {post.id} has pictures: sent again it would be another post.", f"bot resolve {post.id} --help"
        )
    return _again(app, post, now)


def _again(app: App, post: Post, now: datetime) -> Receipt:
    """Hand the unclear part over once more, written down before it leaves as any other try."""
    if reason := why_not_to_send(post, app.settings.never_said):
        raise NotAllowed(f"Post {post.id} is not sent again: {reason}.", f"bot show {post.id}")
    platform = app.platform(post.platform)
    part = ready(app, platform, post, now)
    by = By(app.senders.me, now)
    app.outbox.begin_probe(post, by)
    try:
        return platform.publish(part)
    except PublishError as error:
        app.outbox.end_probe(post.id, error, By(by.who, now, error.message))
        raise
