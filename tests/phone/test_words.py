"""What a mail says: the person's own words, whatever their mail program makes of them, out of any bytes."""

import tomllib
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.clock import stopwatch
from bot.phone import grammar, message
from bot.phone.mailbox import asking
from bot.phone.mailbox.mail import Mail
from bot.phone.mailbox.markup import to_text
from bot.phone.mailbox.quoting import own_words
from bot.phone.mailbox.words import Said, said

BOT = "bot@sam.example"
REPLIES = tomllib.loads((Path(__file__).parent / "replies.toml").read_text(encoding="utf-8"))["reply"]
HEADERS = b"From: sam@sam.example\r\nMIME-Version: 1.0\r\n"


def mail(text: str = "", html: str = "", **more: Any) -> Mail:
    made = EmailMessage()
    made["From"] = "sam@sam.example"
    if text:
        made.set_content(text, **more)
    if html:
        (made.add_alternative if text else made.set_content)(html, subtype="html")
    return Mail(made.as_bytes())


def raw(content_type: str, body: bytes, encoding: str = "8bit") -> Mail:
    headers = f"Content-Type: {content_type}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    return Mail(HEADERS + headers.encode() + body)


# --- the corpus ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reply", REPLIES, ids=[each["name"] for each in REPLIES])
def test_the_persons_own_words_are_found(reply: dict[str, str]) -> None:
    found = said(mail(reply["text"] or "\n"), BOT)
    assert found.words == reply["own"].strip()
    assert not found.from_html


@pytest.mark.parametrize("reply", REPLIES, ids=[each["name"] for each in REPLIES])
def test_an_order_is_an_order_whatever_is_below_it(reply: dict[str, str]) -> None:
    expected = grammar.read(reply["own"]) if reply["own"].strip() else grammar.Words("")
    assert grammar.read(said(mail(reply["text"] or "\n"), BOT).words) == expected


def test_the_first_line_is_apart_from_what_follows() -> None:
    found = said(mail("\n\n  edit K7  \n\n  A view shares\n  its memory.\n\n"), BOT)
    assert (found.first_line, found.rest) == ("edit K7", "  A view shares\n  its memory.")
    assert found.words == "edit K7\n\n  A view shares\n  its memory."


def test_no_mail_of_ours_holds_an_answer_when_it_comes_back() -> None:
    request = asking.request(BOT, message.as_mail(message.request("K7", "X", ["ok K7"], ["one commit"])))
    assert said(mail(request.text), BOT) == Said("")
    quoted = "\n".join(f"> {line}" for line in request.text.split("\n"))
    assert said(mail(f"{quoted}\n"), BOT).first_line == ""


def test_the_marker_is_known_however_a_program_writes_it() -> None:
    for line in (
        asking.MARKER,
        "-- Answer above this line --",
        "*— answer above this line —*",
        "answer above this line",
    ):
        assert said(mail(f"hm\n{line}\nours"), BOT).words == "hm"


# --- what it is written in -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content_type", "body", "expected"),
    [
        ("text/plain; charset=utf-8", "größer 日本".encode(), "größer 日本"),
        ("text/plain; charset=iso-8859-1", "größer".encode("latin-1"), "größer"),
        ('text/plain; charset="koi8-r"', "больше".encode("koi8-r"), "больше"),
        ("text/plain; CHARSET=Windows-1252", "“größer”".encode("cp1252"), "“größer”"),
        ("text/plain; charset=x-unknown", "größer".encode(), "größer"),
        ("text/plain; charset=x-unknown", b"gr\xf6\xdfer", "gr��er"),
        ("text/plain", "größer".encode(), "größer"),
        ("text/plain; charset=rot13", b"ok K7", "ok K7"),
        ("text/plain; charset=punycode", b"ok K7-", "ok K7-"),
        ("text/plain; charset=unicode_escape", b"\\u0041 \\d", "\\u0041 \\d"),
        ("text/plain; charset=iso-2022-jp", b"\x1b$B\xff", None),
        ("text/plain; charset*=utf-8''utf-8; charset*0*=x", "größer".encode(), "größer"),
        ("text/plain; charset=", b"ok", "ok"),
        ("text/plain; charset=iso-8859-99", b"ok", "ok"),
    ],
)
def test_any_charset_is_read_and_an_unknown_one_is_utf_8(content_type: str, body: bytes, expected: str | None) -> None:
    found = said(raw(content_type, body), BOT)
    assert expected is None or found.words == expected


