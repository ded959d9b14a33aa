"""How platforms count, against the cases their contracts publish."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms import NAMES, linkedin, voice, x


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("", 0),
        ("hello", 5),
        ("é", 1),
        ("e\u0301", 1),  # composed first
        ("“quoted” – dash…", 17),  # … is U+2026, outside the light ranges
        ("日本", 4),
        ("👍", 2),
        ("https://example.org/a/very/long/path?with=query", 23),
        ("see http://a.io now", 31),
    ],
)
def test_x_weighs_code_points_and_addresses(text: str, weight: int) -> None:
    assert x.length(text) == weight


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_x_never_counts_less_than_one_and_more_than_two_per_code_point(text: str) -> None:
    import unicodedata

    bare = unicodedata.normalize("NFC", text.replace("http", ""))
    assert len(bare) <= x.length(bare) <= 2 * len(bare)


@pytest.mark.parametrize(("text", "length"), [("plain", 5), ("a (b) #c", 11), ("👍", 2), ("back\\slash", 11)])
def test_linkedin_counts_the_strictest_reading(text: str, length: int) -> None:
    assert linkedin.length(text) == length


@pytest.mark.parametrize("name", NAMES)
def test_every_platform_has_a_title_a_limit_and_a_ruler(name: str) -> None:
    kind = voice(name)
    assert kind.RULES.title
    assert kind.length("x" * kind.RULES.limit) == kind.RULES.limit
