"""Whole plans seen beforehand: what the daemon's own jobs would post, and that none of it can ever be posted."""

import json
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot import guard, resources
from bot.activity import Evidence, Flavour, Kind
from bot.app import App
from bot.cli.init import make_home
from bot.clock import FixedClock
from bot.lifecycle import Status
from bot.platforms import voice
from bot.settings import load
from bot.simulation import Assume, Seen, Wish, simulated
from tests.conftest import Run

START = date(2026, 1, 5)
PLANS = ["12-month", "12-week", "16-week", "24-week", "40-day"]


def run_plan(name: str, days: int, assume: Assume = Assume.DONE, **changed: Any) -> list[Seen]:
    wish = Wish(START, days, resources.shipped(f"roadmaps/{name}.md"), assume=assume, **changed)
    with simulated(load({"BOT_HOME": "/nowhere/at/all"}), wish) as (_, seen):
        return seen


def texts(seen: list[Seen], platform: str = "") -> list[str]:
    return [each.post.text for each in seen if each.post and platform in {"", each.post.platform}]


@pytest.fixture(scope="module", params=PLANS)
def plan(request: pytest.FixtureRequest) -> list[Seen]:
    return run_plan(request.param, 35)


@pytest.mark.slow
def test_a_plan_lived_as_written_posts_on_nine_study_days_in_ten_and_on_linkedin_most_weeks(plan: list[Seen]) -> None:
    mornings = [each for each in plan if each.slot.platform == "x" and each.slot.local_date.weekday() in range(1, 6)]
    assert sum(each.post is not None for each in mornings) >= 0.9 * len(mornings)
    assert len(texts(plan, "linkedin")) >= 5
    assert {each.post.status for each in plan if each.post} == {Status.PUBLISHED}


@pytest.mark.slow
def test_no_post_is_too_long_found_fault_with_repeated_or_unfinished(plan: list[Seen]) -> None:
    for platform in ("x", "linkedin"):
        written = texts(plan, platform)
        assert len(set(written)) == len(written)
        for place, text in enumerate(written):
            assert voice(platform).length(text) <= voice(platform).RULES.limit
            assert guard.check(text).findings == ()
            assert max([guard.similarity(text, other) for other in written[:place]], default=0) <= guard.TOO_ALIKE
            assert not any(mark in text for mark in ("{", "}", "**", "`", "…", "None", "  ", "(part", " ."))


@pytest.mark.slow
def test_nothing_but_the_plan_is_silence_and_never_says_did() -> None:
    wish = Wish(START, 60, resources.shipped("roadmaps/40-day.md"), assume=Assume.NONE)
    with simulated(load({"BOT_HOME": "/nowhere/at/all"}), wish) as (app, seen):
        posts = [each.post for each in seen if each.post]
        tenses = {claim.tense for post in posts for claim in app.posts.claims(post.id)}
        assert tenses <= {"planned"}
        by_platform = Counter(post.platform for post in posts)
        assert by_platform["x"] <= 60 / 14 + 1
        assert by_platform["linkedin"] == 0
        assert {each.reason for each in seen if not each.post} == {"no evidence"}


@pytest.mark.slow
def test_the_same_wish_makes_the_same_posts_and_every_claim_rests_on_evidence() -> None:
    wish = Wish(START, 21, resources.shipped("roadmaps/16-week.md"))
    again = []
    for _ in range(2):
        with simulated(load({"BOT_HOME": "/nowhere/at/all"}), wish) as (app, seen):
            again.append(texts(seen))
            claims = [claim for each in seen if each.post for claim in app.posts.claims(each.post.id)]
            assert claims
            assert all(claim.evidence for claim in claims)
    assert again[0] == again[1]


