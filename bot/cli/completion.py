"""Teach your shell to complete bot's commands.

Example: bot completion bash >> ~/.bashrc
"""

import click

_LINES = {
    "bash": 'eval "$(_BOT_COMPLETE=bash_source bot)"',
    "zsh": 'eval "$(_BOT_COMPLETE=zsh_source bot)"',
    "fish": "_BOT_COMPLETE=fish_source bot | source",
}


@click.command(help=__doc__)
@click.argument("shell", type=click.Choice(list(_LINES)))
def command(shell: str) -> None:
    click.echo(_LINES[shell])
