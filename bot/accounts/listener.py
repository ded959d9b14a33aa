"""Where the browser brings the answer of a dance: a page on this machine, for this machine alone, for one answer.

Only an address with our state ends the wait; whatever else knocks is told that it is at the wrong door.
"""

import hmac
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlsplit

from bot.clock import stopwatch
from bot.errors import LoginError

PORT = 8723
PATH = "/callback"
_LONGEST = 8192  # of a line; codes are short
_DONE = b"<!doctype html><title>learnaloud</title><p>Done. You can close this window and go back to the terminal."
_WRONG = b"<!doctype html><title>learnaloud</title><p>This is not the answer that is waited for."
_LOOK_UP = 0.5  # seconds between two looks at the clock


class Listener:
    """A page that waits for one answer."""

    def __init__(self, state: str, port: int = PORT) -> None:
        self._answer = ""
        try:
            self._server = HTTPServer(("127.0.0.1", port), _page(self, state))
        except OSError as error:
            raise LoginError(
                f"Port {port} of this machine is taken: {error.strerror}.", "bot login … --paste"
            ) from None
        self._server.timeout = _LOOK_UP

    def wait(self, seconds: float) -> str:
        """Return the address the browser was sent to."""
        waited = stopwatch()
        while not self._answer:
            if waited() > seconds:
                raise LoginError(f"Nobody came within {seconds / 60:.0f} minutes.", "bot login … --paste")
            self._server.handle_request()
        return self._answer

    def take(self, answer: str) -> None:
        """Take the answer that ends the wait."""
        self._answer = answer

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._server.server_close()


def _page(listener: Listener, state: str) -> type[BaseHTTPRequestHandler]:
    def _is_ours(path: str) -> bool:
        parts = urlsplit(path)
        return parts.path == PATH and hmac.compare_digest(parse_qs(parts.query).get("state", [""])[0], state)

    class Page(BaseHTTPRequestHandler):
        timeout = 5

        def do_GET(self) -> None:
            ours = len(self.path) < _LONGEST and _is_ours(self.path)
            if ours:
                listener.take(self.path)
            self.send_response(200 if ours else 400)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Referrer-Policy", "no-referrer")  # the address of this page holds the code
            self.end_headers()
            self.wfile.write(_DONE if ours else _WRONG)

        def log_message(self, *words: object) -> None:
            """Say nothing: the address holds the code."""

    return Page
