"""What happened, remembered once each; which of it has led a post already, and which no longer stands."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from bot.activity import Details, Evidence, Flavour, Kind, counted_ref
from bot.store.database import Database, Row

if TYPE_CHECKING:
    from sqlmodel import Session

    from bot.store.models import EvidenceRow

_FORMER = ", until "  # what a note said before it was edited goes by its reference and this
_STANDS = "journey_id = :journey AND kind <> 'plan' AND gone_at IS NULL"


class EvidenceStore:
    """The evidence of one journey."""

    def __init__(self, database: Database, journey_id: int) -> None:
        self._database = database
        self._journey = journey_id

    # --- to keep it ------------------------------------------------------------------------------------------------

    def remember(self, found: Iterable[Evidence]) -> int:
        """Keep what is new, and return how much that was; what is known stays as it was first seen."""
        batch = list(found)  # read to its end before anything is locked: a source may be slow, or fail half-way
        with self._database.writing() as session:
            return self.add(session, batch)

    def add(self, session: "Session", batch: Sequence[Evidence]) -> int:
        """Keep what is new inside a transaction of somebody else's.

        A commit that was rebased or picked has another hash and is the same work: its instant and subject tell.
        """
        if not batch:
            return 0
        first, last = min(each.date for each in batch), max(each.date for each in batch)
        known = self._known(first, last)
        works = {_work(row["kind"], row["at"], row["text"]) for row in known.values()} - {None}
        twins = {(kind, counted_ref(ref)) for kind, ref in known}
        new = 0
        for each in batch:
            work = _work(each.kind, each.at.isoformat(), each.text)
            if row := known.get((each.kind, each.ref)):
                self._complete(session, row, each)
            elif (each.kind, counted_ref(each.ref)) in known:
                self._name(session, each)
            elif work not in works and each.key not in twins:
                new += self._database.insert_new(session, self._row(each))
                works |= {work} - {None}
        return new

    def _name(self, session: "Session", each: Evidence) -> None:
        """Give a name to what was only counted until now."""
        named = {"ref": each.ref, "text": each.text, "url": each.url, "repository": each.repository}
        self.change(session, each.only_counted, counted=False, **named)

    def look_closer(self, commit: Evidence, details: Details, found: Sequence[Evidence] = ()) -> int:
        """Keep what a closer look at a commit found, and return how much of it is new evidence."""
        with self._database.writing() as session:
            self.change(session, commit, details=_json(details))
            return self.add(session, found)

    def forget(self, gone: Iterable[Evidence], at: datetime) -> None:
        """Let evidence stand no longer; what a post cites stays readable, and only that."""
        from sqlmodel import col, delete, select

        from bot.store.models import ClaimEvidenceRow, EvidenceItemRow, EvidenceRow

        refs = [(each.kind, each.ref) for each in gone]
        with self._database.writing() as session:
            cited = set(session.exec(select(ClaimEvidenceRow.evidence_id).distinct()))
            for kind, ref in refs:
                for row in session.exec(
                    select(EvidenceRow).where(
                        EvidenceRow.journey_id == self._journey, EvidenceRow.kind == kind, EvidenceRow.ref == ref
                    )
                ):
                    row.gone_at = at
                    if row.id not in cited:
                        session.exec(delete(EvidenceItemRow).where(col(EvidenceItemRow.evidence_id) == row.id))
                        session.delete(row)

    def replace(self, former: Evidence, now_is: Evidence, at: datetime) -> None:
        """Let other words stand for a piece of evidence; a post that cites the former still shows what they were."""
        self.forget([former], at)
        with self._database.writing() as session:
            self.change(session, former, ref=f"{former.ref}{_FORMER}{at.isoformat()}")
            self.add(session, [now_is])

    def move(self, commit: Evidence, ref: str) -> None:
        """Let a commit go by another hash: it was rewritten, and is the same work."""
        with self._database.writing() as session:
            self.change(session, commit, ref=ref)

    def hide(self, repository: str) -> None:
        """Keep of a repository's evidence only that it happened: it is not public any more."""
        with self._database.writing() as session:
            for each in self._of(repository):
                hidden = {"ref": each.only_counted.ref, "text": "", "url": "", "repository": "", "details": None}
                self.change(session, each, counted=True, **hidden)

    def change(self, session: "Session", evidence: Evidence, **values: Any) -> None:
        """Change what is kept of a piece of evidence, if it is kept."""
        from sqlmodel import col, update

        from bot.store.models import EvidenceRow

        own = (col(EvidenceRow.journey_id) == self._journey, col(EvidenceRow.kind) == evidence.kind)
        session.exec(update(EvidenceRow).where(*own, col(EvidenceRow.ref) == evidence.ref).values(**values))

    def _known(self, first: date, last: date) -> Mapping[tuple[str, str], Row]:
        rows = self._database.rows(
            "SELECT kind, ref, at, text, url, gone_at FROM evidence WHERE journey_id = :journey"
            " AND study_date BETWEEN :first AND :last",
            journey=self._journey, first=first.isoformat(), last=last.isoformat(),
        )  # fmt: skip
        return {(row["kind"], row["ref"]): row for row in rows}

    def _complete(self, session: "Session", row: Row, each: Evidence) -> None:
        """Give a commit read on this machine its address on GitHub, and a tick that was taken back its place."""
        if each.url and not row["url"]:
            self.change(session, each, url=each.url, repository=each.repository)
        if row["gone_at"] and each.kind is Kind.TICK:
            self.change(session, each, gone_at=None, at=each.at, study_date=each.date)

    def _row(self, each: Evidence) -> "EvidenceRow":
        from bot.store.models import EvidenceRow

        details = _json(each.details) if each.details else None
        return EvidenceRow(
            journey_id=self._journey, kind=each.kind, ref=each.ref, text=each.text, flavour=each.flavour, url=each.url,
            repository=each.repository, at=each.at, study_date=each.date, counted=each.counted, details=details,
        )  # fmt: skip

    def decide(self, evidence: Evidence, items: Iterable[str], at: datetime, *, fits: bool) -> None:
        """Remember what a person said of the items a piece of evidence may speak of."""
        from bot.store.models import EvidenceItemRow

        (number,) = self.ids([evidence])
        with self._database.writing() as session:
            for item in items:
                row = EvidenceItemRow(
                    journey_id=self._journey, evidence_id=number, item_id=item, fits=fits, decided_at=at
                )  # fmt: skip
                session.merge(row)

    # --- to look at it ---------------------------------------------------------------------------------------------

    def between(self, first: date, last: date) -> list[Evidence]:
        """Return what happened on the study dates `first` to `last`, oldest first; plans are not among it."""
        rows = self._database.rows(
            f"SELECT * FROM evidence WHERE {_STANDS} AND study_date BETWEEN :first AND :last ORDER BY at, id",  # noqa: S608 (ours)
            journey=self._journey, first=first.isoformat(), last=last.isoformat(),
        )  # fmt: skip
        return [as_evidence(row) for row in rows]

    def _of(self, repository: str) -> list[Evidence]:
        rows = self._database.rows(
            "SELECT * FROM evidence WHERE journey_id = :journey AND lower(repository) = :repository",
            journey=self._journey, repository=repository.lower(),
        )  # fmt: skip
        return [as_evidence(row) for row in rows]

    def told(self, platform: str, since: date) -> set[tuple[str, str]]:
        """Return (kind, ref) of what a live post of a platform already says was done, from study date `since` on."""
        rows = self._database.rows(
            "SELECT DISTINCT e.kind, e.ref FROM evidence e JOIN claim_evidence ce ON ce.evidence_id = e.id"
            " JOIN claims c ON c.id = ce.claim_id JOIN posts p ON p.id = c.post_id"
            " WHERE e.journey_id = :journey AND e.study_date >= :since AND e.kind <> 'plan' AND c.tense = 'did'"
            " AND p.platform = :platform AND p.status NOT IN ('failed', 'missed', 'rejected')",
            journey=self._journey, platform=platform, since=since.isoformat(),
        )  # fmt: skip
        return {(row["kind"], row["ref"].partition(_FORMER)[0]) for row in rows}

    def cited_by(self, post_id: int) -> list[tuple[Evidence, bool]]:
        """Return what a post rests on, and of each whether it still stands."""
        rows = self._database.rows(
            "SELECT DISTINCT e.* FROM evidence e JOIN claim_evidence ce ON ce.evidence_id = e.id"
            " JOIN claims c ON c.id = ce.claim_id WHERE c.post_id = :post AND e.kind <> 'plan' ORDER BY e.id",
            post=post_id,
        )
        return [(as_evidence(row), row["gone_at"] is None and not row["counted"]) for row in rows]

    def unfounded(self) -> list[int]:
        """Return the approved posts that cite what no longer stands."""
        rows = self._database.rows(
            "SELECT DISTINCT p.id FROM posts p JOIN claims c ON c.post_id = p.id"
            " JOIN claim_evidence ce ON ce.claim_id = c.id JOIN evidence e ON e.id = ce.evidence_id"
            " WHERE p.journey_id = :journey AND p.status = 'approved' AND (e.gone_at IS NOT NULL OR e.counted)"
            " ORDER BY p.id",
            journey=self._journey,
        )
        return [row["id"] for row in rows]

    def refused(self) -> set[tuple[str, str, str]]:
        """Return (kind, ref, item) of what a person said does not fit together."""
        rows = self._database.rows(
            "SELECT e.kind, e.ref, i.item_id FROM evidence_items i JOIN evidence e ON e.id = i.evidence_id"
            " WHERE i.journey_id = :journey AND NOT i.fits",
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
        details=Details(**{name: tuple(words) for name, words in details.items()}) if details else None,
    )


def _json(details: Details) -> str:
    return json.dumps(asdict(details), ensure_ascii=False)


def _work(kind: str, at: str, text: str) -> tuple[datetime, str] | None:
    """Return what makes a commit the same work under another hash; nothing for what has no words."""
    title = text.strip().partition("\n")[0].strip()
    return (datetime.fromisoformat(at), title) if title and kind == Kind.COMMIT else None
