"""Bluesky on loopback: the server an account lives on (PDS). Numbers in comments are sections of its contract.

Odd about it: who posts chooses the key. What is put under one twice is nothing new if it is the same, and refused if it
is not and the request said that nothing may be there; a request that does not say so overwrites.
"""

import json
from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from bot.clock import Clock
from tests import canary
from tests.platforms.servers.bluesky_record import COLLECTION, TID, check, images
from tests.platforms.servers.bluesky_words import (
    EXPIRED,
    INVALID_TOKEN,
    NO_BLOB,
    NO_ENTRY,
    NO_TOKEN,
    SWAPPED,
    WORDS,
    bad_record,
    error,
    invalid,
)
from tests.platforms.servers.spoken import Json, Refusal, Request, Said
from tests.platforms.servers.wire import PUBLISH, Out, Route, Shown, Wire

SESSION, REFRESH, WHO, UPLOAD, READ = "session", "refresh", "who", "upload", "read"
_WINDOWS = {PUBLISH: (5000, 3600), SESSION: (30, 300)}  # §7: points in seconds
_ANY = (3000, 300)
_CREATE = 3
_MARKS = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif", b"RIFF": "image/webp"}


@dataclass(slots=True)
class Token:
    """A token that was given out: how long it is good, and of a refresh token what came after it."""

    scope: str
    ends: datetime
    successor: Json = None


