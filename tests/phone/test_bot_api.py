"""The Bot API on loopback keeps the rules of the contract: what a client finds there, it will find at Telegram."""

import threading
from datetime import timedelta
from random import Random
from typing import Any

import httpx
import pytest

from bot.clock import FixedClock, stopwatch
from tests.phone.bot_api import TOKEN, BotApi
from tests.phone.people import CHANNEL, GROUP, MALLORY, SAM
from tests.phone.rewriting import rewritten, width
from tests.platforms.servers.faults import Fault, How, When

CHAT = SAM.id


def ask(server: BotApi, method: str, token: str = TOKEN, **asked: Any) -> dict[str, Any]:
    """Ask once, and return the answer whatever it is."""
    with httpx.Client(timeout=10) as line:
        answer: dict[str, Any] = line.post(f"{server.url}/bot{token}/{method}", json=asked).json()
        return answer


def updates(server: BotApi, **asked: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ask(server, "getUpdates", **asked)["result"]
    return found


def said(server: BotApi, text: str, **more: Any) -> dict[str, Any]:
    return ask(server, "sendMessage", chat_id=CHAT, text=text, **more)


# --- what waits ------------------------------------------------------------------------------------------------------


def test_what_is_typed_waits_until_a_higher_offset_confirms_it(server: BotApi) -> None:
    server.says("ok K7")
    server.says("no K8")
    first, second = updates(server)
    assert second["update_id"] == first["update_id"] + 1
    assert [each["message"]["text"] for each in updates(server, offset=first["update_id"])] == ["ok K7", "no K8"]
    assert [each["message"]["text"] for each in updates(server, offset=second["update_id"])] == ["no K8"]
    assert updates(server, offset=second["update_id"] + 1) == []
    assert server.queue.numbers == []


def test_a_word_waits_for_a_day_and_a_pressed_button_for_150_seconds(server: BotApi, clock: FixedClock) -> None:
    message_id = said(server, "K7?")["result"]["message_id"]
    server.says("typed")
    server.taps(message_id, "a1:ok:K7")
    clock.wait(149)
    assert len(server.queue.numbers) == 2
    clock.wait(1)
    assert [each["message"]["text"] for each in updates(server)] == ["typed"]
    clock.wait(timedelta(hours=24).total_seconds() - 150)
    assert server.queue.numbers == []


def test_after_a_week_of_quiet_numbers_start_anew_anywhere(server: BotApi, clock: FixedClock) -> None:
    server.queue.start_anew(900_000_000)
    server.says("before")
    clock.wait(timedelta(days=7).total_seconds())
    server.says("after")
    (only,) = updates(server, offset=900_000_001)
    assert only["message"]["text"] == "after"
    assert only["update_id"] < 900_000_000


def test_an_offset_far_beyond_what_is_there_is_ignored_and_one_just_beyond_is_not(clock: FixedClock) -> None:
    with BotApi(clock, chance=Random(1)) as server:  # noqa: S311
        server.says("one")
        (number,) = server.queue.numbers
        assert [each["update_id"] for each in updates(server, offset=number + 12)] == [number]
        assert updates(server, offset=number + 11) == []
        assert server.queue.numbers == []


def test_a_negative_offset_throws_away_what_came_before(server: BotApi) -> None:
    for word in ("one", "two", "three"):
        server.says(word)
    assert [each["message"]["text"] for each in updates(server, offset=-1)] == ["three"]
    assert len(server.queue.numbers) == 1


def test_the_same_asked_again_at_once_brings_one_update_and_later_all(server: BotApi, clock: FixedClock) -> None:
    for word in ("one", "two", "three"):
        server.says(word)
    assert [len(updates(server)), len(updates(server))] == [3, 1]
    clock.wait(0.5)
    assert len(updates(server)) == 3


def test_a_short_poll_asked_again_soon_is_stretched_to_three_seconds(server: BotApi, clock: FixedClock) -> None:
    for timeout, wait in ((0, 2.9), (2, 3.0), (0, 0.0), (50, 0.0), (90, 0.0)):
        updates(server, timeout=timeout)
        clock.wait(wait)
    assert server.held == [0, 3, 0, 50, 50]


def test_a_held_poll_ends_when_something_comes(server: BotApi) -> None:
    server.second_lasts = 1.0
    waited = stopwatch()
    threading.Timer(0.1, server.says, ("late",)).start()
    assert [each["message"]["text"] for each in updates(server, timeout=50)] == ["late"]
    assert waited() < 5


def test_the_older_of_two_polls_is_ended_with_409(server: BotApi) -> None:
    server.second_lasts = 1.0
    answers: list[dict[str, Any]] = []
    older = threading.Thread(target=lambda: answers.append(ask(server, "getUpdates", timeout=50)))
    older.start()
    while not server.asked("getUpdates"):
        pass
    threading.Timer(0.2, server.says, ("for the newer",)).start()
    assert updates(server, timeout=49, offset=1)[0]["message"]["text"] == "for the newer"
    older.join()
    assert answers[0]["error_code"] == 409
    assert "terminated by other getUpdates" in answers[0]["description"]


def test_no_poll_is_answered_while_there_is_a_webhook(server: BotApi) -> None:
    server.webhook_url = "https://elsewhere.example/hook"
    server.says("kept")
    assert ask(server, "getUpdates")["error_code"] == 409
    assert ask(server, "getWebhookInfo")["result"] == {"url": server.webhook_url, "pending_update_count": 1}
    ask(server, "deleteWebhook", drop_pending_updates=False)
    assert len(updates(server)) == 1


def test_kinds_that_were_asked_for_are_remembered_and_older_ones_still_come(server: BotApi) -> None:
    message_id = server.says("one")
    server.edits(message_id, "changed")
    updates(server, allowed_updates=["message"])
    server.edits(message_id, "changed again")
    server.says("two")
    kinds = [next(name for name in each if name != "update_id") for each in updates(server, offset=1)]
    assert kinds == ["message", "edited_message", "message"]


# --- people ----------------------------------------------------------------------------------------------------------


def test_people_write_in_every_way_the_contract_names(server: BotApi) -> None:
    asked = said(server, "question?")["result"]["message_id"]
    server.replies(asked, "an answer")
    server.stranger_says("hello")
    server.forwards("passed on")
    server.says_via_bot("made elsewhere")
    server.says_in(GROUP, "in a group")
    server.says_in(CHANNEL, "in a channel")
    server.sends("photo", "a caption")
    answer, stranger, forwarded, via, group, channel, photo = updates(server)
    assert answer["message"]["reply_to_message"]["message_id"] == asked
    assert stranger["message"]["from"]["id"] == stranger["message"]["chat"]["id"] == MALLORY.id
    assert "forward_origin" in forwarded["message"]
    assert via["message"]["via_bot"]["is_bot"]
    assert (group["message"]["chat"]["type"], group["message"]["from"]["id"]) == ("supergroup", SAM.id)
    assert "from" not in channel["channel_post"]
    assert "text" not in photo["message"]


def test_a_deleted_message_makes_no_update_and_can_be_answered_no_more(server: BotApi) -> None:
    message_id = said(server, "question?")["result"]["message_id"]
    server.deletes(message_id)
    assert server.queue.numbers == []
    server.is_paced = False
    assert said(server, "again", reply_parameters={"message_id": message_id})["error_code"] == 400
    lenient = {"message_id": message_id, "allow_sending_without_reply": True}
    assert said(server, "again", reply_parameters=lenient)["ok"]


def test_a_press_is_told_with_its_message_or_with_what_is_left_of_it(server: BotApi) -> None:
    message_id = said(server, "K7?")["result"]["message_id"]
    server.taps(message_id, "yes")
    server.taps(message_id, "yes", is_gone=True)
    whole, gone = (each["callback_query"]["message"] for each in updates(server))
    assert whole["text"] == "K7?"
    assert gone == {"chat": whole["chat"], "message_id": message_id, "date": 0}


def test_a_press_can_be_answered_for_150_seconds(server: BotApi, clock: FixedClock) -> None:
    callback_id = server.taps(said(server, "K7?")["result"]["message_id"], "yes")
    assert ask(server, "answerCallbackQuery", callback_query_id=callback_id, text="noted")["result"] is True
    assert server.answered == {callback_id: "noted"}
    clock.wait(150)
    assert "query is too old" in ask(server, "answerCallbackQuery", callback_query_id=callback_id)["description"]


def test_who_left_cannot_be_written_to_until_they_come_back(server: BotApi) -> None:
    server.leaves()
    assert said(server, "hello")["error_code"] == 403
    server.comes_back()
    assert said(server, "hello")["ok"]
    changes = [each["my_chat_member"]["new_chat_member"]["status"] for each in updates(server)]
    assert changes == ["kicked", "member"]


def test_who_never_pressed_start_cannot_be_written_to(server: BotApi) -> None:
    assert "chat not found" in ask(server, "sendMessage", chat_id=MALLORY.id, text="hello")["description"]
    server.presses_start("code", MALLORY)
    assert ask(server, "sendMessage", chat_id=MALLORY.id, text="hello")["ok"]


# --- texts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("a\tb\x00c\x1fd\x0be", "a b c d e"),
        ("two\r\nlines\rhere", "two\nlineshere"),
        ("a\u2028b\u202ec", "abc"),
        ("A\u030angstro\u0308m \u0333\u033f.", "Angstro\u0308m ."),
        ("  \n kept  inside \n", "kept  inside"),
    ],
)
def test_a_text_is_rewritten(server: BotApi, sent: str, shown: str) -> None:
    assert said(server, sent)["result"]["text"] == shown
    assert server.texts == [shown]


