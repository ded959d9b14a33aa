"""The daemon as a process: it works on its own, and stops when told."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from bot import jobs
from bot.app import App
from bot.daemon import tick

# Whatever the hour of the test: days end at midnight, so the day before this slot is closed, and the slot is to come.
ALWAYS = """
study_days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
[[slot]]
platform = "x"
name = "late"
days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
time = "23:59"
grace_hours = 24
"""


@pytest.mark.slow
@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_it_decides_what_is_due_and_stops_within_ten_seconds(home: Path, stop: signal.Signals) -> None:
    (home / "schedules").mkdir()
    (home / "schedules/default.toml").write_text(ALWAYS, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "daemon"],
        env=os.environ | {"BOT_DAY_ENDS": "00:00"},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        decided = _wait_for_a_slot(home / "bot.db")
        process.send_signal(stop)
        _, said = process.communicate(timeout=10)
    finally:
        process.kill()
    assert decided <= {"quiet", "skipped"}
    assert decided
    assert process.returncode == 0
    assert "Traceback" not in said


def _wait_for_a_slot(path: Path, seconds: float = 20) -> set[str]:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if outcomes := _outcomes(path):
            return outcomes
        time.sleep(0.1)
    return set()


def _outcomes(path: Path) -> set[str]:
    if not path.exists():
        return set()
    with closing(sqlite3.connect(path)) as connection:
        try:
            return {row[0] for row in connection.execute("SELECT outcome FROM slots")}
        except sqlite3.OperationalError:
            return set()  # the tables are not there yet


def test_one_jobs_failure_is_logged_and_goes_no_further(app: App, caplog: pytest.LogCaptureFixture) -> None:
    def broken(_: App) -> jobs.Done:
        raise RuntimeError("a bug")

    tick(app, broken)
    assert "broken failed" in caplog.text
