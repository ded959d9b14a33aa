"""Mastodon: how it counts. Publishing there comes with its own issue, and with it the limits of the server used.

It counts characters as a reader sees them (StatusLengthValidator, November 2026), an address with http:// as 23 and of
@user@host only @user; the content warning counts too. What is an address is twitter-text's to say, with a wider idea of
paths; a bare file name is none. 500 is what servers allow unless their owner says otherwise.
"""

import re
from functools import cache

from bot.platforms import Rules
from bot.platforms.counting.graphemes import graphemes
from bot.platforms.counting.links import Tail, balanced, find

RULES = Rules("Mastodon", limit=500)
_ADDRESS = "x" * 23
# A name has no dot or hyphen at either end; what @ or :// follows is no mention.
_ELSEWHERE = re.compile(
    r"(?<![=/\w])(@[A-Za-z0-9_]++(?:[.-]++[A-Za-z0-9_]++)*+)@\w++(?:[.-]++\w++)*+(?![@＠]|://)",
)


def length(text: str, warning: str = "") -> int:
    """Return how many characters Mastodon counts in a text and its content warning."""
    return graphemes(warning + _ELSEWHERE.sub(r"\1", _shortened(text)))


def _shortened(text: str) -> str:
    """Return a text with each address as long as it counts."""
    if "://" not in text:
        return text
    addresses = find(text, _tail(), bare=False)
    ends = [0, *(end for _, end in addresses)]
    starts = [*(start for start, _ in addresses), len(text)]
    return _ADDRESS.join(text[end:start] for end, start in zip(ends, starts, strict=True))


@cache
def _tail() -> Tail:
    """Return what may follow a domain: config/initializers/twitter_regex.rb of mastodon/mastodon."""
    goes_on = r"""!*"'「」;:=,.$%\[\]~&|@"""
    ends = rf"""[^\s<>()?{goes_on}]"""
    parentheses = balanced(r"^\s<>()?")
    query_goes_on = r"!?*'();:+$%\[\].,~|@^"
    query_ends = "A-Za-z0-9_&=#/\\-\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\uffef\U00010000-\U0010ffff"
    return Tail(
        path=re.compile(rf"/(?:[{goes_on}]*+(?:{ends}++|{parentheses}))*+"),
        query=re.compile(rf"\?(?:[{query_goes_on}]*+[{query_ends}]++)++"),
    )
