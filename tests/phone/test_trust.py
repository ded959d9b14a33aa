"""Which mail may act: the person's own answer to a request of ours, vouched for by their provider; and no other."""

from contextlib import suppress
from email.message import EmailMessage

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.phone.mailbox.mail import Mail
from bot.phone.mailbox.results import Unreadable, read
from bot.phone.mailbox.trust import CAPABILITY, Ignored, Reason, Trusted, may_act, sender, signer
from bot.reports.mail import Letter
from bot.reports.mail.composing import compose
from tests.reports.test_composing import LETTER

OWNER = "sam@sam.example"
REQUEST = "<q-0123456789abcdef0123456789abcdef@sam.example>"
OTHER = "<q-ffffffffffffffffffffffffffffffff@sam.example>"
REQUESTS = {REQUEST, "<q-00000000000000000000000000000001@sam.example>"}
PINNED = ("mx.google.com", "mx2.google.com")
PASS = "mx.google.com; dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=sam.example"


def mail(*headers: str, without: str = "") -> Mail:
    """Return an answer of the person's; headers given here stand on top, and those of a name left out are not there."""
    usual = (f"Authentication-Results: {PASS}", f"From: Sam <{OWNER}>", f"In-Reply-To: {REQUEST}", "Subject: Re: K7")
    names = [without.lower(), *(each.partition(":")[0].lower() for each in headers)]
    kept = [each for each in usual if each.partition(":")[0].lower() not in names]
    return Mail("\r\n".join([*headers, *kept, "", "ok K7", ""]).encode())


def judged(mail: Mail, trust: str = "results") -> Trusted | Ignored:
    return may_act(mail, OWNER, REQUESTS, PINNED, trust)


def test_an_answer_of_the_persons_own_acts() -> None:
    assert judged(mail()) == Trusted(REQUEST)


# --- 1. the sender ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "given",
    ["sam@sam.example", "Sam <SAM@Sam.Example>", '"Sam, of (x) <evil@x>" <sam@sam.example>', "(a(b)c) sam@sam.example",
     "=?utf-8?q?S=C3=A4m?= <sam@sam.example>", "<sam@sam.example> (evil@x.example)", '"a\\"b" < sam@sam.example >'],
)  # fmt: skip
def test_the_persons_address_is_theirs_whatever_name_is_beside_it(given: str) -> None:
    assert judged(mail(f"From: {given}")) == Trusted(REQUEST)


@pytest.mark.parametrize(
    "given",
    ["evil@x.example", "sam@sam.example <e@x.example>", '"sam@sam.example" <evil@x.example>', "(sam@sam.example) e@x",
     "sam@sam.example, evil@x.example", "evil@x.example, sam@sam.example", "Sam <sam@sam.example> <evil@x.example>",
     "Sam:sam@sam.example;", "<@x.example:sam@sam.example>", "sam@sam.example.evil.example", "sam@sam.example\0",
     '"sam@sam.example"', "sam", "", "(sam@sam.example", '"sam@sam.example', "sam@sam.example)", "xsam@sam.example",
     "=?utf-8?q?sam=40sam.example?=", "=?utf-8?q?sam=40sam.example_=3C?= <evil@x.example>"],
)  # fmt: skip
def test_any_other_sender_does_nothing_even_where_it_looks_alike(given: str) -> None:
    assert judged(mail(f"From: {given}")) == Ignored(Reason.SENDER)
    assert judged(mail(f"From: {given}"), CAPABILITY) == Ignored(Reason.SENDER)


def test_two_senders_do_nothing_in_one_header_or_in_two() -> None:
    assert judged(mail(f"From: {OWNER}", "From: evil@x.example")) == Ignored(Reason.SENDER)
    assert judged(mail(f"From: {OWNER}", f"FROM: {OWNER}")) == Ignored(Reason.SENDER)
    assert judged(mail(without="From")) == Ignored(Reason.SENDER)


def test_a_sender_smuggled_in_behind_a_bare_line_end_is_a_second_one() -> None:
    assert judged(mail("Subject: x\rFrom: evil@x.example")) == Ignored(Reason.SENDER)


# --- 2. the request --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "header",
    [f"In-Reply-To: {REQUEST}", f"References: <a@b>\r\n {OTHER}\r\n\t{REQUEST} <c@d>", f"in-reply-to: re {REQUEST} x"],
)
def test_the_request_is_named_in_either_header(header: str) -> None:
    assert judged(mail(header, without="In-Reply-To")) == Trusted(REQUEST)


