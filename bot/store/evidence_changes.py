"""How evidence is changed, inside one open transaction: what is new, what is the same, what may only be counted.

The same work may be read twice: in a folder and on GitHub, under another hash after a rebase, counted in one place and
by name in another. It is kept once, and where two places disagree about its name the stricter one wins.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Select, bindparam
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, delete, select, update
from sqlmodel.sql.expression import SelectOfScalar

from bot.activity import Details, Evidence, Kind, counted_ref
from bot.store.evidence import FORMER
from bot.store.models import ClaimEvidenceRow, EvidenceRow, LeftOutRow, RefusedMatchRow
from bot.store.statements import table

if TYPE_CHECKING:
    from bot.store.database import Database

_AT_ONCE = 500
Work = tuple[datetime, str]


@dataclass(slots=True)
class _Known:
    """What is kept already of what a batch may be."""

    rows: dict[tuple[str, str], EvidenceRow]  # by kind and reference
    twins: dict[tuple[str, str], EvidenceRow]  # by kind and the reference each would be counted under
    works: set[Work]


@dataclass(frozen=True, slots=True)
class EvidenceChanges:
    """The changes of one transaction to one journey's evidence."""

    database: "Database"
    session: Session
    journey: int

    def add(self, found: Sequence[Evidence], source: str = "") -> int:
        """Keep what is new, and return how much that was."""
        return sum(self._add(part, source) for part in _parts(found))

    def look_closer(self, commit: Evidence, details: Details, found: Sequence[Evidence]) -> int:
        """Keep what a closer look at a commit found, as read from where the commit was."""
        row = self._row(commit)
        if row is None:
            return 0
        row.details = _json(details)
        return self.add(found, row.source)

    def drop(self, gone: Iterable[Evidence], at: datetime) -> None:
        """Let evidence stand no longer, with what was read from it; what a post cites stays readable, and only that."""
        for row in filter(None, map(self._row, gone)):
            for each in [row, *self._read_from(row)]:
                self._end(each, at)

    def replace(self, former: Evidence, now_is: Evidence, at: datetime) -> None:
        """Let other words stand for a piece of evidence; a post that cites the former still shows what they were."""
        self.drop([former], at)
        if row := self._row(former):
            row.ref = f"{former.ref}{FORMER}{at.isoformat()}"
            self.session.flush()
        self.add([now_is])

    def move(self, commit: Evidence, ref: str) -> None:
        """Let a commit go by another hash: it was rewritten, and is the same work."""
        row, target = self._row(commit), self._by(commit.kind, ref)
        if row is None:
            return
        for each in self._read_from(row):
            each.commit_ref = ref
        if target is None:
            row.ref = ref
            return
        known = select(ClaimEvidenceRow.claim_id).where(ClaimEvidenceRow.evidence_id == target.id)
        links = col(ClaimEvidenceRow.evidence_id) == row.id
        others = update(ClaimEvidenceRow).where(links, col(ClaimEvidenceRow.claim_id).not_in(known))
        self.session.exec(others.values(evidence_id=target.id))
        self.session.exec(delete(ClaimEvidenceRow).where(links))
        self._delete(row)

    def hide(self, source: str, at: datetime) -> None:
        """Keep of what a source gave only that it happened: neither name nor message may be kept any longer."""
        for row in self._of(source):
            self._blank(row)
            if row.kind != Kind.COMMIT:
                self._end(row, at)  # a note or a number of a commit that is counted already
        self._forget_left_out(source)

    def forget(self, source: str, at: datetime) -> None:
        """Keep nothing of what a source gave; what a post cites stays there without its words."""
        for row in self._of(source, counted=True):
            self._blank(row)
            self._end(row, at)
        self._forget_left_out(source)

    def hide_with(self, evidence: Evidence, at: datetime) -> None:
        """Hide all of the source that gave a piece of evidence."""
        if row := self._row(evidence):
            self.hide(row.source, at)

    # --- one piece -----------------------------------------------------------------------------------------------

    def _add(self, part: Sequence[Evidence], source: str) -> int:
        known = self._known(part)
        return sum(self._keep(each, source, known) for each in part)

    def _keep(self, each: Evidence, source: str, known: _Known) -> int:
        key, twin = each.key, (each.kind, counted_ref(each.ref))
        if row := known.rows.get(key):
            _complete(row, each, source)
        elif (counted := known.rows.get(twin)) and not each.counted:
            if counted.source == source:  # the place that had it counted shows it now
                _name(counted, each)
        elif each.counted and (named := known.twins.get(key)):
            self._blank(named)
            named.source = source
        elif (work := _work(each.kind, each.at, each.text)) not in known.works:
            known.works |= {work} if work else set()
            return int(self.database.insert_new(self.session, EvidenceRow, **self._new(each, source)))
        return 0

    def _new(self, each: Evidence, source: str) -> dict[str, object]:
        return {
            "journey_id": self.journey, "kind": each.kind, "ref": each.ref, "text": each.text, "url": each.url,
            "flavour": each.flavour, "repository": each.repository, "at": each.at, "study_date": each.date,
            "counted": each.counted, "details": _json(each.details) if each.details else None, "source": source,
            "commit_ref": each.commit,
        }  # fmt: skip

    def _blank(self, row: EvidenceRow) -> None:
        if row.counted:
            return
        row.ref, row.text, row.url, row.repository, row.details = counted_ref(row.ref), "", "", "", None
        row.commit_ref, row.counted = "", True

    def _end(self, row: EvidenceRow, at: datetime) -> None:
        cited = select(ClaimEvidenceRow.claim_id).where(ClaimEvidenceRow.evidence_id == row.id).limit(1)
        if self.session.exec(cited).first() is None:
            self._delete(row)
        else:
            row.gone_at = at

    def _delete(self, row: EvidenceRow) -> None:
        self.session.exec(delete(RefusedMatchRow).where(col(RefusedMatchRow.evidence_id) == row.id))
        self.session.delete(row)

    # --- what is there -------------------------------------------------------------------------------------------

    def _known(self, part: Sequence[Evidence]) -> _Known:
        around = self._around(part)
        return _Known(
            {(row.kind, row.ref): row for row in self._named(part)},
            {(row.kind, counted_ref(row.ref)): row for row in around},
            {work for row in around if (work := _work(row.kind, row.at, row.text))},
        )

    def _named(self, part: Sequence[Evidence]) -> Sequence[EvidenceRow]:
        """Return what has the references of a batch; whether there is any is soon asked, and hardly ever is there."""
        refs = {ref for each in part for ref in (each.ref, counted_ref(each.ref))}
        kinds = {each.kind for each in part}  # so that an index answers: it has the kind before the reference
        own = {"journey": self.journey, "kinds": sorted(kinds), "refs": sorted(refs)}
        if self.session.connection().execute(_numbers_of(), own).first() is None:
            return []
        return self.session.exec(_rows_of(), params=own).all()

    def _around(self, part: Sequence[Evidence]) -> Sequence[EvidenceRow]:
        """Return what may be the same: commits come by another hash, what is counted here stands by name elsewhere."""
        if not any(each.counted or each.kind is Kind.COMMIT for each in part):
            return []
        first, last = min(each.date for each in part), max(each.date for each in part)
        near = select(EvidenceRow).where(
            EvidenceRow.journey_id == self.journey, col(EvidenceRow.study_date).between(first, last),
            col(EvidenceRow.kind).in_({each.kind for each in part}), col(EvidenceRow.counted).is_(False),
        )  # fmt: skip
        return self.session.exec(near).all()

    def _row(self, evidence: Evidence) -> EvidenceRow | None:
        return self._by(evidence.kind, evidence.ref)

    def _by(self, kind: str, ref: str) -> EvidenceRow | None:
        own = (EvidenceRow.journey_id == self.journey, EvidenceRow.kind == kind, EvidenceRow.ref == ref)
        return self.session.exec(select(EvidenceRow).where(*own)).first()

    def _read_from(self, commit: EvidenceRow) -> list[EvidenceRow]:
        if commit.kind != Kind.COMMIT:
            return []
        own = (EvidenceRow.journey_id == self.journey, EvidenceRow.commit_ref == commit.ref)
        return list(self.session.exec(select(EvidenceRow).where(*own)))

    def _of(self, source: str, *, counted: bool = False) -> list[EvidenceRow]:
        own = [col(EvidenceRow.journey_id) == self.journey, col(EvidenceRow.source) == source]
        own += [] if counted else [col(EvidenceRow.counted).is_(False)]
        return list(self.session.exec(select(EvidenceRow).where(*own)))

    def _forget_left_out(self, source: str) -> None:
        own = (col(LeftOutRow.journey_id) == self.journey, col(LeftOutRow.source) == source)
        self.session.exec(delete(LeftOutRow).where(*own))


