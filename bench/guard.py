"""How long the guard reads a post, beside a yardstick of plain Python in the same run.

    python -m bench.guard

The texts are those of tests/guard/corpus.toml up to 300 characters. The yardstick counts the letters of the same text
in a plain loop, so the ratio says the same on a fast and on a slow machine; the microseconds are this machine's. The
first reading compiles the patterns it needs and is printed on its own.
"""

import statistics
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

from bot.guard import check, looked_at

CORPUS = Path(__file__).parent.parent / "tests" / "guard" / "corpus.toml"
LONGEST = 300
ROUNDS = 7
# What the median may take before this run counts as failed: three times what is promised, for a busy machine.
LIMIT_US = 3_000
PROMISED_US = 1_000


def main() -> None:
    """Print the median, the 99th percentile and the slowest post, and their ratio to the yardstick."""
    table = tomllib.loads(CORPUS.read_text(encoding="utf-8"))
    texts = [each["text"] for each in table["text"] if len(each["text"]) <= LONGEST]
    cold = sum(_microseconds(check, text) for text in texts)
    ours = sorted(_fastest(check, text) for text in texts)
    bare = [_fastest(_yardstick, text) for text in texts]
    middle, late, slowest = statistics.median(ours), ours[len(ours) * 99 // 100], ours[-1]
    print(f"{len(texts)} posts of at most {LONGEST} characters, {ROUNDS} rounds")
    print(f"first reading of them all, patterns compiled   {cold / 1e6:8.2f} s")
    print(f"median {middle:.0f} µs, 99 in 100 below {late:.0f} µs, slowest {slowest:.0f} µs")
    print(f"posts over {PROMISED_US:,} µs: {sum(each > PROMISED_US for each in ours)}")
    print(f"ratio to the yardstick {middle / statistics.median(bare):.1f} (median {statistics.median(bare):.0f} µs)")
    if middle > LIMIT_US:
        sys.exit(f"the median is over {LIMIT_US:,} µs")


def _yardstick(text: str) -> int:
    """Count letters one by one: work nobody can make faster without changing Python."""
    letters = 0
    for char in text:
        if char.isalpha():
            letters += 1
    return letters


def _fastest(act: Callable[[str], object], text: str) -> float:
    """Return the fastest of some rounds, since what is slower was somebody else's work."""
    return min(_microseconds(act, text) for _ in range(ROUNDS))


def _microseconds(act: Callable[[str], object], text: str) -> float:
    looked_at.cache_clear()  # what is measured is a post that was never read
    started = time.perf_counter()
    act(text)
    return (time.perf_counter() - started) * 1e6


if __name__ == "__main__":
    main()
