"""What of a week is shown in its mail: cleaned, counted, in order, and no more of it than a mail can hold.

Both parts of the mail are made from these values, so neither says what the other does not. A part with nothing in it is
left out. What is too much is counted, with the command that shows it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.activity import Kind
from bot.reports.digest import Coming, DayOf, Digest
from bot.reports.digest.pieces import done
from bot.reports.digest.posts import not_out, posted, waiting
from bot.reports.digest.section import Entry, Group, Room, Section, activity, entry
from bot.reports.digest.wording import by_kind, clean, counted, cut, listed, on_one_line, short_day, span
from bot.reports.troubles import Trouble

_SHADES = (1, 3, 6)  # pieces of evidence from which a day is drawn darker
_LINE = 200
_WORDS = {
    "win": "What worked",
    "mistake": "What went wrong",
    "learned": "What you learned",
    "question": "What you asked",
    "": "Noted",
}
_ORDER = [*_WORDS]


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of the week at a glance."""

    weekday: str
    number: int
    shows: str  # a count, or why there is none
    shade: int  # from 0, as light as paper, to 3
    told: str  # the same in words


@dataclass(frozen=True, slots=True)
class Shown:
    """All a mail says, in the order of its parts."""

    title: str
    dates: str
    journey: str
    where: tuple[str, ...]
    pace: str
    week: tuple[Cell, ...]  # empty in a week without anything: one sentence says it
    sums: tuple[str, ...]
    sections: tuple[Section, ...]
    question: str
    has_private: bool


def shown(digest: Digest, zone: ZoneInfo, room: Room) -> Shown:
    """Return what the mail of a week shows."""
    return Shown(
        title=title(digest),
        dates=span(digest.first, digest.last),
        journey=on_one_line(digest.journey, _LINE),
        where=tuple(filter(None, (on_one_line(each, _LINE) for each in (digest.section, digest.day)))),
        pace=cut(clean(digest.pace), room.words),
        week=tuple(map(_cell, digest.days)) if digest.evenings else (),
        sums=tuple(_sums(digest)),
        sections=tuple(each for each in _sections(digest, zone, room) if each.says_something),
        question=cut(clean(digest.question), room.words),
        has_private=any(each.private for each in digest.said),
    )


def title(digest: Digest) -> str:
    """Return “Week 5 of 16”; beyond the plan's last week only its number."""
    return f"Week {digest.week}" + (f" of {digest.weeks}" if digest.week <= digest.weeks else "")


def totals(digest: Digest) -> Counter[Kind]:
    """Return how many pieces of each kind the week has."""
    return sum((Counter(each.counts) for each in digest.days), Counter())


def _sections(digest: Digest, zone: ZoneInfo, room: Room) -> Iterator[Section]:
    yield done(digest, room)
    yield _said(digest, room)
    yield posted(digest, zone, room)
    yield not_out(digest, zone, room)
    yield _coming(digest.coming, room)
    yield waiting(digest, zone, room)
    yield troubles(digest.troubles, room)


# --- the week at a glance --------------------------------------------------------------------------------------------


def _cell(day: DayOf) -> Cell:
    nothing = "rest" if day.rests else "0" if day.planned else "free"
    in_words = {"rest": "the plan rested", "0": "nothing recorded", "free": "no study day"}
    return Cell(
        weekday=f"{day.date:%a}",
        number=day.date.day,
        shows=str(day.total) if day.total else nothing,
        shade=sum(day.total >= least for least in _SHADES),
        told=f"{short_day(day.date)}: {by_kind(day.counts) or in_words[nothing]}",
    )


def _sums(digest: Digest) -> Iterator[str]:
    """Yield the week in sentences; how many days the plan had is no news in a week without any."""
    counts, planned = totals(digest), sum(bool(day.planned) for day in digest.days)
    if digest.evenings:
        pieces = counted(counts.total(), "piece of evidence", "pieces of evidence")
        yield f"{counted(digest.evenings, 'evening')}, {pieces}: {by_kind(counts)}."
        if planned:
            yield f"The plan had {counted(planned, 'study day')}."
    elif not digest.rests:
        yield "Nothing was recorded on these seven days."
    if digest.hidden:
        yield f"{counted(digest.hidden, 'piece of work', 'pieces of work')} may only be counted, not named."
    yield from _rests(digest)


def _rests(digest: Digest) -> Iterator[str]:
    if digest.rests:
        yield f"The plan rested all week: {on_one_line(digest.rests, _LINE).removesuffix('.')}."
        return
    for reason in dict.fromkeys(day.rests for day in digest.days if day.rests):
        days = [short_day(day.date) for day in digest.days if day.rests == reason]
        yield f"The plan rested on {listed(days)}: {on_one_line(reason, _LINE).removesuffix('.')}."


# --- what is listed --------------------------------------------------------------------------------------------------


def _said(digest: Digest, room: Room) -> Section:
    """Return the notes, by what they are about; where there are too many, the first of each day's order stay."""
    kept = sorted(digest.said, key=lambda note: _ORDER.index(note.flavour))[: room.notes]
    groups = [
        Group(
            name,
            tuple(
                entry(
                    cut(clean(note.text), room.words), short_day(note.date), about="only here" if note.private else ""
                )
                for note in kept
                if note.flavour == flavour
            ),
        )
        for flavour, name in _WORDS.items()
    ]
    more = len(digest.said) - len(kept)
    return Section("said", "In your own words", tuple(groups)).with_more(more, activity(digest.first, digest.last))


def _coming(days: Sequence[Coming], room: Room) -> Section:
    entries = tuple(entry(on_one_line(day.title, _LINE), short_day(day.date)) for day in days[: room.days])
    return Section("coming", "Next week", (Group("", entries),)).with_more(len(days) - len(entries), "bot plan")


def troubles(found: Sequence[Trouble], room: Room) -> Section:
    """Return what keeps posts from going out, or will soon."""
    entries: tuple[Entry, ...] = tuple(
        entry(cut(clean(each.message), room.words), command=on_one_line(each.hint, _LINE))
        for each in found[: room.troubles]
    )
    return Section("troubles", "What needs you", (Group("", entries),)).with_more(
        len(found) - len(entries), "bot check"
    )
