"""Fetch what happened from your repositories.

A repository that could not be read to its end is named, with what to do; until it is, no day counts as quiet. GitHub's
limits are waited for up to two minutes, with --wait up to an hour.

Example: bot sync
"""

import click

from bot.cli._home import open_app
from bot.cli._output import counted

_PATIENCE, _LONG_PATIENCE = 120, 3_700  # seconds; a limit of GitHub's lasts an hour at most


@click.command(help=__doc__)
@click.option("--wait", is_flag=True, help="Wait for GitHub's limits, up to an hour.")
def command(wait: bool) -> None:
    from bot.jobs import sync_activity

    app = open_app()
    hub = app.github(_LONG_PATIENCE if wait else _PATIENCE, lambda words: click.echo(words, err=True))
    synced = sync_activity(app, asked_for=True, hub=hub)
    click.echo(f"{counted(synced.new, 'new piece')} of evidence: bot activity" if synced.new else "Nothing new.")
    for remark in synced.remarks:
        click.echo(f"{remark.source}: {remark.message}  Try: {remark.hint}", err=True)
    if not (app.settings.repositories or app.settings.github_repositories):
        click.echo("No repository is named: set BOT_REPOSITORIES or GITHUB_REPOSITORIES in .env.", err=True)
    for problem in synced.problems:
        click.echo(f"Not finished, {problem.source}: {problem.message}", err=True)
        click.echo(f"  Try: {problem.hint}", err=True)
    if synced.problems:
        raise SystemExit(1)
