"""Reads what really happened, each source on its own: one that fails says so and hides nothing of the others.

What a step of reading found and how far it came are kept together, so a reading that is killed goes on where it was. A
source is read anew from its beginning when what is asked of it has changed: who the learner is, since when, what may
be kept.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256

from bot.activity import Batch, Cursor, Privacy, Window
from bot.activity.people import Learner
from bot.app import App
from bot.errors import ActivityError, NotYet
from bot.jobs.looking import Problem, look_closer
from bot.settings.readers import Repository
from bot.store.sources import Source, key

_AGAIN = timedelta(minutes=5)  # how long a source that failed is left alone, unless a person asks


@dataclass(frozen=True, slots=True)
class Synced:
    """What reading every source came to."""

    new: int = 0
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reading:
    """One source: what the person calls it, what it is stored under, and how it is read."""

    name: str
    key: str
    asked: str  # what is asked of it; a reading for something else is no use
    read: Callable[[Cursor], Iterator[Batch]]


def sync_activity(app: App, days: tuple[date, date] | None = None, *, asked_for: bool = False) -> Synced:
    """Read every source, and look closer at the days that are being drafted, or at yesterday and today.

    A person who asks for it is not told to wait because a source failed a minute ago.
    """
    new, problems = 0, []
    for each in _readings(app):
        try:
            new += _read(app, each, patient=not asked_for)
        except ActivityError as error:
            problems.append(Problem(each.name, error.message, error.hint))
    looked, unseen = look_closer(app, *(days or (app.today - timedelta(days=1), app.today)))
    return Synced(new + looked, (*problems, *unseen))


def _read(app: App, reading: _Reading, *, patient: bool) -> int:
    known = app.sources.get(reading.key)
    _let_alone(app, known, patient=patient)
    app.sources.begin(reading.key, app.clock.now())
    cursor = known.position if known.position.get("asked") == reading.asked else {}
    try:
        new = sum(
            app.sources.keep(reading.key, replace(batch, cursor={**batch.cursor, "asked": reading.asked}))
            for batch in reading.read(cursor)
        )
    except ActivityError as error:
        until = error.until if isinstance(error, NotYet) else None
        app.sources.fail(reading.key, _unnamed(error.message, reading), _unnamed(error.hint, reading), until)
        raise
    app.sources.finish(reading.key, app.clock.now())
    return new


def _unnamed(text: str, reading: _Reading) -> str:
    """Return a text without the name of the repository, which may be private and is not kept."""
    return text.replace(reading.name, "the repository")


def _let_alone(app: App, known: Source, *, patient: bool) -> None:
    """Ask nothing of a source that said when to come back, or that has just failed."""
    now = app.clock.now()
    if known.not_before and now < known.not_before:
        raise NotYet(known.problem, known.hint, known.not_before)
    if patient and known.problem and known.began_at and known.began_at <= now < known.began_at + _AGAIN:
        raise ActivityError(known.problem, known.hint)


def _readings(app: App) -> Iterator[_Reading]:
    settings = app.settings
    learner = Learner(settings.github_login, settings.authors)
    window = app.window
    for each in settings.repositories:
        yield _local(each, learner, window)
    for each in settings.github_repositories:
        yield _on_github(app, each, window)


def _local(repository: Repository, learner: Learner, window: Window) -> _Reading:
    from bot.activity import local_git

    chosen = Privacy(repository.keep) if repository.keep else None
    return _Reading(
        repository.name,
        key("git", str(repository.folder.absolute())),
        _asked(chosen, learner, window),
        lambda cursor: local_git.read(repository.folder, chosen, learner, window, cursor),
    )


def _on_github(app: App, repository: Repository, window: Window) -> _Reading:
    from bot.activity import github

    def _read_all(_: Cursor) -> Iterator[Batch]:
        client = github.client(app.settings.github_token)
        who = github.Learner(app.settings.github_login, app.settings.authors)
        yield Batch(tuple(github.commits(client, repository.name, who, window.since, window.zone, window.day_ends)))

    return _Reading(repository.name, key("github", repository.name.lower()), "", _read_all)


def _asked(chosen: Privacy | None, learner: Learner, window: Window) -> str:
    words = (chosen, learner.login.lower(), sorted(each.lower() for each in learner.emails), window.since)
    return sha256(repr(words).encode()).hexdigest()[:16]
