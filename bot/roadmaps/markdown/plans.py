"""The plans of one file: where one ends and the next begins, what only repeats another, what is too small to be one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.roadmaps.markdown import marks, words
from bot.roadmaps.markdown.lines import BOLD, HEADING, ROW, TEXT, Line
from bot.roadmaps.markdown.outline import Part

_MOST_RUNS = 50
_SMALL = 0.2  # of the largest plan's size
_ALIKE = 0.5
_TITLE = 80


@dataclass(slots=True)
class Run:
    """Parts that follow each other as one plan."""

    parts: list[Part] = field(default_factory=list)
    title: str = ""

    @property
    def size(self) -> int:
        """Return how much a plan holds."""
        return len(self.parts) + sum(
            len(part.lines) + sum(1 + len(day.lines) for day in part.days) for part in self.parts
        )

    @property
    def is_table(self) -> bool:
        """Return whether its parts are rows."""
        return all(part.line.form == ROW for part in self.parts)

    @property
    def counted(self) -> set[tuple[str, int]]:
        """Return every single number its parts speak of."""
        marks_ = [part.mark for part in self.parts if part.mark.number is not None]
        return {(mark.kind, n) for mark in marks_ for n in range(mark.number or 0, (mark.last or mark.number or 0) + 1)}

    @property
    def names(self) -> dict[tuple[str, int | None, int | None], str]:
        """Return what each numbered part is called."""
        return {(part.mark.kind, part.mark.number, part.mark.last): part.mark.title for part in self.parts}


def separate(parts: list[Part]) -> tuple[list[Run], list[Run]]:
    """Return the plans, the largest first, and the runs that only repeat one or are too small to be one."""
    runs = _joined(list(_runs(parts)))
    runs.sort(key=lambda run: -run.size * (0.5 if run.is_table else 1))
    del runs[_MOST_RUNS:]
    plans: list[Run] = []
    left: list[Run] = []
    for run in runs:
        repeats = any(_repeats(run, plan) for plan in plans)
        small = plans and (len(run.parts) < 3 or run.size < _SMALL * plans[0].size or _is_table_of_something(run))  # noqa: PLR2004
        (left if repeats or small else plans).append(run)
    for plan in plans:
        _forget_what_stands_above_all(plan)
    return plans, left


def _forget_what_stands_above_all(run: Run) -> None:
    """Take the one heading over all sections, or a label, from being their group: it is the plan's name, if any."""
    plain = [part for part in run.parts if part.group_number is None]
    several = len({part.group for part in plain}) > 1
    for part in plain:
        if not several or words.role(part.group) is not None:
            part.group = ""


def _runs(parts: list[Part]) -> Iterator[Run]:
    run = Run()
    for part in parts:
        if run.parts and _begins_anew(run.parts, part):
            yield run
            run = Run()
        run.parts.append(part)
    if run.parts:
        yield run


def _begins_anew(run: list[Part], part: Part) -> bool:
    before = run[-1]
    if before.mark.kind != part.mark.kind and _goes_on_after(before, part):
        return False
    if (before.line.form == ROW) != (part.line.form == ROW):
        return True
    if before.mark.kind != part.mark.kind:
        return not _goes_on_after(before, part)
    if before.mark.number is None or part.mark.number is None or part.mark.number > before.mark.number:
        return False
    if part.group_number is not None and before.group_number is not None:
        return part.group_number < before.group_number
    return True


def _goes_on_after(before: Part, part: Part) -> bool:
    """Tell month 2, which has no weeks, after the weeks of month 1; and the other way round."""
    if before.group_number is not None and part.group_number is None:
        return part.mark.number is not None and part.mark.number > before.group_number
    if part.group_number is not None and before.group_number is None:
        return before.mark.number is not None and part.group_number > before.mark.number
    return False


def _joined(runs: list[Run]) -> list[Run]:
    """Join runs that carry on each other's numbers: weeks 1 to 4 as headings, 5 to 8 as a table."""
    made: list[Run] = []
    for run in runs:
        last = made[-1] if made else None
        same_kind = last and run.parts[0].mark.kind == last.parts[-1].mark.kind
        if last and same_kind and (not _shares_numbers(last, run) or _restarts(last, run)):
            last.parts.extend(run.parts)
        else:
            made.append(run)
    return made


