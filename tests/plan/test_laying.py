from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import resources, roadmaps
from bot.plan.laying import MOST, Hours, Laid, lay
from bot.plan.rhythm import Pattern
from bot.roadmaps.markdown import parse
from bot.roadmaps.roadmap import Item, Kind, Project, Roadmap, Section, with_ids

SHIPPED = ["12-month", "16-week", "24-week", "12-week", "40-day"]


def check(roadmap: Roadmap, hours: Hours) -> list[Laid]:
    """Hold what is promised of any plan: nothing lost, no empty day, no repeats, a bound on the hours of a day."""
    days = list(lay(roadmap, hours))
    placed = {item.id for laid in days for item in laid.day.items}
    assert {item.id for item in roadmap.items} <= placed
    assert all(laid.day.title and laid.day.items for laid in days)
    titles = [laid.day.title for laid in days]
    assert not [title for at, title in enumerate(titles) if title in titles[max(0, at - 6) : at]]
    seen: dict[str, int] = {}
    for at, laid in enumerate(days):
        for item in laid.day.items:
            assert item.text not in seen or at - seen[item.text] >= hours.study_days or at == seen[item.text]
            seen[item.text] = at
    if hours.a_day:
        assert max(laid.hours for laid in days) <= hours.a_day * MOST + 1e-6
    return days


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("study_days", [2, 5, 7])
@pytest.mark.parametrize("hours", [None, 5, 9, 18, 25])
def test_a_shipped_roadmap_is_laid_whole(name: str, study_days: int, hours: float | None) -> None:
    check(roadmaps.read(resources.shipped(f"roadmaps/{name}.md")), Hours(hours, study_days))


@pytest.mark.parametrize(
    ("name", "hours", "weeks"),
    [("24-week", None, 24), ("24-week", 18, 24), ("24-week", 9, 48), ("16-week", None, 16), ("16-week", 13.25, 16), ("40-day", None, 8), ("40-day", 9, 16)],
)  # fmt: skip
def test_a_plan_stretches_to_the_hours_there_are(name: str, hours: float | None, weeks: float) -> None:
    days = check(roadmaps.read(resources.shipped(f"roadmaps/{name}.md")), Hours(hours, 5))
    assert len(days) / 5 == pytest.approx(weeks, rel=0.07)


def test_theory_comes_before_practice_resources_beside_their_topic_and_the_project_at_the_end() -> None:
    section = Section(
        1, "week", "A", (
            Item("p", Kind.TASK, "Draw trees", 2), Item("q", Kind.TASK, "Draw graphs", 2), Item("r", Kind.RESOURCE, "A book on graphs"),
            Item("t", Kind.TOPIC, "What trees are", 2), Item("u", Kind.TOPIC, "What graphs are", 2), Item("c", Kind.CHECK, "Could you?"),
        ), project=Project("A forest"),
    )  # fmt: skip
    days = check(Roadmap("P", (section,)), Hours(6, 3))
    order = [item.id for laid in days for item in laid.day.items]
    assert order.index("t") < order.index("u") < order.index("r") < order.index("p") < order.index("q")
    assert order.index("r") == order.index("u") + 1
    assert order.index("q") < order.index("+project-week-1") < order.index("c")


def test_a_long_item_goes_on_as_named_parts() -> None:
    section = Section(1, "week", "A", (Item("t", Kind.TOPIC, "Trees", 6), Item("u", Kind.TOPIC, "Graphs", 2)))
    days = check(Roadmap("P", (section,)), Hours(10, 5))
    assert [[item.text for item in laid.day.items] for laid in days] == [
        ["Trees (part 1 of 3)"], ["Trees (part 2 of 3)"], ["Trees (part 3 of 3)"], ["Graphs"],
    ]  # fmt: skip


def test_a_day_of_the_file_that_asks_for_more_than_there_is_goes_on_too() -> None:
    text = "# P\n\n15 hours a week\n\n## Week 1\n\n### Day 1: Trees\n- read\n- draw\n\n### Day 2: Graphs\n- read them\n- draw them\n"
    days = check(parse(text)[0], Hours(7.5, 5))
    assert [laid.day.title for laid in days] == [
        "Trees, part 1 of 2", "Trees, part 2 of 2", "Graphs, part 1 of 2", "Graphs, part 2 of 2",
    ]  # fmt: skip
    assert [laid.day.number for laid in days] == [1, 1, 2, 2]


