"""The journey itself: whether everything is on hold, and why."""

from datetime import datetime

from bot.store.database import Database

JOURNEY = 1  # today there is one; every row belongs to it


class Journey:
    """One learner following one roadmap."""

    def __init__(self, database: Database, journey_id: int) -> None:
        self._database = database
        self.id = journey_id

    def hold(self) -> str:
        """Return why nothing is sent at present, or nothing."""
        row = self._database.rows("SELECT held_since, hold_reason FROM journeys WHERE id = :id", id=self.id)[0]
        return (row["hold_reason"] or "held") if row["held_since"] else ""

    def held_since(self) -> str:
        """Return since when, as it is kept."""
        return str(self._database.rows("SELECT held_since FROM journeys WHERE id = :id", id=self.id)[0]["held_since"])

    def hold_now(self, reason: str, now: datetime) -> None:
        """Stop all sending until it is released."""
        self._set(now, reason)

    def release(self, now: datetime) -> None:
        """Let approved posts go out again; whoever says so is there."""
        self._set(None, "", seen_at=now)

    def _set(self, since: datetime | None, reason: str, **more: datetime) -> None:
        from sqlmodel import col, update

        from bot.store.models import JourneyRow

        with self._database.writing() as session:
            held = update(JourneyRow).where(col(JourneyRow.id) == self.id)
            session.exec(held.values(held_since=since, hold_reason=reason, **more))
