"""Tells the learner: the weekly digest, and notices of what needs them; each letter once.

A letter is written down first, with the troubles it tells of, and sent from there (delivering.py): what a crash or a
bad connection interrupts is neither lost nor told twice.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.app import App
from bot.jobs.phone.ways import MAIL, TELEGRAM, Said, is_fit, put_in_words, reach
from bot.phone.message import Message, without
from bot.reports.digest import Digest
from bot.reports.digest.gathering import Journal, gather
from bot.reports.digest.rendering import Rendered, render, render_notices
from bot.reports.troubles import troubles
from bot.schedule import digest_on
from bot.store.letters import Letter

_A_DAY = timedelta(days=1)
_LATE = timedelta(days=3)  # after that a digest is old news
_APART = timedelta(minutes=15)  # of two notices: what happens together is told together
_SUNDAY = 6
NTFY = "ntfy"


# --- the digest ------------------------------------------------------------------------------------------------------


def digest_of(app: App, last: date) -> Digest:
    """Return the digest of the seven study days that end with one."""
    found = tuple(troubles(app.looked))
    journal = Journal(
        app.posts, app.slots, app.evidence, app.notes, app.plan, app.position_on(last), found, app.today
    )  # fmt: skip
    return gather(journal, last)


def week_of(app: App, when: date) -> date:
    """Return the last day of the week a date lies in, as the digests count them."""
    begins = app.schedule.digest[0] if app.schedule.digest else _SUNDAY
    return when + timedelta(days=6 - (when.weekday() - begins) % 7)


def latest_week(app: App) -> date:
    """Return the last day of the latest week that is over."""
    this = week_of(app, app.today)
    return this if this < app.today else this - timedelta(days=7)


def _digest_due(app: App, now: datetime) -> tuple[date, datetime] | None:
    """Return the last study day of the latest digest that is due, and since when."""
    zone = app.settings.timezone
    today = now.astimezone(zone).date()
    for day in (today - timedelta(days=n) for n in range(8)):
        at = digest_on(app.schedule, day, zone)
        if at and at <= now:
            return day - _A_DAY, at
    return None


def write_digest(app: App) -> list[Letter]:
    """Write the digest down if one is due, and its question for the phone; a week the plan rested has none."""
    now = app.clock.now()
    due, through = _digest_due(app, now), reach(app)
    if due is None or not (app.settings.mail_to or through):
        return []
    last, since = due
    too_late, too_early = now - since > _LATE, since < app.slots.began_at() or last < app.plan.start
    if too_late or too_early or _is_written(app, last, through):
        return []
    digest = digest_of(app, last)
    if digest.rests:
        return []
    asked = _asked(app, digest, through) if through else []
    return asked + (mail_digest(app, digest, last.isoformat()) if app.settings.mail_to else [])


def _is_written(app: App, last: date, through: str) -> bool:
    if app.settings.mail_to:
        return app.letters.find(MAIL, "digest", last.isoformat()) is not None
    return app.letters.find(through, "question", _week(last)) is not None


def mail_digest(app: App, digest: Digest, about: str) -> list[Letter]:
    """Write a digest down for its mail, unless somebody was first."""
    rendered = render(app.settings.home, digest, app.settings.timezone, app.settings.never_said)
    letter = mailed(app, "digest", about, rendered)
    return [letter] if app.letters.write([letter], app.clock.now()) else []


def _asked(app: App, digest: Digest, through: str) -> list[Letter]:
    said = Said("question", _week(digest.last), Message(digest.question), asks="A sentence is enough")
    letter = put_in_words(app, through, said)
    return [letter] if app.letters.write([letter], app.clock.now()) else []


def _week(last: date) -> str:
    return f"{last} and the week before"


# --- notices ---------------------------------------------------------------------------------------------------------


def write_notices(app: App) -> list[Letter]:
    """Write down what the learner has not been told of yet, all of it in one letter each way."""
    now = app.clock.now()
    wanted = ((MAIL, app.settings.mail_to), (NTFY, app.settings.ntfy_address), (TELEGRAM, reach(app) == TELEGRAM))
    ways = [way for way, is_wanted in wanted if is_wanted]
    if not ways or not _may_tell(app, ways, now):
        return []
    found = {each.key: each for each in troubles(app.looked)}
    fresh = [found[key] for key in app.letters.untold([*found])]
    if all(each.aside for each in fresh):
        return []
    rendered = render_notices(app.settings.home, fresh, app.today, app.settings.never_said)
    about = now.isoformat()
    letters = [_LETTERS[way](app, about, rendered) for way in ways]
    return letters if app.letters.write(letters, now, [each.key for each in fresh]) else []


def _may_tell(app: App, ways: Sequence[str], now: datetime) -> bool:
    """Tell whether it is an hour for notices: not a quiet one, and not just after others."""
    last = max(filter(None, (app.letters.last_written(way, "notices") for way in ways)), default=None)
    return app.limits.good_hour(now, []) <= now and (last is None or not now - _APART < last <= now)


def _mail(app: App, about: str, rendered: Rendered) -> Letter:
    return mailed(app, "notices", about, rendered)


def _push(app: App, about: str, rendered: Rendered) -> Letter:
    shown = without(Message(rendered.subject, (), rendered.text), lambda line: is_fit(app, line))
    return Letter(NTFY, "notices", about, shown.head, "", shown.after.encode())


def _chat(app: App, about: str, rendered: Rendered) -> Letter:
    return put_in_words(app, TELEGRAM, Said("notices", about, Message(rendered.subject, (), rendered.text)))


_LETTERS = {MAIL: _mail, NTFY: _push, TELEGRAM: _chat}


def mailed(app: App, kind: str, about: str, rendered: Rendered) -> Letter:
    """Return something rendered as a letter by mail, with the bytes that will leave."""
    from bot.reports import mail
    from bot.reports.mail.composing import compose, message_id

    sender = app.settings.mail_sender
    name = message_id(sender)
    pictures = tuple(mail.Picture(cid, png) for cid, png in rendered.pictures.items())
    letter = mail.Letter(
        sender=sender, to=app.settings.mail_to, subject=rendered.subject, text=rendered.text, html=rendered.html,
        pictures=pictures, message_id=name, at=app.clock.now().astimezone(app.settings.timezone),
    )  # fmt: skip
    return Letter(MAIL, kind, about, rendered.subject, name, compose(letter))
