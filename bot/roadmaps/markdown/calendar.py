"""What lines say of the calendar: weekdays (“Mon: concepts”) and months by name (“January 2026”, “2026年2月”)."""

import re
from functools import cache

from bot.roadmaps.markdown.words import normal, table

_LONGEST = 300
_FRAME = re.compile(r"^[^\w]+")
_DATE = r"(?:,?\s+(?:\w{3,9}\.?\s+\d{1,2}|\d{1,2}\.?\s+\w{3,9}|\d{1,2}[./]\d{1,2}))?"


def weekday(text: str) -> str | None:
    """Return what a line says after the weekday it begins with, or nothing if it begins with none."""
    found = _weekday_pattern().match(_FRAME.sub("", text[:_LONGEST].strip()))
    return found["rest"].strip(" :：|–—-") if found else None


def number_of_weekday(text: str) -> int | None:
    """Return the weekday a line begins with, Monday 1."""
    found = _weekday_pattern().match(_FRAME.sub("", text[:_LONGEST].strip()))
    return (
        list(dict.fromkeys(table("weekday").values())).index(table("weekday")[normal(found["day"])]) + 1
        if found
        else None
    )


def after_date(text: str) -> str | None:
    """Return what a line says after the date it begins with: “Mon 16 Nov: loops”, “2026-01-05 – lists”."""
    found = _date_pattern().fullmatch(_FRAME.sub("", text[:_LONGEST].strip()))
    return found["rest"].strip(" :：|–—-") if found else None


def is_month(text: str) -> bool:
    """Return whether a line begins with a month of the calendar, and goes on as a heading does."""
    return _month_pattern().fullmatch(text) is not None


@cache
def _weekday_pattern() -> re.Pattern[str]:
    days = "|".join(re.escape(word) for word in sorted(table("weekday"), key=len, reverse=True))
    return re.compile(rf"(?P<day>{days})\.?{_DATE}(?=$|\s*[:：|(（–—-])(?P<rest>.*)", re.IGNORECASE | re.DOTALL)


@cache
def _date_pattern() -> re.Pattern[str]:
    days = "|".join(re.escape(word) for word in sorted(table("weekday"), key=len, reverse=True))
    names = "|".join(re.escape(word) for word in sorted(table("month_name"), key=len, reverse=True))
    written = (
        rf"\d{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:of\s+|de\s+)?(?:{names})\.?|(?:{names})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?"
    )
    digits = r"\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?|\d{1,2}月\d{1,2}日"
    date = rf"(?:{digits}|(?:{written})(?:,?\s+\d{{4}})?)"
    return re.compile(rf"(?:(?:{days})\.?,?\s+)?{date}\.?(?=$|\s*[:：|(（–—-])(?P<rest>.*)", re.IGNORECASE | re.DOTALL)


@cache
def _month_pattern() -> re.Pattern[str]:
    names = "|".join(re.escape(word) for word in sorted(table("month_name"), key=len, reverse=True))
    to = r"\s*(?:[-–—~〜/&]|und|and|y|e|et)\s*"
    western = rf"(?:{names})\.?(?:{to}(?:{names})\.?)?(?:,?\s+(?:de\s+)?\d{{4}})?"
    eastern = r"\d{4}年\s*\d{1,2}(?:\s*[〜~-]\s*\d{1,2})?月"
    return re.compile(rf"(?:{western}|{eastern})(?=$|\s*[:：(（–—|-]).*", re.IGNORECASE | re.DOTALL)
