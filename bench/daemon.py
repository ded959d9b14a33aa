"""What the daemon costs while nothing is to do: each job's share of a core, and its memory after a day's work.

python -m bench.daemon
"""

import resource
import shutil
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import process_time

from bot import resources, settings
from bot.activity import Flavour
from bot.app import App
from bot.cli.init import make_home
from bot.clock import FixedClock
from bot.daemon import JOBS
from bot.lifecycle import Status

MOST = 0.0002  # of a core
MOST_MB = 80
ROUNDS = 40
START = date(2026, 1, 5)


def lived(home: Path, days: int) -> tuple[App, FixedClock]:
    """Return a bot that has worked for some days: notes, drafts, a yes each, the sandbox."""
    clock = FixedClock(datetime(2026, 1, 5, 3, 30, tzinfo=UTC))
    app = App(settings.load({"BOT_HOME": str(home)}), clock)
    app.slots.began_at()
    for day in range(days):
        when = START + timedelta(days=day)
        app.notes.add(f"Evening {day} went on shapes and axes.", Flavour.LEARNED, clock.now(), when)
        for hour in (27, 29, 32, 33):
            clock.set(datetime(2026, 1, 5, tzinfo=UTC) + timedelta(days=day, hours=hour))
            for job, _ in JOBS:
                job(app)
            for post in app.posts.listed((Status.DRAFT,)):
                app.desk.approve(post.id, clock.now())
    return app, clock


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


def main() -> None:
    """Print the costs, and fail where they are too high."""
    folder = Path(tempfile.mkdtemp(prefix="learnaloud-bench-"))
    try:
        home = folder / "home"
        roadmap = resources.shipped("roadmaps/16-week.md")
        make_home(home, roadmap, {"BOT_TIMEZONE": "Europe/Berlin", "BOT_START": START.isoformat()})
        app, clock = lived(home, 30)
        costs = idle(app, clock)
        for name, (each, share) in costs.items():
            print(f"{name:14} {each:7.2f} ms  {share:8.4%} of a core")
        whole = sum(share for _, share in costs.values())
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{'idle':14} {'':10}  {whole:8.4%} of a core (at most {MOST:.2%}); {memory:.0f} MB (at most {MOST_MB})")
        app.close()
    finally:
        shutil.rmtree(folder)
    if whole > MOST or memory > MOST_MB:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
