"""See what a whole plan would post, before anything is connected.

It runs the bot's own jobs on another clock, in a scratch home, against the sandbox. Without --repo every item is
assumed done with a plausible note; with --repo only what its commits say counts, with --assume none alone only what
your home knows: your notes and ticks, your repositories, and GitHub as far as bot sync has read it. Roadmap and first
day are those of your home if you name none.

Example: bot simulate --start 2026-01-05 --days 28 --roadmap 16-week
"""

from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli._output import as_json, console, counted, print_json, shorten
from bot.errors import NotAllowed, NotFound
from bot.settings.readers import QUIET

if TYPE_CHECKING:
    from rich.console import Console

    from bot.activity import Evidence
    from bot.app import App
    from bot.settings import Settings
    from bot.simulation import Seen

_DATE = click.DateTime(["%Y-%m-%d"])
_A_MONTH = 28
_MOST_DAYS = 4_000


@click.command(help=__doc__)
@click.option("--start", type=_DATE, help="The first day of the plan; else that of your home, or today.")
@click.option(
    "--days", type=click.IntRange(1, _MOST_DAYS), help="How many days [28; by your own evidence until today]."
)
@click.option("--roadmap", help="A file, or a shipped roadmap's name; else your own.")
@click.option("--plan", type=click.IntRange(1), help="Which plan of the file, where it holds several.")
@click.option(
    "--repo", "repos", multiple=True, type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A git repository whose history is the evidence; may be given more than once.",
)  # fmt: skip
@click.option(
    "--author", "authors", multiple=True, help="Whose commits count, by e-mail; else the most frequent one's."
)
@click.option(
    "--assume", type=click.Choice(["done", "none"]), help="What happened besides [done, or none with --repo]."
)
@click.option("--schedule", help="The rhythm, a file in schedules/.")
@click.option("--full", is_flag=True, help="Print every post whole.")
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), help="Write a page as well.")
@as_json
def command(  # noqa: PLR0913, PLR0917 (click hands each option over)
    start: datetime | None, days: int | None, roadmap: str | None, plan: int | None, repos: tuple[Path, ...],
    authors: tuple[str, ...], assume: str | None, schedule: str | None, full: bool, html: Path | None, as_json: bool,
) -> None:  # fmt: skip
    from bot.cli.init import today
    from bot.simulation import Assume, Wish, simulated

    settings = _settings(schedule, authors, repos)
    if is_own := assume == "none" and not repos:
        repos = tuple(each.folder for each in settings.repositories if each.keep not in QUIET)
    source, plan = _roadmap(settings, roadmap, plan)
    first = start.date() if start else settings.start or today()
    days = days or (_until_tomorrow(first) if is_own else _A_MONTH)
    evidence = _known(settings, first) if is_own else ()
    wish = Wish(first, days, source, plan, repos, evidence, Assume(assume or ("none" if repos else "done")))
    with simulated(settings, wish) as (app, seen):
        if html:
            html.write_text(_page(app, seen, wish.assume), encoding="utf-8")
        if as_json:
            print_json(_rows(app, seen))
        else:
            _calendar(console(), app, seen, full=full)
            _totals(console(), app, seen, assumed=wish.assume is Assume.DONE, full=full)


def _known(settings: "Settings", first: date) -> "tuple[Evidence, ...]":
    """Return what the home knows to have happened since the first day."""
    from bot.activity import Kind
    from bot.cli._home import open_app
    from bot.cli.init import today

    if not settings.home.is_dir():
        return ()
    return tuple(each for each in open_app().evidence.between(first, today()) if each.kind is not Kind.PLAN)


def _until_tomorrow(first: date) -> int:
    """Return how many days there are from a first one to the morning after today: of later ones nobody can know."""
    from bot.cli.init import today

    so_far = (today() - first).days + 2
    if so_far < 2:  # noqa: PLR2004 (a day to study, and the morning after it)
        raise NotAllowed(f"The plan begins on {first:%-d %B %Y}: nothing has happened yet.", "bot simulate")
    return min(so_far, _MOST_DAYS)


def _settings(schedule: str | None, authors: tuple[str, ...], repos: tuple[Path, ...]) -> "Settings":
    """Return the person's own settings where there is a home, with what this simulation wants otherwise."""
    from dataclasses import replace

    from bot.settings import load

    settings = load()
    emails = authors or settings.authors or tuple(_most_frequent(repo) for repo in repos)
    return replace(settings, schedule=schedule or settings.schedule, authors=emails)


