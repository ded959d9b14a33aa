"""X on loopback. Numbers in comments are sections of the contract of X's interface, version 2 (OpenAPI 2.167).

Odd about it: a post is told to its sender in other characters than were sent (t.co addresses, &amp;), and it shows up
in the timeline only after `lag`. What the contract leaves open is decided strictly here.
"""

import base64
import binascii
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email import message_from_bytes
from hashlib import sha256
from types import SimpleNamespace
from unicodedata import normalize

from oauthlib.oauth1.rfc5849 import signature, utils  # type: ignore[import-untyped]

from bot.clock import Clock
from bot.platforms.x import length  # tests/platforms/lengths.toml holds it to X's own library
from tests import canary
from tests.platforms.servers.spoken import Json, Refusal, Request, Said
from tests.platforms.servers.wire import PUBLISH, Out, Route, Shown, Wire
from tests.platforms.servers.x_timeline import Timeline, told
from tests.platforms.servers.x_words import WORDS, invalid, problem

UPLOAD, ALT, ME, TIMELINE = "upload", "alt", "me", "timeline"
QUARTER = 15 * 60
# §6, per user and 15 minutes
LIMITS = {PUBLISH: 100, UPLOAD: 500, ALT: 500, ME: 75, TIMELINE: 900}
_EPOCH = 1288834974657  # §5: ids carry time
_KINDS = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif", b"RIFF": "image/webp"}
_MENTION = re.compile(r"(?<![A-Za-z0-9_!#$%&*@＠])[@＠][A-Za-z0-9_]{1,20}(?!@|://)")  # §9.3
_CASHTAG = re.compile(r"(?:^|(?<=\s))\$[A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?(?=$|[\s!-/:-@\[-`{-~])")  # §9.4


@dataclass(frozen=True, slots=True)
class Keys:
    """The four secrets of one account in one app (§2.1)."""

    consumer: str = canary.VALUE
    consumer_secret: str = canary.VALUE
    token: str = canary.VALUE
    token_secret: str = canary.VALUE


@dataclass(frozen=True, slots=True)
class Medium:
    """A picture X has and nobody sees yet."""

    content: bytes
    at: datetime
    alt: str = ""


