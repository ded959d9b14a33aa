"""A campaign: processes that work through cases one after the other, and what they found."""

import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import monotonic

ROOT = Path(__file__).parent.parent.parent
FOUND = Path(__file__).parent / "found"
_SLICE = 60.0  # seconds of one process: what a library keeps in memory ends with it
_GRACE = 120  # seconds of the wall clock on top


@dataclass(frozen=True)
class Find:
    """What broke a reader, and how."""

    reader: str
    trouble: str
    case: bytes


def campaign(
    names: Sequence[str],
    seed: str,
    seconds: float,
    most: int = 2**31,
    say: Callable[[str], object] = lambda words: None,
    keep: Path | None = None,
) -> tuple[list[Find], Counter[str]]:
    """Feed the readers for a time, or a number of cases each, and return what was found and how many cases there were."""
    ends, first = monotonic() + seconds, 0
    finds: list[Find] = []
    counts: Counter[str] = Counter()
    turns = 0
    while monotonic() < ends and first < most:
        left = min(_SLICE, ends - monotonic())
        new, done = _slice(names, seed, first, most, left)
        counts.update(done)
        for each in new:
            if (each.reader, _kind(each.trouble)) not in {(old.reader, _kind(old.trouble)) for old in finds}:
                finds.append(each)
                say(f"{each.reader}: {each.trouble}")
                if keep:
                    _kept(keep, each)
        first += max([1, *done.values()])
        turns += 1
    return finds, counts


def _slice(names: Sequence[str], seed: str, first: int, last: int, seconds: float) -> tuple[list[Find], dict[str, int]]:
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder) / "case"
        command = [
            sys.executable,
            "-m",
            "tests.fuzz.watched",
            ",".join(names),
            seed,
            str(first),
            str(last),
            str(seconds),
            str(case),
        ]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        try:
            out, err = process.communicate(timeout=seconds + _GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
        lines = [json.loads(line) for line in out.splitlines()]
        finds = [Find(each["reader"], each["trouble"], bytes.fromhex(each["case"])) for each in lines if "case" in each]
        counts: dict[str, int] = next((each["counts"] for each in lines if "counts" in each), {})
        if process.returncode:
            name, _, content = case.read_bytes().partition(b"\n") if case.exists() else (b"?", b"", b"")
            last_words = (err.splitlines() or [""])[-1]
            finds.append(Find(name.decode(), f"ended the process: {process.returncode} {last_words}", content))
            counts = counts or dict.fromkeys(names, 50)
        return finds, counts


def _kind(trouble: str) -> str:
    return re.sub(r"\d+", "", trouble.partition(" in '")[0])


def _kept(folder: Path, find: Find) -> None:
    """Lay a find where the tests look, under the reader's name."""
    folder.mkdir(exist_ok=True)
    words = re.sub(r"\W+", "-", find.trouble.lower())[:40].strip("-")
    name = f"{find.reader}.{words}.{sha256(find.case).hexdigest()[:6]}"
    with suppress(FileExistsError):
        (folder / name).write_bytes(find.case)
