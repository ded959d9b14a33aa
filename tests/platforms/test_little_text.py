"""Little text, read back by a reader who knows nothing of the writer: it cuts where LinkedIn would."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.linkedin import length
from bot.platforms.linkedin.little_text import escape

RESERVED = "\\|{}@[]()<>#*_~"  # contracts/linkedin.md §4
ENCODED = {f"%{ord(mark):02X}": mark for mark in "()[]{}|<>\\*"}  # the same: what a link holds only in this form
TEXTS = st.text(max_size=60) | st.text("ab1 .\n#(\\_é日", max_size=30)
PIECES = st.sampled_from(
    [
        *RESERVED,
        *" \n.,:;!?'\"`/%é日😀a1",
        "http://",
        "https://a.co",
        "https://a.co/x_y",
        "HTTPS://en.wikipedia.org/wiki/Rust_(language)",
        "https://example.com/?utm_source=a&b=~me/@you#top",
        "#python",
        "fix #12",
        "C#",
        "a_b",
        "%28",
    ]
)
MIXED = st.lists(PIECES, max_size=20).map("".join)


def seen(little: str) -> str:
    """Return what a reader sees of a post: everything up to the first reserved character nobody escaped."""
    shown, place = "", 0
    while place < len(little):
        link = re.compile(r"(?i)https?://([a-z0-9-]+\.)+[a-z0-9-]*[a-z0-9]([:/?#][!#-'*-;=?-Z^_a-z~]*)?").match(
            little, place
        )
        if link and not re.match(r"\w", shown[-1:]):
            kept = link[0].partition("*")[0]
            shown, place = shown + kept, place + len(kept)
        elif little[place] == "\\" and little[place + 1 : place + 2] in RESERVED:
            shown, place = shown + little[place + 1 : place + 2], place + 2
        elif little[place] == "#" and little[place + 1 : place + 2].isalpha() and not re.match(r"\w", shown[-1:]):
            shown, place = shown + "#", place + 1
        elif little[place] in RESERVED:
            return shown
        else:
            shown, place = shown + little[place], place + 1
    return shown


def resolved(text: str) -> str:
    """Return a text with the marks of links as they were meant."""
    return re.sub("|".join(ENCODED), lambda code: ENCODED[code[0]], text)


# --- every text ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("little", "shown"),
    [("cut (here)", "cut "), ("kept \\(here\\)", "kept (here)"), ("#tag #1", "#tag "), ("https://a.co/x_y_", None)],
)
def test_the_reader_cuts_where_linkedin_does(little: str, shown: str | None) -> None:
    assert seen(little) == (little if shown is None else shown)


@given(TEXTS | MIXED)
def test_a_reader_sees_what_was_approved(text: str) -> None:
    assert resolved(seen(escape(text))) == resolved(text)


@given(TEXTS.filter(lambda text: "://" not in text))
def test_without_a_link_a_reader_sees_it_to_the_letter(text: str) -> None:
    assert seen(escape(text)) == text


@given(TEXTS | MIXED)
def test_no_text_leaves_longer_than_it_was_counted(text: str) -> None:
    assert length(text) >= len(escape(text).encode("utf-16-le", "surrogatepass")) // 2


@given(st.text(st.characters(exclude_characters=RESERVED)))
def test_a_text_without_reserved_characters_leaves_as_it_is(text: str) -> None:
    assert escape(text) == text


@pytest.mark.parametrize("mark", RESERVED)
def test_a_reserved_character_alone_gets_a_backslash(mark: str) -> None:
    assert escape(mark) == f"\\{mark}"


@pytest.mark.parametrize(
    "piece", ["(", "#a", "https://a.co/(", "https://a.co/((", "https://a.co/_", "https://a.", "a_"]
)
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    def seconds(size: int) -> float:
        began = time.process_time()
        escape(piece * (size // len(piece)))
        return time.process_time() - began

    assert min(seconds(100_000) for _ in range(3)) < 15 * min(seconds(20_000) for _ in range(3)) + 0.001


# --- hashtags --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["#python", "on #Rust, #Übung and #日本語", "line\n#MachineLearning", "#learninpublic.", "“#quoted”"]
)
def test_a_hashtag_stays_one(text: str) -> None:
    assert escape(text) == text


def test_a_hashtag_in_brackets_stays_one() -> None:
    assert escape("(#python)") == r"\(#python\)"


@pytest.mark.parametrize(
    "text",
    [
        "C#",
        "fix #12",
        "a#b",
        "##x",
        "#",
        "# heading",
        "#a_b",
        "#snake_case",
        "#C#",
        "#100DaysOfCode",
        "&#x27;",
        "/#top",
        "#️⃣",
    ],
)
def test_any_other_number_sign_is_a_character(text: str) -> None:
    assert escape(text) == text.replace("#", r"\#").replace("_", r"\_")


# --- links -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "link",
    [
        "https://github.com/me/repo/blob/main/train_model.py#L10",
        "http://a.io",
        "https://a.co?utm_source=x_y&b=~c",
        "https://medium.com/@me/post-1",
        "HTTPS://Example.com:8443/a_b/",
    ],
)
@pytest.mark.parametrize("around", ["{}", "See {}.", "{}, and more", "line\n{}\nline", "“{}”"])
def test_a_link_leaves_as_it_is(link: str, around: str) -> None:
    assert escape(around.format(link)) == around.format(link)


@pytest.mark.parametrize(
    ("text", "little"),
    [
        ("https://en.wikipedia.org/wiki/Rust_(language).", "https://en.wikipedia.org/wiki/Rust_%28language%29."),
        ("https://a.co/{id}/b[0]|c<d>e\\f*g", "https://a.co/%7Bid%7D/b%5B0%5D%7Cc%3Cd%3Ee%5Cf%2Ag"),
        ("(https://a.co/x_y)", r"\(https://a.co/x_y\)"),
        ("[x_y](https://a.co/x_y), z", r"\[x\_y\]\(https://a.co/x_y\), z"),
        ("**https://a.co/x_y**", r"\*\*https://a.co/x_y\*\*"),
        ("<https://a.co/x_y>", r"\<https://a.co/x_y\>"),
        ('<a href="https://a.co/x_y">a_b</a>', r'\<a href="https://a.co/x_y"\>a\_b\</a\>'),
        ("https://a.co/x_(y", r"https://a.co/x\_\(y"),
    ],
)
def test_a_link_ends_where_a_reader_would_end_it(text: str, little: str) -> None:
    assert escape(text) == little


@pytest.mark.parametrize(
    "text",
    [
        "https://localhost/a_b",
        "https://u_@a.co/a_b",
        "xhttps://a.co/a_b",
        "https://a.co、a_b",
        "https://a_b.co",
        "https://_",
        "httpſ://a.co/a_b",
    ],
)
def test_what_linkedin_would_make_no_link_of_is_text(text: str) -> None:
    assert escape(text) == re.sub("[_@]", r"\\\g<0>", text)
