"""The short form of the campaign: every point to die at, some answers, a few random kills, two publishers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crash import campaign
from tests.crash.campaign import LAG, POINTS, THREAD, Case, crash, random_kills, two_publishers
from tests.crash.lives import SERVERS, Nursery
from tests.platforms.servers.faults import FAILURES, OK
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
    assert random_kills(10, platform, tmp_path, nursery, seed=1).total() >= 10


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_two_publishers_send_nothing_twice(database: str, nursery: Nursery, tmp_path: Path) -> None:
    urls = [""] if database == "sqlite" else (place.url.reveal() for place in a_schema(tmp_path))
    with Nursery() as other:
        for url in urls:
            assert two_publishers(8, "x", tmp_path, (nursery, other), url).total() == 8


def test_the_campaign_has_every_point_with_every_answer_on_every_platform() -> None:
    whole = list(campaign.every_case())
    assert len(whole) > len(SERVERS) * len(POINTS) * len(campaign.FAULTS)
    assert set(map(str, CASES)) <= set(map(str, whole))
