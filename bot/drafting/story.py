"""What one post may tell: the material as plain values under the names templates ask for.

A name is there only if there is something to say, so a template's `needs` are its conditions. What a template is given
of the learner is always Grounded: words together with the evidence they rest on.

    note, learned, win, mistake, question   the learner's own words, by what they are about
    another                                 what they wrote on another day of the span
    stuck, comparison                       the same, where they tell of open trouble, or compare two figures
    work, made, done, shipped, number       what commits (made: a deed), ticks and releases say; what a notebook printed
    day, project, following                 what the evidence touches in the plan; what the plan has next
    several                                 what was made on several days of the span, one thing a day
    plan                                    that something is intended, and nothing stronger
    start, milestone, finish, recap         the journey: its first days, a section just ended, the end, a week
    of_data                                 the roadmap that starts is about data
    fact                                    a reviewed fact about the subject; unspoken: nothing says what was done
    asks, names_next                        it is this post's turn to ask something, or to say what comes next
    quiet                                   nothing was posted for a fortnight
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.activity import Evidence, Flavour, Kind
from bot.drafting import Material, sentences
from bot.drafting.choosing import fact_for, planned, tags
from bot.drafting.concepts import Fact, Shelved
from bot.drafting.phrase import lowered, past
from bot.drafting.phrase.verbs import Form, leading_verb
from bot.drafting.spoken import MADE, did, doing, is_project, is_told, thing
from bot.drafting.telling import WORK, Told, passes, tell
from bot.drafting.template import PARAGRAPH, Grounded, Template
from bot.plan import PlannedDay
from bot.plan.cutting import whole
from bot.plan.touching import stems
from bot.roadmaps.roadmap import Kind as ItemKind

_MOST_OF_A_WEEK = 2
_MOST_DAYS = 3
_FORTNIGHT = 14  # days
_OF_DATA = re.compile(r"(?i)\b(?:data|statistics|machine learning|deep learning|analytics|analysis)\b")
_NUMBERED = re.compile(r" (?:[IVX]+|\d+)$")  # one of a row: “Classical machine learning II”
_WORKED = "worked on "  # a topic and no deed: it leads no post, but says what a fact may be about
_BETWEEN_QUESTIONS = 6  # posts
_OF_POSTS, _NAME_NEXT = 5, {0, 2}  # four in ten name a next step, as learners do
_STUCK = re.compile(
    r"\b(?:still (?:not|no|stuck|wrong|fails?|failing|open|don['’]t|doesn['’]t|can['’]t)|stuck|no idea|not sure why"
    r"|don['’]t (?:know|see|get|understand)|(?:does|do|did|ca|could|wo)n['’]t"
    r"|cannot|gave up|stopped there)\b",
    re.IGNORECASE,
)
_SETTLED = re.compile(
    r"\b(?:fixed|solved|turned out|turns out|now it|works now|the reason was|because)\b", re.IGNORECASE
)
_COMPARED = re.compile(r"\b(?:vs\.?|versus|than|against|instead of|compared|from .{1,30} to)\b", re.IGNORECASE)
_ENDS_IN_FIGURE = re.compile(r"[^{}\[\]]*\d\s?[\w%]*[).]?")
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
    tired: frozenset[str] = frozenset()  # angles the learner turned down lately
    preferred: Sequence[tuple[str, str]] = ()  # words of ours, and what they write instead
    former: frozenset[str] = frozenset()  # what this very post said before


@dataclass(frozen=True, slots=True)
class Story:
    """What one post tells: values by name, and where in the plan it stands."""

    context: Mapping[str, Any]
    day: PlannedDay | None = None
    fact: Fact | None = None
    figures: tuple[str, ...] = ()  # the texts whose figures may be told


def story(material: Material, shelf: Shelf) -> Story:
    """Return what may be told of some material."""
    told = Told() if material.untold else tell(material, shelf.keep_out)
    context: dict[str, Any] = {"tags": list(shelf.tags)}
    if not material.untold:
        context |= dict(_own_words(told)) | dict(_deeds(material, told, shelf.keep_out))
        context |= dict(_places(material, told)) | dict(_journey(material, shelf, told))
    if not any("?" in text for text in shelf.recent[:_BETWEEN_QUESTIONS]):
        context["asks"] = True
    if shelf.turn % _OF_POSTS in _NAME_NEXT:
        context["names_next"] = True
    if not context.keys() & {"note", "made", "done", "shipped", "number"} and material.evidence:
        context["unspoken"] = True
    fact = fact_for(material, told, shelf.facts, shelf.told_facts)
    if fact:
        if "start" not in context:  # which tells no fact
            context["tags"] = context["tags"] or list(tags(fact))
        more = sentences(fact.long)[0]
        context["fact"] = {"short": fact.short, "long": fact.long, "more": more, "question": fact.question}
    sources = [each.text for each in (*material.evidence, *material.week, *filter(None, [material.plan]))]
    figures = (*sources, *((fact.short, fact.long, fact.question) if fact else ()), *_places_of(context))
    return Story(context, told.day or planned(material), fact, figures)


def _places_of(context: Mapping[str, Any]) -> Iterator[str]:
    """Yield what the plan itself counts: which section of how many."""
    yield from (value for value in context.get("milestone", {}).values() if isinstance(value, str))


# --- the names -------------------------------------------------------------------------------------------------------


def _own_words(told: Told) -> Iterator[tuple[str, Any]]:
    if not told.note:
        return
    words = Grounded([told.note], text=_sentence(told.note.text))
    yield "note", words
    if told.another:
        yield "another", Grounded([told.another], text=_sentence(told.another.text))
    if told.note.flavour:
        yield told.note.flavour.value, words
    trouble = told.note.flavour in {Flavour.MISTAKE, Flavour.QUESTION, Flavour.NONE}
    if trouble and _STUCK.search(told.note.text) and not _SETTLED.search(told.note.text):
        yield "stuck", words
    if _COMPARED.search(told.note.text) and len(_NUMBERS.findall(told.note.text)) > 1:
        yield "comparison", words


def _deeds(material: Material, told: Told, keep_out: Sequence[str]) -> Iterator[tuple[str, Any]]:
    if told.work:
        yield "work", Grounded(list(told.work.values()), past=list(told.work))
    if made := {phrase: each for phrase, each in told.work.items() if not phrase.startswith(_WORKED)}:
        yield "made", Grounded(list(made.values()), past=list(made))
    if told.done:
        phrases = sorted(told.done, key=lambda phrase: not phrase.startswith(MADE))
        yield "done", Grounded([told.done[phrase] for phrase in phrases], past=phrases)
    out = [each for each in material.evidence if each.kind is Kind.RELEASE and passes(each.title, keep_out)]
    if out:
        yield "shipped", Grounded(out[-1:], title=out[-1].title)
    printed = [
        each
        for each in material.evidence
        if each.kind is Kind.NUMBER and _ENDS_IN_FIGURE.fullmatch(each.title) and passes(each.title, keep_out)
    ]
    if printed:
        yield "number", Grounded(printed[-1:], text=printed[-1].title)


def _places(material: Material, told: Told) -> Iterator[tuple[str, Any]]:
    if told.day and told.touching and _is_a_thing(told.day.subject) and not _is_named(told.day.subject, told):
        yield "day", Grounded(told.touching, title=thing(*_whole_subject(told.day)))
    project = told.day.section.project if told.day else None
    if project and project.title and told.touching and _builds(told.day, project.title):
        yield "project", Grounded(told.touching, title=lowered(project.title), dataset=project.dataset)
    if material.plan:
        yield "plan", Grounded([material.plan])
    if material.following and material.plan and _follows(material.following, material, told):
        yield "following", Grounded([material.plan], title=_as_told(material.following))


def _is_named(subject: str, told: Told) -> bool:
    """Tell whether what is told names a subject already."""
    said = " ".join([told.note.text if told.note else "", *told.work, *told.done])
    return bool(stems(subject) & stems(said))


def _follows(following: PlannedDay, material: Material, told: Told) -> bool:
    """Tell whether a next step follows: from work that touches the plan, or where nothing was told at all."""
    _, subject = _whole_subject(following)
    if (told.day and _whole_subject(told.day)[1] == subject) or not is_told(subject):
        return False
    return bool(told.touching or told.done) or not (told.note or told.work)


def _builds(day: PlannedDay | None, title: str) -> bool:
    """Tell whether a study day works on the section's project."""
    return day is not None and (
        title.lower() in day.day.title.lower() or any(title.lower() in item.text.lower() for item in day.day.items)
    )


