import json
import os
import pty
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.activity import Flavour
from bot.app import App
from bot.clock import FixedClock
from bot.jobs import draft_due

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(run: Run, clock: FixedClock) -> Run:
    """Return the command line at the hour the clock of the test shows."""
    return partial(run, clock=clock)


def test_the_plan_is_shown_with_dates_and_where_the_learner_is(home: Path, run: Run) -> None:
    code, out, _ = run("plan")
    assert code == 0
    assert out.splitlines()[0].startswith("A small plan: ")
    assert "You are where the calendar is." in out
    assert "Mon 05 Jan    Day 1  NumPy arrays" in out
    rows = json.loads(run("plan", "--from", "2026-01-06", "--to", "2026-01-06", "--json")[1])
    assert [(row["date"], row["title"]) for row in rows] == [("2026-01-06", "Train/test splits")]


def test_today_shows_the_day_its_hours_and_the_self_checks_to_ask(home: Path, run: Run) -> None:
    path = home / "roadmap.md"
    path.write_text(
        "<!-- learnaloud roadmap -->\n# P\n\n## Week 1: A\n\n### Day 1: Trees\n\n- [ ] Draw a tree (2 h)\n"
        "- [ ] Check: Could you balance one?\n- [ ] Deliverable: 1 LinkedIn post and 5 tweets\n",
        encoding="utf-8",
    )
    out = run("today")[1]
    assert out.startswith("Week 1, Day 1: Trees")
    assert "  · topic: Draw a tree" in out
    assert "  ? Ask yourself: Could you balance one?" in out
    assert "Posts this week asks for: LinkedIn 0 of 1, X 0 of 5" in out


def test_done_ticks_the_item_in_the_file_and_in_the_home_and_can_be_undone(home: Path, app: App, run: Run) -> None:
    path = home / "roadmap.md"
    assert run("done", "Solve thirty")[1] == "✓ Solve thirty array exercises\n"
    assert "- [x] Task: Solve thirty array exercises" in path.read_text(encoding="utf-8")
    rows = app.database.rows("SELECT kind, text FROM evidence")
    assert [(row["kind"], row["text"]) for row in rows] == [("tick", "Solve thirty array exercises")]
    assert run("done", "--undo", "Solve thirty")[0] == 0
    assert "- [ ] Task: Solve thirty array exercises" in path.read_text(encoding="utf-8")
    assert app.database.rows("SELECT * FROM evidence") == []


def test_each_command_works_in_a_process_of_its_own(home: Path) -> None:
    """What one command imports must be enough for it: tests in one process hide what is missing."""
    bot = Path(sys.executable).with_name("bot")
    today = datetime.now(UTC).date().isoformat()
    environ = {**os.environ, "BOT_HOME": str(home), "BOT_START": today}
    typed = """today, done Fit, done --undo Fit, plan, pause, resume, log --win it, done --day, draft, roadmap show,
        portfolio, schedule, queue, check"""
    for words in typed.split(","):
        done = subprocess.run([bot, *words.split()], env=environ, capture_output=True, text=True, check=False)
        assert done.returncode == 0, (words, done.stderr)
        assert "should not have happened" not in done.stderr


def test_done_asks_which_when_words_fit_several_and_takes_an_id(home: Path, run: Run) -> None:
    code, _, err = run("done", "a")
    assert code == 1
    assert "items say “a”" in err
    listed = run("done")[1].splitlines()
    name, _, text = listed[0].partition("  ")
    assert run("done", name)[1] == f"✓ {text}\n"
    assert run("done", "no such thing")[0] == 1


def test_what_was_ticked_in_the_file_by_hand_is_done_here_too(home: Path, app: App, run: Run) -> None:
    path = home / "roadmap.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("- [ ] Task: Fit a line", "- [x] Task: Fit a line"), encoding="utf-8"
    )
    run("today")
    done = app.database.rows("SELECT text FROM roadmap_items WHERE done_at IS NOT NULL ORDER BY text")
    assert [row["text"] for row in done] == ["Fit a line by hand", "NumPy quick start"]
    path.write_text(
        path.read_text(encoding="utf-8").replace("- [x] Task: Fit a line", "- Fit a line"), encoding="utf-8"
    )
    assert [item.done for item in App(app.settings, app.clock).roadmap.items if "Fit a line" in item.text] in (
        [True],
        [],
    )


def test_a_day_closed_early_has_its_draft_at_once(home: Path, app: App, clock: FixedClock, run: Run) -> None:
    run("log", "--win", "The plain loop is forty times slower than the sum over the whole array.")
    assert draft_due(app) == []
    out = run("done", "--day")[1]
    assert "Monday 5 January is closed." in out
    assert "X, Tue 6 Jan, 08:30: draft 1\nLinkedIn, Tue 6 Jan, 09:00: draft 2\nbot review asks for your yes." in out
    assert run("done", "--day")[0] == 1


