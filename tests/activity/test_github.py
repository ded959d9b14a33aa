"""The real PyGithub against a GitHub on loopback that follows its contract."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.activity import Batch, Change, Evidence, Kind, LeftOut, Privacy, Window, counted_ref
from bot.activity.github import GitHub, changes, look_again, read, visible
from bot.activity.github.fields import next_page
from bot.activity.people import Learner
from bot.clock import FixedClock
from bot.errors import ActivityError, NotYet
from bot.redact import Secret
from tests import canary
from tests.activity.fake_github import MONDAY, FakeGitHub, FakeRepository, Person, Said, serving, sha_of
from tests.conftest import BERLIN

LEARNER = Learner("sam", ["sam@example.org"])
NOW = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
WINDOW = Window(date(2026, 1, 5), BERLIN, time(4), NOW)
MALLORY = Person("mallory@example.org", "mallory", "Mallory")
DEPENDABOT = Person("49699333+dependabot[bot]@users.noreply.github.com", "dependabot[bot]", "dependabot[bot]", "Bot")
PATIENCE = 3600.0


class Killed(Exception):
    """The process is gone."""


@dataclass
class Desk:
    """What a caller keeps: each batch together with its place, as text, as a database would."""

    fake: FakeGitHub
    token: str = canary.VALUE
    patience: float = PATIENCE
    window: Window = WINDOW
    learner: Learner = LEARNER
    evidence: dict[str, Evidence] = field(default_factory=dict)
    left_out: dict[str, LeftOut] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    kill_at_batch: int = 0
    batches: int = 0
    asked: int = 0
    counted: int = 0

    def hub(self) -> GitHub:
        return GitHub(Secret(self.token), self.fake.clock, self.patience, self.said.append, self.fake.url)

    def sync(self, *names: str, chosen: Privacy | None = None, listing: bool = True) -> None:
        hub = self.hub()
        try:
            listed, place = visible(hub, self.learner.login, names, self.place("listing")) if listing else ({}, {})
            self.places["listing"] = json.dumps(place)
            for name in names:
                for batch in read(hub, name, chosen, self.learner, self.window, self.place(name), listed):
                    self.keep(name, batch)
        finally:
            self.asked, self.counted = hub.asked, hub.counted
            hub.close()

    def place(self, name: str) -> dict[str, object]:
        found: dict[str, object] = json.loads(self.places.get(name, "{}"))
        return found

    def keep(self, name: str, batch: Batch) -> None:
        self.batches += 1
        if self.batches == self.kill_at_batch:
            raise Killed
        self.evidence |= {each.ref: each for each in batch.evidence}
        self.left_out |= {each.ref: each for each in batch.left_out}
        self.places[name] = json.dumps(batch.cursor)

    @property
    def titles(self) -> list[str]:
        return sorted(each.title for each in self.evidence.values())

    def reasons(self) -> list[str]:
        return sorted(each.reason for each in self.left_out.values())


@pytest.fixture
def fake() -> Iterator[FakeGitHub]:
    with serving(FakeGitHub(canary.VALUE, FixedClock(NOW))) as server:
        yield server


@pytest.fixture
def desk(fake: FakeGitHub) -> Desk:
    return Desk(fake)


def is_public(hub: GitHub, name: str) -> bool | None:
    told = look_again(hub, name, [])
    return told.public if told else None


def hours(number: float) -> datetime:
    return MONDAY + timedelta(hours=number)


def filled(repository: FakeRepository, commits: int, start: int = 0) -> FakeRepository:
    for number in range(start, start + commits):
        repository.commit(f"step {number}", hours(number / 10))
    return repository


def everything(repository: FakeRepository) -> set[str]:
    return set(repository.history(repository.head))


# --- what is found ------------------------------------------------------------------------------------------------


def test_commits_pull_requests_and_releases_of_the_learner_are_found(fake: FakeGitHub, desk: Desk) -> None:
    ml = fake.add("Sam/ML")
    first = ml.commit("plots", hours(1), message="Plot it\n\nWith two colours")
    ml.commit("else", hours(2), by=MALLORY)
    ml.pull(7, hours(3))
    ml.pull(8, None, updated=hours(4))  # closed, not merged
    ml.pull(9, hours(3), login="mallory")
    ml.release("v1", hours(5))
    ml.release("v2", hours(6), login="mallory")
    ml.release("v3", hours(7), draft=True)
    desk.sync("sam/ml")
    found = [(each.kind, each.ref, each.text, each.url) for each in desk.evidence.values()]
    assert found == [
        (Kind.COMMIT, first, "Plot it\n\nWith two colours", f"https://github.com/Sam/ML/commit/{first}"),
        (Kind.PULL_REQUEST, "sam/ml#7", "Pull 7", "https://github.com/Sam/ML/pull/7"),
        (Kind.RELEASE, "Sam/ML v1", "Version v1", "https://github.com/Sam/ML/releases/tag/v1"),
    ]
    assert {each.repository for each in desk.evidence.values()} == {"Sam/ML"}  # as GitHub spells it
    assert desk.evidence[first].at == hours(1)
    assert desk.left_out == {}


def test_whose_a_commit_is_goes_by_account_address_noreply_and_trailer(fake: FakeGitHub, desk: Desk) -> None:
    ml = fake.add("sam/ml")
    ml.commit("account", hours(1), by=Person("work@laptop.example", "SAM"), message="account")
    ml.commit("address", hours(2), by=Person("Sam@Example.org", ""), message="address")  # contract §0.6: author null
    ml.commit("noreply", hours(3), by=Person("12+sam@users.noreply.github.com", ""), message="noreply")
    helped = "helped\n\nCo-authored-by: Sam <sam@example.org>"  # contract §4
    ml.commit("helped", hours(4), by=MALLORY, message=helped)
    empty = ml.commit("empty", hours(5), by=Person(login=""), message="no account")
    ml.commits[empty]["author"] = {}  # contract §3.1
    del ml.commits[ml.commit("missing", hours(6), by=Person(login=""), message="nothing said")]["author"]
    ml.commit("else", hours(7), by=MALLORY)
    desk.sync("sam/ml")
    assert desk.titles == ["account", "address", "helped", "no account", "noreply", "nothing said"]
    assert desk.left_out == {}  # somebody else's commits are not listed at all


def test_merges_and_bots_are_left_out_and_it_is_said(fake: FakeGitHub, desk: Desk) -> None:
    ml = fake.add("sam/ml")
    one = ml.commit("one", hours(1))
    side = ml.commit("side", hours(2), parents=[one], head=False)
    merge = ml.commit("merge", hours(3), parents=[one, side])
    bump = ml.commit("bump", hours(4), by=DEPENDABOT)
    ml.release("v1", hours(5), login="github-actions[bot]", kind="Bot")
    desk.sync("sam/ml")
    assert {each.ref: each.reason for each in desk.left_out.values()} == {
        merge: "a merge", bump: "written by a program", "sam/ml v1": "written by a program",
    }  # fmt: skip
    assert set(desk.evidence) == {one, side}


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-01-05T02:59:59Z", None),  # 03:59 in Berlin: still the evening of the 4th
        ("2026-01-05T03:00:00Z", date(2026, 1, 5)),
        ("2026-01-06T02:30:00Z", date(2026, 1, 5)),
        ("2026-03-01T23:30:00Z", date(2026, 3, 1)),
    ],
)
def test_the_study_day_decides_what_is_in_the_window(
    fake: FakeGitHub, desk: Desk, written: str, day: date | None
) -> None:
    fake.add("sam/ml").commit("late", datetime.fromisoformat(written))
    desk.sync("sam/ml")
    assert [each.date for each in desk.evidence.values()] == ([day] if day else [])


def test_a_commit_committed_a_day_before_it_was_written_is_still_in_the_window(fake: FakeGitHub, desk: Desk) -> None:
    odd = fake.add("sam/ml").commit("odd", hours(1), committed=hours(-24))  # contract §4: ask from a day early
    desk.sync("sam/ml")
    assert set(desk.evidence) == {odd}


def test_a_date_that_cannot_be_is_replaced_by_the_committers(fake: FakeGitHub, desk: Desk) -> None:
    ml = fake.add("sam/ml")
    old = ml.commit("epoch", datetime(1970, 1, 1, tzinfo=UTC), committed=hours(5))
    ahead = ml.commit("ahead", datetime(2031, 1, 1, tzinfo=UTC), committed=hours(6))
    desk.sync("sam/ml")
    assert [desk.evidence[each].at for each in (old, ahead)] == [hours(5), hours(6)]


def test_a_commit_dated_in_the_future_is_left_out_until_its_day_comes(fake: FakeGitHub, desk: Desk) -> None:
    ml = filled(fake.add("sam/ml"), 3)
    later = ml.commit("later", NOW + timedelta(days=9))
    desk.sync("sam/ml")
    assert desk.left_out[later].reason == "dated in the future"
    desk.sync("sam/ml")
    assert desk.counted == 0
    desk.window = Window(WINDOW.since, BERLIN, time(4), NOW + timedelta(days=9, hours=1))
    desk.sync("sam/ml")
    assert later in desk.evidence


def test_an_empty_repository_is_quiet(fake: FakeGitHub, desk: Desk) -> None:
    fake.add("sam/new")
    desk.sync("sam/new")
    assert desk.evidence == {}
    filled(fake.repositories["sam/new"], 2)
    desk.sync("sam/new")
    assert len(desk.evidence) == 2


def test_text_from_outside_is_made_safe(fake: FakeGitHub, desk: Desk) -> None:
    ml = fake.add("sam/ml")
    ml.commit("risky", hours(1), message="Ask \x1b[31mmallory@example.org\ud800 " + "x" * 60_000)
    ml.pull(1, hours(2))["title"] = "ghp_" + "a1B2" * 9
    ml.release("v1", hours(3))["html_url"] = "javascript:alert(1)"
    desk.sync("sam/ml")
    commit, pull, release = desk.evidence.values()
    assert commit.text.startswith("Ask •••")
    assert len(commit.text) == 2_000
    assert pull.text == "•••"
    assert release.url == ""


def test_a_secret_at_the_cut_is_not_half_kept_and_a_tag_is_text_from_outside_too(fake: FakeGitHub, desk: Desk) -> None:
    ml = fake.add("sam/ml")
    ml.commit("long", hours(1), message="x" * 1_989 + " ghp_" + "a1B2" * 9)
    ml.release("v1\ud800\x1b[31m", hours(3))
    desk.sync("sam/ml")
    assert [each.text[-5:] for each in desk.evidence.values() if each.kind is Kind.COMMIT] == ["x •••"]
    assert "sam/ml v1" in desk.evidence


def test_what_is_not_the_learners_account_asks_for_no_pull_requests(fake: FakeGitHub, desk: Desk) -> None:
    filled(fake.add("sam/ml"), 2)
    desk.learner = Learner("", ["sam@example.org"])
    desk.sync("sam/ml")
    assert len(desk.evidence) == 2
    assert not any("/pulls" in each or "/releases" in each for each in fake.asked)


# --- what may be kept ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("visibility", ["private", "internal"])
def test_a_private_repository_is_only_counted(fake: FakeGitHub, desk: Desk, visibility: str) -> None:
    secret = fake.add("sam/Hidden", visibility)
    base = secret.commit("whisper", hours(1), message="whisper")
    secret.commit("merge", hours(2), message="whisper merged", parents=[base, base])
    secret.pull(5, hours(3))["title"] = "whisper 5"
    secret.release("whisper-1", hours(4))
    for number in range(150):
        secret.commit(f"whisper {number}", hours(5 + number / 10), message=f"whisper {number}")
    desk.sync("sam/hidden")
    assert len(desk.evidence) == 153
    assert all(each.counted and not (each.text or each.url or each.repository) for each in desk.evidence.values())
    assert counted_ref(base) in desk.evidence
    kept = repr([desk.evidence, desk.left_out, list(desk.places.values()), desk.said]).lower()
    assert "hidden" not in kept
    assert "whisper" not in kept
    desk.sync("sam/hidden")
    assert desk.counted == 0


def test_no_place_on_the_way_holds_a_private_name(fake: FakeGitHub) -> None:
    secret = filled(fake.add("sam/Hidden", "private"), 450)
    for number in range(130):
        secret.pull(number, hours(number))
    fake.rename("sam/Hidden", "sam/Concealed")
    desk = Desk(fake)
    hub = desk.hub()
    for batch in read(hub, "sam/hidden", None, LEARNER, WINDOW, {}, {}):
        assert "hidden" not in repr(batch).lower()
        assert "concealed" not in repr(batch).lower()
    hub.close()


def test_a_private_repository_the_learner_calls_public_is_kept_by_name(fake: FakeGitHub, desk: Desk) -> None:
    filled(fake.add("sam/hidden", "private"), 1)
    desk.sync("sam/hidden", chosen=Privacy.PUBLIC)
    assert [each.repository for each in desk.evidence.values()] == ["sam/hidden"]


def test_a_public_repository_may_be_counted_only(fake: FakeGitHub, desk: Desk) -> None:
    filled(fake.add("sam/ml"), 1)
    desk.sync("sam/ml", chosen=Privacy.COUNT)
    assert [each.counted for each in desk.evidence.values()] == [True]


def test_an_ignored_repository_is_not_asked_for(fake: FakeGitHub, desk: Desk) -> None:
    filled(fake.add("sam/ml"), 1)
    desk.sync("sam/ml", chosen=Privacy.IGNORE, listing=False)
    assert (fake.asked, desk.evidence, desk.batches) == ([], {}, 0)


def test_a_repository_that_turns_private_and_back_says_so_and_adds_no_name(fake: FakeGitHub, desk: Desk) -> None:
    ml = filled(fake.add("sam/ml"), 2)
    desk.sync("sam/ml")
    assert "turned_private" not in desk.place("sam/ml")
    ml.visibility = "private"
    new = ml.commit("new", hours(9))
    desk.sync("sam/ml")
    assert desk.place("sam/ml")["turned_private"] is True
    assert "sam/ml" not in desk.places["sam/ml"] + desk.places["listing"]
    assert [each.counted for each in desk.evidence.values()] == [False, False, True]
    ml.visibility = "public"
    desk.sync("sam/ml")
    assert "turned_private" not in desk.place("sam/ml")
    assert {new, counted_ref(new)} <= desk.evidence.keys()  # the caller drops the counted twin


def test_turning_private_is_told_even_if_nothing_was_pushed(fake: FakeGitHub, desk: Desk) -> None:
    ml = filled(fake.add("sam/ml"), 2)
    desk.sync("sam/ml")
    ml.visibility = "private"
    desk.sync("sam/ml", listing=False)
    assert desk.place("sam/ml")["turned_private"] is True


def test_visibility_is_looked_at_again(fake: FakeGitHub, desk: Desk) -> None:
    ml = filled(fake.add("sam/ml"), 1)
    hub = desk.hub()
    assert is_public(hub, "sam/ml") is True
    ml.visibility = "internal"
    assert is_public(hub, "sam/ml") is False
    assert is_public(hub, "sam/gone") is False
    assert is_public(hub, "not a name") is False
    fake.left = 0
    desk.patience = 0
    assert is_public(desk.hub(), "sam/ml") is None
    assert is_public(GitHub(Secret(""), FixedClock(NOW), 0, print, "http://127.0.0.1:9"), "sam/ml") is None


# --- how little is asked ------------------------------------------------------------------------------------------


def test_ten_thousand_commits_in_fifty_repositories_take_201_requests_and_then_none_that_count(
    fake: FakeGitHub, desk: Desk
) -> None:
    names = [f"sam/repository-{number}" for number in range(50)]
    for name in names:
        filled(fake.add(name), 200)
    desk.sync(*names)
    assert len(desk.evidence) == 10_000
    assert (desk.asked, desk.counted) == (201, 201)  # 1 listing, 50 × (2 pages of commits, 1 of each other list)
    desk.sync(*names)
    assert (desk.asked, desk.counted) == (1, 0)
    fake.repositories[names[7]].commit("new", hours(30))
    desk.sync(*names)
    assert len(desk.evidence) == 10_001
    assert (desk.asked, desk.counted) == (4, 2)  # the listing and one page of commits; two lists are as they were


def test_without_a_token_public_repositories_are_read(fake: FakeGitHub) -> None:
    desk = Desk(fake, token="")
    filled(fake.add("sam/ml"), 120)
    filled(fake.add("other/lib"), 2)
    desk.sync("sam/ml", "other/lib")
    assert len(desk.evidence) == 122
    assert all("Authorization" not in each for each in fake.headers_seen)
    desk.sync("sam/ml", "other/lib")
    assert desk.counted == 2  # the listing, and the one it does not show


def test_a_release_on_an_old_tag_is_found_within_a_day_though_nothing_was_pushed(fake: FakeGitHub, desk: Desk) -> None:
    ml = filled(fake.add("sam/ml"), 2)
    desk.sync("sam/ml")
    ml.release("v1", hours(9))
    desk.sync("sam/ml")
    assert desk.asked == 1
    desk.window = Window(WINDOW.since, BERLIN, time(4), NOW + timedelta(days=1))
    desk.sync("sam/ml")
    assert "sam/ml v1" in desk.evidence
    assert desk.asked == 2


def test_a_push_of_this_minute_is_looked_at_once_more(fake: FakeGitHub, desk: Desk) -> None:
    ml = filled(fake.add("sam/ml"), 2)
    ml.pushed_at = NOW - timedelta(seconds=5)
    desk.sync("sam/ml")
    at = ml.pushed_at
    new = ml.commit("same second", hours(9))
    ml.pushed_at = at
    desk.sync("sam/ml")
    assert new in desk.evidence


def test_every_request_is_polite(fake: FakeGitHub, desk: Desk) -> None:
    filled(fake.add("sam/ml"), 150)
    desk.sync("sam/ml")
    assert {each["X-GitHub-Api-Version"] for each in fake.headers_seen} == {"2022-11-28"}
    assert all(each["User-Agent"].startswith("learnaloud/") for each in fake.headers_seen)
    assert all("per_page=100" in each for each in fake.asked)
    assert all(each["Authorization"].endswith(canary.VALUE) for each in fake.headers_seen)
    assert all(canary.VALUE not in each for each in fake.asked)


def test_a_login_kept_for_other_programs_does_not_replace_the_token(
    fake: FakeGitHub, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    filled(fake.add("sam/ml"), 1)
    desk.sync("sam/ml")
    assert {each["Authorization"] for each in fake.headers_seen} == {f"token {canary.VALUE}"}


# --- from one reading to the next ---------------------------------------------------------------------------------


def test_new_commits_above_the_known_ones_take_one_page(fake: FakeGitHub, desk: Desk) -> None:
    ml = filled(fake.add("sam/ml"), 250)
    desk.sync("sam/ml")
    filled(ml, 20, start=250)
    fake.asked.clear()
    desk.sync("sam/ml")
    assert set(desk.evidence) == everything(ml)
    assert not any("compare" in each or "page=2" in each for each in fake.asked)


def test_more_new_commits_than_a_page_are_found_by_comparing(fake: FakeGitHub, desk: Desk) -> None:
    ml = filled(fake.add("sam/ml"), 30)
    desk.sync("sam/ml")
    filled(ml, 330, start=30)
    fake.asked.clear()
    desk.sync("sam/ml")
    assert set(desk.evidence) == everything(ml)
    assert sum("compare" in each for each in fake.asked) == 4  # 330 new ones
    desk.sync("sam/ml")
    assert desk.counted == 0


def test_an_old_branch_merged_since_is_found_behind_the_known_head(fake: FakeGitHub, desk: Desk) -> None:
    ml = filled(fake.add("sam/ml"), 250)
    root = ml.history(ml.head)[-1]
    side = root
    for number in range(5):
        side = ml.commit(f"side {number}", hours(number / 10 + 0.05), parents=[side], head=False)
    desk.sync("sam/ml")
    assert len(desk.evidence) == 250
    merge = ml.commit("merge", hours(30), parents=[ml.head, side])
    desk.sync("sam/ml")
    assert set(desk.evidence) == everything(ml) - {merge}
    assert side in desk.evidence


def test_a_rewritten_history_is_read_again(fake: FakeGitHub, desk: Desk) -> None:
    ml = filled(fake.add("sam/ml"), 150)
    desk.sync("sam/ml")
    lost = ml.history(ml.head)[:5]
    base = ml.history(ml.head)[5]
    for number in range(5):
        base = ml.commit(f"rebased {number}", hours(20 + number), parents=[base])
    desk.sync("sam/ml")
    assert everything(ml) <= set(desk.evidence)
    ml.head = ml.commit("again", hours(40), parents=[base])
    ml.forget(*lost)
    desk.sync("sam/ml")
    assert everything(ml) <= set(desk.evidence)


def test_a_head_that_vanished_is_no_end(fake: FakeGitHub, desk: Desk) -> None:
    ml = filled(fake.add("sam/ml"), 150)
    desk.sync("sam/ml")
    head, below = ml.history(ml.head)[:2]
    ml.commit("other", hours(40), parents=[below])
    ml.forget(head)
    desk.sync("sam/ml")
    assert everything(ml) <= set(desk.evidence)


def test_a_pull_request_merged_since_is_found_among_the_last_changed(fake: FakeGitHub, desk: Desk) -> None:
    ml = filled(fake.add("sam/ml"), 1)
    for number in range(1, 231):
        ml.pull(number, hours(number / 10))
    desk.sync("sam/ml")
    assert len(desk.evidence) == 231
    ml.pull(500, hours(60))
    filled(ml, 1, start=5)
    fake.asked.clear()
    desk.sync("sam/ml")
    assert "sam/ml#500" in desk.evidence
    assert sum("/pulls" in each for each in fake.asked) == 1


def test_pull_requests_older_than_the_window_are_not_turned_to(fake: FakeGitHub, desk: Desk) -> None:
    ml = filled(fake.add("sam/ml"), 1)
    for number in range(1, 301):
        ml.pull(number, hours(-100 - number))
    desk.sync("sam/ml")
    assert sum("/pulls" in each for each in fake.asked) == 1


def test_releases_are_turned_until_a_page_is_older_than_the_window(fake: FakeGitHub, desk: Desk) -> None:
    ml = filled(fake.add("sam/ml"), 1)
    for number in range(400):
        ml.release(f"v{number}", hours(-10_000 + 30 * number))
    desk.sync("sam/ml")
    inside = [each for each in ml.releases if each["published_at"] >= "2026-01-05T03"]
    assert len([each for each in desk.evidence.values() if each.kind is Kind.RELEASE]) == len(inside)
    assert sum("/releases" in each for each in fake.asked) == 2


def test_an_earlier_start_or_another_address_reads_again(fake: FakeGitHub, desk: Desk) -> None:
    ml = filled(fake.add("sam/ml"), 3)
    old = ml.commit("old", hours(-200), parents=[])
    ml.head = ml.commit("join", hours(9), parents=[ml.history(ml.head)[0], old])
    other = ml.commit("other", hours(10), by=Person("second@example.org", ""))
    desk.sync("sam/ml")
    assert not {old, other} & desk.evidence.keys()
    desk.learner = Learner("sam", ["sam@example.org", "second@example.org"])
    desk.sync("sam/ml")
    assert other in desk.evidence
    desk.window = Window(date(2025, 12, 1), BERLIN, time(4), NOW)
    desk.sync("sam/ml")
    assert {old, other} <= desk.evidence.keys()
    desk.window = WINDOW
    desk.sync("sam/ml")
    assert desk.counted == 0


def test_a_renamed_repository_is_read_under_its_new_name_and_nothing_twice(fake: FakeGitHub, desk: Desk) -> None:
    ml = filled(fake.add("sam/old"), 150)
    desk.sync("sam/old")
    fake.rename("sam/old", "sam/new")
    filled(ml, 2, start=150)
    desk.sync("sam/old")
    assert set(desk.evidence) == everything(ml)
    assert {each.repository for each in desk.evidence.values()} == {"sam/old", "sam/new"}
    desk.sync("sam/old")
    assert desk.counted == 0


def test_a_renamed_repository_of_somebody_else_costs_no_detour_the_next_time(fake: FakeGitHub, desk: Desk) -> None:
    ml = filled(fake.add("other/old"), 150)
    fake.rename("other/old", "other/new")
    desk.sync("other/old")
    assert set(desk.evidence) == everything(ml)
    desk.sync("other/old")
    assert (desk.asked, desk.counted) == (2, 0)


def test_a_redirect_keeps_the_question_and_is_remembered(fake: FakeGitHub, desk: Desk) -> None:
    filled(fake.add("sam/old", "private"), 250)
    fake.rename("sam/old", "sam/new")
    hub = desk.hub()
    answer = hub.ask("/repos/sam/old/commits?since=2026-01-05T00:00:00Z&per_page=100", "sam/old")
    assert len(answer.body) == 100
    hub.ask("/repos/sam/old/pulls?per_page=100", "sam/old")
    assert hub.asked == 3  # one detour, not two
    hub.close()


# --- killed, and again --------------------------------------------------------------------------------------------


def world(fake: FakeGitHub) -> list[str]:
    """Two repositories of several pages, with an old branch, and one that is only counted."""
    ml = filled(fake.add("sam/ml"), 230)
    for number in range(120):
        ml.pull(number + 1, hours(number))
    ml.release("v1", hours(3))
    hidden = filled(fake.add("sam/hidden", "private"), 110)
    hidden.commit("merge", hours(20), parents=[hidden.head, hidden.history(hidden.head)[-1]])
    return ["sam/ml", "sam/hidden"]


def quiet(_fake: FakeGitHub) -> None:
    """Nothing happens."""


def grown(fake: FakeGitHub) -> None:
    """What happens between two readings: more than a page, an old branch merged, a pull request, a release."""
    ml = filled(fake.repositories["sam/ml"], 120, start=230)
    side = ml.commit("side", hours(1.05), parents=[ml.history(ml.head)[-1]], head=False)
    ml.commit("merge", hours(50), parents=[ml.head, side])
    ml.pull(900, hours(51))
    ml.release("v2", hours(52))
    filled(fake.repositories["sam/hidden"], 3, start=300)


# How many requests the first and the second reading of it take, and how many batches both yield.
FIRST, SECOND, BATCHES = 11, 9, 20


@pytest.fixture(scope="module")
def whole() -> Desk:
    """Return what a reading nobody disturbs keeps."""
    with serving(FakeGitHub(canary.VALUE, FixedClock(NOW))) as fake:
        desk = Desk(fake)
        names = world(fake)
        desk.sync(*names)
        assert desk.asked == FIRST
        grown(fake)
        desk.sync(*names)
        assert (desk.asked, desk.batches) == (SECOND, BATCHES)
        return desk


def kept(desk: Desk) -> tuple[dict[str, Evidence], dict[str, LeftOut]]:
    return desk.evidence, desk.left_out


def dying(at: int) -> Callable[[int, str], Said | None]:
    return lambda number, _url: Said(0) if number >= at else None


@pytest.mark.parametrize("at", range(1, FIRST + SECOND + 1))
def test_killed_at_any_request_and_run_again_it_ends_the_same(
    fake: FakeGitHub, desk: Desk, whole: Desk, at: int
) -> None:
    names = world(fake)
    fake.wrong = dying(at)
    for happens in (quiet, grown):
        happens(fake)
        try:
            desk.sync(*names)
        except ActivityError:
            fake.wrong = fine
            desk.sync(*names)
    assert kept(desk) == kept(whole)
    desk.sync(*names)
    assert desk.counted == 0
    assert kept(desk) == kept(whole)


@pytest.mark.parametrize("at", range(1, BATCHES + 1))
def test_killed_before_any_batch_is_kept_and_run_again_it_ends_the_same(
    fake: FakeGitHub, desk: Desk, whole: Desk, at: int
) -> None:
    names = world(fake)
    desk.kill_at_batch = at
    for happens in (quiet, grown):
        happens(fake)
        try:
            desk.sync(*names)
        except Killed:
            desk.sync(*names)
    assert kept(desk) == kept(whole)


@pytest.mark.parametrize("at", range(1, FIRST + 1))
def test_what_is_pushed_while_a_reading_lies_half_done_is_there_in_the_end(
    fake: FakeGitHub, desk: Desk, whole: Desk, at: int
) -> None:
    names = world(fake)
    fake.wrong = dying(at)
    with pytest.raises(ActivityError):
        desk.sync(*names)
    fake.wrong = fine
    grown(fake)
    desk.sync(*names)
    assert kept(desk) == kept(whole)


@pytest.mark.parametrize("at", range(1, FIRST + 1))
def test_what_is_pushed_while_pages_are_turned_is_there_after_the_next_reading(
    fake: FakeGitHub, desk: Desk, whole: Desk, at: int
) -> None:
    names = world(fake)

    def push(number: int, _url: str) -> Said | None:
        if number == at:
            grown(fake)
        return None

    fake.wrong = push
    desk.sync(*names)
    desk.sync(*names)
    assert kept(desk) == kept(whole)


def test_a_history_rewritten_while_pages_are_turned_loses_nothing(fake: FakeGitHub, desk: Desk) -> None:
    ml = filled(fake.add("sam/ml"), 350)

    def rewrite(number: int, _url: str) -> Said | None:
        if number == 3:  # the second page: forty commits fewer above it, so forty would never be shown
            ml.head = ml.commit("instead", hours(40), parents=[ml.history(ml.head)[40]])
        return None

    fake.wrong = rewrite
    before = everything(ml)
    desk.sync("sam/ml")
    assert set(desk.evidence) == before
    desk.sync("sam/ml")
    assert everything(ml) <= set(desk.evidence)


GROWTH = st.one_of(
    st.tuples(st.just("work"), st.integers(1, 12)),
    st.tuples(st.just("branch"), st.integers(1, 30)),  # from so far back, with dates as old
    st.tuples(st.just("merge"), st.just(0)),
    st.tuples(st.just("rewrite"), st.integers(1, 8)),
    st.tuples(st.just("vanish"), st.integers(1, 8)),
    st.tuples(st.just("pull"), st.integers(1, 9)),
)
HAPPENS = st.one_of(GROWTH, st.tuples(st.just("sync"), st.integers(0, 12)), st.tuples(st.just("between"), GROWTH))


@dataclass
class Life:
    """A repository to which anything may happen, and what has ever been in it."""

    repository: FakeRepository
    number: int = 0
    side: str = ""

    def grow(self, what: str, size: int) -> None:
        ways = {"work": self.work, "branch": self.branch, "merge": self.merge, "pull": self.pull}
        ways.get(what, self.rewrite)(size)
        if what == "vanish":
            self.vanish()

    @property
    def history(self) -> list[str]:
        return self.repository.history(self.repository.head)

    def work(self, size: int) -> None:
        for _ in range(size):
            self.repository.commit(self.label(), hours(self.number / 10))

    def branch(self, size: int) -> None:
        old = self.history[min(size, len(self.history)) - 1]
        at = datetime.fromisoformat(self.repository.commits[old]["commit"]["author"]["date"]) + timedelta(seconds=1)
        self.side = self.repository.commit(self.label(), at, parents=[old], head=False)

    def merge(self, _size: int) -> None:
        if self.side in self.repository.commits and self.side not in self.history:
            ours = self.repository.head
            self.repository.commit(self.label(), hours(self.number / 10), parents=[ours, self.side])

    def rewrite(self, size: int) -> None:
        base = self.history[min(size, len(self.history)) - 1]
        self.repository.commit(self.label(), hours(self.number / 10), parents=[base])

    def vanish(self) -> None:
        """Lose all that no branch leads to."""
        ml = self.repository
        side = set(ml.history(self.side)) if self.side in ml.commits else set()
        ml.forget(*(ml.commits.keys() - everything(ml) - side))

    def pull(self, size: int) -> None:
        for _ in range(size):
            self.repository.pull(self.next(), hours(self.number / 10))
        self.repository.pushed_at += timedelta(seconds=1)

    def next(self) -> int:
        self.number += 1
        return self.number

    def label(self) -> str:
        return f"step {self.next()}"


@pytest.mark.slow
@given(st.lists(HAPPENS, max_size=14), st.integers(2, 7))
@settings(max_examples=100)
@example([("sync", 3), ("work", 4), ("sync", 3), ("rewrite", 3)], 4)  # pages that shift down, then up again
@example([("sync", 3), ("work", 2), ("between", ("rewrite", 3))], 2)
def test_whatever_happens_between_and_during_readings_all_of_it_is_there_in_the_end(
    story: list[tuple[str, Any]], most: int
) -> None:
    with serving(FakeGitHub(canary.VALUE, FixedClock(NOW))) as fake:
        fake.most = most
        life = Life(filled(fake.add("sam/ml"), 9, start=-9))
        desk = Desk(fake)
        for what, how in story:
            if what == "sync":
                fake.asked.clear()
                fake.wrong = dying(how) if how else fine
                with suppress(ActivityError):
                    desk.sync("sam/ml")
                fake.wrong = fine
            elif what == "between":
                fake.asked.clear()
                fake.wrong = once(3, lambda how=how: life.grow(*how))  # type: ignore[misc]
                desk.sync("sam/ml")
                fake.wrong = fine
            else:
                life.grow(what, how)
        desk.sync("sam/ml")
        desk.sync("sam/ml")
        ml = life.repository
        merges = {sha for sha in everything(ml) if len(ml.commits[sha]["parents"]) > 1}
        assert everything(ml) - merges <= desk.evidence.keys()
        assert {f"sam/ml#{each['number']}" for each in ml.pulls} <= desk.evidence.keys()
        assert desk.counted == 0


def fine(_number: int, _url: str) -> Said | None:
    return None


def once(at: int, act: Callable[[], None]) -> Callable[[int, str], Said | None]:
    def happens(number: int, _url: str) -> Said | None:
        if number == at:
            act()
        return None

    return happens


def test_a_batch_given_out_is_not_changed_any_more(fake: FakeGitHub) -> None:
    filled(fake.add("sam/ml"), 230)
    hub = Desk(fake).hub()
    batches = [(json.dumps(batch.cursor), batch) for batch in read(hub, "sam/ml", None, LEARNER, WINDOW, {})]
    assert all(json.dumps(batch.cursor) == then for then, batch in batches)
    hub.close()


def test_a_beginning_that_vanished_half_way_is_no_end(fake: FakeGitHub, desk: Desk) -> None:
    ml = filled(fake.add("sam/ml"), 350)
    fake.wrong = dying(4)
    with pytest.raises(ActivityError):
        desk.sync("sam/ml")
    gone = ml.history(ml.head)[:3]
    ml.commit("instead", hours(40), parents=[ml.history(ml.head)[3]])
    ml.forget(*gone)
    fake.wrong = fine
    desk.sync("sam/ml")
    assert everything(ml) <= set(desk.evidence)


def test_a_repository_that_vanished_half_way_is_no_end_either(fake: FakeGitHub, desk: Desk) -> None:
    filled(fake.add("sam/ml"), 350)
    fake.wrong = lambda number, url: Said(404, {}) if "/commits" in url and number > 2 else None
    for _ in range(2):
        with pytest.raises(ActivityError, match="shows no repository sam/ml"):
            desk.sync("sam/ml")
        assert "mark" not in desk.place("sam/ml")


def test_nothing_heavy_is_loaded_before_the_first_request() -> None:
    heavy = "{'github', 'requests', 'httpx'}"
    code = f"import sys, bot.activity.github as on; on.GitHub; print(sorted({heavy} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# --- refusals -----------------------------------------------------------------------------------------------------


def refused(fake: FakeGitHub, said: Said, token: str = canary.VALUE, patience: float = 0) -> ActivityError:
    """Return how the refusal of the page of commits is told."""
    fake.add("sam/ml")
    fake.wrong = lambda _number, url: said if "/commits" in url else None
    desk = Desk(fake, token=token, patience=patience)
    with pytest.raises(ActivityError) as caught:
        desk.sync("sam/ml")
    assert caught.value.hint
    told = " ".join([caught.value.message, caught.value.hint, *desk.said])
    assert canary.VALUE not in told
    assert "secret words" not in told
    assert len(told) < 600
    return caught.value


ECHO = {"message": f"secret words {canary.VALUE}"}


@pytest.mark.parametrize(
    ("said", "sentence", "hint"),
    [
        (Said(400, ECHO), "does not understand", "bot check"),
        (Said(401, ECHO), "expired or was revoked", "personal-access-tokens/new"),
        (Said(403, ECHO), "may not read sam/ml: it lacks Contents: read", "personal-access-tokens"),
        (Said(403, ECHO, {"X-GitHub-SSO": "required; url=https://evil.example"}), "authorised", "Configure SSO"),
        (
            Said(403, ECHO, {"X-Accepted-GitHub-Permissions": "contents=read,pull_requests=write <b>evil</b>=1"}),
            "it lacks Contents: read, Pull requests: write.",
            "give it Contents: read, Pull requests: write",
        ),
        (Said(403, {"message": "Maximum number of login attempts exceeded"}), "expired or was revoked", "make a new"),
        (Said(404, ECHO), "shows no repository sam/ml", "Contents: read at https://github.com/settings"),
        (Said(410, ECHO), "has been taken away", "GITHUB_REPOSITORIES"),
        (Said(451, ECHO), "blocked for legal reasons", "GITHUB_REPOSITORIES"),
        (Said(422, ECHO), "does not understand", "bot check"),
        (Said(418, ECHO), "answered 418", "bot sync"),
        (Said(204), "answered 204", "bot sync"),
        (Said(304), "answered 304", "bot sync"),
        (Said(301, ECHO, {"Location": "https://evil.example/repos/a/b"}), "another address", "bot check"),
        (Said(301, ECHO, {"Location": "http://[::1"}), "another address", "bot check"),
        (Said(302, ECHO, {"Location": "/user\u00e9"}), "another address", "bot check"),
        (Said(307, ECHO, {"Location": "/repos/sam/ml/commits"}), "round in a circle", "GITHUB_REPOSITORIES"),
        (Said(200, {"message": "secret words"}), "could not be understood", "bot sync"),
        (Said(200, "secret words"), "could not be understood", "bot sync"),
        (Said(200, b"<html>Server Error secret words</html>"), "did not answer", "bot sync"),
        (Said(200, b"[" * 100_000), "did not answer", "bot sync"),
        (Said(200, b'[{"sha": ' + b"9" * 5_000 + b"}]"), "did not answer", "bot sync"),
        (Said(200, b""), "could not be understood", "bot sync"),
        (Said(202, b""), "did not answer", "bot sync"),
        (Said(500, b"<html>"), "did not answer", "bot sync"),
        (Said(502), "did not answer", "bot sync"),
        (Said(0), "did not answer", "bot sync"),
    ],
)
def test_every_refusal_is_a_sentence_with_something_to_do(
    fake: FakeGitHub, said: Said, sentence: str, hint: str
) -> None:
    error = refused(fake, said)
    assert sentence in error.message
    assert hint in error.hint


@pytest.mark.parametrize("status", [401, 403, 404])
def test_without_a_token_the_hint_is_to_set_one(fake: FakeGitHub, status: int) -> None:
    assert "GITHUB_TOKEN" in refused(fake, Said(status, ECHO), token="").hint


def test_a_refused_token_is_never_shown_again(fake: FakeGitHub) -> None:
    desk = Desk(fake, token=canary.VALUE + "expired")
    hub = desk.hub()
    for _ in range(3):
        with pytest.raises(ActivityError, match="expired or was revoked"):
            visible(hub, "sam", ["sam/ml"], {})
    assert hub.asked == 1
    assert is_public(hub, "sam/ml") is None
    hub.close()


def test_a_token_with_a_blank_in_it_is_not_even_sent(fake: FakeGitHub) -> None:
    desk = Desk(fake, token=f"{canary.VALUE} “")
    with pytest.raises(ActivityError, match="no token has"):
        desk.sync("sam/ml")
    assert fake.asked == []


@pytest.mark.parametrize("name", ["sam", "sam/ml/x", "../..", "sam/..", "sam/a b", "sam/ml?x=1", "", "a/b\n", "é/x"])
def test_what_is_no_name_is_not_asked_for(fake: FakeGitHub, desk: Desk, name: str) -> None:
    with pytest.raises(ActivityError, match="no repository's name"):
        desk.sync(name, listing=False)
    assert fake.asked == []


def test_a_token_that_may_not_see_pull_requests_still_reads_commits(fake: FakeGitHub, desk: Desk) -> None:
    filled(fake.add("sam/ml"), 2)
    needed = {"X-Accepted-GitHub-Permissions": "pull_requests=read"}
    fake.wrong = lambda _number, url: Said(403, ECHO, needed) if "/pulls" in url else None
    desk.sync("sam/ml")
    assert len(desk.evidence) == 2
    assert desk.said == ["Pull requests of sam/ml stay unseen: GITHUB_TOKEN lacks Pull requests: read."]
    desk.sync("sam/ml")
    assert desk.counted == 0


def test_a_deleted_repository_does_not_stop_the_others_and_is_an_error(fake: FakeGitHub, desk: Desk) -> None:
    filled(fake.add("sam/ml"), 2)
    with pytest.raises(ActivityError, match="shows no repository sam/gone"):
        desk.sync("sam/gone")
    desk.sync("sam/ml")
    assert len(desk.evidence) == 2


def test_a_server_that_is_not_there_is_an_error_and_no_quiet_day(desk: Desk) -> None:
    clock, said = FixedClock(NOW), list[str]()
    hub = GitHub(Secret(canary.VALUE), clock, PATIENCE, said.append, "http://127.0.0.1:9")
    with pytest.raises(ActivityError, match=r"did not answer for sam/ml \(ConnectionError\)"):
        list(read(hub, "sam/ml", None, LEARNER, WINDOW, {}))
    assert len(said) == 2
    assert clock.now() == NOW + timedelta(seconds=10)
    with pytest.raises(ActivityError):
        list(read(hub, "sam/other", None, LEARNER, WINDOW, {}))
    assert len(said) == 2  # known by now: no waiting for each of fifty repositories


def test_two_failures_in_a_row_are_waited_out(fake: FakeGitHub, desk: Desk) -> None:
    ml = filled(fake.add("sam/ml"), 150)
    fake.wrong = lambda number, _url: [Said(502), Said(0), None][number % 3]
    desk.sync("sam/ml")
    assert set(desk.evidence) == everything(ml)
    assert desk.said[0] == "GitHub did not answer (ConnectionError); trying again in 2 s."


def test_where_a_hundred_at_once_are_too_many_fewer_are_asked(fake: FakeGitHub, desk: Desk) -> None:
    ml = filled(fake.add("sam/ml"), 230)
    heavy = ("per_page=100", "per_page=50")  # contract §3.1: 500 at times on huge histories
    fake.wrong = lambda _number, url: Said(500) if "/commits" in url and any(each in url for each in heavy) else None
    desk.sync("sam/ml")
    assert set(desk.evidence) == everything(ml)
    assert "GitHub fails at 50 at once; asking for 25." in desk.said


def test_an_answer_without_end_is_read_no_further(fake: FakeGitHub, desk: Desk) -> None:
    filled(fake.add("sam/ml"), 1)
    fake.wrong = lambda _number, url: Said(200, b" " * 60_000_000) if "/releases" in url else None
    with pytest.raises(ActivityError, match=r"did not answer for sam/ml \(too long\)"):
        desk.sync("sam/ml")


def test_pages_that_lead_back_are_not_turned(fake: FakeGitHub, desk: Desk) -> None:
    filled(fake.add("sam/ml"), 150)
    back = {"Link": f'<{fake.url}/x?page=1&per_page=100>; rel="next"'}
    fake.wrong = lambda _number, url: Said(200, [], back) if "page=2" in url else None
    with pytest.raises(ActivityError, match="do not end"):
        desk.sync("sam/ml")


JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["\ud800", "2026-01-09T12:00:00Z"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to everything inside a JSON value."""
    yield path
    keys = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in keys:
        yield from places(inner, (*path, key))


