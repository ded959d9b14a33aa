"""Name everything that is wrong with this home.

Each problem comes with something to type. Exit code 1 if anything is wrong.

Example: bot check --json
"""

import click

from bot.cli._output import as_json, print_json


@click.command(help=__doc__)
@as_json
def command(as_json: bool) -> None:
    from bot.reports.health import Level, look
    from bot.settings import home_folder

    findings = look(home_folder())
    if as_json:
        print_json([{"level": each.level, "message": each.message, "hint": each.hint} for each in findings])
    else:
        for each in findings:
            click.echo(f"{each.level:>7}  {each.message}" + (f"\n         Try: {each.hint}" if each.hint else ""))
    if any(each.level is Level.WRONG for each in findings):
        raise click.exceptions.Exit(1)
