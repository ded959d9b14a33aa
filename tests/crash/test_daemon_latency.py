"""How long a yes waits for the daemon: from the approval until the platform is asked, never more than one round."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.daemon import EVERY_SECONDS
from tests.crash.daemons import AS_IT_IS, LONG, Running, approve, environ_of, make
from tests.crash.lives import SERVERS
from tests.platforms.servers.wire import Point, Wire

ROUNDS = 4
A_GAP = 61.0  # seconds between two posts on a platform: the least a home can ask for
APART = 0.9 * EVERY_SECONDS / len(SERVERS)  # so that the yeses meet the daemon's round at different places


@pytest.fixture
def servers() -> Iterator[dict[str, Wire]]:
    with ExitStack() as stack:
        yield {name: stack.enter_context(kind(SystemClock())) for name, kind in SERVERS.items()}


@pytest.mark.slow
@pytest.mark.skipif(not LONG, reason="it takes five minutes: make faults measures it")
def test_what_is_approved_is_claimed_within_one_round(servers: dict[str, Wire], tmp_path: Path) -> None:
    home, given, arrived = tmp_path / "home", list[float](), defaultdict[str, list[float]](list)
    make(home)
    environ = environ_of(home, servers["x"]) | {"BLUESKY_HANDLE": "sam.bsky.social"}
    for name, server in servers.items():
        environ |= {f"{name.upper()}_THROUGH": "api", f"{name.upper()}_API": server.url}
        server.on_request = _noting(arrived[name])
    with Running(environ, tmp_path / "said", program=AS_IT_IS) as daemon:
        for number in range(ROUNDS):
            for name in servers:
                approve(environ, f"Round {number} on {name}.", platform=name)
                given.append(time.monotonic())
                time.sleep(APART)
            daemon.waits_for(lambda: sum(map(len, arrived.values())) == len(given))
            time.sleep(A_GAP)
    claimed = [arrived[name][number] for number in range(ROUNDS) for name in servers]
    waited = [there - yes for there, yes in zip(claimed, given, strict=True)]
    told = f"{min(waited):.1f} to {max(waited):.1f} s, {sum(waited) / len(waited):.1f} on average"
    print(f"{len(waited)} yeses waited {told}")
    assert max(waited) <= EVERY_SECONDS


def _noting(times: list[float]) -> Callable[[Point], None]:
    def _note(reached: Point) -> None:
        if reached is Point.ARRIVED:
            times.append(time.monotonic())

    return _note
