"""What bot alone says: the one thing to type next, whatever the day looks like, on five lines at most."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.activity import Evidence, Flavour, Kind
from bot.app import App
from bot.clock import FixedClock
from bot.drafting import Claim, Draft, Tense
from bot.errors import Blocked
from bot.jobs import publish_due
from bot.plan import Pause
from bot.schedule import Slot
from bot.store.post import By, Post
from tests.conftest import EVENING, Run

TUESDAY = datetime(2026, 1, 6, 6, 0, tzinfo=UTC)
SUNDAY = datetime(2026, 1, 11, 12, 0, tzinfo=UTC)


def told(run: Run, at: datetime = EVENING) -> list[str]:
    code, out, err = run(clock=FixedClock(at))
    assert (code, err) == (0, "")
    assert len(out.splitlines()) <= 5
    return out.splitlines()


def commands(lines: list[str]) -> list[str]:
    return [line.split("  ")[1] for line in lines[1:]]


def draft(app: App, days: int = 1) -> Post:
    now = app.clock.now()
    note = app.notes.add(f"Read about shapes, day {days}.", Flavour.LEARNED, now, now.date())
    due = (now + timedelta(days=days)).replace(hour=12, minute=0)
    slot = Slot(due, "x", "noon", due.date(), timedelta(hours=4))
    claim = Claim(note.text, Tense.DID, (note.evidence,))
    made = Draft("x", "learned", (note.text,), (claim,), good_for=timedelta(days=3))
    return app.posts.get(app.queue.add(made, slot, [app.evidence.ids([note.evidence])], By("bot", now)))


def test_without_a_home_it_names_the_way_to_one(run: Run, tmp_path: Path) -> None:
    lines = told(run)
    assert lines[0] == f"There is no home yet at {tmp_path / 'home'}."
    assert commands(lines) == ["bot init", "bot demo"]
    assert not (tmp_path / "home").exists()


def test_an_evening_with_nothing_noted_asks_for_a_note_and_after_it_for_nothing(app: App, run: Run) -> None:
    app.journey.awake(app.clock.now(), timedelta(hours=1))
    assert told(run) == [
        "Monday, 5 January. Next:",
        "  bot log  nothing is noted for today yet: a sentence about what you did or learned",
    ]
    app.notes.add("Shapes.", Flavour.LEARNED, EVENING, app.today, private=True)
    assert told(run) == ["Monday, 5 January. Nothing waits for you. bot today shows the plan."]


def test_what_git_found_is_counted_and_a_sentence_asked_for(app: App, run: Run) -> None:
    app.evidence.remember([Evidence(Kind.COMMIT, "3fa9", "Plot it", EVENING, app.today)])
    assert "  bot log     1 thing of today found; a sentence of yours makes the better post" in told(run)


def test_a_day_of_rest_asks_for_nothing(app: App, run: Run) -> None:
    app.journey.awake(SUNDAY, timedelta(hours=1))
    assert told(run, SUNDAY) == ["Sunday, 11 January. Nothing waits for you. bot today shows the plan."]


def test_drafts_come_first_and_what_is_approved_is_told_when_nothing_waits(app: App, run: Run) -> None:
    post = draft(app)
    app.journey.awake(app.clock.now(), timedelta(hours=1))
    assert told(run)[1] == "  bot review  1 draft for your yes, the first for Tue 6 Jan, 13:00"
    app.desk.approve(post.id, app.clock.now())
    assert told(run)[0].endswith(
        "Nothing waits for you. The next post goes out Tue 6 Jan, 13:00. bot today shows the plan."
    )


def test_what_was_missed_and_is_still_true_is_told(app: App, run: Run, clock: FixedClock) -> None:
    draft(app)
    clock.set(EVENING + timedelta(days=1, hours=2))
    publish_due(app)
    assert told(run, clock.now())[1] == "  bot review  1 post missed and still true"


def test_a_hold_a_pause_and_a_trouble_each_name_their_way_out(app: App, run: Run) -> None:
    app.journey.hold_now("on a plane", EVENING)
    app.calendar.pause(Pause(app.today, app.today + timedelta(days=3), "summer"))
    app.journey.awake(EVENING - timedelta(hours=2), timedelta(hours=1))
    lines = told(run)
    assert lines[1:] == [
        "  bot release  Nothing is sent: on a plane.",
        "  bot daemon   The daemon has not run since Mon 5 Jan, 19:00.",
        "  bot resume   the plan rests until 8 January; this ends it",
    ]


def test_more_than_fits_is_told_by_bot_check(app: App, run: Run) -> None:
    draft(app)
    app.journey.hold_now("on a plane", EVENING)
    app.calendar.pause(Pause(app.today))
    app.accounts.pause("x", Blocked("the key is refused.", "new keys"), EVENING)
    app.accounts.pause("linkedin", Blocked("the token has ended.", "bot login linkedin"), EVENING)
    lines = told(run)
    assert commands(lines) == ["bot release", "bot review", "bot login linkedin", "bot check"]
    assert lines[-1] == "  bot check           and 3 things more"


def test_faults_in_the_settings_are_told_with_the_way_to_all_of_them(
    app: App, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert app.settings.home.is_dir()
    monkeypatch.setenv("BOT_TIMEZONE", "Atlantis")
    monkeypatch.setenv("BOT_MOST_A_DAY", "many")
    lines = told(run)
    assert lines[0].endswith(".env has 2 faults.")
    assert commands(lines) == ["bot check"]


def test_a_narrow_terminal_and_foreign_words_keep_a_line_a_line(
    app: App, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    app.journey.hold_now("a very long reason\x1b[31m with a colour in it that goes on and on and on", EVENING)
    lines = told(run)
    assert all(len(line) <= 60 and "\x1b" not in line for line in lines)
