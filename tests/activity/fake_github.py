"""A GitHub on loopback that behaves as its contract says: each rule cites its section.

Odd about it: it keeps a real graph of commits, because what a list shows, what a comparison finds and what a rewritten
history loses all follow from the parents. Requests are counted as GitHub counts them; any of them can be made to fail.
"""

import heapq
import json
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha1, sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SHUT_RDWR
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from bot.clock import Clock, FixedClock

MONDAY = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
Json = Any


@dataclass(frozen=True, slots=True)
class Said:
    """An answer as it goes over the wire; a status of 0 breaks the connection instead."""

    status: int = 200
    body: Json = None
    headers: Mapping[str, str] = field(default_factory=dict)


def sha_of(label: str) -> str:
    return sha1(label.encode(), usedforsecurity=False).hexdigest()


def stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")  # contract §0.5: all dates are in UTC


@dataclass(frozen=True, slots=True)
class Person:
    """Who wrote a commit: an identity in git, and perhaps an account behind it."""

    email: str = "sam@example.org"
    login: str = "sam"
    name: str = "Sam"
    kind: str = "User"


SAM = Person()


class FakeRepository:
    """One repository: a graph of commits with a head, pull requests, releases, files."""

    def __init__(self, name: str, number: int, visibility: str = "public") -> None:
        self.name, self.number, self.visibility = name, number, visibility
        self.commits: dict[str, Json] = {}
        self.head = ""
        self.pulls: list[Json] = []
        self.releases: list[Json] = []
        self.files: dict[tuple[str, str], bytes] = {}
        self.changed: dict[str, list[Json]] = {}
        self.pushed_at = MONDAY
        self._history: dict[str, list[str]] = {}

    def commit(
        self,
        label: str,
        at: datetime,
        *,
        by: "Person | None" = None,
        message: str = "",
        parents: list[str] | None = None,
        committed: datetime | None = None,
        head: bool = True,
    ) -> str:
        """Add a commit on top of the head, or on top of `parents`; `head` moves the branch to it."""
        sha = sha_of(f"{self.number} {label}")
        above = ([self.head] if self.head else []) if parents is None else parents
        by = by or SAM
        person = {"name": by.name, "email": by.email, "date": stamp(at)}
        committer = person | {"date": stamp(committed or at)}
        self.commits[sha] = {
            "sha": sha,
            "html_url": f"https://github.com/{self.name}/commit/{sha}",
            "parents": [{"sha": each} for each in above],
            "commit": {"message": message or f"Work on {label}", "author": person, "committer": committer},
            # contract §0.6: the account may be null although the git identity is there
            "author": {"login": by.login, "type": by.kind, "id": 1} if by.login else None,
            "committer": None,
        }
        if head:
            self.head, self.pushed_at = sha, self.pushed_at + timedelta(seconds=1)
        return sha

    def pull(
        self, number: int, merged: datetime | None, *, login: str = "sam", updated: datetime | None = None
    ) -> Json:
        last = updated or merged or MONDAY
        found = {
            "number": number,
            "title": f"Pull {number}",
            "html_url": f"https://github.com/{self.name}/pull/{number}",
            "user": {"login": login, "type": "User"},
            "merged_at": stamp(merged) if merged else None,
            "updated_at": stamp(last),
            "state": "closed",
        }
        self.pulls.append(found)
        return found

    def release(self, tag: str, at: datetime, *, login: str = "sam", kind: str = "User", draft: bool = False) -> Json:
        found = {
            "tag_name": tag,
            "name": f"Version {tag}",
            "html_url": f"https://github.com/{self.name}/releases/tag/{tag}",
            "author": {"login": login, "type": kind},
            "draft": draft,
            "created_at": stamp(at),
            "published_at": None if draft else stamp(at),
        }
        self.releases.insert(0, found)
        return found

    def history(self, head: str) -> list[str]:
        """Return what is reachable, as git log shows it: by committer date, a child before its parents."""
        if head not in self._history:
            shown: list[str] = []
            queue, seen = [_by_date(self.commits[head])], {head}
            while queue:
                _, sha = heapq.heappop(queue)
                shown.append(sha)
                for parent in self.commits[sha]["parents"]:
                    if parent["sha"] in self.commits and parent["sha"] not in seen:
                        seen.add(parent["sha"])
                        heapq.heappush(queue, _by_date(self.commits[parent["sha"]]))
            self._history[head] = shown
        return self._history[head]

    def forget(self, *shas: str) -> None:
        """Lose commits nothing leads to any more, as GitHub does some time after a forced push."""
        for sha in shas:
            del self.commits[sha]
        self._history.clear()

    def shown(self) -> Json:
        """Contract §3.3: what a listing says of a repository."""
        return {
            "id": self.number,
            "full_name": self.name,
            "private": self.visibility != "public",
            "visibility": self.visibility,
            "fork": False,
            "archived": False,
            "disabled": False,
            "pushed_at": stamp(self.pushed_at),
            "default_branch": "main",
        }


