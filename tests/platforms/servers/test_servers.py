"""The servers themselves, asked in plain HTTP: each keeps the rules of its contract and fails as it is asked to.

A server that lets too much pass would make every test of a client worthless, so most of what is asked here is wrong.
"""

import base64
import socket
import ssl
import subprocess
import sys
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import httpx
import pytest
from oauthlib.oauth1 import Client as Signer  # type: ignore[import-untyped]

from bot.clock import FixedClock
from tests.platforms.servers import linkedin_words, x_words
from tests.platforms.servers.faults import EVERYWHERE, FAILURES, GIBBERISH, LIMITS, OK, REDIRECTS, Fault
from tests.platforms.servers.linkedin import LinkedIn
from tests.platforms.servers.linkedin_text import read
from tests.platforms.servers.wire import Point, Shown
from tests.platforms.servers.x import Keys, X

NOW = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n and so on"
TRUST = ssl.create_default_context()  # once: it takes longer than a request
KEYS = Keys("the-key", "the-secret", "the-token", "the-token-secret")


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def x(clock: FixedClock) -> Iterator[X]:
    with X(clock, KEYS) as server:
        server.hold_seconds = 0.3
        yield server


@pytest.fixture
def linkedin(clock: FixedClock) -> Iterator[LinkedIn]:
    with LinkedIn(clock, token="the-token") as server:
        server.hold_seconds = 0.3
        yield server


def ask_x(server: X, method: str, target: str, keys: Keys = KEYS, **more: Any) -> httpx.Response:
    signer = Signer(keys.consumer, keys.consumer_secret, keys.token, keys.token_secret)
    _, headers, _ = signer.sign(server.url + target, method)
    with httpx.Client(timeout=5, verify=TRUST) as client:
        return client.request(method, server.url + target, headers=headers, **more)


def tweet(server: X, text: str = "hello", **more: Any) -> httpx.Response:
    return ask_x(server, "POST", "/2/tweets", json={"text": text, **more})


def ask_linkedin(server: LinkedIn, method: str, target: str, **more: Any) -> httpx.Response:
    url = target if "://" in target else server.url + target
    with httpx.Client(timeout=5, verify=TRUST) as client:
        return client.request(method, url, headers=more.pop("headers", headers()), **more)


def headers(**changed: str) -> dict[str, str]:
    usual = {"Authorization": "Bearer the-token", "X-Restli-Protocol-Version": "2.0.0", "LinkedIn-Version": "202607"}
    return {**usual, **{name.replace("_", "-"): value for name, value in changed.items()}}


def post(server: LinkedIn, text: str = "hello", **changed: Any) -> httpx.Response:
    return ask_linkedin(server, "POST", "/rest/posts", json=body(server, text, **changed))


def body(server: LinkedIn, text: str = "hello", **changed: Any) -> dict[str, Any]:
    spread = {"feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": []}
    asked = {"author": server.member, "commentary": text, "visibility": "PUBLIC", "distribution": spread}
    return {**asked, "lifecycleState": "PUBLISHED", "isReshareDisabledByAuthor": False, **changed}


def picture(server: LinkedIn, content: bytes = PNG) -> str:
    wanted = {"initializeUploadRequest": {"owner": server.member}}
    value = ask_linkedin(server, "POST", "/rest/images?action=initializeUpload", json=wanted).json()["value"]
    assert ask_linkedin(server, "PUT", value["uploadUrl"], content=content).status_code == 201
    return str(value["image"])


def medium(server: X, content: bytes = PNG) -> str:
    said = ask_x(server, "POST", "/2/media/upload", files={"media": content}, data={"media_category": "tweet_image"})
    return str(said.json()["data"]["id"])


# --- X: posting ---------------------------------------------------------------------------------------------------


def test_x_puts_a_post_out_and_tells_its_id(x: X) -> None:
    said = tweet(x, "Grüße aus train.py & mehr")
    assert said.status_code == 201
    (out,) = x.ledger
    assert (out.id, out.text) == (said.json()["data"]["id"], "Grüße aus train.py & mehr")
    assert out.id.isdecimal()


