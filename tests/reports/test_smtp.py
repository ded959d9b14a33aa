"""A mail over a real server on loopback: under which TLS, as whom, and what became of it when something breaks."""

import datetime
import logging
import re
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme

from bot import settings
from bot.clock import stopwatch
from bot.errors import Blocked, NotSent, PublishError, Refused, Unconfirmed
from bot.redact import Secret
from bot.reports.mail import smtp
from bot.reports.mail.answers import MEANINGS, Phase, Reply, judge
from bot.reports.mail.smtp import Limits, Server
from tests import canary
from tests.reports.smtp_server import (
    AUTH,
    DATA,
    EHLO,
    GREETING,
    LOGIN,
    MAIL,
    MIDWAY,
    QUIT,
    RCPT,
    STARTTLS,
    TAKEN,
    Fault,
    MailServer,
    authority,  # noqa: F401 (pytest finds it here)
    trusted,  # noqa: F401
)

MAILED = b"From: sam@sam.example\r\nSubject: hello\r\n\r\n.A dot first\r\n.\r\nlast\r\n"
QUICK = Limits(connect=2, answer=0.4, body=0.4, whole=5, goodbye=0.2)
SENDER, TO = "sam@sam.example", "me@sam.example"


def at(server: MailServer, host: str = "mail.example", password: str = canary.VALUE, login: str = LOGIN) -> Server:
    return Server(host, server.port, login, Secret(password), tls_at_once=server.tls == "at once")


def send(server: MailServer, host: str = "mail.example", limits: Limits = QUICK, **who: str) -> str:
    return smtp.send(at(server, host, **who), SENDER, TO, MAILED, limits)


def failed(server: MailServer, host: str = "mail.example", limits: Limits = QUICK, **who: str) -> PublishError:
    with pytest.raises(PublishError) as caught:
        send(server, host, limits, **who)
    told = caught.value
    assert told.hint
    assert told.__cause__ is None
    assert canary.VALUE not in f"{told!r} {told.message} {told.hint}"
    assert type(told) in (NotSent, Blocked, Refused, Unconfirmed)
    return told


@pytest.fixture
def server(trusted: trustme.LeafCert) -> Iterator[MailServer]:  # noqa: F811
    with MailServer(certificate=trusted) as made:
        yield made


# --- how it gets there -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mechanisms", [("PLAIN", "LOGIN"), ("LOGIN",), ("PLAIN",)])
@pytest.mark.parametrize("tls", ["starttls", "at once"])
def test_a_mail_arrives_under_tls_signed_in_byte_for_byte(
    tls: str,
    mechanisms: tuple[str, ...],
    trusted: trustme.LeafCert,  # noqa: F811
) -> None:
    with MailServer(tls, certificate=trusted, mechanisms=mechanisms) as server:
        assert send(server) == "250 2.0.0 Ok: queued as 4F2A"
    (one,) = server.received
    assert (one.sender, one.to, one.login, one.is_safe) == (SENDER, (TO,), LOGIN, True)
    assert one.content == MAILED
    assert server.heard[-1] == QUIT


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_server_on_this_machine_may_do_without_tls_and_without_a_password(host: str) -> None:
    with MailServer("", password="") as server:
        send(server, host, password="")
    assert [(each.content, each.is_safe) for each in server.received] == [(MAILED, False)]


def test_a_password_may_hold_any_letter(trusted: trustme.LeafCert) -> None:  # noqa: F811
    with MailServer(certificate=trusted, password="gehäuse-päß-日本") as server:
        send(server, password="gehäuse-päß-日本")
    assert len(server.received) == 1


def test_line_ends_are_those_of_mail_and_no_line_ends_the_mail_early(server: MailServer) -> None:
    smtp.send(at(server), SENDER, TO, b"Subject: x\n\nfirst\n.\nMAIL FROM:<x@y>\r.\rlast", QUICK)
    (one,) = server.received
    assert one.content == b"Subject: x\r\n\r\nfirst\r\n.\r\nMAIL FROM:<x@y>\r\n.\r\nlast\r\n"


