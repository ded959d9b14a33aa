"""Run the jobs until stopped.

Drafts are written when a study day closes, approved posts go out at their hour. SIGTERM and Ctrl-C stop it cleanly.

Example: bot daemon
"""

import click

from bot.cli._home import open_app


@click.command(help=__doc__)
def command() -> None:
    from bot.daemon import EVERY_SECONDS, run

    app = open_app(log_level="info")
    click.echo(f"Running; looks every {EVERY_SECONDS} s. Ctrl-C stops it.", err=True)
    run(app)
    click.echo("Stopped.", err=True)
