"""A wire that leads nowhere: it keeps each request whole and answers as a connection does that was refused."""

import json
from collections.abc import Iterator

import httpx

from bot.redact import MASK, redact

_SHOWN = 2000  # characters of a body that is no JSON
_HIDDEN = ("authorization", "cookie")


class Rehearsal(httpx.BaseTransport):
    """Keeps requests instead of sending them."""

    def __init__(self) -> None:
        self._requests: list[httpx.Request] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Keep a request."""
        request.read()
        self._requests.append(request)
        raise httpx.ConnectError("nothing leaves in a rehearsal", request=request)

    def shown(self) -> Iterator[str]:
        """Yield the requests as a person reads them, without their secrets."""
        for request in self._requests:
            yield f"{request.method} {request.url}"
            for name, value in request.headers.items():
                yield f"{name}: {MASK if name.lower() in _HIDDEN else redact(value)}"
            yield ""
            yield _body(request.content)


def _body(content: bytes) -> str:
    """Return a body as a person reads it: the line breaks between its names are ours."""
    try:
        return redact(json.dumps(json.loads(content), ensure_ascii=False, indent=2))
    except ValueError:
        return redact(content.decode("utf-8", "replace"))[:_SHOWN]
