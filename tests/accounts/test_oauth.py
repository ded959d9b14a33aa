"""The dance against an authorisation server on loopback: state, PKCE, one code once, a no, a slow person."""

import socket
import threading
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta

import pytest

from bot.accounts import oauth
from bot.accounts.listener import Listener
from bot.accounts.oauth import Dance, Issuer
from bot.errors import LoginError
from bot.redact import Secret
from tests import canary
from tests.accounts.issuing import CLIENT, CLIENT_SECRET, TOKEN, Issuing, issuing

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
REDIRECT = "http://127.0.0.1:8723/callback"


def dance(server: Issuing, secret: str = CLIENT_SECRET) -> Dance:
    issuer = Issuer(f"{server.url}/authorize", f"{server.url}/token", CLIENT, Secret(secret), ("openid", "profile"))
    return oauth.begin(issuer, REDIRECT)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def test_a_yes_becomes_a_token_that_knows_its_end() -> None:
    with issuing() as server:
        mine = dance(server)
        tokens = mine.finish(server.say_yes(mine.address), NOW)
    assert (tokens.access.reveal(), tokens.ends_at) == (TOKEN, NOW + timedelta(days=60))


@pytest.mark.parametrize("lasts", [None, 0, -5])
def test_a_token_without_an_end_has_none(lasts: int | None) -> None:
    with issuing() as server:
        server.lasts = lasts
        mine = dance(server)
        assert mine.finish(server.say_yes(mine.address), NOW).ends_at is None


def test_a_code_that_is_shown_may_be_copied() -> None:
    with issuing() as server:
        mine = dance(server)
        server.say_yes(mine.address)
        (code,) = server.codes
        assert mine.finish(f"  {code}\n", NOW).access.reveal() == TOKEN


def test_s19_an_answer_to_another_login_is_refused_before_anything_is_asked() -> None:
    with issuing() as server:
        mine, other = dance(server), dance(server)
        with pytest.raises(LoginError, match="its state is not ours"):
            mine.finish(server.say_yes(other.address), NOW)
        assert server.asked == []


def test_a_code_is_worth_one_token() -> None:
    with issuing() as server:
        mine = dance(server)
        answer = server.say_yes(mine.address)
        mine.finish(answer, NOW)
        with pytest.raises(LoginError, match="gave no token: the code is not valid"):
            mine.finish(answer, NOW)


def test_another_process_cannot_use_the_code() -> None:
    with issuing() as server:
        mine = dance(server)
        answer = server.say_yes(mine.address)
        thief = Dance(mine.issuer, mine.redirect, mine.state, "x" * 64)
        with pytest.raises(LoginError, match="gave no token"):
            thief.finish(answer, NOW)


def test_a_no_is_told_in_the_platforms_words() -> None:
    with issuing() as server:
        server.consents = False
        mine = dance(server)
        with pytest.raises(LoginError, match="said no: the member declined"):
            mine.finish(server.say_yes(mine.address), NOW)


def test_a_wrong_secret_of_the_app_is_told_and_never_shown() -> None:
    with issuing() as server:
        mine = dance(server, f"{canary.VALUE}-wrong")
        with pytest.raises(LoginError, match="invalid_client") as told:
            mine.finish(server.say_yes(mine.address), NOW)
    assert canary.VALUE not in f"{told.value!r} {told.value.hint}"


@pytest.mark.parametrize("answer", [{"access_token": ""}, {"access_token": None}, {"token": "x"}])
def test_an_answer_without_a_token_is_none(answer: dict[str, object]) -> None:
    with issuing() as server:
        server.answer = answer
        mine = dance(server)
        with pytest.raises(LoginError, match="holds no token"):
            mine.finish(server.say_yes(mine.address), NOW)


def test_a_server_that_is_away_is_told() -> None:
    port = free_port()
    mine = oauth.begin(Issuer("http://x", f"http://127.0.0.1:{port}/token", CLIENT, Secret("s"), ()), REDIRECT)
    with pytest.raises(LoginError, match="could not be reached"):
        mine.finish("a-code", NOW)


# --- where the browser brings the answer ---------------------------------------------------------------------------


def browse(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 (loopback)
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


def test_the_page_waits_for_the_answer_with_our_state_and_for_no_other() -> None:
    port = free_port()
    seen: list[int] = []
    with Listener("our-state", port) as listener:

        def _visitors() -> None:
            base = f"http://127.0.0.1:{port}"
            strange = ("/favicon.ico", "/callback", "/callback?code=1&state=another", "/x?state=our-state")
            seen.extend(browse(base + path) for path in (*strange, "/callback?code=7&state=our-state"))

        visitors = threading.Thread(target=_visitors)
        visitors.start()
        assert listener.wait(10) == "/callback?code=7&state=our-state"
        visitors.join()
    assert seen == [400, 400, 400, 400, 200]


def test_a_person_who_does_not_come_is_not_waited_for_for_ever() -> None:
    with Listener("our-state", free_port()) as listener, pytest.raises(LoginError, match="Nobody came"):
        listener.wait(0.1)


def test_a_port_that_is_taken_is_told_with_another_way() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(LoginError, match=f"Port {port} of this machine is taken") as told:
            Listener("our-state", port)
    assert "--paste" in told.value.hint
