r"""“Little text”, as LinkedIn reads it (§4 of its contract): what readers see of a commentary.

The first reserved character without a backslash ends the post there. Allowed without one: # before a word, the hashtag
template, and what stands in a web address, which is ASCII (RFC 3986) and has a host with a dot. A backslash in an
address stays, as readers would see a broken link.
"""

import re

_TOKENS = re.compile(
    r"""
    (?P<address> [Hh][Tt][Tt][Pp][Ss]?://(?:[A-Za-z0-9-]+\.)+[A-Za-z](?:[^\s()\[\]{}|<>\\*\x80-\U0010ffff]|\\[_~@\#])+ )
    | \{hashtag\|\\?\#\|(?P<template> \w+ )\}
    | (?P<hashtag> (?<!\w)\#[^\W_]*[^\W\d_][^\W_]* )
    | \\(?P<escaped> [\\|{}@\[\]()<>\#*_~] )
    | (?P<plain> [^\\|{}@\[\]()<>\#*_~] )
    """,
    re.VERBOSE | re.DOTALL,
)


def read(commentary: str) -> str:
    """Return what readers see."""
    seen, at = "", 0
    while found := _TOKENS.match(commentary, at):
        word = found["template"]
        seen += f"#{word}" if word else found["address"] or found["hashtag"] or found["escaped"] or found["plain"]
        at = found.end()
    return seen
