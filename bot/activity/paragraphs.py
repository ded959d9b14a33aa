"""A Markdown text as blocks in the writer's own words: headings, paragraphs, list items, in file order.

Odd about it: it reads line by line and never goes back, so a megabyte of hostile marks costs what a megabyte of prose
costs; what marks mean inside a line is markdown-it's business. What is not the writer's own prose is no block: code,
tables, quotations, pictures, comments, front matter, ticked boxes.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

_LONGEST = 8_000  # characters of one paragraph; a longer one is no paragraph anybody wrote
_FRONT_MATTER = 60  # lines
_HEADING = re.compile(r" {0,3}(?P<level>#{1,6})(?:[ ]+|(?=[^\s#!]))(?P<text>.*?)[ #]*$")
_HASHTAG = re.compile(r" {0,3}#[^\s#]\S*(?:\s+#\S+)*\s*$")  # “#100DaysOfCode” alone is no heading
_HTML_HEADING = re.compile(r"\s*<(?:h(?P<level>[1-6])|summary)\b[^<>]*>(?P<text>.*)", re.IGNORECASE)
# “-read a chapter” is meant to be an item.
_ITEM = re.compile(r"(?P<indent> *)(?:(?:[-*+•‣▪◦]|\d{1,3}[.)]) +|[-+•‣▪◦](?=[^\W\d_]{2}|\*\*\w))(?P<text>\S.*)")
_BOX = re.compile(r"\[[ xX✓✔-]?\](?!\()\s")
_RULE = re.compile(r"(?:[ ]*[-*_=~─—]){3,}[ ]*$")
_UNDERLINE = re.compile(r" {0,3}(?P<sign>=|-)(?P=sign){2,}\s*$")
_FENCE = re.compile(r" *+(?:[-*+]|\d{1,3}[.)])? *+(?P<mark>`{3,}|~{3,})(?P<info>[^`]*)$")
_TABLE_RULE = re.compile(r" *+\|?[ ]*+:?-++:?[ ]*+(?:\|[ ]*+:?-*+:?[ ]*+)+$")
_SWALLOWED = ("pre", "table", "blockquote", "script", "style", "svg", "iframe")
_SWALLOWING = re.compile(rf"\s*<(?P<tag>{'|'.join(_SWALLOWED)})\b", re.IGNORECASE)
_ONLY_TAGS = re.compile(r"\s*(?:</?[a-zA-Z][^<>]*>\s*)+$")
_TAGS = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_BOLD_TAG = re.compile(r"<(?P<end>/?)(?:b|strong)\b[^<>]*>", re.IGNORECASE)
_LOOSE_BOLD = re.compile(r"\*\*[ ]+(?P<text>[^*\n]{1,80}?)[ ]*\*\*|\*\*(?P<tight>[^\s*][^*\n]{0,79}?)[ ]+\*\*")
_DEFINITION = re.compile(r" {0,3}\[[^\]\n]+\]:\s*\S")
_CODE_INDENT = 4
_DEEPEST = 40  # spaces before a line: past that nothing is deeper


class Form(StrEnum):
    """What a block is."""

    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph or list item, with the Markdown in it."""

    form: Form
    raw: str
    level: int = 0  # of a heading; of an item how far it is indented


def blocks(text: str, begins: Callable[[str], bool] = lambda line: False) -> Iterator[Block]:
    """Yield the blocks of a text; a line that `begins` something opens a paragraph of its own."""
    return _Reader(_without_front_matter(_lines(text)), begins).read()


def _lines(text: str) -> list[str]:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    text = re.sub(rf"(?m)^( {{{_DEEPEST}}}) +", r"\1", text)
    return [_bold_tags(line[:_LONGEST]).replace("\u00a0", " ").rstrip() for line in text.split("\n")]


def _bold_tags(line: str) -> str:
    """Write <b>…</b> as **…**, and pull marks to their words: “**Day 1 **” is meant to be bold."""
    if "<" in line:
        line = _BOLD_TAG.sub("**", line)
    if "** " in line or " **" in line:
        line = _LOOSE_BOLD.sub(_tight, line) if line.count("**") == 2 else line  # noqa: PLR2004 (one pair)
    return line


def _tight(found: re.Match[str]) -> str:
    words = found["text"] or found["tight"]
    before = " " if found[0].startswith("** ") and found.start() else ""
    return f"{before}**{words}** "


def _without_front_matter(lines: list[str]) -> list[str]:
    mark = lines[0].strip()
    if mark not in {"---", "+++"}:
        return lines
    for end, line in enumerate(lines[1:_FRONT_MATTER], 1):
        if line.strip() == mark:
            return lines[end + 1 :]
        if not re.match(r"\s*(?:[\w\"'.-]+\s*[:=]|[-\[\]{}#]|$)", line):
            return lines
    return lines


