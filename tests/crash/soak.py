"""A year of the daemon's turns, each a process: with kills, outages, a clock that jumps and a forgetful person.

    make soak                              # a year
    python -m tests.crash.soak 90 5        # so many days, with this seed

What a turn is stands in nursery.py: every job once, as the daemon wakes them. The person says yes and notes things on
the command line or in a chat, and is mailed. At the end every slot of the schedule has one outcome, what is out was
approved byte for byte, nothing is out and no digest has come twice, and what nobody knows is said to be so.
"""

import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from time import sleep
from zoneinfo import ZoneInfo

from bot import settings
from bot.activity import Flavour
from bot.app import App
from bot.cli.init import make_home
from bot.clock import FixedClock
from bot.errors import NotAllowed
from bot.jobs.phone.ways import BOUND, memory
from bot.lifecycle import Outcome, Status
from tests import canary
from tests.conftest import EXAMPLE_PLAN
from tests.crash.campaign import FAULTS
from tests.crash.lives import KILLED, PATIENCE, SERVERS, Nursery
from tests.crash.nursery import PHONE_TRAPS, TRAPS
from tests.phone.bot_api import TOKEN, BotApi
from tests.phone.people import SAM
from tests.platforms.servers.wire import Wire
from tests.reports.smtp_server import LOGIN, MailServer

ZONE = ZoneInfo("Europe/Berlin")
START = date(2026, 3, 9)  # three weeks before the clocks change
TURNS = (time(4, 5), time(7, 5), time(8, 31), time(9, 2), time(9, 40), time(12, 45), time(17, 30))
TITLES = {"x": "X", "linkedin": "LinkedIn"}
_TOPICS = (
    "axes",
    "shapes",
    "broadcasting",
    "masks",
    "slices",
    "sorting",
    "joins",
    "groups",
    "plots",
    "scores",
    "folds",
)
_FOUND = (
    "gave way on the third try",
    "made sense only on paper",
    "took the whole evening",
    "was easier than it looked",
)
_PASSING = [each for each in FAULTS if "429" not in each.name and each.name != "401"]


@dataclass
class Soak:
    """A home, two platforms, and chance."""

    home: Path
    servers: dict[str, Wire]
    chat: BotApi
    post: MailServer
    nursery: Nursery
    clock: FixedClock
    chance: random.Random
    environ: dict[str, str]
    approved: dict[str, set[str]] = field(default_factory=lambda: {name: set() for name in TITLES})
    told: Counter[str] = field(default_factory=Counter)

    def app(self) -> App:
        return App(settings.load(self.environ), self.clock)

    def turn(self, trap: str = "", *, late_kill: float = 0.0) -> None:
        """Wake every job once, in a process that may die of it."""
        self.nursery.begin(
            words=("turn",), environ=self.environ, now=self.clock.now().isoformat(), trap=trap,
            said=str(self.home / "said"), patience=PATIENCE,
        )  # fmt: skip
        if late_kill:
            sleep(late_kill)
            self.nursery.kill()
        ended = self.nursery.end()
        assert ended in {0, KILLED}, (self.home / "said").read_text(encoding="utf-8")[-2000:]
        self.told["killed" if ended == KILLED else "turns"] += 1

    def live(self, day: date) -> None:
        """Live one day: an evening before it, perhaps; a morning with or without a yes; the turns."""
        self._outage()
        for at in TURNS:
            self.clock.set(datetime.combine(day, at, ZONE).astimezone(UTC) + self._jump())
            self._trouble()
            self._dangerous_turn()
            if at == TURNS[1]:
                self.chance.choice((self._say_yes, self._tap_yes, self._tap_yes, self._forget))()
        if self.chance.random() < 0.7:
            self._study(day)

    def _outage(self) -> None:
        if self.chance.random() < 0.03:
            self.told["outages"] += 1
            for server in self.servers.values():
                for _ in range(20):
                    server.add_fault(self.chance.choice(_PASSING))

    def _jump(self) -> timedelta:
        return timedelta(hours=self.chance.choice((-1, 2))) if self.chance.random() < 0.02 else timedelta()

    def _trouble(self) -> None:
        if self.chance.random() < 0.15:
            self.servers[self.chance.choice(list(TITLES))].add_fault(self.chance.choice(_PASSING))

    def _dangerous_turn(self) -> None:
        if self.chance.random() < 0.2:
            self.turn(self.chance.choice([*TRAPS, *PHONE_TRAPS]))
        elif self.chance.random() < 0.1:
            self.turn(late_kill=self.chance.uniform(0.05, 0.5))
        else:
            self.turn()

    def _study(self, day: date) -> None:
        words = f"Evening {(day - START).days}: {self.chance.choice(_TOPICS)} {self.chance.choice(_FOUND)}."
        if self.chance.random() < 0.3:
            self.chat.says(words)
            return
        with closing(self.app()) as app:
            app.notes.add(words, self.chance.choice(list(Flavour)), datetime.combine(day, time(19), UTC), day)

    def _forget(self) -> None:
        self.told["mornings forgotten"] += 1

    def _tap_yes(self) -> None:
        """Tap the last request of each platform in the chat; it may be an old one, and acts only if it still can."""
        for platform, title in TITLES.items():
            shown = [each for each in self.chat.sent if "Yes" in each.buttons and f": {title}," in each.text]
            if shown:
                self.approved[platform].update(shown[-1].frames)
                self.chat.taps(shown[-1].message_id, shown[-1].buttons["Yes"])
                self.told["tapped"] += 1
        self.clock.wait(60)  # Telegram forgets a tap after some minutes
        self._dangerous_turn()

    def _say_yes(self) -> None:
        with closing(self.app()) as app:
            for post in app.posts.listed((Status.DRAFT,)):
                try:
                    app.desk.approve(post.id, self.clock.now())
                except NotAllowed:
                    continue
                self.approved[post.platform].update(post.parts)
                self.told["approved"] += 1

    # --- the truth ---------------------------------------------------------------------------------------------------

    def go_on(self) -> None:
        """Two days on a wire that works: what can be found out is."""
        for server in self.servers.values():
            server.let_go.set()
            server.settle()
            server.forget_faults()
        for hours in range(0, 49, 3):
            self.clock.set(self.clock.now() + timedelta(hours=hours % 7 + 1))
            self.turn()

    def hold_against_the_truth(self, last: date) -> Counter[str]:
        """Check every invariant, and return how the slots ended."""
        for name, server in self.servers.items():
            out = [each.text for each in server.ledger]
            assert len(out) == len(set(out)), f"out twice on {name}: {[t for t, n in Counter(out).items() if n > 1]}"
            assert set(out) <= self.approved[name], f"out on {name}, and nobody said yes"
        digests = Counter(
            mail["Subject"] for each in self.post.received if (mail := each.mail)["Subject"].startswith("Week")
        )
        assert set(digests.values()) <= {1}, digests
        self.told["digests"] = len(digests)
        assert not any("could not look" in each.text for each in self.chat.sent)
        with closing(self.app()) as app:
            self._posts_are_true(app)
            return self._slots_have_one_outcome(app, last)

    def _posts_are_true(self, app: App) -> None:
        out = {name: {each.text for each in server.ledger} for name, server in self.servers.items()}
        accounted: dict[str, set[str]] = {name: set() for name in TITLES}
        for post in app.posts.every():
            told = f"post {post.id} on {post.platform} is {post.status}"
            assert post.status is not Status.PUBLISHING, told
            assert post.status is not Status.PUBLISHED or set(post.parts) <= out[post.platform], told
            if post.status in {Status.PUBLISHED, Status.UNCONFIRMED}:
                accounted[post.platform].update(post.parts)
            self.told[str(post.status)] += 1
        for name, texts in out.items():  # what was missed may be said again another day, in the same words
            assert texts <= accounted[name], f"out on {name}, and no post says so: {texts - accounted[name]}"

    def _slots_have_one_outcome(self, app: App, last: date) -> Counter[str]:
        """Each slot the schedule gives is decided, once; open only while nobody knows."""
        ended: Counter[str] = Counter()
        for slot in app.schedule.slots(ZONE, START + timedelta(days=1), last):
            outcome = app.slots.outcome(slot)
            assert outcome is not None, f"nothing is known of {slot}"
            if outcome is Outcome.OPEN:
                there = [
                    post for post in app.posts.of_dates(slot.local_date, slot.local_date) if post.slot == slot.name
                ]
                assert any(post.status is Status.UNCONFIRMED for post in there if post.platform == slot.platform), slot
            ended[f"{slot.platform} {outcome}"] += 1
        return ended


