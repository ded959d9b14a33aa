"""Wakes the jobs until told to stop. APScheduler only rings the bell: what is due, the jobs read from the database.

Its interval trigger with `coalesce` and one instance never skips or doubles at clock changes, as its cron triggers do.
The jobs take turns, because they share one connection; a failure is told once an hour, whichever jobs it meets, and
one's never stops another.
SIGTERM ends after the turn that is going on, SIGHUP reads the settings anew.
"""

import logging
import os
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot import jobs
from bot.app import App
from bot.clock import since_boot
from bot.errors import BotError, NotAllowed, PublishError, StoreError

if TYPE_CHECKING:
    from apscheduler.schedulers.background import BackgroundScheduler

EVERY_SECONDS = 15
_PATIENCE = 5.0  # seconds to finish in when told to stop: after ten a container is killed, and leaving takes some
_PING_SECONDS = 300.0
_TOLD_AGAIN = 3600.0  # seconds until a failure that stays the same is told again
_SIGNALS = frozenset({signal.SIGTERM, signal.SIGINT, signal.SIGHUP})
_log = logging.getLogger(__name__)

Work = Callable[[App], jobs.Done]
Hears = Callable[[Callable[[], App], threading.Lock, threading.Event, Callable[[], None]], None]
# What a person waits for is looked at often; the rest once a minute.
JOBS: tuple[tuple[Work, int], ...] = (
    (jobs.keep_awake, 60),
    (jobs.draft_due, 60),
    (jobs.reconcile, EVERY_SECONDS),
    (jobs.publish_due, EVERY_SECONDS),
    (jobs.write_digest, 60),
    (jobs.write_notices, 60),
    (jobs.ask, EVERY_SECONDS),
    (jobs.send_letters, EVERY_SECONDS),
    (jobs.keep_house, 300),
)


@dataclass(slots=True)
class _Failure:
    """How something failed, and when that was told."""

    words: str
    told_at: float


