"""LinkedIn: how it counts. Publishing there comes with its own issue; until then posts for it go to the sandbox.

Reserved characters leave with a backslash before them, and whether those count is disputed, so they do here: the
strictest reading, in UTF-16 units, as the limit of 3000 is enforced.
"""

from bot.platforms import Rules

RULES = Rules("LinkedIn", limit=3000)
_RESERVED = frozenset("\\|{}@[]()<>#*_~")


def length(text: str) -> int:
    """Return the length of a text in the strictest reading."""
    return len(text.encode("utf-16-le")) // 2 + sum(mark in _RESERVED for mark in text)
