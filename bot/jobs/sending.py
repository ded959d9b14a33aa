"""Sends what is approved and due, once, and records how each attempt ended.

What a person has not answered by its hour is missed; what was approved and cannot stand any longer asks again. What may
be repeated (an upload) happens before the claim; from the claim on nothing is.
"""

import logging
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from bot.app import App
from bot.desk import look, reasons, why_not_to_send
from bot.errors import Blocked, Handed, NotAllowed, NotSent, PublishError, Refused, StoreError, Unconfirmed
from bot.jobs.budget import price, within_budget
from bot.jobs.handing import hand_over, receive
from bot.jobs.parts import NotReady, next_part, ready
from bot.jobs.reconciling import first_look
from bot.jobs.standing import end, look_again, take_back
from bot.lifecycle import Status
from bot.platforms import Part, Platform, voice
from bot.store.post import BOT, By, Post

_SOONEST, _LATEST = timedelta(minutes=1), timedelta(minutes=30)
_BETWEEN_PARTS = timedelta(seconds=5)  # contract of X, §3.1: a reply that comes too fast is refused
_AROUND = timedelta(days=2)

_log = logging.getLogger(__name__)


def publish_due(app: App) -> list[Post]:
    """Send what is approved and due, and record as missed what no yes came for in time; nothing while on hold."""
    now = app.clock.now()
    _hold_where_nobody_answers(app, now)
    changed = [*_missed(app, now)]
    if app.journey.hold():
        return changed
    changed += [*look_again(app, [*_sendable(app, now)]), *_unfit(app, now), *_put_off(app, now)]
    return changed + [sent for post in _sendable(app, now) if (sent := _send(app, post, now))]


def _approved(app: App, now: datetime) -> list[Post]:
    return [post for post in app.posts.unsent(now) if post.status is Status.APPROVED]


def _sendable(app: App, now: datetime) -> Iterator[Post]:
    """Yield what may be tried now; a platform that was paused a moment ago gets no other post."""
    for post in _approved(app, now):
        waits = post.try_at is not None and post.try_at > now
        if not waits and all(each.platform != post.platform for each in app.accounts.pauses(now)):
            yield post


# --- before sending --------------------------------------------------------------------------------------------------


def _hold_where_nobody_answers(app: App, now: datetime) -> None:
    """Hold everything when the learner has not been there for long: nobody would see what goes wrong."""
    days = app.settings.hold_after_days
    if app.posts.unsent(now) and not app.journey.hold() and app.posts.last_answer() + timedelta(days=days) <= now:
        app.journey.hold_now(f"no word from you for {days} days", now)
        _log.warning("On hold: no word from you for %s days. bot release sends again.", days)


def _is_over(app: App, post: Post, now: datetime) -> bool:
    """Tell whether a post has missed its hour: an approved one its grace, a draft the hour itself.

    A draft the bot opened again after its hour had a yes; it has the grace to get another.
    """
    return (post.status is Status.DRAFT and not _asks_again(app, post)) or _ends_at(app, post) <= now


def _asks_again(app: App, post: Post) -> bool:
    return any(
        each.was == Status.APPROVED and each.became == Status.DRAFT and each.who == BOT and each.at >= post.due_at
        for each in app.posts.history(post.id)
    )


def _ends_at(app: App, post: Post) -> datetime:
    rules = (rule for rule in app.schedule.rules if (rule.platform, rule.name) == (post.platform, post.slot))
    rule = next(rules, None)
    return post.due_at + (rule.grace if rule else timedelta(hours=4))


def _missed(app: App, now: datetime) -> Iterator[Post]:
    """Record what was missed, and yield it; what a person is just changing is looked at again the next time."""
    for post in app.posts.unsent(now):
        if _is_over(app, post, now):
            with suppress(NotAllowed):
                end(app, post, By(BOT, now, f"its slot passed while it was {post.status}"))
                yield app.posts.get(post.id)


def _unfit(app: App, now: datetime) -> Iterator[Post]:
    """Take the yes back from what is not true any longer, or what a rule now finds fault with, and yield it."""
    for post in _approved(app, now):
        late = post.true_until is not None and post.true_until < now
        why = "it was true until its day was over" if late else reasons(look(post, app.settings.never_said))
        if why:
            with suppress(NotAllowed):
                take_back(app, post, By(BOT, now, why))
                yield app.posts.get(post.id)


def _too_many(app: App, now: datetime) -> Iterator[tuple[Post, datetime]]:
    """Yield what is due and has to wait, because of what is out already or of the hour; and until when."""
    taken: dict[str, list[datetime]] = {}
    for post in _approved(app, now):
        if app.posts.receipts(post.id):
            continue  # a thread goes on: it is one post
        if post.platform not in taken:
            out = app.posts.out_around(post.platform, now - _AROUND, now + _AROUND)
            taken[post.platform] = out
        hour = app.limits.good_hour(now, taken[post.platform])
        if hour > now:
            yield post, hour
        else:
            taken[post.platform].append(now)


