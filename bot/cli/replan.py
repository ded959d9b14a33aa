"""Move the calendar to where you are; old dates stand beside new ones before anything changes.

Example: bot replan --yes
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING

import click

from bot.cli._home import open_app
from bot.cli._output import as_json, console, counted, print_json
from bot.errors import NotAllowed

if TYPE_CHECKING:
    from bot.app import App
    from bot.plan import Plan, PlannedDay
    from bot.plan.pace import Position

_SHOWN = 8


@click.command(help=__doc__)
@click.option("--yes", is_flag=True, help="Change it without asking.")
@as_json
def command(yes: bool, as_json: bool) -> None:
    from bot.plan import Move, moved

    app = open_app()
    plan, position = app.plan, app.position
    _refuse(position, len(plan.days))
    begin = _next_free(app)
    new = moved(plan, position.coming, begin)
    pairs = list(zip(plan.days[position.coming :], new.days[position.coming :], strict=True))
    if as_json:
        print_json([_row(old, to) for old, to in pairs])
    if pairs[0][0].date == pairs[0][1].date:
        click.echo("Your calendar is where you are: nothing to move.", err=True)
        return
    if not as_json:
        _show(pairs, plan, new)
    if not yes and not _agreed():
        click.echo("Nothing was changed: bot replan --yes", err=True)
        return
    item = plan.days[position.coming].day.items[0].id
    app.calendar.move(Move(position.coming, item, begin), app.clock.now())
    opened = _reopen(app)
    click.echo("The calendar is moved.", err=True)
    if opened:
        click.echo(f"{counted(opened, 'approved post')} spoke of what comes next and asks again: bot queue", err=True)


def _refuse(position: "Position", days: int) -> None:
    """Say why there is nothing to move, if there is not."""
    if not position.known:
        raise NotAllowed("Nothing tells where you are yet: no tick, no note or commit that speaks of it.", "bot done")
    if position.coming >= days:
        raise NotAllowed("The plan is at its end.", "bot roadmap import another one --use")
    if position.ahead > 0:
        raise NotAllowed("You are ahead of the calendar: there is nothing to move.", "bot plan")


def _row(old: "PlannedDay", new: "PlannedDay") -> dict[str, str]:
    return {"day": old.name, "title": old.day.title, "was": str(old.date), "becomes": str(new.date)}


def _next_free(app: "App") -> date:
    when = app.today
    if any(each.date == when for each in app.evidence.between(when, when)):
        when += timedelta(days=1)  # today has been studied already
    while app.plan.calendar.is_free(when):
        when += timedelta(days=1)
    return when


def _agreed() -> bool:
    import sys

    return sys.stdin.isatty() and click.confirm("Move them?")


def _show(pairs: "list[tuple[PlannedDay, PlannedDay]]", old: "Plan", new: "Plan") -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="dim")
    for title in ("was", "becomes", "what"):
        table.add_column(title)
    for before, after in pairs[:_SHOWN]:
        table.add_row(f"{before.date:%a %d %b %Y}", f"{after.date:%a %d %b %Y}", f"{before.name}: {before.day.title}")
    if len(pairs) > _SHOWN:
        table.add_row("…", "…", f"and {counted(len(pairs) - _SHOWN, 'study day')} more")
    table.add_row(f"{old.days[-1].date:%a %d %b %Y}", f"{new.days[-1].date:%a %d %b %Y}", "the end of the plan")
    console().print(table)


def _reopen(app: "App") -> int:
    """Ask again about approved posts that say what comes next: it has moved."""
    from bot.lifecycle import Status
    from bot.store.post import By

    by = By("bot", app.clock.now(), "the plan was moved, and this post says what comes next")
    opened = 0
    for post in app.posts.listed((Status.APPROVED,)):
        if any(claim.tense == "planned" for claim in app.posts.claims(post.id)):
            app.queue.reopen(post.id, by)
            opened += 1
    return opened
