"""What is made of a mail server that says no, breaks off, falls silent or talks nonsense, in each phase."""

import logging
from base64 import b64encode
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import trustme
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bot.clock import stopwatch
from bot.errors import Blocked, NotSent, PublishError
from bot.phone.mailbox import LeftOut, Place, Reading, Why
from bot.phone.mailbox.answers import MEANINGS, No, Phase, farewell, judge
from bot.phone.mailbox.wire import Limits, Mailbox, opened
from bot.redact import Secret
from tests import canary
from tests.phone.mail_server import Fault, Faulty
from tests.reports.smtp_server import authority, found_on_loopback, trusted  # noqa: F401 (pytest finds them here)

QUICK = Limits(connect=2, answer=0.4, whole=5, goodbye=0.2)
PLACE = Place(7, 2)
SIGNING_IN = (b"CAPABILITY", b"AUTHENTICATE", b"PASSWORD")
LOOKING = (b"EXAMINE", b"SEARCH", b"SIZE", b"BODY")


@pytest.fixture
def server(trusted: trustme.LeafCert) -> Iterator[Faulty]:  # noqa: F811
    with Faulty(trusted) as made:
        yield made


def read(
    server: Faulty, limits: Limits = QUICK, host: str = "mail.example", login: str = "sam", password: str = canary.VALUE
) -> Reading:
    inbox = Mailbox(host, server.port, login, Secret(password), tls_at_once=server.certificate is not None)
    with opened(inbox, limits) as box:
        return box.read(PLACE, date(2026, 1, 5))


def failed(server: Faulty, limits: Limits = QUICK, host: str = "mail.example", **who: str) -> PublishError:
    with pytest.raises(PublishError) as caught:
        read(server, limits, host, **who)
    told = caught.value
    assert type(told) in (NotSent, Blocked)
    assert told.hint
    assert told.__cause__ is None
    assert canary.VALUE not in f"{told!r} {told.message} {told.hint}"
    return told


def test_it_is_read_when_nothing_goes_wrong(server: Faulty) -> None:
    assert [each.content for each in read(server).mails] == [b"A: b\r\n\r\nc"]
    assert server.heard[-1] == b"LOGOUT"


# --- what breaks -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [*SIGNING_IN, *LOOKING])
@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault(drops=True), "broke off"),
        (Fault(b"* 1 EXI", drops=True), "broke off"),
        (Fault(is_silent=True), "did not answer in time"),
        (Fault(b"* BYE shutting down\r\n", drops=True), "said goodbye (shutting down)"),
        (Fault(b"* BYE shutting down\r\n", is_silent=True), "said goodbye (shutting down)"),
        (Fault(b"banana\r\n"), "gave an answer no mail server gives"),
        (Fault(b"ZZZZ9 OK whose?\r\n"), "gave an answer no mail server gives"),
        (Fault(b"* 1 FETCH (UID 3 BODY[] {99999999999}\r\n"), "gave an answer no mail server gives"),
    ],
    ids=["drop", "half a line", "silence", "bye", "bye and silence", "garbage", "another tag", "too much"],
)
def test_what_breaks_is_for_later_and_says_how(command: bytes, fault: Fault, words: str, server: Faulty) -> None:
    server.faults[command] = fault
    told = failed(server)
    assert isinstance(told, NotSent)
    assert told.message.startswith(f"mail.example {words}")


def test_a_mail_that_breaks_off_in_its_middle_is_no_mail(server: Faulty) -> None:
    server.faults[b"BODY"] = Fault(b"* 1 FETCH (UID 3 BODY[]<0> {9}\r\nA: b", drops=True)
    assert failed(server).message == "mail.example broke off."


@pytest.mark.parametrize("greeting", [Fault(drops=True), Fault(is_silent=True), Fault(b"220 smtp.example ESMTP\r\n")])
def test_a_server_that_does_not_greet_is_for_later(greeting: Fault, server: Faulty) -> None:
    server.greeting = greeting
    assert isinstance(failed(server), NotSent)
    assert server.heard == []


def test_a_server_that_sends_us_away_is_for_later_in_its_own_words(server: Faulty) -> None:
    server.greeting = Fault(b"* BYE [UNAVAILABLE] Too many connections\r\n", drops=True)
    told = failed(server)
    assert isinstance(told, NotSent)
    assert told.message == "mail.example wants to be asked later ([UNAVAILABLE] Too many connections)."
    assert told.retry_after == timedelta(minutes=15)


