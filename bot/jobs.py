"""What the bot does by itself. Each job asks “what should exist or be sent by now, and is not?”

So a job may run at any time and as often as one likes: what it did is in the database, and doing it again changes
nothing. The daemon wakes them; `bot sync`, `bot draft` and `bot publish` run one by hand.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot import resources
from bot.activity import Evidence, Kind
from bot.app import App
from bot.clock import day_closes
from bot.desk import why_not_to_send
from bot.drafting import Draft, Material
from bot.errors import NotSent, PublishError, Refused, Unconfirmed
from bot.lifecycle import Outcome, Status
from bot.plan import PlannedDay
from bot.platforms import Part
from bot.schedule import Slot
from bot.store.post import By, Post

BOT = "bot"
_AHEAD = timedelta(days=1)
_LONGEST_SPAN = timedelta(days=7)  # a post speaks of a week at most
_LATER = timedelta(minutes=5)
_NEXT_WEEKS = timedelta(weeks=3)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of a slot: a draft, or nothing and why."""

    slot: Slot
    outcome: Outcome
    reason: str = ""
    post: Post | None = None


Done = Sequence[Decided] | Sequence[Post]


def lines(done: Done) -> Iterator[str]:
    """Say what a job did, a line each."""
    for each in done:
        if isinstance(each, Post):
            yield f"post {each.id} on {each.platform}: {each.status}"
        elif each.post:
            yield f"{each.slot.platform} slot of {each.slot.local_date}: draft {each.post.id}"
        else:
            yield f"{each.slot.platform} slot of {each.slot.local_date}: {each.outcome}, {each.reason}"


# --- evidence --------------------------------------------------------------------------------------------------------


def sync_activity(app: App) -> int:
    """Read every source, and return how much was new. A source that fails stops the job: it is no quiet day."""
    return sum(app.evidence.remember(source) for source in _sources(app))


def _sources(app: App) -> Iterator[Iterator[Evidence]]:
    settings = app.settings
    calendar = (app.plan.start, settings.timezone, settings.day_ends)
    if settings.repositories:
        from bot.activity import local_git

        for each in settings.repositories:
            yield local_git.commits(each.folder, settings.authors, *calendar)
    if settings.github_repositories:
        from bot.activity import github

        client = github.client(settings.github_token)
        learner = github.Learner(settings.github_login, settings.authors)
        for named in settings.github_repositories:
            yield github.commits(client, named.name, learner, *calendar)


# --- drafts ----------------------------------------------------------------------------------------------------------


def draft_due(app: App) -> list[Decided]:
    """Decide about each slot whose study day is closed and that nothing is known of: a draft, silence, or too late."""
    app.look_again()
    now = app.clock.now()
    undecided = [slot for slot in _slots(app, now) if _is_ripe(app, slot, now) and app.posts.outcome(slot) is None]
    if any(now < slot.ends_at for slot in undecided):
        sync_activity(app)
    decided = (_decide(app, slot, now) for slot in undecided)
    return [each for each in decided if each]


def _slots(app: App, now: datetime) -> list[Slot]:
    """Return the slots from the last one decided about, or from the day this home was made, up to tomorrow."""
    zone = app.settings.timezone
    began = app.posts.began_at()
    first = app.posts.last_decided() or began.astimezone(zone).date()
    last = (now + _AHEAD).astimezone(zone).date()
    return [slot for slot in app.schedule.slots(zone, max(first, app.plan.start), last) if slot.due_at >= began]


def next_slot(app: App) -> tuple[Slot, datetime] | None:
    """Return the next slot that is not decided about yet, and when its draft will be written."""
    now, zone = app.clock.now(), app.settings.timezone
    first = max(now.astimezone(zone).date(), app.plan.start)
    for slot in app.schedule.slots(zone, first, first + _NEXT_WEEKS):
        writes_at = day_closes(_last_day(slot), zone, app.settings.day_ends)
        if writes_at > now and app.posts.outcome(slot) is None:
            return slot, writes_at
    return None


def _is_ripe(app: App, slot: Slot, now: datetime) -> bool:
    return _is_over(app, slot, now) or app.calendar.is_closed(_last_day(slot))


def _is_over(app: App, slot: Slot, now: datetime) -> bool:
    return day_closes(_last_day(slot), app.settings.timezone, app.settings.day_ends) <= now


def _last_day(slot: Slot) -> date:
    """Return the last study day a slot may speak of: the one that closed before it."""
    return slot.local_date - timedelta(days=1)


def _decide(app: App, slot: Slot, now: datetime) -> Decided | None:
    """Decide about a slot; of a day closed early only a draft is final, silence waits for the day's real end."""
    if slot.ends_at <= now:
        return _leave(app, slot, Outcome.SKIPPED, "the bot was not running in time")
    if pause := app.plan.calendar.paused(_last_day(slot)):
        return _leave(app, slot, Outcome.PAUSED, pause.reason or "the plan rests")
    material = _material(app, slot)
    draft = _write(app, slot.platform, material) if material.evidence else None
    if draft is None:
        reason = "the evidence carries no post" if material.evidence else "no evidence"
        return _leave(app, slot, Outcome.QUIET, reason) if _is_over(app, slot, now) else None
    app.evidence.remember(each for claim in draft.claims for each in claim.evidence)
    ids = [app.evidence.ids(claim.evidence) for claim in draft.claims]
    post_id = app.queue.add(draft, slot, ids, By(BOT, now, f"angle {draft.angle}"))
    return Decided(slot, Outcome.OPEN, post=app.posts.get(post_id))


