"""Sends the letters to the learner that were written down, and records what became of them.

The claim is durable before the first byte leaves. A mail that may have arrived is never sent again: the learner is told
that it may not have. In the chat the same message twice harms nobody and a missing one does, so there it is.
"""

import logging
from datetime import datetime, timedelta

from bot.app import App
from bot.errors import Blocked, NotSent, PublishError, Refused, Unconfirmed
from bot.jobs.phone import chat
from bot.jobs.phone.ways import TELEGRAM, leave_chat
from bot.store.letters import FAILED, SENDING, SENT, UNCLEAR, Kept
from bot.store.post import By

_WAITS = (timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4))  # contract of e-mail, §5
_GIVEN_UP = timedelta(hours=24)
_CHAT_WAITS = (timedelta(seconds=15), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))
_LONGEST = 60.0  # seconds for one mail: posts wait meanwhile

_log = logging.getLogger(__name__)


def send_letters(app: App) -> list[Kept]:
    """Send what waits and may be tried now, and return it as it was; what a dead sender left may have arrived."""
    now = app.clock.now()
    for kept in app.letters.sending():
        if not app.senders.is_sending(kept.sender):
            _fall_back(app, kept, Unconfirmed("The program was stopped while it was sending this."), now)
    out, stopped = list[Kept](), set[str]()
    for kept in app.letters.due(now):
        if kept.letter.through in stopped or _is_night(app, kept, now):
            continue
        if _claimed_and_sent(app, kept):
            out.append(kept)
        else:
            stopped.add(kept.letter.through)  # the others of its way wait for the next round
    return out


def _is_night(app: App, kept: Kept, now: datetime) -> bool:
    """Tell whether a phone would ring at a quiet hour; what answers the person themselves may."""
    rings = kept.letter.through in {TELEGRAM, "ntfy"} and kept.letter.kind != "answer"
    return rings and app.limits.good_hour(now, []) > now


def _claimed_and_sent(app: App, kept: Kept) -> bool:
    """Tell whether a letter is out, by us, and record what became of it otherwise."""
    now = app.clock.now()
    if not app.letters.claim(kept, By(app.senders.me, now)):
        return False  # another process was first
    try:
        said, shown_as = _hand_over(app, kept)
    except PublishError as error:
        _fall_back(app, kept, error, now)
        return False
    except Exception as error:  # nobody knows how far it came
        _log.exception("letter %s", kept.id)
        _fall_back(app, kept, Unconfirmed(f"It broke off ({type(error).__name__})."), now)
        return False
    app.letters.settle(kept, SENT, By(app.senders.me, now, said), shown_as=shown_as)
    return True


def _hand_over(app: App, kept: Kept) -> tuple[str, str]:
    """Send a letter the way it goes, and return what was answered, and what the letter is called there."""
    from bot.reports.mail import ntfy, smtp

    settings, letter = app.settings, kept.letter
    request = app.requests.of_letter(letter.about) if letter.kind == "request" else None
    if request and not request.open:
        raise Refused("It is asked no more.")
    if letter.through == TELEGRAM:
        return "", chat.send(app, kept)
    if letter.through == "ntfy":
        ntfy.push(settings.ntfy_address, letter.subject, letter.content.decode())
        return "", ""
    limits = smtp.Limits(whole=_LONGEST)
    return smtp.send(smtp.server(settings), settings.mail_sender, settings.mail_to, letter.content, limits), ""


def _fall_back(app: App, kept: Kept, error: PublishError, now: datetime) -> None:
    from bot.phone.telegram import Away

    by = By(app.senders.me, now, error.message)
    _log.warning("%s by %s: %s %s", kept.letter.kind, kept.letter.through, error.message, error.hint)
    given_up = now - kept.written_at >= _GIVEN_UP
    if isinstance(error, Away):
        leave_chat(app)
    again = isinstance(error, NotSent | Blocked) or kept.letter.through == TELEGRAM  # there twice harms nobody
    if again and not given_up and not isinstance(error, Refused):
        until = now + _wait(kept, error)
        app.letters.put_off(kept, until, by, error.hint)
        if isinstance(error, Blocked):
            app.letters.stop(kept.letter.through, until)
        return
    app.letters.settle(kept, FAILED if isinstance(error, NotSent | Blocked | Refused) else UNCLEAR, by, error.hint)
    if kept.letter.kind == "request":
        app.requests.close([kept.letter.about])  # a code nobody has seen


def _wait(kept: Kept, error: PublishError) -> timedelta:
    """Return how long to wait: longer each time, and long where a person has to act."""
    waits = _CHAT_WAITS if kept.letter.through == TELEGRAM else _WAITS
    if isinstance(error, Blocked):
        return waits[-1]
    asked: timedelta | None = getattr(error, "retry_after", None)
    failed = kept.tries - (kept.status == SENDING)  # before this try
    return max(asked or timedelta(), waits[min(failed, len(waits) - 1)])
