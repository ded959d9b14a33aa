"""Write the drafts that are due, or say why there is none.

Example: bot draft
"""

from typing import TYPE_CHECKING

import click

from bot.cli._home import open_app
from bot.cli._output import as_json, print_json
from bot.clock import local

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.app import App
    from bot.jobs.drafting import Decided


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
    for line in told(app, decided):
        click.echo(line)
    if not decided:
        click.echo(_nothing(app))


def told(app: "App", decided: "Sequence[Decided]") -> "Iterator[str]":
    """Say what became of each slot, and where a yes is given."""
    from bot.platforms import voice

    for each in decided:
        where = f"{voice(each.slot.platform).RULES.title}, {local(each.slot.due_at, app.settings.timezone)}"
        yield f"{where}: draft {each.post.id}" if each.post else f"{where}: {each.outcome}, {each.reason}"
    if any(each.post for each in decided):
        yield "bot review asks for your yes."


def _nothing(app: "App") -> str:
    from bot.jobs import next_slot
    from bot.platforms import voice

    zone = app.settings.timezone
    if coming := next_slot(app):
        slot, writes_at = coming
        when = f"The next is for {voice(slot.platform).RULES.title} on {local(slot.due_at, zone)}"
        return f"No draft is due. {when}; it is written when its study day is over, {local(writes_at, zone)}."
    return "No draft is due, and the schedule has no slot in the next weeks. bot schedule shows it."
