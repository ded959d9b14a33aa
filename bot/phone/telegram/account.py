"""The bot's account at Telegram: who it is, what came, and what is shown in the chat.

Odd about it: asking for what came waits up to 50 seconds for something to come, and confirms what came before it, so it
is asked with an offset only when that is dealt with. A message that got no answer is sent once more: the same twice
harms nobody, a missing one does. Two messages are 1.1 seconds apart, as a chat takes no more.
"""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.errors import Blocked, NotSent, Refused, Unconfirmed
from bot.phone.message import Message
from bot.phone.telegram.answers import LATER, OTHER_PROGRAM, Needless, NoAnswer, Taken
from bot.phone.telegram.calls import Calls
from bot.phone.telegram.framing import LONGEST_CAPTION, Button, Piece, fitted, pieces
from bot.phone.telegram.updates import KINDS, Bound, Update, read
from bot.redact import Secret, plain

if TYPE_CHECKING:
    import httpx

    from bot.clock import Clock

POLL_SECONDS = 50  # Telegram waits no longer
_READ_MORE = 15.0
_BATCH, _BATCH_BYTES = 50, 32 * 1024 * 1024  # strangers may send long messages, and those must not stop the rest
_PACE = timedelta(seconds=1.1)
_TROUBLE_WAITS = (1, 2, 5, 10, 20, 60)
_TAKEN_WAITS = (5, 10, 20, 60)
_TAKEN_TOO_LONG = timedelta(minutes=2)
_LONGEST_ANSWER, _LONGEST_PLACEHOLDER = 200, 64
_USERNAME = re.compile(r"\w{1,64}", re.ASCII)
_NO_PREVIEW = {"is_disabled": True}
_NO_PROXY = Secret("")


