"""The daemon where its home lets it down: nothing is lost, nothing is doubled, and it is said, once.

A disk fills up, a volume is read-only, another process keeps the database, a migration is killed. `make faults` does
the same with the daemon exactly as it is, a whole minute of a locked database, and a kill at every statement.
"""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import accumulate
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.lifecycle import Status
from bot.redact import Secret
from bot.store import migrations
from bot.store.database import unopened
from bot.store.post import hash_of, instant_text
from bot.store.sqlite import SqliteDatabase, check
from tests.crash.daemons import LONG, OFTEN, ROOT, Scene, a_scene, a_volume
from tests.platforms.servers.wire import Point
from tests.store.conftest import Place, a_schema

pytestmark = pytest.mark.slow
TEXT = "Fewer features, and the score fell."
ROOM = 80  # megabytes: more than the health check wants to see free
LOCKED = 60.0 if LONG else 10.0  # seconds: longer than one wait for the database in either form


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    with a_scene(tmp_path) as made:
        yield made


@pytest.fixture
def volume(tmp_path: Path) -> Iterator[Scene]:
    with a_volume(tmp_path, ROOM) as made:
        yield made


def is_well(scene: Scene) -> Callable[[], bool]:
    return lambda: scene.bot("check", "--heartbeat") == (0, "The daemon does its work.\n")


# --- a full disk -----------------------------------------------------------------------------------------------------


def fill(scene: Scene) -> Path:
    """Write until the disk is full."""
    path = scene.home / "filler"
    file = os.open(path, os.O_WRONLY | os.O_CREAT)
    for size in (2**20, 4096):
        try:
            while os.write(file, b"x" * size):
                pass
        except OSError:
            continue
    os.close(file)
    return path


def test_on_a_full_disk_nothing_is_sent_and_once_there_is_room_it_goes_on_by_itself(volume: Scene) -> None:
    with volume.daemon() as daemon:
        daemon.waits_for(is_well(volume))
        post = volume.approve(TEXT)
        filler = fill(volume)
        daemon.waits_for(lambda: "is full; nothing was changed" in daemon.said)
        daemon.works_on()
        code, told = volume.bot("check", "--heartbeat")
        assert code == 1
        assert "0 MB are left on the disk" in told
        assert "cannot be written: No space left on device; nothing is sent until it can." in told
        assert (volume.status(post), volume.server.texts) == (Status.APPROVED, [])
        filler.unlink()
        daemon.waits_for(lambda: volume.status(post) is Status.PUBLISHED)
        daemon.waits_for(is_well(volume))
    assert daemon.said.count("is full; nothing was changed") == 1
    assert "Traceback" not in daemon.said
    volume.is_out(TEXT)


@pytest.mark.parametrize("dies", [False, True], ids=["it lives on", "it is killed meanwhile"])
def test_what_a_platform_took_while_the_disk_filled_up_is_never_sent_again(dies: bool, volume: Scene) -> None:
    def _full(reached: Point) -> None:
        if reached is Point.ACTED:
            fill(volume)

    volume.server.on_request = _full
    post = volume.approve(TEXT)
    with volume.daemon() as daemon:
        daemon.waits_for(lambda: "could not be written down" in daemon.said)
        daemon.works_on()
        assert volume.status(post) is Status.PUBLISHING
        if dies:
            daemon.kill()
        (volume.home / "filler").unlink()
        if not dies:
            daemon.waits_for(lambda: volume.status(post) is Status.PUBLISHED)
            assert not volume.server.asked("look_up"), "it knew where the post was"
    if dies:
        with volume.daemon() as daemon:
            daemon.waits_for(lambda: volume.status(post) in {Status.UNCONFIRMED, Status.PUBLISHED})
            daemon.works_on()
    volume.is_out(TEXT)


def test_a_copy_for_the_night_leaves_room_for_what_is_sent(tmp_path: Path) -> None:
    with a_volume(tmp_path, 6) as scene, scene.daemon() as daemon:
        daemon.waits_for(lambda: "has no room for a copy" in daemon.said)
        post = scene.approve(TEXT)
        daemon.waits_for(lambda: scene.status(post) is Status.PUBLISHED)
        assert not list((scene.home / "backups").glob("*"))
        scene.is_out(TEXT)


