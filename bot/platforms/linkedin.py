"""LinkedIn: how it counts. Publishing there comes with its own issue; until then posts for it go to the sandbox.

Reserved characters leave with a backslash before them, and within an address some of them as %28 and the like. Whether
that counts is disputed, so it does here: the strictest reading, in UTF-16 units, as the limit of 3000 is enforced.
Hashtags count in the same way, though theirs may go without the backslash.
"""

import re
from urllib.parse import quote, unquote

from bot.platforms import Rules

RULES = Rules("LinkedIn", limit=3000, most_pictures=20, names_the_first=True)
_RESERVED = frozenset("\\|{}@[]()<>#*_~")
_ENCODED = frozenset("()[]{}|<>\\*")
_POST_ADDRESS = re.compile(
    r"https://(?:www\.)?linkedin\.com/(?:feed/update/urn:li:|posts/[^/?#]*?-)(share|ugcPost|activity)[:-](\d+)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://\S+")


def length(text: str) -> int:
    """Return the length of a text in the strictest reading."""
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    encoded = sum(mark in _ENCODED for address in _ADDRESS.findall(text) for mark in address)
    return units + sum(mark in _RESERVED for mark in text) + encoded


def cost(text: str) -> float:
    """Return what one post costs: nothing."""
    return 0.0


def compose_link(text: str) -> str:
    """Return the address of LinkedIn's own page for writing a post, with the text in it."""
    return f"https://www.linkedin.com/feed/?shareActive=true&text={quote(text)}"


def remote_id(url: str) -> str:
    """Return the URN in the address of a post at LinkedIn, or nothing if it is none."""
    found = _POST_ADDRESS.match(unquote(url))
    return f"urn:li:{found[1]}:{found[2]}" if found else ""
