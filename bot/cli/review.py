"""Answer what waits, one key each: this is the minute a day.

Each draft is shown as its readers will see it, with what it rests on and when it would go out. A key acts at once, u
takes it back, and you may stop at any time.

Example: bot review
"""

import sys

import click

from bot.cli._home import open_app
from bot.errors import NotAllowed


@click.command(help=__doc__)
def command() -> None:
    app = open_app()
    if not sys.stdin.isatty():
        raise NotAllowed("bot review asks for keys, and here is no terminal.", "bot queue, then bot approve ID…")
    from bot.cli._keys import Keys
    from bot.cli._sitting import Sitting

    with Keys() as keys:
        sitting = Sitting(app, keys)
        try:
            sitting.run()
        finally:
            sitting.say_what_was_done()
