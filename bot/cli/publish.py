"""Send what is approved and due.

Where it goes stands in .env: a file in the home, your own hands, or the platform itself (X_THROUGH and the like).
--dry-run shows the request instead, whole but for its secrets, and sends nothing.

Example: bot publish --dry-run
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from bot.cli._home import open_app
from bot.cli._output import POST_ID, as_json, print_json
from bot.clock import local
from bot.lifecycle import Status

if TYPE_CHECKING:
    from bot.app import App
    from bot.store.post import Post

_SOON = timedelta(seconds=30)  # worth waiting for: the next part of a thread, a picture that is being prepared


@click.command(help=__doc__)
@click.argument("ids", metavar="[ID]...", nargs=-1, type=POST_ID)
@click.option("--dry-run", is_flag=True, help="Show what would be sent for these posts, or for all that is approved.")
@as_json
def command(ids: tuple[int, ...], dry_run: bool, as_json: bool) -> None:
    app = open_app()
    if dry_run:
        _show(app, ids)
        return
    if ids:
        raise click.UsageError("What is due goes out, in its order; ID is for --dry-run. bot move ID changes an hour.")
    done = _send(app)
    if as_json:
        from bot.reports.rows import row

        print_json([row(app.posts, post, app.settings.timezone) for post in done])
        return
    if held := app.journey.hold():
        click.echo(f"On hold, nothing is sent: {held}. bot release lets it go.", err=True)
    for post in done:
        click.echo(_line(app, post))
    for pause in app.accounts.pauses(app.clock.now()):
        click.echo(f"{pause.platform} is paused: {pause.reason}\n  Try: {pause.hint}", err=True)
    if not done:
        coming = app.posts.listed((Status.APPROVED,), 1)
        when = local(coming[0].due_at, app.settings.timezone) if coming else ""
        click.echo("Nothing approved is due." + (f" Post {coming[0].id} goes out {when}." if coming else ""))


def _send(app: "App") -> "list[Post]":
    """Do what the daemon does, and wait for what comes within seconds."""
    from bot.jobs import publish_due, reconcile

    done = {post.id: post for post in (*reconcile(app), *publish_due(app))}
    while waits := _seconds_to_wait(app):
        app.clock.wait(waits)
        done |= {post.id: post for post in publish_due(app)}
    return list(done.values())


def _seconds_to_wait(app: "App") -> float:
    """Return how long until the next part of what was begun may go, if that is soon."""
    now = app.clock.now()
    begun = (post.try_at - now for post in app.posts.unsent(now) if post.try_at and app.posts.receipts(post.id))
    waits = min((each for each in begun if each <= _SOON), default=timedelta())
    return max(waits.total_seconds(), 0.0)


def _line(app: "App", post: "Post") -> str:
    urls = " ".join(receipt.url for receipt in app.posts.receipts(post.id))
    if app.outbox.is_handed(post):
        return f"Post {post.id}: {app.posts.history(post.id)[-1].reason}\n  Then: bot posted {post.id} URL"
    told = "" if post.status == "published" else app.posts.history(post.id)[-1].reason
    return " ".join(filter(None, (f"Post {post.id} on {post.platform}: {post.status}", urls, told)))


def _show(app: "App", ids: Sequence[int]) -> None:
    from bot.errors import NotAllowed
    from bot.jobs.rehearsing import rehearse

    posts = [app.posts.get(each) for each in ids] or app.posts.listed((Status.APPROVED,))
    for post in posts:
        if post.status not in {Status.DRAFT, Status.APPROVED}:
            raise NotAllowed(f"Post {post.id} is {post.status}: nothing of it will be sent.", f"bot show {post.id}")
    for number, post in enumerate(posts):
        click.echo("\n" * bool(number) + "\n".join(rehearse(app, post)))
    if not posts:
        click.echo("Nothing is approved: bot review")
