"""Evidence from a GitHub on loopback and from real repositories, through the whole bot."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot import jobs, resources, settings
from bot.activity import Evidence, Flavour, Kind
from bot.app import App
from bot.clock import FixedClock
from bot.errors import RoadmapError
from bot.lifecycle import Outcome, Status
from bot.store.post import Post
from tests import canary
from tests.activity.fake_github import FakeGitHub, FakeRepository, Said, serving
from tests.activity.test_local_git import commit as commit_here
from tests.activity.test_local_git import git
from tests.conftest import EVENING, Run
from tests.test_jobs import TUESDAY_MORNING, X_SLOT

WORK = "Write a NumPy function that sums every second row"
NOTE = "A row of three fits a table with three columns, because NumPy lines shapes up from the right."


@pytest.fixture
def fake(clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeGitHub]:
    with serving(FakeGitHub(canary.VALUE, clock)) as server:
        monkeypatch.setenv("GITHUB_API", server.url)
        monkeypatch.setenv("GITHUB_LOGIN", "sam")
        yield server


@pytest.fixture
def ml(fake: FakeGitHub) -> FakeRepository:
    repository = fake.add("sam/ml")
    repository.commit("work", EVENING - timedelta(hours=1), message=WORK)
    return repository


@pytest.fixture
def learner(app: App, ml: FakeRepository, monkeypatch: pytest.MonkeyPatch, clock: FixedClock) -> Iterator[App]:
    assert app.database.version
    monkeypatch.setenv("GITHUB_REPOSITORIES", "sam/ml")
    made = App(settings.load(), clock)
    yield made
    made.close()


def found(app: App) -> list[Evidence]:
    return [each for each in app.evidence.between(date(2026, 1, 1), date(2026, 2, 1)) if each.kind is Kind.COMMIT]


def database_bytes(app: App) -> bytes:
    app.database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    return b"".join(path.read_bytes() for path in app.settings.home.glob("bot.db*"))


# --- reading ---------------------------------------------------------------------------------------------------------


def test_what_was_done_on_github_is_evidence_and_asking_again_costs_nothing(learner: App, fake: FakeGitHub) -> None:
    assert jobs.sync_activity(learner) == jobs.Synced(1)
    assert [each.title for each in found(learner)] == [WORK]
    learner.clock.wait(120)
    jobs.sync_activity(learner)
    before = fake.counted
    assert jobs.sync_activity(learner) == jobs.Synced(0)
    assert fake.counted == before


def test_no_more_than_ten_commits_of_a_day_are_looked_at_on_github(
    learner: App, fake: FakeGitHub, ml: FakeRepository
) -> None:
    for number in range(15):
        ml.commit(f"update {number}", EVENING - timedelta(minutes=50 - number))
    jobs.sync_activity(learner)
    jobs.sync_activity(learner)
    assert sum(each.details is not None for each in found(learner)) == 10
    assert sum("/commits/" in url for url in fake.asked) == 10


def test_one_repository_that_is_gone_hides_nothing_of_the_others(
    fake: FakeGitHub, learner: App, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.setenv("GITHUB_REPOSITORIES", "sam/gone,sam/ml")
    code, said, problems = run("sync", clock=learner.clock)
    assert (code, "1 new piece of evidence" in said) == (1, True)
    assert "Not finished, sam/gone:" in problems
    assert "github.com/settings/personal-access-tokens" in problems
    assert "Not finished, sam/gone:" in run("activity", clock=learner.clock)[1]
    assert "sam/gone was not read to its end" in run("check")[1]
    assert b"sam/gone" not in database_bytes(learner)


def test_a_day_whose_source_is_down_is_not_quiet_until_it_was_read(
    learner: App, fake: FakeGitHub, clock: FixedClock
) -> None:
    fake.wrong = lambda number, url: Said(502)
    clock.set(TUESDAY_MORNING)
    assert jobs.draft_due(learner) == []
    asked = len(fake.asked)
    clock.wait(15)
    assert jobs.draft_due(learner) == []
    assert len(fake.asked) == asked  # what has just failed is left alone for a while
    fake.wrong = lambda number, url: None
    clock.wait(600)
    decided = {each.slot.local_date: each.outcome for each in jobs.draft_due(learner)}
    assert decided[date(2026, 1, 6)] in {Outcome.OPEN, Outcome.QUIET}


def test_not_even_a_plan_is_posted_about_while_nobody_knows_what_happened(
    learner: App, fake: FakeGitHub, clock: FixedClock
) -> None:
    longer = resources.shipped("roadmaps/40-day.md").read_text(encoding="utf-8")
    learner.settings.roadmap_path.write_text(longer, encoding="utf-8")
    fake.wrong = lambda number, url: Said(502)
    clock.set(TUESDAY_MORNING + timedelta(days=14))
    assert [each for each in jobs.draft_due(learner) if each.post] == []
    fake.wrong = lambda number, url: None
    clock.wait(600)
    assert [each.post.angle for each in jobs.draft_due(learner) if each.post] == ["next"]


def test_a_limit_is_waited_for_without_asking(learner: App, fake: FakeGitHub, clock: FixedClock, run: Run) -> None:
    reset = int((clock.now() + timedelta(minutes=40)).timestamp())
    fake.wrong = lambda number, url: Said(
        403, {"message": "rate limit"}, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(reset)}
    )
    code, _, said = run("sync", clock=clock)
    assert (code, "limit is used up until 20:40 UTC" in said) == (1, True)
    asked = len(fake.asked)
    assert jobs.sync_activity(learner).problems
    assert len(fake.asked) == asked
    fake.wrong = lambda number, url: None
    clock.wait(41 * 60)
    assert run("sync", clock=clock)[:2] == (0, "1 new piece of evidence: bot activity\n")


def test_waiting_is_shown(learner: App, fake: FakeGitHub, clock: FixedClock, run: Run) -> None:
    reset = int((clock.now() + timedelta(minutes=40)).timestamp())
    limited = Said(403, {"message": "rate limit"}, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(reset)})
    fake.wrong = lambda number, url: limited if number == 1 else None
    code, said, waited = run("sync", "--wait", clock=clock)
    assert (code, said) == (0, "1 new piece of evidence: bot activity\n")
    assert "GitHub's limit is used up; waiting until 20:40 UTC (40 min)." in waited


def test_a_token_that_ends_soon_is_told_a_week_before(learner: App, fake: FakeGitHub, run: Run) -> None:
    now = datetime.now(UTC)  # bot check asks this machine's own clock
    for days, told in ((30, ""), (5, "GITHUB_TOKEN ends on"), (-1, "GITHUB_TOKEN ended on")):
        ends = now + timedelta(days=days)
        fake.token_ends = f"{ends:%Y-%m-%d %H:%M:%S} UTC"
        jobs.sync_activity(learner, asked_for=True)
        said = run("check")[1]
        assert told in said
        assert bool(told) == ("GITHUB_TOKEN" in said)


# --- a roadmap that is kept on GitHub --------------------------------------------------------------------------------

PLAN = "# Plan\n\n## Week 1: Arrays\n\n- [ ] NumPy broadcasting\n- [ ] Boolean masks\n"


@pytest.fixture
def pushed(app: App, ml: FakeRepository, monkeypatch: pytest.MonkeyPatch, clock: FixedClock) -> Iterator[App]:
    assert app.database.version
    ml.files["", "docs/plan.md"] = PLAN.encode()
    monkeypatch.setenv("BOT_ROADMAP", "github:sam/ml/docs/plan.md")
    made = App(settings.load(), clock)
    yield made
    made.close()


def test_a_box_ticked_by_editing_and_pushing_is_evidence_of_its_commit(
    pushed: App, ml: FakeRepository, fake: FakeGitHub
) -> None:
    with pytest.raises(RoadmapError, match="not been fetched from GitHub yet"):
        pushed.roadmap  # noqa: B018 (reading it is the act)
    jobs.sync_activity(pushed, asked_for=True)
    assert [item.done for item in pushed.roadmap.items] == [False, False]
    ml.files["", "docs/plan.md"] = PLAN.replace("[ ] Bool", "[x] Bool").encode()
    ml.commit("day 1", EVENING - timedelta(minutes=30))
    jobs.sync_activity(pushed, asked_for=True)
    assert [item.done for item in pushed.roadmap.items] == [False, True]
    ticks = [each for each in pushed.evidence.between(date(2026, 1, 1), date(2026, 2, 1)) if each.kind is Kind.TICK]
    assert [(each.text, each.at) for each in ticks] == [("Boolean masks", EVENING - timedelta(minutes=30))]
    before = fake.counted
    jobs.sync_activity(pushed, asked_for=True)
    assert fake.counted == before


def test_what_is_ticked_here_stays_though_the_file_on_github_has_it_open(pushed: App, run: Run) -> None:
    jobs.sync_activity(pushed, asked_for=True)
    said = run("done", "Boolean masks", clock=pushed.clock)[1]
    assert said == "✓ Boolean masks  (kept here; the file on GitHub is yours to tick)\n"
    jobs.sync_activity(pushed, asked_for=True)
    pushed.look_again()
    assert [item.done for item in pushed.roadmap.items] == [False, True]


# --- private repositories --------------------------------------------------------------------------------------------


def test_of_a_private_repository_only_is_kept_that_something_happened(learner: App, ml: FakeRepository) -> None:
    ml.visibility = "private"
    assert jobs.sync_activity(learner).new == 1
    (only,) = found(learner)
    assert (only.counted, only.text, only.repository, only.url) == (True, "", "", "")
    kept = database_bytes(learner)
    assert not [word for word in (b"sam/ml", b"Sam/ml", WORK.encode(), b"NumPy function") if word in kept]


@pytest.mark.parametrize(
    ("choice", "texts"), [("public", [WORK]), ("count only", [""]), ("ignore", [])]
)  # fmt: skip
def test_the_person_may_choose(
    learner: App, ml: FakeRepository, monkeypatch: pytest.MonkeyPatch, choice: str, texts: list[str]
) -> None:
    ml.visibility = "private"
    monkeypatch.setenv("GITHUB_REPOSITORIES", f"sam/ml = {choice}")
    chosen = App(settings.load(), learner.clock)
    jobs.sync_activity(chosen)
    assert [each.text for each in found(chosen)] == texts
    chosen.close()


def test_a_repository_that_turned_private_is_forgotten_by_name(learner: App, ml: FakeRepository) -> None:
    jobs.sync_activity(learner)
    ml.visibility = "private"
    jobs.sync_activity(learner, asked_for=True)
    (only,) = found(learner)
    assert (only.counted, only.text) == (True, "")


@pytest.mark.parametrize(("choice", "left"), [("count only", [""]), ("ignore", [])])
def test_choosing_less_later_forgets_what_was_kept_before(
    here: tuple[App, Path], clock: FixedClock, monkeypatch: pytest.MonkeyPatch, choice: str, left: list[str]
) -> None:
    app, folder = here
    jobs.sync_activity(app)
    assert WORK in [each.text for each in found(app)]
    monkeypatch.setenv("BOT_REPOSITORIES", f"{folder} = {choice}")
    careful = App(settings.load(), clock)
    jobs.sync_activity(careful, asked_for=True)
    assert sorted({each.text for each in found(careful)}) == left
    assert WORK.encode() not in database_bytes(careful)
    careful.close()
    monkeypatch.setenv("BOT_REPOSITORIES", str(folder))
    open_again = App(settings.load(), clock)
    jobs.sync_activity(open_again, asked_for=True)
    assert WORK in [each.text for each in found(open_again)]
    open_again.close()


def test_what_was_ignored_on_github_is_read_anew_when_it_is_wanted_again(
    learner: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    for choice, texts in ((" = ignore", []), ("", [WORK]), (" = count only", [""]), ("", [WORK]), (" = ignore", [])):
        monkeypatch.setenv("GITHUB_REPOSITORIES", f"sam/ml{choice}")
        chosen = App(settings.load(), learner.clock)
        jobs.sync_activity(chosen, asked_for=True)
        assert [each.text for each in found(chosen)] == texts
        chosen.close()


def test_a_repository_that_was_renamed_and_then_turned_private_is_hidden_too(
    learner: App, fake: FakeGitHub, ml: FakeRepository
) -> None:
    fake.rename("sam/ml", "sam/secretproject")
    jobs.sync_activity(learner)
    ml.visibility = "private"
    jobs.sync_activity(learner, asked_for=True)
    (only,) = found(learner)
    assert (only.counted, only.text, only.repository) == (True, "", "")


def test_the_name_of_a_folder_that_is_away_is_kept_nowhere(
    app: App, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("BOT_REPOSITORIES", "~/acme-secret-merger = count only")
    monkeypatch.setenv("BOT_AUTHORS", "sam@example.org")
    made = App(settings.load(), clock)
    (problem,) = jobs.sync_activity(made).problems
    assert "acme-secret-merger" in problem.source
    assert b"acme-secret" not in database_bytes(made)
    made.close()


def test_somebody_elses_commit_the_learner_helped_with_is_not_the_learners_words(
    here: tuple[App, Path],
) -> None:
    app, folder = here
    (folder / "log.md").write_text(
        "### 2026-01-05\n\nI argued with my neighbour about the fence again.\n", encoding="utf-8"
    )
    git(folder, "add", "--all")
    help_message = "Write the log\n\nCo-authored-by: Sam <sam@example.org>"
    git(folder, "commit", "--quiet", "-m", help_message, when="2026-01-05T20:30:00+01:00", email="eve@example.org")
    jobs.sync_activity(app)
    assert "Write the log" in [each.title for each in found(app)]
    assert not [each for each in app.evidence.between(date(2026, 1, 1), date(2026, 2, 1)) if each.kind is Kind.NOTE]


def test_a_day_closed_by_hand_asks_nobody_at_every_tick(
    learner: App, ml: FakeRepository, fake: FakeGitHub, clock: FixedClock
) -> None:
    ml.commits.clear()
    ml.head = ""
    learner.calendar.close(date(2026, 1, 5), clock.now())
    jobs.draft_due(learner)
    before = len(fake.asked)
    assert before
    for _ in range(20):
        clock.wait(15)
        jobs.draft_due(learner)
    assert len(fake.asked) == before
    clock.wait(15 * 60)
    jobs.draft_due(learner)
    assert len(fake.asked) > before


# --- just before sending ---------------------------------------------------------------------------------------------


def approved(app: App, clock: FixedClock) -> Post:
    app.notes.add(NOTE, Flavour.LEARNED, EVENING, date(2026, 1, 5))
    clock.set(TUESDAY_MORNING)
    post = next(each.post for each in jobs.draft_due(app) if each.post and each.post.platform == "x")
    app.desk.approve(post.id, clock.now())
    clock.set(X_SLOT)
    return post


def sent(app: App) -> list[Status]:
    return [post.status for post in jobs.publish_due(app)]


def test_s16_a_repository_that_turned_private_takes_the_yes_back(
    learner: App, ml: FakeRepository, clock: FixedClock
) -> None:
    post = approved(learner, clock)
    assert "I also wrote a NumPy function" in post.text
    ml.visibility = "private"
    assert sent(learner) == [Status.DRAFT]
    assert "not public any more" in learner.posts.history(post.id)[-1].reason
    assert sent(learner) == []


def test_without_a_network_what_was_known_at_the_yes_stands(learner: App, fake: FakeGitHub, clock: FixedClock) -> None:
    approved(learner, clock)
    fake.wrong = lambda number, url: Said(0)
    assert sent(learner) == [Status.PUBLISHED]


@pytest.fixture
def here(app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: FixedClock) -> Iterator[tuple[App, Path]]:
    assert app.database.version
    folder = tmp_path / "ml"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit_here(folder, "Begin", when="2026-01-05T18:00:00+01:00")
    commit_here(folder, WORK, when="2026-01-05T20:00:00+01:00")
    monkeypatch.setenv("BOT_REPOSITORIES", str(folder))
    monkeypatch.setenv("BOT_AUTHORS", "sam@example.org")
    made = App(settings.load(), clock)
    yield made, folder
    made.close()


def test_a_commit_that_was_forced_off_the_branch_on_github_takes_the_yes_back(
    learner: App, ml: FakeRepository, clock: FixedClock
) -> None:
    first = ml.commit("first", EVENING - timedelta(hours=2), parents=[], head=False)
    post = approved(learner, clock)
    ml.head = first
    assert sent(learner) == [Status.DRAFT]
    assert "a commit it rests on is no longer there" in learner.posts.history(post.id)[-1].reason


def test_a_diary_that_went_with_its_commit_takes_the_yes_back(here: tuple[App, Path], clock: FixedClock) -> None:
    app, folder = here
    (folder / "log.md").write_text(f"### 2026-01-05\n\n**Learned:** {NOTE}\n", encoding="utf-8")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "update", when="2026-01-05T20:30:00+01:00")
    clock.set(TUESDAY_MORNING)
    post = next(each.post for each in jobs.draft_due(app) if each.post and each.post.platform == "x")
    assert NOTE in post.text
    app.desk.approve(post.id, clock.now())
    clock.set(X_SLOT)
    git(folder, "reset", "--quiet", "--hard", "HEAD~1")
    assert sent(app) == [Status.DRAFT]


def test_a_commit_that_was_dropped_takes_the_yes_back(here: tuple[App, Path], clock: FixedClock) -> None:
    app, folder = here
    post = approved(app, clock)
    git(folder, "reset", "--quiet", "--hard", "HEAD~1")
    assert sent(app) == [Status.DRAFT]
    assert "a commit it rests on is no longer there" in app.posts.history(post.id)[-1].reason


def test_a_commit_that_was_rebased_is_the_same_work(here: tuple[App, Path], clock: FixedClock) -> None:
    app, folder = here
    post = approved(app, clock)
    git(
        folder,
        "commit",
        "--quiet",
        "--amend",
        "--no-edit",
        "--allow-empty",
        "--reset-author",
        when="2026-01-05T20:00:00+01:00",
    )
    git(folder, "reflog", "expire", "--expire=now", "--all")
    git(folder, "gc", "--quiet", "--prune=now")
    assert sent(app) == [Status.PUBLISHED]
    assert app.posts.get(post.id).status is Status.PUBLISHED


def test_a_folder_that_is_away_changes_nothing(here: tuple[App, Path], clock: FixedClock) -> None:
    app, folder = here
    approved(app, clock)
    folder.rename(folder.with_name("away"))
    assert sent(app) == [Status.PUBLISHED]


def test_a_sync_that_broke_off_at_every_request_in_turn_ends_with_the_same(
    learner: App, fake: FakeGitHub, ml: FakeRepository, clock: FixedClock
) -> None:
    for number in range(250):
        ml.commit(f"Step {number}", EVENING - timedelta(minutes=300 - number))
    began = len(fake.asked)
    for last in range(12):
        most = len(fake.asked) + last

        def _dead(number: int, url: str, most: int = most) -> Said | None:
            return Said(0) if number > most else None

        fake.wrong = _dead
        jobs.sync_activity(learner, asked_for=True)
    assert len(fake.asked) > began
    fake.wrong = lambda number, url: None
    jobs.sync_activity(learner, asked_for=True)
    assert (len(found(learner)), learner.sources.problems()) == (251, [])
