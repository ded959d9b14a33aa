"""A line on the phone: what goes to ntfy, what its answers mean, and that its address is nobody's to read."""

import json
import logging
import socket
import threading
from collections.abc import Iterator

import httpx
import pytest
import respx
from hypothesis import example, given
from hypothesis import strategies as st

from bot.errors import Blocked, NotSent, PublishError, Refused, Unconfirmed
from bot.redact import Secret
from bot.reports.mail import ntfy

TOPIC = "sam-learns-aloud-7f3a91"
ADDRESS = Secret(f"https://ntfy.example/{TOPIC}")
TAKEN = {"id": "x7", "event": "message", "topic": TOPIC}


@pytest.fixture
def wire() -> Iterator[respx.MockRouter]:
    with respx.mock(assert_all_called=False) as router:
        yield router


def failed(address: Secret = ADDRESS) -> PublishError:
    with pytest.raises(PublishError) as caught:
        ntfy.push(address, "Title", "text")
    assert caught.value.hint
    assert TOPIC not in f"{caught.value!r} {caught.value.hint} {caught.value.__cause__!r}"
    return caught.value


def test_title_and_text_arrive_whatever_letters_they_have(wire: respx.MockRouter) -> None:
    route = wire.post("https://ntfy.example/").respond(200, json=TAKEN)
    ntfy.push(ADDRESS, "Zwei Entwürfe\r\nX-Evil: 1 🙂", "Zeile 1\nzweite\r\ndritte\x00")
    (call,) = route.calls
    assert json.loads(call.request.content) == {
        "topic": TOPIC,
        "title": "Zwei Entwürfe X-Evil: 1 🙂",
        "message": "Zeile 1\nzweite\ndritte",
    }
    assert TOPIC not in f"{call.request.url} {call.request.headers}"


def test_a_name_or_a_token_in_the_address_is_used_to_sign_in(wire: respx.MockRouter) -> None:
    route = wire.post("https://ntfy.example/").respond(200, json=TAKEN)
    ntfy.push(Secret(f"https://:tk_0815@ntfy.example/{TOPIC}"), "Title", "text")
    assert route.calls[0].request.headers["authorization"].startswith("Basic ")


def test_a_secret_is_not_told_to_whoever_knows_the_topic(wire: respx.MockRouter) -> None:
    route = wire.post("https://ntfy.example/").respond(200, json=TAKEN)
    token = "ghp_" + "a1B2" * 9
    ntfy.push(ADDRESS, f"{token} failed", f"because {token}")
    assert token not in route.calls[0].request.content.decode()


@pytest.mark.parametrize(
    ("status", "body", "kind", "sentence"),
    [
        (429, {"error": "limit reached"}, NotSent, "ntfy takes no more for now (limit reached)."),
        (507, {}, NotSent, "ntfy takes no more for now (status 507)."),
        (401, {"error": "unauthorized"}, Blocked, "ntfy does not let us write to that topic (unauthorized)."),
        (403, {"error": f"not {TOPIC}"}, Blocked, "ntfy does not let us write to that topic (not •••)."),
        (404, {"error": "page not found"}, Blocked, "There is no ntfy at NTFY_ADDRESS (page not found)."),
        (405, {}, Blocked, "There is no ntfy at NTFY_ADDRESS (status 405)."),
        (301, {}, Blocked, "ntfy is elsewhere (status 301)."),
        (400, {"error": "invalid"}, Refused, "ntfy refused it (invalid)."),
        (413, {}, Refused, "ntfy refused it (status 413)."),
        (408, {}, Unconfirmed, "ntfy may have told your phone or not (status 408)."),
        (500, {}, Unconfirmed, "ntfy may have told your phone or not (status 500)."),
        (502, {}, Unconfirmed, "ntfy may have told your phone or not (status 502)."),
        (200, {}, Unconfirmed, "What answered is no ntfy, or not as we know it (status 200)."),
        (204, {}, Unconfirmed, "What answered is no ntfy, or not as we know it (status 204)."),
    ],
)
def test_what_an_answer_means(
    status: int, body: dict[str, str], kind: type[PublishError], sentence: str, wire: respx.MockRouter
) -> None:
    wire.post("https://ntfy.example/").respond(status, json=body)
    told = failed()
    assert (type(told), told.message) == (kind, sentence)


@pytest.mark.parametrize("body", [b"", b"<html>Log in</html>", b"[1]", b'{"error": 7}'])
def test_a_200_that_is_no_receipt_is_unconfirmed(body: bytes, wire: respx.MockRouter) -> None:
    wire.post("https://ntfy.example/").respond(200, content=body)
    assert isinstance(failed(), Unconfirmed)


def test_a_server_that_is_not_there_was_surely_not_told_and_one_that_falls_silent_perhaps(
    wire: respx.MockRouter,
) -> None:
    wire.post("https://ntfy.example/").mock(side_effect=httpx.ConnectError(f"no {TOPIC}"))
    assert isinstance(failed(), NotSent)
    wire.post("https://ntfy.example/").mock(side_effect=httpx.ReadTimeout(f"no {TOPIC}"))
    told = failed()
    assert isinstance(told, Unconfirmed)
    assert told.hint == "look at your phone: it is not sent again by itself"


def test_an_address_that_is_none_leads_nowhere() -> None:
    for wrong in ("", "ntfy.sh/x", "https://ntfy.sh/", "https://ntfy.sh/a b"):
        assert isinstance(failed(Secret(wrong)), Blocked)


def test_over_a_real_connection_and_without_a_word_in_the_logs(caplog: pytest.LogCaptureFixture) -> None:
    heard: list[bytes] = []
    body = json.dumps(TAKEN).encode()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def _serve() -> None:
            connection, _ = listening.accept()
            with connection:
                while b'"message"' not in b"".join(heard):
                    heard.append(connection.recv(65536))
                connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%b" % (len(body), body))

        thread = threading.Thread(target=_serve)
        thread.start()
        with caplog.at_level(logging.DEBUG):
            ntfy.push(Secret(f"http://127.0.0.1:{listening.getsockname()[1]}/{TOPIC}"), "Title", "text")
        thread.join(5)
    assert b"".join(heard).startswith(b"POST / HTTP/1.1\r\n")
    assert TOPIC not in caplog.text


@given(st.text(max_size=3000) | st.lists(st.text(max_size=900)).map("\n".join))
@example("x" * 4096)
@example("x" * 4097)
@example("é" * 3000)
@example("line\n" * 900)
@example("\n" * 5000)
def test_a_long_text_is_cut_at_a_line_and_never_within_a_letter(text: str) -> None:
    found = ntfy.cut(text)
    assert len(found.encode(errors="strict")) <= ntfy.MOST_BYTES
    if found != text:
        kept = found.removesuffix("\n…")
        assert text.startswith(kept)
        assert text[len(kept)] == "\n" or "\n" not in text[: len(kept) + 1].strip("\n")
