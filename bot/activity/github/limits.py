"""When GitHub's limits let us go on (contract §5): by its headers, as far as they can be believed.

Odd about it: a header may say anything. A number that is none counts as no header; the hourly limit is back within an
hour whatever its reset says; and no pause is longer than a day.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

LIMITED = frozenset((403, 429))
_TOO_MANY = 429
_PAUSE = timedelta(seconds=60)  # contract §5: without a retry-after at least 60 s, doubling
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_NUMBER = re.compile(r"\d{1,20}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Limit:
    """Until when GitHub wants to be left alone; `hourly` if this hour's requests are used up."""

    until: datetime
    hourly: bool


def limit_in(status: int, headers: Mapping[str, str], message: str, now: datetime, before: int) -> Limit | None:
    """Return the limit an answer speaks of, or None; `before` is how often it has been met by this request."""
    if status not in LIMITED:
        return None
    hourly = headers.get("x-ratelimit-remaining", "").strip() == "0"
    told = "retry-after" in headers or status == _TOO_MANY or "rate limit" in message.lower()
    if not (hourly or told):
        return None
    pause = _PAUSE * 2**before
    waits = [wait for wait in (_retry_after(headers), _reset(headers, now) if hourly else None) if wait]
    return Limit(now + (max(waits) if waits else pause), hourly)


def _retry_after(headers: Mapping[str, str]) -> timedelta | None:
    seconds = _number(headers.get("retry-after", ""))
    return None if seconds is None else timedelta(seconds=max(1, min(seconds, int(_DAY.total_seconds()))))


def _reset(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    reset = _number(headers.get("x-ratelimit-reset", ""))
    left = None if reset is None else reset - now.timestamp()
    if left is None or left < 0:
        return None
    return min(timedelta(seconds=min(left, 2 * _HOUR.total_seconds())) + timedelta(seconds=1), _HOUR)


def _number(text: str) -> int | None:
    return int(text) if _NUMBER.fullmatch(text.strip()) else None
