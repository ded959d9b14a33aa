"""What LinkedIn's answers mean: its tables of meanings, and its own words in an answer.

Odd about it: an answer comes in four shapes (a message with a code, a list of faults in the input, OAuth's own, a
gateway's HTML), and a limit says nothing of when it ends: quotas start anew at midnight UTC. The facts are of November
2026, from what others were answered.
"""

import re
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.errors import Blocked, NotSent, Refused, Unconfirmed
from bot.platforms.answers import Meaning, read, retry_after

if TYPE_CHECKING:
    import httpx

URN = re.compile("urn:li:(?:share|ugcPost):[0-9]{1,25}")
LATER = "nothing to do: it is tried again by itself"
LOOK = "look at your profile, then bot resolve ID --published URL, or bot resolve ID --not-published"
VERSION = "set LINKEDIN_VERSION in .env to a newer month of learn.microsoft.com/linkedin/marketing/versioning"
_NEW_ONE = "bot login linkedin; a token made just now may take a minute"
_PRODUCTS = "add Share on LinkedIn and Sign In with LinkedIn to your app at linkedin.com/developers, make a new token"
_LOG_IN = "log in at linkedin.com, and do what it asks"
_AFTER_MIDNIGHT = timedelta(minutes=7)  # everybody's quota starts anew at midnight
_REJECTED = range(400, 423)  # what was asked is wrong, and nothing is out
_LENGTH = "maxLength|too.(?:high|long)"
_BROKEN = "processing.failed|failed.processing"
_NOT_READY = r"(?:media|image|asset)[^\"]{0,99}(?:not.(?:yet.)?(?:ready|found|available|exist)|processing|waiting)"
_SOON = timedelta(seconds=20)

_ALWAYS = (
    Meaning(401, Blocked, "LinkedIn does not accept the token ({said}).", _NEW_ONE),
    Meaning(403, Blocked, "LinkedIn has restricted the account ({said}).", _LOG_IN, "restricted|suspend"),
    Meaning(403, Blocked, "LinkedIn does not let this token do that ({said}).", _PRODUCTS, "permission|denied|scope"),
    Meaning(426, Blocked, "This version of LinkedIn's interface is not active ({said}).", VERSION),
    Meaning(429, NotSent, "LinkedIn takes no more for now ({said}).", LATER),
)

# --- what may be repeated --------------------------------------------------------------------------------------------

ASKED = (*_ALWAYS, Meaning(range(500, 600), NotSent, "LinkedIn could not answer ({said}).", LATER))
WHO = (*ASKED, Meaning(range(300, 500), Blocked, "LinkedIn does not say whose token it is ({said}).", "bot check"))
UPLOADED = (
    Meaning(413, Refused, "LinkedIn finds the picture too large ({said}).", "bot edit ID, with a smaller picture"),
    Meaning(415, Refused, "LinkedIn does not take such a picture ({said}).", "bot edit ID, with a JPEG or PNG"),
    Meaning(range(300, 600), NotSent, "LinkedIn did not take the picture ({said}).", LATER),
)

# --- the post itself: whatever is unclear may be out -----------------------------------------------------------------

_UNCLEAR = (
    Meaning(408, Unconfirmed, "LinkedIn gave up waiting ({said}); the post may be out.", LOOK),
    Meaning(409, Unconfirmed, "LinkedIn speaks of a conflict ({said}); the post may be out.", LOOK),
    Meaning(range(500, 600), Unconfirmed, "LinkedIn had a fault ({said}); the post may be out.", LOOK),
)
_TOO_LONG = Meaning(_REJECTED, Refused, "LinkedIn finds the post too long ({said}).", "bot edit ID", _LENGTH)
_PICTURES = (
    Meaning(_REJECTED, Refused, "LinkedIn cannot use the picture ({said}).", "bot edit ID, with another one", _BROKEN),
    Meaning(_REJECTED, NotSent, "LinkedIn still works on the picture ({said}).", LATER, _NOT_READY, _SOON),
)
POSTED = (*_ALWAYS, *_UNCLEAR, _TOO_LONG)
POSTED_WITH_PICTURES = (*_ALWAYS, *_UNCLEAR, *_PICTURES, _TOO_LONG)

# --- reading ---------------------------------------------------------------------------------------------------------


def said(response: "httpx.Response") -> str:
    """Return LinkedIn's own words in an answer, without what it repeats of ours."""
    answer = read(response)
    details = answer.get("errorDetails")
    faults = details.get("inputErrors") if isinstance(details, dict) else []
    rows = [answer, *(each for each in faults if isinstance(each, dict))] if isinstance(faults, list) else [answer]
    words = (row.get(name) for row in rows for name in ("message", "error_description", "description", "code", "error"))
    return "; ".join(dict.fromkeys(each for each in words if isinstance(each, str) and each))


def has_the_text(response: "httpx.Response") -> bool:
    """Tell whether a post was refused because LinkedIn has one with this text."""
    told = said(response)
    conflict = response.status_code == 409 and URN.search(told)  # noqa: PLR2004
    return bool(conflict) or (response.status_code in _REJECTED and "duplicate" in told.lower())


def wait(response: "httpx.Response", now: datetime) -> timedelta | None:
    """Return how long to wait: as long as LinkedIn says, which it seldom does, or until its quotas start anew."""
    asked = retry_after(response, now)
    if asked is None and response.status_code == 429:  # noqa: PLR2004
        return datetime.combine(now.date() + timedelta(days=1), time(), UTC) + _AFTER_MIDNIGHT - now
    return asked
