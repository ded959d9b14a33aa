from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import resources, schedule
from bot.errors import BotError, SettingsError
from bot.schedule import Limits, Schedule, Slot, SlotRule
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


@pytest.mark.slow
def test_in_every_zone_each_date_of_a_decade_yields_one_instant_in_order() -> None:
    """Around every change of a zone's clocks, and once a fortnight besides; what the zone skips has none."""
    first, days = date(2020, 1, 1), 3653
    clocks = ["00:00", "00:30", "01:59", "02:30", "03:00", "08:30", "23:59"]
    rules = tuple(
        SlotRule(f"p{n}", "slot", EVERY_DAY, time.fromisoformat(each), timedelta(hours=1))
        for n, each in enumerate(clocks)
    )
    for name in sorted(available_timezones() - {"localtime"}):
        zone = ZoneInfo(name)
        offsets = [datetime.combine(first + timedelta(days=n), time(12), zone).utcoffset() for n in range(days)]
        near = {n + shift for n in range(1, days) if offsets[n] != offsets[n - 1] for shift in (-2, -1, 0, 1)}
        for rule in rules:
            found = [
                slot
                for n in sorted(near | set(range(0, days, 14)))
                if (slot := rule.on(first + timedelta(days=n), zone))
            ]
            instants = [slot.due_at for slot in found]
            assert instants == sorted(set(instants)), (name, rule.time)
            for slot in found:
                there = slot.due_at.astimezone(zone)
                assert there.date() == slot.local_date
                assert there.time() >= rule.time or there.fold, (name, slot)
                assert there - timedelta(hours=3) <= datetime.combine(slot.local_date, rule.time, zone)


@pytest.mark.parametrize(
    ("zone", "clock", "day", "instant"),
    [
        ("Europe/Berlin", "00:30", date(2026, 3, 30), "2026-03-29T22:30:00+00:00"),  # missed by cron triggers
        ("Europe/Berlin", "00:00", date(2026, 3, 30), "2026-03-29T22:00:00+00:00"),
        ("Australia/Lord_Howe", "02:15", date(2026, 10, 4), "2026-10-03T15:45:00+00:00"),  # half an hour is skipped
        ("America/St_Johns", "08:30", date(2026, 3, 8), "2026-03-08T11:00:00+00:00"),
        ("Asia/Kathmandu", "08:30", date(2028, 2, 29), "2028-02-29T02:45:00+00:00"),
        ("Africa/Casablanca", "02:30", date(2026, 2, 15), "2026-02-15T01:30:00+00:00"),
    ],
)
def test_the_days_other_schedulers_miss_or_double_have_one_instant(
    zone: str, clock: str, day: date, instant: str
) -> None:
    assert instants(at(clock), zone, day) == [instant]
    week = [instants(at(clock), zone, day + timedelta(days=n)) for n in range(-3, 4)]
    assert all(len(each) == 1 for each in week)


def test_a_traveller_keeps_the_dates_that_were_recorded_and_has_no_slot_twice() -> None:
    rhythm, day = at("08:30"), date(2026, 6, 10)
    berlin, tokyo = rhythm.slots(BERLIN, day, day)[0], rhythm.slots(ZoneInfo("Asia/Tokyo"), day, day)[0]
    assert berlin.due_at != tokyo.due_at
    key = [(slot.platform, slot.name, slot.local_date) for slot in (berlin, tokyo)]
    assert key[0] == key[1]  # the primary key of a slot: decided once, wherever the learner wakes up


@pytest.mark.parametrize("name", ["default", "weekdays", "gentle"])
def test_the_shipped_rhythms_post_at_most_once_a_day_on_x_and_write_on_sunday(name: str, tmp_path: Path) -> None:
    rhythm = schedule.read(resources.find(tmp_path, f"schedules/{name}.toml"))
    week = rhythm.slots(BERLIN, date(2026, 1, 19), date(2026, 1, 25))
    on_x = [slot.local_date for slot in week if slot.platform == "x"]
    assert len(on_x) == len(set(on_x))
    assert len([slot for slot in week if slot.platform == "linkedin"]) <= 2
    digests = [schedule.digest_on(rhythm, date(2026, 1, 19) + timedelta(days=n), BERLIN) for n in range(7)]
    assert [at for at in digests if at] == [datetime(2026, 1, 25, 17, 0, tzinfo=UTC)]
    assert rhythm.question is not None


