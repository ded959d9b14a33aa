"""The journey itself: whether everything is on hold, and why."""

from datetime import datetime, timedelta

from bot.store.database import Database
from bot.store.post import instant_text


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

    def awake(self, now: datetime, silence: timedelta) -> None:
        """Say that the jobs are woken; a longer silence before was a standstill."""
        from bot.store.models import JourneyRow, StandstillRow
        from bot.store.statements import change

        before = self.awake_at()
        with self._database.writing() as session:
            if before and now - before > silence:
                self._database.insert_new(session, StandstillRow, journey_id=self.id, since=before, until=now)
            change(session, JourneyRow, {"awake_at": now}, id=self.id)

    def awake_at(self) -> datetime | None:
        """Return when the jobs were last woken; nothing where that never was."""
        row = self._database.rows("SELECT awake_at FROM journeys WHERE id = :id", id=self.id)[0]
        return datetime.fromisoformat(row["awake_at"]) if row["awake_at"] else None

    def standstills(self, since: datetime) -> list[tuple[datetime, datetime]]:
        """Return from when to when nobody woke the jobs, of what ended since an instant."""
        rows = self._database.rows(
            "SELECT since, until FROM standstills WHERE journey_id = :id AND until > :since ORDER BY since",
            id=self.id, since=instant_text(since),
        )  # fmt: skip
        return [(datetime.fromisoformat(row["since"]), datetime.fromisoformat(row["until"])) for row in rows]

    def _set(self, since: datetime | None, reason: str, **more: datetime) -> None:
        from sqlmodel import col, update

        from bot.store.models import JourneyRow

        with self._database.writing() as session:
            held = update(JourneyRow).where(col(JourneyRow.id) == self.id)
            session.exec(held.values(held_since=since, hold_reason=reason, **more))
