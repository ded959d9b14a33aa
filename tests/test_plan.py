from datetime import date, timedelta

from bot import roadmaps
from bot.plan import Plan
from tests.conftest import EXAMPLE_PLAN

WEEKDAYS = frozenset(range(5))
MONDAY = date(2026, 1, 5)


def plan(start: date = MONDAY, study_days: frozenset[int] = WEEKDAYS) -> Plan:
    return Plan(roadmaps.read(EXAMPLE_PLAN), start, study_days)


def test_every_item_is_placed_on_a_study_day() -> None:
    made = plan()
    placed = [item.id for planned in made.days for item in planned.day.items]
    assert sorted(placed) == sorted(item.id for item in made.roadmap.items)
    assert all(planned.date.weekday() in WEEKDAYS for planned in made.days)


def test_days_are_numbered_on_and_each_has_a_title_and_an_item() -> None:
    days = plan().days
    assert [planned.day.number for planned in days] == list(range(1, len(days) + 1))
    assert all(planned.day.title and planned.day.items for planned in days)


def test_a_plan_begun_on_a_day_of_rest_starts_on_the_next_study_day() -> None:
    saturday = date(2026, 1, 3)
    assert plan(saturday).days[0].date == MONDAY
    assert plan(saturday).day_on(saturday) is None


def test_what_comes_next_crosses_days_of_rest_and_ends_with_the_plan() -> None:
    made = plan(study_days=frozenset({0, 5}))
    first = made.day_on(MONDAY)
    assert first is not None
    following = made.after(first)
    assert following is not None
    assert following.date == MONDAY + timedelta(days=5)
    assert made.after(made.days[-1]) is None


def test_the_latest_day_on_a_day_of_rest_is_the_one_before() -> None:
    made = plan(study_days=frozenset({0, 1}))
    sunday = MONDAY + timedelta(days=6)
    latest = made.latest(sunday)
    assert latest is not None
    assert latest.date == MONDAY + timedelta(days=1)
    assert made.latest(MONDAY - timedelta(days=1)) is None
