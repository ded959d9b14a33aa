"""Who is sending: a lock per sender that dies with its process, so that what a dead one left behind is found."""

import os
import uuid

from bot.store.database import Database


class Senders:
    """The senders on one database: this one, and the others that live."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._name = f"publisher {os.getpid()} {uuid.uuid4().hex[:8]}"

    @property
    def me(self) -> str:
        """Return the name of this sender, known to be alive from now on."""
        self._database.hold(self._name)  # once more: a server may have closed the connection that held it
        return self._name

    def is_sending(self, name: str) -> bool:
        """Tell whether another sender of that name lives; this one sends nothing while it asks."""
        return name != self._name and self._database.is_held(name)
