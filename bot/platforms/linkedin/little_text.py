"""LinkedIn's “little text”: how a post has to be written so that LinkedIn shows all of it.

Odd about it: a reserved character without a backslash is no error. LinkedIn answers 201 and cuts the post off there, so
whatever is not surely a link or a hashtag is escaped
(learn.microsoft.com/linkedin/marketing/community-management/shares/little-text-format, November 2026).

A backslash before the _ of a link breaks the link, so links leave as they are, but for the marks LinkedIn reads as
syntax, which become %28 and the like. A link is what LinkedIn makes one: a host with a dot and letters behind it, ASCII
only; what stands around it, and whatever follows from its first other letter on, is text. A hashtag is # before a
letter where a word begins: in `C#`, `fix #12` and `a#b` it is a character like others, and in `#a_b` and
`#100DaysOfCode` too, because nobody says how LinkedIn would read those.
"""

import re

from bot.redact.patterns import compiled

RESERVED = re.compile(r"[\\|{}@\[\]()<>#*_~]")
SYNTAX = re.compile(r"[()\[\]{}|<>\\*]")  # what no link may hold as it is

_MARK = r"[!#-'*-;=?-Z\\^_a-z|~]"  # of a link: printable, but no quote and no bracket
_IN_BRACKETS = rf"\({_MARK}*\)|\[{_MARK}*\]|\{{{_MARK}*\}}|<{_MARK}*>"
_HOST = r"(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*[a-z0-9](?::\d+)?"
_LAST = r"(?<=[a-z0-9/=&+$%)\]}>-])"  # a comma or an asterisk behind a link is the sentence's
_LINK = rf"(?<!\w)(?a:https?://{_HOST}(?:[/?#](?:{_MARK}|{_IN_BRACKETS})*{_LAST})?)"
_HASHTAG = r"(?<![^\s(\[\"'“„‘«])#[^\W\d_][^\W_]*+(?![_#@~*|\\{\[(<])"
_TOKEN = rf"(?i)(?P<link>{_LINK})|(?P<hashtag>{_HASHTAG})|{RESERVED.pattern}"


def escape(text: str) -> str:
    """Return the little text that LinkedIn shows as `text`."""
    return compiled(_TOKEN).sub(_escaped, text)


def _escaped(token: re.Match[str]) -> str:
    if token["link"]:
        return SYNTAX.sub(lambda mark: f"%{ord(mark[0]):02X}", token[0])
    return token[0] if token["hashtag"] else f"\\{token[0]}"
