"""A mailbox over a real server on loopback: what is found from a place on, as whom, and that nothing is changed."""

import json
import logging
from datetime import UTC, date, datetime

import pytest
import trustme

from bot import settings
from bot.errors import Blocked, PublishError
from bot.phone.mailbox import LeftOut, Place, Reading, Why
from bot.phone.mailbox.mail import Mail
from bot.phone.mailbox.wire import MOST_BYTES, Mailbox, mailbox, opened
from bot.redact import Secret
from tests import canary
from tests.phone.mail_server import FOLDER, Dovecot, dovecot  # noqa: F401 (pytest finds it here)
from tests.reports.smtp_server import authority, trusted  # noqa: F401

LONG_AGO = date(2020, 1, 1)
REQUEST = "<q-0123456789abcdef0123456789abcdef@sam.example>"


@pytest.fixture
def inbox(dovecot: Dovecot, trusted: trustme.LeafCert) -> Mailbox:  # noqa: F811
    """Return an empty mailbox on a server that is trusted."""
    return dovecot.mailbox()


def mail(words: str, **headers: str) -> bytes:
    more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"From: sam@sam.example\r\nMessage-ID: <{abs(hash(words))}@x>\r\n{more}\r\n{words}\r\n".encode()


def read(inbox: Mailbox, place: Place | None = None, since: date | None = None, most: int = 50) -> Reading:
    with opened(inbox) as box:
        return box.read(place, since, most)


def said(reading: Reading) -> list[str]:
    return [each.content.decode().rpartition("\r\n\r\n")[2].strip() for each in reading.mails]


# --- from a place on -------------------------------------------------------------------------------------------------


def test_what_arrives_after_a_place_is_found_once_and_in_order(dovecot: Dovecot, inbox: Mailbox) -> None:  # noqa: F811
    dovecot.deliver(inbox, mail("before"))
    place = read(inbox).place
    dovecot.deliver(inbox, mail("one"), mail("two"))
    found = read(inbox, place)
    assert said(found) == ["one", "two"]
    assert found.place == Place(place.validity, 3)
    dovecot.deliver(inbox, mail("three"))
    assert said(read(inbox, found.place)) == ["three"]


def test_nothing_beyond_the_place_is_nothing_though_a_server_then_names_its_last_mail(
    dovecot: Dovecot,  # noqa: F811
    inbox: Mailbox,
) -> None:
    dovecot.deliver(inbox, mail("one"))
    place = read(inbox).place
    with dovecot.person(inbox, FOLDER) as person:
        assert person.search(f"UID {place.last + 1}:*") == [place.last]  # n:* is never empty
    assert read(inbox, place) == Reading(place)


def test_a_place_survives_being_kept_as_json(dovecot: Dovecot, inbox: Mailbox) -> None:  # noqa: F811
    dovecot.deliver(inbox, mail("one"))
    kept = json.dumps(read(inbox).place)
    dovecot.deliver(inbox, mail("two"))
    assert said(read(inbox, Place(*json.loads(kept)))) == ["two"]


def test_without_a_place_only_what_is_younger_than_a_day_is_read(dovecot: Dovecot, inbox: Mailbox) -> None:  # noqa: F811
    with dovecot.person(inbox) as person:
        person.append(FOLDER, mail("old"), msg_time=datetime(2026, 1, 3, 12, tzinfo=UTC))
        person.append(FOLDER, mail("the day before"), msg_time=datetime(2026, 1, 4, 12, tzinfo=UTC))
        person.append(FOLDER, mail("new"), msg_time=datetime(2026, 1, 5, 12, tzinfo=UTC))
    found = read(inbox, since=date(2026, 1, 5))
    assert said(found) == ["the day before", "new"]  # a server's day may have begun before ours
    assert found.place.last == 3
    assert read(inbox).mails == ()
    assert read(inbox).place.last == 3


