from datetime import timedelta

from bot.roadmaps.markdown import parse
from bot.roadmaps.roadmap import Roadmap
from bot.store.items import Items
from tests.store.conftest import NOW, Store

PLAN = "## Week 1: A\n\n- Learn NumPy arrays\n- Read chapter 2\n\n## Week 2: B\n\n- Train a tree\n"
LATER = NOW + timedelta(days=3)


def read(text: str) -> Roadmap:
    return parse(text)[0]


def ids(roadmap: Roadmap) -> dict[str, str]:
    return {item.text: item.id for item in roadmap.items}


def test_the_first_reading_is_remembered_and_the_same_file_changes_nothing(store: Store) -> None:
    items = Items(store.database, 1)
    first = items.recognised(read(PLAN), NOW)
    again = items.recognised(read(PLAN), LATER)
    assert ids(first) == ids(again)
    assert items.last_changes() == (None, [])
    assert len(store.database.rows("SELECT * FROM roadmap_snapshots")) == 1


def test_an_edit_keeps_the_ids_and_is_told(store: Store) -> None:
    items = Items(store.database, 1)
    first = ids(items.recognised(read(PLAN), NOW))
    edited = PLAN.replace("Learn NumPy arrays", "Learn the NumPy arrays").replace("- Train a tree\n", "- Plot a line\n")
    second = ids(items.recognised(read(edited), LATER))
    assert second["Learn the NumPy arrays"] == first["Learn NumPy arrays"]
    assert second["Read chapter 2"] == first["Read chapter 2"]
    when, changes = items.last_changes()
    assert when == LATER
    assert sorted((each.how, each.text, each.was) for each in changes) == [
        ("new", "Plot a line", "Plot a line"),
        ("retired", "Train a tree", "Train a tree"),
        ("reworded", "Learn the NumPy arrays", "Learn NumPy arrays"),
    ]
    returned = ids(items.recognised(read(PLAN), LATER))
    assert returned == first


def test_progress_stays_with_an_item_that_is_moved(store: Store) -> None:
    items = Items(store.database, 1)
    first = ids(items.recognised(read(PLAN), NOW))
    with store.database.writing() as session:
        from bot.store.models import ItemRow

        row = session.get(ItemRow, (1, first["Read chapter 2"]))
        assert row is not None
        row.done_at = NOW
    items.set_done([first["Train a tree"]], NOW)
    items.set_done([first["Train a tree"]], None)
    moved = items.recognised(read("## Week 7: Z\n\n- Read chapter 2\n"), LATER)
    assert [item.done for item in moved.items] == [True]


def test_other_words_are_done_only_if_their_own_box_says_so(store: Store) -> None:
    items = Items(store.database, 1)
    first = ids(items.recognised(read(PLAN), NOW))
    items.set_done(list(first.values()), NOW)
    edited = PLAN.replace("- Learn NumPy arrays", "- [ ] Learn the NumPy arrays").replace("chapter 2", "chapter 5")
    second = items.recognised(read(edited), LATER)
    assert {item.text: item.done for item in second.items} == {
        "Learn the NumPy arrays": False, "Read chapter 5": False, "Train a tree": True,
    }  # fmt: skip
    assert ids(second)["Read chapter 5"] != first["Read chapter 2"]


def test_journeys_do_not_share_their_items(store: Store) -> None:
    store.database.begin_journey(2, NOW)
    Items(store.database, 1).recognised(read(PLAN), NOW)
    other = Items(store.database, 2)
    other.recognised(read("## Week 1: A\n\n- Something else\n"), NOW)
    assert other.last_changes() == (None, [])
    assert len(store.database.rows("SELECT * FROM roadmap_items WHERE journey_id = 1")) == 3
