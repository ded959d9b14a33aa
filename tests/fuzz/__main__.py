"""Runs the fuzzer for a time: `python -m tests.fuzz SECONDS SEED [READER ...]`, and keeps what it found.

What a reader broke on is made smaller and laid into tests/fuzz/found, so that make test reads it from then on.
"""

import sys

from tests.fuzz.campaign import FOUND, campaign
from tests.fuzz.readers import READERS

if __name__ == "__main__":
    seconds, seed, *names = [*sys.argv[1:], *("60", "1")[len(sys.argv) - 1 :]]
    finds, counts = campaign(names or list(READERS), seed, float(seconds), say=print, keep=FOUND)
    for name, count in sorted(counts.items()):
        print(f"{name:14} {count:8} cases")
    print(f"{sum(counts.values())} cases, {len(finds)} finds; seed {seed}.")
    sys.exit(bool(finds))
