"""Asks git about a repository on this machine: nothing of it is run, nothing is fetched, and nobody waits for ever.

A repository's own settings may name programs (pagers, monitors, signature checks, transports); each is switched off. A
field of git's answer that is longer than anybody reads is not even kept in memory.
"""

import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shlex import quote
from threading import Timer
from typing import TYPE_CHECKING, cast

from bot import settings
from bot.activity import safe
from bot.errors import ActivityError
from bot.settings.environment import for_programs

if TYPE_CHECKING:
    from io import BufferedReader

_GIT = (
    "git", "--no-pager", "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "log.showSignature=false",
    "-c", "protocol.allow=never", "-c", "core.quotePath=false",
)  # fmt: skip
_SECONDS = 60  # of silence
_CHUNK = 64 * 1024
_MOST_FIELD = 64 * 1024
_NOT_THERE = 1  # what git returns for a question whose answer is nothing


def fields(folder: Path, *words: str, ask: Sequence[str] = ()) -> Iterator[str]:
    """Yield git's answer, piece by piece between its zero bytes; `ask` is what git reads, a line each."""
    with _running(folder, words, ask) as answer:
        begun = b""
        for chunk in _chunks(folder, answer):
            first, *more = chunk.split(b"\0")
            begun += first[: _MOST_FIELD - len(begun)]
            for piece in more:
                yield begun.decode(errors="replace")
                begun = piece[:_MOST_FIELD]


def answer(folder: Path, *words: str, ask: Sequence[str] = (), most: int = _MOST_FIELD) -> bytes:
    """Return git's whole answer, or as much of it as is wanted."""
    found = bytearray()
    with _running(folder, words, ask) as stream:
        for chunk in _chunks(folder, stream):
            found += chunk[: most - len(found)]
    return bytes(found)


@contextmanager
def _running(folder: Path, words: Sequence[str], ask: Sequence[str]) -> Iterator[subprocess.Popen[bytes]]:
    with tempfile.TemporaryFile() as stdin, tempfile.TemporaryFile() as stderr:
        stdin.write("".join(f"{line}\n" for line in ask).encode())
        stdin.seek(0)
        try:
            git = subprocess.Popen(
                [*_GIT, "-C", str(folder), *words], stdin=stdin, stdout=subprocess.PIPE, stderr=stderr,
                env=for_programs(settings.secret_names()),
            )  # fmt: skip
        except FileNotFoundError:
            raise ActivityError("git is not installed.", "install git, or empty BOT_REPOSITORIES") from None
        with git:
            try:
                yield git
                if git.wait() > _NOT_THERE:
                    stderr.seek(0)
                    raise _story(folder, stderr.read(_CHUNK).decode(errors="replace"))
            finally:
                git.kill()


def _chunks(folder: Path, git: subprocess.Popen[bytes]) -> Iterator[bytes]:
    """Yield the answer as it comes; a git that falls silent is stopped."""
    pipe = cast("BufferedReader", git.stdout)
    while True:
        silence = Timer(_SECONDS, git.kill)
        silence.start()
        chunk = pipe.read1(_CHUNK)
        if not silence.is_alive():
            raise ActivityError(f"git said nothing for {_SECONDS} s.", "bot sync")
        silence.cancel()
        if not chunk:
            return
        yield chunk


def _story(folder: Path, told: str) -> ActivityError:
    """Say what git's words mean for the person."""
    if "dubious ownership" in told:
        allow = f"git config --global --add safe.directory {quote(str(folder.resolve()))}"
        return ActivityError("git does not trust its folder, which belongs to another user of this machine.", allow)
    if not folder.exists():
        return ActivityError("Its folder is not there.", "look at BOT_REPOSITORIES")
    lines = safe(told).splitlines()
    fatal = next((line for line in lines if line.startswith("fatal: ")), "".join(lines[:1]))
    reason = fatal.removeprefix("fatal: ").rstrip(".")
    return ActivityError(f"It could not be read: {reason}.", "bot check, and look at BOT_REPOSITORIES")
