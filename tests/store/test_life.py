"""Lives of posts, made up by hypothesis and held against a plain model: two writers take turns on one database.

The model is a dictionary and the table in lifecycle.py; the store is the real one, on both databases. Whatever the
model forbids has to be refused and leave no trace; whatever it allows has to be there for the other writer at once.
"""

import os
import shutil
import tempfile
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from bot.drafting import Claim, Draft, Tense
from bot.errors import BotError, NotSent, Refused, Unconfirmed
from bot.lifecycle import ALLOWED, LIVE, Status, outcome_of
from bot.platforms import Picture, Receipt
from bot.redact import Secret
from bot.store.post import Medium, hash_of
from tests.store.conftest import BOT, NOW, PERSON, SERVER, Place, Store, slot
from tests.store.test_queue import bring_to


@dataclass
class Known:
    """What the model knows of a post."""

    day: int
    status: Status
    text: str
    version: int = 1
    changes: int = 1
    approved_text: str | None = None
    due_at: datetime | None = None
    rejected_for: str = ""
    pictures: tuple[bytes, ...] = ()
    approved_pictures: tuple[bytes, ...] = ()


WRITER = st.integers(0, 1)
PICK = st.integers(0, 99)
STALE = st.sampled_from([0, 0, 0, 1])  # how far behind the version is that a person saw
TEXT = st.characters(exclude_categories=["Cs"], exclude_characters="\0")


