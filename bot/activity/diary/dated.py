"""What a heading of a diary says of its day: a date, which may be believed, or a number, which never is.

Odd about it: people write 3/4/2026 for two different days, leave the year out, and copy the heading of last week. So a
date has readings, and one is believed only if it lies in the month before it was committed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

_OLDEST = 31  # days between what a heading says and its commit
_LONGEST = 160  # characters of a heading that are read
_LONGEST_RANGE = 2  # “Day 12-13” is an entry, “Day 10-20” a part of a plan
_NUMBERS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|zero"
_DAY = (
    r"(?:\br(?:ound)?[ ]?\d{1,2}[ ]?[-–:,|/]?[ ]?d(?:ay)?[ ]?\d{1,3}\b"
    rf"|(?<![^\W_])(?:days?|tag|día|dia|jour|giorno|dag|dzień|gün|день|ngày)[ ]*[-–#:_.nº°]*[ ]*"
    rf"(?:\d{{1,4}}+(?![./-]\d{{1,2}}[./-]\d)|(?:{_NUMBERS})\b)"
    r"|(?<![^\W_])\d{1,3}\.?[ ]?(?:tag\b|日目|일차)|第[ ]?\d{1,3}[ ]?[天日])"
    r"(?:[ ]?(?:/|of|von|de)[ ]?\d{1,3}(?![\d/.]))?"
)
_SHORT_DAY = r"d\d{1,3}\b"
_SPAN = re.compile(r"[ ]*(?:-|–|—|to|bis|through|until|~)[ ]*(?:days?[ ]*)?(?P<end>\d{1,4})\b(?![-/.])", re.IGNORECASE)
_FULL = re.compile(
    r"(?<![\d.])(?P<y>(?:19|20)\d\d)[ ]?(?:[-/._]|年)[ ]?(?P<m>\d{1,2})[ ]?(?:[-/._]|月)[ ]?(?P<d>\d{1,2})(?!\d)"
)
_COMPACT = re.compile(r"(?<!\d)(?P<y>20\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)")
_THREE = re.compile(
    r"(?<![\d.])(?P<a>\d{1,2})(?P<by>[-/._])[ ]?(?P<b>\d{1,2})(?P=by)[ ]?(?P<c>\d{4}|\d\d)(?![\d])(?!\.\d)"
)
_TWO = re.compile(r"(?P<a>\d{1,2})(?:/(?P<b>\d{1,2})|\.[ ]?(?P<c>\d{1,2})\.)(?=$|[\s:,|()\]–—-])")
_EASTERN = re.compile(r"(?<!\d)(?P<m>\d{1,2})[ ]?月[ ]?(?P<d>\d{1,2})[ ]?[日号號]")
_YEAR = r"(?:(?:[ ]*[-,./]?[ ]*(?:of|de|del)?[ ]*|[ ,]+\(?(?:{days})\.?\)?[ ,]+)(?P<y{n}>(?:19|20)\d\d|'\d\d)(?!\d))?"
_VERSION = re.compile(r"\bv\d+\.\d|^\W*\d{1,3}\.\d{1,3}(?:\.\d{1,3})?\]?\s*[-–(]+\s*\d{4}-")  # a change log's
_FRAME = " \t*_#`~[](){}<>|:：,;.-–—=•→"
_WEAK = re.compile(
    r"(?:week|woche|semana|semaine|session|entry|log|log entry|update|dev ?log|part)[ ]*#?\d{1,3}\b"
    r"|today|yesterday|heute",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a date; the year may be missing."""

    year: int | None
    month: int
    day: int

    def on(self, year: int) -> date | None:
        """Return the day it means in a year, if there is such a day."""
        try:
            return date(self.year or year, self.month, self.day)
        except ValueError:
            return None


def believed(text: str, written: date) -> date | None:
    """Return the day a heading names, if it may be believed: the latest reading in the month before `written`."""
    years = (written.year, written.year - 1)
    days = [day for reading in readings(text) for year in years if (day := reading.on(year))]
    return max((day for day in days if 0 <= (written - day).days <= _OLDEST), default=None)


def is_entry(text: str) -> bool:
    """Tell whether a heading begins an entry of a diary: it names a day or a date, and no stretch of a plan."""
    text = text[:_LONGEST]
    if _VERSION.search(text):
        return False
    if found := _day_pattern().search(text):
        span = _SPAN.match(text, found.end())
        first = re.search(r"(\d+)$", found[0])
        return not (span and first and int(span["end"]) - int(first[1]) > _LONGEST_RANGE)
    return bool(readings(text)) or re.match(_SHORT_DAY, text.strip(_FRAME), re.IGNORECASE) is not None


def is_weak_entry(text: str) -> bool:
    """Tell a heading that begins an entry only in a file known to be a diary: “Monday”, “Week 3”, “Session 4”."""
    words = text[:_LONGEST].strip(_FRAME)
    return _WEAK.match(words) is not None or re.fullmatch(_weekdays(), words, re.IGNORECASE) is not None


def is_example(text: str) -> bool:
    """Tell a template's heading: “(Example 1)”, or a day no calendar has, such as 30 February."""
    if re.search(
        r"\((?:an )?(?:example|beispiel|exemple|ejemplo|exemplo|esempio)\b|例", text[:_LONGEST], re.IGNORECASE
    ):
        return True
    found = readings(text)
    return bool(found) and all(reading.on(2024) is None for reading in found)