def test_x_tells_a_text_back_with_short_addresses_and_escaped_signs(x: X) -> None:
    told = tweet(x, "a < b & https://example.org/a_long_one").json()["data"]["text"]
    assert told.startswith("a &lt; b &amp; https://t.co/")
    assert "example.org" not in told


@pytest.mark.parametrize(
    "keys",
    [
        Keys("the-key", "wrong", "the-token", "the-token-secret"),
        Keys("the-key", "the-secret", "the-token", "wrong"),
        Keys("wrong", "the-secret", "the-token", "the-token-secret"),
        Keys("the-key", "the-secret", "wrong", "the-token-secret"),
    ],
    ids=["consumer secret", "token secret", "consumer key", "token"],
)
def test_x_does_not_know_who_signs_with_another_key(x: X, keys: Keys) -> None:
    assert ask_x(x, "POST", "/2/tweets", keys, json={"text": "hello"}).status_code == 401
    assert x.ledger == []


def test_x_refuses_what_was_signed_for_another_address(x: X) -> None:
    signer = Signer(KEYS.consumer, KEYS.consumer_secret, KEYS.token, KEYS.token_secret)
    _, signed, _ = signer.sign(f"{x.url}/2/users/me?user.fields=name", "GET")
    assert httpx.get(f"{x.url}/2/users/me?user.fields=name", headers=signed).status_code == 200
    assert httpx.get(f"{x.url}/2/users/me?user.fields=username", headers=signed).status_code == 401
    assert httpx.get(f"{x.url}/2/users/me").status_code == 401


@pytest.mark.parametrize(
    ("asked", "status", "word"),
    [
        ({"text": "hello", "made_for": "x"}, 400, "made_for"),
        ({"text": "hello", "reply": {"to": "1"}}, 400, "to"),
        ({"text": ""}, 400, "text"),
        ({}, 400, "text"),
        ({"text": "x" * 281}, 403, "too long"),
        ({"text": "→" * 141}, 403, "too long"),
        ({"text": "hello @dataclass"}, 403, "not permitted"),
        ({"text": "$HOME $PATH"}, 403, "cashtag"),
        ({"text": "next", "reply": {"in_reply_to_tweet_id": "17"}}, 403, "deleted or not visible"),
        ({"text": "next", "reply": {"in_reply_to_tweet_id": 17}}, 400, "string"),
        ({"text": "seen", "media": {"media_ids": ["17"]}}, 400, "media IDs are invalid"),
        ({"text": "seen", "media": {"media_ids": []}}, 400, "1 to 4"),
    ],
)
def test_x_refuses_what_its_schema_and_rules_do_not_allow(
    x: X, asked: dict[str, object], status: int, word: str
) -> None:
    said = ask_x(x, "POST", "/2/tweets", json=asked)
    assert (said.status_code, word in said.text) == (status, True), said.text
    assert x.ledger == []


@pytest.mark.parametrize("text", ["mail a@example.org", "`$HOME` and ${PATH}", "x" * 280, "(a) [b] {c} \\ | ~"])
def test_x_takes_what_only_looks_wrong(x: X, text: str) -> None:
    assert tweet(x, text).status_code == 201
    assert x.texts == [text]


def test_x_refuses_the_same_text_twice_without_naming_the_first(x: X) -> None:
    first = tweet(x).json()["data"]["id"]
    again = tweet(x)
    assert (again.status_code, "duplicate content" in again.text, first in again.text) == (403, True, False)
    assert len(x.ledger) == 1


def test_x_keeps_a_thread_together(x: X) -> None:
    first = tweet(x, "one").json()["data"]["id"]
    tweet(x, "two", reply={"in_reply_to_tweet_id": first})
    assert [each.in_reply_to for each in x.ledger] == ["", first]


