"""Put a backup in the place of the database; everything is then on hold.

What is replaced is kept in backups/. What was due since the backup may have been sent: it is looked for, and
unconfirmed until it is found or you say what happened. What is to come asks for your yes once more.

Example: bot restore ~/.learnaloud/backups/bot-20260131T0400.db
"""

from pathlib import Path

import click

from bot.cli._home import settings
from bot.cli._output import counted


@click.command(help=__doc__)
@click.argument("backup", type=click.Path(path_type=Path))
def command(backup: Path) -> None:
    from bot.clock import SystemClock
    from bot.errors import NotAllowed
    from bot.store.backup import restore
    from bot.store.stores import JOURNEY

    found = settings()
    if found.database_url:
        raise NotAllowed("Backups of a PostgreSQL server are its keeper's.", "bot import, into an empty database")
    doubtful = restore(found.home, backup, JOURNEY, SystemClock().now())
    click.echo("Restored. Nothing is sent until bot release.")
    if doubtful:
        named = ", ".join(map(str, doubtful))
        click.echo(f"{counted(len(doubtful), 'post')} may have been sent since the backup ({named}): bot queue --all")
