"""The client of Telegram against the server on loopback: what comes, and what is shown, letter by letter."""

import json
import threading
from datetime import timedelta

import pytest

from bot.clock import FixedClock
from bot.errors import Refused
from bot.phone.telegram import (
    Bound,
    Button,
    Message,
    Start,
    Tapped,
    Telegram,
    Typed,
    can_show,
    offset_after,
)
from tests import canary
from tests.phone.bot_api import BotApi
from tests.phone.people import GROUP, MALLORY, SAM

BOUND = Bound(SAM.id, SAM.id)
DRAFT = Message("K7 · X · 08:30", ("Learned 😀 how\nattention works.",), "3 commits\nanswer ok with the code")


def polled(bot: Telegram, offset: int | None = None) -> list[object]:
    return list(bot.poll(offset, BOUND, seconds=0))


# --- what came -------------------------------------------------------------------------------------------------------


def test_what_is_typed_pressed_and_answered_comes_as_values(server: BotApi, bot: Telegram, clock: FixedClock) -> None:
    sent = bot.send(SAM.id, DRAFT, [Button("Yes", "a1:ok:K7")])
    typed = server.says("ok K7")
    replied = server.replies(sent.message_id, "no, not that")
    callback_id = server.taps(sent.message_id, "a1:ok:K7")
    first, second, third = bot.poll(None, BOUND, seconds=0)
    assert first == Typed(first.update_id or 0, clock.now().replace(microsecond=0), "ok K7", typed)
    assert isinstance(second, Typed)
    assert (second.message_id, second.replies_to) == (replied, sent.message_id)
    assert third == Tapped(third.update_id or 0, callback_id, "a1:ok:K7", sent.message_id)
    assert polled(bot, offset_after([first, second, third])) == []
    assert server.queue.numbers == []


def test_what_is_not_confirmed_comes_again(server: BotApi, bot: Telegram) -> None:
    server.says("ok K7")
    assert polled(bot) == polled(bot)


def test_numbers_that_start_anew_lower_are_still_read(server: BotApi, bot: Telegram) -> None:
    server.says("before")
    offset = offset_after(bot.poll(None, BOUND, seconds=0))
    assert polled(bot, offset) == []
    server.queue.start_anew(17)
    server.says("after")
    (after,) = bot.poll(offset, BOUND, seconds=0)
    assert isinstance(after, Typed)
    assert (after.update_id, after.text) == (17, "after")
    assert offset_after([after]) == 18


def test_a_poll_waits_fifty_seconds_and_ends_when_something_comes(server: BotApi, bot: Telegram) -> None:
    bot.poll(None, BOUND)
    assert server.held == [50]
    server.second_lasts = 1.0
    threading.Timer(0.1, server.says, ("at last",)).start()
    assert [each.text for each in bot.poll(None, BOUND) if isinstance(each, Typed)] == ["at last"]


def test_a_poll_never_throws_answers_away(server: BotApi, bot: Telegram) -> None:
    with pytest.raises(ValueError, match="throws answers away"):
        bot.poll(-1, BOUND)
    assert server.requests == []


def test_many_long_messages_of_strangers_do_not_stop_the_rest(server: BotApi, bot: Telegram) -> None:
    for _ in range(100):
        server.stranger_says("😀" * 4096)
    server.says("ok K7")
    offset, seen = None, list[object]()
    for _ in range(3):
        found = bot.poll(offset, BOUND, seconds=0)
        offset, seen = offset_after(found) or offset, [*seen, *found]
    assert [each.text for each in seen if isinstance(each, Typed)] == ["ok K7"]
    assert len(seen) == 101


def test_somebody_opens_the_chat_with_a_code(server: BotApi, bot: Telegram) -> None:
    server.presses_start("abc123", MALLORY)
    (start,) = bot.poll(None, None, seconds=0)
    assert start == Start(start.update_id or 0, "abc123", "Mallory", MALLORY.id, MALLORY.id)


# --- what is shown ---------------------------------------------------------------------------------------------------