def spoilt(value: Any, path: tuple[Any, ...], junk: Any) -> Any:
    """Return the value with junk at the end of a way."""
    if not path:
        return junk
    copy = value.copy()
    copy[path[0]] = spoilt(value[path[0]], path[1:], junk)
    return copy


@pytest.mark.slow
@given(st.data())
@settings(max_examples=100)
def test_an_answer_spoilt_anywhere_is_read_or_refused_and_never_a_crash(data: st.DataObject) -> None:
    with serving(FakeGitHub(canary.VALUE, FixedClock(NOW))) as fake:
        ml = filled(fake.add("sam/ml"), 3)
        ml.pull(1, hours(1))
        ml.release("v1", hours(1))
        headers = {"User-Agent": "x", "X-GitHub-Api-Version": "2022-11-28", "Authorization": f"token {canary.VALUE}"}
        part = data.draw(
            st.sampled_from(
                [
                    "/user/repos",
                    "/repos/sam/ml",
                    "/repos/sam/ml/commits",
                    "/repos/sam/ml/pulls",
                    "/repos/sam/ml/releases",
                ]
            )
        )
        whole = fake._routed(part, headers).body
        body = spoilt(whole, data.draw(st.sampled_from(list(places(whole)))), data.draw(JUNK))
        fake.wrong = lambda _number, url: Said(200, body) if url.partition("?")[0] == part else None
        desk = Desk(fake)
        with suppress(ActivityError):
            desk.sync("sam/ml", listing=part != "/repos/sam/ml")
        for each in desk.evidence.values():
            f"{each.text} {each.ref} {each.repository}".encode()
            assert each.url == "" or each.url.startswith("https://")
            assert each.date >= WINDOW.since


