"""What was done on one study day, as far as it can be told: the most telling note, the work, the ticks.

A commit was not written to be posted, so what the guard would ask about stays out, and so does what a note says better.
A passage of a diary was not written for this reader either: it is quoted only where it reads as a sentence on the
subject. A note given to the bot is the learner's to judge.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot import guard
from bot.activity import Evidence, Flavour, Kind
from bot.activity.message.wording import word_set
from bot.drafting import Material
from bot.drafting.phrase import NAMES, nearby, past
from bot.drafting.phrase.case import is_ordinary
from bot.drafting.phrase.verbs import Form, verb_of
from bot.drafting.relate import speaking_of
from bot.drafting.spoken import did
from bot.plan import PlannedDay
from bot.plan.touching import stems

# Of two notes, the one that tells more: trouble before triumph.
_TELLING = (Flavour.MISTAKE, Flavour.WIN, Flavour.LEARNED, Flavour.QUESTION, Flavour.NONE)
WORK = frozenset({Kind.COMMIT, Kind.PULL_REQUEST})
_MOST_PHRASES = 3
_FEW = 3  # words of a phrase that carry meaning
_FEWEST_WORDS = 3
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_IDENTIFIER = re.compile(r"\b[a-z]+[A-Z]\w*|\b[A-Z][a-z]+[A-Z]\w*|\w+_\w+")
# “clf upd”: what only its writer reads.
_SHORTHAND = re.compile(r"\b(?:upd|gen|impl|tmp|misc|cfg|func|stuff|[bcdfghjklmnpqrstvwxz]{2,5})\b")
_READABLE = word_set("""
    sql css html xml svm mlp knn rnn lstm gpt nlp pdf csv npm tdd http https ssh tcp vm llm rss png cnn dvc dns tls jwt
    crud grpc vs ctrl
    """)
# A passage that is a heading, was cut off, or is about the day and not about the subject.
_HAS_VERB = re.compile(
    r"^(?:finally |then |also |just )?(?:\w+ed|wrote|built|made|read|got|went|found|took|began|learnt|spent|did|ran"
    r"|set|put|saw|drew|chose|kept|had|was)\b|\b(?:I|it|this|that|they|which|there|he|she|you|we)\b"
    r"|\b(?:is|are|was|were|has|have|had|can|could|will|would|does|did|do)\b",
    re.IGNORECASE,
)
_BREAKS_OFF = re.compile(
    r"(?:\b(?:on|of|to|in|with|for|the|a|an|and|by|from|at|following|as)|…|\.\.\.?|:)[.\s]*$", re.IGNORECASE
)
_OF_THE_DAY = re.compile(
    r"\b(?:today|tonight|tomorrow|yesterday|this (?:morning|afternoon|evening)|thanks|thank you|birthday|christmas"
    r"|thanksgiving|new years?|holidays?|vacation|guests?|dad|mom|mum|wife|husband|kids?|sick|ill|side note|pay me|paid"
    r"|company|in production|log entry)\b|\bday \d|[\U0001F300-\U0001FAFF]|\b\w+\.(?:h|py|js|c|cpp|rs|md)\b",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(
    r"\b(?:for|with|from|at|to|by|says?|asked|told|and) ([A-Z][a-z]{2,})\b|\b(?P<owner>[A-Z][a-z]{2,})['’]s\b"
)
_IN_MID_THOUGHT = re.compile(
    r"^(?:it|this|that|these|those|they|i['’]ve also|i also|also|started worked)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Told:
    """One study day's note and work, even where the material spans several."""

    note: Evidence | None = None
    another: Evidence | None = None  # of another day
    work: Mapping[str, Evidence] = field(default_factory=dict)
    done: Mapping[str, Evidence] = field(default_factory=dict)
    day: PlannedDay | None = None
    touching: tuple[Evidence, ...] = ()  # the evidence that speaks of what was planned for the day


def tell(material: Material, keep_out: Sequence[str]) -> Told:
    """Return what some material tells."""
    quotable = [each for each in material.evidence if each.kind is Kind.NOTE and _may_be_quoted(each, keep_out)]
    note = _most_telling(quotable)
    work = _besides(_phrases(material.evidence, keep_out, note), note)
    done = _besides(_ticked(material, keep_out, note), note)
    lead = note or next(iter([*work.values(), *done.values()]), None)
    day = material.days.get(lead.date) if lead else None
    of_day = tuple(each for each in material.evidence if lead and each.date == lead.date)
    others = [each for each in quotable if note and each.date != note.date]
    return Told(note, _most_telling(others), work, done, day, speaking_of(day, of_day) if day else ())


