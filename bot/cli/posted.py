"""Say that you have posted what was handed to you, and where it is.

What you do not post after all: bot resolve 12 --never.

Example: bot posted 12 https://x.com/you/status/1
"""

import click

from bot.cli._home import open_app
from bot.cli._output import POST_ID
from bot.cli.resolve import became


@click.command(help=__doc__)
@click.argument("post_id", metavar="ID", type=POST_ID)
@click.argument("url")
def command(post_id: int, url: str) -> None:
    app = open_app()
    click.echo(became(app, app.desk.is_out(post_id, url, app.clock.now())))