def test_this_machines_name_is_told_to_nobody(server: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    def _forbidden(*_: object) -> str:
        raise AssertionError("this machine's name was asked for")

    for each in ("getfqdn", "gethostname"):
        monkeypatch.setattr(socket, each, _forbidden)
    send(server)


@pytest.mark.parametrize("sender", ["", "sam", "söm@sam.example", "sam@sam.example>\r\nRCPT TO:<x@y.example", "a@b@c"])
def test_an_address_that_is_none_is_refused_before_anybody_is_asked(sender: str, server: MailServer) -> None:
    for pair in ((sender, TO), (SENDER, sender)):
        with pytest.raises(Refused) as caught:
            smtp.send(at(server), *pair, MAILED, QUICK)
        assert caught.value.hint
    assert server.heard == []


# --- whom we talk to -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tls", ["starttls", "at once"])
@pytest.mark.parametrize(
    ("names", "ends", "vouched", "why"),
    [
        (("mail.example",), None, False, "unable to get local issuer certificate|self.signed"),
        (("other.example",), None, True, "Hostname mismatch"),
        (("mail.example",), datetime.datetime(2021, 1, 1, tzinfo=datetime.UTC), True, "certificate has expired"),
    ],
    ids=["a stranger", "another name", "expired"],
)
def test_a_certificate_that_does_not_verify_blocks_and_gets_nothing(
    tls: str, names: tuple[str, ...], ends: datetime.datetime | None, vouched: bool, why: str,
    authority: trustme.CA, trusted: trustme.LeafCert,  # noqa: F811
) -> None:  # fmt: skip
    by = authority if vouched else trustme.CA()
    began = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC) if ends else None
    with MailServer(tls, certificate=by.issue_cert(*names, not_before=began, not_after=ends)) as server:
        told = failed(server)
    assert isinstance(told, Blocked)
    assert told.message.startswith("The certificate of mail.example is not to be trusted (")
    assert re.search(why, told.message)
    assert "SSL_CERT_FILE" in told.hint
    assert AUTH not in server.heard
    assert server.received == []


def test_a_server_elsewhere_without_tls_is_told_nothing(trusted: trustme.LeafCert) -> None:  # noqa: F811
    with MailServer("") as server:
        told = failed(server)
    assert isinstance(told, Blocked)
    assert told.message == f"mail.example offers no TLS at port {server.port}, and nothing is said to it in the clear."
    assert "docs/mail.md" in told.hint
    assert server.heard == [GREETING, EHLO, QUIT]


def test_offers_made_in_the_clear_are_forgotten_under_tls(trusted: trustme.LeafCert) -> None:  # noqa: F811
    with MailServer(certificate=trusted) as server:
        send(server)
    assert server.heard[:5] == [GREETING, EHLO, STARTTLS, EHLO, AUTH]


@pytest.mark.parametrize(
    ("mechanisms", "password"), [((), canary.VALUE), (("PLAIN",), "")], ids=["none we know", "none"]
)
def test_a_server_without_a_way_to_sign_in_blocks(
    mechanisms: tuple[str, ...],
    password: str,
    trusted: trustme.LeafCert,  # noqa: F811
) -> None:
    with MailServer(certificate=trusted, mechanisms=mechanisms, password=password) as server:
        told = failed(server)
    assert isinstance(told, Blocked)
    assert told.message == "mail.example offers no way to sign in with a password."


def test_a_wrong_password_blocks_and_is_tried_once(server: MailServer) -> None:
    told = failed(server, password="not-that-one-at-all")
    assert isinstance(told, Blocked)
    assert told.message == ("mail.example did not let us sign in (535 5.7.8 Authentication credentials invalid).")
    assert told.hint == "set SMTP_LOGIN and SMTP_PASSWORD in .env, then bot check"
    assert server.heard.count(AUTH) == 1
    assert "not-that-one" not in f"{told.message} {told.hint}"


