"""What one post may tell: the material as plain values under the names templates ask for.

A name is there only if there is something to say, so a template's `needs` are its conditions. What a template is given
of the learner is always Grounded: words together with the evidence they rest on.

    note, learned, win, mistake, question   the learner's own words, by what they are about
    stuck, comparison                       the same, where they tell of open trouble, or compare two figures
    work, done, shipped, number             what commits, ticks and releases say was done; what a notebook printed
    day, project, following                 what the evidence touches in the plan; what the plan has next
    plan                                    that something is intended, and nothing stronger
    start, milestone, finish, recap         the journey: its first days, a section just ended, the end, a week
    fact                                    a reviewed fact about the subject; unspoken: nothing says what was done
    asks, quiet                             a question may be asked again; nothing was posted for a fortnight
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from bot import guard
from bot.activity import Evidence, Flavour, Kind
from bot.drafting import Material
from bot.drafting.concepts import Fact, Shelved, best
from bot.drafting.phrase import lowered, nearby, past
from bot.drafting.relate import speaking_of
from bot.drafting.spoken import did
from bot.drafting.template import PARAGRAPH, Grounded, Template
from bot.plan import PlannedDay

# Of two notes, the one that tells more: trouble before triumph.
_TELLING = (Flavour.MISTAKE, Flavour.WIN, Flavour.LEARNED, Flavour.QUESTION, Flavour.NONE)
_WORK = frozenset({Kind.COMMIT, Kind.PULL_REQUEST})
_MOST_PHRASES = 3
_MOST_OF_A_WEEK = 4
_FORTNIGHT = 14  # days
_BETWEEN_QUESTIONS = 6  # posts
_STUCK = re.compile(
    r"\b(?:still|stuck|no idea|not sure why|don['’]t (?:know|see|get|understand)|(?:does|do|did|ca|could|wo)n['’]t"
    r"|cannot|gave up|stopped there)\b",
    re.IGNORECASE,
)
_SETTLED = re.compile(
    r"\b(?:fixed|solved|turned out|turns out|now it|works now|the reason was|because)\b", re.IGNORECASE
)
_COMPARED = re.compile(r"\b(?:vs\.?|versus|than|against|instead of|compared|from .{1,30} to)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_NUMBERS = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Shelf:
    """What drafting chooses from, and what it must not repeat or reveal; recent posts stand newest first."""

    templates: Sequence[Template]
    facts: Shelved
    tags: Sequence[str] = ()
    keep_out: Sequence[str] = ()
    recent: Sequence[str] = ()
    recent_angles: Sequence[tuple[str, date]] = ()
    told_facts: frozenset[str] = frozenset()
    turn: int = 0  # how many posts there were before: wordings take turns by it
    today: date = date.min


@dataclass(frozen=True, slots=True)
class Story:
    """What one post tells: values by name, and where in the plan it stands."""

    context: Mapping[str, Any]
    day: PlannedDay | None = None
    fact: Fact | None = None
    figures: tuple[str, ...] = ()  # the texts whose figures may be told


@dataclass(frozen=True, slots=True)
class _Told:
    """One study day's note and work, even where the material spans several."""

    note: Evidence | None = None
    work: Mapping[str, Evidence] = field(default_factory=dict)
    done: Mapping[str, Evidence] = field(default_factory=dict)
    day: PlannedDay | None = None
    touching: tuple[Evidence, ...] = ()  # the evidence that speaks of what was planned for the day


def story(material: Material, shelf: Shelf) -> Story:
    """Return what may be told of some material."""
    told = _told(material, shelf)
    context: dict[str, Any] = {"tags": list(shelf.tags)}
    context |= dict(_own_words(told)) | dict(_deeds(material, told, shelf)) | dict(_places(material, told))
    context |= dict(_journey(material, shelf, told))
    if not any("?" in text for text in shelf.recent[:_BETWEEN_QUESTIONS]):
        context["asks"] = True
    if not context.keys() & {"note", "work", "done", "shipped", "number"} and material.evidence:
        context["unspoken"] = True
    fact = best(shelf.facts, _topic(material, told), shelf.told_facts)
    if fact:
        more = _SENTENCE_END.split(fact.long, maxsplit=1)[0]
        context["fact"] = {"short": fact.short, "long": fact.long, "more": more, "question": fact.question}
    sources = [each.text for each in (*material.evidence, *material.week, *filter(None, [material.plan]))]
    figures = (*sources, *((fact.short, fact.long, fact.question) if fact else ()), *_places_of(context))
    return Story(context, told.day or _planned(material), fact, figures)


