"""Say what became of a post nobody knows about: it is out, or it is not; or have the platform asked.

Look at your account first. What is not out goes out at the next good hour, or never with --never. --probe asks the
platform now: X is read back; LinkedIn cannot be, so the text is sent once more, which LinkedIn refuses with the address
of the first. Should the first never have arrived, that publishes it.

Example: bot resolve 12 --published https://x.com/you/status/1
"""

from typing import TYPE_CHECKING

import click

from bot.cli._home import open_app
from bot.cli._output import POST_ID
from bot.clock import local

if TYPE_CHECKING:
    from bot.app import App
    from bot.store.post import Post


@click.command(help=__doc__)
@click.argument("post_id", metavar="ID", type=POST_ID)
@click.option("--published", "url", metavar="URL", help="It is out, there.")
@click.option("--not-published", "not_out", is_flag=True, help="It is not out.")
@click.option("--never", is_flag=True, help="Leave it at that: it is not sent again.")
@click.option("--probe", is_flag=True, help="Ask the platform.")
@click.option("--yes", is_flag=True, help="Ask it without asking me, though that may publish the post.")
def command(post_id: int, url: str | None, not_out: bool, never: bool, probe: bool, yes: bool) -> None:
    if [bool(url), not_out, never, probe].count(True) != 1:
        raise click.UsageError("Say one of the four: --published URL, --not-published, --never or --probe.")
    app = open_app()
    if probe:
        _probe(app, post_id, yes=yes)
    elif url:
        click.echo(became(app, app.desk.is_out(post_id, url, app.clock.now())))
    elif never:
        app.desk.leave(post_id, app.clock.now())
        click.echo(f"Post {post_id} is not sent again.")
    else:
        post = app.desk.is_not_out(post_id, app.clock.now())
        click.echo(f"Post {post_id} goes out on {local(post.due_at, app.settings.timezone)}.")


def _probe(app: "App", post_id: int, *, yes: bool) -> None:
    from bot.jobs import reconciling

    if reconciling.is_repeated(app, app.posts.get(post_id)) and not yes:
        click.confirm("The text is sent once more. If it is not out yet, that publishes it. Go on?", abort=True)
    click.echo(became(app, reconciling.probe(app, post_id)))


def became(app: "App", post: "Post") -> str:
    """Say what a post is now that a part of it is known to be out."""
    out = app.posts.receipts(post.id)
    if post.status == "published":
        return f"Post {post.id} is out: {out[-1].url}"
    return f"Part {out[-1].part} of {len(post.parts)} of post {post.id} is out: {out[-1].url}. The rest goes on now."
