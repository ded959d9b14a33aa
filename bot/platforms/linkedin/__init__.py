"""LinkedIn: how it counts, and how a member's posts get there.

Odd about it: members cannot read their posts back, and a try has no key. But a text that is there already is refused
with the address of the first one, and after a try of ours that is our receipt. A picture is worked on after its upload,
and a member may not ask whether that is done. Posts are written in little text (little_text.py). The facts are of
November 2026 (learn.microsoft.com/linkedin/marketing).

Reserved characters leave with a backslash before them, and within an address some of them as %28 and the like. Whether
that counts is disputed, so it does here: the strictest reading, in UTF-16 units, as the limit of 3000 is enforced.
Hashtags and addresses count in the same way, though most of theirs go without the backslash.
"""

import logging
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from bot.errors import Blocked, NotSent, PublishError, Refused, Unconfirmed
from bot.http import client, send
from bot.platforms import Part, Picture, Platform, Receipt, Rules, Upload, key_of
from bot.platforms.answers import Meaning, judge, read
from bot.platforms.linkedin import answers
from bot.platforms.linkedin.little_text import RESERVED, SYNTAX, escape
from bot.redact import Secret, plain, redact

if TYPE_CHECKING:
    import httpx

    from bot.clock import Clock
    from bot.platforms import Memory
    from bot.settings import Settings

RULES = Rules("LinkedIn", limit=3000, most_pictures=20, most_bytes=8_000_000, names_the_first=True)
_KINDS = ("image/jpeg", "image/png", "image/gif")
_MOST_MEGABYTES = 8  # of its help pages; for the interface no limit is known (November 2026)
_READY_IN = timedelta(seconds=15)  # publishers that work wait 5 to 20 seconds
_GOOD_FOR = timedelta(hours=6)
_FEED = "https://www.linkedin.com/feed/update/"
_IMAGE = re.compile("urn:li:image:[A-Za-z0-9_-]{1,200}")
_MEMBER = re.compile("[A-Za-z0-9_-]{1,100}")
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_POST_ADDRESS = re.compile(
    r"https://(?:www\.)?linkedin\.com/(?:feed/update/urn:li:|posts/[^/?#]*?-)(share|ugcPost|activity)[:-](\d+)",
    re.IGNORECASE,
)

# --- what is known without asking ------------------------------------------------------------------------------------


def length(text: str) -> int:
    """Return the length of a text in the strictest reading: never less than that of what leaves."""
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    encoded = sum(len(SYNTAX.findall(link)) for link in _LINK.findall(text))
    return units + len(RESERVED.findall(text)) + encoded


def cost(text: str) -> float:
    """Return what one post costs: nothing."""
    return 0.0


def compose_link(text: str) -> str:
    """Return the address of LinkedIn's own page for writing a post, with the text in it."""
    return f"https://www.linkedin.com/feed/?shareActive=true&text={quote(text)}"


def remote_id(url: str) -> str:
    """Return the URN in the address of a post at LinkedIn, or nothing if it is none."""
    found = _POST_ADDRESS.match(unquote(url))
    return f"urn:li:{found[1]}:{found[2]}" if found else ""


def version_ends(version: str) -> date:
    """Return the day a version of the interface ends: the 15th of its month a year later; some got a day more."""
    return date(int(version[:4]) + 1, int(version[4:]), 15)


# --- publishing ------------------------------------------------------------------------------------------------------


def connect(
    settings: "Settings", memory: "Memory", clock: "Clock", wire: "httpx.BaseTransport | None" = None
) -> Platform:
    """Return the member's account, asked over the network or over another wire."""
    token = key_of(settings, memory, "LINKEDIN_ACCESS_TOKEN")
    if not token:
        raise Blocked("There is no token for LinkedIn.", "bot login linkedin")
    if not re.fullmatch("[!-~]+", token.reveal()):
        raise Blocked("LINKEDIN_ACCESS_TOKEN holds a character no token has.", "copy it once more, as one line")
    return LinkedIn(settings, token, memory, clock, wire)


