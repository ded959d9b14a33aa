"""LinkedIn on loopback. Numbers in comments are sections of the contract of its Posts API as a member uses it.

Odd about it: it cuts a text at the first reserved character that is not escaped and still says 201 (§4), so only the
ledger shows what became of a post; and it remembers every text it ever took, to name the first one when it is repeated.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from bot.clock import Clock
from tests import canary
from tests.platforms.servers.linkedin_text import read
from tests.platforms.servers.linkedin_words import WORDS, denied, duplicate, invalid, schema
from tests.platforms.servers.spoken import Json, Refusal, Request, Said
from tests.platforms.servers.wire import PUBLISH, Out, Route, Shown, Wire

INITIALIZE, UPLOAD, ME = "initialize", "upload", "me"
_LONGEST = 3000
_MARKS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")  # §5: WebP is none of them
_DISTRIBUTION = {"feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": []}
_NEEDED = {"author", "commentary", "visibility", "distribution", "lifecycleState"}
_KNOWN = _NEEDED | {"isReshareDisabledByAuthor", "content"}


@dataclass(slots=True)
class Image:
    """A picture that is to come, or has come."""

    content: bytes = b""
    at: datetime | None = None


class LinkedIn(Wire):
    """One member, what they posted, and the rules they post by."""

    def __init__(self, clock: Clock | None = None, token: str = canary.VALUE) -> None:
        super().__init__(clock)
        self.token = token
        self.sub = "aB3_dE5-fG"
        self.name = "Sam Example"
        self.oldest, self.newest = "202601", "202610"  # §1.1: versions that are alive
        self.processing = timedelta()  # §5: how long a picture is not ready after it came
        self.images: dict[str, Image] = {}
        self._first: dict[str, str] = {}  # what was said → the URN of the first that said it

    @property
    def member(self) -> str:
        """Return the member's URN (§2.1)."""
        return f"urn:li:person:{self.sub}"

    def routes(self) -> Sequence[Route]:
        """Return what is spoken here; reading posts or pictures back is not, for want of permission (§0.1, §5)."""
        denied_to_members = self._versioned(lambda _: denied("GET"))
        return (
            Route(PUBLISH, "POST", "/rest/posts", self._versioned(self._publish)),
            Route(INITIALIZE, "POST", "/rest/images", self._versioned(self._initialize)),
            Route(UPLOAD, "PUT", "/dms-uploads/.+", self._owned(self._upload)),
            Route(ME, "GET", "/v2/userinfo", self._owned(lambda _: Said(200, {"sub": self.sub, "name": self.name}))),
            Route("read", "GET", "/rest/(?:posts|images)(?:/.+)?", denied_to_members),
        )

    def words(self, status: int, headers: Mapping[str, str] | None = None) -> Said:
        """Return what LinkedIn says with a status (§7)."""
        return replace(WORDS[status], headers=headers or {})

    def dressed(self, request: Request, said: Said) -> Said:
        """Add what support asks for (§1)."""
        marks = {"x-li-uuid": "AAYx0000", "x-li-fabric": "prod-lor1", "x-li-request-id": str(len(self.requests))}
        return replace(said, headers={**marks, **said.headers})

    # --- who asks -------------------------------------------------------------------------------------------------

    def _owned(self, answer: Callable[[Request], Said]) -> Callable[[Request], Said]:
        def _answer(request: Request) -> Said:
            if request.headers.get("authorization") != f"Bearer {self.token}":
                raise Refusal(self.words(401))
            return answer(request)

        return _answer

    def _versioned(self, answer: Callable[[Request], Said]) -> Callable[[Request], Said]:
        """§1: three headers; §1.1: no call without a version, and none with one that has ended or not begun."""

        def _answer(request: Request) -> Said:
            version = request.headers.get("linkedin-version", "")
            if not re.fullmatch(r"\d{6}", version):
                raise Refusal(invalid("VERSION_MISSING", "A version must be present and be of the form YYYYMM"))
            if not self.oldest <= version <= self.newest:
                about = {"code": "NONEXISTENT_VERSION", "message": f"Requested version {version}01 is not active"}
                raise Refusal(Said(426, {"status": 426, **about}))
            if request.headers.get("x-restli-protocol-version") != "2.0.0":
                raise Refusal(invalid("ILLEGAL_ARGUMENT", "X-Restli-Protocol-Version must be 2.0.0"))
            return answer(request)

        return self._owned(_answer)

    # --- posting --------------------------------------------------------------------------------------------------

    def _publish(self, request: Request) -> Said:
        asked = _object(request)
        self._check(asked)
        pictures = self._pictures(asked["content"]) if "content" in asked else ()
        same = json.dumps([asked["commentary"], asked.get("content")], sort_keys=True)
        if self.knows_repeats and same in self._first:  # §0.2; §8: another picture's URN makes it another post
            raise Refusal(duplicate(self._first[same]))
        urn = f"urn:li:share:{7_400_000_000_000_000_000 + len(self.ledger)}"
        self._first[same] = urn
        if asked["lifecycleState"] == "PUBLISHED":
            self.ledger.append(Out(urn, read(asked["commentary"]), self.now(), pictures))
        return Said(201, b"", {"x-restli-id": urn})  # §3: an empty body

    def _check(self, asked: dict[str, Json]) -> None:
        """§3: the keys, exactly."""
        for name in _NEEDED - asked.keys():
            raise Refusal(schema(name, "field is required but not found and has no default value"))
        for name in asked.keys() - _KNOWN:
            raise Refusal(schema(name, "unrecognized field found but not allowed"))
        if asked["author"] != self.member:
            raise Refusal(denied("CREATE"))
        wanted = {"visibility": ("PUBLIC", "CONNECTIONS"), "lifecycleState": ("PUBLISHED", "DRAFT")}
        for name, values in {**wanted, "distribution": (_DISTRIBUTION,)}.items():
            if asked[name] not in values:
                raise Refusal(schema(name, f"{asked[name]!r} is not allowed here"))
        self._check_length(asked["commentary"])

    def _check_length(self, commentary: str) -> None:
        """§4.1: 3000, in the strictest reading: escaped, in units of UTF-16."""
        if not isinstance(commentary, str):
            raise Refusal(schema("commentary", "is not a string"))
        long = len(commentary.encode("utf-16-le")) // 2
        if long > _LONGEST:
            raise Refusal(invalid("FIELD_LENGTH_TOO_LONG", f"commentary is {long} long", maxLength=_LONGEST))

    def _pictures(self, content: Json) -> tuple[Shown, ...]:
        """§3: one picture is `media`, two to twenty are `multiImage`."""
        match content:
            case {"media": {"id": str(), **more}} if not more.keys() - {"altText", "title"}:
                listed = [content["media"]]
            case {"multiImage": {"images": [_, _, *rest]}} if len(rest) <= 18:
                listed = content["multiImage"]["images"]
            case _:
                raise Refusal(schema("content", "is none of the kinds of content, or has too few or too many images"))
        return tuple(self._picture(each) for each in listed)

    def _picture(self, asked: Json) -> Shown:
        image = self.images.get(asked["id"])
        if image is None or image.at is None or self.now() < image.at + self.processing:  # §5
            raise Refusal(invalid("MEDIA_NOT_READY", f"Media {asked['id']} was not found or is not ready"))
        return Shown(sha256(image.content).hexdigest(), asked.get("altText", ""))

    # --- pictures -------------------------------------------------------------------------------------------------

    def _initialize(self, request: Request) -> Said:
        """§5.1: where the bytes go, and what the picture is called."""
        asked = _object(request)
        if request.query != {"action": "initializeUpload"} or asked.keys() != {"initializeUploadRequest"}:
            raise Refusal(schema("initializeUploadRequest", "field is required"))
        if asked["initializeUploadRequest"] != {"owner": self.member}:
            raise Refusal(denied("ACTION-initializeUpload"))
        number = f"D4E22AQ{len(self.images)}"
        self.images[f"urn:li:image:{number}"] = Image()
        ends = int((self.now() + timedelta(days=1)).timestamp() * 1000)
        value = {"uploadUrl": f"{self.url}/dms-uploads/{number}/upload?sync=0", "uploadUrlExpiresAt": ends}
        return Said(200, {"value": {**value, "image": f"urn:li:image:{number}"}})

    def _upload(self, request: Request) -> Said:
        """§5.2: the bytes, in one request."""
        if "content-length" not in request.headers:
            raise Refusal(Said(411, b""))  # §7
        image = self.images.get(f"urn:li:image:{request.path.split('/')[2]}")
        if image is None:
            raise Refusal(self.words(404))
        if request.body.startswith(_MARKS):  # what is none never becomes ready: PROCESSING_FAILED is not told
            image.content, image.at = request.body, self.now()
        return Said(201)


def _object(request: Request) -> dict[str, Json]:
    try:
        asked = json.loads(request.body)
    except ValueError:
        asked = None
    if not isinstance(asked, dict) or request.headers.get("content-type") != "application/json":
        raise Refusal(invalid("ILLEGAL_ARGUMENT", "The body is not JSON"))
    return asked
