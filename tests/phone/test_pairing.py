"""Binding a chat (§2.4): a code of the terminal's, once, within ten minutes, and not by guessing."""

import math
import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.phone.telegram.pairing import Verdict, begin, invitation, look

NOW = datetime(2026, 11, 21, 21, 4, tzinfo=UTC)


def test_the_right_code_is_right_once() -> None:
    code, window = begin(NOW)
    verdict, after = look(window, code, NOW + timedelta(minutes=9, seconds=59))
    assert verdict is Verdict.RIGHT
    assert look(after, code, NOW + timedelta(minutes=9, seconds=59)) == (Verdict.CLOSED, after)


@pytest.mark.parametrize("late", [timedelta(minutes=10), timedelta(days=1), timedelta(seconds=-1)])
def test_after_ten_minutes_or_on_a_clock_set_back_nothing_is_right(late: timedelta) -> None:
    code, window = begin(NOW)
    assert look(window, code, NOW + late)[0] is Verdict.CLOSED


def test_s22_five_wrong_codes_close_the_window_and_four_do_not() -> None:
    code, window = begin(NOW)
    for _ in range(4):
        verdict, window = look(window, "0" * len(code), NOW)
        assert verdict is Verdict.WRONG
    assert look(window, code, NOW)[0] is Verdict.RIGHT
    verdict, window = look(window, code[:-1], NOW)
    assert verdict is Verdict.WRONG
    assert look(window, code, NOW)[0] is Verdict.CLOSED


def test_a_code_cannot_be_guessed_is_never_the_same_and_is_not_kept() -> None:
    found = [begin(NOW) for _ in range(200)]
    assert len({code for code, _ in found}) == 200
    assert all(re.fullmatch("[0-9a-f]{24}", code) for code, _ in found)
    assert math.log2(16**24) >= 80
    assert all(code not in repr(window) for code, window in found)


def test_the_invitation_is_an_address_and_a_line_telegram_takes() -> None:
    code, _ = begin(NOW)
    address, line = invitation("aloud_bot", code)
    assert address == f"https://t.me/aloud_bot?start={code}"
    assert line == f"/start {code}"
    assert re.fullmatch("[A-Za-z0-9_-]{1,64}", code)


@given(st.text(st.characters(exclude_categories=[])))
@example("\ud800")
def test_any_other_text_is_wrong(text: str) -> None:
    code, window = begin(NOW)
    assert look(window, text, NOW)[0] is (Verdict.RIGHT if text == code else Verdict.WRONG)
