"""The life cycle in the real database: what is allowed happens with its history, all else touches nothing."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy

from bot.activity import Evidence, Kind
from bot.drafting import Claim, Draft, Tense
from bot.errors import NotAllowed, NotFound, NotSent, Refused, Unconfirmed
from bot.lifecycle import Outcome, Status
from bot.platforms import Receipt
from bot.schedule import Slot
from bot.store.database import Database
from bot.store.evidence import EvidenceStore
from bot.store.post import Post, hash_of
from bot.store.queue import By, Queue
from bot.store.reading import Posts

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2026, 1, 20, 6, 30, tzinfo=UTC)
BOT, PERSON = By("bot", NOW), By("person", NOW)
COMMIT = Evidence(Kind.COMMIT, "3fa9", "Plot it", NOW, date(2026, 1, 19))


class Store:
    def __init__(self, path: Path) -> None:
        self.database = Database(path)
        self.database.begin_journey(1, NOW)
        self.posts, self.queue, self.evidence = (
            Posts(self.database, 1),
            Queue(self.database, 1),
            EvidenceStore(self.database, 1),
        )

    def draft(self, day: int = 20, text: str = "Plotted it.") -> int:
        self.evidence.remember([COMMIT])
        draft = Draft(
            "x", "learned", (text,), (Claim(text, Tense.DID, (COMMIT,)),), "Week 3: Models", "Day 11: Metrics"
        )
        return self.queue.add(draft, slot(day), [self.evidence.ids([COMMIT])], BOT)

    def outcome(self, day: int = 20) -> Outcome | None:
        return self.posts.outcome(slot(day))


def slot(day: int = 20) -> Slot:
    return Slot(NOW.replace(day=day) + timedelta(hours=1), "x", "morning", date(2026, 1, day), timedelta(hours=4))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "bot.db")
    yield made
    made.database.close()


def bring_to(store: Store, status: Status, day: int = 20) -> Post:
    """Take a new post the whole way to a status, as the product would."""
    post_id = store.draft(day)
    steps = {
        Status.DRAFT: [],
        Status.APPROVED: ["approve"],
        Status.PUBLISHING: ["approve", "claim"],
        Status.PUBLISHED: ["approve", "claim", "receive"],
        Status.FAILED: ["approve", "claim", "fail"],
        Status.UNCONFIRMED: ["approve", "claim", "park"],
        Status.MISSED: ["miss"],
        Status.REJECTED: ["reject"],
    }[status]
    for step in steps:
        act(store, step, post_id)
    return store.posts.get(post_id)


def act(store: Store, step: str, post_id: int) -> None:
    queue = store.queue
    steps: dict[str, Callable[[], object]] = {
        "approve": lambda: queue.approve(post_id, store.posts.get(post_id).version, PERSON),
        "reject": lambda: queue.reject(post_id, PERSON),
        "withdraw": lambda: queue.reopen(post_id, PERSON),
        "edit": lambda: queue.edit(post_id, store.posts.get(post_id).version, ["Other words."], PERSON),
        "miss": lambda: queue.miss(post_id, BOT),
        "claim": lambda: queue.claim(post_id, BOT),
        "receive": lambda: queue.receive(post_id, 1, Receipt("r1", "https://example.org/1"), BOT),
        "fail": lambda: queue.fall_back(post_id, Status.FAILED, Refused("too long"), BOT),
        "park": lambda: queue.fall_back(post_id, Status.UNCONFIRMED, Unconfirmed("no answer"), BOT),
        "later": lambda: queue.fall_back(post_id, Status.APPROVED, NotSent("refused"), BOT, NOW + timedelta(minutes=5)),
    }
    steps[step]()


ALLOWED = {
    Status.DRAFT: {"approve", "reject", "edit", "miss"},
    Status.APPROVED: {"withdraw", "edit", "claim", "miss"},
    Status.PUBLISHING: {"receive", "fail", "park", "later"},
    Status.UNCONFIRMED: {"receive", "fail", "later"},
    Status.PUBLISHED: set(),
    Status.FAILED: {"withdraw"},
    Status.MISSED: {"withdraw"},
    Status.REJECTED: {"withdraw"},
}
STEPS = sorted(set().union(*ALLOWED.values()))


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("status", list(Status))
def test_a_step_is_allowed_or_touches_nothing(store: Store, status: Status, step: str) -> None:
    before = bring_to(store, status)
    lines = len(store.posts.history(before.id))
    if step in ALLOWED[status]:
        act(store, step, before.id)
        assert store.posts.get(before.id).version == before.version + 1
        assert len(store.posts.history(before.id)) == lines + 1
    else:
        with pytest.raises(NotAllowed, match=f"Post {before.id} is {status}"):
            act(store, step, before.id)
        assert store.posts.get(before.id) == before
        assert len(store.posts.history(before.id)) == lines


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(Status.PUBLISHED, Outcome.POSTED), (Status.FAILED, Outcome.FAILED), (Status.MISSED, Outcome.MISSED),
     (Status.REJECTED, Outcome.REJECTED), (Status.UNCONFIRMED, Outcome.OPEN), (Status.APPROVED, Outcome.OPEN)],
)  # fmt: skip
def test_a_slot_ends_as_its_post_does(store: Store, status: Status, outcome: Outcome) -> None:
    bring_to(store, status)
    assert store.outcome() is outcome


def test_a_slot_fires_once(store: Store) -> None:
    store.draft()
    with pytest.raises(NotAllowed, match="slot of 2026-01-20 is taken"):
        store.draft()
    with pytest.raises(NotAllowed):
        store.queue.leave(slot(), Outcome.QUIET, "no evidence")


def test_approval_is_bound_to_the_bytes_and_an_edit_opens_it_again(store: Store) -> None:
    post = bring_to(store, Status.APPROVED)
    assert post.body_hash == hash_of("x", ["Plotted it."])
    assert post.idempotency_key
    act(store, "edit", post.id)
    edited = store.posts.get(post.id)
    assert (edited.status, edited.parts, edited.body_hash, edited.idempotency_key) == (
        Status.DRAFT,
        ("Other words.",),
        None,
        None,
    )


def test_what_changed_behind_the_persons_back_is_not_approved(store: Store) -> None:
    post = bring_to(store, Status.DRAFT)
    act(store, "edit", post.id)
    with pytest.raises(NotAllowed, match="has been changed since you saw it"):
        store.queue.approve(post.id, post.version, PERSON)


def test_a_claimed_post_cannot_be_claimed_again(store: Store) -> None:
    post = bring_to(store, Status.PUBLISHING)
    with pytest.raises(NotAllowed):
        store.queue.claim(post.id, By("another", NOW))
    assert post.attempts == 1


def test_claim_and_attempt_are_there_before_anything_can_be_sent(store: Store, tmp_path: Path) -> None:
    post = bring_to(store, Status.PUBLISHING)
    elsewhere = Database(tmp_path / "bot.db")
    (attempt,) = elsewhere.rows("SELECT number, sender, outcome FROM attempts WHERE post_id = :post", post=post.id)
    elsewhere.close()
    assert tuple(attempt) == (1, "bot", None)


def test_a_receipt_that_comes_late_is_recorded(store: Store) -> None:
    post = bring_to(store, Status.UNCONFIRMED)
    act(store, "receive", post.id)
    late = store.posts.get(post.id)
    assert (late.status, late.published_at, store.outcome()) == (Status.PUBLISHED, NOW, Outcome.POSTED)
    assert store.posts.receipts(post.id)[0].url == "https://example.org/1"


def test_what_was_not_sent_waits_for_a_later_hour(store: Store) -> None:
    post = bring_to(store, Status.PUBLISHING)
    act(store, "later", post.id)
    later = store.posts.get(post.id)
    assert (later.status, later.due_at, later.body_hash) == (
        Status.APPROVED,
        NOW + timedelta(minutes=5),
        post.body_hash,
    )


@pytest.mark.parametrize(
    "change",
    [
        "status = 'sent'",
        "status = 'published'",
        "published_at = 'now'",
        "status = 'approved', body_hash = NULL",
        "journey_id = 2",
    ],
)
def test_the_database_itself_refuses_nonsense(store: Store, change: str) -> None:
    post = bring_to(store, Status.DRAFT)
    with pytest.raises(sqlalchemy.exc.IntegrityError), store.database.writing() as session:
        session.connection().exec_driver_sql(f"UPDATE posts SET {change} WHERE id = {post.id}")


def test_one_slot_holds_one_live_post(store: Store) -> None:
    post = bring_to(store, Status.DRAFT)
    columns = "journey_id, platform, slot, local_date, angle, section, day, due_at, created_at, attempts, version"
    again = f"INSERT INTO posts ({columns}, status) SELECT {columns}, 'draft' FROM posts WHERE id = {post.id}"
    with pytest.raises(sqlalchemy.exc.IntegrityError), store.database.writing() as session:
        session.connection().exec_driver_sql(again)
    act(store, "reject", post.id)
    with store.database.writing() as session:
        session.connection().exec_driver_sql(again)


def test_reading_past_sqlmodel_gives_what_sqlmodel_gives(store: Store) -> None:
    from bot.store.models import PostRow

    for number, status in enumerate(Status):
        post = bring_to(store, status, day=1 + number)
        with store.database.writing() as session:
            row = session.get(PostRow, post.id)
            assert row is not None
            wanted = {name: getattr(row, name) for name in Post.__dataclass_fields__ if name != "parts"}
        assert {name: getattr(post, name) for name in wanted} == wanted


def test_listings_page_and_filter_in_the_order_of_their_hours(store: Store) -> None:
    for day in (23, 21, 22):
        store.draft(day)
    bring_to(store, Status.REJECTED, 24)
    assert [post.local_date.day for post in store.posts.listed(most=2)] == [21, 22]
    assert len(store.posts.listed()) == 3
    assert [post.local_date.day for post in store.posts.listed((Status.REJECTED,))] == [24]


def test_a_post_that_is_not_there_is_said_so(store: Store) -> None:
    with pytest.raises(NotFound, match="There is no post 7"):
        store.posts.get(7)
    with pytest.raises(NotFound):
        store.queue.reject(7, PERSON)


def test_evidence_is_kept_once_and_known_to_have_been_told(store: Store) -> None:
    assert store.evidence.remember([COMMIT, COMMIT]) == 1
    assert store.evidence.told("x", date(2026, 1, 1)) == set()
    post = bring_to(store, Status.DRAFT)
    assert store.evidence.told("x", date(2026, 1, 1)) == {("commit", "3fa9")}
    assert store.evidence.told("linkedin", date(2026, 1, 1)) == set()
    act(store, "reject", post.id)
    assert store.evidence.told("x", date(2026, 1, 1)) == set()


def test_a_claim_is_kept_with_what_it_rests_on(store: Store) -> None:
    (claim,) = store.posts.claims(store.draft())
    assert (claim.text, claim.tense, claim.evidence[0].ref) == ("Plotted it.", "did", "3fa9")
