"""How repositories stand: whether the public sees them, what they are called now, and whether anything was pushed.

One listing answers that for all of the learner's own at once; what it does not show is asked one by one. A private
repository goes by a digest of its name, in what is kept.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote

from bot.activity import Cursor, Evidence
from bot.activity.commit import kept_of
from bot.activity.github.asking import Answer, GitHub
from bot.activity.github.fields import digest, instant, stamp, text
from bot.activity.github.refusals import not_a_name, not_understood
from bot.errors import ActivityError

NAME = re.compile(r"(?!\.{1,2}/)[\w.-]{1,100}/(?!\.{1,2}$)[\w.-]{1,100}", re.ASCII)
_FORMAT = "1"
_MOST_PAGES = 10  # a thousand repositories; others are asked one by one
_OF_TOKEN = "/user/repos?affiliation=owner,collaborator,organization_member&"  # noqa: S105
_SORTED = "sort=pushed&direction=desc&per_page=100"
_ON_IT = frozenset(("identical", "behind"))  # contract §3.2: nothing is ahead of the branch
_GONE = frozenset((404, 410, 451))
_UNSEEN = frozenset((403, 404))


@dataclass(frozen=True, slots=True)
class Standing:
    """How a repository stands: `mark` is another whenever something was pushed; `name` is as GitHub spells it."""

    public: bool
    mark: str
    name: str = ""


def key(name: str) -> str:
    """Return what a repository is kept under."""
    return digest(name.lower())


def visible(hub: GitHub, login: str, names: Collection[str], cursor: Cursor) -> tuple[dict[str, Standing], Cursor]:
    """Return how the learner's repositories stand, until all of `names` are found, and what to ask with next time."""
    if not (hub.has_token or NAME.fullmatch(f"{login}/x")):
        return {}, {}
    path = _OF_TOKEN if hub.has_token else f"/users/{login}/repos?"
    of = digest(_FORMAT, path)
    held = cursor.get("pages", []) if cursor.get("of") == of else []
    pages: list[dict[str, object]] = []
    listed: dict[str, Standing] = {}
    following = _SORTED
    while following and len(pages) < _MOST_PAGES and not {key(name) for name in names} <= listed.keys():
        last = held[len(pages)] if len(pages) < len(held) else {}
        last = last if last.get("query") == following else {}
        answer = hub.ask(path + following, "your repositories", last.get("etag", ""), _UNSEEN)
        if answer.status in _UNSEEN:
            break
        if answer.unchanged:
            listed |= {name: Standing(*each) for name, each in last["shown"].items()}
            pages.append(last)
        else:
            shown = _shown(answer)
            listed |= shown
            pages.append({"query": following, "etag": answer.etag, "next": answer.next, "shown": _kept(shown)})
        following = str(pages[-1]["next"])
    return listed, {"of": of, "pages": pages}


def look(hub: GitHub, name: str, held: dict[str, object], listed: Mapping[str, Standing]) -> Standing:
    """Return how one repository stands, from the listing if it is there; `held` takes what to ask with next time."""
    if not NAME.fullmatch(name):
        raise not_a_name(name)
    found = listed.get(key(name)) or listed.get(str(held.get("now")))
    if found:
        held.pop("seen", None)
        return found
    last = held.get("seen")
    seen: dict[str, object] = last if isinstance(last, dict) else {}
    # A renamed one is asked by its new name, if that may be kept: the detour would count.
    answer = hub.ask(f"/repos/{seen.get('name') or name}", name, str(seen.get("etag", "")))
    if answer.unchanged:
        return Standing(bool(seen.get("public")), str(seen.get("mark", "")), str(seen.get("name", "")))
    standing = _standing(answer.body)
    if standing is None:
        raise not_understood(name)
    kept = {"public": standing.public, "mark": standing.mark, "name": standing.name if standing.public else ""}
    held["seen"] = {"etag": answer.etag, **kept}
    held.pop("now", None)
    if key(standing.name) != key(name):
        held["now"] = key(standing.name)
    return standing


@dataclass(frozen=True, slots=True)
class Again:
    """What a repository shows now: whether the public sees it, and under which hash each commit stands, if any."""

    public: bool
    now: Mapping[str, str]


def look_again(hub: GitHub, name: str, commits: Sequence[Evidence]) -> Again | None:
    """Look whether commits still stand on the default branch of a public repository; None if nobody can tell now."""
    if not NAME.fullmatch(name):
        return Again(public=False, now={})
    try:
        answer = hub.ask(f"/repos/{name}", name, fine=_GONE)
        standing = _standing(answer.body) if answer.status not in _GONE else None
        if standing is None:
            return Again(public=False, now={})
        branch = quote(text(answer.body, "default_branch"), safe="")
        return Again(standing.public, {each.ref: _hash_now(hub, name, branch, each) for each in commits})
    except ActivityError:
        return None


def _hash_now(hub: GitHub, name: str, branch: str, commit: Evidence) -> str:
    """Return the hash of work on a branch: its own, or after a rewrite the one of that instant and subject."""
    compared = hub.ask(f"/repos/{name}/compare/{branch}...{commit.ref}?per_page=1", name, fine=(404, 422))
    if text(compared.body, "status") in _ON_IT:
        return commit.ref
    since = stamp(commit.at - timedelta(days=1))
    listed = hub.ask(f"/repos/{name}/commits?since={since}&per_page=100", name, fine=(404, 409)).body
    for item in listed if isinstance(listed, list) else []:
        same = commit.at in (instant(item, "commit", who, "date") for who in ("author", "committer"))
        if same and kept_of(text(item, "commit", "message")).partition("\n")[0].strip() == commit.title:
            return text(item, "sha")
    return ""


def _shown(answer: Answer) -> dict[str, Standing]:
    items = answer.body if isinstance(answer.body, list) else []
    return {key(each.name): each for each in map(_standing, items) if each}


def _kept(shown: Mapping[str, Standing]) -> dict[str, list[object]]:
    return {name: [each.public, each.mark, *([each.name] if each.public else [])] for name, each in shown.items()}


def _standing(body: object) -> Standing | None:
    name = text(body, "full_name")
    if not isinstance(body, dict) or not NAME.fullmatch(name):
        return None
    # contract §4: internal counts as private; what is not said to be public is not.
    public = body.get("private") is False and body.get("visibility") == "public"
    pushed = instant(body, "pushed_at")
    mark = f"{stamp(pushed)} {digest(text(body, 'default_branch'))}" if pushed else ""
    return Standing(public, mark, name)