def test_a_text_stands_in_a_frame_below_its_head(server: BotApi, bot: Telegram) -> None:
    sent = bot.send(SAM.id, DRAFT, [Button("Yes", "a1:ok:K7"), Button("No", "a1:no:K7")])
    (shown,) = server.sent
    assert sent.shows_true
    assert sent.message_ids == (shown.message_id,)
    assert shown.text == f"{DRAFT.head}\n\n{DRAFT.texts[0]}\n\n{DRAFT.after}"
    assert shown.frames == [*DRAFT.texts]
    assert shown.buttons == {"Yes": "a1:ok:K7", "No": "a1:no:K7"}


@pytest.mark.parametrize("head", ["K7", "😀😀 K7 😀", "e\u0301 K7", "\ttab\x00 K7\u2028 \u0333"])
@pytest.mark.parametrize("texts", [("plain",), ("😀", "a😀b"), ("one", "two 👩‍💻\nlines", "three")])
def test_frames_are_placed_in_utf_16_units(server: BotApi, bot: Telegram, head: str, texts: tuple[str, ...]) -> None:
    assert bot.send(SAM.id, Message(head, texts, "after 😀")).shows_true
    assert json.loads(server.requests[-1].body)["text"] == server.texts[0]
    assert server.sent[0].frames == [*texts]


@pytest.mark.parametrize(
    "text",
    ["a\tb", "a\x07b", "a\rb", "A\u030angstrom", "a\u0333", "a\u033f", "a\u2028b", "a\u202eb"],
)
def test_a_text_that_telegram_alters_is_known_before_and_seen_after(server: BotApi, bot: Telegram, text: str) -> None:
    assert not can_show(text)
    assert not bot.send(SAM.id, Message("K7", (text,), "after")).shows_true


@pytest.mark.parametrize("text", [" edge", "edge ", "edge\n", "", "😀" * 2049, "\ud800"])
def test_a_text_that_cannot_stand_alone_is_known_before(text: str) -> None:
    assert not can_show(text)


def test_an_edge_that_telegram_trims_is_seen_where_the_text_stands_alone(server: BotApi, bot: Telegram) -> None:
    text = "x" * 4000 + " "
    assert not bot.send(SAM.id, Message("K7 " * 60, (text,))).shows_true
    assert server.sent[0].text == text.strip()


@pytest.mark.parametrize("text", ["Привет, 決定木", "e\u0301", "👩‍💻 ❤️", "x" * 4096, "😀" * 2048, "a  b\n\n c"])
def test_a_text_that_telegram_leaves_alone_is_known_too(server: BotApi, bot: Telegram, text: str) -> None:
    assert can_show(text)
    assert bot.send(SAM.id, Message("K7", (text,), "after")).shows_true


