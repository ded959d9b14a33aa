"""The file itself: private, durable, whole; and what is said when it is not."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.redact import Secret
from bot.store import migrations
from bot.store.database import open_database
from bot.store.sqlite import SqliteDatabase
from tests.store.conftest import NOW, Store


def opened(path: Path) -> SqliteDatabase:
    database = open_database(path.parent, Secret(""), NOW)
    assert isinstance(database, SqliteDatabase)
    return database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "bot.db"


@pytest.fixture
def file(path: Path) -> Iterator[SqliteDatabase]:
    made = opened(path)
    yield made
    made.close()


def test_the_file_and_its_companions_are_nobody_elses_to_read(path: Path) -> None:
    before = os.umask(0o022)
    try:
        with closing(opened(path)) as database:
            Store(database)
            modes = {each.name: each.stat().st_mode & 0o777 for each in path.parent.iterdir()}
    finally:
        os.umask(before)
    assert set(modes) >= {"bot.db", "bot.db-wal"}
    assert set(modes.values()) == {0o600}


def test_every_connection_is_durable_and_keeps_foreign_keys(file: SqliteDatabase) -> None:
    names = ("synchronous", "foreign_keys", "journal_mode", "secure_delete")
    with file.writing() as session:
        written = [session.connection().exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]
    read = [next(iter(tuple(file.rows(f"PRAGMA {name}")[0]))) for name in names]
    assert written == read == [2, 1, "wal", 1]


def test_a_writing_transaction_locks_before_it_reads(file: SqliteDatabase, path: Path) -> None:
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other:
        with file.writing() as session:
            session.connection()
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("BEGIN IMMEDIATE")
        other.execute("BEGIN IMMEDIATE")


def test_a_migration_that_was_killed_half_way_is_done_by_the_next_opening(path: Path, tmp_path: Path) -> None:
    first, second = list(
        migrations.statements(migrations.known()[0].read_text(encoding="utf-8"), SqliteDatabase.words)
    )[:2]
    script = tmp_path / "killed.py"
    script.write_text(
        "import os, pathlib, sys\n"
        "from bot.store.sqlite import connect\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "path.parent.mkdir()\n"
        "path.touch(mode=0o600)\n"
        "connection = connect(path)\n"
        "connection.execute('BEGIN IMMEDIATE')\n"
        "for statement in sys.argv[2:]: connection.execute(statement)\n"
        "os.kill(os.getpid(), 9)\n",
        encoding="utf-8",
    )
    killed = subprocess.run([sys.executable, str(script), str(path), migrations.REMEMBER, first, second], check=False)
    assert killed.returncode == -9
    with closing(opened(path)) as database:
        assert database.rows("SELECT * FROM posts") == []
        assert database.version == len(migrations.known())


def test_a_migration_is_preceded_by_a_backup(path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with closing(opened(path)) as database:
        Store(database).draft()
    folder = tmp_path / "migrations"
    folder.mkdir()
    for each in migrations.known():
        (folder / each.name).write_text(each.read_text(encoding="utf-8"), encoding="utf-8")
    name = f"{len(migrations.known()) + 1:04}_more.sql"
    (folder / name).write_text("CREATE TABLE more (id {id});\n", encoding="utf-8")
    monkeypatch.setattr(migrations, "FOLDER", folder)
    with closing(opened(path)) as database:
        assert database.rows("SELECT * FROM more") == []
    (backup,) = (path.parent / "backups").iterdir()
    assert backup.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(backup)) as copy:
        assert copy.execute("SELECT count(*) FROM posts").fetchone() == (1,)
        assert copy.execute("SELECT count(*) FROM migrations").fetchone() == (len(migrations.known()) - 1,)


def test_a_migration_that_fails_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    opened(path).close()
    folder = tmp_path / "migrations"
    folder.mkdir()
    for each in migrations.known():
        (folder / each.name).write_text(each.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / f"{len(migrations.known()) + 1:04}_bad.sql").write_text(
        "CREATE TABLE more (id {id});\nDROP TABLE nothing_of_that_name;\n", encoding="utf-8"
    )
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "FOLDER", folder)
        with pytest.raises(StoreError, match="no such table"):
            opened(path)
    with closing(opened(path)) as database:
        assert database.version == len(migrations.known())
        assert database.rows("SELECT 1 FROM sqlite_master WHERE name = 'more'") == []


def test_a_file_that_is_no_database_is_told_with_its_path(path: Path) -> None:
    path.parent.mkdir()
    path.touch(mode=0o600)
    path.write_text("not a database, but long enough to have a header" * 50, encoding="utf-8")
    with pytest.raises(StoreError, match=r"bot\.db is damaged") as caught:
        opened(path)
    assert caught.value.hint


@pytest.mark.parametrize("damage", ["zeroed page", "cut off"])
def test_damage_is_noticed_and_told_with_its_path(path: Path, damage: str) -> None:
    with closing(opened(path)) as database:
        store = Store(database)
        for day in range(60):
            store.draft(day, text="A text that fills a page or two of the file. " * 40)
        assert database.damage() == ""
    content = bytearray(path.read_bytes())
    if damage == "cut off":
        content = content[: len(content) // 2]
    else:
        middle = len(content) // 8192 * 4096
        content[middle : middle + 4096] = bytes(4096)
    path.write_bytes(content)
    with pytest.raises((StoreError, AssertionError)) as caught, closing(opened(path)) as database:
        assert not database.damage(), "damaged"
    assert "damaged" in str(caught.value)


def test_a_flipped_bit_in_an_approved_text_is_found_by_its_hash(path: Path) -> None:
    from bot.desk import why_not_to_send
    from tests.store.conftest import BOT, PERSON

    with closing(opened(path)) as database:
        store = Store(database)
        post_id = store.draft(text="Accuracy was 0.84 on the held-out rows.")
        store.queue.approve(post_id, 1, PERSON)
    content = path.read_bytes()
    assert content.count(b"Accuracy was 0.84 on the held-out rows.") >= 1
    path.write_bytes(content.replace(b"was 0.84 on", b"was 0.94 on"))
    with closing(opened(path)) as database:
        assert database.damage() == ""  # SQLite cannot know
        claimed = Store(database).outbox.claim(BOT)
    assert claimed is not None
    assert why_not_to_send(claimed, ()) == "its text is not what was approved"


def test_what_another_process_keeps_locked_is_told_after_the_wait(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.store.sqlite.BUSY_SECONDS", 0)
    monkeypatch.setattr("bot.store.sqlite._PRAGMAS", ("PRAGMA busy_timeout = 0", "PRAGMA foreign_keys = ON"))
    with closing(opened(path)) as database, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="in use by another process"):
            Store(database)


def test_the_home_of_another_user_is_told_and_left_alone(path: Path) -> None:
    """As an ordinary user, because root may read everything."""
    opened(path).close()
    path.chmod(0o600)
    before = path.read_bytes()
    answer = as_nobody(path, "bot.store.database.open_database(pathlib.Path(sys.argv[1]).parent, Secret(''), NOW)")
    assert "StoreError" in answer
    assert "Permission denied" in answer or "unable to open" in answer
    assert path.read_bytes() == before


def as_nobody(path: Path, expression: str) -> str:
    code = (
        "import datetime, os, pathlib, sys\n"
        "import bot.store.database, bot.store.sqlite\n"
        "from bot.redact import Secret\n"
        "NOW = datetime.datetime.now(datetime.timezone.utc)\n"
        "if os.getuid() == 0: os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        f"try: {expression}\n"
        "except Exception as error: print(type(error).__name__, error)\n"
        "else: print('opened')\n"
    )
    return subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True).stdout


def test_an_empty_word_of_a_migration_is_refused() -> None:
    with pytest.raises(KeyError):
        list(migrations.statements("CREATE TABLE x (y {nonsense});", SqliteDatabase.words))


def test_a_database_is_closed_when_it_cannot_be_opened(path: Path) -> None:
    path.parent.mkdir()
    path.mkdir()
    with pytest.raises(StoreError):
        opened(path)
