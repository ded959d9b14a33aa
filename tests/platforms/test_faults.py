"""Every fault on every platform that is asked over HTTP: what the person is told, and whether it is true.

The client cannot see whether the platform acted; the ledger can. What is told may be less than the truth, never against
it: a post that is out is a receipt or “unconfirmed”, and no fault makes a client publish a second time.
"""

import re
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import Blocked, NotSent, PublishError, Refused, Unconfirmed
from bot.platforms import Part, Receipt
from tests import canary
from tests.platforms.contract import (
    JPEG,
    KEYS,
    NOW,
    OVER_HTTP,
    PATIENCE,
    PNG,
    OnTheWire,
    Told,
    on_bluesky,
    on_linkedin,
    on_mastodon,
    on_x,
    published,
    with_uploads,
)
from tests.platforms.servers import bluesky_words, faults, linkedin_words, mastodon_words, x_words
from tests.platforms.servers.faults import Fault
from tests.platforms.servers.linkedin import LinkedIn
from tests.platforms.servers.wire import PUBLISH
from tests.platforms.servers.x import X

PART = Part("I read about gradients today.", key="k1")
DAY = timedelta(hours=24)
IMPATIENT = 0.25  # seconds: for faults that would keep a client waiting
OWN = {
    "x": x_words.FAULTS,
    "linkedin": linkedin_words.FAULTS,
    "mastodon": mastodon_words.FAULTS,
    "bluesky": bluesky_words.FAULTS,
}


@dataclass(frozen=True, slots=True)
class Row:
    """What a fault must be told as: the kind, and a word of the sentence."""

    means: type[Told]
    word: str = ""  # a pattern
    wait: tuple[float, float] | None = None  # in seconds, where it is “not sent” and the platform says how long


def each(names: Iterable[Fault], means: type[Told], word: str) -> dict[str, Row]:
    return {fault.name: Row(means, word) for fault in names}


