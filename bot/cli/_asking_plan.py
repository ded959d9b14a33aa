"""The questions of bot init about the plan: which roadmap, from when, how many hours, on which days, by which clock."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot import roadmaps
from bot.cli import init
from bot.cli._asking import Answers, numbered, put
from bot.cli._output import counted
from bot.clock import WEEKDAYS
from bot.settings.readers import Wrong, hours, weekdays, zone

if TYPE_CHECKING:
    from bot.roadmaps.roadmap import Roadmap

_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WORKING_DAYS = "mon,tue,wed,thu,fri"
_FARTHEST = 366 * 5  # days


def ask_roadmap(asked: Answers) -> None:
    """Ask for a roadmap: one that is shipped, or any file."""
    shipped = _shipped(asked.home)
    names = list(shipped)
    wide = max(map(len, names))
    listed = (f"{number}  {name:{wide}}  {title}" for number, (name, title) in enumerate(shipped.items(), 1))
    asked.about("Your roadmap: what you want to learn", *listed)

    def _read(answer: str) -> tuple[Path, list["Roadmap"]]:
        number = numbered(answer, len(names))
        path = init.find_roadmap(asked.home, names[number - 1] if number else answer)
        return path, roadmaps.plans(path)

    question = "A number, or the path of your own: Markdown, text, JSON or YAML"
    asked.source, asked.plans = put(question, _read, init.SHIPPED)
    ask_which(asked)


def ask_which(asked: Answers) -> None:
    """Ask which plan of a file is meant where it holds several, and say what was understood of it."""
    if len(asked.plans) > 1 and asked.plan is None:
        click.echo(f"   That file holds {len(asked.plans)} plans:")
        for number, each in enumerate(asked.plans, 1):
            click.echo(f"   {number}  {each.title}, {counted(len(each.items), 'item')}")
        asked.plan = put("Which one", lambda answer: _one_of(answer, len(asked.plans)), "1")
    roadmap = asked.roadmap
    parts = [counted(len(roadmap.items), "item")]
    parts = [counted(len(roadmap.sections), roadmap.sections[0].kind), *parts] if roadmap.sections else parts
    click.echo(f"   {roadmap.title}: {', '.join(parts)}.")
    if roadmap.warnings:
        told = counted(len(roadmap.warnings), "remark")
        click.echo(f"   {told} about what was left out; another terminal shows them: bot roadmap show {asked.source}")


def _one_of(answer: str, most: int) -> int:
    if number := numbered(answer, most):
        return number
    raise Wrong(f"choose a number from 1 to {most}")


def _shipped(home: Path) -> dict[str, str]:
    """Return each roadmap that comes with the program, and its title."""
    from bot import resources

    paths = {path.stem: path for path in resources.every(home, "roadmaps", ".md")}
    heads = {name: path.read_text(encoding="utf-8", errors="replace").splitlines() for name, path in paths.items()}
    return {name: next((line[2:] for line in lines if line.startswith("# ")), "") for name, lines in heads.items()}


def ask_start(asked: Answers) -> None:
    """Ask for the first study day; one that has passed is well, too."""
    today = init.today()
    asked.about("Your first study day", "Begun already? Give the day you began; what you did since then counts.")
    found = put("today, tomorrow, monday, or a date as 2026-01-31", lambda answer: _day(answer, today), "today")
    asked.values["BOT_START"] = found.isoformat()
    click.echo(f"   {found:%A}, {found.day} {found:%B %Y}.")


def _day(answer: str, today: date) -> date:
    """Read the day a person means: by its name, always one to come."""
    word = answer.lower().removeprefix("next ")
    if word in {"today", "tomorrow"}:
        return today + timedelta(days=int(word == "tomorrow"))
    if (weekday := _weekday(word)) is not None:
        return today + timedelta(days=(weekday - today.weekday()) % 7)
    try:
        found = date.fromisoformat(answer)
    except ValueError:
        raise Wrong("write a date as 2026-01-31, or today, tomorrow, monday") from None
    if abs((found - today).days) > _FARTHEST:
        raise Wrong(f"{found:%Y} is far away; look at the year")
    return found


def _weekday(word: str) -> int | None:
    """Return the weekday a word names, whole or by three letters and more; Monday is 0."""
    named = [number for number, name in enumerate(_NAMES) if name.startswith(word)]
    return named[0] if len(word) >= len("mon") and named else None


def ask_hours(asked: Answers) -> None:
    """Ask how many hours a week there are; nothing said is the roadmap's own pace."""
    theirs = asked.roadmap.hours_per_week
    asks = f"This roadmap was written for {theirs:g} hours a week." if theirs else "The roadmap does not say."
    asked.about("Your hours a week", f"{asks} With fewer, the plan stretches; nobody is told to be late.")
    default = f"{theirs:g}" if theirs else ""
    found = put("How many do you have", lambda answer: hours(answer.replace(",", ".")), default, default or "no idea")
    asked.values["BOT_HOURS_PER_WEEK"] = f"{found:g}" if found else ""


