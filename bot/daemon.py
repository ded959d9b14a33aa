"""Wakes the jobs until told to stop. APScheduler only rings the bell: what is due, the jobs read from the database.

Its interval trigger with `coalesce` and one instance never skips or doubles at clock changes, as its cron triggers do.
One job's failure is logged and never stops another.
"""

import logging
import os
import signal
import threading
from collections.abc import Callable
from types import FrameType

from bot import jobs
from bot.app import App
from bot.errors import BotError

EVERY_SECONDS = 15
_PATIENCE = 8.0  # seconds to finish in when told to stop: after ten a container is killed
_log = logging.getLogger(__name__)

JOBS: tuple[Callable[[App], jobs.Done], ...] = (
    jobs.keep_awake, jobs.draft_due, jobs.reconcile, jobs.publish_due,
    jobs.write_digest, jobs.write_notices, jobs.ask, jobs.send_letters,
)  # fmt: skip


def run(app: App) -> None:
    """Run the jobs until SIGTERM or SIGINT."""
    from apscheduler.executors.pool import ThreadPoolExecutor
    from apscheduler.schedulers.background import BackgroundScheduler

    # One worker: the jobs share one database connection and take turns.
    scheduler = BackgroundScheduler(
        executors={"default": ThreadPoolExecutor(1)},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        timezone="UTC",
    )
    turn = threading.Lock()
    for job in JOBS:
        given = (app, job, turn)
        scheduler.add_job(_take_turn, "interval", seconds=EVERY_SECONDS, args=given, next_run_time=app.clock.now())
    stop = _stopped_by_signal()
    scheduler.start()
    # It waits for Telegram most of the time, and takes a turn only for what came.
    threading.Thread(target=jobs.listen, args=(app, turn, stop), name="phone", daemon=True).start()
    _log.info("running; every %s s", EVERY_SECONDS)
    stop.wait()
    scheduler.shutdown(wait=False)
    if turn.acquire(timeout=_PATIENCE):  # what is being sent is finished and recorded
        app.close()
        return
    _log.warning("Stopped while a platform was answering; the next start looks after that post.")
    logging.shutdown()
    os._exit(0)  # no thread that waits for an answer may keep us longer than whoever stops us waits


def _take_turn(app: App, job: Callable[[App], jobs.Done], turn: threading.Lock) -> None:
    with turn:
        tick(app, job)


def tick(app: App, job: Callable[[App], jobs.Done]) -> None:
    """Run one job once."""
    try:
        for line in jobs.lines(job(app)):
            _log.info("%s", line)
    except BotError as error:
        _log.error("%s: %s %s", job.__name__, error.message, error.hint)
    except Exception:
        _log.exception("%s failed", job.__name__)


def _stopped_by_signal() -> threading.Event:
    stop = threading.Event()

    def _stop(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, _stop)
    return stop
