"""Bluesky: how it counts. Publishing there comes with its own issue.

A post may have 300 characters as a reader sees them and 3000 bytes of UTF-8 (lexicon app.bsky.feed.post, November
2026); an address counts in full. One number has to tell both: where the bytes are too many, a character is taken as the
ten bytes the two limits allow it, so that such a text is over the limit by as much as it really is.
"""

from bot.platforms import Rules
from bot.platforms.counting.graphemes import graphemes

RULES = Rules("Bluesky", limit=300)
_MOST_BYTES = 3000


def length(text: str) -> int:
    """Return how many of the 300 characters a text uses up."""
    seen = graphemes(text)
    size = len(text.encode("utf-8", "surrogatepass"))
    return seen if size <= _MOST_BYTES else max(seen, -(-size * RULES.limit // _MOST_BYTES))
