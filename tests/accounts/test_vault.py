"""The vault: what is sealed opens with its key alone and under its name alone, and a good token is never lost."""

import sqlite3
import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import settings
from bot.accounts.sealing import seal, unseal
from bot.app import App
from bot.clock import FixedClock
from bot.errors import SealError, SettingsError, StoreError
from bot.redact import Secret
from bot.store.backup import back_up
from bot.store.sqlite import SqliteDatabase
from tests import canary
from tests.conftest import EVENING

KEY, OTHER, NONE = Secret("k" * 32), Secret("o" * 32), Secret("")
FIRST, SECOND = "a-first-token-of-a-test-0815", "a-second-token-of-a-test-4711"
TOKENS = st.text(min_size=1).map(Secret)


@given(TOKENS, st.text(), st.sampled_from([KEY, NONE]))
def test_what_is_sealed_opens(token: Secret, name: str, key: Secret) -> None:
    assert unseal(seal(token, name, key), name, key) == token


@given(TOKENS, st.integers(0, 200), st.integers(1, 255))
def test_one_changed_bit_is_noticed(token: Secret, place: int, change: int) -> None:
    sealed = bytearray(seal(token, "x token", KEY))
    sealed[1 + place % (len(sealed) - 1)] ^= change
    with pytest.raises(SealError):
        unseal(bytes(sealed), "x token", KEY)


def test_another_key_another_name_or_none_opens_nothing() -> None:
    sealed = seal(Secret("a token"), "x token", KEY)
    for name, key in (("x token", OTHER), ("x token", NONE), ("y token", KEY)):
        with pytest.raises(SealError):
            unseal(sealed, name, key)


def test_s03_a_copy_of_the_home_alone_holds_no_token(app: App, home: Path) -> None:
    assert app.settings.vault_key
    app.accounts.memory("linkedin", app.clock).seal("LINKEDIN_ACCESS_TOKEN", Secret(canary.VALUE), EVENING)
    assert isinstance(app.database, SqliteDatabase)
    back_up(app.database, EVENING)
    app.close()
    assert all(canary.VALUE.encode() not in path.read_bytes() for path in home.rglob("*") if path.is_file())


def test_a_token_comes_back_and_is_never_replaced_by_nothing(app: App) -> None:
    memory = app.accounts.memory("linkedin", app.clock)
    assert not memory.unseal("LINKEDIN_ACCESS_TOKEN")
    memory.seal("LINKEDIN_ACCESS_TOKEN", Secret(FIRST), EVENING + timedelta(days=60))
    memory.seal("LINKEDIN_ACCESS_TOKEN", Secret(SECOND), EVENING + timedelta(days=61))
    with pytest.raises(StoreError, match="empty"):
        memory.seal("LINKEDIN_ACCESS_TOKEN", Secret(""))
    assert memory.unseal("LINKEDIN_ACCESS_TOKEN").reveal() == SECOND
    assert not app.accounts.memory("x", app.clock).unseal("LINKEDIN_ACCESS_TOKEN")
    ends = EVENING + timedelta(days=61)
    assert app.accounts.ending(ends - timedelta(days=14)) == [("linkedin", "LINKEDIN_ACCESS_TOKEN", ends)]
    assert app.accounts.ending(ends - timedelta(days=15)) == []
    assert app.accounts.forget("linkedin") == 1
    assert not memory.unseal("LINKEDIN_ACCESS_TOKEN")


def test_without_a_key_the_file_itself_is_nobody_elses(
    home: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BOT_VAULT_KEY")
    with closing(App(settings.load(), clock)) as plain:
        plain.accounts.memory("x", clock).seal("X_ACCESS_TOKEN", Secret(FIRST))
        assert plain.accounts.memory("x", clock).unseal("X_ACCESS_TOKEN").reveal() == FIRST
    assert (home / "bot.db").stat().st_mode & 0o077 == 0
    with closing(sqlite3.connect(home / "bot.db")) as database:
        assert database.execute("SELECT count(*) FROM vault").fetchone() == (1,)


def test_a_key_that_is_too_short_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_VAULT_KEY", "short")
    with pytest.raises(SettingsError) as told:
        settings.load()
    assert "openssl rand -hex 32" in told.value.problems[0].hint
    assert "short" not in told.value.problems[0].message


def test_two_processes_refresh_one_after_the_other(app: App, clock: FixedClock) -> None:
    inside: list[str] = []

    def _refresh() -> None:
        with closing(App(app.settings, clock)) as mine, mine.accounts.memory("x", clock).alone():
            inside.append("in")
            threading.Event().wait(0.1)
            inside.append("out")

    threads = [threading.Thread(target=_refresh) for _ in range(3)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert inside == ["in", "out"] * 3
