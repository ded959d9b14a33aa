"""The outbox: what a publisher does to approved posts, each step in one transaction, durable when the method returns.

A claim and its attempt are there before the first byte leaves; between the platform's yes and `receive` nothing stands.
A sender's answer counts only for what is being sent or unclear.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from bot.errors import Handed, Unconfirmed
from bot.lifecycle import Status
from bot.store.post import Uploaded, instant_text
from bot.store.reading import ALONE, DOUBTED, Posts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.errors import PublishError
    from bot.platforms import Receipt, Upload
    from bot.store.database import Database
    from bot.store.post import By, Post
    from bot.store.sending_changes import SendingChanges

_DRAFT = (Status.DRAFT,)
_APPROVED = (Status.APPROVED,)
_UNCLEAR = (Status.UNCONFIRMED,)
_ASKED = (Status.PUBLISHING, Status.UNCONFIRMED)
NOT_OUT = "not sent"  # how an attempt ended that a person saw come to nothing


class Outbox:
    """The posts of one journey, to send."""

    def __init__(self, database: Database, journey_id: int) -> None:
        self._database = database
        self._journey = journey_id
        self._posts = Posts(database, journey_id)

    @contextmanager
    def _changing(self) -> Iterator[SendingChanges]:
        from bot.store.sending_changes import SendingChanges

        with self._database.changing() as connection:
            yield SendingChanges(connection, self._journey)

    # --- what is to do -------------------------------------------------------------------------------------------

    def publishing(self) -> list[tuple[Post, str]]:
        """Return what is being sent, with who is sending it."""
        posts = self._posts.where("WHERE journey_id = :journey AND status = 'publishing' ORDER BY due_at, id")
        senders = {
            row["post_id"]: row["sender"]
            for row in self._database.rows(
                "SELECT a.post_id, a.sender FROM attempts a JOIN posts p ON p.id = a.post_id AND p.attempts = a.number"
                " WHERE p.journey_id = :journey AND p.status = 'publishing'",
                journey=self._journey,
            )
        }
        return [(post, senders.get(post.id, "")) for post in posts]

    def to_look_up(self, now: datetime) -> list[Post]:
        """Return what nobody knows about and may be found by reading the platform back, now."""
        return self._posts.where(
            "WHERE journey_id = :journey AND status = 'unconfirmed' AND try_at <= :now ORDER BY due_at, id",
            now=instant_text(now),
        )

    def is_handed(self, post: Post) -> bool:
        """Tell whether a post is with the person, who posts it."""
        tries = self._posts.attempts(post.id) if post.status is Status.UNCONFIRMED else []
        return bool(tries) and tries[-1].outcome == Handed.__name__

    def failed_since(self, instant: datetime) -> list[Post]:
        """Return what has failed since an instant and has no other post in its place."""
        return self._posts.where(
            f"WHERE journey_id = :journey AND status = 'failed' AND due_at > :since AND {ALONE} ORDER BY due_at, id",
            since=instant_text(instant),
        )

    def doubted_since(self, instant: datetime) -> list[Post]:
        """Return what had no yes in a backup that was restored since an instant, and may have got one after it."""
        return self._posts.where(
            f"WHERE journey_id = :journey AND status = 'missed' AND {DOUBTED} AND due_at > :since ORDER BY due_at, id",
            since=instant_text(instant),
        )

    def uploads(self, post_id: int, part: int) -> list[Uploaded]:
        """Return the pictures of a part the platform has already."""
        rows = self._database.rows(
            "SELECT * FROM uploads WHERE post_id = :post AND part = :part ORDER BY number", post=post_id, part=part
        )
        since, until = ([datetime.fromisoformat(row[name]) for row in rows] for name in ("ready_at", "good_until"))
        return [Uploaded(row["picture"], row["handle"], *span) for row, *span in zip(rows, since, until, strict=True)]

    def known_as(self, platform: str, remote_id: str) -> int | None:
        """Return which post of ours one out there is, if we know."""
        rows = self._database.rows(
            "SELECT r.post_id FROM receipts r JOIN posts p ON p.id = r.post_id"
            " WHERE r.journey_id = :journey AND r.remote_id = :id AND p.platform = :platform",
            journey=self._journey, id=remote_id, platform=platform,
        )  # fmt: skip
        return int(rows[0]["post_id"]) if rows else None

    # --- sending -------------------------------------------------------------------------------------------------

    def claim(self, by: By, seen: Post | None = None) -> Post | None:
        """Take the next due post for sending, or the one that was seen; nothing if it may not go, or not any more."""
        with self._changing() as changes:
            post = changes.next_due(by.at, seen)
            if post is None:
                return None
            changes.move(post, _APPROVED, Status.PUBLISHING, by, attempts=post.attempts + 1, try_at=None)
            changes.begin_attempt(post, post.attempts + 1, by)
        return self._posts.get(post.id)

    def receive(
        self, post_id: int, part: int, receipt: Receipt, by: By,
        next_at: datetime | None = None, *, whole: bool = False,
    ) -> None:  # fmt: skip
        """Record that a part is out, or with it the `whole` post; a late receipt is accepted as well.

        When parts are left they wait, approved as they are, until `next_at`; after a doubt their hour is anew. What
        is the receipt of another part already proves nothing of this one.
        """
        with self._changing() as changes:
            post = changes.post(post_id)
            left = [number for number in changes.parts_left(post_id) if number != part]
            changes.refuse_known(post, part, receipt.remote_id)
            for number in (part, *left) if whole else (part,):
                changes.keep_receipt(post_id, number, receipt, by.at)
            changes.pay(post, part, receipt.cost_usd, by.at)
            if post.status == Status.PUBLISHING:  # the platform took something now, so nothing stands in the way
                changes.lift_pause(post.platform)
            if left and not whole:
                hour = post.due_at if post.status == Status.PUBLISHING else by.at
                changes.move(post, _ASKED, Status.APPROVED, by, try_at=next_at, due_at=hour)
            else:
                changes.move(post, _ASKED, Status.PUBLISHED, by, published_at=by.at, try_at=None)
            changes.end_attempt(post, Status.PUBLISHED, by)

    def fall_back(
        self, post_id: int, to: Status, error: PublishError, by: By, try_at: datetime | None = None, usd: float = 0.0
    ) -> None:
        """Record what a platform said instead of a receipt; what is perhaps out has perhaps cost its price."""
        with self._changing() as changes:
            post = changes.post(post_id)
            changes.move(post, _ASKED, to, by, try_at=try_at)
            changes.end_attempt(post, type(error).__name__, by)
            if isinstance(error, Unconfirmed):
                changes.pay(post, changes.parts_left(post_id)[0], usd, by.at)
            if to is Status.FAILED:
                changes.forget_uploads(post_id)  # a no may have been to them; whoever tries again uploads again

    def put_back(self, post: Post, try_at: datetime, by: By) -> None:
        """Let a post wait that could not even be prepared; what was approved stays so."""
        with self._changing() as changes:
            changes.guarded(changes.post(post.id), _APPROVED, post.version, try_at=try_at)
            changes.remember(post.id, Status.APPROVED, Status.APPROVED, by)

    def give_up(self, post: Post, by: By) -> None:
        """Send no more of a post: it has failed, in two steps, and what of it is out stays out."""
        with self._changing() as changes:
            changes.move(changes.post(post.id), _APPROVED, Status.PUBLISHING, by, version=post.version, try_at=None)
            changes.move(changes.post(post.id), _ASKED, Status.FAILED, by)

    def keep_uploads(
        self, post: Post, part: int, pictures: Sequence[str], uploads: Sequence[Upload], at: datetime
    ) -> None:
        """Remember the pictures a platform has by now, unless the post has been changed meanwhile."""
        with self._changing() as changes:
            changes.unchanged(post)
            changes.write_uploads(post.id, part, pictures, uploads, at)

    # --- what nobody knows ---------------------------------------------------------------------------------------

    def look_later(self, post: Post, try_at: datetime | None) -> None:
        """Set when an unconfirmed post is looked for again, or that it is not any more."""
        with self._changing() as changes:
            changes.guarded(changes.post(post.id), _UNCLEAR, post.version, try_at=try_at)

    def begin_probe(self, post: Post, by: By, try_at: datetime | None) -> None:
        """Write down that an unconfirmed post is handed over once more, and when it is looked for should that die."""
        with self._changing() as changes:
            found = changes.post(post.id)
            changes.guarded(found, _UNCLEAR, post.version, attempts=post.attempts + 1, try_at=try_at)
            changes.begin_attempt(found, post.attempts + 1, by)

    def end_probe(self, post_id: int, error: PublishError, by: By) -> None:
        """Write down that handing it over once more settled nothing."""
        with self._changing() as changes:
            changes.end_attempt(changes.post(post_id), type(error).__name__, by)

    def settle_unsent(self, post_id: int, due_at: datetime, by: By) -> None:
        """Record that an unconfirmed post is not out, as a person saw: it goes out at another hour."""
        with self._changing() as changes:
            post = changes.post(post_id)
            changes.move(post, _UNCLEAR, Status.APPROVED, by, due_at=due_at, try_at=None)
            changes.end_attempt(post, NOT_OUT, by)
            changes.take_back(post, changes.parts_left(post_id)[0])

    def leave(self, post_id: int, by: By) -> None:
        """Record that a person leaves it at that: nobody knows, or wants to, and it is not sent again."""
        with self._changing() as changes:
            changes.move(changes.post(post_id), _UNCLEAR, Status.FAILED, by, try_at=None)

    def doubt(self, post_id: int, by: By) -> None:
        """Mark what may have been sent since a backup: unconfirmed and looked for, or missed if it had no yes yet."""
        with self._changing() as changes:
            post = changes.post(post_id)
            if post.status == Status.DRAFT:
                changes.move(post, _DRAFT, Status.MISSED, by)
                return
            if post.status == Status.APPROVED:
                changes.move(post, _APPROVED, Status.PUBLISHING, by)
            changes.move(changes.post(post_id), _ASKED, Status.UNCONFIRMED, by, try_at=by.at)
