"""What an answer means: each platform has a table of meanings, and the first row that fits decides.

A row names a status and perhaps words of the answer. Whatever no row fits is Refused if it is a clear 4xx (Blocked, if
it is not about the post), and Unconfirmed else: an answer nobody understands is never taken for “not sent”.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.errors import Blocked, NotSent, PublishError, Refused, Unconfirmed
from bot.redact import plain, redact

if TYPE_CHECKING:
    import httpx

_MOST_WORDS = 200  # of what a platform says, in our own sentence
LONGEST_WAIT = timedelta(hours=24)
_NOT_ABOUT_THE_POST = (401, 402, 426)  # who we are, what we paid, how we ask
_GAVE_UP = (408, 499)  # somebody on the way gave up waiting, and the platform may have had it all


@dataclass(frozen=True, slots=True)
class Meaning:
    """One row: which answers it fits, and what they mean, in a sentence with something to do."""

    status: int | range
    means: type[PublishError]
    sentence: str  # {said} stands for the platform's own words
    hint: str = ""
    words: str = ""  # a pattern somewhere in the answer
    again_in: timedelta | None = None

    def fits(self, status: int, body: str) -> bool:
        """Tell whether an answer is of this kind."""
        in_range = status in self.status if isinstance(self.status, range) else status == self.status
        return in_range and (not self.words or bool(re.search(self.words, body, re.IGNORECASE)))


def judge(
    response: "httpx.Response",
    table: Iterable[Meaning],
    said: str,
    wait: Callable[[], timedelta | None] = lambda: None,
    body: str | None = None,
) -> PublishError:
    """Return what an answer that is no receipt means.

    `said` is the platform's own sentence; `body` is where the rows look for their words, if not in the whole answer.
    """
    status, body = response.status_code, response.text if body is None else body
    words = plain(redact(" ".join(said.split())))[:_MOST_WORDS] or f"status {status}"
    for row in table:
        if row.fits(status, body):
            return _error(row, row.sentence.format(said=words), wait)
    if status in _NOT_ABOUT_THE_POST:
        return Blocked(f"The platform lets nothing of ours pass ({words}).", "bot check")
    if 400 <= status < 500 and status not in _GAVE_UP:  # noqa: PLR2004
        return Refused(f"The platform refused the post ({words}).", "bot edit ID, then bot approve ID")
    return Unconfirmed(f"The answer was no receipt ({words}).", "bot show ID")


def _error(row: Meaning, sentence: str, wait: Callable[[], timedelta | None]) -> PublishError:
    if row.means is NotSent:
        return NotSent(sentence, row.hint, wait() or row.again_in)
    if row.means is Blocked:
        return Blocked(sentence, row.hint, row.again_in)
    return row.means(sentence, row.hint)


def retry_after(response: "httpx.Response", now: datetime) -> timedelta | None:
    """Return how long a server asks to wait, in seconds or until a date, at most a day; nothing if it does not say."""
    from email.utils import parsedate_to_datetime

    given = response.headers.get("retry-after", "").strip()
    if given.isdecimal():
        return min(timedelta(seconds=min(int(given[:9]), 10**6)), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(given)
    except (ValueError, OverflowError):
        return None
    waits = (until if until.tzinfo else until.replace(tzinfo=UTC)) - now
    return min(max(waits, timedelta()), LONGEST_WAIT)


def read(response: "httpx.Response") -> Mapping[str, Any]:
    """Return an answer's fields; an answer without any has none."""
    answer = read_json(response)
    return answer if isinstance(answer, dict) else {}


def read_json(response: "httpx.Response") -> Any:
    """Return what an answer holds, or nothing if it is HTML, empty, or brackets without end."""
    try:
        return response.json()
    except (ValueError, RecursionError):
        return None
