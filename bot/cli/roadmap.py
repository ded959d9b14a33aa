"""Read any roadmap: show what was understood of it, or turn it into our Markdown.

Example: bot roadmap show my-plan.txt
"""

from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli._output import as_json, counted, print_json
from bot.errors import NotAllowed

if TYPE_CHECKING:
    from bot.roadmaps.roadmap import Roadmap

_FRAMING = ("framing", "jobsearch", "leaving")
_SHOWN = 12
_FILE = click.Path(path_type=Path)
_plan = click.option("--plan", type=click.IntRange(1), metavar="N", help="Which plan, where a file holds several.")


@click.group(help=__doc__)
def command() -> None:
    pass


@command.command()
@click.argument("file", required=False, type=_FILE)
@_plan
@click.option("--items", "every", is_flag=True, help="Print every item, not only how many there are.")
@as_json
def show(file: Path | None, plan: int | None, every: bool, as_json: bool) -> None:
    """Show a roadmap file, one that is shipped, or the one of this home.

    Example: bot roadmap show my-plan.txt --items
    """
    from bot.reports.rows import roadmap_row

    found, roadmap = _read(file, plan)
    if as_json:
        for warning in roadmap.warnings:
            click.echo(warning, err=True)
        print_json(roadmap_row(roadmap, len(found)))
        return
    from bot.cli._roadmap import print_roadmap

    print_roadmap(roadmap, every=every)
    _tell_of_others(found, roadmap)
    if file is None:
        _tell_of_changes()


@command.command("import")
@click.argument("file", type=_FILE)
@_plan
@click.option("--output", type=_FILE, help="Write into this file instead of printing.")
@click.option("--use", is_flag=True, help="Make it this home's roadmap; the one before is kept beside it.")
def import_(file: Path, plan: int | None, output: Path | None, use: bool) -> None:
    """Turn any roadmap into our Markdown, with boxes to tick.

    Example: bot roadmap import my-plan.txt --output roadmap.md
    """
    from bot.roadmaps import canonical

    if use and output:
        raise click.UsageError("--use and --output exclude each other.")
    found, roadmap = _read(file, plan)
    text = canonical.write(roadmap)
    if use:
        output = _this_home()
    if output is None:
        click.echo(text, nl=False)
    else:
        kept = _write(output, text)
        click.echo(f"{output}: {_size(roadmap)}" + (f"; the one before is {kept}" if kept else ""), err=True)
    _tell_of_others(found, roadmap)
    for warning in roadmap.warnings:
        click.echo(warning, err=True)
    _tell_of_framing(roadmap)


def _tell_of_framing(roadmap: "Roadmap") -> None:
    """Say which words of a plan would tell a public reader of job hunting, and what to write instead."""
    from bot import guard

    of_jobs = {rule.name for family in _FRAMING for rule in guard.families()[family]}
    said = dict.fromkeys([
        roadmap.title, *(section.title for section in roadmap.sections), *(item.text for item in roadmap.items)
    ])  # fmt: skip
    found = [(text, each) for text in said for each in guard.check(text).findings if each.rule in of_jobs]
    if found:
        click.echo(f"A reader could take {counted(len(found), 'line')} of it for job hunting:", err=True)
    for text, each in found[:_SHOWN]:
        click.echo(f"  “{text}”: {each.reason} {each.suggestion}".rstrip(), err=True)


def _read(file: Path | None, plan: int | None) -> "tuple[list[Roadmap], Roadmap]":
    from bot import roadmaps

    if file is not None:
        found = roadmaps.plans(_or_shipped(file))
        return found, roadmaps.choose(found, plan, file.name)
    from bot.cli._home import open_app

    app = open_app()
    if plan is not None:
        found = roadmaps.plans(app.settings.roadmap_path)
        return found, roadmaps.choose(found, plan, app.settings.roadmap_path.name)
    return [app.roadmap], app.roadmap


def _or_shipped(file: Path) -> Path:
    """Return a file, or the roadmap that is shipped under that name."""
    from bot import resources
    from bot.settings import home_folder

    shipped = {path.stem: path for path in resources.every(home_folder(), "roadmaps", ".md")}
    return file if file.exists() else shipped.get(str(file), file)


def _tell_of_others(found: "list[Roadmap]", shown: "Roadmap") -> None:
    """Say which other plans a file holds, and how to see them."""
    if len(found) < 2:  # noqa: PLR2004
        return
    click.echo(f"This file holds {len(found)} plans:", err=True)
    for number, roadmap in enumerate(found, 1):
        here = "  (this one)" if roadmap is shown else ""
        click.echo(f"  --plan {number}  {roadmap.title}: {_size(roadmap)}{here}", err=True)


def _tell_of_changes() -> None:
    """Say what the last edit of the roadmap did to its items."""
    from collections import Counter

    from bot.cli._home import open_app

    when, changes = open_app().items.last_changes()
    if when is None or not changes:
        return
    words = ", ".join(f"{number} {how}" for how, number in Counter(change.how for change in changes).items())
    click.echo(f"\nThe last edit, seen on {when:%Y-%m-%d}: {words}.")
    for change in changes[:10]:
        was = f"  (was: {change.was})" if change.was not in {change.text, ""} else ""
        click.echo(f"  {change.how}: {change.text}{was}")


def _size(roadmap: "Roadmap") -> str:
    from bot.cli._roadmap import sizes

    return sizes(roadmap)


def _this_home() -> Path:
    from bot.cli._home import open_app

    path = open_app().settings.roadmap_path
    if path.suffix.lower() not in {".md", ".markdown"}:
        raise NotAllowed(f"This home's roadmap is {path.name}, and ours is Markdown.", "set BOT_ROADMAP=roadmap.md")
    return path


def _write(path: Path, text: str) -> Path | None:
    """Write a file at once, and return where the one before is kept; a roadmap is never lost by importing another."""
    kept = None
    real = path.resolve()  # a link stays a link
    if real.exists():
        if real.read_bytes() == text.encode():
            return None
        kept = next(each for n in count(1) if not (each := real.with_suffix(f".before-{n}{real.suffix}")).exists())
    fresh = real.with_name(f".{real.name}.new")
    fresh.write_text(text, encoding="utf-8")
    if kept:
        fresh.chmod(real.stat().st_mode & 0o7777)
        kept.write_bytes(real.read_bytes())
        kept.chmod(real.stat().st_mode & 0o7777)
    fresh.replace(real)
    return kept
