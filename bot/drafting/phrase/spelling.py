"""Words that are misspelt: nobody wants a slip repeated in public."""

from collections.abc import Sequence
from difflib import get_close_matches
from functools import lru_cache

from bot.activity.message.wording import word_set
from bot.drafting.phrase import nouns
from bot.drafting.phrase.clauses import LONG
from bot.drafting.phrase.names import NAMES
from bot.drafting.phrase.verbs import FORMS


def is_misspelt(words: Sequence[str]) -> bool:
    """Tell whether words hold a slip that is known: nobody wants it repeated in public."""
    return any(word.lower() in MISSPELT for word in words)


MISSPELT = word_set("""
    funtion funtions fucntion calulate calcualte bianry teh recieve seperate lenght wiht wth implementaion algoritm
    impl algorithim recusion recursuion reccursion classifer regresion nerual netowrk traning dataest pyhton improt
    """)
ALSO_KNOWN = nouns.COUNTABLE | nouns.COMPOUNDS | nouns.ADJECTIVES | NAMES | nouns.DETERMINERS | nouns.ORDINARY
_LEARNT_BY_HEART = sorted(
    {form for form in FORMS if len(form) >= LONG} | {"with", "chapter", "lesson", "exercise", "notes"}
)
_SUFFIXES = ("er", "ers", "or", "ors", "ing", "ion", "ions", "ics", "able", "ive", "al", "ance", "ant", "ment", "ments")


@lru_cache(maxsize=2_000)
def is_slip(word: str) -> bool:
    """Tell whether an unknown word is one slip away from one that is known: “fixd”, “implementet”."""
    low = word.lower()
    known = low in ALSO_KNOWN or low.removesuffix("s") in ALSO_KNOWN or low in FORMS or low in _LEARNT_BY_HEART
    if known or not low.isalpha() or word.isupper() or low.endswith(_SUFFIXES) or not low.isascii():
        return False
    near = [each for each in _LEARNT_BY_HEART if abs(len(each) - len(low)) <= 1 and each[0] == low[0]]
    close = get_close_matches(low, near, n=3, cutoff=0.85)
    return any(not low.startswith(each) or low.endswith(("et", "t", "e")) for each in close if low != f"{each}s")
