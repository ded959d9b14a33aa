"""Writes the draft for one platform: the best template that has what it needs, fits, and that the guard lets pass."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot import guard
from bot.activity import Evidence, Flavour, Kind
from bot.drafting import Claim, Draft, Material
from bot.drafting.concepts import Fact, best
from bot.drafting.phrase import lowered, nearby, past
from bot.drafting.relate import speaking_of
from bot.drafting.template import PARAGRAPH, Grounded, Template, render
from bot.plan import PlannedDay
from bot.platforms import voice

# Of two notes, the one that tells more: trouble before triumph.
_TELLING = (Flavour.MISTAKE, Flavour.WIN, Flavour.LEARNED, Flavour.QUESTION, Flavour.NONE)
_WORK = frozenset({Kind.COMMIT, Kind.PULL_REQUEST})
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


@dataclass(frozen=True, slots=True)
class Story:
    """What one post tells: one study day's note and work, even where the material spans several."""

    note: Evidence | None = None
    work: Mapping[str, Evidence] = field(default_factory=dict)
    day: PlannedDay | None = None
    touching: tuple[Evidence, ...] = ()  # the evidence that speaks of what was planned for the day


def write(platform: str, material: Material, shelf: Shelf) -> Draft | None:
    """Return a draft, or None where the honest post is silence."""
    story = _story(material, shelf)
    context = _context(story, material, shelf)
    for template in _eligible(context, shelf):
        made = _fitted(template, context, platform)
        if made and _verdict(made[0], shelf) is not guard.Verdict.BLOCK:
            return _draft(platform, template.angle, made, story)
    return None


def _draft(platform: str, angle: str, made: tuple[str, tuple[Claim, ...]], story: Story) -> Draft:
    day = story.day
    return Draft(
        platform=platform,
        angle=angle,
        parts=(made[0],),
        claims=made[1],
        section=f"{day.section.name}: {day.section.title}" if day else "",
        day=f"{day.name}: {day.subject}" if day else "",
    )


# --- what is told ----------------------------------------------------------------------------------------------------


def _story(material: Material, shelf: Shelf) -> Story:
    note = _most_telling(material.evidence, shelf)
    work = _phrases(material.evidence, shelf, note)
    lead = note or next(iter(work.values()), None)
    day = material.days.get(lead.date) if lead else None
    told = tuple(each for each in material.evidence if lead and each.date == lead.date)
    return Story(note, work, day, speaking_of(day, told) if day else ())


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
    usable = [(phrase, each) for phrase, each in said if _passes(phrase, shelf)]
    latest = max((each.date for _, each in usable), default=None)
    return dict([(phrase, each) for phrase, each in usable if each.date == latest][:_MOST_PHRASES])


def _passes(text: str, shelf: Shelf) -> bool:
    return _verdict(text, shelf) is guard.Verdict.PASS


def _context(story: Story, material: Material, shelf: Shelf) -> dict[str, Any]:
    """Return plain values for the template; a name is there only if there is something to say."""
    context: dict[str, Any] = {"tags": list(shelf.tags)}
    if story.note:
        context["note"] = Grounded([story.note], text=_sentence(story.note.text))
        context |= {story.note.flavour.value: context["note"]} if story.note.flavour else {}
    if story.work:
        context["work"] = Grounded(list(story.work.values()), past=list(story.work))
    if story.day and story.touching and _is_a_thing(story.day.subject):
        context["day"] = Grounded(story.touching, title=lowered(story.day.subject))
    if material.following and material.plan:
        context["following"] = Grounded([material.plan], title=lowered(material.following.subject))
    if fact := best(shelf.facts, _words(story), shelf.recent):
        context["fact"] = {"short": fact.short, "long": fact.long, "question": fact.question}
    return context


def _is_a_thing(subject: str) -> bool:
    """Tell whether “I'm working through …” may go on with it: “logistic regression”, not “plot the loss curve”."""
    return ":" not in subject and (past(subject) or "worked on ").startswith("worked on ")


def _sentence(text: str) -> str:
    """Return the learner's words as they are, closed by a full stop if nothing closes them."""
    text = PARAGRAPH.join(" ".join(part.split()) for part in text.split("\n\n") if part.strip())
    return text if text.endswith((".", "!", "?", "…", "”", '"')) else f"{text}."


def _words(story: Story) -> list[str]:
    """Return what the post will say, where a fact is looked for: a fact about anything else would be off its topic."""
    note = story.note.text if story.note else ""
    return [note, *story.work, story.day.day.title if story.day and story.touching else ""]


# --- how it is told --------------------------------------------------------------------------------------------------


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


def _verdict(text: str, shelf: Shelf) -> guard.Verdict:
    return guard.check(text, keep_out=shelf.keep_out, recent=shelf.recent).verdict
