"""A closer look at what one commit changed: a diary's new lines, a notebook's headings and numbers, names of files.

A diary's lines and a notebook's numbers are evidence of their own. Headings, imports and names are only words that tell
what the work was about.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath

from bot.activity import Change, Details, Evidence, Kind, safe
from bot.activity.diary import added as diary_added
from bot.activity.diary import is_diary
from bot.activity.notebook import Printed, is_notebook
from bot.activity.notebook import added as notebook_added
from bot.redact import plain

_MOST_NAMES = 12
_MOST_NUMBERS = 8
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_BETWEEN = re.compile(r"[\W_]+")
_NUMBERED = re.compile(
    r"^(?:(?:day|week|ch|chapter|lesson|lecture|ex|exercise|part|step|unit|hw)? ?\d+ )+", re.IGNORECASE
)
_WORK = frozenset({
    ".c", ".cpp", ".cs", ".go", ".hs", ".html", ".ipynb", ".java", ".jl", ".js", ".jsx", ".kt", ".lua", ".md", ".php",
    ".py", ".qmd", ".r", ".rb", ".rmd", ".rs", ".scala", ".sh", ".sql", ".svelte", ".swift", ".tex", ".tf", ".ts",
    ".tsx", ".txt", ".vue", ".yaml", ".yml",
})  # fmt: skip
_NOBODYS = re.compile(r"(?:^|/)(?:node_modules|vendor|dist|build|target|site-packages|\.\w[^/]*|__pycache__)/")
# Names that any project has: they tell nothing of the work.
_ORDINARY = frozenset({
    "app", "changelog", "conftest", "config", "constants", "contributing", "docker compose", "final", "helpers",
    "index", "init", "lib", "license", "log", "main", "mod", "new", "notebook", "notes", "package", "readme",
    "requirements", "run", "script", "settings", "setup", "solution", "style", "styles", "test", "tests", "tmp",
    "todo", "types", "untitled", "utils",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """What a closer look brought."""

    details: Details
    evidence: tuple[Evidence, ...] = ()


def wanted(path: str) -> bool:
    """Tell whether what stands in a file is worth reading."""
    return is_notebook(path) or is_diary(path)


def look(commit: Evidence, changes: Sequence[Change]) -> Found:
    """Return what the changes of a commit tell."""
    notebooks = [(each, notebook_added(each.before, each.after)) for each in changes if is_notebook(each.path)]
    numbers = (_numbers(commit, each.path, found.printed) for each, found in notebooks)
    details = Details(
        paths=tuple(dict.fromkeys(name for each in changes if (name := _name(each))))[:_MOST_NAMES],
        headings=tuple(dict.fromkeys(heading for _, found in notebooks for heading in found.headings)),
        imports=tuple(dict.fromkeys(module for _, found in notebooks for module in found.imports)),
    )
    notes = (note for each in changes if is_diary(each.path) for note in _notes(commit, each))
    return Found(details, (*notes, *(number for found in numbers for number in found)))


def _notes(commit: Evidence, change: Change) -> Iterator[Evidence]:
    """Yield what the learner wrote into a diary; the same lines are the same note after a rebase."""
    for entry in diary_added(change.path, change.before, change.after, commit.date):
        digest = sha256(f"{entry.date} {entry.text}".encode()).hexdigest()[:12]
        ref = f"{commit.repository}/{plain(change.path)}#{digest}"
        yield Evidence(
            Kind.NOTE, ref, entry.text, commit.at, entry.date, entry.flavour, commit.url, commit.repository,
            commit=commit.ref,
        )  # fmt: skip


def _numbers(commit: Evidence, path: str, printed: Sequence[Printed]) -> Iterator[Evidence]:
    for number, each in enumerate(printed[:_MOST_NUMBERS], 1):
        ref = f"{commit.ref}:{plain(path)}#{each.cell}.{number}"
        yield Evidence(
            Kind.NUMBER, ref, each.text, commit.at, commit.date, url=commit.url, repository=commit.repository,
            commit=commit.ref,
        )  # fmt: skip


def _name(change: Change) -> str:
    """Return a file's name as words: “src/LogisticRegression_v2.py” speaks of logistic regression."""
    path = PurePosixPath(change.path)
    if path.suffix.lower() not in _WORK or _NOBODYS.search(change.path):
        return ""
    words = _BETWEEN.sub(" ", _CAMEL.sub(" ", safe(path.stem))).strip()
    words = _NUMBERED.sub("", f"{words} ").strip()
    return "" if words.lower() in _ORDINARY or not re.search(r"[^\W\d_]{3}", words) else words
