"""Tell a day otherwise: another wording, or another draft where the first came to nothing.

What the former draft said is kept in its history.

Example: bot redraft 12
"""

import click

from bot.cli._home import open_app
from bot.cli._output import POST_ID, console
from bot.lifecycle import Status


@click.command(help=__doc__)
@click.argument("post_id", metavar="ID", type=POST_ID)
def command(post_id: int) -> None:
    from bot.cli._post import shown
    from bot.jobs import answering

    app = open_app()
    was_approved = app.posts.get(post_id).status is Status.APPROVED
    post = answering.redraft(app, post_id)
    console().print(shown(post, app.desk.look(post), app.settings.timezone))
    if was_approved:
        click.echo("Its yes is taken back, for its words are others: bot review", err=True)
