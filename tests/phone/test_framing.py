"""A text in its frame, for any text: never longer than a message, always in its place, and known when it is altered."""

from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refused
from bot.phone.message import Message
from bot.phone.telegram.framing import LONGEST, can_show, fitted, pieces, units
from tests.phone.rewriting import rewritten, width

ODD = "\t\r\x00\x1f\u2028\u202e\u030a\u0333\u033f😀é \n\ud800"
TEXT = st.text(st.characters(exclude_categories=[]) | st.sampled_from(ODD), max_size=40)
CLEAN = st.text(st.characters(categories=["L", "N", "P", "So"]) | st.sampled_from("😀 \n"), min_size=1, max_size=40)
LONG = st.builds(lambda text, times: text * times, CLEAN, st.integers(1, 300))


@given(TEXT, st.lists(CLEAN, max_size=3), TEXT)
def test_what_can_be_shown_is_shown_true_whatever_stands_around_it(head: str, texts: list[str], after: str) -> None:
    for piece in pieces(Message(head, tuple(texts), after)):
        shown, entities = rewritten(piece.text, piece.entities)
        is_true = piece.is_true({"text": shown, "entities": entities})
        assert is_true or not all(map(can_show, texts))
        assert piece.texts == texts


@given(TEXT)
def test_a_text_is_shown_true_exactly_if_telegram_leaves_it_alone(text: str) -> None:
    if text.isprintable() or can_show(text):
        (piece,) = pieces(Message("head", (text,), "after"))
        shown, entities = rewritten(piece.text, piece.entities)
        inside = rewritten(f"x{text}x", [])[0] == f"x{text}x"
        assert piece.is_true({"text": shown, "entities": entities}) is inside
    assert can_show(text) <= (rewritten(text, [])[0] == text)


@given(LONG, st.lists(LONG, max_size=2), LONG)
def test_no_message_is_longer_than_telegram_takes_by_either_count(head: str, texts: list[str], after: str) -> None:
    try:
        found = pieces(Message(head, tuple(texts), after))
    except Refused:
        assert any(units(each) > LONGEST for each in texts)
        return
    assert all(width(piece.text) <= LONGEST for piece in found)
    assert [each for piece in found for each in piece.texts] == texts
    assert all(piece.text for piece in found) or not (head.strip() or texts or after.strip())


@given(LONG, st.integers(4, 300))
def test_words_of_ours_are_cut_to_their_room_and_no_letter_is_halved(text: str, room: int) -> None:
    found = fitted(text, room)
    assert width(found) <= room
    assert found == text or (found.endswith(" …") and text.startswith(found[:-2]))


def test_what_telegram_says_it_shows_is_not_trusted_blindly() -> None:
    (piece,) = pieces(Message("K7", ("one text",), "after"))
    assert not piece.is_true({})
    assert not piece.is_true({"text": None})
    assert not piece.is_true({"text": "K7\n\nother one\n\nafter", "entities": piece.entities})
    assert not piece.is_true({"text": "K7\n\none\n\nafter", "entities": "pre"})
    assert not piece.is_true({"text": "one text", "entities": [{"type": "pre", "offset": -8, "length": True}, 5]})
    assert piece.is_true({"text": "… one text", "entities": [{"type": "pre", "offset": 2, "length": 8}]})
