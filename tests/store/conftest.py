"""Every test of the store runs on both databases: a file of its own, and a schema of its own on a real server."""

import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from bot.activity import Evidence, Kind
from bot.drafting import Claim, Draft, Tense
from bot.lifecycle import Outcome
from bot.redact import Secret
from bot.schedule import Slot
from bot.store.database import Database, open_database
from bot.store.post import By
from bot.store.stores import Stores

NOW = datetime(2026, 1, 20, 6, 30, tzinfo=UTC)
BOT, PERSON = By("bot", NOW), By("person", NOW)
COMMIT = Evidence(Kind.COMMIT, "3fa9", "Plot it", NOW, date(2026, 1, 19))
SERVER = os.environ.get("TEST_DATABASE_URL", "")


@dataclass(frozen=True)
class Place:
    """Where a database is: a home, and a server's address if it is not the file in the home."""

    home: Path
    url: Secret

    def open(self) -> Database:
        return open_database(self.home, self.url, NOW)


class Store(Stores):
    """A database with all that stands on it."""

    def __init__(self, database: Database) -> None:
        self.database = database
        database.begin_journey(1, NOW)

    def draft(self, day: int = 20, text: str = "Plotted it.", evidence: Evidence = COMMIT) -> int:
        self.evidence.remember([evidence])
        claims = (Claim(text, Tense.DID, (evidence,)),)
        draft = Draft("x", "learned", (text,), claims, "Week 3: Models", "Day 11: Metrics")
        return self.queue.add(draft, slot(day), [self.evidence.ids([evidence])], BOT)

    def outcome(self, day: int = 20) -> Outcome | None:
        return self.slots.outcome(slot(day))


def slot(day: int = 20) -> Slot:
    when = NOW + timedelta(days=day - 20, hours=-1)
    return Slot(when, "x", "morning", when.date(), timedelta(hours=4))


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    if request.param == "sqlite":
        yield Place(tmp_path / "store", Secret(""))
        return
    yield from a_schema(tmp_path)


def a_schema(tmp_path: Path) -> Iterator[Place]:
    if not SERVER:
        pytest.skip("TEST_DATABASE_URL names no server: make check-tests starts one")
    name = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f'CREATE SCHEMA "{name}"')
        yield Place(tmp_path / "store", Secret(f"{SERVER}?options=-csearch_path%3D{name}"))
        server.execute(f'DROP SCHEMA "{name}" CASCADE')


@pytest.fixture
def database(place: Place) -> Iterator[Database]:
    made = place.open()
    yield made
    made.close()


@pytest.fixture
def store(database: Database) -> Store:
    return Store(database)
