"""Finds git repositories near a folder, and whose commits are made there, so that nobody has to type paths.

It looks two folders deep and no deeper, and a folder that cannot be looked into is passed by.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from bot.activity.local_git import asking
from bot.errors import ActivityError

_DEEP = 2  # folders below the one we begin in: ~/code/ml
_MOST_LOOKED_AT = 2_000  # folders; a person waits for the answer
_LEFT_OUT = frozenset({"node_modules", "venv", "site-packages", "Library", "snap"})


def near(here: Path, home: Path) -> list[Path]:
    """Return the repositories around here and below a person's own folder: this one first, then the last worked in."""
    around = around_here(here, home)
    below = {path.resolve(): path for start in (here, home) for path in _below(start)}
    others = sorted(below.values(), key=_last_touched, reverse=True)
    return ([around] if around else []) + [each for each in others if each != around]


def around_here(here: Path, home: Path) -> Path | None:
    """Return the repository one stands in; a home folder under git holds settings, not what somebody learns."""
    return next((each for each in (here, *here.parents) if each != home and _is_one(each)), None)


def author(folder: Path) -> str:
    """Return the address this machine commits under in a repository, or the most frequent one in it."""
    from bot.activity.local_git import most_frequent_author

    try:
        own = asking.answer(folder, "config", "--get", "user.email").decode(errors="replace").strip()
        return own or most_frequent_author(folder)
    except ActivityError:  # no git, or a repository that git does not trust: bot check says so
        return ""


def on_github(folder: Path) -> str:
    """Return the name a repository has on GitHub, as owner/name, if that is where it came from."""
    try:
        origin = asking.answer(folder, "config", "--get", "remote.origin.url").decode(errors="replace").strip()
    except ActivityError:
        return ""
    found = re.search(r"github\.com[:/]([\w.-]+/[\w.-]+?)(?:\.git)?/?$", origin)
    return found[1] if found else ""


def _below(start: Path) -> Iterator[Path]:
    """Yield the repositories a few folders below one; what lies in a repository belongs to it."""
    looked_at, waiting = 0, [(start, 0)]
    while waiting and looked_at < _MOST_LOOKED_AT:
        folder, deep = waiting.pop(0)
        looked_at += 1
        if deep and _is_one(folder):
            yield folder
        elif deep < _DEEP:
            waiting += [(each, deep + 1) for each in _folders(folder)]


def _folders(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            return sorted(Path(each.path) for each in entries if _is_looked_into(each))
    except OSError:  # nobody may look in there
        return []


def _is_looked_into(entry: "os.DirEntry[str]") -> bool:
    hidden = entry.name.startswith(".") or entry.name in _LEFT_OUT
    return not hidden and entry.is_dir(follow_symlinks=False)


def _is_one(folder: Path) -> bool:
    return os.path.lexists(folder / ".git")


def _last_touched(folder: Path) -> float:
    """Return when a repository was last worked in, as its index tells."""
    for name in (".git/index", ".git"):
        try:
            return (folder / name).stat().st_mtime
        except OSError:  # a worktree's .git is a file, and a new repository has no index
            continue
    return 0.0
