"""Show what waits where you are, and do what you answered there, once; bot daemon does it all the time.

Connect a chat with bot login telegram first, or set IMAP_SERVER for answers by mail.

Example: bot phone
"""

import click

from bot.cli._home import open_app
from bot.cli._output import counted
from bot.errors import NotAllowed


@click.command(help=__doc__)
def command() -> None:
    from bot import jobs
    from bot.jobs.phone.ways import reach

    app = open_app()
    if not reach(app):
        raise NotAllowed("Nothing is connected where you could be asked.", "bot login telegram")
    jobs.ask(app)
    sent = len(jobs.send_letters(app))
    came = jobs.hear(app) + jobs.hear_mail(app)
    jobs.ask(app)  # what was answered may have made other drafts
    sent += len(jobs.send_letters(app))
    click.echo(f"{counted(sent, 'message')} sent, {counted(came, 'message')} read.")