@contextmanager
def soak(folder: Path, seed: int) -> Iterator[Soak]:
    """Make a home and its platforms."""
    home = folder / "home"
    make_home(home, EXAMPLE_PLAN, {"BOT_TIMEZONE": ZONE.key, "BOT_START": START.isoformat()})
    clock = FixedClock(datetime.combine(START, time(4, 1), ZONE))
    with ExitStack() as open_ones:
        servers = {name: open_ones.enter_context(SERVERS[name](clock)) for name in TITLES}
        environ = {"BOT_HOME": str(home), "X_BUDGET": "900", "BOT_HOLD_AFTER_DAYS": "900"}
        for name, server in servers.items():
            server.hold_seconds = PATIENCE * 3
            server.knows_repeats = False
            environ |= {f"{name.upper()}_THROUGH": "api", f"{name.upper()}_API": server.url}
        chat, post = open_ones.enter_context(BotApi(clock)), open_ones.enter_context(MailServer(tls=""))
        chat.is_paced = False  # a turn's waits are its own: this clock stands still meanwhile
        environ |= dict.fromkeys(canary.SECRETS, canary.VALUE) | {
            "TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API": chat.url,
            "MAIL_TO": LOGIN, "SMTP_LOGIN": LOGIN, "SMTP_SERVER": f"localhost:{post.port}",
        }  # fmt: skip
        made = Soak(home, servers, chat, post, open_ones.enter_context(Nursery()), clock, random.Random(seed), environ)
        with closing(made.app()) as app:
            app.slots.began_at()
            memory(app).keep(BOUND, f"{SAM.id} {SAM.id}")
        yield made


def run(days: int, seed: int, folder: Path) -> Soak:
    """Live so many days, and hold them against the truth."""
    with soak(folder, seed) as made:
        for number in range(days):
            made.live(START + timedelta(days=number))
        made.go_on()
        made.told.update(made.hold_against_the_truth(START + timedelta(days=days - 1)))
    return made


def main(days: int = 365, seed: int = 1) -> None:
    """Live a year, and print how it ended."""
    folder = Path(tempfile.mkdtemp(prefix="learnaloud-soak-"))
    try:
        made = run(days, seed, folder)
        print(f"{days} days, seed {seed}: " + ", ".join(f"{n} {what}" for what, n in sorted(made.told.items())))
        print(f"the database: {(made.home / 'bot.db').stat().st_size / 2**20:.1f} MB")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
