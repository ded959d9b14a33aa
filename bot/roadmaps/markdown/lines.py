"""A text as lines that each say one thing: headings, bold lines, list items, table rows, plain lines, in file order.

markdown-it finds the syntax. People write Markdown that is not quite Markdown, and text that is none: so indented lines
are no code here, a paragraph is read line by line, and “•” or “✅” begins an item as “-” does.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from bot.redact import plain
from bot.roadmaps.markdown import marks
from bot.roadmaps.markdown.inline import SYMBOL, inline

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

HEADING, BOLD, TEXT, ITEM, TABLE, ROW, RULE, CODE = "heading", "bold", "text", "item", "table", "row", "rule", "code"
# How far out a line stands: a heading's level, then these. A deeper line belongs to the one above that is less deep.
BOLD_RANK, ROW_RANK, TEXT_RANK, ITEM_RANK = 7.0, 10.0, 15.0, 20.0
RULED_RANK = 2.0
_BULLET = re.compile(
    r"(?P<indent>\s*)(?P<sign>[•◦▪‣●○∙·*+–—-]|\d{1,3}(?:\.\d{1,3})*[.)]|\d{1,2}(?:\.\d{1,2})+)\s+(?=\S)"
)
_BOX = re.compile(r"\[(?P<mark>[xX]|[^\w\[\]]{0,3})\](?!\()\s*")
_BALLOT = re.compile(r"[☑☒]\s*")
_OPEN_SIGN, _DONE_SIGN = re.compile(r"[☐⬜🔲◻]\s*"), re.compile(r"[☑✅✔✓☒]\ufe0f?\s*")
_DONE_AT_END = re.compile(
    r"\s*(?:[-–—=:|]+\s*(?:done|completed|finished|erledigt|fertig|hecho|feito|concluído|fait|terminé|完了|已完成)|[✅✔☑]\ufe0f?)\s*$",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"(?P<level>#{1,6})\s+(?=\S)")
_RULE = re.compile(r"\s*[─═━—–\-_=*~#▬]{4,}\s*")
_URL = re.compile(r"(?<![^\s(<:])https?://[^\s<>()\"'`]+(?:\([^\s<>()]*\))?[^\s<>()\"'`.,;:!?]*")
_ESCAPED = re.compile(r"^[ \t]*(?:\\[#*+>\[-]|\d{1,9}\\[.)])", re.MULTILINE)
_ESCAPES = re.compile(r"\\([#*_+>\[\]().!`|~-])")
_DEEPEST = (
    60  # characters of indentation, of “>” and of bullets in one line; markdown-it gives up where they nest deeper
)
_TOO_DEEP = re.compile(r"[\s>]{60,}|(?:\s*(?:[-*+>]|\d{1,9}[.)])\s)+")
_TIGHT_BULLET = re.compile(r"^(\s*[-+])(?=\*\*\w|\[[ xX]\])")  # “-**Day 2**”
_BREAK = "\\ "  # what ends a line that is broken by hand
_LONGEST = 8_000  # characters of one line; a longer one is no line of a plan


@dataclass(frozen=True, slots=True)
class Line:
    """One line that says one thing."""

    number: int
    form: str
    rank: float
    text: str
    lead: str = ""  # the bold words it begins with
    url: str = ""
    box: bool | None = None
    role: str | None = None  # what its column in a table announces
    numbered: bool = False


@dataclass(slots=True)
class Text:
    """A whole text: its lines, the code blocks it quotes, the title its front matter gives."""

    lines: list[Line] = field(default_factory=list)
    fences: list[tuple[int, str]] = field(default_factory=list)
    title: str = ""


def split(text: str) -> Text:
    """Return a text as lines."""
    made = Text()
    text = plain(text).replace("\t", "    ")
    if len(_ESCAPED.findall(text)) > 2:  # noqa: PLR2004 (written by a tool that escapes everything)
        text = _ESCAPES.sub(r"\1", text)
    source = [_TOO_DEEP.sub(lambda found: found[0][:_DEEPEST], line[:_LONGEST]) for line in text.split("\n")]
    made.title = _without_front_matter(source)
    _open_unclosed_fences(source)
    _space_headings(source)
    source[:] = [_TIGHT_BULLET.sub(r"\1 ", line) for line in source]
    tokens = _markdown().parse("\n".join(source))
    made.lines = list(_ruled(_Walk(source, made).lines(tokens)))
    ticks = _DONE_SIGN if any(_OPEN_SIGN.match(line.text) for line in made.lines) else _BALLOT
    made.lines = [_signed(line, ticks) for line in made.lines]
    made.lines = [_unsigned(line) for line in made.lines]
    return made


@cache
def _markdown() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": 2 * _DEEPEST}).enable("table").disable("code")
    parser.core.ruler.enableOnly(["normalize", "block"])  # we read inline marks line by line
    return parser


def _without_front_matter(source: list[str]) -> str:
    """Blank the front matter of a text, and return the title it gives."""
    if source[0].strip() != "---" or "---" not in (ends := [line.strip() for line in source[1:60]]):
        return ""
    end = ends.index("---") + 1
    if not all(re.match(r"\s*(?:[\w-]+\s*:|-\s|#|$)", line) for line in source[1:end]):
        return ""
    titles = [line.partition(":")[2].strip(" \"'") for line in source[1:end] if line.lower().startswith("title:")]
    source[: end + 1] = [""] * (end + 1)
    return titles[0] if titles else ""


def _open_unclosed_fences(source: list[str]) -> None:
    """Blank a fence that is never closed: it would swallow the rest of the file."""
    opened: tuple[int, str] | None = None
    for index, line in enumerate(source):
        mark = re.match(r"\s{0,3}(?:[-*+>]\s+|\d{1,9}[.)]\s+)*(`{3,}|~{3,})(?P<info>.*)", line)
        if not mark:
            continue
        if opened is None:
            opened = index, mark[1]
        elif mark[1].startswith(opened[1]) and not mark["info"].strip():
            opened = None
    if opened:
        source[opened[0]] = ""


def _space_headings(source: list[str]) -> None:
    """Read “#Week 5” as the heading it was meant to be; “#100DaysOfCode” is none."""
    for index, line in enumerate(source):
        found = re.match(r"(?P<level>#{1,6})(?P<text>[^#\s].*)", line)
        if found and marks.find(found["text"], loose=True):
            source[index] = f"{found['level']} {found['text']}"


