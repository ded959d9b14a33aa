"""A memory with new keys laid over it: they are tried before they take the place of any that work."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from bot.redact import Secret


class _Real(Protocol):
    def recall(self, name: str) -> str: ...

    def keep(self, name: str, value: str) -> None: ...

    def spend(self, what: str, usd: float) -> None: ...

    def unseal(self, name: str) -> Secret: ...

    def seal(self, name: str, secret: Secret, ends_at: datetime | None = None) -> None: ...

    def alone(self) -> AbstractContextManager[None]: ...


class Provisional:
    """What a platform remembers, as if the new keys were in the vault already."""

    def __init__(self, real: _Real, secrets: Mapping[str, Secret], names: Mapping[str, str]) -> None:
        self._real, self._secrets, self._names = real, secrets, names
        self.keep, self.spend, self.seal, self.alone = real.keep, real.spend, real.seal, real.alone

    def recall(self, name: str) -> str:
        """Return what was kept under a name, the new first."""
        return self._names.get(name) or self._real.recall(name)

    def unseal(self, name: str) -> Secret:
        """Return a secret, the new first."""
        return self._secrets.get(name) or self._real.unseal(name)
