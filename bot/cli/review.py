"""Answer what waits, one key each: this is the minute a day.

Each draft is shown as its readers will see it, with what it rests on and when it would go out. A key acts at once, u
takes it back, and you may stop at any time.

Example: bot review
"""

import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from bot.cli._home import open_app
from bot.cli._output import console, counted, local, shorten
from bot.errors import BotError, NotAllowed
from bot.lifecycle import Status

if TYPE_CHECKING:
    from datetime import datetime

    from bot.app import App
    from bot.cli._keys import Keys
    from bot.guard import Report
    from bot.store.post import By, Post

_KEYS = "a approve  e edit  w wording  m move  r reject  s skip  A all  u undo  q quit"
_HELP = """a or Enter  send it as it is, at the hour named above
e           change its words in your editor
w           tell the same otherwise
m           another hour
r           say no, and why; the day may be told otherwise
s           leave it for later
A           approve all that remain, after one look at their list
u           take the last answer back
q           stop here; Ctrl-C does as well"""
_REASONS = {"1": "boastful", "2": "wrong", "3": "boring", "4": "own words"}
_ANOTHER = frozenset({"boastful", "wrong", "boring"})  # after these the day is told otherwise at once
_NEARLY = 0.9  # of what a platform takes: from there on the length is worth a word
_MUCH = 0.05  # dollars


@click.command(help=__doc__)
def command() -> None:
    app = open_app()
    if not sys.stdin.isatty():
        raise NotAllowed("bot review asks for keys, and here is no terminal.", "bot queue, then bot approve ID…")
    from bot.cli._keys import Keys

    with Keys() as keys:
        review = Review(app, keys)
        try:
            review.run()
        finally:
            review.say_what_was_done()


