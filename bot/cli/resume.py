"""End a pause: the plan goes on today.

Example: bot resume
"""

import click

from bot.cli._home import open_app
from bot.errors import NotAllowed


@click.command(help=__doc__)
def command() -> None:
    app = open_app()
    if not app.calendar.resume(app.today):
        raise NotAllowed("The plan does not rest.", "bot plan")
    coming = next((planned for planned in app.plan.days if planned.date >= app.today), None)
    click.echo("The plan goes on." + (f" Next, on {coming.date:%A %-d %B}: {coming.day.title}." if coming else ""))
