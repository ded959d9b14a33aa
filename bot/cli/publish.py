"""Send what is approved and due.

Until an account is connected, posts go to the sandbox in the home.

Example: bot publish
"""

import click

from bot.cli._home import open_app
from bot.cli._output import as_json, print_json


@click.command(help=__doc__)
@as_json
def command(as_json: bool) -> None:
    from bot.jobs import publish_due

    app = open_app()
    done = publish_due(app)
    if as_json:
        from bot.reports.rows import row

        print_json([row(app.posts, post, app.settings.timezone) for post in done])
        return
    for post in done:
        urls = " ".join(receipt.url for receipt in app.posts.receipts(post.id))
        click.echo(f"Post {post.id} on {post.platform}: {post.status} {urls}".rstrip())
    if not done:
        click.echo("Nothing approved is due.")
