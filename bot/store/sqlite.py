"""SQLite: the file in the home, nobody else's to read, durable at every commit.

Every writing transaction is BEGIN IMMEDIATE: one that began by reading fails at once when somebody else has written
meanwhile, whatever the timeout. WAL with synchronous=FULL, because NORMAL can forget a claim at a power cut, and then
a post is sent twice.
"""

import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import StoreError
from bot.store import locks, migrations
from bot.store.database import Database, Row

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, Table
    from sqlalchemy.dialects.sqlite import Insert

BUSY_SECONDS = 5
_PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",  # where the system's own fsync does not reach the disk (macOS)
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
)
_ROOM = 8 * 2**20  # bytes that a copy leaves free
_ABANDONED = 3600.0  # seconds
_NO_ROOM = ("full", "No space left", "quota exceeded")
# https://sqlite.org/changes.html: a write-ahead log with two connections could damage the file before this version.
_FIXED = (3, 51, 3)


class SqliteDatabase(Database):
    """One SQLite file."""

    words = {"id": "INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL", "bytes": "BLOB"}  # noqa: RUF012 (never changed)

    def __init__(self, path: Path, opened_at: str = "", *, lasting: bool = True) -> None:
        self.path, self.name, self._opened_at, self._lasting = path, str(path), opened_at, lasting
        self._held: dict[str, Callable[[], None]] = {}
        with self._told():
            make_private(path)

    def rows(self, sql: str, **values: object) -> list[Row]:
        """Read without SQLModel."""
        try:  # and no `with`: this is asked a hundred times for a post
            return self._reader.execute(sql, values).fetchall()
        except (sqlite3.Error, OSError) as error:
            raise self.story(error) from None

    def damage(self) -> str:
        """Return what a quick look finds wrong with the file, or nothing."""
        found = str(self.rows("PRAGMA quick_check")[0][0])  # type: ignore[index]
        return "" if found == "ok" else found

    def close(self) -> None:
        """Close every connection and let every lock go; the write-ahead log is folded into the file."""
        for name in list(self._held):
            self.let_go(name)
        for name, shut in (("_reader", "close"), ("_engine", "dispose")):
            if name in self.__dict__:
                getattr(self.__dict__.pop(name), shut)()

    def copy_to(self, path: Path) -> None:
        """Write a whole and checked copy to a new file."""
        part = path.with_suffix(".part")
        with self._told():
            self._leave_room()
            try:
                make_private(part)
                _sweep(part)
                self._reader.execute("VACUUM INTO ?", (str(part),))
                check(part)
                part.replace(path)
            except BaseException:
                part.unlink(missing_ok=True)  # half a copy would keep the disk full
                raise

    def _leave_room(self) -> None:
        """Refuse a copy that would take the last room of the disk: what is sent has to be written down."""
        folder, size = self.path.parent, self.path.stat().st_size
        if shutil.disk_usage(folder).free < size + _ROOM:
            raise StoreError(
                f"The disk of {folder} has no room for a copy of {size / 2**20:.0f} MB.", f"df -h {folder}"
            )

    def story(self, error: BaseException) -> StoreError:
        """Turn what SQLite says into a sentence with the path and something to do."""
        return story(self.path, error)

    def hold(self, name: str) -> bool:
        """Take a lock until this is closed or the process dies: a file beside the database."""
        if name not in self._held:
            with self._told():
                let_go = locks.hold(self._lock(name))
            if let_go is None:
                return False
            self._held[name] = let_go
        return True

    def let_go(self, name: str) -> None:
        """Let a lock go that this holds."""
        self._held.pop(name)()

    def is_held(self, name: str) -> bool:
        """Tell whether somebody living has a lock."""
        with self._told():
            return locks.is_held(self._lock(name))

    def _lock(self, name: str) -> Path:
        return self.path.parent / "locks" / re.sub(r"\W+", "-", name)

    @cached_property
    def _reader(self) -> sqlite3.Connection:
        return connect(self.path, lasting=self._lasting)

    def _insert(self, table: "Table") -> "Insert":
        from sqlalchemy.dialects.sqlite import insert

        return insert(table)

    def _make_engine(self) -> "Engine":
        from sqlalchemy import create_engine, event
        from sqlalchemy.pool import StaticPool

        # hide_parameters: a bound value may be anything a person wrote, and errors are printed.
        engine = create_engine(
            "sqlite://",
            creator=lambda: connect(self.path, lasting=self._lasting),
            poolclass=StaticPool,
            hide_parameters=True,
        )
        event.listen(engine, "begin", self._begin)
        return engine

    def _begin(self, connection: "Connection") -> None:
        """Begin to write by the driver itself: SQLAlchemy would take longer over these two words than the database."""
        with self._told():
            connection.connection.cursor().execute("BEGIN IMMEDIATE")

    def _seen(self) -> int:
        made = self.rows("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migrations'")
        return self.version if made else 0

    def _before_migrating(self, seen: int) -> None:
        if seen:
            stamp = re.sub(r"\W", "", self._opened_at)[:15]
            self.copy_to(self.path.parent / "backups" / f"bot-{stamp}-before-{seen + 1:04}.db")

    @contextmanager
    def _migrating(self) -> Iterator[migrations.Execute]:
        with self._told():
            self._reader.execute("BEGIN IMMEDIATE")
            try:
                self._reader.execute(migrations.REMEMBER)
                yield self._reader.execute
                self._reader.execute("COMMIT")
            except BaseException:
                if self._reader.in_transaction:
                    self._reader.execute("ROLLBACK")
                raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise self.story(error) from None