@dataclass(slots=True)
class _Raw:
    """One line of a paragraph, with the Markdown in it."""

    number: int
    text: str
    form: str
    rank: float
    numbered: bool = False


class _Walk:
    """Walks markdown-it's tokens, and knows how deep in lists it is."""

    def __init__(self, source: list[str], text: Text) -> None:
        self._source, self._text = source, text
        self._depth, self._fresh, self._numbered, self._heading, self._level = 0, False, False, 0, 1

    def lines(self, tokens: "list[Token]") -> Iterator[Line]:
        """Yield the lines of some tokens."""
        from bot.roadmaps.markdown import html, tables

        table: list[Token] = []
        for token in tokens:
            if table or token.type == "table_open":
                table.append(token)
                if token.type == "table_close":
                    yield from tables.lines(table, ROW_RANK + self._depth)
                    table = []
            elif token.type == "html_block":
                yield from html.lines(token.content, _line(token), self._level)
            elif token.type == "fence":
                self._text.fences.append((_line(token) + 1, token.content))
                yield Line(_line(token), CODE, TEXT_RANK, "")
            elif token.type == "hr":
                yield Line(_line(token), RULE, TEXT_RANK, "")
            else:
                yield from self._token(token)

    def _token(self, token: "Token") -> Iterator[Line]:
        if token.type == "list_item_open":
            self._depth, self._fresh, self._numbered = self._depth + 1, True, bool(token.info)
        elif token.type == "list_item_close":
            self._depth -= 1
        elif token.type == "heading_open":
            self._heading = self._level = int(token.tag[1])
        elif token.type == "heading_close":
            self._heading = 0
        elif token.type == "inline":
            yield from self._headings(token) if self._heading else self._paragraph(token)
            self._fresh = False

    def _headings(self, token: "Token") -> Iterator[Line]:
        every = [each for each in enumerate(token.content.split("\n"), _line(token)) if each[1].strip()]
        every = [each for each in every if not _RULE.fullmatch(each[1])] or every
        if not every:
            return
        # A rule under a paragraph makes all of it a heading; one line is, the one that counts or else the last.
        chosen = next(
            (each for each in every if len(every) > 1 and marks.find(read(each[1], 0, TEXT, 0).text)), every[-1]
        )
        for number, text in every:
            is_it = (number, text) == chosen
            yield read(text, number, HEADING, float(self._heading)) if is_it else read(text, number, TEXT, TEXT_RANK)

    def _paragraph(self, token: "Token") -> Iterator[Line]:
        """Yield the lines of a paragraph; a line that only goes on is joined to the item before it."""
        found: list[_Raw] = []
        for number, raw in enumerate(token.content.split("\n"), _line(token)):
            indent = len(raw) - len(raw.lstrip()) if self._depth else self._indent(number)
            bullet = _BULLET.match(raw)
            if not found and self._depth > 0 and self._fresh:
                found.append(_Raw(number, raw, ITEM, ITEM_RANK + self._depth + indent / 4, self._numbered))
            elif bullet:
                rank = ITEM_RANK + self._depth + indent / 4 + (0.5 if self._depth else 0)
                found.append(_Raw(number, raw[bullet.end() :], ITEM, rank, bullet["sign"][0].isdigit()))
            elif found and found[-1].form == ITEM and marks.find(raw, loose=True):  # “Day 2: …” right below a list
                found.append(_Raw(number, raw, TEXT, TEXT_RANK))
            elif found and found[-1].form == ITEM and self._goes_on(raw, indent, found[-1].rank):
                found[-1].text = f"{found[-1].text.rstrip(_BREAK)} {raw.strip()}"
            else:
                rank = ITEM_RANK + self._depth + 0.5 if self._depth else TEXT_RANK + indent / 100
                found.append(_Raw(number, raw, TEXT, rank))
        for each in found:
            line = read(each.text, each.number, each.form, each.rank)
            yield replace(line, numbered=True) if each.numbered else line

    def _goes_on(self, raw: str, indent: int, rank: float) -> bool:
        if (
            _BOX.match(raw.strip())
            or raw.strip().startswith("**")
            or SYMBOL.match(raw.strip())
            or _URL.match(raw.strip())
        ):
            return False
        return self._depth > 0 or ITEM_RANK + indent / 4 > rank

    def _indent(self, number: int) -> int:
        line = self._source[number - 1] if number <= len(self._source) else ""
        return len(line) - len(line.lstrip())


