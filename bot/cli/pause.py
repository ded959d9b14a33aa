"""Let the plan rest: its study days move on, and nothing is written or asked meanwhile.

Example: bot pause --until 2026-08-15 --reason "summer"
"""

from datetime import datetime, timedelta

import click

from bot.cli._home import open_app
from bot.errors import NotAllowed

_LONGEST = timedelta(days=5 * 366)
_DATE = click.DateTime(["%Y-%m-%d"])


@click.command(help=__doc__)
@click.option("--from", "first", type=_DATE, help="The first date of rest; today if not given.")
@click.option("--until", "last", type=_DATE, help="The last date of rest; until bot resume if not given.")
@click.option("--reason", default="", help="Why, for yourself.")
def command(first: datetime | None, last: datetime | None, reason: str) -> None:
    from bot.plan import Pause

    app = open_app()
    begin, end = first.date() if first else app.today, last.date() if last else None
    if end is not None and end < begin:
        raise NotAllowed(f"The pause would end on {end}, before it begins on {begin}.", "give a later --until")
    if (end or begin) - app.today > _LONGEST:
        raise NotAllowed(
            f"A pause until {end or begin} is longer than five years.", "leave --until out, and bot resume"
        )
    if there := next((each for each in app.calendar.pauses() if each.holds(begin)), None):
        raise NotAllowed(f"The plan rests already, since {there.first}.", "bot resume")
    app.calendar.pause(Pause(begin, end, reason))
    until = f"to {end:%A %-d %B}" if end else "until bot resume"
    click.echo(f"The plan rests from {begin:%A %-d %B} {until}; what comes after moves on.")
