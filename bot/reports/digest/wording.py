"""How a mail to the learner puts dates, numbers and the words of others.

Whatever comes from outside is made safe in `clean` before anything else sees it: nothing invisible, no secret. Markup
is left alone here; escaping it belongs to the template that makes HTML.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import urlsplit

from bot.activity import Kind
from bot.redact import plain, redact

MORE = "…"
_LONGEST_ADDRESS = 300
# No blank and nothing that ends an attribute or a line of text; what else it holds the template escapes.
_ADDRESS = re.compile(r"https?://[^\s\"'`<>\\^{|}]+", re.IGNORECASE)
_ORDER = sorted(Kind, key=lambda kind: kind is Kind.NOTE)
_CALLED = {Kind.NUMBER: "printed number", Kind.PLAN: "plan entry"}
_JOINS = "\u200d\ufe0e\ufe0f"
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=\W?[A-Z0-9])|\n")


def clean(text: str) -> str:
    """Return text from outside made safe to show: its lines without blanks around them, without empty ones."""
    lines = (" ".join(line.split()) for line in redact(plain(text)).splitlines())
    return "\n".join(line for line in lines if line)


def on_one_line(text: str, most: int) -> str:
    """Return a text on one line, of no more characters than that."""
    return cut(" ".join(clean(text).split()), most)


def cut(text: str, most: int) -> str:
    """Return whole words of a text with a mark where it was cut; inside a word only where one fills half the room."""
    if len(text) <= most:
        return text
    end = most - len(MORE)
    blank = max(text.rfind(" ", 0, end + 1), text.rfind("\n", 0, end + 1))
    if blank >= most // 2:
        return text[:blank].rstrip(" ,;:-–\n") + MORE
    while end > 1 and (unicodedata.combining(text[end]) or text[end] in _JOINS or text[end - 1] in _JOINS):
        end -= 1  # an accent or half an emoji would be left alone
    return text[:end].rstrip() + MORE


def first_sentence(text: str) -> str:
    """Return the first sentence of somebody's words, without its full stop."""
    return _SENTENCE.split(clean(text), maxsplit=1)[0].removesuffix(".").strip()


def address(url: str) -> str:
    """Return an address if it can be opened on the web and holds nobody's name or password; else nothing."""
    if len(url) > _LONGEST_ADDRESS or not _ADDRESS.fullmatch(url) or clean(url) != url:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.hostname and "@" not in parts.netloc else ""


def counted(number: int, one: str, many: str = "") -> str:
    """Return “1 evening” or “3 evenings”."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def listed(words: Sequence[str]) -> str:
    """Return “a”, “a and b”, “a, b and c”."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def by_kind(counts: Mapping[Kind, int]) -> str:
    """Return “14 commits, 1 pull request and 3 notes”: work first, words after it."""
    return listed([counted(counts[kind], _CALLED.get(kind, str(kind))) for kind in _ORDER if counts.get(kind)])


def span(first: date, last: date) -> str:
    """Return “15 to 21 November”, with the month and the year of the first day only where they are others."""
    if first.year != last.year:
        return f"{first.day} {first:%B %Y} to {last.day} {last:%B %Y}"
    return f"{first.day}{'' if first.month == last.month else f' {first:%B}'} to {last.day} {last:%B}"


def short_day(day: date) -> str:
    """Return “Mon 15”."""
    return f"{day:%a} {day.day}"


def long_day(day: date) -> str:
    """Return “Monday 15 November”."""
    return f"{day:%A} {day.day} {day:%B}"
