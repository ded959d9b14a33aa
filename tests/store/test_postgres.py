"""What only a server can do: refuse, go away, and hold several writers at once."""

from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.redact import Secret
from bot.store.database import open_database
from bot.store.letters import Letter
from tests import canary
from tests.store.conftest import NOW, SERVER, Store


@pytest.mark.parametrize("host", ["127.0.0.1:1", "no-such-host.invalid"])
def test_a_server_that_is_not_there_is_told_without_its_password(tmp_path: Path, host: str) -> None:
    url = Secret(f"postgresql://learner:{canary.VALUE}@{host}/journeys")
    with pytest.raises(StoreError) as caught:
        open_database(tmp_path, url, NOW)
    assert caught.value.message.startswith(f"The database {host.partition(':')[0]}/journeys cannot be used")
    assert canary.VALUE not in f"{caught.value!r} {caught.value.hint} {caught.value.__cause__}"


@pytest.mark.skipif(not SERVER, reason="TEST_DATABASE_URL names no server: make check-tests starts one")
def test_a_reading_connection_the_server_has_closed_is_made_anew(tmp_path: Path) -> None:
    database = open_database(tmp_path, Secret(SERVER.replace("/postgres", "/template1")), NOW)
    victim = database.rows("SELECT pg_backend_pid() AS pid")[0]["pid"]
    killer = open_database(tmp_path, Secret(SERVER.replace("/postgres", "/template1")), NOW)
    killer.rows("SELECT pg_terminate_backend(:pid)", pid=victim)
    assert database.rows("SELECT 1 AS one")[0]["one"] == 1
    database.close()
    killer.close()


def test_what_is_asked_for_with_a_pattern_is_found_on_both(store: Store) -> None:
    letter = Letter("telegram", "request", "K7", "", "41 42", b"{}")
    store.letters.write([letter], NOW)
    assert store.letters.shown_as("telegram", "42") == store.letters.find("telegram", "request", "K7")
    assert store.letters.shown_as("telegram", "4") is None
