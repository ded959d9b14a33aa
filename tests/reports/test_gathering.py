"""The numbers of a digest: those of the other commands, and a year of digests is the year."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from bot import jobs, resources
from bot.activity import Evidence, Flavour, Kind
from bot.app import App
from bot.clock import FixedClock
from bot.jobs.telling import digest_of
from bot.lifecycle import Status
from bot.plan import Pause
from bot.reports.digest import Digest
from bot.settings import load
from bot.simulation import Wish, simulated
from bot.store.reading import EVERY

MONDAY = date(2026, 1, 5)
SUNDAY_EVENING = datetime(2026, 1, 11, 17, 0, tzinfo=UTC)
SATURDAY = date(2026, 1, 10)


def at(day: date, hour: int = 19) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def digest(app: App, last: date = SATURDAY) -> Digest:
    return digest_of(app, last)


def test_a_week_tells_what_was_done_and_said_on_its_days_and_nothing_of_others(app: App, clock: FixedClock) -> None:
    for number, day in enumerate((MONDAY - timedelta(days=2), MONDAY, SATURDAY, SATURDAY + timedelta(days=1))):
        app.evidence.remember([Evidence(Kind.COMMIT, f"c{number}", f"Commit {number}", at(day), day)])
    app.notes.add("Shapes line up from the right.", Flavour.WIN, at(MONDAY), MONDAY)
    app.notes.add("My manager asked about it.", Flavour.NONE, at(MONDAY), MONDAY, private=True)
    clock.set(SUNDAY_EVENING)
    week = digest(app)
    assert (week.first, week.last, week.week) == (date(2026, 1, 4), SATURDAY, 1)
    assert [each.title for each in week.done] == ["Commit 1", "Commit 2"]
    assert [(each.text, each.private) for each in week.said] == [
        ("Shapes line up from the right.", False),
        ("My manager asked about it.", True),
    ]
    monday = next(each for each in week.days if each.date == MONDAY)
    assert monday.counts == {Kind.COMMIT: 1, Kind.NOTE: 2}
    assert week.evenings == 2
    assert [each.date for each in week.coming][:1] == [date(2026, 1, 12)]


def test_what_may_only_be_counted_is_a_number_and_no_name(app: App, clock: FixedClock) -> None:
    secret = Evidence(Kind.COMMIT, "aaa1", "Fix the acme churn model", at(MONDAY), MONDAY, repository="acme/churn")
    app.evidence.remember([secret.only_counted])
    clock.set(SUNDAY_EVENING)
    week = digest(app)
    assert (week.done, week.hidden, week.evenings) == ((), 1, 1)
    assert "acme" not in repr(week)


def test_posts_stand_with_what_became_of_them_and_the_queue_has_the_same(app: App, clock: FixedClock) -> None:
    app.notes.add("A row of three fits a table with three columns.", Flavour.LEARNED, at(MONDAY), MONDAY)
    clock.set(at(MONDAY + timedelta(days=1), 6))
    jobs.draft_due(app)
    first, *others = [post for post in app.posts.listed((Status.DRAFT,), EVERY) if post.platform == "x"]
    app.desk.approve(first.id, clock.now())
    clock.set(first.due_at)
    jobs.publish_due(app)
    clock.set(SUNDAY_EVENING)
    jobs.publish_due(app)
    week = digest(app)
    assert Counter(each.status for each in week.told) == Counter(
        post.status for post in app.posts.of_dates(week.first, week.last)
    )
    out = next(each for each in week.told if each.id == first.id)
    assert (out.platform, out.status, out.reason) == ("X", "published", "")
    assert others == []
    assert len(week.waiting) == len(app.posts.listed((Status.DRAFT,), EVERY))


def test_a_past_week_says_where_one_was_then_and_nothing_of_what_waits_now(app: App, clock: FixedClock) -> None:
    app.evidence.remember([Evidence(Kind.COMMIT, "c1", "Solve thirty array exercises", at(MONDAY), MONDAY)])
    clock.set(SUNDAY_EVENING)
    then = digest(app)
    app.evidence.remember(
        [
            Evidence(Kind.TICK, item.id, item.text, at(date(2026, 1, 20)), date(2026, 1, 20))
            for item in app.roadmap.items
        ]
    )
    app.journey.hold_now("on a plane", clock.now())
    clock.set(SUNDAY_EVENING + timedelta(days=28))
    later = digest(app)
    assert (later.day, later.days, later.done) == (then.day, then.days, then.done)
    assert (later.waiting, later.approved, later.troubles) == ((), 0, ())


def test_a_week_the_plan_rested_says_why(app: App, clock: FixedClock) -> None:
    app.calendar.pause(Pause(date(2026, 1, 3), date(2026, 1, 12), "a wedding"))
    clock.set(SUNDAY_EVENING)
    week = digest(app)
    assert (week.rests, {each.rests for each in week.days}) == ("a wedding", {"a wedding"})


@pytest.mark.slow
def test_the_digests_of_a_whole_plan_add_up_to_the_plan() -> None:
    wish = Wish(MONDAY, 112, resources.shipped("roadmaps/16-week.md"))
    with simulated(load({"BOT_HOME": "/nowhere/at/all"}), wish) as (app, seen):
        lasts = [SATURDAY + timedelta(weeks=n) for n in range(18)]
        weeks = [digest_of(app, last) for last in lasts]
        everything = app.evidence.between(weeks[0].first, weeks[-1].last)
        assert sum((Counter(dict(day.counts)) for week in weeks for day in week.days), Counter()) == Counter(
            each.kind for each in everything
        )
        assert sum(week.evenings for week in weeks) == len({each.date for each in everything})
        told = Counter(each.id for week in weeks for each in week.told)
        assert set(told.values()) == {1}
        assert Counter(each.status for week in weeks for each in week.told) == Counter(
            each.post.status for each in seen if each.post
        )
        assert sum(week.silent for week in weeks) == sum(each.outcome == "quiet" for each in seen)
        assert [week.week for week in weeks[:3]] == [1, 2, 3]
        assert weeks[3].weeks == 16
