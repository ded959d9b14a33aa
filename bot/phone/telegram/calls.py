"""One request to Telegram: made once, to an address that holds the token and is therefore shown to nobody.

Odd about it: the address is put together whole, because `bot12:AB/getMe` after a base address is read as a scheme and
goes elsewhere without the token. An error here is raised when the one below is over, so not even its context holds an
address. While Telegram asks us to wait, nothing is sent, whatever is asked.
"""

import json
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.errors import Blocked, NotSent, PublishError, Unconfirmed
from bot.http import CONNECT_SECONDS, MOST_BYTES, READ_SECONDS, client, send
from bot.phone.telegram.answers import LATER, PAIR, NoAnswer, result
from bot.redact import Secret, remember

if TYPE_CHECKING:
    import httpx

    from bot.clock import Clock

_TOKEN = re.compile(r"(\d{1,16}):[\w-]{1,256}", re.ASCII)
_WHOLE_MORE = 5.0  # seconds for an answer to arrive once it has begun


class Calls:
    """The requests of one bot."""

    def __init__(
        self, api: str, token: Secret, clock: "Clock", wire: "httpx.BaseTransport | None", proxy: Secret
    ) -> None:
        if not token:
            raise Blocked("There is no token for Telegram.", PAIR)
        found = _TOKEN.fullmatch(token.reveal())
        if not found:
            raise Blocked("The token for Telegram is none: @BotFather gives digits, a colon and letters.", PAIR)
        remember(token)
        self.bot_id = int(found[1])
        self._api, self._token, self._clock, self._wire, self._proxy = api.rstrip("/"), token, clock, wire, proxy
        self._wait: tuple[datetime, timedelta] | None = None

    def ask(
        self, method: str, asked: Mapping[str, object], read_seconds: float = READ_SECONDS, most: int = MOST_BYTES
    ) -> Any:
        """Return what Telegram answers to what may be asked again: nothing is unclear, at worst it is for later."""
        try:
            return self._answer(method, _as_json(asked), read_seconds, most)
        except Unconfirmed as unclear:
            raise NotSent(unclear.message, LATER) from None

    def show(self, method: str, asked: Mapping[str, object], file: tuple[str, bytes] | None = None) -> Any:
        """Return what Telegram answers to what a person will see; Unconfirmed if they perhaps see it already."""
        return self._answer(method, _as_form(asked, file) if file else _as_json(asked), READ_SECONDS, MOST_BYTES)

    # --- one request --------------------------------------------------------------------------------------------------

    def _answer(self, method: str, body: Mapping[str, Any], read_seconds: float, most: int) -> Any:
        self._hold_back()
        try:
            return result(self._post(method, body, read_seconds, most))
        except NotSent as limit:
            if limit.retry_after:
                self._wait = self._clock.now(), limit.retry_after
            raise

    def _hold_back(self) -> None:
        """Send nothing before the wait Telegram asked for is over; a clock that was set back ends it."""
        if not self._wait:
            return
        since, long = self._wait
        waited = self._clock.now() - since
        if timedelta() <= waited < long:
            raise NotSent("Telegram takes no more for now.", LATER, long - waited)
        self._wait = None

    def _post(self, method: str, body: Mapping[str, Any], read_seconds: float, most: int) -> "httpx.Response":
        import httpx

        patience = httpx.Timeout(read_seconds, connect=CONNECT_SECONDS)
        with client(wire=self._wire, proxy=self._proxy) as line:
            address = f"{self._api}/bot{self._token.reveal()}/{method}"
            request = line.build_request("POST", address, timeout=patience, **body)
            trouble: PublishError
            try:
                return send(line, request, within=read_seconds + _WHOLE_MORE, most=most)
            except NotSent as unsent:
                trouble = NotSent(unsent.message, LATER)
            except Unconfirmed as unclear:
                trouble = NoAnswer(unclear.message, LATER)
        raise trouble


def _as_json(asked: Mapping[str, object]) -> dict[str, Any]:
    return {"content": json.dumps(asked).encode(), "headers": {"Content-Type": "application/json"}}


def _as_form(asked: Mapping[str, object], file: tuple[str, bytes]) -> dict[str, Any]:
    """Return a request with a file; in a form everything but words is written as JSON."""
    fields = {name: each if isinstance(each, str) else json.dumps(each) for name, each in asked.items()}
    return {"data": fields, "files": {"document": (*file, "application/octet-stream")}}
