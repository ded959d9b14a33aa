"""Bluesky: how it counts, and who publishes there.

A post may have 300 characters as a reader sees them and 3000 bytes of UTF-8 (lexicon app.bsky.feed.post, November
2026); an address counts in full. One number has to tell both: where the bytes are too many, a character is taken as the
ten bytes the two limits allow it, so that such a text is over the limit by as much as it really is. Counting is all
that most commands need, so nothing that reaches the network is imported before `connect`.

    account   the account that posts, uploads and reads back
    answers   what Bluesky's answers mean: its tables
    record    a post as it is kept there: its key, its links, its pictures
    session   who we are there: two tokens that have to be renewed
    wire      one call over our own HTTP client
"""

import re
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from bot.errors import Blocked
from bot.platforms import Memory, Platform, Rules, key_of
from bot.platforms.counting.graphemes import graphemes

if TYPE_CHECKING:
    import httpx

    from bot.clock import Clock
    from bot.settings import Settings

# We choose the key of a post ourselves, and what is put under a key a second time is the same post: for ever.
RULES = Rules(
    "Bluesky", limit=300, most_bytes=976_000, has_threads=True, reads_back=True, same_key_for=timedelta(days=3650)
)
_MOST_BYTES = 3000
_POST_ADDRESS = re.compile(
    r"https://(?:www\.)?bsky\.app/profile/((?:did:[a-z]+:)?[\w.-]{1,253})/post/([\w.~-]{1,512})(?![^/?#])", re.ASCII
)


def length(text: str) -> int:
    """Return how many of the 300 characters a text uses up."""
    seen = graphemes(text)
    size = len(text.encode("utf-8", "surrogatepass"))
    return seen if size <= _MOST_BYTES else max(seen, -(-size * RULES.limit // _MOST_BYTES))


def cost(text: str) -> float:
    """Return what one post costs: nothing."""
    return 0.0


def compose_link(text: str) -> str:
    """Return the address of Bluesky's own page for writing a post, with the text in it."""
    return f"https://bsky.app/intent/compose?text={quote(text)}"


def remote_id(url: str) -> str:
    """Return what Bluesky calls the post at an address, or nothing if it is none."""
    found = _POST_ADDRESS.match(unquote(url))
    return f"at://{found[1]}/app.bsky.feed.post/{found[2]}" if found else ""


def connect(
    settings: "Settings", memory: Memory, clock: "Clock", wire: "httpx.BaseTransport | None" = None
) -> Platform:
    """Return the account the handle and the app password open, asked over the network or over another wire."""
    handle = settings.bluesky_handle or memory.recall("BLUESKY_HANDLE")
    password = key_of(settings, memory, "BLUESKY_APP_PASSWORD")
    needed = {"BLUESKY_HANDLE": handle, "BLUESKY_APP_PASSWORD": password}
    if missing := [name for name, value in needed.items() if not value]:
        raise Blocked(
            f"Bluesky needs to know who you are; missing: {', '.join(missing)}.",
            "bot login bluesky",
        )
    from bot.platforms.bluesky.account import Account
    from bot.platforms.bluesky.session import Login, Session
    from bot.platforms.bluesky.wire import Line

    line = Line(clock, wire)
    return Account(line, Session(settings.bluesky_api, Login(handle, password), memory, clock, line), memory, clock)