def passes(text: str, keep_out: Sequence[str]) -> bool:
    """Tell whether the guard has nothing to say of a text."""
    return guard.check(text, keep_out=keep_out).verdict is guard.Verdict.PASS


def _most_telling(notes: Sequence[Evidence]) -> Evidence | None:
    return min(notes, key=lambda each: _TELLING.index(each.flavour), default=None)


# --- notes -----------------------------------------------------------------------------------------------------------


def _may_be_quoted(note: Evidence, keep_out: Sequence[str]) -> bool:
    if not note.commit:
        return guard.check(note.text, keep_out=keep_out).verdict is not guard.Verdict.BLOCK
    text = note.text.strip()
    whole = text[:1].isupper() and not _BREAKS_OFF.search(text) and _has_verb(text)
    elsewhere = _OF_THE_DAY.search(text) or _IN_MID_THOUGHT.match(text) or _names_somebody(text)
    return whole and not elsewhere and passes(text, keep_out)


def _has_verb(text: str) -> bool:
    found = (verb_of(word.strip(".!?")) for word in text.split())
    return bool(_HAS_VERB.search(text)) or any(verb and verb.form in {Form.THIRD, Form.PAST} for verb in found)


def _names_somebody(text: str) -> bool:
    found = ((each[1] or each["owner"]).lower() for each in _SOMEBODY.finditer(text))
    return any(name not in NAMES and not is_ordinary(name) for name in found)


# --- work ------------------------------------------------------------------------------------------------------------


def _phrases(evidence: Sequence[Evidence], keep_out: Sequence[str], note: Evidence | None) -> dict[str, Evidence]:
    """Return what commits of one study day say was done: the note's day, or else the latest that says something.

    What a commit changed is only looked at where no message of the day says anything.
    """
    work = [each for each in evidence if each.kind in WORK and (note is None or each.date == note.date)]
    said = [(phrase, each) for each in work if (phrase := past(each.text)) and passes(each.title, keep_out)]
    said = said or [(phrase, each) for each in work if (phrase := nearby(each))][:1]
    told = [(phrase, each) for phrase, each in said if _is_readable(phrase) and passes(phrase, keep_out)]
    return _of_the_latest(list(_apart(told)))


def _ticked(material: Material, keep_out: Sequence[str], note: Evidence | None) -> dict[str, Evidence]:
    """Return what ticks of one study day say was done."""
    ticks = [each for each in material.evidence if each.kind is Kind.TICK and (note is None or each.date == note.date)]
    said = ((did(material.kinds[each.ref], each.text), each) for each in ticks if each.ref in material.kinds)
    return _of_the_latest([(phrase, each) for phrase, each in said if phrase and passes(phrase, keep_out)])


def _of_the_latest(said: Sequence[tuple[str, Evidence]]) -> dict[str, Evidence]:
    latest = max((each.date for _, each in said), default=None)
    return dict([(phrase, each) for phrase, each in said if each.date == latest][:_MOST_PHRASES])


def _is_readable(phrase: str) -> bool:
    """Tell whether a phrase can be part of a sentence: no title in quotes, no bare noun, no shorthand."""
    bare = len(phrase.split()) < _FEWEST_WORDS or "“" in phrase or "introduction to" in phrase.lower()
    shorthand = any(found[0] not in _READABLE for found in _SHORTHAND.finditer(phrase))
    return not bare and not shorthand and len(_IDENTIFIER.findall(phrase)) <= 1


def _apart(said: Sequence[tuple[str, Evidence]]) -> Iterator[tuple[str, Evidence]]:
    """Yield the phrases that do not say again what one before said."""
    told: frozenset[str] = frozenset()
    for phrase, each in said:
        if not _says_again(phrase, told):
            yield phrase, each
        told |= _words(phrase)


def _besides(phrases: Mapping[str, Evidence], note: Evidence | None) -> dict[str, Evidence]:
    """Return the phrases that say something a note does not."""
    told = _words(note.text) if note else frozenset()
    return {phrase: each for phrase, each in phrases.items() if not _says_again(phrase, told)}


def _says_again(phrase: str, told: frozenset[str]) -> bool:
    words = _words(phrase)
    shared = len(words & told)
    return shared > 0 and (2 * shared >= len(words) or len(words) <= _FEW)


def _words(text: str) -> frozenset[str]:
    return stems(_CAMEL.sub(" ", text))