def test_a_mailbox_made_anew_is_read_again_from_its_day_on(dovecot: Dovecot, inbox: Mailbox) -> None:  # noqa: F811
    dovecot.deliver(inbox, mail("one"), mail("two"))
    place = read(inbox).place
    with dovecot.person(inbox) as person:
        person.delete_folder(FOLDER)
        person.create_folder(FOLDER)
    dovecot.deliver(inbox, mail("three"), mail("four"), mail("five"))
    found = read(inbox, place, LONG_AGO)
    assert found.place.validity != place.validity
    assert (said(found), found.place.last) == (["three", "four", "five"], 3)
    assert len(read(inbox, Place(found.place.validity, 9), LONG_AGO).mails) == 3  # set back without a word of it


def test_a_mail_moved_away_and_back_has_another_number_and_is_known_by_its_body(
    dovecot: Dovecot,  # noqa: F811
    inbox: Mailbox,
) -> None:
    start = read(inbox).place
    dovecot.deliver(inbox, mail("one"))
    first = read(inbox, start)
    with dovecot.person(inbox, FOLDER) as person:
        person.move([1], "Junk")
        person.select_folder("Junk")
        person.move([1], FOLDER)
    again = read(inbox, first.place)
    (one,), (two,) = first.mails, again.mails
    assert (one.uid, two.uid) == (1, 2)
    assert (Mail(one.content).message_id, Mail(one.content).digest) == (
        Mail(two.content).message_id,
        Mail(two.content).digest,
    )
    assert Mail(mail("another")).digest != Mail(one.content).digest


def test_mails_that_went_are_passed_over(dovecot: Dovecot, inbox: Mailbox) -> None:  # noqa: F811
    start = read(inbox).place
    dovecot.deliver(inbox, mail("one"), mail("two"), mail("three"))
    with dovecot.person(inbox, FOLDER) as person:
        person.delete_messages([2, 3])
        person.expunge()
    found = read(inbox, start)
    assert (said(found), found.place.last) == (["one"], 1)
    dovecot.deliver(inbox, mail("four"))
    assert said(read(inbox, found.place)) == ["four"]


def test_many_mails_are_read_some_at_a_time(dovecot: Dovecot, inbox: Mailbox) -> None:  # noqa: F811
    dovecot.deliver(inbox, *(mail(str(number)) for number in range(5)))
    found = read(inbox, since=LONG_AGO, most=2)
    assert (said(found), found.has_more, found.place.last) == (["0", "1"], True, 2)
    found = read(inbox, found.place, most=2)
    assert (said(found), found.has_more) == (["2", "3"], True)
    found = read(inbox, found.place, most=2)
    assert (said(found), found.has_more, found.place.last) == (["4"], False, 5)


def test_a_mail_too_large_to_be_an_answer_is_left_out_and_told(dovecot: Dovecot, inbox: Mailbox) -> None:  # noqa: F811
    start = read(inbox).place
    whole = mail("")
    largest = whole + b"x" * (MOST_BYTES - len(whole))
    dovecot.deliver(inbox, largest, largest + b"x", mail("after"))
    found = read(inbox, start)
    assert [each.uid for each in found.mails] == [1, 3]
    assert found.mails[0].content == largest
    assert found.left_out == (LeftOut(2, Why.TOO_LARGE),)
    assert found.place.last == 3


@pytest.mark.parametrize("name", ["From", "To", "Subject", "Message-ID", "In-Reply-To", "References", "X-Any"])
def test_line_ends_hidden_in_a_header_command_nothing(name: str, dovecot: Dovecot, inbox: Mailbox) -> None:  # noqa: F811
    evil = b'x"\r\n\tA2 DELETE Answers\r\n\t=?utf-8?q?a=0D=0AA3_LOGOUT?= {3+}\r\n\tabc'
    given = name.encode() + b": " + evil + b"\r\n\r\nwords\r\n"
    dovecot.deliver(inbox, given, mail("after"))
    with opened(inbox) as box:
        found = box.read(None, LONG_AGO)
        box.seen(found.place, [each.uid for each in found.mails])
        assert box.answers_in_junk(Mail(given).ids("In-Reply-To"), LONG_AGO) == 0
    assert [each.content for each in found.mails] == [given, mail("after")]
    assert len(read(inbox, None, LONG_AGO).mails) == 2


