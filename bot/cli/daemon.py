"""Run the jobs until stopped.

Drafts are written when a study day closes, approved posts go out at their hour, the digest is mailed, the phone is
heard. SIGTERM and Ctrl-C stop it cleanly; SIGHUP reads the settings anew. With --json each line of its log is JSON.

Example: bot daemon
"""

import signal
import sys

import click

from bot.cli._home import again, log_as_json, open_app
from bot.cli._output import as_json


@click.command(help=__doc__)
@as_json
def command(as_json: bool) -> None:
    # From the first moment on: as the first process of a container it would not hear of it otherwise.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    signal.signal(signal.SIGHUP, lambda *_: None)  # the settings are about to be read
    from bot.daemon import EVERY_SECONDS, Daemon, check
    from bot.redact import keep_memory_private

    keep_memory_private()
    app = open_app(log_level="info")
    if as_json:
        log_as_json()
    check(app)
    click.echo(f"Running; looks every {EVERY_SECONDS} s. Ctrl-C stops it.", err=True)
    Daemon(app, again).run()
    click.echo("Stopped.", err=True)
