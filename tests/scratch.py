"""Runs commands as they stand in a help text or on a page: split as a shell would, in a home where nothing is sent.

The home is one of a person who wrote a line each evening; the 12 of an example is the post of this morning. What has
to be so for a command to make sense (it has failed, it was missed) is made so first, by the code that does it in life.
"""

import shlex
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import pytest

from bot.activity import Flavour
from bot.app import App
from bot.cli import bot
from bot.cli._sample import make_repository
from bot.cli.init import make_home
from bot.clock import FixedClock
from bot.errors import Refused, Unconfirmed
from bot.jobs import draft_due, publish_due
from bot.lifecycle import Status
from bot.platforms import Receipt
from bot.settings import load
from bot.store.post import By, Post

PLAN = "# My plan\n\n" + "\n".join(
    f"## Week {week}: {title}\n\n- [ ] {title} exercises\n- [ ] A notebook on {title}\n"
    for week, title in enumerate(("NumPy", "pandas", "Plots", "Metrics", "Trees", "Pipelines"), 1)
)
ZONE = ZoneInfo("Europe/Berlin")
FIRST = date(2026, 1, 5)
MORNING = datetime(2026, 1, 15, 5, 0, tzinfo=UTC)  # posts 12 and 13 have just been drafted, for X and LinkedIn
_SUNDAY = 6
_SAID = (
    "A row of three fits a table with three columns, because shapes line up from the right.",
    "Rewrote a NumPy loop as one line. It is faster and harder to read.",
    "The groupby gave the same totals as the spreadsheet, once the empty rows were gone.",
    "My first join lost forty rows. An inner join keeps only what both sides have.",
    "A view and a copy look alike in NumPy until one of them is changed.",
    "Two sources on broadcasting, two notations. I stayed with the book.",
    "Read the error from the bottom up for once, and it named the line.",
    "Plotted a loss curve with the axis upside down, and believed it for an hour.",
    "Sorting by two columns needs a list of names, in the order that matters.",
)


def make(folder: Path, roadmap: Path | None = None, *, yes: bool = False) -> Path:
    """Make the files a person would have, and a home that has been in use for ten days; return the home."""
    from PIL import Image

    (folder / "my-plan.md").write_text(PLAN, encoding="utf-8")
    (folder / "my-plan.txt").write_text(PLAN, encoding="utf-8")
    Image.new("RGB", (40, 30), "white").save(folder / "curve.png")
    make_repository(folder / "code/ml")
    home = folder / ".learnaloud"
    values = {
        "BOT_START": FIRST.isoformat(), "BOT_TIMEZONE": ZONE.key, "BOT_REPOSITORIES": str(folder / "code/ml"),
        "BOT_AUTHORS": "sam@example.org",
    }  # fmt: skip
    make_home(home, roadmap or folder / "my-plan.md", values)
    _live(home, yes=yes)
    return home


def _live(home: Path, *, yes: bool = False) -> None:
    """Note something each evening and draft each morning, as it would have been; with a `yes` the posts go out."""
    clock = FixedClock(datetime.combine(FIRST, time(4), ZONE))
    app = App(load({"BOT_HOME": str(home)}), clock)
    app.slots.began_at()  # the journey begins with the plan, not with today
    said = iter(_SAID)
    for day in range((MORNING.date() - FIRST).days):
        evening = datetime.combine(FIRST + timedelta(days=day), time(21), ZONE)
        clock.set(evening)
        if evening.weekday() != _SUNDAY:
            app.notes.add(next(said), Flavour.LEARNED, clock.now(), app.today)
        clock.set(evening + timedelta(hours=9))
        drafted = [each.post for each in draft_due(app) if each.post]
        if yes and clock.now() < MORNING:
            _send(app, clock, drafted)
    app.close()


def _send(app: App, clock: FixedClock, posts: list[Post]) -> None:
    """Say yes to posts, and let their hour come: they are out, in the sandbox."""
    for post in posts:
        app.desk.approve(post.id, clock.now())
    clock.set(max((post.due_at for post in posts), default=clock.now()))
    publish_due(app)


