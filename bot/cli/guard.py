"""Try any text against the guard.

It names what may not leave, what to think twice about, and the length. Exit code 1 if it blocks.

Example: bot guard --platform x "Ready for ML engineering roles"
"""

import sys

import click

from bot.cli._output import as_json, print_json
from bot.platforms import NAMES


@click.command(help=__doc__)
@click.argument("text", default="-")
@click.option("--platform", type=click.Choice(NAMES), default="x", show_default=True, help="Whose length counts.")
@as_json
def command(text: str, platform: str, as_json: bool) -> None:
    from bot.cli._home import settings
    from bot.guard import Verdict, check
    from bot.platforms import voice
    from bot.redact import plain

    text = sys.stdin.read().strip() if text == "-" else text
    report = check(text, keep_out=settings().never_said if _has_home() else ())
    kind = voice(platform)
    fits = kind.length(text) <= kind.RULES.limit
    length = {"used": kind.length(text), "limit": kind.RULES.limit}
    verdict = report.verdict if fits else Verdict.BLOCK
    if as_json:
        from bot.reports.rows import finding

        print_json({"verdict": verdict, "length": length, "findings": [finding(each) for each in report.findings]})
    else:
        click.echo(f"{verdict}, {length['used']} of {length['limit']} characters")
        for each in report.findings:
            click.echo(f"  {each.verdict}: “{plain(text[slice(*each.span)])}” {each.reason} {each.suggestion}".rstrip())
    if verdict is Verdict.BLOCK:
        raise click.exceptions.Exit(1)


def _has_home() -> bool:
    from bot.settings import home_folder

    return home_folder().is_dir()
