"""LinkedIn over a wire of our own: what leaves, where it goes, and what an answer is taken for."""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import httpx
import pytest

from bot import settings
from bot.clock import FixedClock
from bot.errors import Blocked, NotSent, PublishError, Refused, Unconfirmed
from bot.platforms import Part, Picture, Platform, Receipt, linkedin
from bot.redact import Secret, forget, remember
from tests import canary
from tests.platforms.remembered import Remembered

NOW = datetime(2026, 11, 21, 20, 0, tzinfo=UTC)
URN = "urn:li:share:7100000000000000001"
PNG = Picture(b"\x89PNG bytes", "image/png", "A (blue) curve_")
TEXT = Part("Trained a model (logistic). #python", key="k1")
WHO = httpx.Response(200, json={"sub": "782bbtaQ", "name": "Ada Lovelace", "email": "ada@example.org"})
PLACE = "https://www.linkedin.com/dms-uploads/sp/abc?ca=1&x=%2F"
OUT = httpx.Response(201, headers={"x-restli-id": URN})

Answer = httpx.Response | Exception


def place(url: str = PLACE, urn: str = "urn:li:image:C4E-1_x") -> httpx.Response:
    return httpx.Response(200, json={"value": {"uploadUrl": url, "image": urn, "uploadUrlExpiresAt": 1}})


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

    def body(self, path: str) -> dict[str, object]:
        (request,) = (each for each in self.asked if each.url.path == path)
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
    def _connect(
        post: Answer = OUT,
        *,
        who: Answer = WHO,
        start: Answer | None = None,
        put: Answer | None = None,
        **chosen: object,
    ) -> Account:
        starts: list[Answer] = [start] if start else [place(urn=f"urn:li:image:C{number}") for number in range(20)]
        puts: list[Answer] = [put or httpx.Response(201)]
        wire = Wire({"/v2/userinfo": [who], "/rest/images": starts, "/rest/posts": [post], "/dms-uploads/sp/abc": puts})
        kept, clock = Remembered(), FixedClock(NOW)
        given = replace(settings.load(), **chosen)  # type: ignore[arg-type]
        return Account(linkedin.connect(given, kept, clock, httpx.MockTransport(wire)), wire, kept, clock)

    return _connect


def outcome(account: Account, part: Part = TEXT) -> PublishError:
    with pytest.raises(PublishError) as caught:
        account.platform.publish(part)
    error = caught.value
    assert error.message
    assert error.hint
    assert canary.VALUE not in f"{error!r} {error.message} {error.hint} {error.__cause__}"
    assert account.wire.paths().count("/rest/posts") == 1
    return error


# --- what leaves -----------------------------------------------------------------------------------------------------


def test_a_text_leaves_in_one_request_with_every_header(connect: Connect) -> None:
    account = connect()
    assert account.platform.prepare(TEXT) == []
    receipt = account.platform.publish(TEXT)
    assert receipt == Receipt(URN, f"https://www.linkedin.com/feed/update/{URN}", 0.0)
    assert account.wire.paths() == ["/v2/userinfo", "/rest/posts"]
    request = account.wire.asked[-1]
    assert request.method == "POST"
    assert request.url == "https://api.linkedin.com/rest/posts"
    assert request.headers["authorization"] == f"Bearer {canary.VALUE}"
    assert request.headers["linkedin-version"] == "202607"
    assert request.headers["x-restli-protocol-version"] == "2.0.0"
    assert request.headers["content-type"] == "application/json"
    assert account.wire.body("/rest/posts") == {
        "author": "urn:li:person:782bbtaQ",
        "commentary": "Trained a model \\(logistic\\). #python",
        "visibility": "PUBLIC",
        "distribution": {"feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": []},
        "lifecycleState": "PUBLISHED",
        "isReshareDisabledByAuthor": False,
    }