@given(st.text() | st.from_regex(r'<http://x/secret/[a-z]\?page=[0-9]{1,3}&name=secret>; rel="next"'))
def test_a_next_page_is_only_ever_its_number(links: str) -> None:
    assert set(dict(parse_qsl(next_page(links)))) <= {"page"}


# --- limits -------------------------------------------------------------------------------------------------------


def test_a_used_up_limit_is_waited_for_and_the_wait_is_shown(fake: FakeGitHub, desk: Desk) -> None:
    ml = filled(fake.add("sam/ml"), 250)
    fake.left, fake.reset = 3, NOW + timedelta(minutes=12)
    desk.sync("sam/ml")
    assert set(desk.evidence) == everything(ml)
    assert desk.said == ["GitHub's limit is used up; waiting until 20:12 UTC (12 min)."]
    assert fake.clock.now() == NOW + timedelta(minutes=12, seconds=1)  # contract §5: reset + 1 s


def test_a_limit_beyond_our_patience_says_when_to_come_back(fake: FakeGitHub) -> None:
    desk = Desk(fake, patience=60)
    ml = filled(fake.add("sam/ml"), 250)
    fake.left, fake.reset = 3, NOW + timedelta(minutes=12)
    with pytest.raises(NotYet, match=r"used up until 20:12 UTC") as caught:
        desk.sync("sam/ml")
    assert caught.value.until == NOW + timedelta(minutes=12, seconds=1)
    assert fake.clock.now() == NOW
    fake.clock.wait(721)
    desk.sync("sam/ml")
    assert set(desk.evidence) == everything(ml)


