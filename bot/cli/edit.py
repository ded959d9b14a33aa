"""Change a post's text; it then waits for a yes again.

Without --text your editor opens.

Example: bot edit 12 --text "Fewer features, lower score."
"""

import click

from bot.cli._home import open_app
from bot.cli._output import POST_ID, console


@click.command(help=__doc__)
@click.argument("post_id", metavar="ID", type=POST_ID)
@click.option("--text", help="The new text; without it your editor opens.")
def command(post_id: int, text: str | None) -> None:
    app = open_app()
    before = app.posts.get(post_id).text
    if text is None:
        text = click.edit(before)
    if text is None or text.strip() == before:
        click.echo("Nothing changed.")
        return
    from bot.cli._post import shown

    edited = app.desk.edit(post_id, text, app.clock.now())
    console().print(shown(edited, app.desk.look(edited), app.settings.timezone))