# --- a home that cannot be written ---------------------------------------------------------------------------------


def test_a_start_on_a_read_only_volume_is_refused_in_words_and_works_once_it_can_be_written(volume: Scene) -> None:
    post = volume.approve(TEXT)
    mount = [*volume.enter, "mount", "-o"]
    subprocess.run([*mount, "remount,ro", volume.environ["BOT_HOME"]], check=True)
    for words in (("daemon",), ("check", "--heartbeat")):
        code, told = volume.bot(*words)
        assert code == 1
        assert f"{volume.environ['BOT_HOME']}/bot.db cannot be written: its volume is read-only." in told
    subprocess.run([*mount, "remount,rw", volume.environ["BOT_HOME"]], check=True)
    with volume.daemon() as daemon:
        daemon.waits_for(lambda: volume.status(post) is Status.PUBLISHED)
    volume.is_out(TEXT)


def test_a_home_that_takes_no_writing_any_more_is_told_and_the_daemon_goes_on_after_it(scene: Scene) -> None:
    """No kernel makes a volume read-only under a process that writes on it; a file that refuses to be written does."""
    with scene.daemon() as daemon:
        daemon.waits_for(is_well(scene))
        post = scene.approve(TEXT, later=OFTEN / 2)
        refusing = [str(scene.home / name) for name in ("bot.db", "bot.db-wal", "locks", "")]
        try:
            _refuse(refusing)
            daemon.waits_for(lambda: "bot.db cannot be used" in daemon.said)
            daemon.works_on()
            code, told = scene.bot("check", "--heartbeat")
            assert (code, f"{scene.home} cannot be written: Operation not permitted" in told) == (1, True)
            assert scene.server.texts == []
        finally:
            subprocess.run(["chattr", "-i", *refusing], check=False, capture_output=True)
        daemon.waits_for(lambda: scene.status(post) is Status.PUBLISHED)
        daemon.waits_for(is_well(scene))
    sentences = [line.partition("cannot be used")[2] for line in daemon.said.splitlines() if " ERROR " in line]
    assert len(sentences) == len(set(sentences)), sentences  # the lock is refused in other words than the database
    scene.is_out(TEXT)


def _refuse(paths: list[str]) -> None:
    """Let files and folders take no more writing, not even by who has them open."""
    done = subprocess.run(["chattr", "+i", *paths], check=False, capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"no file can be made immutable here: {done.stderr.strip()}")


# --- a database somebody else has ----------------------------------------------------------------------------------


def kept_by_another(scene: Scene) -> threading.Thread:
    """Lock the database at once, and let it go after a while."""
    other = sqlite3.connect(scene.home / "bot.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")

    def _let_go() -> None:
        time.sleep(LOCKED)
        other.close()

    thread = threading.Thread(target=_let_go)
    thread.start()
    return thread


def test_a_database_another_process_keeps_is_told_once_and_then_all_goes_on(scene: Scene) -> None:
    post = scene.approve(TEXT, later=OFTEN)
    with scene.daemon() as daemon:
        other = kept_by_another(scene)
        daemon.waits_for(lambda: "has been in use by another process" in daemon.said)
        assert scene.bot("queue")[0] == 0
        other.join()
        assert scene.server.texts == []
        daemon.waits_for(lambda: scene.status(post) is Status.PUBLISHED)
    assert daemon.said.count("has been in use by another process") == 1
    assert "Traceback" not in daemon.said
    scene.is_out(TEXT)


def test_what_a_platform_took_while_another_process_kept_the_database_is_written_down_after_it(scene: Scene) -> None:
    others: list[threading.Thread] = []

    def _locked(reached: Point) -> None:
        if reached is Point.ACTED:
            others.append(kept_by_another(scene))

    scene.server.on_request = _locked
    post = scene.approve(TEXT)
    with scene.daemon() as daemon:
        daemon.waits_for(lambda: scene.status(post) is Status.PUBLISHED, 2 * LOCKED + 60)
        daemon.works_on()
    others[0].join()
    scene.is_out(TEXT)


