"""A bot on a Telegram of loopback, and a clock that both share."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.clock import FixedClock
from bot.phone.telegram import Telegram
from bot.redact import Secret
from tests.phone.bot_api import TOKEN, BotApi

NIGHT = datetime(2026, 11, 21, 21, 4, tzinfo=UTC)


@pytest.fixture
def clock() -> FixedClock:
    """Return a clock that stands at an evening."""
    return FixedClock(NIGHT)


@pytest.fixture
def server(clock: FixedClock) -> Iterator[BotApi]:
    """Serve Telegram until the test is over."""
    with BotApi(clock) as server:
        yield server


@pytest.fixture
def bot(server: BotApi, clock: FixedClock) -> Telegram:
    """Return the client of that server."""
    return Telegram(server.url, Secret(TOKEN), clock)
