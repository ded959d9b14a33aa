"""A commit's message becomes words that fit a sentence after “I”, and never says more than the message did.

An imperative (“Plot the ROC curve”) becomes a past (“plotted the ROC curve”). Anything else that reads as a thing
(“ROC curve for the fraud data”) becomes “worked on …”: a noun does not say that it is finished. “Finished” needs the
word, or “done”, or “complete”. What may be told at all is decided before, by bot.activity.message; where the grammar
is in doubt there is no phrase, for a missing phrase costs little and a wrong one is read by everybody.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.activity import Evidence
from bot.activity.message import (
    FEW,
    LONG,
    MERGE,
    NOTHING,
    ORDER,
    PROGRAM,
    REVERT,
    SECRET,
    SPAM,
    TIDYING,
    Reading,
    read,
    says_nothing,
)
from bot.activity.message.wording import word_set
from bot.drafting.phrase.nouns import ADJECTIVES, COMPOUND_OF, DETERMINERS, NAMES
from bot.drafting.phrase.thing import dangles, has_verb_inside, is_capital, is_title, lowered, named, with_article
from bot.drafting.phrase.verbs import FORMS, PASTS, Form, Taken, leading_verb

__all__ = ["NAMES", "UNCLEAR", "lowered", "nearby", "past", "reason"]

# Whatever it changed, it was no work of the learner's worth a sentence.
_NO_WORK = frozenset({MERGE, ORDER, PROGRAM, REVERT, SECRET, SPAM, TIDYING})
UNCLEAR = "it is not clear what was done"
_MOST_CHARACTERS = 110
_AT_EDGES = " .,:;!-–—/&+*"
_PIECES = re.compile(r"\s*;\s*|(?<=\w)[.!] +(?=\S)|\s+[-–—|→]+\s+|\s+->\s+|\s*\|\s*")
_ASIDE = re.compile(r"\s*\([^()]*\)")
_PLACED = re.compile(r"^(?P<place>[A-Za-z]+ \d{1,3})\s*[-–—|]\s+(?P<title>\S)")
_FIRST_PERSON = re.compile(r"(?:i(?:'ve| have)?|i (?:also|just)) (?=\w+)|(?:i'm|i am|im) (?=\w+ing\b)", re.IGNORECASE)
_PRONOUNS = frozenset({"i", "i'm", "i've", "im"})
_ADVERBS = word_set("""
    also just now then successfully manually quickly correctly properly initially and basically
""")
_DEGREES = "almost |nearly |mostly |half |halfway |partially |partly "
_DONE = re.compile(
    rf"(?P<degree>{_DEGREES})?(?:done|finish(?:ed|es)?|complete[sd]?)"
    r"(?: (?:with|up|off|doing|working on|reading|watching))? (?P<rest>\S.*)",
    re.IGNORECASE,
)
_IS_DONE = re.compile(
    rf"(?P<rest>\S.*?)[ :,-]+(?:is |are |was |all |now |(?P<degree>{_DEGREES}))*(?:done|completed?|finished)",
    re.IGNORECASE,
)
_DEGREE = re.compile(rf"\b(?:{_DEGREES}|still |so far\b|wip\b|not yet\b) ?".replace("half |halfway ", "halfway "))
# “Complete guide” is no order to complete anything.
_COMPLETE_THING = word_set("""
    graph graphs guide list set solution course tutorial binary bipartite example implementation notes overview
    version code walkthrough rewrite refactor documentation setup roadmap plan
