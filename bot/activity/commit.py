"""A commit as evidence, wherever it was read: whose it is, when it was written, what may be kept of it.

Odd about it: dates lie. The author's date is when the learner wrote it, unless it cannot be true; a rebase moves the
committer's date, a wrong clock both.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.activity import Details, Evidence, Kind, LeftOut, Privacy, Window, counted_ref, safe
from bot.activity.people import Learner, is_bot

MOST_CHARACTERS = 2_000  # of one message: the rest is a pasted log or a licence
_GIT_BEGAN = datetime(2005, 4, 7, tzinfo=UTC)
_WRONG_CLOCK = timedelta(days=1)  # clocks differ, and so do zones
_NEVER = 2200  # a date past it is no date
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
        """Return when it was written; None where neither of its dates can be true, or not yet."""
        latest = window.now + _WRONG_CLOCK
        return next((each for each in self._dates if _GIT_BEGAN <= each <= latest), None)

    def ahead(self, window: Window) -> datetime | None:
        """Return when it will be believed: its earlier date, where both are still to come."""
        dates = self._dates
        return min(dates) if dates and min(dates) > window.now + _WRONG_CLOCK else None

    def is_by(self, learner: Learner) -> bool:
        """Tell whether the learner wrote it."""
        return any(learner.is_me(email, self.login) for email in self.emails)

    def is_of(self, learner: Learner) -> bool:
        """Tell whether the learner wrote it, or helped."""
        return self.is_by(learner) or learner.helped(self.message)

    @property
    def _dates(self) -> list[datetime]:
        return [each for each in (self.written, self.committed) if each and each.year < _NEVER]


def understood(commit: Commit, kept: Privacy, learner: Learner, window: Window) -> Evidence | LeftOut | None:
    """Return a commit as evidence, or why it is none; nothing for what is older, or somebody else's."""
    by_program = is_bot(commit.name, commit.login, commit.kind)
    if not (by_program or commit.is_of(learner)):
        return None
    at = commit.when(window)
    ref = commit.ref if kept is Privacy.PUBLIC else counted_ref(commit.ref)
    if at is None:
        ahead = None if by_program else commit.ahead(window)
        return LeftOut(ref, window.date_of(ahead), FUTURE) if ahead else None
    day = window.date_of(at)
    if day < window.since:
        return None
    if by_program or commit.parents > 1:
        return LeftOut(ref, day, "written by a program" if by_program else "a merge")
    # Somebody else's commit the learner helped with: what its files say are not the learner's own words.
    looked = None if commit.is_by(learner) else Details()
    found = Evidence(
        Kind.COMMIT,
        commit.ref,
        kept_of(commit.message),
        at,
        day,
        url=commit.url,
        repository=commit.repository,
        details=looked,
    )
    return found.only_counted if kept is Privacy.COUNT else found


def kept_of(message: str) -> str:
    """Return as much of a message as is kept, made safe before it is cut: half a secret looks like none."""
    return safe(message[: 2 * MOST_CHARACTERS])[:MOST_CHARACTERS].rstrip()
