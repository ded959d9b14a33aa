"""What keeps posts from going out, or soon will: one list for bot today, bot check, the digest and the notices.

Each trouble has a key that stays the same while it is the same trouble, so that it is told once; what draws nearer (a
token's end) is another trouble at each of a few distances.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.clock import FixedClock, local, month_of
from bot.errors import SealError
from bot.lifecycle import Status
from bot.platforms import NAMES, voice
from bot.store.accounts import MILLIONTHS, WARNED, Accounts
from bot.store.journey import Journey
from bot.store.letters import FAILED, UNCLEAR, WAITING, Letters
from bot.store.outbox import Outbox
from bot.store.reading import Posts
from bot.store.slots import Slots
from bot.store.sources import Sources, called

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.store.database import Database
    from bot.store.post import Post

NEAR = timedelta(hours=1)  # to a draft's hour
ASLEEP = timedelta(minutes=15)  # without a tick: the loop stood still
_LATELY = timedelta(days=7)
_MOST_OF_IT = 0.8  # of a budget
_STUCK = timedelta(hours=1)  # a mail server may ask to come back in a while
_UNREAD = timedelta(days=1)  # a source may be away for an evening
_VERSION_WARNED = timedelta(days=60)
_DISTANCES = (0, 1, 3, 7, 14, 60)  # days before an end at which it is told anew
_RENEW = "https://github.com/settings/personal-access-tokens, then GITHUB_TOKEN in .env"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong, or will be; and what to type."""

    message: str
    hint: str
    key: str = ""
    wrong: bool = False  # already so, not only soon
    aside: bool = False  # told beside others only: it is about a notice itself
    link: str = ""  # where it is done; long, so the terminal alone shows it

    @property
    def told(self) -> str:
        """Return both as the terminal shows them."""
        return "\n  ".join(filter(None, (self.message, self.link, f"Try: {self.hint}")))


@dataclass(frozen=True, slots=True)
class Looked:
    """Where troubles are looked for, and as of when."""

    settings: "Settings"
    database: "Database"
    journey: int
    now: datetime

    @property
    def posts(self) -> Posts:
        """Return the posts."""
        return Posts(self.database, self.journey)

    @property
    def accounts(self) -> Accounts:
        """Return what is known of the accounts."""
        return Accounts(self.database, self.journey, self.settings.vault_key)


def troubles(looked: Looked) -> list[Trouble]:
    """Return every trouble there is, what stops everything first."""
    return [each for look in _LOOKS for each in look(looked)]


def _held(looked: Looked) -> Iterator[Trouble]:
    journey = Journey(looked.database, looked.journey)
    if held := journey.hold():
        yield Trouble(f"Nothing is sent: {held}.", "bot release", f"held since {journey.held_since()}")


def _paused(looked: Looked) -> Iterator[Trouble]:
    for each in looked.accounts.pauses(looked.now):
        told = f"{voice(each.platform).RULES.title} is paused: {each.reason}"
        yield Trouble(told, each.hint, f"{each.platform} paused since {each.since}", wrong=True)


def _unclear(looked: Looked) -> Iterator[Trouble]:
    """Yield what only the person knows about: what they are to post, and what may be out."""
    outbox = Outbox(looked.database, looked.journey)
    for post in looked.posts.listed((Status.UNCONFIRMED,)):
        if outbox.is_handed(post):
            yield _handed(looked, post)
        else:
            told = f"Nobody knows whether post {post.id} is out."
            yield Trouble(told, f"bot resolve {post.id} --help", f"post {post.id} unclear {post.attempts}", wrong=True)


def _handed(looked: Looked, post: "Post") -> Trouble:
    link = voice(post.platform).compose_link(post.parts[0])
    told = f"Post {post.id} is yours to post: {looked.posts.history(post.id)[-1].reason}"
    return Trouble(told, f"bot posted {post.id} URL", f"post {post.id} handed {post.attempts}", link=link)


def _failed(looked: Looked) -> Iterator[Trouble]:
    for post in Outbox(looked.database, looked.journey).failed_since(looked.now - _LATELY):
        told = f"Post {post.id} has failed: {looked.posts.history(post.id)[-1].reason}"
        yield Trouble(told, f"bot show {post.id}, bot retry {post.id}", f"post {post.id} failed {post.version}")


def _doubted(looked: Looked) -> Iterator[Trouble]:
    """Yield the drafts of a restored backup that may have gone out after it was made."""
    for post in Outbox(looked.database, looked.journey).doubted_since(looked.now - _LATELY):
        told = f"Post {post.id} was a draft in the backup and may be out since."
        hint = f"look at your account; bot approve {post.id} only if it is not there"
        yield Trouble(told, hint, f"post {post.id} doubted {post.version}")


def _near(looked: Looked) -> Iterator[Trouble]:
    """Yield the drafts whose hour is near, and which have no yes yet."""
    for post in looked.posts.listed((Status.DRAFT,)):
        if post.due_at - looked.now < NEAR:
            told = f"Post {post.id} has its hour soon, and no yes yet."
            yield Trouble(told, "bot review", f"post {post.id} near {post.due_at}")


def _ends(looked: Looked) -> Iterator[Trouble]:
    """Yield which tokens, and which version of LinkedIn's interface, end soon or have ended."""
    for what, ends, warned, hint in (*_of_settings(looked), *_of_vault(looked)):
        if ends and (found := _ending(what, ends, warned, hint, looked.now)):
            yield found


