"""A thing a message names (“ROC curve for the fraud data”), made fit for the middle of a sentence: case and article.

Odd about it: whether words name a thing at all is found by what a thing's name cannot hold (a verb, a dangling “for”),
since nobody can list all things a person may learn.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.activity.message import says_nothing
from bot.activity.message.wording import word_set
from bot.drafting.phrase import nouns
from bot.drafting.phrase.verbs import FORMS, Form, Taken, leading_verb, reads_as_noun

# A clause has these, a thing has not.
_SENTENCE = word_set("""
    is are was were has have had does do did can works worked gets got goes went seems looks runs be am i it's its
    that's there's because but so if while although though when than them
    """)
_NO_BEGINNING = word_set("""
    after before for with just also now then so and but or if when because as at in on from by this that these those
    it there here what how why who whom where which let lets please ok yes no oops not to into about than trying
    some more can cannot could is was are were do does did done have has had having getting being going doing very
    too only even still back up out off over under again other first last next old same own few many much less least
    most finish finished complete completed close resolve temp tmp via per like such both of until since during
    possible able unable through almost nearly mostly partially partly halfway quite rather instead forgot hello hi hey
    thank thanks
    """) - {"first"}
_DANGLING = word_set("""
    of for with in on the a an and or to from by at & vs using about as into than is are which that because so but
    """)
_PARTICLES = word_set("up out off down back working again now")
_BEFORE_A_VERB = word_set("to and or how that which who not can you & vs")
_LEADING = word_set("up out off on back through with about into down over for to in of from")
_SMALL = word_set("""
    with from using into over without within between after before through under that your
    """)
_ONLY_ONES = word_set("start end beginning rest")  # “the end of module 3”
_SPELLED_OPEN = frozenset("AEFHILMNORSX")
_WORDLIKE = word_set("""
    LASSO SMOTE REST RAM ROM RAID SARIMA LIME SAML ROS NASA FIFO LIFO MERN MEAN RIDGE SUDOKU
    """)
_LONG = 4  # letters: shorter words stay small in titles
_AT_EDGES = " .,:;!-–—/&+*"


def lowered(text: str) -> str:
    """Return a title ready for the middle of a sentence: only an ordinary capitalised word loses its capital.

    Another capital without a plain word shows a name or a title (“Monte Carlo”, “Binary Search”), which stays as it is.
    """
    first, blank, rest = text.partition(" ")
    parts = re.split(r"['’-]", first.lower())
    letter = "." in first or (len(parts[0]) == 1 and len(parts) > 1)  # “Node.js”, “K-means”, “T-test”
    ordinary = first.isascii() and first[:1].isupper() and (first[1:].islower() or first == "A")
    ordinary = ordinary and not nouns.NAMES.intersection(parts)
    return (first.lower() if ordinary and not letter and not _goes_on_as_title(rest.split()) else first) + blank + rest


def _goes_on_as_title(words: Sequence[str]) -> bool:
    plain = any(len(word) >= _LONG and word.islower() and word not in _SMALL for word in words)
    return bool(words) and (is_capital(words[0]) or (any(map(is_capital, words)) and not plain))


def is_title(words: Sequence[str]) -> bool:
    """Tell whether words are somebody's title: “Merge Two Sorted Lists” merged nothing."""
    long = [word for word in words if word[0].isalpha() and len(word) >= _LONG and word not in _SMALL]
    return sum(map(is_capital, words[1:])) > 1 and all(word[0].isupper() for word in long)


def is_capital(word: str) -> bool:
    """Tell whether a word has a capital that its own spelling does not ask for."""
    word = word.strip(_AT_EDGES)
    return word[:1].isupper() and word[1:].islower() and word.lower() not in nouns.NAMES


# --- what a thing is not --------------------------------------------------------------------------------------------


def named(text: str, verb: str, fewest: int = 2) -> str | None:
    """Return the verb and the thing, if that is what the words name; “PCA added” brings its own verb."""
    words = text.split()
    state = FORMS.get(words[-1].lower()) if words[1:] and not leading_verb(words) else None
    if state and state.form is Form.PAST and state.taken is not Taken.RATHER_NOUN:
        verb, words, fewest = state.past, words[:-1], 1
    if len(words) < fewest or not _is_thing([word.lower().strip(",:'\"“”") for word in words]):
        return None
    return f"{verb} {with_article(lowered(' '.join(words)), 'the' if verb == 'finished' else '')}"


