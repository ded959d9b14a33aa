"""Reading the queue, past SQLModel: what listings, pages and the publisher look at.

Every query is answered by an index (tests/store shows the plans), so a page costs the same at ten posts and a million.
"""

import json
from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from bot.errors import NotFound
from bot.lifecycle import Status
from bot.platforms import BETWEEN_PARTS
from bot.store.database import Database, Row
from bot.store.evidence import as_evidence
from bot.store.post import Attempt, Backing, Change, Earlier, Medium, Post, PostClaim, Revision, Sent, instant_text

WAITING = (Status.DRAFT, Status.APPROVED, Status.PUBLISHING, Status.UNCONFIRMED)
PAGE = 20
EVERY = 1_000_000  # more than any journey has
LATELY = 60  # posts that a new one must not repeat
_OUT = (Status.PUBLISHED, Status.PUBLISHING, Status.UNCONFIRMED)
ALONE = (  # its slot has room for it
    "NOT EXISTS (SELECT 1 FROM posts other WHERE other.journey_id = posts.journey_id"
    " AND other.platform = posts.platform AND other.slot = posts.slot AND other.local_date = posts.local_date"
    " AND other.status NOT IN ('failed', 'missed', 'rejected'))"
)
# A restored backup says so of it, and nobody has touched it since.
DOUBTED = "(SELECT who FROM history WHERE post_id = posts.id ORDER BY id DESC LIMIT 1) = 'restore'"
_INSTANTS = ("due_at", "approved_at", "published_at", "true_until", "try_at")
_ASIDE = ("parts", "media")  # what stands in tables of its own


