"""The text of a post read back from the HTML in which Mastodon shows it, and compared with what was sent.

Odd about it: an address is shown shortened, its pieces in spans that are invisible or end in “…”, so its href is read;
of a mention or a hashtag the words are, for its href leads to a page about it. What Mastodon changes for good is
changed on both sides: space around a text is cut off, more than one empty line becomes one, @user@host is shown as
@user (app/lib/text_formatter.rb of mastodon/mastodon, November 2026).
"""

import re
import unicodedata
from html import unescape

from bot.platforms.mastodon import without_hosts

_TOKEN = re.compile(r"<(?P<end>/?)(?P<tag>[A-Za-z][A-Za-z0-9]*+)(?P<attributes>[^<>]*+)>|(?P<text>[^<]++|<)")
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*+)"|'([^']*+)')""", re.IGNORECASE)
_LINES = re.compile(r"\r\n?")
_EMPTY_LINES = re.compile(r"\n{3,}")


def is_same(text: str, html: str) -> bool:
    """Tell whether a post shown as this HTML says this text; no text at all is not the same as another."""
    sent = _settled(text)
    return sent != "" and sent == _settled(as_written(html))


def as_written(html: str) -> str:
    """Return the text somebody wrote that is shown as this HTML."""
    pieces: list[str] = []
    link = (0, "")  # where the last link began, and where it leads
    for token in _TOKEN.finditer(html):
        match token["tag"] and token["end"] + token["tag"].lower():
            case None:
                pieces.append(unescape(token["text"]))
            case "br":
                pieces.append("\n")
            case "p" if pieces:
                pieces.append("\n\n")
            case "a":
                link = len(pieces), _href(token["attributes"])
            case "/a":
                pieces[link[0] :] = [_linked("".join(pieces[link[0] :]), link[1])]
                link = len(pieces), ""
    return "".join(pieces)


def _href(attributes: str) -> str:
    found = _HREF.search(attributes)
    return unescape(found[1] or found[2] or "") if found else ""


def _linked(shown: str, href: str) -> str:
    return shown if shown.startswith(("#", "@")) or not href else href


def _settled(text: str) -> str:
    """Return a text in the one form both sides have."""
    lines = _EMPTY_LINES.sub("\n\n", _LINES.sub("\n", text))
    return unicodedata.normalize("NFC", without_hosts(lines)).strip()
