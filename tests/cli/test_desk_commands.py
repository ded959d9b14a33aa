"""The desk for scripts: hours in words, pictures under the yes, what nobody knows, corrections, history, exports."""

import json
import struct
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from zlib import compress, crc32
from zoneinfo import ZoneInfo

import pytest

from bot import jobs
from bot.activity import Evidence, Flavour, Kind
from bot.app import App
from bot.clock import FixedClock
from bot.drafting import Claim, Draft, Tense
from bot.errors import Blocked, NotAllowed, Unconfirmed
from bot.hours import hour_of
from bot.lifecycle import Status
from bot.platforms import Picture
from bot.schedule import Slot
from bot.store.post import By, Post
from tests.conftest import Run
from tests.platforms.servers.faults import FAILURES
from tests.platforms.servers.linkedin import LinkedIn
from tests.platforms.servers.x import X

NOW = datetime(2026, 1, 20, 6, 0, tzinfo=UTC)  # Tuesday, 07:00 in Berlin
SLOT = datetime(2026, 1, 20, 7, 30, tzinfo=UTC)
TEXT = "I fitted the encoder before splitting. Fixed it, and the score fell."


@pytest.fixture
def post(app: App, clock: FixedClock) -> Post:
    clock.set(NOW)
    return draft(app, TEXT)


def draft(app: App, text: str, platform: str = "x") -> Post:
    commit = Evidence(Kind.COMMIT, "aaa1", "Fit the encoder inside the pipeline", NOW, date(2026, 1, 19))
    app.evidence.remember([commit])
    due = SLOT if platform == "x" else SLOT + timedelta(minutes=30)
    slot = Slot(due, platform, "morning", date(2026, 1, 20), timedelta(hours=4))
    made = Draft(platform, "mistake", (text,), (Claim(text, Tense.DID, (commit,)),), good_for=timedelta(days=3))
    return app.posts.get(app.queue.add(made, slot, [app.evidence.ids([commit])], By("bot", NOW)))


def published(app: App, clock: FixedClock, post: Post) -> Post:
    app.desk.approve(post.id, clock.now())
    clock.set(max(SLOT, clock.now()))
    jobs.publish_due(app)
    return app.posts.get(post.id)


def png(words: bytes = b"Comment\0taken at home") -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", crc32(name + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"tEXt", words) + chunk(b"IDAT", compress(b"\0\0")) + chunk(b"IEND", b"")


# --- hours -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("9:00", "2026-01-20T09:00+01:00"),
        ("6:30", "2026-01-21T06:30+01:00"),
        ("today 18:15", "2026-01-20T18:15+01:00"),
        ("tomorrow 9", "2026-01-21T09:00+01:00"),
        ("tue 6:00", "2026-01-27T06:00+01:00"),
        ("Friday at 18.30", "2026-01-23T18:30+01:00"),
        ("2026-03-29 02:30", "2026-03-29T03:30+02:00"),
        ("+2h", "2026-01-20T09:00+01:00"),
        ("in 2 hours", "2026-01-20T09:00+01:00"),
        ("next monday 10am", "2026-01-26T10:00+01:00"),
        ("fri 6:30pm", "2026-01-23T18:30+01:00"),
        ("tomorrow noon", "2026-01-21T12:00+01:00"),
        ("+ 90 min", "2026-01-20T08:30+01:00"),
    ],
)
def test_an_hour_is_what_a_person_means_by_it(words: str, meant: str) -> None:
    assert hour_of(words, NOW, ZoneInfo("Europe/Berlin")) == datetime.fromisoformat(meant)


@pytest.mark.parametrize("words", ["", "soon", "25:00", "9:75", "2026-13-01 9:00", "someday 9:00"])
def test_what_is_no_hour_is_said_to_be_none(words: str) -> None:
    with pytest.raises(NotAllowed, match="is no hour"):
        hour_of(words, NOW, ZoneInfo("Europe/Berlin"))


