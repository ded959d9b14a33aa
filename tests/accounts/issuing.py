"""An authorisation server on loopback: a page to say yes on, codes that work once, tokens; PKCE is checked.

It stands for LinkedIn's and for Mastodon's: the paths differ, the dance is one (RFC 6749, RFC 7636).
"""

import json
import threading
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from tests import canary

CLIENT, CLIENT_SECRET, TOKEN = "client-of-the-tests", canary.VALUE, f"{canary.VALUE}-token"


@dataclass
class Issuing:
    """What the server was asked, and how it behaves."""

    url: str = ""
    consents: bool = True
    lasts: int | None = 5_184_000
    answer: dict[str, object] | None = None  # instead of a token
    unknown_at_first: int = 0  # times a new token is not known yet
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def say_yes(self, address: str) -> str:
        """Do what a person in a browser does, and return the address the browser is sent to."""
        parts = urlsplit(address)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        if not self.consents:
            denied = {"error": "access_denied", "error_description": "the member declined", "state": asked["state"]}
            return f"{asked['redirect_uri']}?{urlencode(denied)}"
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def exchange(self, given: dict[str, str]) -> tuple[int, dict[str, object]]:
        """Give a token for a code, once."""
        meant = self.codes.pop(given.get("code", ""), None)
        challenge = urlsafe_b64encode(sha256(given.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        if meant is None or challenge != meant["code_challenge"] or given.get("redirect_uri") != meant["redirect_uri"]:
            return 400, {"error": "invalid_grant", "error_description": "the code is not valid"}
        if (given.get("client_id"), given.get("client_secret")) != (CLIENT, CLIENT_SECRET):
            return 401, {"error": "invalid_client"}
        token: dict[str, object] = {"access_token": TOKEN, "token_type": "Bearer"}
        return 200, self.answer or token | ({"expires_in": self.lasts} if self.lasts else {})


@contextmanager
def issuing() -> Iterator[Issuing]:
    """Serve until the block ends."""
    state = Issuing()

    class _Page(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            state.asked.append(self.path)
            given = {name: values[0] for name, values in parse_qs(body).items()}
            if self.path == "/api/v1/apps":
                self._say(200, {"client_id": CLIENT, "client_secret": CLIENT_SECRET})
            else:
                self._say(*state.exchange(given))

        def do_GET(self) -> None:
            state.asked.append(self.path)
            state.unknown_at_first -= 1
            known = self.headers["Authorization"] == f"Bearer {TOKEN}" and state.unknown_at_first < 0
            self._say(200, {"sub": "aB3", "name": "Sam Example"}) if known else self._say(401, {"message": "no"})

        def _say(self, status: int, body: dict[str, object]) -> None:
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *words: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), _Page) as server:
        state.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield state
        finally:
            server.shutdown()
            thread.join()
