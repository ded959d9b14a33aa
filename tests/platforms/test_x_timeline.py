"""Reading back from X: our own post is found however X gives it back, and nobody else's is taken for it."""

import html
import json
import re
import unicodedata
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.errors import Blocked, NotSent, PublishError
from bot.platforms import Part, Receipt
from bot.platforms.counting import links
from bot.platforms.x import timeline
from tests.platforms.fake_x import ME, NOW, FakeX, Make, caught, json_answer, making, problem

SINCE = NOW - timedelta(minutes=5)
Post = dict[str, object]


@pytest.fixture
def fake(tmp_path: Path) -> Make:
    return making(tmp_path)


def an_id(made: datetime, number: int = 1) -> str:
    return str((int(made.timestamp() * 1000) - 1288834974657 << 22) + number)  # contract §5


def as_x_gives_it(text: str, picture: bool = False, *, entities: bool = True, made: datetime = NOW) -> Post:
    """Return a post as X would: links shortened, a link to the picture put behind, three characters escaped."""
    text = unicodedata.normalize("NFC", text)
    urls, pieces, end = [], [], 0
    for number, (start, stop) in enumerate(links.find(text)):
        short, link = f"https://t.co/aB{number:08d}", text[start:stop]
        whole = link if "://" in link else f"http://{link}"
        urls.append({"url": short, "expanded_url": whole, "display_url": whole.partition("://")[2][:20] + "…"})
        pieces += [text[end:start], short]
        end = stop
    shown = html.escape("".join([*pieces, text[end:]]), quote=False)
    if picture:
        shown += " https://t.co/mediamedia"
        urls.append({"url": "https://t.co/mediamedia", "expanded_url": "https://x.com/a/status/1/photo/1"})
    return {"id": an_id(made), "text": shown, **({"entities": {"urls": urls}} if entities else {})}


def is_found(post: Post, text: str, after: str = "") -> bool:
    return timeline.find([post], Part(text, key="k", after=after), SINCE) != ""


# --- what is ours -------------------------------------------------------------------------------------------------

WRITTEN = [
    "Day 5 of 112: gradient descent, by hand.",
    "Tom & Jerry <b>bold</b> &amp; &lt; done",
    "Read https://example.com/a?b=1&c=2 and train.py today",
    "See torch.no_grad() and src/train.py, not train.py",
    "Ends with a link: https://example.com/",
    "Zwölf  Zeilen\n\nund\u00a0Tabs\t!",
    "e\u0301 composed, or not",
    "(https://example.com) “a.com”…",
    "見て https://example.com/日本 ね train.pyです",
    "$HOME @ 3:11 #100DaysOfCode",
]


@pytest.mark.parametrize("text", WRITTEN)
@pytest.mark.parametrize("picture", [False, True])
@pytest.mark.parametrize("entities", [False, True])
def test_a_text_is_found_as_x_gives_it_back(text: str, picture: bool, entities: bool) -> None:
    post = as_x_gives_it(text, picture, entities=entities)
    assert is_found(post, text)
    assert not is_found(post, text + " indeed")


PIECES = st.sampled_from(
    [
        *(
            "train.py",
            "src/train.py",
            "train.py?x=1",
            "a.com:80b",
            "a.com\u0323",
            "a.b.com/",
            "（a.com）",
            "http://foo.newtld",
        ),
        *("https://a.com/x?y=1&z", "https://t.co/abc", "https://t.co/abc?x", "t.co/abc", "http://", "."),
        *("&amp;", "&", "<b>", " ", "\n", "e\u0301"),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=6), min_size=1, max_size=8).map("".join)


@given(TEXTS, st.booleans())
@example("a.com:80btrain.py", True)
@example("train.pyhttps://t.co/abc", False)
@example("see train.py?x=1", False)
def test_any_text_is_found_if_anything_but_links_is_in_it(text: str, picture: bool) -> None:
    has_words = any(each.isalpha() for each in _without_links(text))
    assert is_found(as_x_gives_it(text, picture), text) or not has_words


def _without_links(text: str) -> str:
    """Return what is left of a text if X's own links, and all that looks like one of them, are gone."""
    text = re.sub(r"https?://t\.co\S*", " ", unicodedata.normalize("NFC", text))
    while found := links.find(text):
        text = f"{text[: found[0][0]]} {text[found[0][1] :]}"
    return text


WORDS = st.text(st.sampled_from("abcäé &<>;!?'\n-—"), min_size=1, max_size=30)


@given(WORDS, WORDS, st.booleans())
def test_a_different_text_is_not_found(ours: str, theirs: str, entities: bool) -> None:
    if ours.split() != theirs.split():
        assert not is_found(as_x_gives_it(theirs, entities=entities), ours)


def test_a_link_only_x_takes_for_one_is_left_out_on_both_sides() -> None:
    urls = [{"url": "https://t.co/aB1", "expanded_url": "http://learn.zzzz", "display_url": "learn.zzzz"}]
    post: Post = {"id": an_id(NOW), "text": "Read https://t.co/aB1 and src/learn.zzzz", "entities": {"urls": urls}}
    assert is_found(post, "Read learn.zzzz and src/learn.zzzz")
    assert not is_found(post, "Reread learn.zzzz and src/learn.zzzz")


def test_a_text_of_links_alone_is_never_taken_for_another() -> None:
    assert not is_found(as_x_gives_it("", picture=True), "https://example.com/a")
    assert not is_found(as_x_gives_it("https://example.com/b"), "https://example.com/a")


def test_a_post_older_than_the_first_try_is_not_ours() -> None:
    assert not is_found(as_x_gives_it("No commits today", made=SINCE - timedelta(seconds=1)), "No commits today")
    assert is_found(as_x_gives_it("No commits today", made=SINCE), "No commits today")


