"""Who we are at Bluesky: an access token for two hours, and a refresh token that is changed for a new pair.

Odd about it: a refresh token works once, so a new pair is in the vault before it is used, and only one process asks for
it at a time; for two hours the old one still gives the same new pair, so a lost answer loses nothing. The password is
shown again only when that fails, because it may be shown 300 times a day. Tokens are asked for where the settings say;
everything else goes to the server the account lives on, which the answer names (didDoc, the account's own document).
"""

import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from bot.clock import Clock
from bot.errors import Blocked, NotSent, StoreError
from bot.platforms import Memory
from bot.platforms.bluesky import answers
from bot.platforms.bluesky.wire import Call, Line
from bot.redact import Secret, plain, redact

_SOON = timedelta(minutes=5)
_DID = re.compile(r"did:[a-z]+:[A-Za-z0-9._:%-]{1,250}")
_TOKEN = re.compile("[!-~]{1,8000}")
_NO_TOKEN = Secret("")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Whose account it is, where it lives, and the two tokens for it."""

    did: str
    home: str
    access: Secret
    refresh: Secret

    def sealed(self) -> Secret:
        """Return all of it as the vault keeps it."""
        shown = {name: value.reveal() if isinstance(value, Secret) else value for name, value in asdict(self).items()}
        return Secret(json.dumps(shown))


@dataclass(frozen=True, slots=True)
class Login:
    """What opens an account: a handle and an app password."""

    handle: str
    password: Secret


class Session:
    """Keeps the tokens of one account good."""

    def __init__(self, api: str, login: Login, memory: Memory, clock: Clock, line: Line) -> None:
        self._api = api.rstrip("/")
        self._name = login.handle.strip().removeprefix("@")
        self._password = login.password
        self._memory, self._clock, self._line = memory, clock, line
        whose = f"{self._api} {self._name} {self._password.reveal()}"  # another password may be another account's
        self._kept_as = f"session {sha256(whose.encode()).hexdigest()[:12]}"

    def tokens(self) -> Tokens:
        """Return tokens that are good for a while."""
        had = self._sealed()
        return had if had and not self._ends(had) else self.renewed(had)

    def renewed(self, had: Tokens | None) -> Tokens:
        """Return other tokens than those, which are good no longer; another process may have been first."""
        with self._memory.alone():
            there = self._sealed()
            if there and there != had and not self._ends(there):
                return there
            return (self._refreshed(there) if there else None) or self._begun()

    def _refreshed(self, there: Tokens) -> Tokens | None:
        """Return what the refresh token is changed for; nothing if it is good for nothing any more."""
        call = Call("com.atproto.server.refreshSession")
        response = self._line.repeatable(self._api, call, there.refresh)
        if answers.wants_a_login(response):
            return None
        return self._taken(self._line.understood(response, answers.LOGGED_IN), there)

    def _begun(self) -> Tokens:
        says = {"identifier": self._name, "password": self._password.reveal()}
        response = self._line.repeatable(self._api, Call("com.atproto.server.createSession", says=says), _NO_TOKEN)
        return self._taken(self._line.understood(response, answers.LOGGED_IN), None)

    def _taken(self, answer: Mapping[str, Any], before: Tokens | None) -> Tokens:
        """Return the tokens of an answer; they are in the vault then."""
        did, access, refresh = (str(answer.get(name) or "") for name in ("did", "accessJwt", "refreshJwt"))
        is_known = _DID.fullmatch(did) and (before is None or did == before.did)
        if not (is_known and _TOKEN.fullmatch(access) and _TOKEN.fullmatch(refresh)):
            raise NotSent("Bluesky let us in, and its answer holds no tokens.", answers.LATER)
        check_active(answer)
        home = _home(answer, did) or (before.home if before else self._api)
        self._check_home(home)
        made = Tokens(did, home, Secret(access), Secret(refresh))
        try:
            self._memory.seal(self._kept_as, made.sealed(), ends_at(made.refresh))
        except StoreError as error:
            raise NotSent(f"The tokens for Bluesky could not be kept: {error.message}", error.hint) from None
        return made

    def _sealed(self) -> Tokens | None:
        found = self._memory.unseal(self._kept_as)
        if found.reveal().startswith("("):  # what a rehearsal believes to be there
            return Tokens("(did)", self._api, found, found)
        try:
            kept = json.loads(found.reveal())
            return Tokens(kept["did"], kept["home"], Secret(kept["access"]), Secret(kept["refresh"]))
        except (ValueError, TypeError, KeyError):  # there is none, or not as we keep them
            return None

    def _ends(self, tokens: Tokens) -> bool:
        ends = ends_at(tokens.access)
        return ends is not None and ends - _SOON <= self._clock.now()

    def _check_home(self, home: str) -> None:
        """Refuse to bring a token to a server that anybody on the way could be."""
        import httpx

        try:
            named, own = httpx.URL(home), httpx.URL(self._api)
        except httpx.InvalidURL:
            raise Blocked("Bluesky names an address for your account that is none.", "bot check") from None
        is_own = (named.scheme, named.host, named.port) == (own.scheme, own.host, own.port)
        is_here = named.scheme == "http" and _is_loopback(named.host) and _is_loopback(own.host)
        if named.userinfo or not named.host or not (named.scheme == "https" or is_own or is_here):
            where = redact(plain(f"{named.scheme}://{named.host}"))
            told = f"Bluesky says that your account lives at {where}, which is not safe to ask."
            raise Blocked(told, "look at BLUESKY_API in .env, then bot check")


def ends_at(token: Secret) -> datetime | None:
    """Return when a token ends, if it can be read in it; the signature is the server's business."""
    try:
        middle = token.reveal().split(".")[1]
        return datetime.fromtimestamp(json.loads(urlsafe_b64decode(f"{middle}=="))["exp"], UTC)
    except (LookupError, ValueError, TypeError, OverflowError, OSError, RecursionError):
        return None


def check_active(answer: Mapping[str, Any]) -> None:
    """Raise Blocked if an answer about the account says that it is closed."""
    if answer.get("active") is False:
        status = answer.get("status")
        why = status if status in ("takendown", "suspended", "deactivated") else "not active"
        raise Blocked(f"Bluesky says that your account is {why}.", "log in at bsky.app, and do what it asks")


def _home(answer: Mapping[str, Any], did: str) -> str:
    """Return where an answer says that the account lives, or nothing."""
    document = answer.get("didDoc")
    services = document.get("service") if isinstance(document, dict) else None
    for each in services if isinstance(services, list) else []:
        match each:
            case {"id": str(name), "serviceEndpoint": str(home)} if name in ("#atproto_pds", f"{did}#atproto_pds"):
                return home.rstrip("/")
    return ""


def _is_loopback(host: str) -> bool:
    return host in ("localhost", "127.0.0.1", "::1")
