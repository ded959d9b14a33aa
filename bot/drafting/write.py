"""Writes the draft for one platform: the best template that has what it needs, fits, and that the guard lets pass."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot import guard
from bot.activity import Evidence, Flavour, Kind
from bot.drafting import Claim, Draft, Material
from bot.drafting.concepts import Fact, best
from bot.drafting.phrase import lowered, past
from bot.drafting.relate import speaking_of
from bot.drafting.template import Grounded, Template, render
from bot.platforms import voice

# Of two notes, the one that tells more: trouble before triumph.
_TELLING = (Flavour.MISTAKE, Flavour.WIN, Flavour.LEARNED, Flavour.QUESTION, Flavour.NONE)
_MOST_PHRASES = 3
_MOST_DROPPED = 9


@dataclass(frozen=True, slots=True)
class Shelf:
    """What drafting chooses from, and what it must not repeat or reveal."""

    templates: Sequence[Template]
    facts: Sequence[Fact]
    tags: Sequence[str] = ()
    keep_out: Sequence[str] = ()
    recent: Sequence[str] = ()
    recent_angles: Sequence[str] = ()


def write(platform: str, material: Material, shelf: Shelf) -> Draft | None:
    """Return a draft, or None where the honest post is silence."""
    context = _context(material, shelf)
    for template in _eligible(context, shelf):
        made = _fitted(template, context, platform)
        if made and _passes(made[0], shelf):
            return _draft(platform, template.angle, made, material)
    return None


def _draft(platform: str, angle: str, made: tuple[str, tuple[Claim, ...]], material: Material) -> Draft:
    day = material.day
    return Draft(
        platform=platform,
        angle=angle,
        parts=(made[0],),
        claims=made[1],
        section=f"{day.section.name}: {day.section.title}" if day else "",
        day=f"{day.name}: {day.day.title}" if day else "",
    )


def _eligible(context: Mapping[str, Any], shelf: Shelf) -> list[Template]:
    """Return the templates that have what they need: evidence first, then the one unused for longest."""
    ready = [template for template in shelf.templates if template.needs <= context.keys()]
    return sorted(ready, key=lambda each: (-each.weight, _last_used(each, shelf.recent_angles), each.angle))


def _last_used(template: Template, recent_angles: Sequence[str]) -> int:
    """Return how recently an angle was used: 0 for never, the number of angles for the last one."""
    if template.angle not in recent_angles:
        return 0
    return len(recent_angles) - list(recent_angles).index(template.angle)


def _fitted(template: Template, context: Mapping[str, Any], platform: str) -> tuple[str, tuple[Claim, ...]] | None:
    """Render, giving up optional parts in their order until the text fits; a word is never cut."""
    kind = voice(platform)
    most = min(template.most, kind.RULES.limit)
    for dropped in range(_MOST_DROPPED + 1):
        text, claims = render(template, context, dropped)
        if kind.length(text) <= most:
            return (text, claims) if kind.length(text) >= template.least else None
    return None


def _passes(text: str, shelf: Shelf) -> bool:
    report = guard.check(text, keep_out=shelf.keep_out, recent=shelf.recent)
    return report.verdict is not guard.Verdict.BLOCK


def _context(material: Material, shelf: Shelf) -> dict[str, Any]:
    """Return plain values for the template; a name is there only if there is something to say."""
    context: dict[str, Any] = {"tags": list(shelf.tags)}
    done = material.evidence
    context |= dict(_note(done, shelf))
    phrases = dict(_phrases(done, shelf))
    if phrases:
        context["work"] = Grounded(list(phrases.values()), past=list(phrases))
    if material.day and (touched := speaking_of(material.day, done)):
        context["day"] = Grounded(touched, title=lowered(material.day.day.title))
    if material.following and material.plan:
        context["following"] = Grounded([material.plan], title=lowered(material.following.day.title))
    if fact := best(shelf.facts, _words(material, done), shelf.recent):
        context["fact"] = {"short": fact.short, "long": fact.long, "question": fact.question}
    return context


def _note(done: Sequence[Evidence], shelf: Shelf) -> Iterator[tuple[str, object]]:
    """Yield the most telling note that may be quoted, as `note` and under its flavour's name."""
    notes = [each for each in done if each.kind is Kind.NOTE and _passes(each.text, shelf)]
    if notes:
        note = min(notes, key=lambda each: _TELLING.index(each.flavour))
        value = Grounded([note], text=_sentence(note.text))
        yield "note", value
        if note.flavour:
            yield note.flavour.value, value


def _sentence(text: str) -> str:
    """Return the learner's words as they are, closed by a full stop if nothing closes them."""
    text = " ".join(text.split())
    return text if text.endswith((".", "!", "?", "…", "”", '"')) else f"{text}."


def _phrases(done: Sequence[Evidence], shelf: Shelf) -> Iterator[tuple[str, Evidence]]:
    commits = (each for each in done if each.kind is Kind.COMMIT)
    usable = ((past(each.title), each) for each in commits if _passes(each.title, shelf))
    found = [(phrase, each) for phrase, each in usable if phrase]
    yield from found[:_MOST_PHRASES]


def _words(material: Material, done: Sequence[Evidence]) -> list[str]:
    """Return the words a fact is looked for in: the learner's own first, then the day's."""
    day = material.day
    planned = " ".join([day.day.title, *(item.text for item in day.day.items)]) if day else ""
    return [
        " ".join(each.text for each in done if each.kind is Kind.NOTE),
        planned,
        " ".join(each.title for each in done),
    ]
