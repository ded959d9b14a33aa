"""X over a wire of ours: what is asked, word for word, and what each answer is taken to mean."""

import base64
import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from oauthlib.common import Request  # type: ignore[import-untyped]
from oauthlib.oauth1.rfc5849 import signature  # type: ignore[import-untyped]

from bot import http
from bot.errors import Blocked, NotSent, PublishError, Refused, Unconfirmed
from bot.platforms import Part, Picture
from bot.redact import forget, remember
from tests import canary
from tests.platforms.fake_x import KEYS, ME, NOW, Answer, Make, caught, json_answer, legacy, making, problem
from tests.platforms.remembered import Remembered

ID = "2000000000000000001"
PNG = Picture(b"\x89PNG not really", "image/png", "A curve that falls")


@pytest.fixture
def fake(tmp_path: Path) -> Make:
    return making(tmp_path)


def created(remote_id: str = ID) -> httpx.Response:
    return json_answer(201, {"data": {"id": remote_id, "text": "…"}})


def uploaded(remote_id: str = "71", **more: object) -> httpx.Response:
    return json_answer(200, {"data": {"id": remote_id, "media_key": f"3_{remote_id}", **more}})


# --- what is asked ------------------------------------------------------------------------------------------------


def test_a_post_is_one_request_with_exactly_what_it_holds(fake: Make) -> None:
    x = fake(created())
    receipt = x.account().publish(
        Part("Day 5 “done” 🎉", key="k", pictures=(PNG, PNG), uploads=("71", "72"), after="1999")
    )
    (request,) = x.asked
    assert (request.method, str(request.url)) == ("POST", "https://api.x.com/2/tweets")
    assert json.loads(request.content) == {
        "text": "Day 5 “done” 🎉",
        "media": {"media_ids": ["71", "72"]},
        "reply": {"in_reply_to_tweet_id": "1999"},
    }
    for name in ("user-agent", "accept-encoding"):  # who unpacks an answer says which packings it can read
        assert request.headers[name] == http.client().headers[name]
    assert (receipt.remote_id, receipt.url, receipt.cost_usd) == (ID, f"https://x.com/i/web/status/{ID}", 0.015)


def test_a_post_without_pictures_holds_its_text_alone_and_a_link_costs_more(fake: Make) -> None:
    x = fake(created())
    assert x.account().publish(Part("See train.py", key="k")).cost_usd == 0.200
    assert json.loads(x.asked[0].content) == {"text": "See train.py"}


def is_signed(request: httpx.Request) -> bool:
    """Check the signature as X would: over the address the request arrived at."""
    header = {"Authorization": request.headers["authorization"]}
    given = dict(signature.collect_parameters(headers=header, exclude_oauth_signature=False))
    assert given["oauth_consumer_key"] == KEYS["X_CONSUMER_KEY"]
    assert given["oauth_token"] == KEYS["X_ACCESS_TOKEN"]
    read = Request(str(request.url), request.method)
    read.params = signature.collect_parameters(request.url.query.decode(), headers=header)
    read.signature = given["oauth_signature"]
    return signature.verify_hmac_sha1(read, KEYS["X_CONSUMER_SECRET"], KEYS["X_ACCESS_TOKEN_SECRET"]) is True


@pytest.mark.parametrize("api", ["https://api.x.com", "https://x.example:8443/fake/x", "http://127.0.0.1:8080"])
def test_every_request_goes_to_the_address_of_the_settings_and_is_signed_for_it(fake: Make, api: str) -> None:
    x = fake(
        *(uploaded(), json_answer(200, {"data": {"id": "71"}}), created()),
        *(json_answer(200, ME), json_answer(200, {"meta": {"result_count": 0}})),
        X_API=api,
    )
    account = x.account()
    account.prepare(Part("t", key="k", pictures=(PNG,)))
    account.publish(Part("t", key="k"))
    assert account.look_up(Part("t", key="k", since=NOW)) is None
    assert [str(each.url.copy_with(query=None)) for each in x.asked] == [
        f"{api}/2/media/upload",
        f"{api}/2/media/metadata",
        f"{api}/2/tweets",
        f"{api}/2/users/me",
        f"{api}/2/users/42/tweets",
    ]
    assert all(map(is_signed, x.asked))