class Bluesky(Wire):
    """One account, what it posted, and the rules it posts by."""

    def __init__(self, clock: Clock | None = None, password: str = canary.VALUE) -> None:
        super().__init__(clock)
        self.password = password
        self.did = "did:plc:ewvi7nxzyoun6zhxrhs64oiz"
        self.handle = "sam.bsky.social"
        self.home = ""  # where didDoc says that the account lives, if not here
        self.status = ""  # §2: takendown, suspended, deactivated
        self.lives, self.refreshes = timedelta(minutes=120), timedelta(days=90)  # §2
        self.grace = timedelta(hours=2)  # §2
        self.records: dict[str, Json] = {}
        self.blobs: dict[str, bytes] = {}
        self.tokens: dict[str, Token] = {}
        self._points: Counter[tuple[str, int]] = Counter()

    def routes(self) -> Sequence[Route]:
        """Return what is spoken here; the rest is 404."""
        repo, server = "/xrpc/com.atproto.repo.", "/xrpc/com.atproto.server."
        return (
            Route(PUBLISH, "POST", f"{repo}putRecord", self._ruled(self._publish, "access", _CREATE)),
            Route(UPLOAD, "POST", f"{repo}uploadBlob", self._ruled(self._upload, "access")),
            Route(READ, "GET", f"{repo}getRecord", self._ruled(self._read)),
            Route(SESSION, "POST", f"{server}createSession", self._ruled(self._begin)),
            Route(REFRESH, "POST", f"{server}refreshSession", self._ruled(self._refresh, "refresh")),
            Route(WHO, "GET", f"{server}getSession", self._ruled(lambda _: Said(200, self._who()), "access")),
        )

    def words(self, status: int, headers: Mapping[str, str] | None = None) -> Said:
        """Return what Bluesky says with a status (§8)."""
        said = WORDS.get(status) or error(status, "UnknownError")
        return replace(said, headers={**said.headers, **(headers or {})})

    def dressed(self, request: Request, said: Said) -> Said:
        """Add the headers of the limits (§7)."""
        most, seconds = _WINDOWS.get(request.route, _ANY)
        name, number = self._window(request)
        limits = {
            "ratelimit-limit": str(most),
            "ratelimit-remaining": str(max(0, most - self._points[name, number])),
            "ratelimit-reset": str((number + 1) * seconds),
            "ratelimit-policy": f"{most};w={seconds}",
        }
        return replace(said, headers={**limits, **said.headers})

    def delete(self, key: str) -> None:
        """Delete a post, as its author may."""
        del self.records[key]
        self.ledger[:] = [each for each in self.ledger if each.key != key]

    # --- who asks, and how often ----------------------------------------------------------------------------------

    def _ruled(self, answer: Callable[[Request], Said], scope: str = "", points: int = 1) -> Callable[[Request], Said]:
        def _answer(request: Request) -> Said:
            window = self._window(request)
            self._points[window] += points
            if self._points[window] > _WINDOWS.get(request.route, _ANY)[0]:
                raise Refusal(self.words(429))
            if scope:
                self._admit(request, scope)
            return answer(request)

        return _answer

    def _window(self, request: Request) -> tuple[str, int]:
        return request.route, int(self.now().timestamp()) // _WINDOWS.get(request.route, _ANY)[1]

    def _admit(self, request: Request, scope: str) -> None:
        """§2: one token for everything, the other to get a new pair; §0.4: one that has ended is a 400."""
        kind, _, given = request.headers.get("authorization", "").partition(" ")
        if kind != "Bearer":
            raise Refusal(NO_TOKEN)
        token = self.tokens.get(given)
        if token is None or token.scope != scope:
            raise Refusal(INVALID_TOKEN)
        if token.ends <= self.now():
            raise Refusal(EXPIRED)
        if self.status and scope == "access":
            raise Refusal(error(401, f"Account{self.status.capitalize()}"))

    def _begin(self, request: Request) -> Said:
        asked = _object(request, {"identifier", "password"})
        if asked.get("identifier") not in (self.handle, self.did) or asked.get("password") != self.password:
            raise Refusal(NO_ENTRY)
        return Said(200, self._pair())

    def _refresh(self, request: Request) -> Said:
        """§2: a new pair; the old token gives the same pair again for two hours."""
        token = self.tokens[request.headers["authorization"].partition(" ")[2]]
        if request.body:
            raise Refusal(invalid("A request body was provided when none was expected"))
        if token.successor is None:
            token.successor = self._pair()
            token.ends = min(token.ends, self.now() + self.grace)
        return Said(200, token.successor)

    def _pair(self) -> Json:
        access, refresh = self._token("access", self.lives), self._token("refresh", self.refreshes)
        return {"accessJwt": access, "refreshJwt": refresh, "email": "sam@example.org", **self._who()}

    def _who(self) -> Json:
        pds = {"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": self.home or self.url}
        more = {"active": False, "status": self.status} if self.status else {"active": True}
        return {"did": self.did, "handle": self.handle, "didDoc": {"id": self.did, "service": [pds]}, **more}

    def _token(self, scope: str, lives: timedelta) -> str:
        """Return a token as they look, with the canary in the place of the signature."""
        ends = self.now() + lives
        parts = {"typ": "JWT", "alg": "none"}, {"scope": scope, "sub": self.did, "exp": int(ends.timestamp())}
        body = ".".join(urlsafe_b64encode(json.dumps(each).encode()).decode().rstrip("=") for each in parts)
        made = f"{body}.{canary.VALUE}{len(self.tokens)}"
        self.tokens[made] = Token(scope, ends)
        return made

    # --- posting --------------------------------------------------------------------------------------------------

    def _publish(self, request: Request) -> Said:
        """§3: the same is nothing new, and `swapRecord: null` lets nothing else be put where something is."""
        asked = _object(request, {"repo", "collection", "rkey", "record", "validate", "swapRecord", "swapCommit"})
        if asked.get("repo") not in (self.did, self.handle):
            raise Refusal(NO_ENTRY)
        key, record = asked.get("rkey"), asked.get("record")
        if not isinstance(key, str) or not TID.fullmatch(key):
            raise Refusal(invalid("Invalid record key"))
        if asked.get("collection") != COLLECTION:
            raise Refusal(invalid("collection is not known"))
        check(record)
        there = self.records.get(key)
        if there == record:
            return Said(200, self._named(key))
        if "swapRecord" in asked and asked["swapRecord"] != (_cid(there) if there else None):
            raise Refusal(SWAPPED)
        self._put(key, record)
        return Said(200, {**self._named(key), "commit": {"cid": _cid(record), "rev": key}, "validationStatus": "valid"})

    def _put(self, key: str, record: Json) -> None:
        pictures = tuple(self._picture(each) for each in images(record))
        parent = record.get("reply", {}).get("parent", {})
        for each in record.get("reply", {}).values():
            there = self.records.get(each["uri"].rpartition("/")[2])
            if there is None or _cid(there) != each["cid"]:  # stricter than it is: there nobody looks
                raise Refusal(bad_record("reply names a record that is not there"))
        self.records[key] = record
        self.ledger[:] = [each for each in self.ledger if each.key != key]
        self.ledger.append(Out(self._uri(key), record["text"], self.now(), pictures, parent.get("uri", ""), key))

    def _picture(self, asked: Json) -> Shown:
        blob = asked["image"]
        content = self.blobs.get(blob["ref"]["$link"])
        if content is None:
            raise Refusal(NO_BLOB)
        if blob != _blob(content):
            raise Refusal(error(400, "InvalidMimeType", "Referenced MimeType or size does not match stored blob"))
        return Shown(sha256(content).hexdigest(), asked["alt"])

    def _uri(self, key: str) -> str:
        return f"at://{self.did}/{COLLECTION}/{key}"

    def _named(self, key: str) -> dict[str, Json]:
        return {"uri": self._uri(key), "cid": _cid(self.records[key]) if key in self.records else ""}

    # --- the rest -------------------------------------------------------------------------------------------------

    def _read(self, request: Request) -> Said:
        """§3: by its address; §9: the truth, and at once. It needs no token (lexicon)."""
        asked = request.query
        if asked.keys() != {"repo", "collection", "rkey"} or asked["repo"] not in (self.did, self.handle):
            raise Refusal(invalid("Could not find repo"))
        if asked["collection"] != COLLECTION or asked["rkey"] not in self.records:
            raise Refusal(error(400, "RecordNotFound", f"Could not locate record: {asked['rkey']}"))
        return Said(200, {**self._named(asked["rkey"]), "value": self.records[asked["rkey"]]})

    def _upload(self, request: Request) -> Said:
        """§6.1: raw bytes; the same bytes are the same blob."""
        if not request.headers.get("content-type", "").startswith("image/"):
            raise Refusal(invalid("Request encoding (Content-Type) required but not provided"))
        blob = _blob(request.body)
        self.blobs[blob["ref"]["$link"]] = request.body
        return Said(200, {"blob": blob})


def _blob(content: bytes) -> dict[str, Json]:
    kinds = (kind for mark, kind in _MARKS.items() if content.startswith(mark))
    link = {"$link": f"bafkrei{sha256(content).hexdigest()[:52]}"}
    return {"$type": "blob", "ref": link, "mimeType": next(kinds, "application/octet-stream"), "size": len(content)}


def _cid(record: Json) -> str:
    """§3: of the contents alone, whatever the order of their keys."""
    return f"bafyrei{sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()[:52]}"


def _object(request: Request, known: set[str]) -> dict[str, Json]:
    try:
        asked = json.loads(request.body)
    except ValueError:
        asked = None
    if not isinstance(asked, dict) or request.headers.get("content-type") != "application/json":
        raise Refusal(invalid("Request encoding (Content-Type) required but not provided"))
    if asked.keys() - known:
        raise Refusal(invalid("The body has a key that is not known"))
    return asked
