"""A roadmap's sections become study days: as many as the learner's hours need, each with something concrete to do.

The items of a section lie one behind the other on a line of time, theory before practice and the project at the end;
the line is cut into days of equal length. An item that reaches over a cut goes on as a named part. So no item is lost,
and no day asks for more than `MOST` times the learner's hours a day.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count, cycle, pairwise
from math import ceil

from bot.plan.cutting import Piece, cut, goes_on_from_before, merged
from bot.plan.ordering import PRACTICE_KINDS, PROJECT_HOURS, THEORY_KINDS, ordered, tracks
from bot.plan.rhythm import PRACTICE, PROJECT, REVIEW, THEORY, Pattern
from bot.roadmaps.roadmap import Day, Item, Kind, Roadmap, Section

MOST = 1.5
_TOLERATED = 0.5  # of a day: so much more than the learner's hours may stay in one study day
_UNIQUE_FOR = 7  # study days a title is not repeated for
_TITLE = 70
_WEEKS = {"week": 1.0, "sprint": 2.0, "month": 52 / 12, "quarter": 13.0, "semester": 20.0, "year": 52.0}
# How long something takes that says nothing about it, in hours beside its neighbours; 0 goes along with them.
_WEIGHTS = {
    Kind.GOAL: 0.0, Kind.TOPIC: 2.0, Kind.THEORY: 1.5, Kind.RESOURCE: 0.0, Kind.TASK: 2.0, Kind.PRACTICE: 0.0,
    Kind.STRETCH: 1.0, Kind.DELIVERABLE: 1.0, Kind.OUTCOME: 0.0, Kind.CHECK: 0.0, Kind.QUESTION: 0.0,
}  # fmt: skip
_REVIEWED = 3


@dataclass(frozen=True, slots=True)
class Hours:
    """What a learner gives: hours a week over some study days; none said means the roadmap's own pace."""

    a_week: float | None
    study_days: int

    @property
    def a_day(self) -> float | None:
        """Return the hours of one study day."""
        return self.a_week / self.study_days if self.a_week else None


@dataclass(frozen=True, slots=True)
class Laid:
    """One study day of a section, with the hours it asks for."""

    section: Section
    day: Day
    hours: float


def lay(roadmap: Roadmap, hours: Hours) -> Iterator[Laid]:
    """Yield every study day of a roadmap, in order."""
    numbered = _are_numbered_on([day.number for section in roadmap.sections for day in section.days])
    titles: list[str] = []
    lines: list[set[str]] = []
    number_of_days = 0
    for section in roadmap.sections:
        for laid in _section(roadmap, section, hours):
            number_of_days += 1
            number = laid.day.number if section.days and numbered else number_of_days
            title = _unlike(laid.day, titles[1 - _UNIQUE_FOR :])
            titles.append(title)
            said = set[str]().union(*lines[1 - hours.study_days :]) if hours.study_days > 1 else set[str]()
            items = tuple(_again(item, section, said) if item.text in said else item for item in laid.day.items)
            lines.append({item.text for item in items})
            yield replace(laid, day=replace(laid.day, number=number, title=title, items=items))


def _again(item: Item, section: Section, said: set[str]) -> Item:
    """Return an item whose line a day of the last week has too, told apart by its section, else by a number."""
    names = (f"{item.text} ({name})" for name in chain([section.name.lower()], map("again, {}".format, count(2))))
    return replace(item, text=next(name for name in names if name not in said))


def _are_numbered_on(numbers: list[int]) -> bool:
    """Tell whether a file's own day numbers run on; those that begin again every week are counted anew."""
    return all(one < other for one, other in pairwise(numbers))


def _section(roadmap: Roadmap, section: Section, hours: Hours) -> Iterator[Laid]:
    if not section.days:
        pattern = Pattern.of(section.rhythm or roadmap.rhythm, hours.study_days)
        yield from _spread(roadmap, section, hours, pattern)
        return
    before = tuple(item for item in section.items if item.kind in THEORY_KINDS)
    after = tuple(item for item in section.items if item.kind not in THEORY_KINDS)
    asked = used = 0.0  # study days, by the learner's hours, that the days so far ask for and have got
    for place, day in enumerate(section.days):
        own = ordered(day.items) or (
            Item(f"+day-{section.number}-{day.number}", Kind.TOPIC, day.title or section.title),
        )
        first, last = place == 0, place == len(section.days) - 1
        items = (before if first else ()) + own + (after if last else ())
        said = _day_hours(roadmap, section, items)
        ratio = said / hours.a_day if said and hours.a_day else 1.0
        asked += max(ratio, 1.0)
        parts = max(1, ceil(ratio - _TOLERATED), round(asked - used))
        used += parts
        yield from _cut_day(section, replace(day, items=items), said or hours.a_day, parts)


