"""Write a checked copy of the database into the home's backups.

Example: bot backup
"""

import click

from bot.cli._home import open_app


@click.command(help=__doc__)
def command() -> None:
    from bot.errors import NotAllowed
    from bot.store.backup import back_up
    from bot.store.sqlite import SqliteDatabase

    app = open_app()
    if not isinstance(app.database, SqliteDatabase):
        raise NotAllowed("Backups of a PostgreSQL server are its keeper's.", "bot export > journey.jsonl")
    click.echo(f"Backup: {back_up(app.database, app.clock.now())}")
