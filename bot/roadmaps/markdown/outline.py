"""A text cut into the sections and days of its plan, and what stands outside them."""

from dataclasses import dataclass, field, replace

from bot.roadmaps.markdown import calendar, words
from bot.roadmaps.markdown.choosing import Marks, choose, covering, section_kind
from bot.roadmaps.markdown.lines import BOLD, HEADING, ITEM, ROW, TEXT, Line
from bot.roadmaps.markdown.marks import Mark


@dataclass(slots=True)
class Part:
    """One section or day: its mark, the line that made it, what stands below."""

    mark: Mark
    line: Line
    group: str = ""
    group_number: int | None = None
    plan: int = 0  # how many headings that may begin another plan stood before it
    lines: list[Line] = field(default_factory=list)
    days: "list[Part]" = field(default_factory=list)


@dataclass(slots=True)
class Outline:
    """A text cut into the parts of its plan; `outside` is what belongs to none, each run under its heading."""

    parts: list[Part] = field(default_factory=list)
    outside: list[Line] = field(default_factory=list)


def cut(lines: list[Line], name: str = "") -> Outline:
    """Return the outline of a text; without a plan, all of it is outside."""
    chosen = choose(lines, name)
    return _Cutter(lines, chosen).cut() if chosen else Outline(outside=list(lines))


