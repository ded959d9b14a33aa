"""X: how it counts. Publishing there comes with its own issue; until then posts for X go to the sandbox.

X weighs code points (https://docs.x.com/fundamentals/counting-characters, November 2026): most Latin text weighs 1,
everything else 2, a web address 23 whatever its length. An emoji made of several points is counted point by point here:
never less than X does.
"""

import re
import unicodedata

from bot.platforms import Rules

RULES = Rules("X", limit=280, cost_usd=0.015)
_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
_ADDRESS = re.compile(r"https?://\S+")
_ADDRESS_WEIGHT = 23


def length(text: str) -> int:
    """Return the weighted length of a text."""
    text = unicodedata.normalize("NFC", text)
    bare, addresses = _ADDRESS.subn("", text)
    if bare.isascii():
        return len(bare) + addresses * _ADDRESS_WEIGHT
    return sum(1 if _is_light(ord(mark)) else 2 for mark in bare) + addresses * _ADDRESS_WEIGHT


def _is_light(point: int) -> bool:
    return any(first <= point <= last for first, last in _LIGHT)
