"""Says how alike two posts read, and asks when a draft repeats a recent one.

Odd about it: posts are compared by the letter triples of their words, with digits made equal. Whole words would miss
"fitted" and "fitting"; triples see the same sentence with another day number as the same sentence. Two posts of one
person on one subject share about a tenth of their triples, the same sentence with another topic about half.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.guard.findings import Finding, Verdict
from bot.guard.reading import Reading, fold

TOO_ALIKE = 0.4
SAMENESS = "sameness"  # the name of what is found


def similarity(a: str, b: str) -> float:
    """Return the share of letter triples two texts have in common (Jaccard), from 0 to 1."""
    ours, theirs = _triples(a), _triples(b)
    shared = len(ours & theirs)
    return shared / (len(ours) + len(theirs) - shared) if shared else 0.0


def check_sameness(reading: Reading, recent: Sequence[str]) -> Iterator[Finding]:
    """Yield a finding for the recent post this one reads most like, if it reads too much like it."""
    share, earlier = max(((similarity(reading.text, other), other) for other in recent), default=(0.0, ""))
    if share > TOO_ALIKE:
        yield Finding(
            SAMENESS,
            Verdict.ASK,
            (0, len(reading.text)),
            f"This reads much like an earlier post ({share:.0%}): “{earlier.strip()[:60]}”.",
            "Open on what is new this time, or draft it from another angle.",
        )


@lru_cache(maxsize=160)  # the same recent posts are compared with every draft
def _triples(text: str) -> frozenset[str]:
    words = " ".join(re.findall(r"[^\W_]+", re.sub(r"https?://\S+", " ", re.sub(r"\d+", "0", fold(text).casefold()))))
    padded = f" {words} " if words else ""
    return frozenset(padded[place : place + 3] for place in range(len(padded) - 2))
