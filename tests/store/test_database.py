"""The file itself: private, durable, migrated, and the same whichever way it is read."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy
from sqlmodel import SQLModel

from bot.errors import StoreError
from bot.store import migrations, models  # noqa: F401 (the models fill SQLModel.metadata)
from bot.store.database import Database
from bot.store.reading import WAITING


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "bot.db"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    made = Database(path)
    yield made
    made.close()


def test_the_file_and_its_companions_are_nobody_elses_to_read(path: Path) -> None:
    before = os.umask(0o022)
    try:
        database = Database(path)
        database.rows("SELECT * FROM journeys")
        files = list(path.parent.iterdir())
        modes = {file.name: file.stat().st_mode & 0o777 for file in files}
    finally:
        os.umask(before)
        database.close()
    assert set(modes) >= {"bot.db", "bot.db-wal"}
    assert set(modes.values()) == {0o600}


def test_every_connection_is_durable_and_keeps_foreign_keys(database: Database) -> None:
    with database.writing() as session:
        written = [
            session.connection().exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("synchronous", "foreign_keys", "journal_mode")
        ]
    read = [database.rows(f"PRAGMA {name}")[0][0] for name in ("synchronous", "foreign_keys", "journal_mode")]
    assert written == read == [2, 1, "wal"]


def test_a_writing_transaction_locks_at_once(database: Database, path: Path) -> None:
    other = sqlite3.connect(path, timeout=0, isolation_level=None)
    with database.writing() as session:
        session.connection()
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.close()


def test_a_block_that_raises_leaves_nothing_behind(database: Database) -> None:
    with pytest.raises(RuntimeError), database.writing() as session:
        session.connection().exec_driver_sql("INSERT INTO journeys (name, created_at) VALUES ('x', 'now')")
        raise RuntimeError
    assert database.rows("SELECT * FROM journeys") == []


def test_the_models_are_what_the_migrations_made(database: Database) -> None:
    made = {
        row["name"]
        for row in database.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    }
    assert made == set(SQLModel.metadata.tables)
    for name, table in SQLModel.metadata.tables.items():
        columns = {row["name"]: row for row in database.rows(f"PRAGMA table_info({name})")}
        assert list(columns) == [column.name for column in table.columns], name
        for column in table.columns:
            there = columns[column.name]
            is_number = isinstance(column.type, sqlalchemy.Integer)
            assert (there["type"] == "INTEGER") == is_number, f"{name}.{column.name}"
            assert bool(there["notnull"]) == (not column.nullable or bool(column.primary_key)), f"{name}.{column.name}"
            assert bool(there["pk"]) == bool(column.primary_key), f"{name}.{column.name}"


def test_opening_twice_runs_nothing_twice(path: Path) -> None:
    Database(path).close()
    before = path.read_bytes()
    Database(path).close()
    assert path.read_bytes() == before


def test_a_migration_that_was_killed_half_way_is_done_by_the_next_opening(path: Path, tmp_path: Path) -> None:
    sql = migrations.known()[0].read_text(encoding="utf-8")
    first = sql.partition(";")[0].replace("{id}", "INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL")
    script = tmp_path / "killed.py"
    script.write_text(
        "import os, pathlib, sqlite3, sys\n"
        "path, statement = sys.argv[1:]\n"
        "pathlib.Path(path).parent.mkdir()\n"
        "connection = sqlite3.connect(path, isolation_level=None)\n"
        "connection.execute('PRAGMA journal_mode = WAL')\n"
        "connection.execute('BEGIN IMMEDIATE')\n"
        "connection.execute(statement)\n"
        "os.kill(os.getpid(), 9)\n",
        encoding="utf-8",
    )
    assert subprocess.run([sys.executable, str(script), str(path), first], check=False).returncode == -9
    database = Database(path)
    assert database.rows("SELECT * FROM posts") == []
    assert database.rows("PRAGMA user_version")[0][0] == len(migrations.known())
    database.close()


def test_a_database_from_a_newer_program_is_refused_with_a_sentence(path: Path) -> None:
    Database(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="version 99; this program knows versions up to 1"):
        Database(path)


def test_a_file_that_is_no_database_is_told_with_its_path(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("not a database, but long enough to have a header" * 50, encoding="utf-8")
    with pytest.raises(StoreError, match=r"bot\.db is damaged") as caught:
        Database(path)
    assert caught.value.hint


def test_a_damaged_file_is_noticed_by_the_health_look(path: Path) -> None:
    database = Database(path)
    with database.writing() as session:
        for number in range(2000):
            session.connection().exec_driver_sql(
                f"INSERT INTO journeys (name, created_at) VALUES ('{number} {'x' * 50}', 'now')"
            )
    assert database.damage() == ""
    database.close()
    content = bytearray(path.read_bytes())
    content[-8192:-4096] = bytes(4096)
    path.write_bytes(content)
    try:
        with closing(Database(path)) as reopened:
            assert reopened.damage()
    except StoreError as error:
        assert "damaged" in error.message


@pytest.mark.parametrize(
    ("query", "index"),
    [
        (
            "SELECT * FROM posts WHERE journey_id = 1 AND status IN ({waiting}) ORDER BY due_at, id LIMIT 21",
            "posts_waiting",
        ),
        (
            "SELECT * FROM posts WHERE journey_id = 1 AND status = 'approved' AND due_at <= '2026' ORDER BY due_at, id",
            "posts_",
        ),
        (
            "SELECT * FROM evidence WHERE journey_id = 1 AND study_date BETWEEN '2026' AND '2027' ORDER BY at, id",
            "evidence_by_date",
        ),
        ("SELECT * FROM history WHERE post_id = 1 ORDER BY id", "history_of_post"),
    ],
)
def test_listings_go_by_an_index(database: Database, query: str, index: str) -> None:
    waiting = ", ".join(f"'{status}'" for status in WAITING)
    plan = " ".join(row["detail"] for row in database.rows("EXPLAIN QUERY PLAN " + query.format(waiting=waiting)))
    assert index in plan
    assert "SCAN" not in plan