@pytest.mark.parametrize("command", [b"CAPABILITY", b"SEARCH", b"BODY"])
def test_who_drips_is_ended_when_the_time_is_up(command: bytes, server: Faulty) -> None:
    server.faults[command] = Fault(drips=True)
    passed = stopwatch()
    assert isinstance(failed(server, Limits(2, 0.4, whole=1, goodbye=0.2)), NotSent)
    assert passed() < 3


def test_a_server_that_is_not_there_was_not_reached() -> None:
    with Faulty() as gone:
        port = gone.port
    with (
        pytest.raises(NotSent, match=f"127.0.0.1 could not be reached at port {port}"),
        opened(Mailbox("127.0.0.1", port), QUICK),
    ):
        pass


def test_a_goodbye_that_fails_changes_nothing(server: Faulty) -> None:
    for fault in (Fault(drops=True), Fault(is_silent=True), Fault(b"banana\r\n")):
        server.faults[b"LOGOUT"] = fault
        assert len(read(server).mails) == 1


# --- what is wrong with one mail -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [
        b"%(tag)s OK done\r\n",
        b"* 1 FETCH (UID 3 FLAGS ())\r\n%(tag)s OK done\r\n",
        b"* 9 FETCH (UID 8 BODY[]<0> NIL)\r\n%(tag)s OK done\r\n",
    ],
)
@pytest.mark.parametrize("command", [b"SIZE", b"BODY"])
def test_a_mail_that_went_meanwhile_is_passed_over(command: bytes, answer: bytes, server: Faulty) -> None:
    server.faults[command] = Fault(answer)
    found = read(server)
    assert found.place == Place(7, 3)
    assert found.left_out == ()
    assert command == b"SIZE" or found.mails == ()


def test_a_no_to_one_mail_leaves_it_out_and_a_no_for_now_is_for_later(server: Faulty) -> None:
    server.faults[b"BODY"] = Fault(b"%(tag)s NO Internal error\r\n")
    assert read(server) == Reading(Place(7, 3), (), (LeftOut(3, Why.UNREADABLE),))
    server.faults[b"BODY"] = Fault(b"%(tag)s NO [UNAVAILABLE] not now\r\n")
    assert "wants to be asked later" in failed(server).message


def test_a_mail_larger_than_was_said_is_left_out(server: Faulty) -> None:
    size = 256 * 1024 + 1
    literal = b"{%d}\r\n%b" % (size, b"x" * size)
    server.faults[b"BODY"] = Fault(b"* 1 FETCH (UID 3 BODY[]<0> " + literal + b")\r\n%(tag)s OK done\r\n")
    assert read(server).left_out == (LeftOut(3, Why.TOO_LARGE),)
    assert b"<0.262145>" in server.lines[-2].upper()


@pytest.mark.parametrize("told", [b"", b"* OK [UIDNEXT 4] \r\n", b"* OK [UIDVALIDITY 7] \r\n"])
def test_a_server_that_does_not_number_its_mails_is_told(told: bytes, server: Faulty) -> None:
    server.faults[b"EXAMINE"] = Fault(b"* 1 EXISTS\r\n" + told + b"%(tag)s OK done\r\n")
    assert failed(server).message == "mail.example does not number the mails in INBOX."


@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([b"PASSWORD", *LOOKING]),
    st.lists(
        st.one_of(
            st.binary(max_size=30),
            st.sampled_from(
                [b"* ", b"\r\n", b"%(tag)s OK done\r\n", b"* SEARCH 4 5 x\r\n",
                 b"* 1 FETCH (UID 3 BODY[] {3}\r\nabc)\r\n",
                 b"* 1 FETCH (UID 3 RFC822.SIZE (1))\r\n", b"* OK [UIDVALIDITY x]\r\n", b"+ \r\n", b"* LIST ((((\r\n",
                 b"* SEARCH -1\r\n", b"* 1 FETCH (UID 3 BODY[] \"x\\\")\r\n", b"%(tag)s NO [", b"* BYE\r\n"]
            ),
        ),
        max_size=6,
    ),
)  # fmt: skip
def test_whatever_a_server_says_is_a_reading_or_an_error_of_ours(
    server: Faulty, command: bytes, said: list[bytes]
) -> None:
    server.faults = {command: Fault(b"".join(said), drops=True)}
    try:
        assert isinstance(read(server), Reading)
    except PublishError as told:
        assert type(told) in (NotSent, Blocked)