""")


def past(subject: str) -> str | None:
    """Return what was done, ready to follow “I”: “plotted the ROC curve”; None if the message does not carry it."""
    return _told(subject)[0]


def nearby(work: Evidence) -> str | None:
    """Return what was worked on by what stands near it: a notebook's heading, else a file's name; the last resort."""
    if work.details is None or reason(work.text) in _NO_WORK:
        return None
    said = (past(each) for each in (*work.details.headings, *work.details.paths))
    return next((phrase for phrase in said if phrase and phrase.startswith("worked on ")), None)


def reason(text: str) -> str:
    """Return why a message gives no phrase, in words to show; nothing if it gives one."""
    return _told(text)[1]


def _told(text: str) -> tuple[str | None, str]:
    reading = read(text)
    if reading.reason:
        return None, reading.reason
    found = next(_phrases(reading), None)
    if found is None and " " not in reading.subject:
        return None, FEW
    if found is None:
        return None, NOTHING if says_nothing(reading.subject) else UNCLEAR
    if len(found) > _MOST_CHARACTERS:
        return None, LONG
    # What reads differently once it is said can be read in two ways: “linked list of names”.
    again = read(found)
    return (found, "") if next(_phrases(again), None) == found and not again.reason else (None, UNCLEAR)


def _phrases(reading: Reading) -> Iterator[str]:
    """Yield what the parts of a subject say was done: parts with a verb first."""
    subject = _PLACED.sub(r"\g<place>: \g<title>", _ASIDE.sub("", reading.subject)).replace(" & ", " and ")
    if "(" in subject or ")" in subject or subject.count('"') % 2:
        return
    parts = [part for each in _PIECES.split(subject) if (part := _first_person(each.strip(_AT_EDGES)))]
    whole = _finishing(subject.strip(_AT_EDGES), reading)
    yield from filter(None, [whole, *(_finishing(part, reading) or _acting(part, reading) for part in parts)])
    verb = "fixed" if reading.mends else "worked on"
    inner = range(1, len(parts) - 1)
    yield from filter(
        None, (named(each, verb) for at, each in enumerate(parts) if at not in inner or not _somebody(each))
    )


def _first_person(part: str) -> str:
    """Return a part without the pronoun and the adverbs before its verb; nothing if the pronoun stands elsewhere."""
    words = _FIRST_PERSON.sub("", part, count=1).split() if _FIRST_PERSON.match(part) else part.split()
    while words and words[0].lower() in _ADVERBS:
        words.pop(0)
    return "" if _PRONOUNS.intersection(word.lower() for word in words) else " ".join(words)


def _somebody(part: str) -> bool:
    """Tell whether a part between dashes may be a teacher's name: “Machine Learning - Andrew Ng - trees”."""
    first, _, second = part.partition(" ")
    return " " not in second and is_capital(first) and is_capital(second)


# --- verbs ----------------------------------------------------------------------------------------------------------


def _finishing(part: str, reading: Reading) -> str | None:
    """Return “finished …” where the words say done, and “worked on …” where they say almost."""
    found = _DONE.fullmatch(part) or _IS_DONE.fullmatch(part)
    if not found or _is_complete_thing(part.split()):
        return None
    rest = _DEGREE.sub("", found["rest"]).strip(_AT_EDGES)
    verb = leading_verb(rest.split())
    if verb and verb.form is not Form.GERUND:
        return _acting(rest, reading) if found.re is _IS_DONE else None
    return named(rest, "worked on" if found["degree"] or reading.unfinished else "finished", fewest=1)


def _is_complete_thing(words: Sequence[str]) -> bool:
    return words[0].lower() == "complete" and any(word.lower() in _COMPLETE_THING for word in words[1:2])


def _acting(part: str, reading: Reading) -> str | None:
    """Return what a part that begins with a verb says was done."""
    words = (_DEGREE.sub("", part) if reading.unfinished else part).split()
    verb = leading_verb(words)
    if (
        verb is None
        or len(words) == 1
        or _is_complete_thing(words)
        or (verb.form is Form.GERUND and verb.plain == "watch")
    ):
        return None
    if verb.form is Form.PLAIN and is_title(words):
        return f"worked on “{' '.join(words)}”" if not set('"“”') & set(part) else None
    if verb.plain in _CAREFUL and words[1].lower() not in _NO_LESSON:
        return _careful(verb.plain, words[1:])
    rest = _object(words[1:], article=verb.form is not Form.GERUND or verb.taken is Taken.VERB)
    if rest is None:
        return None
    if verb.form is Form.GERUND or verb.plain in _HOPED or reading.unfinished:
        return f"worked on {verb.gerund} {rest}"
    return f"{verb.past} {rest}"


