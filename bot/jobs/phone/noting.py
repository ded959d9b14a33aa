"""Any sentence is the learner's note for a day; a draft of that day that waits is written anew, to tell of it."""

from datetime import date, datetime, time, timedelta

from bot.activity import Flavour, safe
from bot.app import App
from bot.clock import study_date
from bot.errors import NotAllowed
from bot.jobs import answering
from bot.lifecycle import Status
from bot.phone.message import Message, first_words
from bot.store.letters import Kept
from bot.store.notes import Note
from bot.store.post import Post

_NOON = time(12)


def note(app: App, text: str, at: datetime, to: Kept | None) -> Message:
    """Keep a note that was written at an instant, perhaps as the answer to a letter; say what became of it."""
    day = _day(app, at, to)
    kept = _noted(app, text, at, day)
    again = [post for post in _told_of(app, day) if _tells_anew(app, post, kept)]
    more = " A new draft comes." if again else ""
    return Message(f"Noted for {day:%A} {day.day} {day:%B}: “{first_words(kept.text)}”{more}")


def _day(app: App, at: datetime, to: Kept | None) -> date:
    """Return the study day a note is about: that of what it answers; in the morning that of the drafts that wait."""
    if to and to.letter.kind == "question":
        return date.fromisoformat(to.letter.about[:10])
    if to and (request := app.requests.of_letter(to.letter.about)):
        return _spoken_of(app.posts.get(request.post_id))
    zone, ends = app.settings.timezone, app.settings.day_ends
    written, before = study_date(at, zone, ends), study_date(at, zone, ends) - timedelta(days=1)
    is_morning = at.astimezone(zone).time() < _NOON
    return before if is_morning and _told_of(app, before) else written


def _spoken_of(post: Post) -> date:
    """Return the study day that closed before a post's slot."""
    return post.local_date - timedelta(days=1)


def _noted(app: App, text: str, at: datetime, day: date) -> Note:
    known = (each for each in app.notes.between(day, day) if (each.at, each.text) == (at, safe(text)))
    return next(known, None) or app.notes.add(text, Flavour.NONE, at, day)


def _told_of(app: App, day: date) -> list[Post]:
    """Return the drafts of a study day, which the note may lead now."""
    drafts = (app.posts.get(each.post_id) for each in app.requests.open())
    return [post for post in drafts if post.status is Status.DRAFT and _spoken_of(post) == day]


def _tells_anew(app: App, post: Post, note: Note) -> bool:
    """Write a draft anew, and tell whether it is another now; one that rests on the note already is."""
    if any(each.ref == note.ref for claim in app.posts.claims(post.id) for each in claim.evidence):
        return True
    try:
        answering.redraft(app, post.id, post.version, note.evidence)
    except NotAllowed:
        return False  # it can be told no other way: the note is there for another day
    return True
