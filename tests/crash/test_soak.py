"""The short forms of the soak, a month of turns over the change of the clocks, and of the hour in real time."""

from pathlib import Path

import pytest

from tests.crash import hour
from tests.crash.soak import run


@pytest.mark.slow
def test_a_month_of_kills_outages_and_forgetting_ends_true(tmp_path: Path) -> None:
    told = run(30, 7, tmp_path).told
    assert told["x posted"] > 3
    assert told["linkedin posted"] > 0
    assert told["x quiet"] > 0
    assert told["killed"] > 5


@pytest.mark.slow
def test_half_a_minute_of_the_real_daemon_with_a_kill_ends_true(tmp_path: Path) -> None:
    told = hour.run(25, "x", tmp_path, seed=2, apart=(2, 6))
    assert told["SIGKILL"] > 0
    assert told["published"] + told["unconfirmed"] == told["approved"]
