"""A letter as bytes: whatever is in it, the mail stays well-formed and says the same when it is read back."""

import re
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.errors import Refused
from bot.redact import plain
from bot.reports.mail import Letter, Picture
from bot.reports.mail.composing import LONGEST_SUBJECT, compose, message_id

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
LETTER = Letter(
    sender="bot@sam.example",
    to="sam@sam.example",
    subject="Week 5: gradient descent",
    text="Five evenings.\n",
    message_id="<digest-2026-02-02@sam.example>",
    at=datetime(2026, 2, 2, 7, 0, tzinfo=ZoneInfo("Europe/Berlin")),
)
HEADERS = {"From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version"}
OF_CONTENT = {"Content-Type", "Content-Transfer-Encoding"}
PIECES = ("=?utf-8?q?=0D=0ABcc:x?=", "Bcc: x@y.example", "\r\n\r\n", "--=_", ".", "From ", "\n ")
ANYTHING = st.one_of(
    st.text(max_size=400),
    st.text("\r\n\t .:=?_-<>@\"\\\x00\x0b\x85\u2028é日🙂aB", max_size=200),
    st.lists(st.sampled_from(PIECES)).map("".join),
    st.text("日", min_size=300, max_size=1200),
    st.text("x", min_size=1000, max_size=3000),
)  # fmt: skip


def read(content: bytes) -> EmailMessage:
    return message_from_bytes(content, policy=policy.default)


def shape(part: MIMEPart) -> str:
    inside = ", ".join(shape(each) for each in part.iter_parts()) if part.is_multipart() else ""
    return f"{part.get_content_type()}({inside})" if inside else part.get_content_type()


def same(text: str) -> str:
    """Return what is to be read back of a text: one kind of line end, no controls, an end to the last line."""
    lines = re.sub("\r\n|[\r\v\f\x85\u2028\u2029]", "\n", text)
    kept = re.sub("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]", "", lines)
    return kept if kept.endswith("\n") else f"{kept}\n"


def content(part: EmailMessage) -> str:
    return str(part.get_content()).replace("\r\n", "\n")


# --- what it is made of ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "pictures", "expected"),
    [
        ("", 0, "text/plain"),
        ("<p>Five</p>", 0, "multipart/alternative(text/plain, text/html)"),
        ("<p>Five</p>", 1, "multipart/alternative(text/plain, multipart/related(text/html, image/png))"),
        ("<p>Five</p>", 2, "multipart/alternative(text/plain, multipart/related(text/html, image/png, image/png))"),
    ],
)
def test_plain_text_comes_first_and_pictures_belong_to_the_html(html: str, pictures: int, expected: str) -> None:
    given = tuple(Picture(f"week-{n}", PNG + bytes([n])) for n in range(pictures))
    mail = read(compose(replace(LETTER, html=html, pictures=given)))
    assert shape(mail) == expected
    images = [part for part in mail.walk() if part.get_content_type() == "image/png"]
    assert [(part["Content-ID"], part.get_content()) for part in images] == [(f"<{p.cid}>", p.png) for p in given]
    assert {part.get_content_disposition() for part in images} <= {"inline"}


def test_the_headers_are_those_of_the_letter_and_no_others() -> None:
    mail = read(compose(LETTER))
    assert set(mail.keys()) == HEADERS | OF_CONTENT
    assert mail["From"].addresses[0].addr_spec == "bot@sam.example"
    assert mail["From"].addresses[0].display_name == "learnaloud"
    assert mail["To"] == "sam@sam.example"
    assert mail["Message-ID"] == "<digest-2026-02-02@sam.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"] == "Mon, 02 Feb 2026 07:00:00 +0100"


def test_the_same_letter_is_the_same_bytes() -> None:
    letter = replace(LETTER, html="<p>Five</p>", pictures=(Picture("week", PNG),))
    assert compose(letter) == compose(letter)


def test_a_picture_or_a_message_id_of_a_wrong_name_is_a_fault_of_ours() -> None:
    for wrong in (
        replace(LETTER, html="<p>", pictures=(Picture('a">\r\nX: y', PNG),)),
        replace(LETTER, message_id="<a@b>\r\nBcc: x@y.example"),
        replace(LETTER, message_id="<söm@b>"),
    ):
        with pytest.raises(ValueError, match=r"made by|called by"):
            compose(wrong)


def test_a_letter_may_say_what_it_answers_and_ask_machines_to_be_silent() -> None:
    more = (("X-Auto-Response-Suppress", "All"), ("In-Reply-To", "<a@b.example>"), ("References", f"<{'a' * 400}@b>"))
    mail = read(compose(replace(LETTER, headers=more)))
    assert set(mail.keys()) == HEADERS | OF_CONTENT | {name for name, _ in more}
    assert [mail[name].replace("\r\n ", "") for name, _ in more] == [value for _, value in more]