def test_pictures_are_uploaded_in_their_order_and_their_words_are_plain_text(connect: Connect) -> None:
    account = connect()
    part = replace(TEXT, pictures=(PNG, replace(PNG, kind="image/jpeg", content=b"second", alt="")))
    uploads = account.platform.prepare(part)
    assert [each.handle for each in uploads] == ["urn:li:image:C0", "urn:li:image:C1"]
    assert {each.ready_in for each in uploads} == {timedelta(seconds=15)}
    assert account.wire.paths()[1:] == ["/rest/images", "/dms-uploads/sp/abc"] * 2
    start, put = account.wire.asked[1:3]
    assert start.url.query == b"action=initializeUpload"
    assert json.loads(start.content) == {"initializeUploadRequest": {"owner": "urn:li:person:782bbtaQ"}}
    assert start.headers["linkedin-version"] == "202607"
    assert (put.method, str(put.url), put.content) == ("PUT", PLACE, PNG.content)
    assert put.headers["authorization"] == f"Bearer {canary.VALUE}"
    assert put.headers["content-type"] == "image/png"
    assert account.wire.asked[4].content == b"second"
    account.platform.publish(replace(part, uploads=tuple(each.handle for each in uploads)))
    assert account.wire.body("/rest/posts")["content"] == {
        "multiImage": {
            "images": [
                {"id": "urn:li:image:C0", "altText": "A (blue) curve_"},
                {"id": "urn:li:image:C1", "altText": ""},
            ]
        }
    }


def test_one_picture_is_no_gallery(connect: Connect) -> None:
    account = connect()
    account.platform.publish(replace(TEXT, pictures=(PNG,), uploads=("urn:li:image:C0",)))
    assert account.wire.body("/rest/posts")["content"] == {"media": {"id": "urn:li:image:C0", "altText": PNG.alt}}


def test_who_it_is_is_asked_once_for_each_token(connect: Connect) -> None:
    account = connect()
    for _ in range(2):
        account.platform.prepare(TEXT)
        account.platform.publish(TEXT)
    assert account.wire.paths().count("/v2/userinfo") == 1
    ((name, author),) = account.kept.kept.items()
    assert author == "urn:li:person:782bbtaQ"
    assert canary.VALUE not in name
    other = connect(linkedin_access_token=Secret("another0token"))
    other.platform.prepare(TEXT)
    assert set(other.kept.kept).isdisjoint(account.kept.kept)


def test_checking_tells_the_name_and_never_the_address(connect: Connect) -> None:
    account = connect()
    assert [account.platform.check(), account.platform.check()] == ["Ada Lovelace"] * 2
    assert account.wire.paths() == ["/v2/userinfo"] * 2  # a check asks, whatever is remembered
    nameless = connect(who=httpx.Response(200, json={"sub": "1", "name": "ada@example.org"}))
    assert nameless.platform.check() == "urn:li:person:1"


def test_nothing_can_be_read_back(connect: Connect) -> None:
    account = connect()
    assert account.platform.look_up(TEXT) is None
    assert account.wire.asked == []


# --- what never leaves -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("token", "said"),
    [("", "There is no token"), ("two lines\nof it", "a character no token has"), ("tökén", "a character")],
)
def test_without_a_usable_token_there_is_no_account(connect: Connect, token: str, said: str) -> None:
    with pytest.raises(Blocked, match=said) as caught:
        connect(linkedin_access_token=Secret(token))
    assert caught.value.hint


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (replace(TEXT, text="(" * 1501), "3002 characters are more than the 3000"),
        (replace(TEXT, pictures=(PNG,) * 21), "21 pictures are more than the 20"),
        (replace(TEXT, pictures=(replace(PNG, kind="image/webp"),)), "image/webp"),
        (replace(TEXT, pictures=(replace(PNG, content=bytes(8 * 1024 * 1024 + 1)),)), "larger than 8 MB"),
    ],
)
def test_what_would_be_refused_is_refused_before_anything_leaves(connect: Connect, part: Part, said: str) -> None:
    account = connect()
    for hand_over in (account.platform.prepare, account.platform.publish):
        with pytest.raises(Refused, match=said):
            hand_over(part)
    assert account.wire.asked == []


def test_a_post_waits_for_its_pictures(connect: Connect) -> None:
    account = connect()
    with pytest.raises(NotSent, match="pictures"):
        account.platform.publish(replace(TEXT, pictures=(PNG, PNG), uploads=("urn:li:image:C0",)))
    assert account.wire.asked == []


def test_a_version_that_has_ended_lets_nothing_leave(connect: Connect) -> None:
    account = connect(linkedin_version="202511")
    account.clock.set(datetime(2026, 11, 15, 23, 59, tzinfo=UTC))
    account.platform.prepare(TEXT)
    account.clock.set(datetime(2026, 11, 16, tzinfo=UTC))
    for act in (account.platform.check, lambda: account.platform.prepare(TEXT), lambda: account.platform.publish(TEXT)):
        with pytest.raises(Blocked, match="Version 202511 of LinkedIn's interface ended on 15 November 2026") as caught:
            act()
        assert "LINKEDIN_VERSION" in caught.value.hint
    assert account.wire.paths() == ["/v2/userinfo"]


