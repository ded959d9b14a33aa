"""How far each source of evidence has been read; what was found and the place in the source are kept together.

So a reading that is killed goes on where it was, and a source whose reading did not end says so: it is no quiet day.
A source goes by a digest of its name, because the name of a repository may be private.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from bot.activity import Batch, Cursor, LeftOut
from bot.store.database import Database, Row
from bot.store.evidence import EvidenceStore

if TYPE_CHECKING:
    from sqlmodel import Session

    from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of a source: its place, when it was last read to the end, and what stood in the way."""

    position: Cursor
    name: str = ""  # what it is stored under
    began_at: datetime | None = None
    finished_at: datetime | None = None
    problem: str = ""
    hint: str = ""
    not_before: datetime | None = None


# The one listing of all repositories on GitHub, which also tells when the token ends.
TOKEN_ENDS = "token_ends"  # noqa: S105 (a name)


def key(kind: str, name: str) -> str:
    """Return what a source is stored under."""
    return f"{kind} {sha256(name.encode()).hexdigest()[:16]}"


LISTING = key("github", "")
LOOKING = key("looking", "")  # the closer look at commits


def called(name: str, settings: "Settings") -> str:
    """Return what the person calls a source: its name is in their settings, and nowhere in the database."""
    of_settings = {key("git", str(each.folder.absolute())): each.name for each in settings.repositories}
    of_settings |= {key("github", each.name.lower()): each.name for each in settings.github_repositories}
    return of_settings.get(name, "GitHub")


class Sources:
    """The sources of one journey."""

    def __init__(self, database: Database, journey_id: int) -> None:
        self._database = database
        self._journey = journey_id
        self._evidence = EvidenceStore(database, journey_id)

    def get(self, name: str) -> Source:
        """Return what is known of a source."""
        rows = self._database.rows(
            "SELECT * FROM sources WHERE journey_id = :journey AND name = :name", journey=self._journey, name=name
        )
        return _source(rows[0]) if rows else Source({})

    def begin(self, name: str, now: datetime) -> None:
        """Say that a source is being read; until it is finished it is not quiet."""
        from bot.store.models import SourceRow

        with self._database.writing() as session:
            row = session.get(SourceRow, (self._journey, name))
            if row is None:
                row = SourceRow(
                    journey_id=self._journey, name=name, position="{}", began_at=now, problem="", hint=""
                )  # fmt: skip
                session.add(row)
            row.began_at, row.problem, row.hint, row.not_before = now, "its reading did not end", "bot sync", None

    def keep(self, name: str, batch: Batch) -> int:
        """Keep a batch and the place it leads to, together; return how much was new."""
        with self._database.writing() as session:
            new = self._evidence.within(session).add(batch.evidence, name)
            self._leave_out(session, name, batch)
            self._set(session, name, position=json.dumps(batch.cursor, ensure_ascii=False, sort_keys=True))
        return new

    def finish(self, name: str, now: datetime) -> None:
        """Say that a source was read to its end."""
        with self._database.writing() as session:
            self._set(session, name, finished_at=now, problem="", hint="")

    def fail(self, name: str, problem: str, hint: str, not_before: datetime | None = None) -> None:
        """Remember what stood in the way, and when to come back if the source said so."""
        with self._database.writing() as session:
            self._set(session, name, problem=problem, hint=hint, not_before=not_before)

    def settle(self, name: str, now: datetime) -> None:
        """Say that nothing stands in a source's way any more, if something did."""
        if self.get(name).problem:
            self.finish(name, now)

    def problems(self) -> list[Source]:
        """Return the sources whose last reading did not come to its end."""
        rows = self._database.rows(
            "SELECT * FROM sources WHERE journey_id = :journey AND problem <> '' ORDER BY began_at, name",
            journey=self._journey,
        )
        return [_source(row) for row in rows]

    def token_ends(self) -> datetime | None:
        """Return when the token for GitHub ends, as far as GitHub has said so."""
        told = self.get(LISTING).position.get(TOKEN_ENDS)
        return datetime.fromisoformat(told) if told else None

    def left_out(self, first: date, last: date) -> list[LeftOut]:
        """Return what sources had on some study dates that is no evidence."""
        rows = self._database.rows(
            "SELECT ref, study_date, reason FROM left_out WHERE journey_id = :journey"
            " AND study_date BETWEEN :first AND :last ORDER BY study_date, ref",
            journey=self._journey, first=first.isoformat(), last=last.isoformat(),
        )  # fmt: skip
        return [LeftOut(row["ref"], date.fromisoformat(row["study_date"]), row["reason"]) for row in rows]

    def _leave_out(self, session: "Session", name: str, batch: Batch) -> None:
        """Keep why something is no evidence, and forget it of what is evidence by now."""
        from sqlmodel import col, delete

        from bot.store.models import LeftOutRow

        own = (col(LeftOutRow.journey_id) == self._journey, col(LeftOutRow.source) == name)
        session.exec(delete(LeftOutRow).where(*own, col(LeftOutRow.ref).in_({each.ref for each in batch.evidence})))
        for each in batch.left_out:
            row = {"ref": each.ref, "study_date": each.date, "reason": each.reason}
            self._database.insert_new(session, LeftOutRow, journey_id=self._journey, source=name, **row)

    def _set(self, session: "Session", name: str, **values: object) -> None:
        from sqlmodel import col, update

        from bot.store.models import SourceRow

        own = (col(SourceRow.journey_id) == self._journey, col(SourceRow.name) == name)
        session.exec(update(SourceRow).where(*own).values(**values))


def _source(row: Row) -> Source:
    return Source(
        position=json.loads(row["position"]),
        name=row["name"],
        began_at=datetime.fromisoformat(row["began_at"]),
        finished_at=datetime.fromisoformat(row["finished_at"]) if row["finished_at"] else None,
        problem=row["problem"],
        hint=row["hint"],
        not_before=datetime.fromisoformat(row["not_before"]) if row["not_before"] else None,
    )
