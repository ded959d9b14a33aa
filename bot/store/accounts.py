"""What is known of the account at each platform: whether it is paused, what it cost, what it told. Never a secret."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import sleep
from typing import Any

from bot.accounts import sealing
from bot.clock import Clock, stopwatch
from bot.errors import Blocked, NotSent, StoreError
from bot.redact import Secret, remember
from bot.store.database import Database
from bot.store.post import instant_text

_NO_KEY = Secret("")
_PATIENCE, _MOMENT = 60.0, 0.05  # seconds
WARNED = timedelta(days=14)  # before a token ends
MILLIONTHS = 1_000_000  # of a dollar: money is counted in whole ones


@dataclass(frozen=True, slots=True)
class Paused:
    """A platform nothing is sent to: since when and why, what to do, and until when if it ends by itself."""

    platform: str
    since: datetime
    reason: str
    hint: str
    until: datetime | None


class Accounts:
    """The accounts of one journey."""

    def __init__(self, database: Database, journey_id: int, key: Secret = _NO_KEY) -> None:
        self._database = database
        self._journey = journey_id
        self._key = key

    def pauses(self, now: datetime) -> list[Paused]:
        """Return which platforms are paused."""
        rows = self._database.rows(
            "SELECT * FROM platform_pauses WHERE journey_id = :journey AND (until IS NULL OR until > :now)"
            " ORDER BY platform",
            journey=self._journey, now=instant_text(now),
        )  # fmt: skip
        return [
            Paused(
                row["platform"],
                datetime.fromisoformat(row["since"]),
                row["reason"],
                row["hint"],
                datetime.fromisoformat(row["until"]) if row["until"] else None,
            )
            for row in rows
        ]

    def pause(self, platform: str, error: Blocked, now: datetime) -> bool:
        """Send nothing more to a platform, and tell whether that is news: a reason that lasts is told once."""
        from bot.store.models import PauseRow
        from bot.store.statements import change, found

        own: dict[str, Any] = {"journey_id": self._journey, "platform": platform}
        told = {"reason": error.message, "hint": error.hint, "until": now + error.again_in if error.again_in else None}
        with self._database.writing() as session:
            before = found(session, PauseRow, **own)
            if not before and self._database.insert_new(session, PauseRow, **own, since=now, **told):
                return True
            change(session, PauseRow, told, **own)
        return bool(before) and before[0].reason != error.message

    def lift(self, platform: str) -> None:
        """Let posts go to a platform again."""
        from bot.store.models import PauseRow
        from bot.store.statements import remove

        with self._database.writing() as session:
            remove(session, PauseRow, journey_id=self._journey, platform=platform)

    def spent(self, platform: str, since: datetime) -> int:
        """Return how many millionths of a dollar a platform has taken since an instant."""
        rows = self._database.rows(
            "SELECT coalesce(sum(microdollars), 0) AS spent FROM spending"
            " WHERE journey_id = :journey AND platform = :platform AND at >= :since",
            journey=self._journey, platform=platform, since=instant_text(since),
        )  # fmt: skip
        return int(rows[0]["spent"])

    def memory(self, platform: str, clock: Clock) -> "AccountMemory":
        """Return where a platform remembers things."""
        return AccountMemory(self._database, self._journey, platform, clock, self._key)

    def ending(self, now: datetime) -> list[tuple[str, str, datetime]]:
        """Return which tokens of which platform end within a fortnight, or have ended; a session renews itself."""
        rows = self._database.rows(
            "SELECT name, expires_at FROM vault WHERE journey_id = :journey AND expires_at <= :until ORDER BY name",
            journey=self._journey, until=instant_text(now + WARNED),
        )  # fmt: skip
        named = [(*row["name"].split(" ", 1), datetime.fromisoformat(row["expires_at"])) for row in rows]
        return [(platform, token, at) for platform, token, at in named if not token.startswith("session")]

    def forget(self, platform: str) -> int:
        """Take every token of a platform out of the vault, and return how many there were."""
        from sqlmodel import col, delete

        from bot.store.models import VaultRow

        with self._database.writing() as session:
            own = (
                col(VaultRow.journey_id) == self._journey,
                col(VaultRow.name).startswith(f"{platform} ", autoescape=True),
            )
            return session.connection().execute(delete(VaultRow).where(*own)).rowcount


class AccountMemory:
    """What one platform told, and what its questions cost: the Memory a platform is given."""

    def __init__(self, database: Database, journey_id: int, platform: str, clock: Clock, key: Secret) -> None:
        self._database = database
        self._key = key
        self._own: dict[str, Any] = {"journey_id": journey_id, "platform": platform}
        self._clock = clock

    def recall(self, name: str) -> str:
        """Return what was kept under a name, or nothing."""
        rows = self._database.rows(
            "SELECT value FROM remembered WHERE journey_id = :journey_id AND platform = :platform AND name = :name",
            **self._own, name=name,
        )  # fmt: skip
        return str(rows[0]["value"]) if rows else ""

    def keep(self, name: str, value: str) -> None:
        """Keep something that is no secret."""
        from bot.store.models import RememberedRow
        from bot.store.statements import change

        with self._database.writing() as session:
            if not self._database.insert_new(session, RememberedRow, **self._own, name=name, value=value):
                change(session, RememberedRow, {"value": value}, **self._own, name=name)

    def spend(self, what: str, usd: float) -> None:
        """Write down money a question took."""
        from bot.store.models import SpendingRow
        from bot.store.statements import put

        cost = {"at": self._clock.now(), "what": what, "microdollars": round(usd * MILLIONTHS)}
        with self._database.writing() as session:
            put(session, SpendingRow, {**self._own, **cost})

    # --- the vault -----------------------------------------------------------------------------------------------

    def unseal(self, name: str) -> Secret:
        """Return a secret of the vault; an empty one if there is none."""
        rows = self._database.rows(
            "SELECT sealed FROM vault WHERE journey_id = :journey_id AND name = :name",
            journey_id=self._own["journey_id"], name=self._named(name),
        )  # fmt: skip
        found = sealing.unseal(bytes(rows[0]["sealed"]), self._named(name), self._key) if rows else Secret("")
        if found:
            remember(found)
        return found

    def seal(self, name: str, secret: Secret, ends_at: datetime | None = None) -> None:
        """Put a secret into the vault; an empty one never replaces a good one."""
        from bot.store.models import VaultRow
        from bot.store.statements import change

        if not secret:
            raise StoreError(f"An empty {name} is not kept.", "bot check")
        remember(secret)
        own: dict[str, Any] = {"journey_id": self._own["journey_id"], "name": self._named(name)}
        sealed = sealing.seal(secret, self._named(name), self._key)
        row = {"sealed": sealed, "expires_at": ends_at, "changed_at": self._clock.now()}
        with self._database.writing() as session:
            if not self._database.insert_new(session, VaultRow, **own, **row):
                change(session, VaultRow, row, **own)

    def trying(self, secrets: Mapping[str, Secret], names: Mapping[str, str]) -> "TryingMemory":
        """Return this memory with new keys laid over it: to try them before they take the place of any that work."""
        return TryingMemory(self, secrets, names)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep every other process from refreshing this platform's tokens meanwhile."""
        name = f"tokens of {self._own['platform']}"
        waited = stopwatch()
        while not self._database.hold(name):
            if waited() > _PATIENCE:
                raise NotSent("Another process has been busy with the tokens for long.", "bot check")
            sleep(_MOMENT)
        try:
            yield
        finally:
            self._database.let_go(name)

    def _named(self, name: str) -> str:
        return f"{self._own['platform']} {name}"


class TryingMemory(AccountMemory):
    """A memory as if new keys were in it already."""

    def __init__(self, real: AccountMemory, secrets: Mapping[str, Secret], names: Mapping[str, str]) -> None:
        self.__dict__ |= vars(real)
        self._secrets, self._names = secrets, names

    def recall(self, name: str) -> str:
        """Return what was kept under a name, the new first."""
        return self._names.get(name) or super().recall(name)

    def unseal(self, name: str) -> Secret:
        """Return a secret, the new first."""
        return self._secrets.get(name) or super().unseal(name)
