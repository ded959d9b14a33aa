"""One repository while it is read: where it is asked, and what may be kept of what it says.

Where only counting is allowed, evidence leaves here without a name or a message: there is nothing to blank later.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import parse_qsl, urlencode

from bot.activity import Evidence, Kind, LeftOut, Privacy, Window, counted_ref
from bot.activity.commit import kept_of
from bot.activity.github.asking import SERVER_ERROR, TOO_LARGE, GitHub
from bot.activity.github.fields import dig
from bot.activity.github.refusals import lost, not_understood, silence
from bot.activity.people import Learner

FULL = 100  # contract §1: the most a page holds
SMALLEST = 12
_FAILING = frozenset((SERVER_ERROR, TOO_LARGE))


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list, or the status that stands in its place."""

    items: list[object]
    etag: str = ""
    next: str = ""
    status: int = 200
    unchanged: bool = False
    body: object = None
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Repository:
    """Where it is, whose work is looked for in it, and what may be kept."""

    hub: GitHub
    name: str  # as the learner wrote it
    spelled: str  # as GitHub does
    privacy: Privacy
    learner: Learner
    window: Window
    first: date  # from which day on it is asked: the earliest ever wanted, so that addresses and their ETags stay

    @property
    def since(self) -> datetime:
        """Return from when on to ask: a day early, for GitHub goes by the date a rebase moves (contract §4)."""
        return datetime.combine(self.first, time(), self.window.zone).astimezone(UTC) - timedelta(days=1)

    def page(self, part: str, query: str, etag: str = "", fine: Collection[int] = (), below: str = "") -> Page:
        """Return one page, a smaller one if GitHub fails at this size (contract §3.1); `below` is where its list is."""
        while True:
            answer = self.hub.ask(f"/repos/{self.spelled}/{part}?{query}", self.name, etag, {*fine, *_FAILING})
            if answer.status not in _FAILING:
                break
            query, etag = self._smaller(query, answer.trouble), ""
        if answer.unchanged or answer.status in fine:
            return Page([], status=answer.status, unchanged=answer.unchanged, needs=answer.needs)
        items = dig(answer.body, below) if below else answer.body
        if not isinstance(items, list):
            raise not_understood(self.name)
        kept = answer.etag if _size(query) == FULL else ""  # contract §5: an ETag is good for one exact address
        return Page(items, kept, self._following(query, answer.next), body=answer.body)

    def evidence(self, kind: Kind, ref: str, text: str, url: str, at: datetime) -> Evidence:
        """Return evidence with as much in it as may be kept."""
        day = self.window.date_of(at)
        found = Evidence(kind, ref, kept_of(text), at, day, url=url, repository=self.spelled)
        return found if self.privacy is Privacy.PUBLIC else found.only_counted

    def left_out(self, ref: str, reason: str, at: datetime | None = None) -> LeftOut:
        """Return what is no evidence, and why."""
        kept = ref if self.privacy is Privacy.PUBLIC else counted_ref(ref)
        return LeftOut(kept, self.window.date_of(at or self.window.now), reason)

    def named(self, rest: str) -> str:
        """Return a reference that needs the repository's name; a private one goes by the name the learner wrote."""
        return f"{self.spelled if self.privacy is Privacy.PUBLIC else self.name}{rest}"

    def _smaller(self, query: str, trouble: str) -> str:
        words = dict(parse_qsl(query))
        size, page = _size(query), _number(words.get("page", "1"))
        if size // 2 < SMALLEST or not page:
            raise silence(trouble, self.name)
        self.hub.say(f"GitHub fails at {size} at once; asking for {size // 2}.")
        first = (page - 1) * size
        return urlencode(words | {"per_page": size // 2, "page": first // (size // 2) + 1})

    def _following(self, query: str, following: str) -> str:
        """Return the next page's query; one that leads back would never end."""
        here, there = (_number(dict(parse_qsl(each)).get("page", "")) for each in (query, following))
        if following and (following == query or (here and there and there <= here)):
            raise lost(self.name)
        return following


def _size(query: str) -> int:
    return _number(dict(parse_qsl(query)).get("per_page", "")) or FULL


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0  # noqa: PLR2004
