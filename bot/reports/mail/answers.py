"""What a mail server's answers mean: a table, of which the first row that fits decides.

A row names phases, codes and enhanced codes (RFC 3463: x.y.z). Where a row and an answer both have an enhanced code, it
decides: 550 stands for an unknown address as well as for a password that is not wanted. Only what is clearly a no is
looked up here; from the body on, anything else is Unconfirmed. The facts are of November 2026.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.errors import Blocked, NotSent, PublishError, Refused, Unconfirmed
from bot.redact import plain, redact

_MOST_WORDS = 200  # of what a server says, in our own sentence
_ENHANCED = re.compile(r"\s*([245]\.\d{1,3}\.\d{1,3})(?!\S)")
_ENHANCED_AGAIN = re.compile(r"\n\s*[245]\.\d{1,3}\.\d{1,3}(?!\S)")  # it stands before each line of an answer


class Phase(StrEnum):
    """How far a mail has come."""

    GREETING = "greeting"
    TLS = "tls"
    SIGN_IN = "sign-in"
    SENDER = "sender"
    RECIPIENT = "recipient"
    BEFORE_BODY = "before body"
    BODY = "body"  # from its first byte: what is unclear now may have been taken


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer of a mail server."""

    code: int
    text: str

    @classmethod
    def of(cls, code: int, text: bytes) -> "Reply":
        """Return an answer from its bytes, whatever they are."""
        return cls(code, text.decode(errors="replace"))

    @property
    def is_yes(self) -> bool:
        """Tell whether it says yes."""
        return self.code // 100 == 2  # noqa: PLR2004

    @property
    def is_no(self) -> bool:
        """Tell whether it says no, for now or for good."""
        return self.code // 100 in (4, 5)

    @property
    def enhanced(self) -> str:
        """Return the enhanced code, unless it is one that says nothing (x.0.0)."""
        found = _ENHANCED.match(self.text)
        return found[1] if found and not found[1].endswith(".0.0") else ""

    @property
    def said(self) -> str:
        """Return code and words as a person may read them: one line, bounded, nothing secret, nothing hidden."""
        words = " ".join(_ENHANCED_AGAIN.sub(" ", self.text).split())
        return f"{self.code} {' '.join(plain(redact(words)).split())}".strip()[:_MOST_WORDS]


@dataclass(frozen=True, slots=True)
class Meaning:
    """One row: which answers it fits, and what they mean, in a sentence with something to do."""

    means: type[PublishError]
    sentence: str  # {host} and {said} stand for the server and its own words
    hint: str
    codes: range | tuple[int, ...] = ()
    enhanced: str = ""  # a pattern
    phases: tuple[Phase, ...] = tuple(Phase)
    words: str = ""  # a pattern somewhere in the answer
    again_in: timedelta | None = None

    def fits(self, phase: Phase, reply: Reply) -> bool:
        """Tell whether an answer is of this kind."""
        if phase not in self.phases or not re.search(self.words, reply.text, re.IGNORECASE):
            return False
        if reply.enhanced and self.enhanced:
            return bool(re.fullmatch(self.enhanced, reply.enhanced))
        return reply.code in self.codes


LATER = "nothing to do: it is tried again by itself"
UNKNOWN = "look into your mailbox: it is not sent again by itself, so that it never comes twice"
WAYS = "docs/mail.md lists what each provider wants in SMTP_SERVER, SMTP_LOGIN and SMTP_PASSWORD"
_SIGN_IN = "set SMTP_LOGIN and SMTP_PASSWORD in .env, then bot check"
_APP_PASSWORD = f"make a password for programs at your provider and set SMTP_PASSWORD in .env; {WAYS}"
_OTHER_SENDER = "set MAIL_FROM in .env to an address SMTP_LOGIN may send from"
_OTHER_RECIPIENT = "set MAIL_TO in .env to an address that takes mail"
_NOT_YOURS = "sender address|not owned|send as|not (?:allowed|authori[sz]ed|permitted) to send"
_ENVELOPE = (Phase.SENDER, Phase.RECIPIENT, Phase.BEFORE_BODY)
_LETTER = (*_ENVELOPE, Phase.BODY)
_NO = range(500, 600)
_DAY, _QUARTER, _SOON = timedelta(days=1), timedelta(minutes=15), timedelta(minutes=5)