def test_pictures_are_uploaded_with_their_words_before_anything_is_posted(fake: Make) -> None:
    silent = Picture(b"GIF89a", "image/gif", "")
    x = fake(uploaded("71", expires_after_secs=86400), json_answer(200, {"data": {"id": "71"}}), uploaded("72"))
    uploads = x.account().prepare(Part("t", key="k", pictures=(PNG, silent)))
    assert [json.loads(each.content) for each in x.asked] == [
        {"media": base64.b64encode(PNG.content).decode(), "media_category": "tweet_image"},
        {"id": "71", "metadata": {"alt_text": {"text": "A curve that falls"}}},
        {"media": base64.b64encode(silent.content).decode(), "media_category": "tweet_image"},
    ]
    assert [each.handle for each in uploads] == ["71", "72"]
    assert [each.good_for for each in uploads] == [timedelta(hours=24, minutes=-10), timedelta(hours=12)]
    assert x.memory.spent == [("alt text", 0.005)]


@pytest.mark.parametrize("seconds", [10**30, -5, 0, "86400", None, True, 300, 1e300])
def test_an_upload_is_good_for_a_time_whatever_x_says(fake: Make, seconds: object) -> None:
    x = fake(uploaded(expires_after_secs=seconds))
    (upload,) = x.account().prepare(Part("t", key="k", pictures=(Picture(b"1", "image/png", ""),)))
    assert timedelta() < upload.good_for <= timedelta(hours=24)


@pytest.mark.parametrize(
    "picture",
    [
        Picture(b"II*", "image/tiff", "what it shows"),
        Picture(b"0" * (5 * 1024 * 1024 + 1), "image/png", "what it shows"),
        Picture(b"1", "image/png", "a" * 1001),
    ],
    ids=lambda picture: picture.kind,
)
def test_a_picture_x_would_not_take_is_refused_before_anything_is_sent(fake: Make, picture: Picture) -> None:
    x = fake()
    assert isinstance(caught(lambda: x.account().prepare(Part("t", key="k", pictures=(PNG, picture)))), Refused)
    assert x.asked == []


def test_the_account_is_told_by_its_name(fake: Make) -> None:
    x = fake(json_answer(200, ME))
    assert x.account().check() == "@ada_learns"
    assert x.calls() == [("GET", "/2/users/me")]
    assert x.memory.spent == [("account", 0.010)]


def test_a_missing_key_is_named_before_anything_is_asked(fake: Make) -> None:
    x = fake(X_ACCESS_TOKEN="", X_CONSUMER_KEY="")
    error = caught(x.account)
    assert isinstance(error, Blocked)
    assert error.message == "X needs four keys; missing: X_CONSUMER_KEY, X_ACCESS_TOKEN."


def test_counting_for_x_loads_nothing_that_reaches_the_network() -> None:
    heavy = {"tweepy", "requests", "httpx", "ssl", "oauthlib"}
    program = f"import sys, bot.platforms.x as x; x.length('see a.com'); print({heavy!r} & set(sys.modules))"
    asked = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert asked.stdout.strip() == "set()"


# --- what an answer means -----------------------------------------------------------------------------------------

DUPLICATE = "You are not allowed to create a Tweet with duplicate content."
FORBIDDEN = "https://api.x.com/2/problems/client-forbidden"
READ_ONLY = "https://api.twitter.com/2/problems/oauth1-permissions"
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.mark.parametrize(
    ("answer", "means", "again"),
    [
        (problem(401, "Unauthorized"), Blocked, HOUR),
        (problem(402, "CreditsDepleted"), Blocked, 6 * HOUR),
        (problem(403, DUPLICATE), Refused, None),
        (legacy(403, 187, "Status is a duplicate."), Refused, None),
        (problem(403, "Reply to this conversation is not allowed because you have not been …"), Refused, None),
        (problem(403, "You attempted to reply to a Tweet that is deleted or not visible to you."), NotSent, MINUTE / 6),
        (legacy(403, 385, "…"), NotSent, MINUTE / 6),
        (problem(403, "Your client app is not configured …", READ_ONLY), Blocked, None),
        (problem(403, "…", FORBIDDEN, reason="client-not-enrolled"), Blocked, None),
        (legacy(403, 453, "You currently have access to a subset of X API V2 endpoints"), Blocked, None),
        (problem(403, "Your account is suspended and is not permitted to access this feature."), Blocked, None),
        (legacy(403, 326, "To protect our users, this account is temporarily locked."), Blocked, None),
        (problem(403, "Authenticating with Unknown is forbidden for this endpoint."), NotSent, MINUTE),
        (problem(403, "You are not permitted to perform this action."), Refused, None),
        (problem(403, "Posts may hold one cashtag"), Refused, None),
        (problem(403, "The Tweet contains an invalid URL."), Refused, None),
        (problem(404, "Not Found"), NotSent, 15 * MINUTE),
        (problem(429, "Too Many Requests"), NotSent, 15 * MINUTE),
        (problem(400, "One or more parameters to your request was invalid."), Refused, None),
        (httpx.Response(413), Refused, None),
        (httpx.Response(408), Unconfirmed, None),
        (problem(409, "Conflict"), Refused, None),
        (problem(500, DUPLICATE), Unconfirmed, None),
        (problem(503, "Over capacity", FORBIDDEN), Unconfirmed, None),
        (httpx.Response(520, html="<h1>Web server is returning an unknown error</h1>"), Unconfirmed, None),
    ],
    ids=lambda value: f"{value.status_code} {value.text[:60]}" if isinstance(value, httpx.Response) else "",
)
def test_each_refusal_is_taken_for_what_it_means(
    fake: Make, answer: httpx.Response, means: type[PublishError], again: timedelta | None
) -> None:
    x = fake(answer)
    error = caught(lambda: x.account().publish(Part("t", key="k")))
    assert type(error) is means
    assert getattr(error, "again_in", None) or getattr(error, "retry_after", None) == again
    assert len(x.asked) == 1