def test_once_told_to_wait_nothing_more_is_asked(fake: FakeGitHub) -> None:
    desk = Desk(fake, patience=0)
    fake.left = 0
    hub = desk.hub()
    for _ in range(3):
        with pytest.raises(NotYet):
            visible(hub, "sam", ["sam/ml"], {})
    assert hub.asked == 1
    hub.close()


def test_without_a_token_the_hint_at_a_limit_is_to_set_one(fake: FakeGitHub) -> None:
    fake.left = 0
    with pytest.raises(NotYet) as caught:
        Desk(fake, token="", patience=0).sync("sam/ml")
    assert "GITHUB_TOKEN" in caught.value.hint


def test_patience_is_for_the_whole_run(fake: FakeGitHub) -> None:
    desk = Desk(fake, patience=100)
    filled(fake.add("sam/ml"), 1)
    fake.wrong = lambda number, _url: Said(429, ECHO, {"Retry-After": "60"}) if number in {1, 3} else None
    with pytest.raises(NotYet):
        desk.sync("sam/ml")
    assert fake.clock.now() == NOW + timedelta(seconds=60)


SECONDARY = {"message": "You have exceeded a secondary rate limit."}


def test_a_secondary_limit_is_obeyed_and_without_a_number_it_doubles(fake: FakeGitHub, desk: Desk) -> None:
    filled(fake.add("sam/ml"), 1)
    fake.wrong = lambda number, _url: Said(403, SECONDARY) if number in {1, 2} else None
    desk.sync("sam/ml")
    assert fake.clock.now() == NOW + timedelta(seconds=60 + 120)
    fake.wrong = lambda number, _url: Said(429, {}, {"Retry-After": "7"}) if number == len(fake.asked) else None
    fake.repositories["sam/ml"].commit("new", hours(9))
    with pytest.raises(NotYet, match="asks for a pause"):  # three pauses for the same request are enough
        desk.sync("sam/ml")
    assert fake.clock.now() == NOW + timedelta(seconds=60 + 120 + 3 * 7)


