"""A secret planted in every test, and the search for it when all tests have run.

Looked at: every log record at DEBUG with its exception, what the commands printed, and every file below the tests' own
temporary folder (databases with their logs, pages, ledgers). Each process of a parallel run looks at its own.
"""

import logging
from pathlib import Path

import pytest

from bot import settings
from bot.redact import guard_logs

VALUE = "canary0f5e1cretsing"
SECRETS = [each.metadata["name"] for each in settings.known() if each.metadata["read"] is settings.secret]
_seen_in: list[str] = []


def look_at(text: str, where: str = "output") -> None:
    """Look for the canary in something that was printed or written."""
    if VALUE in text:
        _seen_in.append(where)


class _Listener(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        look_at(self.format(record), f"log of {record.name}")


def pytest_configure(config: pytest.Config) -> None:
    guard_logs()
    logging.getLogger().addHandler(_Listener(logging.DEBUG))


@pytest.fixture(autouse=True)
def _look_into_files(tmp_path: Path) -> object:
    yield
    files = (path for path in tmp_path.rglob("*") if path.is_file() and "planted" not in path.name)
    _seen_in.extend(str(path) for path in files if VALUE.encode() in path.read_bytes())


def pytest_sessionfinish(session: pytest.Session) -> None:
    if _seen_in:
        print("\nThe canary was seen in:", *sorted(set(_seen_in)), sep="\n  ")  # noqa: T201 (the run's last word)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
