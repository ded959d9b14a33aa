import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.roadmaps.markdown import parse
from bot.roadmaps.matching import Known, Match, recognise
from bot.roadmaps.roadmap import Roadmap

PLAN = "## Week 1: A\n\n- Learn NumPy arrays\n- Read chapter 2 of the book\n\n## Week 2: B\n\n- Train a decision tree\n- Write a report\n"


def read(text: str) -> Roadmap:
    return parse(text)[0]


def known(matches: tuple[Match, ...], retired: tuple[Known, ...] = ()) -> list[Known]:
    living = [Known(m.item.id, m.item.kind, m.item.text, m.place) for m in matches]
    return living + [replace(old, retired=True) for old in retired]


def ids(roadmap: Roadmap) -> dict[str, str]:
    return {item.text: item.id for item in roadmap.items}


def how(matches: tuple[Match, ...]) -> dict[str, str]:
    return {match.item.text: match.how for match in matches}


FIRST = recognise(read(PLAN), [])


def test_the_same_file_is_recognised_whole() -> None:
    again = recognise(read(PLAN), known(FIRST.matches))
    assert not again.changed
    assert ids(again.roadmap) == ids(FIRST.roadmap)


def test_reworded_moved_new_and_retired_items_are_told_apart() -> None:
    edited = (
        "## Week 1: A\n\n- Learn the NumPy arrays well\n- Draw a histogram\n\n"
        "## Week 2: B\n\n- Train a decision tree\n\n## Week 3: C\n\n- Read chapter 2 of the book\n"
    )
    found = recognise(read(edited), known(FIRST.matches))
    assert how(found.matches) == {
        "Learn the NumPy arrays well": "reworded", "Draw a histogram": "new", "Train a decision tree": "same",
        "Read chapter 2 of the book": "moved",
    }  # fmt: skip
    assert [old.text for old in found.retired] == ["Write a report"]
    assert ids(found.roadmap)["Learn the NumPy arrays well"] == ids(FIRST.roadmap)["Learn NumPy arrays"]
    assert ids(found.roadmap)["Read chapter 2 of the book"] == ids(FIRST.roadmap)["Read chapter 2 of the book"]


def test_what_returns_has_the_id_it_had_and_nothing_new_takes_it() -> None:
    without = recognise(read(PLAN.replace("- Write a report\n", "")), known(FIRST.matches))
    gone = known(without.matches, without.retired)
    back = recognise(read(PLAN), gone)
    assert how(back.matches)["Write a report"] == "returned"
    assert ids(back.roadmap) == ids(FIRST.roadmap)
    clash = [Known(FIRST.matches[0].item.id, "topic", "Something else entirely", "x", retired=True)]
    assert recognise(read(PLAN), clash).matches[0].item.id != clash[0].id


def test_renaming_a_week_moves_its_items_and_keeps_their_ids() -> None:
    found = recognise(read(PLAN.replace("Week 2: B", "Week 5: Trees")), known(FIRST.matches))
    assert ids(found.roadmap) == ids(FIRST.roadmap)


WORDS = ["arrays", "trees", "graphs", "loops", "maps", "sets", "queues", "heaps", "tests", "types", "files", "shells"]


@given(st.lists(st.sampled_from(WORDS), min_size=2, max_size=12, unique=True), st.randoms(use_true_random=False))
def test_no_edit_gives_two_items_one_id_or_loses_one_that_stays(words: list[str], chance: random.Random) -> None:
    first = recognise(read("## Week 1: A\n\n" + "\n".join(f"- Learn {word}" for word in words)), [])
    kept = [word for word in words if chance.random() < 0.7]
    chance.shuffle(kept)
    second = recognise(
        read("## Week 1: A\n\n" + "\n".join(f"- Learn {w}" for w in [*kept, "zebras"])), known(first.matches)
    )
    ids_ = [item.id for item in second.roadmap.items]
    assert len(set(ids_)) == len(ids_)
    for word in kept:
        assert ids(second.roadmap)[f"Learn {word}"] == ids(first.roadmap)[f"Learn {word}"]
    alive = {match.item.id for match in second.matches}
    assert not alive & {old.id for old in second.retired}
    assert {match.item.id for match in first.matches} <= alive | {old.id for old in second.retired}
