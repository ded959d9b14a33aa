"""What a person does to a post: the guard looks, the hash binds, the queue records; in that order, here only."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from bot.activity import Evidence, Kind
from bot.errors import NotAllowed
from bot.lifecycle import Status
from bot.platforms import voice
from bot.redact import plain
from bot.store.evidence import EvidenceStore
from bot.store.post import By, Post, hash_of
from bot.store.queue import Queue
from bot.store.reading import Posts

if TYPE_CHECKING:
    from bot.guard import Report

PERSON = "person"


class Desk:
    """One person's yes and no."""

    def __init__(self, posts: Posts, queue: Queue, evidence: EvidenceStore, keep_out: Sequence[str]) -> None:
        self._posts = posts
        self._queue = queue
        self._evidence = evidence
        self._keep_out = tuple(keep_out)

    def look(self, post: Post) -> "Report":
        """Return what the guard finds in a post now, beside the posts its readers will have seen by then."""
        place = (post.due_at, post.id)
        before = [each.text for each in self._posts.recent(post.platform) if (each.due_at, each.id) < place]
        return look(post, self._keep_out, before)

    def approve(self, post_id: int, now: datetime) -> Post:
        """Let a post go out at its hour, byte for byte as it is now."""
        post = self._posts.get(post_id)
        self._fits(post)
        if blocked := reasons(look(post, self._keep_out)):  # sameness is for the person to judge: it blocks nothing
            raise NotAllowed(f"Post {post_id} is not fit to go out: {blocked}", f"bot edit {post_id}")
        if gone := self.unfounded(post_id):
            raise NotAllowed(
                f"Post {post_id} is not fit to go out: {gone}.", f"bot edit {post_id}, or bot reject {post_id}"
            )
        self._queue.approve(post_id, post.version, By(PERSON, now))
        return self._posts.get(post_id)

    def unfounded(self, post_id: int) -> str:
        """Return what a post rests on that no longer stands, in a sentence; nothing if all of it does."""
        cited = self._evidence.cited_by(post_id)
        return next((_why_gone(each) for each, stands in cited if not stands), "")

    def reject(self, post_id: int, reason: str, now: datetime) -> Post:
        """Say no; the slot is free again for another draft."""
        self._queue.reject(post_id, By(PERSON, now, reason))
        return self._posts.get(post_id)

    def withdraw(self, post_id: int, now: datetime) -> Post:
        """Take a yes back."""
        self._queue.reopen(post_id, By(PERSON, now, "withdrawn"))
        return self._posts.get(post_id)

    def edit(self, post_id: int, text: str, now: datetime) -> Post:
        """Replace the text; what was approved waits for another yes."""
        post = self._posts.get(post_id)
        text = plain(text).strip()
        if not text:
            raise NotAllowed("A post needs a text.", f"bot reject {post_id}")
        self._queue.edit(post_id, post.version, (text,), By(PERSON, now, "edited"))
        return self._posts.get(post_id)

    @staticmethod
    def _fits(post: Post) -> None:
        kind = voice(post.platform)
        longest = max(map(kind.length, post.parts))
        if longest > kind.RULES.limit:
            sentence = f"Post {post.id} has {longest} characters; {kind.RULES.title} takes {kind.RULES.limit}."
            raise NotAllowed(sentence, f"bot edit {post.id}")


def look(post: Post, keep_out: Sequence[str], recent: Sequence[str] = ()) -> "Report":
    """Return what the guard finds in a post, part by part."""
    from bot.guard import Report, check

    found = (check(part, keep_out=keep_out, recent=recent) for part in post.parts)
    return Report(tuple(finding for report in found for finding in report.findings))


def _why_gone(gone: Evidence) -> str:
    if gone.counted:
        return f"a {gone.kind} it rests on is in a repository that is not public any more"
    if gone.kind is Kind.NOTE:
        return f"{gone.ref.partition(',')[0]}, which it rests on, was edited or deleted"
    return f"a {gone.kind} it rests on is no longer there"


def why_not_to_send(post: Post, keep_out: Sequence[str]) -> str:
    """Return why an approved post must not leave as it is, or nothing: the last look before sending."""
    if post.status is not Status.PUBLISHING:
        return f"it is {post.status}"
    if hash_of(post.platform, post.parts) != post.body_hash:
        return "its text is not what was approved"
    return reasons(look(post, keep_out))


def reasons(report: "Report") -> str:
    """Return why a text must not leave, in one line; nothing if it may."""
    return " ".join(finding.reason for finding in report.findings if finding.verdict == "block")
