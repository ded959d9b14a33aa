"""Bluesky's server itself, asked in plain HTTP: it keeps the rules of its contract; most of what is asked is wrong."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import httpx
import pytest

from bot.clock import FixedClock
from tests import canary
from tests.platforms.servers import bluesky_words
from tests.platforms.servers.bluesky import Bluesky
from tests.platforms.servers.faults import Fault
from tests.platforms.servers.wire import Shown

NOW = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n and so on"
TRUST = ssl.create_default_context()  # once: it takes longer than a request
KEY, OTHER = "3kabcdefghij2", "3kabcdefghij3"
REPO, SERVER = "com.atproto.repo.", "com.atproto.server."
LINK = "app.bsky.richtext.facet#link"


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def server(clock: FixedClock) -> Iterator[Bluesky]:
    with Bluesky(clock) as server:
        server.hold_seconds = 0.3
        yield server


def ask(server: Bluesky, name: str, token: str = "", **more: Any) -> httpx.Response:
    method = "GET" if name.startswith((f"{REPO}get", f"{SERVER}get")) else "POST"
    headers = {**({"Authorization": f"Bearer {token}"} if token else {}), **more.pop("headers", {})}
    with httpx.Client(timeout=5, verify=TRUST) as client:
        return client.request(method, f"{server.url}/xrpc/{name}", headers=headers, **more)


def login(server: Bluesky, **changed: str) -> httpx.Response:
    asked = {"identifier": server.handle, "password": canary.VALUE, **changed}
    return ask(server, f"{SERVER}createSession", json=asked)


def pair(server: Bluesky) -> tuple[str, str]:
    said = login(server).json()
    return said["accessJwt"], said["refreshJwt"]


def record(text: str = "hello", **changed: Any) -> dict[str, Any]:
    return {"$type": "app.bsky.feed.post", "text": text, "createdAt": "2026-11-21T08:30:00.000Z", **changed}


def put(server: Bluesky, what: Any = None, token: str = "", **changed: Any) -> httpx.Response:
    where = {"repo": server.did, "collection": "app.bsky.feed.post", "rkey": KEY, "swapRecord": None, "validate": True}
    asked = {**where, "record": what or record(), **changed}
    return ask(server, f"{REPO}putRecord", token or pair(server)[0], json=asked)


def named(said: httpx.Response) -> tuple[int, str]:
    return said.status_code, said.json().get("error", "")


def facet(start: Any, end: Any, **feature: Any) -> dict[str, Any]:
    return {
        "index": {"byteStart": start, "byteEnd": end},
        "features": [feature or {"$type": LINK, "uri": "https://a.b"}],
    }


# --- who asks -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("changed", [{"password": "wrong"}, {"identifier": "eve.bsky.social"}])
def test_who_has_not_the_password_is_not_let_in(server: Bluesky, changed: dict[str, str]) -> None:
    assert named(login(server, **changed)) == (401, "AuthenticationRequired")


def test_each_token_is_for_its_own_calls(server: Bluesky) -> None:
    access, refresh = pair(server)
    assert ask(server, f"{SERVER}getSession", access).json()["did"] == server.did
    assert named(ask(server, f"{SERVER}getSession", refresh)) == (400, "InvalidToken")
    assert named(ask(server, f"{SERVER}refreshSession", access)) == (400, "InvalidToken")
    assert named(ask(server, f"{SERVER}getSession")) == (401, "AuthMissing")
    assert named(put(server, token="no token")) == (400, "InvalidToken")


def test_an_access_token_that_has_ended_is_a_400(server: Bluesky, clock: FixedClock) -> None:
    access, _ = pair(server)
    clock.wait(7199)
    assert ask(server, f"{SERVER}getSession", access).status_code == 200
    clock.wait(1)
    assert named(ask(server, f"{SERVER}getSession", access)) == (400, "ExpiredToken")


def test_a_refresh_token_is_changed_for_the_same_pair_for_two_hours(server: Bluesky, clock: FixedClock) -> None:
    _, refresh = pair(server)
    first = ask(server, f"{SERVER}refreshSession", refresh).json()
    assert first["refreshJwt"] != refresh
    clock.wait(7199)
    assert ask(server, f"{SERVER}refreshSession", refresh).json() == first
    clock.wait(1)
    assert named(ask(server, f"{SERVER}refreshSession", refresh)) == (400, "ExpiredToken")
    assert ask(server, f"{SERVER}refreshSession", first["refreshJwt"]).status_code == 200
    assert named(ask(server, f"{SERVER}refreshSession", first["refreshJwt"], json={})) == (400, "InvalidRequest")


def test_the_password_may_be_shown_thirty_times(server: Bluesky, clock: FixedClock) -> None:
    assert [login(server).status_code for _ in range(31)] == [200] * 30 + [429]
    clock.wait(300)
    said = login(server)
    assert said.headers["ratelimit-remaining"] == "29"
    assert int(said.headers["ratelimit-reset"]) - clock.now().timestamp() == 300
    assert said.headers["ratelimit-policy"] == "30;w=300"


# --- posting ------------------------------------------------------------------------------------------------------


def test_the_same_is_nothing_new_and_something_else_is_refused_unless_it_may_overwrite(server: Bluesky) -> None:
    first, again = put(server), put(server, dict(reversed(record().items())))
    assert first.json()["uri"] == again.json()["uri"] == server.ledger[0].id
    assert first.json()["cid"] == again.json()["cid"]
    assert ("commit" in first.json(), "commit" in again.json()) == (True, False)
    assert named(put(server, record("other"))) == (400, "InvalidSwap")
    assert named(put(server, record("other"), rkey=OTHER, swapRecord="bafy")) == (400, "InvalidSwap")
    assert server.texts == ["hello"]
    assert put(server, record("other"), swapRecord=first.json()["cid"]).status_code == 200
    asked = {"repo": server.did, "collection": "app.bsky.feed.post", "rkey": KEY, "record": record("a third")}
    assert ask(server, f"{REPO}putRecord", pair(server)[0], json=asked).status_code == 200
    assert server.texts == ["a third"]


@pytest.mark.parametrize(
    "changed",
    [
        {"rkey": "hello"},
        {"rkey": "zzzzzzzzzzzzz"},
        {"rkey": "3kabcdefghij1"},
        {"collection": "app.bsky.feed.like"},
        {"repo": "did:plc:somebody"},
        {"more": 1},
        {"record": [1]},
        {"record": record(more=1)},
        {"record": record("x" * 301)},
        {"record": record("👨‍👩‍👧‍👦" * 121)},
        {"record": record(createdAt="2026-11-21 08:30")},
        {"record": {"text": "hello", "createdAt": "2026-11-21T08:30:00.000Z"}},
        {"record": record(facets=[facet(0, 6)])},
        {"record": record(facets=[facet(3, 3)])},
        {"record": record(facets=[facet(-1, 3)])},
        {"record": record(facets=[facet("0", 3)])},
        {"record": record(facets=[facet(2, 4), facet(0, 2)])},
        {"record": record(facets=[facet(0, 3), facet(2, 4)])},
        {"record": record("Grüße", facets=[facet(0, 3)])},
        {"record": record("Grüße", facets=[facet(3, 4)])},
        {"record": record(facets=[facet(0, 3, **{"$type": LINK, "uri": "no address"})])},
        {"record": record(facets=[facet(0, 3, **{"$type": "app.bsky.richtext.facet#tag", "tag": "#a"})])},
        {"record": record(facets=[facet(0, 3, **{"$type": "app.bsky.richtext.facet#tag", "tag": "a" * 65})])},
        {"record": record(facets=[facet(0, 3, **{"$type": "app.bsky.richtext.facet#x", "x": "a"})])},
        {"record": record(reply={"parent": {"uri": "at://x", "cid": "y"}})},
        {"record": record(reply={"root": {"uri": "at://x", "cid": "y"}, "parent": {"uri": "at://x", "cid": "y"}})},
        {"record": record(embed={"$type": "app.bsky.embed.images", "images": []})},
        {"record": record(embed={"$type": "app.bsky.embed.images", "images": [{"alt": ""}]})},
    ],
    ids=str,
)
def test_what_is_not_as_it_has_to_be_is_refused(server: Bluesky, changed: dict[str, Any]) -> None:
    assert put(server, **changed).status_code in (400, 401)
    assert server.ledger == []


def test_facets_are_counted_in_bytes(server: Bluesky) -> None:
    assert put(server, record("Grüße", facets=[facet(0, 2), facet(2, 7)])).status_code == 200


def test_a_reply_names_what_is_there_by_its_contents(server: Bluesky) -> None:
    said = put(server).json()
    parent = {"uri": said["uri"], "cid": said["cid"]}
    wrong = record("two", reply={"root": parent, "parent": {**parent, "cid": "bafyother"}})
    assert put(server, wrong, rkey=OTHER).status_code == 400
    assert put(server, record("two", reply={"root": parent, "parent": parent}), rkey=OTHER).status_code == 200
    assert [each.in_reply_to for each in server.ledger] == ["", said["uri"]]


# --- pictures and reading -----------------------------------------------------------------------------------------


def upload(server: Bluesky, content: bytes = PNG, kind: str = "image/png") -> httpx.Response:
    return ask(server, f"{REPO}uploadBlob", pair(server)[0], content=content, headers={"Content-Type": kind})


def shown(blob: Any, **changed: Any) -> dict[str, Any]:
    return record(embed={"$type": "app.bsky.embed.images", "images": [{"image": blob, "alt": "A", **changed}]})


def test_a_picture_is_out_with_the_post_that_shows_it(server: Bluesky) -> None:
    blob = upload(server).json()["blob"]
    assert upload(server).json()["blob"] == blob
    assert put(server, shown(blob)).status_code == 200
    assert server.ledger[0].pictures == (Shown(sha256(PNG).hexdigest(), "A"),)


def test_pictures_that_are_none_are_refused(server: Bluesky) -> None:
    blob = upload(server).json()["blob"]
    assert upload(server, kind="text/plain").status_code == 400
    assert named(put(server, shown({**blob, "ref": {"$link": "bafkreiother"}}))) == (400, "BlobNotFound")
    assert named(put(server, shown({**blob, "size": 1}))) == (400, "InvalidMimeType")
    assert put(server, shown(blob, alt=None)).status_code == 400
    assert put(server, shown(upload(server, b"no picture").json()["blob"])).status_code == 400
    large = upload(server, PNG + bytes(2_000_000)).json()["blob"]
    assert put(server, shown(large)).status_code == 400
    assert server.ledger == []


def test_a_post_is_read_by_its_address_until_it_is_deleted(server: Bluesky) -> None:
    where = {"repo": server.did, "collection": "app.bsky.feed.post", "rkey": KEY}
    assert named(ask(server, f"{REPO}getRecord", params=where)) == (400, "RecordNotFound")
    said = put(server).json()
    found = ask(server, f"{REPO}getRecord", params=where).json()
    assert found == {"uri": said["uri"], "cid": said["cid"], "value": record()}
    server.delete(KEY)
    assert named(ask(server, f"{REPO}getRecord", params=where)) == (400, "RecordNotFound")
    assert named(ask(server, f"{REPO}getRecord", params={**where, "repo": "did:plc:x"})) == (400, "InvalidRequest")
    assert server.ledger == []


def test_a_closed_account_reads_its_own_status_and_does_nothing(server: Bluesky) -> None:
    access, _ = pair(server)
    server.status = "takendown"
    assert named(put(server, token=access)) == (401, "AccountTakendown")
    assert login(server).json()["active"] is False


# --- faults -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", bluesky_words.FAULTS, ids=str)
def test_a_fault_of_bluesky_is_as_it_says(server: Bluesky, row: Fault) -> None:
    server.add_fault(row)
    assert str(put(server).status_code) == row.name[:3]
    assert (len(server.ledger) == 1) is row.acts


def test_a_limit_names_the_end_of_its_window(server: Bluesky, clock: FixedClock) -> None:
    server.add_fault(next(each for each in bluesky_words.FAULTS if "600 s" in each.name))
    ends = datetime.fromtimestamp(int(put(server).headers["ratelimit-reset"]), UTC)
    assert ends - clock.now() == timedelta(minutes=10)
