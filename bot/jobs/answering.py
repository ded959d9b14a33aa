"""What a person's answer makes the bot do: another wording, another hour, a correction, what an edit teaches."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.activity import Evidence
from bot.app import App
from bot.desk import PERSON
from bot.drafting import Claim, Draft, Tense
from bot.errors import NotAllowed
from bot.jobs.drafting import evidence_of, material_of, templates, written
from bot.lifecycle import Status
from bot.schedule import Slot
from bot.store.post import By, Post

_NEXT_WEEKS = timedelta(weeks=3)
_GRACE = timedelta(hours=4)
_A_WEEK = timedelta(weeks=1)
_SOON = timedelta(hours=1)  # a correction waits so long for its yes
_CORRECTION = "A correction to my post of {when}: {words}"


def redraft(app: App, post_id: int, seen: int | None = None, telling: Evidence | None = None) -> Post:
    """Write a post otherwise: in its place while it waits, as another draft for its day where it came to nothing.

    `telling` is what the new words have to tell of.
    """
    post = app.posts.get(post_id)
    if post.status in {Status.PUBLISHING, Status.PUBLISHED, Status.UNCONFIRMED}:
        raise NotAllowed(f"Post {post_id} is {post.status}: its words are out, or may be.", f"bot show {post_id}")
    if post.corrects:
        raise NotAllowed(f"Post {post_id} is a correction, in your own words.", f"bot edit {post_id}")
    slot = Slot(post.due_at, post.platform, post.slot, post.local_date, _GRACE)
    draft = _otherwise(app, post, slot, telling)
    if draft is None:
        raise NotAllowed(f"There is no other way to tell what post {post_id} tells.", f"bot edit {post_id}")
    now = app.clock.now()
    ids = evidence_of(app, draft)
    if post.status in {Status.DRAFT, Status.APPROVED}:
        version = post.version if seen is None else seen
        app.queue.redraft(post_id, version, draft, ids, By(PERSON, now, "another wording"))
        return app.posts.get(post_id)
    again = Slot(max(post.due_at, next_hour(app, post.platform)), post.platform, post.slot, post.local_date, _GRACE)
    return app.posts.get(app.queue.add_again(draft, again, ids, By(PERSON, now, f"instead of post {post_id}")))


def _otherwise(app: App, post: Post, slot: Slot, telling: Evidence | None) -> Draft | None:
    """Return other words for a post; what they have to tell of is told alone where it would not be told otherwise."""
    former = [part for each in app.posts.revisions(post.id) for part in each.parts] + list(post.parts)
    untold = 0 if post.rejected_for == "wrong" else post.id  # what was told wrong is left alone
    material = material_of(app, slot, untold)
    draft = written(app, post.platform, material, post.local_date, post, former)
    if telling is None or (draft and _tells(draft, telling)):
        return draft
    draft = written(app, post.platform, replace(material, evidence=(telling,)), post.local_date, post, former)
    return draft if draft and _tells(draft, telling) else None


def _tells(draft: Draft, evidence: Evidence) -> bool:
    return any(each.key == evidence.key for claim in draft.claims for each in claim.evidence)


def next_hour(app: App, platform: str) -> datetime:
    """Return the next hour of the schedule for a platform, or after it the first the limits allow."""
    now, zone = app.clock.now(), app.settings.timezone
    today = now.astimezone(zone).date()
    coming = (
        slot.due_at
        for slot in app.schedule.slots(zone, today, today + _NEXT_WEEKS)
        if slot.platform == platform and slot.due_at > now
    )
    return app.desk.good_hour(platform, next(coming, now + _SOON), drafts=True)


def revive(app: App, post_id: int) -> Post:
    """Make a draft again of what came to nothing, for the next hour of its platform."""
    return app.desk.revive(post_id, next_hour(app, app.posts.get(post_id).platform), app.clock.now())


def correct(app: App, post_id: int, words: str, claims: Sequence[int] = ()) -> Post:
    """Draft a correction of what is out; the claims it names, or all, are wrong, and their evidence is told no more."""
    post = app.posts.get(post_id)
    if post.status not in {Status.PUBLISHED, Status.UNCONFIRMED}:
        raise NotAllowed(
            f"Post {post_id} is {post.status}: what is not out needs no correction.", f"bot edit {post_id}"
        )
    now = app.clock.now()
    before = [app.posts.get(each) for each in app.posts.corrections(post_id)]
    if waiting := next((each for each in before if each.status in {Status.DRAFT, Status.APPROVED}), None):
        raise NotAllowed(f"Post {waiting.id} corrects it already.", f"bot edit {waiting.id}")
    told = [each.number for each in app.posts.claims(post_id) if each.tense != Tense.PLANNED]
    if strange := set(claims) - set(told):
        raise NotAllowed(f"Post {post_id} has no claim {min(strange)}.", f"bot history {post_id} numbers them")
    out = (post.published_at or post.due_at).astimezone(app.settings.timezone)
    text = _CORRECTION.format(when=f"{out.day} {out:%B}", words=words.strip())
    said = (Claim(text, Tense.DID, ()),)
    draft = Draft(post.platform, "correction", (text,), said, post.section, post.day, good_for=_A_WEEK)
    hour = app.desk.good_hour(post.platform, now + _SOON)
    slot = Slot(hour, post.platform, f"correction-{post_id}-{len(before) + 1}", app.today, _GRACE)
    by = By(PERSON, now, f"corrects post {post_id}")
    return app.posts.get(app.queue.correct(post_id, list(claims or told), words.strip(), draft, slot, by))


def edit(app: App, post_id: int, text: str, seen: int | None = None) -> Post:
    """Take a person's own words for a post, and learn from them how they prefer to say what a template said."""
    from bot.drafting.preference import learned, preferring

    before, now = app.posts.get(post_id), app.clock.now()
    after = app.desk.edit(post_id, text, now, seen)
    preferred = app.posts.preferences()
    bodies = [preferring(each.body, preferred) for each in templates(app, before.platform)]
    for was, becomes in learned(before.text, after.text, bodies):
        app.queue.prefer(was, becomes, now)
    return after


def put_back(app: App, post: Post, claims: Sequence[tuple[str, str, list[int]]], version: int) -> Post:
    """Let a post that is of `version` now say again what it said when it was seen, resting on what it rested on."""
    told = tuple(Claim(text, Tense(tense), ()) for text, tense, _ in claims)
    draft = Draft(post.platform, post.angle, post.parts, told, post.section, post.day, post.fact)
    by, ids = By(PERSON, app.clock.now(), "taken back"), [each for _, _, each in claims]
    app.queue.redraft(post.id, version, draft, ids, by, true_until=post.true_until)
    return app.posts.get(post.id)
