"""The timeline: whole, escaped, and without anything from elsewhere."""

import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.app import App
from bot.lifecycle import Status
from bot.reports.pages import Timeline, timeline
from bot.store.post import Backing, Post, PostClaim
from bot.store.reading import Posts
from tests.conftest import BERLIN

NOW = datetime(2026, 1, 20, 7, 30, tzinfo=UTC)


class Claiming(Posts):
    """Posts whose claims are given, read by the real page."""

    def __init__(self, claims: tuple[PostClaim, ...]) -> None:
        self._given = claims

    def claims(self, post_id: int) -> tuple[PostClaim, ...]:
        return self._given

    def corrections(self, post_id: int) -> list[int]:
        return []


def post(text: str) -> Post:
    return Post(
        id=1,
        platform="x",
        slot="morning",
        local_date=date(2026, 1, 20),
        angle="learned",
        section="Week 1",
        day="Day 1",
        status=Status.PUBLISHED,
        due_at=NOW,
        attempts=1,
        version=4,
        published_at=NOW,
        body_hash="h",
        idempotency_key="k",
        parts=(text,),
    )


def page(app: App, text: str, said: str = "", url: str = "") -> str:
    claim = PostClaim(said or text, "did", (Backing("commit", "3fa9", said, url),))
    return timeline(app.settings.home, Timeline(text, text, [post(text)], BERLIN), Claiming((claim,)))


class Read(HTMLParser):
    """What a browser would make of it: the tags, the addresses, the text of paragraphs."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80))
@example("<script>alert(1)</script>")
@example('"><img src=x onerror=alert(1)>')
@example("' onmouseover='alert(1)")
@example("&lt;b&gt; &amp; &#60;")
def test_s10_no_text_can_become_markup(app: App, text: str) -> None:
    harmless = Read(page(app, "a"))
    found = Read(page(app, text, said=text, url=text))
    assert [tag for tag in found.tags if tag != "a"] == harmless.tags
    assert " ".join(text.split()) in " ".join(found.text.split())


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//evil.test", "http:evil"])
def test_only_a_web_address_becomes_a_link(app: App, url: str) -> None:
    assert "a" not in Read(page(app, "x", url=url)).tags
    assert ("href", "https://example.org/c/1") in Read(page(app, "x", url="https://example.org/c/1")).attributes


def test_the_page_loads_nothing_and_forbids_it(app: App) -> None:
    content = page(app, "A text.")
    assert "default-src 'none'" in content
    assert not re.search(r"<(?:script|link|img|iframe)|@import|url\(|https?://", content)


def test_a_page_of_nothing_says_so(app: App) -> None:
    assert "Nothing is published yet." in timeline(app.settings.home, Timeline("T", "S", [], BERLIN), Claiming(()))
