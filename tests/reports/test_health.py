from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import App
from bot.clock import SystemClock
from bot.drafting import Draft
from bot.reports.health import Level, look
from bot.schedule import Slot
from bot.store.post import By
from tests.conftest import Run


def messages(home: Path, level: Level) -> list[str]:
    return [each.message for each in look(home) if each.level is level]


def test_a_good_home_has_nothing_wrong(home: Path) -> None:
    assert messages(home, Level.WRONG) == []
    assert any("A small plan" in message for message in messages(home, Level.GOOD))


def test_every_trouble_is_named_and_none_hides_another(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "roadmap.md").unlink()
    (home / "bot.db").touch(mode=0o600)
    (home / "bot.db").write_text("no database at all, but quite some text " * 50, encoding="utf-8")
    monkeypatch.setenv("BOT_START", "")
    monkeypatch.setenv("BOT_SCHEDULE", "never")
    monkeypatch.setenv("BOT_REPOSITORIES", str(tmp_path / "gone"))
    (home / ".env").unlink()
    wrong = " ".join(messages(home, Level.WRONG))
    for trouble in (
        "no first day",
        "roadmap.md cannot be read",
        "no schedules/never.toml",
        "Nobody is named",
        "Its folder is not there",
        "is damaged",
    ):
        assert trouble in wrong
    assert all(each.hint for each in look(home) if each.level is Level.WRONG)


def test_bad_settings_are_all_named_and_the_exit_code_says_so(
    home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_TIMEZONE", "Mars/Olympus")
    monkeypatch.setenv("BOT_DAY_ENDS", "never")
    code, out, _ = run("check")
    assert code == 1
    assert out.count("wrong") == 2
    assert home.exists()


def test_what_waits_for_the_person_is_named_before_it_is_too_late(home: Path, app: App) -> None:
    now = SystemClock().now()
    posts = []
    for number, minutes in enumerate((30, 40, 600), 1):
        due = now + timedelta(minutes=minutes)
        slot = Slot(due, "x", f"slot {number}", due.date(), timedelta(hours=4))
        draft = Draft("x", "note", (f"Text {number}.",), (), good_for=timedelta(days=1))
        posts.append(app.queue.add(draft, slot, [], By("bot", now)))
    app.queue.miss(posts[1], By("bot", now))
    app.journey.hold_now("no word from you for 21 days", now)
    told = messages(home, Level.WARNING)
    assert "Nothing is sent: no word from you for 21 days." in told
    assert f"Post {posts[0]} has its hour soon, and no yes yet." in told
    assert "1 post was missed and is still true." in told
    assert not any(f"Post {posts[2]} " in each for each in told)


def test_what_ends_soon_and_what_is_spent_is_told_before_it_is_too_late(
    home: Path, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = SystemClock().now()
    for name in ("X_THROUGH", "LINKEDIN_THROUGH"):
        monkeypatch.setenv(name, "api")
    monkeypatch.setenv("X_BUDGET", "1")
    monkeypatch.setenv("LINKEDIN_VERSION", f"{now - timedelta(days=330):%Y%m}")
    monkeypatch.setenv("LINKEDIN_TOKEN_ENDS", f"{now + timedelta(days=13):%Y-%m-%d}")
    assert any("X has cost 0.00 of 1.00 dollars" in each for each in messages(home, Level.GOOD))
    app.accounts.memory("x", app.clock).spend("reading back", 5.0)  # another month
    app.accounts.memory("x", SystemClock()).spend("reading back", 0.85)
    told = " ".join(messages(home, Level.WARNING))
    assert "X has cost 0.85 of 1.00 dollars" in told
    assert "LINKEDIN_ACCESS_TOKEN ends on" in told
    assert "LINKEDIN_VERSION ends on" in told
    monkeypatch.setenv("LINKEDIN_TOKEN_ENDS", f"{now:%Y-%m-%d}")
    assert any("LINKEDIN_ACCESS_TOKEN ended on" in each for each in messages(home, Level.WRONG))
