"""A post as Bluesky keeps it: its key, its links and hashtags; the same at each try."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.platforms import Part, Picture
from bot.platforms.bluesky.record import Reference, Thread, facets, is_ours, key_of, tid, written
from tests.platforms.servers.bluesky_record import TID, check

NOW = datetime(2026, 11, 21, 9, 0, 0, 123456, tzinfo=UTC)
PART = Part("hello", key="k1")
PIECES = [
    "https://example.org/a",
    "http://a.b",
    "#Python",
    "#1",
    "#",
    "(",
    ").",
    " ",
    "\n",
    "é",
    "👩‍👩‍👧",
    "学习",
    "@sam.example",
    "…",
    "x",
]
TEXTS = st.text() | st.lists(st.sampled_from(PIECES) | st.text(max_size=3)).map("".join)
INSTANTS = st.timedeltas(timedelta(), timedelta(days=36500)).map(
    lambda passed: datetime(2000, 1, 1, tzinfo=UTC) + passed
)


def found(text: str) -> list[str]:
    """Return what a reader sees as links and hashtags: the bytes each facet stands for."""
    raw = text.encode()
    return [raw[each["index"]["byteStart"] : each["index"]["byteEnd"]].decode() for each in facets(text)]


# --- links and hashtags -------------------------------------------------------------------------------------------


@given(TEXTS)
@example("👍🏽 #Grüße https://example.org/ä_(b)? #x")
@example("https://a\ufeffb #\u0301")
def test_each_facet_stands_for_exactly_its_link_or_hashtag(text: str) -> None:
    raw, last = text.encode(), 0
    for each in facets(text):
        start, end = each["index"]["byteStart"], each["index"]["byteEnd"]
        (feature,) = each["features"]
        words = raw[start:end].decode()
        assert last <= start < end <= len(raw)
        assert words == feature.get("uri") or words == f"#{feature.get('tag')}"
        assert feature["$type"] == f"app.bsky.richtext.facet#{'tag' if words[0] == '#' else 'link'}"
        last = end


@given(TEXTS.filter(lambda text: len(text) <= 300))
def test_no_text_has_facets_the_lexicon_does_not_take(text: str) -> None:
    check(written(Part(text, key="k"), NOW, None))


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Notes: https://example.org/a_b/c?d=e_f&g=~h#i_j", ["https://example.org/a_b/c?d=e_f&g=~h#i_j"]),
        (
            "https://example.org/a_b, (https://example.com/x_y) and https://example.net/.",
            ["https://example.org/a_b", "https://example.com/x_y", "https://example.net/"],
        ),
        ("see https://en.wikipedia.org/wiki/Python_(language)", ["https://en.wikipedia.org/wiki/Python_(language)"]),
        ("(see https://a.b/c_(d)).", ["https://a.b/c_(d)"]),
        ("HTTPS://EXAMPLE.ORG“ and «http://localhost:8000»", ["HTTPS://EXAMPLE.ORG", "http://localhost:8000"]),
        ("学习https://example.org/学习", ["https://example.org/学习"]),
        ("example.org, train.py, xhttp://a.b, https://, https:// a, ftp://a.b", []),
        ("#Python #100DaysOfCode, #machinelearning.", ["#Python", "#100DaysOfCode", "#machinelearning"]),
        ("(#Grüße) #a_b", ["#Grüße", "#a_b"]),
        ("fixes #12, C# and F#, a#b, #a#b, #a-b, #a/b, ##a, # a, #️⃣, #_", []),
        ("@sam.bsky.social and @everybody", []),
        ("https://example.org/#Python", ["https://example.org/#Python"]),
        ("#" + "a" * 64, ["#" + "a" * 64]),
        ("#" + "a" * 65, []),
        ("https://a.b/" + "c" * 2000, []),
    ],
)  # fmt: skip
def test_links_and_hashtags_are_what_a_reader_would_take_for_them(text: str, seen: list[str]) -> None:
    assert found(text) == seen


@given(TEXTS)
def test_nobody_is_ever_notified(text: str) -> None:
    assert "mention" not in str([each["features"][0]["$type"] for each in facets(f"@sam.example {text}")])


# --- keys ---------------------------------------------------------------------------------------------------------


@given(INSTANTS, INSTANTS, st.integers(0, 1023), st.integers(0, 1023))
def test_keys_sort_as_their_instants_do(first: datetime, second: datetime, one: int, other: int) -> None:
    assert TID.fullmatch(tid(first, one))
    if first != second:
        assert (tid(first, one) < tid(second, other)) is (first < second)
    assert (tid(first, one) == tid(first, other)) is (one == other)


def test_a_key_is_made_as_the_contract_has_it() -> None:
    value = 0
    for digit in tid(NOW, 17):
        value = value * 32 + "234567abcdefghijklmnopqrstuvwxyz".index(digit)
    assert value & 1023 == 17
    assert datetime.fromtimestamp(0, UTC) + timedelta(microseconds=value >> 10) == NOW
    assert tid(datetime(1970, 1, 1, tzinfo=UTC), 0) == "2222222222222"


@given(st.text(), INSTANTS)
def test_a_key_is_the_same_at_each_try_and_another_for_another_post(key: str, since: datetime) -> None:
    part = Part("hello", key)
    assert key_of(part, since) == key_of(replace(part, text="changed", tried=True), since)
    assert key_of(part, since) == key_of(part, since.astimezone(timezone(timedelta(hours=5))))
    assert key_of(part, since)[:11] == tid(since, 0)[:11]


def test_parts_tried_at_one_instant_have_each_a_key() -> None:
    assert len({key_of(replace(PART, number=number), NOW) for number in range(1, 11)}) == 10


# --- the record ---------------------------------------------------------------------------------------------------


def test_a_text_is_a_record_of_three_fields() -> None:
    assert written(PART, NOW, None) == {
        "$type": "app.bsky.feed.post",
        "text": "hello",
        "createdAt": "2026-11-21T09:00:00.123Z",
    }


def test_a_record_holds_its_thread_and_its_pictures() -> None:
    root, parent = Reference("at://did/c/1", "bafy1"), Reference("at://did/c/2", "bafy2")
    shown = replace(PART, pictures=(Picture(b"", "image/png", "A curve"), Picture(b"", "image/png", "")))
    record = written(replace(shown, uploads=('{"$type": "blob"}', "(picture 2)")), NOW, Thread(root, parent))
    assert record["reply"] == {
        "root": {"uri": "at://did/c/1", "cid": "bafy1"},
        "parent": {"uri": "at://did/c/2", "cid": "bafy2"},
    }
    assert record["embed"] == {
        "$type": "app.bsky.embed.images",
        "images": [{"image": {"$type": "blob"}, "alt": "A curve"}, {"image": "(picture 2)", "alt": ""}],
    }


@pytest.mark.parametrize(
    ("record", "part", "ours"),
    [
        ({"text": "hello"}, PART, True),
        ({"text": "hello "}, PART, False),
        ({}, PART, False),
        ({"text": "hello", "reply": {"parent": {"uri": "at://did/c/1"}}}, PART, False),
        ({"text": "hello", "reply": {"parent": {"uri": "at://did/c/1"}}}, replace(PART, after="at://sam/c/1"), True),
        ({"text": "hello", "reply": [1]}, replace(PART, after="at://sam/c/1"), False),
        ({"text": "hello"}, replace(PART, after="at://sam/c/1"), False),
    ],
)
def test_a_record_is_ours_by_its_words_and_its_place(record: dict[str, object], part: Part, ours: bool) -> None:
    assert is_ours(record, part) is ours


def test_instants_are_told_in_utc_to_the_millisecond() -> None:
    east = NOW.astimezone(timezone(timedelta(hours=5, minutes=30)))
    assert written(PART, east, None)["createdAt"] == "2026-11-21T09:00:00.123Z"
    whole = written(PART, NOW.replace(microsecond=0), None)["createdAt"]
    assert re.fullmatch(r"2026-11-21T09:00:00\.000Z", whole)