@pytest.mark.parametrize(
    ("version", "ends"), [("202607", date(2027, 7, 15)), ("202601", date(2027, 1, 15)), ("202512", date(2026, 12, 15))]
)
def test_a_version_lives_for_a_year(version: str, ends: date) -> None:
    assert linkedin.version_ends(version) == ends


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/dms-uploads/sp/abc",
        "https://linkedin.com.evil.example/dms-uploads/sp/abc",
        "https://evillinkedin.com/dms-uploads/sp/abc",
        "https://www.linkedin.com@evil.example/dms-uploads/sp/abc",
        "https://evil.example\\@www.linkedin.com/dms-uploads/sp/abc",
        "https://user:word@www.linkedin.com/dms-uploads/sp/abc",
        "http://www.linkedin.com/dms-uploads/sp/abc",
        "http://127.0.0.1/dms-uploads/sp/abc",
        "//evil.example/dms-uploads/sp/abc",
        "/dms-uploads/sp/abc",
        "file:///dms-uploads/sp/abc",
        "None",
        "https://[",
        "",
    ],
)
def test_the_token_and_the_picture_go_to_nobody_but_linkedin(connect: Connect, url: str) -> None:
    account = connect(start=place(url))
    with pytest.raises((Refused, NotSent)) as caught:
        account.platform.prepare(replace(TEXT, pictures=(PNG,)))
    assert caught.value.message.endswith(".")
    assert account.wire.paths() == ["/v2/userinfo", "/rest/images"]


@pytest.mark.parametrize(
    ("api", "url"),
    [
        ("https://api.linkedin.com", "https://api.linkedin.com/dms-uploads/sp/abc"),
        ("http://127.0.0.1:8123", "http://127.0.0.1:8123/dms-uploads/sp/abc"),
        ("https://proxy.example", "https://proxy.example/dms-uploads/sp/abc"),
    ],
)
def test_the_interfaces_own_host_may_take_the_picture(connect: Connect, api: str, url: str) -> None:
    account = connect(start=place(url), linkedin_api=api)
    (upload,) = account.platform.prepare(replace(TEXT, pictures=(PNG,)))
    assert upload.handle == "urn:li:image:C4E-1_x"
    assert {request.url.host for request in account.wire.asked} == {httpx.URL(api).host}


# --- what the answers to a post mean ---------------------------------------------------------------------------------


def told(status: int, message: str = "", code: str = "", **headers: str) -> httpx.Response:
    return httpx.Response(status, json={"status": status, "code": code, "message": message}, headers=headers)


def faulty(status: int, code: str, description: str) -> httpx.Response:
    faults = {
        "inputErrors": [{"code": code, "description": description, "input": {"text": "a duplicate of urn:li:share:5"}}]
    }
    return httpx.Response(status, json={"message": description, "errorDetails": faults, "status": status})


