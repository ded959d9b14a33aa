"""Mastodon over a wire of our own: what leaves, where it goes, and how a post is read back from its HTML."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot import settings
from bot.clock import FixedClock
from bot.errors import Blocked, NotSent, PublishError, Refused, Unconfirmed
from bot.platforms import Part, Picture, Platform, Receipt, mastodon
from bot.platforms.mastodon.answers import instant
from bot.platforms.mastodon.text import as_written, is_same
from bot.redact import Secret, forget, remember
from tests import canary
from tests.platforms.remembered import Remembered
from tests.platforms.servers.mastodon import HOST
from tests.platforms.servers.mastodon import Mastodon as Server
from tests.platforms.servers.mastodon_text import shown

NOW = datetime(2026, 11, 21, 20, 0, tzinfo=UTC)
POST, ME, MEDIA = "/api/v1/statuses", "/api/v1/accounts/verify_credentials", "/api/v2/media"
V2, V1, LIST = "/api/v2/instance", "/api/v1/instance", "/api/v1/accounts/109/statuses"
PNG = Picture(b"\x89PNG bytes", "image/png", "A (blue) curve_")
TEXT = Part("Trained a model (logistic). #python", key="k1")
URL = "https://mastodon.social/@ada/115"
OUT = httpx.Response(200, json={"id": "115", "url": URL, "uri": "https://mastodon.social/users/ada/statuses/115"})
WHO = httpx.Response(200, json={"id": "109", "username": "ada", "acct": "ada"})

Answer = httpx.Response | Exception


def server(statuses: dict[str, Any] | None = None, media: dict[str, Any] | None = None) -> httpx.Response:
    said = {"statuses": {"max_characters": 500, **(statuses or {})}, "media_attachments": media or {}}
    return httpx.Response(200, json={"version": "4.6.2", "configuration": said})


def told(status: int, error: str = "no", **more: Any) -> httpx.Response:
    return httpx.Response(status, json={"error": error, **more})


@dataclass
class Wire:
    """Answers by path, the last answer for ever, and writes down what was asked."""

    answers: dict[str, list[Answer]]
    asked: list[httpx.Request] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        queue = self.answers[request.url.path]
        answer = queue.pop(0) if len(queue) > 1 else queue[0]
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)

    def paths(self) -> list[str]:
        return [request.url.path for request in self.asked]

    def sent(self) -> dict[str, object]:
        (request,) = (each for each in self.asked if each.url.path == POST)
        read = json.loads(request.content)
        assert isinstance(read, dict)
        return read


@dataclass
class Account:
    """A platform under test, with what it remembers and what went over the wire."""

    platform: Platform
    wire: Wire
    kept: Remembered
    clock: FixedClock


Connect = Callable[..., Account]


@pytest.fixture
def connect() -> Connect:
    def _connect(answers: dict[str, Answer | list[Answer]] | None = None, **chosen: object) -> Account:
        usual: dict[str, Answer | list[Answer]] = {ME: WHO, V2: server(), POST: OUT}
        every = {**usual, **(answers or {})}
        wire = Wire({path: answer if isinstance(answer, list) else [answer] for path, answer in every.items()})
        kept, clock = Remembered(), FixedClock(NOW)
        given = replace(settings.load(), **chosen)  # type: ignore[arg-type]
        return Account(mastodon.connect(given, kept, clock, httpx.MockTransport(wire)), wire, kept, clock)

    return _connect


# --- what leaves ------------------------------------------------------------------------------------------------------


def test_a_text_leaves_in_one_request_with_its_key(connect: Connect) -> None:
    account = connect()
    assert account.platform.prepare(TEXT) == []
    assert account.platform.publish(TEXT) == Receipt("115", URL, 0.0)
    assert account.wire.paths() == [ME, V2, POST]
    request = account.wire.asked[-1]
    assert (request.method, str(request.url)) == ("POST", f"https://mastodon.social{POST}")
    assert request.headers["authorization"] == f"Bearer {canary.VALUE}"
    assert request.headers["idempotency-key"] == "k1-1"
    assert request.headers["content-type"] == "application/json"
    assert request.headers["user-agent"].startswith("learnaloud/")
    assert account.wire.sent() == {"status": TEXT.text, "visibility": "public", "allowed_mentions": ["109"]}


def test_a_later_part_is_a_quiet_answer_to_the_one_before(connect: Connect) -> None:
    account = connect()
    account.platform.publish(replace(TEXT, number=2, after="114", pictures=(PNG,), uploads=("40",)))
    assert account.wire.asked[-1].headers["idempotency-key"] == "k1-2"
    assert account.wire.sent() == {
        "status": TEXT.text,
        "visibility": "unlisted",
        "allowed_mentions": ["109"],
        "in_reply_to_id": "114",
        "media_ids": ["40"],
    }


def test_the_key_is_the_same_at_each_try_and_another_for_each_part(connect: Connect) -> None:
    account = connect()
    for part in (TEXT, replace(TEXT, tried=True, since=NOW), replace(TEXT, number=2)):
        account.platform.publish(part)
    keys = [each.headers["idempotency-key"] for each in account.wire.asked if each.url.path == POST]
    assert keys == ["k1-1", "k1-1", "k1-2"]


def test_pictures_are_uploaded_with_their_words_and_some_are_waited_for(connect: Connect) -> None:
    media: list[Answer] = [httpx.Response(200, json={"id": "40"}), httpx.Response(202, json={"id": "41", "url": None})]
    account = connect({MEDIA: media})
    jpeg = replace(PNG, kind="image/jpeg", content=b"second", alt="")
    uploads = account.platform.prepare(replace(TEXT, pictures=(PNG, jpeg)))
    assert [each.handle for each in uploads] == ["40", "41"]
    assert [each.ready_in for each in uploads] == [timedelta(), timedelta(seconds=5)]
    assert {each.good_for for each in uploads} == {timedelta(hours=12)}
    first, second = account.wire.asked[-2:]
    assert b'name="file"; filename="picture.png"\r\nContent-Type: image/png\r\n\r\n\x89PNG bytes' in first.content
    assert b'name="description"\r\n\r\nA (blue) curve_' in first.content
    assert b"description" not in second.content


def test_who_it_is_is_asked_once_for_each_token_and_server(connect: Connect) -> None:
    account = connect()
    for _ in range(2):
        account.platform.prepare(TEXT)
        account.platform.publish(TEXT)
    assert account.wire.paths().count(ME) == 1
    assert canary.VALUE not in "".join(account.kept.kept)
    for other in (
        connect(mastodon_access_token=Secret("another0token")),
        connect(mastodon_api="https://fosstodon.org"),
    ):
        other.platform.prepare(TEXT)
        assert set(other.kept.kept).isdisjoint(account.kept.kept)


def test_checking_tells_the_name_and_asks_whatever_is_remembered(connect: Connect) -> None:
    account = connect(mastodon_api="https://fosstodon.org")
    assert [account.platform.check(), account.platform.check()] == ["@ada@fosstodon.org"] * 2
    assert account.wire.paths() == [ME, ME]


@pytest.mark.parametrize(
    ("token", "said"),
    [("", "There is no token"), ("two lines\nof it", "a character no token has"), ("tökén", "a character")],
)
def test_without_a_usable_token_there_is_no_account(connect: Connect, token: str, said: str) -> None:
    with pytest.raises(Blocked, match=said) as caught:
        connect(mastodon_access_token=Secret(token))
    assert caught.value.hint


def test_a_post_waits_for_its_pictures(connect: Connect) -> None:
    account = connect()
    with pytest.raises(NotSent, match="pictures"):
        account.platform.publish(replace(TEXT, pictures=(PNG, PNG), uploads=("40",)))
    assert account.wire.asked == []


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://mastodon.social/@ada/115", "115"),
        ("https://mastodon.social/@ada/115/", "115"),
        ("https://mastodon.social/@ada/115?x=1#y", "115"),
        ("https://fosstodon.org/users/ada/statuses/115", "115"),
        ("https://a.example:8443/@ada/115", "115"),
        ("https://mastodon.social/@ada@fosstodon.org/115", "115"),
        ("https://gts.example/@ada/statuses/01HZX3Q5", "01HZX3Q5"),
        ("https://mastodon.social/@ada", ""),
        ("https://mastodon.social/@ada/115/embed", ""),
        ("http://mastodon.social/@ada/115", ""),
        ("see https://mastodon.social/@ada/115", ""),
        ("https://evil.example?https://mastodon.social/@ada/115", ""),
        ("115", ""),
    ],
)
def test_the_id_stands_in_the_address(url: str, found: str) -> None:
    assert mastodon.remote_id(url) == found


def test_the_page_for_writing_a_post_is_given_the_text() -> None:
    assert mastodon.compose_link("a & b #c") == "https://mastodon.social/share?text=a%20%26%20b%20%23c"
    assert mastodon.cost("https://example.org") == 0


# --- what the server takes -------------------------------------------------------------------------------------------

ADDRESS = "https://example.org/a-page-with-a-long-name"


@pytest.mark.parametrize(
    ("said", "part", "word"),
    [
        (server({"max_characters": 280}), replace(TEXT, text="x" * 281), "281 characters are more than the 280"),
        (server({"characters_reserved_per_url": 40}), replace(TEXT, text="x" * 460 + " " + ADDRESS), "501 characters"),
        (server(), replace(TEXT, text="x" * 501), "501 characters are more than the 500"),
        (server(), replace(TEXT, pictures=(PNG,) * 5), "5 pictures are more than the 4"),
        (server({"max_media_attachments": 1}), replace(TEXT, pictures=(PNG,) * 2), "2 pictures are more than the 1"),
        (server(), replace(TEXT, pictures=(PNG, replace(PNG, kind="image/tiff"))), "image/tiff"),
        (server(media={"supported_mime_types": ["image/jpeg"]}), replace(TEXT, pictures=(PNG,)), "image/png"),
        (server(media={"image_size_limit": 9}), replace(TEXT, pictures=(PNG,)), "10 bytes of a picture"),
        (server(), replace(TEXT, pictures=(replace(PNG, alt="x" * 1501),)), "1501 characters about a picture"),
        (server(media={"description_limit": 14}), replace(TEXT, pictures=(PNG,)), "15 characters about a picture"),
    ],
)
def test_what_the_server_would_refuse_is_refused_before_anything_leaves(
    connect: Connect, said: httpx.Response, part: Part, word: str
) -> None:
    account = connect({V2: said})
    with pytest.raises(Refused, match=word) as caught:
        account.platform.prepare(part)
    assert caught.value.hint
    assert account.wire.paths() == [ME, V2]


@pytest.mark.parametrize(
    "said",
    [
        httpx.Response(200, json={"version": "2.7"}),
        httpx.Response(200, json={"configuration": {"statuses": 7, "media_attachments": []}}),
        server(
            {"max_characters": 0, "max_media_attachments": True}, {"supported_mime_types": [], "image_size_limit": "9"}
        ),
    ],
)
def test_what_a_server_does_not_say_is_as_mastodon_has_it(connect: Connect, said: httpx.Response) -> None:
    account = connect({V2: said, MEDIA: httpx.Response(200, json={"id": "40"})})
    account.platform.prepare(replace(TEXT, text="x" * 500, pictures=(PNG,) * 4))
    with pytest.raises(Refused):
        account.platform.prepare(replace(TEXT, text="x" * 501))


def test_a_server_that_says_nothing_is_asked_again(connect: Connect) -> None:
    account = connect({V2: [httpx.Response(200, json={"version": "2.7"}), server({"max_characters": 20})]})
    account.platform.prepare(TEXT)
    with pytest.raises(Refused):
        account.platform.prepare(TEXT)


def test_a_larger_server_takes_more(connect: Connect) -> None:
    account = connect({V2: server({"max_characters": 5000})})
    assert account.platform.prepare(replace(TEXT, text="x" * 5000)) == []


def test_an_older_server_is_asked_the_older_way(connect: Connect) -> None:
    account = connect({V2: told(404), V1: server({"max_characters": 100})})
    with pytest.raises(Refused, match="101 characters"):
        account.platform.prepare(replace(TEXT, text="x" * 101))
    assert account.wire.paths() == [ME, V2, V1]


def test_limits_are_asked_for_once_a_day(connect: Connect) -> None:
    account = connect({V2: [server(), server({"max_characters": 20})]})
    for _ in range(3):
        account.platform.prepare(TEXT)
    assert account.wire.paths().count(V2) == 1
    account.clock.wait(24 * 3600)
    with pytest.raises(Refused):
        account.platform.prepare(TEXT)
    assert account.wire.paths().count(V2) == 2


@pytest.mark.parametrize(
    "rubbish", ["", "{", "[]", "7", '{"day": "2026-11-21"}', '{"day": "2026-11-21", "kinds": [], "x": 1}']
)
def test_limits_kept_in_another_way_are_asked_for_anew(connect: Connect, rubbish: str) -> None:
    account = connect()
    account.platform.prepare(TEXT)
    (name,) = (each for each in account.kept.kept if "limits" in each)
    account.kept.keep(name, rubbish)
    account.platform.prepare(TEXT)
    assert account.wire.paths().count(V2) == 2


# --- what may be repeated --------------------------------------------------------------------------------------------

UNCLEAR: list[Answer] = [
    told(500),
    httpx.Response(302, headers={"location": "https://evil.example/"}),
    httpx.Response(403, html="<!DOCTYPE html>Attention Required!"),
    httpx.ReadTimeout("x"),
    httpx.ConnectError("x"),
    httpx.Response(200, text="<html>"),
    httpx.Response(200, json=["id"]),
    httpx.Response(408),
    httpx.Response(999),
]


@pytest.mark.parametrize("path", [ME, V2, MEDIA])
@pytest.mark.parametrize("answer", UNCLEAR)
def test_what_is_unclear_before_the_post_has_put_nothing_out(connect: Connect, answer: Answer, path: str) -> None:
    account = connect({MEDIA: httpx.Response(200, json={"id": "40"}), path: answer})
    with pytest.raises(NotSent) as caught:
        account.platform.prepare(replace(TEXT, pictures=(PNG,)))
    assert caught.value.hint
    assert POST not in account.wire.paths()


@pytest.mark.parametrize(
    ("answer", "means"),
    [
        (told(401, "The access token was revoked"), Blocked),
        (told(403, "This action is outside the authorized scopes"), Blocked),
        (told(404), Blocked),
        (told(410), Blocked),
        (httpx.Response(308, headers={"location": "https://new.example/"}), Blocked),
        (told(429), NotSent),
        (httpx.Response(200, json={"username": "ada"}), NotSent),
        (httpx.Response(200, json={"id": 109, "username": "ada"}), NotSent),
        (httpx.Response(200, json={"id": "../../x", "username": "ada"}), NotSent),
    ],
)
def test_who_it_is_has_to_be_clear_before_anything_is_posted(
    connect: Connect, answer: Answer, means: type[PublishError]
) -> None:
    account = connect({ME: answer})
    for act in (account.platform.check, lambda: account.platform.prepare(TEXT), lambda: account.platform.publish(TEXT)):
        with pytest.raises(means):
            act()
    assert account.kept.kept == {}
    assert set(account.wire.paths()) == {ME}


@pytest.mark.parametrize(
    "answer",
    [told(422, "Validation failed: File content type is invalid"), told(413), httpx.Response(413, html="<html>nginx")],
)
def test_a_picture_the_server_does_not_take_is_refused(connect: Connect, answer: Answer) -> None:
    with pytest.raises(Refused):
        connect({MEDIA: answer}).platform.prepare(replace(TEXT, pictures=(PNG,)))


def test_a_broken_upload_is_tried_again_later(connect: Connect) -> None:
    answer = told(500, "Error processing thumbnail for uploaded media")
    with pytest.raises(NotSent, match="thumbnail"):
        connect({MEDIA: answer}).platform.prepare(replace(TEXT, pictures=(PNG,)))


# --- what an answer is taken for -------------------------------------------------------------------------------------


@pytest.mark.parametrize("tried", [False, True])
def test_a_picture_that_is_used_up_was_perhaps_used_by_us(connect: Connect, tried: bool) -> None:
    answer = told(422, "Media 40 not found or already attached to another post")
    part = replace(TEXT, pictures=(PNG,), uploads=("40",), tried=tried)
    with pytest.raises(Unconfirmed if tried else Refused):
        connect({POST: answer}).platform.publish(part)


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        ({"x-ratelimit-reset": "2026-11-21T20:05:00.123456Z"}, 302.123456),
        ({"x-ratelimit-reset": "2026-11-21T20:05:00"}, 302),
        ({"x-ratelimit-reset": "2026-11-21T21:05:00+01:00"}, 302),
        ({"x-ratelimit-reset": str(int(NOW.timestamp()) + 300)}, 302),
        ({"x-ratelimit-reset": "9" * 30}, 300),
        ({"x-ratelimit-reset": "0"}, 10),
        ({"x-ratelimit-reset": "2027-11-21T20:05:00Z"}, 3 * 3600),
        ({"x-ratelimit-reset": "2026-11-21T20:05:00Z", "retry-after": "90"}, 90),
        ({"retry-after": "3"}, 10),
        ({}, 300),
    ],
)
def test_a_limit_lasts_until_its_reset(connect: Connect, given: dict[str, str], seconds: float) -> None:
    answer = httpx.Response(429, json={"error": "Too many requests"}, headers=given)
    with pytest.raises(NotSent) as caught:
        connect({POST: answer}).platform.publish(TEXT)
    assert caught.value.retry_after == timedelta(seconds=seconds)


@given(st.text(max_size=40))
def test_any_words_for_an_instant_can_be_read(text: str) -> None:
    found = instant(text)
    assert found is None or found.tzinfo


def test_a_token_an_answer_repeats_is_told_to_nobody(connect: Connect) -> None:
    remember(canary.VALUE)
    try:
        with pytest.raises(Blocked, match="•••") as caught:
            connect({POST: told(401, f"Bad token {canary.VALUE}")}).platform.publish(TEXT)
    finally:
        forget(canary.VALUE)
    assert canary.VALUE not in f"{caught.value!r} {vars(caught.value)}"


# --- the key, at a server that knows it ------------------------------------------------------------------------------


@pytest.fixture
def at_home() -> Iterator[tuple[Server, Platform]]:
    clock = FixedClock(NOW)
    with Server(clock) as there:
        chosen = replace(settings.load(), mastodon_api=there.url)
        yield there, mastodon.connect(chosen, Remembered(), clock)


def test_the_same_key_is_the_same_post_for_as_long_as_the_rules_say(at_home: tuple[Server, Platform]) -> None:
    there, platform = at_home
    first = platform.publish(TEXT)
    there.clock.wait(mastodon.RULES.same_key_for.total_seconds())
    assert platform.publish(replace(TEXT, tried=True)) == first
    assert len(there.ledger) == 1


def test_a_repeat_that_meets_a_fault_is_unclear_and_found_by_reading(at_home: tuple[Server, Platform]) -> None:
    there, platform = at_home
    first = platform.publish(TEXT)
    there.repeats_fail = True
    with pytest.raises(Unconfirmed):
        platform.publish(replace(TEXT, tried=True, since=NOW))
    assert platform.look_up(replace(TEXT, tried=True, since=NOW)) == first
    assert len(there.ledger) == 1


def test_a_part_whose_thread_is_gone_is_unclear_if_it_was_tried(at_home: tuple[Server, Platform]) -> None:
    there, platform = at_home
    first = platform.publish(TEXT)
    second = Part("And then another.", key="k1", number=2, after=first.remote_id)
    platform.publish(second)
    del there.ledger[0]
    with pytest.raises(Unconfirmed, match="gone"):
        platform.publish(replace(second, tried=True))
    with pytest.raises(Refused, match="replies to"):
        platform.publish(replace(second, key="k2"))


def test_nobody_is_pinged_by_what_only_looks_like_a_name(at_home: tuple[Server, Platform]) -> None:
    there, platform = at_home
    with pytest.raises(Refused, match="@app"):
        platform.publish(replace(TEXT, text="I learned what @app.route does."))
    assert there.ledger == []
    platform.publish(replace(TEXT, text="I, @sam, am somebody else than @nobody."))
    assert len(there.ledger) == 1


def test_a_picture_in_work_is_waited_for(at_home: tuple[Server, Platform]) -> None:
    there, platform = at_home
    there.processing = timedelta(seconds=8)
    (upload,) = platform.prepare(replace(TEXT, pictures=(PNG,)))
    part = replace(TEXT, pictures=(PNG,), uploads=(upload.handle,))
    there.clock.wait(upload.ready_in.total_seconds())
    with pytest.raises(NotSent) as caught:
        platform.publish(part)
    assert caught.value.retry_after == timedelta(seconds=5)
    there.clock.wait(5)
    assert platform.publish(part).remote_id == there.ledger[0].id


# --- reading back ----------------------------------------------------------------------------------------------------


def post(number: int = 115, text: str = TEXT.text, at: datetime = NOW, **more: Any) -> dict[str, Any]:
    usual = {"id": str(number), "url": f"https://mastodon.social/@ada/{number}", "in_reply_to_id": None}
    return {**usual, "created_at": at.isoformat(), "content": shown(text, HOST), **more}


def listed(*posts: object) -> httpx.Response:
    return httpx.Response(200, json=list(posts))


@pytest.mark.parametrize(
    ("part", "posts", "found"),
    [
        (TEXT, [post()], "115"),
        (TEXT, [post(117), post(116), post(115, at=NOW - timedelta(minutes=1))], "115"),
        (TEXT, [post(117), post(115, at=NOW - timedelta(days=2))], "117"),
        (replace(TEXT, since=NOW), [post(at=NOW - timedelta(minutes=2))], "115"),
        (replace(TEXT, since=NOW), [post(at=NOW - timedelta(minutes=3))], None),
        (TEXT, [post(text="Trained a model (logistic). #Python3")], None),
        (TEXT, [post(in_reply_to_id="114")], None),
        (replace(TEXT, after="114"), [post(in_reply_to_id="114")], "115"),
        (replace(TEXT, after="114"), [post()], None),
        (TEXT, [post(created_at=None)], None),
        (TEXT, [post(created_at="yesterday")], None),
        (TEXT, [post(content=None)], None),
        (replace(TEXT, text=""), [post(text="")], None),
        (TEXT, [], None),
    ],
)
def test_a_part_is_found_among_the_newest_posts(
    connect: Connect, part: Part, posts: list[Any], found: str | None
) -> None:
    account = connect({LIST: listed(*posts)})
    receipt = account.platform.look_up(part)
    assert (receipt.remote_id if receipt else None) == found
    assert account.wire.paths() == [ME, LIST]
    assert account.wire.asked[-1].url.query == b"limit=20&exclude_reblogs=true"


@pytest.mark.parametrize("answer", [*UNCLEAR, listed("post"), listed(post(id=7)), listed(post(url=None)), told(404)])
def test_what_cannot_be_read_proves_nothing(connect: Connect, answer: Answer) -> None:
    with pytest.raises(NotSent) as caught:
        connect({LIST: answer}).platform.look_up(TEXT)
    assert caught.value.hint


# --- the HTML --------------------------------------------------------------------------------------------------------

PIECES = [
    *"aé日<>&\"' \n\t.#@/:_-",
    "\n\n",
    "&amp;",
    "&lt;br&gt;",
    "<br />",
    "</p><p>",
    "https://example.org/a_b?c=d&e=f#g",
    "https://www.example.org/a-very-long-path-that-is-shown-shortened/and/goes/on",
    "http://example.org",
    "#python",
    "@sam",
    "@app",
    "@nobody@example.net",
    "😀",
    "\u200b",
    "&#39;",
    "&copy",
]
TEXTS = st.text(max_size=60) | st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


def is_kept(text: str) -> bool:
    """Tell whether Mastodon keeps a text whole: one kind of line end, no two empty lines, no space around it."""
    return text == text.strip() and "\r" not in text and "\n\n\n" not in text


@given(TEXTS.filter(is_kept))
@example("a\nb\nc\n\nd")
@example("1 < 2 & 3 > 2; &amp; \"quotes\" 'too' <b>")
@example("https://www.example.org/a-very-long-path-that-is-shown-shortened/and/goes/on?a=1&b=2")
def test_any_text_in_mastodons_html_is_read_back_as_itself(text: str) -> None:
    assert as_written(shown(text, HOST, {"sam", "app"})) == text


@given(TEXTS)
@example("a\n\n\n\nb")
@example(" \n a\r\nb \n")
@example("I am @sam@mastodon.example, not @sam@elsewhere.example")
def test_any_text_is_the_same_as_itself_once_it_is_shown(text: str) -> None:
    assert is_same(text, shown(text.strip(), HOST, {"sam", "app"})) or not text.strip()


@given(TEXTS, TEXTS)
def test_another_text_is_another(first: str, second: str) -> None:
    def bare(text: str) -> str:
        return re.sub(r"@[\w.@-]*|\s", "", text)

    if bare(first) != bare(second) and first.isascii() and second.isascii():
        assert not is_same(first, shown(second.strip(), HOST, {"sam", "app"}))


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(["<", "</", "a", " href='x", '"', ">", "p", "&", ";", "#1"])).map("".join)
)
def test_any_html_can_be_read(html: str) -> None:
    as_written(html)


@pytest.mark.parametrize("piece", ["<", "<a", "<a ", "<a>", "</a>", "<p>", "&", '<a href="', "x<br>", "\n", "@a@b.c "])
def test_html_made_to_take_long_takes_no_longer(piece: str) -> None:
    is_same("hello", piece * (200_000 // len(piece)))  # what is quadratic here would take minutes


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<p>see <a href="https://example.org/a" rel="ugc">https://example.org/a</a></p>', "see https://example.org/a"),
        ("<p>a<BR>b</p>\n<p>c</p>", "a\nb\n\n\nc"),
        ('<p><a class="hashtag" href="https://a.example/tag/x">#x</a> <a>bare</a></p>', "#x bare"),
        ("<p><a href='https://a.example/?b=1&amp;c=2'>a.example</a>.</p>", "https://a.example/?b=1&c=2."),
        ("a &lt; b &amp;amp; c", "a < b &amp; c"),
    ],
)
def test_other_servers_write_it_in_other_ways(html: str, text: str) -> None:
    assert as_written(html) == text
