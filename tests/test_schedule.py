from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import resources, schedule
from bot.errors import BotError, SettingsError
from bot.schedule import Schedule, Slot, SlotRule
from tests.conftest import BERLIN

EVERY_DAY = frozenset(range(7))


def at(clock: str, days: frozenset[int] = EVERY_DAY) -> Schedule:
    rule = SlotRule("x", "morning", days, datetime.strptime(clock, "%H:%M").time(), timedelta(hours=4))  # noqa: DTZ007
    return Schedule("test", EVERY_DAY, (rule,))


def instants(rhythm: Schedule, zone: str, day: date) -> list[str]:
    return [slot.due_at.isoformat() for slot in rhythm.slots(ZoneInfo(zone), day, day)]


def test_the_shipped_rhythm_is_one_morning_post_on_x_and_two_a_week_on_linkedin(tmp_path: Path) -> None:
    rhythm = schedule.read(resources.find(tmp_path, "schedules/default.toml"))
    week = rhythm.slots(BERLIN, date(2026, 1, 19), date(2026, 1, 25))
    assert [slot.platform for slot in week].count("x") == 7
    assert [f"{slot.local_date:%a}" for slot in week if slot.platform == "linkedin"] == ["Tue", "Thu"]
    assert all(6 <= slot.due_at.astimezone(BERLIN).hour < 10 for slot in week)


def test_an_hour_the_clocks_skip_is_the_instant_after_it() -> None:
    assert instants(at("02:30"), "Europe/Berlin", date(2026, 3, 29)) == ["2026-03-29T01:30:00+00:00"]  # 03:30 there


def test_an_hour_that_comes_twice_is_the_first_and_only_once() -> None:
    assert instants(at("02:30"), "Europe/Berlin", date(2026, 10, 25)) == ["2026-10-25T00:30:00+00:00"]


def test_a_date_the_zone_skips_has_no_slot() -> None:
    assert instants(at("08:30"), "Pacific/Apia", date(2011, 12, 30)) == []
    assert len(instants(at("08:30"), "Pacific/Apia", date(2011, 12, 31))) == 1


@given(
    st.sampled_from(["Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia"]),
    st.dates(date(2011, 1, 1), date(2030, 12, 1)),
    st.times(),
)
def test_each_local_date_yields_one_instant_and_they_come_in_order(zone: str, first: date, hour: object) -> None:
    rhythm = at(f"{hour:%H:%M}")
    slots = rhythm.slots(ZoneInfo(zone), first, first + timedelta(days=40))
    dates = [slot.local_date for slot in slots]
    assert len(set(dates)) == len(dates) >= 40
    assert [slot.due_at for slot in slots] == sorted(slot.due_at for slot in slots)
    assert all(slot.due_at.tzinfo is UTC for slot in slots)


def test_a_slot_ends_with_its_grace() -> None:
    slot = Slot(datetime(2026, 1, 20, 7, 30, tzinfo=UTC), "x", "morning", date(2026, 1, 20), timedelta(hours=4))
    assert slot.ends_at == datetime(2026, 1, 20, 11, 30, tzinfo=UTC)


def test_every_mistake_in_a_rhythm_file_is_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        'titel = "x"\nstudy_days = [1, 2]\n'
        '[[slot]]\nplatform = "x"\ndays = ["monday"]\ntime = 08:30:00\ngrace_hours = 0\n',
        encoding="utf-8",
    )
    with pytest.raises(SettingsError) as caught:
        schedule.read(path)
    told = " ".join(each.message for each in caught.value.problems)
    for piece in (
        "no key titel",
        "study_days is a list of names in quotes",
        "days of slot 1",
        "needs a name",
        'time = "08:30"',
        "grace_hours",
    ):
        assert piece in told


def test_a_rhythm_file_that_is_no_toml_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('title = "x"\nstudy_days = mon\n', encoding="utf-8")
    with pytest.raises(BotError, match=r"mine\.toml is not TOML: .*line 2"):
        schedule.read(path)


def test_a_rhythm_in_the_home_replaces_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "schedules").mkdir()
    own = tmp_path / "schedules" / "default.toml"
    own.write_text('title = "mine"\nstudy_days = ["sat"]\n', encoding="utf-8")
    assert resources.find(tmp_path, "schedules/default.toml") == own
    with pytest.raises(BotError) as caught:
        resources.find(tmp_path, "schedules/gentel.toml")
    assert "default" in caught.value.hint
