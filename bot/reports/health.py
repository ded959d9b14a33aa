"""Looks at a home from every side and names all that is wrong, each with something to type; it stops at nothing.

Each look is a small function that yields findings; a problem in one never hides what the next would say.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot import resources, roadmaps, schedule
from bot.activity.local_git import asking
from bot.clock import SystemClock, month_of
from bot.errors import ActivityError, BotError, SettingsError, TemplateError
from bot.platforms import NAMES, voice
from bot.settings import Settings, load
from bot.store.stores import JOURNEY

if TYPE_CHECKING:
    from bot.store.database import Database


class Level(StrEnum):
    """How much a finding matters."""

    GOOD = "good"
    WARNING = "warning"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Health:
    """One thing that was looked at."""

    level: Level
    message: str
    hint: str = ""


def look(home: Path) -> list[Health]:
    """Return everything there is to say about a home."""
    if not home.is_dir():
        return [Health(Level.WRONG, f"There is no home at {home}.", "bot init")]
    try:
        settings = load()
    except SettingsError as error:
        return [Health(Level.WRONG, each.message, each.hint) for each in error.problems]
    return list(dict.fromkeys(finding for each in _LOOKS for finding in _safely(each, settings)))


def _safely(one: "Callable[[Settings], Iterator[Health]]", settings: Settings) -> Iterator[Health]:
    try:
        yield from one(settings)
    except SettingsError as error:
        yield from (Health(Level.WRONG, each.message, each.hint) for each in error.problems)
    except BotError as error:
        yield Health(Level.WRONG, error.message, error.hint)


def _settings(settings: Settings) -> Iterator[Health]:
    yield Health(Level.GOOD, f"Home {settings.home}, time zone {settings.timezone.key}.")
    if settings.start is None:
        yield Health(Level.WRONG, "The plan has no first day.", "set BOT_START in .env, such as BOT_START=2026-01-31")


def _roadmap(settings: Settings) -> Iterator[Health]:
    roadmap = roadmaps.read(settings.roadmap_path)
    yield Health(Level.GOOD, f"Roadmap “{roadmap.title}”: {len(roadmap.items)} items.")
    if roadmap.warnings:
        yield Health(Level.WARNING, f"{len(roadmap.warnings)} lines of it were not understood.", "bot roadmap show")


def _schedule(settings: Settings) -> Iterator[Health]:
    rhythm = schedule.read(resources.find(settings.home, f"schedules/{settings.schedule}.toml"))
    yield Health(Level.GOOD, f"Schedule “{rhythm.title}”: {len(rhythm.rules)} slots in its week.")


def _templates(settings: Settings) -> Iterator[Health]:
    """Yield the templates that are refused: posts are written without them."""
    from bot.drafting.template import read

    for platform in NAMES:
        for path in resources.voiced(settings.home, platform):
            try:
                read(path)
            except TemplateError as error:
                yield Health(Level.WRONG, error.message, error.hint)


def _repositories(settings: Settings) -> Iterator[Health]:
    if not settings.repositories and not settings.github_repositories:
        yield Health(
            Level.WARNING, "No repository is named: only your notes count as evidence.", "set BOT_REPOSITORIES in .env"
        )
    if settings.repositories and not settings.authors:
        yield Health(
            Level.WRONG, "Nobody is named whose commits to read.", "set BOT_AUTHORS to your e-mail address in git"
        )
    for folder in (each.folder for each in settings.repositories):
        try:
            asking.answer(folder, "rev-parse", "--git-dir")
            yield Health(Level.GOOD, f"Repository {folder}.")
        except ActivityError as error:
            yield Health(Level.WRONG, f"{folder}: {error.message}", error.hint)


def _database(settings: Settings) -> Iterator[Health]:
    from bot.store.database import open_database
    from bot.store.sqlite import outdated

    database = open_database(settings.home, settings.database_url, SystemClock().now())
    try:
        damage = database.damage()
    finally:
        database.close()
    if damage:
        yield Health(
            Level.WRONG, f"{database.name} is damaged: {damage}.", "bot restore, from a file in backups/ of the home"
        )
    else:
        yield Health(Level.GOOD, f"Database {database.name}.")
    if outdated():
        yield Health(Level.WARNING, outdated(), "a newer Python brings a newer SQLite")


def _evidence(settings: Settings) -> Iterator[Health]:
    """Yield what keeps a source from being read."""
    from bot.store.sources import Sources, called

    with _opened(settings) as database:
        problems = Sources(database, JOURNEY).problems()
    for each in problems:
        name = called(each.name, settings)
        yield Health(Level.WARNING, f"{name} was not read to its end: {each.problem}", each.hint)


def _troubles(settings: Settings) -> Iterator[Health]:
    """Yield what keeps posts from going out, or soon will."""
    from bot.reports.troubles import Looked, troubles

    with _opened(settings) as database:
        found = troubles(Looked(settings, database, JOURNEY, SystemClock().now()))
    for each in found:
        yield Health(Level.WRONG if each.wrong else Level.WARNING, each.message, each.hint)


def _missed(settings: Settings) -> Iterator[Health]:
    """Yield what was missed and may still go out."""
    from bot.store.reading import Posts

    now = SystemClock().now()
    with _opened(settings) as database:
        missed = Posts(database, JOURNEY).revivable(now)
    if missed:
        told = "1 post was missed and is" if len(missed) == 1 else f"{len(missed)} posts were missed and are"
        yield Health(Level.WARNING, f"{told} still true.", "bot review")


@contextmanager
def _opened(settings: Settings) -> Iterator["Database"]:
    from bot.store.database import open_database

    now = SystemClock().now()
    database = open_database(settings.home, settings.database_url, now)
    try:
        database.begin_journey(JOURNEY, now)
        yield database
    finally:
        database.close()


def _platforms(settings: Settings) -> Iterator[Health]:
    """Yield where posts go, and what of that will end soon."""
    rhythm = schedule.read(resources.find(settings.home, f"schedules/{settings.schedule}.toml"))
    for name in NAMES:
        title, through = voice(name).RULES.title, settings.through(name)
        if through == "sandbox" and all(rule.platform != name for rule in rhythm.rules):
            continue  # nothing is written for it
        if through == "sandbox":
            folder = settings.home / "sandbox"
            yield Health(Level.WARNING, f"{title} is not connected: posts for it go to {folder}.", _connect(name))
        elif through == "hand":
            yield Health(Level.GOOD, f"{title}: you post by hand, from {settings.home / 'by-hand'}.")
        else:
            yield Health(Level.GOOD, f"{title}: posts go to {urlsplit(getattr(settings, f'{name}_api')).hostname}.")
    if settings.x_through == "api":
        yield from _spent(settings, "x")


def _spent(settings: Settings, name: str) -> Iterator[Health]:
    """Yield what a platform has cost this month; X counts months by UTC."""
    from bot.store.accounts import MILLIONTHS, Accounts

    now, budget = SystemClock().now(), settings.budget(name) or 0.0
    with _opened(settings) as database:
        spent = Accounts(database, JOURNEY).spent(name, month_of(now)) / MILLIONTHS
    yield Health(Level.GOOD, f"{voice(name).RULES.title} has cost {spent:.2f} of {budget:.2f} dollars in {now:%B}.")


def _connect(name: str) -> str:
    return f"set {name.upper()}_THROUGH=hand in .env, or bot login {name}"


_LOOKS = (
    _settings, _roadmap, _schedule, _templates, _repositories, _database, _evidence, _troubles, _missed, _platforms,
)  # fmt: skip