def _line(token: "Token") -> int:
    return (token.map or [0])[0] + 1


def read(raw: str, number: int, form: str, rank: float) -> Line:
    """Return one line read: its words without Markdown, its box, its link, what of it is bold."""
    words, lead, url, bold = inline(raw.strip())
    box = None
    if found := _BOX.match(words):
        box, words = found["mark"].strip(" .-~/") != "", words[found.end() :]
        lead = _BOX.sub("", lead, count=1)
    if form == ITEM and (found := _LEVEL.match(words)):
        form, rank, words = HEADING, float(len(found["level"])), words[found.end() :]
    if found := _DONE_AT_END.search(words):
        box, words = box is not False, words[: found.start()] or words
    if form == TEXT and bold and words:
        form, rank = BOLD, BOLD_RANK
    elif form == TEXT and (box is not None or _is_pictured(words)):
        form, rank = ITEM, max(rank, ITEM_RANK)
    if not url and form != HEADING and (bare := _URL.search(words)):
        url = bare[0].rstrip(".,;:!?")
        words = f"{words[: bare.start()]}{words[bare.start() + len(url) :].lstrip('.,;')}".strip(" :–—-()<>|") or url
    return Line(number, form, rank, " ".join(words.split(" ")).strip(), lead.strip(), url, box)


def _is_pictured(words: str) -> bool:
    """Tell a line that a picture makes an entry of a list from a rule, and from “🔰 Week 1: …”."""
    return SYMBOL.match(words) is not None and not _RULE.fullmatch(words) and not marks.find(words, loose=True)


def _ruled(lines: Iterator[Line]) -> Iterator[Line]:
    """Yield the lines, a line between two drawn rules as the heading it is."""
    window: list[Line] = []
    for line in lines:
        is_rule = line.form == RULE or (line.form == TEXT and _RULE.fullmatch(line.text) is not None)
        if is_rule and len(window) == 2 and window[0].form == RULE and window[1].form in {TEXT, BOLD}:  # noqa: PLR2004
            window[1] = replace(window[1], form=HEADING, rank=RULED_RANK)
        window.append(replace(line, form=RULE) if is_rule else line)
        if len(window) > 2:  # noqa: PLR2004
            yield window.pop(0)
    yield from window


def _signed(line: Line, ticks: re.Pattern[str]) -> Line:
    """Return a line with the box its sign stands for; ✅ is a tick only in a text that has open boxes too."""
    for sign, done in ((_OPEN_SIGN, False), (ticks, True)):
        if line.box is None and (found := sign.match(line.text)):
            return replace(line, box=done, text=line.text[found.end() :])
    return line


def _unsigned(line: Line) -> Line:
    """Return a line without the pictures that only decorate its beginning."""
    if not SYMBOL.match(line.text):
        return line
    return replace(line, text=SYMBOL.sub("", line.text, count=1).strip(), lead=SYMBOL.sub("", line.lead).strip())
