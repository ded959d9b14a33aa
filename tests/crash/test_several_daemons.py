"""Three daemons in homes of their own, on one PostgreSQL: everything is done by exactly one, also when one is killed.

Who sends a post is a guarded change and a lock that dies with its process; who listens to the chat is another lock.
"""

import os
import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg
import pytest

from bot import settings
from bot.activity import Flavour
from bot.app import App
from bot.cli.init import make_home
from bot.clock import SystemClock
from bot.jobs.phone.ways import BOUND, memory
from bot.lifecycle import Status
from bot.store import migrations
from bot.store.post import By, instant_text
from tests.conftest import EXAMPLE_PLAN
from tests.crash.daemons import LONG, PATIENCE, Running, Scene, environ_of
from tests.crash.test_daemon_faults import TEXT, make_old
from tests.phone.bot_api import TOKEN, BotApi, Shown
from tests.phone.people import SAM
from tests.platforms.servers.spoken import Said
from tests.platforms.servers.wire import Point
from tests.platforms.servers.x import X
from tests.reports.smtp_server import LOGIN, MailServer
from tests.store.conftest import Place, a_schema

pytestmark = pytest.mark.slow
ZONE = ZoneInfo("Europe/Berlin")
NOTE = "NumPy broadcasting lines up shapes from the right, so a row of three fits a table with three columns."
RHYTHM = """
study_days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
[digest]
day = "{day}"
time = "00:00"
[[slot]]
platform = "x"
name = "late"
days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
time = "23:59"
grace_hours = 24
"""


class Three:
    """The homes of three daemons that share a database, and all that they talk to."""

    def __init__(self, folder: Path, place: Place, x: X, chat: "Chat", mails: MailServer) -> None:
        self.place, self.x, self.chat, self.mails = place, x, chat, mails
        now = datetime.now(ZONE)
        self.yesterday = now.date() - timedelta(days=1)
        self.scenes = [self._home(folder, number, now) for number in range(3)]

    def _home(self, folder: Path, number: int, now: datetime) -> Scene:
        home = folder / f"home-{number}"
        begins = self.yesterday - timedelta(days=5)
        make_home(home, EXAMPLE_PLAN, {"BOT_TIMEZONE": ZONE.key, "BOT_START": begins.isoformat()})
        (home / "schedules").mkdir()
        day = f"{now:%a}".lower()
        (home / "schedules/default.toml").write_text(RHYTHM.format(day=day), encoding="utf-8")
        environ = environ_of(home, self.x) | {
            "DATABASE_URL": self.place.url.reveal(), "TELEGRAM_API": self.chat.url, "TELEGRAM_TOKEN": TOKEN,
            "MAIL_TO": "sam@sam.example", "SMTP_LOGIN": LOGIN, "SMTP_SERVER": f"localhost:{self.mails.port}",
            "BOT_DAY_ENDS": "00:00",
        }  # fmt: skip
        return Scene(home, self.x, environ, folder / f"said-{number}")

    def app(self) -> App:
        return App(settings.load(self.scenes[0].environ))

    def begin(self) -> None:
        """Let the journey be ten days old, with a note of yesterday and a chat."""
        now = SystemClock().now()
        with closing(self.app()) as app:
            app.slots.began_at()
            app.notes.add(NOTE, Flavour.LEARNED, now - timedelta(days=1), self.yesterday)
            memory(app).keep(BOUND, f"{SAM.id} {SAM.id}")
        self.rows("UPDATE journeys SET created_at = %s RETURNING id", instant_text(now - timedelta(days=10)))

    def rows(self, sql: str, *values: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.place.url.reveal(), autocommit=True) as server:
            return server.execute(sql.encode(), values).fetchall()

    @contextmanager
    def running(self) -> Iterator[list[Running]]:
        """Start all three at the same moment."""
        with ExitStack() as stack:
            started = [each.daemon() for each in self.scenes]
            yield [stack.enter_context(each) for each in started]

    def drafted_and_told_once(self) -> Shown:
        """Hold what there is against what there should be, and return how the draft was shown."""
        assert self.rows("SELECT count(*) FROM posts") == [(1,)]
        assert self.rows("SELECT count(*) FROM slots WHERE outcome = 'open'") == [(1,)]
        assert self.chat.conflicts == 0, "two listened at the same time"
        self.told_once()
        (request,) = [each for each in self.chat.sent if ": X, " in each.text]
        return request

    def told(self, words: str) -> int:
        """Return how often the person was told something, both ways."""
        mailed = (each.mail.get_body(("plain",)) for each in self.mails.received)
        return sum(words in each for each in [*self.chat.texts, *(str(each) for each in mailed)])

    def told_once(self) -> None:
        """Hold what came to the person against the letters that were written, each once."""
        (letters,) = self.rows("SELECT count(*) FROM letters WHERE through = 'telegram'")
        assert len(self.chat.texts) == len(set(self.chat.texts)) == letters[0], self.chat.texts
        subjects = [str(each.mail["Subject"]) for each in self.mails.received]
        assert len(subjects) == len(set(subjects)), subjects

    def due_now(self) -> None:
        """Let the post go out now."""
        now = SystemClock().now()
        with closing(self.app()) as app:
            (post,) = app.posts.listed((Status.APPROVED,))
            app.queue.put_off(post.id, now, By("person", now), post.version)

    def living(self, daemons: list[Running]) -> list[Running]:
        """Wait until one of them was killed, and return the others."""
        until = time.monotonic() + PATIENCE
        while all(each.process.poll() is None for each in daemons):
            assert time.monotonic() < until, "nobody sent it"
            time.sleep(0.05)
        return [each for each in daemons if each.process.poll() is None]

    def kill_who_sends(self) -> None:
        """Have the platform kill whoever has just posted there, before they hear of it."""

        def _kill(reached: Point) -> None:
            if reached is Point.ACTED:
                self.x.on_request = lambda _: None
                sender = str(self.rows("SELECT sender FROM attempts ORDER BY id DESC LIMIT 1")[0][0])
                os.kill(int(sender.split()[1]), signal.SIGKILL)

        self.x.on_request = _kill


