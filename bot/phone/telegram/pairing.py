"""How a chat is bound to a person: a code the terminal shows, sent from the chat within ten minutes.

Odd about it: being the first to write to a bot proves nothing (bots that believed so were taken over), so the code
does: 96 random bits, kept as a hash, good once, and five wrong ones close the window. Who was right is still shown on
the terminal for a yes.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

_BYTES = 12
_LASTS = timedelta(minutes=10)
_MOST_WRONG = 5


class Verdict(StrEnum):
    """What a code is found to be."""

    RIGHT = "right"  # and the window is closed
    WRONG = "wrong"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Window:
    """While it is open, one code binds a chat."""

    digest: str
    opened_at: datetime
    wrong: int = 0
    is_used: bool = False

    def is_open(self, now: datetime) -> bool:
        """Tell whether a code is still waited for; a clock that was set back closes it too."""
        return not self.is_used and self.wrong < _MOST_WRONG and timedelta() <= now - self.opened_at < _LASTS


def begin(now: datetime) -> tuple[str, Window]:
    """Return a new code, to be shown and not kept, and the window it opens."""
    from secrets import token_hex

    code = token_hex(_BYTES)
    return code, Window(_digest(code), now)


def look(window: Window, code: str, now: datetime) -> tuple[Verdict, Window]:
    """Return what a code is, and the window after it."""
    from hmac import compare_digest

    if not window.is_open(now):
        return Verdict.CLOSED, window
    if compare_digest(_digest(code), window.digest):
        return Verdict.RIGHT, replace(window, is_used=True)
    return Verdict.WRONG, replace(window, wrong=window.wrong + 1)


def invitation(username: str, code: str) -> tuple[str, str]:
    """Return the address that opens the chat with the code, and the line to type where it drops the code."""
    return f"https://t.me/{username}?start={code}", f"/start {code}"


def _digest(code: str) -> str:
    from hashlib import sha256

    return sha256(code.encode(errors="replace")).hexdigest()