@pytest.mark.parametrize(
    ("answer", "means", "words"),
    [
        (told(401, "The token used in the request has been revoked", "REVOKED_ACCESS_TOKEN"), Blocked, "token"),
        (told(403, "Not enough permissions to access: posts.CREATE", "ACCESS_DENIED"), Blocked, "let this token"),
        (told(403, "Member is restricted"), Blocked, "restricted"),
        (told(403, "This content is not welcome"), Refused, "not welcome"),
        (told(426, "Requested version 20260701 is not active", "NONEXISTENT_VERSION"), Blocked, "version"),
        (told(429, "Resource level throttle limit", "TOO_MANY_REQUESTS"), NotSent, "takes no more"),
        (faulty(400, "FIELD_LENGTH_TOO_LONG", "commentary has 3015 characters, maxLength: 3000"), Refused, "too long"),
        (told(400, "/author :: field is required", "ILLEGAL_ARGUMENT"), Refused, "field is required"),
        (told(422, "ERROR :: /author :: bad"), Refused, "/author"),
        (told(404, "No such resource"), Refused, "No such resource"),
        (told(408), Unconfirmed, "may be out"),
        (told(409, "Conflict"), Unconfirmed, "may be out"),
        (told(500), Unconfirmed, "may be out"),
        (httpx.Response(502, html="<h1>Bad gateway</h1>"), Unconfirmed, "status 502"),
        (told(503, **{"retry-after": "5"}), Unconfirmed, "may be out"),
        (httpx.Response(307, headers={"location": "https://evil.example/"}), Unconfirmed, "no receipt"),
        (httpx.Response(999, text="Request denied"), Unconfirmed, "no receipt"),
        (httpx.Response(202, headers={"x-restli-id": URN}), Unconfirmed, "no receipt"),
        (httpx.Response(201), Unconfirmed, "did not say where"),
        (httpx.Response(200, json={"id": URN}), Unconfirmed, "did not say where"),
        (httpx.Response(201, headers={"x-restli-id": "urn:li:person:1"}), Unconfirmed, "did not say where"),
        (httpx.Response(201, headers={"x-restli-id": f"{URN}/../../x"}), Unconfirmed, "did not say where"),
        (httpx.ReadTimeout("x"), Unconfirmed, "did not answer"),
        (httpx.RemoteProtocolError("x"), Unconfirmed, "did not answer"),
        (httpx.ConnectTimeout("x"), NotSent, "could not be reached"),
        (httpx.ConnectError("x"), NotSent, "could not be reached"),
        (httpx.Response(400, content=b"[" * 100_000), Refused, "status 400"),
        (httpx.Response(400, json={"errorDetails": {"inputErrors": 3}, "message": ["x"]}), Refused, "status 400"),
    ],
)
def test_an_answer_is_taken_for_what_it_means(
    connect: Connect, answer: Answer, means: type[PublishError], words: str
) -> None:
    error = outcome(connect(answer))
    assert type(error) is means
    assert words in error.message


@pytest.mark.parametrize("urn", ["urn:li:share:1", "urn:li:ugcPost:72"])
@pytest.mark.parametrize("status", [200, 201])
def test_either_kind_of_urn_is_a_receipt(connect: Connect, status: int, urn: str) -> None:
    receipt = connect(httpx.Response(status, headers={"X-RestLi-Id": urn})).platform.publish(TEXT)
    assert receipt == Receipt(urn, f"https://www.linkedin.com/feed/update/{urn}")
    assert linkedin.remote_id(receipt.url) == urn


@pytest.mark.parametrize(
    ("now", "headers", "seconds"),
    [
        (NOW, {}, 4 * 3600 + 7 * 60),
        (datetime(2026, 11, 21, 0, 1, tzinfo=UTC), {}, 23 * 3600 + 66 * 60),
        (NOW, {"retry-after": "90"}, 90),
        (NOW, {"retry-after": "Sat, 21 Nov 2026 20:10:00 GMT"}, 600),
    ],
)
def test_a_limit_lasts_until_midnight_utc_or_as_long_as_it_says(
    connect: Connect, now: datetime, headers: dict[str, str], seconds: int
) -> None:
    account = connect(told(429, "throttle", **headers))
    account.clock.set(now)
    error = outcome(account)
    assert isinstance(error, NotSent)
    assert error.retry_after == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("answer", "means"),
    [
        (told(400, "Media asset is waiting upload", "MEDIA_ASSET_WAITING_UPLOAD"), NotSent),
        (told(422, "urn:li:image:C0 is still PROCESSING"), NotSent),
        (told(400, "Image urn:li:image:C0 is not ready"), NotSent),
        (told(404, "The image was not found"), NotSent),
        (told(400, "Media asset failed processing", "MEDIA_ASSET_PROCESSING_FAILED"), Refused),
        (told(403, "Not enough permissions: image not found"), Blocked),
        (told(408, "image still processing"), Unconfirmed),
        (told(503, "image still processing"), Unconfirmed),
    ],
)
def test_a_picture_linkedin_still_works_on_is_waited_for(
    connect: Connect, answer: httpx.Response, means: type[PublishError]
) -> None:
    error = outcome(connect(answer), replace(TEXT, pictures=(PNG,), uploads=("urn:li:image:C0",)))
    assert type(error) is means
    if isinstance(error, NotSent):
        assert error.retry_after == timedelta(seconds=20)


def test_without_pictures_nobody_waits_for_one(connect: Connect) -> None:
    assert isinstance(outcome(connect(told(400, "Image is not ready"))), Refused)


# --- the same text twice ---------------------------------------------------------------------------------------------

DUPLICATE = faulty(422, "DUPLICATE_POST", f"Content is a duplicate of {URN}")


