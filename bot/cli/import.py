"""Read an export into a home that has no journey yet, or changed drafts back from Markdown.

Example: BOT_HOME=~/new bot import journey.jsonl
"""

from typing import IO

import click

from bot.cli._home import open_app, settings
from bot.cli._output import counted
from bot.errors import BotError, NotAllowed


@click.command(help=__doc__)
@click.argument("file", type=click.File(encoding="utf-8"))
def command(file: IO[str]) -> None:
    try:
        _read(file)
    except UnicodeDecodeError:
        raise BotError(f"{file.name} is not UTF-8 text.", "bot export anew") from None


def _read(file: IO[str]) -> None:
    first = next((line for line in file if line.strip()), "")
    if first.startswith(("#", "<!--")):
        _drafts(first + file.read())
        return
    from itertools import chain

    from bot.clock import SystemClock
    from bot.store import portable
    from bot.store.backup import arm_nothing
    from bot.store.database import unopened
    from bot.store.stores import JOURNEY

    found = settings()
    database = unopened(found.home, found.database_url, SystemClock().now())
    try:
        count = portable.read(database, chain([first], file))
        doubtful = arm_nothing(database, JOURNEY, SystemClock().now())
    finally:
        database.close()
    click.echo(f"{counted(count, 'row')} read. Nothing is sent until bot release.")
    if doubtful:
        named = ", ".join(map(str, doubtful))
        click.echo(f"{counted(len(doubtful), 'post')} may have been sent since the export ({named}): bot queue --all")


def _drafts(text: str) -> None:
    """Let each post say what the file wants; one that has changed since is named and left as it is."""
    from bot.jobs import answering
    from bot.reports import markdown

    app, changed, refused = open_app(), 0, 0
    found = markdown.read(text)
    if not found or len(found) != text.count(markdown.BEGINS):
        raise NotAllowed("The marks around a post are not whole.", "bot export --markdown > drafts.md, and change that")
    for each in found:
        try:
            if each.text == app.posts.get(each.post_id).text.strip():
                continue
            after = answering.edit(app, each.post_id, each.text, each.version)
            changed += 1
            for finding in app.desk.look(after).findings:
                click.echo(f"Post {each.post_id}, {finding.verdict}: {finding.reason}", err=True)
        except BotError as error:
            refused += 1
            click.echo(f"Post {each.post_id} is left as it is: {error.message}", err=True)
    click.echo(f"{counted(changed, 'post')} changed; bot review asks for your yes.")
    if refused:
        raise click.exceptions.Exit(1)
