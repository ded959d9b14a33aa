"""Whether the daemon does its work, in a moment: for a container's health check, which asks again and again.

Odd about it: it looks at what was done, not at whether a process is there; one that hangs is as bad as none.
"""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from bot.lifecycle import Status
from bot.reports.troubles import Looked
from bot.store.accounts import Accounts
from bot.store.journey import Journey

_SILENT = timedelta(minutes=5)
_OVERDUE = timedelta(minutes=15)
_LEAST_ROOM = 50 * 2**20  # bytes
_PAGE = bytes(4096)


def listen(looked: Looked) -> list[str]:
    """Return what is wrong, nothing if the heart beats."""
    return [*_silence(looked), *_overdue(looked), *_room(looked), *_written(looked), *_clock(looked)]


def _silence(looked: Looked) -> Iterator[str]:
    awake_at = Journey(looked.database, looked.journey).awake_at()
    if awake_at is None:
        yield "The daemon has not run yet."
    elif looked.now - awake_at > _SILENT:
        yield f"The daemon has not run since {awake_at:%Y-%m-%d %H:%M} UTC."


def _overdue(looked: Looked) -> Iterator[str]:
    """Yield what should have been sent and was not, and nothing stands in its way."""
    if Journey(looked.database, looked.journey).hold():
        return
    paused = {each.platform for each in Accounts(looked.database, looked.journey).pauses(looked.now)}
    late = looked.now - _OVERDUE
    for post in looked.posts.listed((Status.APPROVED,)):
        waits_for = max(filter(None, (post.due_at, post.try_at)))
        if waits_for < late and post.platform not in paused:
            yield f"Post {post.id} was due at {_utc(post.due_at)} and is not sent."


def _room(looked: Looked) -> Iterator[str]:
    free = shutil.disk_usage(looked.settings.home).free
    if free < _LEAST_ROOM:
        yield f"{free // 2**20} MB are left on the disk of {looked.settings.home}."


def _written(looked: Looked) -> Iterator[str]:
    """Yield why the home cannot be written, found by writing: a full or broken volume need not say so otherwise."""
    page = looked.settings.home / ".heartbeat"
    try:
        page.write_bytes(_PAGE)
    except OSError as error:
        yield f"{looked.settings.home} cannot be written: {error.strerror}; nothing is sent until it can."
    finally:
        with suppress(OSError):  # it was told above
            page.unlink(missing_ok=True)


def _clock(looked: Looked) -> Iterator[str]:
    reason = Journey(looked.database, looked.journey).hold()
    if reason.startswith("the clock jumped"):
        yield f"Everything is on hold: {reason}."


def _utc(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M} UTC"
