from datetime import date, timedelta

import pytest

from bot.plan import Calendar, Plan
from bot.plan.pace import Position, said, where
from bot.plan.targets import targets
from bot.roadmaps.markdown import parse

MONDAY = date(2026, 1, 5)
TOPICS = ["arrays", "trees", "graphs", "queues", "heaps", "tensors", "kernels", "parsers", "sockets", "threads"]
TEXT = "# Ten\n\n" + "\n\n".join(
    f"## Day {n}: {word.title()}\n\n- Learn {word}\n- Draw {word}" for n, word in enumerate(TOPICS, 1)
)
PLAN = Plan(parse(TEXT)[0], Calendar(MONDAY, frozenset(range(5))))


def ids(*days: int) -> set[str]:
    return {item.id for day in days for item in PLAN.days[day].day.items}


def day(number: int) -> date:
    return PLAN.days[number].date


def test_without_ticks_and_words_only_the_calendar_speaks() -> None:
    position = where(PLAN, {}, set(), day(3))
    assert (position.index, position.coming, position.ahead, position.known) == (3, 4, 0, False)


def test_words_that_speak_of_a_study_day_say_where_the_learner_is() -> None:
    told = {day(1): ["Balance the trees"], day(2): ["update", "asdf"]}
    position = where(PLAN, told, set(), day(3))
    assert (position.index, position.coming, position.known) == (1, 2, True)
    assert position.ahead == -1  # yesterday the calendar was at the graphs


def test_a_learner_can_be_ahead() -> None:
    position = where(PLAN, {day(0): ["Draw the parsers"], day(1): ["Draw the parsers"]}, set(), day(1))
    assert (position.index, position.ahead) == (7, 6)


def test_the_words_of_one_evening_alone_skip_little() -> None:
    position = where(PLAN, {day(1): ["Draw the parsers"]}, set(), day(1))
    assert (position.index, position.ahead) == (4, 3)


def test_ticks_count_and_a_day_half_done_comes_again() -> None:
    whole = where(PLAN, {}, ids(0, 1, 2), day(5))
    assert (whole.index, whole.coming, whole.ahead) == (2, 3, -2)
    half = where(PLAN, {}, ids(0) | {PLAN.days[1].day.items[0].id}, day(5))
    assert (half.index, half.coming) == (1, 1)


def test_an_item_over_several_days_is_done_on_its_last() -> None:
    plan = Plan(
        parse("# P\n\n## Week 1: A\n\n- Trees (6 h)\n- Graphs (2 h)\n")[0], Calendar(MONDAY, frozenset(range(5))), 10
    )
    tree = plan.days[0].day.items[0]
    position = where(plan, {}, {tree.id}, MONDAY)
    assert (len(plan.days), position.index, position.coming) == (4, 2, 3)


def test_the_end_follows_the_pace_of_the_last_weeks_once_they_say_enough() -> None:
    start = MONDAY - timedelta(days=30)
    slow = Plan(PLAN.roadmap, Calendar(start, frozenset(range(5))))
    told = {MONDAY - timedelta(days=n): ["Learn trees and draw trees"] for n in range(1, 24, 3)}
    position = where(slow, told, set(), MONDAY)
    assert position.ends == MONDAY + timedelta(days=28)  # eight study days are left, and eight came in four weeks
    few = where(slow, dict(list(told.items())[:3]), set(), MONDAY)
    assert few.ends == MONDAY + timedelta(days=12)  # too little to go by: eight study days, at five a week


def test_who_has_done_less_than_the_calendar_ends_later_than_it() -> None:
    on_time, late = where(PLAN, {}, ids(0, 1, 2), day(3)), where(PLAN, {}, ids(0), day(3))
    assert on_time.ends == PLAN.days[-1].date
    assert late.ends == PLAN.days[-1].date + timedelta(days=3)  # two study days, over a weekend


def test_one_stray_tick_or_word_far_ahead_says_nothing() -> None:
    assert not where(PLAN, {}, {PLAN.days[8].day.items[0].id}, day(2)).known
    assert not where(PLAN, {day(0): ["I saw sockets in the wall"]}, set(), day(1)).known
    assert where(PLAN, {day(0): ["Learn sockets"]}, set(), day(1)).known is False
    assert where(PLAN, {day(0): ["Balance the graphs"]}, set(), day(1)).index == 2


@pytest.mark.parametrize(
    ("position", "own", "sentence"),
    [
        (Position(1, 2, 0, date(2026, 3, 1), known=True), True, "You are where the calendar is. At this pace the plan ends around 1 March 2026."),
        (Position(1, 2, 3, None, known=True), True, "You are 3 study days ahead of the calendar."),
        (Position(1, 2, -1, None, known=True), True, "The calendar is 1 study day further on than you; bot replan moves it to where you are."),
        (Position(1, 2, -4, None, known=True), False,
         "The calendar is 4 study days further on. It goes by the 18 hours a week of the roadmap. Say what you have in BOT_HOURS_PER_WEEK, and it is yours."),
        (Position(1, 2, -4, None, known=False), False, "Too little tells yet where you are: bot done ticks what is done, bot log notes it."),
    ],
)  # fmt: skip
def test_it_is_said_kindly(position: Position, own: bool, sentence: str) -> None:
    assert said(position, own_hours=own, file_hours=18) == sentence
    assert "behind" not in sentence


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Mini-analysis project + 1 LinkedIn + 5 tweets", {"linkedin": 1, "x": 5}),
        ("Write two LinkedIn posts and 3 X posts", {"linkedin": 2, "x": 3}),
        ("Post one toot", {"mastodon": 1}),
        ("Read 5 papers", {}),
    ],
)
def test_posting_targets_of_a_roadmap_are_understood(text: str, wanted: dict[str, int]) -> None:
    assert targets(parse(f"## Week 1: A\n\n- {text}\n")[0].sections[0]) == wanted