def test_what_is_assumed_leaves_nothing_behind_in_the_learners_own_home(home: Path, app: App) -> None:
    done = [item.done for item in app.roadmap.items]
    before = {path: path.stat().st_size for path in home.rglob("*") if path.is_file() and "bot.db" not in path.name}
    wish = Wish(START, 7, app.settings.roadmap_path)
    with simulated(app.settings, wish) as (scratch, seen):
        assert texts(seen)
        folder = scratch.settings.home
        assert folder != home
    assert not folder.exists()
    assert {path: path.stat().st_size for path in before} == before
    assert app.posts.listed(tuple(Status)) == []
    assert [item.done for item in app.roadmap.items] == done


def test_templates_of_ones_own_are_used(home: Path, app: App) -> None:
    (home / "templates" / "x").mkdir(parents=True)
    body = '+++\nneeds = ["note"]\nweight = 50\n+++\n{% claim note %}{{ note.text }}{% endclaim %} My own ending.\n'
    (home / "templates" / "x" / "mine.j2").write_text(body.replace(" My own", " Its own"))
    with simulated(app.settings, Wish(START, 5, app.settings.roadmap_path)) as (_, seen):
        assert any(text.endswith("Its own ending.") for text in texts(seen, "x"))


# --- as it is typed --------------------------------------------------------------------------------------------------


