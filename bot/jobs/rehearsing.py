"""Shows the exact request a post would be sent with, without its secrets and without sending it.

The real client builds the request and hands it to a wire that keeps it and answers as a refused connection does. What
only a platform could answer on the way (who is asking, what it calls a picture) stands there as a word in brackets.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import datetime

from bot.app import App
from bot.desk import look, reasons
from bot.errors import NotSent, PublishError
from bot.jobs.budget import price
from bot.jobs.parts import next_part
from bot.platforms import Memory, Part, connect, voice
from bot.redact import Secret
from bot.store.post import Post


def rehearse(app: App, post: Post) -> Iterator[str]:
    """Yield what would happen to a post at its hour, line by line."""
    rules, through = voice(post.platform).RULES, app.settings.through(post.platform)
    part = next_part(app, post)
    parts = f", part {part.number} of {len(post.parts)}" if len(post.parts) > 1 else ""
    yield f"Post {post.id} to {rules.title} ({through}){parts}, {price(app, post, part.text):.3f} USD"
    if blocked := reasons(look(post, app.settings.never_said)):
        yield f"It would not be sent: {blocked}"
    if post.status == "draft":
        yield "It waits for your yes."
    if through != "api":
        yield f"No request: it goes to a file in {app.settings.home / ('by-hand' if through == 'hand' else 'sandbox')}."
        yield part.text
        return
    for each in part.pictures:
        yield f"First a picture is uploaded: {each.kind}, {len(each.content):,} bytes, described as “{each.alt}”."
    yield from _request(app, post, part)


def _request(app: App, post: Post, part: Part) -> Iterator[str]:
    from bot.platforms.rehearsal import Rehearsal

    wire = Rehearsal()
    uploads = tuple(f"(picture {number})" for number, _ in enumerate(part.pictures, 1))
    memory = _Believing(app.accounts.memory(post.platform, app.clock))
    try:
        platform = connect(post.platform, app.settings, memory, app.clock, wire)
        platform.publish(replace(part, uploads=uploads))
    except NotSent:
        pass  # as it has to be: nothing left this machine
    except PublishError as error:
        yield f"It would not be sent: {error.message} {error.hint}"
    yield from wire.shown()


class _Believing:
    """A memory that knows everything: a rehearsal asks nobody."""

    def __init__(self, real: Memory) -> None:
        self._real = real

    def recall(self, name: str) -> str:
        return self._real.recall(name) or f"({name.rpartition(' ')[0] or name})"

    def keep(self, name: str, value: str) -> None:
        """Keep nothing."""

    def spend(self, what: str, usd: float) -> None:
        """Spend nothing."""

    def unseal(self, name: str) -> Secret:
        if name.startswith("session"):  # a real one may have ended, and then only its renewal would be shown
            return Secret(f"({name})")
        return self._real.unseal(name) or Secret(f"({name})")

    def seal(self, name: str, secret: Secret, ends_at: datetime | None = None) -> None:
        """Keep nothing."""

    def alone(self) -> AbstractContextManager[None]:
        return nullcontext()
