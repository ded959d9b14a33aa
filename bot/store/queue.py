"""The queue: what may be done to posts before they are sent, each in one transaction, durable when the method returns.

How a change is made stands in changes.py, which brings SQLModel with it and is loaded with the first change; looking at
posts (reading.py) does without.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.errors import NotAllowed
from bot.lifecycle import Outcome, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from bot.drafting import Draft
    from bot.platforms import Picture
    from bot.schedule import Slot
    from bot.store.changes import Changes
    from bot.store.database import Database
    from bot.store.post import By

_THAWED: dict[str, None] = {"body_hash": None, "idempotency_key": None, "approved_at": None, "try_at": None}

_OWN_WORDS = timedelta(days=3)  # who rewrites a text has looked at whether it is true

# From where each change may come: the life cycle, narrowed to who makes the change. Only a person approves a draft.
_DRAFT = (Status.DRAFT,)
_WAITS = (Status.DRAFT, Status.APPROVED)
_TAKEN_BACK = (Status.APPROVED, Status.FAILED, Status.MISSED, Status.REJECTED)


class Queue:
    """The posts of one journey, to change."""

    def __init__(self, database: Database, journey_id: int) -> None:
        self._database = database
        self._journey = journey_id

    @contextmanager
    def _changing(self) -> Iterator[Changes]:
        from bot.store.changes import Changes

        with self._database.changing() as connection:
            yield Changes(connection, self._journey)

    # --- a slot is decided ---------------------------------------------------------------------------------------

    def add(self, draft: Draft, slot: Slot, evidence_ids: Sequence[Sequence[int]], by: By) -> int:
        """Put a draft into its slot; `evidence_ids` are those of each of its claims."""
        with self._changing() as changes:
            changes.take(slot, Outcome.OPEN, "")
            return changes.new_post(draft, slot, evidence_ids, by)

    def add_again(self, draft: Draft, slot: Slot, evidence_ids: Sequence[Sequence[int]], by: By) -> int:
        """Put another draft into a slot whose post was turned down, failed or missed."""
        with self._changing() as changes:
            if other := changes.live_in(slot.platform, slot.name, slot.local_date):
                raise NotAllowed(f"That day has post {other} by now.", f"bot show {other}")
            changes.take(slot, Outcome.OPEN, by.reason, again=True)
            return changes.new_post(draft, slot, evidence_ids, by)

    def correct(self, wrong_id: int, numbers: Sequence[int], words: str, draft: Draft, slot: Slot, by: By) -> int:
        """Add a correction of a post, mark its claims as wrong, and let what they rested on be told no more."""
        with self._changing() as changes:
            changes.post(wrong_id)  # locked: two corrections at once are one after the other
            changes.take(slot, Outcome.OPEN, by.reason)
            changes.refute(wrong_id, numbers, words, by.at)
            return changes.new_post(draft, slot, [[] for _ in draft.claims], by, wrong_id)

    def leave(self, slot: Slot, outcome: Outcome, reason: str) -> None:
        """Record that nothing will be posted in a slot, and why."""
        with self._changing() as changes:
            changes.take(slot, outcome, reason)

    # --- a person decides ----------------------------------------------------------------------------------------

    def approve(self, post_id: int, version: int, by: By, due_at: datetime | None = None) -> None:
        """Freeze the text as the person saw it at `version`, and let it go out at its hour, or at another.

        One whose hour has passed is a draft again first: two steps of one yes.
        """
        with self._changing() as changes:
            post = changes.post(post_id)
            hour = {} if due_at is None else {"due_at": due_at}
            if post.status == Status.MISSED and due_at is not None:
                changes.move(post, (Status.MISSED,), Status.DRAFT, by, version=version)
                post, version = changes.post(post_id), version + 1
            changes.move(post, _DRAFT, Status.APPROVED, by, version=version, **hour, **changes.freeze(post, by.at))

    def reject(self, post_id: int, by: By, version: int | None = None, rejected_for: str = "") -> None:
        """Say no to a post, and what for."""
        with self._changing() as changes:
            post = changes.post(post_id)
            changes.move(post, _DRAFT, Status.REJECTED, by, version=version, rejected_for=rejected_for)

    def reopen(self, post_id: int, by: By, due_at: datetime | None = None, version: int | None = None) -> None:
        """Take an approval or a no back, or try once more: the post is a draft again."""
        with self._changing() as changes:
            post = changes.post(post_id)
            hour = {"due_at": due_at or post.due_at, "rejected_for": ""}
            changes.move(post, _TAKEN_BACK, Status.DRAFT, by, version=version, **hour, **_THAWED)

    def put_off(self, post_id: int, due_at: datetime, by: By, version: int | None = None) -> None:
        """Let a post go out at another hour; what was approved stays so, for its bytes are the same."""
        with self._changing() as changes:
            post = changes.post(post_id)
            changes.guarded(post, _WAITS, version, due_at=due_at, try_at=None)
            changes.remember(post_id, Status(post.status), Status(post.status), by)

    def redraft(
        self, post_id: int, version: int, draft: Draft, evidence_ids: Sequence[Sequence[int]], by: By,
        true_until: datetime | None = None,
    ) -> None:  # fmt: skip
        """Put another draft in the place of the one the person saw at `version`."""
        with self._changing() as changes:
            post = changes.post(post_id)
            changes.keep_revision(post, by.at)
            told = {"angle": draft.angle, "section": draft.section, "day": draft.day, "fact": draft.fact}
            until = true_until or changes.truth(post, draft)
            changes.guarded(post, _WAITS, version, status=Status.DRAFT, true_until=until, **told, **_THAWED)
            changes.drop_claims_not_in(post_id, ())
            changes.write_parts(post_id, draft.parts)
            changes.write_claims(post_id, draft, evidence_ids)
            changes.remember(post_id, Status(post.status), Status.DRAFT, by)

    def attach(self, post_id: int, version: int, pictures: Sequence[Picture], by: By) -> None:
        """Give a post pictures, in the place of any it had; what was approved is open again."""
        with self._changing() as changes:
            post = changes.post(post_id)
            changes.guarded(post, _WAITS, version, status=Status.DRAFT, **_THAWED)
            changes.write_pictures(post_id, pictures)
            changes.remember(post_id, Status(post.status), Status.DRAFT, by)

    def prefer(self, was: str, becomes: str, at: datetime) -> None:
        """Keep what the learner writes instead of words of ours."""
        with self._changing() as changes:
            changes.prefer(was, becomes, at)

    def miss(self, post_id: int, by: By, version: int | None = None) -> None:
        """Record that a post's slot has passed."""
        with self._changing() as changes:
            changes.move(changes.post(post_id), _WAITS, Status.MISSED, by, version=version, **_THAWED)

    def edit(self, post_id: int, version: int, parts: Sequence[str], by: By) -> None:
        """Replace the text the person saw at `version`; what was approved is open again."""
        with self._changing() as changes:
            post = changes.post(post_id)
            was = Status(post.status)
            changes.keep_revision(post, by.at)
            anew = None if post.true_until is None else max(post.true_until, by.at + _OWN_WORDS)
            changes.guarded(post, _WAITS, version, status=Status.DRAFT, true_until=anew, **_THAWED)
            before = changes.texts(post_id)
            changes.write_parts(post_id, parts)
            changes.drop_claims_not_in(post_id, parts)
            changes.keep_own_words(post_id, before, parts)
            changes.remember(post_id, was, Status.DRAFT, by)
