"""How long something takes: “(2.5 hrs)”, “≈ 45 min”, “0,5h”, “1 h 30”, “12–14 hours/week”; and what a week has."""

import re

_AMOUNT = r"\d{1,4}(?:[.,]\d{1,2})?"
_HOUR = r"(?:hours?|hrs?|h|horas?|hs|stunden?|std\.?|heures?|घंटे|घंटा|घण्टे|小时|小時|個小時|个小时|時間)(?![^\W\d_])"
_MINUTE = r"(?:minutes?|mins?|min\.?|m|minutos?|minuten|मिनट|分钟|分鐘|分)(?![^\W\d_])"
_ABOUT = r"(?:≈|~|〜|ca\.?|about|approx\.?|around|est\.?|約|约)?\s*"
_TO = r"\s*(?:[-–—~〜]|to|a|à|bis)\s*"
_PER = r"\s*(?:/|a|per|each|por|pro|par|al?|every|ein?e?|प्रति|毎|每)\s*"
_WEEK = r"(?:weeks?|wk|semana|semaine|woche|सप्ताह|周|週)(?!\s*\d)"
_DAY = r"(?:days?|día|dia|jour|tag|दिन|日|天)"
_MOST_A_WEEK = 100


def _time(name: str = "") -> str:
    """Return the pattern of a time; its groups carry a name, where one pattern holds several."""
    amount = rf"(?P<a{name}>{_AMOUNT})(?:{_TO}(?P<b{name}>{_AMOUNT}))?\s*\+?\s*-?"
    return rf"{_ABOUT}(?:{amount}(?:(?P<h{name}>{_HOUR})(?:\s*(?P<m{name}>\d{{1,2}})\s*(?:{_MINUTE})?)?|{_MINUTE}))"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_ANY = _pattern(_time())
_BRACKETED = _pattern(rf"\s*[(（\[]\s*{_time()}[^()（）\[\]]{{0,20}}[)）\]]")
_TRAILING = _pattern(rf"(?:\s+[-–—]|\s*[|:,])\s*{_time()}\.?$")
_LEADING = _pattern(rf"^{_time()}\s*[-–—:|]\s*")
_PER_WEEK = _pattern(
    rf"{_time()}(?:\s*\w{{0,12}})?{_PER}{_WEEK}|weekly[^.\n\d]{{0,30}}?{_time('_after')}"
    rf"|(?:每周|毎週|每週|週あたり|週に|प्रति सप्ताह)\s*{_time('_east')}"
)
_PER_DAY = _pattern(
    rf"{_time()}(?:\s*\w{{0,12}})?{_PER}{_DAY}|daily[^.\n\d]{{0,20}}?{_time('_after')}"
    rf"|(?:每天|毎日|1日|一日|प्रतिदिन)\s*{_time('_east')}"
)
_DAYS_A_WEEK = _pattern(rf"(?P<days>[1-7])\s*(?:[-–]\s*[1-7]\s*)?(?:week|study|working)?\s*days?(?:{_PER}|\s+){_WEEK}")
_SOME_DAYS = {
    5: _pattern(r"weekdays?|mon\w*\s*[-–—]\s*fri|lun\w*\s*[-–—a]\s*vi?e"),
    2: _pattern(r"weekends?|sat\w*\s*[-–—&]\s*sun"),
}


def take_hours(text: str) -> tuple[str, float | None]:
    """Return a text without the time it says it takes, and that time in hours; all of it may be the time."""
    every = list(_BRACKETED.finditer(text))
    if every:
        return _BRACKETED.sub("", text).strip(), sum(map(_worth, every))
    found = _TRAILING.search(text) or _LEADING.match(text)
    if not found:
        return text, None
    return (text[: found.start()] + text[found.end() :]).strip(), _worth(found)


def hours_in(text: str) -> float | None:
    """Return the first time a text names, in hours."""
    found = _ANY.search(text)
    return _worth(found) if found else None


def hours_a_week(lines: list[str]) -> float | None:
    """Return how many hours a week some lines speak of: said outright, or added up from hours a day."""
    for text in lines:
        if (found := _PER_WEEK.search(text)) and (hours := _sane(_worth(found))):
            return hours
    a_day = [(text, _worth(found)) for text in lines if (found := _PER_DAY.search(text))]
    if not a_day:
        return None
    some_days = {
        days: hours for text, hours in a_day for days, span in _SOME_DAYS.items() if span.search(text)
    }  # “2 hours a day on weekdays, 4 at the weekend”
    if len(some_days) > 1:
        return _sane(sum(hours * days for days, hours in some_days.items()))
    return _sane(a_day[0][1] * (_days_a_week([a_day[0][0], *lines]) or next(iter(some_days), 7)))


def _days_a_week(lines: list[str]) -> int | None:
    return next((int(found["days"]) for text in lines if (found := _DAYS_A_WEEK.search(text))), None)


def _sane(hours: float) -> float | None:
    return hours if 0 < hours <= _MOST_A_WEEK else None


def _worth(found: re.Match[str]) -> float:
    """Return a time in hours; of “2–3 hours” the middle."""
    said = {name[:1]: value for name, value in found.groupdict().items() if value is not None}
    first = _number(said["a"])
    amount = (first + _number(said["b"])) / 2 if "b" in said else first
    return amount + int(said.get("m", 0)) / 60 if "h" in said else amount / 60


def _number(text: str) -> float:
    return float(text.replace(",", "."))
