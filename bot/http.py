"""One HTTP client for every platform: time limits, no redirects, and one question answered: did the request leave?

httpx tells a connection that was never made from one that broke later. The first is `NotSent` and may be tried again;
anything after the first byte left is `Unconfirmed`, whatever it looks like. An answer is read up to a size and a
deadline, because a server may send without end, headers as well as a body.
"""

import socket
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any

from bot import __version__
from bot.errors import NotSent, Unconfirmed
from bot.redact import Secret
from bot.settings.environment import certificates

if TYPE_CHECKING:
    import ssl

    import httpx

USER_AGENT = f"learnaloud/{__version__}"
CONNECT_SECONDS = 10.0
READ_SECONDS = 30.0
WHOLE_SECONDS = 60.0
MOST_BYTES = 1024 * 1024
# httpx brings a command line of its own and with it a third of its weight; without it, it goes on.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
_PACKINGS = ("identity", "gzip", "deflate")
_NO_PROXY = Secret("")


def client(base_url: str = "", wire: "httpx.BaseTransport | None" = None, proxy: Secret = _NO_PROXY) -> "httpx.Client":
    """Return a client, over the network or over another wire.

    A proxy that is named takes the place of those of the environment, which httpx honours by itself.
    """
    import httpx

    return httpx.Client(
        base_url=base_url,
        transport=wire,
        proxy=proxy.reveal() if proxy and wire is None else None,
        verify=_trusting(certificates()),
        timeout=httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
        headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate"},
        follow_redirects=False,
    )


def trusted() -> "ssl.SSLContext":
    """Return who vouches for servers, for a wire that is not HTTP's: that one writes “http” into what it is given."""
    return _read_trusted(certificates())


@cache
def _trusting(where: Path | None) -> "ssl.SSLContext":
    return _read_trusted(where)  # once: it takes longer than a request


def _read_trusted(where: Path | None) -> "ssl.SSLContext":
    """Return those who vouch for servers: whom the environment names, or whom httpx brings."""
    import ssl

    import httpx

    if where is None:
        return httpx.create_ssl_context()
    return ssl.create_default_context(**{"capath" if where.is_dir() else "cafile": where})  # type: ignore[arg-type]


@contextmanager
def ended_after(seconds: float, connection: socket.socket) -> Iterator[None]:
    """End a connection that is not HTTP's when its time is up: a limit for each answer is none for one that drips."""
    twin = connection.dup()  # TLS takes the socket away and gives another; this one stays

    def _end() -> None:
        with suppress(OSError):  # it ended meanwhile
            twin.shutdown(socket.SHUT_RDWR)

    timer = Timer(seconds, _end)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        twin.close()


def send(
    client: "httpx.Client", request: "httpx.Request", within: float = WHOLE_SECONDS, most: int = MOST_BYTES
) -> "httpx.Response":
    """Send once and return the whole answer, or say whether the request may have been acted on."""
    import httpx

    host = request.url.host
    with _broken_off_after(within, request):
        try:
            response = client.send(request, stream=True)
        except _never_left():
            raise NotSent(f"{host} could not be reached.", "bot check") from None
        except httpx.TransportError as error:
            raise Unconfirmed(f"{host} did not answer ({_kind(error)}).", "bot show ID") from None
        try:
            return _read(response, most)
        except httpx.RequestError as error:
            raise Unconfirmed(f"The answer of {host} broke off ({_kind(error)}).", "bot show ID") from None
        finally:
            response.close()


def _never_left() -> tuple[type[Exception], ...]:
    import httpx

    return httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol


@contextmanager
def _broken_off_after(seconds: float, request: "httpx.Request") -> Iterator[None]:
    """Break an answer off when its time is up: httpx limits each wait for a byte, and not how many are waited for."""
    connections: list[Any] = []

    def _break() -> None:
        for each in connections[-1:]:  # the last: TLS is laid over the one before it
            with suppress(OSError):  # it ended meanwhile
                each.get_extra_info("socket").shutdown(socket.SHUT_RDWR)

    timer = Timer(seconds, _break)

    def _note(event: str, about: Mapping[str, Any]) -> None:
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            connections.append(about["return_value"])
        elif event.endswith("receive_response_headers.started") and not timer.ident:
            timer.start()

    request.extensions = {**request.extensions, "trace": _note}
    try:
        yield
    finally:
        timer.cancel()
        if timer.ident:
            timer.join()


def _read(response: "httpx.Response", most: int) -> "httpx.Response":
    import httpx

    if response.headers.get("content-encoding", "identity") not in _PACKINGS:
        raise httpx.DecodingError("packed as we did not ask for")  # twice, for one: two kilobytes can hold gigabytes
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > most:
            raise httpx.ReadError("longer than any answer we expect")
    # The body is already decoded, so the headers that describe its packing would mislead.
    headers = [
        (name, value) for name, value in response.headers.items() if name not in {"content-encoding", "content-length"}
    ]
    answer = httpx.Response(response.status_code, headers=headers, content=bytes(body), request=response.request)
    answer.encoding = "utf-8"  # whatever it says of itself: a wrong word there would make `text` raise
    return answer


def _kind(error: Exception) -> str:
    """Return the kind of error only: its text may carry an address with a token in it."""
    return type(error).__name__
