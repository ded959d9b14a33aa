"""What a line announces: “**Tasks:**”, “Topics: NumPy, pandas”, “Project #1 — Churn”, “2 Hands-on Solve 30”."""

import re
from dataclasses import dataclass

from bot.roadmaps.hours import take_hours
from bot.roadmaps.markdown import words
from bot.roadmaps.markdown.lines import BOLD, HEADING, ITEM, TEXT, Line
from bot.roadmaps.roadmap import Kind

KINDS = frozenset(map(str, Kind))
_COLON = (":", "：")
_LABELLED = re.compile(r"(?P<label>[^:：]{2,50}?)\s*[:：]\s*(?P<rest>.*)", re.DOTALL)
_DIVIDED = re.compile(r"(?P<label>[^—–-]{4,40}?(?:-[^—–-]{3,20})?)\s+[—–-]\s+(?P<rest>.+)", re.DOTALL)
_WIDE = re.compile(
    r"(?:\d{1,2}[.)]?\s+)?(?P<label>\w[^\u2002\u2003]{2,30}?)(?:[\u2002\u2003\u3000]| {2,})\s*(?P<rest>\S.*)", re.DOTALL
)
_NARROW = re.compile(
    r"(?P<number>\d{1,2}[.)]?\s+)?(?P<label>[^\W\d_][\w-]*(?:\s[\w-]+)?(?:\s*\([^)]*\))?)\s+(?P<rest>\S.*)", re.DOTALL
)
# Words that also begin ordinary phrases; before a colon they are labels only in bold, or inside a project.
_ORDINARY = frozenset({words.DATASET, words.TITLE, words.DETAIL, words.DONE, words.DATE})


@dataclass(frozen=True, slots=True)
class Label:
    """What a line announces, and what it says after that."""

    role: str
    rest: str = ""


def label_of(line: Line, *, bare: bool, in_project: bool) -> Label | None:
    """Return the label a line begins with, if it has one; with `bare`, labels may stand without a colon."""
    text = line.text
    if line.role is not None:
        return Label(line.role, text)
    alone = line.form != ITEM or text.endswith(_COLON) or line.lead == text  # “- **Tasks**” announces what is below
    if alone and (whole := words.role(text)):
        return Label(whole)
    if found := _LABELLED.fullmatch(text):
        role = words.role(found["label"])
        bold = bool(line.lead) and found["label"].startswith(line.lead.rstrip(":： ")[:20])
        if role and (role not in _ORDINARY or bold or in_project):
            return Label(role, found["rest"].strip())
    if title := project_title(text):
        return Label(words.PROJECT, title)
    if line.form in {HEADING, BOLD} and not take_hours(text)[0].strip():
        return Label(words.HOURS, text)
    return bare_label(text) if bare and line.form == TEXT else None


def bare_label(text: str) -> Label | None:
    """Return a label without a colon: “1 Theory Read chapter 2”, “Deliverable  a notebook”."""
    for pattern in (_WIDE, _NARROW):
        found = pattern.fullmatch(text)
        if not found or not found["label"][:1].isupper():
            continue
        lower = pattern is _NARROW and found["number"] is None and found["rest"][:1].islower()  # “Notions de …”
        dashed = pattern is _NARROW and found["rest"][:1] in ":—–-"
        if (role := words.role(found["label"])) in KINDS and not lower and not dashed:
            return Label(str(role), found["rest"].strip())
        first, _, second = found["label"].partition(" ")
        rest = f"{second} {found['rest']}".strip()
        begins = found["number"] is not None or not rest[:1].islower() if pattern is _NARROW else False
        if begins and (role := words.role(first)) in KINDS:
            return Label(str(role), rest)
    return None


def project_title(text: str) -> str:
    """Return the title of the project a line names, such as “Mini-Project #1 — Housing prices”, or nothing."""
    found = _DIVIDED.fullmatch(text) or _LABELLED.fullmatch(text)
    return str(found["rest"]).strip() if found and words.role(found["label"]) == words.PROJECT else ""


def is_capstone(text: str) -> bool:
    """Return whether a text speaks of the project that ends a plan."""
    endings = "capstone|abschluss|final project|proyecto final|projeto final|projet final"
    return re.search(endings, text, re.IGNORECASE) is not None
