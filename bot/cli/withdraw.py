"""Take a yes back: the posts are drafts again; a thread that has begun goes no further.

Example: bot withdraw 12
"""

import click

from bot.cli._home import open_app
from bot.cli._output import argument_ids, for_each
from bot.lifecycle import Status


@click.command(help=__doc__)
@argument_ids
def command(ids: tuple[int, ...]) -> None:
    app = open_app()

    def _withdraw(post_id: int) -> None:
        post = app.desk.withdraw(post_id, app.clock.now())
        draft = post.status is Status.DRAFT
        ended = f"goes no further: {app.posts.history(post_id)[-1].reason}"
        click.echo(f"Post {post_id} {'is a draft again' if draft else ended}.")

    for_each(ids, _withdraw)
