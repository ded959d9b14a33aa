"""Commits of a repository on this machine, read with git itself: on any branch, by any of the learner's addresses.

Odd about it: what a branch led to at the last reading is not read again, so a repeat costs one look at the branches. A
clone may be cut off (shallow), a branch rewritten, a `.mailmap` may hold one person's names; git knows.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path

from bot.activity import Batch, Change, Cursor, Evidence, LeftOut, Privacy, Window
from bot.activity.commit import FUTURE, Commit, kept_of, understood
from bot.activity.local_git import asking
from bot.activity.people import Learner
from bot.errors import ActivityError

_MOST_FILE = 32 * 1024 * 1024  # a notebook with pictures
_MOST_FILES, _MOST_LOOKED_INTO = 300, 6  # of one commit
_AT_ONCE = 500
_AUTHORS = "BOT_AUTHORS"
_BLAMED = r"^[0-9a-f]{40,64} \d+ (\d+)(?: \d+)?\n(?:.*\n)*?author-time (-?\d+)$"
_FIELDS = ("%H", "%P", "%at", "%ct", "%aN", "%aE", "%ae", "%B")
# Stashes, notes and what a rewrite leaves behind are commits for git, and not yet or no longer work for a person.
_NOT_WORK = ("refs/stash", "refs/notes/", "refs/original/", "refs/replace/")
_FILE = "100"  # the mode of a file begins so; a link and a submodule are none


@dataclass(slots=True)
class _Found:
    """What a reading has found so far."""

    evidence: list[Evidence] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    waits: set[str] = field(default_factory=set)
    mine: int = 0
    others: int = 0
    oldest: datetime | None = None


def read(folder: Path, chosen: Privacy | None, learner: Learner, window: Window, cursor: Cursor) -> Iterator[Batch]:
    """Yield the learner's commits that no branch led to at the last reading.

    What is dated in the future waits in the cursor until its day has come; so does a remark worth reading until an own
    commit is found.
    """
    if not (learner.emails or learner.login):
        raise ActivityError("Nobody is named whose commits to read.", "set BOT_AUTHORS to your e-mail address in git")
    tips, before, waits = _tips(folder), cursor.get("tips", []), cursor.get("waits", [])
    if chosen is Privacy.IGNORE or (tips == before and not waits):
        return
    found = _Found()
    for commit in chain(_log(folder, tips, before), _log(folder, waits, [], "--no-walk=unsorted") if waits else ()):
        _sort(found, commit, chosen or Privacy.PUBLIC, learner, window)
        if len(found.evidence) == _AT_ONCE:
            yield Batch(tuple(found.evidence), (), cursor)
            found.evidence = []
    remark = cursor.get("remark", []) if before else list(_remark(folder, found, window))
    if found.mine and _AUTHORS in "".join(remark[:1]):
        remark = []
    place = {"tips": tips, "waits": sorted(found.waits), "remark": remark}
    yield Batch(tuple(found.evidence), tuple(found.left_out), {name: value for name, value in place.items() if value})


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
    how = ("--root", "-r", "-z", "-M", "-l200", "--raw", "--no-commit-id")
    pieces = iter(list(asking.fields(folder, "diff-tree", *how, sha)))
    looked = 0

    def _is_wanted(path: str) -> bool:
        nonlocal looked
        looked += wanted(path)
        return looked <= _MOST_LOOKED_INTO and wanted(path)

    found = (_change(folder, head, pieces, _is_wanted) for head in pieces if head.startswith(":"))
    return list(islice(found, _MOST_FILES))


def changed_at(path: Path, lines: Sequence[int]) -> dict[int, datetime]:
    """Return when lines of a file were last changed, as far as they are committed; nothing where no git is.

    The committed file is asked, never the working copy: that would run the filters a repository names.
    """
    try:
        committed = asking.answer(path.parent, "cat-file", "blob", f"HEAD:./{path.name}", most=_MOST_FILE)
        at = _same_lines(path.read_bytes(), committed, lines)
        asked = [word for line in sorted(set(at.values())) for word in ("-L", f"{line},{line}")]
        how = ("blame", "--line-porcelain", "--no-textconv", *asked, "HEAD", "--", path.name)
        told = asking.answer(path.parent, *how, most=_MOST_FILE).decode(errors="replace") if asked else ""
    except ActivityError:
        return {}  # the file stands in no repository, or is not committed there
    blamed = re.findall(_BLAMED, told, re.MULTILINE)
    found = {int(line): written for line, seconds in blamed if (written := _instant(seconds))}
    return {line: found[there] for line, there in at.items() if there in found}


def most_frequent_author(folder: Path) -> str:
    """Return the address most commits were written under: a learner's own repository is mostly theirs."""
    emails = Counter(asking.fields(folder, "log", "--all", "-z", "--format=%aE"))
    return next((email for email, _ in emails.most_common() if email), "")


def _same_lines(working: bytes, committed: bytes, lines: Sequence[int]) -> dict[int, int]:
    """Return where each line of the working copy stands in the committed file: the nearest one that says the same."""
    here, there = working.splitlines(), committed.splitlines()
    places: dict[bytes, list[int]] = {}
    for number, text in enumerate(there, 1):
        places.setdefault(text.strip(), []).append(number)
    wanted = {line: places.get(here[line - 1].strip(), []) for line in lines if line <= len(here)}
    return {line: min((abs(each - line), each) for each in found)[1] for line, found in wanted.items() if found}


def _tips(folder: Path) -> list[str]:
    """Return where the branches and tags stand."""
    listed = asking.answer(folder, "for-each-ref", "--format=%(objectname) %(refname)", most=_MOST_FILE).decode(
        errors="replace"
    )
    refs = (line.partition(" ") for line in listed.splitlines())
    head = asking.answer(folder, "rev-parse", "--verify", "--quiet", "HEAD").decode().strip()
    return sorted({sha for sha, _, name in refs if not name.startswith(_NOT_WORK)} | {head} - {""})


def _log(folder: Path, tips: list[str], before: list[str], *more: str) -> Iterator[Commit]:
    how = (*more, "-z", "--encoding=UTF-8", "--no-color", "--no-notes", "--format=" + "%x00".join(_FIELDS))
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
        found.waits |= {commit.ref} if told.reason == FUTURE else set()
    elif told:
        found.evidence.append(told)


def _remark(folder: Path, found: _Found, window: Window) -> Iterator[str]:
    """Yield what a person would want to know about a repository that is read for the first time, and what to do."""
    cut_off = found.oldest is None or window.date_of(found.oldest) >= window.since
    if cut_off and _edge(folder):
        yield from ("It is a shallow clone, which lacks its older commits.", "git fetch --unshallow, in that folder")
    elif found.others and not found.mine:
        commits = "Its one commit is" if found.others == 1 else f"All its {found.others} commits are"
        yield from (f"{commits} by others than {_AUTHORS} names.", "git log --format=%ae, in that folder, shows them")


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
