"""One home, one platform on loopback and the program's lives between them; then the truth against what is remembered.

The invariants are those of the design: nothing out twice, nothing published that is not out, nothing out that was not
approved byte for byte, nothing left as being sent without a living sender, and what nobody knows is shown.
"""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Self

from bot import settings
from bot.app import App
from bot.cli.init import make_home
from bot.clock import FixedClock
from bot.drafting import Draft
from bot.lifecycle import Status
from bot.schedule import Slot
from bot.store.post import By, Post
from tests import canary
from tests.conftest import EXAMPLE_PLAN
from tests.platforms.servers.bluesky import Bluesky
from tests.platforms.servers.linkedin import LinkedIn
from tests.platforms.servers.mastodon import Mastodon
from tests.platforms.servers.wire import Point, Wire
from tests.platforms.servers.x import X

NOON = datetime(2026, 1, 6, 11, 0, tzinfo=UTC)
# When the program is started again after what happened: at once, and whenever it looks for what is unclear.
AGAIN = tuple(timedelta(seconds=each) for each in (0, 61, 301, 1801, 7200))
ROOT = Path(__file__).parents[2]
PATIENCE = 0.4  # seconds a life waits for an answer
SERVERS: dict[str, type[Wire]] = {"x": X, "linkedin": LinkedIn, "mastodon": Mastodon, "bluesky": Bluesky}
KILLED = -signal.SIGKILL


