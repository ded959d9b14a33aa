"""One question to GitHub and its answer: redirects, limits, tries again and refusals end here.

Callers see three things: an answer, NotYet with the instant from which GitHub lets us go on, or an ActivityError that
is a sentence. Once GitHub refused a token or asked for a pause, nothing is sent that could make it worse.
"""

import json
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from bot.activity.github.fields import etag as valid_etag
from bot.activity.github.fields import next_page, text
from bot.activity.github.limits import Limit, limit_in
from bot.activity.github.refusals import (
    TOKENS,
    bad_token,
    elsewhere,
    in_circles,
    not_a_token,
    permissions,
    refusal,
    silence,
)
from bot.activity.github.wire import JSON, RAW, Raw, Wire
from bot.clock import Clock
from bot.errors import ActivityError, NotYet
from bot.redact import Secret

API = "https://api.github.com"
TRIES = 3
MOST_BYTES = 50 * 1024 * 1024
_PAUSES = (2, 8)  # seconds before the second and the third try
_PATIENCE = 3  # contract §5: after three pauses for the same request it is given up
_HOPS = 3
_MOVED = frozenset((301, 302, 307, 308))
_REPOSITORY = re.compile(r"/repos/[^/?]+/[^/?]+")
_PATH = re.compile(r"/[\w./%~+:,-]*", re.ASCII)
_TOKEN = re.compile(r"[!-~]+")
_OK, _NOT_MODIFIED = 200, 304
SERVER_ERROR = 500  # in `fine` it stands for every status from there on
TOO_LARGE = 413  # our own word for an answer longer than any we read
_UNREADABLE = "no answer that can be read"


@dataclass(frozen=True, slots=True)
class Answer:
    """What GitHub said: 200, 304, or one of the statuses the caller can make sense of."""

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    trouble: str = ""

    @property
    def unchanged(self) -> bool:
        """Tell whether what we hold is still true."""
        return self.status == _NOT_MODIFIED

    @property
    def etag(self) -> str:
        """Return what to ask with next time."""
        return valid_etag(self.headers.get("etag", ""))

    @property
    def next(self) -> str:
        """Return the query of the next page, or nothing."""
        return next_page(self.headers.get("link", ""))

    @property
    def needs(self) -> str:
        """Return the permissions that were missing."""
        return permissions(self.headers)