def test_the_calendar_and_its_totals_are_printed(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "seen.html"
    code, out, _ = run("simulate", "--start", "2026-01-05", "--days", "7", "--roadmap", "40-day", "--html", str(page))
    assert code == 0
    assert "Week 1: Python and math foundations" in out
    assert "Every item and note here is assumed; nothing of this can be queued." in out
    assert "9 slots:" in out
    assert "Guard: nothing found" in out
    assert "every item assumed done" in page.read_text(encoding="utf-8")


def test_json_is_one_object_per_slot_in_time_order(run: Run) -> None:
    code, out, _ = run("simulate", "--start", "2026-01-05", "--days", "9", "--roadmap", "40-day", "--json")
    rows = json.loads(out)
    assert code == 0
    assert [row["slot"] for row in rows] == sorted(row["slot"] for row in rows)
    told = [row for row in rows if "text" in row]
    wanted = {
        "platform",
        "slot",
        "day",
        "section",
        "angle",
        "status",
        "text",
        "length",
        "claims",
        "guard",
        "similarity",
    }
    assert all(wanted <= row.keys() for row in told)
    assert all(claim["evidence"] for row in told for claim in row["claims"])
    assert {row["status"] for row in rows if "text" not in row} <= {"quiet", "skipped", "paused"}


def test_a_repository_is_evidence_by_its_commits_alone(run: Run, tmp_path: Path) -> None:
    from bot.cli._sample import make_repository

    make_repository(tmp_path / "repository")
    code, out, _ = run(
        "simulate", "--start", "2026-01-05", "--days", "16", "--roadmap", "40-day", "--json",
        "--repo", str(tmp_path / "repository"),
    )  # fmt: skip
    rows = [row for row in json.loads(out) if "text" in row]
    assert code == 0
    assert {evidence["kind"] for row in rows for claim in row["claims"] for evidence in claim["evidence"]} <= {
        "commit",
        "plan",
    }
    assert any("precision, recall" in row["text"] for row in rows)


@pytest.mark.parametrize("wrong", [["--start", "tomorrow"], ["--start", "2026-01-05", "--days", "0"]])
def test_a_wish_nobody_can_run_is_explained(run: Run, wrong: list[str]) -> None:
    assert run("simulate", *wrong)[0] == 2


def test_without_a_home_and_a_roadmap_it_says_how_to_name_one(run: Run) -> None:
    code, _, err = run("simulate")
    assert (code, "There is no roadmap at" in err, "Try: bot simulate --roadmap 40-day, or bot init" in err) == (
        1,
        True,
        True,
    )


def test_a_home_is_simulated_from_its_own_first_day_by_what_its_own_repositories_say(run: Run, tmp_path: Path) -> None:
    from bot.cli._sample import make_repository

    for name in ("loud", "quiet"):
        make_repository(tmp_path / name)
    folders = f"{tmp_path / 'loud'},{tmp_path / 'quiet'}=count only"
    values = {"BOT_START": "2026-01-05", "BOT_AUTHORS": "sam@example.org", "BOT_REPOSITORIES": folders}
    make_home(tmp_path / "home", resources.shipped("roadmaps/40-day.md"), values)
    done = json.loads(run("simulate", "--days", "16", "--json")[1])
    assert done[0]["slot"].startswith("2026-01-05")
    rows = json.loads(run("simulate", "--days", "16", "--assume", "none", "--json")[1])
    told = [row["text"] for row in rows if "text" in row]
    assert any("precision, recall" in each for each in told)
    assert len(told) < len([row for row in done if "text" in row])
    (tmp_path / "home/.env").write_text(
        (tmp_path / "home/.env").read_text(encoding="utf-8").replace(f"{tmp_path / 'loud'},", ""), encoding="utf-8"
    )
    left = run("simulate", "--days", "16", "--assume", "none", "--json")[1]
    assert "precision, recall" not in left  # what is only counted tells nothing


def test_a_home_is_simulated_by_what_it_knows_and_keeps_as_it_was(run: Run, app: App, clock: FixedClock) -> None:
    words = "Masks picked the rows in one line, where the loop took nine."
    app.notes.add(words, Flavour.WIN, clock.now(), date(2026, 1, 7))
    pull = Evidence(Kind.PULL_REQUEST, "sam/loops#4", "Fit a line by hand", clock.now(), date(2026, 1, 6))
    app.evidence.remember([pull], "github:sam/loops")
    clock.set(datetime(2026, 1, 8, 20, 0, tzinfo=UTC))
    told = run("simulate", "--assume", "none", "--full", clock=clock)[1]
    assert words.partition(",")[0] in told
    assert "Wed 07 Jan  X         start" in told  # by the pull request
    assert app.posts.every() == []


def test_facts_and_the_profile_kit_are_shown(run: Run, home: Path) -> None:
    code, out, _ = run("concept", "random forest")
    assert code == 0
    assert "A random forest can score itself" in out
    assert run("concept", "underwater basket weaving")[0] == 1
    assert json.loads(run("concept", "out-of-bag", "--json")[1])[0]["source"]
    code, out, _ = run("profile")
    assert code == 0
    kit = json.loads(run("profile", "--json")[1])
    assert set(kit) == {"name", "bio", "banner", "headline", "first_posts"}
    limits = {"name": 50, "bio": 160, "banner": 60, "headline": 120}
    for place, limit in limits.items():
        assert kit[place]["texts"]
        assert all(len(text) <= limit and guard.check(text).verdict == "pass" for text in kit[place]["texts"])
    assert set(kit["first_posts"]) == {"x", "linkedin"}
    assert all(guard.check(text).verdict == "pass" for text in kit["first_posts"].values())


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Machine learning in 16 weeks", "machine learning"),
        ("Rust roadmap 2026", "Rust"),
        ("My 100 days of SQL", "my SQL"),
        ("A complete plan for learning Italian over 6 months 🚀", "learning Italian"),
        ("Plan", "something new"),
        ("A very long title that nobody would put into a profile of theirs", "something new"),
    ],
)
def test_a_roadmaps_title_tells_what_it_is_about(title: str, subject: str) -> None:
    from bot.drafting.profile import subject_of

    assert subject_of(title) == subject


def test_by_its_own_evidence_a_home_is_simulated_until_tomorrow_morning(run: Run, home: Path) -> None:
    on = FixedClock(datetime(2026, 1, 8, 20, 0, tzinfo=UTC))
    slots = [row["slot"][:10] for row in json.loads(run("simulate", "--assume", "none", "--json", clock=on)[1])]
    assert (slots[0], slots[-1]) == ("2026-01-05", "2026-01-09")
    before = FixedClock(datetime(2026, 1, 1, 20, 0, tzinfo=UTC))
    code, _, err = run("simulate", "--assume", "none", clock=before)
    assert (code, "The plan begins on 5 January 2026: nothing has happened yet." in err) == (1, True)
    assert home.is_dir()