def test_a_day_closed_early_without_a_word_is_not_silent_yet(home: Path, app: App, clock: FixedClock, run: Run) -> None:
    assert "Nothing of it makes a whole post yet" in run("done", "--day")[1]
    run("log", "--win", "The plain loop is forty times slower than the sum over the whole array.")
    assert {each.post is not None for each in draft_due(App(app.settings, clock))} == {True}


def test_a_pause_moves_the_plan_and_keeps_the_bot_quiet(home: Path, app: App, clock: FixedClock, run: Run) -> None:
    assert run("pause", "--reason", "flu")[0] == 0
    assert "the plan rests" in run("today")[1]
    assert run("pause")[0] == 1
    clock.set(clock.now() + timedelta(days=2))
    run("log", "--learned", "Shapes broadcast from the right.")
    clock.set(clock.now() + timedelta(hours=10))
    reasons = {(each.outcome, each.reason) for each in draft_due(App(app.settings, clock)) if each.slot.platform == "x"}
    assert ("paused", "flu") in reasons
    assert run("resume")[1].startswith("The plan goes on. Next, on Thursday 8 January: NumPy arrays.")
    assert run("resume")[0] == 1
    assert run("pause", "--from", "2026-02-02", "--until", "2026-02-01")[0] == 1


def test_a_replan_shows_old_beside_new_and_changes_only_when_told(home: Path, clock: FixedClock, run: Run) -> None:
    path = home / "roadmap.md"
    path.write_text(path.read_text(encoding="utf-8").replace("[x]", "[ ]"), encoding="utf-8")
    assert run("replan")[0] == 1  # nothing tells where the learner is
    run("done", "NumPy quick")
    run("done", "Solve thirty")
    run("done", "Time a loop")
    clock.set(clock.now() + timedelta(days=7))
    assert "The calendar is" in run("today")[1]
    code, out, err = run("replan")
    assert (code, "Nothing was changed" in err) == (0, True)
    assert "Tue 06 Jan 2026  Mon 12 Jan 2026  Day 2: Train/test splits" in out
    assert "The calendar is moved." in run("replan", "--yes")[2]
    rows = json.loads(run("plan", "--from", "2026-01-01", "--json")[1])
    assert [row["date"] for row in rows[:2]] == ["2026-01-05", "2026-01-12"]
    assert "nothing to move" in run("replan")[2]


def test_a_replan_asks_again_about_an_approved_post_that_says_what_comes_next(
    home: Path, app: App, clock: FixedClock, run: Run
) -> None:
    run("log", "--learned", "An array knows its shape before its values.")
    run("done", "Solve thirty")
    run("done", "Time a loop")
    clock.set(clock.now() + timedelta(hours=10))
    draft_due(App(app.settings, clock))
    planned = [claim.tense for claim in app.posts.claims(1) if claim.tense == "planned"]
    assert run("approve", "1")[0] == 0
    app.calendar.move(
        __import__("bot.plan", fromlist=["Move"]).Move(1, "x", clock.now().date() + timedelta(days=9)), clock.now()
    )
    err = run("replan", "--yes")[2]
    assert ("asks again" in err) == bool(planned)
    assert (app.posts.get(1).status == "draft") == bool(planned)


def test_a_replan_leaves_approved_posts_alone_that_say_nothing_of_what_comes_next(
    home: Path, app: App, clock: FixedClock, run: Run
) -> None:
    clock.set(clock.now() + timedelta(days=14))  # the first post of a plan says what is intended
    told = (
        "The plain loop is forty times slower than the sum over the whole array of arrays, on the same ten rows. I had"
    )
    more = "expected the difference to vanish with so few of them. It did not at all, with other data neither, nor on"
    run("log", "--win", f"{told} {more} a faster machine.")
    run("done", "Solve thirty")
    clock.set(clock.now() + timedelta(hours=10))
    draft_due(App(app.settings, clock))
    quiet = [post.id for post in app.posts.listed() if all(c.tense != "planned" for c in app.posts.claims(post.id))]
    assert quiet
    assert run("approve", *map(str, quiet))[0] == 0
    clock.set(clock.now() + timedelta(days=7))
    assert "The calendar is moved." in run("replan", "--yes")[2]
    assert {app.posts.get(each).status for each in quiet} == {"approved"}


