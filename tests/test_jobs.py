"""The daily line through the real parts: evidence, drafts, a yes, the sandbox; and what happens when one fails."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot import jobs
from bot.activity import Evidence, Flavour, Kind
from bot.app import App
from bot.clock import FixedClock
from bot.drafting import Claim, Draft, Tense
from bot.errors import Blocked, NotAllowed, NotSent, PublishError, Refused, Unconfirmed
from bot.jobs import answering
from bot.lifecycle import Outcome, Status
from bot.platforms import Part, Picture, Receipt, Upload
from bot.schedule import Slot
from bot.store.notes import Note
from bot.store.post import By, Post
from tests.conftest import EVENING
from tests.store.conftest import a_schema

MONDAY = date(2026, 1, 5)
TUESDAY_MORNING = datetime(2026, 1, 6, 6, 0, tzinfo=UTC)  # 07:00 in Berlin, after Day 1
X_SLOT = datetime(2026, 1, 6, 7, 30, tzinfo=UTC)
NOTE = "NumPy broadcasting lines up shapes from the right, so a row of three fits a table with three columns."


def note(app: App, text: str = NOTE, flavour: Flavour = Flavour.LEARNED, day: date = MONDAY) -> Note:
    return app.notes.add(text, flavour, datetime(day.year, day.month, day.day, 20, tzinfo=UTC), day)


def commit(app: App, subject: str, ref: str, day: date = MONDAY) -> None:
    app.evidence.remember(
        [Evidence(Kind.COMMIT, ref, subject, datetime(day.year, day.month, day.day, 19, tzinfo=UTC), day)]
    )


def approved(app: App, clock: FixedClock) -> Post:
    """Return Tuesday's X post, approved, with the clock at its slot."""
    clock.set(TUESDAY_MORNING)
    note(app)
    post = next(each.post for each in jobs.draft_due(app) if each.post and each.post.platform == "x")
    app.desk.approve(post.id, clock.now())
    clock.set(X_SLOT)
    return app.posts.get(post.id)


