"""Show what the plan has for today, and what waits for you.

Example: bot today
"""

import click

from bot.cli._home import open_app
from bot.cli._output import as_json, console, counted, print_json


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
        page.print(f"{today:%A}: no study day in the plan.")
    else:
        page.print(f"{planned.section.name}, {planned.name}: {planned.day.title}", style="bold")
        for item in planned.day.items:
            page.print(f"  {'✓' if item.done else '·'} {item.kind}: {item.text}")
    waiting = len(app.posts.listed((Status.DRAFT,)))
    page.print(f"{counted(waiting, 'draft')} to look at: bot queue" if waiting else "No draft waits.", style="dim")
