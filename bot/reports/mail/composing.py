"""A letter becomes the bytes a mail server takes: plain text first, HTML beside it, pictures inside that.

Odd about it: headers are written by us and not by the email package, whose folding has broken long names, identifiers
and line ends in one release of Python or another (CVE-2024-6923, CVE-2025-1795). Only ASCII leaves, in lines every
server takes, and the same letter gives the same bytes each time.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import uuid4

from bot.errors import Refused
from bot.redact import plain
from bot.reports.mail import Letter, Picture
from bot.settings.addresses import mail_address
from bot.settings.readers import Wrong

if TYPE_CHECKING:
    from email.message import EmailMessage, MIMEPart
    from email.policy import EmailPolicy

LONGEST_SUBJECT = 150
_LONGEST_NAME = 42  # bytes: encoded that is one word; some readers put a blank between two
_LONGEST_LINE = 76
_MESSAGE_ID = re.compile(r"<[A-Za-z0-9._-]{1,128}@[A-Za-z0-9._-]{1,253}>")
_CID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_HEADER = re.compile(r"(?:X-[A-Za-z-]{1,40}|In-Reply-To|References): [!-~](?:[ -~]{0,900}[!-~])?")
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def compose(letter: Letter) -> bytes:
    """Return a letter as it goes over the wire; an address no server takes is refused."""
    from email.message import EmailMessage
    from email.policy import SMTP

    message = EmailMessage(SMTP.clone(cte_type="7bit"))
    for name, value in _headers(letter):
        message[name] = _written(name, value)
    message.set_content(_lines(letter.text))
    if letter.html:
        message.add_alternative(_lines(letter.html), subtype="html")
        _add_pictures(list(message.iter_parts())[-1], letter.pictures)
    _name_borders(message, letter)
    return message.as_bytes()


def message_id(sender: str, name: str = "") -> str:
    """Return a Message-ID under the sender's domain: of this name, or a new one. It never tells this machine's name."""
    domain = on_the_wire(sender).rpartition("@")[2]
    return f"<{re.sub('[^A-Za-z0-9._-]', '-', name)[:128] or uuid4().hex}@{domain}>"


def on_the_wire(address: str) -> str:
    """Return an address as mail servers write it, or refuse one they do not take."""
    try:
        found = mail_address(address)
    except Wrong as wrong:
        raise Refused("An address in MAIL_TO or MAIL_FROM is none that mail servers take.", str(wrong)) from None
    if not found:
        raise Refused("There is no address to mail to or from.", "set MAIL_TO in .env")
    return found


# --- headers ---------------------------------------------------------------------------------------------------------


def _headers(letter: Letter) -> Iterator[tuple[str, str]]:
    from email.utils import format_datetime

    if not _MESSAGE_ID.fullmatch(letter.message_id):
        raise ValueError("a Message-ID is made by message_id()")
    sender = on_the_wire(letter.sender)
    name = _one_line(letter.name, LONGEST_SUBJECT).encode()[:_LONGEST_NAME].decode(errors="ignore").strip()
    yield "From", f"{_phrase(name)} <{sender}>" if name else sender
    yield "To", on_the_wire(letter.to)
    yield "Subject", _words("Subject", _one_line(letter.subject, LONGEST_SUBJECT))
    yield "Date", format_datetime(letter.at)
    yield "Message-ID", letter.message_id
    yield "Auto-Submitted", "auto-generated"  # RFC 3834: no answering machine answers
    for name, value in letter.headers:
        if not _HEADER.fullmatch(f"{name}: {value}"):
            raise ValueError("a letter has X- headers and those that say what it answers, each one line of ASCII")
        yield name, value


def _one_line(text: str, longest: int) -> str:
    line = " ".join(plain(text).split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def _words(header: str, line: str) -> str:
    """Return a line as a header holds it, folded; what is no ASCII, or looks encoded already, is encoded."""
    from email.header import Header

    charset = "us-ascii" if line.isascii() and "=?" not in line else "utf-8"
    return Header(line, charset, _LONGEST_LINE, header).encode(splitchars=" ", linesep="\r\n")


def _phrase(name: str) -> str:
    """Return a name as it stands before an address."""
    if name.isascii() and "=?" not in name:
        return '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'
    return _words("From", name)


class _Written(str):
    """A header the email package passes on as it is: that is what it does with what has a name and folds."""

    name: str

    def fold(self, *, policy: "EmailPolicy") -> str:
        return f"{self.name}: {self}{policy.linesep}"


def _written(name: str, value: str) -> _Written:
    written = _Written(value)
    written.name = name
    return written


# --- parts -----------------------------------------------------------------------------------------------------------


def _lines(text: str) -> str:
    """Return a text with one kind of line end and without controls; all else stays as it is."""
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))


def _add_pictures(html: "MIMEPart", pictures: tuple[Picture, ...]) -> None:
    for each in pictures:
        if not _CID.fullmatch(each.cid):
            raise ValueError("a picture is called by letters, digits, dots and dashes")
        name = f"{each.cid}.png"
        html.add_related(each.png, "image", "png", cid=f"<{each.cid}>", filename=name, disposition="inline")


def _name_borders(message: "EmailMessage", letter: Letter) -> None:
    """Name the borders between parts by what is in them: the same each time, and no text can hold its own."""
    from hashlib import sha256

    content = "\0".join((letter.message_id, letter.text, letter.html))
    name = sha256(content.encode(errors="replace")).hexdigest()[:32]
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{name}_{number}")