def test_x_counts_requests_and_says_how_many_are_left(x: X, clock: FixedClock) -> None:
    said = [ask_x(x, "GET", "/2/users/me") for _ in range(76)]
    assert [each.status_code for each in said] == [200] * 75 + [429]
    assert (said[0].headers["x-rate-limit-limit"], said[0].headers["x-rate-limit-remaining"]) == ("75", "74")
    clock.set(datetime.fromtimestamp(int(said[-1].headers["x-rate-limit-reset"]), UTC))
    assert ask_x(x, "GET", "/2/users/me").status_code == 200


def test_x_knows_no_other_way(x: X) -> None:
    assert ask_x(x, "GET", "/1.1/statuses/update.json").status_code == 404
    assert ask_x(x, "GET", "/2/tweets").status_code == 404
    assert ask_x(x, "GET", "/2/users/17/tweets").status_code == 404


# --- X: pictures --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["multipart", "JSON"])
def test_x_shows_a_picture_with_its_words(x: X, form: str) -> None:
    if form == "JSON":
        asked = {"media": base64.b64encode(PNG).decode(), "media_category": "tweet_image"}
        number = ask_x(x, "POST", "/2/media/upload", json=asked).json()["data"]["id"]
    else:
        number = medium(x)
    words = {"id": number, "metadata": {"alt_text": {"text": "a curve"}}}
    assert ask_x(x, "POST", "/2/media/metadata", json=words).status_code == 200
    said = tweet(x, "seen", media={"media_ids": [number]})
    assert said.json()["data"]["text"].startswith("seen https://t.co/")
    assert x.ledger[0].pictures == (Shown(sha256(PNG).hexdigest(), "a curve"),)


@pytest.mark.parametrize(
    ("files", "form", "status"),
    [
        ({"media": PNG}, {"media_category": "tweet_image", "media_type": "image/png"}, 400),
        ({"media": PNG}, {}, 400),
        ({"media": b"no picture"}, {"media_category": "tweet_image"}, 400),
        ({"media": PNG + bytes(5 * 1024 * 1024)}, {"media_category": "tweet_image"}, 413),
    ],
    ids=["a key of 2.165", "no category", "no picture", "too big"],
)
def test_x_refuses_a_picture_it_does_not_take(x: X, files: dict[str, bytes], form: dict[str, str], status: int) -> None:
    assert ask_x(x, "POST", "/2/media/upload", files=files, data=form).status_code == status
    assert x.media == {}


def test_x_forgets_a_picture_after_a_day(x: X, clock: FixedClock) -> None:
    number = medium(x)
    clock.wait(24 * 3600)
    assert tweet(x, "seen", media={"media_ids": [number]}).status_code == 400


@pytest.mark.parametrize("text", ["", "x" * 1001])
def test_x_refuses_words_for_a_picture_that_are_none_or_too_many(x: X, text: str) -> None:
    asked = {"id": medium(x), "metadata": {"alt_text": {"text": text}}}
    assert ask_x(x, "POST", "/2/media/metadata", json=asked).status_code == 400


# --- X: the timeline ----------------------------------------------------------------------------------------------


def timeline(server: X, query: str = "") -> httpx.Response:
    return ask_x(server, "GET", f"/2/users/{server.person['id']}/tweets{query}")


def test_x_has_no_data_where_there_is_nothing(x: X) -> None:
    assert timeline(x).json() == {"meta": {"result_count": 0}}


def test_x_shows_a_post_in_the_timeline_after_a_while(x: X, clock: FixedClock) -> None:
    x.lag = timedelta(seconds=30)
    tweet(x)
    assert "data" not in timeline(x).json()
    clock.wait(30)
    assert [each["text"] for each in timeline(x).json()["data"]] == ["hello"]


def test_x_tells_what_an_address_was_only_if_asked(x: X) -> None:
    tweet(x, "see https://www.example.org/a/very/long/path/to/it & more")
    assert timeline(x).json()["data"][0].keys() == {"id", "text", "edit_history_tweet_ids"}
    (shown,) = timeline(x, "?tweet.fields=created_at,entities").json()["data"]
    (link,) = shown["entities"]["urls"]
    assert shown["created_at"] == "2026-11-21T08:30:00.000Z"
    assert shown["text"][link["start"] : link["end"]] == link["url"]
    assert link["expanded_url"] == "https://www.example.org/a/very/long/path/to/it"
    assert link["display_url"] == "example.org/a/very/long/pa…"


