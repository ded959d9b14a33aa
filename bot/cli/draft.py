"""Write the drafts that are due, or say why there is none.

Example: bot draft
"""

from typing import TYPE_CHECKING

import click

from bot.cli._home import open_app
from bot.cli._output import as_json, print_json
from bot.clock import local

if TYPE_CHECKING:
    from bot.app import App


@click.command(help=__doc__)
@as_json
def command(as_json: bool) -> None:
    from bot.jobs import draft_due
    from bot.reports.rows import quiet_row, row

    app = open_app()
    zone = app.settings.timezone
    decided = draft_due(app)
    if as_json:
        print_json([row(app.posts, each.post, zone) if each.post else quiet_row(each.slot, zone) for each in decided])
        return
    for each in decided:
        where = f"{each.slot.platform}, {local(each.slot.due_at, zone)}"
        click.echo(f"{where}: draft {each.post.id}" if each.post else f"{where}: {each.outcome}, {each.reason}")
    if not decided:
        click.echo(_nothing(app))


def _nothing(app: "App") -> str:
    from bot.jobs import next_slot

    zone = app.settings.timezone
    if coming := next_slot(app):
        slot, writes_at = coming
        when = f"The next is for {slot.platform} on {local(slot.due_at, zone)}"
        return f"No draft is due. {when}; it is written when its study day is over, {local(writes_at, zone)}."
    return "No draft is due, and the schedule has no slot in the next weeks. bot schedule shows it."
