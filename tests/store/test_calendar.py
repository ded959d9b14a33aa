from datetime import date

from bot.plan import Move, Pause
from bot.store.calendar import CalendarStore
from tests.store.conftest import NOW, Store

TODAY = date(2026, 1, 20)


def test_a_pause_is_kept_and_ends_the_day_before_it_is_resumed(store: Store) -> None:
    calendar = CalendarStore(store.database, 1)
    calendar.pause(Pause(date(2026, 1, 10), None, "flu"))
    assert calendar.pauses() == [Pause(date(2026, 1, 10), None, "flu")]
    assert calendar.resume(TODAY) == 1
    assert calendar.pauses() == [Pause(date(2026, 1, 10), date(2026, 1, 19), "flu")]
    assert calendar.resume(TODAY) == 0


def test_a_pause_that_begins_today_is_taken_back_and_a_later_one_stays(store: Store) -> None:
    calendar = CalendarStore(store.database, 1)
    calendar.pause(Pause(TODAY, date(2026, 1, 28)))
    calendar.pause(Pause(date(2026, 2, 1), date(2026, 2, 8)))
    assert calendar.resume(TODAY) == 1
    assert calendar.pauses() == [Pause(date(2026, 2, 1), date(2026, 2, 8))]


def test_moves_are_kept_in_the_order_they_were_decided(store: Store) -> None:
    calendar = CalendarStore(store.database, 1)
    moves = [Move(5, "a", date(2026, 3, 1)), Move(2, "b", date(2026, 2, 1))]
    for move in moves:
        calendar.move(move, NOW)
    assert calendar.moves() == moves


def test_a_study_day_is_closed_once_for_each_journey(store: Store) -> None:
    store.database.begin_journey(2, NOW)
    calendar = CalendarStore(store.database, 1)
    assert calendar.close(TODAY, NOW)
    assert not calendar.close(TODAY, NOW)
    assert calendar.is_closed(TODAY)
    assert not calendar.is_closed(date(2026, 1, 19))
    assert not CalendarStore(store.database, 2).is_closed(TODAY)