@pytest.mark.parametrize(("query", "found"), [("&exclude=replies", ["3", "1"]), ("", ["3", "2", "1"])])
def test_x_lists_the_newest_first_and_leaves_out_what_it_is_asked_to(x: X, query: str, found: list[str]) -> None:
    first = tweet(x, "1").json()["data"]["id"]
    tweet(x, "2", reply={"in_reply_to_tweet_id": first})
    tweet(x, "3")
    assert [each["text"] for each in timeline(x, f"?max_results=5{query}").json()["data"]] == found


def test_x_lists_what_lies_between_two_instants_or_two_posts(x: X, clock: FixedClock) -> None:
    ids = []
    for text in ("1", "2", "3"):
        ids.append(tweet(x, text).json()["data"]["id"])
        clock.wait(60)
    since, until = f"?since_id={ids[0]}", "?end_time=2026-11-21T08:31:30Z"
    assert [each["text"] for each in timeline(x, since).json()["data"]] == ["3", "2"]
    assert [each["text"] for each in timeline(x, until).json()["data"]] == ["2", "1"]
    assert timeline(x, "?start_time=2026-11-21").status_code == 400


@pytest.mark.parametrize("query", ["?max_results=4", "?max_results=101", "?post.fields=entities", "?count=10"])
def test_x_refuses_a_question_it_does_not_know(x: X, query: str) -> None:
    assert timeline(x, query).status_code == 400


def test_x_may_have_changed_its_names(x: X) -> None:
    x.naming = "post"
    assert "edit_history_post_ids" in tweet(x).json()["data"]
    assert timeline(x, "?tweet.fields=entities").status_code == 400
    assert timeline(x, "?post.fields=entities").status_code == 200


# --- LinkedIn -----------------------------------------------------------------------------------------------------


def test_linkedin_puts_a_post_out_and_names_it_in_a_header_alone(linkedin: LinkedIn) -> None:
    said = post(linkedin)
    assert (said.status_code, said.content) == (201, b"")
    assert [(each.id, each.text) for each in linkedin.ledger] == [(said.headers["x-restli-id"], "hello")]


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        ("half (the rest is lost)", "half "),
        (r"all of it \(really\)", "all of it (really)"),
        (r"\\ \| \{ \} \@ \[ \] \( \) \< \> \# \* \_ \~", r"\ | { } @ [ ] ( ) < > # * _ ~"),
        ("fix #12", "fix "),
        (r"fix \#12", "fix #12"),
        ("C# and on", "C"),
        ("so #python and #RustLang", "so #python and #RustLang"),
        (r"so {hashtag|\#|python} it is", "so #python it is"),
        ("see https://example.org/a_b?c=~d#e_f, all", "see https://example.org/a_b?c=~d#e_f, all"),
        ("see https://example.org/a_(b) all", "see https://example.org/a_"),
        (r"see https://example.org/a\_b all", r"see https://example.org/a\_b all"),
        (r"a \n that is none", "a "),
        ("snake_case", "snake"),
        ("1\n\n\n2 → 3", "1\n\n\n2 → 3"),
        ("", ""),
    ],
)
def test_linkedin_cuts_a_text_at_the_first_reserved_character(linkedin: LinkedIn, sent: str, seen: str) -> None:
    assert post(linkedin, sent).status_code == 201
    assert linkedin.texts == [seen] == [read(sent)]


def test_linkedin_refuses_the_same_text_twice_and_names_the_first(linkedin: LinkedIn) -> None:
    first = post(linkedin).headers["x-restli-id"]
    again = post(linkedin)
    assert again.status_code == 422
    assert again.json()["errorDetails"]["inputErrors"][0]["code"] == "DUPLICATE_POST"
    assert f"duplicate of {first}" in again.json()["message"]
    assert len(linkedin.ledger) == 1


