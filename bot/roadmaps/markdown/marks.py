"""What a heading counts: “✅ **Week 5 – Trees**”, “Trees | Day 12”, “第3周：…”, “Phase 2 — … (Months 4–5)” → Mark.

A mark is only what a line could mean; outline.py decides which of a file's marks make its plan.
"""

import re
from dataclasses import dataclass, replace
from functools import cache

from bot.roadmaps.hours import take_hours
from bot.roadmaps.markdown.calendar import is_month
from bot.roadmaps.markdown.words import normal, number_words, ranks, table
from bot.roadmaps.roadmap import Span

_LONGEST = 300
_WORDY_TITLE = 12
_JUNK = re.compile(r"^(?:[^\w(（#<\[-]|\[[ xX✓✔✅-]?\]|#(?!\d))+")
_NUMBERING = re.compile(r"^\d+(?:\.\d+)*[.)]\s+(?=\D)")
_SEPARATOR = re.compile(r"^[\s:：.,|·•\-–—―=→>/]+|[\s:：|·•\-–—―=→]+$")
_DATED = re.compile(r"^[(（][^)）]*\d[^)）]*[)）]\s*(?=[:：–—-]\s*\w)")  # “(Jan 5 – Jan 11): …”
_DASH = r"[-–—−‐‑~〜～]"
_NUMBER = r"-?\d{1,4}(?![\d])"
_SHORT = {"Q": "quarter", "M": "month", "W": "week", "D": "day"}
# Words that say how many as often as which: “two weeks”, not “the second week”.
_SHORT_WORDS = frozenset([*"〇一二三四五六七八九十", "एक", "दो", "um", "un"])
_TO = "and|to|through|by|a|à|au|bis|und|et|e"
_BETWEEN = rf"\s*(?:{_DASH}|&|\+|,|\b(?:{_TO})\b|至|到|から|से)\s*"


@dataclass(frozen=True, slots=True)
class Mark:
    """A unit of a plan that a line announces: its kind, its number (none where only named), its title."""

    kind: str
    number: int | None
    title: str
    last: int | None = None
    weeks: Span | None = None
    months: Span | None = None
    hours: float | None = None
    inner: "Mark | None" = None


def find(text: str, *, loose: bool = False, after: dict[str, int] | None = None) -> Mark | None:
    """Return what a line counts, if it does; a loose line (no heading, nothing bold) must look the part, or count on
    `after` the numbers that were found before it."""
    bare = _JUNK.sub("", text[:_LONGEST].strip()).strip()
    for words in dict.fromkeys((_NUMBERING.sub("", bare), bare)):
        for form in (_in_front, _ordinal, _counted_after, _short):
            if found := form(words):
                kind, first, last, rest = found
                mark = _titled(kind, first, last, rest)
                counts_on = after is not None and after.get(kind, -9) + 1 == first and _is_short(mark.title)
                return mark if not loose or counts_on or _looks_the_part(rest, mark.title) else None
    return None if loose else _at_the_end(bare) or (Mark("month", None, tidy(bare)) if is_month(bare) else None)


_Found = tuple[str, int, int | None, str]


@cache
def _unit() -> str:
    words = sorted(table("unit"), key=len, reverse=True)
    return "|".join(re.escape(word) for word in words)


@cache
def _count() -> str:
    words = sorted(number_words(), key=len, reverse=True)
    romans = [word for word in words if word.isascii() and word.isupper()]
    named = [word for word in words if word not in romans]
    return rf"(?:{_NUMBER}|(?-i:{'|'.join(romans)})\b|(?:{'|'.join(map(re.escape, named))})(?!\w))"


