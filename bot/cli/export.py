"""Print everything of this journey as JSON lines, or its posts in another shape; tokens stay out.

--public writes a page of what was published with its public evidence: dates without clock times, nothing the guard
would stop. --markdown is for changing drafts anywhere; bot import reads it back.

Example: bot export > journey.jsonl
"""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli._home import open_app
from bot.cli._output import counted, print_json
from bot.store.reading import EVERY, WAITING

if TYPE_CHECKING:
    from bot.app import App


@click.command(help=__doc__)
@click.option("--json", "shape", flag_value="json", help="The posts with all that ever happened to them.")
@click.option("--markdown", "shape", flag_value="markdown", help="What waits, as Markdown.")
@click.option("--ics", "shape", flag_value="ics", help="What waits, as a calendar file.")
@click.option("--public", "page", type=click.Path(dir_okay=False, path_type=Path), help="Write the public page there.")
def command(shape: str | None, page: Path | None) -> None:
    app = open_app()
    if page:
        _public(app, page)
    elif shape == "json":
        from bot.reports.rows import history_row

        print_json([history_row(app.posts, post, app.settings.timezone) for post in app.posts.every()])
    elif shape:
        _waiting(app, shape)
    else:
        _everything(app)


def _waiting(app: "App", shape: str) -> None:
    from bot.reports import ics, markdown

    posts = app.posts.listed(WAITING, EVERY)
    if shape == "markdown":
        click.echo("".join(markdown.write(posts, app.settings.timezone)), nl=False)
    else:
        click.echo("".join(f"{line}\r\n" for line in ics.write(posts, app.clock.now())).encode(), nl=False)


def _public(app: "App", page: Path) -> None:
    from bot.reports.pages import public

    text, left_out = public(app.settings.home, app.posts, app.settings.timezone, app.settings.never_said)
    page.write_text(text, encoding="utf-8")
    click.echo(f"Written to {page}.")
    if left_out:
        click.echo(f"{counted(left_out, 'post')} left out: the guard would not let them out today.", err=True)


def _everything(app: "App") -> None:
    from bot.store import portable
    from bot.store.stores import JOURNEY

    for line in portable.lines(app.database, JOURNEY, app.clock.now()):
        click.echo(line)
    unfit = [post.id for post in app.posts.every() if app.desk.look(post).verdict == "block"]
    if unfit:
        named = ", ".join(map(str, unfit))
        click.echo(
            f"Keep this file to yourself: the guard would not let post {named} out (bot show {unfit[0]}).", err=True
        )
