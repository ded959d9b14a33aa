"""One repository read from where it was left: commits, merged pull requests, releases, each batch with its place.

The place holds, besides where each list was left, for whom and from which day on they were read: if that changes,
everything is read again. A repository nobody pushed to since it was last read to its end is not asked at all.
"""

from collections.abc import Generator, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from bot.activity import Batch, Cursor, Evidence, LeftOut, Privacy, Window
from bot.activity.github import commits, pulls, releases
from bot.activity.github.asking import GitHub
from bot.activity.github.fields import digest, instant
from bot.activity.github.repository import Repository
from bot.activity.github.standing import Standing, look
from bot.activity.people import Learner

_PARTS = {"commits": commits.read, "pulls": pulls.LISTING.read, "releases": releases.LISTING.read}
_FORMAT = 1
# A push within the minute may share its second with one we have not seen yet: such a mark is not trusted.
_FRESH = timedelta(minutes=1)


def read(
    hub: GitHub,
    name: str,
    chosen: Privacy | None,
    learner: Learner,
    window: Window,
    cursor: Cursor,
    listed: Mapping[str, Standing] | None = None,
) -> Iterator[Batch]:
    """Yield what is new in a repository; each batch's cursor is where to go on once the batch is kept.

    Nothing chosen means: public ones by name, all others counted only. A cursor that says `turned_private` tells that
    what was kept by name before is not to be kept so any longer.
    """
    if chosen is Privacy.IGNORE:
        return
    held: dict[str, Any] = dict(cursor) if cursor.get("format") == _FORMAT else {"format": _FORMAT}
    standing = look(hub, name, held, listed or {})
    privacy = chosen or (Privacy.PUBLIC if standing.public else Privacy.COUNT)
    _fit(held, privacy, learner, window)
    if held.get("turned_private") != cursor.get("turned_private"):
        yield Batch(cursor=dict(held))
    first = date.fromisoformat(held["since"])
    repository = Repository(hub, name, standing.name or name, privacy, learner, window, first)
    due = _due(held, standing, repository)
    if due:
        yield from _round(repository, held, standing, due)
    elif held != cursor:
        yield Batch(cursor=held)


def _fit(held: dict[str, Any], privacy: Privacy, learner: Learner, window: Window) -> None:
    """Make the place fit what is asked for now: forget what was read for somebody else, or under other rules."""
    emails = sorted(map(str.lower, learner.emails))
    who = digest(learner.login.lower(), *emails, str(window.zone), str(window.day_ends))
    before = held.get("kept", privacy)
    since = held.get("since", window.since.isoformat())
    first = min(since, window.since.isoformat())
    if held.get("who") != who or first < since or (before == Privacy.COUNT and privacy is Privacy.PUBLIC):
        _forget(held, *_PARTS)
    if commits.look_again(held.get("commits", {}), window):
        _forget(held, "commits")
    if privacy is Privacy.PUBLIC:
        held.pop("turned_private", None)
    elif before == Privacy.PUBLIC:
        held["turned_private"] = True
    held |= {"who": who, "since": first, "kept": str(privacy)}


def _forget(held: dict[str, Any], *parts: str) -> None:
    for part in ("mark", *parts):
        held.pop(part, None)


def _due(held: Mapping[str, Any], standing: Standing, repository: Repository) -> list[str]:
    """Return which lists have to be asked; without an account nobody's name stands in a pull request or a release."""
    if not standing.mark or held.get("mark") != standing.mark:
        return list(_PARTS) if repository.learner.login else ["commits"]
    due = repository.learner.login and releases.due(held.get("releases", {}), repository.window)
    return ["releases"] if due else []


def _round(repository: Repository, held: dict[str, Any], standing: Standing, due: list[str]) -> Iterator[Batch]:
    given: set[str] = set()
    for part in due:
        left_half = "going" in held.get(part, {})
        held = yield from _part(repository, part, held, given)
        if left_half:  # what happened while it lay there stands at the top
            held = yield from _part(repository, part, held, given)
    pushed = instant({"at": standing.mark.partition(" ")[0]}, "at")
    settled = pushed is not None and repository.window.now - pushed >= _FRESH
    yield Batch(cursor={**held, "mark": standing.mark if settled else ""})


def _part(
    repository: Repository, part: str, held: dict[str, Any], given: set[str]
) -> Generator[Batch, None, dict[str, Any]]:
    """Yield a list's batches, each thing once however often the list shifts; return the place."""
    for step in _PARTS[part](repository, held.get(part, {})):
        if not step.found and step.state == held.get(part):
            continue
        held = {**held, part: step.state}
        new = [each for each in step.found if each.ref not in given]
        given |= {each.ref for each in new}
        evidence = tuple(each for each in new if isinstance(each, Evidence))
        left_out = tuple(each for each in new if isinstance(each, LeftOut))
        yield Batch(evidence, left_out, held)
    return held
