"""Sends what is approved and due, once, and records how each attempt ended.

What a person has not answered by its hour is missed; what was approved and cannot stand any longer asks again.
"""

import logging
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from bot.app import App
from bot.desk import look, reasons, why_not_to_send
from bot.errors import NotAllowed, NotSent, PublishError, Refused, Unconfirmed
from bot.jobs.standing import look_again
from bot.lifecycle import Status
from bot.platforms import Part, Picture
from bot.store.post import BOT, By, Post

_LATER = timedelta(minutes=5)
_AROUND = timedelta(days=2)

_log = logging.getLogger(__name__)


def publish_due(app: App) -> list[Post]:
    """Send what is approved and due, and record as missed what no yes came for in time; nothing while on hold."""
    now = app.clock.now()
    _hold_where_nobody_answers(app, now)
    changed = [*_missed(app, now)]
    if app.journey.hold():
        return changed
    changed += [*look_again(app, _approved(app, now)), *_unfit(app, now), *_put_off(app, now)]
    # As many turns as posts wait: one that came back at once gets no second try.
    claims = (app.queue.claim_next(By(app.sender, now)) for _ in _approved(app, now))
    return changed + [_send(app, claimed, now) for claimed in claims if claimed]


def _approved(app: App, now: datetime) -> list[Post]:
    return [post for post in app.posts.unsent(now) if post.status is Status.APPROVED]


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
                app.queue.miss(post.id, By(BOT, now, f"its slot passed while it was {post.status}"), post.version)
                yield app.posts.get(post.id)


def _unfit(app: App, now: datetime) -> Iterator[Post]:
    """Take the yes back from what is not true any longer, or what a rule now finds fault with, and yield it."""
    for post in _approved(app, now):
        late = post.true_until is not None and post.true_until < now
        why = "it was true until its day was over" if late else reasons(look(post, app.settings.never_said))
        if why:
            with suppress(NotAllowed):
                app.queue.reopen(post.id, By(BOT, now, why), version=post.version)
                yield app.posts.get(post.id)


def _too_many(app: App, now: datetime) -> Iterator[tuple[Post, datetime]]:
    """Yield what is due and has to wait, because of what is out already or of the hour; and until when."""
    taken: dict[str, list[datetime]] = {}
    for post in _approved(app, now):
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


def _send(app: App, claimed: Post, now: datetime) -> Post:
    try:
        if reason := why_not_to_send(claimed, app.settings.never_said):
            raise Refused(f"Not sent: {reason}.", f"bot edit {claimed.id}")
        platform = app.platform(claimed.platform)
        part = _part(app, claimed)
        platform.prepare(part)
        receipt = platform.publish(part)
    except PublishError as error:
        return _fall_back(app, claimed, error, now)
    app.queue.receive(claimed.id, part.number, receipt, By(app.sender, now))
    return app.posts.get(claimed.id)


def _part(app: App, post: Post) -> Part:
    shown = (Picture(app.posts.picture(post.id, each.sha256), each.kind, each.alt) for each in post.media)
    return Part(post.text, post.idempotency_key or "", pictures=tuple(shown))


def _fall_back(app: App, post: Post, error: PublishError, now: datetime) -> Post:
    by = By(app.sender, now, error.message)
    match error:
        case NotSent():
            app.queue.fall_back(post.id, Status.APPROVED, error, by, now + (error.retry_after or _LATER))
        case Refused():
            app.queue.fall_back(post.id, Status.FAILED, error, by)
        case Unconfirmed():
            app.queue.fall_back(post.id, Status.UNCONFIRMED, error, by)
        case _:  # Blocked: the post stays approved; it waits for a person, not for its slot
            app.queue.fall_back(post.id, Status.APPROVED, error, by, now + _LATER)
    _log.warning("post %s on %s: %s", post.id, post.platform, error.message)
    return app.posts.get(post.id)