@cache
def _front_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<unit>{_unit()})(?:-(?=\d))?\s*(?:[#№]|no\.?\s|n[º°]\s?)?\s*(?P<first>{_count()}|(?-i:[A-H])(?=\s*[:：.–—-]|$))(?![\w%])"
        rf"(?P<range>{_BETWEEN}(?:(?P<again>{_unit()})\s*)?(?P<last>{_count()})(?![\w%]))?\s*\+?"
        rf"(?:\s*(?:/|of|de|von|sur)\s*\d{{1,9}})?(?P<rest>.*)",
        re.IGNORECASE | re.DOTALL,
    )


def _in_front(text: str) -> _Found | None:
    found = _front_pattern().match(text)
    if not found:
        return None
    kind = _units(found["unit"])
    if found["again"] and _units(found["again"]) != kind:  # “Week 1, Day 2” is no range
        return kind, _value(found["first"]), None, text[found.start("range") :]
    if found["range"] and _is_no_range(found["unit"], found["range"], found["rest"]):
        return kind, _value(found["first"]), None, text[found.start("range") :]
    return kind, _value(found["first"]), _maybe(found["last"]), found["rest"]


def _is_no_range(unit: str, between: str, rest: str) -> bool:
    """Tell “Week 1 – 29 April” and “Day 1 - 100 rows” from “Weeks 1 – 4: …”."""
    spaced = re.match(rf"\s+{_DASH}\s", between)
    ended = re.match(r"\s*(?:$|[:：|(（–—-])", rest)
    return bool(spaced) and not ended and unit.casefold()[-1] not in "sn"


@cache
def _ordinal_pattern() -> re.Pattern[str]:
    ordinals = "|".join(
        re.escape(w) for w, n in number_words().items() if n and not w.isupper() and w not in _SHORT_WORDS
    )
    return re.compile(
        rf"(?:(?P<digit>\d{{1,3}})(?:st|nd|rd|th|[ºª°]|er|ère|ere|ème|e|\.)|(?P<word>{ordinals}))"
        rf"\s+(?P<unit>{_unit()})"
        rf"(?!\w)(?P<rest>.*)",
        re.IGNORECASE | re.DOTALL,
    )


def _ordinal(text: str) -> _Found | None:
    """Read “1st week: …”, “Primera semana”, “2. Woche”; “2 weeks” says how long, not which."""
    found = _ordinal_pattern().match(text)
    if not found:
        return None
    number = int(found["digit"]) if found["digit"] else number_words()[normal(found["word"])]
    return _units(found["unit"]), number, None, found["rest"]


@cache
def _eastern_unit() -> str:
    words = (word for word in table("unit") if word[0] > "⺀")
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _after_pattern() -> re.Pattern[str]:
    marked = _eastern_unit()
    count = rf"(?:{_NUMBER}|[〇一二三四五六七八九十]{{1,3}})"
    return re.compile(
        rf"(?:第\s*(?P<first>{count})(?:\s*{_DASH}\s*(?:第\s*)?(?P<last>{count}))?\s*(?P<unit>{marked})目?"
        rf"|(?P<first_>{count})(?:\s*{_DASH}\s*(?P<last_>{count}))?\s*(?P<unit_>(?:{marked})目))"
        rf"(?P<rest>.*)",
        re.DOTALL,
    )


def _counted_after(text: str) -> _Found | None:
    """Read the East Asian order: “第3周：…”, “第1-2週”, “1日目 …”."""
    found = _after_pattern().match(text)
    if not found:
        return None
    unit = found["unit"] or found["unit_"].removesuffix("目")
    first, last = found["first"] or found["first_"], found["last"] or found["last_"]
    return _units(unit), _value(first), _maybe(last), found["rest"]


def _short(text: str) -> _Found | None:
    """Read “Q1”, “M2 — …”, “W3: …” and “D12 – …”."""
    found = re.match(r"(?P<unit>[QMWD])(?P<first>\d{1,3})(?=$|\s*[:：.|–—-])(?P<rest>.*)", text, re.DOTALL)
    if not found or found["rest"].rstrip().endswith("?"):  # “Q1: Can it be …?” is a question
        return None
    return _SHORT[found["unit"]], int(found["first"]), None, found["rest"]


@cache
def _end_pattern() -> re.Pattern[str]:
    def span(name: str) -> str:
        last = rf"(?:{_BETWEEN}(?:(?:{_unit()})\s*)?(?P<{name}_last>{_count()}))?"
        return rf"(?P<{name}_unit>{_unit()})\s*#?(?P<{name}_first>{_count()}){last}"

    ways = (
        rf"\s*[(（\[]\s*{span('bracketed')}\s*[^\])）]{{0,30}}[)）\]]",
        rf"\s*[|:：–—]\s*{span('divided')}",
        rf"\s-\s{span('dashed')}",
        rf"\s*[(（]\s*第?(?P<eastern_first>\d{{1,9}})(?:\s*{_DASH}\s*(?P<eastern_last>\d{{1,9}}))?"
        rf"\s*(?P<eastern_unit>{_eastern_unit()})目?\s*[)）]",
    )
    return re.compile(rf"(?P<title>.{{2,}}?)(?:{'|'.join(ways)})\s*$", re.IGNORECASE)


def _at_the_end(text: str) -> Mark | None:
    """Read “Trees | Day 12”, “Foundations (Weeks 1–4)”."""
    found = _end_pattern().fullmatch(text)
    if not found:
        return None
    said = {name.rpartition("_")[2]: value for name, value in found.groupdict().items() if value is not None}
    title = _NUMBERING.sub("", said["title"])
    return _titled(_units(said["unit"]), _value(said["first"]), _maybe(said.get("last")), title)


def _titled(kind: str, first: int, last: int | None, rest: str) -> Mark:
    """Return a mark whose title has lost its hours, its spans and what only divides."""
    if last is not None and last <= first:
        last = None
    title, spans = _without_spans(rest)
    title, hours = take_hours(title)
    inner = find(_SEPARATOR.sub("", title)) if re.match(r"\s*[-–—:,|/]\s*\w", title) else None
    if inner and ranks()[inner.kind] > ranks()[kind]:
        return Mark(kind, first, "", last, spans.get("week"), spans.get("month"), hours, inner)
    return Mark(kind, first, tidy(title), last, spans.get("week"), spans.get("month"), hours)


@cache
def _span_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"[(（\[]\s*(?:(?P<unit>{_unit()})\s*(?P<first>\d{{1,9}})(?:{_BETWEEN}(?:(?:{_unit()})\s*)?(?P<last>\d{{1,9}}))?"
        rf"|\d{{1,9}}(?:\s*{_DASH}\s*\d{{1,9}})?\s*\+?\s*(?P<long>{_unit()})[^()\[\]（）]{{0,20}})\s*[)）\]]",
        re.IGNORECASE,
    )


