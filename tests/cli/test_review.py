"""The desk on a real terminal: every key, two windows, a resize, Ctrl-C, a lost line, an editor that dies."""

import stat
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.activity import Evidence, Flavour, Kind
from bot.app import App
from bot.clock import FixedClock, SystemClock
from bot.drafting import Claim, Draft, Tense
from bot.lifecycle import Status
from bot.schedule import Slot
from bot.store.post import By, Post
from tests.cli.terminal import Terminal
from tests.conftest import Run

TEXTS = (
    "I fitted the encoder before splitting. Fixed it, and the score fell.",
    "The groupby finally gave the same totals as the spreadsheet.",
    "A row of three fits a table with three columns, because shapes line up from the right.",
    "Two sources on broadcasting, two notations. I stayed with the book.",
    "Plotted the loss curve twice, once with the axis upside down.",
    "My first join lost forty rows. An inner join keeps only what both sides have.",
    "Rewrote the loop as one line of NumPy. It is faster and harder to read.",
)


@pytest.fixture
def desk(home: Path) -> Iterator[App]:
    """Return the bot of a home whose clock is the real one: the program under test has no other."""
    from bot import settings

    app = App(settings.load(), FixedClock(SystemClock().now()))
    yield app
    app.close()


def draft(app: App, text: str, days: int) -> Post:
    now = app.clock.now()
    note = app.notes.add(text, Flavour.LEARNED, now, now.date())
    due = (now + timedelta(days=days)).replace(hour=12, minute=0, second=0, microsecond=0)
    slot = Slot(due, "x", "morning", due.date(), timedelta(hours=4))
    made = Draft("x", "learned", (text,), (Claim(text, Tense.DID, (note.evidence,)),), good_for=timedelta(days=3))
    return app.posts.get(app.queue.add(made, slot, [app.evidence.ids([note.evidence])], By("bot", now)))


def drafts(app: App, number: int = 7) -> list[Post]:
    return [draft(app, text, days) for days, text in enumerate(TEXTS[:number], 1)]


def finish(terminal: Terminal) -> int:
    """Let the last answer stand."""
    terminal.until("That was all.")
    terminal.keys("q")
    return terminal.end()


def editor(tmp_path: Path, script: str) -> dict[str, str]:
    path = tmp_path / "an-editor"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return {"EDITOR": str(path), "VISUAL": str(path)}


def test_seven_drafts_take_less_than_a_minute_with_the_start(desk: App) -> None:
    waiting = drafts(desk)
    began = time.monotonic()
    terminal = Terminal("review")
    for post in waiting:
        terminal.until(f"#{post.id} ")
        terminal.until("q quit")
        terminal.keys("a")
    assert finish(terminal) == 0
    assert "7 approved." in terminal.said
    assert time.monotonic() - began < 60
    assert {desk.posts.get(post.id).status for post in waiting} == {Status.APPROVED}


def test_before_a_key_is_pressed_one_reads_the_text_what_it_rests_on_and_when_a_yes_would_send_it(desk: App) -> None:
    (post,) = drafts(desk, 1)
    terminal = Terminal("review")
    shown = terminal.until("q quit")
    local = post.due_at.astimezone(desk.settings.timezone)
    assert all(line in " ".join(shown.replace("│", " ").split()) for line in (post.text, "└ note 1, your own words"))
    assert f"A yes sends it on {local:%a} {local.day} {local:%b}, {local:%H:%M}." in shown
    assert max(map(len, shown.splitlines())) <= 80
    terminal.keys("q")
    assert terminal.end() == 0
    assert "1 left." in terminal.said


def test_every_key_does_what_it_says_and_is_taken_back(desk: App, tmp_path: Path) -> None:
    first, second, third = drafts(desk, 3)
    terminal = Terminal("review", environ=editor(tmp_path, 'echo "It was the copy, not the view." > "$1"'))

    def press(keys: str, then: str) -> str:
        terminal.until("q quit")
        terminal.keys(keys)
        return terminal.until(then)

    press("?", "q           stop here")
    press("s", f"#{second.id}")
    press("u", "There is nothing to take back.")
    press("a", f"#{third.id}")
    press("u", f"Post {second.id} is a draft again.")
    assert desk.posts.get(second.id).status is Status.DRAFT
    press("e", "#")
    terminal.until("It was the copy, not the view.")
    assert desk.posts.get(second.id).text == "It was the copy, not the view."
    press("u", f"Post {second.id} says again what it said.")
    assert desk.posts.get(second.id).text == second.text
    assert desk.posts.claims(second.id)[0].evidence[0].ref == "note 2"
    press("m", "To when?")
    terminal.keys("+30h\n")
    press("u", f"Post {second.id} has its hour back.")
    assert desk.posts.get(second.id).due_at == second.due_at
    press("r", "Esc: not at")
    terminal.keys("4")
    press("u", f"Post {second.id} is back.")
    assert desk.posts.get(second.id).status is Status.DRAFT
    press("A", "any other key: no")
    terminal.keys("y")
    assert finish(terminal) == 0
    assert {desk.posts.get(each.id).status for each in (second, third)} == {Status.APPROVED}
    assert desk.posts.get(first.id).status is Status.DRAFT


