"""What one commit changed: its files, and the text before and after of those somebody wants to look into."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from bot.activity import Change
from bot.activity.github.asking import TOO_LARGE, GitHub
from bot.activity.github.fields import dig, instant, text
from bot.activity.github.refusals import not_a_name
from bot.activity.github.standing import NAME
from bot.redact import plain

MOST_FILES = 300  # contract §3.1: one page of them
MOST_LOOKED_INTO = 6
MOST_BYTES = 5 * 1024 * 1024
_GONE = frozenset((404, 422))  # 422: a hash nobody has
_NO_TEXT = "\0"


def changes(hub: GitHub, name: str, sha: str, wanted: Callable[[str], bool]) -> list[Change]:
    """Return the files a commit changed, at most 300; six of those wanted with their texts."""
    if not NAME.fullmatch(name):
        raise not_a_name(name)
    answer = hub.ask(f"/repos/{name}/commits/{quote(sha, safe='')}", name, fine=_GONE)
    files, parents = dig(answer.body, "files"), dig(answer.body, "parents")
    before = text(parents[0], "sha") if isinstance(parents, list) and parents else ""
    found: list[Change] = []
    looked = 0
    for file in files[:MOST_FILES] if isinstance(files, list) else []:
        path = text(file, "filename")
        if path and looked < MOST_LOOKED_INTO and wanted(path):
            looked += 1
            found.append(_looked_into(hub, name, file, before, sha))
        elif path:
            found.append(Change(plain(path)))
    return found


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file as it stands on the default branch, and when it was last changed."""

    text: str
    etag: str
    changed_at: datetime | None


def fetch(hub: GitHub, name: str, path: str, etag: str) -> Fetched | None:
    """Return a file, or nothing if it has not changed since that ETag was given."""
    answer = hub.ask(f"/repos/{name}/contents/{quote(path)}", name, etag, most=MOST_BYTES, raw=True)
    if answer.unchanged:
        return None
    latest = hub.ask(f"/repos/{name}/commits?path={quote(path, safe='')}&per_page=1", name).body
    commit = latest[0] if isinstance(latest, list) and latest else None
    return Fetched(str(answer.body), answer.etag, instant(commit, "commit", "committer", "date"))


def _looked_into(hub: GitHub, name: str, file: object, before: str, after: str) -> Change:
    path, status = text(file, "filename"), text(file, "status")
    older = text(file, "previous_filename") or path
    return Change(
        plain(path),
        _content(hub, name, older, before) if before and status != "added" else "",
        _content(hub, name, path, after) if status != "removed" else "",
    )


def _content(hub: GitHub, name: str, path: str, sha: str) -> str:
    """Return a file's text at a commit; nothing for one that is gone, longer than 5 MB, or no text."""
    url = f"/repos/{name}/contents/{quote(path)}?ref={quote(sha, safe='')}"
    answer = hub.ask(url, name, fine={*_GONE, TOO_LARGE}, most=MOST_BYTES, raw=True)
    found = answer.body if answer.status not in _GONE and isinstance(answer.body, str) else ""
    return "" if _NO_TEXT in found else found