def test_a_moved_post_keeps_its_yes_and_goes_out_at_the_other_hour(
    run: Run, app: App, clock: FixedClock, post: Post
) -> None:
    app.desk.approve(post.id, NOW)
    code, said, _ = run("move", str(post.id), "tomorrow", "9:00", clock=clock)
    assert (code, said) == (0, f"Post {post.id} is for Wed 21 Jan, 09:00 now. Your yes stands.\n")
    clock.set(SLOT)
    assert jobs.publish_due(app) == []
    clock.set(datetime(2026, 1, 21, 8, 0, tzinfo=UTC))
    assert [each.status for each in jobs.publish_due(app)] == [Status.PUBLISHED]
    assert run("move", str(post.id), "9:00", clock=clock)[0] == 1


def test_a_move_into_the_past_is_refused_and_one_into_the_night_says_until_when_it_waits(
    run: Run, clock: FixedClock, post: Post
) -> None:
    assert run("move", str(post.id), "today 6:00", clock=clock)[0] == 1
    said = run("move", str(post.id), "today 23:00", clock=clock)[1]
    assert "quiet hour of yours: it would wait until Wed 21 Jan, 06:00" in said


# --- the text and its pictures ---------------------------------------------------------------------------------------


def test_a_picture_is_part_of_what_is_approved_and_holds_nothing_but_itself(
    run: Run, app: App, clock: FixedClock, post: Post, tmp_path: Path
) -> None:
    app.desk.approve(post.id, NOW)
    path = tmp_path / "curve.png"
    path.write_bytes(png())
    code, said, _ = run("edit", str(post.id), "--attach", str(path), "--alt", "A curve that bends late", clock=clock)
    shown = app.posts.get(post.id)
    assert (code, shown.status, "picture: A curve that bends late" in said) == (0, Status.DRAFT, True)
    assert b"taken at home" not in app.posts.picture(post.id, shown.media[0].sha256)
    app.desk.approve(post.id, NOW)
    with app.database.writing() as session:
        session.connection().exec_driver_sql(f"UPDATE media SET alt = 'Other words' WHERE post_id = {post.id}")
    clock.set(SLOT)
    assert [each.status for each in jobs.publish_due(app)] == [Status.FAILED]
    assert "not what was approved" in app.posts.history(post.id)[-1].reason


def test_a_picture_without_words_is_not_taken_and_its_words_are_guarded(
    run: Run, app: App, clock: FixedClock, post: Post, tmp_path: Path
) -> None:
    path = tmp_path / "curve.png"
    path.write_bytes(png())
    assert run("edit", str(post.id), "--attach", str(path), clock=clock)[0] == 1
    run("edit", str(post.id), "--attach", str(path), "--alt", "My resume, open to work", clock=clock)
    assert run("approve", str(post.id), clock=clock)[0] == 1
    assert run("edit", str(post.id), "--detach", clock=clock)[0] == 0
    assert run("approve", str(post.id), clock=clock)[0] == 0


def test_words_of_a_template_that_a_person_replaces_are_replaced_from_then_on(app: App, clock: FixedClock) -> None:
    from bot.jobs import answering

    clock.set(NOW)
    first = draft(app, "Plotted the ROC curve. Next up: calibration of the scores.")
    answering.edit(app, first.id, "Plotted the ROC curve. After that: calibration of the scores.")
    assert app.posts.preferences() == [("Next up:", "After that:")]
    clock.set(NOW + timedelta(minutes=1))
    answering.edit(app, first.id, "Plotted the ROC curve. What comes then: calibration of the scores.")
    assert app.posts.preferences() == [("Next up:", "After that:"), ("After that:", "What comes then:")]
    second = app.posts.get(first.id)
    answering.edit(app, first.id, second.text.replace("Plotted", "Mastered"))
    assert len(app.posts.preferences()) == 2  # a deed is not a manner of speaking


# --- what came to nothing, and what nobody knows ---------------------------------------------------------------------


def test_what_was_turned_down_failed_or_missed_comes_back_as_a_draft_for_a_coming_hour(
    run: Run, app: App, clock: FixedClock, post: Post
) -> None:
    run("reject", str(post.id), "--reason", "too long", clock=clock)
    code, said, _ = run("revive", str(post.id), clock=clock)
    assert (code, said) == (0, f"Post {post.id} is a draft again, for Tue 20 Jan, 08:30: bot approve {post.id}\n")
    assert run("retry", str(post.id), clock=clock)[0] == 1  # it has not failed
    assert run("revive", str(post.id), clock=clock)[0] == 1