def story(path: Path, error: BaseException) -> StoreError:
    """Turn what SQLite says of a file into a sentence with something to do."""
    text = str(error)
    if "locked" in text or "busy" in text:
        return StoreError(f"{path} has been in use by another process for {BUSY_SECONDS} s.", "try again in a moment")
    if "malformed" in text or "not a database" in text:
        return StoreError(f"{path} is damaged: {text}.", f"bot restore {newest_good(path.parent) or 'FILE'}")
    if any(each in text for each in _NO_ROOM) or (_says_nothing(text) and not _room(path)):
        return StoreError(f"The disk of {path} is full; nothing was changed.", f"df -h {path.parent}")
    if "Read-only" in text or _is_read_only(path):
        told = f"{path} cannot be written: its volume is read-only."
        return StoreError(told, f"mount -o remount,rw, for the volume of {path.parent}")
    if "readonly" in text:
        return StoreError(f"{path} cannot be written: {text}.", f"ls -ld {path} {path.parent}")
    return StoreError(f"{path} cannot be used: {text}.", f"ls -ld {path} {path.parent}")


def _says_nothing(text: str) -> bool:
    return "disk I/O error" in text or "unable to open" in text


def _room(path: Path) -> int:
    """Return how many bytes the volume of a file has left, and one where nobody can tell."""
    try:
        return shutil.disk_usage(path.parent).free
    except OSError:
        return 1


def _is_read_only(path: Path) -> bool:
    try:
        return bool(os.statvfs(path.parent).f_flag & os.ST_RDONLY)
    except OSError:
        return False


def _sweep(part: Path) -> None:
    """Remove the halves of copies that killed processes have left beside a new one; none takes an hour to make."""
    for half in part.parent.glob("*.part"):
        if part.stat().st_mtime - half.stat().st_mtime > _ABANDONED:
            half.unlink()


def newest_good(home: Path) -> Path | None:
    """Return the newest whole copy in the backups of a home."""
    for copy in sorted((home / "backups").glob("*.db"), key=lambda each: each.stat().st_mtime, reverse=True):
        try:
            check(copy)
        except StoreError:
            continue
        return copy
    return None


def connect(path: Path, *, lasting: bool = True) -> sqlite3.Connection:
    """Return a connection with all that makes ours safe; a scratch file need not wait for the disk."""
    # isolation_level None: sqlite3 begins nothing by itself, so BEGIN IMMEDIATE is the only way a transaction starts.
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    try:
        for pragma in _PRAGMAS if lasting else (*_PRAGMAS, "PRAGMA synchronous = OFF"):
            connection.execute(pragma)
    except BaseException:
        connection.close()
        raise
    return connection


def check(path: Path) -> None:
    """Raise a StoreError unless a file is a whole database of ours; nothing is written to it."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            found = connection.execute("PRAGMA integrity_check").fetchone()[0]
            connection.execute("SELECT 1 FROM journeys")
    except sqlite3.Error as error:
        raise story(path, error) from None
    if found != "ok":
        raise StoreError(f"{path} is damaged: {found}.", "choose another backup")


def in_use(path: Path) -> bool:
    """Tell whether another process has the file open: a WAL database gives its whole lock only to the last one."""
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
        except sqlite3.DatabaseError as error:
            return "locked" in str(error)
    return False


def make_private(path: Path) -> None:
    """Make the file before SQLite does, so that it and its companions are nobody else's to read."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)
    elif path.stat().st_mode & 0o077:
        raise StoreError(f"Other users of this machine can read {path}.", f"chmod 600 {path}")


def outdated() -> str:
    """Return what is wrong with the SQLite this Python brings, or nothing."""
    if sqlite3.sqlite_version_info >= _FIXED:
        return ""
    fixed = ".".join(map(str, _FIXED))
    return f"SQLite {sqlite3.sqlite_version} is older than {fixed}, which mended a rare way to damage a file."