@pytest.mark.parametrize(
    ("changed", "status", "word"),
    [
        ({"Authorization": "Bearer wrong"}, 401, "65600"),
        ({"LinkedIn_Version": "202512"}, 426, "NONEXISTENT_VERSION"),
        ({"LinkedIn_Version": "202701"}, 426, "NONEXISTENT_VERSION"),
        ({"LinkedIn_Version": "20260701"}, 400, "VERSION"),
        ({"LinkedIn_Version": ""}, 400, "VERSION"),
        ({"X_Restli_Protocol_Version": "1.0.0"}, 400, "Restli"),
    ],
)
def test_linkedin_needs_three_headers(linkedin: LinkedIn, changed: dict[str, str], status: int, word: str) -> None:
    asked = {"json": body(linkedin), "headers": headers(**changed)}
    said = ask_linkedin(linkedin, "POST", "/rest/posts", **asked)
    assert (said.status_code, word in said.text) == (status, True), said.text
    assert linkedin.ledger == []


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"author": "urn:li:person:another"}, 403),
        ({"visibility": "EVERYBODY"}, 422),
        ({"content": None}, 422),
        ({"lang": "en"}, 422),
        ({"distribution": {}}, 422),
        ({"commentary": "x" * 3001}, 400),
        ({"commentary": "🙂" * 1501}, 400),
        ({"content": {"media": {"id": "urn:li:image:unknown"}}}, 400),
        ({"content": {"multiImage": {"images": [{"id": "urn:li:image:1"}]}}}, 422),
    ],
)
def test_linkedin_refuses_what_its_schema_does_not_allow(
    linkedin: LinkedIn, changed: dict[str, Any], status: int
) -> None:
    assert post(linkedin, **changed).status_code == status
    assert linkedin.ledger == []


def test_linkedin_shows_one_picture_or_many(linkedin: LinkedIn) -> None:
    first, second = picture(linkedin), picture(linkedin, PNG + b"2")
    post(linkedin, "one", content={"media": {"id": first, "altText": "a (curve)"}})
    post(linkedin, "two", content={"multiImage": {"images": [{"id": first}, {"id": second, "altText": "b"}]}})
    one, other = sha256(PNG).hexdigest(), sha256(PNG + b"2").hexdigest()
    shown = [each.pictures for each in linkedin.ledger]
    assert shown == [(Shown(one, "a (curve)"),), (Shown(one), Shown(other, "b"))]


def test_linkedin_shows_a_picture_only_when_it_is_ready(linkedin: LinkedIn, clock: FixedClock) -> None:
    linkedin.processing = timedelta(seconds=10)
    content = {"media": {"id": picture(linkedin)}}
    assert post(linkedin, content=content).status_code == 400
    clock.wait(10)
    assert post(linkedin, content=content).status_code == 201


def test_linkedin_never_shows_what_is_no_picture_of_its_kinds(linkedin: LinkedIn) -> None:
    assert post(linkedin, content={"media": {"id": picture(linkedin, b"RIFF....WEBP")}}).status_code == 400


def test_linkedin_wants_an_upload_with_its_length_and_its_owner(linkedin: LinkedIn) -> None:
    assert ask_linkedin(linkedin, "PUT", "/dms-uploads/none/upload", content=PNG).status_code == 404
    assert ask_linkedin(linkedin, "PUT", "/dms-uploads/x/upload", content=iter([PNG])).status_code == 411
    assert ask_linkedin(linkedin, "PUT", "/dms-uploads/x/upload", content=PNG, headers={}).status_code == 401


def test_linkedin_says_who_somebody_is_and_lets_nobody_read_posts(linkedin: LinkedIn) -> None:
    token = {"Authorization": "Bearer the-token"}
    assert ask_linkedin(linkedin, "GET", "/v2/userinfo", headers=token).json()["sub"] == linkedin.sub
    assert ask_linkedin(linkedin, "GET", "/v2/userinfo", headers={}).status_code == 401
    assert ask_linkedin(linkedin, "GET", "/rest/posts/urn%3Ali%3Ashare%3A1").status_code == 403
    assert ask_linkedin(linkedin, "GET", "/v2/me", headers=token).status_code == 404


