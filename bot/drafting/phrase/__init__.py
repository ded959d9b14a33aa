"""A commit's message becomes words that fit a sentence after “I”, and never says more than the message did.

An imperative (“Plot the ROC curve”) becomes a past (“plotted the ROC curve”). Anything else that reads as a thing
(“ROC curve for the fraud data”) becomes “worked on …”: a noun does not say that it is finished. “Finished” needs the
word, or “done”, or “complete”. What may be told at all is decided before, by bot.activity.message; where the grammar
is in doubt there is no phrase, for a missing phrase costs little and a wrong one is read by everybody.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.activity import Evidence
from bot.activity.message import Reading, read, says_nothing
from bot.activity.message.reasons import (
    FEW,
    LONG,
    MERGE,
    NOTHING,
    ORDER,
    PEOPLE,
    PROGRAM,
    REVERT,
    SECRET,
    SPAM,
    TIDYING,
)
from bot.activity.message.wording import word_set
from bot.drafting.phrase.case import begun, is_capital, is_ordinary, lowered
from bot.drafting.phrase.clauses import AT_EDGES
from bot.drafting.phrase.doing import DEGREE, DEGREES, acting, is_complete_thing
from bot.drafting.phrase.names import NAMES
from bot.drafting.phrase.nouns import COUNTABLE, DETERMINERS
from bot.drafting.phrase.thing import named
from bot.drafting.phrase.verbs import Form, leading_verb

__all__ = ["NAMES", "UNCLEAR", "begun", "joined", "lowered", "nearby", "own_part", "past", "reason"]
# Whatever it changed, it was no work of the learner's worth a sentence.
_NO_WORK = frozenset({MERGE, ORDER, PROGRAM, REVERT, SECRET, SPAM, TIDYING})
UNCLEAR = "it is not clear what was done"
_MOST_CHARACTERS = 110
_ABBREVIATED = word_set("ch chap chp sec ex lec no pt vol vs al fig eq pp p approx resp e.g i.e cf prof dr st")
_NO_ABBREVIATION = "".join(rf"(?<!\b{word.replace('.', '[.]')})" for word in sorted(_ABBREVIATED))
_PIECES = re.compile(rf"\s*;\s*|(?<=\w){_NO_ABBREVIATION}[.!] +(?=\S)|\s+[-–—|→]+\s+|\s+->\s+|\s*\|\s*")
_ASIDE = re.compile(r"(?:^|\s+)\([^()]*\)")
_ACRONYM = re.compile(r"\b(?:[Ee]da|[Cc]nn|[Rr]nn|[Ll]stm|[Ss]vm|[Hh]tml|[Cc]ss|[Ss]ql)(?=s?\b)(?!\.)")
_NOTES = re.compile(r"^notes? (?=(?:chapter|ch\.?|lecture|lesson|unit|module|section)s? \d)", re.IGNORECASE)
_REVIEW = re.compile(r"^review of (?=\w)", re.IGNORECASE)
_FIRST_WORKING = re.compile(r"(?<=^first )working ", re.IGNORECASE)
_LEAD = re.compile(r"^(?P<lead>[A-Z][\w+#.' ]{1,40}): (?P<rest>\S+ \S.*)")
_PLACED = re.compile(r"^(?P<place>[A-Za-z]+ \d{1,3})\s*[-–—|]\s+(?P<title>\S)")
_FIRST_PERSON = re.compile(r"(?:i(?:'ve| have)?|i (?:also|just)) (?=\w+)|(?:i'm|i am|im) (?=\w+ing\b)", re.IGNORECASE)
_PRONOUNS = frozenset({"i", "i'm", "i've", "im"})
_ADVERBS = word_set("""
    also just now then finally successfully manually quickly correctly properly initially and basically