@dataclass(frozen=True, slots=True)
class Me:
    """The bot as Telegram knows it; its id is what update numbers belong to."""

    id: int
    username: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent, one or more messages, and whether Telegram shows the texts as they are."""

    message_ids: tuple[int, ...]
    shows_true: bool

    @property
    def message_id(self) -> int:
        """Return the message with the buttons: the last."""
        return self.message_ids[-1]


class Telegram:
    """One bot. Asking for what came and sending may go on at the same time, each of them one at a time."""

    def __init__(
        self,
        api: str,
        token: Secret,
        clock: "Clock",
        wire: "httpx.BaseTransport | None" = None,
        proxy: Secret = _NO_PROXY,
    ) -> None:
        self._calls, self._clock = Calls(api, token, clock, wire, proxy), clock
        self._sent_at: datetime | None = None
        self._failed = 0  # polls in a row
        self._taken_since: datetime | None = None

    # --- for the login ------------------------------------------------------------------------------------------------

    def me(self) -> Me:
        """Return whose token it is."""
        answer = self._calls.ask("getMe", {})
        bot_id, name = (answer.get("id"), answer.get("username")) if isinstance(answer, dict) else (None, None)
        if type(bot_id) is not int or not isinstance(name, str) or not _USERNAME.fullmatch(name):
            raise NotSent("Telegram did not say whose token it is.", "bot check")
        return Me(bot_id, name)

    def webhook(self) -> str:
        """Return the host all updates are sent to, if somebody set one; its whole address may hold a secret."""
        answer = self._calls.ask("getWebhookInfo", {})
        url = answer.get("url") if isinstance(answer, dict) else ""
        if not isinstance(url, str) or not url:
            return ""
        try:
            return plain(urlsplit(url).hostname or "somewhere")
        except ValueError:
            return "somewhere"

    def drop_webhook(self) -> None:
        """Take the webhook away, and no update with it: only after a person said yes."""
        self._calls.ask("deleteWebhook", {"drop_pending_updates": False})

    # --- what came ----------------------------------------------------------------------------------------------------

    def poll(self, offset: int | None = None, bound: Bound | None = None, seconds: int = POLL_SECONDS) -> list[Update]:
        """Return what came, in order, and confirm what came before `offset`; or say how long to wait first."""
        if offset is not None and offset < 0:
            raise ValueError("a negative offset throws answers away")
        asked = {"limit": _BATCH, "timeout": seconds, "allowed_updates": KINDS}
        try:
            found = self._asked(asked if offset is None else {**asked, "offset": offset}, seconds)
        except Taken as taken:
            raise self._taken(taken) from None
        except NotSent as trouble:
            wait = trouble.retry_after or _step(_TROUBLE_WAITS, self._failed)
            self._failed += 1
            raise NotSent(trouble.message, trouble.hint, wait) from None
        self._failed, self._taken_since = 0, None
        return [read(each, bound) for each in found]

    def _asked(self, asked: Mapping[str, object], seconds: int) -> list[Any]:
        found = self._calls.ask("getUpdates", asked, seconds + _READ_MORE, _BATCH_BYTES)
        if not isinstance(found, list):
            raise NotSent("Telegram did not say what came.", LATER)
        return found

    def _taken(self, taken: Taken) -> Taken | Blocked:
        """Return how long to wait for another poll to end, or that it does not: an own old one lasts 50 seconds."""
        now = self._clock.now()
        self._taken_since = self._taken_since or now
        wait = _step(_TAKEN_WAITS, self._failed)
        self._failed += 1
        if now - self._taken_since >= _TAKEN_TOO_LONG:
            return Blocked(taken.message, OTHER_PROGRAM, wait)
        return Taken(taken.message, taken.hint, wait)

    # --- what is shown ------------------------------------------------------------------------------------------------

    def send(
        self,
        chat: int,
        message: Message,
        buttons: Sequence[Button] = (),
        replies_to: int | None = None,
        asks: str = "",
        is_quiet: bool = False,
    ) -> Sent:
        """Send a message, in several where it is too long; `asks` stands in the field a person types the answer in."""
        if buttons and asks:
            raise ValueError("a message has buttons or asks for an answer, not both")
        ids: list[int] = []
        shows_true = True
        parts = pieces(message)
        for number, piece in enumerate(parts, 1):
            is_last = number == len(parts)
            asked = {
                **_said(chat, piece),
                **_in_reply(ids[0] if ids else replies_to),
                **({"reply_markup": markup} if is_last and (markup := _markup(buttons, asks)) else {}),
                "disable_notification": is_quiet or number > 1,
            }
            shown = self._shown("sendMessage", asked)
            ids.append(_message_id(shown))
            shows_true = shows_true and piece.is_true(shown)
        return Sent(tuple(ids), shows_true)

    def send_document(
        self,
        chat: int,
        name: str,
        content: bytes,
        caption: str = "",
        replies_to: int | None = None,
        buttons: Sequence[Button] = (),
    ) -> int:
        """Send a file, which arrives byte for byte, and return its message's id."""
        asked = {
            "chat_id": chat,
            "caption": fitted(plain(caption).strip(), LONGEST_CAPTION),
            **_in_reply(replies_to),
            **({"reply_markup": _markup(buttons, "")} if buttons else {}),
        }
        return _message_id(self._shown("sendDocument", asked, (name, content)))

    def edit(self, chat: int, message_id: int, message: Message, buttons: Sequence[Button] = ()) -> None:
        """Show something else in a message's place, without the buttons it had."""
        piece, *more = pieces(message)
        if more:
            raise Refused("What is to stand there is too long for one message of Telegram.", "bot review")
        markup = {"reply_markup": _markup(buttons, "")} if buttons else {}
        with suppress(Needless):
            self._in_turn()
            self._calls.ask("editMessageText", {**_said(chat, piece), "message_id": message_id, **markup})

    def answer(self, callback_id: str, text: str = "") -> None:
        """Say that a button was heard, at once: after some time it is too late, and that is well too."""
        with suppress(Needless):
            words = fitted(plain(text).strip(), _LONGEST_ANSWER)
            self._calls.ask("answerCallbackQuery", {"callback_query_id": callback_id, "text": words})

    def _shown(
        self, method: str, asked: Mapping[str, object], file: tuple[str, bytes] | None = None
    ) -> Mapping[str, Any]:
        self._in_turn()
        try:
            shown = self._calls.show(method, asked, file)
        except NoAnswer:
            self._in_turn()
            shown = self._calls.show(method, asked, file)
        return shown if isinstance(shown, dict) else {}

    def _in_turn(self) -> None:
        """Wait until a chat takes the next message; a clock that was set back does not make it long."""
        if self._sent_at:
            waited = self._clock.now() - self._sent_at
            if timedelta() <= waited < _PACE:
                self._clock.wait((_PACE - waited).total_seconds())
        self._sent_at = self._clock.now()


def _said(chat: int, piece: Piece) -> dict[str, object]:
    """Return a text without any markup of its own: nothing is to be escaped, and nothing can fail to be understood."""
    entities = {"entities": piece.entities} if piece.frames else {}
    return {"chat_id": chat, "text": piece.text, "link_preview_options": _NO_PREVIEW, **entities}


def _in_reply(message_id: int | None) -> dict[str, object]:
    if message_id is None:
        return {}
    return {"reply_parameters": {"message_id": message_id, "allow_sending_without_reply": True}}


def _markup(buttons: Sequence[Button], asks: str) -> dict[str, object]:
    if asks:
        return {"force_reply": True, "input_field_placeholder": fitted(plain(asks), _LONGEST_PLACEHOLDER)}
    row = [{"text": each.words, "callback_data": each.brings} for each in buttons]
    return {"inline_keyboard": [row]} if row else {}


def _message_id(shown: Mapping[str, Any]) -> int:
    found = shown.get("message_id")
    if type(found) is not int:
        raise Unconfirmed("Telegram took the message, but did not say which it is.", LATER)
    return found


def _step(waits: Sequence[int], number: int) -> timedelta:
    return timedelta(seconds=waits[min(number, len(waits) - 1)])
