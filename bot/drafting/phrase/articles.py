"""Articles: “function for loading” is written, “a function for loading” is said."""

import re
from collections.abc import Sequence
from itertools import takewhile

from bot.activity.message.wording import word_set
from bot.drafting.phrase import nouns
from bot.drafting.phrase.case import is_capital, is_title
from bot.drafting.phrase.clauses import DANGLING
from bot.drafting.phrase.verbs import FORMS, PASTS, Form

_LEADING = word_set("up out off on back through with about into down over for to in of from")
_ONLY_ONES = word_set("start end beginning rest")  # “the end of module 3”
_SPELLED = re.compile(r"[A-Z]{2,}(?:s|Ops)")  # “MLOps”
_SPELLED_OPEN = frozenset("AEFHILMNORSX")
_WORDLIKE = word_set("""
    LASSO SMOTE REST RAM ROM RAID SARIMA LIME SAML ROS NASA FIFO LIFO MERN MEAN RIDGE SUDOKU
    """)


def with_article(text: str, article: str = "", *, pairs: bool = False) -> str:
    """Return text with “a” before a thing that wants one: “function for loading” is written, not said."""
    words = text.split()
    leading = (word.lower() in _LEADING and words[place + 1 :][:1] != ["loop"] for place, word in enumerate(words))
    begins = (place for place, is_leading in enumerate(leading) if not is_leading)
    begin = next(begins, len(words))
    ends = (place + (words[place][-1] in ",:") for place in range(begin, len(words)) if ends_run(words[place]))
    run = words[begin : next(ends, len(words))]
    head = run[-1].lower().rstrip(",:") if run else ""
    heads = (
        nouns.COUNTABLE
        | _ONLY_ONES
        | (_KNOWN_ONES if article == "the" else frozenset())
        | (nouns.FAULTS if article else frozenset())
    )
    if len(run) == 1 and (run[0].endswith(":") or (run[0].endswith(",") and _IN_LISTS.match(run[0]))):
        return text
    if head not in heads or not _wants_article(run) or is_capital(run[0]):
        return text
    after = words[begin + len(run) :]
    if after[1:] and after[0] in _PAIRED and run[-1][-1] not in ",:" and not {after[1].lower()} & _ARTICLED:
        second = list(takewhile(lambda word: not ends_run(word), after[1:]))
        pairs = pairs or after[0].startswith("vs")
        if pairs or not second or second[-1].lower().rstrip(",:") not in heads or not _wants_article(second):
            return text if pairs else " ".join([*words[:begin], article or indefinite(run[0]), *words[begin:]])
        both = [after[0], article or indefinite(second[0]), *after[1:]]
        return " ".join([*words[:begin], article or indefinite(run[0]), *run, *both])
    article = "the" if head in _ONLY_ONES or (head in _HOOKED and _CAMEL.match(run[0])) else article
    article = "" if article == "a" else article
    return " ".join([*words[:begin], article or indefinite(run[0]), *words[begin:]])


_IN_LISTS = re.compile(r"[A-Z]{2,},|(?:mean|median),")  # “RNN, LSTM and GRU”, “mean, median and variance”
_KNOWN_ONES = word_set("rate size threshold name font title shape store state order speed path type axis sign")
_PAIRED = frozenset({"and", "&", "or", "vs", "vs."})
_ARTICLED = nouns.DETERMINERS | PASTS
_HOOKED = word_set("hook function method component class trait")
_CAMEL = re.compile(r"[a-z]+[A-Z]")


def indefinite(word: str) -> str:
    """Return “an” before a word that is spoken with an open beginning, else “a”."""
    return "an" if _sounds_open(word) else "a"


_SUBORDINATE = word_set("where when that which so around inside behind instead within against over under across")


def ends_run(word: str) -> bool:
    """Tell whether the name of a thing ends before a word: “the curve | for”."""
    return word.lower() in nouns.OF_A_NOUN | _SUBORDINATE or word.lower() in DANGLING or word[-1] in ",:"


_COUNTED = re.compile(r"\d{1,3}(?:st|nd|rd|th)?|\d.*[^\w].*")


def _wants_article(run: Sequence[str]) -> bool:
    first, verb = run[0].lower(), FORMS.get(run[0].lower())
    owned = any(word.lower().endswith(("'s", "s'", "’s")) for word in run)
    doing = verb is not None and verb.form is Form.GERUND and len(run) > 1 and not nouns.DOING.match(" ".join(run))
    titled = len(run) > 1 and is_title([*run, run[0]])
    measure = first in {"mean", "root"} and run[-1].lower().rstrip(",:") == "error"  # “mean squared error” is a measure
    return not (
        measure
        or owned
        or doing
        or titled
        or first in nouns.DETERMINERS
        or _COUNTED.fullmatch(first)
        or first[0] in "“\"'‘"
    )


def _sounds_open(word: str) -> bool:
    """Tell whether a word is spoken with a vowel first: “an SVM”, “a CNN”, “a unit”."""
    if (word.isupper() or _SPELLED.fullmatch(word)) and len(word) > 1 and word not in _WORDLIKE:
        return word[0] in _SPELLED_OPEN
    low = word.lower()
    closed = low.startswith(("uni", "use", "usa", "eu", "one", "once", "ubi", "ui", "ux", "url", "uri", "uu"))
    return (low[0] in "aeiou" and not closed) or low.startswith(
        ("hour", "xg", "xv", "x8", "8", "11", "18", "html", "lstm", "svm", "mlp", "nlp")
    )
