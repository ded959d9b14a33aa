"""Plain SQL files, in order, each run once and whole; the number of the last one stands in the database.

A kill in the middle of one undoes it, and the next opening runs it again. A database that has seen more of them than
this program knows is refused: an older program would not understand what it may not touch.
"""

import sqlite3
from pathlib import Path

from bot.errors import StoreError

FOLDER = Path(__file__).parent
_WORDS = {"{id}": "INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"}


def known() -> list[Path]:
    """Return every migration, in order; a file's number is its place."""
    return sorted(FOLDER.glob("[0-9]*.sql"))


def version(connection: sqlite3.Connection) -> int:
    """Return how many migrations this database has seen."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Run the migrations this database has not seen."""
    todo = known()
    if version(connection) == len(todo):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        _run(connection, todo)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _run(connection: sqlite3.Connection, todo: list[Path]) -> None:
    seen = version(connection)  # again, inside the lock: another process may have been first
    if seen > len(todo):
        raise StoreError(
            f"This database is of version {seen}; this program knows versions up to {len(todo)}.",
            "install the newer learnaloud that wrote it",
        )
    for path in todo[seen:]:
        for statement in _statements(path.read_text(encoding="utf-8")):
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(todo)}")


def _statements(sql: str) -> list[str]:
    """Return the statements of a file, in the words of this database."""
    for word, meaning in _WORDS.items():
        sql = sql.replace(word, meaning)
    bare = "\n".join(line.partition("--")[0] for line in sql.splitlines())
    return [statement for statement in map(str.strip, bare.split(";")) if statement]