def test_a_password_the_server_repeats_is_not_repeated_by_us(
    server: MailServer, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    server.faults[AUTH] = Fault(f"535 5.7.8 sorry, {canary.VALUE} is wrong")
    with caplog.at_level(logging.DEBUG):
        told = failed(server)
    assert "•••" in told.message
    assert canary.VALUE not in caplog.text + "".join(capfd.readouterr())


# --- what breaks -----------------------------------------------------------------------------------------------------

BEFORE = (GREETING, EHLO, STARTTLS, AUTH, MAIL, RCPT, DATA)


@pytest.mark.parametrize("phase", [*BEFORE, TAKEN])
def test_421_in_any_phase_is_for_later(phase: str, server: MailServer) -> None:
    server.faults[phase] = Fault("421 4.3.2 Try again later", drops=True)
    told = failed(server)
    assert isinstance(told, NotSent)
    assert told.message == "mail.example wants to be asked later (421 4.3.2 Try again later)."
    assert told.retry_after == datetime.timedelta(minutes=15)
    assert server.received == []


@pytest.mark.parametrize("code", ["450 4.2.1", "451 4.7.1", "452 4.3.1", "454 4.7.0", "450", "452"])
@pytest.mark.parametrize("phase", [*BEFORE, TAKEN])
def test_any_no_for_now_is_for_later(phase: str, code: str, server: MailServer) -> None:
    server.faults[phase] = Fault(f"{code} not now")
    told = failed(server)
    assert isinstance(told, NotSent)
    assert f"({code} not now)" in told.message
    assert told.hint == "nothing to do: it is tried again by itself"
    assert told.retry_after
    assert server.received == []


@pytest.mark.parametrize("phase", BEFORE)
@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault(drops=True), "broke off"),
        (Fault(is_silent=True), "did not answer in time"),
        (Fault("banana"), "gave an answer no mail server gives"),
        (Fault("2501 x"), "gave an answer no mail server gives"),
        (Fault("250-x\r\n" * 300 + "250 x"), "answered without end"),
        (Fault("299 hm"), "gave an answer no mail server gives"),
    ],
    ids=["drop", "silence", "garbage", "a code of four", "without end", "a yes to something else"],
)
def test_what_breaks_before_the_mail_has_left_was_surely_not_sent(
    phase: str, fault: Fault, words: str, server: MailServer
) -> None:
    server.faults[phase] = fault
    told = failed(server)
    assert isinstance(told, NotSent)
    assert told.message.startswith(f"mail.example {words}")
    assert server.received == []


@pytest.mark.parametrize("phase", [MIDWAY, TAKEN])
@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault(drops=True), "broke off"),
        (Fault(is_silent=True), "did not answer in time"),
        (Fault("banana", drops=True), "gave an answer no mail server gives"),
    ],
    ids=["drop", "silence", "garbage"],
)
def test_what_breaks_once_the_mail_has_left_is_unconfirmed(
    phase: str, fault: Fault, words: str, server: MailServer
) -> None:
    server.faults[phase] = fault
    told = failed(server)
    assert isinstance(told, Unconfirmed)
    assert told.message == f"mail.example {words} after it was given the mail."
    assert told.hint == "look into your mailbox: it is not sent again by itself, so that it never comes twice"
    assert len(server.received) == (phase == TAKEN)


def test_an_answer_to_the_mail_that_is_neither_yes_nor_no_is_unconfirmed(server: MailServer) -> None:
    server.faults[TAKEN] = Fault("354 go on")
    told = failed(server)
    assert isinstance(told, Unconfirmed)
    assert told.message == "mail.example did not say whether it took the mail (354 go on)."


def test_a_no_that_comes_while_the_mail_is_on_its_way_is_a_no(server: MailServer) -> None:
    server.faults[MIDWAY] = Fault("552 5.3.4 too large", drops=True)
    told = smtp_failed_with(server, b"x" * 200_000)
    assert isinstance(told, Refused)
    assert told.message == "mail.example finds the mail too large (552 5.3.4 too large)."


def smtp_failed_with(server: MailServer, content: bytes) -> PublishError:
    with pytest.raises(PublishError) as caught:
        smtp.send(at(server), SENDER, TO, content, QUICK)
    return caught.value


def test_a_mail_that_is_too_large_is_refused_before_it_is_sent(trusted: trustme.LeafCert) -> None:  # noqa: F811
    with MailServer(certificate=trusted, size_limit=1000) as server:
        told = smtp_failed_with(server, b"x\r\n" * 1000)
    assert isinstance(told, Refused)
    assert told.message.startswith("mail.example finds the mail too large (552 ")
    assert DATA not in server.heard


@pytest.mark.parametrize("fault", [Fault(drops=True), Fault(is_silent=True), Fault("500 what?"), Fault("banana")])
def test_a_goodbye_that_fails_changes_nothing(fault: Fault, server: MailServer) -> None:
    server.faults[QUIT] = fault
    assert send(server).startswith("250 ")
    assert len(server.received) == 1