class Lives(RuleBasedStateMachine):
    """The rules; where the databases are made is said by the two classes below."""

    def place(self) -> Place:
        raise NotImplementedError

    @initialize(statuses=st.lists(st.sampled_from(list(Status)), min_size=2, max_size=6))
    def begin(self, statuses: list[Status]) -> None:
        """Begin in the middle of life: with posts that have got somewhere already."""
        place = self.place()
        self.writers = [Store(place.open()), Store(place.open())]
        self.known: dict[int, Known] = {}
        # What is approved comes last, or the ones before would be claimed in its place.
        for day, status in enumerate(sorted(statuses, key=lambda each: each is Status.APPROVED), 1):
            post = bring_to(self.writers[0], status, day)
            frozen = post.text if post.body_hash else None
            changes = len(self.writers[0].posts.history(post.id))
            self.known[post.id] = Known(day, status, post.text, post.version, changes, frozen, post.due_at)

    def teardown(self) -> None:
        for writer in getattr(self, "writers", []):
            writer.database.close()

    # --- rules ---------------------------------------------------------------------------------------------------

    @rule(who=WRITER, day=st.integers(1, 25))
    def add(self, who: int, day: int) -> None:
        free = all(known.day != day for known in self.known.values())
        made: list[int] = []
        if self.expect(free, lambda: made.append(self.writers[who].draft(day, text=f"Text {day}."))):
            self.known[made[0]] = Known(day, Status.DRAFT, f"Text {day}.", due_at=slot(day).due_at)

    @rule(who=WRITER, pick=PICK)
    def another_draft_for_its_day(self, who: int, pick: int) -> None:
        if not (post := self.choose(pick, Status.REJECTED, Status.FAILED, Status.MISSED)):
            return
        day = self.known[post].day
        free = all(known.day != day or known.status not in LIVE for known in self.known.values())
        made: list[int] = []
        draft = Draft("x", "learned", ("Otherwise.",), ())
        if self.expect(free, lambda: made.append(self.writers[who].queue.add_again(draft, slot(day), [], PERSON))):
            self.known[made[0]] = Known(day, Status.DRAFT, "Otherwise.", due_at=slot(day).due_at)

    @rule(who=WRITER, pick=PICK, stale=STALE)
    def approve(self, who: int, pick: int, stale: int) -> None:
        if not (post := self.choose(pick, Status.DRAFT)):
            return
        known = self.known[post]
        fits = known.status is Status.DRAFT and not stale
        if self.expect(fits, lambda: self.writers[who].queue.approve(post, known.version - stale, PERSON)):
            self.froze(known)
            self.became(known, Status.APPROVED)

    @rule(who=WRITER, pick=PICK, stale=STALE)
    def approve_what_was_missed(self, who: int, pick: int, stale: int) -> None:
        """One yes, two steps: a draft again, and approved for another hour."""
        if not (post := self.choose(pick, Status.MISSED)):
            return
        known, hour = self.known[post], slot(18).due_at
        fits = known.status in {Status.MISSED, Status.DRAFT} and not stale
        fits = fits and (known.status is Status.DRAFT or self.alone(post))
        if self.expect(fits, lambda: self.writers[who].queue.approve(post, known.version - stale, PERSON, hour)):
            if known.status is Status.MISSED:
                self.became(known, Status.DRAFT)
            known.due_at = hour
            self.froze(known)
            self.became(known, Status.APPROVED)

    @rule(who=WRITER, pick=PICK, day=st.integers(1, 25), stale=STALE)
    def put_off(self, who: int, pick: int, day: int, stale: int) -> None:
        if not (post := self.choose(pick, Status.DRAFT, Status.APPROVED)):
            return
        known, hour = self.known[post], slot(day).due_at
        fits = known.status in {Status.DRAFT, Status.APPROVED} and not stale
        if self.expect(fits, lambda: self.writers[who].queue.put_off(post, hour, PERSON, known.version - stale)):
            known.due_at = hour
            known.version += 1
            known.changes += 1

    @rule(who=WRITER, pick=PICK, stale=STALE, text=st.text(TEXT, min_size=1, max_size=20))
    def redraft(self, who: int, pick: int, stale: int, text: str) -> None:
        if not (post := self.choose(pick, Status.DRAFT, Status.APPROVED)):
            return
        known, draft = self.known[post], Draft("x", "note", (text,), ())
        fits = known.status in {Status.DRAFT, Status.APPROVED} and not stale
        if self.expect(fits, lambda: self.writers[who].queue.redraft(post, known.version - stale, draft, [], PERSON)):
            known.text = text
            self.became(known, Status.DRAFT, edited=True)

    @rule(who=WRITER, pick=PICK, stale=STALE, pictures=st.lists(st.binary(min_size=1, max_size=4), max_size=3))
    def attach(self, who: int, pick: int, stale: int, pictures: list[bytes]) -> None:
        if not (post := self.choose(pick, Status.DRAFT, Status.APPROVED)):
            return
        known, shown = self.known[post], [Picture(each, "image/png", "A plot") for each in pictures]
        fits = known.status in {Status.DRAFT, Status.APPROVED} and not stale
        if self.expect(fits, lambda: self.writers[who].queue.attach(post, known.version - stale, shown, PERSON)):
            known.pictures = tuple(pictures)
            self.became(known, Status.DRAFT, edited=True)

    @rule(who=WRITER, pick=PICK)
    def correct(self, who: int, pick: int) -> None:
        if not (post := self.choose(pick, Status.PUBLISHED, Status.UNCONFIRMED)):
            return
        day = 40 + len(self.known)
        draft = Draft("x", "correction", ("It was not so.",), (Claim("It was not so.", Tense.DID, ()),))
        made = self.writers[who].queue.correct(post, [1], "not so", draft, slot(day), PERSON)
        self.known[made] = Known(day, Status.DRAFT, "It was not so.", due_at=slot(day).due_at)
        assert self.writers[1 - who].posts.corrections(post)[-1] == made
        assert all(claim.wrong == "not so" for claim in self.writers[1 - who].posts.claims(post) if claim.number == 1)

    @rule(who=WRITER, pick=PICK)
    def say_it_is_not_out(self, who: int, pick: int) -> None:
        if not (post := self.choose(pick, Status.UNCONFIRMED)):
            return
        known, hour = self.known[post], slot(22).due_at
        fits = known.status is Status.UNCONFIRMED
        if self.expect(fits, lambda: self.writers[who].outbox.settle_unsent(post, hour, PERSON)):
            known.due_at = hour
            self.became(known, Status.APPROVED)

    @rule(who=WRITER, pick=PICK, stale=STALE, text=st.text(TEXT, min_size=1, max_size=20))
    def edit(self, who: int, pick: int, stale: int, text: str) -> None:
        if not (post := self.choose(pick, Status.DRAFT, Status.APPROVED)):
            return
        known = self.known[post]
        fits = known.status in {Status.DRAFT, Status.APPROVED} and not stale
        if self.expect(fits, lambda: self.writers[who].queue.edit(post, known.version - stale, [text], PERSON)):
            known.text = text
            self.became(known, Status.DRAFT, edited=True)

    @rule(who=WRITER, pick=PICK, step=st.sampled_from(["reject", "reopen", "miss"]))
    def person_or_clock(self, who: int, pick: int, step: str) -> None:
        sources, to = {
            "reject": ({Status.DRAFT}, Status.REJECTED),
            "reopen": ({Status.APPROVED, Status.FAILED, Status.MISSED, Status.REJECTED}, Status.DRAFT),
            "miss": ({Status.DRAFT, Status.APPROVED}, Status.MISSED),
        }[step]
        if not (post := self.choose(pick, *sources)):
            return
        known = self.known[post]
        fits = known.status in sources and (step != "reopen" or known.status is Status.APPROVED or self.alone(post))
        if self.expect(fits, lambda: getattr(self.writers[who].queue, step)(post, PERSON)):
            self.became(known, to)

    @rule(who=WRITER)
    def claim(self, who: int) -> None:
        due = [
            (known.due_at, post)
            for post, known in self.known.items()
            if known.status is Status.APPROVED and known.due_at and known.due_at <= NOW
        ]
        claimed = self.writers[who].outbox.claim(BOT)
        assert (claimed.id if claimed else None) == (min(due)[1] if due else None)
        if claimed:
            known = self.known[claimed.id]
            assert claimed.parts == (known.approved_text,)
            assert claimed.body_hash == hash_of("x", claimed.parts, claimed.media)
            self.became(known, Status.PUBLISHING)

    @rule(who=WRITER, pick=PICK, answer=st.sampled_from(["receipt", "refused", "unconfirmed", "not sent"]))
    def answer(self, who: int, pick: int, answer: str) -> None:
        if not (post := self.choose(pick, Status.PUBLISHING, Status.UNCONFIRMED)):
            return
        outbox, known = self.writers[who].outbox, self.known[post]
        to, act = {
            "receipt": (
                Status.PUBLISHED,
                lambda: outbox.receive(post, 1, Receipt(f"r{post}", "https://example.org"), BOT),
            ),
            "refused": (Status.FAILED, lambda: outbox.fall_back(post, Status.FAILED, Refused("no"), BOT)),
            "unconfirmed": (
                Status.UNCONFIRMED,
                lambda: outbox.fall_back(post, Status.UNCONFIRMED, Unconfirmed("?"), BOT),
            ),
            "not sent": (Status.APPROVED, lambda: outbox.fall_back(post, Status.APPROVED, NotSent("later"), BOT)),
        }[answer]
        fits = known.status in {Status.PUBLISHING, Status.UNCONFIRMED} and to in ALLOWED[known.status]
        if self.expect(fits, act):
            self.became(known, to)

    def alone(self, post: int) -> bool:
        """Tell whether no other live post holds the slot of a post that would come back."""
        day = self.known[post].day
        return not any(
            known.day == day and known.status in LIVE for other, known in self.known.items() if other != post
        )

    def froze(self, known: Known) -> None:
        known.approved_text, known.approved_pictures = known.text, known.pictures

    def choose(self, pick: int, *statuses: Status) -> int | None:
        """Return a post the step is meant for, or now and then any other: that one has to refuse it."""
        meant = [post for post, known in self.known.items() if known.status in statuses]
        pool = meant if meant and pick % 4 else list(self.known)
        return pool[pick % len(pool)] if pool else None

    # --- the model -----------------------------------------------------------------------------------------------

    def expect(self, allowed: bool, act: Callable[[], object]) -> bool:
        """Do it, and hold what happened against what the model allows."""
        try:
            act()
        except BotError:
            assert not allowed
        else:
            assert allowed
        return allowed

    def became(self, known: Known, status: Status, *, edited: bool = False) -> None:
        assert edited or status in ALLOWED[known.status]
        known.status = status
        known.version += 1
        known.changes += 1
        if status in {Status.DRAFT, Status.MISSED}:
            known.approved_text = None

    @invariant()
    def both_writers_see_what_the_model_says(self) -> None:
        for writer in getattr(self, "writers", []):
            for post, known in self.known.items():
                there = writer.posts.get(post)
                assert (there.status, there.version, there.parts) == (known.status, known.version, (known.text,))
                assert (there.published_at is not None) == (known.status is Status.PUBLISHED)
                media = [Medium(1, "image/png", "A plot", sha256(each).hexdigest()) for each in known.approved_pictures]
                assert there.body_hash == (hash_of("x", [known.approved_text], media) if known.approved_text else None)
                assert there.due_at == known.due_at
                assert [each.sha256 for each in there.media] == [sha256(each).hexdigest() for each in known.pictures]
                assert len(writer.posts.history(post)) == known.changes
                others = [other for other in self.known.values() if other.day == known.day]
                live = [other for other in others if other.status in LIVE]
                assert len(live) <= 1
                if len(others) == 1 or live == [known]:
                    assert writer.slots.outcome(slot(known.day)) is outcome_of(known.status)
            assert {post.id for post in writer.posts.listed(tuple(LIVE), 100)} == {
                post for post, known in self.known.items() if known.status in LIVE
            }


