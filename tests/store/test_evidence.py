"""Evidence, notes and how far each source has been read, on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.activity import Batch, Details, Evidence, Flavour, Kind, LeftOut
from bot.errors import NotFound
from bot.platforms import Picture
from bot.store.sources import key
from tests.store.conftest import COMMIT, NOW, Store

DAY = COMMIT.date
SOURCE = key("git", "/home/sam/ml")


def kept(store: Store) -> list[Evidence]:
    return store.evidence.between(date(2025, 1, 1), date(2027, 1, 1))


def test_what_is_known_is_not_kept_twice(store: Store) -> None:
    assert store.evidence.remember([COMMIT, COMMIT]) == 1
    assert store.evidence.remember([COMMIT]) == 0
    assert kept(store) == [COMMIT]


def test_a_rebased_commit_is_the_same_work(store: Store) -> None:
    assert store.evidence.remember([COMMIT, replace(COMMIT, ref="rebased", text="Plot it\n\nwith a body")]) == 1
    other = replace(COMMIT, ref="other", text="Plot something else")
    later = replace(COMMIT, ref="later", at=NOW + timedelta(seconds=1))
    assert store.evidence.remember([other, later]) == 2


def test_two_counted_commits_of_one_instant_are_two(store: Store) -> None:
    counted = [replace(COMMIT, ref=f"counted {n}", text="", counted=True) for n in range(2)]
    assert store.evidence.remember(counted) == 2


def test_a_commit_known_from_this_machine_gets_its_address_when_it_is_found_on_github(store: Store) -> None:
    store.evidence.remember([COMMIT])
    pushed = replace(COMMIT, url="https://github.com/sam/ml/commit/3fa9", repository="sam/ml")
    assert store.evidence.remember([pushed]) == 0
    assert kept(store) == [pushed]


def test_what_turned_private_is_only_counted_and_what_turned_public_has_its_name_again(store: Store) -> None:
    public = replace(COMMIT, url="https://github.com/sam/ml/commit/3fa9", repository="Sam/ml")
    store.evidence.remember([public], SOURCE)
    post = store.draft()
    with store.evidence.changing() as changes:
        changes.hide(SOURCE, NOW)
    (hidden,) = kept(store)
    assert hidden == public.only_counted
    assert store.evidence.cited_by(post) == [(hidden, False)]
    assert store.evidence.remember([public.only_counted], SOURCE) == 0
    assert store.evidence.remember([public], SOURCE) == 0
    assert (kept(store), store.evidence.cited_by(post)) == ([public], [(public, True)])


def test_of_two_places_that_disagree_about_a_name_the_stricter_wins(store: Store) -> None:
    elsewhere = key("git", "/home/sam/clone")
    store.evidence.remember([COMMIT], elsewhere)
    assert store.evidence.remember([COMMIT.only_counted], SOURCE) == 0
    assert kept(store) == [COMMIT.only_counted]
    assert store.evidence.remember([COMMIT], elsewhere) == 0
    assert kept(store) == [COMMIT.only_counted]


def test_what_is_to_be_ignored_is_forgotten(store: Store) -> None:
    store.evidence.remember([COMMIT, replace(COMMIT, ref="other", text="Something else")], SOURCE)
    post = store.draft()
    with store.evidence.changing() as changes:
        changes.forget(SOURCE, NOW)
    assert kept(store) == []
    assert [(each.text, stands) for each, stands in store.evidence.cited_by(post)] == [("", False)]


def test_a_closer_look_is_remembered(store: Store) -> None:
    store.evidence.remember([COMMIT])
    found = Details(("src/roc.py",), ("ROC curves — by hand",), ("sklearn",))
    with store.evidence.changing() as changes:
        changes.look_closer(COMMIT, found, [])
    assert kept(store)[0].details == found
    assert "ROC curves" in kept(store)[0].words


def test_what_no_post_cites_is_forgotten_whole(store: Store) -> None:
    store.evidence.remember([COMMIT])
    with store.evidence.changing() as changes:
        changes.drop([COMMIT], NOW)
    assert store.database.rows("SELECT * FROM evidence") == []


def test_what_a_post_cites_stays_readable_but_is_evidence_no_longer(store: Store) -> None:
    post = store.draft()
    with store.evidence.changing() as changes:
        changes.drop([COMMIT], NOW)
    assert kept(store) == []
    assert store.evidence.cited_by(post) == [(COMMIT, False)]


def test_what_had_gone_and_is_seen_again_stands_again_on_the_day_it_is_of(store: Store) -> None:
    tick = Evidence(Kind.TICK, "a1", "NumPy", NOW, DAY)
    store.evidence.remember([tick])
    post = store.draft(evidence=tick)
    with store.evidence.changing() as changes:
        changes.drop([tick], NOW)
    assert store.evidence.cited_by(post) == [(tick, False)]
    again = replace(tick, at=NOW + timedelta(days=2), date=DAY + timedelta(days=2))
    store.evidence.remember([again])
    assert kept(store) == [again]


def test_what_was_read_from_a_commit_goes_with_it_and_moves_with_it(store: Store) -> None:
    number = Evidence(Kind.NUMBER, "3fa9:a.ipynb#1.1", "accuracy 0.9", NOW, DAY, commit=COMMIT.ref)
    store.evidence.remember([COMMIT, number])
    with store.evidence.changing() as changes:
        changes.move(COMMIT, "rebased")
    assert [(each.ref, each.commit) for each in kept(store)] == [("rebased", ""), (number.ref, "rebased")]
    with store.evidence.changing() as changes:
        changes.drop([replace(COMMIT, ref="rebased")], NOW)
    assert kept(store) == []


def test_a_commit_that_moves_onto_one_that_is_known_becomes_it(store: Store) -> None:
    silent = replace(COMMIT, text="")
    store.evidence.remember([silent, replace(silent, ref="amended")])
    post = store.draft(evidence=silent)
    with store.evidence.changing() as changes:
        changes.move(silent, "amended")
    assert [each.ref for each in kept(store)] == ["amended"]
    assert [(each.ref, stands) for each, stands in store.evidence.cited_by(post)] == [("amended", True)]


# --- notes -----------------------------------------------------------------------------------------------------------


def test_a_note_is_evidence_and_a_private_one_is_not(store: Store) -> None:
    note = store.notes.add("It clicked.", Flavour.WIN, NOW, DAY)
    private = store.notes.add("I was tired.", Flavour.NONE, NOW, DAY, private=True)
    assert [each.text for each in kept(store)] == ["It clicked."]
    assert store.notes.between(DAY, DAY) == [note, private]


def test_a_private_note_without_flavour_is_as_private_after_an_edit(store: Store) -> None:
    private = store.notes.add("I was tired.", Flavour.NONE, NOW, DAY, private=True)
    store.notes.edit(private.id, "I was very tired.", NOW)
    assert kept(store) == []
    assert store.notes.get(private.id).text == "I was very tired."


def test_other_words_for_a_note_are_other_words_of_the_evidence(store: Store) -> None:
    note = store.notes.add("It cliked.", Flavour.WIN, NOW, DAY)
    store.draft(evidence=note.evidence)
    store.notes.edit(note.id, "It clicked.", NOW)
    assert [each.text for each in kept(store)] == ["It clicked."]


def test_a_deleted_note_is_gone_with_its_pictures(store: Store) -> None:
    picture = Picture(b"\x89PNG", "image/png", "A curve.")
    note = store.notes.add("See the curve.", Flavour.NONE, NOW, DAY, pictures=[picture])
    assert store.notes.pictures(note.id) == [picture]
    store.notes.delete(note.id, NOW)
    assert (kept(store), store.database.rows("SELECT * FROM note_media")) == ([], [])
    with pytest.raises(NotFound, match="no note 1"):
        store.notes.get(note.id)


def test_the_number_of_a_deleted_note_is_never_given_again(store: Store) -> None:
    store.draft()
    first = store.notes.add("First.", Flavour.NONE, NOW, DAY)
    store.notes.delete(first.id, NOW)
    assert store.notes.add("Second.", Flavour.NONE, NOW, DAY).id > first.id


# --- sources ---------------------------------------------------------------------------------------------------------


def test_what_was_found_and_the_place_are_kept_together(store: Store) -> None:
    store.sources.begin(SOURCE, NOW)
    left = LeftOut("b2", DAY, "a merge")
    assert store.sources.keep(SOURCE, Batch((COMMIT,), (left,), {"page": 2})) == 1
    assert store.sources.get(SOURCE).position == {"page": 2}
    assert store.sources.left_out(DAY, DAY) == [left]
    assert kept(store) == [COMMIT]


def test_a_reading_that_was_killed_says_so(store: Store) -> None:
    store.sources.begin(SOURCE, NOW)
    store.sources.keep(SOURCE, Batch(cursor={"page": 2}))
    found = store.sources.get(SOURCE)
    assert (found.finished_at, found.problem) == (None, "its reading did not end")
    store.sources.finish(SOURCE, NOW)
    found = store.sources.get(SOURCE)
    assert (found.finished_at, found.problem, found.position) == (NOW, "", {"page": 2})


def test_a_source_that_fails_keeps_its_place_and_when_it_was_last_read_to_the_end(store: Store) -> None:
    store.sources.begin(SOURCE, NOW)
    store.sources.keep(SOURCE, Batch(cursor={"page": 2}))
    store.sources.finish(SOURCE, NOW)
    store.sources.begin(SOURCE, NOW + timedelta(hours=1))
    store.sources.fail(SOURCE, "It is gone.", "look")
    found = store.sources.get(SOURCE)
    assert (found.position, found.finished_at, found.problem, found.hint) == ({"page": 2}, NOW, "It is gone.", "look")


def test_a_limit_is_remembered_until_it_ends(store: Store) -> None:
    until = datetime(2026, 1, 20, 7, 0, tzinfo=UTC)
    store.sources.begin(SOURCE, NOW)
    store.sources.fail(SOURCE, "Used up.", "bot sync later", until)
    assert store.sources.get(SOURCE).not_before == until


def test_the_name_of_a_source_is_nowhere_in_the_database(store: Store) -> None:
    assert "sam" not in SOURCE
    assert key("git", "/home/sam/ml") != key("git", "/home/sam/dl")
