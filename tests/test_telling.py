"""What the learner is told, over a real mail server: the digest once a week, each trouble once, nothing twice."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import httpx
import pytest
import respx

from bot import jobs, settings
from bot.activity import Evidence, Flavour, Kind
from bot.app import App
from bot.clock import FixedClock
from bot.daemon import JOBS
from bot.errors import Blocked
from bot.plan import Pause
from bot.store.letters import FAILED, SENDING, SENT, UNCLEAR, WAITING
from bot.store.post import By
from tests.conftest import Run, tick
from tests.reports.smtp_server import AUTH, DATA, LOGIN, RCPT, TAKEN, Fault, MailServer

MONDAY, SATURDAY = date(2026, 1, 5), date(2026, 1, 10)
DIGEST = datetime(2026, 1, 11, 17, 0, tzinfo=UTC)  # Sunday, 18:00 in Berlin
NOON = datetime(2026, 1, 7, 11, 0, tzinfo=UTC)
TOPIC = "https://ntfy.sh/learnaloud-canary-topic"


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer(tls="") as made:
        yield made


@pytest.fixture(autouse=True)
def mailed_to(home: Path, server: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAIL_TO", "sam@sam.example")
    monkeypatch.setenv("SMTP_LOGIN", LOGIN)
    monkeypatch.setenv("SMTP_SERVER", f"localhost:{server.port}")


def at(day: date, hour: int = 19) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def told(app: App) -> None:
    """Wake the jobs that tell, as the daemon does."""
    for job in (jobs.keep_awake, jobs.write_digest, jobs.write_notices, jobs.send_letters):
        tick(app, job)


def subjects(server: MailServer) -> list[str]:
    return [each.mail["Subject"] for each in server.received]


def plain(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def studied(app: App) -> None:
    app.evidence.remember([Evidence(Kind.COMMIT, "c1", "Solve thirty array exercises", at(MONDAY), MONDAY)])
    app.notes.add("Shapes line up from the right.", Flavour.WIN, at(MONDAY), MONDAY)
    app.notes.add("My manager asked about it.", Flavour.NONE, at(MONDAY), MONDAY, private=True)


# --- the digest ----------------------------------------------------------------------------------------------------


def test_the_digest_comes_once_on_sunday_evening_and_again_the_next(
    app: App, clock: FixedClock, server: MailServer
) -> None:
    app.slots.began_at()
    studied(app)
    clock.set(DIGEST - timedelta(seconds=1))
    told(app)
    assert server.received == []
    clock.set(DIGEST)
    for _ in range(3):
        told(app)
    (received,) = server.received
    assert received.to == ("sam@sam.example",)
    assert "Solve thirty array exercises" in plain(received.mail)
    assert "My manager asked about it." in plain(received.mail)
    assert "manager" not in received.mail["Subject"]
    kept = app.letters.find("mail", "digest", "2026-01-10")
    assert kept is not None
    assert (kept.status, kept.letter.content) == (SENT, b"")  # private notes stand in it
    clock.set(DIGEST + timedelta(days=7))
    told(app)
    assert len(server.received) == 2
    assert received.mail["Message-ID"] != server.received[1].mail["Message-ID"]


@pytest.mark.parametrize(("late", "comes"), [(timedelta(hours=20), True), (timedelta(days=4), False)])
def test_a_digest_that_was_slept_through_comes_late_and_old_news_does_not(
    late: timedelta, comes: bool, app: App, clock: FixedClock, server: MailServer
) -> None:
    app.slots.began_at()
    clock.set(DIGEST + late)
    told(app)
    assert any(each.startswith("Week 1 of") for each in subjects(server)) is comes


def test_a_week_the_plan_rested_has_no_digest_and_one_before_the_plan_has_none(
    app: App, clock: FixedClock, server: MailServer
) -> None:
    app.slots.began_at()
    app.calendar.pause(Pause(date(2026, 1, 3), date(2026, 1, 11), "a wedding"))
    for when in (DIGEST - timedelta(days=7), DIGEST):
        clock.set(when)
        told(app)
    assert server.received == []


def test_without_an_address_nothing_is_mailed_and_nothing_counts_as_told(
    app: App, clock: FixedClock, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAIL_TO", "")
    unread = App(settings.load(), clock)
    clock.set(DIGEST)
    unread.journey.hold_now("no word from you for 21 days", clock.now())
    told(unread)
    unread.close()
    clock.set(DIGEST + timedelta(minutes=1))
    told(app)
    assert len(server.received) == 2  # the digest, and the hold


# --- what became of a letter ------------------------------------------------------------------------------------------


def test_a_mail_the_server_puts_off_goes_out_later_the_same_to_the_byte(
    app: App, clock: FixedClock, server: MailServer
) -> None:
    app.slots.began_at()
    clock.set(DIGEST)
    server.faults[RCPT] = Fault("450 4.2.0 greylisted, come back")
    told(app)
    kept = app.letters.find("mail", "digest", "2026-01-10")
    assert kept is not None
    assert (kept.status, kept.tries, kept.try_at > clock.now()) == (WAITING, 1, True)
    del server.faults[RCPT]
    told(app)
    assert server.received == []  # it is not its hour yet
    clock.set(kept.try_at)
    told(app)
    assert [each.content for each in server.received] == [kept.letter.content]


def test_a_mail_that_may_have_arrived_is_never_sent_again_and_the_next_one_says_so(
    app: App, clock: FixedClock, server: MailServer
) -> None:
    app.slots.began_at()
    clock.set(DIGEST)
    server.faults[TAKEN] = Fault(drops=True)
    told(app)
    kept = app.letters.find("mail", "digest", "2026-01-10")
    assert kept is not None
    assert kept.status == UNCLEAR
    del server.faults[TAKEN]
    for minutes in range(0, 300, 10):
        clock.set(DIGEST + timedelta(minutes=minutes))
        told(app)
    digest, notice = server.received
    assert digest.mail["Message-ID"] != notice.mail["Message-ID"]
    assert "has perhaps not arrived" in plain(notice.mail)


def test_what_was_being_sent_when_the_program_died_is_not_sent_again(
    app: App, clock: FixedClock, server: MailServer
) -> None:
    app.slots.began_at()
    clock.set(DIGEST)
    tick(app, jobs.write_digest)
    (waiting,) = app.letters.due(clock.now())
    assert app.letters.claim(waiting, By("publisher 1 dead", clock.now()))
    (sending,) = app.letters.sending()
    assert sending.status == SENDING
    tick(app, jobs.send_letters)
    kept = app.letters.find("mail", "digest", "2026-01-10")
    assert kept is not None
    assert (kept.status, server.received) == (UNCLEAR, [])


def test_a_refused_mail_is_told_in_bot_check_and_starts_no_chain_of_mails(
    app: App, clock: FixedClock, server: MailServer, run: Run
) -> None:
    app.slots.began_at()
    server.faults[RCPT] = Fault("550 5.1.1 no such person")
    for hours in range(48):
        clock.set(DIGEST + timedelta(hours=hours))
        told(app)
    assert server.heard.count("rcpt") == 2  # the digest, and one notice that it failed
    assert "was not sent" in run("today", clock=clock)[1]


def test_a_wrong_password_is_not_tried_again_and_again(app: App, clock: FixedClock, server: MailServer) -> None:
    app.slots.began_at()
    server.faults[AUTH] = Fault("535 5.7.8 wrong password")
    for minutes in range(0, 3 * 24 * 60, 15):
        clock.set(DIGEST + timedelta(minutes=minutes))
        told(app)
    assert server.heard.count("auth") <= 16  # in three days
    kept = app.letters.find("mail", "digest", "2026-01-10")
    assert kept is not None
    assert kept.status == FAILED


# --- notices -------------------------------------------------------------------------------------------------------


def paused(app: App, clock: FixedClock, reason: str = "X has no credits left.") -> None:
    app.accounts.pause("x", Blocked(reason, "add credits, then bot release x"), clock.now())


def test_what_stops_posts_is_told_once_with_the_command_that_mends_it(
    app: App, clock: FixedClock, server: MailServer
) -> None:
    clock.set(NOON)
    paused(app, clock)
    app.journey.hold_now("no word from you for 21 days", clock.now())
    for minutes in range(0, 240, 5):
        clock.set(NOON + timedelta(minutes=minutes))
        told(app)
    (received,) = server.received
    for words in ("X is paused: X has no credits left.", "bot release x", "no word from you", "bot release"):
        assert words in " ".join(plain(received.mail).split())


def test_what_comes_up_together_is_told_together_and_a_new_pause_is_news(
    app: App, clock: FixedClock, server: MailServer
) -> None:
    clock.set(NOON)
    paused(app, clock)
    told(app)
    app.journey.hold_now("no word from you for 21 days", clock.now())
    clock.set(NOON + timedelta(minutes=5))
    told(app)
    assert len(server.received) == 1
    clock.set(NOON + timedelta(minutes=20))
    told(app)
    assert len(server.received) == 2
    app.accounts.lift("x")
    clock.set(NOON + timedelta(hours=3))
    paused(app, clock)
    told(app)
    assert len(server.received) == 3


def test_at_night_nobody_is_told_anything(app: App, clock: FixedClock, server: MailServer) -> None:
    clock.set(datetime(2026, 1, 7, 1, 0, tzinfo=UTC))
    paused(app, clock)
    told(app)
    assert server.received == []
    clock.set(datetime(2026, 1, 7, 5, 0, tzinfo=UTC))  # 06:00 in Berlin
    told(app)
    assert len(server.received) == 1


def test_a_draft_without_a_yes_is_told_about_an_hour_before_its_slot(
    app: App, clock: FixedClock, server: MailServer
) -> None:
    studied(app)
    clock.set(datetime(2026, 1, 6, 5, 30, tzinfo=UTC))
    tick(app, jobs.draft_due)
    told(app)
    assert server.received == []
    clock.set(datetime(2026, 1, 6, 6, 31, tzinfo=UTC))
    told(app)
    (received,) = server.received
    assert "no yes yet" in plain(received.mail)
    assert "bot review" in plain(received.mail)


def test_a_token_is_told_about_fourteen_seven_three_and_one_days_before_it_ends_and_then(
    home: Path, app: App, clock: FixedClock, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINKEDIN_THROUGH", "api")
    monkeypatch.setenv("LINKEDIN_VERSION", "202607")
    monkeypatch.setenv("LINKEDIN_TOKEN_ENDS", "2026-03-01")
    connected = App(settings.load(), clock)
    when = []
    for day in range(40):
        clock.set(datetime(2026, 1, 25, 12, tzinfo=UTC) + timedelta(days=day))
        before = len(server.received)
        tick(connected, jobs.write_notices)
        tick(connected, jobs.send_letters)
        when += [(date(2026, 3, 1) - clock.now().date()).days] * (len(server.received) - before)
    connected.close()
    assert when == [14, 7, 3, 1, 0]
    assert "ended" in plain(server.received[-1].mail)


def test_a_stopped_loop_is_told_if_it_cost_a_slot(app: App, clock: FixedClock, server: MailServer) -> None:
    app.slots.began_at()
    clock.set(datetime(2026, 1, 5, 20, 0, tzinfo=UTC))
    for job, _ in JOBS:
        tick(app, job)
    clock.set(datetime(2026, 1, 6, 18, 0, tzinfo=UTC))  # X had its slot at 08:30 in Berlin
    for job, _ in JOBS:
        tick(app, job)
    (received,) = server.received
    assert "The daemon did not run from Mon 5 Jan, 21:00" in " ".join(plain(received.mail).split())


def test_a_phone_hears_of_it_as_well_and_of_a_digest_the_mail_server_refused(
    app: App, clock: FixedClock, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NTFY_ADDRESS", TOPIC)
    monkeypatch.setenv("LINKEDIN_THROUGH", "sandbox")
    both = App(settings.load(), clock)
    both.slots.began_at()
    server.faults[DATA] = Fault("554 5.7.1 looks like spam")
    clock.set(DIGEST)
    with respx.mock(assert_all_called=False) as wire:
        push = wire.post("https://ntfy.sh/").mock(
            return_value=httpx.Response(200, json={"id": "a", "event": "message", "time": 1, "topic": "t"})
        )
        wire.route(host="localhost").pass_through()
        for minutes in range(0, 300, 5):
            clock.set(DIGEST + timedelta(minutes=minutes))
            told(both)
    both.close()
    assert push.call_count == 1
    assert "was not sent" in push.calls[0].request.content.decode()


# --- by hand -------------------------------------------------------------------------------------------------------


def test_the_digest_is_shown_mailed_once_and_again_only_when_asked(
    app: App, clock: FixedClock, server: MailServer, run: Run
) -> None:
    app.slots.began_at()
    studied(app)
    clock.set(DIGEST + timedelta(days=1))
    code, shown, _ = run("digest", clock=clock)
    assert code == 0
    assert "Solve thirty array exercises" in shown
    assert run("digest", "--html", clock=clock)[1].lstrip().lower().startswith("<!doctype html")
    assert "\nSubject: " in run("digest", "--eml", clock=clock)[1]
    assert server.received == []
    code, said, _ = run("digest", "--send", clock=clock)
    assert (code, len(server.received)) == (0, 1)
    assert said.startswith("Mailed to sam@sam.example: ")
    code, _, wrong = run("digest", "--send", clock=clock)
    assert (code, len(server.received)) == (1, 1)
    assert "bot digest --send --again" in wrong
    assert run("digest", "--send", "--again", clock=clock)[0] == 0
    assert len(server.received) == 2


def test_a_week_that_is_not_over_has_no_digest_and_json_holds_every_number(
    app: App, clock: FixedClock, run: Run
) -> None:
    import json

    studied(app)
    code, _, wrong = run("digest", clock=clock)
    assert (code, "The first week of your plan is over on Saturday 10 January" in wrong) == (1, True)
    clock.set(DIGEST)
    code, _, wrong = run("digest", "--week", "2026-01-12", clock=clock)
    assert (code, "is over on Saturday 17 January" in wrong) == (1, True)
    row = json.loads(run("digest", "--week", "2026-01-07", "--json", clock=clock)[1])
    assert (row["first"], row["last"], row["evenings"]) == ("2026-01-04", "2026-01-10", 1)
    assert [each["title"] for each in row["done"]] == ["Solve thirty array exercises"]
    assert [each["counts"] for each in row["days"] if each["counts"]] == [{"commit": 1, "note": 2}]
