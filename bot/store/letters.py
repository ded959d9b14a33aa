"""Letters to the learner, each sent at most once: its bytes, its tries, what became of it; and what was told already.

The same care as for posts: a letter is claimed before its first byte leaves, and one that may have arrived is told
about, never sent again. Its bytes are forgotten once it is settled; private notes stand in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.store.post import instant_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from bot.store.database import Database, Row
    from bot.store.post import By

WAITING, SENDING, SENT, FAILED, UNCLEAR = "waiting", "sending", "sent", "failed", "unclear"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter before it is kept."""

    through: str  # mail, ntfy, telegram
    kind: str  # digest, notices; request, question, answer
    about: str
    subject: str
    message_id: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """A letter as it is kept."""

    id: int
    letter: Letter
    status: str
    written_at: datetime
    try_at: datetime
    tries: int
    sender: str
    ended_at: datetime | None
    detail: str
    hint: str


class Letters:
    """The letters of one journey."""

    def __init__(self, database: Database, journey_id: int) -> None:
        self._database = database
        self._journey = journey_id

    # --- to look at ------------------------------------------------------------------------------------------------

    def find(self, through: str, kind: str, about: str) -> Kept | None:
        """Return the letter about something, if there is one."""
        found = self._where(
            "through = :through AND kind = :kind AND about = :about", through=through, kind=kind, about=about
        )
        return found[0] if found else None

    def due(self, now: datetime) -> list[Kept]:
        """Return what may be sent now, the oldest first."""
        return self._where("status = 'waiting' AND try_at <= :now", now=instant_text(now))

    def sending(self) -> list[Kept]:
        """Return what somebody is sending, or was when they died."""
        return self._where("status = 'sending'")

    def lost(self, since: datetime) -> list[Kept]:
        """Return what did not arrive, or perhaps not."""
        return self._where("status IN ('failed', 'unclear') AND written_at > :since", since=instant_text(since))

    def stuck(self, since: datetime) -> list[Kept]:
        """Return what was tried, and has waited for another try since before an instant."""
        return self._where("status = 'waiting' AND tries > 0 AND written_at < :since", since=instant_text(since))

    def since(self, through: str, instant: datetime) -> list[Kept]:
        """Return the letters of one way that were written since an instant."""
        return self._where("through = :through AND written_at > :since", through=through, since=instant_text(instant))

    def shown_as(self, through: str, name: str) -> Kept | None:
        """Return the letter that goes by a name where it went: a Message-ID, or one of the messages of a chat."""
        rows = self._database.rows(
            "SELECT * FROM letters WHERE journey_id = :journey AND through = :through"
            " AND (message_id = :name OR ' ' || message_id || ' ' LIKE '% ' || :name || ' %') ORDER BY id DESC",
            journey=self._journey, through=through, name=name,
        )  # fmt: skip
        return _kept(rows[0]) if rows else None

    def last_written(self, through: str, kind: str) -> datetime | None:
        """Return when the latest letter of a kind was written."""
        rows = self._database.rows(
            "SELECT max(written_at) AS at FROM letters"
            " WHERE journey_id = :journey AND through = :through AND kind = :kind",
            journey=self._journey, through=through, kind=kind,
        )  # fmt: skip
        return datetime.fromisoformat(rows[0]["at"]) if rows[0]["at"] else None

    def untold(self, troubles: Sequence[str]) -> list[str]:
        """Return which troubles the learner has not been told of."""
        rows = self._database.rows("SELECT trouble FROM told WHERE journey_id = :journey", journey=self._journey)
        known = {row["trouble"] for row in rows}
        return [each for each in troubles if each not in known]

    def _where(self, where: str, **values: object) -> list[Kept]:
        rows = self._database.rows(
            f"SELECT * FROM letters WHERE journey_id = :journey AND {where} ORDER BY id",  # noqa: S608 (ours)
            journey=self._journey, **values,
        )  # fmt: skip
        return [_kept(row) for row in rows]

    # --- to change -------------------------------------------------------------------------------------------------

    def write(self, letters: Sequence[Letter], now: datetime, told: Sequence[str] = ()) -> bool:
        """Keep letters that belong together, with the troubles they tell of; all of it, or nothing if one is there."""
        from bot.store.models import ToldRow

        with self._database.writing() as session:
            own: dict[str, Any] = {"journey_id": self._journey}
            new = all(self._database.insert_new(session, ToldRow, **own, trouble=each, at=now) for each in told)
            new = new and all(put_letter(self._database, session, self._journey, each, now) for each in letters)
            if not new:
                session.rollback()  # another process was first
        return new

    def claim(self, kept: Kept, by: By) -> bool:
        """Take a letter for sending, and tell whether nobody was first."""
        return self._move(kept, WAITING, status=SENDING, sender=by.who, tries=kept.tries + 1)

    def put_off(self, kept: Kept, try_at: datetime, by: By, hint: str) -> None:
        """Let a letter that surely did not leave wait for another try."""
        self._move(kept, SENDING, status=WAITING, try_at=try_at, detail=by.reason, hint=hint)

    def stop(self, through: str, until: datetime) -> None:
        """Let everything of one way wait: what stopped one letter would stop the next."""
        for kept in self._where("status = 'waiting' AND through = :through", through=through):
            self._move(kept, WAITING, try_at=max(kept.try_at, until))

    def wake(self, through: str, now: datetime) -> None:
        """Let everything of one way go at once: what was in its way is gone."""
        for kept in self._where("status = 'waiting' AND through = :through", through=through):
            self._move(kept, WAITING, try_at=now)

    def settle(self, kept: Kept, status: str, by: By, hint: str = "", shown_as: str = "") -> None:
        """Record what became of a letter, and forget its bytes; `shown_as` is what it is called where it went."""
        called = {"message_id": shown_as} if shown_as else {}
        self._move(kept, SENDING, status=status, ended_at=by.at, detail=by.reason, hint=hint, content=b"", **called)

    def _move(self, kept: Kept, was: str, **values: object) -> bool:
        from bot.store.models import LetterRow
        from bot.store.statements import change

        with self._database.writing() as session:
            return change(session, LetterRow, values, id=kept.id, journey_id=self._journey, status=was) == 1


def put_letter(database: Database, session: Session, journey_id: int, letter: Letter, now: datetime) -> bool:
    """Insert a letter in somebody's transaction, and tell whether there was none about the same."""
    from bot.store.models import LetterRow

    new = {"status": WAITING, "written_at": now, "try_at": now, "tries": 0, "sender": "", "detail": "", "hint": ""}
    return database.insert_new(session, LetterRow, journey_id=journey_id, **_columns(letter), **new)


def _columns(letter: Letter) -> dict[str, object]:
    return {name: getattr(letter, name) for name in ("through", "kind", "about", "subject", "message_id", "content")}


def _kept(row: Row) -> Kept:
    letter = Letter(
        row["through"], row["kind"], row["about"], row["subject"], row["message_id"], bytes(row["content"])
    )  # fmt: skip
    ended_at = datetime.fromisoformat(row["ended_at"]) if row["ended_at"] else None
    written_at, try_at = (datetime.fromisoformat(row[name]) for name in ("written_at", "try_at"))
    return Kept(
        row["id"], letter, row["status"], written_at, try_at, row["tries"], row["sender"], ended_at, row["detail"],
        row["hint"],
    )  # fmt: skip
