"""Capitals: only an ordinary word loses its own in the middle of a sentence; a name or a title keeps it."""

import re
from collections.abc import Sequence

from bot.activity.message import says_nothing
from bot.activity.message.wording import word_set
from bot.drafting.phrase.clauses import AT_EDGES, LONG, NO_BEGINNING, SENTENCE
from bot.drafting.phrase.names import NAMES
from bot.drafting.phrase.spelling import ALSO_KNOWN
from bot.drafting.phrase.verbs import FORMS

_SMALL = word_set("""
    with from using into over without within between after before through under that your
    """)


def lowered(text: str) -> str:
    """Return a title ready for the middle of a sentence: only an ordinary capitalised word loses its capital.

    Another capital without a plain word shows a name or a title (“Monte Carlo”, “Binary Search”), which stays as it is.
    """
    first, blank, rest = text.partition(" ")
    parts = re.split(r"['’-]", first.lower().strip(AT_EDGES))
    letter = "." in first or (len(parts[0]) == 1 and len(parts) > 1)  # “Node.js”, “K-means”, “T-test”
    ordinary = first.isascii() and first[:1].isupper() and (first[1:].islower() or first == "A")
    ordinary = ordinary and not NAMES.intersection(parts) and is_ordinary(parts[0])
    return (first.lower() if ordinary and not letter and not _goes_on_as_title(rest.split()) else first) + blank + rest


def begun(text: str) -> str:
    """Return words ready for the beginning of a sentence; what is spelled small stays small (“pandas”, “k-NN”)."""
    first = text.partition(" ")[0].strip(AT_EDGES)
    spelled = first.lower() in NAMES or not first.isalpha() or not first.islower()
    return text if spelled and first.lower() not in FORMS else text[:1].upper() + text[1:]


_ENDINGS = re.compile(
    r"\w{2,}(?:ing|ings|ional|tion|tions|sion|sions|ment|ments|ity|ities|ness|ysis|ance|ence|able|ible|ive|ical|ics|ally"
    r"|ious|less|ful|ists?|isms?|ology|ometry|graphy|gram|grams|ture|tures|wise|based|driven|ular|ary|ables?|ors)"
)


def is_ordinary(word: str) -> bool:
    """Tell whether a word is known without a capital; an unknown one may be a name (“Bach”, “Genki”, “Vulkan”)."""
    low = word.strip(AT_EDGES)
    stems = {
        low,
        low.removesuffix("s"),
        low.removesuffix("es"),
        f"{low.removesuffix('ies')}y",
        f"{low.removesuffix('ves')}f",
    }
    known = stems & ALSO_KNOWN or low in FORMS or low in NO_BEGINNING or low in SENTENCE or says_nothing(low)
    return bool(known) or _ENDINGS.fullmatch(low) is not None or not low.isalpha()


def _goes_on_as_title(words: Sequence[str]) -> bool:
    plain = any(len(word) >= LONG and word.islower() and word not in _SMALL for word in words)
    return bool(words) and (is_capital(words[0]) or (any(map(is_capital, words)) and not plain))


def is_title(words: Sequence[str]) -> bool:
    """Tell whether words are somebody's title: “Merge Two Sorted Lists” merged nothing."""
    long = [word for word in words if word[0].isalpha() and len(word) >= LONG and word not in _SMALL]
    return sum(map(is_capital, words[1:])) > 1 and all(word[0].isupper() for word in long)


def is_capital(word: str) -> bool:
    """Tell whether a word has a capital that its own spelling does not ask for."""
    word = word.strip(AT_EDGES).removesuffix("'s")
    return word[:1].isupper() and word[1:].islower() and word.lower() not in NAMES
