"""Looks once more at what an approved post rests on: evidence that no longer stands takes the yes back.

A note was edited or deleted, a commit rewritten, a repository turned private. Where nobody can tell now, because there
is no network or the folder is away, what was known at the approval stands.
"""

from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import replace

from bot.activity import Evidence, Kind, Privacy
from bot.app import App
from bot.errors import ActivityError, NotAllowed
from bot.store.post import BOT, By, Post


def look_again(app: App, posts: Iterable[Post]) -> list[Post]:
    """Look at what posts rest on where it stands, and return those whose yes was taken back."""
    cited = {each for post in posts for each, stands in app.evidence.cited_by(post.id) if stands}
    _look_on_github(app, [each for each in cited if each.url])
    for commit in {_commit_of(each) for each in cited if not each.url} - {None}:
        _look_here(app, commit)
    return reopen_unfounded(app)


def reopen_unfounded(app: App) -> list[Post]:
    """Take the yes back from every approved post that cites what no longer stands, and return them."""
    reopened = []
    for post_id in app.evidence.unfounded():
        post = app.posts.get(post_id)
        with suppress(NotAllowed):  # a person was first
            take_back(app, post, By(BOT, app.clock.now(), app.desk.unfounded(post_id)))
            reopened.append(app.posts.get(post_id))
    return reopened


def take_back(app: App, post: Post, by: By) -> None:
    """Take the yes back; a thread of which something is out goes no further instead."""
    if app.posts.receipts(post.id):
        end(app, post, by)
    else:
        app.queue.reopen(post.id, by, version=post.version)


def end(app: App, post: Post, by: By) -> None:
    """Miss a post; a thread of which something is out has failed instead, and says what is."""
    if out := app.posts.receipts(post.id):
        named = f"{by.reason}; part {out[-1].part} of {len(post.parts)} is out: {out[-1].url}"
        app.outbox.give_up(post, By(by.who, by.at, named))
    else:
        app.queue.miss(post.id, by, post.version)


def _commit_of(evidence: Evidence) -> Evidence | None:
    """Return the commit evidence rests on: itself, or the one a note or a number was read from."""
    if evidence.kind is Kind.COMMIT:
        return evidence
    return replace(evidence, kind=Kind.COMMIT, ref=evidence.commit, text="") if evidence.commit else None


def _look_on_github(app: App, cited: list[Evidence]) -> None:
    from bot.activity.github import look_again as ask

    by_choice = {each.name.lower() for each in app.settings.github_repositories if each.keep == Privacy.PUBLIC}
    with closing(app.github()) as hub:
        for name in sorted({each.repository for each in cited}):
            commits = [found for each in cited if each.repository == name and (found := _commit_of(each))]
            told = ask(hub, name, commits)
            if told is None:
                continue
            if not (told.public or name.lower() in by_choice):
                with app.evidence.changing() as changes:
                    changes.hide_with(next(each for each in cited if each.repository == name), app.clock.now())
                continue
            for commit in commits:
                _settle(app, commit, told.now.get(commit.ref, ""))


def _look_here(app: App, commit: Evidence | None) -> None:
    """Look for a commit in the folders of this machine that go by its repository's name."""
    from bot.activity import local_git

    if commit is None:
        return
    folders = [each.folder for each in app.settings.repositories if each.folder.resolve().name == commit.repository]
    try:
        found = [local_git.find(folder, commit) for folder in folders]
    except ActivityError:
        return
    if found:
        _settle(app, commit, next(filter(None, found), ""))


def _settle(app: App, commit: Evidence, now_is: str) -> None:
    """Let a commit go by the hash it has now; one that is nowhere stands no longer."""
    with app.evidence.changing() as changes:
        if not now_is:
            changes.drop([commit], app.clock.now())
        elif now_is != commit.ref:
            changes.move(commit, now_is)
