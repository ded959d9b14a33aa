"""An account at X: uploads pictures, posts, and reads back what is out.

X knows no key of ours that would make a second try harmless, and refuses a text it has without saying where. So a post
is one request, nothing between X's yes and the receipt can fail, and only that request can end “unconfirmed”: uploading
and asking change nothing for good, so there whatever is unclear is asked again.
"""

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from bot.clock import Clock
from bot.errors import NotSent, PublishError, Refused, Unconfirmed
from bot.platforms import Memory, Part, Picture, Receipt, Upload
from bot.platforms.answers import read
from bot.platforms.x import cost
from bot.platforms.x.refusals import meaning
from bot.platforms.x.timeline import find, is_id
from bot.platforms.x.wire import Line, Question
from bot.redact import Secret, plain

if TYPE_CHECKING:
    import httpx

_KINDS = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})
_MOST_BYTES = 5 * 1024 * 1024
_MOST_ALT = 1000
_ALT_USD, _ACCOUNT_USD, _POST_READ_USD = 0.005, 0.010, 0.005  # April 2026
_UPLOAD_MARGIN = timedelta(minutes=10)
_LONGEST_UPLOAD = timedelta(hours=24)  # reported; what X promises for longer has been broken
_POSTS_READ = 20
_FIELDS = ["created_at", "entities", "referenced_tweets"]
_CLOCKS_DIFFER = timedelta(minutes=2)
_LOOKED_BACK = timedelta(days=1)  # for a part that does not say since when


class Account:
    """One account at X, spoken for by one app."""

    def __init__(self, line: Line, memory: Memory, clock: Clock, token: Secret) -> None:
        self._line = line
        self._memory = memory
        self._clock = clock
        # Another token may be another account's; the name tells them apart and tells nothing about the token.
        self._own_id_name = f"x account {sha256(token.reveal().encode()).hexdigest()[:12]}"

    def prepare(self, part: Part) -> Sequence[Upload]:
        """Upload the pictures with their words; all are looked at before the first costs anything."""
        for each in part.pictures:
            _check(each)
        with _may_be_repeated("The picture is not at X yet"):
            return [self._upload(each) for each in part.pictures]

    def publish(self, part: Part) -> Receipt:
        """Post, in one request."""
        if len(part.uploads) != len(part.pictures):
            raise NotSent("The pictures of the post are not at X yet.", "nothing to do: it is tried again by itself")
        cost_usd = cost(part.text)  # reckoned first: once X has the post, nothing more may fail
        answer = self._line.ask(
            lambda x: x.create_tweet(
                text=part.text,
                media_ids=[*part.uploads] or None,
                in_reply_to_tweet_id=part.after or None,
                user_auth=True,
            )
        )
        if not answer.is_success:
            raise meaning(answer, self._clock.now(), tried=part.tried)
        if remote_id := _id(read(answer).get("data")):
            return Receipt(remote_id, _address(remote_id), cost_usd)
        raise Unconfirmed("X took the post, and its answer holds no id.", "bot show ID")

    def look_up(self, part: Part) -> Receipt | None:
        """Look for the part among the newest posts of the account."""
        since = (part.since or self._clock.now() - _LOOKED_BACK) - _CLOCKS_DIFFER
        with _may_be_repeated("X could not be read", Refused):
            posts = self._posts(since)
        remote_id = find(posts, part, since)
        return Receipt(remote_id, _address(remote_id)) if remote_id else None

    def check(self) -> str:
        """Ask whose account this is."""
        with _may_be_repeated("X could not be asked", Refused):
            name = self._whose().get("username")
        if not isinstance(name, str):
            raise NotSent("X did not tell whose account this is.", "bot check")
        return f"@{plain(name)}"

    def _upload(self, picture: Picture) -> Upload:
        # As JSON, for X has refused forms here (2025-05-30); and only these two keys: it refuses any other.
        body = {"media": b64encode(picture.content).decode(), "media_category": "tweet_image"}
        answer = self._ask(lambda x: x.request("POST", "/2/media/upload", json=body, user_auth=True))
        uploaded = read(answer).get("data")
        if not (isinstance(uploaded, dict) and (handle := _id(uploaded))):
            raise Unconfirmed("the answer holds no id", "bot check")
        if picture.alt:
            self._describe(handle, picture.alt)
        return Upload(handle, good_for=_good_for(uploaded.get("expires_after_secs")))

    def _describe(self, handle: str, alt: str) -> None:
        body = {"id": handle, "metadata": {"alt_text": {"text": alt}}}
        self._ask(lambda x: x.request("POST", "/2/media/metadata", json=body, user_auth=True))
        self._memory.spend("alt text", _ALT_USD)

    def _posts(self, since: datetime) -> list[Mapping[str, Any]]:
        """Return the account's own posts since then, the newest few of them."""
        own_id = self._memory.recall(self._own_id_name) or str(self._whose()["id"])

        def asking(**fields: list[str]) -> Question:
            return lambda x: x.get_users_tweets(
                own_id, max_results=_POSTS_READ, exclude=["retweets"], start_time=since, user_auth=True, **fields
            )

        answer = self._line.ask(asking(tweet_fields=_FIELDS))
        if answer.status_code == 400 and b"fields" in answer.content:  # noqa: PLR2004
            answer = self._line.ask(asking())  # from August 2026 they are to be called post.fields
        posts = _posts(self._succeeded(answer))
        if posts:
            self._memory.spend("reading back", _POST_READ_USD * len(posts))
        return posts

    def _whose(self) -> Mapping[str, Any]:
        """Ask whose account this is, and keep its id."""
        answer = self._ask(lambda x: x.get_me(user_auth=True))
        self._memory.spend("account", _ACCOUNT_USD)
        account = read(answer).get("data")
        if not (isinstance(account, dict) and _id(account)):
            raise Unconfirmed("the answer names no account", "bot check")
        self._memory.keep(self._own_id_name, _id(account))
        return account

    def _ask(self, question: Question) -> "httpx.Response":
        return self._succeeded(self._line.ask(question))

    def _succeeded(self, answer: "httpx.Response") -> "httpx.Response":
        if not answer.is_success:
            raise meaning(answer, self._clock.now())
        return answer


