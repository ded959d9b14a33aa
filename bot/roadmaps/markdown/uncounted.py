"""The sections of a plan that counts no weeks: weekdays, dates, numbered headings, headings with lists, an outline."""

from dataclasses import replace
from itertools import pairwise

from bot.roadmaps.markdown import calendar, marks, words
from bot.roadmaps.markdown.lines import BOLD, HEADING, ITEM, ITEM_RANK, ROW, TEXT, TEXT_RANK, Line
from bot.roadmaps.markdown.marks import Mark

Marks = dict[int, Mark]
_MANY_BOXES = 10
_MANY_PARTS = 4
_BESIDE = frozenset({"resource", "question", words.ASIDE, words.HOURS, words.RHYTHM})


def marks_of(lines: list[Line], name: str) -> Marks:
    """Return the marks of the first way that fits; `name` is the file's, which may say that it is a plan."""
    return (
        _by_weekdays(lines)
        or _by_dates(lines)
        or _by_numbered_headings(lines, name)
        or _by_headings(lines, name)
        or _by_numbered_items(lines, name)
        or _by_leads(lines)
    )


def _by_weekdays(lines: list[Line]) -> Marks:
    """Read a plan that only names weekdays as one week."""
    found = {
        index: Mark("day", calendar.number_of_weekday(line.text), title or line.text.strip(" :"))
        for index, line in enumerate(lines)
        if line.form in {HEADING, BOLD, ROW} and (title := calendar.weekday(line.text)) is not None
    }
    return found if len(found) > 2 else {}  # noqa: PLR2004


def _by_dates(lines: list[Line]) -> Marks:
    """Read headings that are dates as study days."""
    found = {
        index: Mark("day", None, title or line.text)
        for index, line in enumerate(lines)
        if line.form in {HEADING, BOLD} and (title := calendar.after_date(line.text)) is not None
    }
    return found if len(found) > 2 else {}  # noqa: PLR2004


def _by_numbered_headings(lines: list[Line], name: str) -> Marks:
    """Read “## 1. Python basics” as parts."""
    found: Marks = {}
    for index, line in enumerate(lines):
        number = marks.numbering(line.text) if line.form in {HEADING, BOLD} else None
        if number:
            found[index] = Mark("part", number[0], number[1])
    numbers = [mark.number or 0 for mark in found.values()]
    if not _is_about_learning(lines, name) or numbers != list(
        range(numbers[0] if numbers else 0, sum(numbers[:1]) + len(numbers))
    ):
        found = {index: mark for index, mark in found.items() if not words.is_aside(mark.title)}
    listed = sum(_holds(lines, index, boxes=False) for index in found)
    return found if listed > 2 and listed * 2 > len(found) and _is_about_learning(lines, name) else {}  # noqa: PLR2004


def _by_headings(lines: list[Line], name: str) -> Marks:
    """Read the outermost headings with lists below them as parts, in a file that ticks boxes or is about learning."""
    boxes = sum(line.box is not None for line in lines)
    if boxes < 3 and (not _is_about_learning(lines, name) or _mostly_links(lines)):  # noqa: PLR2004
        return {}
    for level in range(1, 7):
        headings = {
            index: Mark("part", None, line.text)
            for index, line in enumerate(lines)
            if line.form == HEADING
            and line.rank == level
            and not words.is_aside(line.text)
            and words.role(line.text) not in _BESIDE
            and _holds(lines, index, boxes=boxes >= _MANY_BOXES)
        }
        if len(headings) > 1:
            return {index: replace(mark, number=place) for place, (index, mark) in enumerate(headings.items(), 1)}
    return {}


def _by_numbered_items(lines: list[Line], name: str) -> Marks:
    """Read an outline without headings (“1. Variables”, below it “1.1 Names” or indented lines) as parts."""
    found: Marks = {}
    for index, line in enumerate(lines):
        below = lines[index + 1] if index + 1 < len(lines) else line
        inside = below.form in {ITEM, TEXT} and below.rank > line.rank and line.rank <= ITEM_RANK + 1
        if line.form == ITEM and line.numbered and inside:
            found[index] = Mark("part", len(found) + 1, line.text.rstrip(":"))
    long = len(found) >= _MANY_PARTS and sum(line.form == ITEM for line in lines) >= _MANY_PARTS * _MANY_PARTS
    return found if long or (len(found) > 1 and _is_about_learning(lines, name)) else {}


def _by_leads(lines: list[Line]) -> Marks:
    """Read a text without headings, whose unindented lines each lead an indented list, as parts."""
    if any(line.form in {HEADING, BOLD, ROW} for line in lines):
        return {}
    found: Marks = {}
    for index, (line, below) in enumerate(pairwise(lines)):
        if line.form == TEXT and line.rank <= TEXT_RANK < below.rank and line.text[-1:] not in {".", "!", "?"}:
            found[index] = Mark("part", len(found) + 1, line.text.rstrip(":"))
    listed = sum(line.rank > TEXT_RANK for line in lines)
    return found if len(found) > 2 and listed > 2 * len(found) and listed * 2 > len(lines) else {}  # noqa: PLR2004


def _holds(lines: list[Line], start: int, *, boxes: bool) -> bool:
    """Tell whether list items (with boxes, in a file of many) stand below a heading, before the next as far out."""
    for line in lines[start + 1 :]:
        if line.form == HEADING and line.rank <= lines[start].rank:
            return False
        if line.form == ITEM and (line.box is not None or not boxes):
            return True
    return False


def _is_about_learning(lines: list[Line], name: str) -> bool:
    return words.names_a_plan(name) or any(
        words.names_a_plan(line.text) for line in lines[:40] if line.form in {HEADING, BOLD}
    )


def _mostly_links(lines: list[Line]) -> bool:
    items = [line for line in lines if line.form == ITEM]
    return sum(bool(line.url) for line in items) * 3 > len(items) * 2
