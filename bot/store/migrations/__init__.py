"""Plain SQL files, in order, each run once and whole; a table keeps which ones a database has seen.

A kill in the middle of one undoes it, and the next opening runs it again. A database that has seen more of them than
this program knows is refused: an older program would not understand what it may not touch. The files are written once
for both databases; a few {words} stand for what the two call differently.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from bot.errors import StoreError

FOLDER = Path(__file__).parent
REMEMBER = "CREATE TABLE IF NOT EXISTS migrations (version BIGINT PRIMARY KEY, name TEXT NOT NULL)"
_WORD = re.compile(r"\{(\w+)\}")

Execute = Callable[[str], object]


def known() -> list[Path]:
    """Return every migration, in order; its place is its number."""
    return sorted(FOLDER.glob("[0-9]*.sql"))


def unseen(seen: int) -> list[Path]:
    """Return the migrations a database of version `seen` still needs."""
    every = known()
    if seen > len(every):
        raise StoreError(
            f"This database is of version {seen}; this program knows versions up to {len(every)}.",
            "install the newer learnaloud that wrote it",
        )
    return every[seen:]


def run(execute: Execute, paths: list[Path], words: Mapping[str, str]) -> None:
    """Run migrations, one statement at a time, inside a transaction that is already open."""
    for path in paths:
        for statement in statements(path.read_text(encoding="utf-8"), words):
            execute(statement)
        number = int(path.name.partition("_")[0])
        execute(f"INSERT INTO migrations (version, name) VALUES ({number}, '{path.stem}')")  # noqa: S608 (our own files)


def statements(sql: str, words: Mapping[str, str]) -> Iterator[str]:
    """Yield the statements of a file, in the words of a database."""
    bare = "\n".join(line.partition("--")[0] for line in sql.splitlines())
    for statement in bare.split(";"):
        if statement.strip():
            yield _WORD.sub(lambda found: words[found[1]], statement.strip())
