"""Single keys from a terminal, each for what stands on it.

The terminal stays in its key mode for the whole sitting, since switching for every key would throw away at random what
was typed in between; an editor and a prompt get the terminal as they know it.
"""

import os
import select
import sys
import termios
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

_ESCAPE = b"\x1b"


class Keys:
    """The keyboard, while it is held."""

    def __init__(self) -> None:
        self._file = sys.stdin.fileno()
        self._before = termios.tcgetattr(self._file)

    def __enter__(self) -> "Keys":
        """Take keys one by one, without showing them."""
        tty.setcbreak(self._file, termios.TCSANOW)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Give the terminal back as it was."""
        termios.tcsetattr(self._file, termios.TCSADRAIN, self._before)

    @contextmanager
    def lent(self) -> Iterator[None]:
        """Lend the terminal to an editor or a prompt."""
        self.__exit__(None, None, None)
        try:
            yield
        finally:
            self.__enter__()

    def forget(self) -> None:
        """Forget what was typed before something new is shown: no key answers what nobody has seen."""
        termios.tcflush(self._file, termios.TCIFLUSH)

    def within(self, seconds: float) -> str:
        """Return the next key, or nothing if none comes in time."""
        return self.next() if select.select([self._file], [], [], seconds)[0] else ""

    def next(self) -> str:
        """Return the next key; an arrow or another key of several bytes is one that nothing answers to."""
        first = os.read(self._file, 1)
        if first == _ESCAPE and select.select([self._file], [], [], 0.02)[0]:
            os.read(self._file, 16)
            return "several"
        return first.decode(errors="replace") if first else "\x04"  # nothing: the line is gone
