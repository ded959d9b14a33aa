"""A diary as passages: each paragraph and list item under its headings, without its label, as the learner's or not.

Odd about it: everything is a passage, also what is left out, because what was a plan yesterday and is a paragraph today
is not new. What a passage says is worked out only when somebody asks: most of a diary is old.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bot.activity import Flavour
from bot.activity.diary import dated, labels
from bot.activity.paragraphs import Block, Form, blocks

_SUBHEADING = 0.5  # how much deeper than its entry a heading such as “What I learned” stands
_LINE_LEVEL = 8.0  # of a day that begins a line: below every heading
_URL = re.compile(r"<?(?:https?://|(?<![^\W_])www\.)[^\s<>]*[^\s<>.,;:!?)\]'\"]>?")
_LINK = re.compile(
    r"!?\[(?P<words>(?:[^\[\]]|\[[^\[\]]*\])*)\](?:\([^()\s]*(?:\([^()]*\)[^()]*)*(?:\s[^()]*)?\)|\[[^\]]*\])"
)
_LOOSE_MARK = re.compile(r"(?<!\S)\*\*(?=\S)|(?<=\S)\*\*(?!\S)")
_MACHINE = re.compile(
    r"\[?\d{4}-\d{2}-\d{2}[ T]\d{1,2}:\d{2}|\[?\d{1,2}:\d{2}:\d{2}"
    r"|\[?(?:INFO|DEBUG|WARN(?:ING)?|ERROR|TRACE|CRITICAL)\b(?:[\]:]| -)|(?:\$|>>>|In \[\d+\]:)\s|Traceback"
    r"|(?:[Ee]poch|[Ss]tep|[Ii]ter)\w* ?\[?\d+/\d+"
)
_OPEN_BOX = re.compile(r"[☐⬜🔲◻]")
_DECORATION = re.compile(
    r"^(?:[\u2190-\u2bff\u3030\u303d\U0001f000-\U0001faff\ufe0f\u200d]|[0-9#*]\ufe0f?\u20e3|\s)+(?=\S)"
)
# “[Tutorial 2](…)” in a sentence: without its address the word says nothing.
_LINK_ONLY = re.compile(
    r"(?:[-–—,;:]\s*)?\[(?:link|here|tutorial|reference|video|source|repo|github|notebook|article|blog|code)s?\s*\d*\]"
    r"\([^()\s]*\)",
    re.IGNORECASE,
)
_DATE_LINE = re.compile(r"[\s*_]*(?:date|datum|fecha|data)[\s*_]*[:：](?P<date>.{4,60})$", re.IGNORECASE)
_LONGEST_READ = 4_000  # characters of a paragraph whose marks are read


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or a list item, where it stands, and whether it may be an account of what happened."""

    raw: str  # without its label
    key: str  # its words alone, as they are compared
    headings: tuple[str, ...]  # the nearest first
    heading: str
    entry: int  # which entry of the diary it belongs to, 0: none
    flavour: Flavour
    may_be_own: bool

    @property
    def text(self) -> str:
        """Return its words without Markdown and without addresses."""
        return words_of(self.raw)

    @property
    def own(self) -> bool:
        """Tell whether it is the learner's account: no plan, no template, no link alone, no program's output."""
        return self.may_be_own and not _is_link(self.raw) and not _leads_in(self.raw) and _is_account(self.text)


def passages(text: str, page: str, *, only_entries: bool) -> list[Passage]:
    """Return the passages of a diary; in a README, or a file with entries, what stands in no entry is nobody's."""
    walk = _Walk(takes_lines=not only_entries)
    found = list(walk.read(text))
    strict = only_entries or (walk.entries > 0 and not dated.readings(page))
    if not strict:
        return found
    return [each if each.entry else _disowned(each) for each in found]


def words_of(raw: str) -> str:
    """Return a paragraph's words, without marks and addresses."""
    from bot.roadmaps.markdown.inline import inline

    words = inline(_LINK_ONLY.sub(" ", raw[:_LONGEST_READ]))[0]
    words = _LOOSE_MARK.sub("", _URL.sub(" ", words).replace("<>", " "))
    words = re.sub(r"\(\s*\)|\[\s*\]", " ", " ".join(words.split()))
    words = re.sub(r"\s+(?=[,.;!?](?:\s|$))", "", " ".join(words.split()))
    return _DECORATION.sub("", words).strip(" \t*_:–—-|>")


