"""The lines of one section or day → items, a project, hours, a weekly rhythm; what fits nothing is told, not dropped.

A label says what the lines below it are, until a line as far out as the label.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.roadmaps.hours import hours_in, take_hours
from bot.roadmaps.markdown import marks, words
from bot.roadmaps.markdown.labels import KINDS, Label, label_of, project_title
from bot.roadmaps.markdown.lines import BOLD, CODE, HEADING, ITEM, ITEM_RANK, RULE, TABLE, TEXT, TEXT_RANK, Line
from bot.roadmaps.markdown.projects import FIELDS, TASK, OpenProject
from bot.roadmaps.roadmap import Item, Kind, Project

_COLON = (":", "：")
_PLACEHOLDER = re.compile(r"[(（\[][^)）]*[)）\]]|(?:tbd|tba|todo|n/?a|none|\.{2,}|…|-+|_+)\.?|\W*", re.IGNORECASE)
_BULLETS = re.compile(r"(?:^|\s)(?:•|\(?\d[.)])\s")
_PIECES = re.compile(r"[,;，、；]\s*(?![^(（]*[)）])")
_AND = re.compile(r"^(?:and|y|e|et|und)\s+")
_LISTS = frozenset({Kind.TOPIC, Kind.DELIVERABLE, Kind.RESOURCE, Kind.OUTCOME, words.CRITERION})
_PIECE_WORDS, _LONGEST_LIST = 6, 500
_SENTENCE, _JUST_HOURS, _AROUND_A_LINK, _LEAD = 200, 60, 60, 40
_LINE_WORDS = 15  # of a plain line that is no sentence yet


@dataclass(slots=True)
class Filled:
    """What a section or a day holds."""

    items: list[Item] = field(default_factory=list)
    project: Project | None = None
    hours: float | None = None
    rhythm: list[str] = field(default_factory=list)
    beside: list[int] = field(default_factory=list)  # lines that were understood as no part of a plan
    prose: list[Line] = field(default_factory=list)
    groupings: list[int] = field(default_factory=list)  # headings that only name what stands below them


@dataclass(slots=True)
class _Scope:
    """What a label says of the lines below it; a lead such as “With SymPy:” is said with each of them."""

    role: str | None
    rank: float
    lead: str = ""
    items: int = 0  # how many stand below it
    named: Line | None = None  # a heading that is no label


def fill(lines: list[Line], *, bare: bool) -> Filled:
    """Read the lines of one section or day; with `bare`, labels stand without a colon (“Theory Read …”)."""
    filler = _Filler(bare=bare)
    for line in lines:
        filler.take(line)
    return filler.filled()


class _Filler:
    def __init__(self, *, bare: bool) -> None:
        self._bare = bare
        self._made = Filled()
        self._scopes: list[_Scope] = []
        self._project: OpenProject | None = None
        self._listed = 0  # lines of lists: where there are none, plain lines are the list

    def take(self, line: Line) -> None:
        """Take one line."""
        if line.form in {RULE, CODE, TABLE}:
            self._made.beside += [line.number] if line.form == CODE else []
            return
        self._leave(line.rank)
        label = label_of(line, bare=self._bare, in_project=self._project is not None)
        if self._project and self._project.listed and line.rank <= self._project.rank:
            self._close_project()
        if any(scope.role == words.ASIDE for scope in self._scopes):
            self._made.beside.append(line.number)
        elif label and not label.rest:
            self._open(label.role, line)
        elif label is None and line.form in {HEADING, BOLD}:
            self._heading(line)
        elif label and label.role == words.ASIDE:
            self._made.beside.append(line.number)
        else:
            self._say(label, line)

    def filled(self) -> Filled:
        """Return what was read; in a section that lists nothing, its short plain lines are its items."""
        self._leave(0)
        self._close_project()
        if not self._listed and not self._made.project:
            short = [line for line in self._made.prose if len(line.text.split()) <= _LINE_WORDS]
            self._made.prose = [line for line in self._made.prose if line not in short]
            for line in short:
                self._made.items.append(item(Kind.TOPIC, line.text, line))
        self._made.items.sort(key=lambda each: each.line)
        return self._made

    def _leave(self, rank: float) -> None:
        """Close what a line of this rank ends; a heading that named nothing below it is itself a topic."""
        while self._scopes and self._scopes[-1].rank >= rank:
            scope = self._scopes.pop()
            line = scope.named
            if line and not self._project and (not scope.items or (line.form != ITEM and _counts(line.text))):
                self._made.items.append(item(Kind(scope.role or Kind.TOPIC), line.text.rstrip(":："), line))
                self._count()
            elif line and line.form != ITEM:
                self._made.groupings.append(line.number)

    def _count(self) -> None:
        for scope in self._scopes:
            scope.items += 1

    # --- lines that announce ---

    def _open(self, role: str, line: Line) -> None:
        """Open what a label that stands alone announces."""
        announced: str | None = role
        if role == words.PROJECT:
            self._open_project(line, "")
        elif role == words.HOURS:
            self._hours(line)
        elif self._project and self._leaves_project(role, line):
            self._close_project(line)
        if role == words.ASIDE and self._project and line.rank >= self._project.rank:
            announced = None  # an example of what to build is what to build
        elif role == words.ASIDE:
            self._made.beside.append(line.number)
        self._scopes.append(_Scope(announced, line.rank))

    def _heading(self, line: Line) -> None:
        """Take a heading or bold line that is no label: a project's title, or a name for what follows."""
        project = self._project
        if project and not (project.title or project.fields or line.text.endswith(":")) and line.form == BOLD:
            project.title = line.text
            return
        self._close_project(line)
        if words.is_only_aside(line.text) and line.form == HEADING:
            self._scopes.append(_Scope(words.ASIDE, line.rank))
            self._made.beside.append(line.number)
        else:
            self._scopes.append(_Scope(None, line.rank, line.text, named=line))

    # --- lines that say something ---

    def _say(self, label: Label | None, line: Line) -> None:
        scope = next((scope for scope in reversed(self._scopes) if scope.role), None)
        role, rest = (label.role, label.rest) if label else (scope.role if scope else None, line.text)
        if role == words.PROJECT and label and line.role is None:
            self._open_project(line, rest)
        elif role == words.HOURS:
            self._hours(line)
        elif role == words.RHYTHM:
            self._made.rhythm.append(rest)
        elif label or line.form == ITEM or _is_indented(line):
            self._listed += line.form == ITEM or _is_indented(line)
            for text in self._texts(role, rest, line, labelled=label is not None):
                self._item(role, text, line)
        else:
            self._plain(role if scope and not scope.items else None, line)
        self._count()
        if label and self._bare and line.form == TEXT and role in KINDS:  # what is indented below goes on
            self._scopes.append(_Scope(role, line.rank, rest if rest.endswith(_COLON) else "", 1))

    def _plain(self, role: str | None, line: Line) -> None:
        """Take a line of plain text: a link, the one line below a label, a time; anything else is prose."""
        alone = bool(line.url) and len(line.text) < len(line.url) + _AROUND_A_LINK and not line.text.endswith(".")
        if alone:
            self._item(Kind.RESOURCE, line.text, line)
        elif role in KINDS:
            self._item(role, line.text, line)
        elif len(line.text) < _JUST_HOURS and hours_in(line.text) is not None:
            self._hours(line)
        else:
            self._made.prose.append(line)

    def _texts(self, role: str | None, rest: str, line: Line, *, labelled: bool) -> Iterator[str]:
        """Yield what a line lists: “NumPy, pandas” after Topics: are two, a sentence is one."""
        bullets = [piece.strip(" •,;") for piece in _BULLETS.split(rest) if piece.strip(" •")]
        if len(bullets) > 1:
            yield from bullets
            return
        pieces = [piece.strip() for piece in _PIECES.split(rest[:_LONGEST_LIST]) if piece.strip()]
        in_project = self._project is not None and role != Kind.TOPIC
        short = in_project or all(len(piece.split()) <= _PIECE_WORDS for piece in pieces)
        if (
            labelled
            and role in _LISTS
            and short
            and len(rest) <= _LONGEST_LIST
            and len(pieces) > 1
            and not line.role
            and not line.url
        ):
            yield from (_AND.sub("", piece).rstrip(".") for piece in pieces)
        elif rest:
            yield rest

    def _item(self, role: str | None, text: str, line: Line) -> None:
        project = self._project
        if project and line.role is None and line.rank >= project.rank:
            name = role if role in FIELDS else TASK
            if name == words.DATASET and line.url.startswith("http"):
                project.url = line.url
            if not _PLACEHOLDER.fullmatch(text):
                project.say(str(name), text)
                project.tasks += [item(Kind.TASK, text, line)] if name == TASK else []
            return
        if project and role in {words.DATASET, TASK}:  # a row of a table: an item as well
            project.say(role, (text.partition(":")[2].strip() or text) if role == words.DATASET else text)
        kinds = {words.DATASET: Kind.TASK, words.PROJECT: Kind.DELIVERABLE}
        self._add(Kind(role) if role in KINDS else kinds.get(str(role), Kind.TOPIC), text, line)

    def _add(self, kind: Kind, text: str, line: Line) -> None:
        if text.endswith(_COLON) and not line.role and len(_COLON) < len(text) <= _LEAD:
            if line.form == ITEM:  # “With SymPy:” speaks of what follows
                self._scopes.append(_Scope(str(kind), line.rank, text, named=line))
            return
        lead = next((f"{scope.lead} " for scope in reversed(self._scopes) if scope.lead.endswith(_COLON)), "")
        if _PLACEHOLDER.fullmatch(text):
            self._made.beside.append(line.number)
        else:
            self._made.items.append(item(kind, lead + text, line))

    def _hours(self, line: Line) -> None:
        if self._made.hours is None:
            self._made.hours = hours_in(line.text)

    # --- projects ---

    def _open_project(self, line: Line, title: str) -> None:
        self._close_project()
        title = title or project_title(line.text)
        if self._made.project and title:  # a section has one; a second is a thing to make
            self._made.items.append(item(Kind.TASK, title, line))
            return
        self._project = OpenProject.begun(line, title)
        self._scopes.append(_Scope(None, line.rank))

    def _leaves_project(self, role: str, line: Line) -> bool:
        project = self._project
        if project is None or line.rank < project.rank or role not in FIELDS | {words.ASIDE}:
            return True
        return line.rank == project.rank and role in project.fields

    def _close_project(self, at: Line | None = None) -> None:
        """Keep the project that was open, unless a line stands inside it."""
        project = self._project
        if project is None or (at and at.rank > project.rank):
            return
        self._project = None
        if project.is_list_of_ideas() or (self._made.project and project.fields):
            self._made.items += project.tasks
        elif closed := project.closed():
            self._made.project = closed
            self._made.items += project.tasks if len(project.tasks) > 1 else []  # so that each can be ticked


def _counts(heading: str) -> bool:
    """Tell “Lesson 17: Lambdas” and “1.2 Types”, which are themselves studied, from a heading that only groups."""
    return marks.find(heading) is not None or marks.numbering(heading) is not None


def _is_indented(line: Line) -> bool:
    """Tell a line of a text that lists by indentation alone."""
    return line.form == TEXT and TEXT_RANK < line.rank < ITEM_RANK and len(line.text) <= _SENTENCE


def item(kind: Kind, text: str, line: Line) -> Item:
    """Return one item, its time and its link taken from its words."""
    words_ = " ".join(text.split())
    bare, hours = take_hours(words_)
    bare = marks.strip(bare)
    url = line.url if line.url.startswith("http") else ""
    return Item("", kind, bare or words_, hours if bare else None, url, bool(line.box), line.number)
