"""Reads what really happened, each source on its own: one that fails says so and hides nothing of the others.

What a step of reading found and how far it came are kept together, so a reading that is killed goes on where it was. A
local repository is read anew from its beginning when what is asked of it has changed: who the learner is, since when,
what may be kept; GitHub's own places know that themselves.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from bot.activity import Batch, Cursor, Privacy
from bot.activity.github import GitHub, fetch, visible
from bot.activity.github import read as read_github
from bot.activity.people import Learner
from bot.app import App
from bot.errors import ActivityError, NotYet
from bot.jobs.looking import Problem, look_closer
from bot.settings.readers import Repository
from bot.store.sources import LISTING, LOOKING, TOKEN_ENDS, Source, key

_AGAIN = timedelta(minutes=5)  # how long a source that failed is left alone, unless a person asks
_OFTEN = timedelta(minutes=15)  # how old a reading may be while its day goes on, unless a person asks


@dataclass(frozen=True, slots=True)
class Synced:
    """What reading every source came to; remarks are what a person would want to know of a source that was read."""

    new: int = 0
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reading:
    """One source: what the person calls it, what it is stored under, what may be kept of it, and how it is read."""

    name: str
    key: str
    read: Callable[[Cursor], Iterator[Batch]]
    chosen: Privacy | None = None
    names: tuple[str, ...] = ()  # under which a problem may speak of it


@dataclass(frozen=True, slots=True)
class _Run:
    """One reading of all sources: with which connection, and whether what was read lately is good enough."""

    hub: GitHub
    needed: datetime | None  # what was read since then is not read again; a person who asks needs it now


def sync_activity(
    app: App,
    days: tuple[date, date] | None = None,
    *,
    asked_for: bool = False,
    hub: GitHub | None = None,
    needed: datetime | None = None,
) -> Synced:
    """Read every source, and look closer at the days that are being drafted, or at yesterday and today.

    A person who asks for it is not told to wait because a source failed a minute ago, and sees the waits of `hub`.
    `needed` is the end of the day that is being drafted: what was read since then need not be read again.
    """
    hub = hub or app.github()
    run = _Run(hub, None if asked_for else needed or app.clock.now() - _OFTEN)
    try:
        return _sync(app, run, days or (app.today - timedelta(days=1), app.today))
    finally:
        hub.close()


def _sync(app: App, run: _Run, days: tuple[date, date]) -> Synced:
    new, problems, remarks = 0, list[Problem](), list[Problem]()
    for each in _readings(app, run.hub):
        _keep_no_more_than_chosen(app, each)
        try:
            new += _read(app, run, each)
        except ActivityError as error:
            problems.append(Problem(each.name, error.message, error.hint))
        if remark := app.sources.get(each.key).position.get("remark"):
            remarks.append(Problem(each.name, *remark))
    looked, unseen = _look(app, run, days)
    return Synced(new + looked, (*problems, *unseen), tuple(remarks))


def _look(app: App, run: _Run, days: tuple[date, date]) -> tuple[int, list[Problem]]:
    try:
        if run.needed:
            _let_alone(app, app.sources.get(LOOKING))
    except ActivityError as error:
        return 0, [Problem("GitHub", error.message, error.hint)]
    return look_closer(app, run.hub, *days)


def _keep_no_more_than_chosen(app: App, reading: _Reading) -> None:
    """Forget what was kept before the person chose that less may be; if they choose more again, it is read anew."""
    if reading.chosen is Privacy.COUNT and app.evidence.names(reading.key):
        with app.evidence.changing() as changes:
            changes.hide(reading.key, app.clock.now())
    elif reading.chosen is Privacy.IGNORE and app.sources.get(reading.key).position:
        with app.evidence.changing() as changes:
            changes.forget(reading.key, app.clock.now())
        app.sources.keep(reading.key, Batch())


def _read(app: App, run: _Run, reading: _Reading) -> int:
    known = app.sources.get(reading.key)
    if reading.chosen is Privacy.IGNORE:
        app.sources.settle(reading.key, app.clock.now())
        return 0
    if run.needed:
        _let_alone(app, known)
        if known.finished_at and not known.problem and known.began_at and known.began_at >= run.needed:
            return 0
    app.sources.begin(reading.key, app.clock.now())
    try:
        new = sum(_keep(app, reading, batch) for batch in reading.read(known.position))
    except ActivityError as error:
        until = error.until if isinstance(error, NotYet) else None
        app.sources.fail(reading.key, _unnamed(error.message, reading), _unnamed(error.hint, reading), until)
        raise
    app.sources.finish(reading.key, app.clock.now())
    return new


def _keep(app: App, reading: _Reading, batch: Batch) -> int:
    if batch.cursor.get("turned_private"):
        with app.evidence.changing() as changes:
            changes.hide(reading.key, app.clock.now())
    return app.sources.keep(reading.key, batch)


def _unnamed(text: str, reading: _Reading) -> str:
    """Return a text without the name of the repository, which may be private and is not kept."""
    for name in sorted(reading.names, key=len, reverse=True):
        text = text.replace(name, "the repository")
    return text


def _let_alone(app: App, known: Source) -> None:
    """Ask nothing of a source that said when to come back, or that has just failed."""
    now = app.clock.now()
    if known.not_before and now < known.not_before:
        raise NotYet(known.problem, known.hint, known.not_before)
    if known.problem and known.began_at and known.began_at <= now < known.began_at + _AGAIN:
        raise ActivityError(known.problem, known.hint)


# --- the sources -----------------------------------------------------------------------------------------------------


def _readings(app: App, hub: GitHub) -> Iterator[_Reading]:
    learner = Learner(app.settings.github_login, app.settings.authors)
    if app.settings.roadmap_on_github:
        yield _roadmap(app, hub, *app.settings.roadmap_on_github)
    for each in app.settings.repositories:
        yield _local(app, each, learner)
    yield from _on_github(app, hub, learner)


def _roadmap(app: App, hub: GitHub, repository: str, path: str) -> _Reading:
    """Fetch the roadmap from GitHub if it has changed; the copy is as old as its commit, which dates the ticks."""

    def _fetch(cursor: Cursor) -> Iterator[Batch]:
        copy = app.settings.roadmap_path
        found = fetch(hub, repository, path, cursor.get("etag", "") if copy.exists() else "")
        if found is None:
            return
        _put(copy, found.text, found.changed_at)
        app.look_again()
        yield Batch(cursor={"etag": found.etag})

    name = f"{repository}/{path}"
    return _Reading(name, key("roadmap", name.lower()), _fetch, names=(name, repository))


def _put(path: Path, text: str, changed_at: datetime | None) -> None:
    """Put a file in its place at once: nobody reads half of it."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    fresh = path.with_name(f".{path.name}.fresh")
    fresh.write_text(text, encoding="utf-8")
    if changed_at:
        os.utime(fresh, (changed_at.timestamp(), changed_at.timestamp()))
    fresh.replace(path)


