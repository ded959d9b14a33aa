"""An hour of the real daemon in real time, on four platforms: killed, stopped, hung up on and started again.

    make hour                            # an hour
    python -m tests.crash.hour 300 5     # so many seconds, with this seed

The machine's own clock, the daemon's own pace and its real patience with a silent server. A person says yes beside it,
and the answers are of every kind. At the end each post is held against the truth, as after every other crash.
"""

import random
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from time import monotonic

from bot.clock import FixedClock
from bot.lifecycle import Status
from tests.crash.campaign import ENDS, FAULTS
from tests.crash.lives import SERVERS, Nursery, World, approve, world
from tests.platforms.servers.faults import OK

APART = (8, 70)  # seconds between two troubles
_PASSING = [each for each in FAULTS if "429" not in each.name and each.name != "401"]


class Ahead(FixedClock):
    """The machine's clock, until it is moved: then it is so much ahead of it."""

    def __init__(self) -> None:
        self._by = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self._by

    def set(self, instant: datetime) -> None:
        self._by = instant - datetime.now(UTC)

    def wait(self, seconds: float) -> None:
        self._by += timedelta(seconds=seconds)


class Hour:
    """One daemon of one home, and what is done to it."""

    def __init__(self, here: World, seed: int, apart: tuple[float, float]) -> None:
        self.here, self._apart = here, apart
        self.chance, self.told = random.Random(seed), Counter[str]()
        self.daemon = self._started()

    def live(self, seconds: float) -> None:
        """Let posts get a yes, and trouble come, until the time is over."""
        pause, until = Event(), monotonic() + seconds
        while monotonic() < until:
            self._yes()
            pause.wait(min(self.chance.uniform(*self._apart), max(until - monotonic(), 0)))
            self._trouble()
        self._end(signal.SIGTERM)

    def _started(self) -> subprocess.Popen[bytes]:
        environ = {name: value for name, value in self.here.environ.items() if name != "TELEGRAM_TOKEN"}
        with (self.here.home / "said").open("ab") as said:
            return subprocess.Popen([sys.executable, "-m", "bot", "daemon"], env=environ, stdout=said, stderr=said)

    def _yes(self) -> None:
        """Approve a post, as the command line does it beside the daemon; its answer will be of any kind."""
        self.here.server.forget_faults()
        self.here.server.add_fault(self.chance.choice((OK, OK, *_PASSING)))
        approve(self.here, [(f"Found number {len(self.here.approved)} of this hour.",)])
        self.told["approved"] += 1

    def _trouble(self) -> None:
        """Do one of the things that befall a daemon; often nothing does."""
        match self.chance.randrange(6):
            case 0 | 1:
                self._end(signal.SIGKILL)
                self.daemon = self._started()
            case 2:
                self._end(signal.SIGTERM)
                self.daemon = self._started()
            case 3:
                self.daemon.send_signal(signal.SIGHUP)
                self.told["hung up on"] += 1
            case _:
                self.told["left alone"] += 1
        assert self.daemon.poll() is None, (self.here.home / "said").read_text(encoding="utf-8")[-2000:]

    def _end(self, how: signal.Signals) -> None:
        """End the daemon; one that is asked to ends in time, whatever it waits for."""
        self.daemon.send_signal(how)
        assert self.daemon.wait(10) in {0, -how}, (self.here.home / "said").read_text(encoding="utf-8")[-2000:]
        self.told[how.name] += 1


@contextmanager
def _world(folder: Path, platform: str, nursery: Nursery) -> Iterator[World]:
    with world(folder, platform, nursery, clock=Ahead()) as here:
        here.server.hold_seconds = 45.0  # longer than a real daemon waits
        yield here


def run(seconds: float, platform: str, folder: Path, seed: int = 0, apart: tuple[float, float] = APART) -> Counter[str]:
    """Let a daemon live so long, and return what befell it and how its posts ended."""
    with Nursery() as nursery, _world(folder, platform, nursery) as here:
        hour = Hour(here, seed, apart)
        try:
            hour.live(seconds)
        finally:
            hour.daemon.kill()
            hour.daemon.wait()
        here.finish(timedelta(minutes=2))
        ended = Counter(str(post.status) for post in here.hold_against_the_truth())
        assert set(ended) <= ENDS, ended
        with closing(here.app()) as app:
            assert not app.posts.listed((Status.PUBLISHING,))
        return hour.told + ended


def main(seconds: float = 3600, seed: int = 1) -> None:
    """Live an hour on each platform side by side, and print how it ended."""
    with tempfile.TemporaryDirectory(prefix="learnaloud-hour-") as place, ThreadPoolExecutor(len(SERVERS)) as threads:
        homes = {name: Path(place) / name for name in SERVERS}
        for home in homes.values():
            home.mkdir()
        lives = {name: threads.submit(run, seconds, name, home, seed) for name, home in homes.items()}
        for name, life in lives.items():
            told = ", ".join(f"{number} {what}" for what, number in sorted(life.result().items()))
            print(f"{name}, {seconds:.0f} s, seed {seed}: {told}", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
