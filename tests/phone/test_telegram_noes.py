"""What Telegram and the way to it answer when it is no yes: every row of §2.3, and the token in none of it."""

import logging
import socket
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from bot.clock import FixedClock
from bot.errors import Blocked, BotError, NotSent, PublishError, Refused, Unconfirmed
from bot.phone.telegram import (
    Away,
    Bound,
    Message,
    Taken,
    Telegram,
)
from bot.redact import Secret, forget, redact
from tests import canary
from tests.phone.bot_api import TOKEN, BotApi
from tests.phone.people import SAM
from tests.phone.wording import flood, no
from tests.platforms.servers.faults import CUTS, GIBBERISH, REDIRECTS, Fault, How, When, exactly, status

BOUND = Bound(SAM.id, SAM.id)
DRAFT = Message("K7 · X · 08:30", ("Learned 😀 how\nattention works.",), "3 commits\nanswer ok with the code")


def polled(bot: Telegram, offset: int | None = None) -> list[object]:
    return list(bot.poll(offset, BOUND, seconds=0))


# --- noes (§2.3) -----------------------------------------------------------------------------------------------------

ROWS = (
    (status(401), Blocked, "does not accept", "@BotFather"),
    (status(404), Blocked, "does not know", "@BotFather"),
    (status(403), Away, "blocked by the user", "press Start"),
    (lambda _: no(403, "Forbidden: user is deactivated"), Away, "deactivated", "press Start"),
    (lambda _: no(400, "Bad Request: chat not found"), Blocked, "does not find your chat", "bot login telegram"),
    (lambda _: no(409, "Conflict: can't use getUpdates method while webhook is active"), Blocked, "webhook", "login"),
    (status(409), Taken, "Another program", "stop the other program"),
    (lambda _: no(400, "Bad Request: can't parse entities"), Refused, "can't parse entities", "bot check"),
    (lambda _: no(413, "Request Entity Too Large"), Refused, "Too Large", "bot check"),
    (lambda _: flood(30), NotSent, "no more for now", "nothing to do"),
    (status(421), Unconfirmed, "could not answer", "nothing to do"),
    (status(500), Unconfirmed, "could not answer", "nothing to do"),
    (status(502), Unconfirmed, "could not answer", "nothing to do"),
    (lambda _: no(302, "Found"), Unconfirmed, "could not answer", "nothing to do"),
    (exactly(401, b"<html>log in to this network</html>"), Unconfirmed, "before Telegram", "nothing to do"),
    (exactly(403, {"error": "blocked by policy"}), Unconfirmed, "before Telegram", "nothing to do"),
    (exactly(404, b"[" * 100_000), Unconfirmed, "before Telegram", "nothing to do"),
    (lambda _: no(200, "Unauthorized"), Unconfirmed, "could not answer", "nothing to do"),
)


@pytest.mark.parametrize(("says", "means", "words", "hint"), ROWS)
def test_each_no_means_what_its_row_says(
    server: BotApi, bot: Telegram, says: object, means: type[PublishError], words: str, hint: str
) -> None:
    server.add_fault(Fault("no", says=says), route="sendMessage")  # type: ignore[arg-type]
    with pytest.raises(means) as told:
        bot.send(SAM.id, Message("hello"))
    assert type(told.value) is means
    assert words in told.value.message
    assert hint in told.value.hint
    assert len(server.asked("sendMessage")) == 1
    assert server.sent == []


@pytest.mark.parametrize(("says", "means", "words", "hint"), ROWS)
def test_a_poll_is_never_unclear_and_never_refused_by_surprise(
    server: BotApi, bot: Telegram, says: object, means: type[PublishError], words: str, hint: str
) -> None:
    server.add_fault(Fault("no", says=says), route="getUpdates")  # type: ignore[arg-type]
    with pytest.raises(PublishError) as told:
        polled(bot)
    assert type(told.value) is (NotSent if means is Unconfirmed else means)
    assert not isinstance(told.value, NotSent) or told.value.retry_after
    server.clock.wait(60)
    assert polled(bot) == []


def test_a_no_that_arrives_as_a_yes_is_a_no(server: BotApi, bot: Telegram) -> None:
    body = {"ok": False, "error_code": 401, "description": "Unauthorized"}
    server.add_fault(Fault("no", says=exactly(200, body)), route="getMe")
    with pytest.raises(Blocked, match="does not accept"):
        bot.me()


def test_a_limit_is_waited_for_and_a_second_more_by_every_method(
    server: BotApi, bot: Telegram, clock: FixedClock
) -> None:
    server.add_fault(Fault("limit", says=lambda _: flood(7)), route="getMe")
    with pytest.raises(NotSent) as told:
        bot.me()
    assert told.value.retry_after == timedelta(seconds=8)
    clock.wait(7)
    for call in (bot.webhook, lambda: polled(bot), lambda: bot.send(SAM.id, DRAFT), lambda: bot.answer("1")):
        with pytest.raises(NotSent) as held_back:
            call()
        assert held_back.value.retry_after
    assert len(server.requests) == 1
    clock.wait(1)
    assert bot.send(SAM.id, DRAFT).shows_true


