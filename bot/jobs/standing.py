"""Looks once more at what an approved post rests on: evidence that no longer stands takes the yes back.

A note was edited or deleted, a commit rewritten, a repository turned private. Where nobody can tell now, because there
is no network or the folder is away, what was known at the approval stands.
"""

from collections.abc import Iterable
from contextlib import closing

from bot.activity import Evidence, Kind, Privacy
from bot.app import App
from bot.errors import ActivityError
from bot.store.post import BOT, By, Post


def look_again(app: App, posts: Iterable[Post]) -> list[Post]:
    """Look at what posts rest on where it stands, and return those whose yes was taken back."""
    cited = {each for post in posts for each, stands in app.evidence.cited_by(post.id) if stands}
    _look_on_github(app, {each.repository for each in cited if each.url})
    for each in cited:
        if each.kind is Kind.COMMIT and not each.url:
            _look_here(app, each)
    return reopen_unfounded(app)


def reopen_unfounded(app: App) -> list[Post]:
    """Take the yes back from every approved post that cites what no longer stands, and return them."""
    reopened = []
    for post_id in app.evidence.unfounded():
        app.queue.reopen(post_id, By(BOT, app.clock.now(), app.desk.unfounded(post_id)))
        reopened.append(app.posts.get(post_id))
    return reopened


def _look_on_github(app: App, repositories: set[str]) -> None:
    from bot.activity.github import is_public

    by_choice = {each.name.lower() for each in app.settings.github_repositories if each.keep == Privacy.PUBLIC}
    with closing(app.github()) as hub:
        for name in sorted(repositories):
            if name.lower() not in by_choice and is_public(hub, name) is False:
                app.evidence.hide(name)


def _look_here(app: App, commit: Evidence) -> None:
    """Look for a commit in the folders of this machine that go by its repository's name."""
    from bot.activity import local_git

    folders = [each.folder for each in app.settings.repositories if each.folder.resolve().name == commit.repository]
    try:
        found = [local_git.find(folder, commit) for folder in folders]
    except ActivityError:
        return
    now = next(filter(None, found), "")
    if now and now != commit.ref:
        app.evidence.move(commit, now)
    elif found and not now:
        app.evidence.forget([commit], app.clock.now())
