"""Several processes on one database: nothing is claimed twice, nothing waits in vain, nobody sees a lock."""

import os
import subprocess
import sys

import pytest

from bot.lifecycle import Status
from tests.store.conftest import PERSON, Place, Store

PROCESSES, POSTS = 4, 48
CLAIMING = """
import datetime, os, pathlib, sys
from bot.errors import NotSent
from bot.lifecycle import Status
from bot.redact import Secret
from bot.store.database import open_database
from bot.store.post import By
from bot.store.outbox import Outbox

now = datetime.datetime(2027, 1, 1, tzinfo=datetime.timezone.utc)
database = open_database(pathlib.Path(sys.argv[1]), Secret(os.environ.get("STORE_URL", "")), now)
outbox = Outbox(database, 1)
print("ready", flush=True)
sys.stdin.readline()
while claimed := outbox.claim(By(sys.argv[2], now)):
    print(claimed.id, flush=True)
database.close()
"""


@pytest.mark.slow
def test_four_processes_share_the_work_and_nothing_is_claimed_twice(store: Store, place: Place) -> None:
    wanted = {store.draft(day) for day in range(-POSTS + 20, 20)}
    for post_id in wanted:
        store.queue.approve(post_id, 1, PERSON)
    environ = {**os.environ, "STORE_URL": place.url.reveal()}
    command = [sys.executable, "-c", CLAIMING, str(place.home)]
    processes = [
        subprocess.Popen(
            [*command, f"publisher {number}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environ,
        )
        for number in range(PROCESSES)
    ]
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    told = []
    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        said, trouble = process.communicate(timeout=60)
        assert (process.returncode, trouble) == (0, "")
        told.append([int(line) for line in said.split()])
    claimed = [post_id for each in told for post_id in each]
    assert sorted(claimed) == sorted(wanted)
    assert all(store.posts.get(post_id).status is Status.PUBLISHING for post_id in wanted)
    attempts = store.database.rows("SELECT post_id, count(*) AS times FROM attempts GROUP BY post_id")
    assert {row["times"] for row in attempts} == {1}
