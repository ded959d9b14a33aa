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
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from bot.errors import BotError, NotSent, Refused, Unconfirmed
from bot.lifecycle import ALLOWED, LIVE, Status, outcome_of
from bot.platforms import Receipt
from bot.redact import Secret
from bot.store.post import hash_of
from tests.store.conftest import BOT, PERSON, SERVER, Place, Store, slot


@dataclass
class Known:
    """What the model knows of a post."""

    day: int
    status: Status
    text: str
    version: int = 1
    changes: int = 1
    approved_text: str | None = None


class Lives(RuleBasedStateMachine):
    """The rules; where the databases are made is said by the two classes below."""

    posts = Bundle("posts")
    seen = Bundle("seen")

    def place(self) -> Place:
        raise NotImplementedError

    @initialize()
    def open(self) -> None:
        place = self.place()
        self.writers = [Store(place.open()), Store(place.open())]
        self.known: dict[int, Known] = {}

    def teardown(self) -> None:
        for writer in getattr(self, "writers", []):
            writer.database.close()

    # --- rules ---------------------------------------------------------------------------------------------------

    @rule(target=posts, who=st.integers(0, 1), day=st.integers(1, 25))
    def add(self, who: int, day: int) -> int | None:
        free = all(known.day != day for known in self.known.values())
        made: list[int] = []
        self.expect(free, lambda: made.append(self.writers[who].draft(day, text=f"Text {day}.")))
        if made:
            self.known[made[0]] = Known(day, Status.DRAFT, f"Text {day}.")
        return made[0] if made else None

    @rule(target=seen, post=posts, who=st.integers(0, 1))
    def look(self, post: int | None, who: int) -> tuple[int, int, int] | None:
        return (post, self.writers[who].posts.get(post).version, who) if post else None

    @rule(look=consumes(seen))
    def approve_what_was_seen(self, look: tuple[int, int, int] | None) -> None:
        if look is None:
            return
        post, version, who = look
        known = self.known[post]
        fits = known.status is Status.DRAFT and known.version == version
        if self.expect(fits, lambda: self.writers[who].queue.approve(post, version, PERSON)):
            known.approved_text = known.text
            self.became(known, Status.APPROVED)

    @rule(look=consumes(seen), text=st.text(min_size=1, max_size=20).filter(lambda text: "\0" not in text))
    def edit_what_was_seen(self, look: tuple[int, int, int] | None, text: str) -> None:
        if look is None or any(0xD800 <= ord(mark) <= 0xDFFF for mark in text):
            return
        post, version, who = look
        known = self.known[post]
        fits = known.status in {Status.DRAFT, Status.APPROVED} and known.version == version
        if self.expect(fits, lambda: self.writers[who].queue.edit(post, version, [text], PERSON)):
            known.text, known.approved_text = text, None
            self.became(known, Status.DRAFT, edited=True)

    @rule(post=posts, who=st.integers(0, 1), step=st.sampled_from(["reject", "reopen", "miss"]))
    def person_or_clock(self, post: int | None, who: int, step: str) -> None:
        if post is None:
            return
        sources, to = {
            "reject": ({Status.DRAFT}, Status.REJECTED),
            "reopen": ({Status.APPROVED, Status.FAILED, Status.MISSED, Status.REJECTED}, Status.DRAFT),
            "miss": ({Status.DRAFT, Status.APPROVED}, Status.MISSED),
        }[step]
        known = self.known[post]
        if self.expect(known.status in sources, lambda: getattr(self.writers[who].queue, step)(post, PERSON)):
            self.became(known, to)

    @rule(who=st.integers(0, 1))
    def claim(self, who: int) -> None:
        due = [
            (known.day, post)
            for post, known in self.known.items()
            if known.status is Status.APPROVED and known.day <= 20
        ]
        claimed = self.writers[who].queue.claim_next(BOT)
        assert (claimed.id if claimed else None) == (min(due)[1] if due else None)
        if claimed:
            known = self.known[claimed.id]
            assert claimed.parts == (known.approved_text,)
            assert claimed.body_hash == hash_of("x", claimed.parts)
            self.became(known, Status.PUBLISHING)

    @rule(post=posts, who=st.integers(0, 1), answer=st.sampled_from(["receipt", "refused", "unconfirmed", "not sent"]))
    def answer(self, post: int | None, who: int, answer: str) -> None:
        if post is None:
            return
        queue, known = self.writers[who].queue, self.known[post]
        to, act = {
            "receipt": (Status.PUBLISHED, lambda: queue.receive(post, 1, Receipt("r", "https://example.org"), BOT)),
            "refused": (Status.FAILED, lambda: queue.fall_back(post, Status.FAILED, Refused("no"), BOT)),
            "unconfirmed": (
                Status.UNCONFIRMED,
                lambda: queue.fall_back(post, Status.UNCONFIRMED, Unconfirmed("?"), BOT),
            ),
            "not sent": (Status.APPROVED, lambda: queue.fall_back(post, Status.APPROVED, NotSent("later"), BOT)),
        }[answer]
        fits = known.status in {Status.PUBLISHING, Status.UNCONFIRMED} and to in ALLOWED[known.status]
        if self.expect(fits, act):
            self.became(known, to)

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
                assert there.body_hash == (hash_of("x", [known.approved_text]) if known.approved_text else None)
                assert len(writer.posts.history(post)) == known.changes
                assert writer.posts.outcome(slot(known.day)) is outcome_of(known.status)
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