class LinkedIn:
    """One member's account. Each request is made once, and the token goes to LinkedIn alone."""

    def __init__(
        self, settings: "Settings", token: Secret, memory: "Memory", clock: "Clock", wire: "httpx.BaseTransport | None"
    ) -> None:
        self._settings, self._memory, self._clock, self._wire = settings, memory, clock, wire
        self._token = token
        fingerprint = sha256(token.reveal().encode()).hexdigest()[:12]
        self._kept_as = f"linkedin author {fingerprint}"  # another token may be another member's

    def prepare(self, part: Part) -> Sequence[Upload]:
        """Learn whose account it is, and upload the pictures; one uploaded twice is one nobody sees."""
        self._look_over(part)
        author = self._author()
        return [Upload(self._upload(each, author), _READY_IN, _GOOD_FOR) for each in part.pictures]

    def publish(self, part: Part) -> Receipt:
        """Hand over, in one request."""
        self._look_over(part)
        if len(part.uploads) != len(part.pictures):
            raise NotSent("The pictures of the post are not at LinkedIn yet.", answers.LATER)
        response = self._send("POST", "/rest/posts", self._versioned(), json=_body(part, self._author()))
        if response.status_code in (200, 201):
            return _receipt(response.headers.get("x-restli-id", "").strip())
        if answers.has_the_text(response):
            return _first(response, part)
        raise self._meaning(response, answers.POSTED_WITH_PICTURES if part.pictures else answers.POSTED)

    def look_up(self, part: Part) -> Receipt | None:
        """Return nothing: LinkedIn does not let members read their posts back."""
        return None

    def check(self) -> str:
        """Return the name of the member whose token it is; the e-mail address is left where it is."""
        self._versioned()
        author, name = self._member()
        return name if name and "@" not in name else author

    def _look_over(self, part: Part) -> None:
        """Refuse what LinkedIn would refuse, before anything leaves."""
        self._versioned()
        if (used := length(part.text)) > RULES.limit:
            raise Refused(f"{used} characters are more than the {RULES.limit} LinkedIn takes.", "bot edit ID")
        if (many := len(part.pictures)) > RULES.most_pictures:
            raise Refused(f"{many} pictures are more than the {RULES.most_pictures} LinkedIn takes.", "bot edit ID")
        for each in part.pictures:
            if each.kind not in _KINDS:
                raise Refused(f"LinkedIn takes no picture that is {each.kind}.", "bot edit ID, with a JPEG or PNG")
            if len(each.content) > _MOST_MEGABYTES * 1024 * 1024:
                raise Refused(f"A picture is larger than {_MOST_MEGABYTES} MB.", "bot edit ID, with a smaller picture")

    def _author(self) -> str:
        return self._memory.recall(self._kept_as) or self._member()[0]

    def _member(self) -> tuple[str, str]:
        """Return the URN of the member whose token it is, and the name."""
        answer = self._ask(answers.WHO, "GET", "/v2/userinfo", {})
        sub, name = str(answer.get("sub")), str(answer.get("name") or "")
        if not answer.get("sub") or not _MEMBER.fullmatch(sub):
            raise NotSent("LinkedIn did not say whose token it is.", "bot check")
        author = f"urn:li:person:{sub}"
        self._memory.keep(self._kept_as, author)
        return author, plain(redact(" ".join(name.split())))[:100]

    def _upload(self, picture: Picture, author: str) -> str:
        asked = {"initializeUploadRequest": {"owner": author}}
        path = "/rest/images?action=initializeUpload"
        value = self._ask(answers.ASKED, "POST", path, self._versioned(), json=asked).get("value")
        answer = value if isinstance(value, dict) else {}
        place, urn = str(answer.get("uploadUrl")), str(answer.get("image"))
        if not _IMAGE.fullmatch(urn):
            raise NotSent("LinkedIn did not say what it calls the picture.", answers.LATER)
        self._check_place(place)
        self._ask(answers.UPLOADED, "PUT", place, {"Content-Type": picture.kind}, content=picture.content)
        return urn

    def _check_place(self, place: str) -> None:
        """Refuse to bring the token and the picture to anybody but LinkedIn."""
        import httpx

        try:
            asked, own = httpx.URL(place), httpx.URL(self._settings.linkedin_api)
        except httpx.InvalidURL:
            raise NotSent("LinkedIn wants the picture at an address that is none.", answers.LATER) from None
        theirs = asked.scheme == "https" and f".{asked.host}".endswith(".linkedin.com")
        if asked.userinfo or not (theirs or (asked.scheme, asked.host) == (own.scheme, own.host)):
            where = plain(redact(f"{asked.scheme}://{asked.host}"))[:100]
            raise Refused(f"The picture should go to {where}, which is not LinkedIn; it was not sent.", "bot check")

    def _ask(
        self, table: Sequence[Meaning], method: str, url: str, headers: Mapping[str, str], **body: Any
    ) -> Mapping[str, Any]:
        """Ask what may be asked again: whatever is unclear here, nothing is out."""
        try:
            response = self._send(method, url, headers, **body)
            if response.is_success:
                return read(response)
            raise self._meaning(response, table)
        except Unconfirmed as unclear:
            raise NotSent(unclear.message, answers.LATER) from None

    def _send(self, method: str, url: str, headers: Mapping[str, str], **body: Any) -> "httpx.Response":
        bearer = {"Authorization": f"Bearer {self._token.reveal()}"}
        with client(self._settings.linkedin_api, self._wire) as line:
            response = send(line, line.build_request(method, url, headers={**bearer, **headers}, **body))
        if not response.is_success:  # LinkedIn's support asks for the number
            number = response.headers.get("x-li-uuid", "none")
            logging.getLogger(__name__).info("LinkedIn answered %s, its x-li-uuid %s", response.status_code, number)
        return response

    def _versioned(self) -> Mapping[str, str]:
        version = self._settings.linkedin_version
        if self._clock.now().date() > (ends := version_ends(version)):
            raise Blocked(f"Version {version} of LinkedIn's interface ended on {ends:%-d %B %Y}.", answers.VERSION)
        return {"LinkedIn-Version": version, "X-Restli-Protocol-Version": "2.0.0"}

    def _meaning(self, response: "httpx.Response", table: Sequence[Meaning]) -> PublishError:
        return judge(response, table, answers.said(response), lambda: answers.wait(response, self._clock.now()))


