"""What Telegram brings becomes values: whoever is not the person is a stranger, and no JSON makes reading fail."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import FixedClock
from bot.phone.telegram import (
    Bound,
    Edited,
    Joined,
    Left,
    NoText,
    Odd,
    Start,
    Stranger,
    Tapped,
    Telegram,
    Typed,
    Update,
    offset_after,
)
from bot.phone.telegram.updates import read
from tests.phone.bot_api import BotApi
from tests.phone.people import CHANNEL, GROUP, MALLORY, SAM

BOUND = Bound(SAM.id, SAM.id)
PERSON = {"id": SAM.id, "is_bot": False, "first_name": "Sam"}
CHAT = {"id": SAM.id, "type": "private"}
MESSAGE: dict[str, Any] = {"message_id": 5, "from": PERSON, "chat": CHAT, "date": 1_795_000_000, "text": "ok K7"}
PRESS: dict[str, Any] = {"id": "9", "from": PERSON, "message": {**MESSAGE, "from": {"id": 1}}, "data": "a1:ok"}


def message(**changed: Any) -> Update:
    return read({"update_id": 1, "message": {**MESSAGE, **changed}}, BOUND)


def test_what_the_person_types_is_theirs() -> None:
    assert message() == Typed(1, datetime.fromtimestamp(1_795_000_000, UTC), "ok K7", 5)


@pytest.mark.parametrize(
    "changed",
    [
        {"from": {**PERSON, "id": MALLORY.id}, "chat": {**CHAT, "id": MALLORY.id}},
        {"from": {**PERSON, "id": MALLORY.id}},
        {"chat": {**CHAT, "id": MALLORY.id}},
        {"from": {**PERSON, "is_bot": True}},
        {"from": {"id": SAM.id}},
        {"from": None},
        {"chat": {**CHAT, "type": "group"}},
        {"chat": {**CHAT, "type": "channel"}},
        {"chat": None},
        {"forward_origin": {"type": "hidden_user"}},
        {"forward_date": 1},
        {"via_bot": {"id": 3}},
        {"sender_chat": {"id": -100}},
        {"from": {**PERSON, "id": True}, "chat": {**CHAT, "id": True}},
        {"from": {**PERSON, "id": str(SAM.id)}, "chat": {**CHAT, "id": str(SAM.id)}},
    ],
    ids=str,
)
@pytest.mark.parametrize("kind", ["message", "edited_message"])
def test_whatever_is_not_typed_by_them_in_their_chat_is_a_strangers(kind: str, changed: dict[str, Any]) -> None:
    found = read({"update_id": 1, kind: {**MESSAGE, **changed}}, BOUND)
    assert isinstance(found, Stranger)
    assert "ok K7" not in repr(found)


def test_before_a_chat_is_bound_everybody_is_a_stranger() -> None:
    for update in ({"message": MESSAGE}, {"edited_message": MESSAGE}, {"callback_query": PRESS}):
        assert isinstance(read({"update_id": 1, **update}), Stranger)


@pytest.mark.parametrize(
    "changed",
    [
        {"from": {"id": MALLORY.id}},
        {"message": {"chat": {"id": MALLORY.id}, "message_id": 5, "date": 1}},
        {"message": None},
        {"from": None},
    ],
    ids=str,
)
def test_a_press_counts_only_from_the_person_in_their_chat(changed: dict[str, Any]) -> None:
    assert read({"update_id": 1, "callback_query": PRESS}, BOUND) == Tapped(1, "9", "a1:ok", 5)
    assert isinstance(read({"update_id": 1, "callback_query": {**PRESS, **changed}}, BOUND), Stranger)


def test_a_press_below_a_message_that_is_gone_brings_its_words_only() -> None:
    gone = {**PRESS, "message": {"chat": CHAT, "message_id": 5, "date": 0}}
    assert read({"update_id": 1, "callback_query": gone}, BOUND) == Tapped(1, "9", "a1:ok", None)


@pytest.mark.parametrize("kind", ["photo", "voice", "sticker"])
def test_what_has_no_words_is_told_by_its_kind(kind: str) -> None:
    raw = {name: each for name, each in MESSAGE.items() if name != "text"}
    assert read({"update_id": 1, "message": {**raw, kind: {}, "caption": "ok K7"}}, BOUND) == NoText(1, kind, 5)


def test_a_link_behind_words_is_seen_and_one_in_them_is_none() -> None:
    for kind, hidden in (("text_link", True), ("url", False), ("bold", False)):
        found = message(entities=[{"type": kind, "offset": 0, "length": 2}])
        assert isinstance(found, Typed)
        assert found.hidden_link is hidden


@pytest.mark.parametrize(
    ("text", "code"),
    [("/start abc", "abc"), (" /start   abc ", "abc"), ("/start", None), ("/starts abc", None), ("start abc", None)],
)
@pytest.mark.parametrize("bound", [None, BOUND])
def test_a_chat_that_is_begun_with_a_code_is_a_start_whoever_begins_it(
    text: str, code: str | None, bound: Bound | None
) -> None:
    who = {"from": {**MALLORY.told, "first_name": "Mal\x1b[31m\u202e", "last_name": "Lory" * 50}, "chat": MALLORY.chat}
    found = read({"update_id": 1, "message": {**MESSAGE, **who, "text": text}}, bound)
    if code is None:
        assert isinstance(found, Stranger)
        return
    assert isinstance(found, Start)
    assert (found.code, found.chat_id, found.user_id) == (code, MALLORY.id, MALLORY.id)
    assert found.name.startswith("Mal Lory")
    assert len(found.name) == 100


def test_a_start_from_a_group_or_passed_on_is_none() -> None:
    somebody = {"from": {**PERSON, "id": MALLORY.id}}  # writes where the chat is not theirs
    ways: list[dict[str, Any]] = [{"chat": GROUP}, {"forward_origin": {}}, {"via_bot": {}}, somebody]
    for changed in ways:
        assert isinstance(message(text="/start abc", **changed), Stranger)


def test_who_leaves_and_comes_back_is_told(server: BotApi, bot: Telegram) -> None:
    server.leaves()
    server.comes_back()
    server.leaves(MALLORY)
    assert [type(each) for each in bot.poll(None, BOUND, seconds=0)] == [Left, Joined, Stranger]


def test_on_the_wire_only_the_persons_own_words_are_theirs(server: BotApi, bot: Telegram, clock: FixedClock) -> None:
    typed = server.says("ok K7")
    server.edits(typed, "ok K8")
    server.stranger_says("ok K7")
    server.forwards("ok K7")
    server.says_via_bot("ok K7")
    server.says_in(GROUP, "ok K7")
    server.says_in(CHANNEL, "ok K7")
    server.sends("photo", "ok K7")
    server.deletes(typed)
    server.taps(server.says("below this"), "a1:ok", MALLORY)
    found = bot.poll(None, BOUND, seconds=0)
    assert [type(each) for each in found] == [
        *(Typed, Edited, Stranger, Stranger, Stranger, Stranger, Odd, NoText, Typed, Stranger)
    ]


def test_an_update_of_unknown_form_is_confirmed_with_the_rest_and_says_nothing_of_what_it_held() -> None:
    odd = read({"update_id": 7, "business_message": {"text": "private words"}}, BOUND)
    assert odd == Odd(7, "business_message, update_id")
    assert offset_after([odd]) == 8
    assert offset_after([Odd(None, "list")]) is None
    assert offset_after([]) is None
    assert offset_after([Left(900), Left(4), Odd(None, "x")]) == 5


@pytest.mark.parametrize("number", [True, 1.0, "1", None, -1, 2**63])
def test_what_is_no_number_is_none(number: object) -> None:
    assert isinstance(read({"update_id": number, "message": MESSAGE}, BOUND), Odd)
    assert isinstance(message(message_id=number), Odd)
    assert isinstance(message(date=number), Odd)


def test_words_are_made_safe_to_keep_and_print() -> None:
    found = message(text="ok\x00 \x1b[31mK7\ud800 cafe\u0301")
    assert isinstance(found, Typed)
    assert found.text == "ok K7 café"
    found.text.encode()


IDS = st.sampled_from([SAM.id, MALLORY.id, 0, -1, 2**63, 2**70, True, None, 1.5, float("nan"), "5"])
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(exclude_categories=[]), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
_PERSONS = st.fixed_dictionaries({}, optional={"id": IDS | ANY, "is_bot": st.booleans() | ANY, "first_name": ANY})
_CHATS = st.fixed_dictionaries({}, optional={"id": IDS | ANY, "type": st.sampled_from(["private", "group"]) | ANY})
_MESSAGES = st.fixed_dictionaries(
    {},
    optional={
        "message_id": IDS | ANY,
        "from": _PERSONS | ANY,
        "chat": _CHATS | ANY,
        "date": IDS | st.integers() | ANY,
        "text": st.sampled_from(["ok K7", "/start x", "/start"]) | ANY,
        "entities": ANY,
        "reply_to_message": ANY,
        "photo": ANY,
        "forward_origin": ANY,
        "via_bot": ANY,
    },
)
_UPDATES = st.fixed_dictionaries(
    {},
    optional={
        "update_id": st.integers() | IDS,
        "message": _MESSAGES | ANY,
        "edited_message": _MESSAGES | ANY,
        "callback_query": st.fixed_dictionaries(
            {}, optional={"id": ANY, "from": _PERSONS | ANY, "message": _MESSAGES | ANY, "data": ANY}
        ),
        "my_chat_member": st.fixed_dictionaries(
            {}, optional={"chat": _CHATS | ANY, "from": _PERSONS | ANY, "new_chat_member": ANY}
        ),
    },
)


@given(_UPDATES | ANY, st.sampled_from([None, BOUND]))
def test_any_json_is_read_and_nothing_is_anybodys_who_is_not_bound(raw: object, bound: Bound | None) -> None:
    found = read(raw, bound)
    repr(found).encode(errors="strict")
    if bound is None:
        assert isinstance(found, Start | Stranger | Odd)
    assert offset_after([found]) == (None if found.update_id is None else found.update_id + 1)


@given(st.lists(st.sampled_from(sorted(MESSAGE)), unique=True), st.data())
def test_a_message_with_anything_in_any_place_is_read(names: list[str], data: st.DataObject) -> None:
    changed = {name: data.draw(ANY) for name in names}
    found = message(**changed)
    is_whole = not {"from", "chat"} & {*changed}
    assert isinstance(found, Typed | Start | Odd) or (isinstance(found, Stranger) and not is_whole)
    assert not isinstance(found, Typed) or not re.search("[\x00\ud800-\udfff]", found.text)
