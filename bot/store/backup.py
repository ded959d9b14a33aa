"""Whole copies of the SQLite file, checked when made and before they are put back.

What a restored database calls approved may have been sent since the copy was made, and a yes in it may have been taken
back. So a restore ends on hold; every post that was due by now is unconfirmed, and looked for where the platform can be
read (a draft: missed, and not offered again by itself); what is to come asks for a yes once more; and no slot that has
passed is written for anew.
"""

import re
from datetime import date, datetime
from pathlib import Path

from bot.clock import FixedClock
from bot.errors import StoreError
from bot.lifecycle import Status
from bot.redact import Secret
from bot.store import sqlite
from bot.store.accounts import Accounts
from bot.store.database import Database, open_database
from bot.store.journey import Journey
from bot.store.outbox import Outbox
from bot.store.post import By, instant_text
from bot.store.queue import Queue
from bot.store.reading import EVERY, Posts

_NIGHTLY, _NIGHTS, _SUNDAYS, _SUNDAY = "nightly-", 7, 4, 6
REASON, RESTORED = "restored from a backup", "restored"


def back_up(database: sqlite.SqliteDatabase, now: datetime) -> Path:
    """Write a checked copy into the home's backups, and return it."""
    path = database.path.parent / "backups" / f"bot-{_stamp(now)}.db"
    if path.exists():
        raise StoreError(f"There is a backup of this second already: {path}.", "try again in a moment")
    database.copy_to(path)
    return path


def keep_nightly(database: sqlite.SqliteDatabase, day: date) -> Path | None:
    """Copy the database for a day unless that was done, and let old copies go: the last seven and four Sundays stay."""
    folder = database.path.parent / "backups"
    path = folder / f"{_NIGHTLY}{day:%Y%m%d}.db"
    if path.exists():
        return None
    database.copy_to(path)
    nights = sorted(folder.glob(f"{_NIGHTLY}*.db"), reverse=True)
    sundays = [each for each in nights[_NIGHTS:] if _day_of(each).weekday() == _SUNDAY]
    for each in set(nights[_NIGHTS:]) - set(sundays[:_SUNDAYS]):
        each.unlink()
    return path


def _day_of(path: Path) -> date:
    return datetime.strptime(path.stem.removeprefix(_NIGHTLY), "%Y%m%d").date()  # noqa: DTZ007 (a local date)


def restore(home: Path, backup: Path, journey_id: int, now: datetime) -> list[int]:
    """Put a copy in the place of the home's database, keep what was there, and return the posts to look at."""
    if not backup.is_file():
        raise StoreError(f"There is no backup {backup}.", f"ls {home / 'backups'}")
    sqlite.check(backup)
    if (home / "bot.db").exists() and sqlite.in_use(home / "bot.db"):
        raise StoreError(f"{home / 'bot.db'} is in use.", "stop bot daemon first, then bot restore again")
    fresh = home / "bot.db.restoring"
    sqlite.make_private(fresh)
    fresh.write_bytes(backup.read_bytes())
    _put_aside(home, now)
    fresh.replace(home / "bot.db")
    database = open_database(home, Secret(""), now)
    try:
        return arm_nothing(database, journey_id, now)
    finally:
        database.close()


def _put_aside(home: Path, now: datetime) -> None:
    """Keep the present database, whatever its state, with its companions: a restore loses nothing."""
    aside = home / "backups" / f"replaced-{_stamp(now)}"
    aside.mkdir(mode=0o700, parents=True)
    for name in ("bot.db-wal", "bot.db-shm", "bot.db"):
        if (home / name).exists():
            (home / name).replace(aside / name)


def arm_nothing(database: Database, journey_id: int, now: datetime) -> list[int]:
    """Hold everything of a database that stood elsewhere meanwhile, and return the posts to look at."""
    Journey(database, journey_id).hold_now(REASON, now)
    Accounts(database, journey_id).memory("house", FixedClock(now)).keep(RESTORED, now.isoformat())
    posts, outbox = Posts(database, journey_id), Outbox(database, journey_id)
    doubtful = [*posts.unsent(now), *posts.listed((Status.PUBLISHING,), EVERY)]
    for post in doubtful:
        outbox.doubt(post.id, By("restore", now, f"{REASON}: it may have been sent since"))
    for post in posts.listed((Status.APPROVED,), EVERY):
        asks = By("restore", now, f"{REASON}: your yes may have been taken back since, or it went out at another hour")
        Queue(database, journey_id).reopen(post.id, asks)
    return [post.id for post in doubtful]


def _stamp(now: datetime) -> str:
    return re.sub(r"\W", "", instant_text(now))[:15]