MEANINGS = (
    # Whatever the phase: later.
    Meaning(NotSent, "{host} wants to be asked later ({said}).", LATER, (421,), again_in=_QUARTER),
    Meaning(
        NotSent, "{host} takes no more mail from you today ({said}).", LATER, (550, 552, 554), r"[45]\.4\.5|5\.7\.0",
        words="daily|sending (?:limit|quota)", again_in=_DAY,
    ),
    Meaning(NotSent, "{host} takes the mail later ({said}).", LATER, (450, 451), again_in=_SOON),
    Meaning(NotSent, "{host} could not take the mail now ({said}).", LATER, range(400, 500), again_in=_QUARTER),
    Meaning(NotSent, "{host} could not take the mail now ({said}).", LATER, (), r"4\..*", again_in=_QUARTER),
    # Who signs in, and how.
    Meaning(
        Blocked, "{host} takes no passwords any more ({said}).", WAYS, (535, 550),
        r"5\.7\.(?:30|139)", words="basic auth|not supported|disabled",
    ),
    Meaning(
        Blocked, "{host} wants a password made for programs ({said}).", _APP_PASSWORD, (534,), r"5\.7\.9",
        (Phase.SIGN_IN,),
    ),
    Meaning(Blocked, "{host} did not let us sign in ({said}).", _SIGN_IN, _NO, r"5\..*", (Phase.SIGN_IN,)),
    Meaning(Blocked, "{host} offers no TLS ({said}).", WAYS, _NO, r"5\..*", (Phase.TLS,)),
    Meaning(Blocked, "{host} does not speak to us ({said}).", WAYS, _NO, r"5\..*", (Phase.GREETING,)),
    Meaning(
        Blocked, "{host} wants us to sign in first ({said}).", _SIGN_IN, (530, 538, 550, 553, 554),
        r"5\.7\.(?:0|1|11|57)|5\.5\.1", _ENVELOPE, "authenticat|\\bauth\\b|sign in|log in|starttls|relay",
    ),
    # What the mail is. A size may be refused before the mail is seen: its length is said first.
    Meaning(
        Refused, "The mailbox of MAIL_TO is full ({said}).", "make room in it, or set another MAIL_TO in .env", (),
        r"5\.2\.2", _LETTER,
    ),
    Meaning(
        Refused, "{host} finds the mail too large ({said}).", "nothing to do: the next one may be smaller",
        (552,), r"5\.3\.4|5\.2\.3", _LETTER,
    ),
    Meaning(
        Blocked, "{host} lets you send nothing from MAIL_FROM ({said}).", _OTHER_SENDER, (),
        r"5\.1\.[78]|5\.7\.60|5\.2\.252", _LETTER,
    ),
    Meaning(
        Blocked, "{host} lets you send nothing from MAIL_FROM ({said}).", _OTHER_SENDER, (550, 553, 554),
        r"5\.7\.\d+|5\.1\.0", _LETTER, _NOT_YOURS,
    ),
    Meaning(
        Blocked, "{host} lets you send nothing from MAIL_FROM ({said}).", _OTHER_SENDER, _NO, r"5\..*", (Phase.SENDER,)
    ),
    Meaning(
        Refused, "{host} takes the mail for spam ({said}).",
        "tell your provider that mail from MAIL_FROM is wanted, or send through another SMTP_SERVER",
        (554,), r"5\.7\.\d+|5\.6\.\d+", _LETTER,
    ),
    Meaning(
        Refused, "{host} takes the mail for spam ({said}).",
        "tell your provider that mail from MAIL_FROM is wanted, or send through another SMTP_SERVER",
        (550, 553), "", (Phase.BODY,), "spam|virus|policy|content|blocked",
    ),
    Meaning(
        Refused, "{host} takes nothing for MAIL_TO ({said}).", _OTHER_RECIPIENT, (550, 551, 553), r"5\.[124]\.\d+",
        _LETTER,
    ),
    Meaning(Refused, "{host} refused the mail ({said}).", "bot check", _NO, r"5\..*"),
)  # fmt: skip


def judge(phase: Phase, reply: Reply, host: str) -> PublishError:
    """Return what an answer means that is not the one that was hoped for."""
    for row in MEANINGS:
        if reply.is_no and row.fits(phase, reply):
            return _error(row, row.sentence.format(host=host, said=reply.said))
    if phase is Phase.BODY and not reply.is_no:
        return Unconfirmed(f"{host} did not say whether it took the mail ({reply.said}).", UNKNOWN)
    return NotSent(f"{host} gave an answer no mail server gives ({reply.said}).", "bot check", _QUARTER)


def _error(row: Meaning, sentence: str) -> PublishError:
    return NotSent(sentence, row.hint, row.again_in) if row.means is NotSent else row.means(sentence, row.hint)
