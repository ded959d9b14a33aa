"""The file in the home: made private, migrated when opened, written through SQLModel and read without it.

Writing transactions are BEGIN IMMEDIATE and durable when they return (WAL with synchronous=FULL). Listings read through
Python's own sqlite3, because importing SQLModel alone takes thirty times as long as starting Python; the schema is one,
the migrations', and a test holds both ways to it.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import StoreError
from bot.store import migrations

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

BUSY_SECONDS = 5
_PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # NORMAL can forget a claim at a power cut, and then a post is sent twice
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
)


# https://sqlite.org/changes.html: a write-ahead log with two connections could damage the file before this version.
_FIXED = (3, 51, 3)


class Database:
    """One database, open."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with _told(path):
            _make_private(path)
            self._reader = _connect(path)
            with _closed_on_failure(self._reader):
                migrations.bring_up_to_date(self._reader)

    def rows(self, sql: str, **values: object) -> list[sqlite3.Row]:
        """Read without SQLModel: what listings use."""
        with _told(self.path):
            return self._reader.execute(sql, values).fetchall()

    def begin_journey(self, journey_id: int, now: datetime) -> None:
        """Make sure the journey every row belongs to is there."""
        if not self.rows("SELECT 1 FROM journeys WHERE id = :id", id=journey_id):
            from bot.store.models import JourneyRow

            with self.writing() as session:
                session.merge(JourneyRow(id=journey_id, name="My roadmap", created_at=now))

    @contextmanager
    def writing(self) -> Iterator["Session"]:
        """Open a writing transaction; it is durable when the block ends, and undone if the block raises."""
        from sqlalchemy.exc import OperationalError
        from sqlmodel import Session

        try:
            with Session(self._engine) as session, session.begin():
                yield session
        except OperationalError as error:
            raise _story(self.path, error.orig or error) from None

    def damage(self) -> str:
        """Return what a quick look finds wrong with the file, or nothing."""
        found = str(self.rows("PRAGMA quick_check")[0][0])
        return "" if found == "ok" else found

    def close(self) -> None:
        """Close every connection; the write-ahead log is folded into the file."""
        self._reader.close()
        if "_engine" in self.__dict__:
            self._engine.dispose()

    @cached_property
    def _engine(self) -> "Engine":
        from sqlalchemy import create_engine, event
        from sqlalchemy.pool import StaticPool

        # hide_parameters: a bound value may be anything a person wrote, and errors are printed.
        engine = create_engine(
            "sqlite://", creator=lambda: _connect(self.path), poolclass=StaticPool, hide_parameters=True
        )
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
        return engine


def outdated() -> str:
    """Return what is wrong with the SQLite this Python brings, or nothing."""
    if sqlite3.sqlite_version_info >= _FIXED:
        return ""
    fixed = ".".join(map(str, _FIXED))
    return f"SQLite {sqlite3.sqlite_version} is older than {fixed}, which mended a rare way to damage a file."


def _connect(path: Path) -> sqlite3.Connection:
    # isolation_level None: sqlite3 begins nothing by itself, so BEGIN IMMEDIATE is the only way a transaction starts.
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    with _closed_on_failure(connection):
        for pragma in _PRAGMAS:
            connection.execute(pragma)
    return connection


@contextmanager
def _closed_on_failure(connection: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        connection.close()
        raise


def _make_private(path: Path) -> None:
    """Make the file before SQLite does, so that it and its companions are nobody else's to read."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600, exist_ok=True)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise _story(path, error) from None


def _story(path: Path, error: BaseException) -> StoreError:
    """Turn what SQLite says into a sentence with the path and something to do."""
    text = str(error)
    if "locked" in text or "busy" in text:
        return StoreError(f"{path} has been in use by another process for {BUSY_SECONDS} s.", "try again in a moment")
    if "malformed" in text or "not a database" in text:
        return StoreError(f"{path} is damaged: {text}.", f"keep a copy of {path}, then restore a backup")
    return StoreError(f"{path} cannot be used: {text}.", f"ls -ld {path} {path.parent}")
