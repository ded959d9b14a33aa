"""Messages as learners write them, read through the real rules; and texts nobody would write."""

import re
import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.activity.message import Reading, read
from bot.drafting.phrase import past, reason
from bot.drafting.phrase.verbs import PASTS

TABLE = tomllib.loads((Path(__file__).parent / "messages.toml").read_text(encoding="utf-8"))["message"]
TOLD = [row for row in TABLE if "phrase" in row]
UNTOLD = [row for row in TABLE if "reason" in row]
BEGINNINGS = PASTS | {"set", "worked", "finished"}
FORBIDDEN = re.compile(
    r"[@`\n\r\t\x00-\x1f\x7f]|(?-i:http)|(?<![CF])#|•••|\d\s*-?days?\b|\bday\s*\d|^I\b|^\w+ I\b", re.IGNORECASE
)
WORDS = sorted({word for row in TABLE for word in row["text"].split()})


@pytest.mark.parametrize("row", TOLD, ids=lambda row: row["text"][:60])
def test_a_message_that_tells_becomes_its_phrase(row: dict[str, str]) -> None:
    assert past(row["text"]) == row["phrase"]
    assert reason(row["text"]) == ""


@pytest.mark.parametrize("row", UNTOLD, ids=lambda row: row["text"][:60])
def test_a_message_that_does_not_tell_says_why(row: dict[str, str]) -> None:
    assert past(row["text"]) is None
    assert reason(row["text"]) == row["reason"]


def test_the_table_is_large_and_no_message_stands_in_it_twice() -> None:
    assert len({row["text"] for row in TABLE}) == len(TABLE) >= 700
    assert len(TOLD) >= 300
    assert len(UNTOLD) >= 300


@pytest.mark.parametrize("row", TOLD, ids=lambda row: row["text"][:60])
def test_a_phrase_of_the_table_is_its_own_phrase(row: dict[str, str]) -> None:
    assert past(row["phrase"]) == row["phrase"]


@pytest.mark.parametrize("row", TOLD, ids=lambda row: row["text"][:60])
def test_finished_is_only_said_where_the_message_says_so(row: dict[str, str]) -> None:
    done = re.search(r"done|finish|complete", row["text"], re.IGNORECASE)
    assert done or "finished" not in row["phrase"]


def check(text: str) -> None:
    phrase = past(text)
    assert bool(phrase) != bool(reason(text))
    if phrase is not None:
        assert not FORBIDDEN.search(phrase), phrase
        assert len(phrase) <= 110
        assert phrase == phrase.strip()
        assert phrase[-1] not in ".,;:!?"
        assert phrase.split()[0] in BEGINNINGS
        assert past(phrase) == phrase


@given(st.text(max_size=300))
@example("A K\u212a")
@settings(max_examples=500)
def test_any_text_gives_a_phrase_fit_for_a_sentence_or_a_reason(text: str) -> None:
    check(text)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join))
@example("Ask Kill")
@example("Lineare Asked")
@settings(max_examples=1500)
def test_any_mixture_of_real_words_gives_a_phrase_fit_for_a_sentence_or_a_reason(text: str) -> None:
    check(text)


@given(
    st.sampled_from([row["text"] for row in TOLD]),
    st.sampled_from(
        ["not working", "TODO later", "fuck", "@sam", "for my boss", "99%", "•••", "why?", "day 12 is done"]
    ),
)
def test_what_must_not_be_told_spoils_any_message(text: str, addition: str) -> None:
    found = past(f"{text.splitlines()[0]} {addition}")
    assert found is None or not FORBIDDEN.search(found)
    assert found is None or addition.startswith("day")


@pytest.mark.parametrize(
    "text",
    [
        " " * 60_000,
        "a: " * 20_000,
        "(" * 60_000,
        "[" * 30_000 + "]" * 30_000,
        "Day 1 " * 10_000,
        "WIP: " * 12_000,
        "#1 " * 20_000,
        "- " * 30_000,
        "**" * 30_000,
        "a" * 60_000,
        "and " * 15_000,
        "\n" * 60_000,
        "\u202e" * 60_000,
        "🎉" * 60_000,
        "update\n\n" + "\n".join(f"line {number}" for number in range(6_000)),
        "Add PCA and " * 5_000,
        "0" * 60_000,
        "http://" * 8_000,
        "'" * 60_000,
        "x-" * 30_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_a_long_message_is_read_as_fast_as_a_short_one(text: str) -> None:
    for short in (text, text[:199], "Add " + text[:190]):
        begun = time.process_time()
        check(short)
        assert time.process_time() - begun < 0.5


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\u200b", "\x1b[31m", "\x07", "\x00"])
def test_a_message_that_hides_characters_is_not_told(hidden: str) -> None:
    assert past(f"Plot the {hidden}ROC curve") is None


def test_what_is_unfinished_is_marked_and_what_is_a_fix_too() -> None:
    assert read("WIP: linear regression") == Reading("linear regression", unfinished=True)
    assert read("fix: off-by-one in the window") == Reading("off-by-one in the window", mends=True)
    assert read("feat(ml)!: Day 12: add PCA (#12)") == Reading("add PCA")