def parse(words: list[str]) -> list[str]:
    """Return which command words call, parsed to the end by the real parser; wrong usage raises."""
    path: list[str] = []
    context = click.Context(bot, info_name="bot")
    command: click.Command = bot
    rest = words
    while isinstance(command, click.Group):
        name, found, rest = command.resolve_command(context, rest)
        assert found is not None, words
        assert name is not None, words
        path.append(name)
        command = found
        if not isinstance(command, click.Group):
            break
        context = click.Context(command, info_name=name, parent=context)
    with command.make_context(path[-1], list(rest), parent=context):  # closes what it opens
        pass
    return path


def split(line: str) -> tuple[dict[str, str], list[str]]:
    """Return the variables set before a command, and the words after `bot`, without comment and where output goes."""
    words = shlex.split(line, comments=True)
    for arrow in (">", ">>", "|"):
        if arrow in words:
            words = words[: words.index(arrow)]
    set_before: dict[str, str] = {}
    while "=" in words[0]:
        name, _, value = words.pop(0).partition("=")
        set_before[name] = value
    assert words[0] == "bot", line
    return set_before, words[1:]


# --- what has to be so first -----------------------------------------------------------------------------------------


def _approved(app: App) -> datetime:
    """Say yes to post 12, and return its hour."""
    return app.desk.approve(12, app.clock.now()).due_at


def _sending(app: App) -> datetime:
    due = _approved(app)
    assert app.outbox.claim(By("publisher", due))
    return due


def failed(app: App) -> None:
    """Let the platform say no to post 12."""
    due = _sending(app)
    app.outbox.fall_back(12, Status.FAILED, Refused("a duplicate"), By("publisher", due))


def unclear(app: App) -> None:
    """Let nobody know whether post 12 is out."""
    due = _sending(app)
    app.outbox.fall_back(12, Status.UNCONFIRMED, Unconfirmed("no answer"), By("publisher", due))


def published(app: App) -> None:
    """Let post 12 be out."""
    due = _sending(app)
    app.outbox.receive(12, 1, Receipt("1", "https://x.com/you/status/1"), By("publisher", due))


def missed(app: App) -> None:
    """Let the hour of post 12 pass without a yes."""
    app.outbox.doubt(12, By("publisher", app.clock.now()))


def approved(app: App) -> None:
    """Say yes to post 12."""
    _approved(app)


def paused(app: App) -> None:
    """Let the plan rest."""
    from bot.plan import Pause

    app.calendar.pause(Pause(app.today))


def backed_up(app: App) -> None:
    """Leave a backup behind, under the name an example has."""
    from bot.store.backup import back_up
    from bot.store.sqlite import SqliteDatabase

    assert isinstance(app.database, SqliteDatabase)
    back_up(app.database, app.clock.now()).rename(app.settings.home / "backups/bot-20260131T0400.db")


def exported(app: App) -> None:
    """Leave an export in the folder, and a new home to read it into."""
    from bot.store import portable
    from bot.store.stores import JOURNEY

    folder = app.settings.home.parent
    with (folder / "journey.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in portable.lines(app.database, JOURNEY, app.clock.now()))
    make_home(folder / "new", folder / "my-plan.md", {"BOT_START": "2026-01-05"})


BEFORE: dict[str, Callable[[App], None]] = {
    "retry": failed, "resolve": unclear, "posted": unclear, "correct": published, "revive": missed,
    "withdraw": approved, "resume": paused, "restore": backed_up, "import": exported,
}  # fmt: skip


def ready(home: Path, command: str) -> None:
    """Make so what a command needs."""
    app = App(load({"BOT_HOME": str(home)}), FixedClock(MORNING))
    try:
        if command in BEFORE:
            BEFORE[command](app)
    finally:
        app.close()


def move_in(used: Path, person: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let a person live in a copy of a folder that is in use, as on a machine of their own; return their folder."""
    shutil.copytree(used, person)
    env = person / ".learnaloud/.env"
    env.write_text(env.read_text(encoding="utf-8").replace(str(used), str(person)), encoding="utf-8")
    monkeypatch.setenv("HOME", str(person))
    monkeypatch.delenv("BOT_HOME")
    monkeypatch.chdir(person)
    monkeypatch.setattr("tempfile.tempdir", str(person))  # what bot demo leaves to be looked at
    return person
