"""What both databases promise: the schema is the models', a block is whole or nothing, listings go by an index."""

import pytest
import sqlalchemy
from sqlmodel import SQLModel

from bot.errors import StoreError
from bot.store import migrations, models
from bot.store.database import Database
from bot.store.reading import WAITING
from tests.store.conftest import NOW, Place

FAMILIES = {
    "INTEGER": "number",
    "BIGINT": "number",
    "TEXT": "text",
    "VARCHAR": "text",
    "BLOB": "bytes",
    "BYTEA": "bytes",
}


def family(kind: object) -> str:
    return FAMILIES.get(str(kind), str(kind))


def test_the_models_are_what_the_migrations_made(database: Database) -> None:
    inspector = sqlalchemy.inspect(database._engine)
    assert set(inspector.get_table_names()) == {*SQLModel.metadata.tables, "migrations"}
    for name, table in SQLModel.metadata.tables.items():
        columns = {column["name"]: column for column in inspector.get_columns(name)}
        assert list(columns) == [column.name for column in table.columns], name
        keys = set(inspector.get_pk_constraint(name)["constrained_columns"])
        assert keys == {column.name for column in table.primary_key.columns}, name
        for column in table.columns:
            there = columns[column.name]
            declared = column.type.compile(dialect=database._engine.dialect)
            assert family(there["type"]) == family(declared), f"{name}.{column.name}"
            assert there["nullable"] == (column.nullable and not column.primary_key), f"{name}.{column.name}"


def test_every_table_names_the_journey_its_rows_belong_to() -> None:
    without = [name for name, table in SQLModel.metadata.tables.items() if "journey_id" not in table.columns]
    assert without == ["journeys"]


def test_a_block_that_raises_leaves_nothing_behind(database: Database) -> None:
    with pytest.raises(RuntimeError), database.writing() as session:
        session.add(models.JourneyRow(name="x", created_at=NOW, hold_reason=""))
        session.flush()
        raise RuntimeError
    assert database.rows("SELECT * FROM journeys") == []


def test_opening_again_runs_nothing_again(place: Place, database: Database) -> None:
    again = place.open()
    assert again.version == database.version == len(migrations.known())
    again.close()


def test_a_database_from_a_newer_program_is_refused_with_a_sentence(place: Place, database: Database) -> None:
    with database.writing() as session:
        for number in range(database.version + 1, 100):
            session.connection().exec_driver_sql(f"INSERT INTO migrations VALUES ({number}, 'later')")
    with pytest.raises(StoreError, match=f"version 99; this program knows versions up to {len(migrations.known())}"):
        place.open()


@pytest.mark.parametrize(
    ("query", "index"),
    [
        (
            "SELECT * FROM posts WHERE journey_id = 1 AND status IN ({waiting}) ORDER BY due_at, id LIMIT 21",
            "posts_waiting",
        ),
        ("SELECT * FROM posts WHERE journey_id = 1 AND status = 'approved' ORDER BY due_at, id LIMIT 1", "posts_"),
        (
            "SELECT * FROM posts WHERE journey_id = 1 AND status = 'rejected' ORDER BY due_at, id LIMIT 21",
            "posts_by_status",
        ),
        (
            "SELECT * FROM posts WHERE journey_id = 1 AND platform = 'x' ORDER BY due_at DESC, id DESC LIMIT 60",
            "posts_by_platform",
        ),
        ("SELECT * FROM evidence WHERE journey_id = 1 AND study_date BETWEEN '2026' AND '2027'", "evidence_by_date"),
        ("SELECT max(local_date) FROM slots WHERE journey_id = 1", "slots_by_date"),
        ("SELECT * FROM history WHERE post_id = 1 ORDER BY id", "history_of_post"),
    ],
)
def test_listings_go_by_an_index(database: Database, query: str, index: str) -> None:
    waiting = ", ".join(f"'{status}'" for status in WAITING)
    if hasattr(database, "path"):
        plan = " ".join(row["detail"] for row in database.rows("EXPLAIN QUERY PLAN " + query.format(waiting=waiting)))
        assert "SCAN" not in plan
    else:
        database.rows("SELECT set_config('enable_seqscan', 'off', false)")  # empty tables are quickest read whole
        plan = " ".join(row["QUERY PLAN"] for row in database.rows("EXPLAIN " + query.format(waiting=waiting)))
    assert index in plan
