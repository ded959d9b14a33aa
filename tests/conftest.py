"""What every test stands on: no home but its own, no socket but loopback, and a canary in place of every secret.

The canary is the value of each secret setting in every test, and everything a test leaves behind is searched for it:
logs at DEBUG, output, databases, pages (tests/canary.py).
"""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings as hypothesis_settings

from bot import settings
from bot.app import App
from bot.cli import main
from bot.cli.init import make_home
from bot.clock import Clock, FixedClock
from bot.daemon import Daemon, Work
from tests import canary
from tests.canary import no_secret_is_left_behind, pytest_configure  # noqa: F401 (pytest finds them here)

hypothesis_settings.register_profile("here", deadline=None, derandomize=bool(os.environ.get("CI")))
hypothesis_settings.load_profile("here")

OURS = (
    "BOT_", "GITHUB_", "GIT_", "DATABASE_", "X_", "LINKEDIN_", "MASTODON_", "BLUESKY_", "MAIL_", "SMTP_", "NTFY_",
    "IMAP_", "PHONE_", "TELEGRAM_",
)  # fmt: skip
BERLIN = ZoneInfo("Europe/Berlin")
# The evening of Day 1 of a plan begun on Monday, 5 January.
EVENING = datetime(2026, 1, 5, 20, 0, tzinfo=UTC)
EXAMPLE_PLAN = Path(__file__).parent / "roadmaps" / "example.md"


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Point every test to a home of its own, with the canary as every secret, whoever's machine this is."""
    for name in list(os.environ):
        if name.startswith(OURS):
            monkeypatch.delenv(name)
    monkeypatch.setenv("BOT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    for name in canary.SECRETS:
        monkeypatch.setenv(name, canary.VALUE)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home with a small plan that began on 5 January 2026 in Berlin."""
    home = tmp_path / "home"
    make_home(
        home, EXAMPLE_PLAN, {"BOT_TIMEZONE": "Europe/Berlin", "BOT_START": "2026-01-05", "BOT_TAGS": "MachineLearning"}
    )
    return home


@pytest.fixture
def clock() -> FixedClock:
    """Return a clock that stands at the evening of the first study day."""
    return FixedClock(EVENING)


@pytest.fixture
def app(home: Path, clock: FixedClock) -> Iterator[App]:
    """Return the bot of that home."""
    made = App(settings.load(), clock)
    yield made
    made.close()


def tick(app: App, job: Work) -> None:
    """Run a job once, as the daemon does."""
    Daemon(app, lambda: app).tick(job)


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs the command line as a person would: (exit code, stdout, stderr)."""

    def _run(*words: str, clock: Clock | None = None) -> tuple[int, str, str]:
        capfd.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main(words, clock)
        said = capfd.readouterr()
        canary.look_at("\n".join(said))
        code = stopped.value.code
        return code if isinstance(code, int) else 0, said.out, said.err

    return _run