class X(Wire):
    """One account, what it posted, and the rules it posts by."""

    def __init__(self, clock: Clock | None = None, keys: Keys | None = None) -> None:
        super().__init__(clock)
        self.keys = keys or Keys()
        self.person = {"id": "2244994945", "name": "Sam", "username": "sam_learns"}
        self.media: dict[str, Medium] = {}
        self.lag = timedelta()  # how long a post is not in the timeline yet
        self.naming = "tweet"  # §5: the newest interface says "post" instead
        self._asked: Counter[tuple[str, int]] = Counter()

    def routes(self) -> Sequence[Route]:
        """Return what is spoken here; the rest is 404."""
        return (
            Route(PUBLISH, "POST", "/2/tweets", self._ruled(self._publish)),
            Route(UPLOAD, "POST", "/2/media/upload", self._ruled(self._upload)),
            Route(ALT, "POST", "/2/media/metadata", self._ruled(self._describe)),
            Route(ME, "GET", "/2/users/me", self._ruled(lambda _: Said(200, {"data": self.person}))),  # §2.3
            Route(TIMELINE, "GET", r"/2/users/\d+/tweets", self._ruled(self._read_back)),
        )

    def words(self, status: int, headers: Mapping[str, str] | None = None) -> Said:
        """Return what X says with a status (§7)."""
        return replace(WORDS.get(status) or problem(status, ""), headers=headers or {})

    def dressed(self, request: Request, said: Said) -> Said:
        """Add the headers of the limits (§6)."""
        if request.route not in LIMITS:
            return said
        left = LIMITS[request.route] - self._asked[self._window(request)]
        limits = {
            "x-rate-limit-limit": str(LIMITS[request.route]),
            "x-rate-limit-remaining": str(max(0, left)),
            "x-rate-limit-reset": str((self._window(request)[1] + 1) * QUARTER),
        }
        return replace(said, headers={**limits, **said.headers})

    # --- who asks, and how often ----------------------------------------------------------------------------------

    def _ruled(self, answer: Callable[[Request], Said]) -> Callable[[Request], Said]:
        def _answer(request: Request) -> Said:
            if not self._is_signed(request):
                raise Refusal(self.words(401))
            self._asked[self._window(request)] += 1
            if self._asked[self._window(request)] > LIMITS[request.route]:
                raise Refusal(self.words(429))
            return answer(request)

        return _answer

    def _window(self, request: Request) -> tuple[str, int]:
        return request.route, int(self.now().timestamp()) // QUARTER

    def _is_signed(self, request: Request) -> bool:
        """§2.1: HMAC-SHA1 over address, query and oauth_ values; JSON and multipart bodies are no part of it."""
        header = request.headers.get("authorization", "")
        try:
            given = {name: utils.unescape(value) for name, value in utils.parse_authorization_header(header)}
            params = signature.collect_parameters(request.target.partition("?")[2], headers={"Authorization": header})
        except ValueError:
            return False
        wanted = {"oauth_consumer_key": self.keys.consumer, "oauth_token": self.keys.token}
        wanted |= {"oauth_signature_method": "HMAC-SHA1", "oauth_version": "1.0"}
        signed = SimpleNamespace(
            params=params,
            http_method=request.method,
            uri=f"http://{request.headers['host']}{request.target}",
            signature=given.get("oauth_signature", ""),
        )
        is_whole = given.items() >= wanted.items() and {"oauth_nonce", "oauth_timestamp"} <= given.keys()
        secrets = self.keys.consumer_secret, self.keys.token_secret
        return is_whole and bool(signature.verify_hmac_sha1(signed, *secrets))

    # --- posting --------------------------------------------------------------------------------------------------

    def _publish(self, request: Request) -> Said:
        asked = closed(request, {"text", "reply", "media", "reply_settings", "made_with_ai", "paid_partnership"})
        pictures = self._pictures(asked.get("media", {}))
        text = self._text(asked.get("text"), pictures)
        reply_to = self._reply_to(asked.get("reply", {}))
        out = Out(self._new_id(), text, self.now(), pictures, reply_to)
        self.ledger.append(out)
        history = f"edit_history_{self.naming}_ids"  # §3: the last key has two names
        return Said(201, {"data": {"id": out.id, "text": told(out, self.person["username"])[0], history: [out.id]}})

    def _text(self, text: Json, pictures: tuple[Shown, ...]) -> str:
        """§3 and §9: what may be said."""
        if not isinstance(text, str) or not (text.strip() or pictures) or re.search("[\ufffe\ufeff\uffff]", text):
            raise Refusal(invalid("text", "is not valid"))
        if length(text) > 280:
            raise Refusal(problem(403, "Your Tweet text is too long."))
        if len(_CASHTAG.findall(text)) > 1:
            raise Refusal(problem(403, "A Tweet may contain only one cashtag."))
        if _MENTION.search(text):  # §0.3; its exact words are unknown, these are of §7
            raise Refusal(problem(403, "You are not permitted to perform this action."))
        normal = normalize("NFC", text)
        if (
            self.knows_repeats and normal in self.texts
        ):  # §7: the same text posted recently; the first one's id is not told (§0.6)
            raise Refusal(problem(403, "You are not allowed to create a Tweet with duplicate content."))
        return normal

    def _reply_to(self, reply: Json) -> str:
        if not reply:
            return ""
        wanted = closed_keys(reply, {"in_reply_to_tweet_id", "exclude_reply_user_ids", "auto_populate_reply_metadata"})
        target = wanted.get("in_reply_to_tweet_id")
        if not isinstance(target, str):  # §1: ids are strings
            raise Refusal(invalid("reply.in_reply_to_tweet_id", "is not a string"))
        if target not in {each.id for each in self.ledger}:  # §3.1
            raise Refusal(problem(403, "You attempted to reply to a Tweet that is deleted or not visible to you."))
        return target

    def _pictures(self, media: Json) -> tuple[Shown, ...]:
        """§3 and §4.1: one to four pictures X has; ids are good for 24 hours."""
        if not media:
            return ()
        ids = closed_keys(media, {"media_ids", "tagged_user_ids"}).get("media_ids")
        if not isinstance(ids, list) or not 1 <= len(ids) <= 4:
            raise Refusal(invalid("media.media_ids", "must hold 1 to 4 ids"))
        known = [self.media[each] for each in ids if each in self.media]
        fresh = [each for each in known if self.now() - each.at < timedelta(hours=24)]
        if len(fresh) < len(ids):
            raise Refusal(invalid("media.media_ids", "Your media IDs are invalid."))
        return tuple(Shown(sha256(each.content).hexdigest(), each.alt) for each in fresh)

    def _new_id(self) -> str:
        at = int(self.now().timestamp() * 1000) - _EPOCH
        return str((at << 22) + len(self.ledger) + len(self.media))

    # --- pictures -------------------------------------------------------------------------------------------------

    def _upload(self, request: Request) -> Said:
        """§4.2: two forms, and the keys of 2.167 only."""
        asked = _form(request) if "multipart" in request.headers.get("content-type", "") else _encoded(request)
        if asked.keys() - {"media", "media_category", "additional_owners"} or "media" not in asked:
            raise Refusal(invalid("media", "is missing, or another key is not allowed"))
        content, category = asked["media"], asked.get("media_category")
        kind = next((kind for mark, kind in _KINDS.items() if content.startswith(mark)), "")
        if category != b"tweet_image" or not kind:
            raise Refusal(invalid("media_category", "does not fit the media"))
        if len(content) > 5 * 1024 * 1024:  # §4.1
            raise Refusal(self.words(413))
        medium = self._new_id()
        self.media[medium] = Medium(content, self.now())
        about = {"id": medium, "media_key": f"3_{medium}", "size": len(content), "expires_after_secs": 86400}
        return Said(200, {"data": {**about, "image": {"image_type": kind, "w": 1, "h": 1}}})

    def _describe(self, request: Request) -> Said:
        """§4.4: words for a picture, before it is posted."""
        asked = closed(request, {"id", "metadata"})
        text = (asked.get("metadata") or {}).get("alt_text", {}).get("text")
        if asked.get("id") not in self.media or not isinstance(text, str) or not 1 <= len(text) <= 1000:
            raise Refusal(invalid("metadata.alt_text.text", "is not valid"))
        self.media[asked["id"]] = replace(self.media[asked["id"]], alt=text)
        return Said(200, {"data": {"id": asked["id"], "associated_metadata": asked["metadata"]}})

    # --- reading back ---------------------------------------------------------------------------------------------

    def _read_back(self, request: Request) -> Said:
        if request.path != f"/2/users/{self.person['id']}/tweets":
            raise Refusal(self.words(404))
        seen = [each for each in self.ledger if each.at + self.lag <= self.now()]
        return Timeline(seen, self.person["username"], self.naming).answer(request.query)