# --- what goes wrong ----------------------------------------------------------------------------------------------


def fault(name: str) -> Fault:
    return next(each for each in EVERYWHERE if each.name == name)


def ends(server: X, text: str = "hello", seconds: float = 5) -> str:
    """Return how a post ended: its status, or the kind of error."""
    signer = Signer(KEYS.consumer, KEYS.consumer_secret, KEYS.token, KEYS.token_secret)
    _, signed, _ = signer.sign(f"{server.url}/2/tweets", "POST")
    try:
        with (
            httpx.Client(timeout=seconds, verify=TRUST) as client,
            client.stream("POST", f"{server.url}/2/tweets", headers=signed, json={"text": text}) as answer,
        ):
            size = 0
            for chunk in answer.iter_raw():
                size += len(chunk)
                if size > 20_000_000:
                    return "endless"
            return str(answer.status_code)
    except httpx.TransportError as error:
        return type(error).__name__


@pytest.mark.parametrize("row", [*EVERYWHERE, *x_words.FAULTS], ids=str)
def test_a_post_is_out_exactly_if_its_fault_says_so(x: X, row: Fault) -> None:
    x.hold_seconds = 0.05
    x.add_fault(row)
    ends(x)
    x.settle()
    assert (x.texts == ["hello"]) is row.acts
    assert len(x.asked()) == 1
    assert ends(x, "the next one goes well") == "201"


@pytest.mark.parametrize("row", [*x_words.FAULTS, *LIMITS, *FAILURES, *GIBBERISH, *REDIRECTS], ids=str)
def test_a_fault_with_a_status_answers_with_it(x: X, row: Fault) -> None:
    x.add_fault(row)
    assert ends(x) in (row.name[:3], "endless")


@pytest.mark.parametrize("row", linkedin_words.FAULTS, ids=str)
def test_a_fault_of_linkedin_is_as_it_says(linkedin: LinkedIn, row: Fault) -> None:
    linkedin.add_fault(row)
    assert str(post(linkedin).status_code) == row.name[:3]
    assert (len(linkedin.ledger) == 1) is row.acts


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("timeout before acting", "ReadTimeout"),
        ("timeout after acting", "ReadTimeout"),
        ("acts when the client has gone", "ReadTimeout"),
        ("reset before acting", "ReadError"),
        ("reset after acting", "ReadError"),
        ("reset within the headers", "ReadError"),
        ("reset within the body", "ReadError"),
        ("hangs up before acting", "RemoteProtocolError"),
        ("hangs up after acting", "RemoteProtocolError"),
        ("201, chunks without end", "endless"),
    ],
)
def test_a_client_sees_each_way_the_line_can_fail(x: X, name: str, error: str) -> None:
    x.hold_seconds = 5
    x.add_fault(fault(name))
    assert ends(x, seconds=0.1) == error


def test_a_reset_after_acting_leaves_the_post_in_the_ledger(x: X) -> None:
    x.add_fault(fault("reset within the headers"))
    assert ends(x) == "ReadError"
    assert x.texts == ["hello"]


def test_who_acts_late_has_not_acted_while_the_client_waits(x: X) -> None:
    x.hold_seconds = 5
    seen: list[tuple[Point, int]] = []
    x.on_request = lambda point: seen.append((point, len(x.ledger)))
    x.add_fault(fault("acts when the client has gone"))
    assert ends(x, seconds=0.1) == "ReadTimeout"
    x.settle()
    assert seen == [(Point.ARRIVED, 0), (Point.ACTED, 1), (Point.ANSWERED, 1)]


def test_a_silence_ends_when_it_is_told_to(x: X) -> None:
    x.hold_seconds = 60
    x.add_fault(fault("timeout after acting"))
    x.on_request = lambda point: x.let_go.set() if point is Point.ACTED else None
    assert ends(x) == "RemoteProtocolError"


