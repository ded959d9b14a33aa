"""Shows each draft once where the learner is, under a code; asks one question on an evening nothing tells of.

A code belongs to the bytes that were shown. A text that is changed is shown again under another code, which closes the
one before; a slot that passes closes it too.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from bot.app import App
from bot.clock import local
from bot.desk import reasons
from bot.drafting.question import question
from bot.jobs.phone.ways import MAIL, Said, put_in_words, reach
from bot.jobs.syncing import sync_activity
from bot.lifecycle import Status
from bot.phone import codes, message
from bot.phone.message import Message
from bot.platforms import voice
from bot.store.letters import FAILED, Letter
from bot.store.post import Backing, Post
from bot.store.reading import EVERY
from bot.store.requests import Request, shown

_MOST_EVIDENCE = 6  # lines: a small screen
_LONGEST_LINE = 120
_LATE = timedelta(hours=3)  # after its hour a question is for tomorrow


def ask(app: App) -> list[Letter]:
    """Ask about every draft that was not shown as it is now, and about this evening; nothing in quiet hours."""
    now = app.clock.now()
    through = reach(app)
    if not through or app.limits.good_hour(now, []) > now:
        return []
    app.requests.close([each.about for each in app.requests.open() if each.expires_at <= now])
    waiting = [*app.posts.listed((Status.DRAFT,), EVERY), *_to_be_posted(app)]
    asked = [letter for post in waiting if (letter := ask_about(app, post, through, now))]
    return [*asked, *_question(app, through, now)]


def ask_about(app: App, post: Post, through: str, now: datetime) -> Letter | None:
    """Ask about one post, unless it was shown as it is or its hour has passed."""
    handed = post.status is Status.UNCONFIRMED
    expires_at = post.due_at + timedelta(days=7) if handed else post.due_at
    if expires_at <= now or any(_is_asked(app, each) for each in app.requests.of_post(post.id) if each.shows(post)):
        return None
    if not handed and (reasons(app.desk.look(post)) or (post.media and through == MAIL)):
        return _unfit(app, post, through, now)
    code = codes.code(app.requests.codes(now))
    about = f"{code} of {now.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
    request = Request(about, code, through, post.id, post.version, shown(post), now, expires_at, open=True)
    said = _handed(app, post, code) if handed else _request(app, post, code)
    pictures = [(post.id, each.sha256, each.kind, each.alt) for each in post.media]
    letter = put_in_words(app, through, Said("request", about, said, request, pictures=pictures))
    return letter if app.requests.ask(request, letter, now) else None


def _is_asked(app: App, request: Request) -> bool:
    """Tell whether a text is being asked about, or could not be shown: then bot review is left."""
    letter = app.letters.find(request.through, "request", request.about)
    return request.open or (letter is not None and letter.status == FAILED)


def _unfit(app: App, post: Post, through: str, now: datetime) -> Letter | None:
    """Say that a draft waits that cannot be asked about here; neither it nor the reason leaves for a phone."""
    app.requests.close([each.about for each in app.requests.of_post(post.id) if each.open])
    where = f"{voice(post.platform).RULES.title}, {local(post.due_at, app.settings.timezone)}"
    why = "is not fit to be shown here" if reasons(app.desk.look(post)) else "has pictures, which no mail shows"
    said = Message(f"Draft {post.id} for {where} {why}. bot review shows it whole.")
    letter = put_in_words(app, through, Said("answer", f"unfit {post.id} {post.version}", said))
    return letter if app.letters.write([letter], now) else None


def _to_be_posted(app: App) -> list[Post]:
    return [post for post in app.posts.listed((Status.UNCONFIRMED,), EVERY) if app.outbox.is_handed(post)]


def _handed(app: App, post: Post, code: str) -> Message:
    kind = voice(post.platform)
    return message.handed(code, kind.RULES.title, post.parts, kind.compose_link(post.parts[0]))


def _request(app: App, post: Post, code: str) -> Message:
    kind, report = voice(post.platform), app.desk.look(post)
    where = f"{kind.RULES.title}, {local(post.due_at, app.settings.timezone)}"
    used = max(map(kind.length, post.parts))
    notes = [
        *_changed(app, post),
        *(f"Look again: {each.reason}" for each in report.findings),
        *(f"Picture: {each.alt}" for each in post.media),
        *_evidence(app, post),
        f"{used} of {kind.RULES.limit} characters",
    ]
    return message.request(code, where, post.parts, notes)


def _changed(app: App, post: Post) -> Iterator[str]:
    """Yield what is other than in the text the person was shown last."""
    revisions = app.posts.revisions(post.id)
    if revisions and app.requests.of_post(post.id):
        yield from message.changes("\n".join(revisions[-1].parts), "\n".join(post.parts))


def _evidence(app: App, post: Post) -> Iterator[str]:
    backing = dict.fromkeys(each for claim in app.posts.claims(post.id) for each in claim.evidence)
    lines = [_backing(each) for each in backing]
    yield from lines[:_MOST_EVIDENCE]
    if more := len(lines) - _MOST_EVIDENCE:
        yield from [f"and {more} more: bot show {post.id} --why"] if more > 0 else []


def _backing(each: Backing) -> str:
    """Return a piece of evidence in a line."""
    if each.kind == "edit":
        return "Rests on: your own words"
    words = " ".join(each.text.split())
    told = words if len(words) <= _LONGEST_LINE else f"{words[:_LONGEST_LINE].rsplit(' ', 1)[0]} …"
    return f"Rests on: {each.kind}, {told}" if told else f"Rests on: {each.kind} {each.ref[:10]}"


# --- the question of an evening --------------------------------------------------------------------------------------


def _question(app: App, through: str, now: datetime) -> Sequence[Letter]:
    """Ask about a study day nothing tells of, once, in its evening."""
    today = app.today
    if not _is_time(app, now, today) or app.letters.find(through, "question", today.isoformat()):
        return ()
    if app.plan.day_on(today) is None or app.plan.calendar.paused(today) or app.calendar.is_closed(today):
        return ()
    if sync_activity(app).problems or app.evidence.between(today, today) or app.notes.between(today, today):
        return ()  # what could not be read to its end is no quiet day
    said = Message(question(app.plan.day_on(today), (), today))
    letter = put_in_words(app, through, Said("question", today.isoformat(), said, asks="A sentence is enough"))
    return [letter] if app.letters.write([letter], now) else ()


def _is_time(app: App, now: datetime, today: date) -> bool:
    if app.schedule.question is None:
        return False
    at = datetime.combine(today, app.schedule.question, app.settings.timezone)
    return at <= now < at + _LATE
