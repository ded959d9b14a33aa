"""Everything that can go wrong, as one tree; the command line prints `message` and `hint` and nothing else.

    BotError
    ├── SettingsError        a value in .env or the environment is wrong; carries every problem at once
    ├── RoadmapError         the file is no plan we can read
    ├── ActivityError        what happened could not be read; never to be taken for a quiet day
    │   └── NotYet           a source lets us go on at a given instant
    ├── TemplateError        a template asks for something it may not have
    ├── StoreError           the database cannot be opened, read or written
    ├── SealError            a token of the vault does not open
    ├── LoginError           connecting an account came to nothing
    ├── NotFound             no post, template or schedule of that name
    ├── NotAllowed           the life cycle or the guard says no
    └── PublishError         what a platform answers when it is not a receipt
        ├── NotSent          the platform surely did not act: later again
        ├── Blocked          nothing of ours passes until a person acts: the platform is paused
        ├── Refused          no to this post: failed
        └── Unconfirmed      perhaps out: never repeated blindly
            └── Handed       the person has the text, and posts it

A message is a sentence with the name or number in it; a hint is something to type or to do. Neither holds a secret.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta


class BotError(Exception):
    """A problem a person can act on."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class SettingsError(BotError):
    """One or more settings are wrong; all of them are named, so that one edit mends them."""

    def __init__(self, problems: Sequence[BotError]) -> None:
        count = "One setting is" if len(problems) == 1 else f"{len(problems)} settings are"
        super().__init__(f"{count} wrong.", "bot check")
        self.problems = tuple(problems)


class RoadmapError(BotError):
    """The file is no plan we can read."""


class ActivityError(BotError):
    """What happened could not be read."""


class NotYet(ActivityError):
    """A source lets us go on only later."""

    def __init__(self, message: str, hint: str, until: datetime) -> None:
        super().__init__(message, hint)
        self.until = until


class TemplateError(BotError):
    """A template asks for something it may not have."""


class StoreError(BotError):
    """The database cannot be opened, read or written."""


class SealError(BotError):
    """A token of the vault does not open."""


class LoginError(BotError):
    """Connecting an account came to nothing."""


class NotFound(BotError):
    """Nothing has that name or number."""


class NotAllowed(BotError):
    """The life cycle or the guard says no."""


class PublishError(BotError):
    """What a platform answers when it is not a receipt."""


class NotSent(PublishError):
    """The platform surely did not act."""

    def __init__(self, message: str, hint: str = "", retry_after: timedelta | None = None) -> None:
        super().__init__(message, hint)
        self.retry_after = retry_after


class Blocked(PublishError):
    """Nothing of ours will pass until a person acts, or until it may be tried once more."""

    def __init__(self, message: str, hint: str = "", again_in: timedelta | None = None) -> None:
        super().__init__(message, hint)
        self.again_in = again_in


class Refused(PublishError):
    """The platform says no to this post."""


class Unconfirmed(PublishError):
    """The post may be out; only reading the platform back, or a person, can tell."""


class Handed(Unconfirmed):
    """The person has the text and posts it; only they can say when."""
