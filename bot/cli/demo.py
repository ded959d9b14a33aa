"""See the whole thing work, in seconds, on a sample learner.

It needs no account and sends nothing. Everything is made in a temporary folder, which is named at the end.

Example: bot demo
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli._output import console, counted
from bot.clock import local

if TYPE_CHECKING:
    from rich.console import Console

    from bot.app import App
    from bot.clock import FixedClock
    from bot.store.post import Post


@click.command(help=__doc__)
@click.option("--folder", type=click.Path(path_type=Path), help="Where to make it, instead of a temporary folder.")
def command(folder: Path | None) -> None:
    folder = (folder or Path(tempfile.mkdtemp(prefix="learnaloud-demo-"))).absolute()
    page = console()
    page.print("A sample learner's evening becomes two posts. Everything stays on this machine.\n")
    with _app(page, folder) as (app, clock):
        _evening(page, app, folder)
        posts = _morning(page, app, clock)
        _yes(page, app, posts)
        _slot(page, app, clock, posts)
        _timeline(page, app)


@contextmanager
def _app(page: "Console", folder: Path) -> "Iterator[tuple[App, FixedClock]]":
    from bot import resources
    from bot.app import App
    from bot.cli import _sample as sample
    from bot.cli.init import make_home
    from bot.clock import FixedClock
    from bot.settings import load

    with _step(page, "A home with a shipped roadmap"):
        values = {
            "BOT_TIMEZONE": sample.ZONE,
            "BOT_START": sample.START.isoformat(),
            "BOT_REPOSITORIES": str(folder / "repository"),
            "BOT_AUTHORS": sample.EMAIL,
            "BOT_TAGS": sample.TAGS,
        }
        make_home(folder / "home", resources.shipped(f"roadmaps/{sample.ROADMAP}.md"), values)
        clock = FixedClock(sample.at("21:20"))
        app = App(load({"BOT_HOME": str(folder / "home")}), clock)
        roadmap = app.roadmap
    weeks = counted(len(roadmap.sections), roadmap.sections[0].kind)
    _tell(page, f"{roadmap.title}: {weeks}, {counted(len(roadmap.items), 'item')}")
    try:
        yield app, clock
    finally:
        app.close()


def _evening(page: "Console", app: "App", folder: Path) -> None:
    from bot.cli import _sample as sample
    from bot.jobs import sync_activity

    with _step(page, f"What the sample did on {sample.STUDIED:%A, %-d %B}"):
        sample.make_repository(folder / "repository")
        found = sync_activity(app).new
        app.notes.add(sample.NOTE, sample.FLAVOUR, app.clock.now(), sample.STUDIED)
    planned = app.plan.day_on(sample.STUDIED)
    _tell(page, f"{planned.name}: {planned.day.title}" if planned else "")
    _tell(page, f"{counted(found, 'commit')} in a git repository, 1 note in the sample's own words")


def _morning(page: "Console", app: "App", clock: "FixedClock") -> "list[Post]":
    from datetime import timedelta

    from bot.cli import _sample as sample
    from bot.cli._post import shown, why_of
    from bot.jobs import draft_due

    with _step(page, "The next morning: a draft for each slot, each claim with what it rests on"):
        clock.set(sample.at("07:30", sample.STUDIED + timedelta(days=1)))
        posts = [each.post for each in draft_due(app) if each.post]
    for post in posts:
        page.print()
        page.print(shown(post, app.desk.look(post), app.settings.timezone))
        page.print(why_of(app, post))
    page.print()
    return posts


def _yes(page: "Console", app: "App", posts: "list[Post]") -> None:
    with _step(page, "The sample says yes (with your own posts, only you can)"):
        approved = [app.desk.approve(post.id, app.clock.now()) for post in posts]
    for post in approved:
        _tell(page, f"#{post.id} goes out {local(post.due_at, app.settings.timezone)}, byte for byte as shown")


def _slot(page: "Console", app: "App", clock: "FixedClock", posts: "list[Post]") -> None:
    from bot.jobs import publish_due

    with _step(page, "Its hour comes: published to the sandbox, a file in the home"):
        clock.set(max(post.due_at for post in posts))
        sent = publish_due(app)
    for post in sent:
        _tell(page, f"#{post.id} {post.status}: {app.posts.receipts(post.id)[0].remote_id}")


def _timeline(page: "Console", app: "App") -> None:
    from bot.lifecycle import Status
    from bot.reports.pages import Timeline, timeline

    with _step(page, "A page of what was published"):
        path = app.settings.home / "timeline.html"
        shown = Timeline(
            "Learning in public",
            f"A sample learner · {app.roadmap.title}",
            app.posts.listed((Status.PUBLISHED,)),
            app.settings.timezone,
        )
        path.write_text(timeline(app.settings.home, shown, app.posts), encoding="utf-8")
    page.print(f"  {path}", soft_wrap=True)
    page.print(f"\nLook around in it: BOT_HOME={app.settings.home} bot queue --all", soft_wrap=True)


@contextmanager
def _step(page: "Console", what: str) -> Iterator[None]:
    """Show what is being done while it is done, and leave a line when it is."""
    with page.status(what):
        yield
    page.print(f"✓ {what}", style="bold")


def _tell(page: "Console", line: str) -> None:
    page.print(f"  {line}", style="dim")
