"""The learner's own words, with the pictures they took; each that is not private is evidence too."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from bot.activity import Evidence, Flavour, Kind, safe
from bot.errors import NotFound
from bot.platforms import Picture
from bot.store.database import Database, Row
from bot.store.evidence import EvidenceStore

if TYPE_CHECKING:
    from sqlmodel import Session

    from bot.store.models import NoteRow


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it is kept."""

    id: int
    flavour: Flavour
    text: str
    private: bool
    at: datetime
    date: date

    @property
    def ref(self) -> str:
        """Return how evidence refers to it."""
        return f"note {self.id}"

    @property
    def evidence(self) -> Evidence:
        """Return the note as evidence."""
        return Evidence(Kind.NOTE, self.ref, self.text, self.at, self.date, self.flavour)


class Notes:
    """The notes of one journey."""

    def __init__(self, database: Database, journey_id: int) -> None:
        self._database = database
        self._journey = journey_id
        self._evidence = EvidenceStore(database, journey_id)

    def add(
        self, text: str, flavour: Flavour, at: datetime, study_date: date, *, private: bool = False,
        pictures: Sequence[Picture] = (),
    ) -> Note:  # fmt: skip
        """Keep a note; a private one is for the digest alone and never evidence."""
        from bot.store.models import NoteRow
        from bot.store.statements import put_numbered

        with self._database.writing() as session:
            number = put_numbered(
                session, NoteRow,
                journey_id=self._journey, flavour=flavour, text=safe(text), private=private, written_at=at,
                study_date=study_date,
            )  # fmt: skip
            note = Note(number, flavour, safe(text), private, at, study_date)
            self._add_pictures(session, note.id, pictures)
            if not private:
                self._evidence.within(session).add([note.evidence])
        return note

    def get(self, note_id: int) -> Note:
        """Return a note."""
        rows = self._database.rows(
            "SELECT * FROM notes WHERE journey_id = :journey AND id = :id", journey=self._journey, id=note_id
        )
        if not rows:
            raise NotFound(f"There is no note {note_id}.", "bot activity")
        return _note(rows[0])

    def between(self, first: date, last: date) -> list[Note]:
        """Return the notes of some study dates, private ones as well."""
        rows = self._database.rows(
            "SELECT * FROM notes WHERE journey_id = :journey AND study_date BETWEEN :first AND :last"
            " ORDER BY written_at, id",
            journey=self._journey, first=first.isoformat(), last=last.isoformat(),
        )  # fmt: skip
        return [_note(row) for row in rows]

    def edit(self, note_id: int, text: str, now: datetime, flavour: Flavour | None = None) -> Note:
        """Give a note other words; a post that quotes the former ones rests on nothing any more."""
        note = self.get(note_id)
        edited = replace(note, text=safe(text), flavour=note.flavour if flavour is None else flavour)
        with self._database.writing() as session:
            row = self._stored(session, note_id)
            row.text, row.flavour = edited.text, edited.flavour
            if not note.private:
                self._evidence.within(session).replace(note.evidence, edited.evidence, now)
        return edited

    def delete(self, note_id: int, now: datetime) -> Note:
        """Forget a note and its pictures; a post that quotes it keeps what it says."""
        from sqlmodel import col, delete

        from bot.store.models import NoteMediaRow

        note = self.get(note_id)
        with self._database.writing() as session:
            self._evidence.within(session).drop([note.evidence], now)
            session.exec(delete(NoteMediaRow).where(col(NoteMediaRow.note_id) == note_id))
            session.delete(self._stored(session, note_id))
        return note

    def pictures(self, note_id: int) -> list[Picture]:
        """Return the pictures of a note."""
        rows = self._database.rows(
            "SELECT content, kind, alt FROM note_media WHERE journey_id = :journey AND note_id = :note ORDER BY id",
            journey=self._journey, note=note_id,
        )  # fmt: skip
        return [Picture(bytes(row["content"]), row["kind"], row["alt"]) for row in rows]

    def _stored(self, session: "Session", note_id: int) -> "NoteRow":
        from bot.store.models import NoteRow

        row = session.get(NoteRow, note_id)
        if row is None or row.journey_id != self._journey:
            raise NotFound(f"There is no note {note_id}.", "bot activity")
        return row

    def _add_pictures(self, session: "Session", note_id: int, pictures: Sequence[Picture]) -> None:
        from bot.store.models import NoteMediaRow

        for each in pictures:
            row = NoteMediaRow(
                journey_id=self._journey, note_id=note_id, kind=each.kind, alt=safe(each.alt), content=each.content,
                sha256=sha256(each.content).hexdigest(),
            )  # fmt: skip
            session.add(row)


def _note(row: Row) -> Note:
    return Note(
        id=row["id"],
        flavour=Flavour(row["flavour"]),
        text=row["text"],
        private=bool(row["private"]),
        at=datetime.fromisoformat(row["written_at"]),
        date=date.fromisoformat(row["study_date"]),
    )