@pytest.mark.parametrize("answer", [problem(403, DUPLICATE), legacy(403, 187, "Status is a duplicate.")])
def test_a_duplicate_after_an_earlier_try_may_be_that_try(fake: Make, answer: httpx.Response) -> None:
    assert type(caught(lambda: fake(answer).account().publish(Part("t", key="k", tried=True)))) is Unconfirmed


def test_our_own_text_repeated_in_a_refusal_decides_nothing(fake: Make) -> None:
    mine = "My account was suspended: duplicate content, code 187"
    answer = problem(403, "No.", parameters={"text": [mine]}, value=mine)
    error = caught(lambda: fake(answer).account().publish(Part(mine, key="k", tried=True)))
    assert (type(error), error.message) == (Refused, "X says no (No).")


def test_a_page_of_a_gateway_is_read_for_its_status_alone(fake: Make) -> None:
    answer = httpx.Response(403, html="<title>You are suspended by the firewall</title>")
    error = caught(lambda: fake(answer).account().publish(Part("t", key="k")))
    assert (type(error), error.message) == (Refused, "X says no (status 403).")


EPOCH = int(NOW.timestamp())
SOON, LATER = str(EPOCH + 300), str(EPOCH + 7200)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 900),
        ({"x-rate-limit-remaining": "0", "x-rate-limit-reset": SOON}, 305),
        ({"x-rate-limit-reset": SOON}, 305),
        ({"x-rate-limit-remaining": "7", "x-rate-limit-reset": SOON}, 900),
        (
            {
                "x-rate-limit-remaining": "0",
                "x-rate-limit-reset": SOON,
                "x-user-limit-24hour-remaining": "0",
                "x-user-limit-24hour-reset": LATER,
                "x-app-limit-24hour-remaining": "9",
                "x-app-limit-24hour-reset": str(EPOCH + 9999),
            },
            7205,
        ),
        ({"x-app-limit-24hour-remaining": "0", "x-app-limit-24hour-reset": LATER, "retry-after": "3"}, 7205),
        ({"x-rate-limit-remaining": "0", "x-rate-limit-reset": str(EPOCH - 9), "retry-after": "77"}, 77),
        ({"x-rate-limit-remaining": "0", "x-rate-limit-reset": str(EPOCH - 9)}, 900),
        ({"x-rate-limit-remaining": "0", "x-rate-limit-reset": str(EPOCH * 1000)}, 86400),
        ({"x-rate-limit-remaining": "0", "x-rate-limit-reset": "9" * 5000}, 900),
        ({"x-rate-limit-remaining": "none", "x-rate-limit-reset": "soon"}, 900),
        ({"x-rate-limit-remaining": "-1", "x-rate-limit-reset": "-1"}, 900),
        ({"retry-after": "9" * 5000}, 86400),
        ({"retry-after": "Mon, 01 Jan 99999999999 00:00:00 GMT"}, 900),
        ({"retry-after": "0"}, 900),
    ],
)
def test_a_limit_is_waited_for_as_long_as_x_says_and_a_day_at_most(
    fake: Make, headers: dict[str, str], seconds: int
) -> None:
    error = caught(lambda: fake(httpx.Response(429, headers=headers)).account().publish(Part("t", key="k")))
    assert isinstance(error, NotSent)
    assert error.retry_after == timedelta(seconds=seconds)