# Design §6 decides; where the platforms tell it in other words, either will do.
EVERYWHERE = {
    "ok": Row(Receipt),
    **each(faults.LIMITS, NotSent, "takes no more"),
    "429, in 120 seconds": Row(NotSent, "takes no more", (120, 130)),
    "429, until a date": Row(NotSent, "takes no more", (90, 100)),
    "429, in a year": Row(NotSent, "takes no more", (24 * 3600, 24 * 3600)),
    **each(faults.FAILURES, Unconfirmed, "no receipt|may be out|in time"),
    **each(faults.SILENCES, Unconfirmed, "did not answer"),
    **each(faults.CUTS, Unconfirmed, "did not answer"),
    "reset within the body": Row(Unconfirmed, "broke off"),
    **each(faults.GIBBERISH, Unconfirmed, "broke off|holds no id|did not say where|no receipt"),
    **each(faults.REDIRECTS, Unconfirmed, "no receipt"),
}
LATER, NO_MORE = Row(NotSent, "moment|while|yet"), Row(NotSent, "takes no more")
REFUSED = Row(Refused, "refused|says no")
OF_X = {
    "429, window used up": Row(NotSent, "takes no more", (600, 610)),
    "429, day used up": Row(NotSent, "takes no more", (7 * 3600, 7 * 3600 + 10)),
    "429, both used up": Row(NotSent, "takes no more", (7 * 3600, 7 * 3600 + 10)),
    "429, reset is past": Row(NotSent, "takes no more", (60, 3600)),
    "429 usage cap": NO_MORE,
    "429 legacy": NO_MORE,
    "400": REFUSED,
    "401": Row(Blocked, "keys"),
    "401 legacy": Row(Blocked, "keys"),
    "402": Row(Blocked, "credits"),
    "403 duplicate": Row(Refused, "same text"),
    "403 duplicate, legacy": Row(Refused, "same text"),
    "403 reply not allowed": Row(Refused, "follow"),
    "403 quote not allowed": Row(Refused, "Quoting"),
    "403 cashtags": Row(Refused, "cashtag"),
    "403 invalid link": Row(Refused, "link"),
    "403 reply to nothing": LATER,
    "403 reply to nothing, legacy": LATER,
    "403 not permitted": Row(Refused, "not permit"),
    "403 read only": Row(Blocked, "may only read"),
    "403 not enrolled": Row(Blocked, "Your app"),
    "403 access level": Row(Blocked, "Your app"),
    "403 unknown": LATER,  # contract §7: sporadic, among calls that work
    "403 suspended": Row(Blocked, "suspended"),
    "403 locked": Row(Blocked, "locked"),
    "404": LATER,  # contract §7: an address that works otherwise
    "409": REFUSED,
    "413": REFUSED,
    "422": REFUSED,
    "426": Row(Blocked, "version"),
    "200 with errors alone": Row(Unconfirmed, "no id"),
}
OF_LINKEDIN = {
    "400": REFUSED,
    "400 too long": Row(Refused, "too long"),
    "400 too many": Row(Refused, "too long|too many"),
    "400 media not ready": REFUSED,  # of a post without any
    "401": Row(Blocked, "token"),
    "401 revoked": Row(Blocked, "revoked"),
    "401 expired": Row(Blocked, "expired"),
    "401 OAuth": Row(Blocked, "token"),
    "402": Row(Blocked, "[Pp]ayment"),
    "403": Row(Blocked, "permissions"),
    "404": REFUSED,
    "409": Row(Unconfirmed, "conflict"),  # contract §7: unknown
    "409 naming the first": Row(Refused, linkedin_words.FIRST),
    "413": REFUSED,
    "422": REFUSED,
    "422 duplicate": Row(Refused, linkedin_words.FIRST),
    "422 duplicate that names none": Row(Refused, "this text already"),
    "426": Row(Blocked, "version"),
    "201 without the header": Row(Unconfirmed, "where"),
    "201, no URN in the header": Row(Unconfirmed, "where"),
}
FAR = Row(Unconfirmed, "no receipt")
OF_MASTODON = {
    "400": REFUSED,
    "401": Row(Blocked, "token"),
    "401 revoked": Row(Blocked, "revoked"),
    "403": Row(Blocked, "scopes"),
    "403 disabled": Row(Blocked, "shut.*disabled"),
    "403 unconfirmed": Row(Blocked, "shut.*confirmed"),
    "403, HTML": FAR,  # contract §8: of what stands before the server, and who knows what it passed on
    "404": Row(Refused, "replies to"),
    "410": Row(Blocked, "gone"),
    "413, HTML": FAR,
    "422": REFUSED,
    "422 too long": Row(Refused, "too long"),
    "422 not finished": Row(NotSent, "still works", (5, 5)),
    "422 already attached": Row(Refused, "no more"),
    "422 strangers": Row(Refused, "@app; @property"),
    "429, reset in 10 minutes": Row(NotSent, "takes no more", (600, 603)),
    "429, reset in 10 minutes, epoch": Row(NotSent, "takes no more", (600, 603)),
    "429, reset is past": Row(NotSent, "takes no more", (10, 10)),
    "429, reset in a day": Row(NotSent, "takes no more", (3 * 3600, 3 * 3600)),
    "429, reset in words": Row(NotSent, "takes no more", (300, 300)),
    "500 on a repeat": Row(Unconfirmed, "may be out"),
    "503, HTML after acting": Row(Unconfirmed, "may be out"),
    "308 to another host": FAR,
    "200 of a scheduled one": Row(Unconfirmed, "where"),
    "200 with a number for an id": Row(Unconfirmed, "no id"),
    "200 without an address": Row(Unconfirmed, "where"),
}
NEWER_TOKEN = Row(NotSent, "newer token")
OF_BLUESKY = {
    "400": Row(Refused, "refused.*graphemes"),
    "401": Row(Blocked, "who we are"),
    "403": Row(Blocked, "does not let us"),
    "404": REFUSED,
    "409": Row(Unconfirmed, "conflict"),
    "413": Row(Refused, "too large"),
    "400 expired token": NEWER_TOKEN,  # contract §8: refresh; the next try is the repeat
    "400 invalid token": NEWER_TOKEN,
    "401 no token": NEWER_TOKEN,
    "400 swap, and nothing is there": Row(Refused, "shows none"),
    "400 no blob": Row(NotSent, "thrown the picture away", (600, 610)),
    "400 blob too large": Row(Refused, "cannot use the picture"),
    "401 taken down": Row(Blocked, "taken down"),
    "400 repo taken down": Row(Blocked, "taken down"),
    "400 repo deactivated": Row(Blocked, "deactivated"),
    "400 account deactivated": Row(Blocked, "deactivated"),
    "401 wants a code": Row(Blocked, "code by e-mail"),
    "429, its window ends in 600 s, 0 more": Row(NotSent, "takes no more", (600, 610)),
    "429, its window ends in 60 s, 1 more": Row(NotSent, "takes no more", (300, 310)),  # contract §7: the later
    "200 with another address": Row(Unconfirmed, "where"),
    "200 without an address": Row(Unconfirmed, "where"),
}
ROWS = {
    "x": {**EVERYWHERE, **OF_X},
    "linkedin": {**EVERYWHERE, **OF_LINKEDIN},
    "mastodon": {**EVERYWHERE, **OF_MASTODON},
    "bluesky": {**EVERYWHERE, **OF_BLUESKY},
}
FAULTS = [(name, fault) for name in OVER_HTTP for fault in (*faults.EVERYWHERE, *OWN[name])]


