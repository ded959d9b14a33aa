"""Reads our canonical Markdown: “## Week 1: …”, “### Day 1: …”, lists with boxes and labels, a project block.

markdown-it finds the syntax; a small Builder walks its headings, list items and paragraphs in order and fills the
section and day they stand under. What fits nowhere becomes a warning with its line, never silence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.redact import plain
from bot.roadmaps.roadmap import Day, Item, Kind, Project, Roadmap, Section, item_id

if TYPE_CHECKING:
    from markdown_it.token import Token

_HEADING = re.compile(
    r"(?P<word>week|phase|month|sprint|block|day)\s+(?P<number>\d{1,4})\s*[:.–—-]?\s*(?P<title>.*)", re.IGNORECASE
)
_PROJECT = re.compile(r"(?:mini[- ])?(?:capstone )?project\s*[:.–—-]\s*(?P<title>.+)", re.IGNORECASE)
_BOX = re.compile(r"\[(?P<mark>[ xX✔✓])\]\s+")
_LABEL = re.compile(r"(?P<label>[A-Za-z]+):\s+(?P<rest>.+)", re.DOTALL)
_HOURS = re.compile(
    r"\s*\((?:≈|~)?\s*(?P<amount>\d+(?:[.,]\d+)?)\s*(?P<unit>h|hr|hrs|hours?|min|minutes?)\)$", re.IGNORECASE
)
_PER_WEEK = re.compile(r"(?P<hours>\d+(?:[.,]\d+)?)\s*(?:h|hrs|hours)\s*(?:a|per|/)\s*week", re.IGNORECASE)
_KINDS = frozenset(map(str, Kind))
_LINK = re.compile(r"\[(?P<text>[^\]]+)\]\((?P<url>https?://[^\s)]+)\)")


def parse(text: str) -> Roadmap:
    """Read canonical Markdown."""
    builder = _Builder()
    for line, kind, content in _blocks(text):
        getattr(builder, kind)(plain(content).strip(), line)
    return builder.roadmap()


def _blocks(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield (line, heading | item | paragraph, text) in the order of the file."""
    from markdown_it import MarkdownIt

    depth, heading = 0, False
    for token in MarkdownIt("commonmark").parse(text):
        depth += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
        heading = token.type == "heading_open" or (heading and token.type != "heading_close")
        if token.type == "inline":
            yield _line(token), "heading" if heading else "item" if depth else "paragraph", token.content


def _line(token: "Token") -> int:
    return (token.map or [0])[0] + 1


@dataclass(slots=True)
class _OpenSection:
    number: int
    kind: str
    title: str
    items: list[Item] = field(default_factory=list)
    days: list[Day] = field(default_factory=list)
    project: dict[str, list[str]] | None = None


@dataclass(slots=True)
class _Builder:
    title: str = ""
    hours_per_week: float | None = None
    sections: list[_OpenSection] = field(default_factory=list)
    day: tuple[int, str, list[Item]] | None = None
    in_project: bool = False
    warnings: list[str] = field(default_factory=list)

    def heading(self, text: str, line: int) -> None:
        self.in_project = False
        if found := _PROJECT.fullmatch(text):
            self._open_project(found["title"], line)
        elif found := _HEADING.fullmatch(text):
            self._open(found["word"].lower(), int(found["number"]), found["title"])
        elif not self.title:
            self.title = text
        else:
            self._warn(line, f"the heading “{text}” is no week, phase, month or day")

    def paragraph(self, text: str, line: int) -> None:
        if found := _PER_WEEK.search(text):
            self.hours_per_week = float(found["hours"].replace(",", "."))
        elif self.sections:
            self._warn(line, f"the paragraph “{text[:60]}” is not part of a list")

    def item(self, text: str, line: int) -> None:
        if not self.sections:
            self._warn(line, f"“{text[:60]}” stands before the first week or phase")
        elif self.in_project:
            self._project_line(text, line)
        else:
            items = self.day[2] if self.day else self.sections[-1].items
            items.append(_item(text, self._place()))

    def roadmap(self) -> Roadmap:
        self._close_day()
        sections = tuple(
            Section(s.number, s.kind, s.title, tuple(s.items), tuple(s.days), _project(s.project))
            for s in self.sections
        )
        return Roadmap(self.title or "A roadmap", sections, self.hours_per_week, tuple(self.warnings))

    def _open(self, word: str, number: int, title: str) -> None:
        self._close_day()
        if word != "day":
            self.sections.append(_OpenSection(number, word, title))
            return
        if not self.sections:  # a plan of days alone is one section
            self.sections.append(_OpenSection(1, "phase", self.title))
        self.day = (number, title, [])

    def _close_day(self) -> None:
        if self.day:
            number, title, items = self.day
            self.sections[-1].days.append(Day(number, title, tuple(items)))
            self.day = None

    def _open_project(self, title: str, line: int) -> None:
        if not self.sections:
            self._warn(line, f"the project “{title}” stands before the first week or phase")
            return
        self.in_project = True
        self.sections[-1].project = {"title": [title]}

    def _project_line(self, text: str, line: int) -> None:
        found = _LABEL.fullmatch(text)
        if not found:
            self._warn(line, f"“{text[:60]}” in a project has no label such as Dataset:, Task: or Deliverable:")
            return
        project = self.sections[-1].project or {}
        project.setdefault(found["label"].lower(), []).append(found["rest"])

    def _place(self) -> tuple[object, ...]:
        section = self.sections[-1]
        return (section.kind, section.number, self.day[0] if self.day else "")

    def _warn(self, line: int, what: str) -> None:
        self.warnings.append(f"Line {line}: {what}.")


def _item(text: str, place: tuple[object, ...]) -> Item:
    box = _BOX.match(text)
    text = text[box.end() :] if box else text
    label = _LABEL.fullmatch(text)
    kind = Kind.TOPIC
    if label and label["label"].lower() in _KINDS:
        kind, text = Kind(label["label"].lower()), label["rest"]
    text, hours = _hours(text)
    link = _LINK.search(text)
    if link:
        text = _LINK.sub(r"\g<text>", text)
    done = bool(box) and box["mark"] != " " if box else False
    return Item(item_id(*place, kind, text), kind, text, hours, link["url"] if link else "", done)


def _hours(text: str) -> tuple[str, float | None]:
    found = _HOURS.search(text)
    if not found:
        return text, None
    amount = float(found["amount"].replace(",", "."))
    return text[: found.start()], amount / 60 if found["unit"].lower().startswith("m") else amount


def _project(lines: dict[str, list[str]] | None) -> Project | None:
    if lines is None:
        return None
    first = {name: " ".join(values) for name, values in lines.items()}
    return Project(
        first["title"],
        first.get("dataset", ""),
        first.get("task", ""),
        tuple(lines.get("deliverable", ())),
        tuple(lines.get("criterion", ())),
    )
