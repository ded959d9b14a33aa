"""One kind question about a study day: the best account of an evening is a sentence its learner wrote.

Which question depends on what is known already: after work, what was hard; after a note about trouble, what helped; on
a day nothing tells of, what there was. The answer is a note like any other.
"""

from collections.abc import Sequence
from datetime import date

from bot.activity import Evidence, Flavour, Kind
from bot.drafting.phrase import lowered, past
from bot.drafting.relate import speaking_of
from bot.drafting.spoken import is_project, thing
from bot.plan import PlannedDay

# `{}` is the day's subject, already fit for the middle of a sentence.
_OF = {
    Flavour.LEARNED: ("What is clearer to you now about {}?", "What would you tell yourself of a week ago about {}?"),
    Flavour.WIN: ("What worked today in {}?", "Which part of {} went better than you thought?"),
    Flavour.MISTAKE: ("What tripped you up in {}?", "Which part of {} took longer than you thought?"),
    Flavour.QUESTION: ("What do you still not understand about {}?", "What would you ask somebody who knows {}?"),
}
_AFTER_WORK = ("What tripped you up in {}?", "What surprised you in {}?", "What is clearer to you now about {}?")
_AFTER_TROUBLE = ("What helped in the end with {}?", "What will you do differently next time in {}?")
_UNKNOWN = ("What did you do for {}, in a sentence?", "What about {} would you explain to a friend now?")
_OF_A_WEEK = (
    "What would you tell yourself of a week ago about {}?",
    "What is clearer to you now about {} than a week ago?",
    "What do you still not understand about {}?",
    "Which part of {} took longer than you thought?",
    "What surprised you in {}?",
)
_OF_A_QUIET_WEEK = ("What would make it easy to go on with {}?", "What is the smallest next step in {}?")
_TODAY = "what you did today"
_LONGEST = 50  # characters that are still read as one thing


def question(day: PlannedDay | None, told: Sequence[Evidence], when: date, flavour: Flavour = Flavour.NONE) -> str:
    """Return the question for a day, another one the next day; `told` is what is known of the day."""
    choices = _OF.get(flavour) or _choices(told)
    touched = day is not None and (not told or speaking_of(day, told))
    subject = _within(day.subject) if day and touched else _TODAY
    return choices[when.toordinal() % len(choices)].format(subject)


def of_the_week(day: PlannedDay | None, told: Sequence[Evidence], when: date) -> str:
    """Return the question for a week that is over, another one the next week; `told` is what is known of it."""
    choices = _OF_A_WEEK if any(each.kind is not Kind.PLAN for each in told) else _OF_A_QUIET_WEEK
    subject = _within(day.subject) if day else "what you are learning"
    return choices[when.toordinal() // 7 % len(choices)].format(subject)


def _within(subject: str) -> str:
    """Return a subject for the middle of a sentence: as it is where it reads as a thing, between quotes where not."""
    if is_project(subject):
        return thing(None, subject)
    is_a_thing = (past(subject) or "").startswith("worked on ")
    is_plain = len(subject) <= _LONGEST and not any(mark in subject for mark in ":…()")
    return lowered(subject) if is_a_thing and is_plain else f"“{subject}”"


def _choices(told: Sequence[Evidence]) -> tuple[str, ...]:
    if any(each.flavour in {Flavour.MISTAKE, Flavour.QUESTION} for each in told):
        return _AFTER_TROUBLE
    return _AFTER_WORK if any(each.kind is not Kind.PLAN for each in told) else _UNKNOWN
