"""What a verb was done to: the words after it, with their article, and the verbs joined to it in the past."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from bot.activity.message import says_nothing
from bot.activity.message.wording import word_set
from bot.drafting.phrase.articles import with_article
from bot.drafting.phrase.clauses import AT_EDGES, dangles, has_verb_inside
from bot.drafting.phrase.nouns import COMPOUND_OF, DETERMINERS
from bot.drafting.phrase.spelling import is_misspelt
from bot.drafting.phrase.verbs import FORMS, PASTS, Form, Taken, Verb, verb_of

_JOINTS = frozenset({"and", "&", "then", "+"})
_CLAUSES = word_set("that which who how where when for by")
_NO_OBJECT = word_set("by of as or is are was were be been has have had can will , me it them")
# Enough beside a verb that tells what was done: “shuffled the data”, “evaluated on the test set”.
_PLAIN_OBJECT = re.compile(
    r"(?:on |with |in )?(?:the|more) (?:\w+ )?(?:data|models?"
    r"|(?:test|training|validation) set|functions?|notebooks?|classes)",
    re.IGNORECASE,
)


def object_of(
    words: Sequence[str], *, article: bool = True, pairs: bool = False, kind: str = "", says: bool = False
) -> str | None:
    """Return what a verb was done to, with the verbs joined to it brought into the past."""
    told = in_the_past(words)
    text = " ".join(told).strip(AT_EDGES)
    if (
        not text
        or dangles(text)
        or (says_nothing(text) and not (says and _PLAIN_OBJECT.fullmatch(text)))
        or told[0].lower() in _NO_OBJECT
    ):
        return None
    if told[0].lower() in _JOINTS and (not told[2:] or told[1] not in PASTS):
        return None
    if has_verb_inside(told, (Form.PLAIN,)) or is_misspelt(told):
        return None
    return with_article(text, kind, pairs=pairs) if article else text


def in_the_past(words: Sequence[str]) -> list[str]:
    """Return words with every further verb after “and” or a comma in the past; cut where it might be a noun."""
    return _joined(words, lambda verb: verb.past)


def going_on(words: Sequence[str]) -> list[str]:
    """Return words with every further verb as a gerund, or as they are where one might be a noun; nothing is cut."""
    told = _joined(words, lambda verb: verb.gerund)
    return told if len(told) == len(words) else list(words)


def _joined(words: Sequence[str], conjugated: Callable[[Verb], str]) -> list[str]:
    kept: list[str] = []
    for place, word in enumerate(words):
        if place == 1 and _joins(word, words[0]) and verb_of(words[0]):
            return list(words)  # “add read, update and delete views”: the words name things
        verb = verb_of(word) if place and _joins(words[place - 1], words[place - 1]) else None
        following = words[place + 1].lower() if place + 1 < len(words) else ""
        if verb and following and words[place - 1].endswith(",") and not _begins_clause(kept):
            return kept  # “added PCA, updated notes”: one is enough, a comma is no “and”
        if verb is None or verb.form in (Form.PAST, Form.GERUND) or _begins_clause(kept):
            kept.append(word)
        elif not following and place <= _SECOND:
            kept.append(word)  # “implement undo and redo”: two things
        elif verb.taken is Taken.VERB or following in DETERMINERS or place == 1:
            kept.append(conjugated(verb))
        elif not following or following in COMPOUND_OF.get(verb.plain, ()) or FORMS.get(_before_joint(words, place)):
            kept.append(word)
        else:
            return kept[:-1] if kept[-1].lower() in _JOINTS else kept
    return kept


_SECOND = 2


def _joins(word: str, before: str) -> bool:
    return word.lower() in _JOINTS or before.endswith(",")


def _before_joint(words: Sequence[str], place: int) -> str:
    """Return the last word before “and”: in “train and test split” it shows that nouns are joined."""
    return next((word.strip(",").lower() for word in reversed(words[:place]) if word.lower() not in _JOINTS), "")


def _begins_clause(words: Sequence[str]) -> bool:
    """Tell whether a clause has begun whose verbs keep their form: “a script to load and clean rows”."""
    lower = [word.lower().strip(",") for word in words]
    infinitive = any(word == "to" and FORMS.get(after) for word, after in pairwise(lower))
    return infinitive or bool(_CLAUSES.intersection(lower))
