"""Show what the plan has for today, and what waits for you.

Example: bot today
"""

from datetime import date
from typing import TYPE_CHECKING

import click

from bot.cli._home import open_app
from bot.cli._output import as_json, console, counted, print_json

if TYPE_CHECKING:
    from bot.plan import Plan


@click.command(help=__doc__)
@as_json
def command(as_json: bool) -> None:
    from bot.clock import study_date
    from bot.lifecycle import Status
    from bot.reports.rows import planned_row

    app = open_app()
    today = study_date(app.clock.now(), app.settings.timezone, app.settings.day_ends)
    planned = app.plan.day_on(today)
    if as_json:
        print_json({"date": today.isoformat(), "day": planned_row(planned) if planned else None})
        return
    page = console()
    if planned is None:
        page.print(f"{today:%A}: no study day. {_around(app.plan, today)}")
    else:
        page.print(f"{planned.section.name}, {planned.name}: {planned.day.title}", style="bold")
        for item in planned.day.items:
            page.print(f"  {'✓' if item.done else '·'} {item.kind}: {item.text}")
    drafts, approved = (len(app.posts.listed((status,))) for status in (Status.DRAFT, Status.APPROVED))
    page.print(f"{counted(drafts, 'draft')} to look at, {counted(approved, 'post')} on the way: bot queue", style="dim")


def _around(plan: "Plan", today: date) -> str:
    """Say where in the plan a day of rest lies."""
    coming = next((planned for planned in plan.days if planned.date > today), None)
    if coming is None:
        return "The plan is over; its last day was the " + (f"{plan.days[-1].date:%-d %B}." if plan.days else "first.")
    return f"Next, on {coming.date:%A %-d %B}: {coming.name}, {coming.day.title}."