def _told(material: Material, shelf: Shelf) -> _Told:
    note = _most_telling(material.evidence, shelf)
    work = _besides(_phrases(material.evidence, shelf, note), note)
    done = _besides(_ticked(material, shelf, note), note)
    lead = note or next(iter([*work.values(), *done.values()]), None)
    day = material.days.get(lead.date) if lead else None
    of_day = tuple(each for each in material.evidence if lead and each.date == lead.date)
    return _Told(note, work, done, day, speaking_of(day, of_day) if day else ())


def _besides(phrases: Mapping[str, Evidence], note: Evidence | None) -> dict[str, Evidence]:
    """Return the phrases a note does not hold in its own words."""
    told = note.text.lower() if note else ""
    return {phrase: each for phrase, each in phrases.items() if phrase.lower() not in told}


def _most_telling(evidence: Sequence[Evidence], shelf: Shelf) -> Evidence | None:
    notes = (each for each in evidence if each.kind is Kind.NOTE)
    quotable = [each for each in notes if _verdict(each.text, shelf) is not guard.Verdict.BLOCK]
    return min(quotable, key=lambda each: _TELLING.index(each.flavour), default=None)


def _phrases(evidence: Sequence[Evidence], shelf: Shelf, note: Evidence | None) -> dict[str, Evidence]:
    """Return what commits of one study day say was done: the note's day, or else the latest that says something.

    A commit was not written to be posted, so anything the guard would ask about stays out. What it changed is only
    looked at where no message of the day says anything.
    """
    work = [each for each in evidence if each.kind in _WORK and (note is None or each.date == note.date)]
    said = [(phrase, each) for each in work if (phrase := past(each.text)) and _passes(each.title, shelf)]
    said = said or [(phrase, each) for each in work if (phrase := nearby(each))][:1]
    return _of_the_latest([(phrase, each) for phrase, each in said if _passes(phrase, shelf)])


def _ticked(material: Material, shelf: Shelf, note: Evidence | None) -> dict[str, Evidence]:
    """Return what ticks of one study day say was done."""
    ticks = [each for each in material.evidence if each.kind is Kind.TICK and (note is None or each.date == note.date)]
    said = ((did(material.kinds[each.ref], each.text), each) for each in ticks if each.ref in material.kinds)
    return _of_the_latest([(phrase, each) for phrase, each in said if phrase and _passes(phrase, shelf)])


def _of_the_latest(said: Sequence[tuple[str, Evidence]]) -> dict[str, Evidence]:
    latest = max((each.date for _, each in said), default=None)
    return dict([(phrase, each) for phrase, each in said if each.date == latest][:_MOST_PHRASES])


def _passes(text: str, shelf: Shelf) -> bool:
    return _verdict(text, shelf) is guard.Verdict.PASS


def _verdict(text: str, shelf: Shelf) -> guard.Verdict:
    return _judged(text, tuple(shelf.keep_out))


@lru_cache(maxsize=1_024)  # a week's evidence is looked at every day of it
def _judged(text: str, keep_out: tuple[str, ...]) -> guard.Verdict:
    return guard.check(text, keep_out=keep_out).verdict


def _places_of(context: Mapping[str, Any]) -> Iterator[str]:
    """Yield what the plan itself counts: which section of how many."""
    yield from (value for value in context.get("milestone", {}).values() if isinstance(value, str))


# --- the names -------------------------------------------------------------------------------------------------------


def _own_words(told: _Told) -> Iterator[tuple[str, Any]]:
    if not told.note:
        return
    words = Grounded([told.note], text=_sentence(told.note.text))
    yield "note", words
    if told.note.flavour:
        yield told.note.flavour.value, words
    trouble = told.note.flavour in {Flavour.MISTAKE, Flavour.QUESTION, Flavour.NONE}
    if trouble and _STUCK.search(told.note.text) and not _SETTLED.search(told.note.text):
        yield "stuck", words
    if _COMPARED.search(told.note.text) and len(_NUMBERS.findall(told.note.text)) > 1:
        yield "comparison", words