@pytest.fixture
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OnTheWire]:
    with OVER_HTTP[request.param](tmp_path / "home") as stage:
        yield stage


def name_of(value: object) -> str | None:
    return str(value) if isinstance(value, str | Fault) else None


def meet(stage: OnTheWire, fault: Fault, part: Part = PART) -> Told:
    """Publish a part that meets a fault, and return what its sender is told when all has ended."""
    platform = stage.platform
    platform.prepare(part)  # whatever may be learned before
    if fault in faults.SILENCES:
        stage.network.patience = IMPATIENT
        stage.server.hold_seconds = 4 * IMPATIENT
    stage.server.add_fault(fault)
    told = published(stage, part)
    stage.server.settle()
    stage.network.patience = PATIENCE
    return told


def tells_no_secret(told: Told) -> bool:
    shown = [repr(told), str(told)]
    error: BaseException | None = told if isinstance(told, PublishError) else None
    while error:
        shown += [repr(error), str(error), str(vars(error))]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return canary.VALUE not in " ".join(shown)


@pytest.mark.parametrize(("stage", "fault"), FAULTS, indirect=["stage"], ids=name_of)
def test_a_fault_is_told_as_what_it_is(stage: OnTheWire, fault: Fault) -> None:
    row = ROWS[stage.name][fault.name]
    told = meet(stage, fault)
    assert type(told) is row.means, told
    assert tells_no_secret(told)
    if isinstance(told, PublishError):
        assert re.search(row.word, told.message), told.message
        assert told.hint
    if isinstance(told, NotSent):
        low, high = row.wait or (0, DAY.total_seconds())
        assert told.retry_after or not row.wait  # without one, a job waits as long as it thinks right
        assert low <= (told.retry_after or timedelta(seconds=low)).total_seconds() <= high
    # The truth: it was asked for once, and is out exactly if the platform acted; then nobody is told that it is not.
    assert len(stage.server.asked()) == 1
    assert [out.text for out in stage.server.ledger] == [PART.text] * fault.acts
    assert not (fault.acts and isinstance(told, NotSent | Refused | Blocked))


@pytest.mark.parametrize("name", OVER_HTTP)
def test_every_fault_has_its_row_and_every_row_its_fault(name: str) -> None:
    assert {fault.name for where, fault in FAULTS if where == name} == ROWS[name].keys()


# --- what never left ----------------------------------------------------------------------------------------------


