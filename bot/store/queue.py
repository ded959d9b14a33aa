"""The queue: what may be done to posts, each in one transaction that is durable when the method returns.

How a change is made stands in changes.py, which brings SQLModel with it and is loaded with the first change; looking at
posts (reading.py) does without.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.lifecycle import Outcome, Status
from bot.store.reading import Posts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from bot.drafting import Draft
    from bot.errors import PublishError
    from bot.platforms import Receipt
    from bot.schedule import Slot
    from bot.store.changes import Changes
    from bot.store.database import Database
    from bot.store.post import By, Post

_THAWED: dict[str, None] = {"body_hash": None, "idempotency_key": None, "approved_at": None}

# From where each change may come: the life cycle, narrowed to who makes the change. Only a person approves a draft; a
# sender's answer counts only for what is being sent or unclear.
_DRAFT = (Status.DRAFT,)
_APPROVED = (Status.APPROVED,)
_WAITS = (Status.DRAFT, Status.APPROVED)
_ASKED = (Status.PUBLISHING, Status.UNCONFIRMED)
_TAKEN_BACK = (Status.APPROVED, Status.FAILED, Status.MISSED, Status.REJECTED)


class Queue:
    """The posts of one journey, to change."""

    def __init__(self, database: Database, journey_id: int) -> None:
        self._database = database
        self._journey = journey_id
        self._posts = Posts(database, journey_id)

    @contextmanager
    def _changing(self) -> Iterator[Changes]:
        from bot.store.changes import Changes

        with self._database.writing() as session:
            yield Changes(session, self._journey)

    # --- a slot is decided ---------------------------------------------------------------------------------------

    def add(self, draft: Draft, slot: Slot, evidence_ids: Sequence[Sequence[int]], by: By) -> int:
        """Put a draft into its slot; `evidence_ids` are those of each of its claims."""
        with self._changing() as changes:
            changes.take(slot, Outcome.OPEN, "")
            post_id = changes.new_post(draft, slot, by)
            changes.write_parts(post_id, draft.parts)
            changes.write_claims(post_id, draft, evidence_ids)
        return post_id

    def leave(self, slot: Slot, outcome: Outcome, reason: str) -> None:
        """Record that nothing will be posted in a slot, and why."""
        with self._changing() as changes:
            changes.take(slot, outcome, reason)

    # --- a person decides ----------------------------------------------------------------------------------------

    def approve(self, post_id: int, version: int, by: By) -> None:
        """Freeze the text as the person saw it at `version`, and let it go out at its hour."""
        with self._changing() as changes:
            post = changes.post(post_id)
            changes.move(post, _DRAFT, Status.APPROVED, by, version=version, **changes.freeze(post, by.at))

    def reject(self, post_id: int, by: By) -> None:
        """Say no to a post."""
        with self._changing() as changes:
            changes.move(changes.post(post_id), _DRAFT, Status.REJECTED, by)

    def reopen(self, post_id: int, by: By) -> None:
        """Take an approval back: the post is a draft again."""
        with self._changing() as changes:
            changes.move(changes.post(post_id), _TAKEN_BACK, Status.DRAFT, by, **_THAWED)

    def miss(self, post_id: int, by: By) -> None:
        """Record that a post's slot has passed."""
        with self._changing() as changes:
            changes.move(changes.post(post_id), _WAITS, Status.MISSED, by, **_THAWED)

    def edit(self, post_id: int, version: int, parts: Sequence[str], by: By) -> None:
        """Replace the text the person saw at `version`; what was approved is open again."""
        with self._changing() as changes:
            post = changes.post(post_id)
            was = Status(post.status)
            changes.keep_revision(post, by.at)
            changes.guarded(post, _WAITS, version, status=Status.DRAFT, **_THAWED)
            before = changes.texts(post_id)
            changes.write_parts(post_id, parts)
            changes.drop_claims_not_in(post_id, parts)
            changes.keep_own_words(post_id, before, parts)
            changes.remember(post_id, was, Status.DRAFT, by)

    # --- a publisher sends ---------------------------------------------------------------------------------------

    def claim_next(self, by: By) -> Post | None:
        """Take the next due post for sending: claim and attempt are durable before the first byte may leave."""
        with self._changing() as changes:
            post = changes.next_due(by.at)
            if post is None:
                return None
            changes.move(post, _APPROVED, Status.PUBLISHING, by, attempts=post.attempts + 1)
            changes.begin_attempt(post, post.attempts + 1, by)
        return self._posts.get(post.id)

    def receive(self, post_id: int, part: int, receipt: Receipt, by: By) -> None:
        """Record a receipt; a late one is accepted from unconfirmed as well."""
        with self._changing() as changes:
            post = changes.post(post_id)
            changes.keep_receipt(post_id, part, receipt, by.at)
            changes.move(post, _ASKED, Status.PUBLISHED, by, published_at=by.at)
            changes.end_attempt(post, Status.PUBLISHED, by)

    def fall_back(self, post_id: int, to: Status, error: PublishError, by: By, due_at: datetime | None = None) -> None:
        """Record what a platform said instead of a receipt."""
        with self._changing() as changes:
            post = changes.post(post_id)
            changes.move(post, _ASKED, to, by, due_at=due_at or post.due_at)
            changes.end_attempt(post, type(error).__name__, by)

    # --- a backup was restored -----------------------------------------------------------------------------------

    def doubt(self, post_id: int, by: By) -> None:
        """Mark what may have been sent since the backup: unconfirmed, or missed if nobody had approved it yet."""
        with self._changing() as changes:
            post = changes.post(post_id)
            if post.status == Status.DRAFT:
                changes.move(post, _DRAFT, Status.MISSED, by)
                return
            if post.status == Status.APPROVED:
                changes.move(post, _APPROVED, Status.PUBLISHING, by)
            changes.move(changes.post(post_id), _ASKED, Status.UNCONFIRMED, by)
