"""Reads the Markdown and plain text people write plans in: lines → outline → plans → sections with their items.

    lines.py     the text as lines that each say one thing (with html.py and tables.py)
    marks.py     what a line counts: “Week 5: …”          words.py     the words it may use, in ten languages
    choosing.py  which of these marks make a plan         uncounted.py the sections of one that counts no weeks
    outline.py   the text cut into sections and days      calendar.py  weekdays, months and dates
    plans.py     which plans a file holds                 filling.py   what the lines of a section are
    labels.py    what “**Tasks:**” announces              projects.py  what a section builds

Nothing here knows a particular file; what is not understood becomes a warning that names its line.
"""

from bisect import bisect
from dataclasses import replace

from bot.roadmaps.hours import hours_a_week
from bot.roadmaps.markdown import calendar, marks, plans
from bot.roadmaps.markdown.filling import Filled, fill, item
from bot.roadmaps.markdown.labels import bare_label
from bot.roadmaps.markdown.lines import CODE, HEADING, ITEM, ROW, TEXT, Line, Text, split
from bot.roadmaps.markdown.outline import Outline, Part, cut
from bot.roadmaps.markdown.plans import Run
from bot.roadmaps.markdown.projects import day_project
from bot.roadmaps.roadmap import Day, Kind, Roadmap, Section, with_ids

_RECURRING = 3
_SHOWN = 5


def parse(text: str, name: str = "") -> list[Roadmap]:
    """Return the plans a text holds, the largest first; none if there is no plan in it."""
    found = _parse(split(text), name)
    if found:
        return found
    for _, content in sorted(split(text).fences, key=lambda fence: -len(fence[1])):
        if found := _parse(split(content), name):  # a chat answered with a whole file in a code block
            return found
    return []


def _parse(text: Text, name: str) -> list[Roadmap]:
    outline = cut(text.lines, name)
    runs, left = plans.separate(outline.parts)
    plans.titles(runs, text.lines, text.title, name)
    bare = _uses_bare_labels(text.lines)
    made = []
    for run in runs:
        builder = _Builder(run, bare=bare)
        roadmap = builder.roadmap()
        roadmap = replace(
            roadmap,
            hours_per_week=_pace(text.lines, run, runs),
            rhythm=roadmap.rhythm or _week(outline.outside),
            warnings=(*builder.warnings(), *_outside(outline, left, {each.title for each in runs})),
        )
        if roadmap.items or any(section.days or section.project or section.title for section in roadmap.sections):
            made.append(with_ids(roadmap))
    return made


class _Builder:
    """Makes the roadmap of one run, and remembers what was not understood."""

    def __init__(self, run: Run, *, bare: bool) -> None:
        self._run, self._bare = run, bare
        self._beside: list[int] = []
        self._prose: list[Line] = []
        self._groupings: list[int] = []

    def roadmap(self) -> Roadmap:
        """Return the roadmap."""
        sections = tuple(self._section(part, place) for place, part in enumerate(self._run.parts, 1))
        return Roadmap(self._run.title or "A roadmap", sections)

    def warnings(self) -> list[str]:
        """Return what was left out of the sections, in the order of the file."""
        made = [
            f"Line {line.number}: “{_short(line.text)}” is prose and was left out." for line in self._prose[:_SHOWN]
        ]
        if len(self._prose) > _SHOWN:
            made.append(f"So was other prose: lines {_ranges([line.number for line in self._prose[_SHOWN:]])}.")
        if self._groupings:
            made.append(
                f"The headings in lines {_ranges(self._groupings)} were left out; what stands below them was not."
            )
        if self._beside:
            made.append(f"Lines {_ranges(self._beside)} (tips, notes, code, placeholders) were left out.")
        return made

    def _section(self, part: Part, place: int) -> Section:
        filled = self._fill(part)
        inside = [self._fill(day) for day in part.days]
        days = tuple(_day(day, place, held) for place, (day, held) in enumerate(zip(part.days, inside, strict=True), 1))
        project = next((held.project for held in (filled, *inside) if held.project), None)
        for day in days:
            project = project or day_project(day.title, day.items)
        mark = part.mark
        return Section(
            mark.number if mark.number is not None else place,
            mark.kind,
            mark.title,
            tuple(filled.items),
            days,
            project,
            mark.last,
            part.group,
            mark.weeks or _span(mark, "week"),
            mark.months or _span(mark, "month"),
            mark.hours or filled.hours,
            tuple(filled.rhythm),
        )

    def _fill(self, part: Part) -> Filled:
        filled = fill(part.lines, bare=self._bare)
        listed = part.mark.kind == "day" or part.line.form in {ITEM, TEXT, ROW}
        if listed and part.mark.title and not (filled.items or filled.project or part.days):
            filled.items.append(item(Kind.TOPIC, part.mark.title, part.line))  # what names itself is the thing to do
        if part.line.box is not None:
            filled.items = [replace(item, done=item.done or part.line.box) for item in filled.items]
        self._beside += filled.beside
        self._groupings += filled.groupings
        self._prose += filled.prose
        return filled


