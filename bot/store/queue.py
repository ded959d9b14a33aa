"""The queue: every change of a post is one guarded UPDATE, with its history and its slot's outcome in the same commit.

A change names the statuses it may come from; if somebody was first it touches nothing, and the person is told what the
post is now. Changes go through SQLModel, looking goes past it (reading.py).
"""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.drafting import Draft
from bot.errors import NotAllowed, NotFound, PublishError, StoreError
from bot.lifecycle import Outcome, Status, may_become, outcome_of
from bot.platforms import Receipt
from bot.schedule import Slot
from bot.store.database import Database
from bot.store.post import Post, hash_of
from bot.store.reading import Posts

if TYPE_CHECKING:
    from sqlmodel import Session

    from bot.store.models import PostRow

_THAWED: dict[str, Any] = {"body_hash": None, "idempotency_key": None, "approved_at": None}

# From where each change may come: the life cycle, narrowed to who makes the change. Only a person approves a draft; a
# sender's answer counts only for what is being sent or unclear.
_WAITS = frozenset({Status.DRAFT, Status.APPROVED})
_ASKED = frozenset({Status.PUBLISHING, Status.UNCONFIRMED})
_TAKEN_BACK = frozenset({Status.APPROVED, Status.FAILED, Status.MISSED, Status.REJECTED})
_DRAFT = frozenset({Status.DRAFT})
_APPROVED = frozenset({Status.APPROVED})


Way = tuple[frozenset[Status], Status]


@dataclass(frozen=True, slots=True)
class By:
    """Who changes a post, when and why: a line of its history."""

    who: str
    at: datetime
    reason: str = ""


class Queue:
    """The posts of one journey, to change."""

    def __init__(self, database: Database, journey_id: int) -> None:
        self._database = database
        self._journey = journey_id
        self._posts = Posts(database, journey_id)

    # --- a slot is decided ---------------------------------------------------------------------------------------

    def add(self, draft: Draft, slot: Slot, evidence_ids: Sequence[Sequence[int]], by: By) -> int:
        """Put a draft into its slot; `evidence_ids` are those of each of its claims."""
        from bot.store.models import PostRow

        with self._database.writing() as session:
            self._take(session, slot, Outcome.OPEN, "")
            post = PostRow(
                journey_id=self._journey, platform=draft.platform, slot=slot.name, local_date=slot.local_date,
                angle=draft.angle, section=draft.section, day=draft.day, status=Status.DRAFT, due_at=slot.due_at,
                created_at=by.at,
            )  # fmt: skip
            session.add(post)
            session.flush()
            post_id = _number(post.id)
            _write_parts(session, post_id, draft.parts)
            _write_claims(session, post_id, draft, evidence_ids)
            self._remember(session, post_id, None, Status.DRAFT, by)
        return post_id

    def leave(self, slot: Slot, outcome: Outcome, reason: str) -> None:
        """Record that nothing will be posted in a slot, and why."""
        with self._database.writing() as session:
            self._take(session, slot, outcome, reason)

    def _take(self, session: "Session", slot: Slot, outcome: Outcome, reason: str) -> None:
        from sqlalchemy.exc import IntegrityError

        from bot.store.models import SlotRow

        row = SlotRow(
            journey_id=self._journey, platform=slot.platform, slot=slot.name, local_date=slot.local_date,
            due_at=slot.due_at, outcome=outcome, reason=reason,
        )  # fmt: skip
        try:
            session.add(row)
            session.flush()
        except IntegrityError:
            raise NotAllowed(f"The {slot.platform} slot of {slot.local_date} is taken.", "bot queue") from None

    # --- a person decides ----------------------------------------------------------------------------------------

    def approve(self, post_id: int, version: int, by: By) -> None:
        """Freeze the text as the person saw it at `version`, and let it go out at its hour."""
        with self._database.writing() as session:
            post = self._row(session, post_id)
            frozen: dict[str, Any] = {
                "body_hash": hash_of(post.platform, _texts(session, post_id)),
                "idempotency_key": str(uuid.uuid4()),
                "approved_at": by.at,
            }
            self._move(session, post, (_DRAFT, Status.APPROVED), by, version, **frozen)

    def reject(self, post_id: int, by: By) -> None:
        """Say no to a post."""
        self._change(post_id, (_DRAFT, Status.REJECTED), by)

    def reopen(self, post_id: int, by: By) -> None:
        """Take an approval back: the post is a draft again."""
        self._change(post_id, (_TAKEN_BACK, Status.DRAFT), by, **_THAWED)

    def miss(self, post_id: int, by: By) -> None:
        """Record that a post's slot has passed."""
        self._change(post_id, (_WAITS, Status.MISSED), by, **_THAWED)

    def edit(self, post_id: int, version: int, parts: Sequence[str], by: By) -> None:
        """Replace the text the person saw at `version`; what was approved is open again."""
        from sqlmodel import col, delete

        from bot.store.models import PartRow

        with self._database.writing() as session:
            post = self._row(session, post_id)
            self._guarded(session, post, _WAITS, version, status=Status.DRAFT, **_THAWED)
            session.exec(delete(PartRow).where(col(PartRow.post_id) == post_id))
            _write_parts(session, post_id, parts)
            self._remember(session, post_id, Status(post.status), Status.DRAFT, by)

    # --- a publisher sends ---------------------------------------------------------------------------------------

    def claim(self, post_id: int, by: By) -> Post:
        """Take a due post for sending: the claim and its attempt are durable before the first byte may leave."""
        from bot.store.models import AttemptRow

        with self._database.writing() as session:
            post = self._row(session, post_id)
            number = post.attempts + 1
            self._move(session, post, (_APPROVED, Status.PUBLISHING), by, attempts=number)
            session.add(AttemptRow(post_id=post_id, number=number, sender=by.who, started_at=by.at))
        return self._posts.get(post_id)

    def receive(self, post_id: int, part: int, receipt: Receipt, by: By) -> None:
        """Record a receipt; a late one is accepted from unconfirmed as well."""
        from bot.store.models import ReceiptRow

        with self._database.writing() as session:
            session.merge(
                ReceiptRow(post_id=post_id, part=part, remote_id=receipt.remote_id, url=receipt.url, at=by.at)
            )
            post = self._row(session, post_id)
            self._move(session, post, (_ASKED, Status.PUBLISHED), by, published_at=by.at)
            _end_attempt(session, post, Status.PUBLISHED, by)

    def fall_back(self, post_id: int, to: Status, error: PublishError, by: By, due_at: datetime | None = None) -> None:
        """Record what a platform said instead of a receipt."""
        with self._database.writing() as session:
            post = self._row(session, post_id)
            self._move(session, post, (_ASKED, to), by, due_at=due_at or post.due_at)
            _end_attempt(session, post, type(error).__name__, by)

    # --- how a change is made ------------------------------------------------------------------------------------

    def _change(self, post_id: int, way: Way, by: By, **values: Any) -> None:
        with self._database.writing() as session:
            self._move(session, self._row(session, post_id), way, by, **values)

    def _move(
        self, session: "Session", post: "PostRow", way: Way, by: By, version: int | None = None, **values: Any
    ) -> None:
        sources, to = way
        was = Status(post.status)
        self._guarded(session, post, sources & may_become(to), version, status=to, **values)
        self._remember(session, _number(post.id), was, to, by)
        self._settle(session, post, to, by)

    def _row(self, session: "Session", post_id: int) -> "PostRow":
        from bot.store.models import PostRow

        post = session.get(PostRow, post_id, with_for_update=True)
        if post is None or post.journey_id != self._journey:
            raise NotFound(f"There is no post {post_id}.", "bot queue --all")
        return post

    @staticmethod
    def _guarded(
        session: "Session", post: "PostRow", sources: Collection[Status], version: int | None, **values: Any
    ) -> None:
        """Change the row only where it still is what the change may come from."""
        from sqlmodel import col, update

        from bot.store.models import PostRow

        wanted = [col(PostRow.id) == post.id, col(PostRow.status).in_(sources)]
        if version is not None:
            wanted.append(col(PostRow.version) == version)
        change = update(PostRow).where(*wanted).values(version=PostRow.version + 1, **values)
        if session.exec(change.execution_options(synchronize_session=False)).rowcount == 0:
            raise _why_not(post, sources, version)

    @staticmethod
    def _settle(session: "Session", post: "PostRow", status: Status, by: By) -> None:
        from bot.store.models import SlotRow

        slot = session.get(SlotRow, (post.journey_id, post.platform, post.slot, post.local_date))
        if slot is None:  # a foreign key forbids it, so the file itself must be damaged
            raise StoreError(f"Post {post.id} has lost its slot.", "bot check")
        slot.outcome, slot.reason = outcome_of(status), by.reason

    def _remember(self, session: "Session", post_id: int, was: Status | None, became: Status, by: By) -> None:
        from bot.store.models import HistoryRow

        session.add(
            HistoryRow(
                journey_id=self._journey,
                post_id=post_id,
                at=by.at,
                was=was,
                became=became,
                who=by.who,
                reason=by.reason,
            )
        )


