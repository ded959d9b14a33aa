"""Take a yes back: the posts are drafts again.

Example: bot withdraw 12
"""

import click

from bot.cli._home import open_app
from bot.cli._output import argument_ids


@click.command(help=__doc__)
@argument_ids
def command(ids: tuple[int, ...]) -> None:
    app = open_app()
    for post_id in ids:
        app.desk.withdraw(post_id, app.clock.now())
        click.echo(f"Post {post_id} is a draft again.")