def test_days_that_are_counted_anew_every_week_are_numbered_on() -> None:
    week = "## Week {n}\n\n### Day 1: A{n}\n- a{n}\n\n### Day 2: B{n}\n- b{n}\n"
    days = check(parse("\n\n".join(week.format(n=n) for n in (1, 2)))[0], Hours(None, 5))
    assert [laid.day.number for laid in days] == [1, 2, 3, 4]


def test_a_section_that_lists_nothing_is_still_a_day_with_something_to_do() -> None:
    (laid,) = lay(Roadmap("P", (Section(1, "part", "Read the docs"),)), Hours(10, 5))
    assert (laid.day.title, [item.text for item in laid.day.items]) == ("Read the docs", ["Read the docs"])


@pytest.mark.parametrize(
    ("lines", "days", "kinds"),
    [
        (["3 days: Concepts + math", "3 days: Coding practice", "1 day: Project work"], 7, ["theory"] * 3 + ["practice"] * 3 + ["project"]),
        (["Mon: Concept learning", "Tue: Coding exercises", "Wed: Concepts", "Thu: Code", "Fri: Project", "Sat: Project", "Sun: Review / notes"], 7,
         ["theory", "practice", "theory", "practice", "project", "project", "review"]),
        (["3 days: concepts", "3 days: coding", "1 day: project"], 5, ["theory", "theory", "practice", "practice", "project"]),
        (["3 days: concepts", "3 days: coding", "1 day: project"], 2, ["practice", "project"]),
        (["Mon: rest well"], 5, []), ([], 5, []), (["Whatever you like"], 5, []),
    ],
)  # fmt: skip
def test_a_weekly_pattern_is_read_and_fits_the_study_days(lines: list[str], days: int, kinds: list[str]) -> None:
    assert list(Pattern.of(lines, days).kinds) == kinds


def test_a_weekly_pattern_is_followed() -> None:
    items = tuple(Item(kind + str(n), Kind(kind), f"{kind} {n}") for kind in ("topic", "task") for n in range(4))
    rhythm = ("3 days: concepts", "3 days: coding", "1 day: project")
    section = Section(1, "month", "A", items, project=Project("A forest"), hours=28.0, rhythm=rhythm)
    days = check(Roadmap("P", (section,)), Hours(7, 7))
    kinds = ["".join(sorted({item.kind[:2] for item in laid.day.items})) for laid in days]
    assert kinds == (["to"] * 3 + ["ta"] * 3 + ["de"]) * 4


KINDS = st.sampled_from([Kind.TOPIC, Kind.TASK, Kind.RESOURCE, Kind.PRACTICE, Kind.DELIVERABLE, Kind.CHECK, Kind.GOAL])
WORDS = st.sampled_from(["trees", "graphs", "maps", "sets", "queues", "heaps", "tests", "types"])
ITEMS = st.lists(
    st.builds(Item, st.just(""), KINDS, st.builds("{} {}".format, WORDS, WORDS), st.none() | st.sampled_from([0.5, 1.0, 4.0])),
    max_size=9,
).map(tuple)  # fmt: skip
SECTIONS = st.builds(
    Section, st.just(1), st.sampled_from(["week", "month", "part"]), st.sampled_from(["Trees", "Graphs"]), ITEMS,
    project=st.none() | st.just(Project("A forest")), hours=st.none() | st.sampled_from([3.0, 12.0, 40.0]),
    rhythm=st.just(()) | st.just(("2 days: concepts", "2 days: coding", "1 day: project")),
)  # fmt: skip


@settings(max_examples=200)
@given(
    st.lists(SECTIONS, min_size=1, max_size=5),
    st.sampled_from([2, 5, 7]),
    st.none() | st.floats(5, 25),
    st.none() | st.sampled_from([6.0, 18.0]),
)
def test_any_roadmap_is_laid_whole(
    sections: list[Section], study_days: int, hours: float | None, file_hours: float | None
) -> None:
    from dataclasses import replace

    numbered = tuple(replace(each, number=n) for n, each in enumerate(sections, 1))
    days = check(with_ids(Roadmap("P", numbered, file_hours)), Hours(hours, study_days))
    assert all(one.section.number <= other.section.number for one, other in pairwise(days))