@contextmanager
def _may_be_repeated(trouble: str, *also: type[PublishError]) -> Iterator[None]:
    """Turn what is unclear into “not sent”: here nothing is lost or doubled by asking once more."""
    kinds: tuple[type[PublishError], ...] = (Unconfirmed, *also)
    try:
        yield
    except kinds as error:
        raise NotSent(f"{trouble}: {error.message.rstrip('.')}.", "bot check") from None


def _check(picture: Picture) -> None:
    if picture.kind not in _KINDS:
        raise Refused(f"X takes no pictures of the kind {picture.kind}.", "save it as JPEG or PNG")
    size, alt = len(picture.content), len(picture.alt)
    if size > _MOST_BYTES:
        raise Refused(f"A picture of {size:,} bytes is larger than the 5 MB X takes.", "make it smaller")
    if alt > _MOST_ALT:
        raise Refused(f"{alt:,} characters about a picture are more than the {_MOST_ALT:,} X takes.", "use fewer")


def _good_for(seconds: object) -> timedelta:
    """Return for how long an uploaded picture may be used, somewhat less than X says."""
    if not isinstance(seconds, int) or seconds <= 0:
        return Upload("").good_for
    said = timedelta(seconds=min(seconds, _LONGEST_UPLOAD.total_seconds()))
    return max(said - _UPLOAD_MARGIN, said / 2)


def _posts(answer: "httpx.Response") -> list[Mapping[str, Any]]:
    timeline = read(answer)
    posts = timeline.get("data", [] if "meta" in timeline else None)  # X leaves out what is empty
    if not isinstance(posts, list):
        raise Unconfirmed("the answer holds no posts", "bot check")
    return [each for each in posts if isinstance(each, dict)]


def _id(found: object) -> str:
    """Return the id in an object, or nothing."""
    value = found.get("id") if isinstance(found, dict) else None
    return str(value) if is_id(value) else ""


def _address(remote_id: str) -> str:
    return f"https://x.com/i/web/status/{remote_id}"
