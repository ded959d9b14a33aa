"""Everything one journey remembers, each part made when it is first asked for: a command pays for what it uses."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.store.calendar import CalendarStore
    from bot.store.database import Database
    from bot.store.evidence import EvidenceStore
    from bot.store.items import Items
    from bot.store.journey import Journey
    from bot.store.letters import Letters
    from bot.store.notes import Notes
    from bot.store.outbox import Outbox
    from bot.store.queue import Queue
    from bot.store.reading import Posts
    from bot.store.requests import Requests
    from bot.store.slots import Slots
    from bot.store.sources import Sources

JOURNEY = 1  # today there is one; every row belongs to it


class Stores:
    """The stores of one journey, over one database."""

    @cached_property
    def database(self) -> Database:
        """Return the database; whoever inherits this opens it."""
        raise NotImplementedError

    @cached_property
    def posts(self) -> Posts:
        """Return the posts, to look at."""
        from bot.store.reading import Posts

        return Posts(self.database, JOURNEY)

    @cached_property
    def queue(self) -> Queue:
        """Return the posts, to change."""
        from bot.store.queue import Queue

        return Queue(self.database, JOURNEY)

    @cached_property
    def outbox(self) -> Outbox:
        """Return the posts, to send."""
        from bot.store.outbox import Outbox

        return Outbox(self.database, JOURNEY)

    @cached_property
    def slots(self) -> Slots:
        """Return what became of each slot."""
        from bot.store.slots import Slots

        return Slots(self.database, JOURNEY)

    @cached_property
    def journey(self) -> Journey:
        """Return the journey itself: held or not."""
        from bot.store.journey import Journey

        return Journey(self.database, JOURNEY)

    @cached_property
    def evidence(self) -> EvidenceStore:
        """Return what really happened."""
        from bot.store.evidence import EvidenceStore

        return EvidenceStore(self.database, JOURNEY)

    @cached_property
    def notes(self) -> Notes:
        """Return the learner's own words."""
        from bot.store.notes import Notes

        return Notes(self.database, JOURNEY)

    @cached_property
    def sources(self) -> Sources:
        """Return how far each source of evidence has been read."""
        from bot.store.sources import Sources

        return Sources(self.database, JOURNEY)

    @cached_property
    def items(self) -> Items:
        """Return what is remembered of the roadmap's items."""
        from bot.store.items import Items

        return Items(self.database, JOURNEY)

    @cached_property
    def calendar(self) -> CalendarStore:
        """Return what the person decided about their calendar."""
        from bot.store.calendar import CalendarStore

        return CalendarStore(self.database, JOURNEY)

    @cached_property
    def letters(self) -> Letters:
        """Return the letters to the learner."""
        from bot.store.letters import Letters

        return Letters(self.database, JOURNEY)

    @cached_property
    def requests(self) -> Requests:
        """Return what the learner was asked, and what came back."""
        from bot.store.requests import Requests

        return Requests(self.database, JOURNEY)
