"""Which evidence speaks of a study day: the calendar says what was planned, only shared words say what was touched.

A word counts by its stem, and only if it carries meaning; one shared word is enough, because a commit has few.
"""

import re
from collections.abc import Sequence

from bot.activity import Evidence
from bot.plan import PlannedDay

_WORD = re.compile(r"[a-z][a-z0-9]{2,}")
_ENDINGS = re.compile(r"(?:ing|ed|ions?|ers?|es|s)$")
_SHORTEST_STEM = 3
# Words of any commit and any plan: sharing one says nothing.
_ORDINARY = frozenset({
    "about", "add", "added", "after", "all", "and", "basic", "basics", "build", "chapter", "check", "code",
    "compare", "complete", "create", "data", "dataset", "day", "docs", "exercise", "exercises", "file", "first",
    "fix", "for", "from", "function", "get", "guide", "how", "implement", "into", "learn", "learned", "learning",
    "make", "minutes", "model", "models", "new", "notebook", "notes", "one", "own", "page", "part", "plot",
    "practice", "project", "read", "run", "section", "small", "start", "started", "study", "table", "task", "test",
    "tests", "that", "the", "this", "through", "tutorial", "two", "update", "updated", "use", "using", "video",
    "watch", "week", "what", "with", "work", "write",
})  # fmt: skip


def speaking_of(planned: PlannedDay, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return the evidence that shares a meaningful word with a day's title or items."""
    wanted = _stems(" ".join([planned.day.title, *(item.text for item in planned.day.items)]))
    return tuple(each for each in evidence if _stems(each.text) & wanted)


def _stems(text: str) -> set[str]:
    return {_stem(word) for word in _WORD.findall(text.lower()) if word not in _ORDINARY}


def _stem(word: str) -> str:
    stem = _ENDINGS.sub("", word)
    return stem if len(stem) >= _SHORTEST_STEM else word
