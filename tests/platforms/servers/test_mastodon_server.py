"""Mastodon's server itself, asked in plain HTTP: it keeps the rules of its contract and fails as it is asked to."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import httpx
import pytest

from bot.clock import FixedClock
from tests.platforms.servers import mastodon_words
from tests.platforms.servers.faults import EVERYWHERE, Fault, How
from tests.platforms.servers.mastodon import Mastodon
from tests.platforms.servers.mastodon_text import mentions, shown
from tests.platforms.servers.wire import Shown

NOW = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n and so on"
TRUST = ssl.create_default_context()  # once: it takes longer than a request
TOKEN = {"Authorization": "Bearer the-token"}


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def server(clock: FixedClock) -> Iterator[Mastodon]:
    with Mastodon(clock, token="the-token") as server:
        server.hold_seconds = 0.05
        yield server


def ask(server: Mastodon, method: str, path: str, headers: dict[str, str] | None = None, **more: Any) -> httpx.Response:
    with httpx.Client(timeout=5, verify=TRUST) as client:
        return client.request(method, server.url + path, headers=TOKEN if headers is None else headers, **more)


def post(server: Mastodon, text: str = "hello", key: str = "", **more: Any) -> httpx.Response:
    headers = {**TOKEN, "Idempotency-Key": key} if key else TOKEN
    return ask(server, "POST", "/api/v1/statuses", headers, json={"status": text, "visibility": "public", **more})


def upload(server: Mastodon, content: bytes = PNG, **words: str) -> httpx.Response:
    return ask(server, "POST", "/api/v2/media", files={"file": ("a.png", content, "image/png")}, data=words)


def test_a_post_is_out_and_told_as_html(server: Mastodon) -> None:
    said = post(server, "a < b\n\n#c").json()
    (out,) = server.ledger
    assert (out.id, out.text, said["created_at"]) == (said["id"], "a < b\n\n#c", "2026-11-21T08:30:00.000Z")
    assert said["url"] == f"https://mastodon.example/@sam/{out.id}"
    assert said["content"].startswith("<p>a &lt; b</p><p><a href=")


def test_who_brings_another_token_is_not_let_in(server: Mastodon) -> None:
    for headers in ({}, {"Authorization": "Bearer wrong"}):
        assert ask(server, "POST", "/api/v1/statuses", headers, json={"status": "a"}).status_code == 401
        assert ask(server, "GET", "/api/v1/accounts/verify_credentials", headers).status_code == 401
    assert ask(server, "GET", "/api/v2/instance", {}).status_code == 200
    assert server.ledger == []


@pytest.mark.parametrize(
    ("asked", "status", "word"),
    [
        ({"status": "x" * 501}, 422, "limit of 500"),
        ({"status": "  "}, 422, "blank"),
        ({"visibility": "everybody"}, 422, "Visibility"),
        ({"in_reply_to_id": "7"}, 404, "reply to"),
        ({"media_ids": ["7"]}, 422, "not found or already attached"),
        ({"media_ids": ["7"] * 5}, 422, "more than 4"),
        ({"media_ids": "7"}, 400, ""),
        ({"content": "hello"}, 400, ""),
        ({"status": "@app", "allowed_mentions": ["109382"]}, 422, "unexpected"),
    ],
)
def test_what_breaks_a_rule_is_not_out(server: Mastodon, asked: dict[str, Any], status: int, word: str) -> None:
    said = post(server, **{"text": asked.pop("status", "hello"), **asked})
    assert (said.status_code, word in said.text) == (status, True)
    assert server.ledger == []


def test_a_body_that_is_no_json_is_not_out(server: Mastodon) -> None:
    assert ask(server, "POST", "/api/v1/statuses", data={"status": "hello"}).status_code == 400


def test_without_the_guard_a_person_is_pinged(server: Mastodon) -> None:
    assert post(server, "@app.route").status_code == 200
    assert post(server, "@app.route", allowed_mentions=["7"]).status_code == 200
    assert (
        mentions("@app @app@mastodon.example @app@else.where x/@app @nobody", "mastodon.example", {"app"})
        == ["app"] * 2
    )


def test_a_key_is_known_for_an_hour_whatever_the_body(server: Mastodon, clock: FixedClock) -> None:
    first = post(server, "one", key="k").json()["id"]
    clock.wait(3599)
    assert post(server, "two", key="k").json()["id"] == first
    assert post(server, "one").json()["id"] != first
    clock.wait(1)
    assert post(server, "two", key="k").json()["id"] != first
    assert server.texts == ["one", "one", "two"]
    assert [each.key for each in server.ledger] == ["k", "", "k"]


def test_a_repeat_may_be_a_fault(server: Mastodon) -> None:
    server.repeats_fail = True
    assert [post(server, key="k").status_code for _ in range(2)] == [200, 500]
    assert server.texts == ["hello"]


def test_a_server_may_know_no_keys(server: Mastodon) -> None:
    server.knows_repeats = False
    assert len({post(server, key="k").json()["id"] for _ in range(2)}) == 2


def test_a_picture_is_shown_once_with_its_words(server: Mastodon) -> None:
    number = upload(server, description="a curve").json()["id"]
    assert post(server, media_ids=[number]).status_code == 200
    assert server.ledger[0].pictures == (Shown(sha256(PNG).hexdigest(), "a curve"),)
    assert "already attached" in post(server, media_ids=[number]).text


def test_a_picture_may_take_its_time(server: Mastodon, clock: FixedClock) -> None:
    server.processing = timedelta(seconds=5)
    said = upload(server)
    assert (said.status_code, said.json()["url"]) == (202, None)
    assert "not finished processing" in post(server, media_ids=[said.json()["id"]]).text
    clock.wait(5)
    assert post(server, media_ids=[said.json()["id"]]).status_code == 200


def test_what_is_no_picture_or_too_large_a_one_is_not_taken(server: Mastodon) -> None:
    server.size_limit = 100
    assert upload(server, b"hello").status_code == 422
    assert upload(server, PNG + bytes(100)).status_code == 413
    assert ask(server, "POST", "/api/v2/media", content=b"x").status_code == 422


def test_an_older_server_has_its_limits_elsewhere(server: Mastodon) -> None:
    server.has_v2, server.limit = False, 300
    assert ask(server, "GET", "/api/v2/instance").status_code == 404
    said = ask(server, "GET", "/api/v1/instance").json()
    assert said["configuration"]["statuses"]["max_characters"] == 300


def test_posts_are_listed_with_the_newest_first(server: Mastodon) -> None:
    ids = [post(server, text).json()["id"] for text in "abc"]
    path = "/api/v1/accounts/109382/statuses"
    assert [each["id"] for each in ask(server, "GET", path).json()] == ids[::-1]
    assert [each["id"] for each in ask(server, "GET", f"{path}?limit=1").json()] == ids[2:]
    assert [each["id"] for each in ask(server, "GET", f"{path}?since_id={ids[1]}").json()] == ids[2:]
    assert ask(server, "GET", f"{path}?count=1").status_code == 400
    assert ask(server, "GET", "/api/v1/accounts/7/statuses").status_code == 404


def test_every_answer_says_when_the_limit_ends(server: Mastodon) -> None:
    assert post(server).headers["x-ratelimit-reset"] == "2026-11-21T08:35:00.000000Z"


@pytest.mark.parametrize("row", [*mastodon_words.FAULTS, *EVERYWHERE], ids=str)
def test_a_post_is_out_exactly_if_its_fault_says_so(server: Mastodon, row: Fault) -> None:
    if row.how is How.ENDLESS or "MB" in row.name or "gzip" in row.name:
        return  # test_servers.py opens these
    server.add_fault(row)
    try:
        answered = str(post(server).status_code)
    except httpx.TransportError:
        answered = ""
    server.settle()
    assert (server.texts == ["hello"]) is row.acts
    assert answered in ("", row.name[:3]) or row.name == "ok"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("a\nb\n\n\nc", "<p>a<br />b</p><p>c</p>"),
        ("'1' & \"2\"", "<p>&#39;1&#39; &amp; &quot;2&quot;</p>"),
        (
            "https://www.example.org/abcdefghijklmnopqrstuvwxyz.",
            '<p><a href="https://www.example.org/abcdefghijklmnopqrstuvwxyz" target="_blank" '
            'rel="nofollow noopener noreferrer"><span class="invisible">https://www.</span><span class="ellipsis">'
            'example.org/abcdefghijklmnopqr</span><span class="invisible">stuvwxyz</span></a>.</p>',
        ),
        ("train.py #123", "<p>train.py #123</p>"),
        (
            "@sam@mastodon.example",
            '<p><span class="h-card" translate="no"><a href="https://mastodon.example/@sam" class="u-url mention">'
            "@<span>sam</span></a></span></p>",
        ),
    ],
)
def test_a_text_is_written_as_mastodon_writes_it(text: str, html: str) -> None:
    assert shown(text, "mastodon.example", {"sam"}) == html
