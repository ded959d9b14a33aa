"""Hands one part over, and writes down what came of it; nothing stands between the platform's yes and our commit."""

import logging
from datetime import datetime

from bot.app import App
from bot.errors import PublishError, StoreError, Unconfirmed
from bot.platforms import Part, Platform, Receipt
from bot.store.post import By, Post

_TRIES = 12  # to write a receipt down; each waits for the database by itself

_log = logging.getLogger(__name__)


def hand_over(app: App, platform: Platform, post: Post, part: Part) -> Receipt:
    """Return the receipt of one part; whatever else may happen is one of the PublishErrors."""
    try:
        receipt = platform.publish(part)
    except PublishError:
        raise
    except Exception as error:  # whatever it was, the post may be out
        _log.exception("post %s on %s", post.id, post.platform)
        raise Unconfirmed(f"Sending broke off ({type(error).__name__}).", f"bot resolve {post.id} --help") from None
    other = _known_as(app, post, receipt)
    if other is not None and other != post.id:  # a platform named the first with these words, and that is not this one
        raise Unconfirmed(f"The platform gave the address of post {other} for it.", f"bot resolve {post.id} --help")
    return receipt


def _known_as(app: App, post: Post, receipt: Receipt) -> int | None:
    """Return which post of ours has this receipt, if that can be told: no database may cost us the receipt itself."""
    try:
        return app.outbox.known_as(post.platform, receipt.remote_id)
    except StoreError:
        _log.exception("post %s on %s", post.id, post.platform)
        return None  # whoever writes it down looks once more


def receive(app: App, post: Post, part: Part, receipt: Receipt, by: By, next_at: datetime) -> None:
    """Write a receipt down, and do not give up easily: it is all that tells us the part is out.

    What a full disk does not take is kept in mind, and written down by `reconcile` as soon as there is room.
    """
    for left in reversed(range(_TRIES)):
        try:
            app.outbox.receive(post.id, part.number, receipt, by, next_at)
        except StoreError:
            if not left:
                app.unwritten[post.id] = part, receipt, by, next_at
                _log.critical("post %s is out at %s, and that could not be written down", post.id, receipt.url)
                raise
        else:
            return