# --- how long ----------------------------------------------------------------------------------------------------


def _day_hours(roadmap: Roadmap, section: Section, items: Sequence[Item]) -> float | None:
    """Return how long a day of the file takes by the file's own account."""
    said = sum(item.hours or 0 for item in items)
    if roadmap.hours_per_week:
        return max(roadmap.hours_per_week / max(len(section.days), 5), said)
    return said or None


def effort(roadmap: Roadmap, section: Section) -> float | None:
    """Return how many hours a section takes by the file's own account, if it gives any."""
    said = sum(item.hours or 0 for item in section.items)
    if section.hours:
        return max(section.hours, said)
    weeks = _natural_weeks(section)
    if roadmap.hours_per_week and weeks:
        return max(roadmap.hours_per_week * weeks, said)
    return said or None


def _natural_weeks(section: Section) -> float | None:
    """Return how many weeks a section lasts by its own name."""
    for span, unit in ((section.weeks, "week"), (section.months, "month")):
        if span:
            return (span[1] - span[0] + 1) * _WEEKS[unit]
    each = _WEEKS.get(section.kind)
    return each * ((section.last or section.number) - section.number + 1) if each else None


def _days_needed(roadmap: Roadmap, section: Section, pieces: Sequence[Piece], hours: Hours) -> int:
    """Return how many study days a section takes: its hours by the learner's, else its own length."""
    said, weeks = effort(roadmap, section), _natural_weeks(section)
    if hours.a_day and (said or not weeks):
        return max(1, ceil((said or sum(piece.hours for piece in pieces)) / hours.a_day - 1e-6))
    if weeks:
        return max(1, round(weeks * hours.study_days))
    return max(1, ceil(sum(piece.hours for piece in pieces) / 2))


# --- laying ----------------------------------------------------------------------------------------------------------


def _spread(roadmap: Roadmap, section: Section, hours: Hours, pattern: Pattern) -> Iterator[Laid]:
    """Spread a section without days of its own."""
    theory, practice, end = tracks(section)
    every = [*theory, *practice, *end] or [Item(f"+section-{section.kind}-{section.number}", Kind.TOPIC, section.title)]
    weeks = _natural_weeks(section)
    own_pace = (
        weeks * hours.a_week if weeks and hours.a_week else None
    )  # a week nobody counted is a week of the learner's
    pieces = _weighed(every, effort(roadmap, section) or own_pace)
    needed = _days_needed(roadmap, section, pieces, hours)
    if needed >= len(set(pattern.kinds) - {REVIEW}) > 0:
        yield from _patterned(section, pieces, needed, pattern)
        return
    for items, asked in cut(_interleaved(pieces, theory, practice), needed):
        yield Laid(section, Day(0, _title(items, section), items), asked)


def _weighed(items: Sequence[Item], total: float | None) -> list[Piece]:
    """Return items with their hours: their own, else a share of what the section has left."""
    said = sum(item.hours or 0 for item in items if not item.id.startswith("+project-"))
    open_ = [item for item in items if item.hours is None or item.id.startswith("+project-")]
    weights = [PROJECT_HOURS if item.id.startswith("+project-") else _WEIGHTS[item.kind] for item in open_]
    left = max(total - said, 0) if total else sum(weights)
    share = {
        id(item): left * weight / sum(weights) if sum(weights) else 0.0
        for item, weight in zip(open_, weights, strict=True)
    }
    pieces = [Piece(item, share.get(id(item), item.hours or 0.0)) for item in items]
    return pieces if sum(piece.hours for piece in pieces) else [replace(piece, hours=1.0) for piece in pieces]


def _interleaved(pieces: list[Piece], theory: list[Item], practice: list[Item]) -> list[Piece]:
    """Return the line of time; what takes no time of its own lies evenly before what does, in its own order."""
    looks_back = {id(piece.item) for piece in pieces} - {id(item) for item in (*theory, *practice)}
    timed = [piece for piece in pieces if piece.hours]
    if not any(piece.hours for piece in pieces if piece.item.kind in THEORY_KINDS) and timed:
        line = merged([piece for piece in pieces if not piece.hours and piece.item.kind in THEORY_KINDS], timed)
        pieces = line + [piece for piece in pieces if not piece.hours and piece.item.kind not in THEORY_KINDS]
    practices = [piece for piece in pieces if piece.item.kind is Kind.PRACTICE and not piece.hours]
    others = [piece for piece in pieces if piece not in practices]
    body = [piece for piece in others if id(piece.item) not in looks_back]
    return merged(practices, body) + [piece for piece in others if id(piece.item) in looks_back]


