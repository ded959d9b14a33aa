"""Decides about each slot whose study day is over: a draft, silence, or too late; each exactly once.

A source that could not be read to its end is no quiet day: the slot waits for it, and ends skipped with the reason.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot import resources
from bot.activity import Evidence, Kind
from bot.app import App
from bot.clock import day_closes
from bot.drafting import Draft, Material
from bot.drafting.template import Template
from bot.errors import NotAllowed, TemplateError
from bot.jobs.syncing import Synced, sync_activity
from bot.lifecycle import Outcome
from bot.plan import PlannedDay
from bot.platforms import NAMES
from bot.roadmaps.roadmap import Section
from bot.schedule import Slot
from bot.store.backup import RESTORED
from bot.store.post import BOT, By, Post

_AHEAD = timedelta(days=1)
_LONGEST_SPAN = timedelta(days=7)  # a post speaks of a week at most
_A_WEEK = timedelta(days=6)  # before its last day
_BEGINNING = timedelta(days=10)
_NEXT_WEEKS = timedelta(weeks=3)
_REST = timedelta(weeks=3)  # of an angle that was turned down

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of a slot: a draft, or nothing and why."""

    slot: Slot
    outcome: Outcome
    reason: str = ""
    post: Post | None = None


def draft_due(app: App) -> list[Decided]:
    """Decide about each slot whose study day is closed and that nothing is known of: a draft, silence, or too late."""
    app.look_again()
    if app.settings.roadmap_on_github and not app.settings.roadmap_path.exists():
        sync_activity(app)  # without it there is no plan, and nothing would ever ask for it
    now = app.clock.now()
    undecided = [slot for slot in _slots(app, now) if _is_ripe(app, slot, now) and app.slots.outcome(slot) is None]
    open_ones = [slot for slot in undecided if now < slot.ends_at]
    synced = _synced(app, open_ones, now) if open_ones else Synced()
    for problem in synced.problems:
        _log.warning("%s: %s %s", problem.source, problem.message, problem.hint)
    return [*_decided(app, undecided, now, whole=not synced.problems)]


def _decided(app: App, slots: Sequence[Slot], now: datetime, *, whole: bool) -> Iterator[Decided]:
    """Decide about some slots; about one of them another daemon may have been first."""
    for slot in slots:
        try:
            decided = _decide(app, slot, now, whole=whole)
        except NotAllowed:
            if app.slots.outcome(slot) is None:
                raise
            continue
        if decided:
            yield decided


def _synced(app: App, slots: Sequence[Slot], now: datetime) -> Synced:
    """Read the sources for the days of some slots; what was read after such a day was over is all there will be."""
    first, last = _days_of(app, slots)
    over = day_closes(last, app.settings.timezone, app.settings.day_ends)
    return sync_activity(app, (first, last), needed=over if over <= now else None)


def _slots(app: App, now: datetime) -> list[Slot]:
    """Return the slots from the last one decided about, or from the day this home was made, up to tomorrow."""
    zone = app.settings.timezone
    began = app.slots.began_at()
    first = app.slots.last_decided() or began.astimezone(zone).date()
    last = (now + _AHEAD).astimezone(zone).date()
    return [slot for slot in app.schedule.slots(zone, max(first, app.plan.start), last) if slot.due_at >= began]


def next_slot(app: App) -> tuple[Slot, datetime] | None:
    """Return the next slot that is not decided about yet, and when its draft will be written."""
    now, zone = app.clock.now(), app.settings.timezone
    first = max(now.astimezone(zone).date(), app.plan.start)
    for slot in app.schedule.slots(zone, first, first + _NEXT_WEEKS):
        writes_at = day_closes(_last_day(slot), zone, app.settings.day_ends)
        if writes_at > now and app.slots.outcome(slot) is None:
            return slot, writes_at
    return None


