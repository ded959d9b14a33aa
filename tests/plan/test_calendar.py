from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot import roadmaps
from bot.plan import Calendar, Move, Pause, Plan, moved
from bot.roadmaps.markdown import parse
from tests.conftest import EXAMPLE_PLAN

WEEKDAYS = frozenset(range(5))
MONDAY = date(2026, 1, 5)


def plan(start: date = MONDAY, study_days: frozenset[int] = WEEKDAYS) -> Plan:
    return Plan(roadmaps.read(EXAMPLE_PLAN), Calendar(start, study_days))


def ten_days(**calendar: object) -> Plan:
    text = "# Ten\n\n" + "\n\n".join(f"## Day {n}: T{n}\n\n- item {n}" for n in range(1, 11))
    return Plan(parse(text)[0], Calendar(MONDAY, WEEKDAYS, **calendar))  # type: ignore[arg-type]


def test_every_item_is_placed_on_a_study_day() -> None:
    made = plan()
    placed = {item.id for planned in made.days for item in planned.day.items}
    assert {item.id for item in made.roadmap.items} <= placed
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


def test_holidays_and_pauses_move_what_comes_after_them() -> None:
    resting = ten_days(holidays=frozenset({date(2026, 1, 6)}), pauses=(Pause(date(2026, 1, 8), date(2026, 1, 13)),))
    assert [planned.date.day for planned in resting.days[:4]] == [5, 7, 14, 15]
    assert resting.day_on(date(2026, 1, 9)) is None


def test_a_move_shifts_its_day_and_all_after_it_and_a_later_one_wins() -> None:
    made = ten_days()
    later = moved(made, 3, date(2026, 1, 19))
    assert [planned.date for planned in later.days[:3]] == [planned.date for planned in made.days[:3]]
    assert [planned.date.day for planned in later.days[3:6]] == [19, 20, 21]
    again = moved(moved(made, 3, date(2026, 3, 2)), 1, date(2026, 2, 2))
    assert [planned.date for planned in again.days[:3]] == [MONDAY, date(2026, 2, 2), date(2026, 2, 3)]
    assert again.days[3].date == date(2026, 2, 4)  # the move that came before is undone by the one about an earlier day


def test_a_move_finds_its_day_again_when_the_roadmap_was_edited() -> None:
    made = ten_days()
    item = made.days[4].day.items[0].id
    edited = Plan(made.roadmap, Calendar(MONDAY, WEEKDAYS, moves=(Move(2, item, date(2026, 1, 26)),)))
    assert edited.days[4].date == date(2026, 1, 26)
    assert edited.days[3].date == made.days[3].date


@given(
    st.frozensets(st.integers(0, 6), min_size=1),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=4),
    st.frozensets(st.integers(0, 90), max_size=15),
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 120)), max_size=4),
)
def test_whatever_is_decided_days_stay_in_order_on_free_study_days(
    study_days: frozenset[int], pauses: list[tuple[int, int]], holidays: frozenset[int], moves: list[tuple[int, int]]
) -> None:
    made = ten_days()
    calendar = Calendar(
        MONDAY,
        study_days,
        frozenset(MONDAY + timedelta(days=n) for n in holidays),
        tuple(Pause(MONDAY + timedelta(days=n), MONDAY + timedelta(days=n + length)) for n, length in pauses),
        tuple(Move(n, made.days[n].day.items[0].id, MONDAY + timedelta(days=to)) for n, to in moves),
    )
    days = Plan(made.roadmap, calendar).days
    dates = [planned.date for planned in days]
    assert len(days) == 10
    assert dates == sorted(set(dates))
    assert not any(calendar.is_free(each) for each in dates)
    assert dates[0] >= MONDAY
