"""How a post is changed, inside one open transaction: guarded, with its history and its slot's outcome.

A change names the statuses it may come from. If somebody was first it touches nothing, and the person is told what the
post is now.
"""

import json
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, Select, Update, bindparam, or_, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, delete, update

from bot.activity import Kind
from bot.drafting import Draft, Tense, sentences
from bot.errors import NotAllowed, NotFound, StoreError
from bot.lifecycle import LIVE, Outcome, Status, may_become, outcome_of
from bot.platforms import Picture
from bot.schedule import Slot
from bot.store.models import (
    ClaimEvidenceRow,
    ClaimRow,
    EvidenceRow,
    HistoryRow,
    MediaRow,
    PartRow,
    PostRow,
    PreferenceRow,
    ReceiptRow,
    RevisionRow,
    SlotRow,
    UploadRow,
)
from bot.store.post import By, Medium, hash_of
from bot.store.statements import change, found, put, put_numbered, remove, table

Stored = Row[Any]  # a post as it was when the transaction locked it
_UNSENT = frozenset({Status.DRAFT, Status.MISSED, Status.REJECTED})


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes of one transaction to one journey's posts."""

    connection: Connection
    journey: int

    # --- the post itself -----------------------------------------------------------------------------------------

    def post(self, post_id: int) -> Stored:
        """Return a post, locked against other writers until the transaction ends."""
        own = {"post": post_id, "journey": self.journey}
        post = self.connection.execute(_locked(), own).first()
        if post is None:
            raise NotFound(f"There is no post {post_id}.", "bot queue --all")
        return post

    def move(
        self, post: Stored, sources: Collection[Status], to: Status, by: By, version: int | None = None, **values: Any
    ) -> None:
        """Bring a post from one of `sources` to another status."""
        if to in LIVE and Status(post.status) not in LIVE:
            self._refuse_a_second(post)
        self.guarded(post, frozenset(sources) & may_become(to), version, status=to, **values)
        self.remember(post.id, Status(post.status), to, by)
        slot = {name: getattr(post, name) for name in ("journey_id", "platform", "slot", "local_date")}
        if not change(self.connection, SlotRow, {"outcome": outcome_of(to), "reason": by.reason}, **slot):
            raise StoreError(f"Post {post.id} has lost its slot.", "bot check")  # the file itself must be damaged

    def guarded(self, post: Stored, sources: Collection[Status], version: int | None = None, **values: Any) -> None:
        """Change the row only where it still is what the change may come from."""
        if values.get("status") in _UNSENT and len(self.texts(post.id)) > 1:
            self._refuse_half_out(post)
        wanted = frozenset(sources)
        bound = {"post": post.id, "seen": post.version if version is None else version, **values}
        if not self.connection.execute(_change(wanted), bound).rowcount:
            raise _why_not(post, wanted, version)

    def _refuse_half_out(self, post: Stored) -> None:
        """Leave a thread as it is once a part of it is out."""
        if out := self.receipts(post.id):
            told = f"Part {out[-1].part} of post {post.id} is out: {out[-1].url}."
            raise NotAllowed(told, f"bot withdraw {post.id} keeps the rest from going out")

    def receipts(self, post_id: int) -> Sequence[Row[Any]]:
        """Return what the platform gave back for the parts that are out."""
        return found(self.connection, ReceiptRow, ("part",), post_id=post_id)

    def _refuse_a_second(self, post: Stored) -> None:
        """Let nothing come back to a slot that has another post by now."""
        if other := self.live_in(post.platform, post.slot, post.local_date):
            raise NotAllowed(f"The day of post {post.id} has post {other} by now.", f"bot show {other}")

    def remember(self, post_id: int, was: Status | None, became: Status, by: By) -> None:
        """Write a line of history."""
        line = {"at": by.at, "was": was, "became": became, "who": by.who, "reason": by.reason}
        put(self.connection, HistoryRow, {"journey_id": self.journey, "post_id": post_id, **line})

    def live_in(self, platform: str, slot: str, local_date: date) -> int | None:
        """Return the post of a slot that may still go out, or is out."""
        own = {"platform": platform, "slot": slot, "local_date": local_date}
        posts = found(self.connection, PostRow, ("id",), journey_id=self.journey, **own)
        return next((int(post.id) for post in posts if Status(post.status) in LIVE), None)

    def new_post(
        self, draft: Draft, slot: Slot, evidence_ids: Sequence[Sequence[int]], by: By, corrects: int | None = None
    ) -> int:
        """Add a draft, with what it says and rests on, to the slot it was written for."""
        number = put_numbered(
            self.connection, PostRow,
            journey_id=self.journey, platform=draft.platform, slot=slot.name, local_date=slot.local_date,
            angle=draft.angle, section=draft.section, day=draft.day, fact=draft.fact, status=Status.DRAFT,
            due_at=slot.due_at, created_at=by.at, true_until=self._truth(slot, draft), corrects=corrects,
        )  # fmt: skip
        self.remember(number, None, Status.DRAFT, by)
        self._add_parts(number, draft.parts)
        self.write_claims(number, draft, evidence_ids)
        return number

    def truth(self, post: Stored, draft: Draft) -> datetime | None:
        """Return until when other words for a post's day are true."""
        return self._truth(Slot(post.due_at, post.platform, post.slot, post.local_date, timedelta()), draft)

    def _truth(self, slot: Slot, draft: Draft) -> datetime | None:
        """Return until when a draft is true: it counts from its day's own hour, whenever it goes out."""
        (day,) = found(
            self.connection, SlotRow,
            journey_id=self.journey, platform=slot.platform, slot=slot.name, local_date=slot.local_date,
        )  # fmt: skip
        begins: datetime = day.due_at
        return begins + draft.good_for if draft.good_for else None

    def freeze(self, post: Stored, at: datetime) -> dict[str, object]:
        """Return what binds a yes to the bytes it was given for."""
        digest = hash_of(post.platform, self.texts(post.id), self.media(post.id))
        return {"body_hash": digest, "idempotency_key": str(uuid.uuid4()), "approved_at": at, "try_at": None}

    # --- what belongs to it --------------------------------------------------------------------------------------

    def take(self, slot: Slot, outcome: Outcome, reason: str, *, again: bool = False) -> None:
        """Decide about a slot; the database lets that happen once, unless a person wants it `again`."""
        row = {
            "journey_id": self.journey, "platform": slot.platform, "slot": slot.name, "local_date": slot.local_date,
            "due_at": slot.due_at, "outcome": outcome, "reason": reason,
        }  # fmt: skip
        own = {name: row[name] for name in ("journey_id", "platform", "slot", "local_date")}
        if again and change(self.connection, SlotRow, {"outcome": outcome, "reason": reason}, **own):
            return
        try:
            put(self.connection, SlotRow, row)
        except IntegrityError:
            raise NotAllowed(f"The {slot.platform} slot of {slot.local_date} is taken.", "bot queue") from None

    def texts(self, post_id: int) -> list[str]:
        """Return the texts of a post's parts."""
        return [part.text for part in found(self.connection, PartRow, ("number",), post_id=post_id)]

    def media(self, post_id: int) -> list[Medium]:
        """Return a post's pictures."""
        rows = found(self.connection, MediaRow, ("part", "number"), post_id=post_id)
        return [Medium(row.part, row.kind, row.alt, row.sha256) for row in rows]

    def write_pictures(self, post_id: int, pictures: Sequence[Picture]) -> None:
        """Give the first part of a post its pictures, in the place of any it had."""
        for model in (UploadRow, MediaRow):
            remove(self.connection, model, post_id=post_id)
        for number, each in enumerate(pictures, 1):
            place = {"journey_id": self.journey, "post_id": post_id, "part": 1, "number": number}
            digest = sha256(each.content).hexdigest()
            shown = {"kind": each.kind, "alt": each.alt, "content": each.content, "sha256": digest}
            put(self.connection, MediaRow, {**place, **shown})

    def write_parts(self, post_id: int, parts: Sequence[str]) -> None:
        """Give a post its parts, in the place of those it had."""
        remove(self.connection, PartRow, post_id=post_id)
        self._add_parts(post_id, parts)

    def _add_parts(self, post_id: int, parts: Sequence[str]) -> None:
        of_post = {"journey_id": self.journey, "post_id": post_id}
        rows = ({**of_post, "number": place, "text": text} for place, text in enumerate(parts, 1))
        put(self.connection, PartRow, *rows)

    def write_claims(self, post_id: int, draft: Draft, evidence_ids: Sequence[Sequence[int]]) -> None:
        """Keep each claim with the evidence it rests on."""
        for place, (claim, ids) in enumerate(zip(draft.claims, evidence_ids, strict=True), 1):
            number = self._write_claim(post_id, place, claim.text, claim.tense)
            of_claim = {"journey_id": self.journey, "claim_id": number}
            put(self.connection, ClaimEvidenceRow, *({**of_claim, "evidence_id": each} for each in ids))

    def drop_claims_not_in(self, post_id: int, parts: Sequence[str]) -> None:
        """Forget the claims whose words are gone, or all: their evidence does not speak for what stands there now."""
        claims = found(self.connection, ClaimRow, post_id=post_id)
        gone = [claim.id for claim in claims if not any(claim.text in part for part in parts)]
        self.connection.execute(delete(ClaimEvidenceRow).where(col(ClaimEvidenceRow.claim_id).in_(gone)))
        self.connection.execute(delete(ClaimRow).where(col(ClaimRow.id).in_(gone)))

    def keep_own_words(self, post_id: int, before: Sequence[str], parts: Sequence[str]) -> None:
        """Keep each sentence the person wrote while editing as a claim that rests on nothing but them."""
        claims = found(self.connection, ClaimRow, ("number",), post_id=post_id)
        told = [*before, *(claim.text for claim in claims)]
        own = (each for part in parts for each in sentences(part) if not any(each in text for text in told))
        for place, text in enumerate(dict.fromkeys(own), claims[-1].number + 1 if claims else 1):
            self._write_claim(post_id, place, text, Tense.DID)

    def _write_claim(self, post_id: int, place: int, text: str, tense: Tense) -> int:
        of_post = {"journey_id": self.journey, "post_id": post_id}
        return put_numbered(self.connection, ClaimRow, **of_post, number=place, text=text, tense=tense)

    def refute(self, post_id: int, numbers: Collection[int], words: str, at: datetime) -> None:
        """Mark claims as wrong; what they rested on is never told again."""
        for claim in found(self.connection, ClaimRow, post_id=post_id):
            if claim.number in numbers:
                change(self.connection, ClaimRow, {"wrong": words}, id=claim.id)
                for link in found(self.connection, ClaimEvidenceRow, claim_id=claim.id):
                    for evidence in found(self.connection, EvidenceRow, id=link.evidence_id):
                        if evidence.kind != Kind.PLAN:  # what is planned says nothing of what was done
                            change(self.connection, EvidenceRow, {"refuted_at": at}, id=evidence.id)

    def prefer(self, was: str, becomes: str, at: datetime) -> None:
        """Keep what the learner writes instead of words of ours; their latest choice stands."""
        own = {"journey_id": self.journey, "was": was}
        remove(self.connection, PreferenceRow, **own)
        put(self.connection, PreferenceRow, {**own, "becomes": becomes, "learned_at": at})

    def keep_revision(self, post: Stored, at: datetime) -> None:
        """Keep what a post said until now."""
        parts = json.dumps(self.texts(post.id), ensure_ascii=False)
        of_post = {"journey_id": self.journey, "post_id": post.id}
        put(self.connection, RevisionRow, {**of_post, "version": post.version, "parts": parts, "replaced_at": at})


