"""A commit as evidence, wherever it was read: whose it is, when it was written, what may be kept of it.

Odd about it: dates lie. The author's date is when the learner wrote it, unless it cannot be true; a rebase moves the
committer's date, a wrong clock both.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.activity import Evidence, Kind, LeftOut, Privacy, Window, safe
from bot.activity.people import Learner, is_bot

MOST_CHARACTERS = 2_000  # of one message: the rest is a pasted log or a licence
_GIT_BEGAN = datetime(2005, 4, 7, tzinfo=UTC)
_WRONG_CLOCK = timedelta(minutes=10)  # a machine that is this far ahead is still believed
FUTURE = "dated in the future"


@dataclass(frozen=True, slots=True)
class Commit:
    """What a source says of a commit."""

    ref: str
    parents: int
    written: datetime | None
    committed: datetime | None
    name: str
    emails: tuple[str, ...]
    message: str
    login: str = ""
    kind: str = ""  # of the account
    url: str = ""
    repository: str = ""

    def when(self, window: Window) -> datetime | None:
        """Return when it was written; None while neither of its dates can be true."""
        latest = window.now + _WRONG_CLOCK
        dates = (each for each in (self.written, self.committed) if each)
        return next((each for each in dates if _GIT_BEGAN <= each <= latest), None)

    def is_of(self, learner: Learner) -> bool:
        """Tell whether the learner wrote it, or helped."""
        mine = any(learner.is_me(email, self.login) for email in self.emails) or learner.is_me("", self.login)
        return mine or learner.helped(self.message)


def understood(commit: Commit, kept: Privacy, learner: Learner, window: Window) -> Evidence | LeftOut | None:
    """Return a commit as evidence, or why it is none; nothing for what is older, or somebody else's."""
    if not commit.is_of(learner):
        return None
    at = commit.when(window)
    if at is None:
        return LeftOut(commit.ref, window.date_of(window.now), FUTURE)
    day = window.date_of(at)
    if day < window.since:
        return None
    if commit.parents > 1:
        return LeftOut(commit.ref, day, "a merge")
    if is_bot(commit.name, commit.login, commit.kind):
        return LeftOut(commit.ref, day, "written by a program")
    text = safe(commit.message[:MOST_CHARACTERS])
    found = Evidence(Kind.COMMIT, commit.ref, text, at, day, url=commit.url, repository=commit.repository)
    return found.only_counted if kept is Privacy.COUNT else found
