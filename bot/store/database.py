"""What both databases have in common: read without SQLModel, write through it, migrate when opened.

Listings read through the driver, because importing SQLModel alone takes thirty times as long as starting Python; the
schema is one, the migrations', and a test holds both ways to it. What SQLite and PostgreSQL do differently stands in
sqlite.py and postgres.py.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.errors import StoreError
from bot.store import migrations
from bot.store.post import instant_text

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, Table
    from sqlmodel import Session, SQLModel

    from bot.redact import Secret

Row = Mapping[str, Any]


class Database(ABC):
    """One database, open."""

    name: str  # how a person knows it: a path, or a server without its password
    words: Mapping[str, str]  # what the migrations' {words} mean here
    is_shared = False  # several daemons may work on it

    @abstractmethod
    def rows(self, sql: str, **values: object) -> Sequence[Row]:
        """Read without SQLModel; a value stands in the SQL as :name."""

    @abstractmethod
    def damage(self) -> str:
        """Return what a quick look finds wrong, or nothing."""

    @abstractmethod
    def close(self) -> None:
        """Close every connection."""

    @abstractmethod
    def story(self, error: BaseException) -> StoreError:
        """Turn what the database says into a sentence with something to do."""

    @abstractmethod
    def hold(self, name: str) -> bool:
        """Take a lock until this is closed or the process dies, and tell whether nobody living had it."""

    @abstractmethod
    def let_go(self, name: str) -> None:
        """Let a lock go that this holds."""

    @abstractmethod
    def is_held(self, name: str) -> bool:
        """Tell whether somebody living has a lock."""

    @abstractmethod
    def _insert(self, table: "Table") -> Any:
        """Return an INSERT in the words of this database."""

    def insert_new(self, session: "Session", model: type["SQLModel"], **values: object) -> bool:
        """Insert a row unless one with its key is there; tell whether it was new."""
        if model not in self._insert_new:
            from sqlalchemy import text

            from bot.store.statements import table

            new = self._insert(table(model)).on_conflict_do_nothing().returning(text("1"))
            self._insert_new[model] = new
        return session.connection().execute(self._insert_new[model], values).first() is not None

    @cached_property
    def _insert_new(self) -> dict[type["SQLModel"], Any]:
        return {}  # built once: a first reading of a repository has thousands of rows

    @abstractmethod
    def _make_engine(self) -> "Engine": ...

    @abstractmethod
    def _before_migrating(self, seen: int) -> None:
        """Keep a copy of what is about to change, where that is ours to do."""

    @contextmanager
    @abstractmethod
    def _migrating(self) -> Iterator[migrations.Execute]:
        """Open a transaction that keeps every other process from migrating."""

    @contextmanager
    def writing(self) -> Iterator["Session"]:
        """Open a writing transaction; it is durable when the block ends, and undone if the block raises."""
        from sqlmodel import Session

        with self._refused(), Session(self._engine) as session, session.begin():
            yield session

    @contextmanager
    def changing(self) -> Iterator["Connection"]:
        """Open one for statements alone, without a session: what is done for every post goes by this."""
        with self._refused(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _refused(self) -> Iterator[None]:
        """Turn what the database says to a change into a sentence."""
        from sqlalchemy.exc import DBAPIError, IntegrityError

        try:
            yield
        except IntegrityError:
            raise  # a rule of ours was about to be broken: that is a bug, not the person's trouble
        except DBAPIError as error:
            raise self.story(error.orig or error) from None

    @cached_property
    def _engine(self) -> "Engine":
        return self._make_engine()

    @property
    def version(self) -> int:
        """Return how many migrations this database has seen."""
        return int(self.rows("SELECT count(*) AS seen FROM migrations")[0]["seen"])

    def migrate(self, to: int | None = None) -> None:
        """Run the migrations this database has not seen, up to number `to`, each in a transaction of its own."""
        began = self._seen()  # a database that is being made has nothing to keep a copy of
        for path in migrations.unseen(began)[: None if to is None else max(to - began, 0)]:
            self._before_migrating(self._seen() if began else 0)
            with self._migrating() as execute:
                if path in migrations.unseen(self._seen()):  # another process may have been first
                    migrations.run(execute, [path], self.words)

    @abstractmethod
    def _seen(self) -> int:
        """Return the version, 0 for a database nothing was made in yet."""

    def begin_journey(self, journey_id: int, now: datetime) -> None:
        """Make sure the journey every row belongs to is there."""
        if self.rows("SELECT 1 FROM journeys WHERE id = :id", id=journey_id):
            return
        from bot.store.models import JourneyRow

        with self.writing() as session:
            self.insert_new(session, JourneyRow, id=journey_id, name="My roadmap", created_at=now, hold_reason="")


def unopened(home: Path, url: "Secret", now: datetime, *, lasting: bool = True) -> Database:
    """Return the database the settings name, as it is; one that is not `lasting` is gone before the next power cut."""
    if url:
        from bot.store.postgres import PostgresDatabase

        return PostgresDatabase(url)
    from bot.store.sqlite import SqliteDatabase

    return SqliteDatabase(home / "bot.db", instant_text(now), lasting=lasting)


def open_database(home: Path, url: "Secret", now: datetime, *, lasting: bool = True) -> Database:
    """Open the database the settings name, and bring it up to date."""
    database = unopened(home, url, now, lasting=lasting)
    try:
        database.migrate()
    except BaseException:
        database.close()
        raise
    return database
