"""Writes the draft for one platform: the best template that has what it needs, fits, and repeats nothing.

Evidence decides first (a template's weight says how much its evidence tells), then which angle was used least lately;
of its wordings the one whose turn it is, unless it opens or closes as another post of the last fortnight did.
"""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from typing import Any

from bot import guard
from bot.drafting import Claim, Draft, Material, Tense, sentences
from bot.drafting.preference import preferring
from bot.drafting.story import Shelf, Story, story
from bot.drafting.template import Template, render
from bot.errors import TemplateError
from bot.platforms import BETWEEN_PARTS, voice

__all__ = ["Shelf", "write"]

_log = logging.getLogger(__name__)
_MOST_DROPPED = 9
_SHORT = 80  # characters; below that, the longer of two goes first
_WORDINGS = 12  # tried of one template
_OPENING = 3  # words
_LATELY = 14  # posts; one a day at most
_A_DAY = timedelta(days=1)  # what one is doing, or means to do next, is true until another study day is over


def write(platform: str, material: Material, shelf: Shelf) -> Draft | None:
    """Return a draft, or None where the honest post is silence."""
    drafts = (_written(platform, view, shelf) for view in _views(material))
    return next(filter(None, drafts), None)


def _views(material: Material) -> Iterator[Material]:
    """Yield the material whole and then, where it spans several days, each day alone: one may tell what all do not.

    What cannot be told, or was told lately, still was a day of study: at last a fact on its subject may stand alone.
    """
    yield material
    days = sorted({each.date for each in material.evidence}, reverse=True)
    for day in days if len(days) > 1 else ():
        yield replace(material, evidence=tuple(each for each in material.evidence if each.date == day))
    if material.evidence:
        yield replace(material, untold=True)


def _written(platform: str, material: Material, shelf: Shelf) -> Draft | None:
    told = story(material, shelf)
    second_best = None
    for template in _eligible(told.context, shelf):
        for made in _made(template, told.context, platform, shelf):
            repeats = _repeats(made[0], shelf)
            if repeats and second_best:
                continue  # and the guard need not be asked
            report = _looked_at(made[0], told, shelf)
            if report.verdict is guard.Verdict.PASS and not repeats:
                return _draft(platform, template, made, told)
            if second_best is None and report.verdict is not guard.Verdict.BLOCK and _is_new(report):
                second_best = _draft(platform, template, made, told)
    return second_best


def _made(
    template: Template, context: Mapping[str, Any], platform: str, shelf: Shelf
) -> Iterator[tuple[str, tuple[Claim, ...]]]:
    """Yield a template's wordings as the learner would put them; one that cannot be filled in takes none away."""
    try:
        own = replace(template, body=preferring(template.body, shelf.preferred))
        for made in _wordings(own, context, platform, shelf.turn):
            if made[0] not in shelf.former:
                yield made
    except TemplateError as error:
        _log.warning("%s", error.message)


def _draft(platform: str, template: Template, made: tuple[str, tuple[Claim, ...]], told: Story) -> Draft:
    day, fact, (text, claims) = told.day, told.fact, made
    tells = fact is not None and (fact.short in text or fact.long in text)
    return Draft(
        platform=platform,
        angle=template.angle,
        good_for=min([template.grace, *(_A_DAY for claim in claims if claim.tense is not Tense.DID)]),
        parts=tuple(text.split(BETWEEN_PARTS)),
        claims=claims,
        section=f"{day.section.name}: {day.section.title}" if day else "",
        day=f"{day.name}: {day.subject}" if day else "",
        fact=fact.name if fact and tells else "",
    )


def _eligible(context: Mapping[str, Any], shelf: Shelf) -> list[Template]:
    """Return the templates that have what they need: evidence first, then the one unused for longest."""
    ready = [each for each in shelf.templates if each.needs <= context.keys() and _rested(each, shelf)]
    return sorted(
        ready, key=lambda each: (each.angle in shelf.tired, -each.weight, _last_used(each, shelf), each.path.name)
    )


def _rested(template: Template, shelf: Shelf) -> bool:
    """Tell whether an angle has not been used for as long as it wants."""
    last = next((when for angle, when in shelf.recent_angles if angle == template.angle), None)
    return last is None or (shelf.today - last).days >= template.every


def _last_used(template: Template, shelf: Shelf) -> int:
    """Return how recently an angle was used: 0 for never, the number of angles for the last one."""
    angles = [angle for angle, _ in shelf.recent_angles]
    return len(angles) - angles.index(template.angle) if template.angle in angles else 0


def _wordings(
    template: Template, context: Mapping[str, Any], platform: str, turn: int
) -> Iterator[tuple[str, tuple[Claim, ...]]]:
    """Yield a template in its different wordings, beginning with the one whose turn it is."""
    seen: set[str] = set()
    for each in range(turn, turn + _WORDINGS):
        fitting = [made for kind in _with_and_without(context) if (made := _fitted(template, kind, platform, each))]
        new = {made[0]: made for made in sorted(fitting, key=lambda made: len(made[0]) < _SHORT) if made[0] not in seen}
        yield from new.values()
        seen |= new.keys()
        if not new:
            return


def _with_and_without(context: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the context as it is, and then with what comes next where it was not to be named, or without it."""
    yield context
    if "following" in context:
        without = {name: value for name, value in context.items() if name != "names_next"}
        yield without if "names_next" in context else {**context, "names_next": True}


def _fitted(
    template: Template, context: Mapping[str, Any], platform: str, turn: int
) -> tuple[str, tuple[Claim, ...]] | None:
    """Render, giving up what may be dropped in its order until the text fits; a word is never cut.

    Only where a template asks for a thread, by a line of ---, is there one, and only where there are threads at all.
    """
    kind = voice(platform)
    most = min(template.most, kind.RULES.limit)
    for dropped in range(_MOST_DROPPED + 1):
        text, claims = render(template, context, dropped, turn)
        lengths = [kind.length(part) for part in text.split(BETWEEN_PARTS)]
        if len(lengths) > 1 and not kind.RULES.has_threads:
            return None
        if max(lengths) <= most:
            return (text, claims) if min(lengths) >= template.least else None
    return None


# --- what it must not be ---------------------------------------------------------------------------------------------


def _looked_at(text: str, told: Story, shelf: Shelf) -> guard.Report:
    """Return what the guard says; every figure has to stand in the evidence or in the fact."""
    text = text.replace(BETWEEN_PARTS, "\n\n")
    return guard.check(text, keep_out=shelf.keep_out, recent=shelf.recent, numbers=told.figures)


def _is_new(report: guard.Report) -> bool:
    return all(finding.rule != guard.SAMENESS for finding in report.findings)


def _repeats(text: str, shelf: Shelf) -> bool:
    """Tell whether a text opens or closes as a post of the last fortnight did."""
    lately = shelf.recent[:_LATELY]
    return _opening(text) in map(_opening, lately) or _closing(text) in map(_closing, lately)


@lru_cache(maxsize=256)  # the same recent posts are compared with every wording
def _opening(text: str) -> tuple[str, ...]:
    return tuple(text.lower().split()[:_OPENING])


@lru_cache(maxsize=256)
def _closing(text: str) -> str:
    return sentences(text)[-1].lower() if sentences(text) else ""
