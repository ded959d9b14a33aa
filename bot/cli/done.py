"""Tick what you have done, in your roadmap file as well; without words it offers what fits today.

`bot done --day` closes the study day before four in the morning: its drafts are written at once.

Example: bot done "NumPy exercises"
"""

import sys
from typing import TYPE_CHECKING

import click

from bot.activity import Kind
from bot.cli._home import open_app
from bot.cli._output import counted
from bot.errors import ActivityError, NotAllowed, NotFound, RoadmapError

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from bot.activity import Evidence
    from bot.app import App
    from bot.roadmaps.roadmap import Item

_NOTHING_YET = "Nothing of it makes a whole post yet: bot activity says why; a sentence or two in bot log may help."
_SHOWN = 12
_AT_ONCE = 3  # items a person takes in at a glance


@click.command(help=__doc__)
@click.argument("words", nargs=-1)
@click.option("--day", is_flag=True, help="Close today's study day, and write its drafts.")
@click.option("--undo", is_flag=True, help="Take ticks back.")
def command(words: tuple[str, ...], day: bool, undo: bool) -> None:
    app = open_app()
    if day:
        if words or undo:
            raise click.UsageError("--day stands alone.")
        _close_day(app)
    elif "".join(words).strip():
        _tick(app, _found(app, " ".join(words), done=undo), done=not undo)
    elif undo:
        raise NotAllowed("Say which tick to take back.", "bot done --undo WORDS")
    else:
        _offer(app)


def _close_day(app: "App") -> None:
    from bot.cli.draft import told
    from bot.jobs import draft_due, sync_activity

    today = app.today
    for problem in sync_activity(app, asked_for=True).problems:  # what fails must fail before the day is closed
        raise ActivityError(f"{problem.source}: {problem.message}", problem.hint)
    if not app.calendar.close(today, app.clock.now()):
        raise NotAllowed(f"{today:%A %-d %B} is closed already.", "bot queue")
    click.echo(f"{today:%A %-d %B} is closed.")
    for line in list(told(app, draft_due(app))) or [_NOTHING_YET]:
        click.echo(line)


def _found(app: "App", words: str, *, done: bool) -> "list[Item]":
    """Return the item that is meant: by its id, else the only one with these words."""
    candidates = [item for item in app.roadmap.items if item.done == done]
    if named := [item for item in candidates if item.id == words]:
        return named
    matching = [item for item in candidates if words.casefold() in item.text.casefold()]
    if not matching:
        state = "done" if done else "open"
        if any(words.casefold() in item.text.casefold() or item.id == words for item in app.roadmap.items):
            raise NotAllowed(f"“{words}” is {'not done yet' if done else 'done already'}.", "bot today")
        raise NotFound(f"No {state} item of the roadmap says “{words}”.", "bot roadmap show --items")
    exact = [item for item in matching if item.text.casefold() == words.casefold()]
    if len(exact or matching) > 1:
        matching = exact or matching
        listed = "\n".join(f"  {item.id}  {item.text}" for item in matching[:_SHOWN])
        again = f"bot done{' --undo' if done else ''} {matching[0].id}"
        raise NotAllowed(f"{counted(len(matching), 'item')} say “{words}”:\n{listed}", again)
    return exact or matching


def _tick(app: "App", items: "list[Item]", *, done: bool) -> None:
    from bot.activity import Evidence

    now = app.clock.now()
    app.items.tick([Evidence(Kind.TICK, item.id, item.text, now, app.today) for item in items], now, done=done)
    for item in items:
        note = _in_file(app, item, done=done)
        click.echo(f"{'✓' if done else '·'} {item.text}{note}")


def _in_file(app: "App", item: "Item", *, done: bool) -> str:
    """Tick the item's box in the learner's file too; one that has none is remembered here alone."""
    from bot.roadmaps import boxes

    if app.settings.roadmap_on_github:
        return "  (kept here; the file on GitHub is yours to tick)"
    try:
        boxes.tick(app.settings.roadmap_path, item, done=done)
    except OSError as error:
        return f"  (kept here, not in the file: {error.strerror})"
    except RoadmapError as error:
        return f"  (kept here, not in the file: {error.message})"
    return ""


