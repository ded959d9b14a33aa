"""Name everything that is wrong with this home.

Each problem comes with something to type. Exit code 1 if anything is wrong. --online asks each connected platform whose
account it is; X takes a cent for that. --heartbeat only asks whether the daemon does its work, for a health check.

Example: bot check --json
"""

from typing import TYPE_CHECKING

import click

from bot.cli._output import as_json, print_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.reports.health import Health


@click.command(help=__doc__)
@click.option("--online", is_flag=True, help="Ask the platforms as well.")
@click.option("--heartbeat", is_flag=True, help="Only ask whether the daemon does its work.")
@as_json
def command(online: bool, heartbeat: bool, as_json: bool) -> None:
    if heartbeat:
        _heartbeat(as_json=as_json)
        return
    from bot.reports.health import Level, look
    from bot.settings import home_folder

    findings = [*look(home_folder()), *(_asked() if online else ())]
    if as_json:
        print_json([{"level": each.level, "message": each.message, "hint": each.hint} for each in findings])
    else:
        for each in findings:
            click.echo(f"{each.level:>7}  {each.message}" + (f"\n         Try: {each.hint}" if each.hint else ""))
    if any(each.level is Level.WRONG for each in findings):
        raise click.exceptions.Exit(1)


def _heartbeat(*, as_json: bool) -> None:
    from bot.cli._home import open_app
    from bot.reports.heartbeat import listen

    wrong = listen(open_app().looked)
    if as_json:
        print_json({"beats": not wrong, "wrong": wrong})
    else:
        click.echo("\n".join(wrong) or "The daemon does its work.")
    if wrong:
        raise click.exceptions.Exit(1)


def _asked() -> "Iterator[Health]":
    """Yield whose account each platform says it is, or what keeps it from working."""
    from bot.cli._home import open_app
    from bot.errors import PublishError
    from bot.platforms import NAMES, voice
    from bot.reports.health import Health, Level

    app = open_app()
    for name in NAMES:
        title = voice(name).RULES.title
        try:
            yield Health(Level.GOOD, f"{title}: {app.platform(name).check()}.")
        except PublishError as error:
            yield Health(Level.WRONG, f"{title}: {error.message}", error.hint)
