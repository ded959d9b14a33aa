"""Answers by mail: a mailbox is read, each mail is believed or not, and its words are understood.

Odd about it: who wrote a mail is what the sender says. So a mail acts only if it answers a request of ours, whose name
nobody else knows, and if the person's own provider vouches for the sender; all others are counted and never answered.
Nothing here remembers anything: a `Place` says how far was read, and whoever reads keeps it.

    asking        what a mail that asks has beyond other mails
    wire          the mailbox is read from a place on; nothing in it is changed
    connection    one connection to a mail server: TLS, signing in, limits
    answers       what a mail server means by a no: a table
    mail          a mail's headers as they stand in it
    trust         may this mail act?
    results       what the provider says of the sender, taken apart letter by letter
    words         what the mail says
    quoting       which of its lines are the person's own
    markup        HTML as text
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Place(NamedTuple):
    """How far a mailbox was read. It can be kept as JSON: a list of two numbers, `Place(*kept)`."""

    validity: int  # a mailbox that was made anew has another, and its numbers begin again
    last: int


class Why(StrEnum):
    """Why a mail was not read."""

    TOO_LARGE = "it is too large to be an answer"
    UNREADABLE = "the mail server could not show it"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A mail that was not read, and why."""

    uid: int
    why: Why


@dataclass(frozen=True, slots=True)
class Arrived:
    """A mail as it lies in the mailbox."""

    uid: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found, oldest first, and from where to go on once it is remembered."""

    place: Place
    mails: tuple[Arrived, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    has_more: bool = False