def _without_spans(text: str) -> tuple[str, dict[str, Span]]:
    """Return a title without “(Months 4–5)” and “(4 weeks)”, and the weeks and months it spans."""
    spans: dict[str, Span] = {}

    def take(found: re.Match[str]) -> str:
        kind = _units(found["unit"] or found["long"])
        if found["first"] and kind in {"week", "month"}:
            spans[kind] = (int(found["first"]), int(found["last"] or found["first"]))
        return " " if kind in {"day", "week", "month", "year"} else found[0]

    return _span_pattern().sub(take, text), spans


def tidy(title: str) -> str:
    """Return a title without what divides it from its number, or wraps it."""
    bare = _SEPARATOR.sub("", _DATED.sub("", title.strip()))
    if re.fullmatch(r"[(（\[][^()（）\[\]]*[)）\]]", bare):
        bare = bare[1:-1]
    return " ".join(_JUNK.sub("", bare).split())


def _looks_the_part(rest: str, title: str) -> bool:
    """Tell “Week 3: loops” and “WEEK 1 Python basics” from “Week 3 was harder than I thought.”."""
    if not title:
        return True
    if re.match(r"\s*[:：|–—\-(（.]", rest):
        return len(title) <= _LONGEST // 2
    return title[:1].upper() == title[:1] and _is_short(title)


def _is_short(title: str) -> bool:
    return len(title.split()) <= _WORDY_TITLE and title[-1:] not in {".", "!", "?"}


def _units(word: str) -> str:
    return table("unit")[normal(word)]


def _value(text: str) -> int:
    text = text.strip()
    if len(text) == 1 and text in "ABCDEFGH" and text not in number_words():
        return ord(text) - ord("A") + 1
    if re.fullmatch(r"-?\d+", text):
        return int(text)
    return number_words()[text] if text in number_words() else number_words()[normal(text)]


def _maybe(text: str | None) -> int | None:
    return _value(text) if text else None


def mend_negatives(marks: list[Mark]) -> list[Mark]:
    """Return marks where “Week -1, Week -2, Week -3 …” was only a way to write a dash."""
    for kind in {mark.kind for mark in marks}:
        numbers = [mark.number for mark in marks if mark.kind == kind and mark.number is not None]
        if numbers and min(numbers) < 0 and not any(number >= 0 for number in numbers) and len(numbers) > 1:
            marks = [replace(m, number=abs(m.number or 0)) if m.kind == kind else m for m in marks]
    return marks


def numbering(text: str) -> tuple[int, str] | None:
    """Return the number and the title of “1. Python basics”, “2) Loops”, “3️⃣ Lists”."""
    found = re.match(r"\W*(?P<number>\d{1,2})(?:[.)]\s+|\ufe0f?\u20e3\s*)(?P<title>\S.*)", text[:_LONGEST])
    return (int(found["number"]), tidy(found["title"])) if found else None


def strip(text: str) -> str:
    """Return the words of an item without what only frames them."""
    return text.strip(" \u2002\u2003-–—|·•*").rstrip(" ;,").strip()
