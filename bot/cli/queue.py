"""Show what waits: drafts, approved posts, what is unclear.

Example: bot queue --all --json
"""

import click

from bot.cli._home import open_app
from bot.cli._output import as_json, console, counted, local, print_json
from bot.lifecycle import Status
from bot.store.reading import PAGE, WAITING


@click.command(help=__doc__)
@click.option("--all", "everything", is_flag=True, help="Also what is published, failed, missed or rejected.")
@click.option("--most", default=PAGE, show_default=True, type=click.IntRange(1), help="How many to show.")
@as_json
def command(everything: bool, most: int, as_json: bool) -> None:
    app = open_app()
    posts = app.posts.listed(tuple(Status) if everything else WAITING, most + 1)
    shown, more = posts[:most], len(posts) > most
    if as_json:
        from bot.reports.rows import row

        print_json([row(app.posts, post, app.settings.timezone) for post in shown])
        return
    if not shown:
        console().print("Nothing waits. bot draft writes what is due; bot queue --all shows what was.")
        return
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="dim")
    for title in ("#", "when", "where", "status"):
        table.add_column(title, no_wrap=True)
    table.add_column("text", no_wrap=True, overflow="ellipsis", ratio=1)
    for post in shown:
        when = local(post.due_at, app.settings.timezone)
        table.add_row(str(post.id), when, post.platform, post.status, Text(" ".join(post.text.split())))
    console().print(table)
    if more:
        console().print(f"The first {counted(most, 'post')}; --most shows more.", style="dim")
