"""How a roadmap looks on a terminal: its sections with what each holds, days, projects, what is done."""

from collections import Counter
from collections.abc import Iterable, Iterator

from rich.cells import cell_len

from bot.cli._output import console, counted, shorten
from bot.roadmaps.roadmap import Day, Item, Project, Roadmap, Section

_PLURALS = {"theory": "theory", "stretch": "stretch"}
_SHOWN_WARNINGS = 6
_INDENT = "  "


def print_roadmap(roadmap: Roadmap, *, every: bool) -> None:
    """Print a roadmap; with `every`, each of its items."""
    page = console()
    page.print(roadmap.title, style="bold")
    page.print(" · ".join(_facts(roadmap)), style="dim")
    if roadmap.rhythm:
        page.print("Each week: " + "; ".join(roadmap.rhythm), style="dim")
    group = ""
    for section in roadmap.sections:
        if section.group != group:
            group = section.group
            page.print(f"\n{group}", style="bold cyan")
        page.print()
        page.print(_heading(section, page.width), style="bold")
        for line, style in _body(section, every=every):
            page.print(shorten(line, page.width), style=style)
    _print_warnings(roadmap)


def sizes(roadmap: Roadmap) -> str:
    """Return how much a roadmap holds: “16 weeks, 438 items, 16 projects”."""
    kinds = Counter(section.kind for section in roadmap.sections)
    days = sum(len(section.days) for section in roadmap.sections)
    projects = sum(section.project is not None for section in roadmap.sections)
    said = [counted(number, kind) for kind, number in kinds.items()]
    said += [counted(days, "day")] if days else []
    said += [counted(len(roadmap.items), "item")]
    return ", ".join(said + ([counted(projects, "project")] if projects else []))


def _facts(roadmap: Roadmap) -> Iterator[str]:
    yield sizes(roadmap)
    if roadmap.hours_per_week:
        yield f"{roadmap.hours_per_week:g} hours a week"
    if total := sum(section.hours or 0 for section in roadmap.sections):
        yield f"{total:g} hours in all"
    if done := sum(item.done for item in roadmap.items):
        yield f"{done} done"


def _heading(section: Section, width: int) -> str:
    """Return a section's line: its name and title, and at the right its months, hours and what is done of it."""
    right = [f"months {section.months[0]}–{section.months[1]}"] if section.months else []
    right += [f"{section.hours:g} h"] if section.hours else []
    if done := sum(item.done for item in section.every_item):
        right.append(f"{done} of {len(section.every_item)} done")
    told = " · ".join(right)
    left = shorten(f"{section.name}  {section.title}", width - len(told) - 2)
    return f"{left}{told:>{width - cell_len(left)}}" if told else left


def _body(section: Section, *, every: bool) -> Iterator[tuple[str, str]]:
    yield from _items(section.items, _INDENT, every=every)
    for day in section.days:
        yield from _day(day, every=every)
    if section.rhythm:
        yield f"{_INDENT}Each week: {'; '.join(section.rhythm)}", "dim"
    if section.project:
        yield from _project(section.project, every=every)


def _items(items: Iterable[Item], indent: str, *, every: bool) -> Iterator[tuple[str, str]]:
    kinds = Counter(str(item.kind) for item in items)
    if not every:
        if kinds:
            yield indent + ", ".join(counted(n, kind, _PLURALS.get(kind, "")) for kind, n in kinds.items()), ""
        return
    wide = max(map(len, kinds), default=0)
    for item in items:
        hours = f"  ({_hours(item.hours)})" if item.hours else ""
        yield f"{indent}{'✓' if item.done else '·'} {item.kind:{wide}}  {item.text}{hours}", "dim" if item.done else ""


def _hours(hours: float) -> str:
    return f"{hours:g} h" if hours >= 1 else f"{hours * 60:.0f} min"


def _day(day: Day, *, every: bool) -> Iterator[tuple[str, str]]:
    count = "" if every else f"  ({counted(len(day.items), 'item')})"
    yield f"{_INDENT}Day {day.number}  {day.title}{count}", ""
    if every:
        yield from _items(day.items, _INDENT * 2, every=True)


def _project(project: Project, *, every: bool) -> Iterator[tuple[str, str]]:
    name = "Capstone" if project.capstone else "Project"
    yield f"{_INDENT}{name}: {project.title or project.task or project.dataset}", "green"
    if every:
        told = [("data", project.dataset), ("task", project.task if project.title else "")]
        told += [("deliverable", each) for each in project.deliverables]
        told += [("criterion", each) for each in project.criteria]
        yield from ((f"{_INDENT * 2}{label}: {text}", "") for label, text in told if text)


def _print_warnings(roadmap: Roadmap) -> None:
    page = console(errors=True)
    for warning in roadmap.warnings[:_SHOWN_WARNINGS]:
        page.print(f"! {warning}", style="yellow")
    if len(roadmap.warnings) > _SHOWN_WARNINGS:
        page.print(f"! … and {len(roadmap.warnings) - _SHOWN_WARNINGS} more: bot roadmap show --json", style="yellow")
