"""One connection, seen from the server: the ways an answer can go over it, or not.

A client that has gone is noticed by reading: nothing comes, or the connection was reset. Every wait here ends when the
client has gone, when it is told to (`let_go`), or after some seconds, so that no test hangs and no thread is left.
"""

import socket
import struct
from collections.abc import Callable, Mapping
from select import select
from threading import Event

from bot.clock import stopwatch
from tests.platforms.servers.faults import How
from tests.platforms.servers.spoken import Said

_LOOK_AGAIN = 0.02  # seconds
_NO_LINGER = struct.pack("ii", 1, 0)  # SO_LINGER 0: closing sends a reset
_CHUNK = b"10000\r\n" + b" " * 0x10000 + b"\r\n"


class Line:
    """A connection that can be kept waiting, hung up and reset."""

    def __init__(self, connection: socket.socket, let_go: Event, hold_seconds: Callable[[], float]) -> None:
        self._connection, self._let_go, self._hold_seconds = connection, let_go, hold_seconds
        self.is_over = False

    @property
    def is_gone(self) -> bool:
        """Tell whether the client has closed its end, or died."""
        readable, _, _ = select([self._connection], [], [], 0)
        try:
            return bool(readable) and self._connection.recv(1, socket.MSG_PEEK) == b""
        except OSError:
            return True

    def deliver(self, said: Said, how: How) -> None:
        """Let an answer go over the line in that way."""
        _WAYS[how](self, said)

    def hold(self, meanwhile: Callable[[], object] = lambda: None) -> None:
        """Keep the client waiting: until told to go on, for some seconds at most, or until it has gone."""
        waited = stopwatch()
        while waited() < self._hold_seconds() and not self._let_go.wait(_LOOK_AGAIN) and not self.is_gone:
            meanwhile()

    def send(self, content: bytes) -> bool:
        """Send, and tell whether the client was still there."""
        try:
            self._connection.sendall(content)
        except OSError:
            self.is_over = True
        return not self.is_over

    def hang_up(self) -> None:
        """Close without another word once the request is dealt with."""
        self.is_over = True

    def reset(self) -> None:
        """Break the connection: the client is told it was reset."""
        self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
        self.is_over = True


def _silent(line: Line, _: Said) -> None:
    line.hold()
    line.hang_up()


def _reset_in_head(line: Line, said: Said) -> None:
    head = said.head("content-length: 0")
    line.send(head[: len(head) // 2])
    line.reset()


def _reset_in_body(line: Line, said: Said) -> None:
    line.send(said.whole(missing=100))
    line.reset()


def _endless(line: Line, said: Said) -> None:
    line.send(said.head("transfer-encoding: chunked"))
    while line.send(_CHUNK):
        pass


def _drips(line: Line, said: Said) -> None:
    """A header now and then, so that no single wait is long; the last one never comes."""
    line.send(said.head("content-length: 0")[:-2])
    line.hold(meanwhile=lambda: line.send(b"x-drip: .\r\n"))
    line.hang_up()


_WAYS: Mapping[How, Callable[[Line, Said], object]] = {
    How.WHOLE: lambda line, said: line.send(said.whole()),
    How.SILENT: _silent,
    How.HANGS_UP: lambda line, _: line.hang_up(),
    How.RESET: lambda line, _: line.reset(),
    How.RESET_IN_HEAD: _reset_in_head,
    How.RESET_IN_BODY: _reset_in_body,
    How.ENDLESS: _endless,
    How.DRIPS: _drips,
}