def _journey(material: Material, shelf: Shelf, told: Told) -> Iterator[tuple[str, Any]]:
    begun = [each for each in material.evidence if each.kind is not Kind.NOTE or passes(each.text, shelf.keep_out)]
    if material.begins and material.roadmap and begun:
        yield "start", Grounded(begun, title=material.roadmap.title)
        if _OF_DATA.search(" . ".join([material.roadmap.title, *(each.title for each in material.roadmap.sections)])):
            yield "of_data", True
    ticks = [each for each in material.evidence if each.kind is Kind.TICK]
    if material.ended and ticks and material.roadmap:
        section = material.ended[-1]
        yield (
            "milestone",
            Grounded(
                ticks,
                name=section.name,
                title=_of_a_part(section.title),
                place=f"{section.kind} {section.number} of {len(material.roadmap.sections)}",
            ),
        )
        if material.complete:
            yield "finish", Grounded(ticks, title=material.roadmap.title)
    for name, evidence, most in (("recap", material.week, _MOST_OF_A_WEEK), ("several", material.evidence, _MOST_DAYS)):
        days = _day_by_day(evidence, most, material, shelf)
        if len(days) > 1:
            yield name, Grounded([each for _, each in days], past=[phrase for phrase, _ in days])
    if material.quiet_for >= _FORTNIGHT and not material.evidence:
        yield "quiet", True


