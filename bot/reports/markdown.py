"""Drafts as Markdown, to be read and changed anywhere; and the changed file back as what a person wants each to say.

What belongs to a post stands between two marks with its number and version, so that a file that has grown old changes
nothing that somebody else has changed meanwhile.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.platforms import voice
from bot.store.post import Post

_HEAD = """# What waits

Change the words between the marks, and read the file back with `bot import`. A changed post asks for your yes again.
"""
BEGINS = "<!-- post "
_POST = re.compile(r"<!-- post (\d{1,18}), version (\d{1,18}) -->\n(.*?)\n<!-- end of post \1 -->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a file wants a post to say, and which version of it the file knew."""

    post_id: int
    version: int
    text: str


def write(posts: Iterable[Post], zone: ZoneInfo) -> Iterator[str]:
    """Yield the file, piece by piece."""
    yield _HEAD
    for post in posts:
        due = post.due_at.astimezone(zone)
        yield f"\n## {voice(post.platform).RULES.title}, {due:%A} {due.day} {due:%B}, {due:%H:%M} ({post.status})\n\n"
        yield f"<!-- post {post.id}, version {post.version} -->\n{post.text}\n<!-- end of post {post.id} -->\n"


def read(text: str) -> list[Wanted]:
    """Return what a file says of each post it holds."""
    found = _POST.finditer(text.replace("\r\n", "\n"))
    return [Wanted(int(each[1]), int(each[2]), each[3].strip()) for each in found]
