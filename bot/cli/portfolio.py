"""Show what you build: each project of the roadmap, what it delivers, what of it is done.

Example: bot portfolio
"""

from typing import TYPE_CHECKING, Any

import click

from bot.cli._home import open_app
from bot.cli._output import as_json, console, print_json

if TYPE_CHECKING:
    from bot.roadmaps.roadmap import Section


@click.command(help=__doc__)
@as_json
def command(as_json: bool) -> None:
    app = open_app()
    found = [_row(section) for section in app.roadmap.sections if section.project]
    if as_json:
        print_json(found)
        return
    page = console()
    if not found:
        page.print("This roadmap has no projects.")
    for row in found:
        _show(row)
    for folder in (each.folder for each in app.settings.repositories):
        page.print(f"\nYour repository: {folder}", style="dim")
    for name in (each.name for each in app.settings.github_repositories):
        page.print(f"Your repository: https://github.com/{name}", style="dim")


def _show(row: dict[str, Any]) -> None:
    page = console()
    page.print(f"\n{row['section']}: {row['title']}" + ("  (capstone)" if row["capstone"] else ""), style="bold")
    for label in ("dataset", "url", "task"):
        if row[label]:
            page.print(f"  {label}: {row[label]}")
    for each in row["deliverables"]:
        page.print(f"  deliverable: {each}")
    for each in row["work"]:
        page.print(f"  {'✓' if each['done'] else '·'} {each['text']}", style="dim" if each["done"] else "")


def _row(section: "Section") -> dict[str, Any]:
    from bot.roadmaps.roadmap import Kind

    project = section.project
    assert project is not None  # noqa: S101 (only sections with one are asked for)
    work = [item for item in section.every_item if item.kind in {Kind.TASK, Kind.DELIVERABLE}]
    return {
        "section": section.name,
        "title": project.title or project.task or section.title,
        "dataset": project.dataset,
        "url": project.url,
        "task": project.task if project.title else "",
        "deliverables": list(project.deliverables),
        "criteria": list(project.criteria),
        "capstone": project.capstone,
        "work": [{"text": item.text, "done": item.done} for item in work],
    }
