"""Commits of a repository on this machine, read with git itself: on any branch, by any of the learner's addresses.

Odd about it: what a branch led to at the last reading is not read again, so a repeat costs one look at the branches. A
clone may be cut off (shallow), a branch rewritten, a `.mailmap` may hold one person's names; git knows.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.activity import Batch, Change, Cursor, Evidence, LeftOut, Privacy, Window
from bot.activity.commit import FUTURE, Commit, kept_of, understood
from bot.activity.local_git import asking
from bot.activity.people import Learner
from bot.errors import ActivityError

_MOST_FILE = 32 * 1024 * 1024  # a notebook with pictures
_AT_ONCE = 500
_FIELDS = ("%H", "%P", "%at", "%ct", "%aN", "%aE", "%ae", "%B")
# Stashes, notes and what a rewrite leaves behind are commits for git, and not yet or no longer work for a person.
_NOT_WORK = ("refs/stash", "refs/notes/", "refs/original/", "refs/replace/")
_FILE = "100"  # the mode of a file begins so; a link and a submodule are none


@dataclass(slots=True)
class _Found:
    """What a reading has found so far."""

    evidence: list[Evidence] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    mine: int = 0
    others: int = 0
    oldest: datetime | None = None


def read(folder: Path, chosen: Privacy | None, learner: Learner, window: Window, cursor: Cursor) -> Iterator[Batch]:
    """Yield the learner's commits that no branch led to at the last reading."""
    if not (learner.emails or learner.login):
        raise ActivityError("Nobody is named whose commits to read.", "set BOT_AUTHORS to your e-mail address in git")
    tips = _tips(folder)
    before = cursor.get("tips", [])
    if chosen is Privacy.IGNORE or tips == before:
        return
    found = _Found()
    for commit in _log(folder, tips, before):
        _sort(found, commit, chosen or Privacy.PUBLIC, learner, window)
        if len(found.evidence) == _AT_ONCE:
            yield Batch(tuple(found.evidence), (), cursor)
            found.evidence = []
    if not before:
        name = "a repository" if chosen is Privacy.COUNT else folder.resolve().name
        found.left_out += [LeftOut(name, window.since, reason) for reason in _remarks(folder, found, window)]
    # What is dated in the future is looked at again until its day has come.
    waits = any(each.reason == FUTURE for each in found.left_out)
    yield Batch(tuple(found.evidence), tuple(found.left_out), cursor if waits else {"tips": tips})


def has(folder: Path, sha: str) -> bool:
    """Tell whether a repository has a commit."""
    return bool(asking.answer(folder, "cat-file", "--batch-check=%(objecttype)", ask=[sha]).startswith(b"commit"))


def find(folder: Path, work: Evidence) -> str:
    """Return the commit that holds work now: its own, or after a rewrite the one of that instant and subject."""
    on_a_branch = (
        asking.answer(folder, "for-each-ref", "--count=1", "--contains", work.ref) if has(folder, work.ref) else b""
    )
    if on_a_branch:
        return work.ref
    for commit in _log(folder, _tips(folder), []):
        same = (
            work.at in (commit.written, commit.committed) and kept_of(commit.message).partition("\n")[0] == work.title
        )
        if same:
            return commit.ref
    return ""


def changes(folder: Path, sha: str, wanted: Callable[[str], bool]) -> list[Change]:
    """Return what a commit changed; nothing at the edge of a shallow clone, where everything looks new."""
    if sha in _edge(folder):
        return []
    pieces = iter(list(asking.fields(folder, "diff-tree", "--root", "-r", "-z", "-M", "--raw", "--no-commit-id", sha)))
    return [_change(folder, head, pieces, wanted) for head in pieces if head.startswith(":")]


def changed_at(path: Path, lines: Sequence[int]) -> dict[int, datetime]:
    """Return when lines of a file were last changed, as far as they are committed; nothing where no git is."""
    found = {}
    try:
        for line in lines:
            told = asking.answer(
                path.parent, "blame", "--porcelain", "--no-textconv", "-L", f"{line},{line}", "--", path.name
            ).decode(errors="replace")
            sha, written = told.partition(" ")[0], re.search(r"^author-time (\d+)$", told, re.MULTILINE)
            if written and sha.strip("0"):
                found[line] = datetime.fromtimestamp(int(written[1]), UTC)
    except ActivityError:
        return {}  # the file stands in no repository, or is not committed there
    return found