class Nursery:
    """Where lives come from."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.nursery"],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._ended = Event()
        self.number = 0

    def begin(self, **job: object) -> None:
        assert self._process.stdin
        self._ended.clear()
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        self.number = int(self._line())

    def end(self) -> int:
        """Wait until the life has ended, and return how."""
        status = os.waitstatus_to_exitcode(int(self._line()))
        self._ended.set()
        return status

    def kill(self) -> None:
        with suppress(ProcessLookupError):  # it ended by itself
            os.kill(self.number, signal.SIGKILL)

    def _line(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for stream in (self._process.stdin, self._process.stdout):
            assert stream
            stream.close()
        self._process.wait(10)


@dataclass
class World:
    """A home and the platform its posts go to."""

    home: Path
    server: Wire
    platform: str
    nursery: Nursery
    clock: FixedClock
    environ: dict[str, str]
    approved: dict[int, Post] = field(default_factory=dict)

    def app(self) -> App:
        return App(settings.load({**self.environ}), self.clock)

    def begin(self, *words: str, trap: str = "", nursery: Nursery | None = None) -> None:
        """Start the program."""
        (nursery or self.nursery).begin(
            words=words, environ=self.environ, now=self.clock.now().isoformat(), trap=trap,
            said=str(self.home / "said"), patience=PATIENCE,
        )  # fmt: skip

    def live(self, *words: str, trap: str = "") -> int:
        """Run the program to its end, whichever that is."""
        self.begin(*words, trap=trap)
        return self.nursery.end()

    def go_on(self) -> None:
        """Start the program as often as it takes to find out what can be found out, on a wire that works."""
        self.server.on_request = lambda _: None
        self.server.let_go.set()
        self.server.settle()
        self.server.let_go.clear()
        self.server.forget_faults()
        self.live("release", self.platform)
        began = self.clock.now()
        for wait in AGAIN:
            self.clock.set(began + wait)
            assert self.live("publish") in {0, 1}, (self.home / "said").read_text(encoding="utf-8")

    def finish(self, every: timedelta) -> None:
        """Let everything that waits go out in its time, then find out what can be found out."""
        self.server.settle()
        self.server.forget_faults()
        while self.waiting():
            self.clock.wait(every.total_seconds())
            self.live("publish")
        self.go_on()

    def waiting(self) -> int:
        """Return how many posts have a yes and are not out."""
        with closing(self.app()) as app:
            return len(app.posts.listed((Status.APPROVED,)))

    def kill_at(self, point: Point) -> None:
        """Have the platform kill the program where a request that publishes has come to."""

        def _kill(reached: Point) -> None:
            if reached is point:
                self.server.on_request = lambda _: None
                self.nursery.kill()

        self.server.on_request = _kill

    # --- the truth -----------------------------------------------------------------------------------------------

    def hold_against_the_truth(self) -> list[Post]:
        """Check every invariant, and return the posts as they are remembered."""
        with closing(self.app()) as app:
            posts = [app.posts.get(each) for each in self.approved]
            seen = {post.id for post in app.posts.listed(most=100_000)}
            receipts = {post.id: app.posts.receipts(post.id) for post in posts}
        out = [each.text for each in self.server.ledger]
        known = [part for post in self.approved.values() for part in post.parts]
        assert sorted(out) == sorted(set(out)), f"out twice: {out}"
        assert set(out) <= set(known), "something is out that nobody approved"
        for post in posts:
            parts_out = [part for part in post.parts if part in out]
            told = f"post {post.id} is {post.status}, and {len(parts_out)} of {len(post.parts)} parts are out"
            assert post.status is not Status.PUBLISHING, told
            assert post.parts == self.approved[post.id].parts, told
            assert {post.parts[each.part - 1] for each in receipts[post.id]} <= set(parts_out), told
            if post.status is Status.PUBLISHED:
                assert len(parts_out) == len(post.parts), told
            elif post.status is Status.UNCONFIRMED:
                assert post.id in seen, told
            else:
                assert len(parts_out) == len(receipts[post.id]), told
        self._is_whole()
        return posts

    def _is_whole(self) -> None:
        if (self.home / "bot.db").exists() and "DATABASE_URL" not in self.environ:
            with closing(sqlite3.connect(self.home / "bot.db")) as database:
                assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        for path in self.home.iterdir():
            assert not path.is_file() or canary.VALUE.encode() not in path.read_bytes(), f"a secret stands in {path}"


@contextmanager
def world(
    folder: Path, platform: str, nursery: Nursery, url: str = "", clock: FixedClock | None = None
) -> Iterator[World]:
    """Make a home and a platform."""
    home = folder / "home"
    base = _template(folder.parent)
    shutil.copytree(base, home)
    clock = clock or FixedClock(NOON)
    with SERVERS[platform](clock) as server:
        name = platform.upper()
        server.hold_seconds = PATIENCE * 3
        server.knows_repeats = platform == "mastodon"  # its key is a promise, the others' filters are none
        environ = {
            "BOT_HOME": str(home), f"{name}_THROUGH": "api", f"{name}_API": server.url, "BOT_MOST_A_DAY": "900",
            "BOT_GAP_MINUTES": "1", "BOT_QUIET_HOURS": "none", "X_BUDGET": "900", "BLUESKY_HANDLE": "sam.bsky.social",
            **dict.fromkeys(canary.SECRETS, canary.VALUE),
            **({"DATABASE_URL": url} if url else {}),
        }  # fmt: skip
        yield World(home, server, platform, nursery, clock, environ)


def _template(folder: Path) -> Path:
    """Return a home with its database made, to be copied."""
    home = folder / "template"
    if not home.exists():
        make_home(home, EXAMPLE_PLAN, {"BOT_TIMEZONE": "Europe/Berlin", "BOT_START": "2026-01-05"})
        App(settings.load({"BOT_HOME": str(home)}), FixedClock(NOON)).close()
    return home


def approve(world: World, texts: Sequence[tuple[str, ...]]) -> None:
    """Give the home posts that have a yes, due now."""
    now = world.clock.now()
    with closing(world.app()) as app:
        app.journey.release(now)
        for parts in texts:
            slot = Slot(now, world.platform, f"slot {len(world.approved)}", now.date(), timedelta(hours=4))
            post_id = app.queue.add(Draft(world.platform, "note", parts, ()), slot, [], By("bot", now))
            app.queue.approve(post_id, 1, By("person", now))
            world.approved[post_id] = app.posts.get(post_id)