# --- who may hear what -----------------------------------------------------------------------------------------------


def test_a_server_elsewhere_without_tls_is_told_nothing(trusted: trustme.LeafCert) -> None:  # noqa: F811
    with Faulty() as server:
        server.faults[b"CAPABILITY"] = Fault(b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n%(tag)s OK done\r\n")
        told = failed(server)
        assert isinstance(told, Blocked)
        assert (
            told.message == f"mail.example offers no TLS at port {server.port}, and nothing is said to it in the clear."
        )
        assert set(server.heard) == {b"CAPABILITY", b"LOGOUT"}


def test_a_server_on_this_machine_may_do_without_tls() -> None:
    with Faulty() as server:
        server.faults[b"CAPABILITY"] = Fault(b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n%(tag)s OK done\r\n")
        assert len(read(server, host="127.0.0.1").mails) == 1


@pytest.mark.parametrize(
    "answer",
    [b"%(tag)s NO not today\r\n", b"%(tag)s OK done\r\nbanana\r\n", b"* BYE\r\n"],
    ids=["no", "no handshake", "bye"],
)
def test_a_server_that_offers_tls_and_does_not_keep_it_hears_no_password(
    answer: bytes,
    trusted: trustme.LeafCert,  # noqa: F811
) -> None:
    with Faulty() as server:
        server.faults[b"STARTTLS"] = Fault(answer)
        for host in ("mail.example", "127.0.0.1"):
            assert isinstance(failed(server, host=host), NotSent)
    assert b"AUTHENTICATE" not in server.heard
    assert b"LOGIN" not in server.heard


def test_somebody_in_between_who_says_we_are_signed_in_already_hears_nothing(trusted: trustme.LeafCert) -> None:  # noqa: F811
    with Faulty(greeting=Fault(b"* PREAUTH welcome\r\n")) as server:
        failed(server)
    assert set(server.heard) <= {b"CAPABILITY", b"LOGOUT"}


def test_tls_at_once_with_a_server_that_begins_in_the_clear_names_the_port(trusted: trustme.LeafCert) -> None:  # noqa: F811
    with (
        Faulty() as server,
        pytest.raises(NotSent) as caught,
        opened(Mailbox("mail.example", server.port, "sam", Secret(canary.VALUE), tls_at_once=True), QUICK),
    ):
        pass
    assert caught.value.message == f"mail.example did not agree on TLS at port {server.port}."
    assert "993 begins with TLS" in caught.value.hint


def test_the_way_in_is_the_one_that_is_offered(server: Faulty) -> None:
    read(server, login="säm", password="gehäuse-päß-日本")
    assert b"AUTHENTICATE" in server.heard
    server.faults[b"CAPABILITY"] = Fault(b"* CAPABILITY IMAP4rev1\r\n%(tag)s OK done\r\n")
    read(server, login='s a"m', password='p"w\\')
    assert any(line.endswith(b'LOGIN "s a\\"m" "p\\"w\\\\"\r\n') for line in server.lines)
    assert failed(server, password="päß").message == "mail.example takes only plain letters in a name and a password."
    server.faults[b"CAPABILITY"] = Fault(b"* CAPABILITY IMAP4rev1 LOGINDISABLED\r\n%(tag)s OK done\r\n")
    assert failed(server).message == "mail.example offers no way to sign in with a password."


@pytest.mark.parametrize(("login", "password"), [("sam\r\nA1 NOOP", "x" * 9), ("sam", "x\nA1 NOOP"), ("sam", "x\0y")])
def test_a_line_end_in_a_password_commands_nothing(login: str, password: str, server: Faulty) -> None:
    for offered in (b"AUTH=PLAIN", b""):
        server.faults[b"CAPABILITY"] = Fault(b"* CAPABILITY IMAP4rev1 " + offered + b"\r\n%(tag)s OK done\r\n")
        assert isinstance(failed(server, login=login, password=password), Blocked)
    assert set(server.heard) == {b"CAPABILITY", b"LOGOUT"}


@pytest.mark.parametrize("offered", [b"AUTH=PLAIN", b""])
def test_no_log_and_no_error_shows_the_password(
    offered: bytes, server: Faulty, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    secret = b64encode(f"\0sam\0{canary.VALUE}".encode()).decode()
    server.faults[b"CAPABILITY"] = Fault(b"* CAPABILITY IMAP4rev1 " + offered + b"\r\n%(tag)s OK done\r\n")
    with caplog.at_level(logging.DEBUG):
        read(server)
        server.faults[b"PASSWORD"] = server.faults[b"LOGIN"] = Fault(f"%(tag)s NO sorry, {canary.VALUE}!\r\n".encode())
        told = failed(server)
    assert "•••" in told.message
    assert not {canary.VALUE, secret} & set((caplog.text + "".join(capfd.readouterr())).split())
    assert caplog.text == ""


# --- what a no means -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phase", "said", "kind", "sentence"),
    [
        (Phase.SIGN_IN, "[AUTHENTICATIONFAILED] Invalid credentials (Failure)", Blocked, "did not let us sign in"),
        (Phase.SIGN_IN, "LOGIN failed.", Blocked, "did not let us sign in"),
        (Phase.SIGN_IN, "Basic authentication is disabled.", Blocked, "takes no passwords any more"),
        (Phase.SIGN_IN, "[ALERT] Application-specific password required: https://x", Blocked, "made for programs"),
        (Phase.SIGN_IN, "[WEBALERT https://x] Web login required.", Blocked, "made for programs"),
        (Phase.SIGN_IN, "[EXPIRED] password", Blocked, "has ended"),
        (Phase.SIGN_IN, "[PRIVACYREQUIRED] no", Blocked, "wants TLS first"),
        (Phase.SIGN_IN, "[UNAVAILABLE] Temporary authentication failure.", NotSent, "asked later"),
        (Phase.SIGN_IN, "[ALERT] Too many simultaneous connections. (Failure)", NotSent, "asked later"),
        (Phase.FOLDER, "[NONEXISTENT] Unknown Mailbox: x", Blocked, "has no folder Answers for us"),
        (Phase.FOLDER, "Mailbox doesn't exist", Blocked, "has no folder Answers for us"),
        (Phase.FOLDER, "[INUSE] locked", NotSent, "asked later"),
        (Phase.READING, "[LIMIT] enough", NotSent, "asked later"),
        (Phase.READING, "no", NotSent, "did not let us read"),
        (Phase.GREETING, "go away", NotSent, "does not speak to us now"),
        (Phase.GREETING, "", NotSent, "(no word of why)"),
    ],
)
def test_a_no_means_what_its_code_says_or_else_its_words(
    phase: Phase, said: str, kind: type[PublishError], sentence: str
) -> None:
    told = judge(phase, No(said), "mail.example", "Answers")
    assert type(told) is kind
    assert sentence in told.message
    assert said in told.message
    assert told.hint


def test_a_goodbye_while_signing_in_is_a_no_if_it_is_about_who_we_are() -> None:
    assert isinstance(farewell(Phase.SIGN_IN, No("Too many invalid login attempts"), "x"), PublishError)
    assert isinstance(farewell(Phase.SIGN_IN, No("[AUTHENTICATIONFAILED] no"), "x"), Blocked)
    assert isinstance(farewell(Phase.SIGN_IN, No("restarting"), "x"), NotSent)
    assert isinstance(farewell(Phase.READING, No("password changed"), "x"), NotSent)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (b"* BYE [X-Y] gone", "[X-Y] gone"),
        ("b'[AUTHENTICATIONFAILED] no'", "[AUTHENTICATIONFAILED] no"),
        ("select failed: [NONEXISTENT] no", "[NONEXISTENT] no"),
        ("SEARCH command error: BAD [b'[BADCHARSET (x)] what?']", "[BADCHARSET (x)] what?"),
        ("b'[TRYCREATE]'", "[TRYCREATE]"),
        (b"\xff", "�"),
    ],
)
def test_the_servers_words_are_found_within_the_libraries(told: object, words: str) -> None:
    assert No.of(told).words == words


def test_every_meaning_has_something_to_do() -> None:
    assert all(each.hint and each.sentence.endswith(".") for each in MEANINGS)