@pytest.fixture
def three(tmp_path: Path) -> Iterator[Three]:
    for place in a_schema(tmp_path):
        with X(SystemClock()) as x, Chat(SystemClock()) as chat, MailServer(tls="") as mails:
            x.knows_repeats = False  # X promises nothing: a test counts on none
            chat.second_lasts, chat.is_paced = 0.1, False  # how often is what this is about, not how fast
            yield Three(tmp_path, place, x, chat, mails)


class Chat(BotApi):
    """One that counts how often two asked it at the same time."""

    conflicts = 0

    def words(self, status: int, headers: Mapping[str, str] | None = None) -> Said:
        self.conflicts += status == 409
        return super().words(status, headers)


def test_each_thing_is_done_by_one_of_three_and_one_that_is_killed_while_sending_is_no_loss(three: Three) -> None:
    three.begin()
    with three.running() as daemons:
        daemons[0].waits_for(lambda: len(three.mails.received) and any(": X, " in each for each in three.chat.texts))
        daemons[0].works_on()
        request = three.drafted_and_told_once()
        three.chat.replies(request.message_id, f"ok {request.text.partition(':')[0]}")
        daemons[0].waits_for(lambda: three.rows("SELECT 1 FROM posts WHERE status = 'approved'"))
        three.kill_who_sends()
        three.due_now()
        living = three.living(daemons)
        ends = "published" if LONG else "unconfirmed"  # it is looked for after a minute
        living[0].waits_for(lambda: three.rows("SELECT 1 FROM posts WHERE status = %s", ends))
        living[0].works_on()
        if datetime.now(ZONE).hour < 22:  # later the draft's near hour was told just before, and notices lie apart
            living[0].waits_for(lambda: three.told("Nobody knows whether post 1 is out.") == 2)  # by mail, in the chat
        assert three.x.texts == request.frames
        assert three.chat.conflicts <= 1, "the poll of the one that was killed may still be held"
        assert len(living) == 2
        assert all(each.process.poll() is None for each in living)
    assert three.rows("SELECT count(*) FROM history WHERE became = 'approved' AND was = 'draft'") == [(1,)]
    three.told_once()
    said = "".join(each.said.read_text(encoding="utf-8") for each in three.scenes)
    assert [line for line in said.splitlines() if " ERROR " in line or "Traceback" in line] == []


def test_three_that_start_at_once_on_an_older_database_bring_it_forward_once(three: Three) -> None:
    make_old(three.place)
    with three.running() as daemons:
        daemons[0].waits_for(lambda: three.x.texts)
        daemons[0].works_on()
        assert three.rows("SELECT max(version) FROM migrations") == [(len(migrations.known()),)]
    three.scenes[0].is_out(TEXT)
