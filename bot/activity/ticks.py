"""When boxes in the roadmap file were ticked, by a person who edited it: git's own memory of the line, if there is one.

Without it a tick is of the moment the file was saved; what was ticked before the bot first read the file has no instant
then, and is no evidence.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.activity import Evidence, Kind, Window
from bot.activity.local_git import changed_at
from bot.roadmaps.roadmap import Item


def ticked(path: Path, items: Sequence[Item], window: Window, *, known: bool) -> Iterator[Evidence]:
    """Yield the ticks of items as evidence; `known` says that their boxes were seen empty before."""
    instants = changed_at(path, [item.line for item in items if item.line])
    saved = datetime.fromtimestamp(path.stat().st_mtime, UTC) if known else None
    for item in items:
        at = instants.get(item.line, saved)
        if at and window.since <= window.date_of(at):
            at = min(at, window.now)
            yield Evidence(Kind.TICK, item.id, item.text, at, window.date_of(at))