# Verbs that say nothing of an end may stay as they are; the first three promise more than a commit can show.
_LEARNING = word_set("learn understand memorise memorize")
_GOING_ON = word_set("""
    study practise practice explore experiment play start begin try attempt continue review
""")
_CAREFUL = _LEARNING | _GOING_ON | {"work", "get", "let", "host", "call", "achieve"}
# What these say came true only a number could show: “improve accuracy”, “avoid leakage”.
_HOPED = word_set("""
    improve increase reduce decrease prevent avoid ensure eliminate optimise optimize minimise minimize maximise
    maximize enhance speed strengthen stabilize perfect upgrade secure
    """)
_NO_LESSON = word_set("rate rates curve curves theory algorithm algorithms objective path paths")


def _careful(plain: str, words: Sequence[str]) -> str | None:
    """Return a phrase for a verb that must not grow: “learned about closures” is “worked on closures”."""
    if plain in _LEARNING:
        if words[0].lower() in {"a", "lots"}:
            return None
        words = words[1:] if words[0].lower() in {"about", "on", "more", "some"} else words
        return (
            named(" ".join(words), "worked on", fewest=1) if words and words[0].lower() not in {"to", "how"} else None
        )
    if plain == "work":
        verb = leading_verb(words[1:])
        odd = verb and verb.form is not Form.GERUND and words[1].lower() not in ADJECTIVES
        if odd or words[0].lower() not in {"on", "with", "through"}:
            return None
    elif plain not in _GOING_ON:
        return None
    rest = _object(words)
    return f"{FORMS[plain].past} {rest}" if rest else None


# --- what the verb was done to --------------------------------------------------------------------------------------

_JOINTS = frozenset({"and", "&", "then", "+"})
_CLAUSES = word_set("that which who how where when for by")
_NO_OBJECT = word_set("by of as or is are was were be been has have had can will , me it them")


def _object(words: Sequence[str], *, article: bool = True) -> str | None:
    """Return what a verb was done to, with the verbs joined to it brought into the past."""
    joined = _joined(words)
    text = " ".join(joined).strip(_AT_EDGES)
    if not text or dangles(text) or says_nothing(text) or joined[0].lower() in _NO_OBJECT:
        return None
    if joined[0].lower() in _JOINTS and (not joined[2:] or joined[1] not in PASTS):
        return None
    if has_verb_inside([word.lower() for word in joined], (Form.PLAIN,)):
        return None
    return with_article(text) if article else text


def _joined(words: Sequence[str]) -> list[str]:
    """Return words with every further verb after “and” or a comma in the past; cut where it might be a noun."""
    kept: list[str] = []
    for place, word in enumerate(words):
        if place == 1 and _joins(word, words[0]) and FORMS.get(words[0].lower().strip(",")):
            return list(words)  # “add read, update and delete views”: the words name things
        verb = FORMS.get(word.lower().strip(",")) if place and _joins(words[place - 1], words[place - 1]) else None
        following = words[place + 1].lower() if place + 1 < len(words) else ""
        if verb and following and words[place - 1].endswith(",") and not _begins_clause(kept):
            return kept  # “added PCA, updated notes”: one is enough, a comma is no “and”
        if verb is None or verb.form in (Form.PAST, Form.GERUND) or _begins_clause(kept):
            kept.append(word)
        elif verb.taken is Taken.VERB or following in DETERMINERS or place == 1:
            kept.append(verb.past)
        elif not following or following in COMPOUND_OF.get(verb.plain, ()) or FORMS.get(_before_joint(words, place)):
            kept.append(word)
        else:
            return kept[:-1] if kept[-1].lower() in _JOINTS else kept
    return kept


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
