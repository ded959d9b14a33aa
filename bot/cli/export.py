"""Print everything of this journey as JSON lines; tokens stay out.

Example: bot export > journey.jsonl
"""

import click

from bot.cli._home import open_app


@click.command(help=__doc__)
def command() -> None:
    from bot.app import JOURNEY
    from bot.store import portable

    app = open_app()
    for line in portable.lines(app.database, JOURNEY, app.clock.now()):
        click.echo(line)