def test_an_entity_stays_with_its_words_when_a_text_is_rewritten(server: BotApi) -> None:
    text = " \r😀\u2028 head\n\nframed 😀\tend\r"
    start = text.index("framed")
    entity = {"type": "pre", "offset": width(text[:start]), "length": width(text[start:])}
    said(server, text, entities=[entity])
    assert server.sent[0].frames == ["framed 😀 end"]
    assert rewritten("plain", []) == ("plain", [])


@pytest.mark.parametrize(
    ("text", "counts_units", "is_taken"),
    [
        ("x" * 4096, False, True),
        ("x" * 4097, False, False),
        ("😀" * 4096, False, True),
        ("😀" * 4097, False, False),
        ("😀" * 2048, True, True),
        ("😀" * 2049, True, False),
    ],
)
def test_a_text_has_4096_characters_at_most_by_either_count(
    server: BotApi, text: str, counts_units: bool, is_taken: bool
) -> None:
    server.counts_units = counts_units
    answer = said(server, text)
    assert answer["ok"] is is_taken
    assert is_taken or "message is too long" in answer["description"]


def test_a_message_can_be_changed_and_one_that_stays_the_same_is_told(server: BotApi) -> None:
    markup = {"inline_keyboard": [[{"text": "Yes", "callback_data": "ok"}]]}
    message_id = said(server, "K7?", reply_markup=markup)["result"]["message_id"]
    assert server.sent[0].buttons == {"Yes": "ok"}
    assert ask(server, "editMessageText", chat_id=CHAT, message_id=message_id, text="done")["ok"]
    assert (server.sent[0].text, server.sent[0].buttons, server.sent[0].texts) == ("done", {}, ["K7?", "done"])
    again = ask(server, "editMessageText", chat_id=CHAT, message_id=message_id, text="done")
    assert "message is not modified" in again["description"]
    assert "not found" in ask(server, "editMessageText", chat_id=CHAT, message_id=1, text="x")["description"]


