"""Hands a mail to the person's mail server, phase by phase, so that it is known whether it may have been taken.

Until the first byte of the mail has left, whatever breaks is `NotSent`; from there on only an answer tells, and silence
is `Unconfirmed`. TLS is always verified; only a server on this machine may do without. SMTP knows no repeat, so nothing
is said twice here, and one mail has one recipient: an answer is never about some of several.
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import http
from bot.errors import Blocked, NotSent, Unconfirmed
from bot.redact import Secret, remember
from bot.reports.mail.answers import LATER, UNKNOWN, WAYS, Phase, Reply, judge
from bot.reports.mail.composing import on_the_wire

if TYPE_CHECKING:
    from bot.reports.mail.conversation import Conversation
    from bot.settings import Settings

HERE = ("127.0.0.1", "::1", "localhost")
_TLS_AT_ONCE = (465, 2465)  # RFC 8314; the second is Amazon's
_MECHANISMS = ("PLAIN", "LOGIN")
_PORT = "is the port in SMTP_SERVER right? 465 begins with TLS, 587 in the clear"


@dataclass(frozen=True, slots=True)
class Server:
    """Where a person's mail goes out, and who they are there; without a password nobody signs in."""

    host: str
    port: int = 465
    login: str = ""
    password: Secret = Secret("")
    tls_at_once: bool | None = None  # not said: by the port

    @property
    def is_wrapped(self) -> bool:
        """Tell whether TLS begins with the first byte."""
        return self.port in _TLS_AT_ONCE if self.tls_at_once is None else self.tls_at_once

    @property
    def is_here(self) -> bool:
        """Tell whether it is on this machine: nobody stands between, so it may do without TLS."""
        return self.host.lower() in HERE


@dataclass(frozen=True, slots=True)
class Limits:
    """How many seconds each step may take; a server may look at a mail for a while before it takes it."""

    connect: float = 10.0
    answer: float = 30.0
    body: float = 120.0
    whole: float = 240.0
    goodbye: float = 3.0


PATIENT = Limits()


def server(chosen: "Settings") -> Server:
    """Return the mail server of the settings."""
    if not chosen.smtp_server:
        raise Blocked("No mail server is set.", f"set SMTP_SERVER in .env; {WAYS}")
    return Server(*chosen.smtp_server, chosen.smtp_login or chosen.mail_sender, chosen.smtp_password)


def send(server: Server, sender: str, to: str, content: bytes, limits: Limits = PATIENT) -> str:
    """Hand over one mail to one person and return the server's last word; raise what became of it otherwise."""
    from bot.reports.mail.conversation import Conversation, Lost

    sender, to = on_the_wire(sender), on_the_wire(to)
    remember(server.password)  # a server may repeat what it was told
    with _dialled(server, limits) as connection, http.ended_after(limits.whole, connection):
        talk = Conversation(connection)
        try:
            _greet(talk, server)
            _sign_in(talk, server)
            _address(talk, server, sender, to, len(content))
            return _hand_over(talk, server, content, limits)
        except Lost as lost:
            raise NotSent(f"{server.host} {lost}; the mail had not left.", LATER) from None
        finally:
            talk.leave(limits.goodbye)


# --- until it is known whom we talk to -------------------------------------------------------------------------------


@contextmanager
def _dialled(server: Server, limits: Limits) -> Iterator[socket.socket]:
    try:
        connection = socket.create_connection((server.host, server.port), limits.connect)
    except (socket.gaierror, UnicodeError):
        raise NotSent(f"There is no mail server {server.host}, or no network.", f"{LATER}; bot check") from None
    except OSError:
        raise NotSent(f"{server.host} could not be reached at port {server.port}.", _PORT) from None
    with connection:
        connection.settimeout(limits.answer)
        yield connection


def _greet(talk: "Conversation", server: Server) -> None:
    """Come under TLS, or learn that the server is on this machine."""
    if server.is_wrapped:
        _cover(talk, server)
    _expect(talk.hear(), Phase.GREETING, server, 220)
    _expect(talk.greet(), Phase.GREETING, server, 250)
    if not server.is_wrapped and _goes_on_under_cover(talk, server):
        _expect(talk.say("STARTTLS"), Phase.TLS, server, 220)
        _cover(talk, server)
        _expect(talk.greet(), Phase.GREETING, server, 250)


def _goes_on_under_cover(talk: "Conversation", server: Server) -> bool:
    if talk.has_extn("starttls"):
        return True
    if server.is_here:
        return False
    raise Blocked(f"{server.host} offers no TLS at port {server.port}, and nothing is said to it in the clear.", WAYS)


def _cover(talk: "Conversation", server: Server) -> None:
    from ssl import SSLCertVerificationError, SSLError

    try:
        talk.go_under_cover(http.trusted(), server.host)
    except SSLCertVerificationError as error:
        why = error.verify_message.rstrip(".") or "nobody vouches for it"
        hint = "check SMTP_SERVER in .env and this machine's clock; SSL_CERT_FILE names an authority of your own"
        raise Blocked(f"The certificate of {server.host} is not to be trusted ({why}).", hint) from None
    except SSLError:
        raise NotSent(f"{server.host} did not agree on TLS at port {server.port}.", _PORT) from None
    except OSError:
        raise NotSent(f"{server.host} broke off while TLS was agreed on at port {server.port}.", _PORT) from None


# --- the phases ------------------------------------------------------------------------------------------------------


def _sign_in(talk: "Conversation", server: Server) -> None:
    if not server.password:
        return
    offered = str(talk.esmtp_features.get("auth", "")).upper().split()
    mechanism = next((each for each in _MECHANISMS if each in offered), "")
    if not mechanism:
        raise Blocked(f"{server.host} offers no way to sign in with a password.", WAYS)
    reply = talk.sign_in(mechanism, server.login, server.password.reveal())
    _expect(reply, Phase.SIGN_IN, server, 235)


def _address(talk: "Conversation", server: Server, sender: str, to: str, size: int) -> None:
    told = f" SIZE={size}" if talk.has_extn("size") else ""
    _expect(talk.say(f"MAIL FROM:<{sender}>{told}"), Phase.SENDER, server, 250)
    _expect(talk.say(f"RCPT TO:<{to}>"), Phase.RECIPIENT, server, 250, 251)
    _expect(talk.say("DATA"), Phase.BEFORE_BODY, server, 354)


def _hand_over(talk: "Conversation", server: Server, content: bytes, limits: Limits) -> str:
    from bot.reports.mail.conversation import Lost

    talk.wire.settimeout(limits.body)
    try:
        reply = talk.hand_over(content)
    except Lost as lost:
        raise Unconfirmed(f"{server.host} {lost} after it was given the mail.", UNKNOWN) from None
    if not reply.is_yes:
        raise judge(Phase.BODY, reply, server.host)
    return reply.said


def _expect(reply: Reply, phase: Phase, server: Server, *codes: int) -> None:
    if reply.code not in codes:
        raise judge(phase, reply, server.host)