@pytest.mark.parametrize(
    ("encoding", "body", "expected"),
    [
        ("quoted-printable", b"gr=C3=B6=\r\n=C3=9Fer=ZZ", "größer=ZZ"),
        ("base64", b"b2sgSzc=\r\n", "ok K7"),
        ("base64", b"!!!!", ""),
        ("x-uuencode", b"begin 666 x\n#:&5Y\n`\nend\n", None),
        ("x-unknown", b"ok K7", "ok K7"),
    ],
)
def test_any_encoding_is_read_as_far_as_can_be(encoding: str, body: bytes, expected: str | None) -> None:
    found = said(raw("text/plain; charset=utf-8", body, encoding), BOT)
    assert expected is None or found.words == expected


def test_lines_a_program_cut_on_the_way_are_whole_again() -> None:
    body = b"A view shares its \r\nmemory.\r\n\r\n From here on: \r\n> quoted \r\nend\r\n-- \r\nSam"
    flowed = said(raw("text/plain; charset=utf-8; format=flowed", body), BOT)
    assert flowed.words == "A view shares its memory.\n\nFrom here on:\nend"
    assert said(raw("text/plain; Format=Flowed; DelSp=Yes", b"mem \r\nory"), BOT).words == "memory"
    assert said(raw("text/plain", b"A view \r\nshares"), BOT).words == "A view\nshares"


def test_what_nobody_sees_is_not_there() -> None:
    assert said(mail("﻿ok\u200b K7\u202e\x07"), BOT).words == "ok K7"
    assert said(mail("ok\xa0K7"), BOT).words == "ok K7"


# --- which part ------------------------------------------------------------------------------------------------------


def test_plain_text_is_what_counts_where_there_is_any() -> None:
    assert said(mail("ok K7", "<p>no K7</p>"), BOT) == Said("ok K7")
    assert said(mail(" \n", "<p>no K7</p>"), BOT) == Said("no K7", from_html=True)


def test_what_is_attached_and_a_mail_within_the_mail_say_nothing() -> None:
    inner, outer = EmailMessage(), EmailMessage()
    inner.set_content("ok K7")
    outer.set_content("see below")
    outer.add_attachment("no K7")
    outer.add_attachment(inner)
    assert said(Mail(outer.as_bytes()), BOT).words == "see below"
    only = EmailMessage()
    only.add_attachment("ok K7")
    only.add_attachment(inner)
    assert said(Mail(only.as_bytes()), BOT).words == ""


def test_html_alone_is_read_for_its_order_and_says_that_it_is_html() -> None:
    page = """<html><head><style>p {}</style><title>ok K9</title></head><body>
      <div dir="ltr">ok&nbsp;<b>K7</b></div><script>no K7</script>
      <div class="gmail_quote"><div>On Mon, 5 Jan 2026 at 20:00 learnaloud &lt;bot@sam.example&gt; wrote:<br></div>
      <blockquote><p>— answer above this line —</p><blockquote>deeper</blockquote>K7</blockquote></div></body></html>"""
    assert said(mail(html=page), BOT) == Said("ok K7", from_html=True)


def test_html_of_outlook_ends_where_its_header_begins() -> None:
    page = """<body><p class=MsoNormal>ok K7<o:p></o:p></p><div id="divRplyFwdMsg"><hr>
      <b>From:</b> learnaloud &lt;bot@sam.example&gt;<br><b>Sent:</b> Monday<br><b>To:</b> Sam<br></div><p>Day 1</p>"""
    assert said(mail(html=page), BOT).words == "ok K7"


@pytest.mark.parametrize(
    ("html", "text"),
    [("a<br>b", "a\nb"), ("<p>a\n b</p><p>c</p>", "a b\nc\n"), ("a<![x", "a<![x"), ("</blockquote></style>a", "a"),
     ("<li>a<li>b", "a\nb"), ("&lt;b&gt; &#x41;", "<b> A"), ("<blockquote>a<br>b", "> a\n> b")],
)  # fmt: skip
def test_html_becomes_lines(html: str, text: str) -> None:
    assert to_text(html).rstrip("\n") == text.rstrip("\n")