def _by_date(commit: Json) -> tuple[float, str]:
    return -datetime.fromisoformat(commit["commit"]["committer"]["date"]).timestamp(), commit["sha"]


class FakeGitHub(ThreadingHTTPServer):
    """All repositories, who may see them, what was asked, and what goes wrong."""

    daemon_threads = True

    def __init__(self, token: str = "", clock: Clock | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.token, self.clock = token, clock or FixedClock(MONDAY)
        self.login = "sam"
        self.repositories: dict[str, FakeRepository] = {}
        self.renamed: dict[str, str] = {}
        self.asked: list[str] = []
        self.headers_seen: list[Mapping[str, str]] = []
        self.counted = 0
        self.left = 5000  # contract §5: 5000/h with a token, 60 without
        self.limit = 5000
        self.reset = self.clock.now() + timedelta(hours=1)
        self.wrong: Callable[[int, str], Said | None] = lambda _number, _url: None
        self.token_ends = ""  # contract §2: said with every answer
        self.most = 100  # contract §1: the most a page holds; fewer, to have many pages of a few commits
        self.keep_answers = False  # for the bench: an answer is put together once
        self._kept: dict[str, bytes] = {}
        self._answers: dict[str, Said] = {}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def add(self, name: str, visibility: str = "public") -> FakeRepository:
        found = FakeRepository(name, 1000 + len(self.repositories), visibility)
        self.repositories[name.lower()] = found
        return found

    def rename(self, old: str, new: str) -> None:
        found = self.repositories.pop(old.lower())
        found.name = new
        self.repositories[new.lower()] = found
        self.renamed[old.lower()] = new

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a client that went away."""

    # --- routes ---------------------------------------------------------------------------------------------------

    def answer(self, url: str, headers: Mapping[str, str]) -> Said:
        """Return what GitHub says to this request, and count it."""
        self.asked.append(url)
        self.headers_seen.append(dict(headers))
        said = self.wrong(len(self.asked), url) or self._limited(headers) or self._routed(url, headers)
        tag = headers.get("If-None-Match")
        if said.status == 200 and tag and tag == said.headers.get("ETag"):
            said = Said(304, None, {"ETag": tag})
        free = said.status == 304 and self._signed_in(headers)  # contract §5: 304 is free for authenticated calls
        if said.status and not free:
            self.counted += 1
            self.left -= 1
        # contract §5: on every answer
        limits = {
            "x-ratelimit-limit": str(self.limit),
            "x-ratelimit-remaining": str(max(0, self.left)),
            "x-ratelimit-used": str(self.limit - self.left),
            "x-ratelimit-reset": str(int(self.reset.timestamp())),
            "x-ratelimit-resource": "core",
        }
        if self.token_ends:
            limits["github-authentication-token-expiration"] = self.token_ends
        return Said(said.status, said.body, limits | {name.lower(): value for name, value in said.headers.items()})

    def _limited(self, headers: Mapping[str, str]) -> Said | None:
        if self.clock.now() >= self.reset:
            self.left, self.reset = self.limit, self.clock.now() + timedelta(hours=1)
        if self.left > 0:
            return None
        # contract §5: 403 or 429 with x-ratelimit-remaining: 0
        return Said(403, {"message": f"API rate limit exceeded for {headers.get('Authorization')}"})

    def _signed_in(self, headers: Mapping[str, str]) -> bool:
        return bool(self.token) and headers.get("Authorization", "").rpartition(" ")[2] == self.token

    def _routed(self, url: str, headers: Mapping[str, str]) -> Said:
        parts = urlsplit(url)
        query = dict(parse_qsl(parts.query))
        path = unquote(parts.path)
        if not headers.get("User-Agent"):
            return Said(403, {"message": "Request forbidden by administrative rules."})  # contract §1
        if headers.get("X-GitHub-Api-Version") != "2022-11-28":
            return Said(400, {"message": "Unknown version"})  # contract §1: pinned
        if "Authorization" in headers and not self._signed_in(headers):
            return Said(401, {"message": "Bad credentials"})  # contract §6
        if path == "/user/repos":
            return self._own(url, query, headers)
        if found := re.fullmatch(r"/users/([\w-]+)/repos", path):
            mine = [each for each in self._pushed() if each.name.partition("/")[0].lower() == found[1].lower()]
            return self._page(url, [each.shown() for each in mine if each.visibility == "public"], query, headers)
        return self._repository(url, path, query, headers)

    def _pushed(self) -> list[FakeRepository]:
        return sorted(self.repositories.values(), key=lambda each: (each.pushed_at, each.number), reverse=True)

    def _own(self, url: str, query: Mapping[str, str], headers: Mapping[str, str]) -> Said:
        if not self._signed_in(headers):
            return Said(401, {"message": "Requires authentication"})
        mine = [each for each in self._pushed() if each.name.partition("/")[0].lower() == self.login]
        return self._page(url, [each.shown() for each in mine], query, headers)

    def _repository(self, url: str, path: str, query: Mapping[str, str], headers: Mapping[str, str]) -> Said:
        found = re.fullmatch(r"/(?:repos/([^/]+/[^/]+)|repositories/(\d+))(/.*)?", path)
        if found is None:
            return Said(404, {"message": "Not Found"})
        name, number, rest = found[1], found[2], found[3] or ""
        if name and name.lower() in self.renamed:  # contract §1: renamed repositories answer 301
            there = self.repositories[self.renamed[name.lower()].lower()]
            location = f"{self.url}/repositories/{there.number}{rest}"
            words = f"?{urlencode(query)}" if query else ""
            return Said(301, {"message": "Moved Permanently", "url": location}, {"Location": location + words})
        mine = [each for each in self.repositories.values() if str(each.number) == number]
        repository = mine[0] if mine else self.repositories.get((name or "").lower())
        hidden = repository and repository.visibility != "public" and not self._signed_in(headers)
        if repository is None or hidden:
            return Said(404, {"message": "Not Found"})  # contract §3.1: private repositories answer 404, not 403
        return self._inside(repository, rest, url, query, headers)

    def _inside(
        self, repository: FakeRepository, rest: str, url: str, query: Mapping[str, str], headers: Mapping[str, str]
    ) -> Said:
        if not rest:
            return self._said(repository.shown(), headers)
        if rest == "/commits":
            return self._commits(repository, url, query, headers)
        if found := re.fullmatch(r"/compare/([0-9a-f]+)\.\.\.([0-9a-f]+)", rest):
            return self._compared(repository, found[1], found[2], url, query, headers)
        if rest == "/pulls":
            closed = [each for each in repository.pulls if each["state"] == "closed"]
            closed.sort(key=lambda each: each["updated_at"], reverse=True)
            return self._page(url, closed, query, headers, repository)
        if rest == "/releases":
            # Drafts are shown to whoever may push; [R]: the contract does not speak of releases.
            published = [each for each in repository.releases if not each["draft"] or self._signed_in(headers)]
            return self._page(url, published, query, headers, repository)
        return self._looked_into(repository, rest, query, headers)

    def _looked_into(
        self, repository: FakeRepository, rest: str, query: Mapping[str, str], headers: Mapping[str, str]
    ) -> Said:
        if found := re.fullmatch(r"/commits/([0-9a-f]+)", rest):
            return self._one(repository, found[1], headers)
        found = re.fullmatch(r"/contents/(.+)", rest)
        content = repository.files.get((query.get("ref", ""), found[1])) if found else None
        if content is None:
            return Said(404, {"message": "Not Found"})
        return Said(200, content, {"ETag": f'W/"{sha256(content).hexdigest()}"'})  # contract §5: one keeps an ETag

    def _commits(
        self, repository: FakeRepository, url: str, query: Mapping[str, str], headers: Mapping[str, str]
    ) -> Said:
        if not repository.head:
            return Said(409, {"message": "Git Repository is empty."})  # contract §3.1
        head = query.get("sha", repository.head)  # contract §3.1: a branch or a commit
        if head not in repository.commits:
            return Said(404, {"message": "Not Found"})
        kept = url + head + headers.get("Authorization", "")
        if self.keep_answers and kept in self._answers:
            return self._answers[kept]
        since = query.get("since", "")
        every = [repository.commits[sha] for sha in repository.history(head)]
        # contract §0.4: since goes by the committer date
        listed = [each for each in every if each["commit"]["committer"]["date"] >= since]
        said = self._page(url, listed, query, headers, repository)
        if self.keep_answers:
            self._answers[kept] = said
        return said

    def _compared(
        self,
        repository: FakeRepository,
        base: str,
        head: str,
        url: str,
        query: Mapping[str, str],
        headers: Mapping[str, str],
    ) -> Said:
        base = repository.head if base == "main" else base
        if base not in repository.commits or head not in repository.commits:
            return Said(404, {"message": "Not Found"})  # contract §3.2: the base vanished after a forced push
        ours, theirs = repository.history(head), set(repository.history(base))
        ahead = [repository.commits[sha] for sha in ours if sha not in theirs]
        behind = theirs - set(ours)
        status = "diverged" if ahead and behind else "ahead" if ahead else "behind" if behind else "identical"
        page = self._page(url, ahead[::-1], query, headers, repository)  # contract §3.2: oldest first
        body = {"status": status, "ahead_by": len(ahead), "behind_by": len(behind), "commits": page.body, "files": []}
        return Said(200, body, page.headers)

    def _one(self, repository: FakeRepository, sha: str, headers: Mapping[str, str]) -> Said:
        if sha not in repository.commits:
            return Said(404, {"message": "No commit found"})
        return self._said({**repository.commits[sha], "files": repository.changed.get(sha, [])[:300]}, headers)

    # --- pages ----------------------------------------------------------------------------------------------------

    def _page(
        self,
        url: str,
        items: list[Json],
        query: Mapping[str, str],
        headers: Mapping[str, str],
        repository: FakeRepository | None = None,
    ) -> Said:
        size = min(self.most, int(query.get("per_page", "30")))  # contract §1: 30 if nothing is said
        page = int(query.get("page", "1"))
        shown = items[(page - 1) * size : page * size]
        said = self._said(shown, headers, size)
        if page * size >= len(items):
            return said
        path = urlsplit(url).path
        if repository:  # GitHub's own links go by number
            path = re.sub(r"^/repos/[^/]+/[^/]+", f"/repositories/{repository.number}", path)
        following = urlencode({**query, "page": page + 1})
        links = f'<{self.url}{path}?{following}>; rel="next", <{self.url}{path}?page=99>; rel="last"'  # contract §1
        return Said(200, said.body, {**said.headers, "Link": links})

    def _said(self, body: Json, headers: Mapping[str, str], size: int = 0) -> Said:
        # contract §5: ETags change with token and page size
        seed = f"{json.dumps(body)} {headers.get('Authorization')} {size}"
        return Said(200, body, {"ETag": f'W/"{sha256(seed.encode()).hexdigest()}"'})


class _Handler(BaseHTTPRequestHandler):
    server: FakeGitHub
    protocol_version = "HTTP/1.1"
    wbufsize = 64 * 1024  # head and body in one packet, or the kernel waits 40 ms between them
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        said = self.server.answer(self.path, {name: str(value) for name, value in self.headers.items()})
        if not said.status:
            self.close_connection = True
            self.connection.shutdown(SHUT_RDWR)
            return
        content = said.body if isinstance(said.body, bytes) else b"" if said.status == 304 else self._json(said)
        self.send_response(said.status)
        words = {"content-type": "application/json; charset=utf-8", "content-length": str(len(content)), **said.headers}
        for name, value in words.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def _json(self, said: Said) -> bytes:
        if not self.server.keep_answers:
            return json.dumps(said.body).encode()
        tag = said.headers.get("etag", "")
        if tag not in self.server._kept:
            self.server._kept[tag] = json.dumps(said.body).encode()
        return self.server._kept[tag]

    def log_message(self, *words: object) -> None:
        """Say nothing."""


@contextmanager
def serving(fake: FakeGitHub) -> Iterator[FakeGitHub]:
    """Serve until the block ends."""
    thread = threading.Thread(target=fake.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        fake.shutdown()
        fake.server_close()
        thread.join()
