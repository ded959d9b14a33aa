"""One line of Markdown as words: what is bold in it, where it links to."""

import re
from functools import cache
from typing import TYPE_CHECKING

from bot.redact import plain

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# Pictures that decorate the beginning of a line.
SYMBOL = re.compile(r"(?:[\u2190-\u2bff\u3030\u303d\U0001f000-\U0001faff][\ufe0f\u200d]*|[0-9#*]\ufe0f?\u20e3)+\s*")
_TAG = re.compile(
    r"<(?:!--|/?(?:a|abbr|b|br|center|code|del|details|div|em|font|h[1-6]|i|img|ins|kbd|li|mark|ol|p|s|small|span|strong"
    r"|sub|summary|sup|table|tbody|td|th|thead|tr|u|ul)\b)",
    re.IGNORECASE,
)
_MARKED = re.compile(r"\]\(|!\[|[*_`\\<&~]")


def inline(raw: str) -> tuple[str, str, str, bool]:
    """Return the words of a line, those in bold it begins with, its first link, and whether it is all bold."""
    if not _MARKED.search(raw):
        return raw, "", "", False
    words, lead, url, strong, bold, leading = "", "", "", 0, 0, True
    for token in _inline_tokens(raw):
        strong += {"strong_open": 1, "strong_close": -1}.get(token.type, 0)
        if token.type == "link_open" and not url:
            href = str(token.attrGet("href") or "")
            url = href if href.startswith(("http://", "https://", "#")) else ""
        piece = _piece(token)
        leading = leading and (strong > 0 or not SYMBOL.sub("", piece).strip())
        lead += piece if leading else ""
        bold += len(piece) if strong else 0
        words += piece
    # Only now: &#x202e; is five letters until Markdown reads it.
    unbold = len(re.sub(r"[\W_]", "", re.sub(r"[(（][^)）]*[)）]", "", words))) - bold
    return plain(words), plain(lead) if bold else "", url, bold > 0 and unbold <= 0


def _piece(token: "Token") -> str:
    if token.type in {"softbreak", "hardbreak"} or (token.type == "html_inline" and token.content[:3] == "<br"):
        return "\n"
    if token.type == "html_inline":  # vector<int> is no tag
        return "" if _TAG.match(token.content) else token.content
    return token.content if token.type in {"text", "code_inline", "text_special"} else ""


def _inline_tokens(raw: str) -> "list[Token]":
    return _inline_markdown().parseInline(raw)[0].children or []


@cache
def _inline_markdown() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("strikethrough")
