"""Proxies and private certificate authorities are honoured by every client that asks over HTTP, and TLS is verified."""

import datetime
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot import settings
from bot.activity.github import GitHub
from bot.clock import FixedClock
from bot.errors import BotError, NotSent
from bot.phone.telegram import Telegram
from bot.platforms import connect
from bot.redact import Secret
from tests import canary
from tests.platforms.contract import NOW
from tests.platforms.remembered import Remembered

ANSWER = b"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}"
AUTHORITIES = ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
CLIENTS = ("x", "linkedin", "bluesky", "github", "telegram")


@dataclass
class Heard:
    """What a server on loopback was asked, in the clear."""

    port: int = 0
    lines: list[bytes] = field(default_factory=list)


def ask(client: str, api: str, home: Path) -> None:
    """Ask once by one of our clients, whatever comes back."""
    if client == "github":
        hub = GitHub(Secret(canary.VALUE), FixedClock(NOW), 0, print, api)
        try:
            hub.ask("/rate_limit", "the limits")
        finally:
            hub.close()
        return
    if client == "telegram":
        Telegram(api, Secret(f"123456789:{canary.VALUE}"), FixedClock(NOW)).me()
        return
    environ = {"BOT_HOME": str(home), f"{client.upper()}_API": api, f"{client.upper()}_THROUGH": "api"}
    environ["BLUESKY_HANDLE"] = "sam.bsky.social"
    chosen = settings.load({**environ, **dict.fromkeys(canary.SECRETS, canary.VALUE)})
    connect(client, chosen, Remembered(), FixedClock(NOW)).check()


@contextmanager
def listening(talk: Callable[[socket.socket, Heard], None]) -> Iterator[Heard]:
    """Serve connections on loopback until the block ends."""
    heard = Heard()
    with socket.create_server(("127.0.0.1", 0)) as server:
        heard.port = server.getsockname()[1]
        server.settimeout(0.05)
        stop = threading.Event()

        def _serve() -> None:
            while not stop.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                with connection:
                    connection.settimeout(5)
                    talk(connection, heard)

        thread = threading.Thread(target=_serve)
        thread.start()
        try:
            yield heard
        finally:
            stop.set()
            thread.join(10)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Make a certificate nobody else vouches for, for 127.0.0.1, and return it with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a company of one")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC))
        .not_valid_after(datetime.datetime(2099, 1, 1, tzinfo=datetime.UTC))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("authority")
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return folder / "cert.pem", folder / "key.pem"


def over_tls(authority: tuple[Path, Path]) -> Callable[[socket.socket, Heard], None]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*authority)

    def _talk(connection: socket.socket, heard: Heard) -> None:
        try:
            with context.wrap_socket(connection, server_side=True) as safe:
                heard.lines.append(safe.recv(65536).partition(b"\r\n")[0])
                safe.sendall(ANSWER)
        except OSError:
            heard.lines.append(b"no handshake")

    return _talk


@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"])
@pytest.mark.parametrize("client", CLIENTS)
def test_a_private_authority_of_the_environment_is_trusted(
    client: str, name: str, authority: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for other in AUTHORITIES:
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setenv(name, str(authority[0]))
    with listening(over_tls(authority)) as heard, pytest.raises(BotError):
        ask(client, f"https://127.0.0.1:{heard.port}", tmp_path)
    assert heard.lines
    assert all(line.startswith((b"GET /", b"POST /")) for line in heard.lines), heard.lines


@pytest.mark.parametrize("client", CLIENTS)
def test_whom_nobody_vouches_for_is_told_nothing(
    client: str, authority: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in AUTHORITIES:
        monkeypatch.delenv(name, raising=False)
    with listening(over_tls(authority)) as heard, pytest.raises(BotError) as told:
        ask(client, f"https://127.0.0.1:{heard.port}", tmp_path)
    assert set(heard.lines) == {b"no handshake"}
    assert client == "github" or isinstance(told.value, NotSent)


@pytest.mark.parametrize("client", CLIENTS)
def test_a_proxy_of_the_environment_is_asked_for_the_way_and_sees_no_secret(
    client: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def _refuse(connection: socket.socket, heard: Heard) -> None:
        heard.lines.append(connection.recv(65536))
        connection.sendall(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n")

    with listening(_refuse) as heard:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{heard.port}")
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        with pytest.raises(BotError):
            ask(client, "https://api.example.org", tmp_path)
    assert heard.lines
    assert all(line.startswith(b"CONNECT api.example.org:443") for line in heard.lines)
    assert canary.VALUE.encode() not in b"".join(heard.lines)


@pytest.mark.parametrize("client", ["X", "LINKEDIN", "MASTODON", "BLUESKY", "GITHUB", "TELEGRAM"])
@pytest.mark.parametrize(
    "api",
    [
        "http://api.example.org",
        "http://169.254.169.254",
        "http://10.0.0.1:8080",
        "ftp://api.example.org",
        "https://api.example.org?a=b",
        "x",
    ],
)
def test_s23_a_host_is_moved_to_https_or_to_loopback_and_nowhere_else(client: str, api: str, tmp_path: Path) -> None:
    with pytest.raises(BotError):
        settings.load({"BOT_HOME": str(tmp_path), f"{client}_API": api})
