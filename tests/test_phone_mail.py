"""The phone loop by mail: requests over a real SMTP server, answers in a real mailbox; who may act, and once."""

import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
import trustme

from bot import jobs, settings
from bot.activity import Flavour
from bot.app import App
from bot.clock import FixedClock
from bot.jobs.phone.mailbox import ATTENDING, signed_by
from bot.lifecycle import Status
from bot.phone.mailbox.wire import Mailbox
from bot.platforms import Picture
from bot.store.post import Post
from tests.conftest import Run, tick
from tests.phone.mail_server import Dovecot, dovecot  # noqa: F401 (pytest finds it here)
from tests.reports.smtp_server import LOGIN, MailServer, authority, trusted  # noqa: F401

MONDAY = date(2026, 1, 5)
MORNING = datetime(2026, 1, 6, 6, 0, tzinfo=UTC)
NOTE = "A row of three fits a table with three columns, because shapes line up from the right."
OWNER = "sam@sam.example"
PROVIDER = "mx.sam.example; dmarc=pass header.from=sam.example"


@pytest.fixture
def smtp() -> Iterator[MailServer]:
    with MailServer(tls="") as made:
        yield made


@pytest.fixture
def inbox(dovecot: Dovecot, trusted: trustme.LeafCert) -> Mailbox:
    return dovecot.mailbox()


