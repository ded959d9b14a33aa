"""A process that has everything imported and forks the real program: a life costs milliseconds instead of a second.

Each line it reads is one life: the words of the command line, the environment, the hour, and where in its own code the
program is to be killed. What kills it is SIGKILL, as if from outside: no handler runs, nothing is closed. It answers
with the number of the process, and when that has ended, with how.
"""

import json
import os
import signal
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import httpcore  # noqa: F401 (what a life will need)
import httpx  # noqa: F401
import sqlmodel  # noqa: F401
import tweepy  # noqa: F401
from httpcore._backends.sync import SyncStream
from sqlalchemy import event
from sqlalchemy.engine import Engine

import bot.cli.publish
import bot.jobs
import bot.platforms.bluesky.account
import bot.platforms.linkedin
import bot.platforms.mastodon
import bot.platforms.x.account
import bot.platforms.x.wire
from bot import http, settings
from bot.app import App
from bot.cli import main
from bot.clock import FixedClock
from bot.daemon import JOBS, Daemon
from bot.store.letters import Letters
from bot.store.outbox import Outbox
from bot.store.requests import Requests
from bot.store.sending_changes import SendingChanges  # noqa: F401

_PUBLISHING = (
    b"POST /2/tweets", b"POST /rest/posts", b"POST /api/v1/statuses", b"POST /xrpc/com.atproto.repo.putRecord",
)  # fmt: skip
RECORDS = ("receive", "fall_back")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def before(names: tuple[str, ...], owner: type = Outbox) -> None:
    for name in names:
        _wrap(owner, name, before=die)


def after(names: tuple[str, ...], owner: type = Outbox) -> None:
    for name in names:
        _wrap(owner, name, after=die)


def within_commit(names: tuple[str, ...], owner: type = Outbox) -> None:
    """Die with all written and nothing committed."""
    for name in names:
        _wrap(owner, name, before=lambda: event.listen(Engine, "commit", lambda _: die()))


def _wrap(
    owner: type, name: str, *, before: Callable[[], None] | None = None, after: Callable[[], None] | None = None
) -> None:
    real = getattr(owner, name)

    def _wrapped(*given: Any, **named: Any) -> Any:
        if before:
            before()
        result = real(*given, **named)
        if after:
            after()
        return result

    setattr(owner, name, _wrapped)


def half_sent() -> None:
    """Die when the head of a request that publishes has left, and its body has not."""
    real, state = SyncStream.write, {"publishing": False}

    def _write(self: SyncStream, buffer: bytes, timeout: float | None = None) -> None:
        if state["publishing"]:
            die()
        state["publishing"] = buffer.startswith(_PUBLISHING)
        real(self, buffer, timeout)

    SyncStream.write = _write  # type: ignore[method-assign]


TRAPS: Mapping[str, Callable[[], None]] = {
    "": lambda: None,
    "before the claim": lambda: before(("claim",)),
    "within the claim": lambda: within_commit(("claim",)),
    "claimed": lambda: after(("claim",)),
    "half sent": half_sent,
    "before it is written down": lambda: before(RECORDS),
    "while it is written down": lambda: within_commit(RECORDS),
    "written down": lambda: after(RECORDS),
}
PHONE_TRAPS: Mapping[str, Callable[[], None]] = {
    f"{owner.__name__}.{name} {when}": partial(trap, (name,), owner)
    for owner, names in ((Requests, ("ask", "hear")), (Letters, ("claim", "settle")))
    for name in names
    for when, trap in (("is to come", before), ("is not committed", within_commit), ("is done", after))
}


def live(job: Mapping[str, Any]) -> None:
    """Be the program."""
    said = os.open(job["said"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream in (1, 2):
        os.dup2(said, stream)
    os.environ.update(job["environ"])
    http.READ_SECONDS = http.CONNECT_SECONDS = job["patience"]
    {**TRAPS, **PHONE_TRAPS}[job["trap"]]()
    clock = FixedClock(datetime.fromisoformat(job["now"]))
    if job["words"] == ["turn"]:
        turn(clock)
    main(job["words"], clock)


def turn(clock: FixedClock) -> None:
    """Wake every job once, hear what came from the phone and answer, as the daemon does."""
    app = App(settings.load(), clock)
    daemon = Daemon(app, lambda: app)
    for job, _ in JOBS:
        daemon.tick(job)
    daemon.tick(heard)
    for job in (bot.jobs.ask, bot.jobs.send_letters):
        daemon.tick(job)
    app.close()
    sys.exit(0)


def heard(app: App) -> bot.jobs.Done:
    """Hear what came."""
    bot.jobs.hear(app)
    return ()


def serve() -> None:
    """Fork a life for each line."""
    for line in sys.stdin:
        job = json.loads(line)
        number = os.fork()
        if not number:
            try:
                live(job)
            except SystemExit as ended:
                sys.stdout.flush()
                os._exit(ended.code if isinstance(ended.code, int) else 0)
            finally:
                os._exit(70)
        print(number, flush=True)
        _, status = os.waitpid(number, 0)
        print(status, flush=True)


if __name__ == "__main__":
    if Path.cwd() != Path(__file__).parents[2]:
        sys.exit("started from the top of the checkout")
    serve()
