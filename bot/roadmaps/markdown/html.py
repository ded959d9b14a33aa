"""HTML inside Markdown as lines: headings, <summary>, list items, tables; the rest as plain text."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from bot.redact import plain
from bot.roadmaps.markdown.lines import HEADING, ITEM, ITEM_RANK, ROW_RANK, TEXT, TEXT_RANK, Line, read

if TYPE_CHECKING:
    from bot.roadmaps.markdown.tables import Cell

_BREAKS = frozenset(
    ["p", "br", "div", "details", "ul", "ol", "table", "tr", "section", "article", "center", "blockquote", "hr"]
)
_SILENT = frozenset({"script", "style"})


def lines(content: str, number: int, level: int) -> Iterator[Line]:
    """Yield the lines of a piece of HTML that begins at a line, below a heading of a level."""
    from bot.roadmaps.markdown import tables

    reader = _Reader(number, level)
    reader.feed(content)
    reader.close()
    reader.flush()
    for found in reader.found:
        if isinstance(found, Line):
            yield found
        else:
            yield from tables.grid(found, ROW_RANK)


class _Reader(HTMLParser):
    def __init__(self, number: int, level: int) -> None:
        super().__init__(convert_charrefs=True)
        self._first, self._level = number, level
        self._words, self._form, self._rank, self._at = "", TEXT, TEXT_RANK, number
        self._lists, self._silent, self._table, self._cell, self._link = 0, False, False, False, ""
        self.found: list[Line | list[list[Cell]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"td", "th", "tr"}:
            self._end_cell()
        if tag == "table":
            self.flush()
            self._table = True
            self.found.append([])
        elif self._table and tag == "tr" and isinstance(self.found[-1], list):
            self.found[-1].append([])
        elif self._table and tag in {"td", "th"}:
            self._words, self._cell = "", True
        elif self._table and tag in {"br", "li", "p"}:
            self._words += "\n"
        elif tag in _BREAKS or tag in {"li", "summary"} or (len(tag) == 2 and tag[0] == "h" and tag[1].isdigit()):  # noqa: PLR2004
            self.flush()
            self._open(tag)
        self._silent = self._silent or tag in _SILENT
        if tag == "a":
            self._words, self._link = f"{self._words}[", plain(dict(attrs).get("href") or "")

    def _open(self, tag: str) -> None:
        self._lists += tag in {"ul", "ol"}
        if tag == "li":
            self._form, self._rank = ITEM, ITEM_RANK + max(self._lists, 1)
        elif tag == "summary":  # below the heading it stands under, above whatever it folds away
            self._form, self._rank = HEADING, self._level + 0.5
        elif tag[0] == "h" and tag[1:].isdigit():
            self._form, self._rank = HEADING, float(tag[1:])

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._words += f"]({self._link})"
        if tag in {"td", "th", "tr", "table"}:
            self._end_cell()
        if tag == "table":
            self._table = False
        elif not self._table and (tag in _BREAKS or tag in {"li", "summary"} or tag[:1] == "h"):
            self.flush()
        self._lists -= tag in {"ul", "ol"} and self._lists > 0
        self._silent = self._silent and tag not in _SILENT

    def _end_cell(self) -> None:
        """End the cell that is open: HTML lets its end tag be left out."""
        from bot.roadmaps.markdown.tables import Cell

        table = self.found[-1] if self._table and self.found else None
        if self._cell and isinstance(table, list):
            table[-1:] = [[*(table[-1] if table else []), Cell(self._here(), self._words.strip())]]
        self._words, self._cell = "" if self._table else self._words, False

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        first, *more = plain(data).split("\n")  # an entity may have stood for anything
        self._add(first)
        for offset, text in enumerate(more, 1):
            if not self._table and self._form == TEXT:
                self.flush()
            self._add(text, offset)

    def _add(self, text: str, offset: int = 0) -> None:
        if text.strip() and not self._words.strip():
            self._at = self._here() + offset
        self._words += text if self._table or self._words or text.strip() else ""

    def _here(self) -> int:
        return self._first + self.getpos()[0] - 1

    def flush(self) -> None:
        """Keep what has been read as a line."""
        if self._words.strip() and not self._table:
            self.found.append(read(" ".join(self._words.split()), self._at, self._form, self._rank))
        if not self._table:
            self._words, self._form, self._rank = "", TEXT, TEXT_RANK
