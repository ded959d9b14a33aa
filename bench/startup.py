"""How long `bot` takes to start, as ratios to a bare interpreter in the same run.

    make bench

The commands take turns, many times over, so that a slow minute of the machine falls on all of them alike.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

POSTS = 10_000
BARE = "python -c pass"
LIMITS = {"bot --help": 4.5, f"bot queue, {POSTS:,} posts": 15.0, f"bot, {POSTS:,} posts": 15.0}


def ratios(home: Path, rounds: int, clock: Callable[[], float] = time.perf_counter) -> dict[str, float]:
    """Return each command's median time over that of a bare interpreter."""
    environ = {**os.environ, "BOT_HOME": str(home), "COLUMNS": "100"}
    program = Path(sys.executable).parent / "bot"
    commands = {
        BARE: [sys.executable, "-c", "pass"],
        "bot --help": [str(program), "--help"],
        f"bot queue, {POSTS:,} posts": [str(program), "queue"],
        f"bot, {POSTS:,} posts": [str(program)],
    }
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds + 1):
        for name, command in commands.items():
            seconds[name].append(_seconds(command, environ, clock))
    medians = {name: statistics.median(values[1:]) for name, values in seconds.items()}  # the first warms the disk
    return {name: median / medians[BARE] for name, median in medians.items()}


def work_of_children() -> float:
    """Return the seconds children have worked, however busy the machine is with others."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def fill(home: Path, posts: int) -> None:
    """Make a home with many drafts in its queue."""
    from bot import resources
    from bot.app import App
    from bot.cli.init import make_home
    from bot.settings import load

    make_home(home, resources.shipped("roadmaps/40-day.md"), {"BOT_START": "2026-01-05"})
    app = App(load({"BOT_HOME": str(home)}))
    assert app.database.version  # opened, so made
    app.close()
    _fill(home / "bot.db", posts)


def _fill(path: Path, posts: int) -> None:
    import sqlite3

    from bot.store.post import instant_text

    first = datetime(2026, 1, 5, 7, 30, tzinfo=UTC)
    days = [first + timedelta(days=number) for number in range(posts)]
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany(
            "INSERT INTO slots VALUES (1, 'x', 'morning', ?, ?, 'open', '')",
            [(day.date().isoformat(), instant_text(day)) for day in days],
        )
        connection.executemany(
            "INSERT INTO posts (journey_id, platform, slot, local_date, angle, section, day, status, due_at,"
            " created_at, attempts, version) VALUES (1, 'x', 'morning', ?, 'learned', '', '', 'draft', ?, ?, 0, 1)",
            [(day.date().isoformat(), instant_text(day), instant_text(day)) for day in days],
        )
        connection.execute(
            "INSERT INTO parts SELECT 1, id, 1, 'A post about cross-validation, number ' || id FROM posts"
        )


def _seconds(command: Sequence[str], environ: Mapping[str, str], clock: Callable[[], float]) -> float:
    started = clock()
    subprocess.run(command, env=environ, check=True, stdout=subprocess.DEVNULL)
    return clock() - started


def main() -> None:
    """Print the ratios beside their limits."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        fill(home, POSTS)
        for name, ratio in ratios(home, rounds=21).items():
            limit = LIMITS.get(name)
            print(f"{name:28} {ratio:5.1f} ×" + (f"   (limit {limit} ×)" if limit else ""))


if __name__ == "__main__":
    main()
