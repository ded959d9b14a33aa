"""Stop all sending at once, until bot release.

Example: bot hold --reason "on a plane"
"""

import click

from bot.cli._home import open_app


@click.command(help=__doc__)
@click.option("--reason", default="held by you", show_default=True, help="Why, for yourself.")
def command(reason: str) -> None:
    app = open_app()
    app.journey.hold_now(reason, app.clock.now())
    click.echo("On hold: nothing is sent until bot release.")