@pytest.mark.parametrize(
    "answer", [DUPLICATE, told(409, f"Conflict with {URN}"), faulty(400, "DUPLICATE_POST", f"see {URN}")]
)
def test_a_duplicate_of_our_own_try_is_its_receipt(connect: Connect, answer: httpx.Response) -> None:
    account = connect(answer)
    assert account.platform.publish(replace(TEXT, tried=True)).remote_id == URN
    assert account.wire.paths().count("/rest/posts") == 1


def test_a_duplicate_we_never_tried_is_refused_with_its_address(connect: Connect) -> None:
    error = outcome(connect(DUPLICATE))
    assert isinstance(error, Refused)
    assert f"https://www.linkedin.com/feed/update/{URN}" in error.message


@pytest.mark.parametrize(("tried", "means"), [(True, Unconfirmed), (False, Refused)])
def test_a_duplicate_without_an_address_is_no_receipt(connect: Connect, tried: bool, means: type[PublishError]) -> None:
    answer = faulty(422, "DUPLICATE_POST", "Content is a duplicate")
    assert type(outcome(connect(answer), replace(TEXT, tried=tried))) is means


def test_a_post_that_speaks_of_duplicates_is_none(connect: Connect) -> None:
    error = outcome(connect(faulty(422, "INVALID", "/visibility is wrong")), replace(TEXT, tried=True))
    assert isinstance(error, Refused)


# --- what may be repeated --------------------------------------------------------------------------------------------

UNCLEAR: list[Answer] = [
    told(500),
    httpx.Response(302, headers={"location": "https://evil.example/"}),
    httpx.ReadTimeout("x"),
    httpx.ConnectError("x"),
    httpx.Response(200, text="<html>"),
    httpx.Response(999),
]


@pytest.mark.parametrize("answer", UNCLEAR)
def test_what_is_unclear_before_the_post_has_put_nothing_out(connect: Connect, answer: Answer) -> None:
    account = connect(start=answer)
    with pytest.raises(NotSent) as caught:
        account.platform.prepare(replace(TEXT, pictures=(PNG,)))
    assert caught.value.hint


@pytest.mark.parametrize(
    "answer", [each for each in UNCLEAR if not isinstance(each, httpx.Response) or each.status_code != 200]
)
def test_a_picture_that_perhaps_arrived_is_uploaded_once_more(connect: Connect, answer: Answer) -> None:
    account = connect(put=answer)
    with pytest.raises(NotSent):
        account.platform.prepare(replace(TEXT, pictures=(PNG,)))
    assert "/rest/posts" not in account.wire.paths()


@pytest.mark.parametrize(
    ("answer", "means"),
    [
        *((each, NotSent) for each in UNCLEAR if not isinstance(each, httpx.Response) or each.status_code != 302),
        (told(401, "The token has expired"), Blocked),
        (told(403, "Not enough permissions to access: userinfo"), Blocked),
        (told(404), Blocked),
        (told(429, "throttle"), NotSent),
        (httpx.Response(200, json={"name": "no sub"}), NotSent),
        (httpx.Response(200, json={"sub": "../../x"}), NotSent),
        (httpx.Response(200, json=["sub"]), NotSent),
    ],
)
def test_who_it_is_has_to_be_clear_before_anything_is_posted(
    connect: Connect, answer: Answer, means: type[PublishError]
) -> None:
    account = connect(who=answer)
    for act in (account.platform.check, lambda: account.platform.prepare(TEXT), lambda: account.platform.publish(TEXT)):
        with pytest.raises(means):
            act()
    assert account.kept.kept == {}
    assert "/rest/posts" not in account.wire.paths()


@pytest.mark.parametrize("status", [413, 415])
def test_a_picture_linkedin_does_not_take_is_refused(connect: Connect, status: int) -> None:
    with pytest.raises(Refused):
        connect(put=told(status)).platform.prepare(replace(TEXT, pictures=(PNG,)))


# --- secrets ---------------------------------------------------------------------------------------------------------


def test_a_token_an_answer_repeats_is_told_to_nobody(connect: Connect, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    remember(canary.VALUE)
    try:
        error = outcome(connect(told(401, f"Invalid token {canary.VALUE}", **{"x-li-uuid": f"AAX{canary.VALUE}"})))
    finally:
        forget(canary.VALUE)
    assert "Invalid token •••" in error.message
    assert "x-li-uuid" in caplog.text
    assert canary.VALUE not in caplog.text