@dataclass(slots=True)
class _Reader:
    """Reads lines one after the other, and knows what it stands in."""

    lines: list[str]
    begins: Callable[[str], bool]
    at: int = 0
    _open: list[str] = field(default_factory=list)
    _form: Form | None = Form.TEXT  # None: what goes on here is not the writer's own prose
    _level: int = 0
    _in_list: bool = False
    _blank: bool = True

    def read(self) -> Iterator[Block]:
        """Yield every block."""
        last = self._last_lines()
        while self.at < len(self.lines):
            line = self.lines[self.at]
            self.at += 1
            if not line.strip():
                yield from self._close(blank=True)
            elif not self._skips(line, last):
                yield from self._line(line)
            elif self._open or self._form is None:
                yield from self._close(blank=True)
        yield from self._close(blank=True)

    def _last_lines(self) -> dict[str, int]:
        """Return the last line that could close each thing: what is never closed swallows nothing."""
        last: dict[str, int] = {}
        for number, line in enumerate(self.lines):
            if (fence := _FENCE.match(line)) and not fence["info"].strip():
                last[fence["mark"][0]] = number
            if "-->" in line:
                last["-->"] = number
            if "</" in line:
                last |= {tag: number for tag in _SWALLOWED if f"</{tag}" in line.lower()}
        return last

    def _skips(self, line: str, last: dict[str, int]) -> bool:
        """Tell whether a line opens something that is not prose, and read on to its end."""
        if fence := _FENCE.match(line):
            mark = fence["mark"]
            if last.get(mark[0], -1) >= self.at:
                self._read_to(lambda each: _closes(each, mark))
            return True
        if line.lstrip().startswith("<!--"):
            if "-->" not in line and last.get("-->", -1) >= self.at:
                self._read_to(lambda each: "-->" in each)
            return not _after_comment(line)
        if found := _SWALLOWING.match(line):
            tag = found["tag"].lower()
            if f"</{tag}" not in line.lower() and last.get(tag, -1) >= self.at:
                self._read_to(lambda each: f"</{tag}" in each.lower())
            return True
        return False

    def _read_to(self, ends: Callable[[str], bool]) -> None:
        while self.at < len(self.lines):
            self.at += 1
            if ends(self.lines[self.at - 1]):
                return

    def _line(self, line: str) -> Iterator[Block]:
        """Read one line that stands in nothing."""
        line = _without_comments(line)
        if found := _heading(line):
            yield from self._close(blank=True)
            self._in_list = False
            yield Block(Form.HEADING, found[1].strip(), found[0])
        elif self._open and self._form is Form.TEXT and _UNDERLINE.match(line) and _titled(self._open[-1], line):
            title = self._open.pop()
            yield from self._close(blank=True)
            yield Block(Form.HEADING, title.strip(), 1 if "=" in line else 2)
        elif _RULE.match(line) or _ONLY_TAGS.match(line) or _DEFINITION.match(line) or line.lstrip().startswith("|"):
            yield from self._close(blank=True)
        elif _TABLE_RULE.match(line):
            self._open = self._open[:-1]
            yield from self._close(blank=True)
            self._form = None
        elif line.lstrip().startswith(">"):
            yield from self._close(blank=False)
            self._form = None
        else:
            yield from self._prose(line)

    def _prose(self, line: str) -> Iterator[Block]:
        indent = len(line) - len(line.lstrip())
        if item := _ITEM.match(line):
            yield from self._item(item)
        elif self._blank and indent >= _CODE_INDENT and not self._in_list:
            self._form = None  # code, by its indentation
        elif self.begins(line):
            yield from self._close(blank=False)
            self._form, self._level, self._open = Form.TEXT, indent, [line]
        elif self._form is None and not self._blank:
            return  # goes on with a quotation, a table, a box
        else:
            if self._blank:
                self._form, self._level = Form.TEXT, indent
                self._in_list = self._in_list and indent > 0
            self._open.append(line)
        self._blank = False

    def _item(self, item: re.Match[str]) -> Iterator[Block]:
        yield from self._close(blank=False)
        self._in_list, level = True, len(item["indent"])
        text = item["text"]
        if found := _heading(text):
            yield Block(Form.HEADING, found[1].strip(), found[0])
            return
        own = not _BOX.match(text + " ") and not text.startswith((">", "|"))
        self._form, self._level, self._open = (Form.ITEM if own else None), level, [text] if own else []

    def _close(self, *, blank: bool) -> Iterator[Block]:
        """Yield what has been read as one block."""
        if self._open and self._form:
            raw = "\n".join(line.strip() for line in self._open)[:_LONGEST].strip()
            if raw:
                yield Block(self._form, raw, self._level)
        self._open, self._blank = [], blank
        if blank:
            self._form = Form.TEXT


def _heading(line: str) -> tuple[int, str] | None:
    """Return the level and words of a heading; “##Day 3” is meant to be one, “#hashtag” is not."""
    if html := _HTML_HEADING.match(line):
        return int(html["level"] or 6), _TAGS.sub("", html["text"])
    found = _HEADING.match(line) if line.lstrip().startswith("#") else None
    if not found or not found["text"].strip() or _HASHTAG.match(line):
        return None
    return len(found["level"]), found["text"]


def _titled(line: str, rule: str) -> bool:
    """Tell a title from a paragraph that somebody drew a line under."""
    words = line.split()
    return "=" in rule or (len(words) <= 8 and not line.rstrip().endswith((".", "!", "?", ",", ";")))  # noqa: PLR2004


def _closes(line: str, mark: str) -> bool:
    rest = line.strip()
    return rest.startswith(mark) and not rest.strip(mark[0])


def _without_comments(line: str) -> str:
    return re.sub(r"<!--.*?(?:-->|$)", "", line) if "<!--" in line else line


def _after_comment(line: str) -> str:
    return line.rpartition("-->")[2].strip() if "-->" in line else ""
