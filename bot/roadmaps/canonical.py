"""Our own Markdown for a roadmap: pleasant on GitHub, a box before each item, and read back exactly as it was written.

    <!-- learnaloud roadmap -->         not shown by GitHub; tells this strict reader from the one for messy files
    # The plan                          then “9 hours a week”, and the week’s rhythm as a list with stars
    # Month 1: a group                  until the next group, or a rule that ends it
    ## Week 1: a section                then “13 hours · Months 1–3”
    ### Day 1: a study day
    - [ ] Task: an item (2 h)
    ### Project: what the section builds

What a person wrote into it by hand that has no place here becomes a warning with its line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

from bot.redact import plain
from bot.roadmaps.roadmap import Day, Item, Kind, Project, Roadmap, Section, Span, with_ids

MARK = "<!-- learnaloud roadmap -->"
_KINDS = frozenset(map(str, Kind))
_FIELDS = ("Dataset", "Task", "Deliverable", "Criterion")
_ESCAPE = re.compile(r"[\\`*\[\]<>~|]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)|https?(?=://)")
_UNESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_START = re.compile(r"[#+=-]|\d+[.)]")
_AMOUNT = r"\d{1,9}(?:\.\d{1,20})?(?:e-\d\d)?"
_UNIT = re.compile(r"(?P<kind>[^\W\d_]+) (?P<number>-?\d{1,9})(?:–(?P<last>-?\d{1,9}))?(?:: (?P<title>.*))?")
_ITEM = re.compile(r"- \[(?P<box>[ xX])\] (?:(?P<kind>[A-Z][a-z]+): )?(?P<rest>.*)")
_HOURS = re.compile(rf"(?P<text>.*) \((?P<amount>{_AMOUNT}) (?P<unit>h|min)\)")
_LINK = re.compile(r"\[(?P<text>(?:[^\\\]]|\\.)*)\]\((?:<(?P<url>[^<>]*)>|(?P<bare>[^<>()\s]*))\)")
_PLAIN_URL = re.compile(r"[^<>()\s]+")
_WEEKLY = re.compile(rf"(?P<hours>{_AMOUNT}) hours a week")
_LISTED = re.compile(r"[-*] (?:(?P<label>[A-Z][a-z]+): )?(?P<rest>.*)")


def is_ours(text: str) -> bool:
    """Return whether a text is in our own form."""
    return text.lstrip("\ufeff \r\n").startswith(MARK)


# --- writing ------------------------------------------------------------------------------------------------------


def write(roadmap: Roadmap) -> str:
    """Return a roadmap in our own form."""
    lines = [MARK, "", f"# {_escape(roadmap.title)}", ""]
    if roadmap.hours_per_week:
        lines += [f"{_number(roadmap.hours_per_week)} hours a week", ""]
    lines += _list([f"Rhythm: {_escape(text)}" for text in roadmap.rhythm], "*")
    group = ""
    for section in roadmap.sections:
        if section.group != group:
            lines += [f"# {_escape(section.group)}" if section.group else "---", ""]
            group = section.group
        lines += _section(section)
    return "\n".join(lines).rstrip("\n") + "\n"


def _section(section: Section) -> Iterator[str]:
    last = f"–{section.last}" if section.last is not None else ""
    yield from (f"## {section.kind.capitalize()} {section.number}{last}{_titled(section.title)}", "")
    facts = [f"{_number(section.hours)} hours"] if section.hours else []
    facts += [
        f"{name} {span[0]}–{span[1]}" for name, span in (("Weeks", section.weeks), ("Months", section.months)) if span
    ]
    if facts:
        yield from (" · ".join(facts), "")
    yield from _list([f"Rhythm: {_escape(text)}" for text in section.rhythm], "*")
    yield from _list([_item(item) for item in section.items])
    for day in section.days:
        yield from (f"### Day {day.number}{_titled(day.title)}", "")
        yield from _list([_item(item) for item in day.items])
    if section.project:
        yield from _project(section.project)


def _project(project: Project) -> Iterator[str]:
    yield from (f"### {'Capstone project' if project.capstone else 'Project'}{_titled(project.title)}", "")
    told = [("Task", project.task)]
    told += [("Deliverable", each) for each in project.deliverables] + [
        ("Criterion", each) for each in project.criteria
    ]
    dataset = [f"Dataset: {_linked(_escape(project.dataset), project.url)}"] if project.dataset or project.url else []
    yield from _list(dataset + [f"{label}: {_escape(text)}" for label, text in told if text])


def _titled(title: str) -> str:
    return f": {_escape(title)}" if title else ""


def _list(texts: list[str], sign: str = "-") -> list[str]:
    """Return a list; another sign keeps two lists that follow each other apart."""
    return [*(f"{sign} {text}" for text in texts), ""] if texts else []


def _item(item: Item) -> str:
    text = _linked(_escape(item.text), item.url)
    box = "x" if item.done else " "
    found = _ITEM.fullmatch(f"- [ ] {text}")
    needed = item.kind is not Kind.TOPIC or (found is not None and found["kind"] is not None)  # “Zed: …” is no label
    return f"[{box}] {f'{item.kind.capitalize()}: ' if needed else ''}{text}{_time(item.hours)}"


def _linked(text: str, url: str) -> str:
    if not url:
        return text
    return f"[{text}]({url})" if _PLAIN_URL.fullmatch(url) else f"[{text}](<{url}>)"


def _time(hours: float | None) -> str:
    if hours is None:
        return ""
    minutes = round(hours * 60)
    return f" ({minutes} min)" if minutes / 60 == hours and hours % 1 else f" ({_number(hours)} h)"


def _number(value: float) -> str:
    return f"{value:g}" if float(f"{value:g}") == value else repr(value)


def _escape(text: str) -> str:
    """Return a text as Markdown that shows it as it is; a lone “(2 h)” at its end is no time."""
    escaped = _ESCAPE.sub(lambda found: f"\\{found[0]}" if found[0][0] != "h" else found[0], text)
    if start := _START.match(escaped):
        escaped = f"{start[0][:-1]}\\{escaped[start.end() - 1 :]}"
    if found := _HOURS.fullmatch(escaped):
        escaped = f"{found['text']} \\{escaped[len(found['text']) + 1 :]}"
    return escaped


# --- reading ------------------------------------------------------------------------------------------------------


def parse(text: str) -> Roadmap:
    """Read our own form."""
    reader = _Reader()
    for number, line in enumerate(plain(text).split("\n"), 1):
        if line.strip() and line.strip() != MARK:
            reader.take(line.rstrip(), number)
    return with_ids(reader.roadmap())


@dataclass(slots=True)
class _Open:
    """A section that is being read."""

    kind: str
    number: int
    last: int | None
    title: str
    group: str
    items: list[Item] = field(default_factory=list)
    days: list[tuple[int, str, list[Item]]] = field(default_factory=list)
    rhythm: list[str] = field(default_factory=list)
    project: dict[str, list[str]] | None = None
    capstone: bool = False
    url: str = ""
    hours: float | None = None
    spans: dict[str, Span] = field(default_factory=dict)

    @classmethod
    def of(cls, found: re.Match[str], group: str) -> Self:
        """Return the section a heading opens."""
        last = int(found["last"]) if found["last"] else None
        return cls(found["kind"].lower(), int(found["number"]), last, _plain(found["title"] or ""), group)

    def closed(self) -> Section:
        """Return the section."""
        days = tuple(Day(number, title, tuple(items)) for number, title, items in self.days)
        weeks, months = self.spans.get("weeks"), self.spans.get("months")
        return Section(
            self.number, self.kind, self.title, tuple(self.items), days, self._project(), self.last, self.group, weeks,
            months, self.hours, tuple(self.rhythm),
        )  # fmt: skip

    def _project(self) -> Project | None:
        told = self.project
        if told is None:
            return None
        title, dataset, task = (" ".join(told.get(name, [])) for name in ("Title", "Dataset", "Task"))
        made, criteria = tuple(told.get("Deliverable", ())), tuple(told.get("Criterion", ()))
        return Project(title, dataset, task, made, criteria, self.capstone, self.url)


@dataclass(slots=True)
class _Reader:
    title: str = ""
    hours_per_week: float | None = None
    rhythm: list[str] = field(default_factory=list)
    group: str = ""
    sections: list[_Open] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def take(self, line: str, number: int) -> None:
        """Take one line that is not empty."""
        understood = (
            self._heading(line)
            if line.startswith("#")
            else self._listed(line, number)
            if line.startswith(("- ", "* "))
            else self._facts(line)
        )
        if not understood:
            self.warnings.append(f"Line {number}: “{line.strip()[:60]}” has no place in a roadmap and was left out.")

    def roadmap(self) -> Roadmap:
        """Return what was read."""
        sections = tuple(section.closed() for section in self.sections)
        return Roadmap(
            self.title or "A roadmap", sections, self.hours_per_week, tuple(self.rhythm), tuple(self.warnings)
        )

    def _heading(self, line: str) -> bool:
        level, _, text = line.partition(" ")
        section = self.sections[-1] if self.sections else None
        if level == "#":
            if self.title:
                self.group = _plain(text)
            self.title = self.title or _plain(text)
        elif level == "##" and (found := _UNIT.fullmatch(text)):
            self.sections.append(_Open.of(found, self.group))
        elif level == "###" and section and (found := re.fullmatch(r"(Project|Capstone project)(?:: (.*))?", text)):
            section.project = {"Title": [_plain(found[2] or "")]}
            section.capstone = found[1] != "Project"
        elif level == "###" and section and (found := _UNIT.fullmatch(text)) and found["kind"] == "Day":
            section.days.append((int(found["number"]), _plain(found["title"] or ""), []))
        else:
            return False
        return True

    def _listed(self, line: str, number: int) -> bool:
        section = self.sections[-1] if self.sections else None
        item, told = _ITEM.fullmatch(line), _LISTED.fullmatch(line)
        if section and item and section.project is None:
            (section.days[-1][2] if section.days else section.items).append(_read_item(item, number))
        elif told and told["label"] == "Rhythm" and not (section and section.project):
            (section.rhythm if section else self.rhythm).append(_plain(told["rest"]))
        elif section and section.project is not None and told and told["label"] in _FIELDS:
            link = _LINK.fullmatch(told["rest"])
            if link and told["label"] == "Dataset":
                section.url = link["url"] or link["bare"]
            section.project.setdefault(told["label"], []).append(_plain(link["text"] if link else told["rest"]))
        else:
            return False
        return True

    def _facts(self, line: str) -> bool:
        if line == "---":
            self.group = ""
            return True
        if not self.sections:
            found = _WEEKLY.fullmatch(line)
            self.hours_per_week = float(found["hours"]) if found else self.hours_per_week
            return found is not None
        for fact in line.split(" · "):
            if found := re.fullmatch(rf"({_AMOUNT}) hours", fact):
                self.sections[-1].hours = float(found[1])
            elif found := re.fullmatch(r"(Weeks|Months) (-?\d{1,9})–(-?\d{1,9})", fact):
                self.sections[-1].spans[found[1].lower()] = (int(found[2]), int(found[3]))
            else:
                return False
        return True


def _read_item(found: re.Match[str], number: int) -> Item:
    label, rest, hours = found["kind"], found["rest"], None
    kind = Kind(label.lower()) if label and label.lower() in _KINDS else Kind.TOPIC
    if label and label.lower() not in _KINDS:
        rest = f"{label}: {rest}"
    if timed := _HOURS.fullmatch(rest):
        rest, hours = timed["text"], float(timed["amount"]) / (60 if timed["unit"] == "min" else 1)
    link = _LINK.fullmatch(rest)
    text, url = (link["text"], link["url"] or link["bare"]) if link else (rest, "")
    return Item("", kind, _plain(text), hours, url, found["box"] != " ", number)


def _plain(text: str) -> str:
    return _UNESCAPE.sub(r"\1", text.strip())