def test_a_limit_may_be_in_the_header_or_not_be_told_or_be_absurd(
    server: BotApi, bot: Telegram, clock: FixedClock
) -> None:
    waits = []
    body = {"ok": False, "error_code": 429, "description": "Too Many Requests"}
    for headers, parameters in (
        ({"retry-after": "4"}, {}),
        ({}, {}),
        ({"retry-after": "soon"}, {}),
        ({}, {"retry_after": 10**30}),
        ({}, {"retry_after": -5}),
    ):
        says = exactly(429, {**body, "parameters": parameters}, headers)
        server.add_fault(Fault("limit", says=says), route="getMe")
        with pytest.raises(NotSent) as told:
            bot.me()
        waits.append(told.value.retry_after)
        clock.wait(timedelta(days=2).total_seconds())
    assert waits == [timedelta(seconds=seconds) for seconds in (5, 30, 30, 24 * 3600, 30)]


def test_a_clock_that_was_set_back_ends_a_limit(server: BotApi, bot: Telegram, clock: FixedClock) -> None:
    server.add_fault(Fault("limit", says=lambda _: flood(60)), route="getMe")
    with pytest.raises(NotSent):
        bot.me()
    clock.set(clock.now() - timedelta(days=1))
    assert bot.me().username == "aloud_bot"


def test_another_program_is_waited_for_and_reported_after_two_minutes(
    server: BotApi, bot: Telegram, clock: FixedClock
) -> None:
    waits, told = list[float](), list[type[BotError]]()
    server.add_fault(*[Fault("taken", says=status(409))] * 6, route="getUpdates")
    for _ in range(6):
        with pytest.raises(PublishError) as caught:
            polled(bot)
        wait = (
            caught.value.again_in if isinstance(caught.value, Blocked) else getattr(caught.value, "retry_after", None)
        )
        assert wait
        waits.append(wait.total_seconds())
        told.append(type(caught.value))
        clock.wait(wait.total_seconds())
    assert waits == [5, 10, 20, 60, 60, 60]
    assert told == [Taken, Taken, Taken, Taken, Taken, Blocked]
    assert polled(bot) == []
    server.add_fault(Fault("taken again", says=status(409)), route="getUpdates")
    with pytest.raises(Taken):
        polled(bot)


def test_trouble_is_waited_for_longer_each_time_and_forgotten_when_it_is_over(server: BotApi, bot: Telegram) -> None:
    def _waits(times: int) -> list[float]:
        server.add_fault(*[Fault("trouble", says=status(502))] * times, route="getUpdates")
        found = []
        for _ in range(times):
            with pytest.raises(NotSent) as told:
                polled(bot)
            assert told.value.retry_after
            found.append(told.value.retry_after.total_seconds())
        return found

    assert _waits(8) == [1, 2, 5, 10, 20, 60, 60, 60]
    assert polled(bot) == []
    assert _waits(1) == [1]


def test_two_programs_with_one_token_end_each_others_polls_and_lose_nothing(
    server: BotApi, bot: Telegram, clock: FixedClock
) -> None:
    server.second_lasts = 1.0
    told: list[BaseException] = []

    def _older() -> None:
        try:
            bot.poll(None, BOUND)
        except NotSent as error:
            told.append(error)

    older = threading.Thread(target=_older)
    older.start()
    while not server.asked("getUpdates"):
        pass
    threading.Timer(0.2, server.says, ("ok K7",)).start()
    assert len(Telegram(server.url, Secret(TOKEN), clock).poll(None, BOUND)) == 1
    older.join()
    assert [type(each) for each in told] == [Taken]
    assert len(polled(bot)) == 1


# --- the wire --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", CUTS, ids=str)
def test_a_message_without_an_answer_is_sent_once_more(server: BotApi, bot: Telegram, fault: Fault) -> None:
    server.add_fault(fault, route="sendMessage")
    assert bot.send(SAM.id, DRAFT).shows_true
    assert len(server.sent) == (2 if fault.acts else 1)


def test_a_message_without_an_answer_twice_is_perhaps_out(server: BotApi, bot: Telegram) -> None:
    server.add_fault(*[Fault("cut", When.FIRST, how=How.RESET)] * 2, route="sendMessage")
    with pytest.raises(Unconfirmed, match="did not answer"):
        bot.send(SAM.id, DRAFT)
    assert len(server.sent) == 2


@pytest.mark.parametrize("fault", [*GIBBERISH, *REDIRECTS], ids=str)
def test_an_answer_that_is_none_is_perhaps_a_yes_and_for_a_poll_a_later(
    server: BotApi, bot: Telegram, fault: Fault
) -> None:
    server.add_fault(fault, fault, route="sendMessage")
    with pytest.raises(Unconfirmed):
        bot.send(SAM.id, DRAFT)
    server.add_fault(fault, route="getUpdates")
    with pytest.raises(NotSent):
        polled(bot)


@contextmanager
def nobody_there() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    yield f"http://127.0.0.1:{port}"