""")
_DONE = re.compile(
    rf"(?P<degree>{DEGREES})?(?:done|finish(?:ed|es)?|complete[sd]?):?"
    r"(?: (?:with|up|off|doing|working on|reading|watching))? (?P<rest>\S.*)",
    re.IGNORECASE,
)
_IS_DONE = re.compile(
    rf"(?P<rest>\S.*?)[ :,-]+(?:is |are |was |all |now |(?P<degree>{DEGREES}))*(?:done|completed?|finished)",
    re.IGNORECASE,
)


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


def joined(phrases: Sequence[str]) -> str:
    """Return phrases as one after “I”: “worked on A and B”, “plotted A and worked on B”."""
    groups: list[tuple[str, list[str]]] = []
    for phrase in phrases:
        verb = next((verb for verb in _SHARED if phrase.startswith(verb)), "")
        if verb and groups and groups[-1][0] == verb:
            groups[-1][1].append(phrase.removeprefix(verb))
        else:
            groups.append((verb, [phrase]))
    return _listed([_listed(parts) for _, parts in groups])


_SHARED = ("worked on ", "worked through ", "went through ", "finished ", "read ", "watched ")


def own_part(phrase: str) -> str:
    """Return what of a phrase stands in a list of several: the verb they share is said once."""
    return next((phrase.removeprefix(verb) for verb in _SHARED if phrase.startswith(verb)), phrase)


def _listed(parts: Sequence[str]) -> str:
    """Return “a”, “a and b” or “a, b and c”; a comma before the last “and” where a part holds one of its own."""
    own = any(" and " in part or ", " in part for part in parts)
    last = ", and " if own else " and "
    return last.join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


@lru_cache(maxsize=2_048)
def _told(text: str) -> tuple[str | None, str]:
    reading = read(text)
    if reading.reason:
        return None, reading.reason
    if _stranger(reading.subject):
        return None, PEOPLE
    found = next(_phrases(reading), None)
    if found is None:
        few = " " not in reading.subject
        return None, FEW if few else NOTHING if says_nothing(reading.subject) else UNCLEAR
    if len(found) > _MOST_CHARACTERS:
        return None, LONG
    # What reads differently once it is said can be read in two ways: “linked list of names”.
    again = read(found)
    if _stranger(again.subject):
        return None, PEOPLE
    return (found, "") if next(_phrases(again), None) == found and not again.reason else (None, UNCLEAR)


# A capital after these is somebody, unless it is known as a name of something: “with Ravi”, “for Contoso”.
_WITH = re.compile(
    r"\b(?i:with|from|for|by|told|tell|asked|ask|and|helped|help) (?:the )?(?P<name>[A-Z][a-z]{2,})"
    r"(?=$|'s\b|,| (?:on|at|about|and|during|in|for|to|with|team|group|Corp|Inc|Ltd|LLC|GmbH|AG|Co)\b)"
)


def _stranger(subject: str) -> bool:
    """Tell whether a subject names somebody, or a firm, that is in no list of tools and famous names."""
    found = (
        each
        for each in (*_WITH.finditer(subject), *_FOR_A_FIRM.finditer(subject))
        if not each[0].startswith("and ") or _COMPANY.search(subject)
    )
    return any(each["name"].lower() not in NAMES and not is_ordinary(each["name"].lower()) for each in found)


_FOR_A_FIRM = re.compile(
    r"^(?:\w+ed )?(?P<name>[A-Z][a-z]{2,}) (?:dashboards?|reports?|portal|account|campaign|onboarding)\b"
)
_COMPANY = re.compile(r"\b(?:with|from|pair\w*)\b", re.IGNORECASE)


def _phrases(reading: Reading) -> Iterator[str]:
    """Yield what the parts of a subject say was done: parts with a verb first."""
    subject = (
        _PLACED.sub(r"\g<place>: \g<title>", _ASIDE.sub("", reading.subject))
        .replace(" & ", " and ")
        .replace(" + ", " and ")
    )
    subject = _FIRST_WORKING.sub("", _REVIEW.sub("review ", _NOTES.sub("notes on ", subject)))
    subject = _ACRONYM.sub(lambda found: found[0].upper(), subject)
    if "(" in subject or ")" in subject or subject.count('"') % 2:
        return
    parts = [part for each in _PIECES.split(subject) if (part := _first_person(each.strip(AT_EDGES)))]
    whole = _finishing(subject.strip(AT_EDGES), reading)
    yield from filter(None, [whole, *(_finishing(part, reading) or acting(part, reading) for part in parts)])
    lead = _LEAD.match(subject)  # “Micrograd: add tanh”: the part of the work, then what was done
    if lead and (said := _finishing(lead["rest"], reading) or acting(lead["rest"], reading)):
        yield said
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


def _finishing(part: str, reading: Reading) -> str | None:
    """Return “finished …” where the words say done, and “worked on …” where they say almost."""
    found = _DONE.fullmatch(part) or _IS_DONE.fullmatch(part)
    if not found or is_complete_thing(part.split()):
        return None
    rest = DEGREE.sub("", found["rest"]).strip(AT_EDGES)
    verb = leading_verb(rest.split())
    if verb and verb.form is not Form.GERUND:
        return acting(rest, reading) if found.re is _IS_DONE else None
    ended = not (found["degree"] or reading.unfinished) and _has_an_end(rest)
    return named(rest, "finished" if ended else "worked on", fewest=1)


# What has an end that one can come to; a field or a language has none.
_ENDS = COUNTABLE | word_set("""
    exercises homework homeworks assignments labs lessons chapters notes book course quizzes level levels problems pset
    psets tasks challenges puzzles katas koans questions tutorial setup refactor migration essay paper part unit module
    implementation version capstone bootcamp workbook worksheet half most rewrite redesign reading writeup
    handout
    """)


def _has_an_end(rest: str) -> bool:
    """Tell whether words name something one can finish: “finished the parser”, but “worked on Java”."""
    words = rest.lower().split()
    verb = leading_verb(rest.split())
    doing = (words[-1].endswith("ing") and len(words) > 1) or (verb is not None and verb.form is Form.GERUND)
    return doing or words[0] in DETERMINERS or bool(_ENDS.intersection(words)) or any(map(str.isdigit, rest))
