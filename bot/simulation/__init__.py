"""The whole plan seen beforehand: the daemon's own jobs on another clock, in a scratch home, against the sandbox.

Nothing here writes posts or decides about slots: the jobs do, as they would; a simulated person says yes to what the
guard lets pass. What is assumed (assumed.py) lives and ends with the scratch home, so it can never be queued.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from bot import jobs, roadmaps
from bot.activity import Evidence
from bot.app import App
from bot.clock import FixedClock, day_closes
from bot.errors import NotAllowed
from bot.redact import Secret
from bot.roadmaps import canonical
from bot.schedule import Slot
from bot.settings import Settings
from bot.settings.readers import Repository
from bot.simulation.assumed import assume
from bot.store.post import Post

_OWN = ("templates", "concepts", "schedules")  # the learner's own files, which replace the shipped ones


class Assume(StrEnum):
    """What is taken as having happened: nothing but what the repositories say, or every item with a plausible note."""

    DONE = "done"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be simulated."""

    start: date
    days: int
    roadmap: Path
    plan: int | None = None
    repositories: tuple[Path, ...] = ()
    evidence: tuple[Evidence, ...] = ()  # what is known beside theirs
    assume: Assume = Assume.DONE


@dataclass(frozen=True, slots=True)
class Seen:
    """What became of one slot."""

    slot: Slot
    outcome: str
    reason: str = ""
    post: Post | None = None


@contextmanager
def simulated(settings: Settings, wish: Wish) -> Iterator[tuple[App, list[Seen]]]:
    """Run a span of days, and yield the scratch bot with what became of each slot; afterwards it is gone."""
    with tempfile.TemporaryDirectory(prefix="learnaloud-simulation-") as folder:
        app, clock = _scratch(settings, wish, Path(folder))
        try:
            yield app, _run(app, clock, wish)
        finally:
            app.close()


def _scratch(settings: Settings, wish: Wish, home: Path) -> tuple[App, FixedClock]:
    for name in _OWN:
        if (settings.home / name).is_dir():
            shutil.copytree(settings.home / name, home / name)
    roadmap = roadmaps.choose(roadmaps.plans(wish.roadmap), wish.plan, wish.roadmap.name)
    (home / "roadmap.md").write_text(canonical.write(roadmap), encoding="utf-8")
    alone = replace(
        settings, home=home, roadmap="roadmap.md", roadmap_plan=1, start=wish.start, database_url=Secret(""),
        repositories=tuple(Repository(str(each.absolute())) for each in wish.repositories),
        github_repositories=(),
    )  # fmt: skip
    clock = FixedClock(day_closes(wish.start - timedelta(days=1), settings.timezone, settings.day_ends))
    app = App(alone, clock, lasting=False)
    app.evidence.remember(wish.evidence)
    return app, clock


def _run(app: App, clock: FixedClock, wish: Wish) -> list[Seen]:
    """Wake the jobs when the daemon would have something to do: when a day closes, and at each slot."""
    zone, ends = app.settings.timezone, app.settings.day_ends
    app.slots.began_at()  # the journey begins with the plan, not with today
    last = wish.start + timedelta(days=wish.days - 1)
    if wish.repositories:
        _read_whole(app, clock, last)
    seen: list[Seen] = []
    for offset in range(wish.days):
        today = wish.start + timedelta(days=offset)
        slots = app.schedule.slots(zone, today, today)
        if wish.assume is Assume.DONE:
            assume(app, clock, today - timedelta(days=1))
        clock.set(day_closes(today - timedelta(days=1), zone, ends))
        for decided in jobs.draft_due(app):
            seen.append(Seen(decided.slot, str(decided.outcome), decided.reason, decided.post))
            if decided.post:
                _say_yes(app, decided.post, clock.now())
        for slot in slots:
            clock.set(slot.due_at)
            jobs.publish_due(app)
    return [replace(each, post=app.posts.get(each.post.id)) if each.post else each for each in seen]


def _read_whole(app: App, clock: FixedClock, last: date) -> None:
    """Read the repositories once, to the end: what lies after a simulated day is not looked at on it."""
    began = clock.now()
    clock.set(day_closes(last, app.settings.timezone, app.settings.day_ends) + timedelta(days=1))
    jobs.sync_activity(app, (app.plan.start, last), asked_for=True)
    clock.set(began)


def _say_yes(app: App, post: Post, now: datetime) -> None:
    try:
        app.desk.approve(post.id, now)
    except NotAllowed as refused:
        app.desk.reject(post.id, refused.message, now)
