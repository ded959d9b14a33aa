"""A secret planted in every test, and the search for it when the test is over.

Looked at: every log record at DEBUG with its exception, what the commands printed, and every file below the test's own
temporary folder (databases with their logs, pages, ledgers). One find fails the test that left it.
"""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import settings
from bot.redact import guard_logs

VALUE = "canary0f5e1cretsing-and-more-of-it-0815"
LEADING = {"DATABASE_URL", "NTFY_ADDRESS", "TELEGRAM_PROXY", "BOT_PING_ADDRESS"}  # these have to lead somewhere
SECRETS = [name for name in settings.secret_names() if name not in LEADING]
_seen_in: set[str] = set()


def look_at(text: str, where: str = "output") -> None:
    """Look for the canary in something that was printed or written."""
    if VALUE in text:
        _seen_in.add(where)


class _Listener(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        look_at(self.format(record), f"log of {record.name}")


def pytest_configure() -> None:
    guard_logs()
    logging.getLogger().addHandler(_Listener(logging.DEBUG))


@pytest.fixture(autouse=True)
def no_secret_is_left_behind(tmp_path: Path) -> Iterator[None]:
    _seen_in.clear()
    yield
    files = (path for path in tmp_path.rglob("*") if path.is_file() and "planted" not in path.name)
    _seen_in.update(str(path) for path in files if VALUE.encode() in path.read_bytes())
    assert not _seen_in, f"the canary was seen in {', '.join(sorted(_seen_in))}"
