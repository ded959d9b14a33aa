"""The life cycle in the real database: what is allowed happens with its history, all else touches nothing."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
import sqlalchemy

from bot.drafting import Draft
from bot.errors import NotAllowed, NotFound, NotSent, Refused, Unconfirmed
from bot.lifecycle import Outcome, Status
from bot.platforms import Receipt
from bot.store.post import By, Post, hash_of
from tests.store.conftest import BOT, COMMIT, NOW, PERSON, Place, Store, slot

if TYPE_CHECKING:
    from collections.abc import Callable


LATER = timedelta(minutes=5)


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
    queue, outbox = store.queue, store.outbox
    steps: dict[str, Callable[[], object]] = {
        "approve": lambda: queue.approve(post_id, store.posts.get(post_id).version, PERSON),
        "reject": lambda: queue.reject(post_id, PERSON),
        "withdraw": lambda: queue.reopen(post_id, PERSON),
        "edit": lambda: queue.edit(post_id, store.posts.get(post_id).version, ["Other words."], PERSON),
        "miss": lambda: queue.miss(post_id, BOT),
        "claim": lambda: _claim(store, post_id),
        "receive": lambda: outbox.receive(post_id, 1, Receipt(f"r{post_id}", "https://example.org/1"), BOT),
        "fail": lambda: outbox.fall_back(post_id, Status.FAILED, Refused("too long"), BOT),
        "park": lambda: outbox.fall_back(post_id, Status.UNCONFIRMED, Unconfirmed("no answer"), BOT),
        "later": lambda: outbox.fall_back(
            post_id, Status.APPROVED, NotSent("refused"), BOT, NOW + timedelta(minutes=5)
        ),
    }
    steps[step]()


def _claim(store: Store, post_id: int) -> None:
    """Claim what is due; that nothing is due reads here like any other refusal."""
    if store.outbox.claim(BOT) is None:
        raise NotAllowed(f"Post {post_id} is {store.posts.get(post_id).status}.")


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
    assert store.outbox.claim(By("another", NOW)) is None
    assert post.attempts == 1


def test_what_is_due_is_claimed_in_the_order_of_its_hours_and_nothing_before(store: Store) -> None:
    for day in (22, 19, 18):
        act(store, "approve", store.draft(day))
    claimed = [store.outbox.claim(BOT) for _ in range(3)]
    assert [post and post.local_date.day for post in claimed] == [18, 19, None]


def test_claim_and_attempt_are_there_before_anything_can_be_sent(store: Store, place: Place) -> None:
    post = bring_to(store, Status.PUBLISHING)
    elsewhere = place.open()
    (attempt,) = elsewhere.rows("SELECT number, sender, outcome FROM attempts WHERE post_id = :post", post=post.id)
    elsewhere.close()
    assert [attempt[name] for name in ("number", "sender", "outcome")] == [1, "bot", None]


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
    assert (later.status, later.due_at, later.body_hash) == (Status.APPROVED, post.due_at, post.body_hash)
    assert later.try_at == NOW + LATER
    assert store.outbox.claim(By("another", NOW + LATER - timedelta(seconds=1))) is None
    assert store.outbox.claim(By("another", NOW + LATER))


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

    for number, status in enumerate(sorted(Status, key=lambda each: each is Status.APPROVED)):
        post = bring_to(store, status, day=1 + number)
        with store.database.writing() as session:
            row = session.get(PostRow, post.id)
            assert row is not None
            wanted = {name: getattr(row, name) for name in Post.__dataclass_fields__ if name not in {"parts", "media"}}
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


def test_a_post_of_another_journey_is_not_ours_to_change(store: Store) -> None:
    from bot.store.queue import Queue

    store.database.begin_journey(2, NOW)
    post = bring_to(store, Status.DRAFT)
    with pytest.raises(NotFound):
        Queue(store.database, 2).reject(post.id, PERSON)
    assert store.posts.get(post.id).status is Status.DRAFT


def test_a_slot_keeps_the_reason_its_post_ended_for(store: Store) -> None:
    post = bring_to(store, Status.DRAFT)
    store.queue.reject(post.id, By("person", NOW, "boastful"))
    assert [row["reason"] for row in store.database.rows("SELECT reason FROM slots")] == ["boastful"]


def test_what_a_person_writes_while_editing_is_kept_as_their_own_words(store: Store) -> None:
    post = store.posts.get(store.draft(text="Plotted it. It was flat."))

    def edit(text: str) -> None:
        store.queue.edit(post.id, store.posts.get(post.id).version, [text], PERSON)

    edit("Plotted it. It was flat. I had mixed up the axes.\n\n#ML")
    kept = [(claim.text, [each.kind for each in claim.evidence]) for claim in store.posts.claims(post.id)]
    assert kept == [("Plotted it. It was flat.", ["commit"]), ("I had mixed up the axes.", ["edit"])]
    edit("It was flat. I had mixed up the axes. Twice.")
    kept = [(claim.text, [each.kind for each in claim.evidence]) for claim in store.posts.claims(post.id)]
    assert kept == [("I had mixed up the axes.", ["edit"]), ("Twice.", ["edit"])]


@pytest.mark.parametrize("ended", [Status.FAILED, Status.MISSED, Status.REJECTED])
def test_what_has_ended_makes_room_in_its_slot_and_comes_back_only_into_a_free_one(store: Store, ended: Status) -> None:
    first = bring_to(store, ended)
    second = store.queue.add_again(Draft("x", "learned", ("Told otherwise.",), ()), slot(), [], BOT)
    with pytest.raises(NotAllowed):
        store.queue.reopen(first.id, PERSON)
    store.queue.reject(second, PERSON)
    store.queue.reopen(first.id, PERSON)
    assert store.posts.get(first.id).status is Status.DRAFT
