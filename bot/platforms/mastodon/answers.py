"""What the answers of a Mastodon server mean: its tables of meanings, and what is read from an answer.

Odd about it: a limit ends at an instant, which Mastodon writes as ISO 8601 and GoToSocial as seconds since 1970; and
what stands before a server (a cache, a guard against robots) answers in its place, in HTML. The facts are of November
2026.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.errors import Blocked, NotSent, Refused, Unconfirmed
from bot.platforms import Receipt
from bot.platforms.answers import Meaning, read, read_json, retry_after
from bot.redact import redact

if TYPE_CHECKING:
    import httpx

ID = re.compile("[A-Za-z0-9]{1,64}")  # digits on Mastodon, letters too on others
LATER = "nothing to do: it is tried again by itself"
LOOK = "nothing to do: it is looked for by itself; bot show ID tells what became of it"
_ADDRESS = re.compile(r"https://[\w.-]+(?::\d+)?/[!-~]{1,500}", re.ASCII)
_NEW_ONE = "bot login mastodon"
_SCOPES = "give your application read:accounts, read:statuses, write:statuses and write:media, and make a new token"
_LOG_IN = "log in on your server, and do what it asks"
_MOVED = "set MASTODON_API in .env to where your server is now, then bot check"
_SHUT = "disabled|suspend|pending|confirmed|locked"
_SHORTEST, _LONGEST, _MARGIN = timedelta(seconds=10), timedelta(hours=3), timedelta(seconds=2)
_SOON = timedelta(seconds=5)

_ALWAYS = (
    Meaning(
        429, NotSent, "Your Mastodon server takes no more for now ({said}).", LATER, again_in=timedelta(minutes=5)
    ),
    Meaning(
        range(400, 500), Unconfirmed, "Something before your Mastodon server answered: no receipt ({said}).", LOOK,
        words=r"\A\s*<",
    ),
    Meaning(401, Blocked, "Your Mastodon server does not accept the token ({said}).", _NEW_ONE),
    Meaning(403, Blocked, "Your Mastodon account is shut ({said}).", _LOG_IN, _SHUT),
    Meaning(403, Blocked, "Your Mastodon server does not let this token do that ({said}).", _SCOPES),
    Meaning(410, Blocked, "Your Mastodon server or account is gone ({said}).", _MOVED),
)  # fmt: skip

# --- what may be repeated --------------------------------------------------------------------------------------------

_FAULTS = (
    *(Meaning(code, Blocked, "Your Mastodon server is elsewhere now ({said}).", _MOVED) for code in (301, 308)),
    Meaning(range(300, 400), NotSent, "Something before your Mastodon server wants us elsewhere ({said}).", LATER),
    Meaning(range(500, 600), NotSent, "Your Mastodon server could not answer ({said}).", LATER),
)
_NONE_THERE = Meaning(404, Blocked, "There is no Mastodon server ({said}).", _MOVED)
ASKED = (*_ALWAYS, *_FAULTS, Meaning(range(400, 500), NotSent, "Your Mastodon server did not tell ({said}).", LATER))
WHO = (*_ALWAYS, *_FAULTS, _NONE_THERE, *ASKED[-1:])
UPLOADED = (
    Meaning(
        413, Refused, "Your Mastodon server finds the picture too large ({said}).", "bot edit ID, with a smaller one"
    ),
    *_ALWAYS,
    *_FAULTS,
    Meaning(422, Refused, "Your Mastodon server cannot use the picture ({said}).", "bot edit ID, with a JPEG or PNG"),
    Meaning(range(400, 500), NotSent, "Your Mastodon server did not take the picture ({said}).", LATER),
)

# --- the post itself: whatever is unclear may be out -----------------------------------------------------------------

_USED = "not found or already attached"
_POSTED = (
    Meaning(range(500, 600), Unconfirmed, "Your Mastodon server had a fault ({said}); the post may be out.", LOOK),
    Meaning(422, NotSent, "Your Mastodon server still works on the picture ({said}).", LATER, "not finished", _SOON),
    Meaning(422, Refused, "The post would ping somebody ({said}).", "bot edit ID, without the @", "unexpected_acc"),
    Meaning(422, Refused, "Your Mastodon server finds the post too long ({said}).", "bot edit ID", "character limit"),
)  # fmt: skip
POSTED = (
    *_ALWAYS,
    Meaning(404, Refused, "Your Mastodon server does not find what this replies to ({said}).", "bot show ID"),
    Meaning(422, Refused, "Your Mastodon server has the picture no more ({said}).", "bot retry ID", _USED),
    *_POSTED,
)
POSTED_AGAIN = (
    *_ALWAYS,
    # It looks for the part before this one first, and for our key only then.
    Meaning(404, Unconfirmed, "What this replies to is gone ({said}); an earlier try may be out.", LOOK),
    Meaning(422, Unconfirmed, "The picture is used up ({said}): an earlier try may be out.", LOOK, _USED),
    *_POSTED,
)

# --- reading ---------------------------------------------------------------------------------------------------------


def read_list(response: "httpx.Response") -> list[Mapping[str, Any]] | None:
    """Return the objects an answer lists, or nothing if it is no such list."""
    answer = read_json(response)
    is_list = isinstance(answer, list) and all(isinstance(each, dict) for each in answer)
    return answer if is_list else None


def receipt(post: Mapping[str, Any]) -> Receipt:
    """Return the receipt in a post as the server tells it."""
    remote_id, url = post.get("id"), post.get("url") or post.get("uri")
    if not (isinstance(remote_id, str) and ID.fullmatch(remote_id)):
        raise Unconfirmed("Your Mastodon server took the post, but its answer holds no id.", LOOK)
    if not (isinstance(url, str) and _ADDRESS.fullmatch(url)):
        raise Unconfirmed("Your Mastodon server took the post, but did not say where it is.", LOOK)
    return Receipt(remote_id, redact(url))  # it is kept and shown: a server may have put our own token into it


def said(response: "httpx.Response") -> str:
    """Return the server's own words in an answer, and whom a post would have pinged."""
    answer = read(response)
    strangers = answer.get("unexpected_accounts")
    named = [each.get("acct") for each in strangers if isinstance(each, dict)] if isinstance(strangers, list) else []
    words = [answer.get("error"), answer.get("error_description"), *(f"@{each}" for each in named if each)]
    return "; ".join(dict.fromkeys(each for each in words if isinstance(each, str) and each))


def wait(response: "httpx.Response", now: datetime) -> timedelta | None:
    """Return how long to wait: as long as the answer asks, or until its limit ends, if it says when."""
    asked = retry_after(response, now)
    if response.status_code != 429:  # noqa: PLR2004
        return asked
    if asked is not None:
        return max(asked, _SHORTEST)
    ends = instant(response.headers.get("x-ratelimit-reset", ""))
    return min(max(ends - now + _MARGIN, _SHORTEST), _LONGEST) if ends else None


def instant(given: str) -> datetime | None:
    """Return an instant written as ISO 8601 or as seconds since 1970, or nothing if it is neither."""
    try:
        if given.isdecimal():
            return datetime.fromtimestamp(int(given), UTC)
        found = datetime.fromisoformat(given)
    except (ValueError, OverflowError, OSError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
