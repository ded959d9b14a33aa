"""Finds out what became of posts nobody knows about: by the platform's own word, then by asking the person.

Only a post that is found is settled. One that is not found may still arrive, or the platform's index may lag, so it is
looked for again and then left to the person: “not found, so send again” is how posts go out twice. Only where the
platform knows our key is a part sent again, for there it is the same post.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.app import App
from bot.desk import why_not_to_send
from bot.errors import Handed, NotAllowed, PublishError, StoreError, Unconfirmed
from bot.jobs.budget import price, within_budget
from bot.jobs.handing import hand_over, receive
from bot.jobs.parts import next_part, ready
from bot.lifecycle import Status
from bot.platforms import Receipt, voice
from bot.store.post import BOT, By, Post

_LOOKS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))  # after it was first tried

_log = logging.getLogger(__name__)


def reconcile(app: App) -> list[Post]:
    """Write down what is out, park what a dead sender left, look for what is unclear; return what has changed."""
    now = app.clock.now()
    written = [*_each(app, [app.posts.get(each) for each in app.unwritten], lambda post: _write_down(app, post))]
    dead = [post for post, sender in app.outbox.publishing() if not app.senders.is_sending(sender)]
    parked = [*_each(app, dead, lambda post: _park(app, post, now))]
    return [*written, *parked, *_each(app, app.outbox.to_look_up(now), lambda post: _settle(app, post, now))]


def _each(app: App, posts: Sequence[Post], act: Callable[[Post], bool]) -> Iterator[Post]:
    """Yield the posts that were changed; trouble with one keeps the others from nothing."""
    for post in posts:
        try:
            if act(post):
                yield app.posts.get(post.id)
        except NotAllowed:
            continue  # somebody was first
        except StoreError:
            raise  # it would keep the others from as much
        except Exception:
            _log.exception("post %s on %s", post.id, post.platform)


def _write_down(app: App, post: Post) -> bool:
    """Record a receipt the disk had no room for."""
    receive(app, post, *app.unwritten.pop(post.id))
    return True


def _park(app: App, post: Post, now: datetime) -> bool:
    """Record that what a process was sending when it died may be out."""
    error = Unconfirmed("The program was stopped while it was sending this.")
    look, cost = first_look(app, post, error, now), price(app, post, next_part(app, post).text)
    app.outbox.fall_back(post.id, Status.UNCONFIRMED, error, By(BOT, now, error.message), look, cost)
    _log.warning("post %s on %s: %s", post.id, post.platform, error.message)
    return True


# --- looking ---------------------------------------------------------------------------------------------------------


def first_look(app: App, post: Post, error: Unconfirmed, now: datetime) -> datetime | None:
    """Return when to look for a post that is unclear as of now, or nothing where looking cannot help."""
    return None if isinstance(error, Handed) or not _reads_back(app, post) else now + _LOOKS[0]


def _reads_back(app: App, post: Post) -> bool:
    return app.settings.through(post.platform) != "hand" and voice(post.platform).RULES.reads_back


def _settle(app: App, post: Post, now: datetime) -> bool:
    """Tell whether a post was found; if not, it is looked for again or left to the person."""
    if receipt := _look(app, post, now):
        adopt(app, post, receipt, now)
        return True
    unclear = app.posts.get(post.id)  # handing it over once more was a change
    app.outbox.look_later(unclear, _next_look(app, unclear, now))
    return False


def _look(app: App, post: Post, now: datetime) -> Receipt | None:
    try:
        if _is_same_post(app, post, now):
            return _again(app, post, now)
        return look_up(app, post)
    except PublishError as error:
        _log.warning("post %s on %s could not be looked for: %s", post.id, post.platform, error.message)
        return None


def _is_same_post(app: App, post: Post, now: datetime) -> bool:
    """Tell whether a part sent again now would be the one that may be out: the platform knows our key for a while."""
    knows, since = voice(post.platform).RULES.same_key_for, next_part(app, post).since
    by_api = app.settings.through(post.platform) == "api"
    return by_api and since is not None and now < since + knows and not _why_not(app, post, now)


def look_up(app: App, post: Post) -> Receipt | None:
    """Read the platform back; what is the receipt of another part already is not this one."""
    part = next_part(app, post)
    since = part.since or post.approved_at  # of what was sent after a backup that was restored no try is known
    found = app.platform(post.platform).look_up(replace(part, since=since))
    return None if found is None or app.outbox.known_as(post.platform, found.remote_id) else found


def _coming_look(app: App, post: Post, now: datetime) -> datetime | None:
    began = next_part(app, post).since
    return next((began + each for each in _LOOKS if began + each > now), None) if began else None


def _next_look(app: App, post: Post, now: datetime) -> datetime | None:
    coming = _coming_look(app, post, now)
    if coming is None:
        _log.warning("post %s on %s was not found. Is it out? bot resolve %s", post.id, post.platform, post.id)
    return coming


def adopt(app: App, post: Post, receipt: Receipt, now: datetime) -> None:
    """Record that an unclear part is out; what is left of a thread goes on."""
    receive(app, post, next_part(app, post), receipt, By(BOT, now, "found there"), now)


# --- because a person wants to know ----------------------------------------------------------------------------------


def probe(app: App, post_id: int) -> Post:
    """Ask the platform now what became of a post, in the one way it answers."""
    post, now = app.posts.get(post_id), app.clock.now()
    title, through = voice(post.platform).RULES.title, app.settings.through(post.platform)
    if post.status is not Status.UNCONFIRMED:
        raise NotAllowed(f"Post {post_id} is {post.status}; only what is unconfirmed is asked after.", "bot queue")
    if app.outbox.is_handed(post):
        raise NotAllowed(f"You post this on {title} yourself: only you know.", f"bot posted {post_id} URL")
    if through == "hand":
        told = f"{title} is not asked any more: {post.platform.upper()}_THROUGH is hand."
        raise NotAllowed(told, f"look at your account, then bot resolve {post_id} --published URL or --not-published")
    receipt = _repeated(app, post, now) if is_repeated(app, post) else _asked(app, post)
    adopt(app, post, receipt, now)
    return app.posts.get(post_id)


def is_repeated(app: App, post: Post) -> bool:
    """Tell whether asking after a post hands it over once more, and so may publish it."""
    by_api = app.settings.through(post.platform) == "api" and not app.outbox.is_handed(post)
    return by_api and voice(post.platform).RULES.names_the_first


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
    if reason := _why_not(app, post, now):
        raise NotAllowed(f"Post {post.id} is not sent again: {reason}.", f"bot show {post.id}")
    within_budget(app, post, next_part(app, post), now)
    return _again(app, post, now)


def _why_not(app: App, post: Post, now: datetime) -> str:
    """Return what forbids to send anything of a post, or nothing."""
    if held := app.journey.hold():
        return f"everything is on hold ({held})"
    paused = next((each for each in app.accounts.pauses(now) if each.platform == post.platform), None)
    return f"{post.platform} is paused ({paused.reason})" if paused else why_not_to_send(post, app.settings.never_said)


def _again(app: App, post: Post, now: datetime) -> Receipt:
    """Hand the unclear part over once more, written down before it leaves as any other try."""
    platform = app.platform(post.platform)
    part, by = ready(app, platform, post, next_part(app, post, now), now), By(app.senders.me, now)
    app.outbox.begin_probe(post, by, _coming_look(app, post, now) if _reads_back(app, post) else None)
    try:
        return hand_over(app, platform, post, part)
    except PublishError as error:
        app.outbox.end_probe(post.id, error, By(by.who, now, error.message))
        raise