def test_a_post_nobody_knows_about_is_out_or_goes_out_later_as_the_person_saw(
    run: Run, app: App, clock: FixedClock, post: Post
) -> None:
    app.desk.approve(post.id, NOW)
    clock.set(SLOT)
    claimed = app.outbox.claim(By("publisher", SLOT))
    assert claimed
    app.outbox.fall_back(post.id, Status.UNCONFIRMED, Unconfirmed("no answer"), By("publisher", SLOT))
    assert run("resolve", str(post.id), clock=clock)[0] == 2
    clock.set(SLOT + timedelta(hours=16))  # 00:30 in Berlin
    assert run("resolve", str(post.id), "--not-published", clock=clock)[1] == (
        f"Post {post.id} goes out on Wed 21 Jan, 06:00.\n"
    )
    again = app.posts.get(post.id)
    assert (again.status, again.idempotency_key) == (Status.APPROVED, claimed.idempotency_key)
    clock.set(again.due_at)
    app.outbox.claim(By("publisher", clock.now()))
    app.outbox.fall_back(post.id, Status.UNCONFIRMED, Unconfirmed("no answer"), By("publisher", clock.now()))
    assert run("resolve", str(post.id), "--published", "https://x.com/me/status/1", clock=clock)[0] == 0
    assert app.posts.receipts(post.id)[0].url == "https://x.com/me/status/1"
    assert run("resolve", str(post.id), "--not-published", clock=clock)[0] == 1


def test_a_correction_goes_through_the_same_yes_and_what_was_wrong_is_never_told_again(
    run: Run, app: App, clock: FixedClock, post: Post
) -> None:
    other = draft(app, "Fitted the encoder inside the pipeline.", "linkedin")
    app.desk.approve(other.id, NOW)
    out = published(app, clock, post)
    assert out.status is Status.PUBLISHED
    assert run("correct", "99", "x", clock=clock)[0] == 1
    code, said, _ = run("correct", str(post.id), "It was the scaler, not the encoder.", clock=clock)
    assert (
        code,
        "A correction to my post of 20 January: It was the scaler" in " ".join(said.replace("│", " ").split()),
    ) == (0, True)
    assert f"Post {other.id} on linkedin rests on the same and waits for your yes again" in said
    (number,) = app.posts.corrections(post.id)
    assert (app.posts.get(number).status, app.posts.get(number).corrects) == (Status.DRAFT, post.id)
    assert app.posts.claims(post.id)[0].wrong == "It was the scaler, not the encoder."
    assert app.evidence.between(date(2026, 1, 19), date(2026, 1, 19)) == []
    assert run("approve", str(other.id), clock=clock)[0] == 1
    app.evidence.remember([Evidence(Kind.COMMIT, "aaa1", "Fit the encoder", NOW, date(2026, 1, 19))])
    assert app.evidence.between(date(2026, 1, 19), date(2026, 1, 19)) == []  # reading it again does not bring it back
    code, said, _ = run("history", str(post.id), clock=clock)
    assert (code, f"corrected by post {number}" in said, "wrong: " in said) == (0, True, True)


# --- the way out -----------------------------------------------------------------------------------------------------


def test_the_history_of_a_post_holds_everything(run: Run, app: App, clock: FixedClock, post: Post) -> None:
    app.desk.edit(post.id, "Fewer features, lower score.", NOW)
    published(app, clock, post)
    told = json.loads(run("history", str(post.id), "--json", clock=clock)[1])
    assert [line["became"] for line in told["history"]] == ["draft", "draft", "approved", "publishing", "published"]
    assert told["revisions"][0]["parts"] == [TEXT]
    assert [each["outcome"] for each in told["attempts"]] == ["published"]
    assert told["receipts"][0]["url"].startswith("file://")