@pytest.mark.parametrize("name", ["referenced_tweets", "referenced_posts"])
def test_a_later_part_is_one_that_follows_the_part_before_it(name: str) -> None:
    post = as_x_gives_it("2/2 and so on") | {name: [{"type": "quoted", "id": "5"}, {"type": "replied_to", "id": "77"}]}
    assert is_found(post, "2/2 and so on", after="77")
    assert not is_found(post, "2/2 and so on", after="78")
    assert not is_found(post, "2/2 and so on")
    assert is_found(as_x_gives_it("2/2 and so on"), "2/2 and so on", after="78")  # X does not tell


def test_the_first_of_two_is_taken() -> None:
    first, second = as_x_gives_it("t", made=NOW), as_x_gives_it("t", made=NOW + timedelta(minutes=1))
    assert timeline.find([second, first], Part("t", key="k"), SINCE) == first["id"]


@pytest.mark.parametrize(
    "post",
    [
        {},
        {"id": an_id(NOW)},
        {"text": "t"},
        {"id": 7, "text": "t"},
        {"id": "x", "text": "t"},
        {"id": an_id(NOW), "text": ["t"]},
        {"id": "9" * 25, "text": "t"},
    ],
)
def test_what_is_no_post_is_passed_over(post: Post) -> None:
    assert not is_found(post, "t")


@pytest.mark.parametrize("odd", [None, 7, "x", [], [7], [{}], {"urls": 7}, {"urls": [7, {"url": 7}]}])
def test_odd_fields_of_a_post_tell_nothing(odd: object) -> None:
    assert is_found({"id": an_id(NOW), "text": "t", "entities": odd, "referenced_tweets": odd}, "t")


# --- asking X -----------------------------------------------------------------------------------------------------


def timeline_of(*posts: Post) -> httpx.Response:
    return json_answer(200, {"meta": {"result_count": len(posts)}} | ({"data": list(posts)} if posts else {}))


PART = Part("Day 5 & more", key="k", since=NOW, tried=True)


def test_a_post_that_arrived_is_found_among_the_newest_of_the_account(fake: Make) -> None:
    post = as_x_gives_it("Day 5 & more")
    x = fake(json_answer(200, ME), timeline_of(as_x_gives_it("Day 4"), post))
    remote_id = str(post["id"])
    assert x.account().look_up(PART) == Receipt(remote_id, f"https://x.com/i/web/status/{remote_id}")
    assert x.calls() == [("GET", "/2/users/me"), ("GET", "/2/users/42/tweets")]
    assert dict(x.asked[1].url.params) == {
        "max_results": "20",
        "exclude": "retweets",
        "start_time": "2026-12-01T11:58:00Z",
        "tweet.fields": "created_at,entities,referenced_tweets",
    }
    assert x.memory.spent == [("account", 0.010), ("reading back", 0.010)]


def test_whose_account_it_is_is_asked_once_for_each_token(fake: Make) -> None:
    x = fake(json_answer(200, ME), timeline_of(), timeline_of())
    account = x.account()
    assert account.look_up(PART) is account.look_up(PART) is None
    assert [path for _, path in x.calls()] == ["/2/users/me", "/2/users/42/tweets", "/2/users/42/tweets"]
    assert x.memory.spent == [("account", 0.010)]
    other = fake(json_answer(200, ME), timeline_of(), X_ACCESS_TOKEN="another")
    other.memory = x.memory
    other.account().look_up(PART)
    assert [path for _, path in other.calls()] == ["/2/users/me", "/2/users/42/tweets"]
    assert sorted(x.memory.kept.values()) == ["42", "42"]
    assert "another" not in json.dumps(x.memory.kept)


def test_where_x_refuses_the_fields_it_is_asked_without_them(fake: Make) -> None:
    refused = problem(400, "The query parameter [tweet.fields] is not one of [id,post.fields]")
    x = fake(json_answer(200, ME), refused, timeline_of(as_x_gives_it("Day 5 & more", entities=False)))
    assert x.account().look_up(PART)
    assert [("tweet.fields" in each.url.params) for each in x.asked[1:]] == [True, False]


def test_a_part_that_does_not_say_since_when_is_looked_for_among_those_of_a_day(fake: Make) -> None:
    x = fake(json_answer(200, ME), timeline_of(as_x_gives_it("t", made=NOW - timedelta(days=2))))
    assert x.account().look_up(Part("t", key="k")) is None
    assert x.asked[1].url.params["start_time"] == "2026-11-30T11:58:00Z"


@pytest.mark.parametrize(
    ("answer", "means"),
    [
        (httpx.ReadTimeout("…"), NotSent),
        (httpx.ConnectError("…"), NotSent),
        (httpx.Response(502), NotSent),
        (httpx.Response(302), NotSent),
        (httpx.Response(200, text="<html>"), NotSent),
        (json_answer(200, {"data": {"id": "1"}}), NotSent),
        (json_answer(200, {"errors": [{"title": "Not Found Error"}]}), NotSent),
        (problem(400, "The start_time is wrong"), NotSent),
        (problem(403, "Something"), NotSent),
        (problem(404), NotSent),
        (problem(429), NotSent),
        (problem(401), Blocked),
        (problem(402), Blocked),
    ],
)
def test_a_reading_that_fails_proves_nothing(
    fake: Make, answer: httpx.Response | Exception, means: type[PublishError]
) -> None:
    x: FakeX = fake(json_answer(200, ME), answer)
    assert type(caught(lambda: x.account().look_up(PART))) is means
    assert x.memory.spent == [("account", 0.010)]
    assert len(x.asked) == 2