def test_headers_that_drip_never_keep_a_client_waiting_for_long(x: X) -> None:
    x.hold_seconds = 0.4
    x.add_fault(fault("headers drip"))
    assert ends(x, seconds=0.2) == "RemoteProtocolError"


def test_a_bomb_is_small_until_it_is_opened(x: X) -> None:
    packed = fault("201, a gzip bomb").says
    assert packed is not None
    content = packed(x).content
    assert len(zlib.decompress(content, zlib.MAX_WBITS | 16)) > 900 * len(content) > 50_000_000


def test_a_redirect_leads_elsewhere(x: X) -> None:
    x.add_fault(fault("307 to another host before acting"))
    assert tweet(x).headers["location"] == x.elsewhere


@pytest.mark.parametrize(
    ("name", "waits"),
    [
        ("429, in 120 seconds", "120"),
        ("429, until a date", "Sat, 21 Nov 2026 08:31:30 GMT"),
        ("429, in 0 seconds", "0"),
        ("429, in a year", "31536000"),
        ("429", None),
    ],
)
def test_a_limit_says_how_long_it_lasts_or_does_not(x: X, name: str, waits: str | None) -> None:
    x.add_fault(fault(name))
    assert tweet(x).headers.get("retry-after") == waits


def test_a_fault_waits_for_the_request_it_is_meant_for(x: X) -> None:
    x.add_fault(fault("500 before acting"), route="me")
    x.add_fault(OK, fault("502 before acting"))
    assert [ends(x, "1"), ends(x, "2"), ends(x, "3")] == ["201", "502", "201"]
    assert [ask_x(x, "GET", "/2/users/me").status_code for _ in range(2)] == [500, 200]


# --- what a crash test needs --------------------------------------------------------------------------------------

CLIENT = "import sys, httpx; httpx.post(sys.argv[1], headers={'Authorization': sys.argv[2]}, json={'text': 'hello'})"


@pytest.mark.parametrize("point", [*Point])
def test_a_client_can_be_killed_at_each_point(x: X, point: Point) -> None:
    """Its death changes nothing: what arrived is acted upon."""
    signer = Signer(KEYS.consumer, KEYS.consumer_secret, KEYS.token, KEYS.token_secret)
    _, signed, _ = signer.sign(f"{x.url}/2/tweets", "POST")
    reached: list[tuple[Point, int]] = []

    def _kill(at: Point) -> None:
        reached.append((at, len(x.ledger)))
        if at is point:
            client.kill()
            client.wait()

    x.on_request = _kill
    client = subprocess.Popen([sys.executable, "-c", CLIENT, f"{x.url}/2/tweets", signed["Authorization"]])
    client.wait()
    x.settle()
    assert reached == [(Point.ARRIVED, 0), (Point.ACTED, 1), (Point.ANSWERED, 1)]
    assert client.returncode in ((-9,) if point is not Point.ANSWERED else (-9, 0))


def test_what_did_not_arrive_whole_did_not_arrive(x: X) -> None:
    with socket.create_connection(("127.0.0.1", x.server_address[1])) as line:
        line.sendall(b"POST /2/tweets HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
    assert ask_x(x, "GET", "/2/users/me").status_code == 200
    assert (x.asked(), x.ledger) == ([], [])


def test_the_hook_is_told_of_posts_alone(x: X) -> None:
    x.on_request = lambda _: pytest.fail("this is no post")
    assert ask_x(x, "GET", "/2/users/me").status_code == 200


def test_what_goes_wrong_in_a_server_fails_its_test(clock: FixedClock) -> None:
    def _wrong(_: Point) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), X(clock, KEYS) as server:
        server.on_request = _wrong
        assert ends(server) == "RemoteProtocolError"


def test_a_server_ends_although_somebody_is_still_connected() -> None:
    with httpx.Client() as client:
        with X(FixedClock(NOW), KEYS) as server:
            assert client.get(f"{server.url}/2/users/me").status_code == 401
        with pytest.raises(httpx.TransportError):
            client.get(f"{server.url}/2/users/me")
