"""How bot init asks: Enter takes what is suggested, each answer is checked at once, nothing is written in between."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from bot import roadmaps
from bot.errors import BotError
from bot.settings.readers import Wrong

if TYPE_CHECKING:
    from bot.roadmaps.roadmap import Roadmap

T = TypeVar("T")
_WIDEST = 100


@dataclass
class Answers:
    """What has been answered so far: settings by their names, and which plan of which file."""

    home: Path
    values: dict[str, str]
    source: Path | None = None
    plan: int | None = None
    plans: "Sequence[Roadmap]" = ()
    wants_phone: bool = False
    number: int = field(default=0, init=False)

    @property
    def roadmap(self) -> "Roadmap":
        """Return the plan that was chosen."""
        return roadmaps.choose(list(self.plans), self.plan, self.source.name if self.source else "")

    def about(self, title: str, *lines: str) -> None:
        """Say what the next question is about."""
        self.number += 1
        click.echo(click.style(f"\n{self.number}. {title}", bold=True))
        for line in lines:
            click.echo(wrapped(line, "   "))


def put(question: str, read: Callable[[str], T], default: str = "", shown: str = "") -> T:
    """Ask until an answer can be read; Enter is the default, and what is wrong is told as what to write instead."""
    hint = shown or default
    asked = f"   {question}" + (f" [{hint}]" if hint else "")
    while True:
        answer: str = click.prompt(asked, default=default, show_default=False)
        try:
            return read(answer.strip())
        except Wrong as wrong:
            click.echo(f"   That was not clear to me: {wrong}.")
        except BotError as error:
            click.echo(f"   {error.message}" + (f" Try: {error.hint}" if error.hint else ""))


def wrapped(words: str, indent: str = "") -> str:
    """Return words broken where the terminal ends, not in the middle of one."""
    from shutil import get_terminal_size
    from textwrap import fill

    width = min(get_terminal_size().columns, _WIDEST)
    return fill(words, width, initial_indent=indent, subsequent_indent=indent)


def numbered(answer: str, most: int) -> int | None:
    """Return the number an answer is, if something listed has it."""
    return int(answer) if answer.isdecimal() and 0 < int(answer) <= most else None
