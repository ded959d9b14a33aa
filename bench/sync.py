"""What a sync of 10,000 commits in 50 repositories asks of GitHub, and how long it takes beside bare requests.

    python -m bench.sync

The GitHub is the one of the tests, in a process of its own; its answers are as long as the real ones and put together
before anything is timed. Both ways read the same pages, taking turns. The number of requests is exact; of the times,
what counts is their ratio, because loopback has no distance.
"""

import json
import multiprocessing
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from datetime import time as wall
from multiprocessing.connection import Connection
from zoneinfo import ZoneInfo

from bot.activity import Cursor, Window
from bot.activity.github import GitHub, read, visible
from bot.activity.people import Learner
from bot.clock import FixedClock
from bot.redact import Secret

REPOSITORIES, COMMITS = 50, 200
ROUNDS = 7
FIRST_REQUESTS, REPEAT_COUNTED = 201, 0
LIMIT = 4.0
TOKEN = Secret("github_pat_of_the_bench")
NOW = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
LEARNER = Learner("sam", ["sam@example.org"])
WINDOW = Window(date(2026, 1, 5), ZoneInfo("Europe/Berlin"), wall(4), NOW)
NAMES = [f"sam/repository-{number}" for number in range(REPOSITORIES)]
SIGNATURE = {"verified": True, "reason": "valid", "signature": "s" * 900, "payload": "p" * 700}


class Sync:
    """What a caller does: every batch's place is kept as text, evidence in memory."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.places: dict[str, str] = {}
        self.evidence: set[str] = set()

    def run(self) -> tuple[int, int]:
        """Read all repositories on; return how many requests were sent and how many counted."""
        hub = GitHub(TOKEN, FixedClock(NOW), 0, print, self.url)
        listed, place = visible(hub, LEARNER.login, NAMES, self._place("listing"))
        self.places["listing"] = json.dumps(place)
        for name in NAMES:
            for batch in read(hub, name, None, LEARNER, WINDOW, self._place(name), listed):
                self.evidence |= {each.ref for each in batch.evidence}
                self.places[name] = json.dumps(batch.cursor)
        hub.close()
        return hub.asked, hub.counted

    def _place(self, name: str) -> Cursor:
        found: Cursor = json.loads(self.places.get(name, "{}"))
        return found


def main() -> None:
    """Print what both readings ask and how long they take."""
    here, there = multiprocessing.Pipe()
    server = multiprocessing.Process(target=_serve, args=(there,), daemon=True)
    server.start()
    url = here.recv()
    try:
        wrong = _measure(url, here)
    finally:
        server.terminate()
    if wrong:
        sys.exit(1)


def _measure(url: str, server: Connection) -> bool:
    sync = Sync(url)
    first, repeat = sync.run(), sync.run()
    server.send("pages")
    pages = server.recv()[: first[0]]
    print(f"{len(sync.evidence):,} commits in {REPOSITORIES} repositories, {_read_bare(url, pages) / 1e6:.1f} MB")
    both = [
        (_seconds(Sync(url).run), _seconds(sync.run), _seconds(lambda: _read_bare(url, pages))) for _ in range(ROUNDS)
    ]
    ours, again, bare = (statistics.median(each) for each in zip(*both, strict=True))
    print(f"first    {first[0]:4} requests, {first[1]:4} counted   {ours:6.2f} s")
    print(f"repeat   {repeat[0]:4} requests, {repeat[1]:4} counted   {again:6.2f} s")
    print(f"bare     {len(pages):4} requests with requests and json {bare:6.2f} s")
    print(f"ratio {ours / bare:.1f} (limit {LIMIT})")
    return first[0] > FIRST_REQUESTS or repeat[1] > REPEAT_COUNTED or ours / bare > LIMIT


def _read_bare(url: str, pages: list[str]) -> int:
    from requests import Session

    headers = {"Authorization": f"Bearer {TOKEN.reveal()}", "X-GitHub-Api-Version": "2022-11-28"}
    size = 0
    with Session() as session:
        for page in pages:
            answer = session.get(url + page, headers=headers, timeout=30)
            size += len(answer.content)
            assert isinstance(json.loads(answer.content), list)
    return size


def _seconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def _serve(there: Connection) -> None:
    from tests.activity.fake_github import MONDAY, FakeGitHub, serving

    with serving(FakeGitHub(TOKEN.reveal(), FixedClock(NOW))) as fake:
        fake.keep_answers, fake.limit, fake.left = True, 1_000_000, 1_000_000
        for name in NAMES:
            repository = fake.add(name)
            for number in range(COMMITS):
                sha = repository.commit(f"step {number}", MONDAY + timedelta(minutes=6 * number))
                repository.commits[sha]["commit"]["verification"] = SIGNATURE
        there.send(fake.url)
        while there.recv():
            there.send(list(fake.asked))


if __name__ == "__main__":
    main()
