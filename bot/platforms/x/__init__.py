"""X: how it counts, what it costs, and who publishes there.

X weighs code points (https://docs.x.com/fundamentals/counting-characters, November 2026; config/v3.json of
twitter-text): most Latin text weighs 1, everything else 2, a web address 23 and an emoji 2 whatever their length. X
makes links of file names too, `train.py` for one, and a post with a link costs more: `links` tells where. Counting is
all that most commands need, so nothing that reaches the network is imported before `connect`.

    account   the account that posts, uploads and reads back
    refusals  what X's answers mean: one table
    timeline  a post of ours found again among those X shows
    wire      tweepy, over our own HTTP client
"""

import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import quote

from bot.errors import Blocked
from bot.platforms import Memory, Platform, Rules, key_of

if TYPE_CHECKING:
    import httpx

    from bot.clock import Clock
    from bot.settings import Settings

RULES = Rules("X", limit=280, has_threads=True, reads_back=True)
_POST_USD, _LINK_USD = 0.015, 0.200  # April 2026: a post, and one with a link in it
_POST_ADDRESS = re.compile(r"https://(?:www\.|mobile\.)?(?:x|twitter)\.com/(?:i/web|\w{1,20})/status/(\d{1,19})\b")
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


def cost(text: str) -> float:
    """Return what one post with this text costs, in dollars."""
    return _LINK_USD if links(text) else _POST_USD


def compose_link(text: str) -> str:
    """Return the address of X's own page for writing a post, with the text in it."""
    return f"https://x.com/intent/post?text={quote(text)}"


def remote_id(url: str) -> str:
    """Return the id in the address of a post at X, or nothing if it is none."""
    found = _POST_ADDRESS.match(url)
    return found[1] if found else ""


def connect(
    settings: "Settings", memory: Memory, clock: "Clock", wire: "httpx.BaseTransport | None" = None
) -> Platform:
    """Return the account the four keys open, asked over the network or over another wire."""
    names = ("consumer_key", "consumer_secret", "access_token", "access_token_secret")
    keys = {name: key_of(settings, memory, f"X_{name.upper()}") for name in names}
    if missing := [f"X_{name.upper()}" for name, key in keys.items() if not key]:
        raise Blocked(
            f"X needs four keys; missing: {', '.join(missing)}.",
            "bot login x",
        )
    from bot.platforms.x.account import Account
    from bot.platforms.x.wire import Line

    return Account(Line(settings.x_api, keys, wire), memory, clock, keys["access_token"])


def _weight(text: str) -> int:
    if text.isascii():
        return len(text)
    from bot.platforms.counting.emoji import sequences

    text, emoji = sequences().subn("", text)
    return len(text) + len(_HEAVY.findall(text)) + emoji * _EMOJI_WEIGHT
