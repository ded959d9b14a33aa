"""Mastodon: how it counts, and how an account's posts get there.

Odd about it: every server has an owner, who sets its limits and updates it or not, so limits are asked for once a day.
A post has a key of ours: for an hour the same key is the same post, or a fault (mastodon/mastodon #40399), but never a
second one. `allowed_mentions` keeps a post that would ping a stranger from going out (PR 18350). The facts are of
November 2026.

It counts characters as a reader sees them (StatusLengthValidator), an address with http:// as 23 and of @user@host only
@user; the content warning counts too. What is an address is twitter-text's to say, with a wider idea of paths; a bare
file name is none. 500 is what servers allow unless their owner says otherwise.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from bot.errors import Blocked, NotSent, PublishError, Unconfirmed
from bot.http import CONNECT_SECONDS, client, send
from bot.platforms import Part, Picture, Platform, Receipt, Rules, Upload, key_of
from bot.platforms.answers import Meaning, judge, read
from bot.platforms.counting.graphemes import graphemes
from bot.platforms.counting.links import Tail, balanced, find
from bot.platforms.mastodon import answers
from bot.platforms.mastodon.limits import Limits
from bot.redact import Secret, plain, redact

if TYPE_CHECKING:
    import httpx

    from bot.clock import Clock
    from bot.platforms import Memory
    from bot.settings import Settings

# The key lives for an hour; ten minutes of it are left to clocks that differ and to a slow request.
RULES = Rules("Mastodon", limit=500, has_threads=True, reads_back=True, same_key_for=timedelta(minutes=50))
_SECONDS = 60.0  # a busy server takes so long, and posts (mastodon/mastodon #21840)
_SOON = timedelta(seconds=5)
_POSTS_READ = 20
_CLOCKS_DIFFER = timedelta(minutes=2)
_LOOKED_BACK = timedelta(days=1)  # for a part that does not say since when
_EXTENSIONS = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp"}
_POST_ADDRESS = re.compile(
    r"https://[\w.-]+(?::\d+)?/(?:@[\w.-]+(?:@[\w.-]+)?(?:/statuses)?|users/[\w.-]+/statuses)/([A-Za-z0-9]{1,64})/?(?:[?#].*)?"
)
_ADDRESS = 23
# A name has no dot or hyphen at either end; what @ or :// follows is no mention.
_ELSEWHERE = re.compile(
    r"(?<![=/\w])(@[A-Za-z0-9_]++(?:[.-]++[A-Za-z0-9_]++)*+)@\w++(?:[.-]++\w++)*+(?![@＠]|://)",
)

# --- what is known without asking ------------------------------------------------------------------------------------


def length(text: str, warning: str = "", address: int = _ADDRESS) -> int:
    """Return how many characters Mastodon counts in a text and its content warning, where an address is so long."""
    return graphemes(warning + without_hosts(_shortened(text, address)))


def without_hosts(text: str) -> str:
    """Return a text with each @user@host as @user, which is how it is counted and shown."""
    return _ELSEWHERE.sub(r"\1", text)


def cost(text: str) -> float:
    """Return what one post costs: nothing."""
    return 0.0


def compose_link(text: str) -> str:
    """Return the address of the page for writing a post on the largest server, with the text in it."""
    return f"https://mastodon.social/share?text={quote(text)}"


def remote_id(url: str) -> str:
    """Return the id in the address of a post on any server, or nothing if it is none."""
    found = _POST_ADDRESS.fullmatch(url)
    return found[1] if found else ""


def _shortened(text: str, address: int) -> str:
    """Return a text with each address as long as it counts."""
    if "://" not in text:
        return text
    addresses = find(text, _tail(), bare=False)
    ends = [0, *(end for _, end in addresses)]
    starts = [*(start for start, _ in addresses), len(text)]
    return ("x" * address).join(text[end:start] for end, start in zip(ends, starts, strict=True))


@cache
def _tail() -> Tail:
    """Return what may follow a domain: config/initializers/twitter_regex.rb of mastodon/mastodon."""
    goes_on = r"""!*"'「」;:=,.$%\[\]~&|@"""
    ends = rf"""[^\s<>()?{goes_on}]"""
    parentheses = balanced(r"^\s<>()?")
    query_goes_on = r"!?*'();:+$%\[\].,~|@^"
    query_ends = "A-Za-z0-9_&=#/\\-\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\uffef\U00010000-\U0010ffff"
    return Tail(
        path=re.compile(rf"/(?:[{goes_on}]*+(?:{ends}++|{parentheses}))*+"),
        query=re.compile(rf"\?(?:[{query_goes_on}]*+[{query_ends}]++)++"),
    )


