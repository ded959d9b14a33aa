"""How platforms count: against lengths.toml, and by what must hold of every text."""

import re
import time
import tomllib
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms import NAMES, bluesky, counting, linkedin, mastodon, voice, x

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("lengths.toml").read_text(encoding="utf-8"))[
    "cases"
]
RULERS = (x.length, linkedin.length, mastodon.length, bluesky.length)
PIECES = [
    *"aé日.-_/@#:?!()[]&,\"'\n\r ~",
    "http://",
    "https://t.co/",
    "train.py",
    "example.com",
    ".com",
    ".みんな",
    "😀",
    "👩‍💻",
]
TEXTS = st.text(st.characters(), max_size=60) | st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


def cases() -> list[Any]:
    return [pytest.param(case["text"] * case.get("times", 1), case, id=ascii(case["text"][:40])) for case in CASES]


# --- the table ----------------------------------------------------------------------------------------------------


def test_the_table_has_no_row_twice() -> None:
    rows = [(case["text"], case.get("times", 1)) for case in CASES]
    assert len(rows) == len(set(rows)) >= 300


@pytest.mark.parametrize("name", ["x", "linkedin", "mastodon", "bluesky"])
@pytest.mark.parametrize(("text", "case"), cases())
def test_a_text_counts_as_the_platform_counts_it(text: str, case: dict[str, Any], name: str) -> None:
    assert voice(name).length(text) == case[name]


@pytest.mark.parametrize(("text", "case"), [each for each in cases() if "times" not in each.values[1]])
def test_x_makes_links_of_these_parts_and_no_others(text: str, case: dict[str, Any]) -> None:
    assert [text[start:end] for start, end in x.links(text)] == case.get("links", [])


# --- X ------------------------------------------------------------------------------------------------------------


def test_every_known_ending_makes_a_link() -> None:
    lines = (Path(counting.__file__).parent / "endings.txt").read_text(encoding="utf-8").splitlines()
    endings = [word for line in lines if not line.startswith("#") for word in line.split()]
    assert len(endings) == len(set(endings)) == 1574
    assert [each for each in endings if x.links(f"see mydomain.{each}, ok") != [(4, 13 + len(each))]] == []


@given(TEXTS)
def test_links_stand_in_order_within_the_text_and_hold_a_dot(text: str) -> None:
    links = x.links(text)
    marks = [place for link in links for place in link]
    assert marks == sorted(marks)
    assert all("." in text[start:end] and not re.search(r"\s", text[start:end]) for start, end in links)


@given(TEXTS)
def test_x_counts_every_address_23_and_the_rest_at_most_2_per_code_point(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    links = x.links(text)
    rest = len(text) - sum(end - start for start, end in links)
    assert len(links) * 23 <= x.length(text) <= len(links) * 23 + 2 * rest


# --- the others ---------------------------------------------------------------------------------------------------


def test_mastodon_counts_the_content_warning() -> None:
    assert mastodon.length("text", "spoilers") == len("spoilerstext")


@pytest.mark.parametrize(
    ("times", "used"),
    [(119, 119), (120, 120), (121, 303)],  # 25 bytes each: the 121st is the first beyond 3000
)
def test_bluesky_is_over_its_limit_when_the_bytes_are(times: int, used: int) -> None:
    assert bluesky.length("👨‍👩‍👧‍👦" * times) == used


@given(TEXTS)
def test_linkedin_never_counts_less_than_what_leaves(text: str) -> None:
    escaped = re.sub(r"[\\|{}@\[\]()<>#*_~]", r"\\\g<0>", text)
    assert linkedin.length(text) >= len(escaped.encode("utf-16-le", "surrogatepass")) // 2


# --- every platform -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted({*NAMES, "mastodon", "bluesky"}))
def test_every_platform_has_a_title_a_limit_and_a_ruler(name: str) -> None:
    kind = voice(name)
    assert kind.RULES.title
    assert kind.length("x" * kind.RULES.limit) == kind.RULES.limit


@pytest.mark.parametrize("length", RULERS)
@given(text=TEXTS)
def test_any_text_can_be_counted(length: Callable[[str], int], text: str) -> None:
    assert length(text) >= (1 if text else 0)


@pytest.mark.parametrize("length", RULERS)
@given(first=TEXTS, second=TEXTS)
def test_a_line_break_adds_one_and_changes_nothing_else(length: Callable[[str], int], first: str, second: str) -> None:
    first, second = f"{first}.", f"b{second}"  # CR LF is one character; what begins a text may begin a link earlier
    assert length(f"{first}\n{second}") == length(first) + 1 + length(second)


@pytest.mark.parametrize("length", RULERS)
@pytest.mark.parametrize(
    "text",
    [
        "word " * 56,
        ("Wrote train.py today, see https://example.com/a?b=c. It works; e.g. this. " * 4)[:280],
        "a." * 140,
    ],
    ids=["words", "a post", "dots"],
)
def test_280_ascii_characters_take_no_time(length: Callable[[str], int], text: str) -> None:
    assert fastest(length, text, 50) < 0.0002 * SLACK


@pytest.mark.parametrize("length", RULERS)
@pytest.mark.parametrize(
    "piece",
    [
        "a.",
        "a.py ",
        "😀",
        "👨‍👩‍👧‍👦",
        "(",
        "http://a.co/((",
        "@a@b.",
        "日.com",
        "日_.py",
        "a.みんな.",
        "http://a.co?!",
        "e\u0301",
    ],
)
def test_time_grows_with_the_text_and_no_faster(length: Callable[[str], int], piece: str) -> None:
    short, long = piece * (20_000 // len(piece)), piece * (100_000 // len(piece))
    assert fastest(length, long, 2) < 5 * SLACK * fastest(length, short, 3) + 0.001


SLACK = 3  # for a busy machine: what is quadratic grows by 25 where 5 is expected


def fastest(length: Callable[[str], int], text: str, times: int) -> float:
    """Return the seconds of our own work in the quickest try: other processes take theirs as well."""

    def seconds() -> float:
        began = time.process_time()
        length(text)
        return time.process_time() - began

    return min(seconds() for _ in range(times))
