"""What is written down while a post is sent, inside one open transaction: attempts, receipts, uploads, money."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Row, Select, bindparam, exists, or_, select

from bot.errors import NotAllowed
from bot.platforms import Receipt, Upload
from bot.store.accounts import MILLIONTHS
from bot.store.changes import Changes, Stored
from bot.store.models import AttemptRow, JourneyRow, PartRow, PauseRow, PostRow, ReceiptRow, SpendingRow, UploadRow
from bot.store.post import By, Post
from bot.store.statements import change, found, put, remove, table


class SendingChanges(Changes):
    """The changes of one transaction to what is sent."""

    __slots__ = ()

    def next_due(self, now: datetime, seen: Post | None = None) -> Stored | None:
        """Return an approved post that may go now, passing over what another publisher is just taking."""
        bound: dict[str, object] = {"journey": self.journey, "now": now}
        bound |= {"post": seen.id, "version": seen.version} if seen else {}
        return self.connection.execute(_due(one=seen is not None), bound).first()

    def parts_left(self, post_id: int) -> list[int]:
        """Return the parts of a post that are not out."""
        out = {row.part for row in self.receipts(post_id)}
        parts = found(self.connection, PartRow, ("number",), post_id=post_id)
        return [part.number for part in parts if part.number not in out]

    def begin_attempt(self, post: Stored, number: int, by: By) -> None:
        """Write down that a sender is about to try."""
        of_post = {"journey_id": self.journey, "post_id": post.id}
        put(self.connection, AttemptRow, {**of_post, "number": number, "sender": by.who, "started_at": by.at})

    def end_attempt(self, post: Stored, outcome: str, by: By) -> None:
        """Write down how the latest try ended."""
        ended = {"ended_at": by.at, "outcome": outcome, "detail": by.reason}
        change(self.connection, AttemptRow, ended, post_id=post.id, number=post.attempts)

    def keep_receipt(self, post_id: int, part: int, receipt: Receipt, at: datetime) -> None:
        """Keep the platform's word; the same one twice is one."""
        of_part = {"journey_id": self.journey, "post_id": post_id, "part": part}
        remove(self.connection, ReceiptRow, **of_part)
        put(self.connection, ReceiptRow, {**of_part, "remote_id": receipt.remote_id, "url": receipt.url, "at": at})

    def unchanged(self, post: Post) -> None:
        """Raise NotAllowed unless a post still is what it was when it was looked at."""
        if self.post(post.id).version != post.version:
            raise NotAllowed(f"Post {post.id} has been changed since you saw it.", f"bot show {post.id}")

    def refuse_known(self, post: Stored, part: int, remote_id: str) -> None:
        """Refuse a receipt that another part, or another post, has already."""
        bound = {"journey": self.journey, "platform": post.platform, "post": post.id, "part": part, "remote": remote_id}
        if other := self.connection.execute(_of_others(), bound).first():
            told = "another part of it" if other.post_id == post.id else f"post {other.post_id}"
            raise NotAllowed(f"That is {told}, not post {post.id}.", f"bot history {other.post_id}")

    def write_uploads(
        self, post_id: int, part: int, pictures: Sequence[str], uploads: Sequence[Upload], at: datetime
    ) -> None:
        """Keep the names a platform gave to the pictures of a part."""
        of_part = {"journey_id": self.journey, "post_id": post_id, "part": part}
        remove(self.connection, UploadRow, **of_part)
        rows = (
            {
                "number": place,
                "picture": picture,
                "handle": each.handle,
                "ready_at": at + each.ready_in,
                "good_until": at + each.good_for,
            }
            for place, (picture, each) in enumerate(zip(pictures, uploads, strict=True), 1)
        )
        put(self.connection, UploadRow, *({**of_part, **row} for row in rows))

    def forget_uploads(self, post_id: int) -> None:
        """Let the pictures of a post be uploaded anew."""
        remove(self.connection, UploadRow, post_id=post_id)

    def pay(self, post: Stored, part: int, usd: float, at: datetime) -> None:
        """Write down what a part cost, once."""
        own = _payment(self.journey, post, part)
        if usd and not found(self.connection, SpendingRow, **own):
            put(self.connection, SpendingRow, {**own, "at": at, "microdollars": round(usd * MILLIONTHS)})

    def take_back(self, post: Stored, part: int) -> None:
        """Forget what a part would have cost: it is not out."""
        remove(self.connection, SpendingRow, **_payment(self.journey, post, part))

    def lift_pause(self, platform: str) -> None:
        """Let a platform be: it took a post, so nothing stands in the way."""
        remove(self.connection, PauseRow, journey_id=self.journey, platform=platform)


def _payment(journey: int, post: Stored, part: int) -> dict[str, Any]:
    return {"journey_id": journey, "platform": post.platform, "post_id": post.id, "what": f"part {part}"}


@cache
def _due(*, one: bool) -> Select[tuple[Row[Any]]]:
    posts, pauses = table(PostRow).c, table(PauseRow).c
    now: BindParameter[datetime] = bindparam("now")
    journey = select(table(JourneyRow).c.held_since).where(table(JourneyRow).c.id == bindparam("journey"))
    held = journey.scalar_subquery().is_not(None)  # a person may have held everything while a platform was asked
    lasts = or_(pauses.until.is_(None), pauses.until > now)
    paused = exists().where(pauses.journey_id == posts.journey_id, pauses.platform == posts.platform, lasts)
    due = (
        posts.journey_id == bindparam("journey"), posts.status == "approved", posts.due_at <= now, ~held, ~paused,
        or_(posts.try_at.is_(None), posts.try_at <= now),
        *((posts.id == bindparam("post"), posts.version == bindparam("version")) if one else ()),
    )  # fmt: skip
    first = select(table(PostRow)).where(*due).order_by(posts.due_at, posts.id).limit(1)
    return first.with_for_update(skip_locked=True, of=table(PostRow))


@cache
def _of_others() -> Select[tuple[int]]:
    """Return what finds a receipt that another part has, or another post."""
    receipts, posts = table(ReceiptRow).c, table(PostRow).c
    return select(receipts.post_id).where(
        receipts.journey_id == bindparam("journey"),
        receipts.remote_id == bindparam("remote"),
        or_(receipts.post_id != bindparam("post"), receipts.part != bindparam("part")),
        receipts.post_id == posts.id,
        posts.platform == bindparam("platform"),
    )