class _Cutter:
    """Goes through the lines once and gives each to the part it stands in."""

    def __init__(self, lines: list[Line], chosen: Marks) -> None:
        self._lines, self._marks = lines, chosen
        self._inner = section_kind(chosen, lines)
        self._only_days = all(mark.kind == "day" for mark in chosen.values())
        self._covering = covering(lines, chosen, self._inner)
        self._group: Part | None = None
        self._group_has_sections = False
        self._beyond = False
        self._under: list[tuple[float, str]] = []  # plain headings above: (rank, text)
        self._section: Part | None = None
        self._day: Part | None = None
        self._plans = 0
        self._flat = _flat_labels(lines, chosen)
        self._made = Outline()

    def cut(self) -> Outline:
        """Return the outline."""
        for index, line in enumerate(self._lines):
            mark = self._marks.get(index)
            if mark and index not in self._covering:
                self._open(mark, line)
            elif not self._is_weekday(line):
                self._heading_like(line, covering=index in self._covering)
                self._give(line)
        self._end_group()
        self._name_groups()
        return self._made

    def _open(self, mark: Mark, line: Line) -> None:
        """Open the group, section or day a mark begins."""
        if self._speaks_of_open_section(mark, line):
            if line.form != ROW:  # a row says what it says in its cells
                self._pass(line)
            return
        self._leave(line.rank)
        rank, inner = words.ranks()[mark.kind], words.ranks()[self._inner]
        if mark.inner and mark.kind != "day":
            self._open_both(mark, mark.inner, line)
        elif rank < inner:
            self._end_group()
            self._group, self._group_has_sections = Part(mark, line, plan=self._plans), False
        elif rank == inner:
            self._open_section(mark, line)
        elif mark.kind == "day" and (self._section or self._only_days):
            self._open_day(mark, line)
        else:
            self._pass(line)

    def _open_both(self, outer: Mark, inner: Mark, line: Line) -> None:
        """Open “Week 1 – Day 2: …”: the week only if it is not open already."""
        section = self._section
        if section is None or (section.mark.kind, section.mark.number) != (outer.kind, outer.number):
            self._open(replace(outer, inner=None), line)
        self._open(inner, line)

    def _pass(self, line: Line) -> None:
        """Take a line that opens nothing."""
        self._heading_like(line, covering=False)
        self._give(line)

    def _speaks_of_open_section(self, mark: Mark, line: Line) -> bool:
        """Tell “### Week 1 Extras” inside “## Week 1”."""
        section = self._section
        if section is None or (section.line.form == ROW) != (line.form == ROW):
            return False
        if line.form != ROW and line.rank <= section.line.rank:
            return False
        if section.mark.kind != mark.kind or mark.number is None or section.mark.number is None:
            return False
        return section.mark.number <= mark.number <= (section.mark.last or section.mark.number)

    def _open_section(self, mark: Mark, line: Line) -> None:
        self._day = None
        self._section = Part(
            mark, line, self._group_title(), self._group.mark.number if self._group else None, self._plans
        )
        if self._group:
            self._section.lines, self._group.lines = self._group.lines, []
            self._group_has_sections = True
        self._made.parts.append(self._section)

    def _open_day(self, mark: Mark, line: Line) -> None:
        if self._section is None or (self._section.line.form != ROW and line.rank < self._section.line.rank):
            self._open_section(Mark("phase", 1, ""), replace(line, rank=0.0, text=""))
        self._day, self._beyond = Part(mark, line), False
        if self._section:
            self._section.days.append(self._day)

    def _is_weekday(self, line: Line) -> bool:
        """Open a weekday inside a week as the study day it is."""
        section = self._section
        if not section or section.mark.kind not in {"week", "sprint"} or section.mark.last or self._inner == "day":
            return False
        title = calendar.weekday(line.text)
        if title is None or (section.days and calendar.weekday(section.days[0].line.text) is None):
            return False
        if self._day and line.form == ITEM and line.rank > self._day.line.rank:
            return False
        self._day = Part(Mark("day", len(section.days) + 1, title or line.text.strip(" :")), line)
        section.days.append(self._day)
        return True

    def _heading_like(self, line: Line, *, covering: bool) -> None:
        """Close what a line ends: a heading of the same rank or further out, an item beside, a table's end."""
        if self._day and self._ends(line, self._day.line):
            self._day = None
            self._beyond = self._only_days and words.announced(line.text) is None
        if self._section and (covering or self._ends(line, self._section.line)):
            self._section = self._day = None
        if line.form not in {HEADING, BOLD}:
            return
        if self._group and self._ends(line, self._group.line):
            self._end_group()
        self._leave(line.rank)
        self._under.append((line.rank, line.text))
        if line.form == HEADING and (line.rank == 1 or words.names_a_plan(line.text)):
            self._plans += 1

    def _leave(self, rank: float) -> None:
        while self._under and self._under[-1][0] >= rank:
            self._under.pop()

    def _ends(self, line: Line, opened: Line) -> bool:
        if opened.form == ROW:
            return line.form != ITEM or (line.role is None and line.rank <= opened.rank + 10)
        if opened.form == ITEM and line.form in {ITEM, TEXT}:
            return line.rank <= opened.rank
        if line.form not in {HEADING, BOLD} or line.rank > opened.rank:
            return False
        return line.rank < opened.rank or words.announced(line.text) not in self._flat.get(line.rank, ())

    def _give(self, line: Line) -> None:
        if self._beyond:  # a plan of days alone has nothing between them
            self._made.outside.append(line)
            return
        for part in (self._day, self._section, self._group):
            if part:
                part.lines.append(line)
                return
        self._made.outside.append(line)

    def _end_group(self) -> None:
        """Close a group; one that held no section of its own is a section itself."""
        group, self._group = self._group, None
        if group and not self._group_has_sections:
            self._made.parts.append(replace(group, group=""))
        elif group:
            self._made.outside.extend(group.lines)
        self._section = self._day = None

    def _group_title(self) -> str:
        if self._group:
            return self._group.line.text
        return self._under[-1][1] if self._under else ""

    def _name_groups(self) -> None:
        """Give sections the range that covers them as their group."""
        covering = [self._marks[index] for index in self._covering]
        for part in self._made.parts:
            over = [mark for mark in covering if _covers(mark, part.mark)] if part.group_number is None else []
            if over:
                part.group = f"{over[0].kind.capitalize()}s {over[0].number}–{over[0].last}: {over[0].title}".rstrip(
                    ": "
                )


def _covers(over: Mark, mark: Mark) -> bool:
    return None not in {over.number, over.last, mark.number} and over.number <= mark.number <= over.last  # type: ignore[operator]


def _flat_labels(lines: list[Line], chosen: Marks) -> dict[float, set[str | None]]:
    """Return the labels written as headings as far out as the sections (“## Week 1”, “## Tasks”), by their rank.

    Only what stands between two sections counts: the Resources after the last one belong to the whole plan.
    """
    headings = [index for index in chosen if lines[index].form in {HEADING, BOLD}]
    ranks = {lines[index].rank for index in headings}
    found: dict[float, set[str | None]] = {}
    for line in lines[min(headings) : max(headings)] if headings else ():
        if line.form in {HEADING, BOLD} and line.rank in ranks and (role := words.announced(line.text)):
            found.setdefault(line.rank, set()).add(role)
    return found