def _cut_day(section: Section, day: Day, said: float | None, parts: int) -> Iterator[Laid]:
    """Yield a day of the file; one that asks for more than the learner has continues as named parts."""
    pieces = _weighed(day.items, said)
    for number, (items, share) in enumerate(cut(pieces, parts), 1):
        title = day.title or _title(items, section)
        yield Laid(section, Day(day.number, f"{title}, part {number} of {parts}" if parts > 1 else title, items), share)


def _patterned(section: Section, pieces: list[Piece], needed: int, pattern: Pattern) -> Iterator[Laid]:
    """Lay a section by its weekly pattern: each kind of day takes from its own line, which it shares out evenly."""
    lines = _lines(pieces, pattern)
    kinds = _kinds(pattern, lines, needed)
    a_day = sum(piece.hours for piece in pieces) / needed
    days: list[tuple[tuple[Item, ...], float] | None] = [None] * len(kinds)
    for kind, line in lines.items():
        places = [place for place, each in enumerate(kinds) if each == kind]
        stretched = a_day * len(places) / sum(piece.hours for piece in line)
        own = [replace(piece, hours=piece.hours * stretched) for piece in line]
        for place, found in zip(places, cut(own, len(places)), strict=True):
            days[place] = found
    told: list[str] = []
    for place, held in enumerate(days):
        items, asked = held or ((_review(section, told[-_REVIEWED:], place),), 0.0)
        title = _title(items, section)
        told.append(title)
        yield Laid(section, Day(0, title, items), asked)


def _kinds(pattern: Pattern, lines: dict[str, list[Piece]], needed: int) -> list[str]:
    """Return kinds of day until enough of them take time; a kind with nothing to lay gives its days to the others."""
    turn = cycle(lines)
    kinds: list[str] = []
    for kind in cycle(pattern.kinds):
        if sum(each != REVIEW for each in kinds) >= max(needed, len(lines)):
            break
        kinds.append(kind if kind == REVIEW or kind in lines else next(turn))
    return kinds + [kind for kind in lines if kind not in kinds]


def _lines(pieces: list[Piece], pattern: Pattern) -> dict[str, list[Piece]]:
    """Return what each kind of day has to lay; what takes no time goes along with what does."""
    wanted = [kind for kind in dict.fromkeys(pattern.kinds) if kind != REVIEW]
    lines: dict[str, list[Piece]] = {kind: [] for kind in wanted}
    for piece in pieces:
        own = THEORY if piece.item.kind in THEORY_KINDS else PRACTICE if piece.item.kind in PRACTICE_KINDS else PROJECT
        lines[own if own in lines else wanted[-1]].append(piece)
    filled = {kind: line for kind, line in lines.items() if any(piece.hours for piece in line)}
    light = [piece for kind, line in lines.items() if kind not in filled for piece in line]
    next(reversed(filled.values())).extend(light)
    return filled


def _review(section: Section, told: list[str], place: int) -> Item:
    words = "; ".join(told) or section.title
    return Item(f"+review-{section.kind}-{section.number}-{place}", Kind.CHECK, f"Look back: {words}")


# --- titles ----------------------------------------------------------------------------------------------------------


def _title(items: Sequence[Item], section: Section) -> str:
    """Return what a day is about: its first topic, task or project; never a self-check."""
    asked = (Kind.CHECK, Kind.QUESTION)
    work = [item for item in items if item.kind not in (Kind.GOAL, Kind.RESOURCE, Kind.OUTCOME, *asked)]
    begun = [item for item in work if not goes_on_from_before(item.text)]
    first = next(iter(begun or work or [item for item in items if item.kind not in asked]), None)
    text = first.text if first else section.title or (items[0].text if items else section.name)
    return text if len(text) <= _TITLE else text[: _TITLE - 1].rsplit(" ", 1)[0] + "…"


def _unlike(day: Day, recent: Sequence[str]) -> str:
    """Return a title none of the last days has."""
    titles = [day.title, *(item.text for item in day.items if item.kind not in (Kind.CHECK, Kind.QUESTION))]
    for title in titles:
        if title not in recent:
            return title
    number = 2
    while f"{day.title}, continued {number}" in recent:
        number += 1
    return f"{day.title}, continued {number}"