def _deeds(material: Material, told: _Told, shelf: Shelf) -> Iterator[tuple[str, Any]]:
    if told.work:
        yield "work", Grounded(list(told.work.values()), past=list(told.work))
    if told.done:
        yield "done", Grounded(list(told.done.values()), past=list(told.done))
    out = [each for each in material.evidence if each.kind is Kind.RELEASE and _passes(each.title, shelf)]
    if out:
        yield "shipped", Grounded(out[-1:], title=out[-1].title)
    printed = [each for each in material.evidence if each.kind is Kind.NUMBER and _passes(each.title, shelf)]
    if printed:
        yield "number", Grounded(printed[-1:], text=printed[-1].title)


def _places(material: Material, told: _Told) -> Iterator[tuple[str, Any]]:
    if told.day and told.touching and _is_a_thing(told.day.subject):
        yield "day", Grounded(told.touching, title=lowered(told.day.subject))
    project = told.day.section.project if told.day else None
    if project and project.title and told.touching and _builds(told.day, project.title):
        yield "project", Grounded(told.touching, title=lowered(project.title), dataset=project.dataset)
    if material.plan:
        yield "plan", Grounded([material.plan])
    if material.following and material.plan:
        yield "following", Grounded([material.plan], title=lowered(material.following.subject))


def _builds(day: PlannedDay | None, title: str) -> bool:
    """Tell whether a study day works on the section's project."""
    return day is not None and (
        title.lower() in day.day.title.lower() or any(title.lower() in item.text.lower() for item in day.day.items)
    )


def _journey(material: Material, shelf: Shelf, told: _Told) -> Iterator[tuple[str, Any]]:
    if material.begins and material.roadmap and material.evidence:
        yield "start", Grounded(material.evidence, title=material.roadmap.title)
    ticks = [each for each in material.evidence if each.kind is Kind.TICK]
    if material.ended and ticks and material.roadmap:
        section = material.ended[-1]
        yield (
            "milestone",
            Grounded(
                ticks,
                name=section.name,
                title=lowered(section.title),
                place=f"{section.kind} {section.number} of {len(material.roadmap.sections)}",
            ),
        )
        if material.complete:
            yield "finish", Grounded(ticks, title=material.roadmap.title)
    week = _of_a_week(material, shelf)
    if len(week) > 1 and len({each.date for each in week.values()}) > 1:
        yield "recap", Grounded(list(week.values()), past=list(week))
    if material.quiet_for >= _FORTNIGHT and not material.evidence:
        yield "quiet", True


def _of_a_week(material: Material, shelf: Shelf) -> dict[str, Evidence]:
    """Return what the week's days say was done, one thing a day, in their order."""
    found: dict[date, tuple[str, Evidence]] = {}
    for each in material.week:
        phrase = _phrase_of(each, material)
        if phrase and _passes(phrase, shelf) and (each.kind is not Kind.COMMIT or _passes(each.title, shelf)):
            found.setdefault(each.date, (phrase, each))
    return dict(list(found.values())[-_MOST_OF_A_WEEK:])


def _phrase_of(each: Evidence, material: Material) -> str | None:
    if each.kind in _WORK:
        return past(each.text)
    return did(material.kinds[each.ref], each.text) if each.ref in material.kinds else None


def _is_a_thing(subject: str) -> bool:
    """Tell whether “I'm working through …” may go on with it: “logistic regression”, not “plot the loss curve”."""
    return ":" not in subject and "…" not in subject and (past(subject) or "worked on ").startswith("worked on ")


def _sentence(text: str) -> str:
    """Return the learner's words as they are, closed by a full stop if nothing closes them."""
    text = PARAGRAPH.join(" ".join(part.split()) for part in text.split("\n\n") if part.strip())
    return text if text.endswith((".", "!", "?", "…", "”", '"')) else f"{text}."


def _planned(material: Material) -> PlannedDay | None:
    return material.days[max(material.days)] if material.days else None


def _topic(material: Material, told: _Told) -> str:
    """Return the words a fact has to be about: those the post will say or, where it says nothing, those of the plan."""
    said = [told.note.text if told.note else "", *told.work, *told.done]
    day = told.day if told.touching else None
    if not any(said):
        day = day or _planned(material)
        said = [item.text for item in day.day.items] if day else []
    return " . ".join([*said, day.day.title if day else ""])