def _of_a_part(title: str) -> str:
    """Return a section's title for a sentence; one of a numbered row stands as the name it is."""
    return f"“{title}”" if _NUMBERED.search(title) else lowered(title)


def _day_by_day(
    evidence: Sequence[Evidence], most: int, material: Material, shelf: Shelf
) -> Sequence[tuple[str, Evidence]]:
    """Return what was made on the latest days, one thing a day, in their order; what was only read is no such thing."""
    found: dict[date, tuple[str, Evidence]] = {}
    for each in evidence:
        phrase = _phrase_of(each, material) or ""
        new = each.date not in found and phrase not in (known for known, _ in found.values())
        if new and phrase.startswith(MADE) and _may_be_told(phrase, each, shelf):
            found[each.date] = phrase, each
    return list(found.values())[-most:]


def _may_be_told(phrase: str, each: Evidence, shelf: Shelf) -> bool:
    return passes(phrase, shelf.keep_out) and (each.kind is not Kind.COMMIT or passes(each.title, shelf.keep_out))


def _phrase_of(each: Evidence, material: Material) -> str | None:
    if each.kind in WORK:
        return past(each.text)
    return did(material.kinds[each.ref], each.text) if each.ref in material.kinds else None


def _is_a_thing(subject: str) -> bool:
    """Tell whether “I'm working through …” may go on with it: “logistic regression”, not “plot the loss curve”."""
    verb = leading_verb(subject.split())
    return ":" not in subject and "…" not in subject and (verb is None or verb.form is Form.GERUND)


def _as_told(day: PlannedDay) -> str:
    """Return what comes next for a sentence's end: “the project “…””, “ensembles (boosting)”, “evaluating models”."""
    kind, subject = _whole_subject(day)
    if is_project(subject):
        return thing(kind, subject)
    head, colon, rest = subject.partition(": ")
    if colon and "(" not in subject:
        return f"{lowered(head)} ({rest})"
    return doing(kind, subject) or thing(kind, subject)


def _whole_subject(day: PlannedDay) -> tuple[ItemKind | None, str]:
    """Return what a study day is about; a title too long for a calendar stands whole in its item."""
    begins = day.subject.partition("…")[0].partition(" (part")[0].strip()
    return next(
        ((item.kind, whole(item.text)) for item in day.day.items if item.text.startswith(begins)), (None, begins)
    )


def _sentence(text: str) -> str:
    """Return the learner's words as they are, closed by a full stop if nothing closes them."""
    text = PARAGRAPH.join(" ".join(part.split()) for part in text.split("\n\n") if part.strip())
    return text if text.endswith((".", "!", "?", "…", "”", '"')) else f"{text}."
