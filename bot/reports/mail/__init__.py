"""How the person is told something where they are: a letter by mail, a line on their phone.

A letter is composed once and keeps its Message-ID and its date, so that a second try is the same letter and mailboxes
fold the two. Nothing here tries again: what raises NotSent may be sent later, what raises Unconfirmed may have arrived.

    composing      a Letter becomes the bytes a mail server takes
    smtp           the bytes are handed to the person's mail server, or it is said what became of them
    conversation   one conversation with a mail server, command by command
    answers        what a mail server's answers mean: a table
    ntfy           a title and a few lines to a topic the person's phone listens to
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture inside a letter; its HTML names it as <img src="cid:…">, with the words for those who see none."""

    cid: str
    png: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What is mailed: plain text always, HTML and its pictures if there are any."""

    sender: str
    to: str
    subject: str
    text: str
    message_id: str  # made once, by composing.message_id: a second try has the same
    at: datetime  # when it was written, in a zone
    html: str = ""
    pictures: tuple[Picture, ...] = ()
    name: str = "learnaloud"  # what the sender is called beside the address
    headers: tuple[tuple[str, str], ...] = ()  # beyond those every letter has
