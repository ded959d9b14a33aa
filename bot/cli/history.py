"""Show all that ever happened to a post: decisions, former texts, attempts, receipts, evidence.

Example: bot history 12 --json
"""

from typing import TYPE_CHECKING

import click

from bot.cli._home import open_app
from bot.cli._output import POST_ID, as_json, console, print_json, shorten
from bot.clock import local

if TYPE_CHECKING:
    from bot.app import App
    from bot.store.post import Post


@click.command(help=__doc__)
@click.argument("post_id", metavar="ID", type=POST_ID)
@as_json
def command(post_id: int, as_json: bool) -> None:
    app = open_app()
    post = app.posts.get(post_id)
    if as_json:
        from bot.reports.rows import history_row

        print_json(history_row(app.posts, post, app.settings.timezone))
        return
    _print(app, post)


def _print(app: "App", post: "Post") -> None:
    from rich.padding import Padding
    from rich.text import Text

    from bot.cli._post import history, shown, why_of

    zone, page = app.settings.timezone, console()
    page.print(shown(post, app.desk.look(post), zone))
    page.print(why_of(app, post))
    for claim in app.posts.claims(post.id):
        page.print(f"  claim {claim.number}, {claim.tense}: {shorten(claim.text, page.width - 20)}", style="dim")
    page.print(history(app.posts.history(post.id), zone))
    for each in app.posts.revisions(post.id):
        page.print(f"\n  until {local(each.at, zone)} it said:", style="dim")
        page.print(Padding(Text("\n\n".join(each.parts), style="dim"), (0, 0, 0, 4)))
    for attempt in app.posts.attempts(post.id):
        ended = f"{attempt.outcome} {attempt.detail}".strip() or "its end is not known"
        page.print(f"  attempt {attempt.number}, {local(attempt.started_at, zone)}: {ended}")
    for receipt in app.posts.receipts(post.id):
        page.print(f"  out since {local(receipt.at, zone)}: {receipt.url}")
    for words in _links(app, post):
        page.print(f"  {words}")


def _links(app: "App", post: "Post") -> list[str]:
    found = [f"corrects post {post.corrects}"] if post.corrects else []
    found += [f"corrected by post {each}" for each in app.posts.corrections(post.id)]
    return [*found, *(f"wrong: “{claim.text}” ({claim.wrong})" for claim in app.posts.claims(post.id) if claim.wrong)]