def test_what_is_beyond_a_limit_is_refused(server: BotApi) -> None:
    button = {"text": "Yes", "callback_data": "é" * 33}
    assert "BUTTON_DATA" in said(server, "a", reply_markup={"inline_keyboard": [[button]]})["description"]
    asks = {"force_reply": True, "input_field_placeholder": "x" * 65}
    assert said(server, "a", reply_markup=asks)["error_code"] == 400
    assert said(server, "a", reply_markup={"force_reply": True, "inline_keyboard": []})["error_code"] == 400
    assert said(server, "a", parse_mode="MarkdownV2")["error_code"] == 400
    assert said(server, " \t ")["description"] == "Bad Request: message text is empty"
    assert said(server, "a", entities=[{"type": "pre", "offset": 0, "length": 2}])["error_code"] == 400
    assert server.sent == []


# --- noes ------------------------------------------------------------------------------------------------------------


def test_a_wrong_token_is_401_a_malformed_one_404_and_a_method_has_any_case(server: BotApi) -> None:
    assert ask(server, "getMe", "123456789:another-token-of-the-right-length")["error_code"] == 401
    assert ask(server, "getMe", "no-token")["error_code"] == 404
    assert ask(server, "GETme")["result"]["username"] == "aloud_bot"


def test_a_limit_holds_for_every_method_until_its_time_is_over(server: BotApi, clock: FixedClock) -> None:
    server.floods(7)
    assert ask(server, "getMe")["parameters"] == {"retry_after": 7}
    assert said(server, "a")["error_code"] == 429
    clock.wait(7)
    assert said(server, "a")["ok"]


def test_a_chat_takes_one_message_a_second(server: BotApi, clock: FixedClock) -> None:
    assert said(server, "one")["ok"]
    clock.wait(0.9)
    assert said(server, "two")["error_code"] == 429
    clock.wait(0.2)
    assert said(server, "two")["ok"]


def test_a_message_may_be_out_although_its_answer_was_cut(server: BotApi) -> None:
    server.add_fault(Fault("cut", When.FIRST, how=How.RESET_IN_BODY), route="sendMessage")
    with pytest.raises(httpx.TransportError):
        said(server, "is it out?")
    assert server.texts == ["is it out?"]


def test_updates_whose_answer_was_cut_come_once_more(server: BotApi) -> None:
    server.says("ok K7")
    server.add_fault(Fault("cut", When.FIRST, how=How.RESET_IN_BODY), route="getUpdates")
    with pytest.raises(httpx.TransportError):
        updates(server)
    assert len(updates(server)) == 1
