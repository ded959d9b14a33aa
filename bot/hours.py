"""When a person means: “9:00”, “tomorrow 9:00”, “fri 18:30”, “2026-01-31 9:00”, “+2h”."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.clock import WEEKDAYS
from bot.errors import NotAllowed

_LATER = re.compile(r"(?:\+|in )\s*(\d{1,3})\s*(h|hours?|m|min|minutes?|d|days?)")
_HOUR = re.compile(r"(?:(?P<day>\S+)\s+(?:at\s+)?)?(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?\s?(?P<half>am|pm)?")
_UNITS = {"h": "hours", "m": "minutes", "d": "days"}


def hour_of(words: str, now: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant a person means by some words, always one to come if they name no date."""
    words = words.strip().lower().removeprefix("next ").replace("noon", "12:00")
    if later := _LATER.fullmatch(words):
        return now + timedelta(**{_UNITS[later[2][0]]: int(later[1])})
    found = _HOUR.fullmatch(words)
    if found is None or int(found["hour"]) > 23 or int(found["minute"] or 0) > 59:  # noqa: PLR2004 (a clock's)
        raise _unclear(words)
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"] == "pm" else 0)
    at = time(hour, int(found["minute"] or 0))
    day = _day(found["day"] or "", at, now.astimezone(zone))
    return datetime.combine(day, at, zone).astimezone(UTC)


def _day(word: str, at: time, local: datetime) -> date:
    today = local.date()
    if not word:
        return today if at > local.time() else today + timedelta(days=1)
    if word in {"today", "tomorrow"}:
        return today + timedelta(days=int(word == "tomorrow"))
    if word[:3] in WEEKDAYS and "monday tuesday wednesday thursday friday saturday sunday".find(word) >= 0:
        days = (WEEKDAYS.index(word[:3]) - today.weekday()) % 7
        return today + timedelta(days=days if days or at > local.time() else 7)
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise _unclear(f"{word} {at:%H:%M}") from None


def _unclear(words: str) -> NotAllowed:
    return NotAllowed(f"“{words}” is no hour.", '"tomorrow 9:00", "fri 18:30", "2026-01-31 9:00" or "+2h"')
