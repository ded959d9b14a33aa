"""What a person decided about their calendar: pauses, moved study days, study days closed early."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.store.database import Database, Row

if TYPE_CHECKING:
    from bot.plan import Move, Pause


class CalendarStore:
    """The decisions about one journey's calendar."""

    def __init__(self, database: Database, journey_id: int) -> None:
        self._database = database
        self._journey = journey_id

    def pauses(self) -> "list[Pause]":
        """Return every pause, the first one first; the last may have no end yet."""
        rows = self._database.rows(
            "SELECT first, last, reason FROM plan_pauses WHERE journey_id = :journey ORDER BY first, id",
            journey=self._journey,
        )
        return [_pause(row) for row in rows]

    def pause(self, pause: "Pause") -> None:
        """Let the plan rest."""
        from bot.store.models import PlanPauseRow

        with self._database.writing() as session:
            session.add(PlanPauseRow(journey_id=self._journey, first=pause.first, last=pause.last, reason=pause.reason))

    def resume(self, today: date) -> int:
        """End the pause that holds today: yesterday was its last date; one that would begin today is taken back."""
        from sqlmodel import col, delete, or_, select

        from bot.store.models import PlanPauseRow

        with self._database.writing() as session:
            lasting = or_(col(PlanPauseRow.last).is_(None), col(PlanPauseRow.last) >= today)
            begun = col(PlanPauseRow.first) <= today
            own = PlanPauseRow.journey_id == self._journey
            rows = session.exec(select(PlanPauseRow).where(own, begun, lasting)).all()
            for row in rows:
                if row.first < today:
                    row.last = today - timedelta(days=1)
                else:
                    session.exec(delete(PlanPauseRow).where(col(PlanPauseRow.id) == row.id))
        return len(rows)

    def moves(self) -> "list[Move]":
        """Return every move, in the order they were decided."""
        rows = self._database.rows(
            "SELECT day_index, item_id, moved_to FROM plan_moves WHERE journey_id = :journey ORDER BY id",
            journey=self._journey,
        )
        return [_move(row) for row in rows]

    def move(self, move: "Move", now: datetime) -> None:
        """Keep a move."""
        from bot.store.models import PlanMoveRow

        with self._database.writing() as session:
            session.add(
                PlanMoveRow(
                    journey_id=self._journey, decided_at=now, day_index=move.index, item_id=move.item,
                    moved_to=move.to,
                )
            )  # fmt: skip

    def close(self, study_date: date, now: datetime) -> bool:
        """Close a study day before its hour, and tell whether it was open."""
        from bot.store.models import ClosedDayRow

        with self._database.writing() as session:
            row = {"journey_id": self._journey, "study_date": study_date, "closed_at": now}
            return self._database.insert_new(session, ClosedDayRow, **row)

    def is_closed(self, study_date: date) -> bool:
        """Return whether a person closed a study day."""
        return bool(
            self._database.rows(
                "SELECT 1 FROM closed_days WHERE journey_id = :journey AND study_date = :day",
                journey=self._journey, day=study_date.isoformat(),
            )
        )  # fmt: skip


def _pause(row: Row) -> "Pause":
    from bot.plan import Pause  # most have none, and bot alone does without the plan

    last = date.fromisoformat(row["last"]) if row["last"] else None
    return Pause(date.fromisoformat(row["first"]), last, row["reason"])


def _move(row: Row) -> "Move":
    from bot.plan import Move

    return Move(int(row["day_index"]), row["item_id"], date.fromisoformat(row["moved_to"]))
