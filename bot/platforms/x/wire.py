"""tweepy over our one HTTP client: it puts a request together and signs it, we send it and read the answer.

tweepy's own connection has no time limit, sends a post once more where a redirect leads, and cannot tell a request that
never left from one that did. tweepy itself trips over answers it does not expect (a list, a reset that is no number),
so what it makes of an answer is not looked at. Its host is fixed, so a request is moved before it is signed. Each has a
connection of its own: on one that X closed meanwhile it would be unclear whether a post arrived.
"""

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import tweepy
from requests import PreparedRequest, Request, Response, Session
from requests.adapters import BaseAdapter

from bot import http
from bot.errors import NotSent, PublishError, Unconfirmed
from bot.redact import Secret

if TYPE_CHECKING:
    import httpx

Question = Callable[[Any], object]  # one call of tweepy's client, which is untyped


class Line:
    """X at the other end: a question is put by tweepy, and answered whole."""

    def __init__(self, api: str, keys: Mapping[str, Secret], wire: "httpx.BaseTransport | None" = None) -> None:
        self._sender = _Sender(wire)
        shown = {name: key.reveal() for name, key in keys.items()}
        self._client = tweepy.Client(**shown, return_type=Response, wait_on_rate_limit=False)
        self._client.session = _Moved(api, self._sender)
        self._client.user_agent = http.USER_AGENT

    def ask(self, question: Question) -> "httpx.Response":
        """Return the answer to one call, whatever tweepy thinks of it; without one, say whether the request left."""
        self._sender.take()  # what an interrupted question may have left
        trouble: Exception | None = None
        try:
            question(self._client)
        except Exception as error:  # what tweepy and the libraries below it raise is theirs to choose
            trouble = error
        if (answer := self._sender.take()) is not None:
            return answer
        if isinstance(trouble, PublishError):
            raise trouble
        raise NotSent(f"The request to X could not be put together ({type(trouble).__name__}).", "bot check")


class _Moved(Session):
    """A session whose requests all go to one address, by one sender, and which follows nothing."""

    def __init__(self, api: str, sender: "_Sender") -> None:
        super().__init__()
        self.trust_env = False  # no login from ~/.netrc; proxies and certificates are our client's matter
        self.headers.clear()  # whoever unpacks an answer says which packings it can read
        self._api = api
        for scheme in ("https://", "http://"):
            self.mount(scheme, sender)

    def prepare_request(self, request: Request) -> PreparedRequest:
        """Move the request before it is signed: the signature covers the address."""
        request.url = self._api + urlsplit(str(request.url)).path
        return super().prepare_request(request)

    def get_redirect_target(self, resp: Response) -> None:
        """Lead nowhere: following a redirect would post again."""


class _Sender(BaseAdapter):
    """Hands a signed request to our client, and keeps the answer."""

    def __init__(self, wire: "httpx.BaseTransport | None") -> None:
        super().__init__()
        self._wire = wire
        self._answer: httpx.Response | None = None

    def send(self, request: PreparedRequest, *_: object, **__: object) -> Response:
        """Send it once. Whatever goes wrong from then on is “perhaps sent”, unless our client knows better."""
        with http.client(wire=self._wire) as client:
            ours = client.build_request(
                str(request.method),
                str(request.url),
                headers=_as_text(request.headers),
                content=request.body,  # type: ignore[arg-type]  # bytes or nothing: tweepy sends JSON
            )
            try:
                self._answer = http.send(client, ours)
            except PublishError:
                raise
            except Exception as error:  # after the request left no error may look like “not sent”
                raise Unconfirmed(f"The answer of X cannot be read ({type(error).__name__}).", "bot show ID") from None
        return _for_tweepy(self._answer, request)

    def take(self) -> "httpx.Response | None":
        """Return the answer to the last request, once."""
        answer, self._answer = self._answer, None
        return answer

    def close(self) -> None:
        """Do nothing: a connection is closed with its answer."""


def _as_text(headers: Mapping[str, str | bytes]) -> dict[str, str]:
    return {name: value if isinstance(value, str) else value.decode("latin-1") for name, value in headers.items()}


def _for_tweepy(answer: "httpx.Response", request: PreparedRequest) -> Response:
    shown = Response()
    shown.status_code, shown.reason = answer.status_code, answer.reason_phrase
    shown.headers.update(answer.headers)
    shown.raw, shown.url, shown.request = BytesIO(answer.content), str(request.url), request
    return shown