@pytest.mark.parametrize(("phase", "kind"), [(RCPT, NotSent), (TAKEN, Unconfirmed)])
def test_who_drips_is_broken_off_in_the_end(phase: str, kind: type[PublishError], server: MailServer) -> None:
    server.faults[phase] = Fault(drips=True)
    passed = stopwatch()
    told = failed(server, limits=Limits(2, 0.4, 0.4, whole=1, goodbye=0.2))
    assert isinstance(told, kind)
    assert passed() < 3


def test_a_server_that_is_not_there_was_surely_not_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(NotSent) as caught:
        smtp.send(Server("127.0.0.1", port), SENDER, TO, MAILED, QUICK)
    assert caught.value.message == f"127.0.0.1 could not be reached at port {port}."
    assert "587" in caught.value.hint


def test_a_name_nobody_knows_was_surely_not_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    def _unknown(*_: Any, **__: Any) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", _unknown)
    for host in ("smtp.nowhere.example", "x" * 80 + ".example"):
        with pytest.raises(NotSent, match=r"There is no mail server .*\.example, or no network\."):
            smtp.send(Server(host), SENDER, TO, MAILED, QUICK)


def test_tls_at_once_with_a_server_that_begins_in_the_clear_is_not_sent_and_names_the_port(server: MailServer) -> None:
    wrong = Server("mail.example", server.port, LOGIN, Secret(canary.VALUE), tls_at_once=True)
    with pytest.raises(NotSent) as caught:
        smtp.send(wrong, SENDER, TO, MAILED, QUICK)
    assert caught.value.message == f"mail.example did not agree on TLS at port {server.port}."
    assert "465 begins with TLS" in caught.value.hint


def test_a_handshake_that_breaks_off_is_not_sent(trusted: trustme.LeafCert) -> None:  # noqa: F811
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def _drop() -> None:
            listening.accept()[0].close()

        thread = threading.Thread(target=_drop)
        thread.start()
        with pytest.raises(NotSent):
            smtp.send(Server("mail.example", listening.getsockname()[1], tls_at_once=True), SENDER, TO, MAILED, QUICK)
        thread.join(5)


# --- what answers mean -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phase", "said", "kind", "sentence"),
    [
        (Phase.GREETING, "554 5.7.1 no", Blocked, "does not speak to us"),
        (Phase.TLS, "502 no", Blocked, "offers no TLS"),
        (Phase.SIGN_IN, "534 5.7.9 Application-specific password required", Blocked, "password made for programs"),
        (Phase.SIGN_IN, "535 5.7.139 Authentication unsuccessful, basic authentication is disabled", Blocked,
         "takes no passwords any more"),
        (Phase.SIGN_IN, "550 5.7.30 Basic authentication is not supported for Client Submission", Blocked,
         "takes no passwords any more"),
        (Phase.SENDER, "550 5.7.30 Basic authentication is not supported for Client Submission", Blocked,
         "takes no passwords any more"),
        (Phase.SENDER, "530 5.7.57 Client not authenticated to send mail", Blocked, "sign in first"),
        (Phase.SENDER, "530-5.5.1 Authentication Required", Blocked, "sign in first"),
        (Phase.RECIPIENT, "554 5.7.1 <me@sam.example>: Relay access denied", Blocked, "sign in first"),
        (Phase.RECIPIENT, "553 5.7.1 <x@y>: Sender address rejected: not owned by user sam", Blocked,
         "nothing from MAIL_FROM"),
        (Phase.SENDER, "550 no such thing", Blocked, "nothing from MAIL_FROM"),
        (Phase.SENDER, "552 5.3.4 Message size exceeds fixed limit", Refused, "too large"),
        (Phase.BODY, "554 5.2.252 SendAsDenied; sam not allowed to send as x", Blocked, "nothing from MAIL_FROM"),
        (Phase.BODY, "550 5.7.60 SMTP; Client does not have permissions to send as this sender", Blocked,
         "nothing from MAIL_FROM"),
        (Phase.RECIPIENT, "550 5.1.1 no such user", Refused, "takes nothing for MAIL_TO"),
        (Phase.RECIPIENT, "550 no such user", Refused, "takes nothing for MAIL_TO"),
        (Phase.RECIPIENT, "551 user not local", Refused, "takes nothing for MAIL_TO"),
        (Phase.RECIPIENT, "553 5.1.3 bad address", Refused, "takes nothing for MAIL_TO"),
        (Phase.RECIPIENT, "552 5.2.2 mailbox full", Refused, "mailbox of MAIL_TO is full"),
        (Phase.BODY, "552 5.3.4 too large", Refused, "too large"),
        (Phase.BODY, "552 too large", Refused, "too large"),
        (Phase.BODY, "554 5.7.1 rejected as spam", Refused, "for spam"),
        (Phase.BODY, "554 no", Refused, "for spam"),
        (Phase.BODY, "550 message content looks like spam", Refused, "for spam"),
        (Phase.BODY, "500 line too long", Refused, "refused the mail"),
        (Phase.BODY, "550 5.4.5 Daily user sending limit exceeded", NotSent, "no more mail from you today"),
        (Phase.RECIPIENT, "550 4.2.1 is over its rate", NotSent, "could not take the mail now"),
    ],
)  # fmt: skip
def test_a_no_means_what_its_enhanced_code_says_or_else_its_code(
    phase: Phase, said: str, kind: type[PublishError], sentence: str
) -> None:
    told = judge(phase, Reply(int(said[:3]), said[4:]), "mail.example")
    assert type(told) is kind
    assert sentence in told.message
    assert said[4:] in told.message
    assert told.hint


