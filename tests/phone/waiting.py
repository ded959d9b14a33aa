"""The updates that wait on Telegram's side. § are those of the contract.

Odd about it: what waits is forgotten after a day, a pressed button after 150 seconds; and after a week of quiet the
numbers start anew anywhere, so a later one may be lower.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from bot.clock import Clock

KEPT = timedelta(hours=24)  # §0.1
PRESS_KEPT = timedelta(seconds=150)  # §0.1
QUIET = timedelta(days=7)  # §2.2.4
_BEYOND = 10  # §2.2.4


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update nobody has confirmed."""

    update_id: int
    at: datetime
    kind: str
    body: Any

    @property
    def told(self) -> dict[str, Any]:
        """Return it as it is told."""
        return {"update_id": self.update_id, self.kind: self.body}


class Queue:
    """What waits for one bot."""

    def __init__(self, clock: Clock, chance: Random) -> None:
        self._clock, self._chance = clock, chance
        self._waiting: list[Waiting] = []
        self._next = chance.randrange(10**8, 9 * 10**8)
        self._last_at: datetime | None = None

    @property
    def numbers(self) -> list[int]:
        """Return the numbers of what waits."""
        self._expire()
        return [each.update_id for each in self._waiting]

    def add(self, kind: str, body: Any) -> int:
        """Let something wait, and return its number."""
        now = self._clock.now()
        if self._last_at and now - self._last_at >= QUIET:  # §2.2.4
            self.start_anew(self._chance.randrange(10**8, 9 * 10**8))
        self._waiting.append(Waiting(self._next, now, kind, body))
        self._last_at, self._next = now, self._next + 1
        return self._next - 1

    def start_anew(self, number: int) -> None:
        """Number what comes from here on (§2.2.4)."""
        self._next = number

    def get(self, offset: int, limit: int) -> list[dict[str, Any]]:
        """Return what waits; what is before the offset is confirmed by asking for more (§0.2)."""
        self._expire()
        if offset < 0:  # §2.2.5: counts from the end and throws the rest away
            self._waiting = self._waiting[offset:]
        elif 0 < offset <= self._next + _BEYOND:  # §2.2.4: one that is further off is ignored
            self._waiting = [each for each in self._waiting if each.update_id >= offset]
        return [each.told for each in self._waiting[:limit]]

    def _expire(self) -> None:
        now = self._clock.now()
        self._waiting = [
            each for each in self._waiting if now - each.at < (PRESS_KEPT if each.kind == "callback_query" else KEPT)
        ]
