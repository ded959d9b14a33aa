"""The next part of a post as a platform is given it: its words, its pictures, what is out before it."""

from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from bot.app import App
from bot.errors import NotAllowed, NotSent, Unconfirmed
from bot.platforms import Part, Picture, Platform
from bot.store.outbox import NOT_OUT
from bot.store.post import Attempt, Post

_UNCLEAR = {Unconfirmed.__name__, NOT_OUT, ""}  # how an attempt ended that may have arrived


class NotReady(NotSent):
    """A platform has what it needs for a part, and may be given the part only at an instant."""

    def __init__(self, message: str, until: datetime) -> None:
        super().__init__(message)
        self.until = until


def next_part(app: App, post: Post, now: datetime | None = None) -> Part:
    """Return the first part of a post that is not out, as it is tried, or was."""
    out = app.posts.receipts(post.id)
    left = [each for each in range(1, len(post.parts) + 1) if each not in {sent.part for sent in out}]
    if not left:  # another daemon has just found it
        raise NotAllowed(f"Every part of post {post.id} is out.", f"bot show {post.id}")
    number = left[0]
    shown = (each for each in post.media if each.part == number)
    # Only a try since this yes, and since the part before went out, may have brought this part out.
    begins = max((sent.at for sent in out), default=post.approved_at)
    unclear = [each for each in app.posts.attempts(post.id) if _may_have_arrived(each, begins)]
    return Part(
        text=post.parts[number - 1],
        key=post.idempotency_key or "",
        number=number,
        pictures=tuple(Picture(app.posts.picture(post.id, each.sha256), each.kind, each.alt) for each in shown),
        after=next((sent.remote_id for sent in out if sent.part == number - 1), ""),
        tried=bool(unclear),
        behind=post.parts[number:],
        since=min((each.started_at for each in unclear), default=now),
    )


def _may_have_arrived(attempt: Attempt, begins: datetime | None) -> bool:
    return attempt.outcome in _UNCLEAR and (begins is None or attempt.started_at >= begins)


def ready(app: App, platform: Platform, post: Post, part: Part, now: datetime) -> Part:
    """Return a part with all that may be done before it is handed over, or raise why it has to wait."""
    wanted = [_name(app, post, each) for each in part.pictures]
    had = [each for each in app.outbox.uploads(post.id, part.number) if each.good_until > now] if wanted else []
    if not wanted or [each.picture for each in had] != wanted:
        try:
            made = platform.prepare(part)
        except Unconfirmed as error:  # what may be repeated is never in doubt
            raise NotSent(error.message, error.hint) from None
        if made:
            app.outbox.keep_uploads(post, part.number, wanted, made, now)
            had = app.outbox.uploads(post.id, part.number)
    if any(each.ready_at > now for each in had):
        raise NotReady("its pictures are being prepared there", max(each.ready_at for each in had))
    return replace(part, uploads=tuple(each.handle for each in had if wanted))


def _name(app: App, post: Post, picture: Picture) -> str:
    """Return which picture it is, with its words and the way it goes: another way knows nothing of it."""
    told = f"{app.settings.through(post.platform)} {picture.alt}".encode()
    return sha256(told + b"\0" + picture.content).hexdigest()