def _local(app: App, repository: Repository, learner: Learner) -> _Reading:
    from bot.activity import local_git

    chosen, window = _chosen(repository), app.window
    folder = repository.folder
    words = (chosen, learner.login.lower(), sorted(each.lower() for each in learner.emails), window.since)
    asked = sha256(repr(words).encode()).hexdigest()[:16]

    def _read_on(cursor: Cursor) -> Iterator[Batch]:
        place = cursor if cursor.get("asked") == asked else {}
        for batch in local_git.read(folder, chosen, learner, window, place):
            yield replace(batch, cursor={**batch.cursor, "asked": asked})

    names = (repository.name, str(folder), str(folder.absolute()), str(folder.resolve()))
    return _Reading(repository.name, key("git", str(folder.absolute())), _read_on, chosen, names)


def _on_github(app: App, hub: GitHub, learner: Learner) -> Iterator[_Reading]:
    """Yield one listing of all repositories, which tells what is public and what has changed, and then each of them."""
    every = app.settings.github_repositories
    wanted = [each for each in every if _chosen(each) is not Privacy.IGNORE]
    if not every:
        return
    listed, window = {}, app.window

    def _list(cursor: Cursor) -> Iterator[Batch]:
        found, place = visible(hub, learner.login, [each.name for each in wanted], cursor) if wanted else ({}, {})
        listed.update(found)
        yield Batch(cursor={**place, TOKEN_ENDS: hub.expires.isoformat() if hub.expires else ""})

    def _of(repository: Repository) -> Callable[[Cursor], Iterator[Batch]]:
        chosen = _chosen(repository)
        return lambda cursor: read_github(hub, repository.name, chosen, learner, window, cursor, listed)

    yield _Reading("GitHub", LISTING, _list)
    for each in every:
        yield _Reading(each.name, key("github", each.name.lower()), _of(each), _chosen(each), (each.name,))


def _chosen(repository: Repository) -> Privacy | None:
    return Privacy(repository.keep) if repository.keep else None
