"""Pages a person opens in a browser: the timeline of what was published. One file, nothing loaded from elsewhere."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot import guard, resources
from bot.lifecycle import Status
from bot.platforms import voice
from bot.store.post import Backing, Post, PostClaim
from bot.store.reading import EVERY, Posts

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
    shown = [_post(posts, post, timeline.zone) for post in _newest_first(timeline.posts)]
    return _page(home, timeline.title, timeline.subtitle, shown)


def public(home: Path, posts: Posts, zone: ZoneInfo, keep_out: Sequence[str]) -> tuple[str, int]:
    """Return what was published as a page for everybody, and how many posts the guard keeps from it.

    Of the evidence it shows what anybody can open, and that a note was the learner's own.
    """

    def _fit(text: str) -> bool:
        return guard.check(text, keep_out=keep_out).verdict != guard.Verdict.BLOCK

    out = _newest_first(posts.listed((Status.PUBLISHED,), EVERY))
    fit = [post for post in out if _fit(post.text)]
    shown = []
    for post in fit:
        entry = _post(posts, post, zone)
        entry["place"] = entry["place"] if _fit(entry["place"]) else ""
        for claim in entry["claims"]:
            claim["wrong"] = ""  # the correction itself says so, in the words that were approved
            claim["evidence"] = [
                each for each in claim["evidence"] if each["public"] and _fit(f"{each['text']} {each['url']}")
            ]
        shown.append(entry)
    return _page(home, "Learning in public", "Every post, and what it rests on.", shown), len(out) - len(fit)


def _newest_first(posts: Iterable[Post]) -> list[Post]:
    return sorted(posts, key=lambda post: (post.due_at, post.id), reverse=True)


def _page(home: Path, title: str, subtitle: str, shown: Sequence[Mapping[str, Any]]) -> str:
    from bot.drafting.sandbox import Sandbox

    page = resources.find(home, "templates/pages/timeline.html")
    sandbox = Sandbox({}, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    with sandbox.told(str(page)):
        template = sandbox.from_string(page.read_text(encoding="utf-8"))
        return template.render(title=title, subtitle=subtitle, posts=shown)


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
        "corrected": any(posts.get(each).status is Status.PUBLISHED for each in posts.corrections(post.id)),
    }


def _claim(claim: PostClaim) -> dict[str, Any]:
    evidence = [_backing(each) for each in claim.evidence]
    return {"text": claim.text, "tense": claim.tense, "wrong": claim.wrong, "evidence": evidence}


def _backing(each: Backing) -> dict[str, Any]:
    # Only an address we may trust to be one is made a link: autoescape does not stop “javascript:”.
    url = each.url if each.url.startswith(("https://", "http://")) else ""
    own = "in the learner's own words"
    names = {"note": own, "edit": own, "plan": f"from the plan, {each.ref}"}
    text = names.get(each.kind) or f"{each.kind} {each.ref[:_SHORT]}: {each.text.partition(chr(10))[0]}"
    return {"text": text, "url": url, "public": bool(url) or each.kind in {"note", "edit"}}