# --- what it leaves behind -------------------------------------------------------------------------------------------


def flags(dovecot: Dovecot, inbox: Mailbox) -> dict[int, set[bytes]]:  # noqa: F811
    with dovecot.person(inbox) as person:
        person.select_folder(FOLDER, readonly=True)
        return {uid: set(each) - {b"\\Recent"} for uid, each in person.get_flags(person.search()).items()}


def test_reading_marks_nothing_and_what_a_phone_marks_changes_nothing(dovecot: Dovecot, inbox: Mailbox) -> None:  # noqa: F811
    dovecot.deliver(inbox, mail("one"), mail("two"))
    with dovecot.person(inbox, FOLDER) as person:
        person.add_flags([1], [b"\\Seen"])
    assert said(read(inbox, since=LONG_AGO)) == ["one", "two"]
    assert flags(dovecot, inbox) == {1: {b"\\Seen"}, 2: set()}


def test_mails_are_marked_as_seen_when_asked_for(dovecot: Dovecot, inbox: Mailbox) -> None:  # noqa: F811
    dovecot.deliver(inbox, mail("one"), mail("two"))
    with opened(inbox) as box:
        place = box.read(since=LONG_AGO).place
        box.seen(place, [2, 99])
        box.seen(Place(place.validity + 1, 2), [1])
        box.seen(place, [])
        assert len(box.read(since=LONG_AGO).mails) == 2
    assert flags(dovecot, inbox) == {1: set(), 2: {b"\\Seen"}}


def test_answers_among_the_spam_are_counted_and_not_read(dovecot: Dovecot, inbox: Mailbox) -> None:  # noqa: F811
    answer = mail("ok K7", In_Reply_To="<a@b>", References=f"<a@b>\r\n {REQUEST}")
    dovecot.deliver(inbox, answer, mail("buy"), mail("2", In_Reply_To=REQUEST), folder="Junk")
    dovecot.deliver(inbox, answer)
    with opened(inbox) as box:
        assert box.answers_in_junk({REQUEST}, LONG_AGO) == 2
        assert box.answers_in_junk(set(), LONG_AGO) == 0
        assert len(box.read(since=LONG_AGO).mails) == 1
    with opened(Mailbox(**{name: getattr(inbox, name) for name in Mailbox.__slots__} | {"folder": "Junk"})) as box:
        assert box.answers_in_junk({REQUEST}, LONG_AGO) == 0


# --- as whom, and under which cover ----------------------------------------------------------------------------------


def test_a_mailbox_is_read_after_starttls_too(dovecot: Dovecot, trusted: trustme.LeafCert) -> None:  # noqa: F811
    inbox = dovecot.mailbox(port=dovecot.starttls, tls_at_once=None)
    dovecot.deliver(inbox, mail("one"))
    assert said(read(inbox, since=LONG_AGO)) == ["one"]


def logins(dovecot: Dovecot, inbox: Mailbox) -> int:  # noqa: F811
    return (dovecot.folder / "log").read_text().count(f"Login: user=<{inbox.login}>")