# --- a migration that is killed ------------------------------------------------------------------------------------

OLD = 1  # the version such a home comes from
_KILLED = """
import os, signal, sys
from bot.store import migrations
left, words, real = int(sys.argv[1]), sys.argv[2:], migrations.run

def run(execute, paths, words):
    def _counted(statement):
        global left
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        return execute(statement)
    real(_counted, paths, words)

migrations.run = run
from bot.cli import main
main(words)
"""


def steps() -> list[int]:
    """Return after how many statements of all that are to come each migration begins, and the last one is over."""
    texts = (path.read_text(encoding="utf-8") for path in migrations.unseen(OLD))
    return [0, *accumulate(len([*migrations.statements(each, SqliteDatabase.words)]) + 1 for each in texts)]


def points() -> list[int]:
    """Return how many statements each start gets to before it is killed."""
    begins = steps()
    if LONG:
        return list(range(begins[-1]))
    return sorted({0, 1, *(begin + 2 for begin in begins[1:-1:3]), begins[-1] - 1})


def make_old(place: Place) -> None:
    """Make a database of the first version, with a note, and a post that has a yes and is due."""
    at, day = instant_text(SystemClock().now()), SystemClock().now().date().isoformat()
    of_post = f"1, 'x', 'old', '{day}'"
    statements = (
        f"INSERT INTO journeys (id, name, created_at, hold_reason) VALUES (1, 'Mine', '{at}', '')",
        "INSERT INTO notes (journey_id, flavour, text, private, written_at, study_date)"
        f" VALUES (1, 'win', 'It runs.', false, '{at}', '{day}')",
        "INSERT INTO slots (journey_id, platform, slot, local_date, due_at, outcome, reason)"
        f" VALUES ({of_post}, '{at}', 'open', '')",
        "INSERT INTO posts (journey_id, platform, slot, local_date, angle, section, day, status, due_at, created_at,"
        " approved_at, body_hash, idempotency_key, attempts, version) VALUES"
        f" ({of_post}, 'note', '', '', 'approved', '{at}', '{at}', '{at}', '{hash_of('x', (TEXT,), ())}', 'key', 0, 1)",
        f"INSERT INTO parts (journey_id, post_id, number, text) VALUES (1, 1, 1, '{TEXT}')",
    )
    with closing(unopened(place.home, place.url, SystemClock().now())) as database:
        database.migrate(OLD)
        with database.changing() as changes:
            for statement in statements:
                changes.exec_driver_sql(statement)


@pytest.mark.parametrize("server", ["sqlite", "postgres"])
def test_a_migration_killed_anywhere_is_finished_by_a_later_start(server: str, scene: Scene, tmp_path: Path) -> None:
    for place in [Place(scene.home, Secret(""))] if server == "sqlite" else a_schema(tmp_path):
        scene.environ |= {"DATABASE_URL": place.url.reveal()} if place.url else {}
        for companion in scene.home.glob("bot.db*"):
            companion.unlink()
        make_old(place)
        _killed_again_and_again(scene, place)
        with scene.daemon() as daemon:
            daemon.waits_for(lambda: scene.status(1) is Status.PUBLISHED)
        with closing(place.open()) as database:
            assert database.version == len(migrations.known())
            assert [each["text"] for each in database.rows("SELECT text FROM notes")] == ["It runs."]
        scene.is_out(TEXT)
    if server == "sqlite":
        check(scene.home / "bot.db")
        for copy in (scene.home / "backups").glob("*.db"):
            check(copy)


def _killed_again_and_again(scene: Scene, place: Place) -> None:
    """Start so often: each start goes on from what is done for good, and dies at a later point."""
    for point in points():
        with closing(unopened(place.home, place.url, SystemClock().now())) as database:
            left = point - steps()[database.version - OLD]
        words = [sys.executable, "-c", _KILLED, str(left), "daemon"]
        done = subprocess.run(words, cwd=ROOT, env={**os.environ, **scene.environ}, timeout=60, check=False)
        assert done.returncode == -signal.SIGKILL
