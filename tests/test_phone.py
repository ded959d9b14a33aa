"""The phone loop through the real parts: drafts in a chat, answers in a tap or a line, each acted on once."""

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot import jobs, settings
from bot.activity import Flavour
from bot.app import App
from bot.clock import FixedClock
from bot.jobs.phone.ways import AWAY, BOUND, memory
from bot.lifecycle import Status
from bot.platforms import Picture
from bot.redact import Secret
from bot.reports.troubles import troubles
from bot.store.post import Post
from bot.store.requests import Request
from bot.store.sources import key
from tests.conftest import tick
from tests.phone.bot_api import TOKEN, BotApi, Shown
from tests.phone.people import MALLORY, SAM
from tests.platforms.servers.faults import Fault
from tests.platforms.servers.faults import status as status_of

MONDAY = date(2026, 1, 5)
MORNING = datetime(2026, 1, 6, 6, 0, tzinfo=UTC)  # 07:00 in Berlin, after Day 1
SLOT = datetime(2026, 1, 6, 7, 30, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(200))
NOTE = "NumPy broadcasting lines up shapes from the right, so a row of three fits a table with three columns."


@pytest.fixture
def server(clock: FixedClock) -> Iterator[BotApi]:
    with BotApi(clock) as server:
        yield server


@pytest.fixture
def app(home: Path, clock: FixedClock, server: BotApi, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    """Return a bot whose chat with Sam is bound."""
    monkeypatch.setenv("TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("TELEGRAM_API", server.url)
    made = App(settings.load(), clock)
    memory(made).keep(BOUND, f"{SAM.id} {SAM.id}")
    made.slots.began_at()
    yield made
    made.close()


def note(app: App, text: str = NOTE, day: date = MONDAY) -> None:
    app.notes.add(text, Flavour.LEARNED, datetime(day.year, day.month, day.day, 20, tzinfo=UTC), day)


def turn(app: App) -> None:
    """Do what the daemon does in one round, and hear what came."""
    for job in (jobs.draft_due, jobs.publish_due, jobs.ask, jobs.send_letters):
        tick(app, job)
    jobs.hear(app)
    for job in (jobs.ask, jobs.send_letters):
        tick(app, job)


def asked(app: App, clock: FixedClock, server: BotApi) -> tuple[Post, Shown, str]:
    """Return Tuesday's X post, how it was shown, and its code."""
    clock.set(MORNING)
    note(app)
    turn(app)
    post = next(each for each in app.posts.listed((Status.DRAFT,)) if each.platform == "x")
    return shown_of(app, server, post)


def shown_of(app: App, server: BotApi, post: Post) -> tuple[Post, Shown, str]:
    request = next(each for each in app.requests.of_post(post.id) if each.open)
    shown = next(each for each in reversed(server.sent) if each.text.startswith(f"{request.code}:"))
    return app.posts.get(post.id), shown, request.code


def asked_unseen(app: App, clock: FixedClock) -> tuple[Post, None, str]:
    """Return Tuesday's X post whose message never arrived, and its code."""
    clock.set(MORNING)
    note(app)
    for job in (jobs.draft_due, jobs.ask):
        tick(app, job)
    post = next(each for each in app.posts.listed((Status.DRAFT,)) if each.platform == "x")
    code = next(each.code for each in app.requests.of_post(post.id) if each.open)
    for _ in range(3):
        tick(app, jobs.send_letters)
    return post, None, code


def status(app: App, post: Post) -> str:
    return str(app.posts.get(post.id).status)


# --- asking ----------------------------------------------------------------------------------------------------------


def test_a_draft_is_shown_once_with_its_exact_text_its_evidence_and_its_code(
    app: App, clock: FixedClock, server: BotApi
) -> None:
    post, shown, code = asked(app, clock, server)
    assert shown.frames == [post.text]
    assert f"{code}: X, Tue 6 Jan, 08:30" in shown.text
    assert "Rests on: note, NumPy broadcasting" in shown.text
    assert "of 280 characters" in shown.text
    assert list(shown.buttons) == ["Yes", "No", "Edit"]
    before = len(server.sent)
    for _ in range(3):
        turn(app)
    assert len(server.sent) == before


def test_nothing_is_shown_in_quiet_hours(app: App, clock: FixedClock, server: BotApi) -> None:
    clock.set(datetime(2026, 1, 6, 3, 30, tzinfo=UTC))  # 04:30 in Berlin
    note(app)
    turn(app)
    assert server.sent == []
    clock.set(datetime(2026, 1, 6, 5, 0, tzinfo=UTC))
    turn(app)
    assert server.sent


def test_what_the_guard_has_not_passed_is_not_shown_on_a_phone(app: App, clock: FixedClock, server: BotApi) -> None:
    post, _, _ = asked(app, clock, server)
    app.desk.edit(post.id, "My manager at Acme wants me to leave, call me at sam@acme.example.", clock.now())
    turn(app)
    turn(app)
    (told,) = [each.text for each in server.sent if "not fit to be shown" in each.text]
    assert f"Draft {post.id} for X" in told
    assert not any("Acme" in text for text in server.texts)
    assert not any(each.post_id == post.id for each in app.requests.open())
    app.desk.edit(post.id, "Broadcasting lines up shapes from the right.", clock.now())
    turn(app)
    assert shown_of(app, server, post)[1].frames == ["Broadcasting lines up shapes from the right."]
    assert not any("Acme" in text for text in server.texts)  # not as what has changed, either


def test_an_evening_nothing_tells_of_is_asked_about_once(app: App, clock: FixedClock, server: BotApi) -> None:
    clock.set(datetime(2026, 1, 6, 19, 31, tzinfo=UTC))  # 20:31 in Berlin
    turn(app)
    turn(app)
    (question,) = server.sent
    assert question.text.endswith("?")
    assert question.markup["force_reply"] is True
    server.replies(question.message_id, "Read about shapes, and got lost in axes.")
    turn(app)
    (kept,) = app.notes.between(date(2026, 1, 6), date(2026, 1, 6))
    assert kept.text == "Read about shapes, and got lost in axes."
    assert server.sent[-1].text.startswith("Noted for Tuesday 6 January")


# --- answering -------------------------------------------------------------------------------------------------------


def test_a_tap_is_a_yes_to_the_bytes_that_were_shown_and_they_go_out(
    app: App, clock: FixedClock, server: BotApi
) -> None:
    post, shown, code = asked(app, clock, server)
    server.taps(shown.message_id, shown.buttons["Yes"])
    turn(app)
    assert status(app, post) == "approved"
    assert server.sent[-1].text.startswith(f"{code} goes out Tue 6 Jan, 08:30.")
    assert "Yes" not in shown.buttons
    clock.set(SLOT)
    turn(app)
    assert status(app, post) == "published"


@pytest.mark.parametrize("words", ["ok {}", "OK {}!", "👍 ok {}"])
def test_a_line_is_a_yes_too(words: str, app: App, clock: FixedClock, server: BotApi) -> None:
    post, _, code = asked(app, clock, server)
    server.says(words.format(code.lower()))
    turn(app)
    assert status(app, post) == "approved"


def test_a_bare_ok_counts_only_as_the_answer_to_one_message(app: App, clock: FixedClock, server: BotApi) -> None:
    post, shown, code = asked(app, clock, server)
    server.says("ok")
    turn(app)
    assert status(app, post) == "draft"
    assert code in server.sent[-1].text
    server.replies(shown.message_id, "ok")
    turn(app)
    assert status(app, post) == "approved"


def test_a_no_with_its_reason_is_a_no_and_teaches(app: App, clock: FixedClock, server: BotApi) -> None:
    post, _, code = asked(app, clock, server)
    server.says(f"no {code} boring")
    turn(app)
    rejected = app.posts.get(post.id)
    assert (rejected.status, rejected.rejected_for) == (Status.REJECTED, "boring")


def test_an_edit_comes_back_for_another_yes_under_another_code_with_what_changed(
    app: App, clock: FixedClock, server: BotApi
) -> None:
    post, _, code = asked(app, clock, server)
    server.says(f"edit {code}\nBroadcasting lines up shapes from the right. It took me an evening.")
    turn(app)
    edited, shown, new = shown_of(app, server, post)
    assert edited.status is Status.DRAFT
    assert new != code
    assert shown.frames == ["Broadcasting lines up shapes from the right. It took me an evening."]
    assert "New: It took me an evening." in shown.text
    server.says(f"ok {code}")
    turn(app)
    assert status(app, post) == "draft"
    assert f"It goes by {new} now." in server.sent[-1].text
    server.says(f"ok {new}")
    turn(app)
    assert status(app, post) == "approved"


def test_an_edit_without_a_text_asks_for_it_and_takes_the_answer_word_for_word(
    app: App, clock: FixedClock, server: BotApi
) -> None:
    post, shown, _ = asked(app, clock, server)
    server.taps(shown.message_id, shown.buttons["Edit"])
    turn(app)
    prompt = server.sent[-1]
    assert prompt.markup["force_reply"] is True
    server.replies(prompt.message_id, "ok so shapes line up from the right.")
    turn(app)
    assert app.posts.get(post.id).text == "ok so shapes line up from the right."


def test_any_other_sentence_is_a_note_for_that_day_and_brings_a_new_draft(
    app: App, clock: FixedClock, server: BotApi
) -> None:
    post, shown, code = asked(app, clock, server)
    server.replies(shown.message_id, "I had the axes the wrong way round for an hour.")
    turn(app)
    assert [each.text for each in app.notes.between(MONDAY, MONDAY)] == [
        NOTE,
        "I had the axes the wrong way round for an hour.",
    ]
    redrafted, again, new = shown_of(app, server, post)
    assert "I had the axes the wrong way round for an hour." in redrafted.text
    assert new != code
    assert again.frames == [redrafted.text]


def test_a_yes_is_taken_back_and_asked_for_anew(app: App, clock: FixedClock, server: BotApi) -> None:
    post, _, code = asked(app, clock, server)
    server.says(f"ok {code}")
    turn(app)
    server.says(f"undo {code}")
    turn(app)
    assert status(app, post) == "draft"
    assert shown_of(app, server, post)[2] != code


def test_another_hour_and_a_hold_by_the_way(app: App, clock: FixedClock, server: BotApi) -> None:
    post, _, code = asked(app, clock, server)
    server.says(f"later {code} 18:00")
    turn(app)
    assert app.posts.get(post.id).due_at == datetime(2026, 1, 6, 17, 0, tzinfo=UTC)
    server.says("hold")
    turn(app)
    assert app.journey.hold() == "you said so on the phone"


def test_a_code_dies_with_its_slot_and_the_answer_says_what_became_of_the_post(
    app: App, clock: FixedClock, server: BotApi
) -> None:
    post, _, code = asked(app, clock, server)
    clock.set(SLOT + timedelta(minutes=1))
    server.says(f"ok {code}")
    turn(app)
    assert status(app, post) == "missed"
    assert f"{code} has lapsed: post {post.id} is missed" in server.sent[-1].text


def test_the_seven_drafts_of_a_week_take_seven_taps(app: App, clock: FixedClock, server: BotApi) -> None:
    taps = 0
    for number in range(7):
        day = MONDAY + timedelta(days=number)
        note(app, f"On evening {number} the {'abcdefg'[number]} part of the exercise gave way.", day)
        clock.set(datetime(2026, 1, 6, 6, 0, tzinfo=UTC) + timedelta(days=number))
        turn(app)
        for shown in [each for each in server.sent if "Yes" in each.buttons and ": X," in each.text]:
            server.taps(shown.message_id, shown.buttons["Yes"])
            taps += 1
        turn(app)
        clock.set(datetime(2026, 1, 6, 7, 31, tzinfo=UTC) + timedelta(days=number))
        turn(app)
    out = [post for post in app.posts.listed((Status.PUBLISHED,), 100) if post.platform == "x"]
    assert len(out) == taps >= 6


def test_what_nearly_is_an_order_is_no_note_and_what_only_looks_like_one_is(
    app: App, clock: FixedClock, server: BotApi
) -> None:
    post, _, code = asked(app, clock, server)
    for text in (f"ok {code} thanks", f"{code} ok", f"undo {code} please", "/start", "/help"):
        server.says(text)
    turn(app)
    assert len(app.notes.between(MONDAY, MONDAY + timedelta(days=1))) == 1
    assert status(app, post) == "draft"
    assert sum("Not understood" in each.text for each in server.sent) == 3
    server.says("No GPT2 without tears")
    server.says("no Q9 was a long one")
    server.says("ok Q9")
    turn(app)
    texts = [each.text for each in app.notes.between(MONDAY, MONDAY + timedelta(days=1))]
    assert texts[1:] == ["No GPT2 without tears", "no Q9 was a long one"]
    assert "There is no code Q9." in server.texts


def test_a_code_nobody_was_shown_approves_nothing(app: App, clock: FixedClock, server: BotApi) -> None:
    for _ in range(4):
        server.add_fault(Fault("400", says=status_of(400)), route="sendMessage")
    post, _, code = asked_unseen(app, clock)
    server.says(f"ok {code}")
    turn(app)
    assert status(app, post) == "draft"
    assert not any(each.post_id == post.id for each in app.requests.open())


def test_a_code_whose_message_has_not_gone_out_approves_nothing(app: App, clock: FixedClock, server: BotApi) -> None:
    clock.set(MORNING)
    note(app)
    for job in (jobs.draft_due, jobs.ask):
        tick(app, job)
    request, *_ = app.requests.open()
    server.says(f"ok {request.code}")
    jobs.hear(app)
    assert str(app.posts.get(request.post_id).status) == "draft"


def test_a_note_belongs_to_the_day_it_was_written_on(app: App, clock: FixedClock, server: BotApi) -> None:
    asked(app, clock, server)
    clock.set(datetime(2026, 1, 6, 19, 0, tzinfo=UTC))
    server.says("Axes went better tonight.")
    clock.set(datetime(2026, 1, 7, 9, 0, tzinfo=UTC))
    turn(app)
    assert [each.text for each in app.notes.between(date(2026, 1, 6), date(2026, 1, 6))] == [
        "Axes went better tonight."
    ]


def test_a_picture_is_shown_before_its_post_is_asked_about(
    app: App, clock: FixedClock, server: BotApi, tmp_path: Path
) -> None:
    post, _, _ = asked(app, clock, server)
    app.desk.attach(post.id, Picture(PNG, "image/png", "The loss over ten epochs"), clock.now())
    turn(app)
    _, shown, _ = shown_of(app, server, post)
    place = server.sent.index(shown)
    assert server.sent[place - 1].file == ("picture-1.png", PNG)
    assert "The loss over ten epochs" in server.sent[place - 1].text


# --- by hand ---------------------------------------------------------------------------------------------------------


def test_what_is_theirs_to_post_comes_ready_to_copy_and_posted_closes_it(
    home: Path, app: App, clock: FixedClock, server: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("X_THROUGH", "hand")
    by_hand = App(settings.load(), clock)
    post, _, code = asked(by_hand, clock, server)
    server.says(f"ok {code}")
    turn(by_hand)
    clock.set(SLOT)
    turn(by_hand)
    turn(by_hand)
    shown = next(each for each in server.sent if "yours to post on X" in each.text)
    assert shown.frames == [post.text]
    assert "https://x.com/intent/" in shown.text
    server.says("posted https://x.com/sam/status/1234567890123456789")
    turn(by_hand)
    assert by_hand.posts.get(post.id).status is Status.PUBLISHED
    by_hand.close()


# --- nobody else, and nothing twice ----------------------------------------------------------------------------------


def test_a_stranger_is_met_with_silence_and_nothing_happens(app: App, clock: FixedClock, server: BotApi) -> None:
    post, shown, code = asked(app, clock, server)
    before = len(server.sent)
    server.stranger_says(f"ok {code}")
    server.taps(shown.message_id, shown.buttons["Yes"], by=MALLORY)
    server.forwards(f"ok {code}")
    server.says_via_bot(f"ok {code}")
    server.edits(server.says("hello there, a note"), f"ok {code}")
    turn(app)
    assert status(app, post) == "draft"
    assert len([each for each in server.sent[before:] if code in each.text and "goes out" in each.text]) == 0


def test_an_update_that_comes_again_acts_once(app: App, clock: FixedClock, server: BotApi) -> None:
    _, shown, _ = asked(app, clock, server)
    server.replies(shown.message_id, "I had the axes the wrong way round for an hour.")
    updates = app.telegram.poll(None, jobs.phone.ways.bound(app), seconds=0)
    for _ in range(3):
        jobs.phone.chat.take(app, updates)
    tick(app, jobs.send_letters)
    assert len(app.notes.between(MONDAY, MONDAY)) == 2
    assert sum(each.text.startswith("Noted for") for each in server.sent) == 1


@pytest.mark.parametrize("words", ["ok {}", "no {} boring", "edit {}\nOther words.", "undo {}", "A note of mine."])
def test_an_answer_read_again_after_a_crash_does_nothing_a_second_time(
    words: str, app: App, clock: FixedClock, server: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program dies after the desk acted and before that was written down."""
    post, shown, code = asked(app, clock, server)
    server.replies(shown.message_id, words.format(code))
    updates = app.telegram.poll(None, jobs.phone.ways.bound(app), seconds=0)

    class Died(BaseException):
        pass

    def dies(*_: object) -> bool:
        raise Died

    with monkeypatch.context() as broken:
        broken.setattr(app.requests, "hear", dies)
        with pytest.raises(Died):
            jobs.phone.chat.take(app, updates)
    once = (app.posts.get(post.id), app.posts.history(post.id), app.notes.between(MONDAY, MONDAY))
    jobs.phone.chat.take(app, updates)
    assert (app.posts.get(post.id), app.posts.history(post.id), app.notes.between(MONDAY, MONDAY)) == once


def test_a_tap_on_an_old_message_never_approves_the_new_text(app: App, clock: FixedClock, server: BotApi) -> None:
    post, shown, _ = asked(app, clock, server)
    old = shown.buttons["Yes"]
    app.desk.edit(post.id, "Something else entirely.", clock.now())
    server.taps(shown.message_id, old)
    jobs.hear(app)
    assert status(app, post) == "draft"


def test_an_answer_that_cannot_be_dealt_with_is_tried_thrice_and_stops_no_other(
    app: App, clock: FixedClock, server: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    post, _, code = asked(app, clock, server)
    server.says(f"ok {code}")
    real, tries = app.requests.of_code, []

    def fails_twice(wanted: str) -> Request | None:
        tries.append(wanted)
        if len(tries) < 3:
            raise ValueError(wanted)
        return real(wanted)

    monkeypatch.setattr(app.requests, "of_code", fails_twice)
    for _ in range(3):
        jobs.hear(app)
    assert status(app, post) == "approved"


def test_a_short_outage_holds_the_chat_up_no_longer_than_it_lasts(app: App, clock: FixedClock, server: BotApi) -> None:
    clock.set(MORNING - timedelta(minutes=40))
    note(app)
    for _ in range(8):
        server.add_fault(Fault("502", says=status_of(502)), route="sendMessage")
    for minutes in range(0, 60, 1):
        clock.set(MORNING + timedelta(minutes=minutes - 40))
        turn(app)
    assert any(": X," in each.text and "Yes" in each.buttons for each in server.sent)


def test_whoever_writes_again_is_back(app: App, clock: FixedClock, server: BotApi) -> None:
    memory(app).keep(AWAY, "left")
    server.says("hello, back again")
    jobs.hear(app)
    assert memory(app).recall(AWAY) == ""


def test_the_name_of_what_is_only_counted_reaches_no_phone(
    home: Path, app: App, clock: FixedClock, server: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_REPOSITORIES", "sam/acme-payroll=count")
    quiet = App(settings.load(), clock)
    name = key("github", "sam/acme-payroll")
    quiet.sources.begin(name, clock.now())
    quiet.sources.fail(name, "GitHub answered 404", "bot sync")
    clock.set(clock.now() + timedelta(days=3, hours=-8))
    for job in (jobs.write_notices, jobs.send_letters):
        tick(quiet, job)
    quiet.close()
    assert server.sent
    assert not any("acme" in text for text in server.texts)


def test_a_token_that_does_not_open_shuts_the_chat_and_nothing_else(
    home: Path, app: App, clock: FixedClock, server: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TELEGRAM_TOKEN")
    monkeypatch.setenv("BOT_VAULT_KEY", "k" * 32)
    sealed = App(settings.load(), clock)
    memory(sealed).seal("TELEGRAM_TOKEN", Secret(TOKEN))
    sealed.close()
    monkeypatch.setenv("BOT_VAULT_KEY", "another key" * 4)
    shut = App(settings.load(), clock)
    tick(shut, jobs.ask)
    assert any("Your chat on Telegram is shut" in each.message for each in troubles(shut.looked))
    shut.close()


def test_somebody_who_left_the_chat_is_asked_no_more_there_until_they_come_back(
    app: App, clock: FixedClock, server: BotApi
) -> None:
    server.leaves()
    jobs.hear(app)
    clock.set(MORNING)
    note(app)
    turn(app)
    assert server.sent == []
    server.comes_back()
    jobs.hear(app)
    turn(app)
    assert any(each.buttons for each in server.sent)


def test_after_a_day_without_asking_the_person_hears_that_answers_were_lost(
    app: App, clock: FixedClock, server: BotApi
) -> None:
    asked(app, clock, server)
    server.says("hello, a note of mine")
    turn(app)
    clock.set(MORNING + timedelta(days=2))
    server.says("and another one")
    turn(app)
    assert any("could not look for answers since" in each.text for each in server.sent)


def test_days_in_which_nothing_was_said_are_no_silence_of_ours(app: App, clock: FixedClock, server: BotApi) -> None:
    server.says("an early note of mine")
    for hours in range(0, 60, 6):
        clock.set(MORNING + timedelta(hours=hours))
        jobs.hear(app)
    server.says("a late one")
    turn(app)
    assert not any("could not look" in each.text for each in server.sent)


def test_the_daemon_listens_beside_its_jobs_and_stops_when_told(app: App, clock: FixedClock, server: BotApi) -> None:
    post, _, code = asked(app, clock, server)
    stop, lock = threading.Event(), threading.Lock()
    listening = threading.Thread(target=jobs.listen, args=(lambda: app, lock, stop, lambda: None))
    listening.start()
    server.says(f"ok {code}")
    for _ in range(200):
        with lock:
            if status(app, post) == "approved":
                break
        stop.wait(0.02)
    stop.set()
    listening.join(10)
    assert not listening.is_alive()
    assert status(app, post) == "approved"
