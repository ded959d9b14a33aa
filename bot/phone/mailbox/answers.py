"""What a mail server means by a no: a table, of which the first row that fits decides.

Odd about it: most servers give a code in brackets (RFC 5530), the largest ones give words; both may change, so a no
while signing in is Blocked whatever it says: asking again and again locks accounts. The facts are of November 2026.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.errors import Blocked, NotSent, PublishError
from bot.redact import plain, redact

LATER = "nothing to do: it is tried again by itself"
WAYS = "docs/mail.md lists what each provider wants in IMAP_SERVER, IMAP_LOGIN and IMAP_PASSWORD"
SIGN_IN = "set IMAP_LOGIN and IMAP_PASSWORD in .env, then bot check"
_APP_PASSWORD = f"make a password for programs at your provider and set IMAP_PASSWORD in .env; {WAYS}"
_FOLDER = "set IMAP_FOLDER in .env to a folder of that mailbox, as INBOX"
_MOST_WORDS = 200  # of what a server says, in our own sentence
_QUARTER, _SOON = timedelta(minutes=15), timedelta(minutes=5)
_BUSY = ("UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG", "OVERQUOTA", "THROTTLED", "EXPUNGEISSUED")
# imaplib and IMAPClient say a server's words between their own.
_ADDED = re.compile(
    r"(?:\* |BYE |NO |BAD |command: \w+ => |\w+ failed: |\w+ command error: )(?P<rest>.*)"
    r"|b(?P<mark>['\"])(?P<bytes>.*)(?P=mark)|\[b(?P<sign>['\"])(?P<listed>.*)(?P=sign)\]",
    re.DOTALL,
)


class Phase(StrEnum):
    """How far a conversation has come."""

    GREETING = "greeting"
    SIGN_IN = "sign-in"
    FOLDER = "folder"
    READING = "reading"


@dataclass(frozen=True, slots=True)
class No:
    """What a server said instead of yes."""

    words: str

    @classmethod
    def of(cls, said: object) -> "No":
        """Return a no from what the libraries make of it: the server's words within theirs."""
        words = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
        while found := _ADDED.fullmatch(words):
            words = next(each for each in found.group("rest", "bytes", "listed") if each is not None)
        return cls(words)

    @property
    def code(self) -> str:
        """Return the code in brackets, if there is one."""
        found = re.match(r"\s*\[([A-Z-]+)[^\]]*\]", self.words)
        return found[1] if found else ""

    @property
    def said(self) -> str:
        """Return its words as a person may read them: one line, bounded, nothing secret, nothing hidden."""
        return " ".join(plain(redact(self.words)).split())[:_MOST_WORDS] or "no word of why"


@dataclass(frozen=True, slots=True)
class Meaning:
    """One row: which answers it fits, and what they mean, in a sentence with something to do."""

    means: type[PublishError]
    sentence: str  # {host}, {folder} and {said} stand for the server, the folder and the server's words
    hint: str
    codes: tuple[str, ...] = ()
    words: str = ""  # a pattern; a row without codes and words fits all of its phases
    phases: tuple[Phase, ...] = tuple(Phase)
    again_in: timedelta | None = None

    def fits(self, phase: Phase, no: No) -> bool:
        """Tell whether an answer is of this kind."""
        if phase not in self.phases:
            return False
        by_words = bool(self.words and re.search(self.words, no.words, re.IGNORECASE))
        return by_words or no.code in self.codes or not (self.words or self.codes)


MEANINGS = (
    Meaning(
        NotSent, "{host} wants to be asked later ({said}).", LATER, _BUSY,
        "too many|try again|temporar|throttl|maximum number of connections|bandwidth", again_in=_QUARTER,
    ),
    Meaning(
        Blocked, "{host} takes no passwords any more ({said}).", WAYS, (),
        r"basic auth\w* is disabled|basic auth\w* (?:is )?not supported", (Phase.SIGN_IN,),
    ),
    Meaning(
        Blocked, "{host} wants a password made for programs ({said}).", _APP_PASSWORD, ("WEBALERT",),
        "app(?:lication)?[- ]specific|app password|application password|web login|web browser|second factor",
        (Phase.SIGN_IN,),
    ),
    Meaning(Blocked, "Your password at {host} has ended ({said}).", SIGN_IN, ("EXPIRED",), phases=(Phase.SIGN_IN,)),
    Meaning(Blocked, "{host} wants TLS first ({said}).", WAYS, ("PRIVACYREQUIRED",), phases=(Phase.SIGN_IN,)),
    Meaning(Blocked, "{host} did not let us sign in ({said}).", f"{SIGN_IN}; {WAYS}", phases=(Phase.SIGN_IN,)),
    Meaning(Blocked, "{host} has no folder {folder} for us ({said}).", _FOLDER, phases=(Phase.FOLDER,)),
    Meaning(NotSent, "{host} does not speak to us now ({said}).", LATER, phases=(Phase.GREETING,), again_in=_QUARTER),
    Meaning(NotSent, "{host} did not let us read the mailbox ({said}).", LATER, again_in=_SOON),
)  # fmt: skip


def judge(phase: Phase, no: No, host: str, folder: str = "") -> PublishError:
    """Return what a no means."""
    row = next(each for each in MEANINGS if each.fits(phase, no))
    sentence = row.sentence.format(host=host, folder=plain(folder), said=no.said)
    return NotSent(sentence, row.hint, row.again_in) if row.means is NotSent else row.means(sentence, row.hint)


def farewell(phase: Phase, no: No, host: str) -> PublishError:
    """Return what a goodbye means that nobody asked for: later, unless it is about who we are."""
    if is_passing(no):
        return judge(phase, no, host)
    if phase is Phase.SIGN_IN and re.search("auth|password|login|credential", no.words, re.IGNORECASE):
        return judge(phase, no, host)
    return NotSent(f"{host} said goodbye ({no.said}).", LATER, _SOON)


def is_passing(no: No) -> bool:
    """Tell whether a no is for now, and not about what was asked for."""
    return MEANINGS[0].fits(Phase.READING, no)
