"""One conversation with a mail server, command by command, over the standard library's smtplib.

Odd about it: smtplib alone does not say in which phase it lost a server, checks no certificate, tells this machine's
name, reads answers without end, and sends a password up to three times. Here an answer has a length and a time, and
whatever is no answer is `Lost`. Importing this loads smtplib, so it is done late.
"""

import re
import socket
from base64 import b64encode
from contextlib import suppress
from io import BufferedReader
from smtplib import SMTP
from typing import TYPE_CHECKING

from bot.reports.mail.answers import Reply

if TYPE_CHECKING:
    from ssl import SSLContext

_NAMELESS = "[127.0.0.1]"  # RFC 5321, 4.1.4: who has no name says so
_MOST_LINES, _LONGEST_LINE = 200, 4096  # of an answer; RFC 5321 allows 512 octets
_ANSWER = re.compile(rb"[2-5]\d\d[ -]|[2-5]\d\d\r?\n")


class Lost(Exception):
    """The server broke off, fell silent, or said what is no answer."""


class Conversation(SMTP):
    """What is said to a mail server over a connection that is already made, and what it answers."""

    def __init__(self, connection: socket.socket) -> None:
        super().__init__(local_hostname=_NAMELESS)
        self.sock = self.wire = connection  # smtplib forgets the first when it breaks

    def getreply(self) -> tuple[int, bytes]:
        """Return the next answer; smtplib reads all of its own through this too."""
        self.file = file = self.file or self.wire.makefile("rb")
        said = []
        for _ in range(_MOST_LINES):
            line = _line(file)
            said.append(line[4:].strip())
            if line[3:4] != b"-":
                return int(line[:3]), b"\n".join(said)
        raise Lost("answered without end")

    def hear(self) -> Reply:
        """Return what the server says next."""
        return Reply.of(*self.getreply())

    def say(self, command: str) -> Reply:
        """Say one line and return the answer."""
        try:
            self.putcmd(command)
        except OSError:  # smtplib's own errors are OSErrors too
            raise Lost("broke off") from None
        return self.hear()

    def greet(self) -> Reply:
        """Say hello and learn what the server offers."""
        try:
            return Reply.of(*self.ehlo())
        except OSError:
            raise Lost("broke off") from None

    def go_under_cover(self, trusted: "SSLContext", host: str) -> None:
        """Go on under TLS; whatever was said in the clear, answers and offers, is forgotten (RFC 3207, 4.2)."""
        self.sock = self.wire = trusted.wrap_socket(self.wire, server_hostname=host)
        self.file = None
        self.ehlo_resp, self.esmtp_features, self.does_esmtp = None, {}, False

    def sign_in(self, mechanism: str, login: str, password: str) -> Reply:
        """Sign in once. smtplib would try each mechanism in turn, and knows ASCII alone."""
        steps = [f"\0{login}\0{password}"] if mechanism == "PLAIN" else [login, password]
        reply = self.say(f"AUTH {mechanism}")
        for step in steps:
            if reply.code == 334:  # noqa: PLR2004 (go on)
                reply = self.say(b64encode(step.encode(errors="surrogateescape")).decode())
        return reply

    def hand_over(self, content: bytes) -> Reply:
        """Send the mail itself, and return what becomes of it."""
        lines = re.sub(rb"\r\n|\r|\n", b"\r\n", content)
        stuffed = re.sub(rb"(?m)^\.", b"..", lines if lines.endswith(b"\r\n") else lines + b"\r\n")
        with suppress(OSError):  # who breaks off may have said why
            self.wire.sendall(stuffed + b".\r\n")
        return self.hear()

    def leave(self, within: float) -> None:
        """Say goodbye, for politeness: what was answered before stands, whatever comes now."""
        with suppress(OSError, Lost):
            self.wire.settimeout(within)
            self.say("QUIT")
        self.close()


def _line(file: BufferedReader) -> bytes:
    try:
        line = file.readline(_LONGEST_LINE)
    except TimeoutError:
        raise Lost("did not answer in time") from None
    except OSError:
        raise Lost("broke off") from None
    if not line:
        raise Lost("broke off")
    if not line.endswith(b"\n") or not _ANSWER.match(line):
        raise Lost("gave an answer no mail server gives")
    return line
