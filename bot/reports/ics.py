"""The queue as a calendar file (RFC 5545): when what would go out, for the calendar one looks at anyway."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from bot.platforms import voice
from bot.store.post import Post

_OCTETS = 75  # of a line; what is longer goes on behind a blank on the next
_LENGTH = "PT15M"


def write(posts: Iterable[Post], now: datetime) -> Iterator[str]:
    """Yield the file, line by line."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//learnaloud//bot//EN", "CALSCALE:GREGORIAN"]
    for post in posts:
        lines += _event(post, now)
    for line in [*lines, "END:VCALENDAR"]:
        yield from _folded(line)


def _event(post: Post, now: datetime) -> list[str]:
    first = post.text.partition("\n")[0]
    return [
        "BEGIN:VEVENT",
        f"UID:post-{post.id}@learnaloud",
        f"DTSTAMP:{_instant(now)}",
        f"DTSTART:{_instant(post.published_at or post.due_at)}",
        f"DURATION:{_LENGTH}",
        f"SUMMARY:{_escaped(f'{voice(post.platform).RULES.title} ({post.status}): {first}')}",
        f"DESCRIPTION:{_escaped(post.text)}",
        f"STATUS:{'TENTATIVE' if post.status == 'draft' else 'CONFIRMED'}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _instant(value: datetime) -> str:
    return f"{value.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for plain, told in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r", ""), ("\n", "\\n")):
        text = text.replace(plain, told)
    return text


def _folded(line: str) -> Iterator[str]:
    """Yield a line in pieces of so many octets, never within a letter."""
    piece = ""
    for letter in line:
        if len((piece + letter).encode()) > _OCTETS:
            yield piece
            piece = " "
        piece += letter
    yield piece
