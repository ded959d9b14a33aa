"""What happened, remembered once each; which of it has led a post already, and which no longer stands."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING

from bot.activity import Details, Evidence, Flavour, Kind
from bot.store.database import Database, Row

if TYPE_CHECKING:
    from sqlmodel import Session

    from bot.store.evidence_changes import EvidenceChanges

FORMER = ", until "  # what a note said before it was edited goes by its reference and this

_STANDS = "journey_id = :journey AND kind <> 'plan' AND gone_at IS NULL AND refuted_at IS NULL"


class EvidenceStore:
    """The evidence of one journey; how it is changed stands in evidence_changes.py."""

    def __init__(self, database: Database, journey_id: int) -> None:
        self._database = database
        self._journey = journey_id

    @contextmanager
    def changing(self) -> "Iterator[EvidenceChanges]":
        """Open a transaction for changes that belong together."""
        with self._database.writing() as session:
            yield self.within(session)

    def within(self, session: "Session") -> "EvidenceChanges":
        """Return the changes of a transaction that is somebody else's."""
        from bot.store.evidence_changes import EvidenceChanges

        return EvidenceChanges(self._database, session, self._journey)

    def remember(self, found: Iterable[Evidence], source: str = "") -> int:
        """Keep what is new, and return how much that was; what is known stays as it was first seen."""
        batch = list(found)  # read to its end before anything is locked: a source may be slow, or fail half-way
        if not batch:
            return 0
        with self.changing() as changes:
            return changes.add(batch, source)

    def refuse(self, evidence: Evidence, item_id: str, at: datetime) -> None:
        """Remember that a person said evidence does not speak of an item."""
        from bot.store.models import RefusedMatchRow

        (number,) = self.ids([evidence])
        with self._database.writing() as session:
            session.merge(
                RefusedMatchRow(journey_id=self._journey, evidence_id=number, item_id=item_id, refused_at=at)
            )  # fmt: skip

    # --- to look at it ---------------------------------------------------------------------------------------------

    def between(self, first: date, last: date) -> list[Evidence]:
        """Return what happened on the study dates `first` to `last`, oldest first; plans are not among it."""
        rows = self._database.rows(
            f"SELECT * FROM evidence WHERE {_STANDS} AND study_date BETWEEN :first AND :last ORDER BY at, id",  # noqa: S608 (ours)
            journey=self._journey, first=first.isoformat(), last=last.isoformat(),
        )  # fmt: skip
        return [as_evidence(row) for row in rows]

    def commits(self, first: date, last: date) -> list[Evidence]:
        """Return the commits of some study dates that are kept by name, oldest first."""
        rows = self._database.rows(
            f"SELECT * FROM evidence WHERE {_STANDS} AND study_date BETWEEN :first AND :last"  # noqa: S608 (ours)
            " AND kind = 'commit' AND NOT counted ORDER BY at, id",
            journey=self._journey, first=first.isoformat(), last=last.isoformat(),
        )  # fmt: skip
        return [as_evidence(row) for row in rows]

    def words(self, first: date, last: date) -> dict[date, list[str]]:
        """Return what was said on each study date anything happened on; a tick says nothing."""
        rows = self._database.rows(
            f"SELECT study_date, kind, text FROM evidence WHERE {_STANDS}"  # noqa: S608 (ours)
            " AND study_date BETWEEN :first AND :last ORDER BY at, id",
            journey=self._journey, first=first.isoformat(), last=last.isoformat(),
        )  # fmt: skip
        said: dict[str, list[str]] = {}
        for row in rows:
            said.setdefault(row["study_date"], []).extend([row["text"]] if row["kind"] != Kind.TICK else [])
        return {date.fromisoformat(when): texts for when, texts in said.items()}

    def told(self, platform: str, since: date, apart_from: int = 0) -> set[tuple[str, str]]:
        """Return (kind, ref) of what a live post of a platform already says was done, from study date `since` on.

        What a post was turned down for as wrong is told no more than what one tells.
        """
        rows = self._database.rows(
            "SELECT DISTINCT e.kind, e.ref FROM evidence e JOIN claim_evidence ce ON ce.evidence_id = e.id"
            " JOIN claims c ON c.id = ce.claim_id JOIN posts p ON p.id = c.post_id"
            " WHERE e.journey_id = :journey AND e.study_date >= :since AND e.kind <> 'plan' AND c.tense = 'did'"
            " AND p.platform = :platform"
            " AND (p.status NOT IN ('failed', 'missed', 'rejected') OR p.rejected_for = 'wrong')"
            " AND p.id <> :apart",
            journey=self._journey, platform=platform, since=since.isoformat(), apart=apart_from,
        )  # fmt: skip
        return {(row["kind"], row["ref"].partition(FORMER)[0]) for row in rows}

    def cited_by(self, post_id: int) -> list[tuple[Evidence, bool]]:
        """Return what a post rests on, and of each whether it still stands."""
        rows = self._database.rows(
            "SELECT DISTINCT e.* FROM evidence e JOIN claim_evidence ce ON ce.evidence_id = e.id"
            " JOIN claims c ON c.id = ce.claim_id WHERE c.post_id = :post AND e.kind <> 'plan' ORDER BY e.id",
            post=post_id,
        )
        return [
            (as_evidence(row), row["gone_at"] is None and row["refuted_at"] is None and not row["counted"])
            for row in rows
        ]

    def names(self, source: str) -> bool:
        """Tell whether anything of a source is kept by its name."""
        rows = self._database.rows(
            "SELECT 1 FROM evidence WHERE source = :source AND journey_id = :journey AND NOT counted LIMIT 1",
            source=source, journey=self._journey,
        )  # fmt: skip
        return bool(rows)

    def unfounded(self) -> list[int]:
        """Return the approved posts that cite what no longer stands."""
        rows = self._database.rows(
            "SELECT DISTINCT p.id FROM posts p JOIN claims c ON c.post_id = p.id"
            " JOIN claim_evidence ce ON ce.claim_id = c.id JOIN evidence e ON e.id = ce.evidence_id"
            " WHERE p.journey_id = :journey AND p.status = 'approved' AND e.kind <> 'plan'"
            " AND (e.gone_at IS NOT NULL OR e.refuted_at IS NOT NULL OR e.counted)"
            " ORDER BY p.id",
            journey=self._journey,
        )
        return [row["id"] for row in rows]

    def refused(self) -> set[tuple[str, str, str]]:
        """Return (kind, ref, item) of what a person said does not fit together."""
        rows = self._database.rows(
            "SELECT e.kind, e.ref, i.item_id FROM refused_matches i JOIN evidence e ON e.id = i.evidence_id"
            " WHERE i.journey_id = :journey",
            journey=self._journey,
        )
        return {(row["kind"], row["ref"], row["item_id"]) for row in rows}

    def ids(self, evidence: Sequence[Evidence]) -> list[int]:
        """Return the row numbers of evidence that has been remembered."""
        return [
            self._database.rows(
                "SELECT id FROM evidence WHERE journey_id = :journey AND kind = :kind AND ref = :ref",
                journey=self._journey, kind=each.kind, ref=each.ref,
            )[0]["id"]
            for each in evidence
        ]  # fmt: skip


def as_evidence(row: Row) -> Evidence:
    """Return the evidence a row holds."""
    details = json.loads(row["details"]) if row["details"] else None
    return Evidence(
        kind=Kind(row["kind"]),
        ref=row["ref"],
        text=row["text"],
        at=datetime.fromisoformat(row["at"]),
        date=date.fromisoformat(row["study_date"]),
        flavour=Flavour(row["flavour"]),
        url=row["url"],
        repository=row["repository"],
        counted=bool(row["counted"]),
        commit=row["commit_ref"],
        refuted=row["refuted_at"] is not None,
        details=Details(**{name: tuple(words) for name, words in details.items()}) if details else None,
    )