@cache  # built once: every note and every tick asks it
def _numbers_of() -> Select[tuple[int]]:
    return select_columns(table(EvidenceRow).c.id).where(*_of_refs()).limit(1)


@cache
def _rows_of() -> SelectOfScalar[EvidenceRow]:
    return select(EvidenceRow).where(*_of_refs())


def _of_refs() -> tuple[ColumnElement[bool], ...]:
    kinds = col(EvidenceRow.kind).in_(bindparam("kinds", expanding=True))
    refs = col(EvidenceRow.ref).in_(bindparam("refs", expanding=True))
    return col(EvidenceRow.journey_id) == bindparam("journey"), kinds, refs


def _name(row: EvidenceRow, each: Evidence) -> None:
    row.ref, row.text, row.url, row.repository = each.ref, each.text, each.url, each.repository
    row.counted, row.gone_at = False, None


def _complete(row: EvidenceRow, each: Evidence, source: str) -> None:
    """Give what was read here its address on GitHub, and what had gone its place again."""
    if each.url and not row.url:
        row.url, row.repository = each.url, each.repository
    if row.gone_at:
        row.gone_at, row.at, row.study_date = None, each.at, each.date
    row.source = row.source or source


def _work(kind: str, at: datetime, text: str) -> Work | None:
    """Return what makes a commit the same work under another hash; nothing for what has no words."""
    title = text.strip().partition("\n")[0].strip()
    return (at, title) if title and kind == Kind.COMMIT else None


def _parts(found: Sequence[Evidence]) -> Iterator[Sequence[Evidence]]:
    for start in range(0, len(found), _AT_ONCE):
        yield found[start : start + _AT_ONCE]


def _json(details: Details) -> str:
    return json.dumps(asdict(details), ensure_ascii=False)
