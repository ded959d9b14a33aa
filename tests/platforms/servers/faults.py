"""What can go wrong between a request and its answer: one row per fault, so that tests can go through all of them.

A row says whether the platform acted, which is the truth the client cannot see; what it answers, if not its own words;
and how the answer goes over the line. What a platform alone can say is in its own table (x.py, linkedin.py).
"""

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from enum import StrEnum
from functools import cache
from typing import Protocol

from tests.platforms.servers.spoken import Said

_MANY = 10 * 1024 * 1024
_BOMB = 64 * 1024 * 1024
_HTML = {"content-type": "text/html"}


class When(StrEnum):
    """Whether and when the platform does what it was asked to."""

    NEVER = "never"
    FIRST = "before it answers"
    LATE = "once the client has gone"


class How(StrEnum):
    """How the answer goes over the line."""

    WHOLE = "whole"
    SILENT = "not at all: the client is kept waiting"
    HANGS_UP = "not at all: the line is closed in good order"
    RESET = "not at all: the line is reset"
    RESET_IN_HEAD = "reset within the headers"
    RESET_IN_BODY = "reset within the body"
    ENDLESS = "chunks without end"
    DRIPS = "headers without end, one now and then"


class Here(Protocol):
    """What an answer may depend on: the server that gives it."""

    elsewhere: str  # an address on another host

    def now(self) -> datetime:
        """Return the present instant."""
        ...

    def words(self, status: int, headers: Mapping[str, str] | None = None) -> Said:
        """Return what this platform says with a status."""
        ...


@dataclass(frozen=True, slots=True)
class Fault:
    """One way a request can end."""

    name: str
    when: When = When.NEVER
    says: Callable[[Here], Said] | None = None  # the platform's own answer, if nothing else
    how: How = How.WHOLE

    @property
    def acts(self) -> bool:
        """Tell whether the platform does what it was asked to, sooner or later."""
        return self.when is not When.NEVER

    def __str__(self) -> str:
        return self.name


def status(code: int, **headers: str) -> Callable[[Here], Said]:
    """Return an answer with that status in the platform's words."""
    return lambda here: here.words(code, {name.replace("_", "-"): value for name, value in headers.items()})


def exactly(code: int, body: object = b"", headers: Mapping[str, str] | None = None) -> Callable[[Here], Said]:
    """Return an answer that is the same everywhere."""
    return lambda _: Said(code, body, headers or {})


@cache
def _long() -> bytes:
    return b'{"data": {"id": "1", "text": "' + b"x" * _MANY + b'"}}'


@cache
def _bomb() -> bytes:
    packing = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    return packing.compress(bytes(_BOMB)) + packing.flush()


def _until(wait: timedelta) -> Callable[[Here], Said]:
    return lambda here: here.words(429, {"retry-after": format_datetime(here.now() + wait, usegmt=True)})


def _moved(code: int) -> Callable[[Here], Said]:
    return lambda here: Said(code, b"", {"location": here.elsewhere})


OK = Fault("ok", When.FIRST)

LIMITS = (
    Fault("429", says=status(429)),
    Fault("429, in 120 seconds", says=status(429, retry_after="120")),
    Fault("429, until a date", says=_until(timedelta(seconds=90))),
    Fault("429, in 0 seconds", says=status(429, retry_after="0")),
    Fault("429, in a year", says=status(429, retry_after=str(365 * 24 * 3600))),
    Fault("429, in words", says=status(429, retry_after="soon")),
    Fault("429, HTML", says=exactly(429, b"<html>Too many requests</html>", _HTML)),
)

FAILURES = (
    *(Fault(f"{code} before acting", says=status(code)) for code in (500, 502, 503, 504)),
    *(Fault(f"{code} after acting", When.FIRST, status(code)) for code in (500, 502, 503, 504)),
    Fault("408 after acting", When.FIRST, exactly(408, b"<html>Request Timeout</html>", _HTML)),  # of a gateway
    Fault("520 after acting, HTML", When.FIRST, exactly(520, b"<html>520</html>", _HTML)),
)

SILENCES = (
    Fault("timeout before acting", how=How.SILENT),
    Fault("timeout after acting", When.FIRST, how=How.SILENT),
    Fault("acts when the client has gone", When.LATE, how=How.HANGS_UP),
    Fault("headers drip", When.FIRST, how=How.DRIPS),
)

CUTS = (
    Fault("reset before acting", how=How.RESET),
    Fault("reset after acting", When.FIRST, how=How.RESET),
    Fault("reset within the headers", When.FIRST, how=How.RESET_IN_HEAD),
    Fault("reset within the body", When.FIRST, how=How.RESET_IN_BODY),
    Fault("hangs up before acting", how=How.HANGS_UP),
    Fault("hangs up after acting", When.FIRST, how=How.HANGS_UP),
)

GIBBERISH = (
    Fault("201, malformed JSON", When.FIRST, exactly(201, b'{"data": {"id": "17')),
    Fault("200, HTML", When.FIRST, exactly(200, b"<html>Please sign in to the network</html>", _HTML)),
    Fault("200, empty", When.FIRST, exactly(200)),
    Fault("201 without an id", When.FIRST, exactly(201, {"data": {"text": "hello"}})),
    Fault("201, a list", When.FIRST, exactly(201, ["data"])),
    Fault("204", When.FIRST, lambda _: Said(204)),
    Fault("201, 10 MB", When.FIRST, lambda _: Said(201, _long())),
    Fault("201, a gzip bomb", When.FIRST, lambda _: Said(201, _bomb(), {"content-encoding": "gzip"})),
    Fault("201, not the gzip it says", When.FIRST, exactly(201, b"{}", {"content-encoding": "gzip"})),
    Fault("201, chunks without end", When.FIRST, exactly(201), How.ENDLESS),
)

REDIRECTS = (
    *(Fault(f"{code} to another host before acting", says=_moved(code)) for code in (302, 307)),
    *(Fault(f"{code} to another host after acting", When.FIRST, _moved(code)) for code in (302, 307)),
)

EVERYWHERE = (OK, *LIMITS, *FAILURES, *SILENCES, *CUTS, *GIBBERISH, *REDIRECTS)