@pytest.mark.parametrize(
    "header",
    [f"In-Reply-To: {OTHER}", "In-Reply-To: <q-0123@sam.example>", f"In-Reply-To: {REQUEST.strip('<>')}",
     f"In-Reply-To: {REQUEST.upper()}", "In-Reply-To: <>", f"X-In-Reply-To: {REQUEST}", f"Subject: {REQUEST}"],
)  # fmt: skip
def test_the_right_code_with_the_wrong_request_does_nothing(header: str) -> None:
    for trust in ("results", CAPABILITY):
        assert judged(mail(header, without="In-Reply-To"), trust) == Ignored(Reason.NO_ANSWER)


def test_of_several_requests_the_nearest_is_answered() -> None:
    first, second = sorted(REQUESTS)
    assert judged(mail(f"In-Reply-To: {second}", f"References: {first} {second} {first}")) == Trusted(second)
    assert judged(mail(f"References: {first} {second}", without="In-Reply-To")) == Trusted(second)


def test_our_own_request_in_the_inbox_does_nothing() -> None:
    own = Letter(**{name: getattr(LETTER, name) for name in Letter.__slots__} | {"message_id": REQUEST, "to": OWNER})
    assert judged(Mail(compose(own))) == Ignored(Reason.OURS)
    assert judged(mail(f"Message-ID: {REQUEST}")) == Ignored(Reason.OURS)


# --- 3. and 4. what the provider says --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "results",
    [
        PASS,
        "mx.google.com 1; dmarc=pass header.from=SAM.example.",
        'mx.google.com; dmarc = pass reason="it is ; fine" header.from=sam.example',
        '"MX2.google.com"; dmarc/1=pass(p=reject) header.from="sam.example";',
        "mx.google.com; dkim=pass header.i=@sam.example header.s=a header.b=ab/+c=; spf=fail smtp.mailfrom=x",
        "mx.google.com; dkim=pass (2048-bit key; x) header.d=sam.example header.i=bot@sam.example; dmarc=none",
        # Fastmail signs twice: DMARC decides.
        "mx.google.com; dkim=pass header.d=sam.example; dkim=pass header.d=messagingengine.com;"
        " dmarc=pass policy.published-domain-policy=none header.from=sam.example; spf=pass smtp.mailfrom=x",
        'mx.google.com; spf=pass smtp.mailfrom="a; dmarc=fail"; dmarc=pass header.from=sam.example',
        "mx.google.com; spf=pass smtp.mailfrom=; dmarc=pass header.from=sam.example",
    ],
)
def test_the_provider_vouches_by_dmarc_or_by_an_aligned_signature(results: str) -> None:
    assert judged(mail(f"Authentication-Results: {results}")) == Trusted(REQUEST)


def test_who_signs_for_a_domain_above_signs_for_this_one() -> None:
    under = mail("From: sam@mail.sam.example", "Authentication-Results: mx.google.com; dkim=pass header.d=sam.example")
    assert may_act(under, "sam@mail.sam.example", REQUESTS, PINNED) == Trusted(REQUEST)
    root = mail("From: sam@sam.example", "Authentication-Results: mx.google.com; dkim=pass header.d=example")
    assert judged(root) == Ignored(Reason.NOT_VOUCHED)