class Daemon:
    """The jobs of one home, woken until told to stop."""

    def __init__(self, app: App, opened: Callable[[], App]) -> None:
        self.app, self._opened = app, opened
        self._turn, self._stop = threading.Lock(), threading.Event()
        self._failures, self._unheard = dict[str, _Failure](), dict[str, _Failure]()  # of the jobs, and beside them
        self._woken: tuple[datetime, float] | None = None  # by the wall clock, and since the machine was switched on

    def run(self) -> None:
        """Wake the jobs until SIGTERM or SIGINT."""
        # Held back in every thread and waited for here: a handler may be rung in a thread that is asleep.
        signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
        scheduler = self._scheduler()
        # It waits for an answer most of the time, and takes a turn only for what came.
        for work, args in ((self._beside, (jobs.listen,)), (self._beside, (jobs.attend,)), (self._ping, ())):
            threading.Thread(target=work, args=args, daemon=True).start()
        _log.info("running; looks every %s s", EVERY_SECONDS)
        while signal.sigwait(_SIGNALS) == signal.SIGHUP:
            self._reload()
        self._stop.set()
        scheduler.shutdown(wait=False)
        self._close()

    def tick(self, job: Work) -> None:
        """Run one job once, in its turn."""
        with self._turn:
            if not self._stop.is_set():
                self._run(job)

    def _run(self, job: Work) -> None:
        try:
            self._doubt()
            for line in jobs.lines(job(self.app)):
                _log.info("%s", line)
        except Exception as error:
            _failed(job.__name__, error, self._failures)
        else:
            before = self._failures.pop(job.__name__, None)
            if before and before.words not in {each.words for each in self._failures.values()}:
                _log.info("%s works again", job.__name__)

    def _doubt(self) -> None:
        """Compare the wall clock with time itself; at a start, with when the jobs were last woken."""
        now, boot = self.app.clock.now(), since_boot()
        if self._woken:
            jump = (now - self._woken[0]) - timedelta(seconds=boot - self._woken[1])
        else:
            jump = min(
                now - (self.app.journey.awake_at() or now), timedelta()
            )  # a stop may be long, and never negative
        self._woken = now, boot
        jobs.doubt(self.app, jump)

    def _scheduler(self) -> "BackgroundScheduler":
        from apscheduler.executors.pool import ThreadPoolExecutor
        from apscheduler.schedulers.background import BackgroundScheduler

        scheduler = BackgroundScheduler(
            executors={"default": ThreadPoolExecutor(1)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
            timezone="UTC",
        )
        first = self.app.clock.now()
        for job, seconds in JOBS:
            scheduler.add_job(self.tick, "interval", seconds=seconds, args=(job,), next_run_time=first)
        scheduler.start()
        return scheduler

    def _beside(self, hears: Hears) -> None:
        """Hear what comes from the phone one way, and answer at once; whatever breaks, it is listened again."""
        while not self._stop.is_set():
            try:
                hears(lambda: self.app, self._turn, self._stop, self._answer)
            except Exception as error:
                _failed(hears.__name__, error, self._unheard)
                self._stop.wait(EVERY_SECONDS)

    def _answer(self) -> None:
        """Do what an answer made due, within the turn in which it was heard."""
        for job in (jobs.ask, jobs.send_letters):
            self._run(job)

    def _ping(self) -> None:
        """Say where the person is watching from that all is well; nothing is said where it is not."""
        while not self._stop.wait(_PING_SECONDS):
            if self._failures or not self.app.settings.ping_address:
                continue
            try:
                jobs.ping(self.app)
            except PublishError as error:
                _log.info("the ping: %s", error.message)

    def _reload(self) -> None:
        """Go on with the settings as they are now; with the former ones where they are wrong."""
        with self._turn:
            former = self.app
            try:
                fresh = self._opened()
            except BotError as error:
                _log.error("the settings stay as they were: %s %s", error.message, error.hint)
                return
            former.close()
            self.app = fresh
            try:
                check(fresh)
            except BotError as error:  # the home may be another by now, and have a daemon
                _log.error("%s %s", error.message, error.hint)
                signal.raise_signal(signal.SIGTERM)
            else:
                _log.info("the settings were read anew")

    def _close(self) -> None:
        """Close what is open; what is being sent is finished and recorded first."""
        if self._turn.acquire(timeout=_PATIENCE):
            self.app.close()
            self._turn.release()  # for whoever waits for a turn, to see that there is none any more
            return
        _log.warning("Stopped while somebody was answering; the next start looks after what was being sent.")
        logging.shutdown()
        os._exit(0)  # no thread that waits for an answer may keep us longer than whoever stops us waits


def _failed(name: str, error: Exception, known: dict[str, _Failure]) -> None:
    """Log a failure: at once if nothing else failed so, else once an hour; a full disk stops many jobs, and is one."""
    words = f"{error.message} {error.hint}" if isinstance(error, BotError) else f"{type(error).__name__}: {error}"
    now = since_boot()
    told_at = max((each.told_at for each in known.values() if each.words == words), default=now - _TOLD_AGAIN)
    is_told = now - told_at < _TOLD_AGAIN
    known[name] = _Failure(words, told_at if is_told else now)
    if not is_told:
        _log.error("%s: %s", name, words, exc_info=not isinstance(error, BotError))


def check(app: App) -> None:
    """Refuse to run beside another daemon of this home, or over a damaged database."""
    if not app.database.is_shared and not app.database.hold("daemon"):
        raise NotAllowed("Another daemon runs in this home.", "stop it, or leave it to it")
    if damage := app.database.damage():
        raise StoreError(f"{app.database.name} is damaged: {damage}.", f"bot restore {_newest_copy(app) or 'FILE'}")


def _newest_copy(app: App) -> Path | None:
    from bot.store.sqlite import newest_good

    return newest_good(app.settings.home)
