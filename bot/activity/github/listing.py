"""A list read page by page from its newest end, until enough is known; its place is kept after every page.

The first page is asked with the ETag of last time: an unchanged list costs one request, and with a token none that
counts. A place in the middle is the query GitHub gave for the next page, never its path, which holds a name.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.activity import Cursor, Evidence, LeftOut
from bot.activity.github.refusals import lost
from bot.activity.github.repository import Page, Repository

MOST_PAGES = 2_000  # in one reading: 200,000 commits; the next reading goes on from there

Found = Evidence | LeftOut


@dataclass(frozen=True, slots=True)
class Step:
    """What one page gave, and the place in the list once that is kept."""

    found: Sequence[Found]
    state: Cursor


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of one kind: where it is, what its items are, when enough is known, and what to remember of its top."""

    called: str
    part: str
    query: str
    judge: Callable[[Repository, object], Found | None]
    enough: Callable[[Repository, Cursor, Sequence[object]], bool]
    top: Callable[[Repository, Page], Cursor]
    fine: frozenset[int] = frozenset()

    def read(self, repository: Repository, state: Cursor) -> Iterator[Step]:
        """Yield page by page what is new."""
        held = {name: value for name, value in state.items() if name != "going"}
        going = state.get("going")
        for _ in range(MOST_PAGES):
            etag = "" if going else state.get("etag", "")
            page = repository.page(self.part, going["next"] if going else self.query, etag, self.fine)
            if page.status in self.fine:
                needed = page.needs or "a permission"
                repository.hub.say(f"{self.called} of {repository.name} stay unseen: GITHUB_TOKEN lacks {needed}.")
            top = going["top"] if going else self.top(repository, page)
            found = [each for each in (self.judge(repository, item) for item in page.items) if each]
            if not page.next or self.enough(repository, held, page.items):
                yield Step(found, {**held, **top})
                return
            going = {"next": page.next, "top": top}
            yield Step(found, {**held, "going": going})
        raise lost(repository.name)