def _leave(app: App, slot: Slot, outcome: Outcome, reason: str) -> Decided:
    app.queue.leave(slot, outcome, reason)
    return Decided(slot, outcome, reason)


def _material(app: App, slot: Slot) -> Material:
    """Gather what a slot may speak of: X the last closed day, others what came since their last slot."""
    first, last = _span(app, slot)
    told = app.evidence.told(slot.platform, first)
    evidence = tuple(each for each in app.evidence.between(first, last) if (each.kind, each.ref) not in told)
    days = {each.date: day for each in evidence if (day := app.plan.latest(each.date))}
    following = _following(app, last)
    return Material(evidence, days, following, _planned(following) if following else None)


def _following(app: App, last: date) -> PlannedDay | None:
    """Return the study day after the one the learner is at; where nothing tells, after the calendar's."""
    days, position = app.plan.days, app.position
    index = position.coming if position.known else app.plan.index_on(last) + 1
    return days[index] if 0 < index < len(days) else None


def _span(app: App, slot: Slot) -> tuple[date, date]:
    last = _last_day(slot)
    if slot.platform == "x":
        return last, last
    before = app.posts.last_slot_before(slot) or app.plan.start
    return max(before, last - _LONGEST_SPAN, app.plan.start), last


def _planned(following: PlannedDay) -> Evidence:
    """Return what the roadmap intends as evidence: it supports “planned” and nothing stronger."""
    at = datetime.combine(following.date, datetime.min.time()).astimezone()
    return Evidence(Kind.PLAN, following.name, following.subject, at, following.date)


def _write(app: App, platform: str, material: Material) -> Draft | None:
    from bot.drafting import concepts, template
    from bot.drafting.write import Shelf, write

    home, settings = app.settings.home, app.settings
    recent = app.posts.recent(platform)
    shelf = Shelf(
        templates=[template.read(path) for path in resources.every(home, f"templates/{platform}", ".j2")],
        facts=list(concepts.read(list(resources.every(home, "concepts", ".toml")))),
        tags=settings.tags,
        keep_out=settings.keep_out,
        recent=[post.text for post in recent],
        recent_angles=[post.angle for post in recent],
    )
    return write(platform, material, shelf)


# --- sending ---------------------------------------------------------------------------------------------------------


def publish_due(app: App) -> list[Post]:
    """Send what is approved and due, and record as missed what no yes came for in time; nothing while on hold."""
    now = app.clock.now()
    missed = [_miss(app, post, now) for post in app.posts.unsent(now) if _ends_at(app, post) <= now]
    if app.journey.hold():
        return missed
    # As many turns as posts wait: one that came back at once gets no second try.
    claims = (app.queue.claim_next(By(app.sender, now)) for _ in app.posts.unsent(now))
    return missed + [_send(app, claimed, now) for claimed in claims if claimed]


def _ends_at(app: App, post: Post) -> datetime:
    rules = (rule for rule in app.schedule.rules if (rule.platform, rule.name) == (post.platform, post.slot))
    rule = next(rules, None)
    return post.due_at + (rule.grace if rule else timedelta())


def _miss(app: App, post: Post, now: datetime) -> Post:
    app.queue.miss(post.id, By(BOT, now, f"its slot passed while it was {post.status}"))
    return app.posts.get(post.id)


def _send(app: App, claimed: Post, now: datetime) -> Post:
    try:
        if reason := why_not_to_send(claimed, app.settings.keep_out):
            raise Refused(f"Not sent: {reason}.", f"bot edit {claimed.id}")
        platform = app.platform(claimed.platform)
        part = platform.prepare(Part(claimed.text, claimed.idempotency_key or ""))
        receipt = platform.publish(part)
    except PublishError as error:
        return _fall_back(app, claimed, error, now)
    app.queue.receive(claimed.id, part.number, receipt, By(app.sender, now))
    return app.posts.get(claimed.id)


def _fall_back(app: App, post: Post, error: PublishError, now: datetime) -> Post:
    by = By(app.sender, now, error.message)
    match error:
        case NotSent():
            app.queue.fall_back(post.id, Status.APPROVED, error, by, now + (error.retry_after or _LATER))
        case Refused():
            app.queue.fall_back(post.id, Status.FAILED, error, by)
        case Unconfirmed():
            app.queue.fall_back(post.id, Status.UNCONFIRMED, error, by)
        case _:  # Blocked: the post stays approved; it waits for a person, not for its slot
            app.queue.fall_back(post.id, Status.APPROVED, error, by, now + _LATER)
    _log.warning("post %s on %s: %s", post.id, post.platform, error.message)
    return app.posts.get(post.id)
