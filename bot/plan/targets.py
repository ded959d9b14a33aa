"""How many posts a roadmap itself asks for: “1 LinkedIn post and 5 tweets” in what a section is to deliver."""

import re

from bot.roadmaps.roadmap import Section

_TARGET = re.compile(
    r"\b(?P<count>\d{1,2}|one|two|three|four|five|six|seven)\s*(?:x\s+)?(?:short\s+|long\s+)?"
    r"(?P<where>linkedin|tweets?|twitter|x\s+posts?|mastodon|toots?|bluesky)",
    re.IGNORECASE,
)
_NUMBERS = {word: number for number, word in enumerate("one two three four five six seven".split(), 1)}  # noqa: SIM905
_PLATFORMS = {"linkedin": "linkedin", "mastodon": "mastodon", "toot": "mastodon", "bluesky": "bluesky"}


def targets(section: Section) -> dict[str, int]:
    """Return how many posts a section asks for, by platform."""
    found: dict[str, int] = {}
    for item in section.every_item:
        for match in _TARGET.finditer(item.text):
            where = next((name for word, name in _PLATFORMS.items() if match["where"].lower().startswith(word)), "x")
            count = match["count"].lower()
            found[where] = found.get(where, 0) + (int(count) if count.isdigit() else _NUMBERS[count])
    return found