def test_a_slot_ends_with_its_grace() -> None:
    slot = Slot(datetime(2026, 1, 20, 7, 30, tzinfo=UTC), "x", "morning", date(2026, 1, 20), timedelta(hours=4))
    assert slot.ends_at == datetime(2026, 1, 20, 11, 30, tzinfo=UTC)


def test_every_mistake_in_a_rhythm_file_is_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        'titel = "x"\nquestion = 20\nstudy_days = [1, 2]\n'
        '[[slot]]\nplatform = "x"\ndays = ["monday"]\ntime = 08:30:00\ngrace_hours = 0\n'
        "[digest]\nday = 6\nhour = 3\n",
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
        "question is a time in quotes",
        "day of digest is one name",
        "digest needs a time",
        "digest has no key hour",
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


# --- what protects an account ----------------------------------------------------------------------------------------

Span = tuple[time, time] | None
NIGHT = (time(22), time(6))


def limits(
    zone: str = "Europe/Berlin", most: int = 2, gap: int = 60, quiet: tuple[time, time] | None = NIGHT
) -> Limits:
    return Limits(ZoneInfo(zone), most, timedelta(minutes=gap), quiet)


@pytest.mark.parametrize(
    ("wanted", "taken", "good"),
    [
        ("2026-01-20T08:30", [], "2026-01-20T08:30"),
        ("2026-01-20T23:15", [], "2026-01-21T06:00"),
        ("2026-01-20T05:59", [], "2026-01-20T06:00"),
        ("2026-01-20T08:30", ["2026-01-20T08:00"], "2026-01-20T09:00"),
        ("2026-01-20T08:30", ["2026-01-20T08:00", "2026-01-20T07:00"], "2026-01-21T06:00"),
        ("2026-01-20T21:30", ["2026-01-20T21:00"], "2026-01-21T06:00"),
        ("2026-03-29T01:30", [], "2026-03-29T06:00"),
    ],
)
def test_a_good_hour_is_neither_at_night_nor_close_to_another_nor_one_too_many(
    wanted: str, taken: list[str], good: str
) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    found = limits().good_hour(
        datetime.fromisoformat(wanted).replace(tzinfo=berlin).astimezone(UTC),
        [datetime.fromisoformat(each).replace(tzinfo=berlin).astimezone(UTC) for each in taken],
    )
    assert found.astimezone(berlin).replace(tzinfo=None) == datetime.fromisoformat(good)


@given(
    wanted=st.integers(0, 525_600).map(lambda minutes: datetime(2025, 12, 1, tzinfo=UTC) + timedelta(minutes=minutes)),
    taken=st.lists(st.integers(-4_000, 4_000), max_size=12),
    zone=st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "Australia/Lord_Howe"]),
    most=st.integers(1, 4),
    gap=st.integers(1, 600),
    quiet=st.none() | st.tuples(st.times().map(lambda t: t.replace(second=0, microsecond=0)), st.just(time(7))),
)
def test_whatever_is_out_already_the_good_hour_keeps_every_limit(
    wanted: datetime, taken: list[int], zone: str, most: int, gap: int, quiet: Span
) -> None:
    out = [wanted + timedelta(minutes=each) for each in taken]
    good = limits(zone, most, gap, quiet).good_hour(wanted, out)
    there = good.astimezone(ZoneInfo(zone))
    assert good >= wanted
    assert all(abs(good - each) >= timedelta(minutes=gap) for each in out)
    assert sum(each.astimezone(ZoneInfo(zone)).date() == there.date() for each in out) < most
    if quiet and quiet[0] != quiet[1]:
        begins, ends = quiet
        at = there.time()
        assert not (begins <= at < ends if begins < ends else (at >= begins or at < ends))
