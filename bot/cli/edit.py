"""Change a post's text; it then waits for a yes again.

Without --text your editor opens.

Example: bot edit 12 --text "Fewer features, lower score."
"""

import click

from bot.cli._home import open_app


@click.command(help=__doc__)
@click.argument("post_id", metavar="ID", type=int)
@click.option("--text", help="The new text; without it your editor opens.")
def command(post_id: int, text: str | None) -> None:
    app = open_app()
    if text is None:
        text = click.edit(app.posts.get(post_id).text)
    if text is None:
        click.echo("Nothing changed.")
        return
    app.desk.edit(post_id, text, app.clock.now())
    click.echo(f"Post {post_id} is a draft with the new text. bot show {post_id} shows it.")
