"""Say what became of a post nobody knows about: it is out, or it is not.

Look at your account first. What is not out goes out at the next good hour.

Example: bot resolve 12 --published https://x.com/you/status/1
"""

import click

from bot.cli._home import open_app
from bot.cli._output import POST_ID, local


@click.command(help=__doc__)
@click.argument("post_id", metavar="ID", type=POST_ID)
@click.option("--published", "url", metavar="URL", help="It is out, there.")
@click.option("--not-published", "not_out", is_flag=True, help="It is not out.")
def command(post_id: int, url: str | None, not_out: bool) -> None:
    if bool(url) == not_out:
        raise click.UsageError("Say one of the two: --published URL or --not-published.")
    app = open_app()
    if url:
        if not url.startswith(("https://", "http://", "file://")):
            raise click.UsageError("--published takes the address of the post.")
        app.desk.is_out(post_id, url, app.clock.now())
        click.echo(f"Post {post_id} is out: {url}")
        return
    post = app.desk.is_not_out(post_id, app.clock.now())
    click.echo(f"Post {post_id} goes out on {local(post.due_at, app.settings.timezone)}.")
