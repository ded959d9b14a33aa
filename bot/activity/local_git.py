"""Commits of a repository on this machine, read with git itself: no network, and nothing of the repository is run.

A commit's author date is taken, with its own offset, because that is when the learner wrote it. Messages come in any
encoding and length; git turns them to UTF-8 and what still is not is replaced, never refused.
"""

import subprocess
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.activity import Evidence, Kind, safe
from bot.clock import study_date
from bot.errors import ActivityError

_MOST_CHARACTERS = 2_000  # of one message: the rest is a pasted log or a licence
_SECONDS = 60
_FIELDS = ("%H", "%aI", "%B")
# fsmonitor, pagers and signature checks are programs a repository could name; a read of its log needs none of them.
_GIT = ("git", "--no-pager", "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "log.showSignature=false")


def commits(folder: Path, authors: Sequence[str], since: date, zone: ZoneInfo, day_ends: time) -> Iterator[Evidence]:
    """Yield the learner's commits since a date, oldest first."""
    if not authors:
        raise ActivityError("Nobody is named whose commits to read.", "set BOT_AUTHORS to your e-mail address in git")
    repository = folder.resolve().name
    for commit, written, message in _log(folder, authors, since):
        at = datetime.fromisoformat(written)
        text = safe(message[:_MOST_CHARACTERS])
        yield Evidence(Kind.COMMIT, commit, text, at, study_date(at, zone, day_ends), repository=repository)


def _log(folder: Path, authors: Sequence[str], since: date) -> Iterator[tuple[str, str, str]]:
    if _git(folder, "rev-list", "--max-count=1", "--all") == "":
        return  # a repository without a commit yet
    wanted = [f"--author=<{author}>" for author in authors]
    shape = "--format=" + "%x00".join(_FIELDS) + "%x00"
    how = [
        "-z",
        "--no-merges",
        "--reverse",
        "--fixed-strings",
        "--regexp-ignore-case",
        "--encoding=UTF-8",
        "--no-color",
    ]
    found = _git(folder, "log", *how, f"--since={since}T00:00", shape, *wanted)
    pieces = found.split("\0")
    for start in range(0, len(pieces) - 3, 4):
        commit, written, message = pieces[start : start + 3]
        yield commit, written, message


def _git(folder: Path, *words: str) -> str:
    try:
        done = subprocess.run([*_GIT, "-C", str(folder), *words], capture_output=True, timeout=_SECONDS, check=False)
    except FileNotFoundError:
        raise ActivityError("git is not installed.", "install git, or empty BOT_REPOSITORIES") from None
    except subprocess.TimeoutExpired:
        raise ActivityError(f"git took longer than {_SECONDS} s in {folder}.", "bot sync") from None
    if done.returncode:
        reason = safe(done.stderr.decode(errors="replace")).removeprefix("fatal: ").partition("\n")[0]
        raise ActivityError(f"{folder} could not be read: {reason}.", "bot check, and look at BOT_REPOSITORIES")
    return done.stdout.decode(errors="replace")
