"""Let a post go out at another hour.

A yes stands: the words stay the same. The hour is yours, by your own clock.

Example: bot move 12 "tomorrow 9:00"
"""

import click

from bot.cli._home import open_app
from bot.cli._output import POST_ID
from bot.clock import local
from bot.lifecycle import Status


@click.command(help=__doc__)
@click.argument("post_id", metavar="ID", type=POST_ID)
@click.argument("hour", nargs=-1, required=True)
def command(post_id: int, hour: tuple[str, ...]) -> None:
    from bot.hours import hour_of

    app = open_app()
    zone, now = app.settings.timezone, app.clock.now()
    post = app.desk.move(post_id, hour_of(" ".join(hour), now, zone), now)
    yes = "Your yes stands." if post.status is Status.APPROVED else "It waits for your yes."
    click.echo(f"Post {post_id} is for {local(post.due_at, zone)} now. {yes}")
    good = app.limits.good_hour(post.due_at, [])
    if good > post.due_at:
        click.echo(f"  That is a quiet hour of yours: it would wait until {local(good, zone)}.")
    if post.status is Status.APPROVED and post.true_until and post.due_at > post.true_until:
        click.echo(f"  It is true until {local(post.true_until, zone)}; after that it asks you again.")