def _of_settings(looked: Looked) -> Iterator[tuple[str, date | None, timedelta, str]]:
    settings = looked.settings
    if settings.linkedin_through == "api":
        from bot.platforms.linkedin import version_ends

        version = version_ends(settings.linkedin_version)
        yield "LINKEDIN_VERSION", version, _VERSION_WARNED, "set a newer LINKEDIN_VERSION in .env"
        yield "LINKEDIN_ACCESS_TOKEN", settings.linkedin_token_ends, WARNED, "make a new one, set both"
    github = Sources(looked.database, looked.journey).token_ends()
    yield "GITHUB_TOKEN", github.date() if github else None, WARNED, _RENEW


def _of_vault(looked: Looked) -> Iterator[tuple[str, date, timedelta, str]]:
    for platform, token, ends_at in looked.accounts.ending(looked.now):
        yield token, ends_at.date(), WARNED, f"bot login {platform}"


def _ending(what: str, ends: date, warned: timedelta, hint: str, now: datetime) -> Trouble | None:
    """Return the trouble that an end will be, or is; at each of the distances it is another one."""
    left = ends - now.date()
    if left > warned:
        return None
    stage = next(each for each in _DISTANCES if left.days <= each)
    key = f"{what} ends {ends}, {stage} days"
    if left.days <= 0:
        return Trouble(f"{what} ended on {ends:%-d %B %Y}.", hint, key, wrong=True)
    return Trouble(f"{what} ends on {ends:%-d %B %Y}.", hint, key)


def _spent(looked: Looked) -> Iterator[Trouble]:
    """Yield which platform has cost most of what it may in a month."""
    for name in NAMES:
        budget, month = looked.settings.budget(name), month_of(looked.now)
        if not budget or looked.settings.through(name) != "api":
            continue
        spent = looked.accounts.spent(name, month) / MILLIONTHS
        if spent > _MOST_OF_IT * budget:
            told = f"{voice(name).RULES.title} has cost {spent:.2f} of {budget:.2f} dollars in {looked.now:%B}."
            yield Trouble(told, f"raise {name.upper()}_BUDGET in .env", f"{name} spent {month:%Y-%m} {budget}")


def _unread(looked: Looked) -> Iterator[Trouble]:
    """Yield which sources of evidence could not be read to their end for a day and more."""
    for each in Sources(looked.database, looked.journey).problems():
        read_at = each.finished_at or each.began_at
        if read_at and looked.now - read_at > _UNREAD:
            told = f"{called(each.name, looked.settings)} was not read to its end: {each.problem}"
            yield Trouble(told, each.hint, f"{each.name} unread since {read_at.date()}")


def _stood_still(looked: Looked) -> Iterator[Trouble]:
    """Yield when nobody woke the jobs though there was something to do, and whether that is so now."""
    journey = Journey(looked.database, looked.journey)
    for since, until in journey.standstills(looked.now - _LATELY):
        if passed := Slots(looked.database, looked.journey).passed(since, until):
            slots = "1 slot" if passed == 1 else f"{passed} slots"
            span = f"from {local(since, looked.settings.timezone)} to {local(until, looked.settings.timezone)}"
            told = f"The daemon did not run {span}; {slots} passed meanwhile."
            yield Trouble(told, "bot history, bot review", f"stood still {since}")
    awake_at = journey.awake_at()
    if awake_at and looked.now - awake_at > ASLEEP:
        yield Trouble(
            f"The daemon has not run since {local(awake_at, looked.settings.timezone)}.",
            "bot daemon",
            f"asleep {awake_at}",
        )


def _letters(looked: Looked) -> Iterator[Trouble]:
    """Yield which letters to the learner did not arrive, or perhaps not."""
    letters = Letters(looked.database, looked.journey)
    for each in (*letters.lost(looked.now - _LATELY), *letters.stuck(looked.now - _STUCK)):
        if each.letter.kind not in _LETTERS:
            continue  # what was asked on the phone waits in bot review as well
        what = _LETTERS[each.letter.kind].format(local(each.written_at, looked.settings.timezone))
        told, hint = f"{what} {_ENDS[each.status]}: {each.detail}", each.hint or "bot check"
        aside = each.letter.kind == "notices"
        yield Trouble(told, hint, f"letter {each.id} {each.status}", each.status != UNCLEAR, aside)


def _phone(looked: Looked) -> Iterator[Trouble]:
    """Yield what keeps answers from the phone from being read."""
    memory = looked.accounts.memory("telegram", FixedClock(looked.now))
    try:
        memory.unseal("TELEGRAM_TOKEN")
    except SealError as error:
        yield Trouble(f"Your chat on Telegram is shut: {error.message}", error.hint, "telegram: sealed", wrong=True)
    for way, where in (("telegram", "on Telegram"), ("mail", "by mail")):
        if known := looked.accounts.memory(way, FixedClock(looked.now)).recall("trouble"):
            told, hint, since = known.split("\n")
            yield Trouble(f"Your answers {where} are not read: {told}", hint, f"{way}: {told} {since}", wrong=True)


_LETTERS = {"digest": "The digest of {}", "notices": "The notice of {}"}
_ENDS = {UNCLEAR: "has perhaps not arrived", FAILED: "was not sent", WAITING: "could not be sent yet"}
_LOOKS = (_held, _paused, _unclear, _failed, _doubted, _near, _ends, _spent, _unread, _stood_still, _letters, _phone)