def test_another_wording_comes_from_the_templates_and_the_former_one_comes_back(desk: App) -> None:
    now = desk.clock.now()
    yesterday = now.astimezone(desk.settings.timezone).date() - timedelta(days=1)
    commit = Evidence(Kind.COMMIT, "aaa1", "Plot the ROC curve of the fraud model", now - timedelta(days=1), yesterday)
    desk.evidence.remember([commit])
    due = (now + timedelta(hours=2)).replace(microsecond=0)
    local = due.astimezone(desk.settings.timezone).date()
    slot = Slot(due, "x", "morning", local, timedelta(hours=4))
    if local != yesterday + timedelta(days=1):
        pytest.skip("two hours before midnight the draft is for tomorrow, and speaks of today")
    text = "I plotted the ROC curve of the fraud model."
    made = Draft("x", "mechanism", (text,), (Claim(text, Tense.DID, (commit,)),))
    number = desk.queue.add(made, slot, [desk.evidence.ids([commit])], By("bot", now))
    terminal = Terminal("review")
    terminal.until("q quit")
    terminal.keys("w")
    terminal.until("q quit")
    other = desk.posts.get(number)
    assert other.text != text
    assert "ROC curve" in other.text
    assert desk.posts.claims(number)[0].evidence[0].ref == "aaa1"
    terminal.keys("u")
    terminal.until("q quit")
    assert desk.posts.get(number).text == text
    assert [each.parts[0] for each in desk.posts.revisions(number)] == [text, other.text]
    terminal.keys("q")
    assert terminal.end() == 0


def test_what_was_missed_and_is_still_true_is_offered_with_the_hour_it_would_go_out_at(desk: App) -> None:
    post = draft(desk, TEXTS[0], 1)
    with desk.database.writing() as session:
        hour_ago = (desk.clock.now() - timedelta(hours=1)).isoformat(timespec="microseconds")
        session.connection().exec_driver_sql(f"UPDATE posts SET due_at = '{hour_ago}' WHERE id = {post.id}")
    desk.queue.miss(post.id, By("bot", desk.clock.now()))
    terminal = Terminal("review")
    assert "It was missed at its own hour." in terminal.until("q quit")
    terminal.keys("a")
    assert finish(terminal) == 0
    assert desk.posts.get(post.id).status is Status.APPROVED
    assert desk.posts.get(post.id).due_at > desk.clock.now() - timedelta(minutes=1)


def test_what_another_window_changed_meanwhile_is_not_approved_unseen(desk: App) -> None:
    (post,) = drafts(desk, 1)
    terminal = Terminal("review")
    terminal.until("q quit")
    desk.desk.edit(post.id, "Other words, written in another window.", desk.clock.now())
    terminal.keys("a")
    terminal.until(f"Post {post.id} has been changed since you saw it.")
    terminal.until("q quit")
    assert desk.posts.get(post.id).status is Status.DRAFT
    terminal.keys("q")
    assert terminal.end() == 0


def test_the_last_answer_may_be_taken_back_for_a_moment(desk: App) -> None:
    (post,) = drafts(desk, 1)
    terminal = Terminal("review")
    terminal.until("q quit")
    terminal.keys("a")
    terminal.until("That was all.")
    terminal.keys("u")
    terminal.until(f"Post {post.id} is a draft again.")
    terminal.until("q quit")
    assert desk.posts.get(post.id).status is Status.DRAFT
    terminal.keys("q")
    terminal.end()


def test_a_reason_that_is_typed_out_answers_nothing_that_nobody_has_seen(desk: App) -> None:
    first, second = drafts(desk, 2)
    terminal = Terminal("review")
    terminal.until("q quit")
    terminal.keys("r")
    terminal.until("Esc: not at")
    terminal.keys("boastful")
    terminal.until("1, 2, 3, 4, Enter or Esc.")
    terminal.keys("\naaaa")
    terminal.until("Rejected.")
    terminal.until("q quit")
    terminal.keys("q")
    terminal.end()
    assert [desk.posts.get(each.id).status for each in (first, second)] == [Status.REJECTED, Status.DRAFT]