def opening(line: str) -> tuple[str, str] | None:
    """Return the day a line begins with, and what it says after: “2026-01-15: closures” or “Day 3 - loops”."""
    stripped = line[:_LONGEST].lstrip(" \t*_[(#<~•–—-")
    if not stripped or not stripped[0].isalnum() or not re.search(r"\d|day", stripped[:60], re.IGNORECASE):
        return None
    found = _opening_pattern().match(stripped)
    if not found or _SPAN.match(stripped, found.end("day")):
        return None
    rest = line[len(line[:_LONGEST]) - len(stripped) + found.end() :]
    return found["day"].strip(_FRAME), rest.lstrip("*_ ")


def readings(text: str) -> list[Reading]:
    """Return every way to read the dates of a heading."""
    text = text[:_LONGEST].replace("’", "'")
    if not re.search(r"\d", text):
        return []
    found = [Reading(int(each["y"]), int(each["m"]), int(each["d"])) for each in _FULL.finditer(text)]
    found += [Reading(int(each["y"]), int(each["m"]), int(each["d"])) for each in _COMPACT.finditer(text)]
    if found:
        return found
    named = [*_named(text), *(Reading(None, int(each["m"]), int(each["d"])) for each in _EASTERN.finditer(text))]
    return named or [*_numeric(text)]


def _named(text: str) -> Iterator[Reading]:
    for found in _named_pattern().finditer(text):
        n = "1" if found["m1"] else "2"
        year = found[f"y{n}"]
        yield Reading(_year(year) if year else None, _months()[found[f"m{n}"].casefold()], int(found[f"d{n}"]))


def _numeric(text: str) -> Iterator[Reading]:
    bare = _day_pattern().sub(" ", text)
    for found in _THREE.finditer(bare):
        a, b, c = int(found["a"]), int(found["b"]), int(found["c"])
        every = [(_year(found["c"]), b, a), (_year(found["c"]), a, b)]
        every += [(2000 + a, b, c)] if len(found["c"]) == len(found["a"]) == 2 else []  # noqa: PLR2004 (26-01-15)
        yield from (Reading(y, m, d) for y, m, d in every if 1 <= m <= 12 and 1 <= d <= 31)  # noqa: PLR2004
    begins = re.sub(rf"^\(?(?:{_weekdays()})\.?\)?[ ,]*", "", bare.lstrip(_FRAME), flags=re.IGNORECASE)
    if two := _TWO.match(begins):
        a, b = int(two["a"]), int(two["b"] or two["c"])
        yield from (Reading(None, m, d) for m, d in ((b, a), (a, b)) if 1 <= m <= 12 and 1 <= d <= 31)  # noqa: PLR2004


def _year(text: str) -> int:
    number = int(text.strip("'"))
    return number if number > 100 else 2000 + number  # noqa: PLR2004


@cache
def _months() -> dict[str, int]:
    from bot.roadmaps.markdown.words import table

    order = {name: number for number, name in enumerate(dict.fromkeys(table("month_name").values()), 1)}
    return {word: order[name] for word, name in table("month_name").items()}


@cache
def _weekdays() -> str:
    from bot.roadmaps.markdown.words import table

    return "|".join(re.escape(word) for word in sorted(table("weekday"), key=len, reverse=True))


@cache
def _named_pattern() -> re.Pattern[str]:
    months = "|".join(re.escape(word) for word in sorted(_months(), key=len, reverse=True))
    nth = r"(?:st|nd|rd|th|\.)?[ ]*[-/]?[ ]*(?:of |de )?"
    first, second = (_YEAR.format(days=_weekdays(), n=n) for n in (1, 2))
    return re.compile(
        rf"(?<![^\W_\d])(?P<m1>{months})\.?[ ]*[-/]?[ ]*(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?![\d.]?\d){first}"
        rf"|(?<![\d.])(?P<d2>\d{{1,2}}){nth}(?P<m2>{months})(?![^\W_\d])\.?{second}",
        re.IGNORECASE,
    )


@cache
def _day_pattern() -> re.Pattern[str]:
    return re.compile(_DAY, re.IGNORECASE)


@cache
def _opening_pattern() -> re.Pattern[str]:
    days, named = rf"(?:[ ,]*\(?(?:{_weekdays()})\.?\)?)?", re.sub(r"\(\?P<\w+>", "(?:", _named_pattern().pattern)
    digits = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}(?:/\d{1,2}/|-\d{1,2}-|\.\d{1,2}\.)\d{2,4}"
    dates = rf"(?:(?:{_weekdays()})\.?,?[ ]+)?(?:{named}|{digits})"
    day = rf"(?:{_DAY}|{_SHORT_DAY})(?:[ ]*[-–—:,(]+[ ]*{dates}\)?)?|{dates}(?:[ ]*[-–—:,(]+[ ]*{_DAY}\)?)?"
    hour = r"(?:,?[ T]\d{1,2}:\d\d(?![:\d])(?:[ ]?[ap]m)?)?"
    ends = r"[\])]?[*_]*(?:[ ]*[:：|][*_]*|[ ]+[-–—]+(?=[ ])|(?<=[\])*_])[ ]+(?=\w)|[ ]*[*_]*$)"
    return re.compile(rf"(?P<day>(?:{day}){days}){hour}{ends}", re.IGNORECASE)
