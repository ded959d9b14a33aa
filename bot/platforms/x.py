"""X: how it counts. Publishing there comes with its own issue; until then posts for X go to the sandbox.

X weighs code points (https://docs.x.com/fundamentals/counting-characters, November 2026; config/v3.json of
twitter-text): most Latin text weighs 1, everything else 2, a web address 23 and an emoji 2 whatever their length. X
makes links of file names too, `train.py` for one, and a post with a link costs more: `links` tells where.
"""

import re
import unicodedata

from bot.platforms import Rules

RULES = Rules("X", limit=280, cost_usd=0.015)
_HEAVY = re.compile("[^\0-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")
_ADDRESS_WEIGHT = 23
_EMOJI_WEIGHT = 2


def length(text: str) -> int:
    """Return the weighted length of a text."""
    if text.isascii() and "." not in text:
        return len(text)
    text = unicodedata.normalize("NFC", text)
    addresses = links(text)
    ends = [0, *(end for _, end in addresses)]
    starts = [*(start for start, _ in addresses), len(text)]
    between = "\n".join(text[end:start] for end, start in zip(ends, starts, strict=True))
    return _weight(between) + len(addresses) * (_ADDRESS_WEIGHT - 1)


def links(text: str) -> list[tuple[int, int]]:
    """Return where X makes links: the first code point of each and the one after its last."""
    from bot.platforms.counting.links import find

    return find(text)


def _weight(text: str) -> int:
    if text.isascii():
        return len(text)
    from bot.platforms.counting.emoji import sequences

    text, emoji = sequences().subn("", text)
    return len(text) + len(_HEAVY.findall(text)) + emoji * _EMOJI_WEIGHT
