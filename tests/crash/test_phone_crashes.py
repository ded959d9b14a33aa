"""The phone loop killed at each of its steps: what was answered acts once, and nobody waits for a message in vain."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot import settings
from bot.activity import Flavour
from bot.app import App
from bot.clock import FixedClock
from bot.jobs.phone.ways import BOUND, memory
from bot.lifecycle import Status
from tests import canary
from tests.crash.lives import KILLED, PATIENCE, Nursery, _template
from tests.crash.nursery import PHONE_TRAPS
from tests.phone.bot_api import TOKEN, BotApi, Shown
from tests.phone.people import SAM

MONDAY = date(2026, 1, 5)
MORNING = datetime(2026, 1, 6, 6, 0, tzinfo=UTC)
STEPS = list(PHONE_TRAPS)
ANSWERS = ("ok", "no boring", "edit", "note")
pytestmark = pytest.mark.slow


def _is_told_apart(step: str, answer: str) -> bool:
    """Tell whether an answer takes another way at a step than the others do."""
    return answer == "ok" or step.startswith("Requests.hear")


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    with Nursery() as made:
        yield made


class Phone:
    """A home, a chat, and the program's lives between them."""

    def __init__(self, home: Path, server: BotApi, nursery: Nursery, clock: FixedClock) -> None:
        self.home, self.server, self.nursery, self.clock = home, server, nursery, clock
        self.environ = {"BOT_HOME": str(home), "TELEGRAM_API": server.url, "TELEGRAM_TOKEN": TOKEN}
        self.environ = dict.fromkeys(canary.SECRETS, canary.VALUE) | self.environ
        with closing(self.app()) as app:
            app.slots.began_at()
            memory(app).keep(BOUND, f"{SAM.id} {SAM.id}")
            app.notes.add("Shapes line up from the right, at last.", Flavour.LEARNED, MORNING, MONDAY)

    def app(self) -> App:
        return App(settings.load(self.environ), self.clock)

    def live(self, *words: str, trap: str = "") -> int:
        self.clock.wait(16)
        self.nursery.begin(
            words=words, environ=self.environ, now=self.clock.now().isoformat(), trap=trap, patience=PATIENCE * 10,
            said=str(self.home / "said"),
        )  # fmt: skip
        ended = self.nursery.end()
        assert ended in {0, KILLED}, (self.home / "said").read_text(encoding="utf-8")
        return ended

    def request(self) -> Shown:
        return next(each for each in reversed(self.server.sent) if "Yes" in each.buttons and ": X," in each.text)


@pytest.fixture
def phone(tmp_path: Path, nursery: Nursery) -> Iterator[Phone]:
    home = tmp_path / "home"
    shutil.copytree(_template(tmp_path.parent), home)
    clock = FixedClock(MORNING)
    with BotApi(clock) as server:
        server.is_paced = False  # a life's waits are its own: this clock stands still meanwhile
        yield Phone(home, server, nursery, clock)


@pytest.mark.parametrize("step", STEPS)
def test_a_request_is_shown_wherever_the_program_dies(step: str, phone: Phone) -> None:
    phone.live("draft")
    phone.live("phone", trap=step)
    phone.live("phone")
    phone.live("phone")
    with closing(phone.app()) as app:
        (request,) = [each for each in app.requests.open() if each.post_id == 1]
        assert phone.request().frames == [app.posts.get(1).text]
        assert phone.request().text.startswith(f"{request.code}:")


@pytest.mark.parametrize(
    ("step", "answer"),
    [
        (step, answer)
        for step in STEPS
        for answer in ("ok", "no boring", "edit", "note")
        if _is_told_apart(step, answer)
    ],
)
def test_an_answer_acts_once_wherever_the_program_dies(step: str, answer: str, phone: Phone) -> None:
    phone.live("draft")
    phone.live("phone")
    code = phone.request().text.partition(":")[0]
    word, _, reason = answer.partition(" ")
    says = {"edit": f"edit {code}\nOther words of mine.", "note": "I had the axes the wrong way round."}
    phone.server.replies(phone.request().message_id, says.get(word, f"{word} {code} {reason}".strip()))
    phone.live("phone", trap=step)
    for _ in range(2):
        phone.live("phone")
    with closing(phone.app()) as app:
        post, history = app.posts.get(1), app.posts.history(1)
        notes = [each.text for each in app.notes.between(MONDAY, MONDAY)]
    if word == "ok":
        assert post.status is Status.APPROVED
        assert sum(each.became == Status.APPROVED for each in history) == 1
    elif word == "no":
        assert (post.status, post.rejected_for) == (Status.REJECTED, "boring")
    elif word == "edit":
        assert (post.text, post.version) == ("Other words of mine.", 2)
    else:
        assert notes.count("I had the axes the wrong way round.") == 1
        assert "I had the axes the wrong way round." in post.text
    said = ("goes out", "was approved", "is turned down", "Taken.", "Noted for")
    assert any(each.text.startswith(f"{code} ") or each.text.startswith(said) for each in phone.server.sent[1:])


def test_every_step_really_kills(phone: Phone) -> None:
    phone.live("draft")
    survived = []
    for number, step in enumerate(STEPS):
        with closing(phone.app()) as app:
            app.desk.edit(1, f"Text number {number}.", phone.clock.now())
        phone.server.says("skip")
        if phone.live("phone", trap=step) != KILLED:
            survived.append(step)
        phone.live("phone")
        phone.live("phone")
    assert survived == []
