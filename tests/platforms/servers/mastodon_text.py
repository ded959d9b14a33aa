"""The HTML in which Mastodon shows a text (app/lib/text_formatter.rb), as it writes it."""

import re
from collections.abc import Collection
from html import escape

_SHOWN = 30
_ENTITY = re.compile(
    r"""
    (?P<url> https?://(?:[\w-]+\.)+[a-z]{2,}(?:[/?\#](?:[^\s<>"()]*[\w/=&\#-])?)? )
    | (?<![\w/]) \# (?P<tag> \w*[^\W\d_]\w* )
    | (?<![=/\w]) @ (?P<name> \w+ ) (?P<host> @[\w.-]*\w )?
    """,
    re.VERBOSE | re.ASCII,
)


def shown(text: str, host: str, names: Collection[str] = ()) -> str:
    """Return a text as it is shown: `names` are those who have an account at the host."""
    pieces, at = [], 0
    for found in _ENTITY.finditer(text):
        pieces += [_escaped(text[at : found.start()]), _linked(found, host, names)]
        at = found.end()
    return _paragraphs("".join([*pieces, _escaped(text[at:])]))


def mentions(text: str, host: str, names: Collection[str]) -> list[str]:
    """Return who of the host's accounts a text pings (§0.5)."""
    found = (each for each in _ENTITY.finditer(text) if each["name"] in names)
    return [each["name"] for each in found if each["host"] in (None, f"@{host}")]


def _linked(found: re.Match[str], host: str, names: Collection[str]) -> str:
    if found["url"]:
        return _address(found["url"])
    if found["tag"]:
        tag = _escaped(found["tag"])
        return f'<a href="https://{host}/tags/{tag}" class="mention hashtag" rel="tag">#<span>{tag}</span></a>'
    if not mentions(found[0], host, names):
        return _escaped(found[0])
    name = found["name"]
    link = f'<a href="https://{host}/@{name}" class="u-url mention">@<span>{name}</span></a>'
    return f'<span class="h-card" translate="no">{link}</span>'


def _address(url: str) -> str:
    prefix = re.match(r"https?://(?:www\.)?", url)
    start = prefix.end() if prefix else 0
    first, middle, last = url[:start], url[start : start + _SHOWN], url[start + _SHOWN :]
    spans = (("invisible", first), ("ellipsis" if last else "", middle), ("invisible", last))
    inside = "".join(f'<span class="{kind}">{_escaped(piece)}</span>' for kind, piece in spans)
    return f'<a href="{_escaped(url)}" target="_blank" rel="nofollow noopener noreferrer">{inside}</a>'


def _paragraphs(html: str) -> str:
    """Do as simple_format of Rails does, and take the line breaks out that it leaves."""
    if not html.strip():
        return ""
    paragraphs = re.split(r"\n\n+", re.sub(r"\r\n?", "\n", html))
    return "".join(f"<p>{_broken(each)}</p>" for each in paragraphs)


def _broken(paragraph: str) -> str:
    return re.sub(r"([^\n]\n)(?=[^\n])", r"\1<br />", paragraph).replace("\n", "")


def _escaped(text: str) -> str:
    return escape(text).replace("&#x27;", "&#39;")
