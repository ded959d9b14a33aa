"""Take a yes back: the posts are drafts again.

Example: bot withdraw 12
"""

import click

from bot.cli._home import open_app
from bot.cli._output import argument_ids, for_each


@click.command(help=__doc__)
@argument_ids
def command(ids: tuple[int, ...]) -> None:
    app = open_app()

    def _withdraw(post_id: int) -> None:
        app.desk.withdraw(post_id, app.clock.now())
        click.echo(f"Post {post_id} is a draft again.")

    for_each(ids, _withdraw)