@pytest.mark.parametrize(
    ("results", "reason"),
    [
        # Anybody else.
        ("mx.evil.example; dmarc=pass header.from=sam.example", Reason.UNSIGNED),
        ("mx.google.com.evil.example; dmarc=pass header.from=sam.example", Reason.UNSIGNED),
        ("(mx.google.com) evil.example; dmarc=pass header.from=sam.example", Reason.UNSIGNED),
        ("evil.example (mx.google.com; dmarc=pass header.from=sam.example)", Reason.UNSIGNED),
        ("", Reason.UNSIGNED),
        (";", Reason.UNSIGNED),
        # Microsoft's form, which does not say who speaks.
        (
            "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=sam.example; dkim=pass (signature was verified)"
            " header.d=sam.example;dmarc=pass action=none header.from=sam.example;compauth=pass reason=100",
            Reason.UNSIGNED,
        ),
        # No.
        ("mx.google.com; none", Reason.NOT_VOUCHED),
        ("mx.google.com; dmarc=fail header.from=sam.example; dkim=pass header.d=sam.example", Reason.NOT_VOUCHED),
        ("mx.google.com; dmarc=temperror header.from=sam.example", Reason.NOT_VOUCHED),
        ("mx.google.com; dmarc=bestguesspass action=none header.from=sam.example", Reason.NOT_VOUCHED),
        ("mx.google.com; dmarc=pass", Reason.NOT_VOUCHED),
        ("mx.google.com; dkim=pass", Reason.NOT_VOUCHED),
        ("mx.google.com; dkim=fail header.d=sam.example", Reason.NOT_VOUCHED),
        ("mx.google.com; spf=pass smtp.mailfrom=sam@sam.example", Reason.NOT_VOUCHED),
        ("mx.google.com; arc=pass header.from=sam.example", Reason.NOT_VOUCHED),
        # Of somebody else.
        ("mx.google.com; dmarc=pass header.from=evil.example", Reason.NOT_VOUCHED),
        ("mx.google.com; dmarc=pass header.from=x.sam.example", Reason.NOT_VOUCHED),
        ("mx.google.com; dkim=pass header.d=evil.example header.i=@sam.example", Reason.NOT_VOUCHED),
        ("mx.google.com; dkim=pass header.d=x.sam.example", Reason.NOT_VOUCHED),
        ("mx.google.com; dkim=pass header.d=am.example", Reason.NOT_VOUCHED),
        ("mx.google.com; dkim=pass header.i=sam.example@evil.example", Reason.NOT_VOUCHED),
        # In what the server repeats of what the sender said.
        ("mx.google.com; dmarc=fail (a (nested; dmarc=pass) dmarc=pass) header.from=sam.example", Reason.NOT_VOUCHED),
        ("mx.google.com; dmarc=(pass) fail header.from=sam.example", Reason.NOT_VOUCHED),
        ('mx.google.com; spf=pass smtp.mailfrom="x; dmarc=pass header.from=sam.example"', Reason.NOT_VOUCHED),
        ('mx.google.com; spf=pass smtp.mailfrom="x\\"; dmarc=pass header.from=sam.example"', Reason.NOT_VOUCHED),
        ("mx.google.com; spf=pass (x \\) ; dmarc=pass header.from=sam.example) smtp.helo=y", Reason.NOT_VOUCHED),
        ('mx.google.com; spf=pass (a " b) smtp.helo=y; dmarc=fail (c " ; dmarc=pass) header.from=sam.example',
         Reason.NOT_VOUCHED),
        # Two things at once.
        ("mx.google.com; dmarc=pass header.from=sam.example; dmarc=fail header.from=sam.example", Reason.TWICE),
        ("mx.google.com; dmarc=pass header.from=sam.example; DMARC/1=pass header.from=sam.example", Reason.TWICE),
        ("mx.google.com; dkim=pass header.d=sam.example; dkim=fail header.d=sam.example", Reason.TWICE),
        ("mx.google.com; dmarc=pass header.from=evil.example header.from=sam.example", Reason.NOT_VOUCHED),
        ("mx.google.com; dkim=pass header.d=evil.example header.d=sam.example header.i=@sam.example",
         Reason.NOT_VOUCHED),
        # What does not add up.
        ("mx.google.com; spf=pass (x; dmarc=pass header.from=sam.example", Reason.UNREADABLE),
        ("mx.google.com; spf=pass x); dmarc=pass header.from=sam.example", Reason.UNREADABLE),
        ('mx.google.com; spf=pass "x; dmarc=pass header.from=sam.example', Reason.UNREADABLE),
        ("mx.google.com; spf=pass smtp.helo=a b; dmarc=pass header.from=sam.example", Reason.UNREADABLE),
        ("mx.google.com; =pass; dmarc=pass header.from=sam.example", Reason.UNREADABLE),
        (f"mx.google.com; dmarc=pass header.from=sam.example {'(x) ' * 5000}", Reason.UNREADABLE),
    ],
)  # fmt: skip
def test_no_other_word_is_believed(results: str, reason: Reason) -> None:
    assert judged(mail(f"Authentication-Results: {results}")) == Ignored(reason)


def test_only_the_topmost_word_counts() -> None:
    forged = f"Authentication-Results: {PASS}"
    real = "Authentication-Results: mx.google.com; dmarc=fail header.from=sam.example"
    assert judged(mail(real, forged)) == Ignored(Reason.NOT_VOUCHED)
    assert judged(mail("Authentication-Results: mx.other.example; spf=none", forged)) == Ignored(Reason.UNSIGNED)
    assert judged(mail(forged, real)) == Trusted(REQUEST)


