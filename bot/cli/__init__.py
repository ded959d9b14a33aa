"""The command line: one file here is one command, imported when it is called; its first line is its line in the help.

All errors are printed in one place, `main`: a sentence and a hint, exit code 1 for a refusal and 2 for wrong usage, a
traceback only with --debug. JSON goes to stdout, words about it to stderr.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import TYPE_CHECKING, NoReturn

import click

from bot import __version__
from bot.errors import BotError, SettingsError

if TYPE_CHECKING:
    from bot.clock import Clock

# os.path, because pathlib is a twentieth of the time `bot --help` takes.
_FOLDER = os.path.dirname(__file__)  # noqa: PTH120
# What one types on most days stands first in the help; the rest by what it is about, out of the way.
EVERY_DAY = ("log", "review", "today", "pause", "done")
GROUPS = {
    "To begin": ("init", "simulate", "demo", "roadmap", "profile", "login", "logout"),
    "The plan": ("plan", "resume", "replan", "portfolio", "concept"),
    "What happened": ("activity", "sync"),
    "Posts": ("queue", "show", "approve", "reject", "edit", "move", "redraft", "withdraw", "history", "guard"),
    "Sending": ("daemon", "draft", "publish", "schedule", "hold", "release", "posted"),
    "When it went wrong": ("check", "resolve", "retry", "revive", "correct"),
    "Told to you": ("digest", "phone"),
    "The home": ("backup", "restore", "export", "import", "completion"),
}
_INTERRUPTED = 130


class Commands(click.Group):
    """Finds commands by their files."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return every command's name, the everyday ones first."""
        rest = sorted(name[:-3] for name in os.listdir(_FOLDER) if name.endswith(".py") and name[0] != "_")  # noqa: PTH208
        return [*EVERY_DAY, *(name for name in rest if name not in EVERY_DAY)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's file and return the command in it."""
        if cmd_name not in self.list_commands(ctx):
            return None
        from importlib import import_module

        command: click.Command = import_module(f"bot.cli.{cmd_name}").command
        command.name = cmd_name
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or name the nearest one."""
        name = args[0]
        if not name.startswith("-") and name not in (names := self.list_commands(ctx)):
            from difflib import get_close_matches

            close = get_close_matches(name, names, 3, 0.5)
            hint = f" Did you mean {' or '.join(close)}?" if close else " bot --help lists them."
            raise click.UsageError(f"There is no command {name}.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing one: those of every day with what they do, the rest by their names."""
        with formatter.section("Every day"):
            formatter.write_dl([(name, first_line(name)) for name in EVERY_DAY])
        grouped = {name for names in GROUPS.values() for name in names}
        others = [name for name in self.list_commands(ctx) if name not in grouped and name not in EVERY_DAY]
        groups = GROUPS | ({"Others": tuple(others)} if others else {})
        with formatter.section("Now and then (bot COMMAND --help says what one does)"):
            formatter.write_dl([(title, ", ".join(names)) for title, names in groups.items()])


def first_line(name: str) -> str:
    """Return what a command is for: the first line of its file."""
    with open(f"{_FOLDER}/{name}.py", encoding="utf-8") as lines:  # noqa: PTH123
        return lines.readline().strip().strip('"')


@click.command(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="learnaloud", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, help="Show where an error came from.")
@click.pass_context
def bot(ctx: click.Context, debug: bool) -> None:
    """Learn in public, honestly: your roadmap and what you really did become posts that wait for your yes.

    bot and nothing else says what comes next today.
    """
    if ctx.invoked_subcommand is None:
        from bot.cli._next import say

        say()


def main(arguments: Sequence[str] | None = None, clock: "Clock | None" = None) -> NoReturn:
    """Run the command line and exit; with another clock it does what it would do at that hour."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in given
    os.umask(0o077)  # whatever a command writes is nobody else's to read
    try:
        code = bot.main(
            [each for each in given if each != "--debug"], prog_name="bot", standalone_mode=False, obj=clock
        )
    except Exception as error:  # the one boundary
        if debug:
            _traceback()
        code = _told(error)
    except KeyboardInterrupt:
        code = _interrupted()
    sys.exit(code if isinstance(code, int) else 0)


def _told(error: Exception) -> int:
    """Print what went wrong, and return the exit code."""
    match error:
        case SettingsError():
            _say(_lines(error))
        case BotError():
            _say([error.message, *_hint(error)])
        case click.exceptions.Exit():
            return error.exit_code
        case click.Abort():
            return _interrupted()
        case click.ClickException():
            said = StringIO()
            error.show(said)
            _say(said.getvalue().splitlines())
            return error.exit_code
        case BrokenPipeError():
            sys.stderr.close()  # the reader has gone: nothing to tell anybody
        case OSError(filename=str(path)):
            _say([f"{path}: {error.strerror}.", f"  Try: ls -ld {path}"])
        case _:
            _say([f"This should not have happened: {type(error).__name__}.", "  Try: the same command with --debug"])
    return 1


def _lines(error: SettingsError) -> Iterator[str]:
    yield error.message
    for problem in error.problems:
        yield f"- {problem.message}"
        yield from (f"  {line}" for line in _hint(problem))


def _hint(error: BotError) -> list[str]:
    return [f"  Try: {error.hint}"] if error.hint else []


def _say(lines: Sequence[str] | Iterator[str]) -> None:
    from bot.redact import plain, redact

    for line in lines:
        click.echo(redact(plain(line)), err=True)


def _interrupted() -> int:
    click.echo("\nStopped.", err=True)
    return _INTERRUPTED


def _traceback() -> None:
    import traceback

    _say(traceback.format_exc().splitlines())
