"""Reading the queue, past SQLModel: what listings, pages and the publisher look at.

Every query is answered by an index (tests/store shows the plans), so a page costs the same at ten posts and a million.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from bot.errors import NotFound
from bot.lifecycle import Outcome, Status
from bot.store.database import Database, Row
from bot.store.evidence import as_evidence
from bot.store.post import Backing, Change, Post, PostClaim, Sent, instant_text

if TYPE_CHECKING:
    from bot.schedule import Slot

WAITING = (Status.DRAFT, Status.APPROVED, Status.PUBLISHING, Status.UNCONFIRMED)
PAGE = 20
LATELY = 60  # posts that a new one must not repeat
_INSTANTS = ("due_at", "published_at")


class Posts:
    """The posts of one journey, to look at."""

    def __init__(self, database: Database, journey_id: int) -> None:
        self._database = database
        self._journey = journey_id

    def listed(self, statuses: Sequence[Status] = WAITING, most: int = PAGE) -> list[Post]:
        """Return the first posts of these statuses, by their hour."""
        # The words come from our own enum. Written out, they let SQLite use the partial index of what waits.
        wanted = ", ".join(f"'{Status(status)}'" for status in statuses)
        return self._posts(
            f"WHERE journey_id = :journey AND status IN ({wanted}) ORDER BY due_at, id LIMIT :most",
            most=most,
        )

    def get(self, post_id: int) -> Post:
        """Return one post."""
        for post in self._posts("WHERE journey_id = :journey AND id = :id", id=post_id):
            return post
        raise NotFound(f"There is no post {post_id}.", "bot queue --all")

    def every(self) -> list[Post]:
        """Return all posts, by their hour."""
        return self._posts("WHERE journey_id = :journey ORDER BY due_at, id")

    def recent(self, platform: str, most: int = LATELY) -> list[Post]:
        """Return the latest posts of a platform that are or may go out, newest first."""
        return self._posts(
            "WHERE journey_id = :journey AND platform = :platform AND status NOT IN ('rejected', 'missed')"
            " ORDER BY due_at DESC, id DESC LIMIT :most",
            platform=platform, most=most,
        )  # fmt: skip

    def told_facts(self, platform: str) -> frozenset[str]:
        """Return the reviewed facts that have been told on a platform, or may be."""
        rows = self._database.rows(
            "SELECT fact FROM posts WHERE journey_id = :journey AND platform = :platform AND fact <> ''"
            " AND status NOT IN ('rejected', 'missed')",
            journey=self._journey, platform=platform,
        )  # fmt: skip
        return frozenset(row["fact"] for row in rows)

    def written(self, platform: str) -> int:
        """Return how many posts have ever been drafted for a platform."""
        sql = "SELECT count(*) AS posts FROM posts WHERE journey_id = :journey AND platform = :platform"
        return int(self._database.rows(sql, journey=self._journey, platform=platform)[0]["posts"])

    def claims(self, post_id: int) -> tuple[PostClaim, ...]:
        """Return what a post says of the learner, and on what it rests."""
        found: dict[int, tuple[str, str, list[Backing]]] = {}
        for row in self._database.rows(
            "SELECT c.number, c.text AS claimed, c.tense, e.* FROM claims c"
            " LEFT JOIN claim_evidence ce ON ce.claim_id = c.id LEFT JOIN evidence e ON e.id = ce.evidence_id"
            " WHERE c.post_id = :post ORDER BY c.number, e.at, e.id",
            post=post_id,
        ):
            entry = found.setdefault(row["number"], (row["claimed"], row["tense"], []))
            entry[2].append(_backing(row))
        return tuple(PostClaim(text, tense, tuple(backing)) for text, tense, backing in found.values())

    def published_in(self, section: str) -> dict[str, int]:
        """Return how many posts about a section are out, by platform; `section` is how its label begins."""
        rows = self._database.rows(
            "SELECT platform, count(*) AS posts FROM posts WHERE journey_id = :journey AND status = 'published'"
            " AND substr(section, 1, :length) = :section GROUP BY platform",
            journey=self._journey, section=section, length=len(section),
        )  # fmt: skip
        return {row["platform"]: int(row["posts"]) for row in rows}

    def receipts(self, post_id: int) -> tuple[Sent, ...]:
        """Return what the platform gave back."""
        rows = self._database.rows(
            "SELECT part, remote_id, url, at FROM receipts WHERE post_id = :post ORDER BY part", post=post_id
        )
        return tuple(Sent(row["part"], row["remote_id"], row["url"], datetime.fromisoformat(row["at"])) for row in rows)

    def history(self, post_id: int) -> list[Change]:
        """Return every change of a post, oldest first."""
        rows = self._database.rows(
            "SELECT at, was, became, who, reason FROM history WHERE post_id = :post ORDER BY id", post=post_id
        )
        return [
            Change(datetime.fromisoformat(row["at"]), row["was"], row["became"], row["who"], row["reason"])
            for row in rows
        ]

    def outcome(self, slot: "Slot") -> Outcome | None:
        """Return how a slot ended, or None if nothing has been decided about it."""
        rows = self._database.rows(
            "SELECT outcome FROM slots"
            " WHERE journey_id = :journey AND platform = :platform AND slot = :slot AND local_date = :date",
            journey=self._journey, platform=slot.platform, slot=slot.name, date=slot.local_date.isoformat(),
        )  # fmt: skip
        return Outcome(rows[0]["outcome"]) if rows else None

    def last_slot_before(self, slot: "Slot") -> date | None:
        """Return the local date of the latest slot of that platform before this one; one in a pause told nothing."""
        rows = self._database.rows(
            "SELECT max(local_date) AS latest FROM slots"
            " WHERE journey_id = :journey AND platform = :platform AND local_date < :date AND outcome <> 'paused'",
            journey=self._journey, platform=slot.platform, date=slot.local_date.isoformat(),
        )  # fmt: skip
        return date.fromisoformat(rows[0]["latest"]) if rows[0]["latest"] else None

    def last_decided(self) -> date | None:
        """Return the latest local date with a slot that has been decided about."""
        sql = "SELECT max(local_date) AS latest FROM slots WHERE journey_id = :journey"
        latest = self._database.rows(sql, journey=self._journey)[0]["latest"]
        return date.fromisoformat(latest) if latest else None

    def began_at(self) -> datetime:
        """Return when this journey was begun: no slot before that was ever ours."""
        sql = "SELECT created_at FROM journeys WHERE id = :journey"
        return datetime.fromisoformat(self._database.rows(sql, journey=self._journey)[0]["created_at"])

    def unsent(self, now: datetime) -> list[Post]:
        """Return what waits for a yes or for its sender though its hour has come."""
        return self._posts(
            "WHERE journey_id = :journey AND status IN ('draft', 'approved') AND due_at <= :now ORDER BY due_at, id",
            now=instant_text(now),
        )

    def _posts(self, where: str, **values: object) -> list[Post]:
        rows = self._database.rows(f"SELECT * FROM posts {where}", journey=self._journey, **values)  # noqa: S608 (ours)
        return list(self._with_parts(rows))

    def _with_parts(self, rows: Sequence[Row]) -> Iterator[Post]:
        if not rows:
            return
        parts: dict[int, list[str]] = {row["id"]: [] for row in rows}
        ids = ", ".join(map(str, parts))
        for part in self._database.rows(
            f"SELECT post_id, text FROM parts WHERE post_id IN ({ids}) ORDER BY post_id, number"  # noqa: S608 (numbers)
        ):
            parts[part["post_id"]].append(part["text"])
        yield from (_post(row, tuple(parts[row["id"]])) for row in rows)


def _backing(row: Row) -> Backing:
    """Return what a claim rests on; what a person wrote while editing rests on nothing but them."""
    if row["ref"] is None:
        return Backing("edit", "your own words", "", "")
    found = as_evidence(row)
    nearby = ", ".join(found.details.headings + found.details.paths) if found.details else ""
    return Backing(found.kind, found.ref, found.text, found.url, nearby)


def _post(row: Row, parts: tuple[str, ...]) -> Post:
    values: dict[str, Any] = {name: row[name] for name in Post.__dataclass_fields__ if name != "parts"}
    for name in _INSTANTS:
        values[name] = datetime.fromisoformat(values[name]) if values[name] else None
    values["local_date"] = datetime.fromisoformat(row["local_date"]).date()
    return Post(**{**values, "status": Status(row["status"]), "parts": parts})