# --- publishing ------------------------------------------------------------------------------------------------------


def connect(
    settings: "Settings", memory: "Memory", clock: "Clock", wire: "httpx.BaseTransport | None" = None
) -> Platform:
    """Return the account the token opens, asked over the network or over another wire."""
    token = key_of(settings, memory, "MASTODON_ACCESS_TOKEN")
    if not token:
        raise Blocked("There is no token for Mastodon.", "bot login mastodon")
    if not re.fullmatch("[!-~]+", token.reveal()):
        raise Blocked("MASTODON_ACCESS_TOKEN holds a character no token has.", "copy it once more, as one line")
    return Mastodon(settings, token, memory, clock, wire)


class Mastodon:
    """One account on one server. Each request is made once, and the token goes to that server alone."""

    def __init__(
        self, settings: "Settings", token: Secret, memory: "Memory", clock: "Clock", wire: "httpx.BaseTransport | None"
    ) -> None:
        self._settings, self._memory, self._clock, self._wire = settings, memory, clock, wire
        self._token = token
        named = f"{settings.mastodon_api} {token.reveal()}"
        fingerprint = sha256(named.encode()).hexdigest()[:12]  # another token, or server, is another account
        self._account_name, self._limits_name = f"mastodon account {fingerprint}", f"mastodon limits {fingerprint}"

    def prepare(self, part: Part) -> Sequence[Upload]:
        """Learn whose account it is and what its server takes, and upload the pictures, which nobody sees yet."""
        self._own_id()
        limits = self._limits()
        limits.look_over(part, length(part.text, address=limits.address))
        return [self._upload(each) for each in part.pictures]

    def publish(self, part: Part) -> Receipt:
        """Hand over, in one request."""
        if len(part.uploads) != len(part.pictures):
            raise NotSent("The pictures of the post are not on your Mastodon server yet.", answers.LATER)
        key = {"Idempotency-Key": f"{part.key}-{part.number}"}
        response = self._send("POST", "/api/v1/statuses", key, json=_body(part, self._own_id()))
        if response.is_success:
            return answers.receipt(read(response))
        raise self._meaning(response, answers.POSTED_AGAIN if part.tried else answers.POSTED)

    def look_up(self, part: Part) -> Receipt | None:
        """Look for the part among the newest posts of the account; of several the first is ours."""
        since = (part.since or self._clock.now() - _LOOKED_BACK) - _CLOCKS_DIFFER
        dated = [(answers.instant(str(each.get("created_at"))), each) for each in self._posts()]
        found = [(at, each) for at, each in dated if at and at >= since and _is(each, part)]
        return _seen(min(found, key=lambda pair: pair[0])[1]) if found else None

    def check(self) -> str:
        """Return the name of the account whose token it is."""
        return f"@{self._account()[1]}@{urlsplit(self._settings.mastodon_api).hostname}"

    # --- what may be asked again --------------------------------------------------------------------------------------

    def _own_id(self) -> str:
        return self._memory.recall(self._account_name) or self._account()[0]

    def _account(self) -> tuple[str, str]:
        """Return the id and the name of the account whose token it is."""
        answer = read(self._ask(answers.WHO, "GET", "/api/v1/accounts/verify_credentials"))
        own_id, name = answer.get("id"), answer.get("username")
        if not (isinstance(own_id, str) and answers.ID.fullmatch(own_id) and isinstance(name, str)):
            raise NotSent("Your Mastodon server did not say whose token it is.", "bot check")
        self._memory.keep(self._account_name, own_id)
        return own_id, plain(redact(" ".join(name.split())))[:100]

    def _limits(self) -> Limits:
        """Return what the server takes, as it said today."""
        today = self._clock.now().date().isoformat()
        if kept := Limits.kept(self._memory.recall(self._limits_name), today):
            return kept
        said = self._configuration()
        limits = Limits.said(said)
        if said:
            self._memory.keep(self._limits_name, limits.to_keep(today))
        return limits

    def _configuration(self) -> Mapping[str, Any]:
        """Return what the server says it takes, and nothing if it says nothing; older ones say it elsewhere."""
        response = self._answer("GET", "/api/v2/instance")
        if response.status_code == 404:  # noqa: PLR2004
            response = self._answer("GET", "/api/v1/instance")
        answer = read(self._clear(response, answers.ASKED))
        if not answer:
            raise NotSent("Your Mastodon server did not say what it takes.", answers.LATER)
        said = answer.get("configuration")
        return said if isinstance(said, dict) else {}

    def _upload(self, picture: Picture) -> Upload:
        name = f"picture.{_EXTENSIONS.get(picture.kind, 'bin')}"
        words = {"description": picture.alt} if picture.alt else {}
        files = {"file": (name, picture.content, picture.kind)}
        response = self._ask(answers.UPLOADED, "POST", "/api/v2/media", files=files, data=words)
        handle = read(response).get("id")
        if not (isinstance(handle, str) and answers.ID.fullmatch(handle)):
            raise NotSent("Your Mastodon server did not say what it calls the picture.", answers.LATER)
        return Upload(handle, _SOON if response.status_code == 202 else timedelta())  # noqa: PLR2004

    def _posts(self) -> list[Mapping[str, Any]]:
        """Return the newest posts of the account."""
        path = f"/api/v1/accounts/{self._own_id()}/statuses?limit={_POSTS_READ}&exclude_reblogs=true"
        posts = answers.read_list(self._ask(answers.ASKED, "GET", path))
        if posts is None:
            raise NotSent("Your Mastodon server did not show your posts.", answers.LATER)
        return posts

    # --- the wire -----------------------------------------------------------------------------------------------------

    def _ask(self, table: Sequence[Meaning], method: str, path: str, **body: Any) -> "httpx.Response":
        """Return an answer that is a yes."""
        return self._clear(self._answer(method, path, **body), table)

    def _answer(self, method: str, path: str, **body: Any) -> "httpx.Response":
        """Ask what may be asked again: whatever is unclear here, nothing is out."""
        try:
            return self._send(method, path, {}, **body)
        except Unconfirmed as unclear:
            raise NotSent(unclear.message, answers.LATER) from None

    def _clear(self, response: "httpx.Response", table: Sequence[Meaning]) -> "httpx.Response":
        """Return an answer that is a yes, or raise what it is; here as well nothing is out."""
        if response.is_success:
            return response
        error = self._meaning(response, table)
        raise NotSent(error.message, answers.LATER) if isinstance(error, Unconfirmed) else error

    def _send(self, method: str, path: str, headers: Mapping[str, str], **body: Any) -> "httpx.Response":
        import httpx

        bearer = {"Authorization": f"Bearer {self._token.reveal()}"}
        patience = httpx.Timeout(_SECONDS, connect=CONNECT_SECONDS)
        with client(self._settings.mastodon_api, self._wire) as line:
            request = line.build_request(method, path, headers={**bearer, **headers}, timeout=patience, **body)
            return send(line, request, within=2 * _SECONDS)

    def _meaning(self, response: "httpx.Response", table: Sequence[Meaning]) -> PublishError:
        return judge(response, table, answers.said(response), lambda: answers.wait(response, self._clock.now()))


def _body(part: Part, own_id: str) -> dict[str, object]:
    body: dict[str, object] = {
        "status": part.text,
        "visibility": "public" if part.number == 1 else "unlisted",  # a timeline shows a thread once
        "allowed_mentions": [own_id],  # an empty list might be taken for none at all
    }
    if part.after:
        body["in_reply_to_id"] = part.after
    if part.uploads:
        body["media_ids"] = list(part.uploads)
    return body


def _is(post: Mapping[str, Any], part: Part) -> bool:
    """Tell whether a post says what a part says, at the same place of a thread."""
    from bot.platforms.mastodon.text import is_same

    return (post.get("in_reply_to_id") or "") == part.after and is_same(part.text, str(post.get("content") or ""))


def _seen(post: Mapping[str, Any]) -> Receipt:
    try:
        return answers.receipt(post)
    except Unconfirmed as unclear:
        raise NotSent(unclear.message, unclear.hint) from None
