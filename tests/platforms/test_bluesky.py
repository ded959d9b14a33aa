"""Bluesky over the wire: what leaves, how a session lives, and that what is repeated is one post."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot import settings
from bot.clock import FixedClock
from bot.errors import Blocked, NotSent, PublishError, Refused, StoreError, Unconfirmed
from bot.platforms import Part, Platform, Receipt, bluesky
from bot.platforms.bluesky.record import key_of
from bot.platforms.bluesky.session import ends_at
from bot.redact import Secret
from tests import canary
from tests.platforms.contract import JPEG, NOW, PNG, OnTheWire, on_bluesky, published, with_uploads
from tests.platforms.remembered import Remembered
from tests.platforms.servers import faults
from tests.platforms.servers.bluesky import READ, REFRESH, SESSION, UPLOAD, WHO, Bluesky
from tests.platforms.servers.bluesky_words import EXPIRED, NO_BLOB, SWAPPED
from tests.platforms.servers.faults import Fault, When, exactly
from tests.platforms.servers.spoken import Request

PART = Part("Read https://example.org/a, 👍 #Python", key="k1", since=NOW)
TRIED = replace(PART, tried=True)
DID = "did:plc:ewvi7nxzyoun6zhxrhs64oiz"
KEY = key_of(PART, NOW)
URI, URL = f"at://{DID}/app.bsky.feed.post/{KEY}", f"https://bsky.app/profile/{DID}/post/{KEY}"
SWAP = Fault("swap", says=exactly(400, SWAPPED.body))
STALE = Fault("stale", says=exactly(400, EXPIRED.body))


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[OnTheWire]:
    with on_bluesky(tmp_path / "home") as stage:
        yield stage


def server(stage: OnTheWire) -> Bluesky:
    assert isinstance(stage.server, Bluesky)
    return stage.server


def sealed(stage: OnTheWire) -> dict[str, str]:
    ((secret, _),) = stage.memory.sealed.values()
    kept = json.loads(secret.reveal())
    assert isinstance(kept, dict)
    return kept


def bearer(request: Request) -> str:
    return request.headers.get("authorization", "").removeprefix("Bearer ")


# --- what is known without asking ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "called"),
    [
        (URL, URI),
        (URL + "?ref=x", URI),
        (f"{URL}/", URI),
        (URL.replace("did:plc:", "did%3Aplc%3A"), URI),
        ("https://www.bsky.app/profile/sam.bsky.social/post/3kx", "at://sam.bsky.social/app.bsky.feed.post/3kx"),
        ("https://bsky.app/profile/sam.bsky.social", ""),
        ("https://bsky.app/profile/sam.bsky.social/post/", ""),
        ("https://bsky.app/profile/sam.bsky.social/post/3kx!", ""),
        ("https://bsky.app/profile/../x/post/3kx", ""),
        ("https://bsky.app.evil.example/profile/sam/post/3kx", ""),
        ("http://bsky.app/profile/sam/post/3kx", ""),
    ],
)
def test_an_address_says_which_post_it_is(url: str, called: str) -> None:
    assert bluesky.remote_id(url) == called


def test_the_page_for_writing_a_post_has_the_text_in_it() -> None:
    assert bluesky.compose_link("a b & #c") == "https://bsky.app/intent/compose?text=a%20b%20%26%20%23c"
    assert bluesky.cost("hello") == 0


@pytest.mark.parametrize("missing", ["BLUESKY_HANDLE", "BLUESKY_APP_PASSWORD"])
def test_without_a_name_and_a_password_there_is_no_account(missing: str) -> None:
    environ = {"BLUESKY_HANDLE": "sam.bsky.social", "BLUESKY_APP_PASSWORD": canary.VALUE, missing: ""}
    with pytest.raises(Blocked, match=missing) as caught:
        bluesky.connect(settings.load(environ), Remembered(), FixedClock(NOW))
    assert caught.value.hint


# --- what leaves --------------------------------------------------------------------------------------------------


def test_a_text_leaves_in_one_request_under_a_key_of_ours(stage: OnTheWire) -> None:
    assert stage.platform.prepare(PART) == []
    assert stage.platform.publish(PART) == Receipt(URI, URL, 0.0)
    assert [each.route for each in stage.server.requests] == [SESSION, "publish"]
    login, post = stage.server.requests
    assert json.loads(login.body) == {"identifier": "sam.bsky.social", "password": canary.VALUE}
    assert "authorization" not in login.headers
    assert (post.method, post.target) == ("POST", "/xrpc/com.atproto.repo.putRecord")
    assert bearer(post) == sealed(stage)["access"]
    assert json.loads(post.body) == {
        "repo": DID,
        "collection": "app.bsky.feed.post",
        "rkey": KEY,
        "swapRecord": None,
        "validate": True,
        "record": {
            "$type": "app.bsky.feed.post",
            "text": PART.text,
            "createdAt": "2026-11-21T08:30:00.000Z",
            "facets": [
                {
                    "index": {"byteStart": 5, "byteEnd": 26},
                    "features": [{"$type": "app.bsky.richtext.facet#link", "uri": "https://example.org/a"}],
                },
                {
                    "index": {"byteStart": 33, "byteEnd": 40},
                    "features": [{"$type": "app.bsky.richtext.facet#tag", "tag": "Python"}],
                },
            ],
        },
    }


def test_pictures_leave_as_they_are_and_keep_the_name_they_get(stage: OnTheWire) -> None:
    part = replace(PART, pictures=(PNG, replace(JPEG, alt="")))
    uploads = stage.platform.prepare(part)
    assert [each.good_for for each in uploads] == [timedelta(minutes=10)] * 2
    assert [each.handle for each in stage.platform.prepare(part)] == [each.handle for each in uploads]
    first, second = stage.server.asked(UPLOAD)[:2]
    assert (first.body, second.body) == (PNG.content, JPEG.content)
    assert (first.headers["content-type"], second.headers["content-type"]) == ("image/png", "image/jpeg")
    stage.platform.publish(replace(part, uploads=tuple(each.handle for each in uploads)))
    (post,) = stage.server.asked()
    assert json.loads(post.body)["record"]["embed"] == {
        "$type": "app.bsky.embed.images",
        "images": [
            {"image": json.loads(each.handle), "alt": alt} for each, alt in zip(uploads, (PNG.alt, ""), strict=True)
        ],
    }


def test_a_part_names_the_first_and_the_one_before_it_and_both_are_read_once(stage: OnTheWire) -> None:
    parts = [replace(PART, number=number, text=f"part {number}") for number in (1, 2, 3)]
    before = ""
    for part in parts:
        follows = replace(part, after=before)
        stage.platform.prepare(follows)
        before = stage.platform.publish(follows).remote_id
    first, second = stage.server.asked(READ)
    assert first.query == {"repo": DID, "collection": "app.bsky.feed.post", "rkey": key_of(parts[0], NOW)}
    assert second.query["rkey"] == key_of(parts[1], NOW)
    replies = [json.loads(each.body)["record"].get("reply") for each in stage.server.asked()]
    assert replies[0] is None
    assert replies[1]["root"] == replies[1]["parent"] == replies[2]["root"]
    assert replies[2]["parent"]["uri"].endswith(key_of(parts[1], NOW))
    assert canary.VALUE not in str(stage.memory.kept)


def test_a_part_that_follows_nothing_is_refused(stage: OnTheWire) -> None:
    for hand_over in (stage.platform.prepare, stage.platform.publish):
        with pytest.raises(Refused, match="The part before this one is not at Bluesky any more"):
            hand_over(replace(PART, number=2, after=URI))
    assert stage.server.asked() == []


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (replace(PART, text="ß" * 301), "301 characters are more than the 300"),
        (replace(PART, text="👨‍👩‍👧‍👦" * 121), "303 characters are more than the 300"),
        (replace(PART, pictures=(PNG,) * 5), "5 pictures are more than the 4"),
        (replace(PART, pictures=(replace(PNG, kind="video/mp4"),)), "video/mp4"),
        (replace(PART, pictures=(replace(PNG, kind="image/png\r\nx: y"),)), "takes no picture"),
        (replace(PART, pictures=(replace(PNG, content=bytes(2_000_001)),)), "2,000,001 bytes is larger"),
    ],
)
def test_what_would_be_refused_is_refused_before_anything_leaves(stage: OnTheWire, part: Part, said: str) -> None:
    for hand_over in (stage.platform.prepare, stage.platform.publish):
        with pytest.raises(Refused, match=said) as caught:
            hand_over(part)
        assert caught.value.hint
    assert stage.server.requests == []


def test_checking_tells_the_name(stage: OnTheWire) -> None:
    assert stage.platform.check() == "@sam.bsky.social"
    server(stage).handle = "not a name"
    assert stage.platform.check() == DID
    assert len(stage.server.asked(WHO)) == 2  # a check asks, whatever is known


@pytest.mark.parametrize(
    ("route", "answer"),
    [
        (WHO, {"did": "did:plc:other", "handle": "eve.bsky.social"}),
        (WHO, {}),
        (UPLOAD, {"blob": {"$type": "blob", "ref": {"$link": "bafk"}, "mimeType": "image/png", "size": 1}}),
        (UPLOAD, {"blob": {"ref": "bafk"}}),
        (UPLOAD, {}),
    ],
)
def test_an_answer_that_is_none_is_asked_for_again(stage: OnTheWire, route: str, answer: dict[str, Any]) -> None:
    stage.server.add_fault(Fault("none", says=exactly(200, answer)), route=route)
    with pytest.raises(NotSent):
        stage.platform.check()
        stage.platform.prepare(replace(PART, pictures=(PNG,)))
    stage.platform.check()
    assert len(stage.platform.prepare(replace(PART, pictures=(PNG,)))) == 1


def test_a_post_that_is_read_without_its_contents_is_no_thread(stage: OnTheWire) -> None:
    stage.platform.publish(PART)
    stage.server.add_fault(Fault("no cid", says=exactly(200, {"uri": URI, "value": {"text": "x"}})), route=READ)
    with pytest.raises(PublishError):
        stage.platform.prepare(replace(PART, number=2, after=URI))
    assert stage.memory.kept == {}


# --- the same again -----------------------------------------------------------------------------------------------


def test_the_same_again_is_the_same_post_at_any_time(stage: OnTheWire) -> None:
    first = stage.platform.publish(PART)
    stage.clock.wait(timedelta(days=200).total_seconds())
    assert stage.platform.publish(TRIED) == first
    assert stage.server.texts == [PART.text]
    one, other = (json.loads(each.body) for each in stage.server.asked())
    assert one == other


@pytest.mark.parametrize("part", [PART, TRIED])
def test_what_is_under_our_key_already_is_taken_for_ours_if_it_has_our_words(stage: OnTheWire, part: Part) -> None:
    first = stage.platform.publish(PART)
    server(stage).records[KEY]["langs"] = ["en"]  # as an older version of ours might have written it
    assert stage.platform.publish(part) == first
    assert stage.server.texts == [PART.text]


def test_what_is_under_our_key_and_not_ours_is_not_touched(stage: OnTheWire) -> None:
    stage.platform.publish(PART)
    server(stage).records[KEY]["text"] = "another"
    with pytest.raises(Refused, match="another post under the key") as caught:
        stage.platform.publish(PART)
    assert "bot retry" in caught.value.hint
    assert stage.platform.look_up(PART) is None
    assert stage.server.texts == [PART.text]


@pytest.mark.parametrize("fault", [faults.FAILURES[0], faults.LIMITS[0], faults.GIBBERISH[1], faults.CUTS[0]], ids=str)
def test_what_is_under_our_key_and_cannot_be_read_is_unconfirmed(stage: OnTheWire, fault: Fault) -> None:
    stage.platform.publish(PART)
    stage.server.add_fault(SWAP)
    stage.server.add_fault(fault, route=READ)
    assert isinstance(published(stage, TRIED), Unconfirmed)
    assert stage.platform.look_up(TRIED) == Receipt(URI, URL)


def test_what_was_deleted_is_not_found(stage: OnTheWire) -> None:
    stage.platform.publish(PART)
    assert stage.platform.look_up(PART) == Receipt(URI, URL)
    server(stage).delete(KEY)
    assert stage.platform.look_up(PART) is None
    assert stage.platform.look_up(replace(PART, since=None)) is None


@pytest.mark.parametrize("fault", [*faults.FAILURES[:4], *faults.LIMITS[:2], *faults.GIBBERISH[:4]], ids=str)
def test_reading_that_goes_wrong_proves_nothing(stage: OnTheWire, fault: Fault) -> None:
    stage.platform.publish(PART)
    stage.server.add_fault(fault, route=READ)
    with pytest.raises(NotSent):
        stage.platform.look_up(PART)
    assert stage.platform.look_up(PART) is not None


@pytest.mark.parametrize("words", [{"error": "RecordNotFound"}, {"message": "Could not locate record: at://x"}])
def test_what_is_missing_has_two_names(stage: OnTheWire, words: dict[str, str]) -> None:
    stage.platform.publish(PART)
    stage.server.add_fault(Fault("missing", says=exactly(400, {"error": "InvalidRequest", **words})), route=READ)
    assert stage.platform.look_up(PART) is None


def test_a_picture_that_was_thrown_away_is_there_again_after_the_next_upload(stage: OnTheWire) -> None:
    part = with_uploads(stage, replace(PART, pictures=(PNG,)))
    server(stage).blobs.clear()
    told = published(stage, part)
    assert isinstance(told, NotSent)
    assert told.retry_after == timedelta(minutes=10)  # as long as an upload is good: then it is made again
    again = with_uploads(stage, replace(part, uploads=()))
    assert again.uploads == part.uploads
    assert published(stage, again) == Receipt(URI, URL)


def test_a_picture_lost_after_the_post_is_out_makes_no_second_post(stage: OnTheWire) -> None:
    part = with_uploads(stage, replace(PART, pictures=(PNG,)))
    stage.server.add_fault(Fault("lost", When.FIRST, exactly(400, NO_BLOB.body)))
    published(stage, part)
    assert published(stage, replace(part, tried=True)) == Receipt(URI, URL)
    assert len(stage.server.ledger) == 1


# --- a session ----------------------------------------------------------------------------------------------------


def test_a_session_serves_until_it_is_about_to_end(stage: OnTheWire) -> None:
    stage.platform.publish(PART)
    had = sealed(stage)
    stage.clock.wait(timedelta(minutes=114).total_seconds())
    stage.platform.check()
    assert sealed(stage) == had
    stage.clock.wait(60)
    stage.platform.check()
    (refreshed,) = stage.server.asked(REFRESH)
    assert (refreshed.method, bearer(refreshed), refreshed.body) == ("POST", had["refresh"], b"")
    now = sealed(stage)
    assert now["access"] != had["access"]
    assert now["refresh"] != had["refresh"]
    assert bearer(stage.server.asked(WHO)[-1]) == now["access"]
    assert len(stage.server.asked(SESSION)) == 1


@pytest.mark.parametrize("ours", [timedelta(hours=-5), timedelta(hours=5)], ids=["behind", "ahead"])
def test_a_clock_that_is_wrong_by_hours_locks_nobody_out(stage: OnTheWire, ours: timedelta) -> None:
    stage.platform.publish(PART)
    stage.server.clock = FixedClock(stage.clock.now() - ours)  # ours is wrong, the server's is right
    second = replace(PART, key="k2", text="I read about momentum today.")
    for _ in range(3):
        stage.platform.prepare(second)
        if isinstance(published(stage, second), Receipt):
            break
    assert [out.text for out in stage.server.ledger] == [PART.text, second.text]


def test_the_vault_knows_when_the_refresh_token_ends(stage: OnTheWire) -> None:
    stage.platform.prepare(PART)
    ((name, (secret, ends)),) = stage.memory.sealed.items()
    assert ends == NOW + timedelta(days=90)
    assert canary.VALUE not in f"{name} {secret} {secret!r}"
    assert stage.memory.kept == {}


def test_s06_a_new_pair_is_in_the_vault_before_it_is_used(stage: OnTheWire) -> None:
    stage.platform.prepare(PART)
    for _ in range(3):
        stage.clock.wait(timedelta(hours=2).total_seconds())
        stage.platform.prepare(PART)
        used = {bearer(each) for each in stage.server.asked(WHO)}
        stage.platform.check()
        (new,) = {bearer(each) for each in stage.server.asked(WHO)} - used
        assert new == sealed(stage)["access"]


class Full(Remembered):
    """A vault that takes nothing more."""

    def seal(self, name: str, secret: Secret, ends_at: datetime | None = None) -> None:
        """Say no."""
        raise StoreError("The disk is full.", "make room")


def test_a_pair_that_cannot_be_kept_is_not_used(stage: OnTheWire) -> None:
    full = Full()
    chosen = {"BLUESKY_API": stage.server.url, "BLUESKY_HANDLE": "sam.bsky.social"}
    given = settings.load({**chosen, "BLUESKY_APP_PASSWORD": canary.VALUE})
    account = bluesky.connect(given, full, stage.clock, stage.network)
    with pytest.raises(NotSent, match="The disk is full"):
        account.publish(PART)
    assert [each.route for each in stage.server.requests] == [SESSION]


@pytest.mark.parametrize("fault", [each for each in (*faults.CUTS, *faults.FAILURES) if each.acts], ids=str)
def test_an_answer_lost_while_refreshing_loses_nobody(stage: OnTheWire, fault: Fault) -> None:
    stage.platform.prepare(PART)
    had = sealed(stage)
    stage.clock.wait(timedelta(hours=2).total_seconds())
    stage.server.add_fault(fault, route=REFRESH)
    with pytest.raises(NotSent):
        stage.platform.prepare(PART)
    assert sealed(stage) == had
    stage.clock.wait(timedelta(minutes=119).total_seconds())  # the old token still gives the same pair
    stage.platform.prepare(PART)
    assert sealed(stage) != had
    assert len(stage.server.asked(SESSION)) == 1


def test_a_crash_for_longer_than_the_grace_shows_the_password_once_more(stage: OnTheWire) -> None:
    stage.platform.prepare(PART)
    stage.clock.wait(timedelta(hours=2).total_seconds())
    stage.server.add_fault(next(each for each in faults.CUTS if each.acts), route=REFRESH)
    with pytest.raises(NotSent):
        stage.platform.prepare(PART)
    stage.clock.wait(timedelta(hours=3).total_seconds())
    stage.platform.publish(PART)
    assert len(stage.server.asked(SESSION)) == 2


@pytest.mark.parametrize("lost", ["accessJwt", "refreshJwt", "did"])
@pytest.mark.parametrize("route", [SESSION, REFRESH])
def test_an_empty_token_never_takes_the_place_of_a_good_one(stage: OnTheWire, route: str, lost: str) -> None:
    stage.platform.prepare(PART)
    had = sealed(stage)
    if route == SESSION:
        server(stage).tokens.clear()
    stage.clock.wait(timedelta(hours=2).total_seconds())
    answer = {"accessJwt": "a.b.c", "refreshJwt": "d.e.f", "did": DID, lost: ""}
    stage.server.add_fault(Fault("empty", says=exactly(200, answer)), route=route)
    with pytest.raises(NotSent, match="no tokens"):
        stage.platform.prepare(PART)
    assert sealed(stage) == had


def test_tokens_of_somebody_else_are_not_taken(stage: OnTheWire) -> None:
    stage.platform.prepare(PART)
    had = sealed(stage)
    stage.clock.wait(timedelta(hours=2).total_seconds())
    answer = {"accessJwt": "a.b.c", "refreshJwt": "d.e.f", "did": "did:plc:other"}
    stage.server.add_fault(Fault("other", says=exactly(200, answer)), route=REFRESH)
    with pytest.raises(NotSent):
        stage.platform.prepare(PART)
    assert sealed(stage) == had


@pytest.mark.parametrize("route", [UPLOAD, WHO, READ])
def test_a_token_that_ended_early_is_changed_and_asked_with_again(stage: OnTheWire, route: str) -> None:
    stage.platform.publish(PART)
    stage.server.add_fault(STALE, route=route)
    stage.platform.check()
    stage.platform.look_up(PART)
    stage.platform.prepare(replace(PART, pictures=(PNG,)))
    assert len(stage.server.asked(REFRESH)) == 1
    refused, again = stage.server.asked(route)[:2]
    assert bearer(refused) != bearer(again)


def test_a_post_refused_for_its_token_alone_goes_at_the_next_try(stage: OnTheWire) -> None:
    stage.server.add_fault(STALE)
    told = published(stage, PART)
    assert isinstance(told, NotSent)
    assert len(stage.server.asked()) == 1
    assert published(stage, PART) == Receipt(URI, URL)
    assert len(stage.server.asked(REFRESH)) == 1


def test_who_was_second_takes_what_the_first_has_got(stage: OnTheWire) -> None:
    stage.platform.prepare(PART)
    old = dict(stage.memory.sealed)
    stage.clock.wait(timedelta(hours=2).total_seconds())
    stage.platform.prepare(PART)
    new = dict(stage.memory.sealed)
    stage.memory.sealed = Late(old, new)
    stage.platform.check()
    assert len(stage.server.asked(REFRESH)) == 1


class Late(dict[str, tuple[Secret, datetime | None]]):
    """What is sealed, as it was at the first look and is at the next."""

    def __init__(self, first: dict[str, Any], then: dict[str, Any]) -> None:
        super().__init__(then)
        self._first = dict(first)

    def get(self, name: str, default: Any = None) -> Any:
        return self._first.pop(name, None) or super().get(name, default)


@pytest.mark.parametrize("kept", ["", "no JSON", "[]", "{}", "3", '{"did": "x"}'])
def test_what_the_vault_holds_and_nobody_understands_is_made_anew(stage: OnTheWire, kept: str) -> None:
    stage.platform.prepare(PART)
    (name,) = stage.memory.sealed
    stage.memory.sealed[name] = Secret(kept), None
    stage.platform.publish(PART)
    assert len(stage.server.asked(SESSION)) == 2


def test_a_changed_password_ends_the_refresh_token_and_is_told(stage: OnTheWire) -> None:
    stage.platform.prepare(PART)
    server(stage).tokens.clear()
    server(stage).password = "another"
    stage.clock.wait(timedelta(hours=2).total_seconds())
    with pytest.raises(Blocked, match="who we are") as caught:
        stage.platform.prepare(PART)
    assert "bot login bluesky" in caught.value.hint
    assert len(stage.server.asked(SESSION)) == 2


@pytest.mark.parametrize("status", ["takendown", "suspended", "deactivated"])
def test_a_closed_account_is_told_and_pauses_the_platform(stage: OnTheWire, status: str) -> None:
    server(stage).status = status
    for act in (stage.platform.check, lambda: stage.platform.prepare(PART), lambda: stage.platform.publish(PART)):
        with pytest.raises(Blocked, match=status):
            act()
    assert stage.memory.sealed == {}
    server(stage).status = ""
    stage.platform.prepare(PART)
    server(stage).status = status
    with pytest.raises(Blocked, match="does not let the account post"):
        stage.platform.publish(PART)


@pytest.mark.parametrize(
    "token", ["", "a.b", "a..b", "a.!!.b", "a.bnVsbA.b", "a.eyJleHAiOiAieCJ9.b", "a.eyJleHAiOiAxZTk5fQ.b"]
)
def test_a_token_that_does_not_tell_its_end_has_none(token: str) -> None:
    assert ends_at(Secret(token)) is None
    assert ends_at(Secret("a.eyJleHAiOiA2MH0.b")) == datetime(1970, 1, 1, 0, 1, tzinfo=UTC)


# --- where the account lives --------------------------------------------------------------------------------------


@dataclass
class Everywhere(httpx.BaseTransport):
    """Answers for every host, and writes down who was asked for what."""

    home: str
    asked: list[httpx.Request] = field(default_factory=list)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Let anybody in, and take anything."""
        self.asked.append(request)
        if request.url.path.endswith("createSession"):
            document = {"service": [{"id": "#other", "serviceEndpoint": "https://x.example"}, {"id": 3}, self._pds()]}
            return httpx.Response(200, json={"did": DID, "accessJwt": "a", "refreshJwt": "r", "didDoc": document})
        return httpx.Response(200, json={"uri": URI, "cid": "bafy"})

    def _pds(self) -> dict[str, str]:
        return {"id": f"{DID}#atproto_pds", "serviceEndpoint": self.home}


