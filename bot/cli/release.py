"""Let approved posts go out again: all of them, or those for a platform that was paused.

Example: bot release x
"""

import click

from bot.cli._home import open_app
from bot.platforms import NAMES, voice


@click.command(help=__doc__)
@click.argument("platform", required=False, type=click.Choice(NAMES))
def command(platform: str | None) -> None:
    app = open_app()
    if platform is None:
        held = app.journey.hold()
        app.journey.release(app.clock.now())
        click.echo(f"Released (it was: {held})." if held else "Nothing was on hold.")
    paused = [each for each in app.accounts.pauses(app.clock.now()) if platform in {None, each.platform}]
    for each in paused:
        app.accounts.lift(each.platform)
        click.echo(f"{voice(each.platform).RULES.title} is asked again (it was paused: {each.reason})")
    if platform and not paused:
        click.echo(f"{voice(platform).RULES.title} was not paused.")
    if platform and (held := app.journey.hold()):
        click.echo(f"Everything is still on hold: {held}. bot release, without a platform, lets it go.")
