"""How a command speaks: rich on a terminal, plain in a pipe, JSON on stdout when asked."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from bot.errors import BotError

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType
    from rich.segment import Segment

POST_ID = click.IntRange(1, 2**63 - 1)
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of words.")


def argument_ids(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command take one or more post numbers."""
    return click.argument("ids", metavar="ID...", nargs=-1, required=True, type=POST_ID)(command)


def for_each(ids: Sequence[int], act: Callable[[int], object]) -> None:
    """Act on each post: one that is refused keeps the others from nothing, and the command still fails."""
    refused: list[BotError] = []
    for post_id in ids:
        try:
            act(post_id)
        except BotError as error:
            refused.append(error)
    for each in refused[:-1]:
        from bot.redact import plain, redact

        click.echo(redact(plain(f"{each.message}\n  Try: {each.hint}")), err=True)
    if refused:
        raise refused[-1]


def console(*, errors: bool = False) -> "Console":
    """Return where words go; rich looks at NO_COLOR, the width and whether anybody reads along.

    No markup and no emoji codes: most of what is printed was written by others, and [bold] or :bug: there is only text.
    """
    from rich.console import Console

    from bot.redact import plain

    class _Clean(Console):
        """Prints what a person can see: not even a database somebody else wrote gives orders to a terminal."""

        def render(self, renderable: "RenderableType", options: "ConsoleOptions | None" = None) -> "Iterator[Segment]":
            for each in super().render(renderable, options):
                yield each if each.control else each._replace(text=plain(each.text))

    return _Clean(markup=False, emoji=False, highlight=False, stderr=errors)


def print_json(value: object) -> None:
    """Print one JSON document; what nobody would see in a terminal is written as JSON escapes it."""
    import json

    from bot.redact import find_hidden

    text = json.dumps(value, ensure_ascii=False, indent=2)
    for span in reversed(find_hidden(text)):
        text = text[: span.start] + json.dumps(text[span.start : span.end])[1:-1] + text[span.end :]
    click.echo(text)


def counted(number: int, one: str, many: str = "") -> str:
    """Return “1 draft” or “3 drafts”."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def shorten(text: str, width: int) -> str:
    """Return a text on one line of that width, with a mark where it was cut; some letters are two cells wide."""
    line = " ".join(text.split("\n"))
    if line.isascii():
        return line if len(line) <= width else line[: width - 1].rstrip() + "…"
    from rich.cells import cell_len, set_cell_size

    return line if cell_len(line) <= width else set_cell_size(line, width - 1).rstrip() + "…"
