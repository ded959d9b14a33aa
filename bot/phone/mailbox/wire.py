"""Reads a mailbox from a place on, so that no mail is passed over, whatever is moved, deleted or made anew.

Odd about it: a mailbox is opened to be looked at only (EXAMINE), so reading changes nothing in it, and whether a mail
was “seen” steers nothing: a phone changes that too. `n:*` means “the last one” even where n is beyond it, so what is
not beyond the place is dropped. No command is ever made from what stands in a mail.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from bot.errors import Blocked, BotError, NotSent
from bot.phone.mailbox import Arrived, LeftOut, Place, Reading, Why
from bot.phone.mailbox.answers import LATER, SIGN_IN, WAYS, No, Phase, is_passing
from bot.redact import Secret, remember

if TYPE_CHECKING:
    from bot.phone.mailbox.connection import Talk
    from bot.settings import Settings

MOST_BYTES = 256 * 1024  # an answer has a few lines; a mail with pictures is none
MOST_AT_ONCE = 50
_MOST_IN_JUNK = 200
_HERE = ("127.0.0.1", "::1", "localhost")
_TLS_AT_ONCE = 993
_HEADER_BYTES = 8192
_ID = re.compile(rb"<[^<>\s]+>")


@dataclass(frozen=True, slots=True)
class Limits:
    """How many seconds each step may take."""

    connect: float = 10.0
    answer: float = 30.0
    whole: float = 180.0
    goodbye: float = 3.0


PATIENT = Limits()


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where a person's answers arrive, and who they are there."""

    host: str
    port: int = _TLS_AT_ONCE
    login: str = ""
    password: Secret = Secret("")
    folder: str = "INBOX"
    tls_at_once: bool | None = None  # not said: by the port

    @property
    def is_wrapped(self) -> bool:
        """Tell whether TLS begins with the first byte."""
        return self.port == _TLS_AT_ONCE if self.tls_at_once is None else self.tls_at_once

    @property
    def is_here(self) -> bool:
        """Tell whether it is on this machine: nobody stands between, so it may do without TLS."""
        return self.host.lower() in _HERE


def mailbox(chosen: "Settings") -> Mailbox:
    """Return the mailbox of the settings; what is not said of it is what sending has."""
    if not chosen.imap_server:
        raise Blocked("No mailbox is set that answers come to.", f"set IMAP_SERVER in .env; {WAYS}")
    login = chosen.imap_login or chosen.smtp_login or chosen.mail_sender
    password = chosen.imap_password or chosen.smtp_password
    if not (login and password):
        raise Blocked("There is no name or no password for your mailbox.", SIGN_IN)
    return Mailbox(*chosen.imap_server, login, password, chosen.imap_folder)


@contextmanager
def opened(mailbox: Mailbox, limits: Limits = PATIENT) -> Iterator["Open"]:
    """Sign in to a mailbox until the block ends; raise NotSent (later) or Blocked (a person must act) otherwise."""
    from bot.phone.mailbox.connection import connected

    remember(mailbox.password)  # a server may repeat what it was told
    with connected(mailbox, limits) as talk:
        yield Open(mailbox.folder, talk)