def _body(part: Part, author: str) -> dict[str, object]:
    body: dict[str, object] = {
        "author": author,
        "commentary": escape(part.text),
        "visibility": "PUBLIC",
        "distribution": {"feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": []},
        "lifecycleState": "PUBLISHED",
        "isReshareDisabledByAuthor": False,
    }
    # Words for a picture are no little text: a backslash there would be read.
    images = [{"id": urn, "altText": each.alt} for urn, each in zip(part.uploads, part.pictures, strict=True)]
    if images:
        body["content"] = {"media": images[0]} if len(images) == 1 else {"multiImage": {"images": images}}
    return body


def _receipt(urn: str) -> Receipt:
    if not answers.URN.fullmatch(urn):
        raise Unconfirmed("LinkedIn took the post, but did not say where it is.", answers.LOOK)
    return Receipt(urn, f"{_FEED}{urn}")


def _first(response: "httpx.Response", part: Part) -> Receipt:
    """Return the post with this text: an earlier try of ours arrived. If there was none, it came by another hand."""
    named = answers.URN.search(answers.said(response))
    if named and part.tried:
        return _receipt(named[0])
    if part.tried:
        raise Unconfirmed("LinkedIn has this text already, but did not say where.", answers.LOOK)
    where = f" at {_FEED}{named[0]}" if named else ""
    hint = "bot edit ID, then bot approve ID; if you deleted that post, bot retry ID in two days"
    raise Refused(f"LinkedIn has this text already{where}.", hint)