@pytest.mark.parametrize("status", [403, 429])
@pytest.mark.parametrize(
    "retry", [None, "abc", "-5", str(10**12), "1e9", "", "9" * 400, "Wed, 21 Oct 2099 07:28:00 GMT"]
)
@pytest.mark.parametrize("reset", [None, "abc", "-1", "0", "95617584000", "9" * 400, "1767643200.5"])
def test_a_hostile_limit_neither_crashes_nor_lasts_forever(
    fake: FakeGitHub, status: int, retry: str | None, reset: str | None
) -> None:
    headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Limit": "NaN"}
    headers |= {"Retry-After": retry} if retry is not None else {}
    headers |= {"X-RateLimit-Reset": reset} if reset is not None else {}
    fake.wrong = lambda _number, _url: Said(status, ECHO, headers)
    with pytest.raises(NotYet) as caught:
        Desk(fake, patience=900).sync("sam/ml")
    assert NOW < caught.value.until <= NOW + timedelta(days=1, minutes=15)
    assert fake.clock.now() <= NOW + timedelta(minutes=15)


@pytest.mark.parametrize(
    ("header", "expires"),
    [
        ("2027-01-31 09:00:00 UTC", datetime(2027, 1, 31, 9, tzinfo=UTC)),
        ("2027-01-31 09:00:00 +0100", datetime(2027, 1, 31, 8, tzinfo=UTC)),
        ("never", None),
        ("2027-01-31 09:00:00", None),
        ("9" * 500, None),
    ],
)
def test_when_the_token_ends_is_known_from_any_answer(
    fake: FakeGitHub, desk: Desk, header: str, expires: datetime | None
) -> None:
    fake.wrong = lambda _number, _url: Said(200, [], {"GitHub-Authentication-Token-Expiration": header})
    hub = desk.hub()
    visible(hub, "sam", ["sam/ml"], {})
    assert hub.expires == expires
    hub.close()


