"""The short form of the soak: a month of turns over the change of the clocks."""

from pathlib import Path

import pytest

from tests.crash.soak import run


@pytest.mark.slow
def test_a_month_of_kills_outages_and_forgetting_ends_true(tmp_path: Path) -> None:
    told = run(30, 7, tmp_path).told
    assert told["x posted"] > 3
    assert told["linkedin posted"] > 0
    assert told["x quiet"] > 0
    assert told["killed"] > 5
