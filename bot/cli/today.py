"""Show what the plan has for today, where you are, and what waits for you.

Example: bot today
"""

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from bot.cli._home import open_app
from bot.cli._output import as_json, console, counted, print_json
from bot.platforms import voice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.app import App
    from bot.plan import PlannedDay
    from bot.store.post import Post


_LATELY = timedelta(days=7)


@click.command(help=__doc__)
@as_json
def command(as_json: bool) -> None:
    from bot.lifecycle import Status
    from bot.plan.pace import said
    from bot.reports.rows import planned_row

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
    for line in _troubles(app):
        page.print(line, style="yellow", soft_wrap=True)  # an address is copied whole
    missed = len(app.posts.revivable(app.clock.now()))
    late = f", {missed} missed and still true" if missed else ""
    page.print(
        f"{counted(drafts, 'draft')} to look at{late}, {counted(approved, 'post')} on the way: bot review", style="dim"
    )


def _troubles(app: "App") -> "Iterator[str]":
    """Yield what keeps posts from going out, and what became of those that did not."""
    from bot.lifecycle import Status

    if held := app.journey.hold():
        yield f"On hold, nothing is sent: {held}. bot release lets it go."
    for each in app.accounts.pauses(app.clock.now()):
        yield f"{voice(each.platform).RULES.title} is paused: {each.reason} {each.hint}"
    for post in app.posts.listed((Status.UNCONFIRMED,)):
        yield _unclear(app, post)
    for platform, token, ends_at in app.accounts.ending(app.clock.now()):
        yield f"{token} ends on {ends_at:%-d %B}: bot login {platform}"
    for post in app.outbox.failed_since(app.clock.now() - _LATELY):
        yield f"Post {post.id} has failed: {app.posts.history(post.id)[-1].reason} bot show {post.id}"


def _unclear(app: "App", post: "Post") -> str:
    """Say of a post only the person knows about what they can do."""
    if app.outbox.is_handed(post):
        link = voice(post.platform).compose_link(post.parts[0])
        return f"{app.posts.history(post.id)[-1].reason}\n  {link}\n  Then: bot posted {post.id} URL"
    return f"Nobody knows whether post {post.id} is out: bot resolve {post.id} --help"


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
