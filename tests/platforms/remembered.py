"""A memory that lasts as long as a test."""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime

from bot.redact import Secret


@dataclass
class Remembered:
    """What a platform is given to remember things by."""

    kept: dict[str, str] = field(default_factory=dict)
    spent: list[tuple[str, float]] = field(default_factory=list)
    sealed: dict[str, tuple[Secret, datetime | None]] = field(default_factory=dict)

    def recall(self, name: str) -> str:
        """Return what was kept."""
        return self.kept.get(name, "")

    def keep(self, name: str, value: str) -> None:
        """Keep it."""
        self.kept[name] = value

    def spend(self, what: str, usd: float) -> None:
        """Write it down."""
        self.spent.append((what, usd))

    def unseal(self, name: str) -> Secret:
        """Return a secret."""
        return self.sealed.get(name, (Secret(""), None))[0]

    def seal(self, name: str, secret: Secret, ends_at: datetime | None = None) -> None:
        """Keep a secret."""
        self.sealed[name] = secret, ends_at

    def alone(self) -> AbstractContextManager[None]:
        """There is nobody else."""
        return nullcontext()
