"""LinkedIn: how it counts. Publishing there comes with its own issue; until then posts for it go to the sandbox.

Reserved characters leave with a backslash before them, and within an address some of them as %28 and the like. Whether
that counts is disputed, so it does here: the strictest reading, in UTF-16 units, as the limit of 3000 is enforced.
Hashtags count in the same way, though theirs may go without the backslash.
"""

import re

from bot.platforms import Rules

RULES = Rules("LinkedIn", limit=3000)
_RESERVED = frozenset("\\|{}@[]()<>#*_~")
_ENCODED = frozenset("()[]{}|<>\\*")
_ADDRESS = re.compile(r"https?://\S+")


def length(text: str) -> int:
    """Return the length of a text in the strictest reading."""
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    encoded = sum(mark in _ENCODED for address in _ADDRESS.findall(text) for mark in address)
    return units + sum(mark in _RESERVED for mark in text) + encoded
