"""Where the learner is, by what was ticked and what the evidence speaks of, beside where the calendar is.

The calendar is only a pace. Nobody is told to be late because a file assumed other hours than theirs.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from bot.plan import Plan
from bot.plan.touching import stems

_CLOSE = 3  # study days from the calendar's, where one shared word is enough
_NEAR = 15  # study days on either side of the calendar's that words are looked for in
_RECENT = timedelta(days=28)
_ENOUGH = 8  # study dates in them


@dataclass(frozen=True, slots=True)
class Position:
    """The last study day the learner touched, counted from 0; the one that comes; how far the calendar is behind."""

    index: int
    coming: int
    ahead: int  # study days; less than 0 where the calendar is further on
    ends: date | None
    known: bool  # from ticks or evidence; else only the calendar speaks


def where(plan: Plan, told: Mapping[date, Sequence[str]], ticked: AbstractSet[str], today: date) -> Position:
    """Return where the learner is: `told` is what happened on which date, `ticked` the ids of what is done."""
    seen_on = max(told, default=None)
    reference = today if seen_on == today else today - timedelta(days=1)
    due = plan.index_on(reference)
    done, touched = _last_ticked(plan, ticked), list(_touched(plan, told))
    if done is None and not touched:
        index = plan.index_on(today)
        return Position(index, index + 1, 0, _end(plan, told, index, today), known=False)
    index = max(each for each in (done, _nearby(touched, max(due, 0) if done is None else done)) if each is not None)
    here = [each in ticked for each in plan.work[index]]
    coming = index if any(here) and not all(here) else index + 1
    return Position(index, coming, index - max(due, 0), _end(plan, told, coming, today), known=True)


def _last_ticked(plan: Plan, ticked: AbstractSet[str]) -> int | None:
    """Return the last study day up to which most of the work is ticked: one stray tick ahead says nothing."""
    last, work, done = None, 0, 0
    for index, ids in enumerate(plan.work):
        here = sum(map(ticked.__contains__, ids))
        work, done = work + len(ids), done + here
        if here and done * 2 >= work:
            last = index
    return last


def _nearby(touched: Sequence[int], base: int) -> int | None:
    """Return the study day the latest words speak of; words of one evening alone move nobody far."""
    if not touched:
        return None
    far = sum(index > base + _CLOSE for index in touched)
    return touched[0] if far > 1 else min(touched[0], base + _CLOSE)


def _touched(plan: Plan, told: Mapping[date, Sequence[str]]) -> Iterator[int]:
    """Yield the study days words speak of, the latest words first: most words in common, nearest to their date."""
    for when in sorted(told, reverse=True)[:_NEAR]:
        words = frozenset[str]().union(*map(stems, told[when]))
        here = plan.index_on(when)
        near = range(max(here - _NEAR, 0), min(here + _NEAR, len(plan.days) - 1) + 1)
        shared = {index: len(words & plan.words[index]) for index in near}
        touched = [index for index, count in shared.items() if count > 1 or (count and abs(index - here) <= _CLOSE)]
        if touched:
            yield max(touched, key=lambda index: (shared[index], -abs(index - here)))


def _end(plan: Plan, told: Mapping[date, Sequence[str]], coming: int, today: date) -> date | None:
    """Return when the plan ends at the pace of the last weeks; by the calendar where they say too little."""
    left = len(plan.days) - coming
    if left <= 0:
        return None
    studied = [when for when in told if today - _RECENT < when <= today]
    if today - plan.start >= _RECENT and len(studied) >= _ENOUGH:
        return today + timedelta(days=ceil(left * _RECENT.days / len(studied)))
    free = plan.day_on(today) is not None and today not in told  # today can still be studied
    end = plan.index_on(today) + (0 if free else 1) + left - 1
    if end < len(plan.days):
        return plan.days[end].date
    late = end - len(plan.days) + 1  # study days that come after the calendar's last
    return max(plan.days[-1].date, today) + timedelta(days=ceil(late * 7 / len(plan.calendar.study_days)))


def said(position: Position, *, own_hours: bool, file_hours: float | None) -> str:
    """Return where the learner is in a kind sentence."""
    days = f"{abs(position.ahead)} study day{'' if abs(position.ahead) == 1 else 's'}"
    if not position.known:
        return "Too little tells yet where you are: bot done ticks what is done, bot log notes it."
    if position.ahead == 0:
        sentence = "You are where the calendar is."
    elif position.ahead > 0:
        sentence = f"You are {days} ahead of the calendar."
    elif not own_hours:
        theirs = f" It goes by the {file_hours:g} hours a week of the roadmap." if file_hours else ""
        return f"The calendar is {days} further on.{theirs} Say what you have in BOT_HOURS_PER_WEEK, and it is yours."
    else:
        sentence = f"The calendar is {days} further on than you; bot replan moves it to where you are."
    return sentence + (f" At this pace the plan ends around {position.ends:%-d %B %Y}." if position.ends else "")
