"""Let posts go out at their hour, exactly as they are now.

What goes out is what you saw, byte for byte; any edit asks again. A post whose hour has passed goes
out at the next good one, as long as it is true.

Example: bot approve 12 13
"""

import click

from bot.cli._home import open_app
from bot.cli._output import argument_ids, for_each
from bot.clock import local


@click.command(help=__doc__)
@argument_ids
def command(ids: tuple[int, ...]) -> None:
    app = open_app()

    def _approve(post_id: int) -> None:
        post = app.desk.approve(post_id, app.clock.now())
        click.echo(f"Post {post_id} goes to {post.platform} on {local(post.due_at, app.settings.timezone)}.")
        for pause in app.accounts.pauses(app.clock.now()):
            if pause.platform == post.platform:
                click.echo(f"  But {post.platform} is paused: {pause.reason} {pause.hint}")
        for finding in app.desk.look(post).findings:
            click.echo(f"  Think twice: {finding.reason} {finding.suggestion} bot withdraw {post_id} takes it back.")

    for_each(ids, _approve)
