"""Make a home: settings, a roadmap, an empty queue.

Nothing is connected and nothing is sent.

Example: bot init --roadmap my-plan.md --start 2026-01-05
"""

import os
import re
import sys
from datetime import date, datetime
from pathlib import Path

import click

from bot import resources, roadmaps
from bot.cli._output import counted
from bot.errors import NotAllowed, NotFound
from bot.roadmaps import canonical
from bot.roadmaps.roadmap import Roadmap
from bot.settings import home_folder, load
from bot.settings.readers import THROUGH

_THROUGH = click.Choice(THROUGH)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(help=__doc__)
@click.option("--roadmap", default="40-day", show_default=True, help="Your file, or the name of a shipped one.")
@click.option("--plan", type=click.IntRange(1), metavar="N", help="Which plan, where that file holds several.")
@click.option("--start", type=click.DateTime(["%Y-%m-%d"]), help="The first study day; today if not given.")
@click.option("--hours", type=click.FloatRange(0.5, 100), help="How many hours a week you have.")
@click.option("--yes", is_flag=True, help="Ask nothing.")
@click.option("--timezone", help="An IANA name; this machine's if not given.")
@click.option("--repository", "repositories", multiple=True, type=_FOLDER, help="A git repository; may be repeated.")
@click.option("--author", "authors", multiple=True, help="Your e-mail address in git; may be repeated.")
@click.option(
    "--x", "x_through", type=_THROUGH, help="How posts reach X: hand (you post them), api, or sandbox (a file)."
)
@click.option("--linkedin", "linkedin_through", type=_THROUGH, help="How posts reach LinkedIn, in the same words.")
@click.option("--keep-out", "keep_out", multiple=True, help="A name never to post, such as your employer's.")
def command(  # noqa: PLR0913 (each is an option)
    *,
    roadmap: str,
    plan: int | None,
    start: datetime | None,
    hours: float | None,
    yes: bool,
    timezone: str | None,
    repositories: tuple[Path, ...],
    authors: tuple[str, ...],
    keep_out: tuple[str, ...],
    x_through: str | None,
    linkedin_through: str | None,
) -> None:
    home = home_folder()
    if (home / ".env").exists():
        raise NotAllowed(f"There is a home at {home} already.", f"edit {home / '.env'}, or choose another BOT_HOME")
    source = find_roadmap(home, roadmap)
    understood = roadmaps.read(source, plan)
    hours = hours or (None if yes else _ask_hours(understood))
    values = {
        "BOT_HOURS_PER_WEEK": f"{hours:g}" if hours else "",
        "BOT_TIMEZONE": timezone or _zone_of_machine(),
        "BOT_START": (start.date() if start else _today()).isoformat(),
        "BOT_REPOSITORIES": ",".join(str(path.absolute()) for path in repositories),
        "BOT_AUTHORS": ",".join(authors),
        "BOT_KEEP_OUT": ",".join(keep_out),
        "X_THROUGH": x_through or _ask_through("X", yes=yes),
        "LINKEDIN_THROUGH": linkedin_through or _ask_through("LinkedIn", yes=yes),
    }
    if in_place := _is_followed(source, repositories):
        values |= {"BOT_ROADMAP": str(source.absolute()), "BOT_ROADMAP_PLAN": str(plan or 1)}
    load({"BOT_HOME": str(home), **values})  # whatever is wrong is told before anything is written
    make_home(home, source, values, plan)
    click.echo(f"Home: {home}")
    told = f"{understood.title}, {counted(len(understood.items), 'item')}"
    click.echo(f"Roadmap: {told}; from now on it is {source.absolute() if in_place else home / 'roadmap.md'}")
    if understood.warnings:
        click.echo(
            f"  {counted(len(understood.warnings), 'remark')} about what was left out: bot roadmap show {source}"
        )
    if not keep_out:
        click.echo(
            f"Names that must never be posted, such as your employer's, go into BOT_KEEP_OUT of {home / '.env'}."
        )
    click.echo(
        "Next: bot log what you did today; tomorrow morning bot draft writes the first post. bot check looks at it all."
    )


def _ask_hours(roadmap: Roadmap) -> float | None:
    """Ask how many hours a week there are, if there is somebody to ask; nothing said means the roadmap's own pace."""
    if not sys.stdin.isatty():
        return None
    theirs = f"This roadmap asks for {roadmap.hours_per_week:g} hours a week. " if roadmap.hours_per_week else ""
    asked = click.FloatRange(0, 100)
    found: float = click.prompt(
        f"{theirs}How many do you have (0: no idea)", type=asked, default=roadmap.hours_per_week or 0
    )
    return found or None


def _ask_through(title: str, *, yes: bool) -> str:
    """Ask how posts reach a platform, if there is somebody to ask; by hand needs no app and no label."""
    if yes or not sys.stdin.isatty():
        return "sandbox"
    told = f"Posts to {title}: hand (you post what the bot hands you), api (needs an app there), sandbox (try first)"
    found: str = click.prompt(told, type=_THROUGH, default="sandbox")
    return found


def make_home(home: Path, roadmap: Path, values: dict[str, str], plan: int | None = None) -> None:
    """Write a home's settings, and its roadmap in our own Markdown; the settings are nobody else's to read."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    if "BOT_ROADMAP" not in values and not (home / "roadmap.md").exists():
        (home / "roadmap.md").write_text(canonical.write(roadmaps.read(roadmap, plan)), encoding="utf-8")
    text = resources.shipped("config.example.env").read_text(encoding="utf-8")
    lines = [_filled(line, values) for line in text.splitlines(keepends=True)]
    with os.fdopen(os.open(home / ".env", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as env:
        env.writelines(lines)


def _filled(line: str, values: dict[str, str]) -> str:
    name, equals, _ = line.partition("=")
    return f"{name}={_quoted(values[name])}\n" if equals and name in values else line


def _quoted(value: str) -> str:
    """Return a value as .env reads it back: quoted where a blank, a hash or a quote would end it."""
    if re.fullmatch(r"[\w@%+:,./-]*", value):
        return value
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def find_roadmap(home: Path, name: str) -> Path:
    """Return a roadmap by its path, or by the name it is shipped under."""
    given = Path(name).expanduser()
    if given.is_file():
        return given
    shipped = {path.stem: path for path in resources.every(home, "roadmaps", ".md")}
    if name not in shipped:
        raise NotFound(
            f"There is no file {name} and no shipped roadmap of that name.", f"choose from: {', '.join(shipped)}"
        )
    return shipped[name]


def _is_followed(source: Path, repositories: tuple[Path, ...]) -> bool:
    """Tell whether a roadmap is read where it is: it has boxes, and the learner ticks and commits it there."""
    inside = source.resolve().parents
    has_boxes = re.search(rb"\[[ xX]\]", source.read_bytes()) is not None
    return has_boxes and any(folder.resolve() in inside for folder in repositories)


def _zone_of_machine() -> str:
    from tzlocal import get_localzone_name

    return get_localzone_name()


def _today() -> date:
    from bot.clock import SystemClock

    return SystemClock().now().astimezone().date()
