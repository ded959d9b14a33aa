"""One case, watched: how long it takes, how much memory, what it opens and runs, and what it says.

A process of its own works through the cases (`python -m tests.fuzz.watched`), because a reader that hangs in C or eats
all memory can only be ended from outside. Before each case its bytes lie on disk, so that even a death tells which.
"""

import json
import os
import resource
import signal
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import monotonic, process_time
from typing import Any

from bot.errors import BotError, SettingsError
from bot.redact import find_hidden, plain, remember
from tests import canary
from tests.fuzz.changing import changed
from tests.fuzz.readers import READERS, Outside, Reader

SECONDS = 2.0  # of processor time a case may take
_HANGING = 20  # and after which nobody waits for its end
_MEMORY = 1536 * 1024 * 1024  # bytes of address space, libraries and all
_RUNS = (
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.putenv",
    "socket.connect",
    "ctypes.dlopen",
)
_WRITES = ("os.remove", "os.rename", "os.chmod", "os.mkdir", "os.rmdir", "os.symlink", "os.truncate", "shutil.rmtree")


@dataclass
class _Watch:
    """What the interpreter tells of a case while one is under way."""

    under: str = ""
    seen: str = ""
    listens: bool = False


_WATCH = _Watch()


def listen() -> None:
    """Hear what the interpreter does from now on; it cannot be told to stop."""
    if not _WATCH.listens:
        _WATCH.listens = True
        sys.addaudithook(_hear)


def _hear(event: str, given: tuple[Any, ...]) -> None:
    if not _WATCH.under or _WATCH.seen:
        return
    writes = event in _WRITES or (event == "open" and _is_writing(given))
    if event in _RUNS or (
        writes and str(given[0]).startswith("/") and not str(given[0]).startswith((_WATCH.under, "/dev/null"))
    ):
        _WATCH.seen = f"{event} {given[0]!r:.80}"


def _is_writing(given: tuple[Any, ...]) -> bool:
    path, mode, flags = given
    wants = any(each in (mode or "") for each in "wax+") or bool((flags or 0) & (os.O_WRONLY | os.O_RDWR))
    return isinstance(path, str | bytes) and wants and not str(path).endswith(".pyc")


def judged(reader: Reader, content: bytes, folder: Path) -> str:
    """Feed one case to a reader, and return what is wrong; nothing, if all is well."""
    _WATCH.under, _WATCH.seen = str(folder), ""
    before = process_time()
    trouble = ""
    try:
        said = _said(reader, content, folder)
    except Exception as error:  # it is what we look for
        said, trouble = [], _where(error)
    finally:
        _WATCH.under = ""
    took = process_time() - before
    if took > SECONDS:
        trouble = trouble or f"took {took:.1f} s"
    if _WATCH.seen:
        trouble = f"did {_WATCH.seen}"
    return trouble or next(_wrong(reader, content, said), "")


def _said(reader: Reader, content: bytes, folder: Path) -> list[str]:
    said: list[str] = []
    try:
        said.extend(reader.run(content, folder))
    except reader.refusals as error:
        said += _sentences(error)
    return said


def _sentences(error: Exception) -> Iterator[str]:
    if isinstance(error, SettingsError):
        for each in error.problems:
            yield from (each.message, each.hint)
    if isinstance(error, BotError):
        yield from (error.message, error.hint)


def _wrong(reader: Reader, content: bytes, said: list[str]) -> Iterator[str]:
    for each in said:
        if isinstance(each, Outside):
            continue
        if hidden := find_hidden(each):
            at = hidden[0].start
            yield f"says {hidden[0].kind} {each[at : at + 1]!r} in {each[max(0, at - 30) : at + 30]!r}"
        if canary.VALUE in each and (reader.hides or "canary" not in plain(content.decode("utf-8", "replace"))):
            yield f"tells a secret in {each[:80]!r}"
        if len(each) > 2_000_000:
            yield f"says {len(each)} characters"


def _where(error: BaseException) -> str:
    """Return what came out and the last line of ours it came through."""
    ours = [each for each in traceback.extract_tb(error.__traceback__) if "/bot/" in each.filename]
    place = f"{ours[-1].filename.rpartition('/bot/')[2]}:{ours[-1].name}" if ours else "outside"
    return f"{type(error).__name__} in {place}"


# --- the process -----------------------------------------------------------------------------------------------------


@contextmanager
def watched() -> Iterator[Path]:
    """Take the limits and plant the secret, and return where cases may write."""
    listen()
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    remember(canary.VALUE)
    for name in canary.SECRETS:
        os.environ[name] = canary.VALUE
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        yield Path(folder)


def main(names: list[str], seed: str, first: int, last: int, seconds: float, case: Path) -> None:
    """Work through cases until the last or until the time is over; tell each find as a line of JSON."""
    ends = monotonic() + seconds
    told: set[tuple[str, str]] = set()
    with watched() as folder:
        seeds = {name: list(READERS[name].seeds()) for name in names}
        counts = dict.fromkeys(names, 0)
        for number in range(first, last):
            if monotonic() > ends:
                break
            for name in names:
                reader = READERS[name]
                random = Random(f"{seed}/{name}/{number}")
                content = changed(random, seeds[name], reader.grammar, as_json=reader.as_json)
                case.write_bytes(name.encode() + b"\n" + content)
                signal.setitimer(signal.ITIMER_PROF, _HANGING)
                trouble = judged(reader, content, folder)
                counts[name] += 1
                if trouble and (name, trouble.partition(" in '")[0]) not in told:
                    told.add((name, trouble.partition(" in '")[0]))
                    print(json.dumps({"reader": name, "trouble": trouble, "case": content.hex()}), flush=True)
        signal.setitimer(signal.ITIMER_PROF, 0)
        print(json.dumps({"counts": counts}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1].split(","), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), float(sys.argv[5]), Path(sys.argv[6]))
