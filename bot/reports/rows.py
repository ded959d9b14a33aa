"""One shape of JSON for a post, wherever it is listed: queue, show, draft, publish and simulate."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot import guard
from bot.lifecycle import Status
from bot.plan import PlannedDay
from bot.platforms import voice
from bot.reports.digest import Digest
from bot.roadmaps.roadmap import Item, Project, Roadmap, Section
from bot.schedule import Slot
from bot.store.post import Post, PostClaim
from bot.store.reading import Posts


def row(posts: Posts, post: Post, zone: ZoneInfo, similarity: float | None = None) -> dict[str, Any]:
    """Return a post with everything a script may want to know of it."""
    kind = voice(post.platform)
    receipts = posts.receipts(post.id)
    return {
        "id": post.id,
        "platform": post.platform,
        "slot": _local(post.due_at, zone),
        "day": post.day,
        "section": post.section,
        "angle": post.angle,
        "status": post.status,
        "text": post.text,
        **({"parts": list(post.parts)} if len(post.parts) > 1 else {}),
        "length": {"used": max(map(kind.length, post.parts)), "limit": kind.RULES.limit},
        "claims": [_claim(claim) for claim in posts.claims(post.id)],
        "guard": [finding(each) for part in post.parts for each in guard.check(part).findings],
        "similarity": round(_closest(posts, post) if similarity is None else similarity, 2),
        "cost_usd": sum(map(kind.cost, post.parts)),
        "due_at": _local(post.due_at, zone),
        "attempts": post.attempts,
        "receipt": {"id": receipts[0].remote_id, "url": receipts[0].url} if receipts else None,
        "version": post.version,
        **_told(
            true_until=_local(post.true_until, zone) if post.true_until else None,
            pictures=[{"part": each.part, "alt": each.alt, "sha256": each.sha256} for each in post.media],
        ),
    }


def history_row(posts: Posts, post: Post, zone: ZoneInfo) -> dict[str, Any]:
    """Return a post with all that ever happened to it."""
    return {
        **row(posts, post, zone),
        **_told(rejected_for=post.rejected_for, corrects=post.corrects, corrected_by=posts.corrections(post.id)),
        "history": [
            {
                "at": _local(each.at, zone),
                "was": each.was,
                "became": each.became,
                "who": each.who,
                "reason": each.reason,
            }
            for each in posts.history(post.id)
        ],
        "revisions": [{"until": _local(each.at, zone), "parts": list(each.parts)} for each in posts.revisions(post.id)],
        "attempts": [
            {"number": each.number, "at": _local(each.started_at, zone), "outcome": each.outcome, "detail": each.detail}
            for each in posts.attempts(post.id)
        ],
        "receipts": [
            {"part": each.part, "id": each.remote_id, "url": each.url, "at": _local(each.at, zone)}
            for each in posts.receipts(post.id)
        ],
    }


def quiet_row(slot: Slot, zone: ZoneInfo) -> dict[str, Any]:
    """Return a slot that stays silent."""
    return {"platform": slot.platform, "slot": _local(slot.due_at, zone), "status": "quiet"}


def finding(each: guard.Finding) -> dict[str, Any]:
    """Return what the guard found."""
    found = {"rule": each.rule, "verdict": each.verdict, "span": list(each.span), "reason": each.reason}
    return found | ({"suggestion": each.suggestion} if each.suggestion else {})


def planned_row(planned: PlannedDay) -> dict[str, Any]:
    """Return a study day with its date."""
    return {
        "section": planned.section.title,
        "number": planned.day.number,
        "title": planned.day.title,
        "items": [_item(item) for item in planned.day.items],
    }


def digest_row(digest: Digest, zone: ZoneInfo) -> dict[str, Any]:
    """Return a digest, with nothing left out."""
    row = {each.name: getattr(digest, each.name) for each in fields(digest)}
    return {name: _plain(value, zone) for name, value in row.items()} | {"evenings": digest.evenings}


def _plain(value: object, zone: ZoneInfo) -> Any:
    """Return a value of a digest as JSON has it."""
    if isinstance(value, datetime):
        return _local(value, zone)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(each, zone) for each in value]
    if isinstance(value, Mapping):
        return {str(name): _plain(each, zone) for name, each in value.items()}
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name), zone) for each in fields(value)}
    return value


def dated_row(planned: PlannedDay) -> dict[str, Any]:
    """Return a study day with its date and the hours it asks for."""
    return {"date": planned.date.isoformat(), **planned_row(planned), "hours": round(planned.hours, 2)}


def roadmap_row(roadmap: Roadmap, plans: int = 1) -> dict[str, Any]:
    """Return a roadmap as the design describes it; `plans` is how many its file holds."""
    return {
        "title": roadmap.title,
        "plans": plans,
        **_told(hours_per_week=roadmap.hours_per_week, rhythm=list(roadmap.rhythm)),
        "sections": [_section(section) for section in roadmap.sections],
        "warnings": list(roadmap.warnings),
    }


def _section(section: Section) -> dict[str, Any]:
    project = section.project
    days = [
        {"number": day.number, "title": day.title, "items": [_item(item) for item in day.items]} for day in section.days
    ]
    return {
        "number": section.number,
        "kind": section.kind,
        "title": section.title,
        **_told(
            last=section.last, group=section.group, weeks=_span(section.weeks), months=_span(section.months),
            hours=section.hours, rhythm=list(section.rhythm),
        ),
        "items": [_item(item) for item in section.items],
        **_told(project=_project(project) if project else None, days=days),
    }  # fmt: skip


def _project(project: Project) -> dict[str, Any]:
    return {
        **_told(title=project.title, dataset=project.dataset, url=project.url),
        **_told(task=project.task, capstone=project.capstone),
        "deliverables": list(project.deliverables),
        "criteria": list(project.criteria),
    }


def _told(**values: Any) -> dict[str, Any]:
    """Return the values that say something."""
    return {name: value for name, value in values.items() if value not in (None, "", [], False)}


def _span(span: tuple[int, int] | None) -> list[int] | None:
    return list(span) if span else None


def _item(item: Item) -> dict[str, Any]:
    made: dict[str, Any] = {"id": item.id, "kind": item.kind, "text": item.text, "done": item.done}
    return made | ({"hours": item.hours} if item.hours else {}) | ({"url": item.url} if item.url else {})


def _claim(claim: PostClaim) -> dict[str, Any]:
    evidence = [
        {"kind": each.kind, "ref": each.ref} | ({"url": each.url} if each.url else {}) for each in claim.evidence
    ]
    return {"text": claim.text, "tense": claim.tense, "evidence": evidence, **_told(wrong=claim.wrong)}


def _closest(posts: Posts, post: Post) -> float:
    others = (each for each in posts.recent(post.platform) if each.id != post.id and each.status is not Status.FAILED)
    return max((guard.similarity(post.text, each.text) for each in others), default=0.0)


def _local(instant: datetime, zone: ZoneInfo) -> str:
    return instant.astimezone(zone).isoformat()
