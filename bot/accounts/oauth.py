"""The OAuth dance: an address for the browser, the answer it brings back, the token for it.

The state is random and compared before anything else, so nobody can slip in a code of their own; PKCE binds the code to
this process. A code is used once: whatever goes wrong with it, the dance begins anew.
"""

import hmac
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

from bot.errors import LoginError, PublishError
from bot.http import client, send
from bot.redact import Secret, plain, redact

if TYPE_CHECKING:
    import httpx

_AGAIN = "bot login once more"
_MOST_WORDS = 200
_LONGEST = 10**9  # seconds a token may last: thirty years are for ever


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who gives tokens: where its browser page and its token address are, and who we are to it."""

    authorize: str
    token: str
    client_id: str
    client_secret: Secret
    scopes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a dance ends with."""

    access: Secret
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class Dance:
    """One dance, from the address to the answer."""

    issuer: Issuer
    redirect: str
    state: str
    verifier: str

    @property
    def address(self) -> str:
        """Return where the person says yes."""
        challenge = urlsafe_b64encode(sha256(self.verifier.encode()).digest()).rstrip(b"=").decode()
        asked = {
            "response_type": "code",
            "client_id": self.issuer.client_id,
            "redirect_uri": self.redirect,
            "scope": " ".join(self.issuer.scopes),
            "state": self.state,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        return f"{self.issuer.authorize}?{urlencode(asked)}"

    def code(self, answer: str) -> str:
        """Return the code in the address the browser was sent to, or one the person was shown to copy."""
        if "=" not in answer:
            return answer.strip()
        try:
            found = {name: values[0] for name, values in parse_qs(urlsplit(answer.strip()).query).items()}
        except ValueError:
            raise LoginError("That is no address.", _AGAIN) from None
        if not hmac.compare_digest(found.get("state", ""), self.state):
            raise LoginError("That answer belongs to another login: its state is not ours.", _AGAIN)
        if "error" in found:
            why = found.get("error_description") or found["error"]
            raise LoginError(f"You or the platform said no: {_words(why)}.", _AGAIN)
        if not found.get("code"):
            raise LoginError("That address holds no code.", _AGAIN)
        return found["code"]

    def finish(self, answer: str, now: datetime, wire: "httpx.BaseTransport | None" = None) -> Tokens:
        """Return the token for an answer."""
        asked = {
            "grant_type": "authorization_code",
            "code": self.code(answer),
            "redirect_uri": self.redirect,
            "client_id": self.issuer.client_id,
            "client_secret": self.issuer.client_secret.reveal(),
            "code_verifier": self.verifier,
        }
        return _tokens(post_form(self.issuer.token, asked, wire), now)


def begin(issuer: Issuer, redirect: str) -> Dance:
    """Begin a dance that ends at an address."""
    return Dance(issuer, redirect, secrets.token_urlsafe(24), secrets.token_urlsafe(48))


def post_form(url: str, asked: Mapping[str, str], wire: "httpx.BaseTransport | None" = None) -> Mapping[str, object]:
    """Send a form, and return the fields of the answer."""
    try:
        with client(wire=wire) as line:
            answer = send(line, line.build_request("POST", url, data=dict(asked)))
    except PublishError as error:
        raise LoginError(error.message, _AGAIN) from None
    try:
        found = answer.json()
    except ValueError:
        found = None
    if not answer.is_success or not isinstance(found, dict):
        told = found if isinstance(found, dict) else {}
        why = told.get("error_description") or told.get("error") or f"status {answer.status_code}"
        raise LoginError(f"{urlsplit(url).hostname} gave no token: {_words(str(why))}.", _AGAIN)
    return found


def _tokens(found: Mapping[str, object], now: datetime) -> Tokens:
    access, lasts = found.get("access_token"), found.get("expires_in")
    if not isinstance(access, str) or not access:
        raise LoginError("The answer holds no token.", _AGAIN)
    ends_at = now + timedelta(seconds=lasts) if isinstance(lasts, int) and 0 < lasts < _LONGEST else None
    return Tokens(Secret(access), ends_at)


def _words(text: str) -> str:
    """Return what a server said, as a part of our own sentence."""
    return plain(redact(" ".join(text.split())))[:_MOST_WORDS].rstrip(".")
