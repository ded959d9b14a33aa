"""One connection to a mail server, over IMAPClient: who vouches for it, who we are to it, how long it may take.

Odd about it: IMAPClient stands on the standard library's imaplib, which reads as much as a server announces and waits
as long as it drips; here an answer has a length and a conversation an end. Both meet what they did not expect with
errors of any kind, so `understood` makes each one of ours. Importing this loads both libraries: it is done late.
"""

import imaplib
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from ssl import SSLCertVerificationError, SSLError
from typing import TYPE_CHECKING, Any

from imapclient import IMAPClient
from imapclient.exceptions import LoginError

from bot import http
from bot.errors import Blocked, BotError, NotSent, PublishError
from bot.phone.mailbox.answers import LATER, SIGN_IN, WAYS, No, Phase, farewell, judge

if TYPE_CHECKING:
    from bot.phone.mailbox.wire import Limits, Mailbox

_MOST_ANNOUNCED = 4 * 1024 * 1024  # bytes of one piece of an answer; what we ask for is far below
_PORT = "is the port in IMAP_SERVER right? 993 begins with TLS, 143 in the clear"
_BROKEN = re.compile("socket error")
_UNSAYABLE = re.compile(r"[\x00-\x1f\x7f]")


class _Wire(imaplib.IMAP4):
    """imaplib over a connection that is already made."""

    def __init__(self, connection: socket.socket, talk: "Talk") -> None:
        self._given = connection
        talk.wire = self  # before anything is said: even the greeting may be a goodbye
        super().__init__(talk.host)

    def _create_socket(self, timeout: float | None = None) -> socket.socket:  # the place IMAPClient fills too
        return self._given

    def read(self, size: int) -> bytes:
        """Read a piece that was announced, unless nobody could mean its length."""
        if size > _MOST_ANNOUNCED:
            raise self.abort("announced more than we ask for")
        return super().read(size)


class Client(IMAPClient):  # type: ignore[misc]  # it is not typed
    """IMAPClient over such a connection."""

    def __init__(self, connection: socket.socket, talk: "Talk", answer: float) -> None:
        self._given, self._talk = connection, talk
        super().__init__(talk.host, ssl=False, timeout=answer)

    def _create_IMAP4(self) -> _Wire:  # noqa: N802
        return _Wire(self._given, self._talk)


@dataclass(slots=True)
class Talk:
    """How far a conversation has come, with whom: what `understood` needs to say what went wrong."""

    host: str
    folder: str
    phase: Phase = Phase.GREETING
    client: Client | None = None
    wire: _Wire | None = None

    @property
    def goodbye(self) -> bytes | None:
        """Return what the server said when it took its leave, if it did."""
        said = getattr(self.wire, "untagged_responses", {}).get("BYE")
        return bytes(said[-1]) if said else None

    def end(self, within: float) -> None:
        """Take leave, for politeness; what was read before stands, whatever comes now."""
        if self.client is None:
            return
        with suppress(Exception):
            self.client.socket().settimeout(within)
            if self.goodbye is None:
                self.client.logout()
        with suppress(Exception):
            self.client.shutdown()


@contextmanager
def understood(talk: Talk) -> Iterator[None]:
    """Turn whatever goes wrong into an error of ours. None keeps the first one's text, which may hold a password."""
    try:
        yield
    except BotError:
        raise
    except Exception as error:
        raise _meaning(error, talk) from None


def _meaning(error: Exception, talk: Talk) -> PublishError:
    if isinstance(error, LoginError) and isinstance(error.__context__, Exception):
        error = error.__context__  # whatever breaks while signing in is a LoginError to IMAPClient
    if talk.goodbye is not None:
        return farewell(talk.phase, No.of(talk.goodbye), talk.host)
    if isinstance(error, TimeoutError):
        return NotSent(f"{talk.host} did not answer in time.", LATER)
    if isinstance(error, OSError) or (isinstance(error, imaplib.IMAP4.abort) and _BROKEN.search(str(error))):
        return NotSent(f"{talk.host} broke off.", LATER)
    if type(error) is imaplib.IMAP4.abort or not isinstance(error, imaplib.IMAP4.error):
        return NotSent(f"{talk.host} gave an answer no mail server gives.", LATER)
    return judge(talk.phase, No.of(error.args[0] if error.args else ""), talk.host, talk.folder)


