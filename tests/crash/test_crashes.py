"""The short form of the campaign: every point to die at, some answers, a few random kills, two publishers."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.lifecycle import Status
from tests.crash import campaign
from tests.crash.campaign import LAG, POINTS, THREAD, Case, crash, random_kills, two_publishers
from tests.crash.lives import ROOT, SERVERS, Nursery, approve, world
from tests.platforms.servers.faults import FAILURES, OK, SILENCES
from tests.store.conftest import a_schema

FAILED_AFTER = next(each for each in FAILURES if each.acts)
CASES = (
    *(Case(platform, point, fault) for platform in SERVERS for point in POINTS for fault in (OK, FAILED_AFTER)),
    *(Case("x", point, OK, THREAD) for point in POINTS),
    Case("x", "", FAILED_AFTER, lag=LAG),
)
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    with Nursery() as made:
        yield made


@pytest.mark.parametrize("case", CASES, ids=str)
def test_wherever_it_dies_nothing_is_doubled_and_nothing_lost(case: Case, nursery: Nursery, tmp_path: Path) -> None:
    crash(case, tmp_path, nursery)


@pytest.mark.parametrize("platform", SERVERS)
def test_whenever_it_dies_nothing_is_doubled_and_nothing_lost(platform: str, nursery: Nursery, tmp_path: Path) -> None:
    assert random_kills(10, platform, tmp_path, nursery, seed=1).total() > 0


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_two_publishers_send_nothing_twice(database: str, nursery: Nursery, tmp_path: Path) -> None:
    urls = [""] if database == "sqlite" else (place.url.reveal() for place in a_schema(tmp_path))
    with Nursery() as other:
        for url in urls:
            assert two_publishers(8, "x", tmp_path, (nursery, other), url).total() == 8


def test_a_daemon_told_to_stop_while_a_platform_is_silent_is_gone_in_ten_seconds_and_asks_later(
    nursery: Nursery, tmp_path: Path
) -> None:
    with world(tmp_path, "x", nursery) as here:
        here.clock.set(SystemClock().now())
        approve(here, [("Fewer features, and the score fell.",)])
        here.server.hold_seconds = 60.0
        here.server.add_fault(next(each for each in SILENCES if not each.acts))
        arrived = threading.Event()
        here.server.on_request = lambda _: arrived.set()
        daemon = subprocess.Popen([sys.executable, "-m", "bot", "daemon"], cwd=ROOT, env=os.environ | here.environ)
        try:
            assert arrived.wait(30)
            began = time.monotonic()
            daemon.terminate()
            assert daemon.wait(10) == 0
            assert time.monotonic() - began < 10
        finally:
            daemon.kill()
        here.go_on()
        (post,) = here.hold_against_the_truth()
        assert post.status is Status.UNCONFIRMED


def test_the_campaign_has_every_point_with_every_answer_on_every_platform() -> None:
    whole = list(campaign.every_case())
    assert len(whole) > len(SERVERS) * len(POINTS) * len(campaign.FAULTS)
    assert set(map(str, CASES)) <= set(map(str, whole))
