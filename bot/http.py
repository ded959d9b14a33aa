"""One HTTP client for every platform: time limits, no redirects, and one question answered: did the request leave?

httpx tells a connection that was never made from one that broke later. The first is `NotSent` and may be tried again;
anything after the first byte left is `Unconfirmed`, whatever it looks like. An answer is read up to a size and a
deadline, because a server may send without end.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot import __version__
from bot.clock import stopwatch
from bot.errors import NotSent, Unconfirmed
from bot.settings import certificates

if TYPE_CHECKING:
    import ssl

    import httpx

USER_AGENT = f"learnaloud/{__version__}"
CONNECT_SECONDS = 10.0
READ_SECONDS = 30.0
WHOLE_SECONDS = 60.0
MOST_BYTES = 1024 * 1024


def client(base_url: str = "", wire: "httpx.BaseTransport | None" = None) -> "httpx.Client":
    """Return a client, over the network or over another wire. Proxies of the environment httpx honours by itself."""
    import httpx

    return httpx.Client(
        base_url=base_url,
        transport=wire,
        verify=_trusting(certificates()),
        timeout=httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
        headers={"User-Agent": USER_AGENT},
        follow_redirects=False,
    )


@cache
def _trusting(where: Path | None) -> "ssl.SSLContext":
    """Return who vouches for servers: those the environment names, or those httpx brings; reading them takes long."""
    import ssl

    import httpx

    if where is None:
        return httpx.create_ssl_context()
    return ssl.create_default_context(**{"capath" if where.is_dir() else "cafile": where})  # type: ignore[arg-type]


def send(client: "httpx.Client", request: "httpx.Request") -> "httpx.Response":
    """Send once and return the whole answer, or say whether the request may have been acted on."""
    import httpx

    host = request.url.host
    try:
        response = client.send(request, stream=True)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol):
        raise NotSent(f"{host} could not be reached.", "bot check") from None
    except httpx.TransportError as error:
        raise Unconfirmed(f"{host} did not answer ({_kind(error)}).", "bot show ID") from None
    try:
        return _read(response)
    except httpx.RequestError as error:
        raise Unconfirmed(f"The answer of {host} broke off ({_kind(error)}).", "bot show ID") from None
    finally:
        response.close()


def _read(response: "httpx.Response") -> "httpx.Response":
    import httpx

    body, seconds = bytearray(), stopwatch()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > MOST_BYTES or seconds() > WHOLE_SECONDS:
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
