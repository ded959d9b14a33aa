"""What a person does to a post: the guard looks, the hash binds, the queue records; in that order, here only.

Whoever decides says which version of the post they saw: two windows never overwrite each other silently.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.activity import Evidence, Kind
from bot.errors import NotAllowed
from bot.lifecycle import Status
from bot.platforms import Picture, Receipt, voice
from bot.redact import plain
from bot.schedule import Limits
from bot.store.evidence import EvidenceStore
from bot.store.outbox import Outbox
from bot.store.post import By, Post, hash_of
from bot.store.queue import Queue
from bot.store.reading import Posts

if TYPE_CHECKING:
    from bot.guard import Report

PERSON = "person"
# What a no may be for, and what it teaches: the angle rests for a while, or the evidence is left alone.
REASONS = ("boastful", "wrong", "boring", "own words")
_AROUND = timedelta(days=3)  # where other posts may stand in the way of a good hour
_LINE = re.compile(r"^---+[ \t]*$", re.MULTILINE)


class Desk:
    """One person's yes and no."""

    def __init__(
        self,
        posts: Posts,
        queue: Queue,
        outbox: Outbox,
        evidence: EvidenceStore,
        limits: Limits,
        keep_out: Sequence[str],
    ) -> None:
        self._posts = posts
        self._queue = queue
        self._outbox = outbox
        self._evidence = evidence
        self._limits = limits
        self._keep_out = tuple(keep_out)

    # --- to look -------------------------------------------------------------------------------------------------

    def look(self, post: Post) -> "Report":
        """Return what the guard finds in a post now, beside the posts its readers will have seen by then."""
        place = (post.due_at, post.id)
        before = [each.text for each in self._posts.recent(post.platform) if (each.due_at, each.id) < place]
        return look(post, self._keep_out, before)

    def goes_out_at(self, post: Post, now: datetime) -> datetime:
        """Return when a post would go out by a yes given now: at its hour, or after that at the next good one."""
        if post.due_at > now:
            return post.due_at
        return self.good_hour(post.platform, now)

    def good_hour(self, platform: str, wanted: datetime, *, drafts: bool = False, but: int = 0) -> datetime:
        """Return the first hour from `wanted` on that the limits allow beside what is out, will be, or may be."""
        waiting = (Status.APPROVED, Status.DRAFT) if drafts else (Status.APPROVED,)
        taken = self._posts.out_around(platform, wanted - _AROUND, wanted + _AROUND, waiting, but)
        return self._limits.good_hour(wanted, taken)

    def unfounded(self, post_id: int) -> str:
        """Return what a post rests on that no longer stands, in a sentence; nothing if all of it does."""
        cited = self._evidence.cited_by(post_id)
        return next((_why_gone(each) for each, stands in cited if not stands), "")

    # --- yes and no ----------------------------------------------------------------------------------------------

    def approve(self, post_id: int, now: datetime, seen: int | None = None) -> Post:
        """Let a post go out, byte for byte as it is now; one whose hour has passed at the next good one."""
        post = self._posts.get(post_id)
        self._fits(post)
        if blocked := reasons(look(post, self._keep_out)):  # sameness is for the person to judge: it blocks nothing
            raise NotAllowed(f"Post {post_id} is not fit to go out: {blocked}", f"bot edit {post_id}")
        if gone := self.unfounded(post_id):
            raise NotAllowed(
                f"Post {post_id} is not fit to go out: {gone}.", f"bot edit {post_id}, or bot reject {post_id}"
            )
        hour = self._still_true(post, now)
        self._queue.approve(post_id, post.version if seen is None else seen, By(PERSON, now), hour)
        return self._posts.get(post_id)

    def _still_true(self, post: Post, now: datetime) -> datetime | None:
        """Return the hour a post goes out at if that is not its own, and refuse one that would not be true by then."""
        hour = self.goes_out_at(post, now)
        if post.status in {Status.DRAFT, Status.MISSED} and post.true_until and hour > post.true_until:
            raise NotAllowed(
                f"Post {post.id} speaks of a day that is too long ago to go out as it is.",
                f"bot revive {post.id}, then bot edit {post.id}",
            )
        return None if hour == post.due_at else hour

    def reject(self, post_id: int, reason: str, now: datetime, seen: int | None = None) -> Post:
        """Say no; the slot is free again for another draft, and a reason of the known ones teaches."""
        known = reason if reason in REASONS else ""
        self._queue.reject(post_id, By(PERSON, now, reason), seen, known)
        return self._posts.get(post_id)

    def withdraw(self, post_id: int, now: datetime, seen: int | None = None) -> Post:
        """Take a yes back."""
        post = self._posts.get(post_id)
        if post.status is not Status.APPROVED:
            raise NotAllowed(
                f"Post {post_id} is {post.status}; this takes one that is approved.", f"bot show {post_id}"
            )
        if out := self._posts.receipts(post_id):
            told = f"withdrawn; part {out[-1].part} of {len(post.parts)} is out: {out[-1].url}"
            self._outbox.give_up(post, By(PERSON, now, told))
            return self._posts.get(post_id)
        self._queue.reopen(post_id, By(PERSON, now, "withdrawn"), version=post.version if seen is None else seen)
        return self._posts.get(post_id)

    def revive(self, post_id: int, due_at: datetime, now: datetime, seen: int | None = None) -> Post:
        """Make a draft again of what was missed, failed or turned down, for a coming hour."""
        post = self._posts.get(post_id)
        if post.status not in {Status.MISSED, Status.FAILED, Status.REJECTED}:
            sentence = f"Post {post_id} is {post.status}; this takes one that is missed, failed or rejected."
            raise NotAllowed(sentence, "bot review")
        if out := self._posts.receipts(post_id):
            told = f"Part {out[-1].part} of post {post_id} is out: {out[-1].url}. The rest you can post by hand."
            raise NotAllowed(told, f"bot show {post_id}")
        self._queue.reopen(post_id, By(PERSON, now, "revived"), due_at, post.version if seen is None else seen)
        return self._posts.get(post_id)

    @staticmethod
    def to_come(post_id: int, hour: datetime, now: datetime) -> datetime:
        """Return an hour, or refuse one that has passed."""
        if hour <= now:
            raise NotAllowed("That hour has passed already.", f'bot move {post_id} "tomorrow 9:00"')
        return hour

    def move(self, post_id: int, due_at: datetime, now: datetime, seen: int | None = None) -> Post:
        """Let a post go out at another hour; a yes stands, because its bytes are the same."""
        self.to_come(post_id, due_at, now)
        by = By(PERSON, now, f"moved to {due_at.astimezone(self._limits.zone):%Y-%m-%d %H:%M}")
        self._queue.put_off(post_id, due_at, by, seen)
        return self._posts.get(post_id)

    def move_back(self, post: Post, now: datetime, seen: int) -> Post:
        """Give a post the hour back it had when it was seen, though that may have passed."""
        self._queue.put_off(post.id, post.due_at, By(PERSON, now, "taken back"), seen)
        return self._posts.get(post.id)

    def miss_again(self, post: Post, now: datetime, seen: int) -> Post:
        """Let a post be missed as it was when it was seen."""
        back = self.move_back(post, now, seen)
        self._queue.miss(post.id, By(PERSON, now, "taken back"), back.version)
        return self._posts.get(post.id)

    # --- the text ------------------------------------------------------------------------------------------------

    def edit(self, post_id: int, text: str, now: datetime, seen: int | None = None) -> Post:
        """Replace the text; what was approved waits for another yes."""
        post = self._posts.get(post_id)
        parts = _parts(post.platform, plain(text))
        if not parts:
            raise NotAllowed("A post needs a text.", f"bot reject {post_id}")
        self._queue.edit(post_id, post.version if seen is None else seen, parts, By(PERSON, now, "edited"))
        return self._posts.get(post_id)

    def attach(self, post_id: int, picture: Picture, now: datetime) -> Post:
        """Add a picture that is bare of what a camera wrote into it and fits its platform, with its words."""
        post = self._posts.get(post_id)
        most = voice(post.platform).RULES.most_pictures
        if len(post.media) >= most:
            raise NotAllowed(f"Post {post_id} has {most} pictures already.", f"bot edit {post_id} --detach")
        kept = [Picture(self._posts.picture(post_id, each.sha256), each.kind, each.alt) for each in post.media]
        added = replace(picture, alt=plain(picture.alt).strip())
        self._queue.attach(post_id, post.version, [*kept, added], By(PERSON, now, "a picture added"))
        return self._posts.get(post_id)

    def detach(self, post_id: int, now: datetime) -> Post:
        """Take the pictures away."""
        post = self._posts.get(post_id)
        if not post.media:
            raise NotAllowed(f"Post {post_id} has no picture.", f"bot show {post_id}")
        self._queue.attach(post_id, post.version, (), By(PERSON, now, "its pictures taken away"))
        return self._posts.get(post_id)

    # --- what nobody knows ---------------------------------------------------------------------------------------

    def is_out(self, post_id: int, url: str, now: datetime) -> Post:
        """Record that a part nobody knew about is out, or the post a person had in hand, as they saw."""
        post = self._unconfirmed(post_id)
        found = voice(post.platform).remote_id(url) or (url if url.startswith("file://") else "")
        if not found:
            title = voice(post.platform).RULES.title
            raise NotAllowed(f"{url} is no address of a post on {title}.", f"bot show {post_id}")
        out = {sent.part for sent in self._posts.receipts(post_id)}
        part = next(each for each in range(1, len(post.parts) + 1) if each not in out)
        by = By(PERSON, now, "seen by a person")
        self._outbox.receive(post_id, part, Receipt(found, url), by, now, whole=self._outbox.is_handed(post))
        return self._posts.get(post_id)

    def is_not_out(self, post_id: int, now: datetime) -> Post:
        """Record that an unconfirmed post is not out, as a person saw: it goes out at the next good hour."""
        post = self._unconfirmed(post_id)
        hour = self.good_hour(post.platform, now, but=post_id)
        self._outbox.settle_unsent(post_id, hour, By(PERSON, now, "not out, seen by a person"))
        return self._posts.get(post_id)

    def leave(self, post_id: int, now: datetime) -> Post:
        """Leave it at that: a post nobody knows about, or one the person does not post after all, is not sent again."""
        self._unconfirmed(post_id)
        self._outbox.leave(post_id, By(PERSON, now, "left at that"))
        return self._posts.get(post_id)

    def _unconfirmed(self, post_id: int) -> Post:
        post = self._posts.get(post_id)
        if post.status is not Status.UNCONFIRMED:
            raise NotAllowed(f"Post {post_id} is {post.status}; only what is unconfirmed is resolved.", "bot queue")
        return post

    @staticmethod
    def _fits(post: Post) -> None:
        kind = voice(post.platform)
        if len(post.parts) > 1 and not kind.RULES.has_threads:
            raise NotAllowed(f"{kind.RULES.title} has no threads: post {post.id} has to be one.", f"bot edit {post.id}")
        longest = max(map(kind.length, post.parts))
        if longest > kind.RULES.limit:
            sentence = f"Post {post.id} has {longest} characters; {kind.RULES.title} takes {kind.RULES.limit}."
            raise NotAllowed(sentence, f"bot edit {post.id}")


