"""Looks closer at the commits of the days that are being drafted: each once, and no more at a time than is polite."""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from bot.activity import Change, Evidence, Kind
from bot.activity.github import GitHub
from bot.app import App
from bot.errors import ActivityError

_MOST_A_DAY = 10  # asked of GitHub: the last ones of a day
_MOST_AT_ONCE = 30
_MOST_HERE = 200
_FEW = 5  # without a token GitHub answers 60 questions an hour, and a look may take a dozen


@dataclass(frozen=True, slots=True)
class Problem:
    """What kept a source from being read to its end."""

    source: str
    message: str
    hint: str


def look_closer(app: App, hub: GitHub, first: date, last: date) -> tuple[int, list[Problem]]:
    """Look at the commits of some study days, and return how much evidence that brought, and what stood in the way."""
    from bot.activity import looking

    new, problems = 0, []
    for commit in _unseen(app, first, last, _MOST_AT_ONCE if hub.has_token else _FEW):
        try:
            found = looking.look(commit, _changes(app, hub, commit))
        except ActivityError as error:
            problems.append(Problem(commit.repository, error.message, error.hint))
            break  # what failed once fails again; the next tick goes on
        new += app.evidence.look_closer(commit, found.details, found.evidence)
    return new, problems


def _unseen(app: App, first: date, last: date, most: int) -> list[Evidence]:
    """Return the commits nobody has looked at, the latest first: all that are here, and of GitHub's so many."""
    there = [each for each in app.evidence.between(first, last) if each.kind is Kind.COMMIT and not each.counted]
    unseen = [each for each in reversed(there) if each.details is None]
    asked = Counter(each.date for each in there if each.details is not None and each.url)
    far = [each for each in unseen if each.url and _is_asked(each, asked)][:most]
    return [each for each in unseen if not each.url or each in far][:_MOST_HERE]


def _is_asked(commit: Evidence, asked: Counter[date]) -> bool:
    asked[commit.date] += 1
    return asked[commit.date] <= _MOST_A_DAY


def _changes(app: App, hub: GitHub, commit: Evidence) -> list[Change]:
    """Return what a commit changed, from a folder on this machine if one has it."""
    from bot.activity import github, local_git
    from bot.activity.looking import wanted

    for each in app.settings.repositories:
        with suppress(ActivityError):  # its own reading says what is wrong with that folder
            if local_git.has(each.folder, commit.ref):
                return local_git.changes(each.folder, commit.ref, wanted)
    return github.changes(hub, commit.repository, commit.ref, wanted) if commit.url else []
