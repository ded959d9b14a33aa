"""What bot alone says: what comes next today, a line each with what to type, five at most.

It asks the database and no roadmap, so that it answers as fast as bot queue.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from bot.cli._home import open_app
from bot.cli._output import counted, shorten
from bot.clock import local
from bot.errors import SettingsError
from bot.lifecycle import Status
from bot.settings import home_folder

if TYPE_CHECKING:
    from datetime import date

    from bot.app import App

_MOST_LINES = 4  # below the first
_MOST_DRAFTS = 20


@dataclass(frozen=True, slots=True)
class Step:
    """Something to type, and why."""

    command: str
    why: str


def say() -> None:
    """Say what is next."""
    home = home_folder()
    if not home.is_dir():
        _print(f"There is no home yet at {home}.", [_INIT, Step("bot demo", "first see it work on a sample learner")])
        return
    try:
        app = open_app()
    except SettingsError as error:
        first = error.problems[0].message
        _print(f"{home / '.env'} has {counted(len(error.problems), 'fault')}.", [Step("bot check", first)])
        return
    if app.settings.start is None:
        _print("The plan has no first day.", [Step("bot check", "says how to set one")])
        return
    today, steps = app.today, list(_steps(app))
    if len(steps) > _MOST_LINES:
        rest = len(steps) - _MOST_LINES + 1
        steps = [*steps[: _MOST_LINES - 1], Step("bot check", f"and {rest} things more")]
    head = f"{today:%A}, {today.day} {today:%B}."
    _print(f"{head} Next:" if steps else f"{head} {_all_done(app)}", steps)


def _print(head: str, steps: list[Step]) -> None:
    from shutil import get_terminal_size

    from bot.redact import plain, redact

    wide = max((len(each.command) for each in steps), default=0)
    width = get_terminal_size().columns
    click.echo(redact(plain(head)))
    for each in steps:
        room = max(width - wide - 4, 30)
        click.echo(f"  {each.command:{wide}}  {shorten(redact(plain(each.why)), room)}")


def _steps(app: "App") -> Iterator[Step]:
    """Yield what is next: what stops everything, what waits for a yes, what is in trouble, what is to be told."""
    from bot.reports.troubles import troubles

    found = [Step(_typed(each.hint), each.message) for each in troubles(app.looked)]
    yield from (each for each in found if each.command == "bot release")
    yield from _waiting(app)
    yield from (each for each in found if each.command not in {"bot release", "bot review"})
    yield from _today(app, app.today)
    if app.journey.awake_at() is None:
        yield Step("bot daemon", "leave it running: it writes drafts, and sends what you approved")


def _typed(hint: str) -> str:
    """Return the one command a hint is; what is to be done elsewhere is told by bot check."""
    is_one = hint.startswith("bot ") and "," not in hint
    return hint if is_one else "bot check"


def _waiting(app: "App") -> Iterator[Step]:
    drafts = app.posts.listed((Status.DRAFT,), _MOST_DRAFTS + 1)
    missed = len(app.posts.revivable(app.clock.now()))
    if drafts:
        first = local(drafts[0].due_at, app.settings.timezone)
        number = f"more than {_MOST_DRAFTS} drafts" if len(drafts) > _MOST_DRAFTS else counted(len(drafts), "draft")
        yield Step("bot review", f"{number} for your yes, the first for {first}")
    elif missed:
        yield Step("bot review", f"{counted(missed, 'post')} missed and still true")


def _today(app: "App", today: "date") -> Iterator[Step]:
    """Yield what there is to say about today: the plan rests, or nothing is noted yet."""
    pause = next((each for each in app.calendar.pauses() if each.holds(today)), None)
    if pause:
        until = f" until {pause.last.day} {pause.last:%B}" if pause.last else ""
        yield Step("bot resume", f"the plan rests{until}; this ends it")
        return
    if app.notes.between(today, today) or app.calendar.is_closed(today):
        return
    done = len(app.evidence.between(today, today))
    if done:
        yield Step("bot log", f"{counted(done, 'thing')} of today found; a sentence of yours makes the better post")
    elif _is_study_day(app, today):
        yield Step("bot log", "nothing is noted for today yet: a sentence about what you did or learned")


def _is_study_day(app: "App", today: "date") -> bool:
    settings = app.settings
    days = settings.study_days or app.schedule.study_days
    return (
        today.weekday() in days
        and today not in settings.holidays
        and settings.start is not None
        and today >= settings.start
    )


def _all_done(app: "App") -> str:
    """Say that nothing is to be done, and what goes out next."""
    approved = app.posts.listed((Status.APPROVED,), 1)
    coming = f" The next post goes out {local(approved[0].due_at, app.settings.timezone)}." if approved else ""
    return f"Nothing waits for you.{coming} bot today shows the plan."


_INIT = Step("bot init", "makes one: ten questions, and Enter answers each")
