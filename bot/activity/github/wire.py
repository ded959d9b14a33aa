"""PyGithub's requester over a connection of ours: it puts a request together, we send it and read the answer.

PyGithub's own connection is not used because it follows a 301 without the query (so a renamed repository answers 30
commits of any year), sleeps in a loop on 202, reads an answer of any length, and trips over a limit that is no number.
"""

from collections.abc import ItemsView, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from bot.clock import stopwatch
from bot.http import USER_AGENT
from bot.redact import Secret, guard_logs
from bot.settings.environment import certificates

if TYPE_CHECKING:
    from github import Github
    from requests import PreparedRequest, Response, Session

VERSION = "2022-11-28"  # contract §1: a newer one breaks shapes; promised until 2028
JSON = "application/vnd.github+json"
RAW = "application/vnd.github.raw+json"
TOO_LONG = "too long"
_SECONDS = 30
_WHOLE_SECONDS = 120.0
_CHUNK = 64 * 1024
_NOT_READY = 202


@dataclass(frozen=True, slots=True)
class Raw:
    """One answer as it came; `trouble` says why there is none."""

    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    trouble: str = ""


class Wire:
    """One connection to GitHub; nothing is loaded or opened before the first request."""

    def __init__(self, token: Secret, api: str) -> None:
        self._token = token
        self._api = api
        self._client: Github | None = None
        self._connection: _Connection | None = None

    def get(self, url: str, headers: Mapping[str, str], most: int) -> Raw:
        """Ask once, following nothing; a broken connection is told as trouble, by its kind only."""
        client, connection = self._opened()
        connection.most = most
        try:
            client.requester.requestJson("GET", url, headers=dict(headers), cnx=cast("Any", connection))
        except _broken() as error:
            return Raw(trouble=type(error).__name__)
        return connection.got

    def close(self) -> None:
        """Close what was opened."""
        if self._client and self._connection:
            self._connection.close()
            self._client.close()

    def _opened(self) -> "tuple[Github, _Connection]":
        if self._client is None or self._connection is None:
            from github import Auth, Github

            guard_logs()  # its import sets its own logger to INFO

            self._connection = _Connection(self._api)
            self._client = Github(
                auth=Auth.Token(self._token.reveal()) if self._token else None,
                base_url=self._api, timeout=_SECONDS, user_agent=USER_AGENT, per_page=100, api_version=VERSION,
                retry=None, seconds_between_requests=None, seconds_between_writes=None,
            )  # fmt: skip
        return self._client, self._connection


class _Connection:
    """What PyGithub asks of a connection, over one session of requests."""

    def __init__(self, api: str) -> None:
        from urllib.parse import urlsplit

        parts = urlsplit(api)
        self._host = f"{parts.scheme}://{parts.netloc}"
        self._session = _session()
        self._url = ""
        self._headers: Mapping[str, str] = {}
        self.most = 0
        self.got = Raw()

    def request(self, _verb: str, url: str, _input: object, headers: Mapping[str, str], _stream: bool) -> None:
        """Take down what PyGithub put together."""
        self._url, self._headers = url, headers

    def getresponse(self) -> "_Shown":
        """Send it and read the answer up to a size and a deadline."""
        with self._session.get(
            self._host + self._url, headers=self._headers, timeout=_SECONDS, allow_redirects=False, stream=True
        ) as response:
            body = _body(response, self.most)
            headers = {name.lower(): value for name, value in response.headers.items()}
            status = 503 if response.status_code == _NOT_READY else response.status_code
        self.got = (
            Raw(status, headers, trouble=TOO_LONG)
            if body is None
            else Raw(status, headers, body.decode(errors="replace"))
        )
        return _Shown(status)

    def close(self) -> None:
        """Close the session."""
        self._session.close()


@dataclass(frozen=True, slots=True)
class _Shown:
    """What PyGithub sees of an answer: enough to end the request, and nothing it could act on."""

    status: int

    def read(self) -> str:
        return ""

    def getheaders(self) -> ItemsView[str, str]:
        return dict[str, str]().items()


def _session() -> "Session":
    from requests import Session

    class Still(Session):
        """A session that does not even look where a redirect leads: it would read its body whatever the length."""

        def get_redirect_target(self, resp: "Response") -> None:
            return None

    def as_it_is(request: "PreparedRequest") -> "PreparedRequest":
        return request

    session = Still()
    if own := certificates():  # requests knows one of the names an environment may use for them
        session.verify = str(own)
    session.auth = as_it_is  # otherwise requests takes a login from ~/.netrc and puts it in place of the token
    return session


def _body(response: "Response", most: int) -> bytes | None:
    """Return the whole body, or None if it is longer than anything we expect."""
    body, seconds = bytearray(), stopwatch()
    for chunk in response.iter_content(_CHUNK):
        body += chunk
        if len(body) > most or seconds() > _WHOLE_SECONDS:
            return None
    return bytes(body)


def _broken() -> tuple[type[Exception], ...]:
    """Return what a network can throw: requests lets some errors of the layers below it through."""
    from http.client import HTTPException

    from requests import RequestException
    from urllib3.exceptions import HTTPError

    return RequestException, HTTPError, HTTPException, OSError, ValueError
