"""Make drafts again of posts that were missed or turned down.

They are for the next hour of their platform, and ask for your yes again.

Example: bot revive 12
"""

import click

from bot.cli._home import open_app
from bot.cli._output import argument_ids, for_each
from bot.clock import local


@click.command(help=__doc__)
@argument_ids
def command(ids: tuple[int, ...]) -> None:
    from bot.jobs import answering

    app = open_app()

    def _revive(post_id: int) -> None:
        post = answering.revive(app, post_id)
        click.echo(
            f"Post {post_id} is a draft again, for {local(post.due_at, app.settings.timezone)}: bot approve {post_id}"
        )

    for_each(ids, _revive)
