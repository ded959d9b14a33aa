"""Everything of a journey as JSON lines, and back: for moving house, and as the backup of a PostgreSQL database.

The first line says what the file is, each further one is a row of a table, parents before children. Tokens stay out. A
file from an older program is read into a database of that age, which is then brought up to date like any other.
"""

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.errors import StoreError
from bot.redact import plain, redact
from bot.store import migrations
from bot.store.database import Database
from bot.store.post import instant_text

if TYPE_CHECKING:
    from sqlalchemy import Connection

FORMAT = "learnaloud journey"
_LEFT_OUT = frozenset({"vault"})  # tokens never leave; log in again instead


def tables() -> list[str]:
    """Return every table that is carried, parents before children."""
    from sqlmodel import SQLModel

    from bot.store import models  # noqa: F401 (the models fill the metadata)

    return [table.name for table in SQLModel.metadata.sorted_tables if table.name not in _LEFT_OUT]


def lines(database: Database, journey_id: int, now: datetime) -> Iterator[str]:
    """Yield a journey line by line."""
    yield _json({"what": FORMAT, "version": database.version, "at": instant_text(now)})
    for table in tables():
        owner = "id" if table == "journeys" else "journey_id"
        query = f"SELECT * FROM {table} WHERE {owner} = :journey ORDER BY {', '.join(_keys(table))}"  # noqa: S608 (ours)
        for row in database.rows(query, journey=journey_id):
            values = _truths(table, {name: row[name] for name in row.keys()})  # noqa: SIM118 (a driver's row)
            yield _json({"table": table, "row": {name: _plain(value) for name, value in values.items()}})


def _keys(table: str) -> list[str]:
    from sqlmodel import SQLModel

    return [column.name for column in SQLModel.metadata.tables[table].primary_key.columns]


def read(database: Database, source: Iterable[str]) -> int:
    """Fill an empty database with a journey, and return how many rows that were."""
    entries = _entries(source)
    head = next(entries, (0, {}))[1]
    if head.get("what") != FORMAT or not isinstance(head.get("version"), int):
        raise StoreError(
            "This is no export of learnaloud: its first line says nothing of one.", "bot export > journey.jsonl"
        )
    migrations.unseen(int(head["version"]))  # a file from a newer program is refused like a database from one
    database.migrate(to=int(head["version"]))
    if database.rows("SELECT 1 FROM journeys"):
        raise StoreError(f"{database.name} has a journey already.", "import into a new home: BOT_HOME=... bot import")
    with database.writing() as session:
        count = _insert(session.connection(), entries)
    database.migrate()
    return count


def _insert(connection: "Connection", entries: Iterator[tuple[int, dict[str, Any]]]) -> int:
    count, numbered = 0, set[str]()
    for number, entry in entries:
        _insert_one(connection, number, entry)
        numbered |= {entry["table"]} if isinstance(entry["row"].get("id"), int) else set()
        count += 1
    if connection.dialect.name == "postgresql":
        for table in sorted(numbered):
            _count_on(connection, table)
    return count


def _insert_one(connection: "Connection", number: int, entry: Mapping[str, Any]) -> None:
    from sqlalchemy import text
    from sqlalchemy.exc import SQLAlchemyError

    table, row = entry.get("table"), entry.get("row")
    if table not in tables() or not isinstance(row, dict) or not all(map(_is_column, row)):
        raise StoreError(f"Line {number} is no row of a table we know.", "bot export anew")
    names = ", ".join(row)
    try:
        values = _truths(table, {name: _unplain(value) for name, value in row.items()})
    except (KeyError, TypeError, ValueError):
        raise StoreError(f"Line {number} holds a value we did not write.", "bot export anew") from None
    holes = ", ".join(f":{name}" for name in row)
    try:
        connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({holes})"), values)  # noqa: S608 (names checked)
    except (SQLAlchemyError, OverflowError, UnicodeError) as error:
        reason = plain(redact(str(getattr(error, "orig", error)).partition("\n")[0]))
        raise StoreError(f"Line {number} does not fit into {table}: {reason}.", "bot export anew") from None


def _is_column(name: str) -> bool:
    return name.isascii() and name.isidentifier()


def _count_on(connection: "Connection", table: str) -> None:
    """Let PostgreSQL number new rows after the ones that came with their numbers."""
    from sqlalchemy import text

    last = f"(SELECT max(id) FROM {table})"  # noqa: S608 (ours)
    connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {last})"))


def _entries(source: Iterable[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(source, 1):
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError):
            raise StoreError(
                f"Line {number} is not JSON.", "bot export anew; an unfinished file is no export"
            ) from None
        if not isinstance(entry, dict):
            raise StoreError(f"Line {number} is no row of a table we know.", "bot export anew")
        yield number, entry


def _truths(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """Return a row whose yes and no are such: SQLite knows only 1 and 0, PostgreSQL takes neither for them."""
    from sqlmodel import Boolean, SQLModel

    columns = SQLModel.metadata.tables[table].columns
    is_truth = {column.name for column in columns if isinstance(column.type, Boolean)}
    return {name: bool(row[name]) if name in is_truth and row[name] is not None else row[name] for name in row}


def _json(entry: Mapping[str, Any]) -> str:
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":"))


def _plain(value: object) -> object:
    return {"base64": base64.b64encode(value).decode()} if isinstance(value, bytes | memoryview) else value


def _unplain(value: object) -> object:
    return base64.b64decode(value["base64"]) if isinstance(value, dict) else value
