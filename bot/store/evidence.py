"""What happened, remembered once each; and which of it has led a post already."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from bot.activity import Evidence, Flavour, Kind, safe
from bot.store.database import Database, Row

if TYPE_CHECKING:
    from bot.store.models import EvidenceRow


class EvidenceStore:
    """The evidence of one journey."""

    def __init__(self, database: Database, journey_id: int) -> None:
        self._database = database
        self._journey = journey_id

    def remember(self, found: Iterable[Evidence]) -> int:
        """Keep what is new, and return how much that was; what is known stays as it was first seen."""
        batch = list(found)  # read to its end before anything is locked: a source may be slow, or fail half-way
        with self._database.writing() as session:
            return sum(self._database.insert_new(session, self._row(each)) for each in batch)

    def note(self, text: str, flavour: Flavour, at: datetime, study_date: date, *, private: bool = False) -> Evidence:
        """Keep a note in the learner's own words, and return it as evidence; a private one leads no post."""
        from bot.store.models import NoteRow

        words = safe(text)
        with self._database.writing() as session:
            row = NoteRow(
                journey_id=self._journey, flavour=flavour, text=words, private=private, written_at=at,
                study_date=study_date,
            )  # fmt: skip
            session.add(row)
            session.flush()
            evidence = Evidence(Kind.NOTE, f"note {row.id}", words, at, study_date, flavour)
            if not private:
                session.add(self._row(evidence))
        return evidence

    def forget_tick(self, item_id: str) -> None:
        """Take back a tick, unless a post already speaks of it."""
        from sqlmodel import col, delete, select

        from bot.store.models import ClaimEvidenceRow, EvidenceRow

        with self._database.writing() as session:
            cited = select(col(ClaimEvidenceRow.evidence_id))
            session.exec(
                delete(EvidenceRow)
                .where(col(EvidenceRow.journey_id) == self._journey, col(EvidenceRow.kind) == Kind.TICK)
                .where(col(EvidenceRow.ref) == item_id, col(EvidenceRow.id).not_in(cited))
            )

    def _row(self, each: Evidence) -> "EvidenceRow":
        from bot.store.models import EvidenceRow

        return EvidenceRow(
            journey_id=self._journey, kind=each.kind, ref=each.ref, text=each.text, flavour=each.flavour, url=each.url,
            repository=each.repository, at=each.at, study_date=each.date,
        )  # fmt: skip

    def between(self, first: date, last: date) -> list[Evidence]:
        """Return what happened on the study dates `first` to `last`, oldest first; plans are not among it."""
        return [
            _evidence(row)
            for row in self._database.rows(
                "SELECT * FROM evidence WHERE journey_id = :journey AND study_date BETWEEN :first AND :last"
                " AND kind <> 'plan' ORDER BY at, id",
                journey=self._journey, first=first.isoformat(), last=last.isoformat(),
            )
        ]  # fmt: skip

    def told(self, platform: str, since: date) -> set[tuple[str, str]]:
        """Return (kind, ref) of what a live post of a platform already says was done, from study date `since` on."""
        rows = self._database.rows(
            "SELECT DISTINCT e.kind, e.ref FROM evidence e JOIN claim_evidence ce ON ce.evidence_id = e.id"
            " JOIN claims c ON c.id = ce.claim_id JOIN posts p ON p.id = c.post_id"
            " WHERE e.journey_id = :journey AND e.study_date >= :since AND e.kind <> 'plan' AND c.tense = 'did'"
            " AND p.platform = :platform AND p.status NOT IN ('failed', 'missed', 'rejected')",
            journey=self._journey, platform=platform, since=since.isoformat(),
        )  # fmt: skip
        return {(row["kind"], row["ref"]) for row in rows}

    def ids(self, evidence: Sequence[Evidence]) -> list[int]:
        """Return the row numbers of evidence that has been remembered."""
        return [
            self._database.rows(
                "SELECT id FROM evidence WHERE journey_id = :journey AND kind = :kind AND ref = :ref",
                journey=self._journey, kind=each.kind, ref=each.ref,
            )[0]["id"]
            for each in evidence
        ]  # fmt: skip


def _evidence(row: Row) -> Evidence:
    return Evidence(
        kind=Kind(row["kind"]),
        ref=row["ref"],
        text=row["text"],
        at=datetime.fromisoformat(row["at"]),
        date=date.fromisoformat(row["study_date"]),
        flavour=Flavour(row["flavour"]),
        url=row["url"],
        repository=row["repository"],
    )
