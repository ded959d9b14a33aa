"""The one question of http.py: did the request leave? Asked over the fake wire and over real sockets."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from time import sleep

import httpx
import pytest
import respx

from bot import http
from bot.clock import stopwatch
from bot.errors import NotSent, Unconfirmed

URL = "http://127.0.0.1:9/posts?access_token=canary0f5e1cretsing"


@contextmanager
def server(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """Serve one connection on loopback with whatever bytes `answer` sends."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def _serve() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.recv(65536)
                answer(connection)

        thread = threading.Thread(target=_serve)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        thread.join(5)


def post(url: str) -> httpx.Response:
    with http.client() as client:
        return http.send(client, client.build_request("POST", url, json={"text": "hello"}))


def test_a_refused_connection_was_surely_not_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(NotSent, match=r"127\.0\.0\.1 could not be reached"):
        post(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize("error", [httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ConnectError])
@respx.mock
def test_what_failed_before_the_connection_was_surely_not_sent(error: type[httpx.TransportError]) -> None:
    respx.post(url__startswith="http://127.0.0.1").mock(side_effect=error("canary0f5e1cretsing"))
    with pytest.raises(NotSent) as caught:
        post(URL)
    assert "canary" not in f"{caught.value!r} {caught.value.__cause__} {caught.value.hint}"


@pytest.mark.parametrize("error", [httpx.ReadTimeout, httpx.WriteTimeout, httpx.ReadError, httpx.RemoteProtocolError])
@respx.mock
def test_what_failed_after_the_connection_is_perhaps_sent(error: type[httpx.TransportError]) -> None:
    respx.post(url__startswith="http://127.0.0.1").mock(side_effect=error("canary0f5e1cretsing"))
    with pytest.raises(Unconfirmed, match=error.__name__) as caught:
        post(URL)
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Le",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{",
        b"\x00\x01 no HTTP\r\n\r\n",
        b"HTTP/1.1 201 Created\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain",
    ],
    ids=["closed", "cut headers", "cut body", "no HTTP", "packed wrongly"],
)
def test_a_broken_answer_is_perhaps_sent(answer: bytes) -> None:
    with server(lambda connection: connection.sendall(answer)) as url, pytest.raises(Unconfirmed):
        post(url)


def test_an_answer_without_end_is_cut_off() -> None:
    def endless(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        try:
            while True:
                connection.sendall(b"x" * 65536)
        except OSError:
            return

    with server(endless) as url, pytest.raises(Unconfirmed):
        post(url)


@pytest.mark.parametrize(
    "begins",
    [b"HTTP/1.1 201 Created\r\n", b"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n"],
    ids=["headers", "body"],
)
def test_an_answer_that_only_drips_is_cut_off_in_time(begins: bytes) -> None:
    """No single wait is long here; all together they would have no end."""

    def dripping(connection: socket.socket) -> None:
        connection.sendall(begins)
        with suppress(OSError):
            while True:
                connection.sendall(b"1\r\n:\r\n" if b"chunked" in begins else b"x-drip: .\r\n")
                sleep(0.02)

    waited = stopwatch()
    with server(dripping) as url, http.client() as client, pytest.raises(Unconfirmed):
        http.send(client, client.build_request("POST", url), within=0.3)
    assert 0.3 <= waited() < 5


def test_an_answer_packed_twice_is_not_unpacked() -> None:
    import gzip

    body = gzip.compress(gzip.compress(b'{"id": "2"}'))
    head = b"HTTP/1.1 201 Created\r\nContent-Encoding: gzip, gzip\r\nContent-Length: %d\r\n\r\n" % len(body)
    with server(lambda connection: connection.sendall(head + body)) as url, pytest.raises(Unconfirmed):
        post(url)


def test_a_whole_answer_comes_back_whole_and_a_redirect_is_not_followed() -> None:
    body = b'{"id": "1"}'
    head = b"HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: %d\r\n\r\n" % len(body)
    with server(lambda connection: connection.sendall(head + body)) as url:
        answer = post(url)
    assert (answer.status_code, answer.json()) == (307, {"id": "1"})


def test_a_packed_answer_is_read_unpacked() -> None:
    import gzip

    body = gzip.compress(b'{"id": "2"}')
    head = b"HTTP/1.1 201 Created\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(body)
    with server(lambda connection: connection.sendall(head + body)) as url:
        assert post(url).json() == {"id": "2"}


def test_what_cannot_be_unpacked_is_perhaps_sent() -> None:
    head = b"HTTP/1.1 201 Created\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nno"
    with server(lambda connection: connection.sendall(head)) as url, pytest.raises(Unconfirmed, match="DecodingError"):
        post(url)


@pytest.mark.parametrize("charset", ["utf-16", "base64", "idna", "rot13", "no-such"])
def test_an_answer_that_names_a_wrong_alphabet_can_still_be_read(charset: str) -> None:
    head = f"HTTP/1.1 403 Forbidden\r\nContent-Type: text/html; charset={charset}\r\nContent-Length: 3\r\n\r\n"
    with server(lambda connection: connection.sendall(head.encode() + b"no\xff")) as url:
        assert post(url).text == "no\ufffd"