def ask_days(asked: Answers) -> None:
    """Ask for the study days, and say when the plan would end."""
    asked.about("The days you study", "The others are yours; a post may still go out on them.")
    found = put("As mon,tue,sat, or mon-fri, or all", _weekdays, _WORKING_DAYS)
    asked.values["BOT_STUDY_DAYS"] = found
    if ends := _ends(asked):
        click.echo(f"   So the plan ends on {ends:%A}, {ends.day} {ends:%B %Y}.")


def _weekdays(answer: str) -> str:
    """Read weekdays as people write them: mon-fri, Monday and Friday, all."""
    lower = answer.lower().replace("–", "-").replace(" to ", "-").replace(" - ", "-")
    if lower in {"all", "every day", "daily"}:
        return ",".join(WEEKDAYS)
    found: set[int] = set()
    for piece in re.split(r"[\s,+&]+|\band\b", lower):
        found |= _span(piece) if piece else set()
    if not found:
        raise Wrong("one day a week is the least")
    return ",".join(WEEKDAYS[day] for day in sorted(found))


def _span(piece: str) -> set[int]:
    """Read one weekday, or from one to another."""
    ends = [_weekday(each) for each in piece.split("-")]
    first, last = ends[0], ends[-1]
    if first is None or last is None or len(ends) > 2:  # noqa: PLR2004 (a span has two)
        raise Wrong(f"{piece} is no weekday; write mon,tue,sat, or mon-fri")
    return {(first + n) % 7 for n in range((last - first) % 7 + 1)}


def _ends(asked: Answers) -> date | None:
    """Return the last day of the plan by the answers so far."""
    from bot.plan import Calendar, Plan

    values = asked.values
    calendar = Calendar(date.fromisoformat(values["BOT_START"]), weekdays(values["BOT_STUDY_DAYS"]))
    days = Plan(asked.roadmap, calendar, hours(values.get("BOT_HOURS_PER_WEEK", ""))).days
    return days[-1].date if days else None


def ask_zone(asked: Answers) -> None:
    """Ask for the time zone."""
    here = init.zone_of_machine()
    asked.about("Your time zone", "Posts go out by its clock.")
    asked.values["BOT_TIMEZONE"] = put("A city, or a name as Europe/Berlin", _zone_name, here)


def _zone_name(answer: str) -> str:
    """Read a time zone by its name, or by its city."""
    from zoneinfo import available_timezones

    wanted = answer.replace(" ", "_").lower()
    cities = sorted(
        name for name in available_timezones() if wanted and wanted in {name.lower(), name.rpartition("/")[2].lower()}
    )
    full = [name for name in cities if name.lower() == wanted] or cities
    if len(full) > 1:
        raise Wrong(f"which of them: {', '.join(full[:4])}")
    return zone(full[0] if full else answer).key
