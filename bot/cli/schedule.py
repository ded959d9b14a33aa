"""Show the coming slots, in your time and in UTC.

Example: bot schedule --days 7
"""

from datetime import timedelta

import click

from bot.cli._home import open_app
from bot.cli._output import as_json, console, print_json
from bot.clock import local


@click.command(help=__doc__)
@click.option("--days", default=14, show_default=True, type=click.IntRange(1, 366), help="How far to look.")
@as_json
def command(days: int, as_json: bool) -> None:
    from bot.schedule import digest_on

    app = open_app()
    zone, now = app.settings.timezone, app.clock.now()
    today = now.astimezone(zone).date()
    dates = [today + timedelta(days=n) for n in range(days + 1)]
    coming = [(slot.due_at, slot.platform) for slot in app.schedule.slots(zone, dates[0], dates[-1])]
    coming += [(at, "digest") for day in dates if (at := digest_on(app.schedule, day, zone))]
    coming = sorted(each for each in coming if each[0] >= now)
    if as_json:
        print_json([{"platform": where, "slot": at.astimezone(zone).isoformat()} for at, where in coming])
        return
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="dim")
    for title in ("here", "UTC", "where"):
        table.add_column(title)
    for at, where in coming:
        table.add_row(local(at, zone), f"{at:%d %b %H:%M}", where)
    page = console()
    page.print(f"{app.schedule.title}; times here are those of {zone.key}.")
    page.print(table)
