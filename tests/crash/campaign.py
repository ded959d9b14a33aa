"""The whole campaign: every point × every fault × every platform, threads, two publishers, and random kills.

    make crashtest            # everything, some minutes: prints what was done and how it ended
    python -m tests.crash.campaign 5000    # with so many random kills

`make test` runs a short form of each (test_crashes.py).
"""

import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from pathlib import Path

from bot.lifecycle import Status
from tests.crash.lives import KILLED, SERVERS, Nursery, World, approve, world
from tests.crash.nursery import TRAPS
from tests.platforms.servers.faults import EVERYWHERE, OK, Fault, status
from tests.platforms.servers.wire import Point

EVERY = timedelta(minutes=2)  # at random a post is due so often: more than the limits of an account would hold back
REFUSED = (Fault("401", says=status(401)),)
FAULTS = (*(each for each in EVERYWHERE if each.name not in {"headers drip", "429, in a year"}), *REFUSED)
POINTS: tuple[str | Point, ...] = (*TRAPS, *Point)
ENDS = {Status.PUBLISHED, Status.UNCONFIRMED}
POST = ("Fewer features, and the score fell.",)
THREAD = ("Fewer features, and the score fell.", "The one I dropped was the date.", "Next: what leans on it.")


@dataclass(frozen=True)
class Case:
    """One way to die: on which platform, where, with which answer, at which part of what."""

    platform: str
    point: str | Point
    fault: Fault
    parts: tuple[str, ...] = POST
    turn: int = 1  # which time the program is run is the one it dies in

    def __str__(self) -> str:
        return f"{self.platform}, {self.point or 'alive'}, {self.fault}" + (", a thread" if len(self.parts) > 1 else "")


def every_case() -> Iterator[Case]:
    """Yield the whole matrix."""
    yield from (Case(*each) for each in product(SERVERS, POINTS, FAULTS))
    yield from (Case("x", point, OK, THREAD) for point in POINTS)


def crash(case: Case, folder: Path, nursery: Nursery) -> Status:
    """Let the program die so, start it again, and hold what it remembers against the truth."""
    with world(folder, case.platform, nursery) as here:
        approve(here, [case.parts])
        here.server.add_fault(case.fault)
        _die(here, case.point)
        here.go_on()
        (post,) = here.hold_against_the_truth()
        _not_lost(case, post.status)
        return post.status


def _die(here: World, point: str | Point) -> None:
    if isinstance(point, Point):
        here.kill_at(point)
        here.live("publish")
    else:
        here.live("publish", trap=point)


def _not_lost(case: Case, found: Status) -> None:
    """Nothing is lost: it is out, or a person is asked."""
    assert found in ENDS, f"{case}: {found}"


# --- random kills ----------------------------------------------------------------------------------------------------


def random_kills(kills: int, platform: str, folder: Path, nursery: Nursery, seed: int = 0) -> Counter[Status]:
    """Kill the program at random moments while it sends, with answers of every kind, until it was killed so often."""
    chance = random.Random(seed)
    with world(folder, platform, nursery) as here:
        texts = [(f"Evening {number} of the second week.",) for number in range(kills)]
        approve(here, texts, EVERY)
        faults = [each for each in FAULTS if "429" not in each.name and each.name != "401"]
        killed = 0
        while killed < kills:
            here.server.add_fault(*(chance.choice((OK, OK, *faults)) for _ in range(4)))
            here.begin("publish")
            time.sleep(chance.uniform(0.005, 0.12))
            nursery.kill()
            killed += nursery.end() == KILLED
            here.clock.wait(EVERY.total_seconds())
        here.server.settle()
        here.server.forget_faults()
        here.go_on()
        posts = here.hold_against_the_truth()
        assert {each.status for each in posts} <= ENDS, Counter(each.status for each in posts)
        return Counter(each.status for each in posts)


# --- the campaign ----------------------------------------------------------------------------------------------------


def main(kills: int) -> None:
    """Run everything, and print what was done."""
    began, ended = time.monotonic(), Counter[str]()
    with tempfile.TemporaryDirectory() as place, Nursery() as nursery:
        for number, case in enumerate(every_case()):
            folder = Path(place) / str(number)
            folder.mkdir()
            ended[f"{case.platform} {crash(case, folder, nursery)}"] += 1
        print(f"{sum(ended.values())} cases in {time.monotonic() - began:.0f} s: {dict(ended)}")
        for platform in SERVERS:
            folder = Path(place) / f"random {platform}"
            folder.mkdir()
            print(f"{kills} random kills on {platform}: {dict(random_kills(kills, platform, folder, nursery))}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
