"""What X's answers mean: one table, the words X says them in, and how long it asks us to wait.

X answers in three shapes (a problem, a list of errors with codes, or a page of some gateway on the way), so only the
fields in which it speaks are looked at: elsewhere it may repeat our own text, which may speak of duplicates as well.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.errors import Blocked, NotSent, PublishError, Refused, Unconfirmed
from bot.platforms.answers import LONGEST_WAIT, Meaning, judge, read, retry_after

if TYPE_CHECKING:
    import httpx

_CONSOLE = "https://console.x.com"
_EDIT = "bot edit ID, then bot approve ID"
_ANEW = f"set the app to “Read and write” at {_CONSOLE}, make its access token anew, then bot login x"
_DUPLICATE = r"duplicate|\bcode 187\b"

# From docs.x.com (August 2026) and from what bots were answered; the first row that fits decides.
MEANINGS = (
    Meaning(
        401,
        Blocked,
        "X does not accept your keys ({said}).",
        "bot login x, with the four keys as your app shows them now; and look at this machine's clock",
        again_in=timedelta(hours=1),  # on 2026-06-30 X answered 401 to everyone
    ),
    Meaning(
        402,
        Blocked,
        "Your credits at X are used up ({said}).",
        f"buy credits at {_CONSOLE}, then bot check",
        again_in=timedelta(hours=6),
    ),
    Meaning(
        403,
        NotSent,
        "X did not recognise the keys for a moment ({said}).",
        "bot check",
        r"authenticating with unknown",
        timedelta(seconds=60),  # a fault of X between calls that work, seen since 2025
    ),
    Meaning(403, Blocked, "Your app may not post at X: it may only read ({said}).", _ANEW, r"oauth1-permissions"),
    Meaning(
        403,
        Blocked,
        "Your app may not post at X ({said}).",
        _ANEW,
        r"client-forbidden|client-not-enrolled|\bcode (?:453|261)\b",
    ),
    Meaning(range(400, 500), Refused, "X says you posted the same text before ({said}).", _EDIT, _DUPLICATE),
    Meaning(
        403,
        NotSent,
        "X cannot see the part before this one yet ({said}).",
        "bot show ID",
        r"deleted or not visible|\bcode 385\b",
        timedelta(seconds=10),
    ),
    Meaning(
        403,
        Refused,
        "X does not let this part follow the one before it ({said}).",
        "what is out stays out; post the rest by hand",
        r"reply to this conversation is not allowed|not allowed to reply",
    ),
    Meaning(
        403,
        Blocked,
        "Your account at X is suspended or locked ({said}).",
        "log in at https://x.com and settle it there, then bot check",
        r"\bsuspended\b|\blocked\b|\bcode (?:63|64|326)\b",
    ),
    Meaning(403, Refused, "X takes one cashtag, as $NAME, in a post ({said}).", _EDIT, r"cashtag"),
    Meaning(403, Refused, "X does not take the link in this post ({said}).", _EDIT, r"invalid url"),
    Meaning(
        403,
        Refused,
        "X does not permit this post ({said}).",
        "bot edit ID: without any @name; if the next post is refused as well, bot check",
        r"not permitted to perform",
    ),
    Meaning(
        404,
        NotSent,
        "X does not find its own address at the moment ({said}).",
        "bot check",
        again_in=timedelta(minutes=15),  # such faults lasted hours on 2025-05-28 and 2026-01-29
    ),
    Meaning(429, NotSent, "X takes no more for now ({said}).", "bot show ID", again_in=timedelta(minutes=15)),
    Meaning(
        426, Blocked, "X no longer takes what this version of the bot asks ({said}).", "install a newer learnaloud"
    ),
    # 408 and 499: somebody on the way gave up waiting, and X may have had it all.
    Meaning(408, Unconfirmed, "X gave no answer in time ({said}).", "bot show ID"),
    Meaning(499, Unconfirmed, "X gave no answer in time ({said}).", "bot show ID"),
    Meaning(range(400, 500), Refused, "X says no ({said}).", _EDIT),
)
_TRIED = Meaning(
    range(400, 500),
    Unconfirmed,
    "X already has this text, perhaps from an earlier try ({said}).",
    "bot show ID",
    _DUPLICATE,
)
_LIMITS = ("x-rate-limit", "x-user-limit-24hour", "x-app-limit-24hour")
_MARGIN = timedelta(seconds=5)  # the clocks differ


def meaning(answer: "httpx.Response", now: datetime, *, tried: bool = False) -> PublishError:
    """Return what an answer that is no success means; `tried` tells that an earlier try may have arrived."""
    said = [*_said(answer)]
    table = (_TRIED, *MEANINGS) if tried else MEANINGS
    return judge(answer, table, said[0].rstrip(" .") if said else "", partial(_wait, answer, now), "\n".join(said))


def _said(answer: "httpx.Response") -> Iterator[str]:
    """Yield what X says in its own words, the most telling first, then its codes and kinds of problem."""
    problem = read(answer)
    errors = problem.get("errors")
    many = [each for each in errors if isinstance(each, dict)] if isinstance(errors, list) else []
    yield from _strings(many, ("message",))
    yield from _strings([problem, *many], ("detail", "error_description", "title", "error", "reason", "type"))
    yield from (f"code {each['code']}" for each in many if isinstance(each.get("code"), int))


def _strings(found: Iterable[Mapping[str, Any]], names: Iterable[str]) -> Iterator[str]:
    values = (each.get(name) for name in names for each in found)
    return (value for value in values if isinstance(value, str) and value.strip())


def _wait(answer: "httpx.Response", now: datetime) -> timedelta | None:
    """Return how long X asks to wait, at most a day: until the last of its used-up limits begins anew."""
    if answer.status_code != 429:  # noqa: PLR2004 (other answers carry the same headers, and mean nothing by them)
        return None
    resets = [_number(answer, f"{limit}-reset") for limit in _LIMITS if not _number(answer, f"{limit}-remaining")]
    waits = max((each for each in resets if each), default=0.0) - now.timestamp()
    if waits <= 0:  # a reset in the past tells nothing: trying at once would be answered so again
        return retry_after(answer, now)
    return min(timedelta(seconds=min(waits, LONGEST_WAIT.total_seconds())) + _MARGIN, LONGEST_WAIT)


def _number(answer: "httpx.Response", name: str) -> float | None:
    found = re.fullmatch(r"([0-9]{1,15})(?:\.[0-9]*)?", answer.headers.get(name, "").strip())
    return float(found[1]) if found else None