@contextmanager
def living_at(home: str, api: str) -> Iterator[tuple[Platform, Everywhere]]:
    wire = Everywhere(home)
    environ = {"BLUESKY_API": api, "BLUESKY_HANDLE": "@sam.bsky.social", "BLUESKY_APP_PASSWORD": canary.VALUE}
    yield bluesky.connect(settings.load(environ), Remembered(), FixedClock(NOW), wire), wire


@pytest.mark.parametrize(
    ("home", "api"),
    [
        ("https://morel.us-east.host.bsky.network", "https://bsky.social"),
        ("https://morel.us-east.host.bsky.network/", "https://bsky.social"),
        ("https://bsky.social", "https://bsky.social"),
        ("http://localhost:2583", "http://127.0.0.1:2582"),
        ("http://127.0.0.1:2583", "http://127.0.0.1:2583"),
    ],
)
def test_the_post_goes_to_the_server_the_account_lives_on(home: str, api: str) -> None:
    with living_at(home, api) as (account, wire):
        account.publish(PART)
        login, post = wire.asked
        assert str(login.url) == f"{api}/xrpc/com.atproto.server.createSession"
        assert json.loads(login.content)["identifier"] == "sam.bsky.social"
        assert str(post.url) == f"{home.rstrip('/')}/xrpc/com.atproto.repo.putRecord"
        assert post.headers["authorization"] == "Bearer a"


