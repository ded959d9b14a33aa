"""Sends what is approved and due, once, and records how each attempt ended."""

import logging
from datetime import datetime, timedelta

from bot.app import App
from bot.desk import why_not_to_send
from bot.errors import NotSent, PublishError, Refused, Unconfirmed
from bot.jobs.standing import look_again
from bot.lifecycle import Status
from bot.platforms import Part
from bot.store.post import BOT, By, Post

_LATER = timedelta(minutes=5)

_log = logging.getLogger(__name__)


def publish_due(app: App) -> list[Post]:
    """Send what is approved and due, and record as missed what no yes came for in time; nothing while on hold."""
    now = app.clock.now()
    missed = [_miss(app, post, now) for post in app.posts.unsent(now) if _ends_at(app, post) <= now]
    if app.journey.hold():
        return missed
    reopened = look_again(app, [post for post in app.posts.unsent(now) if post.status is Status.APPROVED])
    # As many turns as posts wait: one that came back at once gets no second try.
    claims = (app.queue.claim_next(By(app.sender, now)) for _ in app.posts.unsent(now))
    return missed + reopened + [_send(app, claimed, now) for claimed in claims if claimed]


def _ends_at(app: App, post: Post) -> datetime:
    rules = (rule for rule in app.schedule.rules if (rule.platform, rule.name) == (post.platform, post.slot))
    rule = next(rules, None)
    return post.due_at + (rule.grace if rule else timedelta())


def _miss(app: App, post: Post, now: datetime) -> Post:
    app.queue.miss(post.id, By(BOT, now, f"its slot passed while it was {post.status}"))
    return app.posts.get(post.id)


def _send(app: App, claimed: Post, now: datetime) -> Post:
    try:
        if reason := why_not_to_send(claimed, app.settings.never_said):
            raise Refused(f"Not sent: {reason}.", f"bot edit {claimed.id}")
        platform = app.platform(claimed.platform)
        part = platform.prepare(Part(claimed.text, claimed.idempotency_key or ""))
        receipt = platform.publish(part)
    except PublishError as error:
        return _fall_back(app, claimed, error, now)
    app.queue.receive(claimed.id, part.number, receipt, By(app.sender, now))
    return app.posts.get(claimed.id)


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
