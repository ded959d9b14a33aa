"""Note what happened, in your own words.

A note is the best evidence there is: a post quotes it word for word.

Example: bot log --mistake "I fitted the encoder before splitting."
"""

import click

from bot.activity import Flavour
from bot.cli._home import open_app
from bot.errors import NotAllowed


@click.command(help=__doc__)
@click.argument("text", nargs=-1, required=True)
@click.option("--learned", "flavour", flag_value="learned", help="Something you understood.")
@click.option("--win", "flavour", flag_value="win", help="Something that worked.")
@click.option("--mistake", "flavour", flag_value="mistake", help="Something that went wrong.")
@click.option("--question", "flavour", flag_value="question", help="Something you would ask others.")
def command(text: tuple[str, ...], flavour: str | None) -> None:
    from bot.clock import study_date

    if not "".join(text).strip():
        raise NotAllowed("A note needs words.", 'bot log "what you did or learned"')
    app = open_app()
    now = app.clock.now()
    day = study_date(now, app.settings.timezone, app.settings.day_ends)
    note = app.notes.add(" ".join(text), Flavour(flavour or ""), now, day)
    click.echo(f"Kept as {note.ref} for {day:%A} {day.day} {day:%B}.")