class Posts:
    """The posts of one journey, to look at."""

    def __init__(self, database: Database, journey_id: int) -> None:
        self._database = database
        self._journey = journey_id

    def listed(self, statuses: Sequence[Status] = WAITING, most: int = PAGE, platform: str = "") -> list[Post]:
        """Return the first posts of these statuses, by their hour, perhaps of one platform."""
        # The words come from our own enum. Written out, they let SQLite use the partial index of what waits.
        wanted = ", ".join(f"'{Status(status)}'" for status in statuses)
        return self.where(
            f"WHERE journey_id = :journey AND status IN ({wanted}) AND platform = coalesce(:platform, platform)"
            " ORDER BY due_at, id LIMIT :most",
            most=most, platform=platform or None,
        )  # fmt: skip

    def get(self, post_id: int) -> Post:
        """Return one post."""
        for post in self.where("WHERE journey_id = :journey AND id = :id", id=post_id):
            return post
        raise NotFound(f"There is no post {post_id}.", "bot queue --all")

    def every(self) -> list[Post]:
        """Return all posts, by their hour."""
        return self.where("WHERE journey_id = :journey ORDER BY due_at, id")

    def recent(self, platform: str, most: int = LATELY) -> list[Earlier]:
        """Return the latest posts of a platform that are or may go out, newest first."""
        rows = self._database.rows(
            "SELECT p.id, p.local_date, p.due_at, p.angle, p.status, parts.text FROM ("
            "SELECT id, local_date, due_at, angle, status FROM posts WHERE journey_id = :journey"
            " AND platform = :platform AND status NOT IN ('rejected', 'missed')"
            " ORDER BY due_at DESC, id DESC LIMIT :most) AS p"
            " JOIN parts ON parts.post_id = p.id ORDER BY p.due_at DESC, p.id DESC, parts.number",
            journey=self._journey, platform=platform, most=most,
        )  # fmt: skip
        return [_earlier(list(parts)) for _, parts in groupby(rows, key=lambda row: row["id"])]

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
        found: dict[int, tuple[str, str, str, list[Backing]]] = {}
        for row in self._database.rows(
            "SELECT c.number, c.text AS claimed, c.tense, c.wrong, e.* FROM claims c"
            " LEFT JOIN claim_evidence ce ON ce.claim_id = c.id LEFT JOIN evidence e ON e.id = ce.evidence_id"
            " WHERE c.post_id = :post ORDER BY c.number, e.at, e.id",
            post=post_id,
        ):
            entry = found.setdefault(row["number"], (row["claimed"], row["tense"], row["wrong"], []))
            entry[3].append(_backing(row))
        return tuple(
            PostClaim(text, tense, tuple(backing), number, wrong)
            for number, (text, tense, wrong, backing) in found.items()
        )

    def resting_on(self, post_id: int) -> list[tuple[str, str, list[int]]]:
        """Return each claim of a post with the numbers of its evidence: what it takes to put it back."""
        rows = self._database.rows(
            "SELECT c.number, c.text, c.tense, ce.evidence_id FROM claims c"
            " LEFT JOIN claim_evidence ce ON ce.claim_id = c.id WHERE c.post_id = :post"
            " ORDER BY c.number, ce.evidence_id",
            post=post_id,
        )
        found: dict[int, tuple[str, str, list[int]]] = {}
        for row in rows:
            entry = found.setdefault(row["number"], (row["text"], row["tense"], []))
            entry[2].extend([row["evidence_id"]] if row["evidence_id"] is not None else [])
        return list(found.values())

    def corrections(self, post_id: int) -> list[int]:
        """Return the posts that correct a post."""
        rows = self._database.rows("SELECT id FROM posts WHERE corrects = :post ORDER BY id", post=post_id)
        return [row["id"] for row in rows]

    def revivable(self, now: datetime) -> list[Post]:
        """Return what was missed and would still be true; not what went missing in a restore, and may be out."""
        return self.where(
            "WHERE journey_id = :journey AND status = 'missed' AND true_until > :now"
            f" AND {ALONE} AND NOT {DOUBTED} ORDER BY due_at, id",
            now=instant_text(now),
        )

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

    def revisions(self, post_id: int) -> list[Revision]:
        """Return what a post said before, oldest first."""
        rows = self._database.rows(
            "SELECT parts, replaced_at FROM revisions WHERE post_id = :post ORDER BY id", post=post_id
        )
        return [Revision(datetime.fromisoformat(row["replaced_at"]), tuple(json.loads(row["parts"]))) for row in rows]

    def attempts(self, post_id: int) -> list[Attempt]:
        """Return every try at publishing a post, oldest first."""
        rows = self._database.rows("SELECT * FROM attempts WHERE post_id = :post ORDER BY number", post=post_id)
        return [
            Attempt(
                row["number"],
                datetime.fromisoformat(row["started_at"]),
                datetime.fromisoformat(row["ended_at"]) if row["ended_at"] else None,
                row["outcome"] or "",
                row["detail"],
            )
            for row in rows
        ]

    def picture(self, post_id: int, sha256: str) -> bytes:
        """Return the bytes of a picture, as they will leave."""
        rows = self._database.rows(
            "SELECT content FROM media WHERE post_id = :post AND sha256 = :sha256", post=post_id, sha256=sha256
        )
        return bytes(rows[0]["content"])

    def tired(self, platform: str, since: date) -> frozenset[str]:
        """Return the angles a person turned down on a platform for what they are, since a local date."""
        rows = self._database.rows(
            "SELECT angle FROM posts WHERE journey_id = :journey AND platform = :platform AND local_date >= :since"
            " AND rejected_for IN ('boastful', 'boring', 'own words')",
            journey=self._journey, platform=platform, since=since.isoformat(),
        )  # fmt: skip
        return frozenset(row["angle"] for row in rows)

    def preferences(self) -> list[tuple[str, str]]:
        """Return what the learner writes instead of words of ours."""
        rows = self._database.rows(
            "SELECT was, becomes FROM preferences WHERE journey_id = :journey ORDER BY learned_at, was",
            journey=self._journey,
        )
        return [(row["was"], row["becomes"]) for row in rows]

    def out_around(
        self, platform: str, first: datetime, last: datetime, waiting: Sequence[Status] = (), but: int = 0
    ) -> list[datetime]:
        """Return when posts of a platform, `but` for one, went out in a time, or may if they wait in these statuses."""
        statuses = ", ".join(f"'{each}'" for each in (*_OUT, *waiting))
        rows = self._database.rows(
            "SELECT coalesce(published_at, due_at) AS instant FROM posts WHERE journey_id = :journey"  # noqa: S608 (ours)
            f" AND platform = :platform AND status IN ({statuses})"
            " AND due_at BETWEEN :first AND :last AND id <> :but ORDER BY due_at, id",
            journey=self._journey, platform=platform, but=but, first=instant_text(first), last=instant_text(last),
        )  # fmt: skip
        return [datetime.fromisoformat(row["instant"]) for row in rows]

    def last_answer(self) -> datetime:
        """Return when a person last did anything: decided, wrote a note, released, or began."""
        rows = self._database.rows(
            "SELECT max(at) AS at FROM ("
            "SELECT max(at) AS at FROM history WHERE journey_id = :journey AND who = 'person'"
            " UNION ALL SELECT max(written_at) FROM notes WHERE journey_id = :journey"
            " UNION ALL SELECT max(seen_at) FROM journeys WHERE id = :journey"
            " UNION ALL SELECT max(created_at) FROM journeys WHERE id = :journey) AS signs",
            journey=self._journey,
        )
        return datetime.fromisoformat(rows[0]["at"])

    def of_dates(self, first: date, last: date) -> list[Post]:
        """Return the posts of the slots of some local dates, by their hour."""
        return self.where(
            "WHERE journey_id = :journey AND local_date BETWEEN :first AND :last ORDER BY due_at, id",
            first=first.isoformat(), last=last.isoformat(),
        )  # fmt: skip

    def unsent(self, now: datetime) -> list[Post]:
        """Return what waits for a yes or for its sender though its hour has come."""
        return self.where(
            "WHERE journey_id = :journey AND status IN ('draft', 'approved') AND due_at <= :now ORDER BY due_at, id",
            now=instant_text(now),
        )

    def where(self, where: str, **values: object) -> list[Post]:
        """Return the posts some SQL of ours picks out."""
        pictured = "EXISTS (SELECT 1 FROM media WHERE media.post_id = posts.id) AS pictured"
        rows = self._database.rows(f"SELECT *, {pictured} FROM posts {where}", journey=self._journey, **values)  # noqa: S608 (ours)
        parts = self._parts([row["id"] for row in rows])
        media = self._media([row["id"] for row in rows if row["pictured"]])
        return [_post(row, tuple(parts.get(row["id"], ())), tuple(media.get(row["id"], ()))) for row in rows]

    def _parts(self, posts: Sequence[int]) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for row in self._belonging("SELECT post_id, text FROM parts", posts, "ORDER BY post_id, number"):
            found.setdefault(row["post_id"], []).append(row["text"])
        return found

    def _media(self, posts: Sequence[int]) -> dict[int, list[Medium]]:
        found: dict[int, list[Medium]] = {}
        shown = "SELECT post_id, part, kind, alt, sha256 FROM media"
        for row in self._belonging(shown, posts, "ORDER BY part, number"):
            found.setdefault(row["post_id"], []).append(Medium(row["part"], row["kind"], row["alt"], row["sha256"]))
        return found

    def _belonging(self, select: str, posts: Sequence[int], order: str) -> Sequence[Row]:
        """Return what belongs to some posts; one alone is asked for in words that stay the same, prepared once."""
        if not posts:
            return []
        if len(posts) == 1:
            return self._database.rows(f"{select} WHERE post_id = :post {order}", post=posts[0])
        return self._database.rows(f"{select} WHERE post_id IN ({', '.join(map(str, posts))}) {order}")  # numbers


def _earlier(parts: Sequence[Row]) -> Earlier:
    post = parts[0]
    return Earlier(
        id=post["id"],
        local_date=date.fromisoformat(post["local_date"]),
        due_at=datetime.fromisoformat(post["due_at"]),
        angle=post["angle"],
        status=Status(post["status"]),
        text=BETWEEN_PARTS.join(part["text"] for part in parts),
    )


def _backing(row: Row) -> Backing:
    """Return what a claim rests on; what a person wrote while editing rests on nothing but them."""
    if row["ref"] is None:
        return Backing("edit", "your own words", "", "")
    found = as_evidence(row)
    nearby = ", ".join(found.details.headings + found.details.paths) if found.details else ""
    return Backing(found.kind, found.ref, found.text, found.url, nearby)


def _post(row: Row, parts: tuple[str, ...], media: tuple[Medium, ...]) -> Post:
    values: dict[str, Any] = {name: row[name] for name in Post.__dataclass_fields__ if name not in _ASIDE}
    for name in _INSTANTS:
        values[name] = datetime.fromisoformat(values[name]) if values[name] else None
    values["local_date"] = datetime.fromisoformat(row["local_date"]).date()
    return Post(**{**values, "status": Status(row["status"]), "parts": parts, "media": media})
