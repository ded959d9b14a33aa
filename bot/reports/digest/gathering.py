"""What the stores know becomes a Digest; nothing here is counted that another command would count otherwise."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.activity import Evidence, Kind
from bot.drafting.question import of_the_week
from bot.lifecycle import Outcome, Status
from bot.plan import Plan, PlannedDay
from bot.plan.pace import Position, said
from bot.platforms import voice
from bot.reports.digest import Coming, DayOf, Digest, Piece, Said, Told
from bot.reports.troubles import Trouble
from bot.roadmaps.roadmap import Section
from bot.store.evidence import EvidenceStore
from bot.store.notes import Note, Notes
from bot.store.post import Post
from bot.store.reading import EVERY, Posts
from bot.store.slots import Slots

_WEEK = 7
_OWN = frozenset({Kind.NOTE, Kind.PLAN})  # what is no piece of work: the learner's words, and what is only intended


@dataclass(frozen=True, slots=True)
class Journal:
    """Where everything of a journey is read, and what the plan makes of it."""

    posts: Posts
    slots: Slots
    evidence: EvidenceStore
    notes: Notes
    plan: Plan
    position: Position
    troubles: Sequence[Trouble]
    today: date


def gather(journal: Journal, last: date) -> Digest:
    """Return the week whose last study day is given, and where it leaves the learner now."""
    first = last - timedelta(days=_WEEK - 1)
    is_past = journal.today - last > timedelta(days=_WEEK)  # what waits now says nothing of then
    plan, position = journal.plan, journal.position
    found, notes = journal.evidence.between(first, last), journal.notes.between(first, last)
    slots = journal.slots.outcomes(first, last)
    here = plan.days[position.index] if 0 <= position.index < len(plan.days) else None
    return Digest(
        journey=plan.roadmap.title,
        first=first,
        last=last,
        week=max((last - plan.start).days, 0) // _WEEK + 1,
        weeks=_weeks(plan),
        section=_named(here.section) if here else "",
        day=f"{here.name}: {here.day.title}" if here else "",
        pace=said(position, own_hours=plan.hours_a_week is not None, file_hours=plan.roadmap.hours_per_week),
        days=tuple(_day(plan, first + timedelta(days=n), found, notes) for n in range(_WEEK)),
        done=tuple(_pieces(found)),
        hidden=sum(each.counted for each in found),
        said=tuple(_said(notes, found)),
        told=tuple(_told(journal, post) for post in _of_the_week(journal, first, last)),
        silent=slots[Outcome.QUIET],
        coming=tuple(_coming(plan, last)),
        waiting=() if is_past else tuple(_told(journal, post) for post in journal.posts.listed((Status.DRAFT,), EVERY)),
        approved=0 if is_past else len(journal.posts.listed((Status.APPROVED,), EVERY)),
        troubles=() if is_past else tuple(journal.troubles),
        question=of_the_week(here, found, last),
        rests=_rested(plan, first, last),
    )


def _named(section: Section) -> str:
    return f"{section.name}: {section.title}" if section.title else section.name


def _weeks(plan: Plan) -> int:
    return ((plan.days[-1].date - plan.start).days // _WEEK + 1) if plan.days else 1


def _day(plan: Plan, when: date, found: Sequence[Evidence], notes: Sequence[Note]) -> DayOf:
    counts = Counter(each.kind for each in found if each.date == when)
    counts[Kind.NOTE] += sum(note.private and note.date == when for note in notes)  # no evidence, and an evening's work
    planned, pause = plan.day_on(when), plan.calendar.paused(when)
    rests = (pause.reason or "the plan rests") if pause else ""
    return DayOf(when, +counts, planned.day.title if planned else "", rests)


def _rested(plan: Plan, first: date, last: date) -> str:
    """Return why the plan rested all week, if it did."""
    pauses = [plan.calendar.paused(first + timedelta(days=n)) for n in range((last - first).days + 1)]
    resting = [each for each in pauses if each]
    return (resting[-1].reason or "the plan rests") if len(resting) == len(pauses) else ""


def _pieces(found: Iterable[Evidence]) -> Iterator[Piece]:
    for each in found:
        if each.kind not in _OWN and not each.counted:
            yield Piece(each.date, each.kind, each.title, each.url, each.repository)


def _said(notes: Sequence[Note], found: Iterable[Evidence]) -> list[Said]:
    """Return the learner's own words: their notes, and what they wrote into a diary they commit."""
    logged = [Said(note.date, note.flavour, note.text, note.private) for note in notes]
    refs = {note.ref for note in notes}
    diary = [each for each in found if each.kind is Kind.NOTE and each.ref not in refs and not each.counted]
    return sorted(
        [*logged, *(Said(each.date, each.flavour, each.text, private=False) for each in diary)],
        key=lambda said: said.date,
    )


def _of_the_week(journal: Journal, first: date, last: date) -> list[Post]:
    """Return the posts whose hour was in the week and that are decided, or nobody knows about."""
    return [post for post in journal.posts.of_dates(first, last) if post.status not in {Status.DRAFT, Status.APPROVED}]


def _told(journal: Journal, post: Post) -> Told:
    receipts = journal.posts.receipts(post.id)
    why = "" if post.status in {Status.PUBLISHED, Status.DRAFT} else journal.posts.history(post.id)[-1].reason
    return Told(
        post.id, voice(post.platform).RULES.title, post.status, post.due_at, post.text,
        receipts[0].url if receipts else "", why,
    )  # fmt: skip


def _coming(plan: Plan, last: date) -> Iterator[Coming]:
    """Yield the study days of the week after the day the digest is written on."""
    written = last + timedelta(days=1)
    until = written + timedelta(days=_WEEK)
    yield from (Coming(each.date, _title(each)) for each in plan.days if written < each.date <= until)


def _title(planned: PlannedDay) -> str:
    return f"{planned.name}: {planned.day.title}"
