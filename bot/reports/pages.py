"""Pages a person opens in a browser: the timeline of what was published. One file, nothing loaded from elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot import resources
from bot.platforms import voice
from bot.store.post import Backing, Post, PostClaim
from bot.store.reading import Posts

_SHORT = 10


@dataclass(frozen=True, slots=True)
class Timeline:
    """What the timeline shows."""

    title: str
    subtitle: str
    posts: Sequence[Post]
    zone: ZoneInfo


def timeline(home: Path, timeline: Timeline, posts: Posts) -> str:
    """Return the timeline as a page, newest post first."""
    from jinja2 import Environment, StrictUndefined

    page = resources.find(home, "templates/pages/timeline.html")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    shown = sorted(timeline.posts, key=lambda post: (post.due_at, post.id), reverse=True)
    return environment.from_string(page.read_text(encoding="utf-8")).render(
        title=timeline.title, subtitle=timeline.subtitle, posts=[_post(posts, post, timeline.zone) for post in shown]
    )


def _post(posts: Posts, post: Post, zone: ZoneInfo) -> dict[str, Any]:
    when = (post.published_at or post.due_at).astimezone(zone)
    return {
        "platform": voice(post.platform).RULES.title,
        "kind": post.platform,
        "when": f"{when:%A}, {when.day} {when:%B %Y}",
        "date": when.date().isoformat(),
        "place": " · ".join(part for part in (post.section, post.day) if part),
        "paragraphs": post.text.split("\n\n"),
        "claims": [_claim(claim) for claim in posts.claims(post.id)],
    }


def _claim(claim: PostClaim) -> dict[str, Any]:
    return {"text": claim.text, "tense": claim.tense, "evidence": [_backing(each) for each in claim.evidence]}


def _backing(each: Backing) -> dict[str, str]:
    # Only an address we may trust to be one is made a link: autoescape does not stop “javascript:”.
    url = each.url if each.url.startswith(("https://", "http://")) else ""
    names = {"note": "in the learner's own words", "plan": f"from the plan, {each.ref}"}
    text = names.get(each.kind) or f"{each.kind} {each.ref[:_SHORT]}: {each.text.partition(chr(10))[0]}"
    return {"text": text, "url": url}