class Open:
    """A mailbox somebody is signed in to."""

    def __init__(self, folder: str, talk: "Talk") -> None:
        self._folder, self._talk = folder, talk

    def read(self, place: Place | None = None, since: date | None = None, most: int = MOST_AT_ONCE) -> Reading:
        """Return the mails beyond a place.

        Where there is no place, or the mailbox is another by now: those since a day, the oldest that is waited for;
        what was seen before is among them. Without such a day nothing is read, and the place is the end.
        """
        here = self._look_into(self._folder)
        with self._understood(Phase.READING) as client:
            is_same = place is not None and place.validity == here.validity and place.last <= here.last
            found = _beyond(client, place) if place and is_same else _since(client, since)
            taken = found[:most]
            sizes = client.fetch(taken, ["RFC822.SIZE"])
            # A number that is not told any longer is a mail that went meanwhile.
            read = [_read(client, uid, sizes[uid].get(b"RFC822.SIZE")) for uid in taken if uid in sizes]
        end = max([place.last if place and is_same else here.last, *found])
        mails = tuple(each for each in read if isinstance(each, Arrived))
        left_out = tuple(each for each in read if isinstance(each, LeftOut))
        has_more = len(found) > most
        return Reading(Place(here.validity, taken[-1] if has_more else end), mails, left_out, has_more)

    def seen(self, place: Place, uids: Collection[int]) -> None:
        """Mark mails as seen, for the person's eyes; best effort, and never in a mailbox that is another by now."""
        with suppress(BotError):
            here = self._look_into(self._folder, readonly=False)
            with self._understood(Phase.READING) as client:
                if uids and here.validity == place.validity:
                    client.add_flags(sorted(uids), [b"\\Seen"], silent=True)

    def answers_in_junk(self, requests: Collection[str], since: date) -> int:
        """Return how many answers to these requests lie among the spam: to be told, never to act."""
        with self._understood(Phase.READING) as client:
            folder = client.find_special_folder(b"\\Junk")
        if not folder or folder == self._folder:
            return 0
        self._look_into(folder)
        with self._understood(Phase.READING) as client:
            uids = _since(client, since)[-_MOST_IN_JUNK:]
            wanted = f"BODY.PEEK[HEADER.FIELDS (IN-REPLY-TO REFERENCES)]<0.{_HEADER_BYTES}>"
            told = client.fetch(uids, [wanted])
        known = {each.encode() for each in requests}
        return sum(bool(known.intersection(_ID.findall(_content(each) or b""))) for each in told.values())

    def _look_into(self, folder: str, *, readonly: bool = True) -> Place:
        with self._understood(Phase.FOLDER) as client:
            told = client.select_folder(folder, readonly=readonly)
        validity, following = told.get(b"UIDVALIDITY"), told.get(b"UIDNEXT")
        if not (isinstance(validity, int) and isinstance(following, int)):
            raise NotSent(f"{self._talk.host} does not number the mails in {folder}.", LATER)
        return Place(validity, following - 1)

    @contextmanager
    def _understood(self, phase: Phase) -> Iterator[Any]:
        from bot.phone.mailbox.connection import understood

        self._talk.phase = phase
        with understood(self._talk):
            yield self._talk.client


def _beyond(client: Any, place: Place) -> Sequence[int]:
    found = client.search(f"UID {place.last + 1}:*")
    return sorted({uid for uid in found if uid > place.last})


def _since(client: Any, since: date | None) -> Sequence[int]:
    """Return the mails since a day. A server's day may have begun a day before ours: one day more is asked for."""
    return sorted(set(client.search(["SINCE", since - timedelta(days=1)]))) if since else []


def _read(client: Any, uid: int, size: object) -> Arrived | LeftOut | None:
    import imaplib

    if isinstance(size, int) and size > MOST_BYTES:
        return LeftOut(uid, Why.TOO_LARGE)
    try:
        told = client.fetch([uid], [f"BODY.PEEK[]<0.{MOST_BYTES + 1}>"])
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:  # a no to this mail must not stand before all others
        if is_passing(No.of(error.args[0] if error.args else "")):
            raise
        return LeftOut(uid, Why.UNREADABLE)
    content = _content(told.get(uid, {}))
    if content is None:
        return None
    return Arrived(uid, content) if len(content) <= MOST_BYTES else LeftOut(uid, Why.TOO_LARGE)


def _content(told: dict[bytes, object]) -> bytes | None:
    """Return the piece of a mail in an answer: servers write its name back in their own way."""
    found = next((value for name, value in told.items() if name.startswith(b"BODY[")), None)
    return found if isinstance(found, bytes) else None