def closed(request: Request, allowed: set[str]) -> dict[str, Json]:
    """Return the keys of a JSON body; §1: a key that is not in the schema is refused."""
    try:
        asked = json.loads(request.body)
    except ValueError:
        raise Refusal(invalid("body", "is not JSON")) from None
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        raise Refusal(invalid("content-type", "must be application/json"))
    return closed_keys(asked, allowed)


def closed_keys(asked: Json, allowed: set[str]) -> dict[str, Json]:
    """Return an object none of whose keys is unknown."""
    if not isinstance(asked, dict):
        raise Refusal(invalid("body", "is not an object"))
    for key in asked.keys() - allowed:
        raise Refusal(invalid(key, "is not defined in the schema and the schema does not allow additional properties"))
    return asked


def _form(request: Request) -> dict[str, bytes]:
    head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
    parts: Json = message_from_bytes(head + request.body).get_payload()
    named = {str(part.get_param("name", header="content-disposition")): part for part in parts}
    return {name: bytes(part.get_payload(decode=True)) for name, part in named.items()}


def _encoded(request: Request) -> dict[str, bytes]:
    asked = closed(request, {"media", "media_category", "additional_owners"})
    try:
        return {
            name: base64.b64decode(value, validate=True) if name == "media" else str(value).encode()
            for name, value in asked.items()
        }
    except binascii.Error:
        raise Refusal(invalid("media", "is not base64")) from None
