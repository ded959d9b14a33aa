"""Show what really happened: the evidence of each study day, what it could say, and what was left out and why.

Without dates it shows the last seven study days.

Example: bot activity --from 2026-03-01
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import click

from bot.cli._home import open_app
from bot.cli._output import as_json, console, counted, print_json, shorten

if TYPE_CHECKING:
    from rich.console import Console

    from bot.activity import Evidence
    from bot.app import App
    from bot.reports.activity import Found, Piece

_DATE = click.DateTime(["%Y-%m-%d"])
_WEEK = timedelta(days=6)
_EARLIEST = date(1990, 1, 1)
_SHORT = 10  # of a commit: git opens it by that
_NAME = 18


@click.command(help=__doc__)
@click.option("--from", "first", type=_DATE, help="The first study day.")
@click.option("--to", "last", type=_DATE, help="The last study day.")
@as_json
def command(first: datetime | None, last: datetime | None, as_json: bool) -> None:
    from bot.plan.matching import Items
    from bot.reports.activity import found, rows
    from bot.store.sources import called

    app = open_app()
    end = last.date() if last else app.today
    if min(end, first.date() if first else end) < _EARLIEST:
        raise click.UsageError(f"There was no study day before {_EARLIEST}.")
    span = (first.date() if first else end - _WEEK), end
    roadmap = app.roadmap  # reading it follows the boxes ticked in it
    days = found(
        app.evidence.between(*span), app.notes.between(*span), app.sources.left_out(*span), Items(roadmap.items),
        app.settings.never_said,
    )  # fmt: skip
    unfinished = [(called(each.name, app.settings), each.problem, each.hint) for each in app.sources.problems()]
    if as_json:
        print_json({"days": rows(days), "unfinished": [f"{name}: {problem}" for name, problem, _ in unfinished]})
        return
    page = console()
    for day in days:
        _show(page, app, day)
    if not days:
        page.print("Nothing was found between these dates. bot log notes something, bot sync reads your repositories.")
    for name, problem, hint in unfinished:
        page.print(f"Not finished, {name}: {problem} Try: {hint}", style="yellow")


def _show(page: "Console", app: "App", day: "Found") -> None:
    planned = app.plan.day_on(day.date)
    page.print(f"{day.date:%A %-d %B}" + (f", {planned.name}: {planned.subject}" if planned else ""), style="bold")
    for piece in day.pieces:
        for line in _lines(piece):
            page.print(f"  {_fitted(page, line)}", soft_wrap=True)
    for note in day.private:
        page.print(f"  {_fitted(page, f'{note.ref:{_NAME}} for you alone: {note.text}')}", style="dim", soft_wrap=True)
    if day.counted:
        page.print(f"  {counted(day.counted, 'piece')} of work that may only be counted", style="dim")
    for reason, often in sorted(day.reasons.items()):
        page.print(f"  left out, {often} ×: {reason}", style="dim")


def _said(each: "Evidence") -> str:
    """Return a commit's subject, or a note whole."""
    return (" ".join(each.text.split()) if each.kind == "note" else each.title) or "(no message)"


def _fitted(page: "Console", line: str) -> str:
    """Return a line as wide as the terminal; whole in a pipe."""
    return shorten(line, page.width - 2) if page.is_terminal else " ".join(line.split("\n"))


def _lines(piece: "Piece") -> Iterator[str]:
    each = piece.evidence
    name = {"commit": f"commit {each.ref[:_SHORT]}", "note": each.ref, "tick": "ticked", "number": "printed"}
    about = f"  ({each.flavour})" if each.flavour else ""
    yield f"{shorten(name.get(each.kind, each.kind), _NAME):{_NAME}} {_said(each)}{about}"
    if piece.phrase:
        whence = " (by what it changed)" if piece.reason else ""
        yield f"{'':{_NAME}} → I {piece.phrase}{whence}"
    elif piece.reason:
        yield f"{'':{_NAME}} → not for a post: {piece.reason}"
    for match in piece.items[:2]:
        yield f"{'':{_NAME}} ~ {match.item.kind}: {match.item.text} ({match.score:.2f})"