def first_posts(app: App) -> dict[str, str]:
    """Return the first post of each platform as it would be on the plan's first day, with nothing done yet."""
    day = app.plan.days[0]
    plan = _planned(day)
    as_if_begun = Evidence(Kind.TICK, "the first study day", "", plan.at, day.date)
    material = Material((as_if_begun,), {day.date: day}, day, plan, roadmap=app.roadmap, begins=True)
    wanted = [name for name in NAMES if any(rule.platform == name for rule in app.schedule.rules)]
    drafts = {platform: written(app, platform, material, day.date) for platform in wanted}
    return {platform: draft.parts[0] for platform, draft in drafts.items() if draft}


def _is_ripe(app: App, slot: Slot, now: datetime) -> bool:
    return _is_over(app, slot, now) or app.calendar.is_closed(_last_day(slot))


def _is_over(app: App, slot: Slot, now: datetime) -> bool:
    return day_closes(_last_day(slot), app.settings.timezone, app.settings.day_ends) <= now


def _last_day(slot: Slot) -> date:
    """Return the last study day a slot may speak of: the one that closed before it."""
    return slot.local_date - timedelta(days=1)


def _decide(app: App, slot: Slot, now: datetime, *, whole: bool) -> Decided | None:
    """Decide about a slot: silence is final only when the day is over and every source was read to its end."""
    if _is_before_a_restore(app, slot):
        return _leave(app, slot, Outcome.SKIPPED, "a backup was restored after its hour: it may have been posted")
    if slot.ends_at <= now:
        return _leave(app, slot, Outcome.SKIPPED, _why_too_late(app))
    if pause := app.plan.calendar.paused(_last_day(slot)):
        return _leave(app, slot, Outcome.PAUSED, pause.reason or "the plan rests")
    material = material_of(app, slot)
    draft = written(app, slot.platform, material, slot.local_date) if whole or material.evidence else None
    if draft is None:
        reason = _why_quiet(app, slot, material)
        return _leave(app, slot, Outcome.QUIET, reason) if whole and _is_over(app, slot, now) else None
    post_id = app.queue.add(draft, slot, evidence_of(app, draft), By(BOT, now, f"angle {draft.angle}"))
    return Decided(slot, Outcome.OPEN, post=app.posts.get(post_id))


def _is_before_a_restore(app: App, slot: Slot) -> bool:
    """Tell whether a slot had its hour before a backup was restored, which cannot know what became of it."""
    restored_at = app.accounts.memory("house", app.clock).recall(RESTORED)
    return bool(restored_at) and slot.due_at <= datetime.fromisoformat(restored_at)


def evidence_of(app: App, draft: Draft) -> list[list[int]]:
    """Return the numbers of the evidence of each claim; a plan is evidence from when it is told."""
    app.evidence.remember(each for claim in draft.claims for each in claim.evidence if each.kind is Kind.PLAN)
    return [app.evidence.ids(claim.evidence) for claim in draft.claims]


def _why_quiet(app: App, slot: Slot, material: Material) -> str:
    if material.evidence:
        return "the evidence carries no post"
    counted = any(each.counted for each in app.evidence.between(*_span(app, slot)))
    return "what was done may only be counted" if counted else "no evidence"


def _why_too_late(app: App) -> str:
    problems = app.sources.problems()
    return f"what happened could not be read: {problems[0].problem}" if problems else "the bot was not running in time"


def _leave(app: App, slot: Slot, outcome: Outcome, reason: str) -> Decided:
    app.queue.leave(slot, outcome, reason)
    return Decided(slot, outcome, reason)


def material_of(app: App, slot: Slot, apart_from: int = 0) -> Material:
    """Gather what a slot may speak of: X the last closed day, others what came since their last slot.

    What the post `apart_from` tells is not told yet: it is about to be told otherwise.
    """
    first, last = _span(app, slot)
    told = app.evidence.told(slot.platform, first, apart_from)
    there = app.evidence.between(first, last)
    evidence = tuple(each for each in there if not each.counted and each.key not in told)
    days = {each.date: day for each in evidence if (day := app.plan.latest(each.date))}
    following = _following(app, last)
    ended = tuple(_ended(app, evidence))
    return Material(
        evidence,
        days,
        following,
        _planned(following) if following else None,
        kinds={item.id: item.kind for item in app.roadmap.items},
        roadmap=app.roadmap,
        begins=_begins(app, slot),
        ended=ended,
        complete=bool(ended) and all(item.done for item in app.roadmap.items),
        week=_week(app, slot) if _closes_week(app, slot) else (),
        quiet_for=_quiet_for(app, slot),
    )


