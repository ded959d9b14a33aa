"""May this mail act? Only if it is the person's own answer to a request of ours; all others are ignored with a reason.

Odd about it: `From` proves nothing. What does is that the mail names a request of ours, which only its reader can, and
that the topmost word of the person's own provider vouches for the sender's domain; the words further down anybody could
have written. Where a provider gives no such word, a setting lets the name of the request alone be enough.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.phone.mailbox.mail import Mail
from bot.phone.mailbox.results import Results, Unreadable, Verdict, bare, read, shown

RESULTS: Final = "results"
CAPABILITY: Final = "capability"
_HEADER = "Authentication-Results"
_ADDRESS = re.compile(r"(?:[^<>,;:@]*<\s*([^<>,;:@\s]+@[^<>,;:@\s]+)\s*>|\s*([^<>,;:@\s]+@[^<>,;:@\s]+))\s*")
_BULK = ("auto_reply", "junk", "bulk", "list")


class Reason(StrEnum):
    """Why a mail does nothing."""

    OURS = "it is a mail of our own"
    AUTOMATIC = "a machine wrote it"
    SENDER = "it does not come from your address alone"
    NO_ANSWER = "it answers no request of ours"
    UNSIGNED = "no word of your provider's stands on top of it"
    UNREADABLE = "your provider's word on it does not add up"
    TWICE = "your provider's word on it says two things at once"
    NOT_VOUCHED = "your provider does not vouch for its sender"


@dataclass(frozen=True, slots=True)
class Trusted:
    """The mail may act: it answers this request."""

    request: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """The mail does nothing and gets no answer."""

    reason: Reason


def may_act(
    mail: Mail, owner: str, requests: Collection[str], signed_by: Collection[str], trust: str = RESULTS
) -> Trusted | Ignored:
    """Tell whether a mail may act.

    `requests` are the Message-IDs of what was asked, `signed_by` the names under which the person's provider speaks.
    """
    if mail.message_id in requests:
        return Ignored(Reason.OURS)
    if is_automatic(mail):
        return Ignored(Reason.AUTOMATIC)
    if sender(mail) != owner.lower():
        return Ignored(Reason.SENDER)
    named = [*mail.ids("In-Reply-To"), *reversed(mail.ids("References"))]  # the nearest first
    answered = next((each for each in named if each in requests), "")
    if not answered:
        return Ignored(Reason.NO_ANSWER)
    if trust != CAPABILITY and (reason := _doubt(mail, owner, signed_by)):
        return Ignored(reason)
    return Trusted(answered)


def sender(mail: Mail) -> str:
    """Return the one address of the one From header in small letters, or nothing if there is not exactly one."""
    given = mail.all("From")
    if len(given) != 1:
        return ""
    try:
        found = _ADDRESS.fullmatch(bare(given[0]))
    except Unreadable:
        return ""
    return shown(found[1] or found[2]).lower() if found else ""


def is_automatic(mail: Mail) -> bool:
    """Tell whether a machine wrote a mail: an absence, a bounce, a list (RFC 3834)."""
    submitted = [value.partition(";")[0].partition("(")[0].strip().lower() for value in mail.all("Auto-Submitted")]
    kinds = [value.lower() for value in mail.all("Content-Type")]
    return bool(
        [each for each in submitted if each != "no"]
        or [value for value in mail.all("Precedence") if value.lower() in _BULK]
        or [value for value in mail.all("Return-Path") if value in ("<>", "")]
        or [value for value in kinds if value.startswith("multipart/report")]
        or any(mail.all(name) for name in ("X-Autoreply", "X-Autorespond", "List-Id"))
    )


def signer(mail: Mail, owner: str) -> str:
    """Return who vouches for this mail's sender on top of it, so that a person can say yes to that name; or nothing."""
    found = _topmost(mail)
    if not isinstance(found, Results) or sender(mail) != owner.lower():
        return ""
    return "" if _doubt(mail, owner, (found.by,)) else found.by


def _doubt(mail: Mail, owner: str, signed_by: Collection[str]) -> Reason | None:
    found = _topmost(mail)
    if isinstance(found, Reason):
        return found
    if not found.by or found.by not in {each.lower() for each in signed_by}:
        return Reason.UNSIGNED
    return _doubt_of(found, owner.lower().rpartition("@")[2])


def _doubt_of(found: Results, domain: str) -> Reason | None:
    match found.of("dmarc"), found.of("dkim"):
        case ([_, _, *_], _):
            return Reason.TWICE
        case ([dmarc], _) if dmarc.result != "none":  # none: that domain has no rule, and DKIM decides
            return None if dmarc.result == "pass" and _of(dmarc, "header.from") == domain else Reason.NOT_VOUCHED
        case (_, [_, _, *_]):
            return Reason.TWICE
        case (_, [dkim]) if dkim.result == "pass":
            named = "header.d" if "header.d" in dkim.of else "header.i"
            return None if _is_over(_of(dkim, named), domain) else Reason.NOT_VOUCHED
    return Reason.NOT_VOUCHED


def _topmost(mail: Mail) -> Results | Reason:
    given = mail.all(_HEADER)
    if not given:
        return Reason.UNSIGNED
    try:
        return read(given[0])
    except Unreadable:
        return Reason.UNREADABLE


def _of(verdict: Verdict, name: str) -> str:
    """Return a domain a verdict names; what stands before an @ is nobody's proof."""
    return verdict.of.get(name, "").rpartition("@")[2].rstrip(".")


def _is_over(signed: str, domain: str) -> bool:
    """Tell whether who signed for one domain speaks for another: the same, or one above it, but not all of .org."""
    return signed == domain or ("." in signed and domain.endswith(f".{signed}"))
