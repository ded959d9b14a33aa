"""The daemon as a process: it works on its own, and stops when told."""

import json
import logging
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot import jobs
from bot.app import App
from bot.clock import FixedClock
from bot.daemon import Daemon
from bot.errors import BotError, StoreError
from bot.store.sqlite import newest_good
from tests.conftest import Run, tick

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


SLOW = """
import time
from bot import daemon
from bot.app import App
from bot.settings import load

def slow(app):
    time.sleep(2)
    return []

daemon.JOBS = ((slow, 15), (slow, 15), *daemon.JOBS)
app = App(load())
daemon.Daemon(app, lambda: app).run()
print("over", flush=True)
"""


@pytest.mark.slow
def test_jobs_that_wait_for_their_turn_keep_no_daemon_from_stopping(home: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", SLOW], stdout=subprocess.PIPE, text=True)
    try:
        time.sleep(3)  # the second of the slow ones is at it
        process.terminate()
        said, _ = process.communicate(timeout=10)
    finally:
        process.kill()
    assert (process.returncode, said) == (0, "over\n")


def test_one_jobs_failure_is_logged_and_goes_no_further(app: App, caplog: pytest.LogCaptureFixture) -> None:
    def broken(_: App) -> jobs.Done:
        raise RuntimeError("a bug")

    tick(app, broken)
    assert "broken: RuntimeError: a bug" in caplog.text


# --- what it does beside the jobs ------------------------------------------------------------------------------------


def test_a_failure_that_stays_the_same_is_told_once_and_its_end_as_well(
    app: App, caplog: pytest.LogCaptureFixture
) -> None:
    trouble = [BotError("The roadmap is away.", "bot check")] * 3

    def comes_back(_: App) -> jobs.Done:
        if trouble:
            raise trouble.pop()
        return []

    caplog.set_level(logging.INFO)
    daemon = Daemon(app, lambda: app)
    for _ in range(5):
        daemon.tick(comes_back)
    assert caplog.text.count("The roadmap is away.") == 1
    assert caplog.text.count("comes_back works again") == 1


def test_a_failure_that_meets_many_jobs_is_told_once_and_its_end_as_well(
    app: App, caplog: pytest.LogCaptureFixture
) -> None:
    is_full = [True]

    def drafts(_: App) -> jobs.Done:
        if is_full:
            raise StoreError("The disk is full.", "df -h")
        return []

    def sends(app: App) -> jobs.Done:
        return drafts(app)

    caplog.set_level(logging.INFO)
    daemon = Daemon(app, lambda: app)
    for _ in range(3):
        daemon.tick(drafts)
        daemon.tick(sends)
    is_full.clear()
    daemon.tick(drafts)
    daemon.tick(sends)
    assert caplog.text.count("The disk is full.") == 1
    assert caplog.text.count("works again") == 1


@pytest.mark.parametrize(("hours", "held"), [(1, False), (25, True), (-25, True)])
def test_a_clock_that_jumps_is_logged_and_by_more_than_a_day_everything_is_held(
    hours: int, held: bool, app: App, clock: FixedClock, caplog: pytest.LogCaptureFixture
) -> None:
    daemon = Daemon(app, lambda: app)
    daemon.tick(jobs.keep_awake)
    clock.set(clock.now() + timedelta(hours=hours))
    daemon.tick(jobs.keep_awake)
    assert "The clock jumped by" in caplog.text
    assert bool(app.journey.hold()) is held


def test_a_start_long_after_the_last_is_no_jump_but_one_before_it_is(app: App, clock: FixedClock) -> None:
    Daemon(app, lambda: app).tick(jobs.keep_awake)
    clock.set(clock.now() + timedelta(days=30))
    Daemon(app, lambda: app).tick(jobs.keep_awake)
    assert app.journey.hold() == ""
    clock.set(clock.now() - timedelta(days=3))
    Daemon(app, lambda: app).tick(jobs.keep_awake)
    assert app.journey.hold() == "the clock jumped by -72 hours"


def test_every_night_has_its_copy_and_old_ones_go_but_for_sundays(app: App, clock: FixedClock) -> None:
    begin = clock.now()
    for day in range(50):
        clock.set(begin + timedelta(days=day))
        for _ in range(3):
            tick(app, jobs.keep_house)
    kept = sorted(path.name for path in (app.settings.home / "backups").glob("nightly-*.db"))
    assert len(kept) == 7 + 4
    assert kept[-1] == "nightly-20260223.db"
    dates = [date.fromisoformat(name.removeprefix("nightly-").removesuffix(".db")) for name in kept]
    assert {each.weekday() for each in dates[:4]} == {6}
    assert newest_good(app.settings.home) is not None


def test_a_damaged_database_is_refused_and_the_newest_good_copy_named(home: Path, app: App, run: Run) -> None:
    tick(app, jobs.keep_house)
    app.close()
    pages = bytearray((home / "bot.db").read_bytes())
    pages[4096 * 3 : 4096 * 9] = b"\x5a" * 4096 * 6
    (home / "bot.db").write_bytes(pages)
    code, _, wrong = run("daemon")
    assert code == 1
    assert "is damaged" in wrong or "malformed" in wrong
    assert "nightly-" in wrong


def test_one_home_has_one_daemon_and_another_is_told(home: Path, app: App, run: Run) -> None:
    assert app.database.hold("daemon")
    code, _, wrong = run("daemon")
    assert (code, "Another daemon runs in this home." in wrong) == (1, True)


def test_the_heart_beats_while_the_daemon_works_and_not_when_it_stopped(app: App, clock: FixedClock, run: Run) -> None:
    assert run("check", "--heartbeat", clock=clock)[:2] == (1, "The daemon has not run yet.\n")
    tick(app, jobs.keep_awake)
    assert run("check", "--heartbeat", clock=clock)[:2] == (0, "The daemon does its work.\n")
    clock.set(clock.now() + timedelta(minutes=6))
    code, said, _ = run("check", "--heartbeat", clock=clock)
    assert (code, said.startswith("The daemon has not run since")) == (1, True)


@pytest.mark.slow
def test_signals_that_come_one_upon_the_other_are_all_heard(home: Path) -> None:
    for _ in range(3):
        process = subprocess.Popen([sys.executable, "-m", "bot", "daemon"], stderr=subprocess.PIPE, text=True)
        try:
            assert process.stderr
            while "running; looks every" not in process.stderr.readline():
                pass
            for _ in range(30):
                process.send_signal(signal.SIGHUP)
            process.terminate()
            _, said = process.communicate(timeout=10)
        finally:
            process.kill()
        assert process.returncode == 0, said


@pytest.mark.slow
def test_settings_are_read_anew_at_a_hangup_and_wrong_ones_change_nothing(home: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "daemon", "--json"], env={**os.environ}, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    told: list[str] = []
    reading = threading.Thread(target=lambda: told.extend(iter(process.stdout.readline, "")))  # type: ignore[union-attr]
    reading.start()

    def waits_for(words: str) -> None:
        until = time.monotonic() + 20
        while not any(words in each for each in told):
            assert time.monotonic() < until, told
            time.sleep(0.05)

    try:
        waits_for("running; looks every")
        env = home / ".env"
        sound = env.read_text(encoding="utf-8")
        env.write_text(sound + "BOT_NONSENSE=1\n", encoding="utf-8")
        process.send_signal(signal.SIGHUP)
        waits_for("the settings stay as they were")
        env.write_text(sound, encoding="utf-8")
        process.send_signal(signal.SIGHUP)
        waits_for("the settings were read anew")
        process.terminate()
        assert process.wait(10) == 0
    finally:
        process.kill()
        reading.join(5)
        process.stdout.close()
    assert all({"at", "level", "message"} <= json.loads(each).keys() for each in told)
