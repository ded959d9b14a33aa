"""What became of the hours a schedule gives; each is decided about once."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.lifecycle import Outcome
from bot.store.post import instant_text

if TYPE_CHECKING:
    from bot.schedule import Slot
    from bot.store.database import Database

_A_DAY = timedelta(days=1)
_OF_THE_SCHEDULE = "substr(slot, 1, 11) <> 'correction-'"  # a correction has a slot of its own


class Slots:
    """The slots of one journey."""

    def __init__(self, database: Database, journey_id: int) -> None:
        self._database = database
        self._journey = journey_id

    def outcome(self, slot: Slot) -> Outcome | None:
        """Return how a slot ended, or None if nothing has been decided about it."""
        rows = self._database.rows(
            "SELECT outcome FROM slots"
            " WHERE journey_id = :journey AND platform = :platform AND slot = :slot AND local_date = :date",
            journey=self._journey, platform=slot.platform, slot=slot.name, date=slot.local_date.isoformat(),
        )  # fmt: skip
        return Outcome(rows[0]["outcome"]) if rows else None

    def outcomes(self, first: date, last: date) -> Counter[Outcome]:
        """Return how many slots of some local dates ended how."""
        rows = self._database.rows(
            "SELECT outcome, count(*) AS many FROM slots"
            " WHERE journey_id = :journey AND local_date BETWEEN :first AND :last GROUP BY outcome",
            journey=self._journey, first=first.isoformat(), last=last.isoformat(),
        )  # fmt: skip
        return Counter({Outcome(row["outcome"]): row["many"] for row in rows})

    def passed(self, since: datetime, until: datetime) -> int:
        """Return how many slots had their hour in a time and came to nothing for it."""
        rows = self._database.rows(
            "SELECT count(*) AS many FROM slots WHERE journey_id = :journey AND outcome IN ('skipped', 'missed')"
            " AND local_date BETWEEN :first AND :last AND due_at BETWEEN :since AND :until",
            journey=self._journey, since=instant_text(since), until=instant_text(until),
            first=(since.date() - _A_DAY).isoformat(), last=(until.date() + _A_DAY).isoformat(),
        )  # fmt: skip
        return int(rows[0]["many"])

    def last_slot_before(self, slot: Slot) -> date | None:
        """Return the local date of the latest slot of that platform before this one; one in a pause told nothing."""
        rows = self._database.rows(
            "SELECT max(local_date) AS latest FROM slots WHERE journey_id = :journey AND platform = :platform"  # noqa: S608 (ours)
            f" AND local_date < :date AND outcome <> 'paused' AND {_OF_THE_SCHEDULE}",
            journey=self._journey, platform=slot.platform, date=slot.local_date.isoformat(),
        )  # fmt: skip
        return date.fromisoformat(rows[0]["latest"]) if rows[0]["latest"] else None

    def last_decided(self) -> date | None:
        """Return the latest local date with a slot that has been decided about."""
        sql = f"SELECT max(local_date) AS latest FROM slots WHERE journey_id = :journey AND {_OF_THE_SCHEDULE}"  # noqa: S608 (ours)
        latest = self._database.rows(sql, journey=self._journey)[0]["latest"]
        return date.fromisoformat(latest) if latest else None

    def began_at(self) -> datetime:
        """Return when this journey was begun: no slot before that was ever ours."""
        sql = "SELECT created_at FROM journeys WHERE id = :journey"
        return datetime.fromisoformat(self._database.rows(sql, journey=self._journey)[0]["created_at"])
