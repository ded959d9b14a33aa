"""What was done on one study day, as far as it can be told: the most telling note, the work, the ticks.

A commit was not written to be posted, so what the guard would ask about stays out, and so does what a note says better.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from bot import guard
from bot.activity import Evidence, Flavour, Kind
from bot.activity.message.wording import word_set
from bot.drafting import Material
from bot.drafting.phrase import NAMES, nearby, past
from bot.drafting.relate import speaking_of
from bot.drafting.spoken import did
from bot.plan import PlannedDay
from bot.plan.touching import stems

# Of two notes, the one that tells more: trouble before triumph.
_TELLING = (Flavour.MISTAKE, Flavour.WIN, Flavour.LEARNED, Flavour.QUESTION, Flavour.NONE)
WORK = frozenset({Kind.COMMIT, Kind.PULL_REQUEST})
_MOST_PHRASES = 3
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
# “clf upd”: what only its writer reads.
_SHORTHAND = re.compile(r"\b(?:upd|gen|impl|tmp|misc|cfg|func|stuff|[bcdfghjklmnpqrstvwxz]{2,5})\b")
_KNOWN_SHORTHAND = word_set("""
    sql css html xml svm mlp knn rnn lstm gpt nlp pdf csv npm tdd http https ssh tcp vm llm rss png cnn dvc dns tls jwt
    crud grpc vs ctrl
    """)


@dataclass(frozen=True, slots=True)
class Told:
    """One study day's note and work, even where the material spans several."""

    note: Evidence | None = None
    notes: tuple[Evidence, ...] = ()  # every note of the whole material that may be quoted
    work: Mapping[str, Evidence] = field(default_factory=dict)
    done: Mapping[str, Evidence] = field(default_factory=dict)
    day: PlannedDay | None = None
    touching: tuple[Evidence, ...] = ()  # the evidence that speaks of what was planned for the day


def tell(material: Material, keep_out: Sequence[str]) -> Told:
    """Return what some material tells."""
    notes = _quotable(material.evidence, keep_out)
    note = min(notes, key=lambda each: _TELLING.index(each.flavour), default=None)
    work = _besides(_phrases(material.evidence, keep_out, note), note)
    done = _besides(_ticked(material, keep_out, note), note)
    lead = note or next(iter([*work.values(), *done.values()]), None)
    day = material.days.get(lead.date) if lead else None
    of_day = tuple(each for each in material.evidence if lead and each.date == lead.date)
    return Told(note, notes, work, done, day, speaking_of(day, of_day) if day else ())


def _besides(phrases: Mapping[str, Evidence], note: Evidence | None) -> dict[str, Evidence]:
    """Return the phrases that say something a note does not."""
    told = stems(_CAMEL.sub(" ", note.text)) if note else frozenset()
    return {phrase: each for phrase, each in phrases.items() if not _mostly(stems(_CAMEL.sub(" ", phrase)), told)}


def _mostly(words: frozenset[str], told: frozenset[str]) -> bool:
    return bool(words) and 2 * len(words & told) >= len(words)


def _quotable(evidence: Sequence[Evidence], keep_out: Sequence[str]) -> tuple[Evidence, ...]:
    notes = (each for each in evidence if each.kind is Kind.NOTE)
    return tuple(each for each in notes if _verdict(each.text, keep_out) is not guard.Verdict.BLOCK)


def _phrases(evidence: Sequence[Evidence], keep_out: Sequence[str], note: Evidence | None) -> dict[str, Evidence]:
    """Return what commits of one study day say was done: the note's day, or else the latest that says something.

    A commit was not written to be posted, so anything the guard would ask about stays out. What it changed is only
    looked at where no message of the day says anything.
    """
    work = [each for each in evidence if each.kind in WORK and (note is None or each.date == note.date)]
    said = [(phrase, each) for each in work if (phrase := past(each.text)) and passes(each.title, keep_out)]
    said = [(phrase, each) for phrase, each in said if not is_shorthand(phrase)]
    said = said or [(phrase, each) for each in work if (phrase := nearby(each))][:1]
    return _of_the_latest([(phrase, each) for phrase, each in said if passes(phrase, keep_out)])


def is_shorthand(phrase: str) -> bool:
    """Tell whether a phrase holds an abbreviation nobody but its writer knows."""
    return any(found[0] not in NAMES and found[0] not in _KNOWN_SHORTHAND for found in _SHORTHAND.finditer(phrase))


def _ticked(material: Material, keep_out: Sequence[str], note: Evidence | None) -> dict[str, Evidence]:
    """Return what ticks of one study day say was done."""
    ticks = [each for each in material.evidence if each.kind is Kind.TICK and (note is None or each.date == note.date)]
    said = ((did(material.kinds[each.ref], each.text), each) for each in ticks if each.ref in material.kinds)
    return _of_the_latest([(phrase, each) for phrase, each in said if phrase and passes(phrase, keep_out)])


def _of_the_latest(said: Sequence[tuple[str, Evidence]]) -> dict[str, Evidence]:
    latest = max((each.date for _, each in said), default=None)
    return dict([(phrase, each) for phrase, each in said if each.date == latest][:_MOST_PHRASES])


def passes(text: str, keep_out: Sequence[str]) -> bool:
    """Tell whether the guard has nothing to say of a text."""
    return _verdict(text, keep_out) is guard.Verdict.PASS


def _verdict(text: str, keep_out: Sequence[str]) -> guard.Verdict:
    return _judged(text, tuple(keep_out))


@lru_cache(maxsize=1_024)  # a week's evidence is looked at every day of it
def _judged(text: str, keep_out: tuple[str, ...]) -> guard.Verdict:
    return guard.check(text, keep_out=keep_out).verdict