def _day(part: Part, place: int, filled: Filled) -> Day:
    return Day(part.mark.number if part.mark.number is not None else place, part.mark.title, tuple(filled.items))


def _span(mark: marks.Mark, unit: str) -> tuple[int, int] | None:
    return (mark.number, mark.last) if mark.kind == unit and mark.number is not None and mark.last else None


def _uses_bare_labels(lines: list[Line]) -> bool:
    found = [label.role for line in lines if line.form == TEXT and (label := bare_label(line.text))]
    return len(found) >= _RECURRING and len(set(found)) > 1


def _pace(lines: list[Line], run: Run, runs: list[Run]) -> float | None:
    """Return the hours a week a plan speaks of: nearest before it, else anywhere outside the sections."""
    start = run.parts[0].line.number
    others = [other.parts[-1].line.number for other in runs if other is not run and other.parts[-1].line.number < start]
    near = [line.text for line in lines if max(others, default=0) < line.number < start]
    return hours_a_week(near) or hours_a_week([line.text for line in lines])


def _week(outside: list[Line]) -> tuple[str, ...]:
    """Return what a plan says of each weekday, beside its sections."""
    named = [line.text for line in outside if calendar.weekday(line.text)]
    return tuple(named) if len(named) > 2 else ()  # noqa: PLR2004


def _outside(outline: Outline, left: list[Run], used: set[str]) -> list[str]:
    """Say what of the file is no part of a plan, each run under its first heading; a plan's own title is not."""
    made = [
        f"Lines {run.parts[0].line.number}–{run.parts[-1].line.number} count "
        f"{run.parts[0].mark.kind}s again and were left out."
        for run in left
    ]
    starts = sorted(part.line.number for part in outline.parts)
    runs: dict[int, list[Line]] = {}
    for line in outline.outside:
        if line.text not in used and ((line.text and hours_a_week([line.text]) is None) or line.form == CODE):
            runs.setdefault(bisect(starts, line.number), []).append(line)
    for lines in runs.values():
        first, last = lines[0].number, lines[-1].number
        headings = [line.text for line in lines if line.form == HEADING]
        others = f" and {len(headings) - 1} more" if len(headings) > 1 else ""
        name = f"“{_short(headings[0] if headings else lines[0].text)}”{others}"
        where = f"Lines {first}–{last} ({name}) are" if last > first else f"Line {first} ({name}) is"
        made.append(f"{where} no part of the plan.")
    return made


def _ranges(numbers: list[int]) -> str:
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    shown = [f"{each[0]}–{each[-1]}" if len(each) > 1 else f"{each[0]}" for each in found]
    return ", ".join(shown[:12]) + (f" and {len(shown) - 12} more places" if len(shown) > 12 else "")  # noqa: PLR2004


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59].rstrip() + "…"  # noqa: PLR2004
