from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import resources, roadmaps
from bot.errors import RoadmapError
from bot.redact import plain
from bot.roadmaps import canonical
from bot.roadmaps.roadmap import Day, Item, Kind, Project, Roadmap, Section, with_ids
from tests.conftest import EXAMPLE_PLAN


def test_the_example_is_understood_whole() -> None:
    roadmap = roadmaps.read(EXAMPLE_PLAN)
    assert (roadmap.title, roadmap.hours_per_week, roadmap.warnings) == ("A small plan", 10.0, ())
    first, second = roadmap.sections
    assert (first.name, first.title, [day.title for day in first.days]) == (
        "Week 1", "Foundations", ["NumPy arrays", "Train/test splits"],
    )  # fmt: skip
    theory, task, stretch = first.days[0].items
    assert (theory.kind, theory.text, theory.done) == (Kind.THEORY, "NumPy quick start", True)
    assert theory.hours == pytest.approx(25 / 60)
    assert (task.kind, task.done, stretch.kind) == (Kind.TASK, False, Kind.STRETCH)
    topic, hold_out = first.days[1].items
    assert (topic.text, topic.url) == ("Splitting data", "https://example.org/splits")
    assert hold_out.hours == 1.5
    assert [item.kind for item in second.items] == [Kind.TOPIC, Kind.TASK, Kind.OUTCOME]
    assert second.project == Project(
        "House prices", "A table of house sales", "Predict the price", ("Notebook",), ("Beats the mean",)
    )


def test_the_strict_reader_and_the_general_one_agree_about_the_example() -> None:
    general = roadmaps.read(EXAMPLE_PLAN)
    assert canonical.parse(canonical.write(general)) == general


def test_what_has_no_place_is_named_with_its_line() -> None:
    text = (
        f"{canonical.MARK}\n# Plan\n- [ ] early\n## Week 1: A\nSome prose.\n## Appendix\n### Project: P\n- no label\n"
    )
    assert canonical.parse(text).warnings == (
        "Line 3: “- [ ] early” has no place in a roadmap and was left out.",
        "Line 5: “Some prose.” has no place in a roadmap and was left out.",
        "Line 6: “## Appendix” has no place in a roadmap and was left out.",
        "Line 8: “- no label” has no place in a roadmap and was left out.",
    )


def test_an_item_keeps_its_id_at_every_reading_and_no_two_share_one() -> None:
    twice = f"{canonical.MARK}\n# P\n## Week 1\n- [ ] Read\n- [ ] Read\n### Day 1\n- [ ] Read\n"
    once, again = canonical.parse(twice), canonical.parse(twice)
    ids = [item.id for item in once.items]
    assert ids == [item.id for item in again.items]
    assert len(set(ids)) == len(ids) == 3


def test_a_ticked_box_changes_nothing_but_that_it_is_done() -> None:
    text = canonical.write(roadmaps.read(EXAMPLE_PLAN))
    before, after = canonical.parse(text), canonical.parse(text.replace("- [ ] Task: Fit", "- [x] Task: Fit"))
    assert [item.id for item in before.items] == [item.id for item in after.items]
    assert [(i.text, i.done) for i in after.items if i.done] == [
        ("NumPy quick start", True),
        ("Fit a line by hand", True),
    ]


# --- any roadmap ------------------------------------------------------------------------------------------------------


def _visible(text: str) -> str:
    return " ".join(plain(text).split())


WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp")), min_size=1, max_size=40
).map(_visible).filter(bool) | st.sampled_from([
    "Task: x", "- a", "1. b", "# h", "(2 h)", "read (2 h)", "[x] y", "a_b_ c", "`code`", "**b**", "---", "Week 3: x",
    "<b>", "&amp;", "http://x.y", "a \\ b", "Rhythm: z", "Day 1", "Project", "+ x", "a](b", "[t](u)", "Zed: q",
    "9 hours a week", "x\\(2 h)", "\\", "1)", "=", "-", canonical.MARK,
])  # fmt: skip
HOURS = st.none() | st.integers(1, 40).map(float) | st.integers(1, 600).map(lambda m: m / 60) | st.floats(0.01, 99)
LINKS = st.sampled_from(["", "https://a.b/c_(d)?e=f&g", "http://x.y/z%20w", "https://a.b/c"])
ITEMS = st.lists(
    st.builds(Item, st.just(""), st.sampled_from(Kind), WORDS, HOURS, LINKS, st.booleans()), max_size=4
).map(tuple)
TITLES = WORDS | st.just("")
LISTS = st.lists(WORDS, max_size=3).map(tuple)
DAYS = st.lists(st.builds(Day, st.integers(-3, 400), TITLES, ITEMS), max_size=3).map(tuple)
SPANS = st.none() | st.tuples(st.integers(0, 50), st.integers(0, 50))
PROJECTS = st.none() | st.builds(Project, TITLES, WORDS, TITLES, LISTS, LISTS, st.booleans(), LINKS)
SECTIONS = st.builds(
    Section, st.integers(-3, 60), st.sampled_from(["week", "phase", "month", "part", "day", "sprint"]), TITLES, ITEMS,
    DAYS, PROJECTS, st.none() | st.integers(1, 60), TITLES, SPANS, SPANS, HOURS, LISTS,
)  # fmt: skip
ROADMAPS = st.builds(Roadmap, WORDS, st.lists(SECTIONS, max_size=4).map(tuple), HOURS, LISTS).map(with_ids)


@settings(max_examples=200)
@given(ROADMAPS)
def test_what_is_written_reads_back_the_same(roadmap: Roadmap) -> None:
    assert canonical.parse(canonical.write(roadmap)) == roadmap


@given(st.text(max_size=400))
def test_any_text_in_our_form_is_read_and_what_it_gives_reads_back(text: str) -> None:
    roadmap = canonical.parse(f"{canonical.MARK}\n# T\n## Week 1: A\n{text}\n## Week 2: B\n- [ ] Task: the last\n")
    assert roadmap.sections[-1].items[-1].text == "the last"
    again = canonical.parse(canonical.write(roadmap))
    assert (again.sections, again.title) == (roadmap.sections, roadmap.title)


# --- the shipped ones -------------------------------------------------------------------------------------------------

SHIPPED = {
    "12-month": ("phase", 5, 0, 58, 5), "16-week": ("week", 16, 0, 438, 16), "24-week": ("week", 24, 0, 95, 5),
    "12-week": ("week", 12, 0, 24, 0), "40-day": ("week", 8, 40, 187, 4),
}  # fmt: skip
CAREER = ("interview", "resume", "hiring", "recruit", "salary", "career", "job", "cover letter", "cv")


def test_five_roadmaps_are_shipped() -> None:
    assert {path.stem for path in resources.shipped("roadmaps").iterdir()} == set(SHIPPED)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_roadmap_is_whole_in_our_own_form_and_speaks_of_the_subject_only(name: str) -> None:
    path = resources.shipped(f"roadmaps/{name}.md")
    roadmap = roadmaps.read(path)
    days = sum(len(section.days) for section in roadmap.sections)
    projects = sum(section.project is not None for section in roadmap.sections)
    kinds = {section.kind for section in roadmap.sections}
    assert (*kinds, len(roadmap.sections), days, len(roadmap.items), projects) == SHIPPED[name]
    assert roadmap.warnings == ()
    assert canonical.write(roadmap) == path.read_text(encoding="utf-8")
    said = [roadmap.title, *(item.text for item in roadmap.items)]
    said += [text for section in roadmap.sections for text in (section.title, section.group)]
    said += [project.title for section in roadmap.sections if (project := section.project)]
    assert not [text for text in said for word in CAREER if word in text.lower().split()]


def test_the_hours_of_the_sixteen_weeks_are_those_of_their_tasks() -> None:
    roadmap = roadmaps.read(resources.shipped("roadmaps/16-week.md"))
    assert sum(section.hours or 0 for section in roadmap.sections) == 212
    assert sum(item.hours or 0 for item in roadmap.items if item.kind is Kind.TASK) == pytest.approx(212)
    assert sum(bool(s.project and s.project.capstone) for s in roadmap.sections) == 4


def test_a_file_that_is_ours_but_holds_nothing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "p.md").write_text(f"{canonical.MARK}\n# Nothing\n", encoding="utf-8")
    with pytest.raises(RoadmapError, match="holds no plan"):
        roadmaps.read(tmp_path / "p.md")
