"""HTML as text, as far as an order has to be found in it: lines, quotes marked as in plain mail, nothing else."""

import re
from html.parser import HTMLParser

_LINES = re.compile(r"address|br|center|d[dlt]|div|h[1-6r]|li|ol|p|pre|section|table|t[dhr]|ul")
_UNREAD = frozenset({"head", "script", "style", "title"})
_QUOTE = "blockquote"


class _Text(HTMLParser):
    """Collects the words between tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self._unread, self._quoted = 0, 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in _UNREAD:
            self._unread += 1
        if tag == _QUOTE:
            self._quoted += 1
        if _LINES.fullmatch(tag) or tag == _QUOTE:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNREAD:
            self._unread = max(0, self._unread - 1)
        if _LINES.fullmatch(tag) or tag == _QUOTE:
            self._break()
        if tag == _QUOTE:
            self._quoted = max(0, self._quoted - 1)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        if _LINES.fullmatch(tag):
            self._break()

    def handle_data(self, data: str) -> None:
        if not self._unread:
            words = re.sub(r"\s+", " ", data)
            self.lines[-1] += words if self.lines[-1] or not self._quoted else f"> {words.lstrip()}"

    def _break(self) -> None:
        if self.lines[-1].strip():
            self.lines.append("")


def to_text(html: str) -> str:
    """Return the lines of a page; whatever is wrong in it, as much as can be read."""
    parser = _Text()
    try:
        parser.feed(html)
        parser.close()
    except (AssertionError, ValueError):  # the parser gives up at some declarations
        pass
    return "\n".join(line.strip() for line in parser.lines)
