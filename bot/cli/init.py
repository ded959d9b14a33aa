"""Make a home: settings, a roadmap, an empty queue.

On a terminal it asks a little, and Enter takes what it suggests. An answer given as an option is not asked for; --yes
asks nothing. Nothing is connected or sent, and every answer can be changed later in the home's .env.

Example: bot init --yes --roadmap my-plan.md --start 2026-01-05
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

SHIPPED = "40-day"  # the roadmap of those who have none
_THROUGH = click.Choice(THROUGH)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(help=__doc__)
@click.option("--yes", is_flag=True, help="Ask nothing.")
@click.option("--roadmap", help=f"Your file, or the name of a shipped one; {SHIPPED} if not given.")
@click.option("--plan", type=click.IntRange(1), metavar="N", help="Which plan, where that file holds several.")
@click.option("--start", type=click.DateTime(["%Y-%m-%d"]), help="The first study day; today if not given.")
@click.option("--hours", type=click.FloatRange(0.5, 100), help="How many hours a week you have.")
@click.option("--study-days", help="The days you study, as mon,tue,sat.")
@click.option("--timezone", help="An IANA name; this machine's if not given.")
@click.option("--repository", "repositories", multiple=True, type=_FOLDER, help="A git repository; may be repeated.")
@click.option("--author", "authors", multiple=True, help="Your e-mail address in git; what git says if not given.")
@click.option("--github", help="Your name on GitHub.")
@click.option("--github-repository", "on_github", multiple=True, help="One there, as owner/name; may be repeated.")
@click.option("--keep-out", "keep_out", multiple=True, help="A word or name never to post, such as your employer's.")
@click.option("--x", type=_THROUGH, help="How posts reach X: hand (you post them), api, or sandbox (a file).")
@click.option("--linkedin", type=_THROUGH, help="How posts reach LinkedIn, in the same words.")
@click.option("--mastodon", type=_THROUGH, help="The same for Mastodon; without it nothing is written for it.")
@click.option("--bluesky", type=_THROUGH, help="The same for Bluesky.")
def command(  # noqa: PLR0913 (each is an option)
    *,
    yes: bool,
    roadmap: str | None,
    plan: int | None,
    start: datetime | None,
    hours: float | None,
    study_days: str | None,
    timezone: str | None,
    repositories: tuple[Path, ...],
    authors: tuple[str, ...],
    github: str | None,
    on_github: tuple[str, ...],
    keep_out: tuple[str, ...],
    **through: str | None,
) -> None:
    home = home_folder()
    if (home / ".env").exists():
        raise NotAllowed(f"There is a home at {home} already.", f"edit {home / '.env'}, or choose another BOT_HOME")
    given = {
        "BOT_START": start.date().isoformat() if start else "",
        "BOT_HOURS_PER_WEEK": f"{hours:g}" if hours else "",
        "BOT_STUDY_DAYS": study_days or "",
        "BOT_TIMEZONE": timezone or "",
        "BOT_REPOSITORIES": ",".join(path_of(each) for each in repositories),
        "BOT_AUTHORS": ",".join(authors),
        "GITHUB_LOGIN": github or "",
        "GITHUB_REPOSITORIES": ",".join(on_github),
        "BOT_KEEP_OUT": ",".join(keep_out),
        **{f"{name.upper()}_THROUGH": way or "" for name, way in through.items()},
    }
    values = {name: value for name, value in given.items() if value}
    if yes or not sys.stdin.isatty():
        source = find_roadmap(home, roadmap or SHIPPED)
        _make(home, source, roadmaps.read(source, plan), completed(values), plan)
        return
    from bot.cli._asking import Answers
    from bot.cli._wizard import ask

    asked = Answers(home, values, find_roadmap(home, roadmap) if roadmap else None, plan)
    if ask(asked) and asked.source:
        _make(home, asked.source, asked.roadmap, completed(asked.values), asked.plan, phone=asked.wants_phone)


def completed(values: dict[str, str]) -> dict[str, str]:
    """Return some settings with what nobody was asked for: today, this machine's zone, the address git knows."""
    from bot.activity.local_git.nearby import author
    from bot.settings.readers import folders

    known = {"BOT_START": today().isoformat(), "BOT_TIMEZONE": zone_of_machine()} | values
    if "BOT_REPOSITORIES" in known and "BOT_AUTHORS" not in known:
        found = dict.fromkeys(author(each.folder) for each in folders(known["BOT_REPOSITORIES"]))
        known["BOT_AUTHORS"] = ",".join(each for each in found if each)
    if "MASTODON_THROUGH" in known or "BLUESKY_THROUGH" in known:
        known["BOT_SCHEDULE"] = "everywhere"
    return known