ODD = [
    (b"", "application/json"),
    (b"[1, 2]", "application/json"),
    (b'"yes"', "application/json"),
    (b"null", "application/json"),
    (b"{", "application/json"),
    (b"[" * 100_000, "application/json"),
    (b'{"data": []}', "application/json"),
    (b'{"data": {"id": ""}}', "application/json"),
    (b'{"data": {"id": 2000000000000000001}}', "application/json"),
    (b'{"data": {"id": "12a"}}', "application/json"),
    (b'{"errors": "?", "detail": {"a": 1}}', "application/json"),
    (b'{"errors": [null, 7, {"code": "x", "message": []}]}', "application/json"),
    (b"\xff\xfe\x00", "text/html; charset=utf-16"),
    (b"<html>", "text/html; charset=base64"),
]


@pytest.mark.parametrize(("body", "kind"), ODD)
@pytest.mark.parametrize(
    ("status", "means"),
    [(200, Unconfirmed), (201, Unconfirmed), (302, Unconfirmed), (403, Refused), (429, NotSent), (502, Unconfirmed)],
)
def test_an_odd_answer_is_judged_by_its_status(
    fake: Make, status: int, means: type[PublishError], body: bytes, kind: str
) -> None:
    odd = {"content-type": kind, "x-rate-limit-reset": "soon", "location": "https://elsewhere.example/2/tweets"}
    x = fake(httpx.Response(status, content=body, headers=odd))
    assert type(caught(lambda: x.account().publish(Part("t", key="k")))) is means
    assert len(x.asked) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(fake: Make, status: int) -> None:
    x = fake(httpx.Response(status, headers={"location": "/2/tweets"}))
    assert type(caught(lambda: x.account().publish(Part("t", key="k")))) is Unconfirmed
    assert len(x.asked) == 1


@pytest.mark.parametrize(
    ("trouble", "means"),
    [
        (httpx.ConnectError(canary.VALUE), NotSent),
        (httpx.ConnectTimeout(canary.VALUE), NotSent),
        (httpx.ReadTimeout(canary.VALUE), Unconfirmed),
        (httpx.RemoteProtocolError(canary.VALUE), Unconfirmed),
        (RuntimeError(canary.VALUE), Unconfirmed),
        (ValueError(canary.VALUE), Unconfirmed),
        (httpx.Response(201, headers={"content-encoding": "gzip"}, stream=httpx.ByteStream(b"no")), Unconfirmed),
        (httpx.Response(201, content=b" " * (1024 * 1024 + 1)), Unconfirmed),
    ],
)
def test_a_failure_is_not_sent_only_if_nothing_left(fake: Make, trouble: Answer, means: type[PublishError]) -> None:
    x = fake(trouble)
    assert type(caught(lambda: x.account().publish(Part("t", key="k")))) is means
    assert len(x.asked) == 1


@pytest.mark.parametrize(
    ("answer", "means"),
    [
        (httpx.ReadTimeout("…"), NotSent),
        (httpx.Response(503), NotSent),
        (httpx.Response(302), NotSent),
        (json_answer(200, {"data": {}}), NotSent),
        (json_answer(200, []), NotSent),
        (problem(429), NotSent),
        (problem(401), Blocked),
        (problem(402), Blocked),
        (problem(413), Refused),
        (problem(400, "Invalid media"), Refused),
    ],
)
def test_an_upload_that_is_unclear_is_repeated_later(fake: Make, answer: Answer, means: type[PublishError]) -> None:
    part = Part("t", key="k", pictures=(PNG,))
    assert type(caught(lambda: fake(answer).account().prepare(part))) is means
    if not (isinstance(answer, httpx.Response) and answer.is_success):
        assert type(caught(lambda: fake(uploaded(), answer).account().prepare(part))) is means


@pytest.mark.parametrize(
    ("answer", "means"),
    [(httpx.ReadError("…"), NotSent), (httpx.Response(500), NotSent), (problem(400), NotSent), (problem(401), Blocked)],
)
def test_an_account_that_cannot_be_asked_is_no_refusal(fake: Make, answer: Answer, means: type[PublishError]) -> None:
    x = fake(answer)
    assert type(caught(x.account().check)) is means
    assert x.memory == Remembered()


def test_a_key_that_x_repeats_is_not_told(fake: Make) -> None:
    remember(KEYS["X_ACCESS_TOKEN"])
    answer = problem(401, f"The token {KEYS['X_ACCESS_TOKEN']} is unknown\x1b[2J")
    error = caught(lambda: fake(answer).account().publish(Part("t", key="k")))
    forget(KEYS["X_ACCESS_TOKEN"])
    assert error.message == "X does not accept your keys (The token ••• is unknown)."
