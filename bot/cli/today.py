"""Show what the plan has for today, where you are, and what waits for you.

Example: bot today
"""

from typing import TYPE_CHECKING

import click

from bot.cli._home import open_app
from bot.cli._output import as_json, console, counted, print_json
from bot.platforms import voice

if TYPE_CHECKING:
    from bot.app import App
    from bot.plan import PlannedDay


@click.command(help=__doc__)
@as_json
def command(as_json: bool) -> None:
    from bot.lifecycle import Status
    from bot.plan.pace import said
    from bot.reports.rows import planned_row
    from bot.reports.troubles import troubles

    app = open_app()
    today, plan = app.today, app.plan
    planned, pause = plan.day_on(today), plan.calendar.paused(today)
    position = app.position
    if as_json:
        row = planned_row(planned) if planned else None
        print_json({"date": today.isoformat(), "day": row, "paused": pause is not None, "ahead": position.ahead})
        return
    page = console()
    if pause:
        page.print(f"{today:%A}: the plan rests. bot resume goes on.", style="bold")
    elif app.calendar.is_closed(today):
        page.print(f"{today:%A}: closed. {_around(app)}")
    elif planned is None:
        page.print(f"{today:%A}: no study day. {_around(app)}")
    else:
        _show(app, planned)
    page.print(
        said(position, own_hours=plan.hours_a_week is not None, file_hours=plan.roadmap.hours_per_week), style="dim"
    )
    drafts, approved = (len(app.posts.listed((status,))) for status in (Status.DRAFT, Status.APPROVED))
    for each in troubles(app.looked):
        page.print(each.told, style="yellow", soft_wrap=True)  # an address is copied whole
    missed = len(app.posts.revivable(app.clock.now()))
    late = f", {missed} missed and still true" if missed else ""
    page.print(
        f"{counted(drafts, 'draft')} to look at{late}, {counted(approved, 'post')} on the way"
        + (": bot review" if drafts or missed else "."),
        style="dim",
    )


def _show(app: "App", planned: "PlannedDay") -> None:
    """Print a study day; its self-checks are asked at its end, for the learner alone."""
    from bot.plan.targets import targets
    from bot.roadmaps.roadmap import Kind

    page = console()
    hours = f"  ({planned.hours:.1f} h)" if planned.hours else ""
    page.print(f"{planned.section.name}, {planned.name}: {planned.day.title}{hours}", style="bold")
    asked = [item for item in planned.day.items if item.kind in {Kind.CHECK, Kind.QUESTION}]
    for item in planned.day.items:
        if item not in asked:
            page.print(f"  {'✓' if item.done else '·'} {item.kind}: {item.text}")
    for item in asked:
        page.print(f"  ? Ask yourself: {item.text}")
    if wanted := targets(planned.section):
        so_far = app.posts.published_in(f"{planned.section.name}:")
        told = ", ".join(
            f"{voice(name).RULES.title} {so_far.get(name, 0)} of {count}" for name, count in wanted.items()
        )
        page.print(f"Posts this {planned.section.kind} asks for: {told}", style="dim")


def _around(app: "App") -> str:
    """Say where in the plan a day of rest lies."""
    plan = app.plan
    coming = next((planned for planned in plan.days if planned.date > app.today), None)
    if coming is None:
        return "The plan is over; its last day was the " + (f"{plan.days[-1].date:%-d %B}." if plan.days else "first.")
    return f"Next, on {coming.date:%A %-d %B}: {coming.name}, {coming.day.title}."