def _why_not(post: "PostRow", sources: Collection[Status], version: int | None) -> NotAllowed:
    if Status(post.status) in sources and version is not None:
        return NotAllowed(f"Post {post.id} has been changed since you saw it.", f"bot show {post.id}")
    return NotAllowed(
        f"Post {post.id} is {post.status}; it would have to be {_either(sources)}.", f"bot show {post.id}"
    )


def _write_parts(session: "Session", post_id: int, parts: Sequence[str]) -> None:
    from bot.store.models import PartRow

    session.add_all(PartRow(post_id=post_id, number=number, text=text) for number, text in enumerate(parts, 1))


def _write_claims(session: "Session", post_id: int, draft: Draft, evidence_ids: Sequence[Sequence[int]]) -> None:
    from bot.store.models import ClaimEvidenceRow, ClaimRow

    for number, (claim, ids) in enumerate(zip(draft.claims, evidence_ids, strict=True), 1):
        row = ClaimRow(post_id=post_id, number=number, text=claim.text, tense=claim.tense)
        session.add(row)
        session.flush()
        session.add_all(ClaimEvidenceRow(claim_id=_number(row.id), evidence_id=each) for each in ids)


def _end_attempt(session: "Session", post: "PostRow", outcome: str, by: By) -> None:
    from sqlmodel import col, update

    from bot.store.models import AttemptRow

    of_post = (col(AttemptRow.post_id) == post.id, col(AttemptRow.number) == post.attempts)
    session.exec(update(AttemptRow).where(*of_post).values(ended_at=by.at, outcome=outcome, detail=by.reason))


def _texts(session: "Session", post_id: int) -> list[str]:
    from sqlmodel import col, select

    from bot.store.models import PartRow

    return list(session.exec(select(PartRow.text).where(PartRow.post_id == post_id).order_by(col(PartRow.number))))


def _number(id_: int | None) -> int:
    if id_ is None:
        raise StoreError("The database gave a new row no number.", "bot check")
    return id_


def _either(statuses: Collection[Status]) -> str:
    return " or ".join(sorted(statuses))