class OnSqlite(Lives):
    def place(self) -> Place:
        self.home = Path(tempfile.mkdtemp(prefix="learnaloud-lives-"))
        return Place(self.home, Secret(""))

    def teardown(self) -> None:
        super().teardown()
        shutil.rmtree(self.home)


class OnPostgres(Lives):
    def place(self) -> Place:
        self.schema = f"lives_{uuid.uuid4().hex}"
        with psycopg.connect(SERVER, autocommit=True) as server:
            server.execute(f'CREATE SCHEMA "{self.schema}"')
        return Place(Path("/nowhere"), Secret(f"{SERVER}?options=-csearch_path%3D{self.schema}"))

    def teardown(self) -> None:
        super().teardown()
        with psycopg.connect(SERVER, autocommit=True) as server:
            server.execute(f'DROP SCHEMA "{self.schema}" CASCADE')


# A short form; `make lives` runs a thousand.
def lived(machine: type[Lives], examples: int) -> None:
    # A mutant need only be noticed, not explained: looking for its shortest life would take minutes.
    phases = [Phase.generate] if "MUTANT" in os.environ else list(Phase)
    few = settings(
        max_examples=examples,
        stateful_step_count=30,
        phases=phases,
        suppress_health_check=list(HealthCheck),
        deadline=None,
    )
    run_state_machine_as_test(machine, settings=few)


@pytest.mark.slow
def test_no_life_breaks_the_store_on_sqlite() -> None:
    lived(OnSqlite, 40)


@pytest.mark.slow
@pytest.mark.skipif(not SERVER, reason="TEST_DATABASE_URL names no server: make check-tests starts one")
def test_no_life_breaks_the_store_on_postgresql() -> None:
    lived(OnPostgres, 15)


if __name__ == "__main__":  # make lives
    lived(OnSqlite, 1000)
    if SERVER:
        lived(OnPostgres, 200)
