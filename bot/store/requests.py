"""What a person is asked where they are, and what came back: open until its text changes or its hour comes.

A code says which text is meant, the hash which bytes were shown. What came is written down with the letter that answers
it; what it did beforehand does nothing a second time, so an answer that is read again after a crash acts once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.store.letters import Letter, put_letter
from bot.store.post import Post, hash_of, instant_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.store.database import Database, Row

_NOT_AGAIN = timedelta(days=30)  # a code that was used is left alone so long


@dataclass(frozen=True, slots=True)
class Request:
    """One text a person was shown, under a code."""

    about: str
    code: str
    through: str
    post_id: int
    version: int
    body_hash: str
    asked_at: datetime
    expires_at: datetime
    open: bool

    def shows(self, post: Post) -> bool:
        """Tell whether a post still is, byte for byte, what the person was shown."""
        return (self.version, self.body_hash) == (post.version, shown(post))


def shown(post: Post) -> str:
    """Return the hash of what is shown of a post."""
    return hash_of(post.platform, post.parts, post.media)


class Requests:
    """The requests of one journey."""

    def __init__(self, database: Database, journey_id: int) -> None:
        self._database = database
        self._journey = journey_id

    # --- to look at ------------------------------------------------------------------------------------------------

    def open(self) -> list[Request]:
        """Return what is open, the oldest first."""
        return self._where("open")

    def of_code(self, code: str) -> Request | None:
        """Return the latest request of a code; after the decision the code still names the post."""
        found = self._where("code = :code", code=code)
        return found[-1] if found else None

    def of_letter(self, about: str) -> Request | None:
        """Return what a letter showed."""
        found = self._where("about = :about", about=about)
        return found[0] if found else None

    def of_post(self, post_id: int) -> list[Request]:
        """Return the requests for a post."""
        return self._where("post_id = :post", post=post_id)

    def codes(self, now: datetime) -> set[str]:
        """Return the codes that are in use, or were lately."""
        return {each.code for each in self._where("asked_at > :since OR open", since=instant_text(now - _NOT_AGAIN))}

    def has_heard(self, sender: str, number: str) -> bool:
        """Tell whether something that came has been dealt with."""
        rows = self._database.rows(
            "SELECT 1 FROM heard WHERE journey_id = :journey AND sender = :sender AND number = :number",
            journey=self._journey, sender=sender, number=number,
        )  # fmt: skip
        return bool(rows)

    def _where(self, where: str, **values: object) -> list[Request]:
        rows = self._database.rows(
            f"SELECT * FROM requests WHERE journey_id = :journey AND ({where}) ORDER BY asked_at, about",  # noqa: S608 (ours)
            journey=self._journey, **values,
        )  # fmt: skip
        return [_request(row) for row in rows]

    # --- to change -------------------------------------------------------------------------------------------------

    def ask(self, request: Request, letter: Letter, now: datetime) -> bool:
        """Keep a request with the letter that shows it, and close what the post was asked about before."""
        from bot.store.models import RequestRow
        from bot.store.statements import change, found

        own: dict[str, Any] = {"journey_id": self._journey}
        row = {name: getattr(request, name) for name in Request.__slots__}
        with self._database.writing() as session:
            before = found(session, RequestRow, **own, post_id=request.post_id, open=True)
            if any((each.version, each.body_hash) == (request.version, request.body_hash) for each in before):
                return False  # another process has just asked
            change(session, RequestRow, {"open": False}, **own, post_id=request.post_id, open=True)
            is_new = self._database.insert_new(session, RequestRow, **own, **row)
            if not (is_new and put_letter(self._database, session, self._journey, letter, now)):
                session.rollback()
                return False
        return True

    def close(self, about: Sequence[str]) -> None:
        """Let codes die."""
        from bot.store.models import RequestRow
        from bot.store.statements import change

        with self._database.writing() as session:
            for each in about:
                change(session, RequestRow, {"open": False}, journey_id=self._journey, about=each)

    def forget(self, before: datetime) -> None:
        """Forget what came before an instant: nothing brings it again."""
        from sqlmodel import col, delete

        from bot.store.models import HeardRow

        with self._database.writing() as session:
            old = (col(HeardRow.journey_id) == self._journey, col(HeardRow.at) < before)
            session.connection().execute(delete(HeardRow).where(*old))

    def hear(self, sender: str, number: str, answers: Sequence[Letter], now: datetime) -> bool:
        """Write down that something was dealt with, and the letters that answer it; nothing if it is there."""
        from bot.store.models import HeardRow

        with self._database.writing() as session:
            own = {"journey_id": self._journey, "sender": sender, "number": number}
            if not self._database.insert_new(session, HeardRow, **own, at=now):
                return False
            for each in answers:
                put_letter(self._database, session, self._journey, each, now)
        return True


def _request(row: Row) -> Request:
    return Request(
        about=row["about"],
        code=row["code"],
        through=row["through"],
        post_id=row["post_id"],
        version=row["version"],
        body_hash=row["body_hash"],
        asked_at=datetime.fromisoformat(row["asked_at"]),
        expires_at=datetime.fromisoformat(row["expires_at"]),
        open=bool(row["open"]),
    )