@pytest.mark.parametrize(
    ("phase", "said", "kind"),
    [
        (AUTH, "534 5.7.9 Application-specific password required", Blocked),
        (MAIL, "550 5.1.8 bad sender", Blocked),
        (RCPT, "550 5.1.1 no such user", Refused),
        (TAKEN, "552 5.3.4 too large", Refused),
        (TAKEN, "554 5.7.1 spam", Refused),
        (TAKEN, "550 5.1.1 no such user", Refused),
    ],
)
def test_a_no_of_a_real_server_is_told_with_its_words(
    phase: str, said: str, kind: type[PublishError], server: MailServer
) -> None:
    server.faults[phase] = Fault(said)
    told = failed(server)
    assert type(told) is kind
    assert f"({said})" in told.message
    assert server.received == []


def test_no_row_of_the_table_stands_for_nothing() -> None:
    assert all(row.codes or row.enhanced for row in MEANINGS)
    assert all(row.sentence.endswith(("({said}).",)) and row.hint for row in MEANINGS)


def test_a_servers_words_are_one_line_bounded_plain_and_without_its_repeated_codes() -> None:
    said = Reply.of(554, b"5.7.1 no\n5.7.1 \x1b[31mreally\xff\n" + b"5.7.1 not " * 100).said
    assert said.startswith("554 5.7.1 no really\ufffd not ")
    assert len(said) <= 200
    assert said.isprintable()


# --- settings --------------------------------------------------------------------------------------------------------


def test_the_server_of_the_settings_signs_in_as_the_sender_unless_told_otherwise(tmp_path: Path) -> None:
    given = {"BOT_HOME": str(tmp_path), "MAIL_TO": "me@sam.example", "SMTP_SERVER": "smtp.sam.example"}
    found = smtp.server(settings.load(given))
    assert (found.host, found.port, found.login, found.is_wrapped) == ("smtp.sam.example", 465, "me@sam.example", True)
    more = {"MAIL_FROM": "bot@sam.example", "SMTP_SERVER": "smtp.sam.example:587"}
    found = smtp.server(settings.load({**given, **more}))
    assert (found.port, found.login, found.is_wrapped) == (587, "bot@sam.example", False)
    assert smtp.server(settings.load({**given, "SMTP_LOGIN": "sam"})).login == "sam"
    assert not found.is_here


def test_without_a_server_nothing_can_be_mailed(tmp_path: Path) -> None:
    with pytest.raises(Blocked, match=r"No mail server is set\.") as caught:
        smtp.server(settings.load({"BOT_HOME": str(tmp_path)}))
    assert "SMTP_SERVER" in caught.value.hint


def test_smtplib_is_not_loaded_before_something_is_mailed() -> None:
    import subprocess
    import sys

    asked = "import sys, bot.reports.mail.smtp, bot.reports.mail.composing; print('smtplib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
