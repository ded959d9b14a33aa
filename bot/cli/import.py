"""Read an export into a home that has no journey yet.

Example: BOT_HOME=~/new bot import journey.jsonl
"""

from typing import IO

import click

from bot.cli._home import settings
from bot.cli._output import counted


@click.command(help=__doc__)
@click.argument("file", type=click.File(encoding="utf-8"))
def command(file: IO[str]) -> None:
    from bot.clock import SystemClock
    from bot.store import portable
    from bot.store.database import unopened

    found = settings()
    database = unopened(found.home, found.database_url, SystemClock().now())
    try:
        count = portable.read(database, file)
    finally:
        database.close()
    click.echo(f"{counted(count, 'row')} read.")
