"""Looks once more at what an approved post rests on: evidence that no longer stands takes the yes back.

A note was edited or deleted, a commit rewritten, a repository turned private. Where nobody can tell now, because there
is no network, what was known at the approval stands.
"""

from bot.app import App
from bot.store.post import BOT, By, Post


def reopen_unfounded(app: App) -> list[Post]:
    """Take the yes back from every approved post that cites what no longer stands, and return them."""
    reopened = []
    for post_id in app.evidence.unfounded():
        app.queue.reopen(post_id, By(BOT, app.clock.now(), app.desk.unfounded(post_id)))
        reopened.append(app.posts.get(post_id))
    return reopened
