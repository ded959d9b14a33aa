"""Fetch what happened from your repositories.

Example: bot sync
"""

import click

from bot.cli._home import open_app
from bot.cli._output import counted


@click.command(help=__doc__)
def command() -> None:
    from bot.jobs import sync_activity

    new = sync_activity(open_app())
    click.echo(f"{counted(new, 'new piece')} of evidence." if new else "Nothing new.")
