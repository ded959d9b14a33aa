"""Which of a text's marks make its plan.

A file may count the same weeks three times: in a table of contents, in an overview, in the plan. So each unit is taken
where it stands firmest (headings before bold lines before plain ones before list items), rows of tables are kept apart,
and what stands under a heading such as Tips or Contents counts only when nothing else does.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from bot.errors import RoadmapError
from bot.roadmaps.markdown import marks, uncounted, words
from bot.roadmaps.markdown.lines import BOLD, HEADING, ITEM, ROW, TEXT, Line
from bot.roadmaps.markdown.marks import Mark

Marks = dict[int, Mark]
_FIRMNESS = (HEADING, BOLD, TEXT, ITEM)
MOST_MARKS = 3000
_FEW = 3  # a form with a third of another's marks is no accident
_LONG_DAYS = 4  # “Days 1–10” is a section, “Days 1–2” a day


def choose(lines: list[Line], name: str) -> Marks:
    """Return the marks that make a text's plan: of its units, else weekdays, numbered headings, headings with lists."""
    found = list(_marked(lines))
    if len(found) > MOST_MARKS:
        raise RoadmapError(
            f"It counts {len(found)} weeks, days and the like: no plan has more than {MOST_MARKS}.",
            "give the plan alone",
        )
    firm = [(index, mark) for index, mark, beside in found if not beside]
    every = [(index, mark) for index, mark, _ in found]
    chosen = _with_overview(lines, _chosen(lines, firm), every)
    if any(lines[index].form in {HEADING, ROW} for index in chosen):
        return chosen
    beside = {} if chosen else _chosen(lines, every)
    other = uncounted.marks_of(lines, name)
    # A line or two that count weeks beside long lists (“**Week 1**: set up ✓”) are no plan.
    return other if _held(lines, other) > max(_FEW * _held(lines, chosen), _held(lines, beside)) else chosen or beside


def _with_overview(lines: list[Line], chosen: Marks, every: list[tuple[int, Mark]]) -> Marks:
    """Add the ranges of an overview (“Weeks 1–4: Foundations”) that the plan fills: they name its groups."""
    if not chosen:
        return chosen
    inner = section_kind(chosen, lines)
    ranges = {i: mark for i, mark in every if mark.kind == inner and mark.last and lines[i].form == HEADING}
    both = chosen | {index: mark for index, mark in ranges.items() if index not in chosen}
    return chosen | {index: both[index] for index in covering(lines, both, inner)}


def _held(lines: list[Line], chosen: Marks) -> int:
    """Return how many list items stand below some marks, each up to the next or to a heading further out."""
    held, inside, rank = 0, False, 0.0
    for index, line in enumerate(lines):
        if index in chosen:
            inside, rank = True, line.rank
            held += line.form == ITEM
        elif line.form == HEADING and line.rank <= rank:
            inside = False
        elif line.form == ITEM and inside:
            held += 1
    return held


def _marked(lines: list[Line]) -> Iterator[tuple[int, Mark, bool]]:
    """Yield each line that counts something, and whether it stands under a heading such as Contents or Tips."""
    aside: float | None = None
    level = 99.0  # of the last heading that counted
    counted: dict[str, int] = {}
    title = next((index for index, line in enumerate(lines) if line.form == HEADING), -1)
    for index, line in enumerate(lines):
        loose = line.form in {TEXT, ITEM}
        mark = marks.find(line.text, loose=loose, after=counted) if line.form in {*_FIRMNESS, ROW} else None
        if line.form in {HEADING, BOLD}:
            if aside is not None and line.rank <= aside:
                aside = None
            if mark is None and aside is None and index != title and _begins_aside(line, level):
                aside = line.rank
            elif mark and line.form == HEADING:
                level = line.rank
        if mark and not line.url.startswith("#") and not (line.form == ITEM and line.url and not line.lead):
            counted[mark.kind] = mark.number if mark.number is not None else counted.get(mark.kind, 0)
            yield index, mark, aside is not None


def _begins_aside(line: Line, level: float) -> bool:
    """Tell a heading beside the plan; “Resources” inside a week is part of it."""
    role = words.role(line.text)
    return words.is_aside(line.text) and (role is None or (line.form == HEADING and line.rank <= level))


def _chosen(lines: list[Line], found: list[tuple[int, Mark]]) -> Marks:
    """Return the marks that make the plan: the firmest of each unit, weak units only where there is nothing else."""
    mended = marks.mend_negatives([mark for _, mark in found])
    found = [(index, mark) for (index, _), mark in zip(found, mended, strict=True)]
    found = [each for each in found if each[1].kind not in words.WEAK or lines[each[0]].form in {HEADING, BOLD, ROW}]
    strong = {mark.kind for _, mark in found if mark.kind not in words.WEAK}
    by_kind: dict[str, list[tuple[int, Mark]]] = {}
    for index, mark in found:
        if mark.kind in strong or not strong:
            by_kind.setdefault(mark.kind, []).append((index, mark))
    chosen: Marks = {}
    for every in by_kind.values():
        chosen.update(_firmest(lines, every))
    return _nested(lines, _ranges_as_parts(lines, _without_loose_lists(lines, chosen)))


