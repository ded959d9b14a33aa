"""Try posts again that a platform said no to: they are drafts for their next hour.

Example: bot retry 12
"""

import click

from bot.cli._home import open_app
from bot.cli._output import argument_ids, for_each
from bot.clock import local
from bot.errors import NotAllowed
from bot.lifecycle import Status


@click.command(help=__doc__)
@argument_ids
def command(ids: tuple[int, ...]) -> None:
    from bot.jobs import answering

    app = open_app()

    def _retry(post_id: int) -> None:
        post = app.posts.get(post_id)
        if post.status is not Status.FAILED:
            raise NotAllowed(f"Post {post_id} is {post.status}; what has failed is tried again.", f"bot show {post_id}")
        post = answering.revive(app, post_id)
        click.echo(
            f"Post {post_id} is a draft again, for {local(post.due_at, app.settings.timezone)}: bot approve {post_id}"
        )

    for_each(ids, _retry)
