"""Reads plans kept as JSON, YAML or TOML, under whatever usual names their keys have.

The weeks may be a list below a key (“weeks”), a mapping whose keys name them (“week_1”), or rows that carry a number.
Names of keys are looked up among the words of the Markdown reader, so they may be in any language it knows.

    loading.py  text → plain values          sections.py  one week's mapping → a Section
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bot.errors import RoadmapError
from bot.roadmaps.hours import hours_in
from bot.roadmaps.keyed.loading import DEEPEST, Value, load
from bot.roadmaps.keyed.sections import days, items_of, named, number_of, section, text_of, unit_of, with_key
from bot.roadmaps.markdown import marks, words
from bot.roadmaps.roadmap import Item, Kind, Roadmap, Section, with_ids

_PER_WEEK = re.compile(r"hours?_?(?:per|a|/)_?week|weekly_?hours|horas_?por_?semana|stunden_?pro_?woche", re.IGNORECASE)
_FEWEST_ROWS = 3
_FEWEST_LEAVES, _MOST_OF = 6, 0.8


def parse(text: str, path: Path) -> list[Roadmap]:
    """Return the plans of a file, the largest first."""
    try:
        value = load(text, path.suffix.lower(), path.name)
    except RoadmapError:
        from bot.roadmaps import markdown

        if path.suffix.lower() in {".yaml", ".yml"} and (found := markdown.parse(text, path.stem)):
            return found  # many a plan is called YAML and is only indented text
        raise
    found = list(_plans(value, path.stem, 0)) or list(_listed(value, path.stem))
    return [with_ids(roadmap) for roadmap in sorted(found, key=lambda plan: -len(plan.items) - len(plan.sections))]


def _plans(value: Value, title: str, depth: int) -> Iterator[Roadmap]:
    """Yield each plan at or below a value."""
    if depth > DEEPEST or not isinstance(value, (dict, list)):
        return
    own = text_of(value) if isinstance(value, dict) else ""
    if sections := _sections(value, ""):
        yield Roadmap(own or title, tuple(sections), _per_week(value))
        return
    children = value.items() if isinstance(value, dict) else enumerate(value)
    for key, child in children:
        for plan in _plans(child, own or (key if isinstance(key, str) and depth else title), depth + 1):
            yield replace(plan, hours_per_week=plan.hours_per_week or _per_week(value))


def _sections(value: Value, group: str) -> list[Section]:
    """Return the sections a value lists: as rows, under keys that name them, or below a key that is a unit."""
    if isinstance(value, list):
        unit = _unit_of_rows(value)
        return _merged([section(row, None, place, group, unit) for place, row in enumerate(value, 1)]) if unit else []
    if not isinstance(value, dict):
        return []
    marked = [(mark, child) for key, child in value.items() if (mark := marks.find(named(key))) and mark.kind != "day"]
    if len(marked) > 1 or (marked and len(marked) == len(value)):
        return [inner for place, (mark, child) in enumerate(marked, 1) for inner in _inside(child, mark, place, group)]
    for key, child in value.items():
        unit = unit_of(key)
        if unit == "day" and (of_days := days({key: child})):
            return [Section(1, "phase", "", (), tuple(of_days))]
        if unit and unit != "day" and (rows := _rows(child)):
            return _merged(
                [
                    made
                    for place, row in enumerate(rows, 1)
                    for made in _inside(row, _mark(row, unit), place, group, unit)
                ]
            )
    return []


def _rows(child: Value) -> list[Value]:
    if isinstance(child, dict):
        return [with_key(key, value) for key, value in child.items()]
    return [row for row in child if isinstance(row, (dict, list, str))] if isinstance(child, list) else []


def _inside(row: Value, mark: marks.Mark | None, place: int, group: str, unit: str = "part") -> list[Section]:
    """Return the weeks inside a phase or month; a week itself is its only section."""
    if isinstance(row, dict):
        kind = mark.kind if mark else unit
        title, number = text_of(row), mark.number if mark and mark.number is not None else number_of(row) or place
        inner = {key: child for key, child in row.items() if _holds_sections(key, child, kind)}
        name = f"{kind.capitalize()} {number}"
        if inner and (found := _sections(inner, f"{name}: {title}" if title and title != name else name)):
            return found
    return [section(row, mark, place, group, unit)]


def _holds_sections(key: Value, child: Value, kind: str) -> bool:
    unit = unit_of(key)
    outer = unit in {None, "day", kind, *words.WEAK} or kind in {"week", "sprint"}
    return not outer and isinstance(child, (dict, list))


def _mark(row: Value, unit: str) -> marks.Mark | None:
    """Return what a row counts: in its title, or under the key of its unit (“week: 3”, “weeks: 1-2”)."""
    if not isinstance(row, dict):
        return marks.find(str(row)) if isinstance(row, str) else None
    title = text_of(row)
    for key, child in row.items():
        if (own := unit_of(key)) and not isinstance(child, (list, dict)):
            found = marks.find(f"{own} {child}") or marks.find(str(child))
            return replace(found, title=found.title or title) if found else None
    return marks.find(title)


def _unit_of_rows(rows: list[Value]) -> str | None:
    """Return the unit rows carry as a key (“week: 3”) or in their title (“Week 3: …”)."""
    for row in rows[:_FEWEST_ROWS]:
        if not isinstance(row, dict):
            return None
        for key, child in row.items():
            if (unit := unit_of(key)) and not isinstance(child, (list, dict)):
                return unit
        if mark := marks.find(text_of(row)):
            return mark.kind
    return None


def _merged(found: list[Section]) -> list[Section]:
    """Join rows that carry the same number: the first names the section, the others are its items."""
    made: list[Section] = []
    for each in found:
        last = made[-1] if made else None
        if (
            last
            and (last.kind, last.number, last.group) == (each.kind, each.number, each.group)
            and last.last == each.last
        ):
            own = (Item("", Kind.TOPIC, each.title),) if each.title else ()
            made[-1] = replace(last, items=(*last.items, *own, *each.items), days=(*last.days, *each.days))
        else:
            made.append(each)
    return made


def _listed(value: Value, title: str) -> Iterator[Roadmap]:
    """Yield the plan a file keeps without units: its longest list of titled rows, or the keys of a plan."""
    lists = sorted(_titled_lists(value, title, 0), key=lambda each: -len(each[1]))
    if lists:
        name, rows = lists[0]
        sections = tuple(section(row, None, place, "", "part") for place, row in enumerate(rows, 1))
        if sum(bool(each.items) for each in sections) * 2 > len(sections):
            yield Roadmap(name, sections)
            return
    tree = value
    while isinstance(tree, dict) and len(tree) == 1:
        title, tree = next((named(key), child) for key, child in tree.items())
    if isinstance(tree, dict) and (
        any(words.names_a_plan(named(each)) for each in (title, *tree)) or _is_outline(tree)
    ):
        parts = [(key, child) for key, child in tree.items() if isinstance(child, (dict, list))]
        found = tuple(
            section(child, marks.Mark("part", place, named(key)), place, "")
            for place, (key, child) in enumerate(parts, 1)
        )
        if len(found) > 1:
            yield Roadmap(title, found)


def _is_outline(tree: dict[str, Value]) -> bool:
    """Tell topics under topics from the settings of a program: nearly all of it is lists of words."""
    nested = [child for child in tree.values() if isinstance(child, (dict, list)) and child]
    leaves = [leaf for child in nested for leaf in items_of(child, Kind.TOPIC)]
    wordy = sum(" " in leaf.text or leaf.text[:1].isupper() for leaf in leaves)
    listed = all(
        isinstance(child, list) or any(isinstance(each, (list, dict)) for each in child.values()) for child in nested
    )
    most = len(nested) > 1 and len(nested) >= _MOST_OF * len(tree)
    return most and listed and len(leaves) >= _FEWEST_LEAVES and wordy * 2 > len(leaves)


def _titled_lists(value: Value, title: str, depth: int) -> Iterator[tuple[str, list[Value]]]:
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        rows = [
            row
            for row in value
            if isinstance(row, dict) and text_of(row) and any(isinstance(each, (list, dict)) for each in row.values())
        ]
        if len(rows) >= _FEWEST_ROWS and len(rows) * 2 > len(value):
            yield title, rows
    for key, child in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from _titled_lists(child, (text_of(value) if isinstance(value, dict) else "") or str(key), depth + 1)


def _per_week(value: Value) -> float | None:
    for key, child in value.items() if isinstance(value, dict) else ():
        if _PER_WEEK.search(str(key)) and isinstance(child, (int, float, str)):
            return hours_in(str(child)) or hours_in(f"{child} h")
    return None