def _put_off(app: App, now: datetime) -> Iterator[Post]:
    for post, hour in _too_many(app, now):
        with suppress(NotAllowed):
            app.queue.put_off(post.id, hour, By(BOT, now, "put off: enough posts, or a quiet hour"), post.version)
            yield app.posts.get(post.id)


# --- sending ---------------------------------------------------------------------------------------------------------


def _send(app: App, post: Post, now: datetime) -> Post | None:
    """Send the next part of a post, and return the post as it is then; nothing if somebody was first."""
    try:
        part = next_part(app, post, now)
        within_budget(app, post, part, now)
        platform = app.platform(post.platform)
        part = ready(app, platform, post, part, now)
    except NotReady as wait:
        return _wait(app, post, wait.until, wait.message, now)
    except PublishError as error:
        return _not_begun(app, post, error, now)
    except NotAllowed:
        return None  # a person was first
    except StoreError:
        raise  # a full disk is no trouble of this post's
    except Exception as error:  # nothing has left yet, and the other posts are to go all the same
        _log.exception("post %s on %s", post.id, post.platform)
        return _not_begun(app, post, NotSent(f"It could not be prepared ({type(error).__name__})."), now)
    claimed = app.outbox.claim(By(app.senders.me, now), post)
    return _publish(app, platform, claimed, part, now) if claimed else None


def _publish(app: App, platform: Platform, claimed: Post, part: Part, now: datetime) -> Post:
    try:
        if reason := why_not_to_send(claimed, app.settings.never_said):
            raise Refused(f"Not sent: {reason}.", f"bot edit {claimed.id}")
        receipt = hand_over(app, platform, claimed, part)
    except PublishError as error:
        return _fall_back(app, claimed, error, now)
    told = "" if len(claimed.parts) == 1 else f"part {part.number} of {len(claimed.parts)} is out"
    receive(app, claimed, part, receipt, By(app.senders.me, now, told), now + _BETWEEN_PARTS)
    return app.posts.get(claimed.id)


def _fall_back(app: App, post: Post, error: PublishError, now: datetime) -> Post:
    by = By(app.senders.me, now, error.message)
    match error:
        case NotSent():
            app.outbox.fall_back(post.id, Status.APPROVED, error, by, now + _pause_after(error, post, now))
        case Refused():
            app.outbox.fall_back(post.id, Status.FAILED, error, _naming_what_is_out(app, post, by))
        case Unconfirmed():
            cost = price(app, post, next_part(app, post).text)
            look = first_look(app, post, error, now)
            app.outbox.fall_back(post.id, Status.UNCONFIRMED, error, by, look, cost)
        case _:
            app.outbox.fall_back(post.id, Status.APPROVED, error, by)
    if isinstance(error, Blocked):
        pause(app, post.platform, error, now)
    else:
        level = logging.INFO if isinstance(error, Handed) else logging.WARNING  # by hand is no trouble
        _log.log(level, "post %s on %s: %s", post.id, post.platform, error.message)
    return app.posts.get(post.id)


def _naming_what_is_out(app: App, post: Post, by: By) -> By:
    """Say with a no to a later part which parts are out and stay so."""
    out = app.posts.receipts(post.id)
    return By(by.who, by.at, f"{by.reason} Part {out[-1].part} is out: {out[-1].url}" if out else by.reason)


# --- what keeps a post from being begun ------------------------------------------------------------------------------


def _not_begun(app: App, post: Post, error: PublishError, now: datetime) -> Post | None:
    """Record why a post could not even be prepared: nothing has been sent, whatever the answer was."""
    if isinstance(error, Blocked):
        pause(app, post.platform, error, now)
        return None
    if isinstance(error, Refused):
        with suppress(NotAllowed):
            app.outbox.give_up(post, _naming_what_is_out(app, post, By(BOT, now, error.message)))
        _log.warning("post %s on %s: %s", post.id, post.platform, error.message)
        return app.posts.get(post.id)
    return _wait(app, post, now + _pause_after(error, post, now), error.message, now)


def _wait(app: App, post: Post, until: datetime, reason: str, now: datetime) -> Post | None:
    with suppress(NotAllowed):  # a person was first
        app.outbox.put_back(post, until, By(BOT, now, reason))
    return app.posts.get(post.id)


def _pause_after(error: PublishError, post: Post, now: datetime) -> timedelta:
    """Return how long to wait: as long as was asked for, and longer the longer it has not gone well."""
    asked = getattr(error, "retry_after", None) or _SOONEST
    return max(asked, min((now - post.due_at) / 2, _LATEST))


def pause(app: App, platform: str, error: Blocked, now: datetime) -> None:
    """Send nothing more to a platform until a person acts, or until it may be tried once more; told once."""
    lifts = f"bot release {platform}"
    hint = error.hint if lifts in error.hint else f"{error.hint}; then {lifts}".removeprefix("; then ")
    if app.accounts.pause(platform, Blocked(error.message, hint, error.again_in), now):
        _log.warning("%s is paused: %s %s", voice(platform).RULES.title, error.message, hint)
