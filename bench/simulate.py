"""How long a year takes to simulate, and whether a day costs the same at its end as at its beginning.

    python -m bench.simulate

A year of the 12-month roadmap: 365 slots on X and 104 on LinkedIn, each item assumed done. The yardstick counts
to ten million in plain Python, so that the ratio says the same on a fast and on a slow machine.
"""

import sys
import time
from datetime import date
from pathlib import Path

from bot.settings import load
from bot.simulation import Wish, simulated

YEAR = 365
EARLY, LATE = 30, 300  # study days of the same roadmap, ten times as many
ROADMAP = Path(__file__).parent.parent / "roadmaps" / "12-month.md"


def main() -> None:
    """Print what a year costs, and the cost of a day early and late in it."""
    _run(3)  # what is imported and compiled once is not a day's cost
    early, late = _run(EARLY), _run(LATE)
    before = _yardstick()
    year = _run(YEAR)
    bare = (before + _yardstick()) / 2  # a machine may have grown slow or quick meanwhile
    print(f"a year simulated   {year:6.2f} s   {year / bare:7.1f} x the yardstick ({bare * 1e3:.0f} ms)")
    first, last = early / EARLY, (late - early) / (LATE - EARLY)
    print(f"a day, the first {EARLY}  {first * 1e3:6.1f} ms")
    print(f"a day after that     {last * 1e3:6.1f} ms   ratio {last / first:.2f}")
    if last > 2 * first:
        sys.exit("a day costs more and more")


def _run(days: int) -> float:
    began = time.perf_counter()
    with simulated(load({"BOT_HOME": "/nowhere/at/all"}), Wish(date(2026, 1, 5), days, ROADMAP)):
        return time.perf_counter() - began


def _yardstick() -> float:
    began, number = time.perf_counter(), 0
    while number < 10_000_000:
        number += 1
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