@contextmanager
def connected(mailbox: "Mailbox", limits: "Limits") -> Iterator[Talk]:
    """Come under TLS and sign in; everything is closed in the end, however it ends."""
    talk = Talk(mailbox.host, mailbox.folder)
    connection = _dialled(mailbox, limits)
    try:
        with http.ended_after(limits.whole, connection):
            connection = _covered(connection, mailbox) if mailbox.is_wrapped else connection
            with understood(talk):
                talk.client = Client(connection, talk, limits.answer)
                _come_in(talk, mailbox)
            yield talk
    finally:
        talk.end(limits.goodbye)
        connection.close()


def _dialled(mailbox: "Mailbox", limits: "Limits") -> socket.socket:
    try:
        connection = socket.create_connection((mailbox.host, mailbox.port), limits.connect)
    except (socket.gaierror, UnicodeError):
        raise NotSent(f"There is no mail server {mailbox.host}, or no network.", f"{LATER}; bot check") from None
    except OSError:
        raise NotSent(f"{mailbox.host} could not be reached at port {mailbox.port}.", _PORT) from None
    connection.settimeout(limits.answer)
    return connection


def _covered(connection: socket.socket, mailbox: "Mailbox") -> socket.socket:
    with _trusting(mailbox):
        return http.trusted().wrap_socket(connection, server_hostname=mailbox.host)


@contextmanager
def _trusting(mailbox: "Mailbox") -> Iterator[None]:
    """Say what is wrong where TLS does not come about."""
    try:
        yield
    except SSLCertVerificationError as error:
        why = error.verify_message.rstrip(".") or "nobody vouches for it"
        hint = "check IMAP_SERVER in .env and this machine's clock; SSL_CERT_FILE names an authority of your own"
        raise Blocked(f"The certificate of {mailbox.host} is not to be trusted ({why}).", hint) from None
    except SSLError:
        raise NotSent(f"{mailbox.host} did not agree on TLS at port {mailbox.port}.", _PORT) from None
    except OSError:
        raise NotSent(f"{mailbox.host} broke off while TLS was agreed on at port {mailbox.port}.", _PORT) from None


def _come_in(talk: Talk, mailbox: "Mailbox") -> None:
    client: Any = talk.client
    if not mailbox.is_wrapped:
        _go_under_cover(client, mailbox)
    talk.phase = Phase.SIGN_IN
    offered = {each.decode(errors="replace") for each in client.capabilities()}
    _sign_in(client, mailbox, offered)
    talk.phase = Phase.FOLDER


def _go_under_cover(client: Any, mailbox: "Mailbox") -> None:
    if client.has_capability("STARTTLS"):
        with _trusting(mailbox):
            client.starttls(http.trusted())
    elif not mailbox.is_here:
        where = f"{mailbox.host} offers no TLS at port {mailbox.port}"
        raise Blocked(f"{where}, and nothing is said to it in the clear.", WAYS)


def _sign_in(client: Any, mailbox: "Mailbox", offered: set[str]) -> None:
    login, password = mailbox.login, mailbox.password.reveal()
    if not (login and password):
        raise Blocked(f"There is no name or no password for {mailbox.host}.", SIGN_IN)
    if _UNSAYABLE.search(login + password):
        raise Blocked(f"The name or the password for {mailbox.host} has a line end or a control in it.", SIGN_IN)
    if "AUTH=PLAIN" in offered:
        client.plain_login(login, password)
    elif "LOGINDISABLED" in offered:
        raise Blocked(f"{mailbox.host} offers no way to sign in with a password.", WAYS)
    elif not (login + password).isascii():
        raise Blocked(f"{mailbox.host} takes only plain letters in a name and a password.", SIGN_IN)
    else:  # imaplib puts quotes around the password and none around the name
        escaped = re.sub(r'(["\\])', r"\\\1", login)
        client.login(f'"{escaped}"', password)
