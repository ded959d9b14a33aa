"""Merged pull requests of the learner, read in the order in which they last changed.

A merge changes a pull request, so those merged since the last reading stand above the newest one seen then.
"""

from collections.abc import Sequence

from bot.activity import Cursor, Kind
from bot.activity.github.fields import NOT_UNDERSTOOD, address, dig, instant, stamp, text
from bot.activity.github.listing import Found, Listing
from bot.activity.github.repository import Page, Repository


def _judged(repository: Repository, item: object) -> Found | None:
    number = dig(item, "number")
    if not isinstance(item, dict) or not isinstance(number, int):
        return repository.left_out("?", NOT_UNDERSTOOD)
    if item.get("merged_at") is None or not repository.learner.is_me("", text(item, "user", "login")):
        return None
    ref, title = repository.named(f"#{number}").lower(), text(item, "title")
    at = instant(item, "merged_at")
    if at is None or not title:
        return repository.left_out(ref, NOT_UNDERSTOOD)
    if repository.window.date_of(at) < repository.window.since:
        return None
    return repository.evidence(Kind.PULL_REQUEST, ref, title, address(item, "html_url"), at)


def _enough(repository: Repository, state: Cursor, items: Sequence[object]) -> bool:
    """Tell whether all that follows changed before the last reading, or before the window."""
    bound = max(instant(state, "seen") or repository.since, repository.since)
    changes = [at for item in items if (at := instant(item, "updated_at"))]
    return bool(changes) and min(changes) < bound


def _top(_repository: Repository, page: Page) -> Cursor:
    if page.unchanged or page.status != 200:  # noqa: PLR2004
        return {}
    changes = [at for item in page.items if (at := instant(item, "updated_at"))]
    return {"etag": page.etag, "seen": stamp(max(changes)) if changes else ""}


LISTING = Listing(
    "Pull requests",
    "pulls",
    "state=closed&sort=updated&direction=desc&per_page=100",
    _judged,
    _enough,
    _top,
    fine=frozenset((403, 404)),  # a token with Contents: read alone may not see them; commits are worth having without
)
