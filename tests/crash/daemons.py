"""The real `bot daemon` as a process, in a home of its own, beside a platform on loopback and under the real clock.

    with a_scene(tmp_path) as scene:
        post = scene.approve("Fewer features, and the score fell.")
        with scene.daemon() as daemon:
            daemon.waits_for(lambda: scene.status(post) is Status.PUBLISHED)

In short its jobs are woken every second instead of every fifteen; with TEST_FAULTS=long (`make faults`) nothing about
it is changed, and what is slow lasts as long as it does out there.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Self

import pytest

from bot import settings
from bot.app import App
from bot.cli.init import make_home
from bot.clock import SystemClock
from bot.drafting import Draft
from bot.lifecycle import Status
from bot.schedule import Slot
from bot.store.post import By
from tests import canary
from tests.conftest import EXAMPLE_PLAN
from tests.platforms.servers.wire import Wire
from tests.platforms.servers.x import X

ROOT = Path(__file__).parents[2]
LONG = os.environ.get("TEST_FAULTS") == "long"
OFTEN = 15 if LONG else 1  # seconds between two looks of the daemon
PATIENCE = 120.0 if LONG else 60.0
GRACE = timedelta(hours=4)
AS_IT_IS = ("-m", "bot", "daemon")
_OFTEN = (
    "-c",
    "import bot.cli\n"
    "from bot import daemon\n"
    "daemon.JOBS = tuple((job, 1) for job, _ in daemon.JOBS)\n"
    "bot.cli.main(['daemon'])\n",
)
PROGRAM = AS_IT_IS if LONG else _OFTEN


class Running:
    """A daemon that runs, and what it has said."""

    def __init__(
        self, environ: Mapping[str, str], said: Path, enter: Sequence[str] = (), program: Sequence[str] = PROGRAM
    ) -> None:
        self._said = said
        with said.open("ab") as log:
            self.process = subprocess.Popen(
                [*enter, sys.executable, *program],
                cwd=ROOT, env={**os.environ, **environ}, stdout=log, stderr=log,
            )  # fmt: skip

    @property
    def said(self) -> str:
        return self._said.read_text(encoding="utf-8")

    def waits_for(self, comes: Callable[[], object], seconds: float = PATIENCE) -> None:
        """Wait until something is so, and the daemon lives meanwhile."""
        until = time.monotonic() + seconds
        while not comes():
            assert self.process.poll() is None, self.said
            assert time.monotonic() < until, self.said
            time.sleep(0.05)

    def works_on(self, looks: int = 3) -> None:
        """Let it look so many times."""
        time.sleep(OFTEN * looks)
        assert self.process.poll() is None, self.said

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(10)

    def __enter__(self) -> Self:
        self.waits_for(lambda: "running; looks every" in self.said)
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        finally:
            self.process.kill()
            canary.look_at(self.said, "what the daemon said")


def approve(environ: Mapping[str, str], text: str, later: float = 0.0, platform: str = "x") -> int:
    """Give a home a post that has a yes, due in so many seconds."""
    now = SystemClock().now()
    with closing(App(settings.load(environ))) as app:
        slot = Slot(now + timedelta(seconds=later), platform, text, now.date(), GRACE)
        post_id = app.queue.add(Draft(platform, "note", (text,), ()), slot, [], By("bot", now))
        app.queue.approve(post_id, 1, By("person", now))
    return post_id


def status(environ: Mapping[str, str], post_id: int) -> str:
    """Return what a post of a home is."""
    with closing(App(settings.load(environ))) as app:
        return app.posts.get(post_id).status


_ASKED: Mapping[str, Callable[..., int | str]] = {"approve": approve, "status": status}


def serve() -> None:
    """Do for a test what only a process within the mount namespace can: SQLite follows no path into another."""
    print("ready", flush=True)
    for line in sys.stdin:
        name, *given = json.loads(line)
        print(json.dumps(_ASKED[name](*given)), flush=True)


@dataclass
class Scene:
    """A home, as the daemon and as the test see it, and the platform its posts go to."""

    home: Path
    server: X
    environ: dict[str, str]
    said: Path
    enter: tuple[str, ...] = ()  # what stands before a command for it to see the home
    inside: "subprocess.Popen[str] | None" = None  # who does what can be done there only

    def approve(self, text: str, later: float = 0.0) -> int:
        """Give the home a post that has a yes, due in so many seconds, and return its number."""
        return int(self._ask("approve", text, later))

    def status(self, post_id: int) -> Status:
        return Status(self._ask("status", post_id))

    def _ask(self, name: str, *given: str | float) -> str:
        if self.inside is None:
            return str(_ASKED[name](self.environ, *given))
        assert self.inside.stdin
        assert self.inside.stdout
        self.inside.stdin.write(json.dumps([name, self.environ, *given]) + "\n")
        self.inside.stdin.flush()
        return str(json.loads(self.inside.stdout.readline()))

    def bot(self, *words: str, **environ: str) -> tuple[int, str]:
        """Run a command as a process, and return its exit code and all it said."""
        done = subprocess.run(
            [*self.enter, sys.executable, "-m", "bot", *words],
            cwd=ROOT, env={**os.environ, **self.environ, **environ}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout + done.stderr

    def daemon(self, program: Sequence[str] = PROGRAM) -> Running:
        return Running(self.environ, self.said, self.enter, program)

    def is_out(self, *texts: str) -> None:
        """Hold what readers see against what was approved: each once, and nothing else."""
        self.server.settle()
        assert sorted(self.server.texts) == sorted(texts), self.said.read_text(encoding="utf-8")


def environ_of(home: Path, server: Wire) -> dict[str, str]:
    """Return the settings of a home whose posts go to that server."""
    return {
        "PYTHONPATH": str(ROOT),  # who enters a namespace stands elsewhere
        "BOT_HOME": str(home), "X_THROUGH": "api", "X_API": server.url, "BOT_MOST_A_DAY": "900",
        "BOT_GAP_MINUTES": "1", "BOT_QUIET_HOURS": "none", "X_BUDGET": "900",
        **dict.fromkeys(canary.SECRETS, canary.VALUE),
    }  # fmt: skip


def make(home: Path) -> None:
    """Make a home in which nothing is due but what a test adds."""
    make_home(home, EXAMPLE_PLAN, {"BOT_TIMEZONE": "Europe/Berlin", "BOT_START": "2026-01-05"})
    with closing(App(settings.load({"BOT_HOME": str(home)}))) as app:
        app.slots.began_at()


@contextmanager
def a_scene(folder: Path) -> Iterator[Scene]:
    """Make a home and a platform."""
    home = folder / "home"
    make(home)
    with X(SystemClock()) as server:
        server.knows_repeats = False  # X promises nothing: a test counts on none
        yield Scene(home, server, environ_of(home, server), folder / "said")


@contextmanager
def a_volume(folder: Path, megabytes: int) -> Iterator[Scene]:
    """Make a home on a small volume of its own, which nobody outside its mount namespace sees."""
    home, seed = folder / "volume", folder / "seed"
    home.mkdir()
    make(seed)
    user = [] if os.getuid() == 0 else ["--map-root-user"]
    inside = subprocess.Popen(
        ["unshare", "--mount", *user, "sh", "-c", _ON_A_VOLUME, str(home), str(seed), str(megabytes), sys.executable],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert inside.stdout
    try:
        if inside.stdout.readline() != "ready\n":
            pytest.skip(f"no volume can be mounted here: {inside.communicate()[1].strip()}")
        shutil.rmtree(seed)
        enter = (
            "nsenter",
            "--mount",
            *(["--user", "--preserve-credentials"] if user else []),
            f"--target={inside.pid}",
        )
        with X(SystemClock()) as server:
            server.knows_repeats = False
            seen = Path(f"/proc/{inside.pid}/root{home}")
            yield Scene(seen, server, environ_of(home, server), folder / "said", enter, inside)
    finally:
        inside.kill()
        inside.communicate()


_ON_A_VOLUME = """
mount -t tmpfs -o size="$2m" tmpfs "$0" && cp -a "$1/." "$0" && chmod 700 "$0" && exec "$3" -m tests.crash.daemons
"""

if __name__ == "__main__":
    serve()
