"""What a mail that asks has beyond other mails: a name nobody can guess, and a line that parts its words from theirs.

Odd about it: the name (its Message-ID) is the capability. Only who can read the mail can answer it, and so whoever gets
it forwarded can answer too; the mail itself has to say so.
"""

import re
import secrets
from dataclasses import dataclass

MARKER = "— answer above this line —"
_MARKED = re.compile(r"answer above this line", re.IGNORECASE)  # a mail program may change the dashes
_NO_MACHINES = ("X-Auto-Response-Suppress", "All")  # for Exchange; a letter's Auto-Submitted tells all others


@dataclass(frozen=True, slots=True)
class Request:
    """What a mail that asks goes out with: its own name, headers beyond the usual ones, its text."""

    message_id: str
    headers: tuple[tuple[str, str], ...]
    text: str


def request(sender: str, text: str, answers: str = "") -> Request:
    """Return how a text asks, from an address of ours; `answers` is the Message-ID of a mail it answers."""
    thread = (("In-Reply-To", answers), ("References", answers)) if is_id(answers) else ()
    return Request(request_id(sender), (_NO_MACHINES, *thread), f"{MARKER}\n\n{text}")


def request_id(sender: str) -> str:
    """Return a Message-ID of 128 random bits under the sender's domain."""
    return f"<q-{secrets.token_hex(16)}@{sender.rpartition('@')[2]}>"


def is_id(text: str) -> bool:
    """Tell whether a text may stand in a header of ours as somebody's Message-ID."""
    return bool(re.fullmatch(r"<[!-;=?-~]{1,400}>", text))


def is_marker(line: str) -> bool:
    """Tell whether a line is the one that parts an answer from our words."""
    return bool(_MARKED.search(line))
