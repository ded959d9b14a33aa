"""Fetch what happened from your repositories.

A repository that could not be read to its end is named, with what to do; until it is, no day counts as quiet.

Example: bot sync
"""

import click

from bot.cli._home import open_app
from bot.cli._output import counted


@click.command(help=__doc__)
def command() -> None:
    from bot.jobs import sync_activity

    synced = sync_activity(open_app(), asked_for=True)
    click.echo(f"{counted(synced.new, 'new piece')} of evidence: bot activity" if synced.new else "Nothing new.")
    for problem in synced.problems:
        click.echo(f"Not finished, {problem.source}: {problem.message}", err=True)
        click.echo(f"  try: {problem.hint}", err=True)
    if synced.problems:
        raise SystemExit(1)