def _most_frequent(repo: Path) -> str:
    from bot.activity.local_git import most_frequent_author

    return most_frequent_author(repo)


def _roadmap(settings: "Settings", name: str | None, plan: int | None) -> tuple[Path, int | None]:
    from bot.cli.init import find_roadmap

    if name:
        return find_roadmap(settings.home, name), plan
    if not settings.roadmap_path.is_file():
        raise NotFound(f"There is no roadmap at {settings.roadmap_path}.", "bot simulate --roadmap 40-day, or bot init")
    return settings.roadmap_path, plan or settings.roadmap_plan


# --- what is shown ---------------------------------------------------------------------------------------------------


def _calendar(page: "Console", app: "App", seen: "list[Seen]", *, full: bool) -> None:
    from bot.platforms import voice

    sections: set[str] = set()
    for each in seen:
        post = each.post
        if post and post.section not in sections:
            sections.add(post.section)
            page.print(f"\n{post.section}".rstrip(), style="bold")
        when = f"{each.slot.local_date:%a %d %b}  {voice(each.slot.platform).RULES.title:8}"
        if post is None:
            page.print(f"{when}  {each.outcome}: {each.reason}", style="dim")
        elif full:
            page.print(f"{when}  {post.angle}", style="dim")
            page.print(f"{post.text}\n")
        else:
            head = f"{when}  {post.angle:10} {voice(post.platform).length(post.text):4}  "
            page.print(head + shorten(post.text, max(page.width - len(head), 20)))


def _totals(page: "Console", app: "App", seen: "list[Seen]", *, assumed: bool, full: bool) -> None:
    """Say what it comes to: posts, silence, cost, repeats, findings."""
    from bot import guard
    from bot.platforms import voice

    posts = [each.post for each in seen if each.post]
    kinds = Counter(voice(post.platform).RULES.title for post in posts)
    quiet = Counter(each.reason for each in seen if not each.post)
    cost = sum(voice(post.platform).cost(part) for post in posts for part in post.parts)
    found = Counter(finding.rule for post in posts for finding in guard.check(post.text).findings)
    page.print()
    page.print(f"{counted(len(seen), 'slot')}: " + ", ".join(f"{number} on {name}" for name, number in kinds.items()))
    for reason, number in quiet.most_common():
        page.print(f"  {number} silent: {reason}")
    page.print(
        f"On X {cost:.2f} USD. The two most alike share {max(_closeness(posts), default=0):.0%} of their wording."
    )
    page.print("Guard: " + (", ".join(f"{rule} {n}" for rule, n in found.most_common()) or "nothing found"))
    if assumed:
        page.print("Every item and note here is assumed; nothing of this can be queued.", style="dim")
    if not full:
        page.print("--full prints every post whole, --html PAGE makes a page of them.", style="dim")


def _closeness(posts: "list[Any]") -> "list[float]":
    """Return for each post how much it is like the closest of those lately before it on its platform."""
    from bot import guard
    from bot.store.reading import LATELY

    closest = []
    by_platform: dict[str, list[str]] = {}
    for post in posts:
        before = by_platform.setdefault(post.platform, [])
        closest.append(max((guard.similarity(post.text, other) for other in before[-LATELY:]), default=0.0))
        before.append(post.text)
    return closest


def _rows(app: "App", seen: "list[Seen]") -> list[dict[str, Any]]:
    from bot.reports.rows import quiet_row, row

    zone = app.settings.timezone
    closeness = iter(_closeness([each.post for each in seen if each.post]))
    return [
        row(app.posts, each.post, zone, similarity=next(closeness))
        if each.post
        else quiet_row(each.slot, zone) | {"status": each.outcome, "reason": each.reason}
        for each in seen
    ]


def _page(app: "App", seen: "list[Seen]", assume: str) -> str:
    from bot.reports.pages import Timeline, timeline

    posts = [each.post for each in seen if each.post]
    told = "every item assumed done" if assume == "done" else "by what really happened"
    return timeline(
        app.settings.home,
        Timeline("What would be posted", f"{app.roadmap.title} · {told}", posts, app.settings.timezone),
        app.posts,
    )