class Review:
    """One sitting at the desk: what is passed over, and how each answer is taken back."""

    def __init__(self, app: "App", keys: "Keys") -> None:
        self._app = app
        self._keys = keys
        self._passed: set[int] = set()
        self._undo: list[tuple[int, str, Callable[[], object]]] = []

    def run(self) -> None:
        """Show one post after the other until nothing waits or the person stops."""
        while post := next(self._waiting(), None):
            self._show(post)
            if not self._answered(post):
                return

    def say_what_was_done(self) -> None:
        """Say in a line what came of it."""
        done = [what for _, what, _ in self._undo]
        told = [f"{done.count(what)} {what}" for what in dict.fromkeys(done)]
        left = sum(1 for _ in self._waiting(passed=True))
        click.echo(", ".join([*told, f"{left} left"] if left else told or ["Nothing waits"]) + ".")

    def _waiting(self, *, passed: bool = False) -> Iterator["Post"]:
        """Yield what a yes would send: drafts, and what was missed and is still true."""
        posts, now = self._app.posts, self._app.clock.now()
        for post in (*posts.revivable(now), *posts.listed((Status.DRAFT,), sys.maxsize)):
            if passed or post.id not in self._passed:
                yield post

    # --- what is shown -------------------------------------------------------------------------------------------

    def _show(self, post: "Post") -> None:
        from bot.cli._post import shown, why_of

        page, report = console(), self._app.desk.look(post)
        page.print()
        page.print(shown(post, report, self._app.settings.timezone, brief=True))
        page.print(why_of(self._app, post))
        for line in self._worth_saying(post, report):
            page.print(f"  {line}", style="yellow")
        page.print(_KEYS, style="dim")

    def _worth_saying(self, post: "Post", report: "Report") -> Iterator[str]:
        """Yield what matters before a yes: length, cost, what stands in its way, and when it would go out."""
        from bot.platforms import voice

        kind, app = voice(post.platform), self._app
        used = max(map(kind.length, post.parts))
        if used > _NEARLY * kind.RULES.limit:
            yield f"{used} of {kind.RULES.limit} characters."
        if kind.RULES.cost_usd * len(post.parts) > _MUCH:
            yield f"It costs {kind.RULES.cost_usd * len(post.parts):.2f} USD."
        if gone := app.desk.unfounded(post.id):
            yield f"It cannot go out: {gone}."
        hour = local(app.desk.goes_out_at(post, app.clock.now()), app.settings.timezone)
        late = " It was missed at its own hour." if post.status is Status.MISSED else ""
        yield f"A yes sends it on {hour}.{late}"

    # --- what is answered ----------------------------------------------------------------------------------------

    def _answered(self, post: "Post") -> bool:
        """Act on keys until the post has an answer; no if the person wants to stop."""
        while True:
            key = self._keys.next()
            if key in {"q", "Q", "\x04"}:
                return False
            act = self._acts(post).get(key)
            if act is None:
                click.echo(_HELP)
                continue
            try:
                if act():
                    return True
            except BotError as error:
                click.echo(f"{error.message}{f' Try: {error.hint}' if error.hint else ''}")

    def _acts(self, post: "Post") -> dict[str, Callable[[], bool]]:
        return {
            "a": lambda: self._approve(post),
            "\n": lambda: self._approve(post),
            "e": lambda: self._edit(post),
            "w": lambda: self._another_wording(post),
            "m": lambda: self._move(post),
            "r": lambda: self._reject(post),
            "s": lambda: self._skip(post),
            "A": self._approve_all,
            "u": self._take_back,
        }

    def _approve(self, post: "Post") -> bool:
        app = self._app
        after = app.desk.approve(post.id, app.clock.now(), post.version)
        click.echo(f"Approved: {local(after.due_at, app.settings.timezone)}.")
        return self._done(post, "approved", lambda: app.desk.withdraw(post.id, app.clock.now()))

    def _edit(self, post: "Post") -> bool:
        from bot.cli._editing import edited
        from bot.jobs import answering

        app = self._app
        with self._keys.lent():
            text = edited(app, post)
        if text is None:
            click.echo("Nothing changed.")
            return False
        before = app.posts.resting_on(post.id)
        self._revive_missed(post)
        answering.edit(app, post.id, text, app.posts.get(post.id).version)
        return self._done(post, "edited", lambda: answering.put_back(app, post, before))

    def _another_wording(self, post: "Post") -> bool:
        from bot.jobs import answering

        app = self._app
        before = app.posts.resting_on(post.id)
        self._revive_missed(post)
        answering.redraft(app, post.id, app.posts.get(post.id).version)
        return self._done(post, "reworded", lambda: answering.put_back(app, post, before))

    def _revive_missed(self, post: "Post") -> None:
        """Make a draft again of what was missed, before its text changes."""
        if post.status is Status.MISSED:
            self._app.desk.revive(post.id, _later(self._app, post), self._app.clock.now())

    def _move(self, post: "Post") -> bool:
        from bot.cli._hour import hour_of

        app, now = self._app, self._app.clock.now()
        with self._keys.lent():
            words = click.prompt("To when? (tomorrow 9:00, fri 18:30, +2h)", default="", show_default=False)
        if not words.strip():
            return False
        hour = hour_of(words, now, app.settings.timezone)
        self._revive_missed(post)
        app.desk.move(post.id, hour, now)
        return self._done(post, "moved", lambda: app.queue.put_off(post.id, post.due_at, _by_person(app, "moved back")))

    def _reject(self, post: "Post") -> bool:
        from bot.jobs import answering

        menu = " · ".join(f"{key} {reason}" for key, reason in _REASONS.items())
        click.echo(f"Why? {menu} · any other key: no reason · Esc: not at all")
        key = self._keys.next()
        if key == "\x1b":
            return False
        app, reason = self._app, _REASONS.get(key, "")
        self._revive_missed(post)
        app.desk.reject(post.id, reason, app.clock.now(), app.posts.get(post.id).version)
        another = None
        if reason in _ANOTHER:
            try:
                another = answering.redraft(app, post.id)
                click.echo(f"Post {another.id} tells the day otherwise.")
            except NotAllowed as nothing:
                click.echo(nothing.message)

        def _back() -> None:
            if another:
                app.desk.reject(another.id, "", app.clock.now())
            app.desk.revive(post.id, max(post.due_at, _later(app, post)), app.clock.now(), "taken back")

        return self._done(post, "rejected", _back)

    def _skip(self, post: "Post") -> bool:
        self._passed.add(post.id)
        return True

    def _approve_all(self) -> bool:
        app, now = self._app, self._app.clock.now()
        fit = [post for post in self._waiting() if post.status is Status.DRAFT and not app.desk.look(post).findings]
        for post in fit:
            hour = local(app.desk.goes_out_at(post, now), app.settings.timezone)
            click.echo(f"  #{post.id} {hour}  {shorten(post.text, 50)}")
        click.echo(f"All {counted(len(fit), 'post')}? y · any other key: no")
        if not fit or self._keys.next() != "y":
            return False
        for post in fit:
            self._approve(post)
        return True

    def _take_back(self) -> bool:
        if not self._undo:
            click.echo("There is nothing to take back.")
            return False
        number, what, back = self._undo[-1]
        back()
        self._undo.pop()
        self._passed.discard(number)
        click.echo(f"Post {number} is not {what} any more.")
        return True

    def _done(self, post: "Post", what: str, back: Callable[[], object]) -> bool:
        self._undo.append((post.id, what, back))
        return True


def _by_person(app: "App", why: str) -> "By":
    from bot.desk import PERSON
    from bot.store.post import By

    return By(PERSON, app.clock.now(), why)


def _later(app: "App", post: "Post") -> "datetime":
    """Return a good hour that leaves time for the yes."""
    return app.desk.good_hour(post.platform, app.clock.now() + timedelta(hours=1))