def _parts(platform: str, text: str) -> tuple[str, ...]:
    """Return the parts of a text: where there are threads, a line of --- parts them."""
    pieces = _LINE.split(text) if voice(platform).RULES.has_threads else [text]
    return tuple(piece.strip() for piece in pieces if piece.strip())


def look(post: Post, keep_out: Sequence[str], recent: Sequence[str] = ()) -> "Report":
    """Return what the guard finds in a post, part by part; a picture's words leave as well."""
    from bot.guard import Report, check

    found = [check(part, keep_out=keep_out, recent=recent) for part in post.parts]
    found += [check(each.alt, keep_out=keep_out) for each in post.media]
    return Report(tuple(finding for report in found for finding in report.findings))


def _why_gone(gone: Evidence) -> str:
    if gone.counted:
        return f"a {gone.kind} it rests on is in a repository that is not public any more"
    if gone.refuted:
        return f"you said that what was told of a {gone.kind} it rests on is wrong"
    if gone.kind is Kind.NOTE:
        return f"{gone.ref.partition(',')[0]}, which it rests on, was edited or deleted"
    return f"a {gone.kind} it rests on is no longer there"


def why_not_to_send(post: Post, keep_out: Sequence[str]) -> str:
    """Return why a post that was claimed must not leave as it is, or nothing: the last look before sending."""
    if post.status not in {Status.PUBLISHING, Status.UNCONFIRMED}:
        return f"it is {post.status}"
    if hash_of(post.platform, post.parts, post.media) != post.body_hash:
        return "its text is not what was approved"
    return reasons(look(post, keep_out))


def reasons(report: "Report") -> str:
    """Return why a text must not leave, in one line; nothing if it may."""
    return " ".join(finding.reason for finding in report.findings if finding.verdict == "block")
