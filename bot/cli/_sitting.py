"""One sitting at the desk: each post is shown, a key answers it, and every answer can be taken back.

What is shown may be old by the time a key comes: each answer names the version that was seen, and what somebody else
has changed meanwhile is shown anew instead of being overwritten.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from bot.cli._output import console, counted
from bot.clock import local
from bot.errors import BotError, NotAllowed
from bot.lifecycle import Status
from bot.store.reading import EVERY

if TYPE_CHECKING:
    from datetime import datetime

    from bot.app import App
    from bot.cli._keys import Keys
    from bot.guard import Report
    from bot.store.post import Post

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
_BACK = {
    "approved": "is a draft again",
    "edited": "says again what it said",
    "reworded": "says again what it said",
    "moved": "has its hour back",
    "rejected": "is back",
}
_ANOTHER = frozenset({"boastful", "wrong", "boring"})  # after these the day is told otherwise at once
_LAST_CHANCE = 4.0  # seconds
_NEARLY = 0.9  # of what a platform takes: from there on the length is worth a word
_MUCH = 0.05  # dollars


class Sitting:
    """One sitting at the desk: what is passed over, and how each answer is taken back."""

    def __init__(self, app: "App", keys: "Keys") -> None:
        self._app = app
        self._keys = keys
        self._passed: set[int] = set()
        self._first = 0  # the post an answer was just taken back of
        self._undo: list[tuple[int, str, Callable[[], object]]] = []

    def run(self) -> None:
        """Show one post after the other until nothing waits or the person stops."""
        if held := self._app.journey.hold():
            self._say(f"On hold, nothing is sent: {held}. bot release lets it go.")
        while waiting := self._still_waiting():
            self._show(waiting[0], len(waiting))
            if not self._answered(waiting[0]):
                return

    def _still_waiting(self) -> list["Post"]:
        """Return what waits; when nothing does any more, the last answer may be taken back for a moment."""
        waiting = sorted(self._waiting(), key=lambda post: post.id != self._first)
        if not waiting and self._undo:
            self._keys.forget()
            self._say("That was all. u takes the last answer back.", "dim")
            if self._keys.within(_LAST_CHANCE) == "u" and self._take_back():
                return self._still_waiting()
        return waiting

    def say_what_was_done(self) -> None:
        """Say in a line what came of it."""
        done = [what for _, what, _ in self._undo]
        told = [f"{done.count(what)} {what}" for what in dict.fromkeys(done)]
        left = sum(1 for _ in self._waiting(passed=True))
        click.echo(", ".join([*told, f"{left} left"] if left else told or ["Nothing waits"]) + ".")

    def _waiting(self, *, passed: bool = False) -> Iterator["Post"]:
        """Yield what a yes would send: drafts, and what was missed and is still true."""
        posts, now = self._app.posts, self._app.clock.now()
        for post in (*posts.revivable(now), *posts.listed((Status.DRAFT,), EVERY)):
            if passed or post.id not in self._passed:
                yield post

    # --- what is shown -------------------------------------------------------------------------------------------

    def _say(self, words: str, style: str = "") -> None:
        console().print(words, style=style)

    def _show(self, post: "Post", waiting: int) -> None:
        from bot.cli._post import shown, why_of

        page, report = console(), self._app.desk.look(post)
        page.print()
        page.print(shown(post, report, self._app.settings.timezone, brief=True))
        page.print(why_of(self._app, post))
        for line in self._worth_saying(post, report):
            page.print(f"  {line}", style="yellow")
        more = f"  ({waiting - 1} more)" if waiting > 1 else ""
        self._keys.forget()  # what was typed until here was typed before all of it could be read
        page.print(f"{_KEYS}{more}", style="dim")

    def _worth_saying(self, post: "Post", report: "Report") -> Iterator[str]:
        """Yield what matters before a yes: length, cost, what stands in its way, and when it would go out."""
        from bot.jobs.budget import price
        from bot.platforms import voice

        kind, app = voice(post.platform), self._app
        used = max(map(kind.length, post.parts))
        if used > _NEARLY * kind.RULES.limit:
            yield f"{used} of {kind.RULES.limit} characters."
        cost = sum(price(app, post, part) for part in post.parts)
        if cost > _MUCH:
            yield f"It costs {cost:.2f} USD."
        if gone := app.desk.unfounded(post.id):
            yield f"It cannot go out: {gone}."
        elif report.verdict == "block":
            yield "It cannot go out as it is."
        else:
            yield self._when(post)

    def _when(self, post: "Post") -> str:
        """Return when a yes would send a post."""
        app, now = self._app, self._app.clock.now()
        hour = app.desk.goes_out_at(post, now)
        told = "at once" if hour <= now else f"on {local(hour, app.settings.timezone)}"
        late = " It was missed at its own hour." if post.status is Status.MISSED else ""
        return f"A yes sends it {told}.{late}"

    # --- what is answered ----------------------------------------------------------------------------------------

    def _answered(self, post: "Post") -> bool:
        """Act on keys until the post has an answer; no if the person wants to stop."""
        acts = self._acts(post)
        while (key := self._keys.next()) not in {"q", "Q", "\x04"}:
            if key not in acts:
                self._say(_HELP if key == "?" else "No key of these; ? explains them.")
                self._say(_KEYS, "dim")
                continue
            try:
                if acts[key]():
                    return True
            except BotError as error:  # what is shown may be old by now: look at it anew
                self._say(f"{error.message}{f' Try: {error.hint}' if error.hint else ''}", "red")
                return True
            self._say(_KEYS, "dim")
        return False

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
        self._say(f"Approved: {local(after.due_at, app.settings.timezone)}.")
        return self._done(post, "approved", lambda: app.desk.withdraw(post.id, app.clock.now(), after.version))

    def _edit(self, post: "Post") -> bool:
        from bot.cli._editing import editing
        from bot.jobs import answering

        app = self._app
        before = app.posts.resting_on(post.id)
        with self._keys.lent(), editing(app, post) as text:
            if text is None:
                self._say("Nothing changed.")
                return False
            edited = answering.edit(app, post.id, text, self._revived(post))
        return self._done(post, "edited", lambda: answering.put_back(app, post, before, edited.version))

    def _another_wording(self, post: "Post") -> bool:
        from bot.jobs import answering

        app = self._app
        before = app.posts.resting_on(post.id)
        other = answering.redraft(app, post.id, post.version)
        if other.id != post.id:  # what was missed is told by another draft
            return self._done(other, "reworded", lambda: app.desk.reject(other.id, "", app.clock.now(), other.version))
        return self._done(post, "reworded", lambda: answering.put_back(app, post, before, other.version))

    def _revived(self, post: "Post") -> int:
        """Make a draft again of what was missed, before it changes; return the version that changes then."""
        if post.status is not Status.MISSED:
            return post.version
        return self._app.desk.revive(post.id, _later(self._app, post), self._app.clock.now(), post.version).version

    def _move(self, post: "Post") -> bool:
        from bot.hours import hour_of

        app, now = self._app, self._app.clock.now()
        with self._keys.lent():
            words = click.prompt("To when? (tomorrow 9:00, fri 18:30, +2h)", default="", show_default=False)
        if not words.strip():
            return False
        hour = app.desk.to_come(post.id, hour_of(words, now, app.settings.timezone), now)
        moved = app.desk.move(post.id, hour, now, self._revived(post))
        return self._done(post, "moved", lambda: app.desk.move_back(post, app.clock.now(), moved.version))

    def _reject(self, post: "Post") -> bool:
        from bot.jobs import answering

        menu = "  ".join(f"{key} {reason}" for key, reason in _REASONS.items())
        self._say(f"Why? {menu}  Enter: no reason  Esc: not at all")
        while (key := self._keys.next()) not in {*_REASONS, "\n", "\x1b", "\x04"}:
            self._say("1, 2, 3, 4, Enter or Esc.")
        if key in {"\x1b", "\x04"}:
            return False
        app, reason = self._app, _REASONS.get(key, "")
        rejected = app.desk.reject(post.id, reason, app.clock.now(), self._revived(post))
        self._say(f"Rejected{f' as {reason}' if reason else ''}.")
        another = None
        if reason in _ANOTHER:
            try:
                another = answering.redraft(app, post.id)
                self._say(f"Post {another.id} tells the day otherwise.")
            except NotAllowed as nothing:
                self._say(nothing.message)
        return self._done(post, "rejected", lambda: self._un_reject(post, rejected, another))

    def _un_reject(self, post: "Post", rejected: "Post", another: "Post | None") -> None:
        app, now = self._app, self._app.clock.now()
        if another:
            if app.posts.get(another.id).status is Status.APPROVED:
                app.desk.withdraw(another.id, now)
            app.desk.reject(another.id, "", now)
        hour = post.due_at if post.due_at > now else _later(app, post)
        back = app.desk.revive(post.id, hour, now, rejected.version)
        if post.status is Status.MISSED:
            app.desk.miss_again(post, now, back.version)

    def _skip(self, post: "Post") -> bool:
        self._passed.add(post.id)
        return True

    def _approve_all(self) -> bool:
        app, now = self._app, self._app.clock.now()
        fit = [post for post in self._waiting() if post.status is Status.DRAFT and self._is_plain(post)]
        for post in fit:
            hour = local(app.desk.goes_out_at(post, now), app.settings.timezone)
            self._say(f"#{post.id} {post.platform}, {hour}", "bold")
            self._say(post.text)
        self._keys.forget()
        self._say(f"All {counted(len(fit), 'post')}, as they stand above? y, or any other key: no")
        if not fit or self._keys.next() != "y":
            return False
        for post in fit:
            self._approve(post)
        return True

    def _is_plain(self, post: "Post") -> bool:
        """Tell whether there is nothing to think about in a post."""
        return not self._app.desk.look(post).findings and not self._app.desk.unfounded(post.id)

    def _take_back(self) -> bool:
        if not self._undo:
            self._say("There is nothing to take back.")
            return False
        number, what, back = self._undo.pop()  # one that cannot be taken back does not stand in the way of the others
        back()
        self._passed.discard(number)
        self._first = number
        self._say(f"Post {number} {_BACK[what]}.")
        return True

    def _done(self, post: "Post", what: str, back: Callable[[], object]) -> bool:
        self._undo.append((post.id, what, back))
        return True


def _later(app: "App", post: "Post") -> "datetime":
    """Return a good hour that leaves time for the yes."""
    return app.desk.good_hour(post.platform, app.clock.now() + timedelta(hours=1))
