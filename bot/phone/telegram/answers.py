"""What Telegram means by an answer that is no yes: a table, of which the first row that fits decides.

Odd about it: Telegram says what it means in words that may change, so a row looks at them only where one status means
two things. An answer that is not in Telegram's own form came from something on the way, and says nothing about us.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.errors import Blocked, NotSent, PublishError, Refused, Unconfirmed
from bot.redact import plain, redact

if TYPE_CHECKING:
    import httpx

LATER = "nothing to do: it is tried again by itself"
PAIR = "bot login telegram"
NEW_TOKEN = "get a new token from @BotFather, then bot login telegram"  # noqa: S105 (a hint, no token)
OTHER_PROGRAM = "stop the other program, or get a new token from @BotFather, then bot login telegram"
LONGEST_WAIT = timedelta(hours=24)
_MORE = timedelta(seconds=1)  # beyond what a limit asks for
_FLOOD = timedelta(seconds=30)  # where a limit does not say how long it lasts
_MOST_WORDS = 200  # of what Telegram says, in our own sentence


class Away(Blocked):
    """The person has left the chat; only they can come back."""


class Taken(NotSent):
    """Another program asks with the same token, or an earlier request of ours still does."""


class Needless(Refused):
    """What was asked for is so already, or is too late to matter."""


class NoAnswer(Unconfirmed):
    """The request left, and no whole answer came."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: which answers it fits, and what they mean, in a sentence with something to do."""

    status: int | range
    means: type[PublishError]
    sentence: str  # {said} stands for Telegram's own words
    hint: str
    words: str = ""  # a pattern in what Telegram says

    def fits(self, status: int, said: str) -> bool:
        """Tell whether an answer is of this kind."""
        in_range = status in self.status if isinstance(self.status, range) else status == self.status
        return in_range and (not self.words or bool(re.search(self.words, said, re.IGNORECASE)))


_TROUBLE = "Telegram could not answer ({said})."
_TABLE = (
    Row(401, Blocked, "Telegram does not accept the bot's token any more ({said}).", NEW_TOKEN),
    Row(404, Blocked, "Telegram does not know the bot's token ({said}).", NEW_TOKEN),
    Row(403, Away, "You have left the chat with your bot ({said}).", "press Start in the chat with your bot"),
    Row(409, Blocked, "Somebody has set a webhook for your bot ({said}).", PAIR, "webhook"),
    Row(409, Taken, "Another program uses your bot's token ({said}).", OTHER_PROGRAM),
    Row(429, NotSent, "Telegram takes no more for now ({said}).", LATER),
    Row(400, Blocked, "Telegram does not find your chat with the bot ({said}).", PAIR, "chat not found"),
    Row(400, Needless, "Nothing had to be changed ({said}).", LATER, "message is not modified|query is too old"),
    Row(408, Unconfirmed, _TROUBLE, LATER),
    Row(421, Unconfirmed, _TROUBLE, LATER),
    Row(range(400, 500), Refused, "Telegram refused what the bot sent ({said}).", "bot check"),
    Row(range(600), Unconfirmed, _TROUBLE, LATER),
)


def result(response: "httpx.Response") -> Any:
    """Return what an answer brings, or raise what it means."""
    answer = _read(response)
    if response.is_success and answer.get("ok") is True and "result" in answer:
        return answer["result"]
    raise _judged(_status(response, answer), answer, response.headers.get("retry-after", ""))


def _status(response: "httpx.Response", answer: Mapping[str, Any]) -> int:
    """Return what was answered; a no that arrives as a yes says in itself what it is."""
    code = answer.get("error_code")
    return code if response.is_success and answer.get("ok") is False and type(code) is int else response.status_code


def _judged(status: int, answer: Mapping[str, Any], header: str) -> PublishError:
    if answer.get("ok") is not False:
        return Unconfirmed(f"Something before Telegram answered (status {status}).", LATER)
    said = answer.get("description")
    words = plain(redact(" ".join(said.split())))[:_MOST_WORDS] if isinstance(said, str) and said.strip() else ""
    row = next((each for each in _TABLE if each.fits(status, words)), _TABLE[-1])
    sentence = row.sentence.format(said=words or f"status {status}")
    if row.means is NotSent:
        return NotSent(sentence, row.hint, _asked_wait(answer, header) or _FLOOD)
    return row.means(sentence, row.hint)


def _asked_wait(answer: Mapping[str, Any], header: str) -> timedelta | None:
    """Return how long Telegram asks to wait and a second more; nothing if it does not say."""
    parameters = answer.get("parameters")
    seconds = parameters.get("retry_after") if isinstance(parameters, dict) else None
    if type(seconds) is not int and header.isascii() and header.isdecimal():
        seconds = int(header[:9])
    if type(seconds) is not int or seconds < 0:
        return None
    return min(timedelta(seconds=min(seconds, 10**6)) + _MORE, LONGEST_WAIT)


def _read(response: "httpx.Response") -> Mapping[str, Any]:
    """Return an answer's fields; one that is HTML, empty, or brackets without end has none."""
    try:
        answer = json.loads(response.content)
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}
