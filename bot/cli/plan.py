"""Show the roadmap on your calendar: each study day with its date.

Without dates it shows four weeks, from where the current section begins.

Example: bot plan --from 2026-03-01 --to 2026-04-30
"""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import click

from bot.cli._home import open_app
from bot.cli._output import as_json, console, counted, print_json, shorten

if TYPE_CHECKING:
    from bot.plan import PlannedDay

_DATE = click.DateTime(["%Y-%m-%d"])
_SHOWN = timedelta(weeks=4)


@click.command(help=__doc__)
@click.option("--from", "first", type=_DATE, help="The first date.")
@click.option("--to", "last", type=_DATE, help="The last date.")
@as_json
def command(first: datetime | None, last: datetime | None, as_json: bool) -> None:
    from bot.plan.pace import said
    from bot.reports.rows import dated_row

    app = open_app()
    plan = app.plan
    begin = first.date() if first else _section_begins(plan.days, app.today)
    end = last.date() if last else (begin + _SHOWN if first is None else date.max)
    shown = [planned for planned in plan.days if begin <= planned.date <= end]
    if as_json:
        print_json([dated_row(planned) for planned in shown])
        return
    page = console()
    page.print(f"{plan.roadmap.title}: {_span(plan.days)}", style="bold")
    sentence = said(app.position, own_hours=plan.hours_a_week is not None, file_hours=plan.roadmap.hours_per_week)
    page.print(sentence, style="dim")
    section = ""
    for planned in shown:
        if planned.section.name != section:
            section = planned.section.name
            page.print(f"\n{section}  {planned.section.title}".rstrip(), style="bold")
        own = [item for item in planned.day.items if not item.id.startswith("+")]
        done = bool(own) and all(item.done for item in own)
        sign = "✓" if done else "›" if planned.date == app.today else " "
        hours = f"  {planned.hours:.1f} h" if planned.hours else ""
        text = f"{sign} {planned.date:%a %d %b}  {planned.name:>7}  {planned.day.title}"
        page.print(shorten(text, page.width - len(hours)) + hours, style="dim" if done else "")
    if not shown:
        page.print("No study day lies between these dates.")
    for pause in app.calendar.pauses():
        until = f"until {pause.last:%-d %B}" if pause.last else "until bot resume"
        page.print(f"Paused from {pause.first:%-d %B} {until}. {pause.reason}".rstrip(), style="dim")


def _section_begins(days: "tuple[PlannedDay, ...]", today: date) -> date:
    begun = [planned for planned in days if planned.date <= today]
    if not begun:
        return today
    return next(planned.date for planned in days if planned.section.name == begun[-1].section.name)


def _span(days: "tuple[PlannedDay, ...]") -> str:
    if not days:
        return "nothing to study"
    return f"{counted(len(days), 'study day')}, {days[0].date:%-d %B %Y} to {days[-1].date:%-d %B %Y}"
