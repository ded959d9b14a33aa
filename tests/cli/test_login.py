"""Connecting an account as a person does: what is said first, what is asked, whose account it is, and forgetting it."""

import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO

import pytest

from bot.app import App
from bot.clock import FixedClock
from bot.lifecycle import Status
from bot.phone.telegram import pairing
from bot.redact import Secret
from tests import canary
from tests.accounts.issuing import CLIENT, CLIENT_SECRET, TOKEN, Issuing, issuing
from tests.cli.terminal import Terminal
from tests.conftest import EVENING, Run
from tests.phone.bot_api import TOKEN as TELEGRAM_TOKEN
from tests.phone.bot_api import BotApi
from tests.phone.people import MALLORY, SAM
from tests.platforms.servers.bluesky import Bluesky
from tests.platforms.servers.x import X


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Issuing]:
    with issuing() as made:
        for name in ("LINKEDIN_LOGIN", "LINKEDIN_API", "MASTODON_API"):
            monkeypatch.setenv(name, made.url)
        for name in ("LINKEDIN_ACCESS_TOKEN", "MASTODON_ACCESS_TOKEN"):
            monkeypatch.delenv(name)
        yield made


@contextmanager
def typing(monkeypatch: pytest.MonkeyPatch, *answers: str) -> Iterator[None]:
    """Type answers, one a line; what is hidden is typed all the same."""
    given = iter(answers)
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: next(given))
    monkeypatch.setattr("click.termui.hidden_prompt_func", lambda _: next(given))
    yield
    assert list(given) == [], "not everything was asked for"


def test_linkedin_is_connected_by_a_yes_in_the_browser_that_is_pasted(
    app: App, run: Run, server: Issuing, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def _in_the_browser(_: str) -> str:
        address = next(line.strip() for line in capfd.readouterr().out.splitlines() if "response_type=code" in line)
        return server.say_yes(address)

    def _hidden(words: str) -> str:
        return CLIENT_SECRET if words.startswith("Client secret") else _in_the_browser(words)

    asked = iter(["y", CLIENT])
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: next(asked))
    monkeypatch.setattr("click.termui.hidden_prompt_func", _hidden)
    code, said, _ = run("login", "linkedin", "--paste")
    assert code == 0
    assert "Connected as Sam Example." in said
    assert "The token ends on" in said
    assert "Set LINKEDIN_THROUGH=api in" in said
    assert canary.VALUE not in said
    assert app.accounts.memory("linkedin", app.clock).unseal("LINKEDIN_ACCESS_TOKEN").reveal() == TOKEN
    assert run("logout", "linkedin")[1].startswith("LinkedIn is forgotten here.")
    assert not app.accounts.memory("linkedin", app.clock).unseal("LINKEDIN_ACCESS_TOKEN")
    assert run("logout", "linkedin")[1].startswith("The vault had nothing of LinkedIn")


def test_a_token_that_is_known_a_moment_later_is_waited_for(
    app: App, run: Run, server: Issuing, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    server.unknown_at_first = 2

    def _hidden(words: str) -> str:
        if words.startswith("Client secret"):
            return CLIENT_SECRET
        address = next(line.strip() for line in capfd.readouterr().out.splitlines() if "response_type=code" in line)
        return server.say_yes(address)

    asked = iter(["y", CLIENT])
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: next(asked))
    monkeypatch.setattr("click.termui.hidden_prompt_func", _hidden)
    code, said, _ = run("login", "linkedin", "--paste", clock=FixedClock(EVENING))
    assert (code, "Connected as Sam Example." in said) == (0, True)
    warned = "LINKEDIN_ACCESS_TOKEN ends on 6 March 2026.\n  Try: bot login linkedin"
    for days, told in ((45, False), (47, True), (59, True)):
        today = run("today", clock=FixedClock(EVENING + timedelta(days=days)))[1]
        assert (warned in today) == told, days


def test_what_it_costs_and_the_other_way_are_said_before_the_first_step_and_a_no_changes_nothing(
    app: App, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("n\n"))
    code, said, _ = run("login", "x")
    assert code == 130
    assert said.startswith("X takes 1.5 cents a post, 20 for one with a link")
    assert "“Automated”" in said
    assert "X_THROUGH=hand" in said
    assert "console.x.com and make" not in said
    assert "X_ACCESS_TOKEN stands in .env or the environment and wins" in said
    assert app.accounts.forget("x") == 0


