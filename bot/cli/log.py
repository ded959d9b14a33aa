"""Note what happened, in your own words.

A note is the best evidence there is: a post quotes it word for word. Without words it asks one question that fits the
day; with - it reads them from a pipe. A private note is for your weekly digest alone and never for a post.

Example: bot log --mistake "I fitted the encoder before splitting."
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.activity import Flavour
from bot.cli._home import open_app
from bot.errors import NotAllowed

if TYPE_CHECKING:
    from bot.app import App

NOTE = click.IntRange(1, 2**63 - 1)
_BELOW = "------ what stands below this line is left out ------"
_MOST_CHARACTERS = 5_000


@click.command(help=__doc__)
@click.argument("text", nargs=-1)
@click.option("--learned", "flavour", flag_value="learned", help="Something you understood.")
@click.option("--win", "flavour", flag_value="win", help="Something that worked.")
@click.option("--mistake", "flavour", flag_value="mistake", help="Something that went wrong.")
@click.option("--question", "flavour", flag_value="question", help="Something you would ask others.")
@click.option("--private", is_flag=True, help="For your digest alone, never for a post.")
@click.option("--image", type=click.Path(path_type=Path), help="A JPEG or PNG that shows it.")
@click.option("--alt", default="", help="The picture in words, for those who cannot see it.")
@click.option("--editor", is_flag=True, help="Write it in your editor.")
@click.option("--edit", type=NOTE, metavar="NUMBER", help="Give a note other words.")
@click.option("--delete", type=NOTE, metavar="NUMBER", help="Forget a note.")
def command(  # noqa: PLR0913, PLR0917 (an option each)
    text: tuple[str, ...], flavour: str | None, private: bool, image: Path | None, alt: str, editor: bool,
    edit: int | None, delete: int | None,
) -> None:  # fmt: skip
    from bot.cli._picture import picture

    app = open_app()
    if edit or delete:
        if private or image or alt or (edit and delete) or (delete and (text or editor or flavour)):
            raise click.UsageError("--edit takes words and what the note is about, --delete nothing.")
        _edit(app, edit, text, flavour) if edit else _delete(app, delete or 0)
        _say_reopened(app)
        return
    pictures = [picture(image, alt, "--image")] if image or alt else []
    words = _words(app, text, Flavour(flavour or ""), editor=editor)
    note = app.notes.add(words, Flavour(flavour or ""), app.clock.now(), app.today, private=private, pictures=pictures)
    kept = "Kept for you alone" if private else f"Kept as {note.ref}"
    click.echo(f"{kept} for {note.date:%A %-d %B}{' with its picture' if pictures else ''}.")
    if note.text != words:
        click.echo(f"It says now: {note.text}")
    if not private and (reason := _why_no_post_quotes(app, note.text)):
        click.echo(f"No post will quote it: {reason}", err=True)


def _why_no_post_quotes(app: "App", text: str) -> str:
    from bot import guard
    from bot.desk import reasons

    return reasons(guard.check(text, keep_out=app.settings.never_said))


# --- the words -------------------------------------------------------------------------------------------------------


def _words(app: "App", text: tuple[str, ...], flavour: Flavour, *, editor: bool) -> str:
    if text == ("-",) or (not text and not editor and not sys.stdin.isatty()):
        return _whole(_piped())
    if text and not editor:
        return _whole(" ".join(text))
    asked = _question(app, flavour)
    if editor:
        written = _edited(f"{' '.join(text)}\n\n{_BELOW}\n{asked}\n")
        return _whole(written or "")
    return _whole(click.prompt(asked, default="", show_default=False, prompt_suffix="\n> "))


def _piped() -> str:
    return sys.stdin.buffer.read(_MOST_CHARACTERS * 4 + 1).decode(errors="replace")


def _whole(words: str) -> str:
    from bot.activity import safe

    if not safe(words):
        raise NotAllowed("A note needs words.", 'bot log "what you did or learned"')
    if len(words) > _MOST_CHARACTERS:
        raise NotAllowed(f"A note has at most {_MOST_CHARACTERS} characters.", "bot log --editor, and shorten it")
    return words.strip()


def _edited(before: str) -> str | None:
    """Return what an editor makes of a text, or nothing if it was left as it was; below the line it is ours."""
    after = click.edit(before, extension=".md")
    return after.partition(_BELOW)[0].strip() if after is not None else None


def _question(app: "App", flavour: Flavour) -> str:
    from bot.drafting.question import question

    today = app.today
    return question(app.plan.day_on(today), app.evidence.between(today, today), today, flavour)


# --- a note that is there --------------------------------------------------------------------------------------------


def _edit(app: "App", number: int, text: tuple[str, ...], flavour: str | None) -> None:
    before = app.notes.get(number)
    given = _piped() if text == ("-",) else " ".join(text)
    words = given or (before.text if flavour else _edited(before.text))
    if words is None or (_whole(words) == before.text and flavour in {None, before.flavour.value}):
        click.echo("Nothing changed.")
        return
    about = Flavour(flavour) if flavour else None
    note = app.notes.edit(number, _whole(words), app.clock.now(), about)
    click.echo(f"Note {number} says now: {note.text}{f'  ({note.flavour})' if note.flavour else ''}")


def _delete(app: "App", number: int) -> None:
    note = app.notes.delete(number, app.clock.now())
    click.echo(f"Note {number} is forgotten: {note.text}")


def _say_reopened(app: "App") -> None:
    """Say which posts wait for another yes, because what they rest on is no longer so."""
    from bot.jobs.standing import reopen_unfounded

    for post in reopen_unfounded(app):
        click.echo(f"Post {post.id} on {post.platform} rests on it and waits for your yes again: bot show {post.id}")
