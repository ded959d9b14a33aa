"""A box ticked by hand in the learner's own repository, from the file to the draft."""

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot import settings
from bot.activity import Evidence, Kind
from bot.app import App
from bot.clock import FixedClock
from tests.activity.test_local_git import git
from tests.conftest import EVENING

PLAN = "# Plan\n\n## Week 1: Arrays\n\n- [ ] NumPy broadcasting\n- [ ] Boolean masks\n"


@pytest.fixture
def plan(app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "ml"
    folder.mkdir()
    git(folder, "init", "--quiet")
    (folder / "plan.md").write_text(PLAN, encoding="utf-8")
    monkeypatch.setenv("BOT_ROADMAP", str(folder / "plan.md"))
    return folder / "plan.md"


def read(clock: FixedClock) -> list[Evidence]:
    opened = App(settings.load(), clock)
    assert opened.roadmap.items
    found = opened.evidence.between(date(2025, 12, 1), date(2026, 3, 1))
    opened.close()
    return [each for each in found if each.kind is Kind.TICK]


def ticked(plan: Path, words: str, saved: datetime) -> None:
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace(f"[ ] {words}", f"[x] {words}"), encoding="utf-8")
    os.utime(plan, (saved.timestamp(), saved.timestamp()))


def test_a_tick_is_of_the_commit_that_set_it(plan: Path, clock: FixedClock) -> None:
    git(plan.parent, "add", "plan.md")
    git(plan.parent, "commit", "--quiet", "-m", "My plan", when="2026-01-05T09:00:00+01:00")
    assert read(clock) == []
    ticked(plan, "Boolean", EVENING)
    git(plan.parent, "commit", "--quiet", "-am", "day 3", when="2026-01-08T01:30:00+01:00")
    clock.set(datetime(2026, 1, 20, 12, 0, tzinfo=UTC))
    (tick,) = read(clock)
    assert (tick.text, tick.date) == ("Boolean masks", date(2026, 1, 7))


def test_a_tick_that_is_not_committed_is_of_the_moment_the_file_was_saved(plan: Path, clock: FixedClock) -> None:
    assert read(clock) == []
    ticked(plan, "NumPy", EVENING)
    clock.set(datetime(2026, 1, 6, 12, 0, tzinfo=UTC))
    (tick,) = read(clock)
    assert (tick.text, tick.at) == ("NumPy broadcasting", EVENING)


def test_ticks_from_before_the_first_reading_count_where_git_dates_them(plan: Path, clock: FixedClock) -> None:
    ticked(plan, "NumPy", EVENING)
    git(plan.parent, "add", "plan.md")
    git(plan.parent, "commit", "--quiet", "-m", "My plan", when="2026-01-05T21:00:00+01:00")
    ticked(plan, "Boolean", EVENING)
    assert [each.text for each in read(clock)] == ["NumPy broadcasting"]


def test_a_tick_from_before_the_plan_began_is_progress_and_no_evidence(plan: Path, clock: FixedClock) -> None:
    ticked(plan, "NumPy", EVENING)
    git(plan.parent, "add", "plan.md")
    git(plan.parent, "commit", "--quiet", "-m", "My plan", when="2025-12-05T21:00:00+01:00")
    assert read(clock) == []
    opened = App(settings.load(), clock)
    assert [item.done for item in opened.roadmap.items] == [True, False]
    opened.close()
