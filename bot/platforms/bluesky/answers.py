"""What Bluesky's answers mean: its tables of meanings, and its own words in an answer.

Odd about it: the name of an error tells more than its status. An access token that has expired is a 400, and so is a
record that is not there. The rows look for their words in that name alone, because the message may repeat a post. The
facts are of November 2026 (bluesky-social/atproto, lexicons and reference server).
"""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.errors import Blocked, NotSent, PublishError, Refused, Unconfirmed
from bot.platforms.answers import LONGEST_WAIT, Meaning, judge, read, retry_after

if TYPE_CHECKING:
    from collections.abc import Sequence

    import httpx

LATER = "nothing to do: it is tried again by itself"
LOOK = "look at your profile, then bot resolve ID --published URL, or bot resolve ID --not-published"
GOOD_FOR = timedelta(minutes=10)  # a picture no post shows is thrown away after minutes or hours, nobody says how many
_NEW_ONE = "bot login bluesky, with a new app password"
_APP = "make an app password at bsky.app: Settings, Privacy and security, App passwords; put it into .env"
_LOG_IN = "log in at bsky.app, and do what it asks"
_SMALLER = "bot edit ID, with a JPEG or PNG of at most 976 KB"
_ANY_NO = range(400, 500)
_TOO_MANY = 429
_MAY_PASS = (408, _TOO_MANY)
_OF_THE_ACCOUNT = "^(account|repo)"
_OF_THE_TOKEN = ("ExpiredToken", "InvalidToken", "AuthMissing")

_ALWAYS = (
    Meaning(_ANY_NO, Blocked, "Bluesky does not let the account post ({said}).", _LOG_IN, _OF_THE_ACCOUNT),
    Meaning(_ANY_NO, Blocked, "Bluesky wants a code by e-mail ({said}).", _APP, "^AuthFactorTokenRequired"),
    Meaning(401, Blocked, "Bluesky does not accept who we are ({said}).", _NEW_ONE),
    Meaning(403, Blocked, "Bluesky does not let us do that ({said}).", _LOG_IN),
    Meaning(_TOO_MANY, NotSent, "Bluesky takes no more for now ({said}).", LATER),
)

# --- what may be repeated --------------------------------------------------------------------------------------------

_COULD_NOT = Meaning(range(500, 600), NotSent, "Bluesky could not answer ({said}).", LATER)
_GAVE_UP = Meaning(408, NotSent, "Bluesky gave up waiting ({said}).", LATER)
ASKED = (*_ALWAYS, Meaning(range(300, 600), NotSent, "Bluesky could not answer ({said}).", LATER))
LOGGED_IN = (
    *_ALWAYS,
    _GAVE_UP,
    _COULD_NOT,
    Meaning(_ANY_NO, Blocked, "Bluesky does not accept the handle and the app password ({said}).", _NEW_ONE),
)
UPLOADED = (
    Meaning(413, Refused, "Bluesky finds the picture too large ({said}).", _SMALLER),
    Meaning(_ANY_NO, Refused, "Bluesky does not take such a picture ({said}).", _SMALLER, "TooLarge$|MimeType$"),
    *_ALWAYS,
    Meaning(range(300, 600), NotSent, "Bluesky did not take the picture ({said}).", LATER),
)

# --- the post itself: whatever is unclear may be out -----------------------------------------------------------------

POSTED = (
    Meaning(_ANY_NO, NotSent, "Bluesky has thrown the picture away meanwhile ({said}).", LATER, "^Blob.*NotFound$",
            GOOD_FOR),  # until then nobody uploads it again
    Meaning(_ANY_NO, Refused, "Bluesky cannot use the picture ({said}).", _SMALLER, "^Blob|MimeType$|^InvalidSize$"),
    *_ALWAYS,
    Meaning(408, Unconfirmed, "Bluesky gave up waiting ({said}); the post may be out.", LOOK),
    Meaning(409, Unconfirmed, "Bluesky speaks of a conflict ({said}); the post may be out.", LOOK),
    Meaning(413, Refused, "Bluesky finds the post too large ({said}).", "bot edit ID, then bot approve ID"),
    Meaning(range(500, 600), Unconfirmed, "Bluesky had a fault ({said}); the post may be out.", LOOK),
)  # fmt: skip

# --- reading ---------------------------------------------------------------------------------------------------------


def named(response: "httpx.Response") -> str:
    """Return the name of an error, or nothing."""
    name = read(response).get("error")
    return name if isinstance(name, str) else ""


def meaning(response: "httpx.Response", table: "Sequence[Meaning]", now: datetime) -> PublishError:
    """Return what an answer that is no receipt means."""
    message, name = read(response).get("message"), named(response)
    said = message if isinstance(message, str) and message else name
    return judge(response, table, said, lambda: _wait(response, now), name)


def is_stale(response: "httpx.Response") -> bool:
    """Tell whether it is only the token: another one may be asked for."""
    return response.status_code in (400, 401) and named(response) in _OF_THE_TOKEN


def is_missing(response: "httpx.Response") -> bool:
    """Tell whether a record is not there; an older server has another name for it."""
    message = str(read(response).get("message"))
    is_no = response.status_code in (400, 404)
    return is_no and (named(response) == "RecordNotFound" or message.startswith("Could not locate record"))


def is_taken(response: "httpx.Response") -> bool:
    """Tell whether there is another record under our key."""
    return response.status_code == 400 and named(response) == "InvalidSwap"  # noqa: PLR2004


def wants_a_login(response: "httpx.Response") -> bool:
    """Tell whether a token is good for nothing more, and the password has to be shown once again."""
    is_no = response.status_code in _ANY_NO and response.status_code not in _MAY_PASS
    return is_no and not named(response).startswith(("Account", "Repo"))


def _wait(response: "httpx.Response", now: datetime) -> timedelta | None:
    """Return how long to wait: every answer names the end of its window, and only a 429 makes us wait for it."""
    asked, reset = retry_after(response, now), response.headers.get("ratelimit-reset", "").strip()
    if response.status_code != _TOO_MANY or not reset.isdecimal():
        return asked
    left = datetime.fromtimestamp(min(int(reset[:11]), 10**10), UTC) - now
    return min(max(left, asked or timedelta()), LONGEST_WAIT)
