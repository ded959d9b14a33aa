"""Commits of the default branch: which are the learner's work, and which have come since the last reading.

Only the default branch is listed: what was done on another one arrives with its merge, which is evidence of its own.
The first reading turns the pages of the list as it stood at its first page, by naming the commit it began with: a list
that went by the branch would shift with every push, and commits would slip between two pages. A later reading looks at
the newest page, and stops there only if the parents prove that nothing new can lie behind it; otherwise GitHub compares
the two ends, because the commits of an old branch merged since lie deep in the list.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode

from bot.activity import Cursor, LeftOut, Window
from bot.activity.commit import FUTURE, Commit, understood
from bot.activity.github.fields import NOT_UNDERSTOOD, address, dig, instant, stamp, text
from bot.activity.github.listing import MOST_PAGES, Found, Step
from bot.activity.github.refusals import lost
from bot.activity.github.repository import FULL, Page, Repository

_SHA = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_GONE = frozenset((404, 422))  # contract §3.2: after a forced push
_EMPTY = 409


def read(repository: Repository, state: Cursor) -> Iterator[Step]:
    """Yield what is new, page by page, with the place in the list."""
    for _ in range(MOST_PAGES):
        step = _on(repository, state) if "going" in state else _begun(repository, state)
        yield step
        state = step.state
        if "going" not in state:
            return
    raise lost(repository.name)


def look_again(state: Cursor, window: Window) -> bool:
    """Tell whether the day has come of a commit that was dated in the future."""
    return str(state.get("again", "9")) <= window.date_of(window.now).isoformat()


def _begun(repository: Repository, state: Cursor) -> Step:
    page = repository.page("commits", _newest(repository), state.get("etag", ""), {_EMPTY})
    if page.unchanged:
        return Step((), state)
    known = state.get("head", "")
    ends = {"head": _sha(page.items[0]) if page.items else "", "etag": page.etag}
    new = _since(known, page.items) if known else None
    if new is not None:
        return _step(repository, new, _with_again(state, ends))
    if known and ends["head"]:
        place = {"base": known, "next": f"per_page={FULL}&page=1", "ends": ends}
        return Step((), {**state, "going": place})
    return _turned(repository, page, state, {"ends": ends})


def _on(repository: Repository, state: Cursor) -> Step:
    going = state["going"]
    head, query = going["ends"]["head"], going["next"]
    if "base" in going:
        page = repository.page(f"compare/{going['base']}...{head}", query, fine=_GONE, below="commits")
        again: dict[str, Any] = {"next": f"{_newest(repository)}&sha={head}"}  # the known end is gone: all of the list
    else:
        page = repository.page("commits", query, fine=() if going.get("loose") else _GONE)
        again = {"next": _newest(repository), "loose": True}  # the beginning is gone: by the branch after all
    if page.status in _GONE:
        return Step((), {**state, "going": {**again, "ends": going["ends"]}})
    return _turned(repository, page, state, going)


def _turned(repository: Repository, page: Page, state: Cursor, going: Mapping[str, Any]) -> Step:
    """Return the step a page makes: to the next page, or to the end."""
    head = going["ends"]["head"]
    if page.next:
        anchor = {"sha": head} if head and "base" not in going and not going.get("loose") else {}
        following = urlencode(dict(parse_qsl(page.next)) | anchor)
        return _step(repository, page.items, {**state, "going": {**going, "next": following}})
    return _step(repository, page.items, _with_again(state, going["ends"]))


def _newest(repository: Repository) -> str:
    return f"since={stamp(repository.since)}&per_page={FULL}"


def _with_again(state: Cursor, ends: Mapping[str, str]) -> dict[str, object]:
    return {**ends, **({"again": state["again"]} if "again" in state else {})}


def _step(repository: Repository, items: Sequence[object], state: Cursor) -> Step:
    found = [each for each in (judged(repository, item) for item in items) if each]
    ahead = [each.date.isoformat() for each in found if isinstance(each, LeftOut) and each.reason == FUTURE]
    return Step(found, {**state, "again": min([*ahead, state.get("again", "9")])} if ahead else state)


def _since(known: str, items: Sequence[object]) -> list[object] | None:
    """Return the commits above the known one, or None if others may lie where we cannot see them.

    Whatever is reachable from the known commit is known too. If every parent of all the others is among them or known,
    there is no way out of this page that leads to something new.
    """
    parents = {_sha(item): set(_parents(item)) for item in items}
    if known not in parents:
        return None
    old, to_see = {known}, [known]
    while to_see:
        further = parents.get(to_see.pop(), set()) - old
        old |= further
        to_see += further
    fresh = parents.keys() - old
    if any(parents[sha] - old - fresh for sha in fresh):
        return None
    return [item for item in items if _sha(item) in fresh]


# --- one commit ---------------------------------------------------------------------------------------------------


def judged(repository: Repository, item: object) -> Found | None:
    """Return what a commit is to the learner: evidence, left out for a reason, or somebody else's."""
    sha, message = _sha(item), dig(item, "commit", "message")
    if not sha or not isinstance(message, str):
        return repository.left_out(sha or "?", NOT_UNDERSTOOD)
    author = ("commit", "author")
    commit = Commit(
        ref=sha,
        parents=len(_parents(item)),
        written=instant(item, *author, "date"),
        committed=instant(item, "commit", "committer", "date"),
        name=text(item, *author, "name"),
        emails=(text(item, *author, "email"),),
        message=message,
        login=text(item, "author", "login"),
        kind=text(item, "author", "type"),
        url=address(item, "html_url"),
        repository=repository.spelled,
    )
    return understood(commit, repository.privacy, repository.learner, repository.window)


def _sha(item: object) -> str:
    found = text(item, "sha")
    return found if _SHA.fullmatch(found) else ""


def _parents(item: object) -> list[str]:
    found = dig(item, "parents")
    return [text(each, "sha") for each in found] if isinstance(found, list) else []
