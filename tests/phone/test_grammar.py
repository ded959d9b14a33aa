"""What a person may write on the bus, and what it means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.phone import codes
from bot.phone.grammar import Edit, Hold, Later, No, Posted, Skip, Unclear, Undo, Words, Yes, is_code, read


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("ok K7", Yes(("K7",))),
        ("OK k7!", Yes(("K7",))),
        ("“Ok K7.”", Yes(("K7",))),
        ("ok\u00a0K7 👍", Yes(("K7",))),
        ("👍🏽 ok K7", Yes(("K7",))),
        ("ok K7, M2", Yes(("K7", "M2"))),
        ("ok K7 K7", Yes(("K7",))),
        ("\n\n  ok K7  \n", Yes(("K7",))),
        ("yes K7", Yes(("K7",))),
        ("ok", Yes()),
        ("Ok.", Yes()),
        ("ok ✅", Yes()),
        ("no K7", No("K7")),
        ("No k7.", No("K7")),
        ("no K7 boring", No("K7", "boring")),
        ("no K7 Too Proud.\nReally.", No("K7", "Too Proud.\nReally.")),
        ("no", No()),
        ("edit K7", Edit("K7")),
        ("edit K7 Plotted it. It “fits”!", Edit("K7", "Plotted it. It “fits”!")),
        ("Edit k7\nFirst line.\n\nSecond line.", Edit("K7", "First line.\n\nSecond line.")),
        ("✏️ edit K7 Plotted it.", Edit("K7", "Plotted it.")),
        ("edit", Edit()),
        ("edit\nOther words.", Edit("", "Other words.")),
        ("undo K7", Undo("K7")),
        ("undo", Undo()),
        ("later K7 18:00", Later("K7", "18:00")),
        ("later K7 tomorrow 9:00", Later("K7", "tomorrow 9:00")),
        ("skip", Skip()),
        ("Skip!", Skip()),
        ("hold", Hold()),
        ("posted https://x.com/sam/status/12", Posted("https://x.com/sam/status/12")),
        ("Posted K7 https://x.com/sam/status/12.", Posted("https://x.com/sam/status/12", "K7")),
        ("posted\nhttps://x.com/sam/status/12", Posted("https://x.com/sam/status/12")),
        ("ok K7 looks good to me", Unclear("K7", "ok K7 looks good to me")),
        ("ok K7\nbut shorter", Unclear("K7", "ok K7\nbut shorter")),
        ("undo K7 please", Unclear("K7", "undo K7 please")),
        ("later K7", Unclear("K7", "later K7")),
        ("K7 ok", Unclear("K7", "K7 ok")),
    ],
)
def test_an_order_is_understood_however_a_keyboard_writes_it(text: str, order: object) -> None:
    assert read(text) == order


@pytest.mark.parametrize(
    "text",
    [
        "no idea why softmax needs a temperature",
        "No way this converges",
        "ok so today I finally plotted it",
        "ok all",
        "okay",
        "later",
        "hold on, I see it now",
        "skip connections are neat",
        "posted it yesterday",
        "edit distance is a table",
        "no K8s today, only docker",
        "No GPT2 without tears",
        "Posted my notes: https://github.com/sam/notes",
        "n\u00a8K7",
        "K7",
        "",
        "ok 77",
        "ok I7",
        "ok KK",
    ],
)
def test_what_is_no_order_is_a_note_word_for_word(text: str) -> None:
    assert read(text) == Words(text)


@given(st.text())
def test_any_text_is_read_and_a_note_keeps_every_letter(text: str) -> None:
    order = read(text)
    if isinstance(order, Words):
        assert order.text == text.strip()


@given(st.sets(st.from_regex(r"[A-HJKMNP-Z][2-9]{1,2}", fullmatch=True)))
def test_a_code_is_short_free_and_never_a_word(taken: set[str]) -> None:
    made = codes.code(taken)
    assert is_code(made)
    assert made not in taken
    assert 2 <= len(made) <= 4
