"""The items of the roadmap for the journey's whole life: lasting ids, old words, when they were seen to change."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from bot.activity import Evidence, Kind
from bot.redact import redact
from bot.roadmaps.matching import Known, Match, Recognised, recognise
from bot.roadmaps.roadmap import Item, Roadmap, with_done
from bot.store.database import Database
from bot.store.evidence import EvidenceStore
from bot.store.post import instant_text

if TYPE_CHECKING:
    from sqlmodel import Session

    from bot.store.models import ItemRow


# What ticks in the file are as evidence; the second value says whether their boxes were seen empty before.
Ticked = Callable[[Sequence[Item], bool], Iterable[Evidence]]


@dataclass(frozen=True, slots=True)
class Change:
    """One item that was not what it had been at the reading before."""

    how: str
    text: str
    was: str


class Items:
    """The items of one journey's roadmap."""

    def __init__(self, database: Database, journey_id: int) -> None:
        self._database = database
        self._journey = journey_id
        self._evidence = EvidenceStore(database, journey_id)

    def recognised(self, roadmap: Roadmap, now: datetime, ticked: Ticked) -> Roadmap:
        """Return a roadmap that was read under the ids its items have always had; what changed is remembered."""
        found = recognise(roadmap, self._known())
        if found.changed:
            found = self._remembered(roadmap, now)
        self._keep_step(found.roadmap, now, ticked)
        return with_done(found.roadmap, self.done())

    def done(self, before: datetime | None = None) -> set[str]:
        """Return the ids of what is done, or was before an instant."""
        rows = self._database.rows(
            "SELECT id FROM roadmap_items WHERE journey_id = :journey AND done_at < :before",
            journey=self._journey, before=instant_text(before) if before else "9999",
        )  # fmt: skip
        return {row["id"] for row in rows}

    def _keep_step(self, roadmap: Roadmap, now: datetime, ticked: Ticked) -> None:
        """Follow the boxes of the file: what was ticked there is done and evidence, what was cleared is neither."""
        rows = self._database.rows(
            "SELECT id, box FROM roadmap_items WHERE journey_id = :journey AND retired_at IS NULL",
            journey=self._journey,
        )
        seen = {row["id"]: row["box"] for row in rows}
        changed = {item.id: item for item in roadmap.items if seen[item.id] is None or seen[item.id] != item.done}
        if not changed:
            return
        first = [item for item in changed.values() if item.done and seen[item.id] is None]
        since = [item for item in changed.values() if item.done and seen[item.id] is not None]
        found = [*ticked(first, False), *ticked(since, True)]
        cleared = [item for item in changed.values() if not item.done and seen[item.id]]
        self._follow(changed, found, [Evidence(Kind.TICK, item.id, "", now, now.date()) for item in cleared], now)

    def _follow(
        self, changed: Mapping[str, Item], found: Sequence[Evidence], gone: Sequence[Evidence], now: datetime
    ) -> None:
        from sqlmodel import col, select

        from bot.store.models import ItemRow

        instants = {each.ref: each.at for each in found}
        own = (col(ItemRow.journey_id) == self._journey, col(ItemRow.retired_at).is_(None))
        with self._alone() as session:
            for row in session.exec(select(ItemRow).where(*own)):
                if item := changed.get(row.id):
                    cleared = row.box and not item.done
                    row.done_at = None if cleared else row.done_at or (instants.get(row.id, now) if item.done else None)
                    row.box = item.done
            self._evidence.within(session).drop(gone, now)
            self._evidence.within(session).add(found)

    def tick(self, ticks: Sequence[Evidence], now: datetime, *, done: bool) -> None:
        """Remember that items are done, or that they are not, and the ticks that say so."""
        from bot.store.models import ItemRow
        from bot.store.statements import change

        with self._database.writing() as session:
            for each in ticks:
                done_at = each.at if done else None
                change(session, ItemRow, {"done_at": done_at}, journey_id=self._journey, id=each.ref)
            changes = self._evidence.within(session)
            if done:
                changes.add(ticks)
            else:
                changes.drop(ticks, now)

    def last_changes(self) -> tuple[datetime | None, list[Change]]:
        """Return when the roadmap was last seen to have changed, and how; nothing for its first reading."""
        snapshots = self._database.rows(
            "SELECT id, taken_at FROM roadmap_snapshots WHERE journey_id = :journey ORDER BY id DESC LIMIT 2",
            journey=self._journey,
        )
        if len(snapshots) < 2:  # noqa: PLR2004 (the first reading changed nothing)
            return None, []
        rows = self._database.rows(
            "SELECT h.matched_by, h.text AS text, i.text AS now FROM roadmap_item_history h"
            " JOIN roadmap_items i ON i.journey_id = h.journey_id AND i.id = h.item_id"
            " WHERE h.journey_id = :journey AND h.snapshot_id = :snapshot ORDER BY h.id",
            journey=self._journey, snapshot=snapshots[0]["id"],
        )  # fmt: skip
        changes = [Change(row["matched_by"], row["now"], row["text"]) for row in rows]
        return datetime.fromisoformat(snapshots[0]["taken_at"]), changes

    def _known(self) -> list[Known]:
        rows = self._database.rows(
            "SELECT id, kind, text, place, retired_at FROM roadmap_items WHERE journey_id = :journey ORDER BY id",
            journey=self._journey,
        )
        return [Known(r["id"], r["kind"], r["text"], r["place"], r["retired_at"] is not None) for r in rows]

    def _remembered(self, roadmap: Roadmap, now: datetime) -> Recognised:
        """Remember what changed in a roadmap; who comes second looks at what the first has written."""
        from sqlmodel import select

        from bot.store.models import ItemHistoryRow, ItemRow, SnapshotRow

        with self._alone() as session:
            found = recognise(roadmap, self._known())
            if not found.changed:
                return found
            words = "\n".join(f"{match.place}|{match.item.kind}|{match.item.text}" for match in found.matches)
            counted = Counter(match.how for match in found.matches)
            snapshot = SnapshotRow(
                journey_id=self._journey, taken_at=now, title=redact(found.roadmap.title),
                digest=sha256(words.encode()).hexdigest(), body=", ".join(f"{n} {how}" for how, n in counted.items()),
            )  # fmt: skip
            session.add(snapshot)
            session.flush()
            changed: list[tuple[str, str, str, str]] = [
                (match.item.id, match.was or match.item.text, match.place, match.how)
                for match in found.matches
                if match.how != "same"
            ]
            changed += [(old.id, old.text, old.place, "retired") for old in found.retired]
            rows = {row.id: row for row in session.exec(select(ItemRow).where(ItemRow.journey_id == self._journey))}
            for match in found.matches:
                if match.how != "same":
                    session.add(self._row(match, rows.get(match.item.id)))
            for old in found.retired:
                rows[old.id].retired_at = now
            session.flush()
            session.add_all(
                ItemHistoryRow(
                    journey_id=self._journey, item_id=id_, snapshot_id=snapshot.id or 0, text=text, place=place,
                    matched_by=how,
                )
                for id_, text, place, how in changed
            )  # fmt: skip
        return found

    @contextmanager
    def _alone(self) -> "Iterator[Session]":
        """Open a writing transaction that no other process has beside it on this journey's items."""
        from sqlmodel import col, select

        from bot.store.models import JourneyRow

        with self._database.writing() as session:
            session.exec(select(JourneyRow).where(col(JourneyRow.id) == self._journey).with_for_update()).one()
            yield session

    def _row(self, match: Match, row: "ItemRow | None") -> "ItemRow":
        """Return the row of an item as it is now; other words are done only if their own box says so."""
        from bot.store.models import ItemRow

        item = match.item
        row = row or ItemRow(journey_id=self._journey, id=item.id, kind="", text="", place="")
        row.kind, row.text, row.place, row.retired_at = item.kind, item.text, match.place, None
        if match.how in {"reworded", "returned"} and not item.done:
            row.done_at = None
        row.box = row.box if match.how == "moved" else None
        return row