def test_x_is_connected_by_its_four_keys_and_posts_with_them(
    app: App, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with X() as server:
        monkeypatch.setenv("X_API", server.url)
        for name in ("X_CONSUMER_KEY", "X_CONSUMER_SECRET", "X_ACCESS_TOKEN", "X_ACCESS_TOKEN_SECRET"):
            monkeypatch.delenv(name)
        keys = (server.keys.consumer, server.keys.consumer_secret, server.keys.token, server.keys.token_secret)
        with typing(monkeypatch, "y", *keys):
            code, said, _ = run("login", "x")
        assert (code, "Connected as @sam_learns." in said) == (0, True)
        monkeypatch.setenv("X_THROUGH", "api")
        assert "X: @sam_learns." in run("check", "--online")[1]
    assert app.posts.listed(tuple(Status)) == []


def test_wrong_keys_are_told_and_take_the_place_of_none_that_work(
    app: App, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with X() as server:
        monkeypatch.setenv("X_API", server.url)
        for name in ("X_CONSUMER_KEY", "X_CONSUMER_SECRET", "X_ACCESS_TOKEN", "X_ACCESS_TOKEN_SECRET"):
            monkeypatch.delenv(name)
        with typing(monkeypatch, "y", *("wrong-key-of-a-test-4711",) * 4):
            code, _, told = run("login", "x")
        memory = app.accounts.memory("x", app.clock)
        assert not memory.unseal("X_ACCESS_TOKEN")
        memory.seal("X_ACCESS_TOKEN", Secret("a-token-that-works-4711"))
        with typing(monkeypatch, "y", *("wrong-key-of-a-test-4711",) * 4):
            run("login", "x")
    assert code == 1
    assert "X does not accept your keys" in told
    assert memory.unseal("X_ACCESS_TOKEN").reveal() == "a-token-that-works-4711"


def test_bluesky_is_connected_by_an_app_password(app: App, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with Bluesky() as server:
        monkeypatch.setenv("BLUESKY_API", server.url)
        monkeypatch.delenv("BLUESKY_APP_PASSWORD")
        with typing(monkeypatch, "y", "sam.bsky.social", canary.VALUE):
            code, said, _ = run("login", "bluesky")
    assert (code, "Connected as " in said) == (0, True)


def test_mastodon_makes_itself_known_to_the_server_and_a_no_keeps_nothing(
    app: App, run: Run, server: Issuing, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    server.consents = False

    def _in_the_browser(_: object) -> str:
        address = next(line.strip() for line in capfd.readouterr().out.splitlines() if "response_type=code" in line)
        return server.say_yes(address)

    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: "y")
    monkeypatch.setattr("click.termui.hidden_prompt_func", _in_the_browser)
    code, _, told = run("login", "mastodon", "--paste")
    assert code == 1
    assert "the member declined" in told
    assert server.asked == ["/api/v1/apps"]
    assert app.accounts.forget("mastodon") == 0


def test_the_browser_may_bring_the_answer_by_itself(server: Issuing, app: App) -> None:
    terminal = Terminal("login", "linkedin")
    for asked, typed in (("Connect LinkedIn?", "y"), ("Client id", CLIENT), ("Client secret", CLIENT_SECRET)):
        terminal.until(asked)
        terminal.keys(f"{typed}\r")
    said = terminal.until("Waiting for your browser")
    address = next(word for word in said.split() if "response_type=code" in word)
    with urllib.request.urlopen(server.say_yes(address), timeout=5) as page:  # noqa: S310 (loopback)
        assert b"You can close this window" in page.read()
    assert terminal.end() == 0
    assert "Connected as Sam Example." in terminal.said
    assert CLIENT_SECRET not in said


# --- the chat where one answers --------------------------------------------------------------------------------------


@pytest.fixture
def telegram(monkeypatch: pytest.MonkeyPatch) -> Iterator[BotApi]:
    with BotApi() as made:
        monkeypatch.setenv("TELEGRAM_API", made.url)
        monkeypatch.delenv("TELEGRAM_TOKEN")
        yield made


def test_a_chat_is_bound_by_the_code_the_terminal_shows_and_a_yes_there(
    app: App, run: Run, telegram: BotApi, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    telegram.webhook_url = "https://elsewhere.example/hook"
    telegram.presses_start("not-the-code", MALLORY)
    shown = pairing.invitation

    def invited(name: str, code: str) -> tuple[str, str]:
        telegram.presses_start(code)  # the person does, once it is shown
        return shown(name, code)

    monkeypatch.setattr(pairing, "invitation", invited)
    with typing(monkeypatch, TELEGRAM_TOKEN, "y", "y"):
        code, said, wrong = run("login", "telegram")
    assert (code, wrong) == (0, "")
    assert "goes to elsewhere.example now" in said
    assert "https://t.me/aloud_bot?start=" in said
    assert "Connected: what waits for you comes to your chat with @aloud_bot." in said
    assert TELEGRAM_TOKEN not in said
    memory = app.accounts.memory("telegram", app.clock)
    assert memory.recall("bound") == f"{SAM.id} {SAM.id}"
    assert memory.unseal("TELEGRAM_TOKEN").reveal() == TELEGRAM_TOKEN
    run("logout", "telegram")
    assert memory.recall("bound") == ""
    assert not memory.unseal("TELEGRAM_TOKEN")


def test_whoever_guesses_codes_is_bound_to_nothing(
    app: App, run: Run, telegram: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        telegram.presses_start(f"guess{number}", MALLORY)
    with typing(monkeypatch, TELEGRAM_TOKEN):
        code, _, wrong = run("login", "telegram")
    assert code == 1
    assert "wrong ones came too often" in wrong
    assert app.accounts.memory("telegram", app.clock).recall("bound") == ""
