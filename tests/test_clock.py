from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import FixedClock, day_closes, study_date
from tests.conftest import BERLIN

FOUR = time(4)


@pytest.mark.parametrize(
    ("local", "day"),
    [
        ("2026-01-19T19:30", date(2026, 1, 19)),
        ("2026-01-20T00:30", date(2026, 1, 19)),
        ("2026-01-20T03:59", date(2026, 1, 19)),
        ("2026-01-20T04:00", date(2026, 1, 20)),
    ],
)
def test_an_evening_lasts_until_four(local: str, day: date) -> None:
    assert study_date(datetime.fromisoformat(local).replace(tzinfo=BERLIN), BERLIN, FOUR) == day


def test_a_night_with_a_clock_change_still_belongs_to_the_evening() -> None:
    spring = datetime(2026, 3, 29, 3, 30, tzinfo=BERLIN)  # half an hour after the gap
    assert study_date(spring, BERLIN, FOUR) == date(2026, 3, 28)


@given(
    st.dates(date(2000, 1, 1), date(2050, 1, 1)),
    st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]),
)
def test_a_day_is_itself_until_it_closes(day: date, zone_name: str) -> None:
    zone = ZoneInfo(zone_name)
    closes = day_closes(day, zone, FOUR)
    assert study_date(closes - timedelta(seconds=1), zone, FOUR) == day
    assert study_date(closes, zone, FOUR) == day + timedelta(days=1)


def test_a_fixed_clock_refuses_a_naive_instant() -> None:
    with pytest.raises(ValueError, match="aware"):
        FixedClock(datetime(2026, 1, 1))  # noqa: DTZ001
    assert FixedClock(datetime(2026, 1, 1, 12, tzinfo=BERLIN)).now() == datetime(2026, 1, 1, 11, tzinfo=UTC)
