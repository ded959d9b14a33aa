"""Every platform against the one contract (contract.py); a platform joins by a line in STAGES."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.platforms.contract import STAGES, Contract, Stage


@pytest.fixture(params=STAGES)
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stage]:
    with STAGES[request.param](tmp_path / "home") as stage:
        yield stage


class TestEveryPlatform(Contract):
    """The suite is its base."""