# --- what one commit changed --------------------------------------------------------------------------------------


def test_the_files_of_a_commit_are_known_and_those_wanted_are_read(fake: FakeGitHub, desk: Desk) -> None:
    ml = fake.add("sam/ml")
    first = ml.commit("first", hours(1))
    second = ml.commit("second", hours(2))
    ml.changed[second] = [
        {"filename": "diary.md", "status": "modified"},
        {"filename": "new name #1.md", "status": "renamed", "previous_filename": "old.md"},
        {"filename": "added.md", "status": "added"},
        {"filename": "gone.md", "status": "removed"},
        {"filename": "lost.md", "status": "modified"},
        {"filename": "picture.md", "status": "added"},
        {"filename": "seventh.md", "status": "added"},
        {"filename": "code.py", "status": "modified"},
        {"status": "modified"},
        None,
    ]
    ml.files = {
        (first, "diary.md"): b"one", (second, "diary.md"): "one – two".encode(), (first, "old.md"): b"old",
        (second, "new name #1.md"): b"new", (second, "added.md"): b"[1]", (first, "gone.md"): b"gone",
        (second, "picture.md"): b"\x89PNG\0", (second, "seventh.md"): b"too many",
    }  # fmt: skip
    found = changes(desk.hub(), "sam/ml", second, lambda path: path.endswith(".md"))
    assert found == [
        Change("diary.md", "one", "one – two"), Change("new name #1.md", "old", "new"), Change("added.md", "", "[1]"),
        Change("gone.md", "gone", ""), Change("lost.md"), Change("picture.md"), Change("seventh.md"), Change("code.py"),
    ]  # fmt: skip


def test_a_file_of_many_megabytes_is_not_read(fake: FakeGitHub, desk: Desk) -> None:
    ml = fake.add("sam/ml")
    sha = ml.commit("first", hours(1))
    ml.changed[sha] = [{"filename": "big.md", "status": "added"}]
    ml.files = {(sha, "big.md"): b"x" * 6_000_000}
    assert changes(desk.hub(), "sam/ml", sha, lambda _path: True) == [Change("big.md")]
    assert desk.said == []


def test_a_commit_that_is_gone_changed_nothing(fake: FakeGitHub, desk: Desk) -> None:
    fake.add("sam/ml")
    assert changes(desk.hub(), "sam/ml", sha_of("nowhere"), lambda _path: True) == []
