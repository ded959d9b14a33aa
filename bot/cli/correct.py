"""Correct a post that is out: a linked draft in your own words, and what was wrong is never told again.

Without --claim everything the post says that you did is taken as wrong; bot history ID numbers it.

Example: bot correct 12 "The score was 0.84, on the validation rows, not on the test rows."
"""

import click

from bot.cli._home import open_app
from bot.cli._output import POST_ID, console
from bot.clock import local


@click.command(help=__doc__)
@click.argument("post_id", metavar="ID", type=POST_ID)
@click.argument("words", nargs=-1, required=True)
@click.option("--claim", "claims", multiple=True, type=click.IntRange(1), help="Which claim is wrong, by its number.")
def command(post_id: int, words: tuple[str, ...], claims: tuple[int, ...]) -> None:
    from bot.cli._post import shown
    from bot.jobs import answering
    from bot.jobs.standing import reopen_unfounded

    app = open_app()
    zone = app.settings.timezone
    post = answering.correct(app, post_id, " ".join(words), claims)
    console().print(shown(post, app.desk.look(post), zone))
    click.echo(f"It waits for your yes until {local(post.due_at, zone)}: bot approve {post.id}")
    for each in reopen_unfounded(app):
        click.echo(
            f"Post {each.id} on {each.platform} rests on the same and waits for your yes again: bot show {each.id}"
        )