def test_what_could_not_be_reached_was_not_sent(clock: FixedClock) -> None:
    with nobody_there() as url:
        bot = Telegram(url, Secret(TOKEN), clock)
        with pytest.raises(NotSent, match=r"127\.0\.0\.1 could not be reached"):
            bot.send(SAM.id, DRAFT)


def test_a_proxy_of_the_settings_is_asked_and_one_that_refuses_means_not_sent(clock: FixedClock) -> None:
    heard = list[bytes]()
    with socket.create_server(("127.0.0.1", 0)) as proxy:

        def _refuse() -> None:
            connection, _ = proxy.accept()
            with connection:
                heard.append(connection.recv(65536))
                connection.sendall(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n")

        thread = threading.Thread(target=_refuse)
        thread.start()
        address = Secret(f"http://127.0.0.1:{proxy.getsockname()[1]}")
        with pytest.raises(NotSent, match=r"api\.telegram\.org could not be reached"):
            Telegram("https://api.telegram.org", Secret(TOKEN), clock, proxy=address).me()
        thread.join(10)
    assert heard[0].startswith(b"CONNECT api.telegram.org:443")
    assert canary.VALUE.encode() not in heard[0]


def test_an_address_has_the_token_in_its_place_whatever_stands_before_it(server: BotApi, clock: FixedClock) -> None:
    assert Telegram(f"{server.url}/", Secret(TOKEN), clock).me().id == 123456789
    assert server.requests[0].target == f"/bot{TOKEN}/getMe"


# --- the token -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("token", ["", "word", "12:", ":AB", "12:A/B", "12:AB\n", "12:AB?x=1", "１２:AB"])
def test_what_is_no_token_is_told_before_anything_is_asked_and_not_repeated(clock: FixedClock, token: str) -> None:
    with pytest.raises(Blocked) as told:
        Telegram("https://api.telegram.org", Secret(token), clock)
    assert told.value.hint == "bot login telegram"
    assert len(token) < 4 or token not in told.value.message


@pytest.fixture
def loud() -> Iterator[list[str]]:
    """Let the libraries log at DEBUG what they will, and collect it."""
    lines = list[str]()

    class _Collecting(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    listener = _Collecting(logging.DEBUG)
    names = ("httpx", "httpcore", "httpcore.http11", "httpcore.connection")
    before = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).setLevel(logging.DEBUG)
    logging.getLogger().addHandler(listener)
    yield lines
    logging.getLogger().removeHandler(listener)
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)


FAULTS = (
    Fault("yes", When.FIRST),
    Fault("401", says=status(401)),
    Fault("429", says=status(429)),
    Fault("the address comes back", says=lambda here: no(400, f"Bad Request: no {here.url}/bot{TOKEN}/x")),  # type: ignore[attr-defined]
    Fault("500", says=status(500)),
    Fault("cut", how=How.RESET),
    Fault("cut in the body", how=How.RESET_IN_BODY, says=status(200)),
    Fault("gibberish", says=exactly(200, b"\xff\xfe{")),
)


@pytest.mark.parametrize("is_known", [True, False], ids=["known to redaction", "known by its form only"])
@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_the_token_is_in_no_log_no_error_and_no_traceback(
    server: BotApi, clock: FixedClock, loud: list[str], fault: Fault, is_known: bool
) -> None:
    bot = Telegram(server.url, Secret(TOKEN), clock)
    if not is_known:
        forget(TOKEN)
    shown = [repr(bot), str(vars(bot)), repr(vars(bot._calls))]
    for call in (bot.me, lambda: bot.send(SAM.id, DRAFT), lambda: polled(bot), lambda: bot.edit(SAM.id, 1, DRAFT)):
        server.add_fault(*[fault] * 2, route="getMe")
        server.add_fault(*[fault] * 2, route="sendMessage")
        server.add_fault(*[fault] * 2, route="getUpdates")
        server.add_fault(*[fault] * 2, route="editMessageText")
        try:
            call()
        except BotError as error:
            shown += [error.message, error.hint, repr(error), *traceback.format_exception(error)]
            seen, each = list[BaseException](), error.__context__
            while each is not None:
                seen.append(each)
                each = each.__context__
            assert all(isinstance(one, BotError) for one in seen), "an error of the wire holds its request"
            logging.getLogger("bot").exception("it failed")
        server.forget_faults()
        clock.wait(60)
    assert loud, "nothing was logged: this test proves nothing"
    assert TOKEN not in "".join([*shown, *loud])
    assert canary.VALUE not in "".join([*shown, *loud])


def test_a_token_is_known_to_redaction_from_the_start_even_a_short_one(clock: FixedClock) -> None:
    Telegram("https://api.telegram.org", Secret("12:AB_cd"), clock)
    assert redact("it is 12:AB_cd there") == "it is ••• there"
    forget("12:AB_cd")


def test_a_short_token_is_known_by_where_it_stands() -> None:
    assert redact("POST https://api.telegram.org/bot12:AB_c/getMe failed") == (
        "POST https://api.telegram.org/bot•••/getMe failed"
    )


def test_httpx_is_imported_when_something_is_asked_and_not_before() -> None:
    import subprocess
    import sys

    code = "import sys, bot.phone.telegram; sys.exit('httpx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
