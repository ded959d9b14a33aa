"""Print everything of this journey as JSON lines; tokens stay out.

It says which posts the guard would not let out, should you want to pass the file on.

Example: bot export > journey.jsonl
"""

import click

from bot.cli._home import open_app


@click.command(help=__doc__)
def command() -> None:
    from bot.app import JOURNEY
    from bot.store import portable

    app = open_app()
    for line in portable.lines(app.database, JOURNEY, app.clock.now()):
        click.echo(line)
    unfit = [post.id for post in app.posts.every() if app.desk.look(post).verdict == "block"]
    if unfit:
        named = ", ".join(map(str, unfit))
        click.echo(
            f"Keep this file to yourself: the guard would not let post {named} out (bot show {unfit[0]}).", err=True
        )
