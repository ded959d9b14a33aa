"""Releases the learner published.

GitHub lists them by the date of what was released, not by when they were published, so the pages are turned until one
of them is older than the window as a whole. Publishing on a tag that was there before is no push, so that a repository
nobody pushed to is asked for releases once a day all the same.
"""

from collections.abc import Sequence
from datetime import timedelta

from bot.activity import Cursor, Kind, Window, safe
from bot.activity.github.fields import NOT_UNDERSTOOD, address, instant, stamp, text
from bot.activity.github.listing import Found, Listing
from bot.activity.github.repository import Page, Repository
from bot.activity.people import is_bot

_EVERY = timedelta(days=1)
_LONGEST_TAG = 200


def due(state: Cursor, window: Window) -> bool:
    """Tell whether it is time to look, though nothing was pushed."""
    asked = instant(state, "asked")
    return asked is None or window.now - asked >= _EVERY


def _judged(repository: Repository, item: object) -> Found | None:
    if not isinstance(item, dict):
        return repository.left_out("?", NOT_UNDERSTOOD)
    login = text(item, "author", "login")
    bot = is_bot("", login, text(item, "author", "type"))
    if item.get("draft") is not False or not (bot or repository.learner.is_me("", login)):
        return None
    tag, at = safe(text(item, "tag_name")[:_LONGEST_TAG]), instant(item, "published_at")
    ref = repository.named(f" {tag}")
    if not tag or at is None:
        return repository.left_out(ref, NOT_UNDERSTOOD)
    if repository.window.date_of(at) < repository.window.since:
        return None
    if bot:
        return repository.left_out(ref, "written by a program", at)
    return repository.evidence(Kind.RELEASE, ref, text(item, "name") or tag, address(item, "html_url"), at)


def _enough(repository: Repository, _state: Cursor, items: Sequence[object]) -> bool:
    published = [instant(item, "published_at") for item in items]
    return bool(published) and all(at is not None and at < repository.since for at in published)


def _top(repository: Repository, page: Page) -> Cursor:
    asked = stamp(repository.window.now)
    return {"asked": asked} if page.unchanged else {"asked": asked, "etag": page.etag}


LISTING = Listing("Releases", "releases", "per_page=100", _judged, _enough, _top)
