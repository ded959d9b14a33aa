"""What sending one post costs us, beside the two durable commits it cannot do without.

    python -m bench.publish

The platforms answer at once, from this process: what is timed is everything of ours (looking for what is due, the
guard, the hash, the claim, building and signing the request, reading the answer, the receipt). A durable commit is
timed in the same run on the same disk; the goal is at most 5 ms more than two of them.
"""

import gc
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import httpx

from bot.app import App
from bot.clock import FixedClock
from bot.drafting import Draft
from bot.jobs import publish_due
from bot.lifecycle import Status
from bot.platforms import connect
from bot.schedule import Slot
from bot.settings import load
from bot.store.post import By

POSTS, GOAL_MS = 60, 5.0
NOON = datetime(2026, 1, 6, 11, 0, tzinfo=UTC)
TEXT = "Dropped the date column, and the score fell from 0.91 to 0.74. It had been the label all along."
NUMBERS = count(7_000_000_000_000_000_000)
ANSWERS = {
    "x": lambda _: httpx.Response(201, json={"data": {"id": f"{next(NUMBERS)}", "text": TEXT}}),
    "linkedin": lambda _: httpx.Response(201, headers={"x-restli-id": f"urn:li:share:{next(NUMBERS)}"}),
}


def main() -> None:
    """Print the time per post, and what of it is ours."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("x", "linkedin"):
            commit, post = _measure(Path(folder) / name, name)
            ours = post - 2 * commit
            print(
                f"{name:9} {post * 1e3:6.2f} ms a post, {commit * 1e3:5.2f} ms a durable commit:"
                f" {ours * 1e3:5.2f} ms ours (goal {GOAL_MS:.0f})"
            )


def _measure(home: Path, name: str) -> tuple[float, float]:
    """Return the median seconds of a durable commit and of a post."""
    keys = ("X_CONSUMER_KEY", "X_CONSUMER_SECRET", "X_ACCESS_TOKEN", "X_ACCESS_TOKEN_SECRET", "LINKEDIN_ACCESS_TOKEN")
    chosen = {
        "BOT_HOME": str(home), "BOT_MOST_A_DAY": "900", "BOT_GAP_MINUTES": "1", "BOT_QUIET_HOURS": "none",
        "X_BUDGET": "900", f"{name.upper()}_THROUGH": "api", **dict.fromkeys(keys, "bench"),
    }  # fmt: skip
    clock = FixedClock(NOON)
    with closing(App(load(chosen), clock)) as app:
        memory = app.accounts.memory(name, clock)
        platform = connect(name, app.settings, memory, clock, httpx.MockTransport(ANSWERS[name]))
        app.platform = lambda name: platform  # type: ignore[method-assign]
        if name == "linkedin":
            memory.keep(platform._kept_as, "urn:li:person:bench")  # type: ignore[attr-defined]
        for number in range(POSTS):
            _approve(app, name, number)
        gc.disable()
        commits = [_timed(lambda: app.journey.release(NOON)) for _ in range(POSTS)]
        posts = []
        for _ in range(POSTS):
            posts.append(_timed(lambda: publish_due(app)))
            clock.wait(120)
        sent = len(app.posts.listed((Status.PUBLISHED,), POSTS))
        assert sent == POSTS, f"{sent} of {POSTS} posts went out"
        return statistics.median(commits[5:]), statistics.median(posts[5:])


def _approve(app: App, name: str, number: int) -> None:
    due = NOON + timedelta(minutes=2 * number)
    slot = Slot(due, name, f"slot {number}", due.date(), timedelta(hours=4))
    post_id = app.queue.add(Draft(name, "note", (f"{TEXT} Evening {number}.",), ()), slot, [], By("bot", NOON))
    app.queue.approve(post_id, 1, By("person", NOON))


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