class GitHub:
    """One connection, for one run: it knows what it has asked, what counted, and when to stop asking."""

    def __init__(
        self, token: Secret, clock: Clock, patience: float, say: Callable[[str], None], api: str = API
    ) -> None:
        self.asked = 0
        self.counted = 0
        self.expires: datetime | None = None
        self.has_token = bool(token)
        self._wire = Wire(token, api)
        self._api = urlsplit(api)
        self._clock = clock
        self._patience = patience
        self._say = say
        self._refused = not_a_token() if token and not _TOKEN.fullmatch(token.reveal()) else None
        self._not_before: NotYet | None = None
        self._moved: dict[str, str] = {}
        self._tries = TRIES

    def close(self) -> None:
        """Close the connection."""
        self._wire.close()

    def say(self, words: str) -> None:
        """Tell the person something while they wait."""
        self._say(words)

    def ask(
        self,
        url: str,
        about: str,
        etag: str = "",
        fine: Collection[int] = (),
        most: int = MOST_BYTES,
        raw: bool = False,
    ) -> Answer:
        """Return GitHub's answer; a status in `fine` is one too."""
        self._stop_if_useless()
        failed = limited = 0
        while True:
            answer = self._followed(url, about, etag, most, raw)
            limit = limit_in(answer.status, answer.headers, text(answer.body, "message"), self._clock.now(), limited)
            if limit:
                limited += 1
                self._rest(limit, limited)
            elif answer.trouble:
                failed += 1
                if failed >= self._tries or answer.status == TOO_LARGE:
                    return self._given_up(answer, about, fine)
                self._pause(answer.trouble, _PAUSES[failed - 1])
            else:
                self._tries = TRIES
                return self._judged(answer, about, fine, bool(etag))

    # --- one request ----------------------------------------------------------------------------------------------

    def _followed(self, url: str, about: str, etag: str, most: int, raw: bool) -> Answer:
        for _ in range(_HOPS + 1):
            url = self._as_moved(url)
            answer = self._once(url, etag, most, raw)
            if answer.status not in _MOVED:
                return answer
            url = self._target(url, answer, about)
        raise in_circles(about)

    def _once(self, url: str, etag: str, most: int, raw: bool) -> Answer:
        self.asked += 1
        headers = {"Accept": RAW if raw else JSON} | ({"If-None-Match": etag} if etag else {})
        got = self._wire.get(url, headers, most)
        if got.status and not (got.status == _NOT_MODIFIED and self.has_token):
            self.counted += 1  # contract §5: 304 is free for authenticated calls, and only for them
        expires = got.headers.get("github-authentication-token-expiration", "")
        self.expires = _expiry(expires) or self.expires
        return _understood(got, raw)

    def _target(self, url: str, answer: Answer, about: str) -> str:
        """Return where a redirect leads, on the same host only: the token goes nowhere else."""
        try:
            parts = urlsplit(answer.headers.get("location", ""))
        except ValueError:
            raise elsewhere(about) from None
        here = (self._api.scheme, self._api.netloc)
        if (parts.netloc or parts.scheme) and (parts.scheme, parts.netloc) != here:
            raise elsewhere(about)
        path = parts.path.removeprefix(self._api.path.rstrip("/"))
        if not _PATH.fullmatch(path):
            raise elsewhere(about)
        self._remember_move(url.partition("?")[0], path)
        query = parts.query or url.partition("?")[2]
        return f"{path}?{query}" if query else path

    def _remember_move(self, old: str, new: str) -> None:
        """Ask a renamed repository at its new address from now on: each detour would count."""
        found = _REPOSITORY.match(old)
        if found and new.endswith(rest := old[found.end() :]):
            self._moved[found[0]] = new.removesuffix(rest)

    def _as_moved(self, url: str) -> str:
        found = _REPOSITORY.match(url)
        return self._moved.get(found[0], found[0]) + url[found.end() :] if found else url

    # --- what an answer means -------------------------------------------------------------------------------------

    def _judged(self, answer: Answer, about: str, fine: Collection[int], conditional: bool) -> Answer:
        if answer.status == _OK or answer.status in fine or (answer.unchanged and conditional):
            return answer
        message = text(answer.body, "message")
        error = refusal(answer.status, answer.headers, message, about, self.has_token)
        if answer.status == 401 or error.message == bad_token().message:  # noqa: PLR2004
            self._refused = error
        raise error

    def _given_up(self, answer: Answer, about: str, fine: Collection[int]) -> Answer:
        """Say so; and try only once from now on, until something answers, or fifty repositories wait fifty times."""
        if min(answer.status, SERVER_ERROR) in fine:
            return Answer(min(answer.status, SERVER_ERROR), trouble=answer.trouble)
        self._tries = 1
        raise silence(answer.trouble, about)

    def _stop_if_useless(self) -> None:
        if self._refused:
            raise ActivityError(self._refused.message, self._refused.hint)
        held = self._not_before
        if held and self._clock.now() < held.until:
            raise NotYet(held.message, held.hint, held.until)

    # --- waiting --------------------------------------------------------------------------------------------------

    def _rest(self, limit: Limit, times: int) -> None:
        """Wait for a limit, seen by the person, or say from when on we may go on."""
        seconds = (limit.until - self._clock.now()).total_seconds()
        what = "GitHub's limit is used up" if limit.hourly else "GitHub asks for a pause"
        until = f"{limit.until:%H:%M} UTC"
        if times > _PATIENCE or seconds > self._patience:
            hint = f"bot sync, after {until}"
            if not self.has_token:  # contract §5: 60 an hour without, 5000 with
                hint += f"; with GITHUB_TOKEN the limit is higher: {TOKENS}/new"
            self._not_before = NotYet(f"{what} until {until}.", hint, limit.until)
            raise NotYet(self._not_before.message, hint, limit.until)
        self._patience -= seconds
        self._say(f"{what}; waiting until {until} ({_length(seconds)}).")
        self._clock.wait(seconds)

    def _pause(self, trouble: str, seconds: int) -> None:
        self._say(f"GitHub did not answer ({trouble}); trying again in {seconds} s.")
        self._clock.wait(seconds)


def _understood(got: Raw, raw: bool) -> Answer:
    """Return the answer with its JSON read, or with the trouble that stands in the way."""
    if got.trouble:
        return Answer(TOO_LARGE if got.status else 0, None, got.headers, got.trouble)
    if got.status >= SERVER_ERROR:
        return Answer(got.status, None, got.headers, str(got.status))
    if raw and got.status == _OK:
        return Answer(got.status, got.text, got.headers)
    try:
        return Answer(got.status, json.loads(got.text) if got.text else None, got.headers)
    except (ValueError, RecursionError):  # an error page in HTML, half an answer, a million brackets
        return Answer(got.status, None, got.headers, _UNREADABLE if got.status == _OK else "")


def _expiry(header: str) -> datetime | None:
    """Return when the token ends: 2027-01-31 09:00:00 UTC, or with +0100 in place of UTC."""
    words = header[:40].split()
    iso = "T".join(words[:2]) + "".join(words[2:]).replace("UTC", "+00:00")
    try:
        found = datetime.fromisoformat(iso)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _length(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"  # noqa: PLR2004
