from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import roadmaps
from bot.errors import RoadmapError
from bot.roadmaps.markdown import parse
from bot.roadmaps.roadmap import Kind, Project
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


def test_what_is_not_understood_is_named_with_its_line() -> None:
    text = (
        "# Plan\n\n- an early item\n\n## Week 1: A\n\nSome prose.\n\n## Appendix\n\n### Project: P\n\n- no label here\n"
    )
    assert parse(text).warnings == (
        "Line 3: “an early item” stands before the first week or phase.",
        "Line 7: the paragraph “Some prose.” is not part of a list.",
        "Line 9: the heading “Appendix” is no week, phase, month or day.",
        "Line 13: “no label here” in a project has no label such as Dataset:, Task: or Deliverable:.",
    )


def test_an_item_keeps_its_id_at_every_reading_and_no_two_share_one() -> None:
    once, again = roadmaps.read(EXAMPLE_PLAN), roadmaps.read(EXAMPLE_PLAN)
    ids = [item.id for item in once.items]
    assert ids == [item.id for item in again.items]
    assert len(set(ids)) == len(ids)


def test_a_plan_of_days_alone_is_one_section() -> None:
    roadmap = parse("# Forty days\n\n## Day 1: Start\n\n- Topic: one\n\n## Day 2: On\n\n- Topic: two\n")
    assert [len(section.days) for section in roadmap.sections] == [2]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("plan.md", b"# Just a title\n\nand prose\n", "holds no plan"),
        ("plan.md", b"# Caf\xe9\n", "not UTF-8"),
        ("plan.md", b"x" * (2 * 1024 * 1024 + 1), "larger than 2048 KiB"),
        ("plan.pdf", b"%PDF", "no kind we read"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_with_a_sentence(
    tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(RoadmapError, match=sentence) as caught:
        roadmaps.read(path)
    assert caught.value.hint


def test_a_file_that_is_not_there_is_told_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(RoadmapError, match=r"gone\.md cannot be read: No such file"):
        roadmaps.read(tmp_path / "gone.md")


def test_control_characters_in_a_roadmap_do_not_survive() -> None:
    roadmap = parse("## Week 1: A\n\n- Topic: \x1b]0;title\x07red \u202etxet\n")
    assert roadmap.sections[0].items[0].text == "red txet"


@given(st.text(max_size=400))
def test_any_text_is_read_or_refused_and_never_breaks_the_reader(text: str) -> None:
    roadmap = parse(f"## Week 1: A\n\n{text}\n\n## Week 2: B\n\n- Task: the last\n")
    assert roadmap.sections
