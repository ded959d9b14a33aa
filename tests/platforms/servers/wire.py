"""A server on loopback that stands in for a platform: it keeps a ledger of what is out, and fails when asked to.

    with X() as server:
        server.add_fault(fault)          # for the next request that publishes; route="upload" for another
        ...                              # a client is pointed at server.url
        server.settle()                  # whatever still goes on has ended
        server.ledger                    # the truth: what readers see

A crash test sets `on_request`. It is called within a request that publishes, and the request goes on when it returns:
so it may kill the client and wait until it is dead. ACTED is told only if the platform acted.

    def kill(point: Point) -> None:
        if point is Point.ACTED:
            child.kill()
            child.wait()

Only whole requests count: what a client began to send and did not end never arrived. What goes wrong in a rule of a
server fails the test that used it, when its block ends.
"""

import socket
import sys
import threading
from abc import abstractmethod
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from re import fullmatch
from types import TracebackType
from typing import Any, Self

from bot.clock import Clock, SystemClock
from tests.platforms.servers.faults import OK, Fault, When
from tests.platforms.servers.line import Line
from tests.platforms.servers.spoken import Refusal, Request, Said

PUBLISH = "publish"


class Point(StrEnum):
    """Where a request that publishes has come to."""

    ARRIVED = "arrived"  # whole, and nothing was done
    ACTED = "acted"  # it is out, and nothing was said
    ANSWERED = "answered"  # all that will be said has left


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as it is out: the hash of its bytes, and its words."""

    digest: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Out:
    """A post as a reader sees it."""

    id: str
    text: str
    at: datetime
    pictures: tuple[Shown, ...] = ()
    in_reply_to: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """What a platform can be asked for, and the rules it answers by."""

    name: str
    method: str
    path: str  # a pattern
    answer: Callable[[Request], Said]


class Wire(ThreadingHTTPServer):
    """What every platform's server has; a platform adds its routes and its words."""

    daemon_threads = False
    elsewhere = "http://127.0.0.1:9/elsewhere"  # nobody is there; a test may name somebody who listens

    def __init__(self, clock: Clock | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        self.clock = clock or SystemClock()
        self.ledger: list[Out] = []
        self.requests: list[Request] = []
        self.on_request: Callable[[Point], None] = lambda _: None
        self.knows_repeats = True  # no platform says for how long it does: a crash test counts on none
        self.hold_seconds = 30.0  # how long a silence lasts if nobody ends it
        self.let_go = threading.Event()  # ends every silence
        self._faults: dict[str, deque[Fault]] = defaultdict(deque)
        self._open: set[socket.socket] = set()
        self._wrong: list[BaseException] = []
        self._acting = threading.Lock()
        self._under_way = 0
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01})

    # --- what a platform adds -------------------------------------------------------------------------------------

    @abstractmethod
    def routes(self) -> Sequence[Route]:
        """Return what this platform can be asked for."""

    @abstractmethod
    def words(self, status: int, headers: Mapping[str, str] | None = None) -> Said:
        """Return what this platform says with a status."""

    def dressed(self, request: Request, said: Said) -> Said:
        """Return an answer of the platform's own with the headers it always has."""
        return said

    # --- what a test asks -----------------------------------------------------------------------------------------

    @property
    def url(self) -> str:
        """Return where the platform is asked."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def texts(self) -> list[str]:
        """Return what readers can read, in order."""
        return [each.text for each in self.ledger]

    def asked(self, route: str = PUBLISH) -> list[Request]:
        """Return the requests that asked for one thing."""
        return [each for each in self.requests if each.route == route]

    def now(self) -> datetime:
        """Return what time it is here."""
        return self.clock.now()

    def add_fault(self, *faults: Fault, route: str = PUBLISH) -> None:
        """Let the next requests for one thing end so, one fault each."""
        self._faults[route].extend(faults)

    def forget_faults(self) -> None:
        """Let everything from now on be as it should."""
        self._faults.clear()

    def settle(self, seconds: float = 10) -> None:
        """Wait until no request is under way."""
        with self._changed:
            assert self._changed.wait_for(lambda: not self._under_way, seconds), "a request did not end"

    # --- one request ----------------------------------------------------------------------------------------------

    def take(self, request: Request, line: Line) -> None:
        """Deal with one request as its fault says."""
        route = self._route(request)
        request = replace(request, route=route.name)
        self.requests.append(request)
        waiting = self._faults[route.name]
        fault = waiting.popleft() if waiting else OK
        self._told(Point.ARRIVED, route)
        if fault.when is When.LATE:
            line.hold()
        own = self._acted(route, request) if fault.acts else Said()
        line.deliver(fault.says(self) if fault.says else own, fault.how)
        self._told(Point.ANSWERED, route)

    def _route(self, request: Request) -> Route:
        for route in self.routes():
            if route.method == request.method and fullmatch(route.path, request.path):
                return route
        return Route("", request.method, "", lambda _: self.words(404))

    def _acted(self, route: Route, request: Request) -> Said:
        with self._acting:
            try:
                said = route.answer(request)
            except Refusal as refusal:
                said = refusal.said
        self._told(Point.ACTED, route)
        return self.dressed(request, said)

    def _told(self, point: Point, route: Route) -> None:
        if route.name == PUBLISH:
            self.on_request(point)

    # --- connections ----------------------------------------------------------------------------------------------

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.let_go.set()
        self.shutdown()
        self._thread.join()
        for connection in list(self._open):
            with suppress(OSError):  # it ended by itself
                connection.shutdown(socket.SHUT_RDWR)
        self.server_close()  # waits for the threads
        if error is None and self._wrong:
            raise self._wrong[0]

    def process_request(self, request: Any, client_address: Any) -> None:
        """Remember a connection, to end it in time."""
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Close a connection; one that is to be reset is not ended in good order before."""
        self._open.discard(request)
        if request.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER):
            self.close_request(request)
        else:
            super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep what went wrong in here; a client that went away is nothing wrong."""
        error = sys.exception()
        if error and not isinstance(error, ConnectionError):
            self._wrong.append(error)

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """Count a request while it is dealt with."""
        self._count(1)
        try:
            yield
        finally:
            self._count(-1)

    def _count(self, more: int) -> None:
        with self._changed:
            self._under_way += more
            self._changed.notify_all()


class _Connection(BaseHTTPRequestHandler):
    server: Wire
    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        super().setup()
        self.line = Line(self.connection, self.server.let_go, lambda: self.server.hold_seconds)

    def _take(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(length)
        if len(body) == length:  # else the client died while it sent
            headers = {name.lower(): str(value) for name, value in self.headers.items()}
            with self.server.under_way():
                self.server.take(Request(self.command, self.path, headers, body), self.line)
        self.close_connection = self.close_connection or self.line.is_over

    do_GET = do_POST = do_PUT = do_DELETE = _take  # noqa: N815 (the names http.server looks for)

    def log_message(self, *words: object) -> None:
        """Say nothing."""