def ledger(app: App) -> list[str]:
    path = app.settings.home / "sandbox/x.jsonl"
    return [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


@pytest.fixture(params=["sqlite", "postgres"])
def home(request: pytest.FixtureRequest, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Run the whole line on both databases."""
    if request.param == "sqlite":
        yield home
        return
    for place in a_schema(tmp_path):
        monkeypatch.setenv("DATABASE_URL", place.url.reveal())
        yield home


# --- drafts -------------------------------------------------------------------------------------------------------


def test_a_note_leads_a_draft_that_quotes_it_word_for_word(app: App, clock: FixedClock) -> None:
    clock.set(TUESDAY_MORNING)
    kept = note(app)
    commit(app, "Solve thirty array exercises", "aaa1")
    (post,) = (each.post for each in jobs.draft_due(app) if each.slot.platform == "x" and each.slot.due_at == X_SLOT)
    assert post is not None
    assert post.text == f"{NOTE} I also solved thirty array exercises."
    first, second = app.posts.claims(post.id)
    assert (first.text, first.evidence[0].ref, first.tense) == (NOTE, kept.ref, "did")
    assert (second.evidence[0].ref, second.tense) == ("aaa1", "did")


def test_a_day_without_evidence_is_silent_and_the_silence_is_recorded(app: App, clock: FixedClock) -> None:
    clock.set(TUESDAY_MORNING)
    decided = jobs.draft_due(app)
    assert {(each.outcome, each.reason) for each in decided} == {(Outcome.QUIET, "no evidence")}
    assert all(app.slots.outcome(each.slot) is Outcome.QUIET for each in decided)
    assert app.posts.listed(tuple(Status)) == []


def test_a_ticked_box_or_a_plan_alone_never_says_did(app: App, clock: FixedClock) -> None:
    clock.set(TUESDAY_MORNING)
    app.evidence.remember([Evidence(Kind.TICK, "a1", "Thirty array exercises", EVENING, MONDAY)])
    jobs.draft_due(app)
    assert not any(claim.tense == "did" for post in app.posts.listed() for claim in app.posts.claims(post.id))


def test_what_may_only_be_counted_leads_no_post_and_the_silence_says_why(app: App, clock: FixedClock) -> None:
    clock.set(TUESDAY_MORNING)
    plotted = Evidence(Kind.COMMIT, "aaa1", "Plot the ROC curve of the fraud model", EVENING, MONDAY)
    app.evidence.remember([plotted.only_counted])
    decided = jobs.draft_due(app)
    assert {(each.outcome, each.reason) for each in decided if each.slot.local_date == date(2026, 1, 6)} == {
        (Outcome.QUIET, "what was done may only be counted")
    }


def test_running_the_job_again_decides_nothing_again(app: App, clock: FixedClock) -> None:
    clock.set(TUESDAY_MORNING)
    note(app)
    assert jobs.draft_due(app)
    history = [app.posts.history(post.id) for post in app.posts.listed()]
    assert jobs.draft_due(app) == []
    assert [app.posts.history(post.id) for post in app.posts.listed()] == history


def test_a_study_day_that_is_not_over_is_not_spoken_of(app: App, clock: FixedClock) -> None:
    note(app)
    clock.set(datetime(2026, 1, 6, 2, 59, tzinfo=UTC))  # 03:59 in Berlin
    before = {each.slot.local_date for each in jobs.draft_due(app)}
    clock.set(datetime(2026, 1, 6, 3, 0, tzinfo=UTC))
    after = {each.slot.local_date for each in jobs.draft_due(app)}
    assert date(2026, 1, 6) not in before
    assert date(2026, 1, 6) in after


def test_each_piece_of_evidence_is_told_once_per_platform(app: App, clock: FixedClock) -> None:
    note(app, day=date(2026, 1, 12))
    commit(app, "Fit a line by hand", "aaa1", day=date(2026, 1, 12))
    clock.set(datetime(2026, 1, 13, 6, 0, tzinfo=UTC))
    assert {each.slot.platform for each in jobs.draft_due(app) if each.post} == {"x", "linkedin"}
    clock.set(datetime(2026, 1, 15, 6, 0, tzinfo=UTC))  # Thursday: LinkedIn looks back to Tuesday's slot
    assert [each for each in jobs.draft_due(app) if each.post] == []


def test_a_note_the_guard_blocks_is_not_quoted(app: App, clock: FixedClock) -> None:
    clock.set(TUESDAY_MORNING)
    note(app, "I am ready for ML engineering roles now.")
    jobs.draft_due(app)
    assert all("roles" not in post.text for post in app.posts.listed())


def test_a_source_that_fails_is_no_quiet_day(
    app: App, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot import settings

    monkeypatch.setenv("BOT_REPOSITORIES", str(tmp_path / "gone"))
    monkeypatch.setenv("BOT_AUTHORS", "sam@example.org")
    broken = App(settings.load(), clock)
    clock.set(TUESDAY_MORNING)
    assert jobs.draft_due(broken) == []
    assert app.database.rows("SELECT * FROM slots") == []
    note(broken)  # what is known is told all the same
    assert {each.slot.platform for each in jobs.draft_due(broken) if each.post} == {"x", "linkedin"}
    clock.set(TUESDAY_MORNING + timedelta(days=1))
    assert jobs.draft_due(broken) == []
    clock.set(TUESDAY_MORNING + timedelta(days=2))
    late = next(each for each in jobs.draft_due(broken) if each.slot.local_date == date(2026, 1, 7))
    assert (late.outcome, late.reason.partition(":")[0]) == (Outcome.SKIPPED, "what happened could not be read")
    broken.close()


# --- sending ------------------------------------------------------------------------------------------------------


def test_an_approved_post_goes_out_once_at_its_hour_byte_for_byte(app: App, clock: FixedClock) -> None:
    post = approved(app, clock)
    clock.set(X_SLOT - timedelta(seconds=1))
    assert jobs.publish_due(app) == []
    clock.set(X_SLOT)
    (sent,) = jobs.publish_due(app)
    assert (sent.status, ledger(app)) == (Status.PUBLISHED, [post.text])
    assert jobs.publish_due(app) == []
    assert ledger(app) == [post.text]


def test_a_draft_nobody_approved_is_missed_at_its_hour_told_once_and_never_sent(app: App, clock: FixedClock) -> None:
    clock.set(TUESDAY_MORNING)
    note(app)
    jobs.draft_due(app)
    clock.set(X_SLOT - timedelta(seconds=1))
    assert jobs.publish_due(app) == []
    clock.set(X_SLOT)
    (missed,) = jobs.publish_due(app)
    assert (missed.platform, missed.status, ledger(app)) == ("x", Status.MISSED, [])
    assert jobs.publish_due(app) == []


def test_an_approved_post_whose_grace_has_passed_is_missed(app: App, clock: FixedClock) -> None:
    post = approved(app, clock)
    app.journey.hold_now("on a plane", clock.now())
    clock.set(X_SLOT + timedelta(hours=4) - timedelta(seconds=1))
    assert all(each.id != post.id for each in jobs.publish_due(app))
    clock.set(X_SLOT + timedelta(hours=4))
    assert app.posts.get(post.id).status is Status.APPROVED
    assert [each.status for each in jobs.publish_due(app) if each.id == post.id] == [Status.MISSED]


def test_a_yes_for_what_was_missed_sends_it_at_the_next_good_hour_while_it_is_true(app: App, clock: FixedClock) -> None:
    clock.set(TUESDAY_MORNING)
    note(app)
    jobs.draft_due(app)
    clock.set(X_SLOT)
    (missed,) = jobs.publish_due(app)
    clock.set(X_SLOT + timedelta(hours=2))
    assert app.desk.goes_out_at(missed, clock.now()) == clock.now()
    late = app.desk.approve(missed.id, clock.now())
    assert (late.status, late.due_at) == (Status.APPROVED, clock.now())
    assert [line.became for line in app.posts.history(missed.id)][-3:] == ["missed", "draft", "approved"]
    assert [each.status for each in jobs.publish_due(app) if each.platform == "x"] == [Status.PUBLISHED]


def test_what_was_missed_too_long_ago_is_revived_as_a_draft_for_a_coming_hour(app: App, clock: FixedClock) -> None:
    clock.set(TUESDAY_MORNING)
    note(app)
    jobs.draft_due(app)
    clock.set(X_SLOT)
    (missed,) = jobs.publish_due(app)
    clock.set(X_SLOT + timedelta(days=4))
    with pytest.raises(NotAllowed, match="too long ago"):
        app.desk.approve(missed.id, clock.now())
    revived = answering.revive(app, missed.id)
    assert (revived.status, revived.due_at > clock.now()) == (Status.DRAFT, True)


def test_s18_a_text_that_changed_after_the_yes_is_not_sent(app: App, clock: FixedClock) -> None:
    post = approved(app, clock)
    with app.database.writing() as session:
        session.connection().exec_driver_sql(f"UPDATE parts SET text = text || '!' WHERE post_id = {post.id}")
    (failed,) = jobs.publish_due(app)
    assert (failed.status, ledger(app)) == (Status.FAILED, [])
    assert "not what was approved" in app.posts.history(post.id)[-1].reason


def test_what_the_guard_finds_between_the_yes_and_the_sending_stops_it(
    app: App, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot import settings

    approved(app, clock)
    monkeypatch.setenv("BOT_KEEP_OUT", "broadcasting")
    stricter = App(settings.load(), clock)
    (opened,) = jobs.publish_due(stricter)
    assert (opened.status, ledger(app)) == (Status.DRAFT, [])
    assert app.posts.history(opened.id)[-1].reason == "You asked to keep “broadcasting” out of every post."
    assert jobs.publish_due(stricter) == []  # it has its grace to get another yes
    clock.set(X_SLOT + timedelta(hours=4))
    assert Status.MISSED in {each.status for each in jobs.publish_due(stricter) if each.id == opened.id}
    stricter.close()


class Wire:
    """A platform as the contract draws it: it answers, refuses, or leaves us in doubt."""

    def __init__(self, answer: Callable[[], Receipt]) -> None:
        self.answer = answer
        self.published: list[Part] = []

    def prepare(self, part: Part) -> Sequence[Upload]:
        return [Upload(each.alt) for each in part.pictures]

    def check(self) -> str:
        return "nobody"

    def publish(self, part: Part) -> Receipt:
        self.published.append(part)
        return self.answer()

    def look_up(self, part: Part) -> Receipt | None:
        return None


def raising(error: PublishError) -> Callable[[], Receipt]:
    def _answer() -> Receipt:
        raise error

    return _answer


@pytest.mark.parametrize(
    ("error", "status", "again"),
    [
        (NotSent("X could not be reached."), Status.APPROVED, timedelta(minutes=1)),
        (NotSent("Too many posts.", retry_after=timedelta(hours=1)), Status.APPROVED, timedelta(hours=1)),
        (Blocked("The account is suspended."), Status.APPROVED, None),
        (Refused("Too long."), Status.FAILED, None),
        (Unconfirmed("X did not answer."), Status.UNCONFIRMED, timedelta(minutes=1)),
    ],
    ids=["not sent", "limited", "blocked", "refused", "unconfirmed"],
)
def test_what_a_platform_says_decides_what_is_next(
    app: App, clock: FixedClock, error: PublishError, status: Status, again: timedelta | None
) -> None:
    post = approved(app, clock)
    wire = Wire(raising(error))
    app.platform = lambda name: wire  # type: ignore[method-assign]
    (after,) = jobs.publish_due(app)
    assert (after.status, after.due_at) == (status, X_SLOT)
    assert after.try_at == (X_SLOT + again if again else None)
    assert app.posts.history(post.id)[-1].reason == error.message
    assert [part.text for part in wire.published] == [post.text]
    jobs.publish_due(app)
    assert len(wire.published) == 1  # nothing is tried again before its time, and a doubt never


def test_the_claim_is_in_the_database_before_the_first_byte_leaves(app: App, clock: FixedClock) -> None:
    post = approved(app, clock)
    seen: list[tuple[str, int]] = []

    def _answer() -> Receipt:
        row = app.database.rows("SELECT status, attempts FROM posts WHERE id = :id", id=post.id)[0]
        seen.append((row["status"], row["attempts"]))
        return Receipt("1", "https://example.org/1")

    app.platform = lambda name: Wire(_answer)  # type: ignore[method-assign]
    jobs.publish_due(app)
    assert seen == [("publishing", 1)]


def test_s33_nothing_is_sent_while_on_hold_and_what_is_due_goes_out_on_release(app: App, clock: FixedClock) -> None:
    approved(app, clock)
    app.journey.hold_now("on a plane", clock.now())
    assert jobs.publish_due(app) == []
    assert app.outbox.claim(By("publisher", clock.now())) is None  # not even by who looked a moment before
    app.journey.release(clock.now())
    assert [post.status for post in jobs.publish_due(app)] == [Status.PUBLISHED]


# --- what a careless change would break ------------------------------------------------------------------------------

TWICE_A_DAY = """
study_days = ["mon", "tue", "wed", "thu", "fri"]
[[slot]]
platform = "x"
name = "morning"
days = ["tue"]
time = "08:30"
grace_hours = 1
[[slot]]
platform = "x"
name = "evening"
days = ["tue"]
time = "18:00"
grace_hours = 5
"""


def with_schedule(app: App, text: str) -> App:
    (app.settings.home / "schedules").mkdir()
    (app.settings.home / "schedules/default.toml").write_text(text, encoding="utf-8")
    return app


def test_what_one_slot_has_told_the_next_does_not_tell_again(app: App, clock: FixedClock) -> None:
    with_schedule(app, TWICE_A_DAY)
    note(app)
    clock.set(TUESDAY_MORNING)
    assert [(each.slot.name, each.outcome) for each in jobs.draft_due(app)] == [
        ("morning", Outcome.OPEN),
        ("evening", Outcome.QUIET),
    ]


def test_each_slot_has_its_own_grace(app: App, clock: FixedClock) -> None:
    with_schedule(app, TWICE_A_DAY)
    note(app)
    note(app, "A second note about NumPy broadcasting, which is told in the evening.", Flavour.WIN)
    clock.set(TUESDAY_MORNING)
    assert len([each for each in jobs.draft_due(app) if each.post]) == 2
    for post in app.posts.listed():
        app.desk.approve(post.id, clock.now())
    app.journey.hold_now("on a plane", clock.now())
    clock.set(X_SLOT + timedelta(hours=1))
    assert [(post.slot, post.status) for post in jobs.publish_due(app)] == [("morning", Status.MISSED)]
    clock.set(X_SLOT + timedelta(hours=13))
    assert [post for post in jobs.publish_due(app) if post.status is Status.MISSED] == []


def test_a_slot_that_passed_while_the_bot_was_away_is_recorded_and_one_before_its_time_is_not(
    app: App, clock: FixedClock
) -> None:
    assert app.database.version  # the journey begins on Monday evening, after that day's slots
    clock.set(datetime(2026, 1, 8, 20, 0, tzinfo=UTC))
    skipped = {(each.slot.platform, each.slot.local_date.day) for each in jobs.draft_due(app)}
    assert skipped == {("x", 6), ("x", 7), ("x", 8), ("linkedin", 6), ("linkedin", 8)}
    outcomes = {row["outcome"] for row in app.database.rows("SELECT outcome FROM slots")}
    assert outcomes == {"skipped"}


def test_s17_words_to_keep_out_are_in_no_draft(app: App, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot import settings

    monkeypatch.setenv("BOT_KEEP_OUT", "broadcasting")
    careful = App(settings.load(), clock)
    note(careful)
    clock.set(TUESDAY_MORNING)
    assert not any("broadcasting" in each.post.text.lower() for each in jobs.draft_due(careful) if each.post)
    careful.close()


def test_the_key_of_the_approval_travels_with_the_part_and_every_approval_has_its_own(
    app: App, clock: FixedClock
) -> None:
    first = approved(app, clock)
    app.desk.withdraw(first.id, clock.now())
    post = app.desk.approve(first.id, clock.now())
    wire = Wire(lambda: Receipt("1", "https://example.org/1"))
    app.platform = lambda name: wire  # type: ignore[method-assign]
    jobs.publish_due(app)
    assert wire.published[0].key == post.idempotency_key
    assert post.idempotency_key not in {None, "", first.idempotency_key}


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (Receipt("1", "https://example.org/1"), "published"),
        (Refused("Too long."), "Refused"),
        (Unconfirmed("No answer."), "Unconfirmed"),
    ],
)
def test_an_attempt_is_closed_with_how_it_ended(
    app: App, clock: FixedClock, answer: Receipt | PublishError, outcome: str
) -> None:
    post = approved(app, clock)
    app.platform = lambda name: Wire(lambda: answer if isinstance(answer, Receipt) else raising(answer)())  # type: ignore[method-assign]
    jobs.publish_due(app)
    (attempt,) = app.database.rows("SELECT * FROM attempts WHERE post_id = :post", post=post.id)
    assert (attempt["outcome"], attempt["ended_at"] is not None) == (outcome, True)


def test_a_post_whose_sender_died_is_unconfirmed_and_never_sent_again_by_itself(app: App, clock: FixedClock) -> None:
    post = approved(app, clock)
    assert app.outbox.claim(By("a sender that died", X_SLOT))
    clock.set(X_SLOT + timedelta(minutes=20))
    (parked,) = jobs.reconcile(app)
    assert (parked.id, parked.status) == (post.id, Status.UNCONFIRMED)
    assert jobs.publish_due(app) == []
    assert (app.posts.get(post.id).status, ledger(app)) == (Status.UNCONFIRMED, [])


def test_what_a_living_sender_is_sending_is_left_to_it(app: App, clock: FixedClock) -> None:
    post = approved(app, clock)
    other = App(app.settings, clock)
    assert other.outbox.claim(By(other.senders.me, X_SLOT))
    assert jobs.reconcile(app) == []
    assert app.posts.get(post.id).status is Status.PUBLISHING
    other.close()  # as its process does, however it ends
    assert [each.status for each in jobs.reconcile(app)] == [Status.UNCONFIRMED]


# --- what protects an account, and who is not there ------------------------------------------------------------------


def test_no_more_go_out_on_a_day_than_the_limit_and_none_too_close_to_another(
    app: App, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot import settings

    first = approved(app, clock)
    again = Slot(X_SLOT, "x", "extra", first.local_date, timedelta(hours=4))
    extra = app.queue.add(Draft("x", "note", ("Fewer features, lower score.",), ()), again, [], By("bot", clock.now()))
    assert app.desk.approve(extra, clock.now()).due_at == X_SLOT + timedelta(hours=1)
    app.queue.put_off(extra, X_SLOT, By("bot", clock.now()))
    monkeypatch.setenv("BOT_MOST_A_DAY", "1")
    strict = App(settings.load(), clock)
    assert {post.id: post.status for post in jobs.publish_due(strict)} == {
        first.id: Status.PUBLISHED,
        extra: Status.APPROVED,
    }
    assert app.posts.get(extra).due_at == datetime(2026, 1, 7, 5, 0, tzinfo=UTC)  # 06:00, when the night is over
    assert len(ledger(app)) == 1
    strict.close()


def test_where_nobody_answers_for_long_everything_is_held_until_somebody_does(app: App, clock: FixedClock) -> None:
    post = approved(app, clock)
    app.desk.move(post.id, X_SLOT + timedelta(days=2), clock.now())
    clock.set(X_SLOT + timedelta(days=30))
    app.queue.put_off(post.id, clock.now(), By("bot", clock.now()))
    assert all(each.status is Status.MISSED for each in jobs.publish_due(app))
    assert (app.journey.hold(), ledger(app)) == ("no word from you for 21 days", [])
    app.journey.release(clock.now())
    assert [each.status for each in jobs.publish_due(app) if each.id == post.id] == [Status.DRAFT]  # not true any more
    assert app.journey.hold() == ""


def test_what_is_not_true_any_longer_asks_again_instead_of_going_out(app: App, clock: FixedClock) -> None:
    post = approved(app, clock)
    assert post.true_until == X_SLOT + timedelta(days=3)
    app.desk.move(post.id, X_SLOT + timedelta(days=4), clock.now())
    clock.set(X_SLOT + timedelta(days=4))
    opened = next(each for each in jobs.publish_due(app) if each.id == post.id)
    assert (opened.status, ledger(app)) == (Status.DRAFT, [])
    assert app.posts.history(post.id)[-1].reason == "it was true until its day was over"


def test_a_person_who_was_first_is_not_overruled(app: App, clock: FixedClock) -> None:
    """The daemon has listed what is due; before it acts, the person says yes, moves a post, or holds everything."""
    clock.set(TUESDAY_MORNING)
    note(app)
    post = next(each.post for each in jobs.draft_due(app) if each.post and each.slot.platform == "x")
    clock.set(X_SLOT)
    seen = app.posts.get(post.id)
    approved_now = app.desk.approve(post.id, clock.now())
    with pytest.raises(NotAllowed, match="changed since"):
        app.queue.miss(post.id, By("bot", clock.now()), seen.version)
    later = app.desk.move(post.id, X_SLOT + timedelta(days=1), clock.now())
    with pytest.raises(NotAllowed, match="changed since"):
        app.queue.put_off(post.id, X_SLOT + timedelta(hours=1), By("bot", clock.now()), approved_now.version)
    assert app.posts.get(post.id) == later
    app.queue.put_off(post.id, X_SLOT, By("bot", clock.now()))
    app.journey.hold_now("by me", clock.now())
    assert app.outbox.claim(By("publisher", clock.now())) is None


def test_a_correction_takes_no_plan_away_from_other_posts(app: App, clock: FixedClock) -> None:
    plan = Evidence(Kind.PLAN, "Day 12", "Trees", EVENING, MONDAY)
    app.evidence.remember([plan])
    posts = []
    for platform in ("x", "linkedin"):
        slot = Slot(X_SLOT, platform, "morning", X_SLOT.date(), timedelta(hours=4))
        claims = (Claim("It did.", Tense.DID, (plan,)), Claim("Next: trees.", Tense.PLANNED, (plan,)))
        draft = Draft(platform, "note", ("It did. Next: trees.",), claims)
        posts.append(app.queue.add(draft, slot, [app.evidence.ids([plan])] * 2, By("bot", EVENING)))
    clock.set(TUESDAY_MORNING)
    for post_id in posts:
        app.desk.approve(post_id, clock.now())
    clock.set(X_SLOT)
    app.desk.move(posts[1], X_SLOT + timedelta(days=1), clock.now())
    jobs.publish_due(app)
    answering.correct(app, posts[0], "It did not.")
    assert [claim.wrong for claim in app.posts.claims(posts[0])] == ["It did not.", ""]
    assert app.evidence.unfounded() == []
    with pytest.raises(NotAllowed, match="corrects it already"):
        answering.correct(app, posts[0], "Again.")


def test_the_truth_of_a_text_counts_from_its_own_day_whenever_it_goes_out(app: App, clock: FixedClock) -> None:
    clock.set(TUESDAY_MORNING)
    note(app)
    commit(app, "Plot the ROC curve of the fraud model", "aaa1")
    post = next(each.post for each in jobs.draft_due(app) if each.post and each.slot.platform == "x")
    app.desk.move(post.id, X_SLOT + timedelta(days=5), clock.now())
    reworded = answering.redraft(app, post.id)
    assert reworded.true_until
    assert reworded.true_until <= X_SLOT + timedelta(days=7)
    edited = app.desk.edit(post.id, "What I plotted on Monday still holds.", clock.now())
    assert edited.true_until
    clock.set(X_SLOT + timedelta(days=20))
    app.queue.miss(post.id, By("bot", clock.now()))
    answering.revive(app, post.id)
    with pytest.raises(NotAllowed, match="too long ago"):
        app.desk.approve(post.id, clock.now())
    app.desk.edit(post.id, "Two weeks ago I plotted a ROC curve, and it still holds.", clock.now())
    assert app.desk.approve(post.id, clock.now()).status is Status.APPROVED


def test_pictures_leave_with_their_words(app: App, clock: FixedClock) -> None:
    post = approved(app, clock)
    app.desk.attach(post.id, Picture(b"bytes of a picture", "image/png", "A curve"), clock.now())
    app.desk.approve(post.id, clock.now())
    wire = Wire(lambda: Receipt("1", "https://example.org/1"))
    app.platform = lambda name: wire  # type: ignore[method-assign]
    clock.set(app.posts.get(post.id).due_at)
    jobs.publish_due(app)
    assert [(each.content, each.alt) for part in wire.published for each in part.pictures] == [
        (b"bytes of a picture", "A curve")
    ]


def test_an_angle_that_was_boring_rests_while_another_can_tell_the_day(app: App, clock: FixedClock) -> None:
    commit(app, "Plot the ROC curve of the fraud model", "aaa1")
    note(app)
    clock.set(TUESDAY_MORNING)
    first = next(each.post for each in jobs.draft_due(app) if each.post and each.slot.platform == "x")
    app.desk.reject(first.id, "boring", clock.now())
    another = answering.redraft(app, first.id)
    assert (another.angle != first.angle, another.slot, another.status) == (True, first.slot, Status.DRAFT)


def test_evidence_of_what_was_wrong_leads_no_other_draft(app: App, clock: FixedClock) -> None:
    note(app)
    clock.set(TUESDAY_MORNING)
    first = next(each.post for each in jobs.draft_due(app) if each.post and each.slot.platform == "x")
    app.desk.reject(first.id, "wrong", clock.now())
    with pytest.raises(NotAllowed, match="no other way"):
        answering.redraft(app, first.id)