def _tips(folder: Path) -> list[str]:
    """Return where the branches and tags stand."""
    listed = asking.answer(folder, "for-each-ref", "--format=%(objectname) %(refname)", most=_MOST_FILE).decode(
        errors="replace"
    )
    refs = (line.partition(" ") for line in listed.splitlines())
    head = asking.answer(folder, "rev-parse", "--verify", "--quiet", "HEAD").decode().strip()
    return sorted({sha for sha, _, name in refs if not name.startswith(_NOT_WORK)} | {head} - {""})


def _log(folder: Path, tips: list[str], before: list[str]) -> Iterator[Commit]:
    how = ("-z", "--encoding=UTF-8", "--no-color", "--no-notes", "--format=" + "%x00".join(_FIELDS))
    ask = [*tips, *(f"^{each}" for each in _still_there(folder, before))]
    pieces = asking.fields(folder, "log", "--stdin", *how, ask=ask)
    for sha, parents, written, committed, name, mapped, email, message in zip(*[pieces] * len(_FIELDS), strict=False):
        yield Commit(
            sha, len(parents.split()), _instant(written), _instant(committed), name, (mapped, email), message.strip(),
            repository=folder.resolve().name,
        )  # fmt: skip


def _still_there(folder: Path, before: list[str]) -> Iterator[str]:
    """Yield the tips of the last reading that a rewrite and a clean-up have left: git takes no others."""
    told = asking.answer(folder, "cat-file", "--batch-check=%(objectname)", ask=before, most=_MOST_FILE)
    for line in told.decode().splitlines():
        sha, _, missing = line.partition(" ")
        if not missing:
            yield sha


def _sort(found: _Found, commit: Commit, kept: Privacy, learner: Learner, window: Window) -> None:
    at = commit.when(window)
    found.oldest = min(filter(None, (found.oldest, at)), default=None)
    told = understood(commit, kept, learner, window)
    found.mine += told is not None
    found.others += told is None and at is not None and window.date_of(at) >= window.since
    if isinstance(told, LeftOut):
        found.left_out.append(told)
    elif told:
        found.evidence.append(told)


def _remarks(folder: Path, found: _Found, window: Window) -> Iterator[str]:
    """Say what a person would want to know about a repository that is read for the first time."""
    cut_off = found.oldest is None or window.date_of(found.oldest) >= window.since
    if cut_off and _edge(folder):
        yield "a shallow clone, which lacks its older commits: git fetch --unshallow"
    elif found.others and not found.mine:
        yield f"{found.others} commits by addresses that BOT_AUTHORS does not name, none by yours"


def _edge(folder: Path) -> set[str]:
    """Return the commits whose parents a shallow clone lacks."""
    path = asking.answer(folder, "rev-parse", "--git-path", "shallow").decode(errors="replace").rstrip("\n")
    shallow = folder / path
    return set(shallow.read_text(encoding="ascii").split()) if shallow.is_file() else set()


def _change(folder: Path, head: str, pieces: Iterator[str], wanted: Callable[[str], bool]) -> Change:
    """Return one file's change: `:mode mode blob blob STATUS`, then its name, or two where it was renamed."""
    mode_before, mode_after, before, after, status = head[1:].split(" ")
    path = next(pieces)
    if status[:1] in "RC":
        path = next(pieces)
    if not wanted(path):
        return Change(path)
    return Change(path, _text(folder, mode_before, before), _text(folder, mode_after, after))


def _text(folder: Path, mode: str, blob: str) -> str:
    if not mode.startswith(_FILE):
        return ""
    found = asking.answer(folder, "cat-file", "blob", blob, most=_MOST_FILE + 1)
    return "" if len(found) > _MOST_FILE else found.decode(errors="replace")


def _instant(seconds: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return None