def test_a_border_that_is_two_borders_says_nothing() -> None:
    assert said(raw("multipart/mixed; boundary*=a; boundary*0*=b", b"--a\r\n\r\nok K7\r\n--a--"), BOT) == Said("")


def test_parts_within_parts_without_end_say_nothing() -> None:
    nested = (b"Content-Type: multipart/mixed; boundary=a%d\r\n\r\n--a%d\r\n" % (each, each) for each in range(4000))
    assert said(Mail(b"".join(nested) + b"Content-Type: text/plain\r\n\r\nok K7"), BOT).words == ""


# --- whatever comes --------------------------------------------------------------------------------------------------

PIECES = [
    b"Content-Type: ", b"text/plain", b"text/html", b"multipart/mixed; boundary=a", b"; charset=", b"utf-7", b"utf-16",
    b"hz", b"\r\n", b"\r\n\r\n", b"--a\r\n", b"--a--", b"<blockquote>", b"<![",
    b"<!DOCTYPE", b"<a b='", b"&#xffffffff;", b"> ", b"-- ",
    b"On 5 x wrote:", b"From: ", b"Sent: x", b"bot@sam.example", b"format=flowed", b"Content-Transfer-Encoding: ",
    b"base64", b"quoted-printable", b"=\r\n", b"=?", b"\xff", "— answer above this line —".encode(), b"message/rfc822",
]  # fmt: skip


@given(st.one_of(st.binary(max_size=500), st.lists(st.sampled_from(PIECES), max_size=40).map(b"".join)))
@example(b"Content-Type: text/plain; charset=utf-8; charset=x\r\n\r\nok")
@example(b"Content-Type: text/plain\0\r\n\r\nok")
@example(b"Content-Type: text/html\r\n\r\n<!-- <![CDATA[ <!x [ <!y")
@example(b"Content-Transfer-Encoding: x-uuencode\r\n\r\nbegin 666\n\xff")
def test_any_bytes_say_something_or_nothing(content: bytes) -> None:
    found = said(Mail(content), BOT)
    assert found.words == found.words.strip()
    assert "\n" not in found.first_line


@given(st.lists(st.one_of(st.text(max_size=60), st.sampled_from([each["text"] for each in REPLIES]))).map("\n".join))
def test_nothing_is_said_that_is_not_in_the_mail(text: str) -> None:
    lines = {line.strip() for line in text.split("\n")}
    assert {line.strip() for line in own_words(text, BOT).split("\n")} <= lines | {""}


@pytest.mark.parametrize(
    "text", ["1" * 250_000, "> " * 120_000, "\n" * 250_000, "1 <a@b" * 40_000, "On 1 " * 50_000,
             "\n> x\nOn 1\n" * 25_000, "-" * 250_000]
)  # fmt: skip
def test_a_mail_as_large_as_may_be_is_read_at_once(text: str) -> None:
    passed = stopwatch()
    said(mail("x\n" + text), BOT)
    assert passed() < 5


# --- what goes out ---------------------------------------------------------------------------------------------------


def test_a_request_has_a_name_nobody_guesses_and_says_that_a_machine_asks() -> None:
    one, two = asking.request(BOT, "K7"), asking.request(BOT, "K7", "<a@b.example>")
    assert one.message_id != two.message_id
    assert one.message_id.startswith("<q-")
    assert one.message_id.endswith("@sam.example>")
    assert len(one.message_id) == len("<q-@sam.example>") + 32
    assert one.headers == (("X-Auto-Response-Suppress", "All"),)
    assert dict(two.headers)["In-Reply-To"] == dict(two.headers)["References"] == "<a@b.example>"
    assert one.text == "— answer above this line —\n\nK7"


@pytest.mark.parametrize("answers", ["", "a@b", "<a@b>\r\nBcc: x@y", "<a b>", "<" + "a" * 500 + ">", "<ä@b>"])
def test_what_is_no_message_id_is_in_no_header_of_ours(answers: str) -> None:
    assert len(asking.request(BOT, "K7", answers).headers) == 1
