"""Copies of the file: checked, private, and put back without a post going out twice."""

import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.lifecycle import Outcome, Status
from bot.redact import Secret
from bot.store import backup
from bot.store.database import open_database
from bot.store.sqlite import SqliteDatabase
from tests.store.conftest import NOW, Store
from tests.store.test_queue import act, bring_to

LATER = NOW + timedelta(hours=2)


def opened(home: Path) -> Store:
    return Store(open_database(home, Secret(""), NOW))


def backed_up(store: Store) -> Path:
    assert isinstance(store.database, SqliteDatabase)
    return backup.back_up(store.database, NOW)


def test_a_backup_is_whole_and_nobody_elses_to_read(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.draft()
    copy = backed_up(store)
    store.database.close()
    assert copy.stat().st_mode & 0o777 == 0o600
    assert copy.parent.stat().st_mode & 0o777 == 0o700
    (tmp_path / "elsewhere").mkdir()
    shutil.copy(copy, tmp_path / "elsewhere/bot.db")
    there = opened(tmp_path / "elsewhere")
    assert len(there.posts.listed()) == 1
    there.database.close()


def test_after_a_restore_nothing_goes_out_by_itself(tmp_path: Path) -> None:
    store = opened(tmp_path)
    approved, draft = bring_to(store, Status.APPROVED, 18), store.draft(17)
    future = bring_to(store, Status.APPROVED, 28)
    copy = backed_up(store)
    act(store, "claim", approved.id)
    act(store, "receive", approved.id)  # sent after the backup was made: the copy cannot know
    store.database.close()

    doubtful = backup.restore(tmp_path, copy, 1, LATER)

    after = opened(tmp_path)
    assert sorted(doubtful) == sorted([approved.id, draft])
    assert after.posts.get(approved.id).status is Status.UNCONFIRMED
    assert after.outcome(18) is Outcome.OPEN
    assert after.posts.get(draft).status is Status.MISSED
    assert after.posts.get(future.id).status is Status.DRAFT  # that yes may have been taken back since
    assert after.posts.revivable(LATER) == []  # it may be out
    assert [each.id for each in after.outbox.doubted_since(NOW - timedelta(days=7))] == [draft]
    assert [each.id for each in after.outbox.to_look_up(LATER)] == [approved.id]
    assert after.journey.hold() == "restored from a backup"
    assert "may have been sent since" in after.posts.history(approved.id)[-1].reason
    after.database.close()


def test_a_restore_keeps_what_it_replaces(tmp_path: Path) -> None:
    store = opened(tmp_path)
    copy = backed_up(store)
    newer = store.draft()
    store.database.close()
    backup.restore(tmp_path, copy, 1, LATER)
    (aside,) = (tmp_path / "backups").glob("replaced-*")
    (tmp_path / "again").mkdir()
    shutil.copy((aside / "bot.db"), tmp_path / "again/bot.db")
    again = opened(tmp_path / "again")
    assert again.posts.get(newer).status is Status.DRAFT
    again.database.close()


@pytest.mark.parametrize("content", [b"", b"nonsense " * 1000, None], ids=["empty", "nonsense", "gone"])
def test_what_is_no_backup_changes_nothing(tmp_path: Path, content: bytes | None) -> None:
    store = opened(tmp_path)
    post_id = store.draft()
    store.database.close()
    before = (tmp_path / "bot.db").read_bytes()
    file = tmp_path / "copy.db"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(StoreError):
        backup.restore(tmp_path, file, 1, LATER)
    assert (tmp_path / "bot.db").read_bytes() == before
    store = opened(tmp_path)
    assert store.posts.get(post_id).id == post_id
    store.database.close()


def test_a_database_in_use_by_another_process_is_not_replaced(tmp_path: Path) -> None:
    store = opened(tmp_path)
    copy = backed_up(store)
    store.database.close()
    code = (
        "import datetime, pathlib, sys\n"
        "from bot.redact import Secret\n"
        "from bot.store.database import open_database\n"
        "now = datetime.datetime.now(datetime.timezone.utc)\n"
        "database = open_database(pathlib.Path(sys.argv[1]), Secret(''), now)\n"
        "print('open', flush=True)\n"
        "sys.stdin.read()\n"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "open\n"
    with pytest.raises(StoreError, match="is in use"):
        backup.restore(tmp_path, copy, 1, LATER)
    other.communicate("")
    assert backup.restore(tmp_path, copy, 1, LATER) == []
