"""A home an earlier learnaloud has lived in is opened by this one: nothing is lost, and it goes on where it was.

earlier/000N.sql are the rows of the last program that knew N migrations after the same three days: a post out, one that
has its yes, one rejected, perhaps a draft, three notes. A new migration adds those of the one before it.
"""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot import settings
from bot.app import App
from bot.clock import FixedClock
from bot.lifecycle import Status
from bot.store import migrations
from bot.store.sqlite import SqliteDatabase
from tests.conftest import Run

EARLIER = sorted((Path(__file__).parent / "earlier").glob("*.sql"))
AT_ITS_HOUR = datetime(2026, 1, 7, 7, 35, tzinfo=UTC)
NOTES = {
    "The score fell from 0.91 to 0.74 once the date column was gone: it had been the label.",
    "Masks picked the rows in one line, where the loop took nine.",
    "Joins kept rows I had meant to drop.",
}
Rows = dict[str, list[dict[str, object]]]


def rows(database: Path) -> Rows:
    """Return all that stands in a database."""
    with closing(sqlite3.connect(database)) as opened:
        opened.row_factory = sqlite3.Row
        names = [each[0] for each in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        own = [name for name in names if not name.startswith("sqlite_") and name != "migrations"]
        return {name: [dict(row) for row in opened.execute(f'SELECT * FROM "{name}" ORDER BY rowid')] for name in own}


@pytest.fixture(params=EARLIER, ids=lambda path: path.stem)
def lived_in(request: pytest.FixtureRequest, home: Path) -> Path:
    """Return the database of a home in which an earlier program has lived."""
    with closing(SqliteDatabase(home / "bot.db", lasting=False)) as database:
        database.migrate(to=int(request.param.stem))
    with closing(sqlite3.connect(home / "bot.db")) as opened:
        opened.executescript(request.param.read_text(encoding="utf-8"))
    (home / "sandbox").mkdir()
    out = {"id": "sandbox-x-1", "key": "of then", "part": 1, "text": "what the receipt in the dump speaks of"}
    (home / "sandbox/x.jsonl").write_text(json.dumps(out) + "\n", encoding="utf-8")
    return home / "bot.db"


def test_every_earlier_schema_has_its_dump() -> None:
    assert [path.stem for path in EARLIER] == [path.stem[:4] for path in migrations.known()][:-1]


def test_what_an_earlier_program_wrote_is_there_after_the_upgrade(lived_in: Path) -> None:
    before = rows(lived_in)
    with closing(App(settings.load(), FixedClock(AT_ITS_HOUR))) as app:
        assert {note.text for note in app.notes.between(date(2026, 1, 5), date(2026, 1, 8))} == NOTES
        statuses = [post.status for post in app.posts.every()]
    after = rows(lived_in)
    before.pop("sync_cursors", None)  # 0003 lets the sources be read once more, and dropped it
    for table, there in before.items():
        for was, found in zip(there, after[table], strict=True):
            assert {name: value for name, value in found.items() if name in was} == was
    assert {Status.PUBLISHED, Status.APPROVED} <= set(statuses)


def test_an_upgraded_home_sends_what_has_its_yes_once_and_nothing_else(lived_in: Path, run: Run) -> None:
    (ready,) = [post["id"] for post in rows(lived_in)["posts"] if post["status"] == "approved"]
    clock = FixedClock(AT_ITS_HOUR)
    code, said, wrong = run("publish", clock=clock)
    assert (code, wrong) == (0, "")
    assert f"Post {ready} on x: published" in said.splitlines()[-1]
    assert "published" not in run("publish", clock=clock)[1]
    assert run("check", clock=clock)[0] in {0, 1}
    sent = (lived_in.parent / "sandbox/x.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(sent) == 2
    assert "Masks picked" in sent[1]
