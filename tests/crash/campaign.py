"""The whole campaign: every point × every fault × every platform, threads, two publishers, and random kills.

    make crashtest            # everything, some minutes: prints what was done and how it ended
    python -m tests.crash.campaign 5000 random    # so many random kills on each platform, and no matrix

`make test` runs a short form of each (test_crashes.py).
"""

import random
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain, product
from pathlib import Path

import psycopg

from bot.lifecycle import Status
from bot.platforms import voice
from tests.crash.lives import KILLED, SERVERS, Nursery, World, approve, world
from tests.crash.nursery import TRAPS
from tests.platforms.servers.faults import EVERYWHERE, FAILURES, LIMITS, OK, Fault, status
from tests.platforms.servers.wire import Point
from tests.platforms.servers.x import X
from tests.store.conftest import SERVER

EVERY = timedelta(minutes=2)  # at random a post is due so often: more than the limits of an account would hold back
REFUSED = (Fault("401", says=status(401)),)
FAULTS = (*(each for each in EVERYWHERE if each.name not in {"headers drip", "429, in a year"}), *REFUSED)
POINTS: tuple[str | Point, ...] = (*TRAPS, *Point)
LAG = timedelta(minutes=10)
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
    lag: timedelta = timedelta()  # how long the platform does not show what is out

    def __str__(self) -> str:
        told = [self.platform, str(self.point) or "alive", str(self.fault)]
        return ", ".join(told + ["a thread"] * (self.parts != POST) + ["shown late"] * bool(self.lag))


def every_case() -> Iterator[Case]:
    """Yield the whole matrix."""
    yield from (Case(*each) for each in product(SERVERS, POINTS, FAULTS))
    yield from (Case(name, point, OK, THREAD) for name in SERVERS for point in POINTS if voice(name).RULES.has_threads)
    yield from (Case("x", "", fault, POST, LAG) for fault in FAULTS if fault.acts)


def crash(case: Case, folder: Path, nursery: Nursery) -> Status:
    """Let the program die so, start it again, and hold what it remembers against the truth."""
    with world(folder, case.platform, nursery) as here:
        approve(here, [case.parts])
        here.server.add_fault(case.fault)
        if isinstance(here.server, X):
            here.server.lag = case.lag
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
    """Nothing is lost: it is out, or a person is asked, or a limit that was told to us is not over."""
    waits = {Status.APPROVED} if case.fault in LIMITS and case.platform == "linkedin" else set()  # until midnight
    assert found in ENDS | waits, f"{case}: {found}"


# --- random kills ----------------------------------------------------------------------------------------------------


def random_kills(kills: int, platform: str, folder: Path, nursery: Nursery, seed: int = 0) -> Counter[Status]:
    """Kill the program at random moments while it sends, with answers of every kind, until it was killed so often."""
    chance = random.Random(seed)
    faults = [each for each in FAULTS if "429" not in each.name and each.name != "401"]
    with world(folder, platform, nursery) as here:
        lasts, killed = _how_long(here), 0
        while killed < kills:
            if not here.waiting():  # one killed too early waits for another turn
                approve(here, [(f"Evening {len(here.approved)} of the second week.",)])
                here.server.forget_faults()
                here.server.add_fault(chance.choice((OK, OK, *faults)))
            here.begin("publish")
            time.sleep(chance.uniform(0.2, 1) * lasts)
            nursery.kill()
            killed += nursery.end() == KILLED
            here.clock.wait(EVERY.total_seconds())
        here.finish(EVERY)
        posts = here.hold_against_the_truth()
        ended = Counter(each.status for each in posts)
        assert set(ended) <= ENDS, ended
        return ended


def _how_long(here: World) -> float:
    """Return how long the program lives if nobody kills it; its first life is longer, while it finds its files."""
    for _ in range(2):
        approve(here, [(f"Evening {len(here.approved)} of the first week.",)])
        began = time.monotonic()
        here.live("publish")
        here.clock.wait(EVERY.total_seconds())
    return time.monotonic() - began


# --- two publishers --------------------------------------------------------------------------------------------------


def two_publishers(
    rounds: int, platform: str, folder: Path, nurseries: tuple[Nursery, Nursery], url: str = "", seed: int = 0
) -> Counter[Status]:
    """Start two publishers on one database at the same moment, kill one now and then, and do it again."""
    chance = random.Random(seed)
    with world(folder, platform, nurseries[0], url) as here:
        for number in range(rounds):
            approve(here, [(f"Round {number} of two.",)])
            here.server.add_fault(*(chance.choice((OK, OK, *FAILURES)) for _ in range(2)))
            for each in nurseries:
                here.begin("publish", nursery=each)
            if number % 2:
                time.sleep(chance.uniform(0, 0.3))
                chance.choice(nurseries).kill()
            for each in nurseries:
                each.end()
            here.clock.wait(EVERY.total_seconds())
        here.finish(EVERY)
        ended = Counter(each.status for each in here.hold_against_the_truth())
        assert set(ended) <= ENDS, ended
        return ended


# --- the campaign ----------------------------------------------------------------------------------------------------


def _tried(case: Case, folder: Path, nursery: Nursery) -> str:
    """Return how a case ended; one that breaks an invariant is told, and the others go on."""
    try:
        return f"{case.platform} {crash(case, folder, nursery)}"
    except AssertionError as broken:
        print(f"BROKEN: {case}: {broken}", flush=True)
        return "BROKEN"


def main(kills: int, *, matrix: bool) -> None:
    """Run everything, and print what was done."""
    with tempfile.TemporaryDirectory() as place, Nursery() as nursery:
        if matrix:
            _every_case(Path(place), nursery)
        for platform in SERVERS:
            ended = random_kills(kills, platform, _folder(place, f"random {platform}"), nursery)
            print(f"{kills} random kills on {platform}: {dict(ended)}", flush=True)
        for url in chain([""], _schema()):  # the schema is there as long as it is looked at
            with Nursery() as other:
                ended = two_publishers(kills // 10, "x", _folder(place, f"two {len(url)}"), (nursery, other), url)
            name = "PostgreSQL" if url else "SQLite"
            print(f"{kills // 10} rounds of two publishers on {name}: {dict(ended)}", flush=True)


def _every_case(place: Path, nursery: Nursery) -> None:
    began, ended = time.monotonic(), Counter[str]()
    for number, case in enumerate(every_case()):
        ended[_tried(case, _folder(place, str(number)), nursery)] += 1
    print(f"{sum(ended.values())} cases in {time.monotonic() - began:.0f} s: {dict(ended)}", flush=True)


def _folder(place: str | Path, name: str) -> Path:
    folder = Path(place) / name
    folder.mkdir()
    return folder


def _schema() -> Iterator[str]:
    """Yield an empty schema of the server the tests have, if they have one."""
    if SERVER:
        name = f"crash_{uuid.uuid4().hex}"
        with psycopg.connect(SERVER, autocommit=True) as server:
            server.execute(f'CREATE SCHEMA "{name}"')
            yield f"{SERVER}?options=-csearch_path%3D{name}"
            server.execute(f'DROP SCHEMA "{name}" CASCADE')


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000, matrix="random" not in sys.argv)
