"""What the daemon costs: each job's share of a core while nothing is to do, what a year leaves, and the real one.

    python -m bench.daemon

The real one runs with a chat and posts on three platforms on loopback: how long a yes waits until its post is being
sent, and its memory after that beside the memory of the libraries alone.
"""

import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack, closing
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from time import process_time, sleep

from bot import jobs, resources, settings
from bot.activity import Flavour
from bot.app import App
from bot.cli.init import make_home
from bot.clock import FixedClock, SystemClock
from bot.daemon import EVERY_SECONDS, JOBS
from bot.drafting import Draft
from bot.jobs.phone.ways import BOUND, memory
from bot.lifecycle import Status
from bot.schedule import Slot
from bot.store.post import By
from tests import canary
from tests.crash.lives import SERVERS
from tests.phone.bot_api import TOKEN, BotApi
from tests.phone.people import SAM

MOST = 0.0002  # of a core
GOAL_MB = 80
ROUNDS = 40
DAYS = 365
STAMP = len("2026-01-05 08:30:00,000 INFO \n")
START = date(2025, 1, 6)  # the year is over, whenever this runs: a clock that goes back puts everything on hold
LIBRARIES = "apscheduler.schedulers.background dotenv httpx jinja2 sqlmodel tweepy"
NIGHT = time(3, 30)
PLATFORMS = ("x", "linkedin", "mastodon")


def lived(home: Path, days: int) -> tuple[App, FixedClock, int]:
    """Return a bot that has worked for some days (notes, drafts, a yes each, the sandbox), and the bytes of its log."""
    logged = 0
    clock = FixedClock(datetime.combine(START, NIGHT, UTC))
    app = App(settings.load({"BOT_HOME": str(home)}), clock)
    app.slots.began_at()
    for day in range(days):
        when = START + timedelta(days=day)
        app.notes.add(f"Evening {day} went on shapes and axes.", Flavour.LEARNED, clock.now(), when)
        for hour in (27, 29, 32, 33):
            clock.set(datetime.combine(START, time(), UTC) + timedelta(days=day, hours=hour))
            for job, _ in JOBS:
                logged += sum(len(line) + STAMP for line in jobs.lines(job(app)))
            for post in app.posts.listed((Status.DRAFT,)):
                app.desk.approve(post.id, clock.now())
    return app, clock, logged


def idle(app: App, clock: FixedClock) -> dict[str, tuple[float, float]]:
    """Return for each job what one idle run takes in milliseconds, and its share of a core."""
    costs = {}
    for job, seconds in JOBS:
        job(app)
        began = process_time()
        for _ in range(ROUNDS):
            clock.wait(1)
            job(app)
        each = (process_time() - began) / ROUNDS
        costs[job.__name__] = (each * 1000, each / seconds)
    return costs


def alive(home: Path) -> tuple[float, float]:
    """Return the megabytes of a real daemon with a chat after its posts went out, and how long a yes waited at most."""
    with ExitStack() as servers:
        chat = servers.enter_context(BotApi())
        environ = {
            "BOT_HOME": str(home), "BOT_QUIET_HOURS": "none", "X_BUDGET": "900", "BOT_MOST_A_DAY": "900",
            **dict.fromkeys(canary.SECRETS, canary.VALUE), "TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API": chat.url,
        }  # fmt: skip
        for name in PLATFORMS:
            url = servers.enter_context(SERVERS[name]()).url
            environ |= {f"{name.upper()}_THROUGH": "api", f"{name.upper()}_API": url}
        with closing(App(settings.load(environ), SystemClock())) as app:
            memory(app).keep(BOUND, f"{SAM.id} {SAM.id}")
            app.journey.release(app.clock.now())
            command = [sys.executable, "-m", "bot", "daemon"]
            daemon = subprocess.Popen(command, env=os.environ | environ, stderr=subprocess.DEVNULL)
            servers.callback(daemon.wait)
            servers.callback(daemon.terminate)
            sleep(EVERY_SECONDS / 2)
            longest = max(_waited(app, name) for name in PLATFORMS)
            return _megabytes(Path(f"/proc/{daemon.pid}/status").read_text(encoding="ascii")), longest


def _waited(app: App, platform: str) -> float:
    """Say yes to a post that is due, and return after how many seconds it was being sent."""
    sleep(random.uniform(0, EVERY_SECONDS))  # noqa: S311
    now = app.clock.now()
    slot = Slot(now, platform, "bench", now.date(), timedelta(hours=4))
    post_id = app.queue.add(Draft(platform, "note", (f"Found at {now:%H:%M:%S}.",), ()), slot, [], By("bot", now))
    app.queue.approve(post_id, 1, By("person", now))
    while app.clock.now() - now < 4 * timedelta(seconds=EVERY_SECONDS):
        if (tries := app.posts.attempts(post_id)) and tries[0].ended_at:
            return (tries[0].started_at - now).total_seconds()
        sleep(0.1)
    raise SystemExit(f"no post went out on {platform}: {app.posts.get(post_id)}")


def _megabytes(status: str) -> float:
    """Read how much memory a process has from what the system tells of it."""
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def bare() -> float:
    """Return the megabytes of the libraries alone, imported and not used."""
    code = f"import {LIBRARIES.replace(' ', ', ')}; print(open('/proc/self/status').read())"
    return _megabytes(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout)


def main() -> None:
    """Print the costs, and fail where they are too high."""
    folder = Path(tempfile.mkdtemp(prefix="learnaloud-bench-"))
    try:
        home = folder / "home"
        roadmap = resources.shipped("roadmaps/12-month.md")
        make_home(home, roadmap, {"BOT_TIMEZONE": "Europe/Berlin", "BOT_START": START.isoformat()})
        app, clock, logged = lived(home, DAYS)
        costs = idle(app, clock)
        app.close()
        for name, (each, share) in costs.items():
            print(f"{name:14} {each:7.2f} ms  {share:8.4%} of a core")
        whole = sum(share for _, share in costs.values())
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        size = (home / "bot.db").stat().st_size / 2**20
        print(f"{'idle':14} {'':10}  {whole:8.4%} of a core (at most {MOST:.2%}); a year in one process: {peak:.0f} MB")
        print(f"{DAYS} days        {size:5.1f} MB of database, {logged / 2**10:.0f} kB of log")
        real, longest = alive(home)
        print(
            f"a real one     {real:.0f} MB, the libraries alone {bare():.0f}; the longest wait of a yes {longest:.1f} s"
        )
    finally:
        shutil.rmtree(folder)
    if whole > MOST or longest > EVERY_SECONDS:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
