"""Looks closer at commits: each once, those on this machine at once, of GitHub's no more than is polite.

What cannot be looked at for good (a commit GitHub has lost, a file a partial clone lacks) is looked at for ever; what
only fails now is tried again, and says so until then.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from bot.activity import Change, Evidence
from bot.activity.github import GitHub
from bot.app import App
from bot.errors import ActivityError, NotYet
from bot.store.sources import LOOKING

_MOST_A_DAY = 10  # asked of GitHub: the last ones of a day
_MOST_AT_ONCE = 30
_MOST_HERE = 200
_FEW = 3  # without a token GitHub answers 60 questions an hour, and a look may take a dozen
_HERE = timedelta(days=31)  # how far back commits on this machine are looked at: that asks nobody


@dataclass(frozen=True, slots=True)
class Problem:
    """What kept a source from being read to its end."""

    source: str
    message: str
    hint: str


def look_closer(app: App, hub: GitHub, first: date, last: date) -> tuple[int, list[Problem]]:
    """Look at the commits of some study days, and return how much evidence that brought, and what stood in the way."""
    from bot.activity import looking

    new = 0
    for commit in _unseen(app, first, last, _MOST_AT_ONCE if hub.has_token else _FEW):
        try:
            changes = _changes(app, hub, commit)
        except ActivityError as error:  # what failed once fails again for the others
            until = error.until if isinstance(error, NotYet) else None
            app.sources.begin(LOOKING, app.clock.now())
            app.sources.fail(LOOKING, error.message.replace(commit.repository, "the repository"), error.hint, until)
            return new, [Problem(commit.repository, error.message, error.hint)]
        if changes is None:
            continue
        found = looking.look(commit, changes)
        with app.evidence.changing() as kept:
            new += kept.look_closer(commit, found.details, found.evidence)
    app.sources.settle(LOOKING, app.clock.now())
    return new, []


def _unseen(app: App, first: date, last: date, most: int) -> list[Evidence]:
    """Return the commits nobody has looked at, the latest first: all that are here, and of GitHub's so many."""
    there = app.evidence.commits(first - _HERE, last)
    unseen = [each for each in reversed(there) if each.details is None]
    asked = Counter(each.date for each in there if each.details is not None and each.url)
    far = (each.ref for each in unseen if each.url and each.date >= first and _is_asked(each, asked))
    asked_now = frozenset(islice(far, most))
    return [each for each in unseen if not each.url or each.ref in asked_now][:_MOST_HERE]


def _is_asked(commit: Evidence, asked: Counter[date]) -> bool:
    asked[commit.date] += 1
    return asked[commit.date] <= _MOST_A_DAY


def _changes(app: App, hub: GitHub, commit: Evidence) -> list[Change] | None:
    """Return what a commit changed, from a folder on this machine if one has it; None where nobody can tell now."""
    from bot.activity import github, local_git
    from bot.activity.looking import wanted

    for each in app.settings.repositories:
        try:
            if not local_git.has(each.folder, commit.ref):
                continue
        except ActivityError:
            continue  # its own reading says what is wrong with that folder
        try:
            return local_git.changes(each.folder, commit.ref, wanted)
        except ActivityError:
            return []  # the folder is there and the file is not: a partial clone
    return github.changes(hub, commit.repository, commit.ref, wanted) if commit.url else None