def _make(
    home: Path, source: Path, roadmap: Roadmap, values: dict[str, str], plan: int | None, *, phone: bool = False
) -> None:
    """Make a home once all is known to be well, and say what is next."""
    from bot.settings.readers import folders

    if in_place := _is_followed(source, [each.folder for each in folders(values.get("BOT_REPOSITORIES", ""))]):
        values |= {"BOT_ROADMAP": str(source.absolute()), "BOT_ROADMAP_PLAN": str(plan or 1)}
    load({"BOT_HOME": str(home), **values})  # whatever is wrong is told before anything is written
    make_home(home, source, values, plan)
    click.echo(f"Home: {home}")
    told = f"{roadmap.title}, {counted(len(roadmap.items), 'item')}"
    click.echo(f"Roadmap: {told}; from now on it is {source.absolute() if in_place else home / 'roadmap.md'}")
    if roadmap.warnings:
        click.echo(f"  {counted(len(roadmap.warnings), 'remark')} about what was left out: bot roadmap show {source}")
    if "BOT_KEEP_OUT" not in values:
        click.echo(f"Names never to be posted, such as your employer's, go into BOT_KEEP_OUT of {home / '.env'}.")
    click.echo("\n".join(("\nNext:", *_next(values, phone=phone))))


def _next(values: dict[str, str], *, phone: bool) -> list[str]:
    """Return what to type next, the person's own plan first; connecting anything comes last."""
    has_begun = values["BOT_START"] < today().isoformat() and values.get("BOT_REPOSITORIES")
    steps = [
        ("bot simulate", "the posts of your plan's first weeks; nothing is connected"),
        *([("bot simulate --assume none", "those your own commits would have made so far")] if has_begun else []),
        ("bot log", "tonight: a sentence about what you did today"),
        ("bot daemon", "left running, it drafts and sends; bot review asks for your yes"),
    ]
    steps += [
        (f"bot login {name}", "when you are ready to connect it")
        for name in ("x", "linkedin", "mastodon", "bluesky")
        if values.get(f"{name.upper()}_THROUGH") == "api"
    ]
    steps += [("bot login telegram", "to get drafts on your phone; docs/phone.md has the other ways")] if phone else []
    wide = max(len(name) for name, _ in steps)
    return [
        *(f"  {name:{wide}}  {told}" for name, told in steps),
        "On any day, bot and nothing else says what comes next.",
    ]


def make_home(home: Path, roadmap: Path, values: dict[str, str], plan: int | None = None) -> None:
    """Write a home's settings, and its roadmap in our own Markdown; the settings are nobody else's to read."""
    text = resources.shipped("config.example.env").read_text(encoding="utf-8")
    files = {".env": "".join(_filled(line, values) for line in text.splitlines(keepends=True))}
    if "BOT_ROADMAP" not in values and not (home / "roadmap.md").exists():
        files["roadmap.md"] = canonical.write(roadmaps.read(roadmap, plan))
    is_new = not home.exists()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    made: list[Path] = []
    try:
        for name, content in files.items():
            file = os.open(home / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            made.append(home / name)
            with os.fdopen(file, "w", encoding="utf-8") as opened:
                opened.write(content)
    except BaseException:  # a full disk, a Ctrl-C: half a home would be taken for one
        for path in made:
            path.unlink()
        if is_new:
            home.rmdir()
        raise


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


def path_of(folder: Path) -> str:
    """Return a folder as the settings name it; a comma would make two of it."""
    path = str(folder.expanduser().absolute())
    if re.search(r"[,=\n]", path):
        raise NotAllowed(f"The settings cannot name {path}: it has a comma or = in it.", "give the folder another name")
    return path


def _is_followed(source: Path, repositories: list[Path]) -> bool:
    """Tell whether a roadmap is read where it is: it has boxes, and the learner ticks and commits it there."""
    if source.is_relative_to(resources.SHIPPED):
        return False  # ours; in a checkout it lies in a repository as well
    inside = source.resolve().parents
    has_boxes = re.search(rb"\[[ xX]\]", source.read_bytes()) is not None
    return has_boxes and any(folder.resolve() in inside for folder in repositories)


def zone_of_machine() -> str:
    """Return this machine's zone by its name."""
    from tzlocal import get_localzone_name

    return get_localzone_name()


def today() -> date:
    """Return the date by this machine's zone."""
    from bot.clock import SystemClock

    clock = click.get_current_context().obj or SystemClock()
    found: datetime = clock.now().astimezone()
    return found.date()
