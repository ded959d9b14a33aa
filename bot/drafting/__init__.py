"""A day, its evidence and a template become a Draft whose every statement about the learner is a claim.

telling   what was done on a study day, as far as it can be told
story     what one post may tell, under the names templates ask for
template  the tags {% claim %}, {% maybe %} and {% either %}, in a sandbox
honesty   what a template may not say of the learner
phrase    a commit's subject as words that fit a sentence; spoken the same for a roadmap's item
concepts  reviewed facts: the only statements about the world; choosing: which of them a post tells
question  one kind question about a study day
relate    which evidence speaks of what was planned
write     the parts together: the first draft that fits, repeats nothing, and that the guard lets pass
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from bot.activity import Evidence
from bot.plan import PlannedDay
from bot.roadmaps.roadmap import Kind as ItemKind
from bot.roadmaps.roadmap import Roadmap, Section

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")


class Tense(StrEnum):
    """How strong a claim's verb is; evidence decides it, never the calendar."""

    DID = "did"
    DOING = "doing"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement about the learner, and what it rests on."""

    text: str
    tense: Tense
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """What a draft may speak of: a closed span of study, what happened in it, and what comes next."""

    evidence: tuple[Evidence, ...]
    days: Mapping[date, PlannedDay] = field(default_factory=dict)  # what was planned when
    following: PlannedDay | None = None
    plan: Evidence | None = None  # that `following` is intended
    kinds: Mapping[str, ItemKind] = field(default_factory=dict)  # of the items that were ticked, by their id
    roadmap: Roadmap | None = None
    begins: bool = False  # the plan has just begun, and nothing was posted here yet
    ended: tuple[Section, ...] = ()  # sections of which the last item was ticked in the span
    complete: bool = False  # with them all of the roadmap is done
    week: tuple[Evidence, ...] = ()  # of the last seven days, told or not
    quiet_for: int = 0  # days since the last post here
    untold: bool = False  # nothing of what happened is told: only a fact on what is being studied


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, a line of hashtags not among them."""
    found = (each.strip() for each in _SENTENCE_END.split(text))
    return [each for each in found if each and not all(word.startswith("#") for word in each.split())]


@dataclass(frozen=True, slots=True)
class Draft:
    """A text for one platform with its claims; not yet in the queue."""

    platform: str
    angle: str
    parts: tuple[str, ...]
    claims: tuple[Claim, ...]
    section: str = ""
    day: str = ""
    fact: str = ""  # the name of the reviewed fact it tells
    good_for: timedelta = timedelta()  # how long after its hour it is still true; for ever if nothing is said
