"""Mastodon on loopback. Numbers in comments are sections of the contract of its interface (4.6).

Odd about it: it knows the key of a post for an hour and answers a repeat with the first, or with a fault, as 4.6.1 does
(`repeats_fail`); it shows a text as HTML; and an owner may have set other limits, or run a server from before v2.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from hashlib import sha256

from bot.clock import Clock
from bot.platforms.mastodon import length  # tests/platforms/lengths.toml holds it to Mastodon's own rules
from tests import canary
from tests.platforms.servers.mastodon_text import mentions, shown
from tests.platforms.servers.mastodon_words import BROKEN, UNFINISHED, WORDS, gone, invalid, no, strangers
from tests.platforms.servers.spoken import Json, Refusal, Request, Said
from tests.platforms.servers.wire import PUBLISH, Out, Route, Shown, Wire

UPLOAD, ME, INSTANCE, TIMELINE = "upload", "me", "instance", "timeline"
HOST = "mastodon.example"
REMEMBERED = timedelta(hours=1)  # §0.2
_MARKS = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif", b"RIFF": "image/webp"}
_KNOWN = {"status", "media_ids", "in_reply_to_id", "visibility", "language", "allowed_mentions"}
_VISIBILITIES = ("public", "unlisted", "private", "direct")
_ASKED = {"limit", "exclude_reblogs", "exclude_replies", "since_id", "max_id", "min_id"}


@dataclass(slots=True)
class Medium:
    """A picture Mastodon has; once it is in a post it can be in no other (§4)."""

    content: bytes
    alt: str
    at: datetime
    is_used: bool = False


class Mastodon(Wire):
    """One account on one server, what it posted, and the rules it posts by."""

    def __init__(self, clock: Clock | None = None, token: str = canary.VALUE) -> None:
        super().__init__(clock)
        self.token = token
        self.me = {"id": "109382", "username": "sam", "acct": "sam", "url": f"https://{HOST}/@sam", "bot": True}
        self.others = {"app": "7", "property": "8"}  # §0.5: a person may be called so
        self.limit, self.alt_limit, self.most_pictures, self.size_limit = 500, 1500, 4, 16_777_216
        self.has_v2 = True
        self.repeats_fail = False  # §6: as 4.6.1 does
        self.processing = timedelta()  # §4: how long a picture is worked on after it came
        self.media: dict[str, Medium] = {}
        self.visibilities: dict[str, str] = {}
        self._first: dict[str, tuple[Out, datetime]] = {}

    def routes(self) -> Sequence[Route]:
        """Return what is spoken here; the rest is 404."""
        return (
            Route(PUBLISH, "POST", "/api/v1/statuses", self._owned(self._publish)),
            Route(UPLOAD, "POST", "/api/v2/media", self._owned(self._upload)),
            Route(ME, "GET", "/api/v1/accounts/verify_credentials", self._owned(lambda _: Said(200, self.me))),
            Route(INSTANCE, "GET", "/api/v2/instance", self._instance if self.has_v2 else lambda _: self.words(404)),
            Route(INSTANCE, "GET", "/api/v1/instance", self._instance),
            Route(TIMELINE, "GET", r"/api/v1/accounts/\w+/statuses", self._owned(self._list)),
        )

    def words(self, status: int, headers: Mapping[str, str] | None = None) -> Said:
        """Return what Mastodon says with a status (§8)."""
        said = WORDS[status]
        return replace(said, headers={**said.headers, **(headers or {})})

    def dressed(self, request: Request, said: Said) -> Said:
        """Add the headers of the limits (§7), which are there whether they are reached or not."""
        ends = (self.now() + timedelta(minutes=5)).astimezone(UTC)
        limits = {"x-ratelimit-limit": "300", "x-ratelimit-remaining": "299", "x-ratelimit-reset": _iso(ends)}
        return replace(said, headers={**limits, **said.headers})

    def _owned(self, answer: Callable[[Request], Said]) -> Callable[[Request], Said]:
        def _answer(request: Request) -> Said:
            if request.headers.get("authorization") != f"Bearer {self.token}":  # §1
                raise Refusal(self.words(401))
            return answer(request)

        return _answer

    # --- posting --------------------------------------------------------------------------------------------------

    def _publish(self, request: Request) -> Said:
        asked = _object(request)
        self._check_thread(asked)
        key = request.headers.get("idempotency-key", "")
        if first := self._known(key):  # §6: before the post is looked at; the bodies are not compared
            return BROKEN if self.repeats_fail else Said(200, self.told(first))
        text = asked.get("status", "").strip()
        ids = asked.get("media_ids", [])
        self._check(asked, text, ids)
        for each in ids:
            self.media[each].is_used = True
        pictures = tuple(Shown(sha256(self.media[each].content).hexdigest(), self.media[each].alt) for each in ids)
        number = str(115_000_000_000_000_000 + len(self.ledger))
        out = Out(number, text, self.now(), pictures, asked.get("in_reply_to_id", ""), key)
        self.ledger.append(out)
        self.visibilities[out.id] = asked.get("visibility", "private")  # §3: else the account's setting holds
        if key:
            self._first[key] = out, self.now()
        return Said(200, self.told(out))

    def _check_thread(self, asked: dict[str, Json]) -> None:
        """§8: before anything else (set_thread of statuses_controller.rb)."""
        if asked.get("in_reply_to_id", "") not in {"", *(each.id for each in self.ledger)}:
            raise Refusal(no(404, "The post you are trying to reply to does not appear to exist."))

    def _known(self, key: str) -> Out | None:
        out, at = self._first.get(key, (None, self.now()))
        return out if self.knows_repeats and self.now() - at < REMEMBERED else None

    def _check(self, asked: dict[str, Json], text: str, ids: Json) -> None:
        """§3: what may be said, to whom, with what."""
        if asked.keys() - _KNOWN or not isinstance(ids, list):
            raise Refusal(self.words(400))  # Mastodon passes over what it does not know: here nothing is
        if asked.get("visibility", "public") not in _VISIBILITIES:
            raise Refusal(self.words(422))
        self._check_pictures(ids)
        if not text and not ids:
            raise Refusal(invalid("Text can't be blank"))
        if length(text) > self.limit:
            raise Refusal(invalid(f"Text character limit of {self.limit} exceeded"))  # §5
        allowed = asked.get("allowed_mentions")
        pinged = [name for name in mentions(text, HOST, self.others) if self.others[name] not in (allowed or [])]
        if pinged and allowed is not None:
            raise Refusal(strangers(*pinged))

    def _check_pictures(self, ids: list[str]) -> None:
        """§4: each picture once, and not before it is done."""
        if len(ids) > self.most_pictures:
            raise Refusal(no(422, f"Cannot attach more than {self.most_pictures} files"))
        if lost := [each for each in ids if each not in self.media or self.media[each].is_used]:
            raise Refusal(gone(*lost))
        if any(self._is_in_work(self.media[each]) for each in ids):
            raise Refusal(UNFINISHED)

    def told(self, out: Out) -> Json:
        """Return a post as Mastodon tells it (§3)."""
        return {
            "id": out.id,
            "uri": f"https://{HOST}/users/sam/statuses/{out.id}",
            "url": f"https://{HOST}/@sam/{out.id}",
            "created_at": out.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "visibility": self.visibilities.get(out.id, "public"),
            "content": shown(out.text, HOST, {"sam", *self.others}),
            "in_reply_to_id": out.in_reply_to or None,
            "account": self.me,
            "media_attachments": [{"description": each.alt or None} for each in out.pictures],
        }

    # --- pictures -------------------------------------------------------------------------------------------------

    def _upload(self, request: Request) -> Said:
        """§4.1: 200 if it is ready, 202 if it is worked on."""
        asked = _form(request)
        content = asked.get("file", b"")
        if asked.keys() - {"file", "description", "focus"} or not content.startswith(tuple(_MARKS)):
            raise Refusal(invalid("File content type is invalid"))
        if len(content) > self.size_limit:
            raise Refusal(self.words(413))
        number = str(4000 + len(self.media))
        medium = Medium(content, asked.get("description", b"").decode()[: self.alt_limit], self.now())
        self.media[number] = medium
        url = None if self._is_in_work(medium) else f"https://{HOST}/media/{number}"
        return Said(200 if url else 202, {"id": number, "type": "image", "url": url, "description": medium.alt or None})

    def _is_in_work(self, medium: Medium) -> bool:
        return self.now() < medium.at + self.processing

    # --- reading --------------------------------------------------------------------------------------------------

    def _instance(self, _: Request) -> Said:
        """§2: what this server takes; nobody has to say who they are."""
        media = {"supported_mime_types": list(_MARKS.values()), "image_size_limit": self.size_limit}
        statuses = {"max_characters": self.limit, "max_media_attachments": self.most_pictures}
        configuration = {
            "statuses": {**statuses, "characters_reserved_per_url": 23},
            "media_attachments": {**media, "description_limit": self.alt_limit, "image_matrix_limit": 33_177_600},
        }
        return Said(200, {"domain": HOST, "version": "4.6.2", "configuration": configuration})

    def _list(self, request: Request) -> Said:
        """§6.2: an account's own posts, the newest first."""
        query = request.query
        if request.path.split("/")[4] != self.me["id"]:
            raise Refusal(self.words(404))
        if query.keys() - _ASKED or not 1 <= int(query.get("limit", "20")) <= 40:
            raise Refusal(self.words(400))
        found = [each for each in reversed(self.ledger) if int(each.id) > int(query.get("since_id", "0"))]
        return Said(200, [self.told(each) for each in found[: int(query.get("limit", "20"))]])


def _iso(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _object(request: Request) -> dict[str, Json]:
    try:
        asked = json.loads(request.body)
    except ValueError:
        asked = None
    if not isinstance(asked, dict) or request.headers.get("content-type") != "application/json":
        raise Refusal(no(400, "The body is not JSON"))
    return asked


def _form(request: Request) -> dict[str, bytes]:
    head = f"Content-Type: {request.headers.get('content-type', '')}\r\n\r\n".encode()
    parts: Json = message_from_bytes(head + request.body).get_payload()
    if not isinstance(parts, list):
        raise Refusal(invalid("File can't be blank"))
    return {str(each.get_param("name", header="content-disposition")): each.get_payload(decode=True) for each in parts}