def dangles(text: str) -> bool:
    """Tell whether words end where something must follow: “add tests for”."""
    return text.rpartition(" ")[2].lower() in _DANGLING


def _is_thing(lower: Sequence[str]) -> bool:
    first, second = lower[0], lower[1] if len(lower) > 1 else ""
    verb = FORMS.get(first)
    if first in _NO_BEGINNING or first.endswith("ly") or lower[-1] in _DANGLING or _SENTENCE.intersection(lower):
        return False
    if {second, lower[-1]} & _PARTICLES or _is_past(first, second) or says_nothing(" ".join(lower)):
        return False
    if verb and verb.form in (Form.PLAIN, Form.THIRD):
        aimed = not {"to", "by"}.isdisjoint(lower[2:])  # “log metrics to a file”, “sort rows by key”
        return verb.taken is not Taken.VERB and reads_as_noun(verb, second) and not has_verb_inside(lower) and not aimed
    governs = second in {"the", "a", "an", "my", "this", "these", "it"} and not (verb and verb.form is Form.GERUND)
    return not governs and not has_verb_inside(lower)


def _is_past(first: str, second: str) -> bool:
    verb = FORMS.get(first)
    past = verb.form is Form.PAST if verb else first.endswith("ed")
    return past and first not in nouns.ADJECTIVES and (first, second) not in nouns.NAMED_PAIRS


def _governs(word: str, after: str) -> bool:
    verb = FORMS.get(word)
    return verb is not None and verb.form is Form.PLAIN and after in {"a", "an", "the", "this", "my"}


def has_verb_inside(lower: Sequence[str], forms: Sequence[Form] = (Form.PLAIN, Form.THIRD)) -> bool:
    """Tell whether a verb stands where a thing's name has none: “linear regression add plots”."""
    inside = ((before, FORMS.get(word)) for before, word in pairwise(lower))
    if any(
        _governs(word, after) and before not in _BEFORE_A_VERB
        for before, word, after in zip(lower, lower[1:], lower[2:], strict=False)
    ):
        return True
    return any(
        verb is not None and verb.taken is Taken.VERB and verb.form in forms and before not in _BEFORE_A_VERB
        for before, verb in inside
    )


# --- articles -------------------------------------------------------------------------------------------------------


def with_article(text: str, article: str = "") -> str:
    """Return text with “a” before a thing that wants one: “function for loading” is written, not said."""
    words = text.split()
    leading = (word.lower() in _LEADING and words[place + 1 :][:1] != ["loop"] for place, word in enumerate(words))
    begins = (place for place, is_leading in enumerate(leading) if not is_leading)
    begin = next(begins, len(words))
    ends = (place + (words[place][-1] in ",:") for place in range(begin, len(words)) if _ends_run(words[place]))
    run = words[begin : next(ends, len(words))]
    head = run[-1].lower().rstrip(",:") if run else ""
    if head not in nouns.COUNTABLE | _ONLY_ONES or not _wants_article(run) or is_capital(run[0]):
        return text
    article = article or ("the" if head in _ONLY_ONES else "")
    return " ".join([*words[:begin], article or ("an" if _sounds_open(run[0]) else "a"), *words[begin:]])


def _ends_run(word: str) -> bool:
    return word.lower() in nouns.OF_A_NOUN or word.lower() in _DANGLING or word[-1] in ",:"


def _wants_article(run: Sequence[str]) -> bool:
    first, verb = run[0].lower(), FORMS.get(run[0].lower())
    owned = any(word.lower().endswith(("'s", "s'", "’s")) for word in run)
    doing = verb is not None and verb.form is Form.GERUND and len(run) > 1
    titled = len(run) > 1 and is_title([*run, run[0]])
    return not (owned or doing or titled or first in nouns.DETERMINERS or first[0].isdigit() or first[0] in "“\"'‘")


def _sounds_open(word: str) -> bool:
    """Tell whether a word is spoken with a vowel first: “an SVM”, “a CNN”, “a unit”."""
    if word.isupper() and len(word) > 1 and word not in _WORDLIKE:
        return word[0] in _SPELLED_OPEN
    low = word.lower()
    closed = low.startswith(("uni", "use", "usa", "eu", "one", "once", "ubi", "ui", "ux", "url", "uri", "uu"))
    return (low[0] in "aeiou" and not closed) or low.startswith(("hour", "xg"))
