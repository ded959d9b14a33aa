"""The real program on a pseudo-terminal: what a person would see, key by key."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\r")
_PATIENCE = 20.0
_ROOT = Path(__file__).parent.parent.parent  # what runs elsewhere is still this program
_BOT = (sys.executable, "-m", "bot")


class Terminal:
    """One running command; `until` waits for words, `keys` types."""

    def __init__(
        self, *words: str, width: int = 80, environ: Mapping[str, str] | None = None, program: Sequence[str] = _BOT,
        folder: Path | None = None,
    ) -> None:  # fmt: skip
        self.said = ""
        self.pid, self.file = pty.fork()
        if self.pid == 0:
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # whoever runs the tests may have it ignored
            os.environ.update({"TERM": "xterm", "PYTHONPATH": str(_ROOT), **(environ or {})})
            os.chdir(folder or ".")
            for name in ("COLUMNS", "LINES"):
                os.environ.pop(name, None)
            os.execvp(program[0], [*program, *words])  # noqa: S606 (ours)
        self.resize(width)

    def resize(self, width: int, height: int = 40) -> None:
        """Give the window another size, as a person would who drags its corner."""
        fcntl.ioctl(self.file, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))

    def keys(self, typed: str) -> None:
        """Type."""
        os.write(self.file, typed.encode())

    def until(self, words: str) -> str:
        """Wait until some words stand on the screen, and return what was said since the last time."""
        began = time.monotonic()
        while words not in self.said:
            if time.monotonic() - began > _PATIENCE or not self._read():
                os.kill(self.pid, signal.SIGKILL)
                raise AssertionError(f"{words!r} never came; it said: {self.said[-2000:]}")
        seen, _, self.said = self.said.partition(words)
        return seen + words

    def end(self) -> int:
        """Read to the end, and return the exit code."""
        began = time.monotonic()
        while self._read():
            if time.monotonic() - began > _PATIENCE:
                self.kill()
                raise AssertionError(f"it did not end; it said: {self.said[-2000:]}")
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def kill(self) -> None:
        """Cut the line, as a lost ssh connection does."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)

    def _read(self) -> bool:
        ready, _, _ = select.select([self.file], [], [], 1.0)
        if not ready:
            return True
        try:
            found = os.read(self.file, 65_536)
        except OSError:
            return False
        self._heard(found)
        return bool(found)

    def _heard(self, found: bytes) -> None:
        self.said += _CONTROL.sub("", found.decode(errors="replace"))