def test_the_public_page_shows_what_is_out_with_what_anybody_can_open_and_no_clock(
    run: Run, app: App, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.set(NOW)
    published(app, clock, draft(app, TEXT))
    app.notes.add("Kept for later.", Flavour.NONE, NOW, date(2026, 1, 19))
    page = tmp_path / "public.html"
    assert run("export", "--public", str(page), clock=clock)[0] == 0
    shown = page.read_text(encoding="utf-8")
    assert TEXT in shown
    assert "Fit the encoder inside the pipeline" not in shown  # a commit in a folder nobody else can open
    assert "08:30" not in shown
    assert "07:30" not in shown
    monkeypatch.setenv("BOT_KEEP_OUT", "encoder")
    assert "1 post left out" in run("export", "--public", str(page), clock=clock)[2]
    assert TEXT not in page.read_text(encoding="utf-8")


def test_evidence_with_an_address_is_shown_on_the_public_page_unless_the_address_names_what_must_not_be(
    run: Run, app: App, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.set(NOW)
    published(app, clock, draft(app, TEXT))
    app.evidence.remember(
        [Evidence(Kind.COMMIT, "aaa1", "", NOW, date(2026, 1, 19), url="https://github.com/acmecorp/ml/commit/aaa1")]
    )
    page = tmp_path / "public.html"
    run("export", "--public", str(page), clock=clock)
    assert 'href="https://github.com/acmecorp/ml/commit/aaa1"' in page.read_text(encoding="utf-8")
    monkeypatch.setenv("BOT_KEEP_OUT", "acmecorp")
    run("export", "--public", str(page), clock=clock)
    assert "acmecorp" not in page.read_text(encoding="utf-8")
    assert TEXT in page.read_text(encoding="utf-8")


def test_drafts_go_out_as_markdown_and_come_back_changed_unless_somebody_was_first(
    run: Run, app: App, clock: FixedClock, post: Post, tmp_path: Path
) -> None:
    second = draft(app, "Two paragraphs.\n\nThe second has <!-- a mark --> in it.", "linkedin")
    exported = run("export", "--markdown", clock=clock)[1]
    path = tmp_path / "drafts.md"
    path.write_text(exported, encoding="utf-8")
    assert run("import", str(path), clock=clock)[1].startswith("0 posts changed")
    path.write_text(exported.replace("and the score fell", "and the score dropped"), encoding="utf-8")
    assert run("import", str(path), clock=clock)[1].startswith("1 post changed")
    assert app.posts.get(post.id).text.endswith("the score dropped.")
    assert app.posts.get(second.id) == second
    path.write_text(exported.replace("and the score fell", "and nothing else"), encoding="utf-8")
    code, _, said = run("import", str(path), clock=clock)
    assert (code, f"Post {post.id} is left as it is: " in said, "changed since you saw it" in said) == (1, True, True)
    path.write_text("# Nothing of ours", encoding="utf-8")
    assert run("import", str(path), clock=clock)[0] == 1


def test_the_calendar_file_folds_its_lines_and_names_each_hour_in_utc(
    run: Run, app: App, clock: FixedClock, post: Post
) -> None:
    draft(app, "Über, naïve; and a line\nbreak, " + "with many words " * 8, "linkedin")
    said = run("export", "--ics", clock=clock)[1]
    lines = said.splitlines()
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert [line for line in lines if line.startswith("DTSTART")] == [
        "DTSTART:20260120T073000Z",
        "DTSTART:20260120T080000Z",
    ]
    assert max(len(line.encode()) for line in lines) <= 75
    whole = said.replace("\r\n ", "").replace("\n ", "")
    assert "Über\\, naïve\\; and a line\\nbreak\\, with many words" in whole


def test_one_post_that_is_refused_keeps_the_others_from_nothing(
    run: Run, app: App, clock: FixedClock, post: Post
) -> None:
    second = draft(app, "Fewer features, lower score.", "linkedin")
    code, said, wrong = run("approve", "98", str(post.id), "99", str(second.id), clock=clock)
    assert code == 1
    assert [f"Post {each.id} goes to {each.platform}" in said for each in (post, second)] == [True, True]
    assert ["There is no post 98." in wrong, "There is no post 99." in wrong] == [True, True]


def test_what_was_missed_is_offered_only_while_its_day_has_no_other_post(
    app: App, clock: FixedClock, post: Post
) -> None:
    app.queue.miss(post.id, By("bot", SLOT))
    assert [each.id for each in app.posts.revivable(SLOT)] == [post.id]
    assert app.posts.revivable(SLOT + timedelta(days=4)) == []
    slot = Slot(SLOT + timedelta(days=1), "x", "morning", date(2026, 1, 20), timedelta(hours=4))
    other = app.queue.add_again(Draft("x", "note", ("Otherwise.",), ()), slot, [], By("person", SLOT))
    assert app.posts.revivable(SLOT) == []
    with pytest.raises(NotAllowed, match=f"has post {other} by now"):
        app.desk.approve(post.id, SLOT)


def test_the_queue_may_be_asked_for_some_of_it(run: Run, app: App, clock: FixedClock, post: Post) -> None:
    draft(app, "Fewer features, lower score.", "linkedin")
    app.desk.reject(post.id, "boring", NOW)
    rejected = json.loads(run("queue", "--status", "rejected", "--json", clock=clock)[1])
    assert [(each["platform"], each["status"]) for each in rejected] == [("x", "rejected")]
    assert json.loads(run("queue", "--platform", "x", "--json", clock=clock)[1]) == []


# --- how it goes out ---------------------------------------------------------------------------------------------


def test_a_rehearsal_shows_the_whole_request_without_its_secrets_and_sends_nothing(
    run: Run, app: App, clock: FixedClock, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("X_THROUGH", "api")
    app.desk.attach(post.id, Picture(png(), "image/png", "A curve"), clock.now())
    app.desk.approve(post.id, clock.now())
    code, said, _ = run("publish", "--dry-run", clock=clock)
    assert code == 0
    assert said.startswith(
        f"Post {post.id} to X (api), 0.015 USD\nFirst a picture is uploaded: image/png, {len(png())} bytes,"
        " described as “A curve”.\nPOST https://api.x.com/2/tweets\n"
    )
    assert "authorization: •••" in said.lower()
    sent = json.loads(said[said.index("{") :])
    assert sent == {"text": TEXT, "media": {"media_ids": ["(picture 1)"]}}
    assert app.posts.get(post.id).status is Status.APPROVED
    assert app.posts.attempts(post.id) == []


def test_a_rehearsal_for_linkedin_knows_the_author_by_a_word_and_the_text_as_it_leaves(
    run: Run, app: App, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINKEDIN_THROUGH", "api")
    clock.set(NOW)
    post = draft(app, "The score fell (from 0.91).", "linkedin")
    _, said, _ = run("publish", "--dry-run", str(post.id), clock=clock)
    assert "POST https://api.linkedin.com/rest/posts" in said
    sent = json.loads(said[said.index("{") :])
    assert (sent["author"], sent["commentary"]) == ("(linkedin author)", r"The score fell \(from 0.91\).")


@pytest.mark.parametrize(("through", "where"), [("sandbox", "sandbox"), ("hand", "by-hand")])
def test_a_rehearsal_of_what_goes_to_a_file_says_so(
    run: Run, app: App, clock: FixedClock, post: Post, monkeypatch: pytest.MonkeyPatch, through: str, where: str
) -> None:
    monkeypatch.setenv("X_THROUGH", through)
    app.desk.approve(post.id, clock.now())
    _, said, _ = run("publish", "--dry-run", clock=clock)
    head = f"Post {post.id} to X ({through}), 0.000 USD\nNo request: it goes to a file in "
    assert said == f"{head}{app.settings.home / where}.\n{TEXT}\n"


def test_by_hand_the_person_is_given_the_text_and_says_where_it_is(
    run: Run, app: App, clock: FixedClock, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("X_THROUGH", "hand")
    app.desk.approve(post.id, clock.now())
    clock.set(SLOT)
    _, said, _ = run("publish", clock=clock)
    assert said.startswith(
        f"Post {post.id}: Yours to post on X: {app.settings.home / 'by-hand'}/x-i-fitted-the-encoder"
    )
    assert said.endswith(f"\n  Then: bot posted {post.id} URL\n")
    _, today, _ = run("today", clock=clock)
    assert any(
        line.strip().startswith("https://x.com/intent/post?text=I%20fitted%20the") for line in today.splitlines()
    )
    assert any(line.endswith("score%20fell.") for line in today.splitlines()), "an address is not broken in two"
    assert run("posted", str(post.id), "https://example.org/1", clock=clock)[0] == 1
    assert run("posted", str(post.id), "https://x.com/sam/status/7", clock=clock)[:2] == (
        0,
        f"Post {post.id} is out: https://x.com/sam/status/7\n",
    )
    assert app.posts.get(post.id).status is Status.PUBLISHED


def test_a_paused_platform_is_shown_everywhere_and_released_by_its_name(
    run: Run, app: App, clock: FixedClock, post: Post
) -> None:
    clock.set(NOW)
    app.accounts.pause("x", Blocked("Your credits at X are used up.", "buy credits"), NOW)
    for words in (["queue"], ["today"], ["check"]):
        told = " ".join(" ".join(run(*words, clock=clock)[1:]).split())
        assert "paused: Your credits at X are used up." in told, words
    assert run("release", "linkedin", clock=clock)[1] == "LinkedIn was not paused.\n"
    said = run("release", "x", clock=clock)[1]
    assert said == "X is asked again (it was paused: Your credits at X are used up.)\n"
    assert app.accounts.pauses(NOW) == []


def test_a_platform_is_asked_whose_account_it_is_only_when_one_wants_to_know(
    run: Run, monkeypatch: pytest.MonkeyPatch, app: App
) -> None:
    with X() as server:
        monkeypatch.setenv("X_THROUGH", "api")
        monkeypatch.setenv("X_API", server.url)
        assert "@sam_learns" not in run("check")[1]
        assert server.requests == []
        assert "X: @sam_learns." in run("check", "--online")[1]
        assert [each.path for each in server.requests] == ["/2/users/me"]


def test_a_text_sent_again_to_linkedin_brings_the_address_of_the_first_or_publishes_it_and_asks_before(
    run: Run, app: App, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with LinkedIn(clock) as server:
        monkeypatch.setenv("LINKEDIN_THROUGH", "api")
        monkeypatch.setenv("LINKEDIN_API", server.url)
        clock.set(NOW)
        post = draft(app, TEXT, "linkedin")
        app.desk.approve(post.id, clock.now())
        clock.set(post.due_at)
        server.add_fault(next(each for each in FAILURES if each.acts))
        assert f"Post {post.id} on linkedin: unconfirmed" in run("publish", clock=clock)[1]
        monkeypatch.setattr("sys.stdin", StringIO("n\n"))
        assert run("resolve", str(post.id), "--probe", clock=clock)[0] == 130
        assert len(server.asked()) == 1
        _, said, _ = run("resolve", str(post.id), "--probe", "--yes", clock=clock)
        (out,) = server.ledger
        assert said == f"Post {post.id} is out: https://www.linkedin.com/feed/update/{out.id}\n"
        assert [each.outcome for each in app.posts.attempts(post.id)] == ["Unconfirmed", "published"]


@pytest.mark.parametrize(
    ("name", "path"), [("mastodon", "/api/v1/statuses"), ("bluesky", "/xrpc/com.atproto.repo.putRecord")]
)
def test_a_rehearsal_for_the_other_two_shows_the_request_that_publishes(
    run: Run, app: App, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, name: str, path: str
) -> None:
    monkeypatch.setenv(f"{name.upper()}_THROUGH", "api")
    monkeypatch.setenv("BLUESKY_HANDLE", "sam.bsky.social")
    clock.set(NOW)
    post = draft(app, TEXT, name)
    code, said, _ = run("publish", "--dry-run", str(post.id), clock=clock)
    assert (code, f"{path}\n" in said, TEXT in said) == (0, True, True), said
    assert "would not be sent" not in said
