from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

from bot.activity import Evidence, Kind
from bot.roadmaps.markdown import parse
from bot.roadmaps.roadmap import Item, Roadmap
from bot.store.database import Database
from bot.store.items import Items
from tests.store.conftest import NOW, Place, Store

PLAN = "## Week 1: A\n\n- Learn NumPy arrays\n- Read chapter 2\n\n## Week 2: B\n\n- Train a tree\n"
LATER = NOW + timedelta(days=3)


def read(text: str) -> Roadmap:
    return parse(text)[0]


def recognised(items: Items, text: str, now: datetime) -> Roadmap:
    def _ticked(ticks: Sequence[Item], known: bool) -> Iterator[Evidence]:
        return (Evidence(Kind.TICK, item.id, item.text, now, now.date()) for item in ticks if known)

    return items.recognised(read(text), now, _ticked)


def set_done(items: Items, ids: Iterable[str], at: datetime | None) -> None:
    items.tick([Evidence(Kind.TICK, each, each, at or NOW, NOW.date()) for each in ids], NOW, done=at is not None)


def ids(roadmap: Roadmap) -> dict[str, str]:
    return {item.text: item.id for item in roadmap.items}


def test_the_first_reading_is_remembered_and_the_same_file_changes_nothing(store: Store) -> None:
    items = Items(store.database, 1)
    first = recognised(items, PLAN, NOW)
    again = recognised(items, PLAN, LATER)
    assert ids(first) == ids(again)
    assert items.last_changes() == (None, [])
    assert len(store.database.rows("SELECT * FROM roadmap_snapshots")) == 1


def test_several_that_read_a_new_file_at_once_remember_it_once(store: Store, place: Place) -> None:
    every, at_once = [place.open() for _ in range(3)], Barrier(3)

    def _reads(database: Database) -> dict[str, str]:
        at_once.wait()
        return ids(recognised(Items(database, 1), PLAN * 30, NOW))

    with ThreadPoolExecutor(3) as threads:
        first, *others = threads.map(_reads, every)
    for each in every:
        each.close()
    assert others == [first, first]
    assert len(store.database.rows("SELECT * FROM roadmap_snapshots")) == 1


def test_an_edit_keeps_the_ids_and_is_told(store: Store) -> None:
    items = Items(store.database, 1)
    first = ids(recognised(items, PLAN, NOW))
    edited = PLAN.replace("Learn NumPy arrays", "Learn the NumPy arrays").replace("- Train a tree\n", "- Plot a line\n")
    second = ids(recognised(items, edited, LATER))
    assert second["Learn the NumPy arrays"] == first["Learn NumPy arrays"]
    assert second["Read chapter 2"] == first["Read chapter 2"]
    when, changes = items.last_changes()
    assert when == LATER
    assert sorted((each.how, each.text, each.was) for each in changes) == [
        ("new", "Plot a line", "Plot a line"),
        ("retired", "Train a tree", "Train a tree"),
        ("reworded", "Learn the NumPy arrays", "Learn NumPy arrays"),
    ]
    returned = ids(recognised(items, PLAN, LATER))
    assert returned == first


def test_progress_stays_with_an_item_that_is_moved(store: Store) -> None:
    items = Items(store.database, 1)
    first = ids(recognised(items, PLAN, NOW))
    with store.database.writing() as session:
        from bot.store.models import ItemRow

        row = session.get(ItemRow, (1, first["Read chapter 2"]))
        assert row is not None
        row.done_at = NOW
    set_done(items, [first["Train a tree"]], NOW)
    set_done(items, [first["Train a tree"]], None)
    moved = recognised(items, "## Week 7: Z\n\n- Read chapter 2\n", LATER)
    assert [item.done for item in moved.items] == [True]


def test_other_words_are_done_only_if_their_own_box_says_so(store: Store) -> None:
    items = Items(store.database, 1)
    first = ids(recognised(items, PLAN, NOW))
    set_done(items, list(first.values()), NOW)
    edited = PLAN.replace("- Learn NumPy arrays", "- [ ] Learn the NumPy arrays").replace("chapter 2", "chapter 5")
    second = recognised(items, edited, LATER)
    assert {item.text: item.done for item in second.items} == {
        "Learn the NumPy arrays": False, "Read chapter 5": False, "Train a tree": True,
    }  # fmt: skip
    assert ids(second)["Read chapter 5"] != first["Read chapter 2"]


def test_journeys_do_not_share_their_items(store: Store) -> None:
    store.database.begin_journey(2, NOW)
    recognised(Items(store.database, 1), PLAN, NOW)
    other = Items(store.database, 2)
    recognised(other, "## Week 1: A\n\n- Something else\n", NOW)
    assert other.last_changes() == (None, [])
    assert len(store.database.rows("SELECT * FROM roadmap_items WHERE journey_id = 1")) == 3


# --- the boxes of the file -------------------------------------------------------------------------------------------

BOXES = PLAN.replace("- ", "- [ ] ")


def done(roadmap: Roadmap) -> set[str]:
    return {item.text for item in roadmap.items if item.done}


def ticks(store: Store) -> list[tuple[str, datetime]]:
    day = NOW.date()
    found = store.evidence.between(day - timedelta(days=9), day + timedelta(days=9))
    return [(each.text, each.at) for each in found if each.kind is Kind.TICK]


def test_a_box_ticked_in_the_file_is_done_and_evidence_of_that_moment(store: Store) -> None:
    items = Items(store.database, 1)
    recognised(items, BOXES, NOW)
    ticked = BOXES.replace("[ ] Train", "[x] Train")
    assert done(recognised(items, ticked, LATER)) == {"Train a tree"}
    assert done(recognised(items, ticked, LATER + timedelta(days=1))) == {"Train a tree"}
    assert ticks(store) == [("Train a tree", LATER)]


def test_a_box_that_was_ticked_before_is_done_and_no_evidence(store: Store) -> None:
    items = Items(store.database, 1)
    assert done(recognised(items, BOXES.replace("[ ] Train", "[x] Train"), NOW)) == {"Train a tree"}
    assert ticks(store) == []


def test_a_box_cleared_in_the_file_takes_the_tick_back(store: Store) -> None:
    items = Items(store.database, 1)
    recognised(items, BOXES, NOW)
    recognised(items, BOXES.replace("[ ] Train", "[x] Train"), NOW)
    assert done(recognised(items, BOXES, LATER)) == set()
    assert ticks(store) == []
    recognised(items, BOXES.replace("[ ] Train", "[x] Train"), LATER + timedelta(days=1))
    assert ticks(store) == [("Train a tree", LATER + timedelta(days=1))]


def test_what_was_ticked_here_stays_done_though_the_file_has_no_box_for_it(store: Store) -> None:
    items = Items(store.database, 1)
    first = ids(recognised(items, PLAN, NOW))
    set_done(items, [first["Train a tree"]], NOW)
    assert done(recognised(items, PLAN, LATER)) == {"Train a tree"}


def test_what_was_unticked_here_stays_open_though_the_file_could_not_be_written(store: Store) -> None:
    items = Items(store.database, 1)
    ticked = BOXES.replace("[ ] Train", "[x] Train")
    first = ids(recognised(items, ticked, NOW))
    set_done(items, [first["Train a tree"]], None)
    assert done(recognised(items, ticked, LATER)) == set()
