"""From a yes to a receipt: threads, pictures, pauses, money, and what nobody knows; on both databases."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import jobs, settings
from bot.app import App
from bot.clock import FixedClock
from bot.drafting import Claim, Draft, Tense
from bot.errors import Blocked, BotError, NotAllowed, NotSent, PublishError, Refused, Unconfirmed
from bot.jobs import reconciling
from bot.jobs.parts import next_part
from bot.lifecycle import Outcome, Status
from bot.platforms import Part, Picture, Receipt, Upload, linkedin, x
from bot.schedule import Slot
from bot.settings import Settings
from bot.store.post import By, Post
from tests.store.conftest import a_schema

NOON = datetime(2026, 1, 6, 11, 0, tzinfo=UTC)
THREAD = ("Fewer features, and the score fell.", "The one I dropped was the date.", "Next: what else leans on it.")


@pytest.fixture(params=["sqlite", "postgres"])
def home(request: pytest.FixtureRequest, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    if request.param == "sqlite":
        yield home
        return
    for place in a_schema(tmp_path):
        monkeypatch.setenv("DATABASE_URL", place.url.reveal())
        yield home


class Wire:
    """A platform that answers as it is told, and keeps what was out and asked."""

    def __init__(self, *answers: PublishError | None) -> None:
        self.answers = list(answers)
        self.out: list[Part] = []
        self.asked: list[str] = []
        self.shows: Receipt | None = None
        self.ready_in = timedelta()

    def prepare(self, part: Part) -> Sequence[Upload]:
        self.asked.append("prepare")
        return [Upload(f"up-{each.alt}", self.ready_in) for each in part.pictures]

    def publish(self, part: Part) -> Receipt:
        self.asked.append("publish")
        answer = self.answers.pop(0) if self.answers else None
        if answer:
            raise answer
        self.out.append(part)
        number = len(self.out)
        return Receipt(str(number), f"https://x.com/i/web/status/{number}", 0.015)

    def look_up(self, part: Part) -> Receipt | None:
        self.asked.append("look_up")
        return self.shows

    def check(self) -> str:
        return "nobody"


Wired = Callable[[App, Wire], Wire]


def over(app: App, wire: Wire) -> Wire:
    app.platform = lambda name: wire  # type: ignore[method-assign]
    return wire


def approved(app: App, clock: FixedClock, *parts: str, platform: str = "x", at: datetime = NOON) -> Post:
    """Return a post that has a yes, with the clock at its hour."""
    app.journey.release(at - timedelta(hours=1))
    clock.set(at - timedelta(hours=1))
    slot = Slot(at, platform, f"at {at:%H}", at.date(), timedelta(hours=4))
    draft = Draft(platform, "note", parts or ("Fewer features, and the score fell.",), ())
    post_id = app.queue.add(draft, slot, [], By("bot", clock.now()))
    post = app.desk.approve(post_id, clock.now())
    clock.set(at)
    return post


def turn(app: App) -> None:
    jobs.reconcile(app)
    jobs.publish_due(app)


def reason(app: App, post: Post) -> str:
    return app.posts.history(post.id)[-1].reason


def another(app: App, monkeypatch: pytest.MonkeyPatch, clock: FixedClock, **values: str) -> App:
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return App(settings.load(), clock)


# --- threads -----------------------------------------------------------------------------------------------------


def test_a_thread_goes_out_part_by_part_each_as_an_answer_to_the_one_before(app: App, clock: FixedClock) -> None:
    post, wire = approved(app, clock, *THREAD), over(app, Wire())
    turn(app)
    assert (app.posts.get(post.id).status, [part.text for part in wire.out]) == (Status.APPROVED, [THREAD[0]])
    turn(app)
    assert len(wire.out) == 1  # the next part has its own time
    for _ in THREAD[1:]:
        clock.wait(5)
        turn(app)
    assert [(part.number, part.text, part.after) for part in wire.out] == [
        (1, THREAD[0], ""),
        (2, THREAD[1], "1"),
        (3, THREAD[2], "2"),
    ]
    done = app.posts.get(post.id)
    assert (done.status, done.published_at, len(app.posts.receipts(post.id))) == (Status.PUBLISHED, clock.now(), 3)


def test_a_thread_goes_on_at_the_first_part_that_is_not_out(app: App, clock: FixedClock) -> None:
    post, wire = approved(app, clock, *THREAD), over(app, Wire(None, NotSent("X could not be reached.")))
    turn(app)
    clock.wait(5)
    turn(app)
    clock.wait(60)
    turn(app)
    assert [part.number for part in wire.out] == [1, 2]
    assert app.posts.get(post.id).status is Status.APPROVED


def test_a_no_to_a_later_part_names_what_is_out_and_nothing_of_it_is_sent_again(app: App, clock: FixedClock) -> None:
    post, wire = approved(app, clock, *THREAD), over(app, Wire(None, Refused("Replies are not allowed.")))
    turn(app)
    clock.wait(5)
    turn(app)
    assert app.posts.get(post.id).status is Status.FAILED
    assert reason(app, post) == "Replies are not allowed. Part 1 is out: https://x.com/i/web/status/1"
    with pytest.raises(NotAllowed, match="Part 1 of post"):
        app.desk.revive(post.id, NOON + timedelta(days=1), clock.now())
    assert len(wire.out) == 1


@pytest.mark.parametrize("step", ["edit", "move to missed", "attach"])
def test_what_is_out_of_a_thread_is_changed_by_nobody(app: App, clock: FixedClock, step: str) -> None:
    post = approved(app, clock, *THREAD)
    over(app, Wire())
    turn(app)
    with pytest.raises(NotAllowed, match=r"Part 1 of post .* is out"):
        if step == "edit":
            app.desk.edit(post.id, "Other words.", clock.now())
        elif step == "attach":
            app.desk.attach(post.id, Picture(b"", "image/png", "A plot"), clock.now())
        else:
            app.queue.miss(post.id, By("bot", clock.now()))
    assert app.posts.get(post.id).parts == THREAD


@pytest.mark.parametrize("end", ["a person withdraws", "its hour passes", "it is not true any more"])
def test_a_thread_that_does_not_go_on_has_failed_and_names_what_is_out(app: App, clock: FixedClock, end: str) -> None:
    post = approved(app, clock, *THREAD)
    wire = over(app, Wire(None, *[NotSent("X could not be reached.")] * 50))
    turn(app)
    if end == "a person withdraws":
        app.desk.withdraw(post.id, clock.now())
    else:
        with app.database.writing() as session:
            until = (NOON + timedelta(hours=1)).isoformat(timespec="microseconds")
            if end == "it is not true any more":
                session.connection().exec_driver_sql(f"UPDATE posts SET true_until = '{until}'")
        clock.wait(4 * 3600)
        turn(app)
    assert (app.posts.get(post.id).status, len(wire.out)) == (Status.FAILED, 1)
    assert "part 1 of 3 is out: https://x.com/i/web/status/1" in reason(app, post)


def test_a_line_of_dashes_makes_a_thread_where_there_are_threads(app: App, clock: FixedClock) -> None:
    post = approved(app, clock)
    assert app.desk.edit(post.id, "One thing.\n---\nAnother.\n\n---\n\n", clock.now()).parts == (
        "One thing.",
        "Another.",
    )
    kept = app.desk.edit(approved(app, clock, platform="linkedin").id, "One.\n---\nTwo.", clock.now())
    assert kept.parts == ("One.\n---\nTwo.",)


# --- pictures ----------------------------------------------------------------------------------------------------


def with_picture(app: App, clock: FixedClock) -> Post:
    post = approved(app, clock)
    app.desk.attach(post.id, Picture(b"a plot", "image/png", "a curve"), clock.now())
    return app.desk.approve(post.id, clock.now())


def test_a_picture_is_uploaded_once_and_waits_until_the_platform_is_ready(app: App, clock: FixedClock) -> None:
    wire = over(app, Wire(NotSent("Too many posts.")))
    wire.ready_in = timedelta(seconds=15)
    post = with_picture(app, clock)
    turn(app)
    assert (wire.asked, app.posts.get(post.id).try_at) == (["prepare"], NOON + wire.ready_in)
    clock.wait(15)
    turn(app)
    assert app.posts.get(post.id).status is Status.APPROVED
    clock.wait(60)
    turn(app)
    assert wire.asked == ["prepare", "publish", "publish"]
    assert wire.out[0].uploads == ("up-a curve",)


def test_a_picture_the_platform_has_forgotten_is_uploaded_anew(app: App, clock: FixedClock) -> None:
    wire = over(app, Wire(NotSent("Too many posts.", retry_after=timedelta(hours=3))))
    with_picture(app, clock)
    turn(app)
    with app.database.writing() as session:
        session.connection().exec_driver_sql(f"UPDATE uploads SET good_until = '{NOON.isoformat()}'")
    clock.wait(3 * 3600)
    turn(app)
    assert wire.asked == ["prepare", "publish", "prepare", "publish"]


def test_an_upload_in_doubt_is_done_again_and_nothing_was_sent(app: App, clock: FixedClock) -> None:
    wire = over(app, Wire())
    post = with_picture(app, clock)

    def fails(part: Part) -> Sequence[Upload]:
        wire.asked.append("prepare")
        raise Unconfirmed("X did not answer.")

    working, wire.prepare = wire.prepare, fails  # type: ignore[method-assign]
    turn(app)
    waits = app.posts.get(post.id)
    assert (waits.status, waits.attempts, waits.try_at) == (Status.APPROVED, 0, NOON + timedelta(minutes=1))
    wire.prepare = working  # type: ignore[method-assign]
    clock.wait(60)
    turn(app)
    assert app.posts.get(post.id).status is Status.PUBLISHED


# --- pauses and money ----------------------------------------------------------------------------------------------


def test_a_blocked_platform_is_paused_once_and_only_that_one(
    app: App, clock: FixedClock, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = approved(app, clock), approved(app, clock, platform="linkedin")
    wire = over(app, Wire(Blocked("The account is suspended.", "look at your account")))
    turn(app)
    (pause,) = app.accounts.pauses(clock.now())
    assert (pause.platform, pause.reason, pause.hint, pause.until) == (
        "x", "The account is suspended.", "look at your account; then bot release x", None,
    )  # fmt: skip
    assert [app.posts.get(each.id).status for each in (first, second)] == [Status.APPROVED, Status.PUBLISHED]
    asked = len(wire.asked)
    clock.wait(3600)
    turn(app)
    assert len(wire.asked) == asked
    assert [each.message for each in caplog.records if "paused" in each.message] == [
        "X is paused: The account is suspended. look at your account; then bot release x"
    ]
    app.accounts.lift("x")
    turn(app)
    assert app.posts.get(first.id).status is Status.PUBLISHED


def test_a_pause_that_may_end_by_itself_is_tried_once_more_and_told_once(
    app: App, clock: FixedClock, caplog: pytest.LogCaptureFixture
) -> None:
    post = approved(app, clock)
    no_credit = Blocked("X has no credits left.", "console.x.com", timedelta(hours=1))
    wire = over(app, Wire(no_credit, no_credit))
    for _ in range(3):
        turn(app)
        turn(app)
        clock.wait(3600)
    assert wire.asked.count("publish") == 3
    assert sum("paused" in each.message for each in caplog.records) == 1
    assert (app.posts.get(post.id).status, app.accounts.pauses(NOON)) == (Status.PUBLISHED, [])


def test_a_paused_post_is_missed_when_its_grace_is_over(app: App, clock: FixedClock) -> None:
    post = approved(app, clock)
    over(app, Wire(Blocked("The account is suspended.")))
    turn(app)
    clock.wait(4 * 3600)
    turn(app)
    assert app.posts.get(post.id).status is Status.MISSED


def test_s30_what_a_month_has_cost_is_remembered_and_the_budget_ends_it(
    home: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = {"X_THROUGH": "api", "X_BUDGET": "0.04", "BOT_MOST_A_DAY": "9", "BOT_GAP_MINUTES": "1"}
    app = another(None, monkeypatch, clock, **made)  # type: ignore[arg-type]
    wire = over(app, Wire())
    for hour in range(3):
        post = approved(app, clock, at=NOON + timedelta(days=hour))
        turn(app)
        app.close()
        app = another(app, monkeypatch, clock)
        app.platform = lambda name: wire  # type: ignore[method-assign]
    assert (len(wire.out), app.posts.get(post.id).status) == (2, Status.APPROVED)
    assert app.accounts.spent("x", NOON - timedelta(days=6)) == 30_000
    (pause,) = app.accounts.pauses(clock.now())
    assert pause.reason == "X has cost 0.030 of the 0.04 dollars for January; this post costs 0.015."
    assert pause.until == datetime(2026, 2, 1, tzinfo=UTC)
    app.close()


# --- what nobody knows ---------------------------------------------------------------------------------------------


def doubtful(app: App, clock: FixedClock, *parts: str) -> tuple[Post, Wire]:
    post, wire = approved(app, clock, *parts), over(app, Wire(Unconfirmed("X did not answer.")))
    turn(app)
    assert app.posts.get(post.id).status is Status.UNCONFIRMED
    return post, wire


def test_an_unclear_post_is_looked_for_three_times_and_then_left_to_the_person(
    app: App, clock: FixedClock, caplog: pytest.LogCaptureFixture
) -> None:
    post, wire = doubtful(app, clock)
    looked = []
    for minute in range(120):
        clock.set(NOON + timedelta(minutes=minute))
        before = wire.asked.count("look_up")
        turn(app)
        looked += [minute] * (wire.asked.count("look_up") - before)
    assert looked == [1, 5, 30]
    assert (app.posts.get(post.id).status, wire.asked.count("publish")) == (Status.UNCONFIRMED, 1)
    assert f"post {post.id} on x was not found. Is it out? bot resolve {post.id}" in caplog.text


def test_an_unclear_post_that_is_found_is_out_with_its_address(app: App, clock: FixedClock) -> None:
    post, wire = doubtful(app, clock)
    clock.wait(60)
    turn(app)
    wire.shows = Receipt("77", "https://x.com/i/web/status/77")
    clock.wait(240)
    turn(app)
    found = app.posts.get(post.id)
    assert (found.status, app.posts.receipts(post.id)[0].remote_id) == (Status.PUBLISHED, "77")
    slot = Slot(NOON, "x", f"at {NOON:%H}", NOON.date(), timedelta())
    assert app.slots.outcome(slot) is Outcome.POSTED


def test_a_look_that_fails_settles_nothing(app: App, clock: FixedClock) -> None:
    post, wire = doubtful(app, clock)

    def fails(part: Part) -> Receipt | None:
        raise NotSent("X could not be reached.")

    wire.look_up = fails  # type: ignore[method-assign]
    for _ in range(40):
        clock.wait(60)
        turn(app)
    assert app.posts.get(post.id).status is Status.UNCONFIRMED


def test_a_thread_goes_on_when_its_unclear_part_is_found(app: App, clock: FixedClock) -> None:
    post, wire = doubtful(app, clock, *THREAD)
    wire.shows = Receipt("77", "https://x.com/i/web/status/77")
    clock.wait(60)
    turn(app)
    assert [(part.number, part.after) for part in wire.out] == [(2, "77")]
    assert app.posts.get(post.id).status is Status.APPROVED


def test_what_a_person_saw_not_to_be_out_is_sent_once_more_and_says_that_it_was_tried(
    app: App, clock: FixedClock
) -> None:
    post, wire = doubtful(app, clock)
    clock.wait(600)
    clock.set(app.desk.is_not_out(post.id, clock.now()).due_at)
    turn(app)
    assert [(part.tried, part.since, part.key) for part in wire.out] == [(True, NOON, post.idempotency_key)]
    assert app.posts.get(post.id).status is Status.PUBLISHED


def test_an_address_of_another_place_proves_nothing(app: App, clock: FixedClock) -> None:
    post, _ = doubtful(app, clock)
    with pytest.raises(NotAllowed, match="no address of a post on X"):
        app.desk.is_out(post.id, "https://example.org/status/1", clock.now())
    out = app.desk.is_out(post.id, "https://x.com/sam/status/99?s=20", clock.now())
    assert (out.status, app.posts.receipts(post.id)[0].remote_id) == (Status.PUBLISHED, "99")


def test_a_person_may_have_the_platform_asked_and_not_found_proves_nothing(app: App, clock: FixedClock) -> None:
    post, wire = doubtful(app, clock)
    with pytest.raises(NotAllowed, match="That proves nothing"):
        reconciling.probe(app, post.id)
    wire.shows = Receipt("77", "https://x.com/i/web/status/77")
    assert reconciling.probe(app, post.id).status is Status.PUBLISHED


def knowing_keys(monkeypatch: pytest.MonkeyPatch, how_long: timedelta) -> None:
    rules = replace(x.RULES, same_key_for=how_long)
    monkeypatch.setattr(x, "RULES", rules)


def test_where_a_platform_knows_our_key_the_same_part_is_sent_again_with_it(
    home: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    knowing_keys(monkeypatch, timedelta(minutes=50))
    app = another(None, monkeypatch, clock, X_THROUGH="api")  # type: ignore[arg-type]
    wire = over(app, Wire(Unconfirmed("No answer."), Unconfirmed("No answer.")))
    post = approved(app, clock)
    for wait in (0, 60, 240, 60):
        clock.wait(wait)
        turn(app)
    assert wire.asked == ["prepare", "publish", "prepare", "publish", "prepare", "publish"]
    assert [(part.key, part.since, part.tried) for part in wire.out] == [(post.idempotency_key, NOON, True)]
    assert app.posts.get(post.id).status is Status.PUBLISHED
    assert [each.outcome for each in app.posts.attempts(post.id)] == ["Unconfirmed", "Unconfirmed", "published"]
    app.close()


@pytest.mark.parametrize("keeps", ["hold", "pause", "time"])
def test_nothing_is_sent_again_by_its_key_on_hold_or_paused_or_when_the_key_is_forgotten(
    home: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, keeps: str
) -> None:
    knowing_keys(monkeypatch, timedelta(seconds=30) if keeps == "time" else timedelta(minutes=50))
    app = another(None, monkeypatch, clock, X_THROUGH="api")  # type: ignore[arg-type]
    post = approved(app, clock)
    wire = over(app, Wire(Unconfirmed("No answer.")))
    turn(app)
    if keeps == "hold":
        app.journey.hold_now("by me", clock.now())
    elif keeps == "pause":
        app.accounts.pause("x", Blocked("Suspended."), clock.now())
    for _ in range(40):
        clock.wait(60)
        turn(app)
    assert (wire.asked.count("publish"), wire.asked.count("look_up")) == (1, 3)
    assert app.posts.get(post.id).status is Status.UNCONFIRMED
    app.close()


def test_a_break_nobody_thought_of_is_a_doubt_and_is_recorded(app: App, clock: FixedClock) -> None:
    post = approved(app, clock)
    wire = over(app, Wire())

    def breaks(part: Part) -> Receipt:
        raise ZeroDivisionError

    wire.publish = breaks  # type: ignore[method-assign]
    turn(app)
    after = app.posts.get(post.id)
    assert (after.status, reason(app, post)) == (Status.UNCONFIRMED, "Sending broke off (ZeroDivisionError).")


def test_what_was_changed_since_it_was_looked_at_is_not_sent(app: App, clock: FixedClock) -> None:
    post, wire = approved(app, clock), Wire()
    app.desk.edit(post.id, "Other words.", clock.now())
    app.desk.approve(post.id, clock.now())
    assert app.outbox.claim(By("publisher", clock.now()), post) is None
    over(app, wire)
    turn(app)
    assert [part.text for part in wire.out] == ["Other words."]


# --- by hand -------------------------------------------------------------------------------------------------------


def test_by_hand_the_text_goes_to_the_person_once_and_the_person_says_when_it_is_out(
    home: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = another(None, monkeypatch, clock, X_THROUGH="hand")  # type: ignore[arg-type]
    post = approved(app, clock, *THREAD[:2])
    app.desk.attach(post.id, Picture(b"a plot", "image/png", "a curve"), clock.now())
    app.desk.approve(post.id, clock.now())
    turn(app)
    handed = app.posts.get(post.id)
    assert (handed.status, handed.try_at, app.outbox.is_handed(handed)) == (Status.UNCONFIRMED, None, True)
    first, picture = sorted((home / "by-hand").iterdir(), key=lambda path: path.suffix, reverse=True)
    assert first.name.startswith("x-fewer-features-and-the-score-fell-")
    assert (first.read_text(encoding="utf-8"), picture.read_bytes()) == ("\n\n---\n\n".join(THREAD[:2]), b"a plot")
    clock.wait(7200)
    turn(app)
    with pytest.raises(NotAllowed, match="only you know"):
        reconciling.probe(app, post.id)
    out = app.desk.is_out(post.id, "https://x.com/sam/status/99", clock.now())
    assert (out.status, len(app.posts.receipts(post.id))) == (Status.PUBLISHED, 2)
    app.close()


# --- what a reviewer found -----------------------------------------------------------------------------------------


def test_a_picture_that_was_changed_while_it_was_uploaded_does_not_go_out(app: App, clock: FixedClock) -> None:
    wire = over(app, Wire())
    post = with_picture(app, clock)
    real = wire.prepare

    def meanwhile(part: Part) -> Sequence[Upload]:
        made = real(part)
        if len(wire.asked) == 1:
            app.desk.detach(post.id, clock.now())
            app.desk.attach(post.id, Picture(b"another", "image/png", "another curve"), clock.now())
            app.desk.approve(post.id, clock.now())
        return made

    wire.prepare = meanwhile  # type: ignore[method-assign]
    turn(app)
    turn(app)
    assert [(part.uploads, part.pictures[0].content) for part in wire.out] == [(("up-another curve",), b"another")]


def test_a_receipt_of_another_post_or_part_proves_nothing(app: App, clock: FixedClock) -> None:
    first, wire = approved(app, clock), over(app, Wire(None, None, Unconfirmed("No answer.")))
    turn(app)
    thread = approved(app, clock, *THREAD, at=NOON + timedelta(hours=2))
    turn(app)
    clock.wait(5)
    turn(app)
    for url in (each.url for post in (first, thread) for each in app.posts.receipts(post.id)):
        with pytest.raises(NotAllowed, match="That is"):
            app.desk.is_out(thread.id, url, clock.now())
    wire.shows = Receipt("1", "https://x.com/i/web/status/1")
    clock.wait(60)
    turn(app)
    assert app.posts.get(thread.id).status is Status.UNCONFIRMED


def test_another_text_was_never_tried(app: App, clock: FixedClock) -> None:
    post, wire = doubtful(app, clock)
    clock.wait(600)
    app.desk.is_not_out(post.id, clock.now())
    app.desk.edit(post.id, "Other words.", clock.now())
    again = app.desk.approve(post.id, clock.now())
    clock.set(max(again.due_at, clock.now()))
    turn(app)
    assert [(part.text, part.tried, part.since) for part in wire.out] == [("Other words.", False, clock.now())]


def test_a_part_was_not_tried_because_the_one_before_it_was(app: App, clock: FixedClock) -> None:
    _, wire = doubtful(app, clock, *THREAD)
    wire.shows = Receipt("77", "https://x.com/i/web/status/77")
    clock.wait(60)
    turn(app)
    assert [(part.number, part.tried, part.since) for part in wire.out] == [(2, False, clock.now())]


def test_an_address_another_post_has_is_a_doubt(app: App, clock: FixedClock) -> None:
    approved(app, clock)
    over(app, Wire())
    turn(app)
    post = approved(app, clock, "Other words.", at=NOON + timedelta(hours=2))
    over(app, Wire())  # which gives the first address once more
    turn(app)
    assert app.posts.get(post.id).status is Status.UNCONFIRMED
    assert reason(app, post) == "The platform gave the address of post 1 for it."


def test_a_thread_whose_unclear_part_is_found_late_goes_on_all_the_same(app: App, clock: FixedClock) -> None:
    post, wire = doubtful(app, clock, *THREAD)
    clock.wait(6 * 3600)
    app.desk.is_out(post.id, "https://x.com/sam/status/99", clock.now())
    for _ in range(3):
        turn(app)
        clock.wait(5)
    assert [(part.number, part.after) for part in wire.out] == [(2, "99"), (3, "1")]
    assert app.posts.get(post.id).status is Status.PUBLISHED


def test_a_thread_whose_evidence_is_gone_goes_no_further(app: App, clock: FixedClock) -> None:
    from bot.activity import Evidence, Kind

    commit = Evidence(Kind.COMMIT, "aaa1", "Drop the date", NOON, NOON.date())
    app.evidence.remember([commit])
    clock.set(NOON - timedelta(hours=1))
    slot = Slot(NOON, "x", "noon", NOON.date(), timedelta(hours=4))
    draft = Draft("x", "note", THREAD, (Claim(THREAD[1], Tense.DID, (commit,)),))
    post_id = app.queue.add(draft, slot, [app.evidence.ids([commit])], By("bot", clock.now()))
    app.desk.approve(post_id, clock.now())
    clock.set(NOON)
    wire = over(app, Wire())
    turn(app)
    with app.evidence.changing() as changes:
        changes.drop([commit], clock.now())
    clock.wait(5)
    turn(app)
    assert (len(wire.out), app.posts.get(post_id).status) == (1, Status.FAILED)


def test_what_was_doubted_after_a_restore_is_looked_for_once_and_hinders_nobody(app: App, clock: FixedClock) -> None:
    post, wire = approved(app, clock), over(app, Wire(Unconfirmed("No answer.")))
    app.outbox.put_back(app.posts.get(post.id), NOON, By("bot", NOON))
    app.outbox.doubt(post.id, By("restore", NOON))
    other = approved(app, clock, at=NOON + timedelta(hours=2))
    for _ in range(3):
        turn(app)
        clock.wait(60)
    assert (app.posts.get(post.id).status, app.posts.get(other.id).status) == (Status.UNCONFIRMED,) * 2
    assert wire.asked.count("look_up") == 2  # one each


def test_trouble_with_one_platform_keeps_the_others_from_nothing(app: App, clock: FixedClock) -> None:
    first, second = approved(app, clock), approved(app, clock, platform="linkedin")
    wire = Wire()
    app.platform = lambda name: wire if name == "linkedin" else 1 / 0  # type: ignore[method-assign,assignment,return-value]
    turn(app)
    assert [app.posts.get(each.id).status for each in (first, second)] == [Status.APPROVED, Status.PUBLISHED]
    assert reason(app, first) == "It could not be prepared (ZeroDivisionError)."


def test_a_pause_is_not_lifted_by_what_a_person_knows_of_an_old_post(app: App, clock: FixedClock) -> None:
    post, _ = doubtful(app, clock)
    app.accounts.pause("x", Blocked("The account is suspended."), clock.now())
    app.desk.is_out(post.id, "https://x.com/sam/status/99", clock.now())
    assert [each.platform for each in app.accounts.pauses(clock.now())] == ["x"]


@pytest.mark.parametrize("by", ["hold", "pause", "guard", "budget"])
def test_asking_after_a_post_sends_nothing_that_may_not_go(
    home: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    app = another(None, monkeypatch, clock, LINKEDIN_THROUGH="api")  # type: ignore[arg-type]
    wire = over(app, Wire(Unconfirmed("No answer.")))
    post = approved(app, clock, platform="linkedin")
    turn(app)
    if by == "hold":
        app.journey.hold_now("on a plane", clock.now())
    elif by == "pause":
        app.accounts.pause("linkedin", Blocked("Suspended."), clock.now())
    elif by == "guard":
        app.close()
        app = another(app, monkeypatch, clock, BOT_KEEP_OUT="features")
        over(app, wire)
    else:
        monkeypatch.setattr(Settings, "budget", lambda *_: 0.01)
        monkeypatch.setattr(linkedin, "cost", lambda _: 0.02)
    with pytest.raises(BotError):
        reconciling.probe(app, post.id)
    assert wire.asked.count("publish") == 1
    app.close()


def test_a_thread_is_not_begun_that_the_budget_would_cut_off(
    home: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = another(None, monkeypatch, clock, X_THROUGH="api", X_BUDGET="0.04")  # type: ignore[arg-type]
    wire = over(app, Wire())
    approved(app, clock, *THREAD)
    turn(app)
    assert (wire.out, [each.platform for each in app.accounts.pauses(clock.now())]) == ([], ["x"])
    app.close()


def test_the_last_cent_of_a_budget_may_be_spent(home: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> None:
    app = another(None, monkeypatch, clock, X_THROUGH="api", X_BUDGET="0.15")  # type: ignore[arg-type]
    wire = over(app, Wire())
    app.accounts.memory("x", clock).spend("reading back", 0.135)
    approved(app, clock, at=NOON + timedelta(days=1))
    turn(app)
    assert len(wire.out) == 1
    app.close()


def test_what_a_person_does_not_post_after_all_is_left_at_that(
    home: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = another(None, monkeypatch, clock, X_THROUGH="hand")  # type: ignore[arg-type]
    post = approved(app, clock)
    turn(app)
    assert app.desk.leave(post.id, clock.now()).status is Status.FAILED
    turn(app)
    assert app.posts.get(post.id).status is Status.FAILED
    app.close()


def test_what_is_not_out_stands_not_in_its_own_way(app: App, clock: FixedClock) -> None:
    post, _ = doubtful(app, clock)
    clock.wait(1200)
    assert app.desk.is_not_out(post.id, clock.now()).due_at == clock.now()


def test_a_sender_whose_lock_the_server_dropped_takes_it_again(app: App) -> None:
    name = app.senders.me
    held = app.database.__dict__.get("_holder")
    if held is not None:
        held.close()
    assert app.senders.me == name
    with closing(App(app.settings, app.clock)) as other:
        assert other.senders.is_sending(name)


def test_two_may_pause_a_platform_at_the_same_moment(app: App, clock: FixedClock) -> None:
    trouble: list[Exception] = []

    def _pause() -> None:
        with closing(App(app.settings, clock)) as mine:
            for number in range(10):
                try:
                    mine.accounts.pause("x", Blocked(f"Reason {number}."), NOON)
                    mine.accounts.memory("x", clock).keep("who", f"{number}")
                    mine.accounts.lift("x")
                except Exception as error:
                    trouble.append(error)

    threads = [threading.Thread(target=_pause) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert trouble == []


def test_a_post_another_daemon_has_just_found_is_no_trouble(app: App, clock: FixedClock) -> None:
    post, _ = doubtful(app, clock)
    seen = app.posts.get(post.id)
    app.outbox.receive(post.id, 1, Receipt("1", "https://x.com/i/web/status/1"), By("another daemon", clock.now()))
    with pytest.raises(NotAllowed, match="is out"):
        next_part(app, seen)