def test_what_comes_next_follows_the_learner_and_not_the_calendar(
    home: Path, app: App, clock: FixedClock, run: Run
) -> None:
    run(
        "log", "--learned", "Splitting the data before any fitting keeps the rows I hold out honest."
    )  # Day 2, on Day 1
    clock.set(clock.now() + timedelta(hours=10))
    draft_due(App(app.settings, clock))
    planned = app.database.rows("SELECT ref FROM evidence WHERE kind = 'plan'")
    assert {row["ref"] for row in planned} <= {"Day 3"}
    assert App(app.settings, clock).position.index == 1


def reads_lines(terminal: int) -> bool:
    return bool(termios.tcgetattr(terminal)[3] & termios.ICANON)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("keys", "ticked"),
    [
        ("yq", {"Solve thirty array exercises"}),
        ("eyq", {"Solve thirty array exercises"}),
        ("ny", {"Time a loop against a vectorised sum"}),
        ("nq", set()),
    ],
)
def test_done_offers_what_fits_today_one_key_each_on_a_terminal(
    home: Path, app: App, keys: str, ticked: set[str]
) -> None:
    leader, follower = pty.openpty()
    today = datetime.now(UTC).date()
    every_day = "mon,tue,wed,thu,fri,sat,sun"
    settings = {
        "BOT_START": today.isoformat(), "BOT_STUDY_DAYS": every_day, "BOT_TIMEZONE": "UTC", "BOT_DAY_ENDS": "00:00"
    }  # fmt: skip
    app.notes.add("Solved the thirty array exercises.", Flavour.NONE, datetime.now(UTC), today)
    environ = {**os.environ, "BOT_HOME": str(home), **settings}
    bot = Path(sys.executable).with_name("bot")
    asked = subprocess.Popen([bot, "done"], stdin=follower, stdout=follower, stderr=follower, env=environ)
    said = ""
    for key in keys:
        while not said.endswith(("[q]uit ", "[n]o ")):
            said += os.read(leader, 10_000).decode()
        while reads_lines(follower):
            time.sleep(0.01)  # a key typed before the command reads single keys would be lost
        os.write(leader, key.encode())
        said += os.read(leader, 10_000).decode()  # its echo, and perhaps the next question
    assert asked.wait(20) == 0
    os.close(follower)
    os.close(leader)
    rows = app.database.rows("SELECT text FROM evidence WHERE kind = 'tick'")
    assert {row["text"] for row in rows} == ticked
    assert "task: Solve thirty array exercises  (“Solved the thirty array exercises.”)" in said
    assert len(app.evidence.refused()) == ("n" in keys[:1])  # a no is remembered: it is not offered again


def test_the_projects_are_shown_with_what_is_done_of_them(home: Path, run: Run) -> None:
    run("done", "Fit a line")
    out = run("portfolio")[1]
    assert "Week 2: House prices" in out
    assert "  dataset: A table of house sales" in out
    assert "  ✓ Fit a line by hand" in out
    (row,) = json.loads(run("portfolio", "--json")[1])
    assert (row["title"], row["deliverables"], row["criteria"]) == ("House prices", ["Notebook"], ["Beats the mean"])


@pytest.mark.parametrize(
    ("name", "value", "dates"),
    [
        ("BOT_STUDY_DAYS", "sat,sun", ["2026-01-10", "2026-01-11"]),
        ("BOT_HOLIDAYS", "2026-01-05..2026-01-06,2026-01-08", ["2026-01-07", "2026-01-09"]),
    ],
)
def test_study_days_and_holidays_are_the_learners_own(
    home: Path, run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str, dates: list[str]
) -> None:
    monkeypatch.setenv(name, value)
    assert [row["date"] for row in json.loads(run("plan", "--from", "2026-01-01", "--json")[1])[:2]] == dates


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_STUDY_DAYS", "monday"),
        ("BOT_HOLIDAYS", "2026-01-09..2026-01-05"),
        ("BOT_HOLIDAYS", "christmas"),
        ("BOT_HOURS_PER_WEEK", "many"),
        ("BOT_HOURS_PER_WEEK", "-3"),
    ],
)
def test_a_mistake_in_them_is_named(
    home: Path, run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    code, _, err = run("plan")
    assert (code, name in err) == (1, True)


def test_the_hours_a_week_are_asked_for_at_init(tmp_path: Path, run: Run) -> None:
    assert run("init", "--roadmap", "24-week", "--hours", "9", "--start", "2026-01-05")[0] == 0
    assert "BOT_HOURS_PER_WEEK=9" in (tmp_path / "home" / ".env").read_text(encoding="utf-8")
    assert run("plan")[1].startswith("Machine learning in 24 weeks: 240 study days, 5 January 2026 to 4 December 2026")
