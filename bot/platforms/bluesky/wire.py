"""One call of Bluesky's interface (XRPC) over our own HTTP client: a question is a GET, anything else a POST.

Odd about it: the token is given with each call, because there are two, for different calls. What may be asked again is
never left unclear: `ask` takes it for “not sent”.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.clock import Clock
from bot.errors import NotSent, Unconfirmed
from bot.http import client, send
from bot.platforms.answers import Meaning, read
from bot.platforms.bluesky import answers
from bot.redact import Secret

if TYPE_CHECKING:
    import httpx


@dataclass(frozen=True, slots=True)
class Call:
    """What is asked, and what is said with it."""

    name: str
    asks: Mapping[str, str] | None = None
    says: Mapping[str, Any] | None = None
    content: bytes = b""
    kind: str = ""

    def request(self, line: "httpx.Client", token: Secret) -> "httpx.Request":
        """Return the request; without a token nobody is told who asks."""
        headers = {"Authorization": f"Bearer {token.reveal()}"} if token else {}
        if self.kind:
            headers["Content-Type"] = self.kind
        method, path = "POST" if self.asks is None else "GET", f"/xrpc/{self.name}"
        body: dict[str, Any] = {"content": self.content} if self.kind else {"json": self.says} if self.says else {}
        return line.build_request(method, path, params=self.asks, headers=headers, **body)


class Line:
    """The way to Bluesky. Each request is made once."""

    def __init__(self, clock: Clock, wire: "httpx.BaseTransport | None") -> None:
        self._clock, self._wire = clock, wire

    def send(self, home: str, call: Call, token: Secret) -> "httpx.Response":
        """Send once, and return the whole answer."""
        with client(home, self._wire) as line:
            return send(line, call.request(line, token))

    def repeatable(self, home: str, call: Call, token: Secret) -> "httpx.Response":
        """Send what may be sent again: if it is unclear what became of it, nothing is out."""
        try:
            return self.send(home, call, token)
        except Unconfirmed as unclear:
            raise NotSent(unclear.message, answers.LATER) from None

    def understood(self, response: "httpx.Response", table: Sequence[Meaning]) -> Mapping[str, Any]:
        """Return the fields of an answer to what may be sent again, or raise what it means."""
        if response.is_success:
            return read(response)
        error = answers.meaning(response, table, self._clock.now())
        raise NotSent(error.message, answers.LATER) if isinstance(error, Unconfirmed) else error