@pytest.mark.parametrize("counts_units", [False, True])
@pytest.mark.parametrize("letter", ["x", "😀"])
def test_what_is_too_long_for_one_message_goes_alone_and_the_rest_answers_it(
    server: BotApi, bot: Telegram, letter: str, counts_units: bool
) -> None:
    server.counts_units = counts_units
    text = letter * (4096 // (2 if letter > "\uffff" else 1))
    sent = bot.send(SAM.id, Message("K7", (text,), "three commits"), [Button("Yes", "ok")], replies_to=None)
    alone, rest = server.sent
    assert sent.shows_true
    assert alone.frames == [alone.text] == [text]
    assert (rest.text, rest.replies_to) == ("K7\n\nthree commits", alone.message_id)
    assert (alone.buttons, rest.buttons) == ({}, {"Yes": "ok"})
    assert sent.message_ids == (alone.message_id, rest.message_id)
    assert sent.message_id == rest.message_id


def test_a_long_rest_is_cut_between_its_lines(server: BotApi, bot: Telegram) -> None:
    lines = [f"{number}: {'x' * 90}" for number in range(100)]
    bot.send(SAM.id, Message("head", (), "\n".join(lines)))
    assert len(server.sent) == 3
    assert [line for text in server.texts for line in text.split("\n") if line] == ["head", *lines]


def test_a_text_too_long_for_any_message_is_refused_before_anything_is_sent(server: BotApi, bot: Telegram) -> None:
    with pytest.raises(Refused, match=r"holds 4,096 characters, and the text has 4,098"):
        bot.send(SAM.id, Message("K7", ("short", "😀" * 2049)))
    assert server.requests == []


def test_a_question_opens_the_field_for_its_answer(server: BotApi, bot: Telegram) -> None:
    bot.send(SAM.id, Message("What did you learn?"), asks="One sentence is enough " * 9)
    markup = server.sent[0].markup
    assert markup["force_reply"] is True
    assert len(markup["input_field_placeholder"]) <= 64
    with pytest.raises(ValueError, match="not both"):
        bot.send(SAM.id, Message("?"), [Button("Yes", "ok")], asks="x")


def test_a_button_brings_back_64_bytes_at_most() -> None:
    assert Button("Yes", "é" * 32).brings
    with pytest.raises(ValueError, match="64 bytes"):
        Button("Yes", "é" * 33)


def test_an_answer_to_a_message_that_was_deleted_is_shown_all_the_same(server: BotApi, bot: Telegram) -> None:
    typed = server.says("ok K7")
    server.deletes(typed)
    bot.send(SAM.id, Message("approved"), replies_to=typed)
    assert (server.sent[0].text, server.sent[0].replies_to) == ("approved", None)


def test_a_file_arrives_byte_for_byte(server: BotApi, bot: Telegram) -> None:
    content = "  \ttabs, ÅNG\u2028 and edges \r\n".encode()
    typed = server.says("show me")
    message_id = bot.send_document(SAM.id, "post.txt", content, "K7 " * 600, typed, [Button("Yes", "ok")])
    (shown,) = server.sent
    assert shown.file == ("post.txt", content)
    assert (shown.message_id, shown.replies_to, shown.buttons) == (message_id, typed, {"Yes": "ok"})
    assert len(shown.text) <= 1024


def test_a_decision_takes_the_place_of_the_buttons_and_twice_is_well(server: BotApi, bot: Telegram) -> None:
    sent = bot.send(SAM.id, DRAFT, [Button("Yes", "ok")])
    done = Message(f"{DRAFT.head} · approved at 21:04", DRAFT.texts)
    bot.edit(SAM.id, sent.message_id, done)
    bot.edit(SAM.id, sent.message_id, done)
    (shown,) = server.sent
    assert (shown.buttons, shown.frames) == ({}, [*DRAFT.texts])
    assert len(shown.texts) == 2
    with pytest.raises(Refused, match="too long"):
        bot.edit(SAM.id, sent.message_id, Message("K7", ("x" * 4096,)))
    with pytest.raises(Refused, match="message to edit not found"):
        bot.edit(SAM.id, 7, done)


def test_a_press_is_answered_and_one_that_is_too_old_is_well(server: BotApi, bot: Telegram, clock: FixedClock) -> None:
    callback_id = server.taps(bot.send(SAM.id, DRAFT).message_id, "ok")
    bot.answer(callback_id, "Approved. " * 40)
    assert len(server.answered[callback_id]) <= 200
    clock.wait(151)
    bot.answer(callback_id, "Approved.")


def test_two_messages_are_more_than_a_second_apart(server: BotApi, bot: Telegram, clock: FixedClock) -> None:
    began = clock.now()
    for number in range(3):
        bot.send(SAM.id, Message(f"message {number}"))
    assert clock.now() - began == timedelta(seconds=2.2)
    clock.set(began - timedelta(days=1))  # a clock that was set back makes nobody wait for a day
    server.is_paced = False
    bot.send(SAM.id, Message("one more"))
    assert clock.now() == began - timedelta(days=1)


# --- for the login ---------------------------------------------------------------------------------------------------


def test_the_bot_knows_its_name_and_whether_somebody_set_a_webhook(server: BotApi, bot: Telegram) -> None:
    assert (bot.me().id, bot.me().username) == (123456789, "aloud_bot")
    assert bot.webhook() == ""
    server.webhook_url = f"https://elsewhere.example/{canary.VALUE}"
    server.says("kept")
    assert bot.webhook() == "elsewhere.example"
    bot.drop_webhook()
    assert len(polled(bot)) == 1


def test_a_group_is_no_place_to_say_yes(server: BotApi, bot: Telegram) -> None:
    server.says_in(GROUP, "ok K7")
    assert not any(isinstance(each, Typed) for each in polled(bot))
