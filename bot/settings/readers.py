"""How the value of each kind of setting is read; whatever is wrong is told as what to write instead."""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from bot.clock import WEEKDAYS
from bot.redact import Secret

LOG_LEVELS = ("debug", "info", "warning", "error")
THROUGH = ("sandbox", "hand", "api")
_GITHUB = r"^(?:https?://github\.com/|git@github\.com:)|(?:\.git)?/?$"
ON_GITHUB = "github:"
KEEP = ("public", "count only", "ignore")
QUIET = KEEP[1:]


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository the learner works in, and what may be kept of it; nothing said: what its visibility allows."""

    name: str  # owner/name on GitHub, or a folder
    keep: str = ""

    @property
    def folder(self) -> Path:
        """Return the folder of one on this machine."""
        return Path(self.name).expanduser()


class Wrong(ValueError):
    """A value that cannot be read; its text is the hint."""


def text(value: str) -> str:
    """Read a line of text."""
    return value


def roadmap(value: str) -> str:
    """Read where the roadmap is."""
    if value.startswith(ON_GITHUB) and not re.fullmatch(ON_GITHUB + r"[\w.-]+/[\w.-]+/(?:[^/\0]+/)*[^/\0]+", value):
        raise Wrong("write one on GitHub as github:owner/name/path/of/the/file.md")
    return value


def words(value: str) -> tuple[str, ...]:
    """Read a list separated by commas."""
    return tuple(part for part in (piece.strip() for piece in value.split(",")) if part)


def folders(value: str) -> tuple[Repository, ...]:
    """Read a list of folders separated by commas, each perhaps with what may be kept of it."""
    return tuple(_repository(part) for part in words(value))


def on_github(value: str) -> tuple[Repository, ...]:
    """Read a list of repositories on GitHub; an address of one is understood too."""
    found = tuple(_repository(part) for part in words(value))
    named = [Repository(re.sub(_GITHUB, "", each.name), each.keep) for each in found]
    if wrong := [each.name for each in named if not re.fullmatch(r"[\w.-]+/[\w.-]+", each.name)]:
        raise Wrong(f"write repositories as owner/name; {wrong[0]} is none")
    return tuple(named)


def _repository(part: str) -> Repository:
    name, equals, keep = part.rpartition("=")
    wanted = " ".join(keep.lower().split())
    if not equals:
        return Repository(part)
    if wanted == "count":
        wanted = "count only"
    if wanted not in KEEP:
        raise Wrong(f"after = stands one of {', '.join(KEEP)}")
    return Repository(name.strip(), wanted)


def is_telling(name: str) -> bool:
    """Tell whether a repository's name stands for nothing else: “acme-churn” does, “notes” does not."""
    return bool(re.search(r"[\w][-_.]\w|\d", name))


def secret(value: str) -> Secret:
    """Read a value that must never be shown."""
    return Secret(value)


def server(value: str) -> Secret:
    """Read the address of a PostgreSQL database; it may hold a password."""
    if value and not value.startswith(("postgresql://", "postgres://")):
        raise Wrong("write it as postgresql://name:password@host/database")
    return Secret(value)


def proxy(value: str) -> Secret:
    """Read the address of a proxy; it may hold a password."""
    if value and not re.fullmatch(r"https?://(?:[^\s/:@]+(?::[^\s/@]*)?@)?[\w.-]+(?::\d{1,5})?/?", value):
        raise Wrong("write it as http://host:port or http://name:password@host:port")
    return Secret(value)


def vault_key(value: str) -> Secret:
    """Read what tokens are sealed with: long enough that nobody guesses it."""
    if value and len(value) < 32:  # noqa: PLR2004
        raise Wrong("use at least 32 characters: openssl rand -hex 32")
    return Secret(value)


def web_address(value: str) -> str:
    """Read where a service is asked."""
    if not re.fullmatch(r"https://[\w.-]+(?::\d+)?(?:/[\w./-]*)?|http://(?:127\.0\.0\.1|localhost)(?::\d+)?/?", value):
        raise Wrong("write it as https://host or https://host/path")
    return value.rstrip("/")


def number(value: str) -> int:
    """Read a whole number from 1."""
    if not value.isdecimal() or not 0 < int(value) < 1000:  # noqa: PLR2004
        raise Wrong("write a whole number from 1")
    return int(value)


def hours(value: str) -> float | None:
    """Read how many hours a week there are, or none."""
    try:
        found = float(value) if value else None
    except ValueError:
        found = 0.0
    if found is None or 0.5 <= found <= 100:  # noqa: PLR2004 (a week has 168, and nights)
        return found
    raise Wrong("write a number of hours such as 6 or 7.5, at least half an hour")


def dollars(value: str) -> float:
    """Read an amount of money, perhaps none."""
    if not re.fullmatch(r"\d{1,4}(?:\.\d{1,2})?", value):
        raise Wrong("write dollars as 5 or 2.50")
    return float(value)


def through(value: str) -> str:
    """Read how posts reach a platform."""
    if value.lower() not in THROUGH:
        raise Wrong(f"choose one of {', '.join(THROUGH)}")
    return value.lower()


def year_and_month(value: str) -> str:
    """Read a version that is a year and a month."""
    if not re.fullmatch(r"20\d\d(?:0[1-9]|1[0-2])", value):
        raise Wrong("write it as 202607: a year and a month, six digits")
    return value


def weekdays(value: str) -> frozenset[int]:
    """Read a list of weekdays, Monday 0."""
    found = words(value.lower())
    if any(each not in WEEKDAYS for each in found):
        raise Wrong(f"choose from {', '.join(WEEKDAYS)}, separated by commas")
    return frozenset(WEEKDAYS.index(each) for each in found)


def dates(value: str) -> frozenset[date]:
    """Read dates and spans of dates: 2026-12-24..2027-01-02."""
    found: set[date] = set()
    for each in words(value):
        first, _, last = each.partition("..")
        try:
            begin, end = date.fromisoformat(first.strip()), date.fromisoformat((last or first).strip())
        except ValueError:
            raise Wrong("write dates as 2026-12-24, spans as 2026-12-24..2027-01-02") from None
        if not 0 <= (end - begin).days <= 366:  # noqa: PLR2004 (a longer rest is a pause)
            raise Wrong(f"the span {each} ends before it begins, or lasts longer than a year")
        found |= {begin + timedelta(days=n) for n in range((end - begin).days + 1)}
    return frozenset(found)


def a_date(value: str) -> date | None:
    """Read a date, or none."""
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Wrong("write it as 2026-01-31") from None


def clock_time(value: str) -> time:
    """Read an hour of the day."""
    try:
        if len(value) == len("04:00"):
            return time.fromisoformat(value)
    except ValueError:
        pass
    raise Wrong("write it as 04:00")


def time_span(value: str) -> tuple[time, time] | None:
    """Read from when to when by the wall clock, perhaps over midnight, or none."""
    first, dash, last = value.partition("-")
    if value == "none":
        return None
    if not dash:
        raise Wrong("write it as 22:00-06:00, or none")
    return clock_time(first.strip()), clock_time(last.strip())


def zone(value: str) -> ZoneInfo:
    """Read a time zone by its IANA name."""
    try:
        return ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        if not available_timezones():
            raise Wrong("this machine has no time zone data; install it: pip install tzdata") from None
        raise Wrong("use an IANA name such as Europe/Berlin, America/New_York or Asia/Kolkata") from None


def log_level(value: str) -> str:
    """Read how much is logged."""
    if value.lower() not in LOG_LEVELS:
        raise Wrong(f"choose one of {', '.join(LOG_LEVELS)}")
    return value.lower()