@contextmanager
def no_https() -> Iterator[str]:
    """Listen on loopback, and answer what no TLS client understands."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def _serve() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        thread = threading.Thread(target=_serve)
        thread.start()
        yield f"https://127.0.0.1:{listening.getsockname()[1]}"
        thread.join(5)


@contextmanager
def nobody() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    yield f"http://127.0.0.1:{port}"


@contextmanager
def no_name() -> Iterator[str]:
    yield "https://no-such-host.invalid"


Where = Callable[[], AbstractContextManager[str]]


@pytest.mark.parametrize("where", [nobody, no_name, no_https], ids=["nobody listens", "no such name", "no TLS"])
@pytest.mark.parametrize("stage", OVER_HTTP, indirect=True)
def test_what_could_not_be_connected_was_surely_not_sent(stage: OnTheWire, where: Where) -> None:
    stage.platform.prepare(PART)
    with where() as url, pytest.raises(NotSent, match="could not be reached") as caught:
        stage.asked_at(url).publish(PART)
    assert tells_no_secret(caught.value)


# --- who is not let in --------------------------------------------------------------------------------------------

WRONG = f"{canary.VALUE}wrong"
STRANGERS: dict[str, Callable[[Path], AbstractContextManager[OnTheWire]]] = {
    "x, another token": lambda home: on_x(home, replace(KEYS, token=WRONG)),
    "x, another token secret": lambda home: on_x(home, replace(KEYS, token_secret=WRONG)),
    "x, another consumer secret": lambda home: on_x(home, replace(KEYS, consumer_secret=WRONG)),
    "linkedin, another token": lambda home: on_linkedin(home, WRONG),
    "mastodon, another token": lambda home: on_mastodon(home, WRONG),
    "bluesky, another password": lambda home: on_bluesky(home, WRONG),
}


@pytest.mark.parametrize("stranger", STRANGERS.values(), ids=STRANGERS)
def test_who_is_not_let_in_is_told_so_and_the_platform_is_paused(
    stranger: Callable[[Path], AbstractContextManager[OnTheWire]], tmp_path: Path
) -> None:
    with stranger(tmp_path / "home") as stage:
        for ask in (stage.platform.publish, lambda _: stage.platform.check()):
            with pytest.raises(Blocked) as caught:
                ask(PART)
            assert tells_no_secret(caught.value)
        assert stage.out() == []


@pytest.mark.parametrize("stage", ["linkedin"], indirect=True)
def test_a_version_that_has_ended_pauses_the_platform(stage: OnTheWire) -> None:
    assert isinstance(stage.server, LinkedIn)
    stage.server.oldest = "202608"
    assert isinstance(published(stage, PART), Blocked)
    assert stage.out() == []


# --- afterwards ---------------------------------------------------------------------------------------------------

UNCLEAR = [(name, fault) for name, fault in FAULTS if ROWS[name][fault.name].means is Unconfirmed]
TRIED = replace(PART, tried=True, since=NOW)


@pytest.mark.parametrize(("stage", "fault"), UNCLEAR, indirect=["stage"], ids=name_of)
def test_what_was_unclear_becomes_clear_without_a_second_post(stage: OnTheWire, fault: Fault) -> None:
    """X and Mastodon are read; LinkedIn, which cannot be, names the first when it is asked to post the same again."""
    meet(stage, fault)
    found = stage.platform.look_up(TRIED) if stage.reads_back else published(stage, TRIED)
    if fault.acts:
        assert isinstance(found, Receipt)
        assert [out.id for out in stage.server.ledger] == [found.remote_id]
    else:
        assert found is None or isinstance(found, Receipt)
        assert len(stage.server.ledger) == (0 if stage.reads_back else 1)


@pytest.mark.parametrize("stage", ["x"], indirect=True)
def test_a_post_that_does_not_show_up_at_once_is_found_later(stage: OnTheWire) -> None:
    assert isinstance(stage.server, X)
    stage.server.lag = timedelta(minutes=2)
    meet(stage, next(each for each in faults.CUTS if each.acts))
    assert stage.platform.look_up(TRIED) is None
    stage.clock.wait(120)
    assert stage.platform.look_up(TRIED) is not None


ALREADY = [
    ("x", "403 duplicate", Unconfirmed),
    ("x", "403 duplicate, legacy", Unconfirmed),
    ("linkedin", "422 duplicate", Receipt),
    ("linkedin", "409 naming the first", Receipt),
    ("linkedin", "422 duplicate that names none", Unconfirmed),
    ("mastodon", "422 already attached", Unconfirmed),
]


@pytest.mark.parametrize(("stage", "name", "means"), ALREADY, indirect=["stage"], ids=name_of)
def test_a_duplicate_after_an_earlier_try_is_that_try(stage: OnTheWire, name: str, means: type[Told]) -> None:
    told = meet(stage, next(each for each in OWN[stage.name] if each.name == name), TRIED)
    assert type(told) is means
    if isinstance(told, Receipt):
        assert told.remote_id == linkedin_words.FIRST


@pytest.mark.parametrize("stage", OVER_HTTP, indirect=True)
@pytest.mark.parametrize("fault", faults.REDIRECTS, ids=name_of)
def test_a_redirect_is_not_followed(stage: OnTheWire, fault: Fault) -> None:
    with X(stage.clock) as elsewhere:
        stage.server.elsewhere = f"{elsewhere.url}/2/tweets"
        meet(stage, fault)
        assert elsewhere.requests == []


# --- what may be repeated -----------------------------------------------------------------------------------------

ROUTES = [
    *(("x", route) for route in ("upload", "alt")),
    *(("linkedin", route) for route in ("me", "initialize", "upload")),
    *(("mastodon", route) for route in ("me", "instance", "upload")),
    *(("bluesky", route) for route in ("session", "upload")),
]
SOME = (
    *faults.LIMITS[:2],
    *faults.FAILURES[2:6],
    *faults.SILENCES[1:2],
    *faults.CUTS[1:4],
    *faults.GIBBERISH[:5],
    *faults.REDIRECTS[:1],
)


@pytest.mark.parametrize(("stage", "route"), ROUTES, indirect=["stage"], ids=name_of)
@pytest.mark.parametrize("fault", SOME, ids=name_of)
def test_what_may_be_repeated_is_never_unclear_and_puts_nothing_out(stage: OnTheWire, route: str, fault: Fault) -> None:
    part = replace(PART, pictures=(PNG, JPEG))
    stage.network.patience = IMPATIENT if fault in faults.SILENCES else PATIENCE
    stage.server.add_fault(fault, route=route)
    try:
        stage.platform.prepare(part)
    except PublishError as error:
        assert isinstance(error, NotSent | Blocked)
        assert tells_no_secret(error)
    else:
        assert fault in faults.GIBBERISH  # some answers need not be read: their status says it all
    assert stage.server.asked() == []
    stage.network.patience = PATIENCE
    assert isinstance(published(stage, with_uploads(stage, part)), Receipt)
    assert [[each.alt for each in out.pictures] for out in stage.out()] == [[PNG.alt, JPEG.alt]]


READ = [("x", "me"), ("x", "timeline"), ("mastodon", "timeline")]


@pytest.mark.parametrize(("stage", "route"), READ, indirect=["stage"], ids=name_of)
@pytest.mark.parametrize("fault", SOME, ids=name_of)
def test_a_timeline_that_cannot_be_read_proves_nothing(stage: OnTheWire, route: str, fault: Fault) -> None:
    stage.platform.publish(PART)
    stage.network.patience = IMPATIENT if fault in faults.SILENCES else PATIENCE
    stage.server.add_fault(fault, route=route)
    with pytest.raises((NotSent, Blocked)) as caught:
        stage.platform.look_up(TRIED)
    assert tells_no_secret(caught.value)
    stage.network.patience = PATIENCE
    assert stage.platform.look_up(TRIED) is not None
    assert len(stage.server.asked(PUBLISH)) == 1


@pytest.mark.parametrize("stage", ["linkedin"], indirect=True)
def test_a_picture_that_is_not_ready_makes_the_post_wait(stage: OnTheWire) -> None:
    assert isinstance(stage.server, LinkedIn)
    stage.server.processing = timedelta(seconds=30)
    part = with_uploads(stage, replace(PART, pictures=(PNG,)))
    told = published(stage, part)
    assert isinstance(told, NotSent)
    assert told.retry_after is not None
    stage.clock.wait(told.retry_after.total_seconds())
    assert isinstance(published(stage, part), Receipt)
    assert len(stage.server.ledger) == 1