# --- what fits today ------------------------------------------------------------------------------------------------


def _offer(app: "App") -> None:
    """Offer what today's evidence speaks of, all with one key, and then the rest of today, one key each."""
    spoken = _spoken_of(app)
    offered = _fitting(app, spoken)
    if not spoken and not offered:
        click.echo("Nothing of today is open. bot done WORDS ticks anything else; bot done --day closes the day.")
        return
    if not sys.stdin.isatty():
        for item in [*spoken, *offered]:
            click.echo(f"{item.id}  {item.text}")
        click.echo("Tick one: bot done ID", err=True)
        return
    ticked, goes_on = _together(app, spoken)
    if goes_on:
        ticked += _one_by_one(app, {item: [] for item in offered})[0]
    _tick(app, ticked, done=True)
    if not ticked:
        click.echo("Nothing ticked.")


def _spoken_of(app: "App") -> "dict[Item, list[Evidence]]":
    """Return the open items today's evidence speaks of, each with the evidence, the surest first."""
    from bot.plan.matching import Items, together

    refused = app.evidence.refused()
    items = Items(app.roadmap.items)
    matches = {
        each: [one for one in items.spoken_of(each.text, each.nearby) if (*each.key, one.item.id) not in refused]
        for each in app.evidence.between(app.today, app.today)
        if each.kind is not Kind.TICK
    }
    found = [match.item for match in together(matches.values()) if not match.item.done]
    return {
        item: [each for each, matched in matches.items() if item in (one.item for one in matched)]
        for item in found[:_AT_ONCE]
    }


def _together(app: "App", spoken: "dict[Item, list[Evidence]]") -> "tuple[list[Item], bool]":
    """Ask about all items the evidence speaks of at once, and return what is done and whether to go on asking."""
    if not spoken:
        return [], True
    click.echo("Today's evidence speaks of:")
    for item, evidence in spoken.items():
        click.echo(f"  {item.kind}: {item.text}  (“{evidence[0].title}”)")
    several = len(spoken) > 1
    answer = _key("Are they done?  [y]es [e]ach [n]o [q]uit " if several else "Is it done?  [y]es [n]o [q]uit ", "yenq")
    if answer in {"e", "n"}:
        fits, goes_on = _one_by_one(app, spoken) if answer == "e" else ([], True)
        if answer == "n":
            _deny(app, spoken)
        return fits, goes_on
    return (list(spoken), True) if answer == "y" else ([], False)


def _one_by_one(app: "App", offered: "Mapping[Item, list[Evidence]]") -> "tuple[list[Item], bool]":
    """Ask about each item; a no is remembered with the evidence that seemed to speak of it."""
    ticked: list[Item] = []
    for item, evidence in offered.items():
        key = _key(f"{item.kind}: {item.text}  [y]es [n]o [q]uit ", "ynq")
        if key == "q":
            return ticked, False
        if key == "y":
            ticked.append(item)
        else:
            _deny(app, {item: evidence})
    return ticked, True


def _deny(app: "App", spoken: "Mapping[Item, list[Evidence]]") -> None:
    """Remember that evidence does not speak of items: they are not offered for it again."""
    for item, evidence in spoken.items():
        for each in evidence:
            app.evidence.refuse(each, item.id, app.clock.now())


def _key(question: str, keys: str) -> str:
    """Return the key a person presses, once it is one that is asked for."""
    while True:
        click.echo(question, nl=False)
        key = click.getchar().lower()
        click.echo(key.strip())
        if key in keys:
            return key


def _fitting(app: "App", spoken: "Container[Item]") -> "list[Item]":
    """Return what else is open of the study days the learner is at."""
    plan, position, by_id = app.plan, app.position, {item.id: item for item in app.roadmap.items}
    here = {plan.index_on(app.today), position.index, position.coming} if position.known else {plan.index_on(app.today)}
    ids = [item.id for index in sorted(here) if 0 <= index < len(plan.days) for item in plan.days[index].day.items]
    wanted = (by_id[each] for each in dict.fromkeys(ids) if each in by_id)
    return [item for item in wanted if not item.done and item not in spoken][:_SHOWN]
