"""Show one post; --why adds its claims and their evidence.

The text is shown as its readers will see it.

Example: bot show 12 --why
"""

import click

from bot.cli._home import open_app
from bot.cli._output import POST_ID, as_json, console, print_json
from bot.clock import local
from bot.lifecycle import Status


@click.command(help=__doc__)
@click.argument("post_id", metavar="ID", type=POST_ID)
@click.option("--why", is_flag=True, help="Each claim with its evidence, and the history.")
@as_json
def command(post_id: int, why: bool, as_json: bool) -> None:
    app = open_app()
    post = app.posts.get(post_id)
    if as_json:
        from bot.reports.rows import row

        print_json(row(app.posts, post, app.settings.timezone))
        return
    from bot.cli._post import history, shown, why_of

    page = console()
    page.print(shown(post, app.desk.look(post), app.settings.timezone))
    if post.status in {Status.DRAFT, Status.MISSED}:
        hour = local(app.desk.goes_out_at(post, app.clock.now()), app.settings.timezone)
        page.print(f"  a yes sends it on {hour}", style="dim")
    for receipt in app.posts.receipts(post_id):
        page.print(f"  out: {receipt.url}")
    if why:
        page.print(why_of(app, post))
        page.print(history(app.posts.history(post_id), app.settings.timezone))
