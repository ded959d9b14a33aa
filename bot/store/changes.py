"""How a post is changed, inside one open transaction: guarded, with its history and its slot's outcome.

A change names the statuses it may come from. If somebody was first it touches nothing, and the person is told what the
post is now.
"""

import json
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, func, select, update

from bot.drafting import Draft, Tense, sentences
from bot.errors import NotAllowed, NotFound, StoreError
from bot.lifecycle import Outcome, Status, may_become, outcome_of
from bot.platforms import Receipt
from bot.schedule import Slot
from bot.store.models import (
    AttemptRow,
    ClaimEvidenceRow,
    ClaimRow,
    HistoryRow,
    PartRow,
    PostRow,
    ReceiptRow,
    RevisionRow,
    SlotRow,
)
from bot.store.post import By, hash_of


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes of one transaction to one journey's posts."""

    session: Session
    journey: int

    # --- the post itself -----------------------------------------------------------------------------------------

    def post(self, post_id: int) -> PostRow:
        """Return a post, locked against other writers until the transaction ends."""
        post = self.session.get(PostRow, post_id, with_for_update=True, populate_existing=True)
        if post is None or post.journey_id != self.journey:
            raise NotFound(f"There is no post {post_id}.", "bot queue --all")
        return post

    def next_due(self, now: datetime) -> PostRow | None:
        """Return the next approved post whose hour has come, passing over what another publisher is just taking."""
        due = (col(PostRow.journey_id) == self.journey, col(PostRow.status) == "approved", col(PostRow.due_at) <= now)
        first = select(PostRow).where(*due).order_by(col(PostRow.due_at), col(PostRow.id)).limit(1)
        return self.session.exec(first.with_for_update(skip_locked=True)).first()

    def move(
        self, post: PostRow, sources: Collection[Status], to: Status, by: By, version: int | None = None, **values: Any
    ) -> None:
        """Bring a post from one of `sources` to another status."""
        was = Status(post.status)
        self.guarded(post, frozenset(sources) & may_become(to), version, status=to, **values)
        self.remember(number(post), was, to, by)
        slot = self.session.get(SlotRow, (post.journey_id, post.platform, post.slot, post.local_date))
        if slot is None:  # a foreign key forbids it, so the file itself must be damaged
            raise StoreError(f"Post {post.id} has lost its slot.", "bot check")
        slot.outcome, slot.reason = outcome_of(to), by.reason

    def guarded(self, post: PostRow, sources: Collection[Status], version: int | None = None, **values: Any) -> None:
        """Change the row only where it still is what the change may come from."""
        wanted = [col(PostRow.id) == post.id, col(PostRow.status).in_(sources)]
        if version is not None:
            wanted.append(col(PostRow.version) == version)
        change = update(PostRow).where(*wanted).values(version=PostRow.version + 1, **values)
        if self.session.exec(change.execution_options(synchronize_session=False)).rowcount == 0:
            raise _why_not(post, sources, version)
        self.session.refresh(post)

    def remember(self, post_id: int, was: Status | None, became: Status, by: By) -> None:
        """Write a line of history."""
        line: dict[str, Any] = {"at": by.at, "was": was, "became": became, "who": by.who, "reason": by.reason}
        self.session.add(HistoryRow(journey_id=self.journey, post_id=post_id, **line))

    def new_post(self, draft: Draft, slot: Slot, by: By) -> int:
        """Add a draft to the slot it was written for."""
        post = PostRow(
            journey_id=self.journey, platform=draft.platform, slot=slot.name, local_date=slot.local_date,
            angle=draft.angle, section=draft.section, day=draft.day, fact=draft.fact, status=Status.DRAFT,
            due_at=slot.due_at, created_at=by.at,
        )  # fmt: skip
        self.session.add(post)
        self.session.flush()
        self.remember(number(post), None, Status.DRAFT, by)
        return number(post)

    def freeze(self, post: PostRow, at: datetime) -> dict[str, object]:
        """Return what binds a yes to the bytes it was given for."""
        digest = hash_of(post.platform, self.texts(number(post)))
        return {"body_hash": digest, "idempotency_key": str(uuid.uuid4()), "approved_at": at}

    # --- what belongs to it --------------------------------------------------------------------------------------

    def take(self, slot: Slot, outcome: Outcome, reason: str) -> None:
        """Decide about a slot; the database lets that happen once."""
        row = SlotRow(
            journey_id=self.journey, platform=slot.platform, slot=slot.name, local_date=slot.local_date,
            due_at=slot.due_at, outcome=outcome, reason=reason,
        )  # fmt: skip
        try:
            self.session.add(row)
            self.session.flush()
        except IntegrityError:
            raise NotAllowed(f"The {slot.platform} slot of {slot.local_date} is taken.", "bot queue") from None

    def texts(self, post_id: int) -> list[str]:
        """Return the texts of a post's parts."""
        parts = select(PartRow.text).where(PartRow.post_id == post_id).order_by(col(PartRow.number))
        return list(self.session.exec(parts))

    def write_parts(self, post_id: int, parts: Sequence[str]) -> None:
        """Give a post its parts, in the place of any it had."""
        self.session.exec(delete(PartRow).where(col(PartRow.post_id) == post_id))
        of_post = {"journey_id": self.journey, "post_id": post_id}
        self.session.add_all(PartRow(**of_post, number=place, text=text) for place, text in enumerate(parts, 1))

    def write_claims(self, post_id: int, draft: Draft, evidence_ids: Sequence[Sequence[int]]) -> None:
        """Keep each claim with the evidence it rests on."""
        for place, (claim, ids) in enumerate(zip(draft.claims, evidence_ids, strict=True), 1):
            row = ClaimRow(journey_id=self.journey, post_id=post_id, number=place, text=claim.text, tense=claim.tense)
            self.session.add(row)
            self.session.flush()
            links = (ClaimEvidenceRow(journey_id=self.journey, claim_id=number(row), evidence_id=each) for each in ids)
            self.session.add_all(links)

    def drop_claims_not_in(self, post_id: int, parts: Sequence[str]) -> None:
        """Forget the claims whose words are gone: their evidence does not speak for what stands there now."""
        claims = self.session.exec(select(ClaimRow).where(ClaimRow.post_id == post_id)).all()
        gone = [claim.id for claim in claims if not any(claim.text in part for part in parts)]
        self.session.exec(delete(ClaimEvidenceRow).where(col(ClaimEvidenceRow.claim_id).in_(gone)))
        self.session.exec(delete(ClaimRow).where(col(ClaimRow.id).in_(gone)))

    def keep_own_words(self, post_id: int, before: Sequence[str], parts: Sequence[str]) -> None:
        """Keep each sentence the person wrote while editing as a claim that rests on nothing but them."""
        last = self.session.exec(select(func.max(ClaimRow.number)).where(ClaimRow.post_id == post_id)).one() or 0
        told = [claim.text for claim in self.session.exec(select(ClaimRow).where(ClaimRow.post_id == post_id))]
        own = (each for part in parts for each in sentences(part) if not any(each in text for text in (*before, *told)))
        for place, text in enumerate(dict.fromkeys(own), last + 1):
            row = ClaimRow(journey_id=self.journey, post_id=post_id, number=place, text=text, tense=Tense.DID)
            self.session.add(row)

    def keep_revision(self, post: PostRow, at: datetime) -> None:
        """Keep what a post said until now."""
        parts = json.dumps(self.texts(number(post)), ensure_ascii=False)
        of_post = {"journey_id": self.journey, "post_id": number(post)}
        self.session.add(RevisionRow(**of_post, version=post.version, parts=parts, replaced_at=at))

    def begin_attempt(self, post: PostRow, by: By) -> None:
        """Write down that a sender is about to try."""
        attempt = AttemptRow(
            journey_id=self.journey, post_id=number(post), number=post.attempts, sender=by.who, started_at=by.at
        )
        self.session.add(attempt)

    def end_attempt(self, post: PostRow, outcome: str, by: By) -> None:
        """Write down how the latest try ended."""
        latest = (col(AttemptRow.post_id) == post.id, col(AttemptRow.number) == post.attempts)
        ended = update(AttemptRow).where(*latest).values(ended_at=by.at, outcome=outcome, detail=by.reason)
        self.session.exec(ended)

    def keep_receipt(self, post_id: int, part: int, receipt: Receipt, at: datetime) -> None:
        """Keep the platform's word; the same one twice is one."""
        of_post = {"journey_id": self.journey, "post_id": post_id}
        self.session.merge(ReceiptRow(**of_post, part=part, remote_id=receipt.remote_id, url=receipt.url, at=at))


def number(row: PostRow | ClaimRow) -> int:
    """Return the number a row got when it was written."""
    if row.id is None:
        raise StoreError("The database gave a new row no number.", "bot check")
    return row.id


def _why_not(post: PostRow, sources: Collection[Status], version: int | None) -> NotAllowed:
    hint = f"bot show {post.id}"
    if Status(post.status) in sources and version is not None:
        return NotAllowed(f"Post {post.id} has been changed since you saw it.", hint)
    return NotAllowed(f"Post {post.id} is {post.status}; this takes one that is {' or '.join(sorted(sources))}.", hint)
