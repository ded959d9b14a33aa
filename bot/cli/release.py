"""Let approved posts go out again.

Example: bot release
"""

import click

from bot.cli._home import open_app


@click.command(help=__doc__)
def command() -> None:
    app = open_app()
    held = app.journey.hold()
    app.journey.release(app.clock.now())
    click.echo(f"Released (it was: {held})." if held else "Nothing was on hold.")
