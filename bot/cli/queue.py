"""Show what waits: drafts, approved posts, what is unclear.

Example: bot queue --status missed --platform x --json
"""

from typing import TYPE_CHECKING

import click

from bot.cli._home import open_app
from bot.cli._output import as_json, console, counted, print_json, shorten
from bot.clock import local
from bot.lifecycle import Status
from bot.platforms import NAMES
from bot.store.reading import PAGE, WAITING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from rich.table import Table

    from bot.store.post import Post

_LEAST_TEXT = 20


@click.command(help=__doc__)
@click.option("--all", "everything", is_flag=True, help="Also what is published, failed, missed or rejected.")
@click.option(
    "--status", "statuses", multiple=True, type=click.Choice([str(each) for each in Status]), help="Only these."
)
@click.option("--platform", type=click.Choice(NAMES), help="Only what is for this platform.")
@click.option("--most", default=PAGE, show_default=True, type=click.IntRange(1), help="How many to show.")
@as_json
def command(everything: bool, statuses: tuple[str, ...], platform: str | None, most: int, as_json: bool) -> None:
    app = open_app()
    wanted = tuple(map(Status, statuses)) or (tuple(Status) if everything else WAITING)
    posts = app.posts.listed(wanted, most + 1, platform or "")
    shown, more = posts[:most], len(posts) > most
    if as_json:
        from bot.reports.rows import row

        print_json([row(app.posts, post, app.settings.timezone) for post in shown])
        return
    if not shown:
        narrowed = bool(statuses or platform)
        told = "Nothing of that kind." if narrowed else "Nothing waits. bot draft writes what is due"
        console().print(told if narrowed else f"{told}; bot queue --all shows what was.")
        return
    page = console()
    if held := app.journey.hold():
        page.print(f"On hold, nothing is sent: {held}. bot release lets it go.", style="yellow")
    for pause in app.accounts.pauses(app.clock.now()):
        page.print(f"{pause.platform} is paused: {pause.reason} {pause.hint}", style="yellow")
    page.print(_table(shown, app.settings.timezone, page.width))
    if more:
        page.print(f"The first {counted(most, 'post')}; --most shows more.", style="dim")


def _table(posts: "Sequence[Post]", zone: "ZoneInfo", width: int) -> "Table":
    """Return the list; the text gets what the other columns leave, or none where that is too little."""
    from rich.table import Table
    from rich.text import Text

    heads = [(f"#{post.id}", local(post.due_at, zone), post.platform, str(post.status)) for post in posts]
    left = width - sum(max(map(len, column)) + 2 for column in zip(*heads, strict=True))
    table = Table.grid(padding=(0, 2, 0, 0))
    for post, head in zip(posts, heads, strict=True):
        text = " ".join(post.text.split())
        if left >= _LEAST_TEXT:
            table.add_row(*head, Text(shorten(text, left), style="dim"))
        else:
            table.add_row(*head)
    return table
