"""Show the coming slots, in your time and in UTC.

Example: bot schedule --days 7
"""

from datetime import timedelta

import click

from bot.cli._home import open_app
from bot.cli._output import as_json, console, local, print_json


@click.command(help=__doc__)
@click.option("--days", default=14, show_default=True, type=click.IntRange(1, 366), help="How far to look.")
@as_json
def command(days: int, as_json: bool) -> None:
    app = open_app()
    zone, now = app.settings.timezone, app.clock.now()
    today = now.astimezone(zone).date()
    slots = [slot for slot in app.schedule.slots(zone, today, today + timedelta(days=days)) if slot.due_at >= now]
    if as_json:
        print_json([{"platform": slot.platform, "slot": slot.due_at.astimezone(zone).isoformat()} for slot in slots])
        return
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="dim")
    for title in ("here", "UTC", "where"):
        table.add_column(title)
    for slot in slots:
        table.add_row(local(slot.due_at, zone), f"{slot.due_at:%d %b %H:%M}", slot.platform)
    page = console()
    page.print(f"{app.schedule.title}; times here are those of {zone.key}.")
    page.print(table)