@pytest.mark.parametrize(
    "home",
    [
        "http://morel.us-east.host.bsky.network",
        "http://bsky.social",
        "http://127.0.0.1:9",
        "https://sam:word@bsky.social",
        "ftp://bsky.social",
        "file:///etc/passwd",
        "//bsky.social",
        "bsky.social",
        "https://",
        "https://bsky.social:x",
    ],
)
def test_no_token_goes_where_anybody_could_read_it(home: str) -> None:
    with living_at(home, "https://bsky.social") as (account, wire):
        with pytest.raises(Blocked, match=r"says that your account lives|an address for your account") as caught:
            account.publish(PART)
        assert caught.value.hint
        assert [each.url.host for each in wire.asked] == ["bsky.social"]


def test_without_a_document_the_account_lives_where_it_logs_in() -> None:
    with living_at("", "https://pds.example.org") as (account, wire):
        account.publish(PART)
        assert {each.url.host for each in wire.asked} == {"pds.example.org"}


# --- a rehearsal --------------------------------------------------------------------------------------------------


def test_a_rehearsal_shows_the_post_and_no_login() -> None:
    from bot.platforms.rehearsal import Rehearsal

    environ = {"BLUESKY_HANDLE": "sam.bsky.social", "BLUESKY_APP_PASSWORD": canary.VALUE}
    wire, memory = Rehearsal(), Believing()
    account = bluesky.connect(settings.load(environ), memory, FixedClock(NOW), wire)
    with pytest.raises(NotSent):
        account.publish(replace(PART, pictures=(PNG,), uploads=("(picture 1)",)))
    shown = "\n".join(wire.shown())
    assert "putRecord" in shown
    assert '"image": "(picture 1)"' in shown
    assert "createSession" not in shown


class Believing(Remembered):
    """A memory that knows everything, as a rehearsal has it."""

    def unseal(self, name: str) -> Secret:
        """Return a word in the place of a secret."""
        return Secret(f"({name})")