def _restarts(last: Run, run: Run) -> bool:
    """Tell weeks that begin again at 1 under the next heading from another plan, and from the same weeks told again."""
    before, after = last.parts[-1], run.parts[0]
    if before.plan != after.plan or before.group == after.group or last.is_table != run.is_table:
        return False
    return not any(
        _repeats(run, Run([part for part in last.parts if part.group == group]))
        for group in {part.group for part in last.parts}
    )


def _shares_numbers(first: Run, second: Run) -> bool:
    return bool(first.counted & second.counted)


def _repeats(run: Run, plan: Run) -> bool:
    """Tell an overview (the same numbers, the same titles) from another plan."""
    shared = set(run.names) & set(plan.names)
    if run.is_table != plan.is_table and len(shared) >= 0.8 * max(len(run.names), len(plan.names)):
        return True
    if len(shared) * 2 < len(run.names):
        return _is_covered(run, plan)
    alike = sum(_alike(run.names[number], plan.names[number]) for number in shared)
    return alike >= _ALIKE * len(shared)


def _is_covered(run: Run, plan: Run) -> bool:
    """Tell “Weeks 1–4 | …” rows or phases that name a plan's own groups."""
    groups = {words.normal(part.group) for part in plan.parts if part.group}
    named = [
        part
        for part in run.parts
        if any(part.mark.title and words.normal(part.mark.title) in group for group in groups)
    ]
    return bool(groups) and len(named) * 2 > len(run.parts)


def _alike(one: str, other: str) -> bool:
    first, second = (set(re.findall(r"\w{3,}", words.normal(text))) for text in (one, other))
    if not first or not second:
        return not one or not other
    return len(first & second) * 2 >= min(len(first), len(second))


def _is_table_of_something(run: Run) -> bool:
    """Tell a table that uses weeks as its calendar (sleep, budget) beside a real plan."""
    roles = {line.role for part in run.parts for line in part.lines}
    return run.is_table and not roles & {
        "topic",
        "task",
        "goal",
        "deliverable",
        "project",
        "theory",
        "practice",
        "outcome",
        "resource",
    }


def titles(runs: list[Run], lines: list[Line], given: str, name: str) -> None:
    """Give each plan the heading that names it: the one that says its size, else the nearest before it."""
    taken: set[int] = set()
    for run in sorted(runs, key=lambda run: run.parts[0].line.number):
        before = [
            line
            for line in lines
            if line.number < run.parts[0].line.number
            and line.form == HEADING
            and line.number not in taken
            and not _is_a_part(run, line)
        ]
        chosen = _naming(run, before, only=len(runs) == 1)
        if chosen:
            taken.add(chosen.number)
        run.title = chosen.text if chosen else given or (_first_line(run, lines) if len(runs) == 1 else "") or name


def _first_line(run: Run, lines: list[Line]) -> str:
    """Return the first line of a text without headings, if it looks like its title."""
    first = next((line for line in lines if line.text), None)
    if first is None or first.form not in {TEXT, BOLD} or first.number >= run.parts[0].line.number:
        return ""
    return first.text if len(first.text) <= _TITLE and first.text[-1] not in ".:!?," else ""


def _naming(run: Run, before: list[Line], *, only: bool) -> Line | None:
    naming = [line for line in before if words.names_a_plan(line.text) and not words.is_aside(line.text)]
    if sized := [line for line in naming if _says_size(line.text, run)]:
        return sized[-1]
    top = [line for line in before if line.rank == min(each.rank for each in before)]
    first = [line for line in top if line in naming] or [line for line in top if not words.is_aside(line.text)]
    chosen = (first[:1] if only else naming[-1:]) or before[:1]
    return chosen[0] if chosen else None


def _is_a_part(run: Run, line: Line) -> bool:
    return any(part.group and part.group == line.text for part in run.parts)


def _says_size(text: str, run: Run) -> bool:
    counts = {(part.mark.kind, len(run.parts)) for part in run.parts}
    groups = {part.group for part in run.parts if part.group}
    counts |= {(mark.kind, len(groups)) for group in groups if (mark := marks.find(group))}
    counts.add(("day", sum(len(part.days) for part in run.parts)))
    said = re.findall(rf"(\d{{1,9}})[\s-]*({'|'.join(map(re.escape, words.table('unit')))})", words.normal(text))
    return any((words.table("unit")[unit], int(number)) in counts for number, unit in said)
