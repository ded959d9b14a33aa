"""A real mail server on loopback: it signs people in, speaks TLS in either way, keeps what it takes, fails when asked.

Odd about it: `faults` are per phase and last until they are taken out. What it took before a fault is in `received`,
whether or not the sender ever heard so: that is the truth a test compares with.
"""

import asyncio
import logging
import socket
import ssl
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest
import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests import canary

GREETING, EHLO, STARTTLS, AUTH, MAIL, RCPT, DATA, QUIT = (
    "greeting",
    "ehlo",
    "starttls",
    "auth",
    "mail",
    "rcpt",
    "data",
    "quit",
)
MIDWAY = "midway"  # it was said to go on, and the mail is on its way
TAKEN = "taken"  # the mail is here, and only the answer is missing
LOGIN = "sam@sam.example"
logging.getLogger("mail.log").setLevel(logging.ERROR)  # aiosmtpd's: it writes down every line, passwords too


@dataclass(frozen=True)
class Fault:
    """What happens in a phase instead of what should: something is said, perhaps, and what then?"""

    says: str = ""
    drops: bool = False
    is_silent: bool = False
    drips: bool = False  # one letter after the other, and never the end of the line


@dataclass(frozen=True)
class Received:
    """A mail that was taken."""

    sender: str
    to: tuple[str, ...]
    content: bytes
    is_safe: bool  # came under TLS
    login: str  # who was signed in

    @property
    def mail(self) -> EmailMessage:
        """Return it as a reader of mail understands it."""
        return message_from_bytes(self.content, policy=policy.default)


@dataclass
class MailServer:
    """One mail server on loopback, while the `with` lasts."""

    tls: str = "starttls"  # or "at once", or ""
    password: str = canary.VALUE  # empty: nobody can sign in
    mechanisms: tuple[str, ...] = ("PLAIN", "LOGIN")
    size_limit: int = 1_000_000
    certificate: trustme.LeafCert | None = None
    faults: dict[str, Fault] = field(default_factory=dict)
    received: list[Received] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)  # each command, without what follows it
    port: int = 0

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._open: list[asyncio.WriteTransport] = []
        self._loop.set_exception_handler(lambda *_: None)  # a connection that breaks off is what is wanted here
        listening = socket.create_server(("127.0.0.1", 0))
        self.port = listening.getsockname()[1]
        at_once = self._context() if self.tls == "at once" else None
        making = self._loop.create_server(self._talk, sock=listening, ssl=at_once)
        self._server = self._loop.run_until_complete(making)
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(5)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    async def _stop(self) -> None:
        self._server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for each in others:
            each.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        for transport in self._open:
            transport.abort()
        await asyncio.sleep(0.01)  # the loop closes them in its next rounds

    def _context(self) -> ssl.SSLContext | None:
        if not self.certificate:
            return None
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.certificate.configure_cert(context)
        return context

    def _talk(self) -> "_Talk":
        return _Talk(
            self,
            data_size_limit=self.size_limit,
            hostname="mail.example",
            tls_context=self._context() if self.tls == "starttls" else None,
            auth_require_tls=self.tls == "starttls",
            auth_exclude_mechanism=[each for each in ("PLAIN", "LOGIN") if each not in self._offered],
            authenticator=self.admits,
            loop=self._loop,
        )

    @property
    def _offered(self) -> tuple[str, ...]:
        return self.mechanisms if self.password else ()

    def admits(self, talk: SMTP, session: Session, envelope: Envelope, mechanism: str, given: Any) -> AuthResult:
        """Tell whether somebody may come in."""
        assert isinstance(given, LoginPassword)
        is_right = given == LoginPassword(LOGIN.encode(), self.password.encode())
        return AuthResult(success=is_right, handled=False, auth_data=given)

    async def handle_DATA(self, talk: "_Talk", session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a mail, and say so unless told otherwise."""
        assert isinstance(envelope.content, bytes)
        fault = self.faults.get(TAKEN)
        if not (fault and fault.says[:1] in ("4", "5")):  # who says no has not taken it
            is_safe = session.ssl is not None or self.tls == "at once"
            login = getattr(session.auth_data, "login", b"").decode()
            self.received.append(
                Received(envelope.mail_from or "", tuple(envelope.rcpt_tos), envelope.content, is_safe, login)
            )
        return "250 2.0.0 Ok: queued as 4F2A" if not await talk.fails(TAKEN) else ""


class _Talk(SMTP):
    """One conversation: aiosmtpd's, with the faults of our server before each of its answers."""

    def __init__(self, server: MailServer, **said: Any) -> None:
        super().__init__(server, **said)
        self.of = server

    def connection_made(self, transport: Any) -> None:
        """Remember a connection, and the one under TLS in it, so that none outlives the server."""
        self.of._open.append(transport)
        super().connection_made(transport)

    async def fails(self, phase: str) -> bool:
        """Do what goes wrong in this phase, if anything does."""
        self.of.heard.append(phase)
        fault = self.of.faults.get(phase)
        if not fault:
            return False
        while fault.drips:
            self._writer.write(b"2")
            await asyncio.sleep(0.02)
        if fault.says:
            await self.push(fault.says)
        if fault.is_silent:
            await asyncio.Event().wait()
        if fault.drops:
            await self._break()
        return True

    async def _break(self) -> None:
        assert isinstance(self.transport, asyncio.Transport)
        self.transport.close()
        await asyncio.Event().wait()  # until the connection's end takes this task away

    async def push(self, status: Any) -> None:
        """Say something; what was said already is not said twice."""
        if not status:
            return
        await super().push(status)
        if str(status).startswith("354"):
            await self.fails(MIDWAY)

    async def _handle_client(self) -> None:
        if await self.fails(GREETING):
            self.hostname = ""
            await self._break()
        with suppress(ConnectionError):
            await super()._handle_client()


def _command(phase: str) -> Any:
    usual = getattr(SMTP, f"smtp_{phase.upper()}")

    async def _answer(self: _Talk, arg: str) -> None:
        if not await self.fails(phase):
            await usual(self, arg)

    return _answer


for _phase in (EHLO, STARTTLS, AUTH, MAIL, RCPT, DATA, QUIT):
    setattr(_Talk, f"smtp_{_phase.upper()}", _command(_phase))


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """Return somebody who vouches for mail servers; nobody else knows them."""
    return trustme.CA()


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.LeafCert:
    """Let this test trust that authority and find names in .example on loopback; return mail.example's certificate."""
    for name in ("SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    found_on_loopback(monkeypatch)
    return authority.issue_cert("mail.example", "127.0.0.1", "localhost")


def found_on_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let names in .example stand for this machine, as a resolver would, so that no server counts as “here”."""
    asked = socket.getaddrinfo

    def _find(host: Any, *more: Any, **named: Any) -> Any:
        return asked("127.0.0.1" if str(host).endswith(".example") else host, *more, **named)

    monkeypatch.setattr(socket, "getaddrinfo", _find)
