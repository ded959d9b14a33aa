"""The weekly mail to the learner: what the week was, as values; every number of it is one another command shows too.

A digest tells of seven study days that are over: those before the local date it is written on, so that a year of
digests adds up to the year. Private notes are in it: it goes to the learner and to nobody else.

    gathering   the stores become a Digest
    rendering   a Digest becomes a subject, plain text and HTML, by what `showing` makes of it
    showing     what of a week is shown, part by part: pieces (what was done), posts, section (what a part is)
    subject     the lines that show before a mail is opened
    wording     dates, counts, and the words of others made safe
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.activity import Kind
from bot.reports.troubles import Trouble


@dataclass(frozen=True, slots=True)
class DayOf:
    """One study day of the week: what happened, and what the plan had for it."""

    date: date
    counts: Mapping[Kind, int]
    planned: str = ""  # the title of the plan's study day; empty on a day of rest
    rests: str = ""  # why the plan rests on it: a pause's reason, a holiday

    @property
    def total(self) -> int:
        """Return how many pieces of evidence the day has."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence, with an address where it has one."""

    date: date
    kind: Kind
    title: str
    url: str = ""
    repository: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A note, in the learner's own words."""

    date: date
    flavour: str  # "", learned, win, mistake, question
    text: str
    private: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A post of the week, and what became of it."""

    id: int
    platform: str  # as people call it: X, LinkedIn
    status: str
    due_at: datetime
    text: str
    url: str = ""
    reason: str = ""  # why it is not out


@dataclass(frozen=True, slots=True)
class Coming:
    """A study day of the week to come."""

    date: date
    title: str


@dataclass(frozen=True, slots=True)
class Digest:
    """A week, and where it leaves the learner."""

    journey: str  # the roadmap's title
    first: date
    last: date
    week: int  # of the journey, from 1
    weeks: int  # of the whole plan, as it is laid now
    section: str  # where they are: “Week 5: Gradient descent”
    day: str  # and the study day in it: “Day 23: Learning rates”
    pace: str  # the sentence of bot today, with the forecast
    days: tuple[DayOf, ...]  # seven, oldest first
    done: tuple[Piece, ...]  # commits, pull requests, releases, ticks, numbers; notes stand in `said`
    hidden: int  # pieces that may only be counted
    said: tuple[Said, ...]
    told: tuple[Told, ...]  # posts whose hour was in the week
    silent: int  # slots that stayed silent, for want of anything to say
    coming: tuple[Coming, ...]
    waiting: tuple[Told, ...]  # drafts without a yes, now
    approved: int  # posts on their way, now
    troubles: tuple[Trouble, ...]
    question: str  # one question to answer with bot log
    rests: str = ""  # the whole week the plan rested: why

    @property
    def evenings(self) -> int:
        """Return on how many of the days anything happened."""
        return sum(1 for each in self.days if each.total)