@pytest.mark.parametrize("tls_at_once", [True, False])
def test_a_server_nobody_vouches_for_is_told_nothing(
    tls_at_once: bool,
    dovecot: Dovecot,  # noqa: F811
    trusted: trustme.LeafCert,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    inbox = dovecot.mailbox(port=dovecot.tls if tls_at_once else dovecot.starttls, tls_at_once=tls_at_once)
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(Blocked) as caught:
        read(inbox)
    assert caught.value.message.startswith("The certificate of mail.example is not to be trusted (")
    assert "SSL_CERT_FILE" in caught.value.hint
    assert logins(dovecot, inbox) == 1  # the test's own, which made the folder


def test_a_server_with_another_name_is_told_nothing(dovecot: Dovecot, trusted: trustme.LeafCert) -> None:  # noqa: F811
    with pytest.raises(Blocked, match=r"other\.example is not to be trusted \(Hostname mismatch"):
        read(dovecot.mailbox("other.example"))


def test_a_wrong_password_blocks_with_a_hint_and_is_shown_nowhere(
    dovecot: Dovecot,  # noqa: F811
    inbox: Mailbox,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    wrong = Mailbox(inbox.host, inbox.port, inbox.login, Secret("not-that-one-at-all"), FOLDER, tls_at_once=True)
    with caplog.at_level(logging.DEBUG), pytest.raises(Blocked) as caught:
        read(wrong)
    told = caught.value
    assert told.message == "mail.example did not let us sign in ([AUTHENTICATIONFAILED] Authentication failed.)."
    assert told.hint.startswith("set IMAP_LOGIN and IMAP_PASSWORD in .env, then bot check")
    everything = f"{told!r} {told.hint} {told.__cause__!r} {caplog.text} {capfd.readouterr()}"
    assert "not-that-one" not in everything
    read(inbox)
    assert canary.VALUE not in caplog.text


@pytest.mark.parametrize("folder", ["Nowhere", "Ünknöwn & “odd”", "x234567\r\nA1 LOGOUT"])
def test_a_folder_that_is_not_there_blocks_and_is_named(folder: str, dovecot: Dovecot, trusted: object) -> None:  # noqa: F811
    with pytest.raises(Blocked) as caught:
        read(dovecot.mailbox(folder=folder))
    assert caught.value.message.startswith(f"mail.example has no folder {folder[:7]}")
    assert caught.value.hint == "set IMAP_FOLDER in .env to a folder of that mailbox, as INBOX"


def test_a_folder_may_have_any_name(dovecot: Dovecot, trusted: trustme.LeafCert) -> None:  # noqa: F811
    inbox = dovecot.mailbox(folder="Ünknöwn & “odd”")
    with dovecot.person(inbox) as person:
        person.create_folder(inbox.folder)
    dovecot.deliver(inbox, mail("one"), folder=inbox.folder)
    assert said(read(inbox, since=LONG_AGO)) == ["one"]


# --- the settings ----------------------------------------------------------------------------------------------------


def of(**environ: str) -> Mailbox:
    return mailbox(settings.load({"BOT_HOME": "/nowhere", **environ}))


def test_what_is_not_said_of_the_mailbox_is_what_sending_has() -> None:
    sending = {"MAIL_TO": "sam@sam.example", "SMTP_PASSWORD": canary.VALUE, "IMAP_SERVER": "imap.sam.example"}
    assert of(**sending) == Mailbox("imap.sam.example", 993, "sam@sam.example", Secret(canary.VALUE), "INBOX")
    assert of(**sending, SMTP_LOGIN="sam").login == "sam"
    own = {"IMAP_LOGIN": "bot", "IMAP_PASSWORD": "another", "IMAP_FOLDER": "aloud", "IMAP_SERVER": "127.0.0.1:143"}
    assert of(**sending | own) == Mailbox("127.0.0.1", 143, "bot", Secret("another"), "aloud")


@pytest.mark.parametrize(
    ("environ", "hint"),
    [
        ({}, "set IMAP_SERVER"),
        ({"IMAP_SERVER": "x.example", "IMAP_LOGIN": "sam"}, "set IMAP_LOGIN and IMAP_PASSWORD"),
        ({"IMAP_SERVER": "x.example", "IMAP_PASSWORD": "hush-hush"}, "set IMAP_LOGIN and IMAP_PASSWORD"),
    ],
)
def test_a_mailbox_that_is_not_set_blocks_with_what_to_set(environ: dict[str, str], hint: str) -> None:
    with pytest.raises(PublishError) as caught:
        of(**environ)
    assert caught.value.hint.startswith(hint)