def _closes_week(app: App, slot: Slot) -> bool:
    """Tell whether a slot is its platform's last of the week: then the week may be looked back on."""
    left = timedelta(days=6 - slot.local_date.weekday())
    later = app.schedule.slots(app.settings.timezone, slot.local_date + timedelta(days=1), slot.local_date + left)
    return not any(each.platform == slot.platform for each in later)


def _week(app: App, slot: Slot) -> tuple[Evidence, ...]:
    last = _last_day(slot)
    return tuple(each for each in app.evidence.between(last - _A_WEEK, last) if not each.counted)


def _begins(app: App, slot: Slot) -> bool:
    """Tell whether a first post may say that one has begun: nothing is out or waiting here, and it is not long ago."""
    return slot.local_date <= app.plan.start + _BEGINNING and not app.posts.recent(slot.platform, most=1)


def _ended(app: App, evidence: Sequence[Evidence]) -> Iterator[Section]:
    """Yield the sections of which some of the evidence ticked the last item."""
    ticked = {each.ref for each in evidence if each.kind is Kind.TICK}
    if not ticked:
        return
    for section in app.roadmap.sections:
        items = section.every_item
        if ticked.intersection(item.id for item in items) and all(item.done for item in items):
            yield section


def _quiet_for(app: App, slot: Slot) -> int:
    """Return for how many days nothing has been posted here, or since the plan began."""
    last = next((post.local_date for post in app.posts.recent(slot.platform, most=1)), app.plan.start)
    return (slot.local_date - last).days


def _following(app: App, last: date) -> PlannedDay | None:
    """Return the study day after the one the learner is at; where nothing tells, after the calendar's."""
    days, position = app.plan.days, app.position
    index = position.coming if position.known else app.plan.index_on(last) + 1
    return days[index] if 0 < index < len(days) else None


def _days_of(app: App, slots: Sequence[Slot]) -> tuple[date, date]:
    spans = [_span(app, slot) for slot in slots]
    return min(first for first, _ in spans), max(last for _, last in spans)


def _span(app: App, slot: Slot) -> tuple[date, date]:
    last = _last_day(slot)
    if slot.platform == "x":
        return last, last
    before = app.slots.last_slot_before(slot) or app.plan.start
    return max(before, last - _LONGEST_SPAN, app.plan.start), last


def _planned(following: PlannedDay) -> Evidence:
    """Return what the roadmap intends as evidence: it supports “planned” and nothing stronger."""
    at = datetime.combine(following.date, datetime.min.time()).astimezone()
    return Evidence(Kind.PLAN, following.name, following.subject, at, following.date)


def templates(app: App, platform: str) -> Iterator[Template]:
    """Yield the templates that may be used; one that is refused keeps the others from nothing (bot check names it)."""
    from bot.drafting.template import read

    for path in resources.voiced(app.settings.home, platform):
        try:
            yield read(path)
        except TemplateError as error:
            _log.warning("%s", error.message)


def written(
    app: App, platform: str, material: Material, when: date, instead_of: Post | None = None, former: Sequence[str] = ()
) -> Draft | None:
    """Write a draft, perhaps instead of a post, and then in words none of its `former` texts had."""
    from bot.drafting.write import Shelf, write

    settings = app.settings
    recent = [post for post in app.posts.recent(platform) if instead_of is None or post.id != instead_of.id]
    shelf = Shelf(
        templates=list(templates(app, platform)),
        facts=app.facts,
        tags=settings.tags,
        keep_out=settings.never_said,
        recent=[post.text for post in recent],
        recent_angles=[(post.angle, post.local_date) for post in recent],
        told_facts=app.posts.told_facts(platform) - ({instead_of.fact} if instead_of else set()),
        turn=app.posts.written(platform) + len(former),
        today=when,
        tired=app.posts.tired(platform, when - _REST),
        preferred=app.posts.preferences(),
        former=frozenset(former),
    )
    return write(platform, material, shelf)
