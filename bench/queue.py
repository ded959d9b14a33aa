"""Whether the queue stays as quick at a million posts as at a thousand.

    python -m bench.queue

The same operations on growing databases, in one run: the first page of the queue, an approval, the look for what is
due, a claim. What counts is the ratio of the largest to the smallest.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from bot.app import App
from bot.lifecycle import Status
from bot.settings import load
from bot.store.post import By, instant_text

SIZES = (1_000, 1_000_000)
ROUNDS = 200
LIMIT = 1.2
DUE = 10  # of the drafts, when the look for what is due is timed
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
WAITING = ROUNDS * 3  # as many drafts as are approved below, whatever the size: the rest is history


def main() -> None:
    """Print each operation's median time per size, and the ratio."""
    sizes = [int(each) for each in sys.argv[1:]] or SIZES
    measured = [dict(_measure(size)) for size in sizes]
    print(f"{'microseconds':16}" + "".join(f"{size:>12,}" for size in sizes) + "   ratio")
    for name in measured[0]:
        times = [each[name] for each in measured]
        print(
            f"{name:16}"
            + "".join(f"{value * 1e6:12.0f}" for value in times)
            + f"{times[-1] / times[0]:8.2f}  (limit {LIMIT})"
        )


def _measure(size: int) -> Iterator[tuple[str, float]]:
    with tempfile.TemporaryDirectory() as folder:
        app = App(load({"BOT_HOME": folder}))
        fill(app, size)
        now, soon = (FIRST + timedelta(minutes=size + more) for more in (1, DUE - WAITING - 1))
        drafts = [post.id for post in app.posts.listed((Status.DRAFT,), WAITING)]
        yield "first page", _median(lambda _: app.posts.listed(), ROUNDS)
        yield "due", _median(lambda _: app.posts.unsent(soon), ROUNDS)
        yield "approve", _median(lambda turn: app.queue.approve(drafts[turn], 1, By("person", now)), ROUNDS)
        yield "claim", _median(lambda _: app.outbox.claim(By("bench", now)), ROUNDS)
        app.close()


def _median(act: Callable[[int], object], rounds: int) -> float:
    seconds = []
    for turn in range(rounds):
        started = time.perf_counter()
        act(turn)
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds[rounds // 10 :])


def fill(app: App, size: int) -> None:
    """Fill a journey with published posts, and a few drafts at its end."""
    app.database.rows("SELECT 1")
    with app.database.writing() as session:
        connection = session.connection().connection.dbapi_connection
        assert connection is not None
        connection.executemany(
            "INSERT INTO slots VALUES (1, 'x', ?, '2026-01-01', ?, 'posted', '')",
            ((f"slot {number}", _at(number)) for number in range(size)),
        )
        connection.executemany(
            "INSERT INTO posts (journey_id, platform, slot, local_date, angle, section, day, status, due_at,"
            " created_at, approved_at, published_at, body_hash, idempotency_key, attempts, version)"
            " VALUES (1, 'x', ?, '2026-01-01', 'learned', '', '', ?, ?, ?, ?, ?, ?, ?, 1, 1)",
            (_row(number, number >= size - WAITING) for number in range(size)),
        )
        connection.execute("INSERT INTO parts SELECT 1, id, 1, 'A post about trees ' || id FROM posts")


def _row(number: int, is_draft: bool) -> tuple[object, ...]:
    at = _at(number)
    frozen = (None,) * 4 if is_draft else (at, at, "hash", "key")
    return (f"slot {number}", Status.DRAFT if is_draft else Status.PUBLISHED, at, at, *frozen)


def _at(number: int) -> str:
    return instant_text(FIRST + timedelta(minutes=number))


if __name__ == "__main__":
    main()