@pytest.fixture
def app(
    home: Path, clock: FixedClock, smtp: MailServer, inbox: Mailbox, dovecot: Dovecot,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[App]:  # fmt: skip
    for name, value in {
        "MAIL_TO": OWNER,
        "SMTP_LOGIN": LOGIN,
        "SMTP_SERVER": f"localhost:{smtp.port}",
        "IMAP_SERVER": f"mail.example:{dovecot.starttls}",
        "IMAP_LOGIN": inbox.login,
        "IMAP_FOLDER": inbox.folder,
        "PHONE_MAIL_SIGNED_BY": "mx.sam.example",
    }.items():
        monkeypatch.setenv(name, value)
    made = App(settings.load(), clock)
    made.slots.began_at()
    yield made
    made.close()


def turn(app: App) -> None:
    for job in (jobs.draft_due, jobs.publish_due, jobs.ask, jobs.send_letters):
        tick(app, job)
    jobs.hear_mail(app)
    for job in (jobs.ask, jobs.send_letters):
        tick(app, job)


def asked(app: App, clock: FixedClock, smtp: MailServer) -> tuple[Post, EmailMessage, str]:
    """Return Tuesday's X post, the mail that asks about it, and its code."""
    clock.set(MORNING)
    app.notes.add(NOTE, Flavour.LEARNED, datetime(2026, 1, 5, 20, tzinfo=UTC), MONDAY)
    turn(app)
    post = next(each for each in app.posts.listed((Status.DRAFT,)) if each.platform == "x")
    mail = next(each.mail for each in smtp.received if ": X," in each.mail["Subject"])
    return post, mail, mail["Subject"].partition(":")[0]


def plain(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def answer(to: EmailMessage, words: str, sender: str = OWNER, results: str = PROVIDER, **more: str) -> bytes:
    """Return what a person's mail program sends, as their provider delivers it."""
    mail = EmailMessage()
    if results:
        mail["Authentication-Results"] = results
    mail["From"], mail["To"], mail["Subject"] = sender, OWNER, f"Re: {to['Subject']}"
    mail["Message-ID"] = f"<{abs(hash((words, sender)))}@phone.example>"
    mail["In-Reply-To"] = mail["References"] = more.pop("answers", to["Message-ID"])
    for name, value in more.items():
        mail[name.replace("_", "-")] = value
    quoted = "".join(f"> {line}\n" for line in plain(to).splitlines())
    mail.set_content(f"{words}\n\nOn Tue, 6 Jan 2026 at 07:00, learnaloud <sam@sam.example> wrote:\n{quoted}")
    return mail.as_bytes()


def test_a_request_shows_the_exact_text_under_a_name_nobody_guesses(
    app: App, clock: FixedClock, smtp: MailServer
) -> None:
    post, mail, code = asked(app, clock, smtp)
    assert post.text in plain(mail)
    assert mail["Message-ID"].startswith("<q-")
    assert (mail["Auto-Submitted"], mail["X-Auto-Response-Suppress"]) == ("auto-generated", "All")
    assert not any(line.strip().lower() == f"ok {code.lower()}" for line in plain(mail).splitlines())


@pytest.mark.parametrize("words", ["ok {}", "Ok", "OK {}!\n\nBest,\nSam", "ok {}\n\nVon meinem iPhone gesendet"])
def test_a_line_above_the_quote_is_a_yes(
    words: str,
    app: App,
    clock: FixedClock,
    smtp: MailServer,
    dovecot: Dovecot,
    inbox: Mailbox,
) -> None:
    post, mail, code = asked(app, clock, smtp)
    dovecot.deliver(inbox, answer(mail, words.format(code)))
    turn(app)
    assert app.posts.get(post.id).status is Status.APPROVED
    confirmed = smtp.received[-1].mail
    assert f"{code} goes out Tue 6 Jan, 08:30." in plain(confirmed)
    assert confirmed["In-Reply-To"].endswith("@phone.example>")


def test_an_edit_and_a_note_keep_their_words_and_leave_the_quote_out(
    app: App,
    clock: FixedClock,
    smtp: MailServer,
    dovecot: Dovecot,
    inbox: Mailbox,
) -> None:
    post, mail, code = asked(app, clock, smtp)
    dovecot.deliver(inbox, answer(mail, f"edit {code}\nShapes line up from the right.\n\nIt took an evening."))
    turn(app)
    assert app.posts.get(post.id).text == "Shapes line up from the right.\n\nIt took an evening."
    again = next(each.mail for each in reversed(smtp.received) if ": X," in each.mail["Subject"])
    assert again["Message-ID"] != mail["Message-ID"]
    dovecot.deliver(inbox, answer(again, "I had the axes the wrong way round for an hour."))
    turn(app)
    assert app.notes.between(MONDAY, MONDAY)[-1].text == "I had the axes the wrong way round for an hour."


@pytest.mark.parametrize(
    "more",
    [
        {"sender": "mallory@evil.example"},
        {"results": ""},
        {"results": "mx.evil.example; dmarc=pass header.from=sam.example"},
        {"results": "mx.sam.example; dmarc=fail header.from=sam.example"},
        {"results": "mx.sam.example; spf=pass smtp.mailfrom=sam.example"},
        {"answers": "<q-0123456789abcdef0123456789abcdef@sam.example>"},
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"List_Id": "<list.example>"},
    ],
    ids=str,
)
def test_what_may_not_act_does_nothing_and_gets_no_answer(
    more: dict[str, str],
    app: App,
    clock: FixedClock,
    smtp: MailServer,
    dovecot: Dovecot,
    inbox: Mailbox,
) -> None:
    post, mail, code = asked(app, clock, smtp)
    before = len(smtp.received)
    dovecot.deliver(inbox, answer(mail, f"ok {code}", **more))
    turn(app)
    assert app.posts.get(post.id).status is Status.DRAFT
    assert len(smtp.received) == before


def test_the_code_of_another_request_does_nothing_in_the_answer_to_this_one(
    app: App,
    clock: FixedClock,
    smtp: MailServer,
    dovecot: Dovecot,
    inbox: Mailbox,
) -> None:
    post, _, code = asked(app, clock, smtp)
    other = next(each.mail for each in smtp.received if ": LinkedIn," in each.mail["Subject"])
    dovecot.deliver(inbox, answer(other, f"ok {code}"))
    turn(app)
    assert app.posts.get(post.id).status is Status.DRAFT
    assert "and no other" in plain(smtp.received[-1].mail)


def test_s20_an_answer_that_is_found_again_acts_once(
    app: App,
    clock: FixedClock,
    smtp: MailServer,
    dovecot: Dovecot,
    inbox: Mailbox,
) -> None:
    _, mail, _ = asked(app, clock, smtp)
    words = answer(mail, "I had the axes the wrong way round for an hour.")
    dovecot.deliver(inbox, words)
    turn(app)
    before = len(smtp.received)
    dovecot.deliver(inbox, words)  # moved away and back: another number, the same mail
    turn(app)
    assert len(app.notes.between(MONDAY, MONDAY)) == 2
    assert len(smtp.received) == before


def test_s20_an_order_that_is_found_again_is_carried_out_once(
    app: App,
    clock: FixedClock,
    smtp: MailServer,
    dovecot: Dovecot,
    inbox: Mailbox,
) -> None:
    _, mail, _ = asked(app, clock, smtp)
    dovecot.deliver(inbox, answer(mail, "hold"))
    turn(app)
    assert app.journey.hold()
    app.journey.release(clock.now())
    dovecot.deliver(inbox, answer(mail, "hold"))
    turn(app)
    assert not app.journey.hold()


def test_a_post_with_pictures_is_left_to_the_terminal(app: App, clock: FixedClock, smtp: MailServer) -> None:
    post, _, _ = asked(app, clock, smtp)
    app.desk.attach(post.id, Picture(b"\x89PNG\r\n\x1a\n" + bytes(99), "image/png", "The loss"), clock.now())
    turn(app)
    assert "has pictures, which no mail shows" in plain(smtp.received[-1].mail)
    assert not any(each.post_id == post.id for each in app.requests.open())


def test_a_refused_password_is_told_and_not_tried_again_for_hours(
    app: App, clock: FixedClock, smtp: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(app, clock, smtp)
    monkeypatch.setenv("IMAP_PASSWORD", "wrong")
    wrong = App(settings.load(), clock)
    stop, looks = threading.Event(), iter(range(4))

    def waits(_: float) -> None:
        if next(looks, None) is None:
            stop.set()

    monkeypatch.setattr(stop, "wait", waits)
    jobs.attend(lambda: wrong, threading.Lock(), stop, lambda: None)
    clock.set(clock.now() + timedelta(minutes=1))
    tick(wrong, jobs.write_notices)
    tick(wrong, jobs.send_letters)
    wrong.close()
    assert "Your answers by mail are not read" in plain(smtp.received[-1].mail)


def test_who_vouches_is_learned_from_one_answer_and_a_yes(
    app: App,
    clock: FixedClock,
    smtp: MailServer,
    dovecot: Dovecot,
    inbox: Mailbox,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PHONE_MAIL_SIGNED_BY", "")
    real = FixedClock.wait

    def answers(self: FixedClock, seconds: float) -> None:
        if smtp.received and not answered:
            answered.append(smtp.received[0])
            dovecot.deliver(inbox, answer(smtp.received[0].mail, "hello"))
        real(self, seconds)

    answered: list[object] = []
    monkeypatch.setattr(FixedClock, "wait", answers)
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: "y")
    clock.set(datetime.now(UTC))  # Dovecot says when a mail arrived, by its own clock
    code, said, wrong = run("login", "mail", clock=clock)
    assert (code, wrong) == (0, "")
    assert "Connected: drafts come by mail" in said
    assert signed_by(App(settings.load(), clock)) == ("mx.sam.example",)


def test_one_looks_into_the_mailbox_at_a_time(
    app: App,
    clock: FixedClock,
    smtp: MailServer,
    dovecot: Dovecot,
    inbox: Mailbox,
) -> None:
    _, mail, code = asked(app, clock, smtp)
    dovecot.deliver(inbox, answer(mail, f"ok {code}"))
    with closing(App(settings.load(), clock)) as other:  # two that read one mail would both do what it says
        assert other.database.hold(ATTENDING)
        assert jobs.hear_mail(app) == 0
    assert jobs.hear_mail(app) == 1