@cache
def _locked() -> Select[Any]:
    own = (table(PostRow).c.id == bindparam("post"), table(PostRow).c.journey_id == bindparam("journey"))
    return select(table(PostRow)).where(*own).with_for_update()


@cache
def _change(sources: frozenset[Status]) -> Update:
    posts = table(PostRow).c
    one = or_(*(posts.status == each for each in sorted(sources)))  # an IN would be spelled out anew each time
    own = (posts.id == bindparam("post"), posts.version == bindparam("seen"), one)
    return update(table(PostRow)).where(*own).values(version=posts.version + 1)  # and what is bound besides


# What a person most likely wants next of a post that is not what they thought.
_NEXT = {
    Status.APPROVED: "withdraw",
    Status.REJECTED: "revive",
    Status.MISSED: "revive",
    Status.FAILED: "retry",
    Status.PUBLISHED: "correct",
    Status.UNCONFIRMED: "resolve",
}


def _why_not(post: Stored, sources: Collection[Status], version: int | None) -> NotAllowed:
    hint = f"bot show {post.id}"
    if Status(post.status) in sources and version is not None:
        return NotAllowed(f"Post {post.id} has been changed since you saw it.", hint)
    step = _NEXT.get(Status(post.status), "show")
    sentence = f"Post {post.id} is {post.status}; this takes one that is {' or '.join(sorted(sources))}."
    return NotAllowed(sentence, f"bot {step} {post.id}")
