import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import roadmaps
from bot.errors import RoadmapError
from bot.roadmaps.boxes import tick
from bot.roadmaps.roadmap import Item

PLAN = "# Plan\n\n## Week 1: A\n\n- [ ] Topic: lists\n* [x] loops (2 h)\n1. [ ] [maps](https://a.b)\n\n## Week 2: B\n\n[ ] sets\n☐ bags\n☑ heaps\n- no box\n"


def item(path: Path, text: str) -> Item:
    return next(each for each in roadmaps.read(path).items if each.text == text)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.md"
    path.write_bytes(PLAN.encode())
    return path


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("lists", "- [ ] Topic: lists", "- [x] Topic: lists"),
        ("maps", "1. [ ] [maps]", "1. [x] [maps]"),
        ("sets", "[ ] sets", "[x] sets"),
        ("bags", "☐ bags", "☑ bags"),
    ],
)
def test_a_tick_changes_one_box_and_nothing_else(plan: Path, text: str, before: str, after: str) -> None:
    assert tick(plan, item(plan, text))
    assert plan.read_bytes() == PLAN.replace(before, after).encode()
    assert item(plan, text).done


def test_of_two_boxes_in_a_line_the_one_before_the_item_is_ticked(tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    path.write_text(
        "# Plan\n\n| Week | Task | Output |\n|---|---|---|\n| 1 | [ ] read | [ ] report |\n", encoding="utf-8"
    )
    assert tick(path, item(path, "report"))
    assert path.read_text(encoding="utf-8").endswith("| 1 | [ ] read | [x] report |\n")


def test_a_box_can_be_opened_again_and_what_is_so_already_is_left_alone(plan: Path) -> None:
    stamp = plan.stat().st_mtime_ns
    assert not tick(plan, item(plan, "loops"))
    assert plan.stat().st_mtime_ns == stamp
    assert tick(plan, item(plan, "loops"), done=False)
    assert tick(plan, item(plan, "heaps"), done=False)
    assert plan.read_text(encoding="utf-8") == PLAN.replace("[x] loops", "[ ] loops").replace("☑ heaps", "☐ heaps")


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace("☐", "[ ]").replace("☑", "[x]").replace("Plan", "Café").encode("cp1252"),
        lambda text: text.replace("Plan", "Plan — “yes” …").encode().decode("mac_roman").encode(),
        lambda text: ("<!-- keep -->\n\n| a |\n" + text + "\n\n  \ttrailing  \n").encode(),
    ],
)
def test_every_other_byte_stays_in_any_encoding(tmp_path: Path, change: object) -> None:
    path = tmp_path / "plan.md"
    path.write_bytes(change(PLAN))  # type: ignore[operator]
    before = path.read_bytes()
    assert tick(path, item(path, "sets"))
    after = path.read_bytes()
    assert len(after) == len(before)
    assert [n for n, (a, b) in enumerate(zip(before, after, strict=True)) if a != b and bytes([b]) == b"x"] != []
    assert sum(a != b for a, b in zip(before, after, strict=True)) == 1


def test_a_link_stays_a_link_and_the_mode_stays(plan: Path, tmp_path: Path) -> None:
    plan.chmod(0o640)
    link = tmp_path / "link.md"
    link.symlink_to(plan)
    assert tick(link, item(link, "lists"))
    assert link.is_symlink()
    assert plan.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.md", "plan.md"]


def test_a_file_that_was_edited_meanwhile_is_not_touched(plan: Path) -> None:
    was = item(plan, "lists")
    plan.write_text("# New\n" + PLAN, encoding="utf-8")
    before = plan.read_bytes()
    with pytest.raises(RoadmapError, match=r"“lists” is no longer in line 5 of plan\.md"):
        tick(plan, was)
    assert plan.read_bytes() == before


def test_a_line_that_says_something_else_by_now_is_not_ticked(plan: Path) -> None:
    was = item(plan, "lists")
    plan.write_text(PLAN.replace("Topic: lists", "Topic: lost lusts"), encoding="utf-8")
    with pytest.raises(RoadmapError, match="no longer in line 5"):
        tick(plan, was)


def test_a_format_without_boxes_says_so(plan: Path) -> None:
    with pytest.raises(RoadmapError, match="of a kind that has no boxes"):
        tick(plan, replace(item(plan, "lists"), line=0))


def test_an_item_without_a_box_is_told(plan: Path) -> None:
    with pytest.raises(RoadmapError, match=r"Line 14 of plan\.md has no box to tick"):
        tick(plan, item(plan, "no box"))


@given(st.lists(st.tuples(st.sampled_from(["lists", "loops", "maps", "sets"]), st.booleans()), max_size=8))
def test_any_order_of_ticks_ends_in_the_last_ones(
    tmp_path_factory: pytest.TempPathFactory, ticks: list[tuple[str, bool]]
) -> None:
    path = tmp_path_factory.mktemp("boxes") / "plan.md"
    path.write_bytes(PLAN.encode())
    wanted = {"lists": False, "loops": True, "maps": False, "sets": False} | dict(ticks)
    for text, done in ticks:
        tick(path, item(path, text), done=done)
    assert {text: item(path, text).done for text in wanted} == wanted
    assert re.sub(r"\[[ x]\]", "", path.read_text(encoding="utf-8")) == re.sub(r"\[[ x]\]", "", PLAN)
