"""Moving house: what comes out goes in, on either database, and nothing secret travels."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.activity import Flavour
from bot.errors import StoreError
from bot.lifecycle import Status
from bot.platforms import Picture
from bot.redact import Secret
from bot.store import models, portable
from bot.store.database import Database, unopened
from tests.store.conftest import COMMIT, NOW, PERSON, Place, Store, a_schema
from tests.store.test_queue import act, bring_to


@pytest.fixture(params=["sqlite", "postgres"])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    places = iter([Place(tmp_path / "elsewhere", Secret(""))]) if request.param == "sqlite" else a_schema(tmp_path)
    for place in places:
        database = unopened(place.home, place.url, NOW)
        yield database
        database.close()


def fill(store: Store) -> None:
    for number, status in enumerate(sorted(Status, key=lambda each: each is Status.APPROVED)):
        bring_to(store, status, day=1 + number)
    act(store, "edit", store.draft(25))
    store.journey.hold_now("on a plane", NOW)
    store.notes.add(
        "Mine alone.", Flavour.WIN, NOW, NOW.date(), private=True, pictures=[Picture(b"\xff", "image/png", "é")]
    )
    with store.database.writing() as session:
        session.add(models.VaultRow(journey_id=1, name="x", sealed=b"token-token", changed_at=NOW))
        session.add(models.SourceRow(journey_id=1, name="git abc", position="{}", began_at=NOW, problem="", hint=""))
        session.flush()
        session.add(
            models.MediaRow(
                journey_id=1, post_id=1, part=1, number=1, kind="image/png", alt="é", content=b"\x00\xff", sha256="0"
            )
        )


def exported(database: Database) -> list[str]:
    return list(portable.lines(database, 1, NOW))


def test_an_export_read_into_an_empty_home_is_the_same_journey(store: Store, elsewhere: Database) -> None:
    fill(store)
    lines = exported(store.database)
    assert portable.read(elsewhere, lines) == len(lines) - 1
    assert exported(elsewhere) == lines
    there = Store(elsewhere)
    assert there.posts.listed(tuple(Status), 100) == store.posts.listed(tuple(Status), 100)
    assert there.journey.hold() == "on a plane"


def test_life_goes_on_after_the_move(store: Store, elsewhere: Database) -> None:
    fill(store)
    portable.read(elsewhere, exported(store.database))
    there = Store(elsewhere)
    newest = there.draft(30)
    assert newest > max(post.id for post in store.posts.listed(tuple(Status), 100))
    there.queue.approve(newest, 1, PERSON)
    assert there.notes.add("A new note.", Flavour.NONE, NOW, NOW.date()).ref == "note 2"


def of_version_2(lines: list[str]) -> Iterator[str]:
    """Return an export as a program wrote it before evidence could be counted, looked at closely, or gone."""
    newer = {"note_media", "refused_matches", "left_out", "sources", "preferences", "uploads", "remembered"}
    newer |= {"letters", "told", "standstills", "requests", "heard"}
    columns = ("counted", "details", "gone_at", "source", "commit_ref", "box", "fact", "true_until", "rejected_for")
    for number, entry in enumerate(map(json.loads, lines)):
        if number == 0:
            entry["version"] = 2
        elif entry["table"] in newer:
            continue
        for column in (*columns, "corrects", "wrong", "refuted_at", "seen_at", "awake_at", "try_at", "until"):
            entry.get("row", {}).pop(column, None)
        yield json.dumps(entry)


def test_an_older_home_is_brought_up_to_date_with_all_that_is_in_it(store: Store, elsewhere: Database) -> None:
    fill(store)
    lines = exported(store.database)
    portable.read(elsewhere, of_version_2(lines))
    older = {"claims", "claim_evidence", "evidence", "posts", "notes"}
    told = [line for line in lines[1:] if json.loads(line)["table"] in older]
    assert [line for line in exported(elsewhere)[1:] if json.loads(line)["table"] in older] == told
    assert Store(elsewhere).evidence.remember([replace(COMMIT, ref="new", text="Something new")]) == 1


def test_tokens_stay_out_of_an_export(store: Store) -> None:
    fill(store)
    lines = exported(store.database)
    assert not any("vault" in line or "token" in line for line in lines)
    assert {json.loads(line)["table"] for line in lines[1:]} >= {
        "posts",
        "media",
        "revisions",
        "sources",
        "history",
    }


def test_a_home_with_a_journey_is_not_imported_into(store: Store) -> None:
    lines = exported(store.database)
    with pytest.raises(StoreError, match="has a journey already"):
        portable.read(store.database, lines)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda lines: [], "no export of learnaloud"),
        (lambda lines: ["{}", *lines[1:]], "no export of learnaloud"),
        (lambda lines: [re.sub(r'"version":\d+', '"version":99', lines[0]), *lines[1:]], "version 99"),
        (lambda lines: [*lines[:-1], lines[-1][:-5]], r"Line \d+ is not JSON"),
        (lambda lines: [*lines, '{"table":"vault","row":{}}'], "no row of a table we know"),
        (lambda lines: [*lines, '{"table":"posts","row":{"id) VALUES (1); --":1}}'], "no row of a table we know"),
        (lambda lines: [*lines, '{"table":"posts","row":{"id":900}}'], "does not fit into posts"),
        (lambda lines: [*lines, "[]"], "no row of a table we know"),
    ],
    ids=["empty", "no head", "newer", "cut off", "vault", "injection", "misfit", "no row"],
)
def test_a_file_that_is_no_whole_export_changes_nothing(
    store: Store, elsewhere: Database, change: Callable[[list[str]], list[str]], sentence: str
) -> None:
    fill(store)
    with pytest.raises(StoreError, match=sentence):
        portable.read(elsewhere, change(exported(store.database)))
    elsewhere.migrate()
    assert elsewhere.rows("SELECT * FROM journeys") == []