def _without_loose_lists(lines: list[Line], chosen: Marks) -> Marks:
    """Drop a unit that only a list counts, outside or around the headings that count another one."""
    headed = [index for index in chosen if lines[index].form in {HEADING, BOLD}]
    listed = {mark.kind for index, mark in chosen.items() if lines[index].form == ITEM}
    if not headed:
        return chosen
    inmost = max(words.ranks()[chosen[index].kind] for index in headed)
    loose = {
        kind
        for kind in listed - {chosen[index].kind for index in headed}
        if words.ranks()[kind] < inmost or all(index < headed[0] for index, mark in chosen.items() if mark.kind == kind)
    }
    return {index: mark for index, mark in chosen.items() if mark.kind not in loose}


def _firmest(lines: list[Line], found: list[tuple[int, Mark]]) -> list[tuple[int, Mark]]:
    """Return the marks of one unit in the firmest form that has many, with firmer ones that fill its gaps."""
    rows = [each for each in found if lines[each[0]].form == ROW]
    by_form = {form: [each for each in found if lines[each[0]].form == form] for form in _FIRMNESS}
    most = max(map(len, by_form.values()))
    firmer: list[tuple[int, Mark]] = []
    for same in by_form.values():
        if same and len(same) * _FEW >= most:
            others = firmer + ([each for each in found if each not in rows] if found[0][1].kind == "day" else [])
            numbers = {mark.number for _, mark in same}
            return same + [each for each in others if each[1].number not in numbers] + rows
        firmer += same
    return rows


def _ranges_as_parts(lines: list[Line], chosen: Marks) -> Marks:
    """Return a plan of days whose ranges (“Easy (Days 1–3)”) hold single days with those ranges as its sections."""
    if {mark.kind for mark in chosen.values()} != {"day"}:
        return chosen
    ranges = sorted(covering(lines, chosen, "day"))
    return chosen | {
        index: replace(chosen[index], kind="part", number=n, last=None) for n, index in enumerate(ranges, 1)
    }


def _nested(lines: list[Line], chosen: Marks) -> Marks:
    """Drop units that only name things inside a firmer one: “Module A” inside weeks, one “Week 1” among phases."""
    kinds = Counter(mark.kind for mark in chosen.values())
    levels = {
        kind: min(lines[index].rank for index, mark in chosen.items() if mark.kind == kind and lines[index].form != ROW)
        for kind in kinds
        if any(mark.kind == kind and lines[index].form != ROW for index, mark in chosen.items())
    }
    calendar = [kind for kind in kinds if kind in {"week", "month", "sprint"} and kinds[kind] > 1]
    dropped = {
        kind
        for kind in kinds
        if kind not in words.CALENDAR and any(levels.get(kind, 0) > levels.get(outer, 99) for outer in calendar)
    }
    return {index: mark for index, mark in chosen.items() if mark.kind not in dropped}


def section_kind(chosen: Marks, lines: list[Line]) -> str:
    """Return which unit a section is: the innermost that is no day; days only where ranges of them are all there is."""
    kinds = {mark.kind for mark in chosen.values()}
    inner = sorted(kinds - {"day"}, key=lambda kind: words.ranks()[kind])
    if inner:
        return inner[-1]
    days = list(chosen.values())
    long = [mark for mark in days if mark.last and mark.number is not None and mark.last - mark.number >= _LONG_DAYS]
    return "day" if len(long) * 2 > len(days) else "phase"


def covering(lines: list[Line], chosen: Marks, inner: str) -> set[int]:
    """Return the marks of a range (“Weeks 1–4”) that later marks of the unit fill, inside the same month or phase.

    Ranges that follow each other are an overview, and cover nothing unless each of them is filled.
    """
    outer = sorted(index for index, mark in chosen.items() if words.ranks()[mark.kind] < words.ranks()[inner])
    same = sorted(
        (index, mark)
        for index, mark in chosen.items()
        if mark.kind == inner and mark.number is not None and lines[index].form != ROW
    )
    found: set[int] = set()
    block: list[tuple[int, Mark]] = []
    for place, (index, mark) in enumerate(same):
        if not mark.last:
            block = []
            continue
        block.append((index, mark))
        if place + 1 < len(same) and same[place + 1][1].last:
            continue
        until = next((each for each in outer if each > index), len(lines))
        single = {each.number: at for at, each in same[place + 1 :] if at < until and each.last is None}
        if single and all(set(range(each.number or 0, (each.last or 0) + 1)) <= set(single) for _, each in block):
            found |= {at for at, _ in block if not _only_names(lines, at, sorted(single.values()))}
    return found


def _only_names(lines: list[Line], index: int, inside: list[int]) -> bool:
    """Tell a range that is itself a section: headings further out than its single weeks stand among them."""
    rank = lines[inside[0]].rank
    until = next(
        (
            place
            for place in range(index + 1, len(lines))
            if lines[place].form == HEADING and lines[place].rank <= lines[index].rank
        ),
        len(lines),
    )
    return inside[0] < until and any(
        line.form == HEADING and lines[index].rank < line.rank < rank for line in lines[index + 1 : until]
    )
