"""How much longer reading a roadmap takes than the bare parse of its Markdown, and whether that grows with the text.

    python -m bench.roadmap

Both are timed on the same text in the same run; what counts are the ratio and that it stays from 20 kB to 2 MB.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from markdown_it import MarkdownIt

from bot import roadmaps

SIZES = (20_000, 200_000, 1_000_000)
ROUNDS = 5
LIMIT = 4.0
WEEK = (
    "## Week {n}: Topic {n}\n\n**Tasks:**\n\n"
    + "- [ ] Read [chapter {n}](https://a.b/c) and **solve** it (2 h)\n" * 200
)


def main() -> None:
    """Print both times per size, and their ratio."""
    sizes = [int(each) for each in sys.argv[1:]] or SIZES
    print(f"{'bytes':>10}{'parse, ms':>12}{'read, ms':>12}   ratio")
    ratios = [_measure(size) for size in sizes]
    growth = max(ratios) / min(ratios)
    print(f"largest ratio {max(ratios):.1f} (limit {LIMIT}), {growth:.2f} times the smallest")
    if max(ratios) > LIMIT:
        sys.exit(1)


def _measure(size: int) -> float:
    text = "# Plan\n\n" + "\n".join(WEEK.format(n=n) for n in range(1, size // len(WEEK) + 2))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.md"
        path.write_text(text, encoding="utf-8")
        parser = MarkdownIt("commonmark").enable("table")
        bare = _median(lambda: parser.parse(path.read_text(encoding="utf-8")))
        whole = _median(lambda: roadmaps.read(path))
    print(f"{len(text):>10,}{bare * 1e3:12.1f}{whole * 1e3:12.1f}{whole / bare:8.1f}")
    return whole / bare


def _median(act: Callable[[], object]) -> float:
    seconds = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        act()
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)


if __name__ == "__main__":
    main()
