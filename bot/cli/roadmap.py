"""Show what was understood of a roadmap.

Example: bot roadmap show my-plan.md
"""

from pathlib import Path

import click

from bot.cli._output import as_json, console, counted, print_json


@click.group(help=__doc__)
def command() -> None:
    pass


@command.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@as_json
def show(file: Path | None, as_json: bool) -> None:
    """Show a roadmap file, or the one of this home."""
    from bot import roadmaps
    from bot.cli._home import open_app
    from bot.reports.rows import roadmap_row

    roadmap = roadmaps.read(file) if file else open_app().roadmap
    for warning in roadmap.warnings:
        click.echo(warning, err=True)
    if as_json:
        print_json(roadmap_row(roadmap))
        return
    page = console()
    size = f"{counted(len(roadmap.sections), 'section')}, {counted(len(roadmap.items), 'item')}"
    page.print(f"{roadmap.title}: {size}", style="bold")
    for section in roadmap.sections:
        page.print(f"\n{section.name}: {section.title}", style="bold")
        for item in section.items:
            page.print(f"  {item.kind}: {item.text}")
        for day in section.days:
            page.print(f"  Day {day.number}: {day.title}  ({counted(len(day.items), 'item')})")
        if section.project:
            page.print(f"  Project: {section.project.title}")