@pytest.mark.parametrize(
    ("name", "value"),
    [("X-A", "b\r\nBcc: x@y"), ("X-A", ""), ("X-A", " b"), ("X-A", "ä"), ("Bcc", "x@y"), ("Subject", "x"),
     ("X-A\n", "b"), ("X-A: b\r\nBcc", "x"), ("References", "x" * 998)],
)  # fmt: skip
def test_any_other_header_is_a_fault_of_ours(name: str, value: str) -> None:
    with pytest.raises(ValueError, match="X- headers"):
        compose(replace(LETTER, headers=((name, value),)))


# --- addresses -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("sam@münchen.example", "sam@xn--mnchen-3ya.example"),
        ("sam@faß.example", "sam@xn--fa-hia.example"),  # by the rules of 2003 it would be fass.example, another domain
        ("sam@例え.jp", "sam@xn--r8jz45g.jp"),
        ("s.a+m@localhost", "s.a+m@localhost"),
    ],
)
def test_a_domain_in_other_letters_is_written_as_servers_write_it(address: str, expected: str) -> None:
    content = compose(replace(LETTER, sender=address, to=address))
    assert content.isascii()
    mail = read(content)
    assert mail["To"].addresses[0].addr_spec == expected
    assert mail["From"].addresses[0].addr_spec == expected


@pytest.mark.parametrize(
    "address",
    ["jösé@sam.example", "", "sam", "a@b@c", "sam@", "sam@x\r\nBcc: y@z", "sam@x y", "sam@\ud800", f"{'x' * 65}@y"],
)
def test_an_address_no_server_takes_is_refused_with_a_hint(address: str) -> None:
    for letter in (replace(LETTER, sender=address), replace(LETTER, to=address)):
        with pytest.raises(Refused) as caught:
            compose(letter)
        assert caught.value.hint
    if address.startswith("j"):
        assert "plain letters before the @" in caught.value.hint


def test_a_message_id_is_given_or_new_and_under_the_senders_domain() -> None:
    assert message_id("bot@münchen.example", "digest 2026/02") == "<digest-2026-02@xn--mnchen-3ya.example>"
    first, second = message_id("bot@sam.example"), message_id("bot@sam.example")
    assert first != second
    assert re.fullmatch(r"<[0-9a-f]{32}@sam\.example>", first)
    assert compose(replace(LETTER, message_id=message_id("bot@sam.example", "x" * 300)))


# --- whatever is in it -----------------------------------------------------------------------------------------------


@given(ANYTHING, ANYTHING, ANYTHING, ANYTHING)
@example("=?utf-8?q?a=0D=0ABcc:_x@y.example?=", "=?utf-8?b?QQ==?=", "x", "")
@example("Ünï " * 60, "Ü" * 80, "x" * 2000, "<p>" + "é" * 2000)
@example("a" * 200, "a, b; c <d@e>", ".\n..\n", "<pre>\n.\n</pre>")
def test_s11_any_words_leave_the_mail_whole_and_are_read_back(subject: str, name: str, text: str, html: str) -> None:
    letter = replace(LETTER, subject=subject, name=name, text=text, html=html, pictures=(Picture("week", PNG),))
    raw = compose(letter)
    assert raw.isascii()
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 998
    assert not re.search(rb"\r(?!\n)|(?<!\r)\n|\0", raw)
    mail = read(raw)
    assert sorted({*mail.keys(), "Content-Transfer-Encoding"}) == sorted(HEADERS | OF_CONTENT)
    assert len(mail.keys()) == len(set(mail.keys()))
    assert [part.defects for part in mail.walk() if part.defects] == []
    assert mail["Subject"] == first_line(subject, LONGEST_SUBJECT)
    assert len(mail["Subject"]) <= LONGEST_SUBJECT
    (sender,) = mail["From"].addresses
    assert (sender.display_name, sender.addr_spec) == (first_name(name), "bot@sam.example")
    assert content(part_of(mail, "plain")) == same(text)
    if html:
        assert content(part_of(mail, "html")) == same(html)
    assert shape(mail).startswith("multipart/alternative(text/plain, multipart/rel" if html else "text/plain")


def first_line(text: str, longest: int) -> str:
    line = " ".join(plain(text).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def first_name(text: str) -> str:
    return first_line(text, LONGEST_SUBJECT).encode()[:42].decode(errors="ignore").strip()


def part_of(mail: EmailMessage, kind: str) -> EmailMessage:
    (found,) = (part for part in mail.walk() if part.get_content_type() == f"text/{kind}")
    return found


@given(st.integers(0, 4_000_000_000), st.integers(-14 * 60, 14 * 60))
def test_the_date_is_the_letters_instant(seconds: int, minutes: int) -> None:
    instant = datetime.fromtimestamp(seconds, timezone(timedelta(minutes=minutes)))
    mail = read(compose(replace(LETTER, at=instant)))
    assert parsedate_to_datetime(mail["Date"]) == instant
