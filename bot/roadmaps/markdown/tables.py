"""A table as lines: a row that begins with a unit (“3”, “Week 3”, “1–2”) opens one, its other cells are what it holds.

What a cell is, its column's heading says: Focus and Topic are topics, Output a deliverable, Hours the time it takes. In
a table without units the first column names a thing and the others describe it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.roadmaps.hours import hours_in
from bot.roadmaps.markdown import calendar, marks, words
from bot.roadmaps.markdown.lines import ITEM, ITEM_RANK, ROW, TABLE, Line, read
from bot.roadmaps.roadmap import Kind

if TYPE_CHECKING:
    from markdown_it.token import Token

_COUNT = re.compile(
    r"[A-Z#]?\s*(?P<first>\d{1,3})(?:\.\d+)?(?:\s*[-–—~,&]\s*\d{1,3})*?(?:\s*[-–—~,&]\s*(?P<last>\d{1,3}))?\.?"
)
_NO_WORDS = re.compile(r"[\d\s.,:%/~()–—-]*")
_SIGNS = re.compile(r"[☐⬜🔲☑✅✔✓❌\s-]*")
_BREAK = re.compile(r"\n|\s+•\s+|^•\s*")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, as Markdown, with its line in the file."""

    number: int
    raw: str


def lines(tokens: "list[Token]", rank: float) -> Iterator[Line]:
    """Yield the lines of a table markdown-it has found."""
    rows: list[list[Cell]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(Cell((token.map or [0])[0] + 1, token.content))
    yield from grid(rows, rank)


def grid(rows: list[list[Cell]], rank: float) -> Iterator[Line]:
    """Yield the lines of a table's rows, of which the first names the columns."""
    rows = [row for row in rows if row]
    if len(rows) < 2:  # noqa: PLR2004 (a heading alone)
        return
    columns = [_column(cell.raw) for cell in rows[0]]
    if _turned(rows[0]):
        yield from _by_columns(rows, rank)
        return
    counted = _counted_column(columns, rows[1:])
    yield Line(rows[0][0].number, TABLE, rank, " | ".join(cell.raw for cell in rows[0]))
    for row in rows[1:]:
        padded = row + [Cell(row[0].number, "")] * (len(columns) - len(row))
        if counted is not None:
            yield from _unit_row(padded, columns, counted, rank)
        else:
            yield from _thing_row(padded, columns)


@dataclass(frozen=True, slots=True)
class _Column:
    heading: str
    role: str | None
    unit: str | None


def _column(raw: str) -> _Column:
    heading = read(raw, 0, ITEM, 0).text
    bare = words.normal(heading).strip("#:. ")
    unit = words.table("unit").get(bare) or (
        "day" if bare in {"weekday", "no", "nr", "#", "№"} and bare == "weekday" else None
    )
    if unit is None and (found := words.table("unit").get(bare.split()[0] if bare.split() else "")):
        unit = found if bare.split()[1:] in (["#"], ["no"], ["no."], ["number"], ["nr"], ["nº"]) else None
    return _Column(heading, words.role(heading), unit)


def _counted_column(columns: list[_Column], rows: list[list[Cell]]) -> int | None:
    """Return the innermost column whose cells count weeks, days or phases, among the first three."""
    best: tuple[int, int] | None = None
    for index, column in enumerate(columns[:3]):
        cells = [read(row[index].raw, 0, ITEM, 0).text for row in rows if index < len(row)]
        filled = [cell for cell in cells if cell]
        named = [marks.find(cell) for cell in filled]
        fits = sum(
            bool(column.unit and _COUNT.fullmatch(cell)) or mark is not None
            for cell, mark in zip(filled, named, strict=True)
        )
        days = sum(calendar.weekday(cell) is not None for cell in filled)
        if filled and (
            fits * 2 > (len(filled) if column.unit else len(rows)) or (days == len(filled) and column.unit == "day")
        ):
            rank = words.ranks()[column.unit or next((mark.kind for mark in named if mark), "day")]
            if best is None or rank >= best[0]:
                best = (rank, index)
    return best[1] if best else None


def _unit_row(row: list[Cell], columns: list[_Column], counted: int, rank: float) -> Iterator[Line]:
    """Yield a row that counts a unit; one whose count is empty goes on with the unit above."""
    count = read(row[counted].raw, row[0].number, ITEM, 0)
    cells = [(column, cell) for index, (column, cell) in enumerate(zip(columns, row, strict=False)) if index != counted]
    title = next((read(cell.raw, 0, ITEM, 0).text for column, cell in cells if _titles(column) and _worded(cell)), "")
    name = _named(count.text, columns[counted].unit)
    if name:
        box = next((_ticked(cell.raw) for column, cell in cells if column.role == words.DONE), count.box)
        first = title.partition("\n")[0]
        yield Line(row[0].number, ROW, rank, f"{name}: {first}" if first and not _has_title(name) else name, box=box)
    for column, cell in cells:
        if column.unit is None:
            yield from _cell(column, cell)


def _named(count: str, unit: str | None) -> str:
    """Return how a count would be written in a heading: “5,6” below Week is “Week 5–6”."""
    found = _COUNT.fullmatch(count)
    if not (found and unit):
        return count
    return f"{unit.capitalize()} {found['first']}" + (f"–{found['last']}" if found["last"] else "")


def _has_title(name: str) -> bool:
    mark = marks.find(name)
    return bool(mark and mark.title)


def _titles(column: _Column) -> bool:
    return column.unit is None and column.role not in {
        words.HOURS,
        words.DONE,
        words.DATE,
        Kind.RESOURCE,
        Kind.DELIVERABLE,
    }


def _worded(cell: Cell) -> bool:
    return re.search(r"[^\W\d_]", cell.raw) is not None


def _ticked(raw: str) -> bool | None:
    text = raw.strip().lower()
    if re.search(r"[☐⬜🔲❌]|\[ ?\]|todo|to do|not started|pending", text):
        return False
    return True if re.search(r"[☑✅✔✓]|\[x\]|done|complete|finished", text) else None


def _cell(column: _Column, cell: Cell) -> Iterator[Line]:
    """Yield what one cell beside a unit holds."""
    if column.role in {words.DONE, words.DATE} or _SIGNS.fullmatch(cell.raw):
        return
    if column.role != words.HOURS and _NO_WORDS.fullmatch(cell.raw):  # a weight, a date, a count
        return
    for piece in _pieces(cell):
        if column.role == words.HOURS:
            yield Line(cell.number, ITEM, ITEM_RANK + 1, _amount(piece.text), role=words.HOURS)
        elif piece.text:
            role = None if column.role in {words.TITLE, words.DETAIL, words.ASIDE} else column.role
            yield Line(cell.number, ITEM, ITEM_RANK + 1, piece.text, "", piece.url, piece.box, role)


def _amount(text: str) -> str:
    """Return the time a cell says; below Hours a bare number says hours."""
    return text if hours_in(text) else f"{text} h"


def _pieces(cell: Cell) -> Iterator[Line]:
    whole = read(cell.raw, cell.number, ITEM, ITEM_RANK + 1)
    texts = [text.strip(" -•") for text in _BREAK.split(whole.text)]
    for text in texts:
        if text:
            yield whole if len(texts) == 1 else read(text, cell.number, ITEM, ITEM_RANK + 1)


def _thing_row(row: list[Cell], columns: list[_Column]) -> Iterator[Line]:
    """Yield a row without a unit: one item, made of the thing and its details, or what its first cell announces."""
    first, url = read(row[0].raw, row[0].number, ITEM, ITEM_RANK + 1), ""
    if not first.text:
        return
    details, box = [], first.box
    for column, cell in list(zip(columns, row, strict=False))[1:]:
        if column.role == words.DONE:
            box = _ticked(cell.raw)
        elif cell.raw.strip() and column.role != words.DATE:
            line = read(cell.raw, cell.number, ITEM, 0)
            url = url or line.url
            details.append(f"({_amount(line.text)})" if column.role == words.HOURS else line.text)
    text = ": ".join([first.text, ", ".join(" ".join(each.split()) for each in details)]) if details else first.text
    own = words.role(first.text)
    role = _row_role(own, columns[0].role)
    yield Line(row[0].number, ITEM, ITEM_RANK + 1, text.removesuffix(": "), "", first.url or url, box, role)


def _row_role(own: str | None, column: str | None) -> str | None:
    """Return what a row is: what its first cell announces, if that is a kind of item, else what its column does."""
    if own == words.PROJECT:
        return Kind.TASK
    if own == words.DATASET or (own in set(Kind) and own != Kind.RESOURCE) or column not in set(Kind):
        return own
    return column if column in set(Kind) else None


def _turned(header: list[Cell]) -> bool:
    """Tell a table whose columns are weeks or phases."""
    found = [marks.find(read(cell.raw, 0, ITEM, 0).text) for cell in header]
    return sum(mark is not None for mark in found) >= max(2, len(header) - 1)


def _by_columns(rows: list[list[Cell]], rank: float) -> Iterator[Line]:
    for index, cell in enumerate(rows[0]):
        name = read(cell.raw, cell.number, ITEM, 0)
        if marks.find(name.text):
            yield Line(cell.number, ROW, rank, name.text)
            for row in rows[1:]:
                if index < len(row):
                    yield from _cell(_Column("", None, None), row[index])