def test_what_another_window_did_while_the_editor_was_open_stands_and_no_word_is_lost(
    desk: App, tmp_path: Path
) -> None:
    (post,) = drafts(desk, 1)
    wait = f'echo "Mine, and long." > "$1"; touch {tmp_path}/open; while [ ! -e {tmp_path}/go ]; do sleep 0.05; done'
    terminal = Terminal("review", environ=editor(tmp_path, wait))
    terminal.until("q quit")
    terminal.keys("e")
    while not (tmp_path / "open").exists():
        time.sleep(0.05)
    desk.desk.edit(post.id, "The other window's.", desk.clock.now())
    desk.desk.approve(post.id, desk.clock.now())
    (tmp_path / "go").touch()
    terminal.until("has been changed since you saw it.")
    terminal.end()
    assert (desk.posts.get(post.id).text, desk.posts.get(post.id).status) == ("The other window's.", Status.APPROVED)
    (kept,) = (desk.settings.home / "edits").iterdir()
    assert kept.read_text(encoding="utf-8").strip() == "Mine, and long."


def test_a_narrower_window_gets_narrower_frames(desk: App) -> None:
    drafts(desk, 2)
    terminal = Terminal("review")
    terminal.until("q quit")
    terminal.resize(50)
    terminal.keys("s")
    shown = terminal.until("q quit")
    assert max(map(len, shown.splitlines())) <= 50
    terminal.keys("q")
    terminal.end()


@pytest.mark.parametrize("leave", ["ctrl-c", "lost line"])
def test_leaving_in_the_middle_keeps_what_was_answered(desk: App, leave: str) -> None:
    first, second = drafts(desk, 2)
    terminal = Terminal("review")
    terminal.until("q quit")
    terminal.keys("a")
    terminal.until("q quit")
    if leave == "ctrl-c":
        terminal.keys("\x03")
        assert terminal.end() == 130
        assert "1 approved, 1 left." in terminal.said
    else:
        terminal.kill()
    assert [desk.posts.get(each.id).status for each in (first, second)] == [Status.APPROVED, Status.DRAFT]


@pytest.mark.parametrize("death", ["exit 1", "kill -9 $$"])
def test_an_editor_that_dies_loses_nothing(desk: App, tmp_path: Path, death: str) -> None:
    (post,) = drafts(desk, 1)
    terminal = Terminal("review", environ=editor(tmp_path, f'echo "Half a sentence that was" > "$1"; {death}'))
    terminal.until("q quit")
    terminal.keys("e")
    terminal.until("What you wrote is in")
    terminal.until("q quit")
    terminal.keys("q")
    terminal.end()
    assert desk.posts.get(post.id).text == post.text
    again = Terminal("review", environ=editor(tmp_path, 'echo "hard to write, and is whole." >> "$1"'))
    again.until("q quit")
    again.keys("e")
    again.until("hard to write")
    again.until("q quit")
    again.keys("q")
    again.end()
    assert desk.posts.get(post.id).text == "Half a sentence that was\nhard to write, and is whole."
    assert list((desk.settings.home / "edits").iterdir()) == []


def test_a_post_the_guard_stops_cannot_be_approved_here_either(desk: App) -> None:
    post = draft(desk, "Plotted it. Open to work!", 1)
    terminal = Terminal("review")
    terminal.until("q quit")
    terminal.keys("a")
    terminal.until("is not fit to go out")
    terminal.until("q quit")
    terminal.keys("A")
    terminal.until("All 0 posts,")
    terminal.keys("q")
    terminal.end()
    assert desk.posts.get(post.id).status is Status.DRAFT


def test_without_a_terminal_it_says_what_to_type_instead(run: Run, home: Path) -> None:
    code, _, said = run("review")
    assert (code, "bot approve ID" in said) == (1, True)


def test_a_no_for_being_boring_tells_the_day_otherwise(app: App, clock: FixedClock, run: Run) -> None:
    from bot import jobs
    from bot.jobs import answering

    app.notes.add(TEXTS[2], Flavour.LEARNED, clock.now(), clock.now().date())
    clock.set(datetime.fromisoformat("2026-01-06T06:00:00+00:00"))
    post = next(each.post for each in jobs.draft_due(app) if each.post and each.slot.platform == "x")
    app.desk.reject(post.id, "boring", clock.now())
    another = answering.redraft(app, post.id)
    assert (another.status, another.angle != post.angle or another.text != post.text) == (Status.DRAFT, True)
    assert app.slots.outcome(Slot(post.due_at, "x", "morning", post.local_date, timedelta())) == "open"