def keyed(text: str) -> str:
    """Return a text as words alone, in small letters."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def _disowned(passage: Passage) -> Passage:
    return replace(passage, entry=0, may_be_own=False)


def _is_link(raw: str) -> bool:
    """Tell a line that is nothing but links and pictures."""
    rest = _URL.sub("", _LINK.sub("", raw))
    return rest != raw and not re.search(r"[^\W\d_]{2,}", rest)


def _leads_in(raw: str) -> bool:
    """Tell a few words that only announce a list or a picture: “Things I tried:”."""
    return raw.rstrip("* _").endswith((":", "：")) and len(raw.split()) <= 12 and not re.search(r"[.!?] ", raw)  # noqa: PLR2004


def _is_bold(line: str) -> bool:
    """Tell a line that is bold from end to end, and no longer than a heading."""
    return len(line) <= 120 and re.fullmatch(r"\s*(?:\*\*|__).+(?:\*\*|__):?\s*", line) is not None  # noqa: PLR2004


def _is_account(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    if letters * 2 < len(text.replace(" ", "")) or _OPEN_BOX.match(text) or _MACHINE.match(text):
        return False
    return not labels.is_plan(text) and not labels.is_template(text)


@dataclass(frozen=True, slots=True)
class _Heading:
    level: float
    text: str
    entry: int = 0
    label: labels.Label | None = None
    is_example: bool = False


@dataclass(slots=True)
class _Scope:
    """How far a label reaches: over all that follows, or over the list right below it."""

    label: labels.Label
    over_all: bool
    level: int  # of the list item it stands in, -1: in none


@dataclass(slots=True)
class _Walk:
    """Walks the blocks of a diary, and knows under which headings and labels it is."""

    takes_lines: bool  # a day may begin a line
    entries: int = 0
    _above: list[_Heading] = field(default_factory=list)
    _scope: _Scope | None = None

    def read(self, text: str) -> Iterator[Passage]:
        """Yield the passages of a text."""
        for block in blocks(text, self._begins):
            if block.form is Form.HEADING:
                self._heading(words_of(block.raw[:300]), float(block.level))
            elif rest := self._opened(block):
                yield from self._passage(rest, block)

    def _begins(self, line: str) -> bool:
        start = line.lstrip()[:1]
        if not (start.isalnum() or start in "*_[<") or start.islower():  # a small letter goes on with a sentence
            return False
        if labels.label(line[:160]):
            return True
        return self.takes_lines and (dated.opening(line) is not None or _MACHINE.match(line) is not None)

    def _heading(self, words: str, level: float) -> None:
        if not words:
            return
        label, is_entry = labels.named(words.rstrip(":?!")), dated.is_entry(words)
        is_entry = is_entry or (self.takes_lines and not label and dated.is_weak_entry(words))
        inside = next((each for each in reversed(self._above) if each.entry), None)
        if label and not is_entry and inside:
            level = max(level, inside.level + _SUBHEADING)
        while self._above and self._above[-1].level >= level:
            self._above.pop()
        self.entries += is_entry
        is_example = dated.is_example(words) or labels.is_template(words)
        if is_example and inside and not is_entry:  # “##### (delete me or comment me out)” speaks of its entry
            self._above = [replace(each, is_example=each.level >= inside.level) for each in self._above]
        self._above.append(_Heading(level, words, self.entries if is_entry else 0, label, is_example))
        self._scope = None

    def _opened(self, block: Block) -> str:
        """Return what a block says after the day it begins with, which is a heading of its own."""
        first, _, more = block.raw.partition("\n")
        if _is_bold(first) and dated.is_entry(first) and not labels.label(first):
            self._heading(words_of(first), 7.0 if self.takes_lines else 6.5)
            return more
        if (found := _DATE_LINE.match(first)) and dated.readings(found["date"]):
            inside = next((each for each in reversed(self._above) if each.entry), None)
            self._heading(words_of(found["date"]), inside.level + _SUBHEADING / 2 if inside else _LINE_LEVEL)
            return more
        if not self.takes_lines or not (opened := dated.opening(first)):
            return block.raw
        self._heading(opened[0], _LINE_LEVEL)
        return f"{opened[1]}\n{more}".strip()

    def _passage(self, raw: str, block: Block) -> Iterator[Passage]:
        level = block.level if block.form is Form.ITEM else -1
        self._leave_scope(level)
        label = labels.label(raw)
        meaning, rest = label or (self._scope.label if self._scope else None, raw)
        if label:
            self._scope = _Scope(label[0], not rest.strip(), level)
            if not rest.strip():
                return
        elif raw.rstrip("* _").endswith((":", "：")) and labels.looks_ahead(words_of(raw)):
            self._scope = _Scope(labels.Label(own=False), over_all=False, level=level)
        yield self._made(rest, meaning)

    def _leave_scope(self, level: int) -> None:
        scope = self._scope
        if scope and ((level < 0 and not scope.over_all) or (0 <= level <= scope.level)):
            self._scope = None

    def _made(self, raw: str, meaning: labels.Label | None) -> Passage:
        above = self._above[::-1]
        headed = [each.label for each in above if each.label]
        inside = next((each for each in above if each.entry), None)
        meaning = meaning or (headed[0] if headed else labels.Label())
        own = meaning.own and all(each.own for each in headed) and not any(each.is_example for each in above)
        named = inside or (above[0] if above else None)
        return Passage(
            raw,
            keyed(_URL.sub(" ", _LINK.sub(r" \g<words> ", raw))),
            tuple(each.text for each in above),
            named.text if named else "",
            inside.entry if inside else 0,
            meaning.flavour or labels.speaks(raw),
            own,
        )
