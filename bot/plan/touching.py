"""Whether words speak of a study day: only shared words say what was touched, whatever the calendar says.

A word counts by its stem, and only if it carries meaning; one shared word is enough, because a commit has few.
"""

import re
from functools import lru_cache

from bot.roadmaps.roadmap import Day

_WORD = re.compile(r"[a-z][a-z0-9]{2,}")
_ENDINGS = re.compile(r"(?:ing|ed|ions?|ers?|es|s)$")
_SHORTEST_STEM = 3
# Words of any commit and any plan: sharing one says nothing.
_ORDINARY = frozenset({
    "about", "add", "added", "after", "all", "and", "basic", "basics", "build", "chapter", "check", "code",
    "compare", "complete", "create", "data", "dataset", "day", "docs", "exercise", "exercises", "file", "first",
    "fix", "for", "from", "function", "get", "guide", "how", "implement", "into", "learn", "learned", "learning",
    "make", "minutes", "model", "models", "new", "notebook", "notes", "one", "own", "page", "part", "plot",
    "practice", "project", "read", "readme", "run", "section", "small", "start", "started", "study", "table", "task",
    "test", "tests", "that", "the", "this", "through", "tutorial", "two", "update", "updated", "use", "using", "video",
    "watch", "week", "what", "with", "work", "write",
})  # fmt: skip


def stems_of(day: Day) -> frozenset[str]:
    """Return the words a study day is about, by their stems."""
    return stems(" ".join([day.title, *(item.text for item in day.items)]))


@lru_cache(maxsize=8_192)  # the same study days are looked at evening after evening
def stems(text: str) -> frozenset[str]:
    """Return the words of a text that carry meaning, by their stems."""
    return frozenset(_stem(word) for word in _WORD.findall(text.lower()) if word not in _ORDINARY)


def ordinary(text: str) -> int:
    """Return how many words of a text are of the kind any plan has: they name the work, not what it is about."""
    return sum(len(word) > _SHORTEST_STEM and word in _ORDINARY for word in _WORD.findall(text.lower()))


def _stem(word: str) -> str:
    stem = _ENDINGS.sub("", word)
    return stem if len(stem) >= _SHORTEST_STEM else word