def test_no_word_at_all_does_nothing() -> None:
    assert judged(mail(without="Authentication-Results")) == Ignored(Reason.UNSIGNED)
    assert judged(mail("ARC-Authentication-Results: i=1; " + PASS, without="Authentication-Results")) == Ignored(
        Reason.UNSIGNED
    )


def test_where_nobody_is_named_nobody_vouches() -> None:
    assert may_act(mail(), OWNER, REQUESTS, ()) == Ignored(Reason.UNSIGNED)
    nobody = mail("Authentication-Results: dmarc=pass header.from=sam.example")
    assert may_act(nobody, OWNER, REQUESTS, ("",)) == Ignored(Reason.UNSIGNED)


def test_the_name_of_the_request_is_enough_where_a_setting_says_so() -> None:
    assert judged(mail(without="Authentication-Results"), CAPABILITY) == Trusted(REQUEST)
    assert judged(mail("From: evil@x.example"), CAPABILITY) == Ignored(Reason.SENDER)
    assert judged(mail(without="In-Reply-To"), CAPABILITY) == Ignored(Reason.NO_ANSWER)
    assert judged(mail("Auto-Submitted: auto-replied"), CAPABILITY) == Ignored(Reason.AUTOMATIC)


def test_who_vouches_is_learned_from_a_mail_that_is_vouched_for() -> None:
    assert signer(mail(), OWNER) == "mx.google.com"
    assert signer(mail(without="Authentication-Results"), OWNER) == ""
    assert signer(mail("Authentication-Results: mx.x.example; dmarc=fail header.from=sam.example"), OWNER) == ""
    assert signer(mail("Authentication-Results: dmarc=pass header.from=sam.example"), OWNER) == ""
    assert signer(mail("From: evil@x.example"), OWNER) == ""


# --- 5. machines -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "header",
    ["Auto-Submitted: auto-replied", "Auto-Submitted: auto-generated (x)", "Auto-Submitted:", "X-Autoreply: yes",
     "X-Autorespond: x", "Precedence: bulk", "Precedence: Auto_Reply", "precedence: junk", "Return-Path: <>",
     "Content-Type: multipart/report; report-type=delivery-status", "List-Id: <learners.example>"],
)  # fmt: skip
def test_what_a_machine_wrote_does_nothing(header: str) -> None:
    assert judged(mail(header)) == Ignored(Reason.AUTOMATIC)


@pytest.mark.parametrize(
    "header", ["Auto-Submitted: no", "Auto-Submitted: No (typed)", "Return-Path: <sam@sam.example>"]
)
def test_what_says_that_a_person_wrote_it_may_act(header: str) -> None:
    assert judged(mail(header)) == Trusted(REQUEST)


def test_a_bounce_of_our_request_does_nothing() -> None:
    bounce = EmailMessage()
    bounce["From"] = "mailer-daemon@sam.example"
    bounce["Return-Path"] = "<>"
    bounce["In-Reply-To"] = REQUEST
    bounce.set_content("ok K7")
    assert judged(Mail(bounce.as_bytes())) == Ignored(Reason.AUTOMATIC)


# --- whatever comes --------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    ["From: ", "Authentication-Results: ", OWNER, REQUEST, PASS, "In-Reply-To: ", "\r\n", "\n", "\r", " ", ";", "=",
     '"', "\\", "(", ")", "<", ">", "dmarc=pass", "\0", "=?utf-8?b?", "Content-Type: multipart/mixed; boundary=a",
     "--a"]
)  # fmt: skip


@given(st.one_of(st.binary(max_size=400), st.lists(PIECES, max_size=30).map(lambda each: "".join(each).encode())))
@example(b"\xff\xfe: x\r\n\xc3\x28")
@example(b"From:" + b"(" * 5000)
@example(b"From: " + b" <" * 5000)
@example(b"\n" * 10)
def test_any_bytes_are_judged(content: bytes) -> None:
    found = judged(Mail(content))
    assert isinstance(found, Trusted | Ignored)
    assert isinstance(signer(Mail(content), OWNER), str)
    assert isinstance(sender(Mail(content)), str)
    assert len(Mail(content).digest) == 64


@given(st.text(max_size=200))
@example("((" * 4000)
@example("a" * 8000 + " =" * 4000)
def test_any_word_is_read_or_does_not_add_up(value: str) -> None:
    with suppress(Unreadable):
        assert all(each.method == each.method.lower() for each in read(value).verdicts)
