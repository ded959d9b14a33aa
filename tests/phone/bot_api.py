"""Telegram's Bot API on loopback, with the person at the other end. § are sections of the contract of its interface.

    with BotApi(clock) as server:
        message_id = server.says("ok K7")
        ...                                   # a client is pointed at server.url
        server.sent                           # what the bot sent, in order

Odd about it: a long poll is held, and an update that comes ends it at once. A second of waiting lasts `second_lasts`
seconds here, so that nobody waits long; `held` says how long each poll would have been held. Faults are added as with
every other server, by the name of the method.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from bot.clock import Clock, stopwatch
from tests import canary
from tests.phone.people import People, Person, Raw
from tests.phone.rewriting import rewritten, width
from tests.phone.waiting import PRESS_KEPT, Queue
from tests.phone.wording import FIELDS, OTHERS, checked_markup, flood, no, read
from tests.platforms.servers.spoken import Refusal, Request, Said
from tests.platforms.servers.wire import Point, Route, Wire

TOKEN = f"123456789:{canary.VALUE}"
LONGEST, LONGEST_CAPTION = 4096, 1024  # §2.1
_POLL = 50  # §2.1: seconds
_STRETCHED, _AT_ONCE = timedelta(seconds=3), timedelta(seconds=0.5)  # §2.1
_PACE = timedelta(seconds=1)  # §2.1: one message a second and chat
_LOOK_AGAIN = 0.005  # seconds
_WEBHOOK = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


@dataclass(slots=True)
class Shown:
    """What the bot sent, as the person sees it now; `texts` are all it has shown."""

    message_id: int
    chat_id: int
    text: str
    entities: list[Raw] = field(default_factory=list)
    markup: Raw = field(default_factory=dict)
    replies_to: int | None = None
    file: tuple[str, bytes] | None = None
    at: datetime | None = None
    texts: list[str] = field(default_factory=list)

    @property
    def frames(self) -> list[str]:
        """Return what stands in frames."""
        wide = self.text.encode("utf-16-le")
        spans = [(each["offset"], each["offset"] + each["length"]) for each in self.entities if each["type"] == "pre"]
        return [wide[2 * first : 2 * last].decode("utf-16-le") for first, last in spans]

    @property
    def buttons(self) -> dict[str, str]:
        """Return the buttons below it, and what each brings."""
        rows = self.markup.get("inline_keyboard", [])
        return {each["text"]: each["callback_data"] for row in rows for each in row}


class BotApi(People, Wire):
    """One bot, the chats it is in, and the rules of both."""

    def __init__(self, clock: Clock | None = None, token: str = TOKEN, chance: Random | None = None) -> None:
        super().__init__(clock)
        self.token = token
        self.me = {"id": int(token.partition(":")[0]), "is_bot": True, "first_name": "Aloud", "username": "aloud_bot"}
        self.sent: list[Shown] = []
        self.answered: dict[str, str] = {}  # presses, and what was said to them
        self.held: list[float] = []  # seconds, one for each poll
        self.webhook_url = ""
        self.counts_units = False  # §2.1: many believe so
        self.is_paced = True
        self.flood_until: datetime | None = None
        self.second_lasts = 0.01
        self.watched = "sendMessage"  # whose points a crash test is told
        self.queue = Queue(self.clock, chance or Random(7))  # noqa: S311
        self._members: dict[int, str] = {self.person.id: "member"}
        self._messages: dict[int, Raw] = {}
        self._presses: dict[str, datetime] = {}
        self._kinds: list[str] | None = None
        self._last_poll: tuple[int, datetime] | None = None
        self._turn = 0
        self._changed_queue = threading.Condition(self._acting)  # waiting lets others act

    # --- what is spoken here --------------------------------------------------------------------------------------

    def routes(self) -> Sequence[Route]:
        """Return every method, by whatever case it is called (§2); the token comes first."""
        methods = {
            "getMe": lambda _: self.me,
            "getWebhookInfo": lambda _: {"url": self.webhook_url, "pending_update_count": len(self.queue.numbers)},
            "deleteWebhook": self._delete_webhook,
            "getUpdates": self._get_updates,
            "sendMessage": self._send_message,
            "sendDocument": self._send_document,
            "editMessageText": self._edit,
            "answerCallbackQuery": self._answer_press,
        }
        return [
            Route(name, "POST", rf"/bot[^/]*/(?i:{name})", self._owned(name, answer))
            for name, answer in methods.items()
        ]

    def words(self, status: int, headers: Mapping[str, str] | None = None) -> Said:
        """Return what Telegram says with a status (§2.3)."""
        parameters = {"retry_after": 5} if status == 429 else {}
        said = no(status, OTHERS.get(status, "Bad Request"), **parameters)
        return Said(status, said.body, headers or {})

    def _owned(self, name: str, answer: Callable[[Raw], Any]) -> Callable[[Request], Said]:
        def _answer(request: Request) -> Said:
            token = request.path.split("/")[1].removeprefix("bot")
            if token != self.token:  # §2.3
                digits, colon, rest = token.partition(":")
                raise Refusal(self.words(401 if digits.isdecimal() and colon and len(rest) > 8 else 404))
            if self.flood_until and self.now() < self.flood_until:  # §2.1: all methods
                raise Refusal(flood(int((self.flood_until - self.now()).total_seconds()) or 1))
            asked = read(request)
            if unknown := asked.keys() - FIELDS[name.lower()]:  # Telegram passes over what it does not know
                raise Refusal(no(400, f"Bad Request: {sorted(unknown)} is nothing the contract knows"))
            return Said(200, {"ok": True, "result": answer(asked)})

        return _answer

    def _told(self, point: Point, route: Route) -> None:
        if route.name == self.watched:
            self.on_request(point)

    def floods(self, seconds: int) -> None:
        """Let everything be too much for some seconds."""
        self.flood_until = self.now() + timedelta(seconds=seconds)

    @property
    def texts(self) -> list[str]:
        """Return what the bot's messages show."""
        return [each.text for each in self.sent]

    # --- what came ------------------------------------------------------------------------------------------------

    def _get_updates(self, asked: Raw) -> list[Raw]:
        if self.webhook_url:
            raise Refusal(no(409, _WEBHOOK))  # §2.3
        offset, limit = int(asked.get("offset", 0)), int(asked.get("limit", 100))
        if not 1 <= limit <= 100:
            raise Refusal(no(400, "Bad Request: limit is 1 to 100"))
        if "allowed_updates" in asked:  # §2: remembered
            self._kinds = asked["allowed_updates"] or None
        seconds, limit = self._stretched(offset, min(int(asked.get("timeout", 0)), _POLL), limit)
        self._turn += 1  # §0.5: the older of two polls is ended
        self._changed_queue.notify_all()
        return self._held(self._turn, offset, limit, seconds)

    def _stretched(self, offset: int, seconds: int, limit: int) -> tuple[int, int]:
        """§2.1: the same asked again soon waits three seconds at least; at once, it brings one update only."""
        now = self.now()
        since = now - self._last_poll[1] if self._last_poll and self._last_poll[0] == offset else _STRETCHED
        self._last_poll = offset, now
        return 3 if seconds < 3 and since < _STRETCHED else seconds, 1 if since < _AT_ONCE else limit

    def _held(self, turn: int, offset: int, limit: int, seconds: int) -> list[Raw]:
        waited = stopwatch()
        found = self.queue.get(offset, limit)
        while not found and waited() < seconds * self.second_lasts and not self.let_go.is_set():
            self._changed_queue.wait(_LOOK_AGAIN)
            if turn != self._turn:
                raise Refusal(self.words(409))
            found = self.queue.get(offset, limit)
        self.held.append(0 if found else seconds)
        return deepcopy(found)

    def _delete_webhook(self, asked: Raw) -> bool:
        self.webhook_url = ""
        if asked.get("drop_pending_updates"):
            self.queue.get(-1, 1)
        return True

    # --- what is sent ---------------------------------------------------------------------------------------------

    def _send_message(self, asked: Raw) -> Raw:
        self._check_chat(asked)
        text, entities = self._checked(asked, "text", LONGEST)
        if not text:
            raise Refusal(no(400, "Bad Request: message text is empty"))
        return self._sent(asked, {"text": text, **({"entities": entities} if entities else {})})

    def _send_document(self, asked: Raw) -> Raw:
        self._check_chat(asked)
        caption, _ = self._checked(asked, "caption", LONGEST_CAPTION)
        if not isinstance(asked.get("document"), tuple):
            raise Refusal(no(400, "Bad Request: there is no document in the request"))
        name, content = asked["document"]
        document = {"file_id": "BQAC", "file_name": name, "file_size": len(content)}
        return self._sent(asked, {"document": document, **({"caption": caption} if caption else {})})

    def _sent(self, asked: Raw, content: Raw) -> Raw:
        replied = asked.get("reply_parameters", {})
        to = self.message(int(replied.get("message_id", 0)))
        if replied and not to and not replied.get("allow_sending_without_reply"):
            raise Refusal(no(400, "Bad Request: message to be replied not found"))
        markup = checked_markup(asked.get("reply_markup", {}))
        shown_markup = {"reply_markup": markup} if "inline_keyboard" in markup else {}
        chat = {"id": asked["chat_id"], "type": "private"}
        message = self.new_message(chat, self.me, **content, **shown_markup, **({"reply_to_message": to} if to else {}))
        text = str(content.get("text") or content.get("caption") or "")
        self.sent.append(
            Shown(
                message["message_id"], chat["id"], text, content.get("entities", []), markup,
                to["message_id"] if to else None, asked.get("document"), self.now(), [text],
            )
        )  # fmt: skip
        return deepcopy(message)

    def _edit(self, asked: Raw) -> Raw:
        self._check_member(asked)
        shown = next((each for each in self.sent if each.message_id == asked.get("message_id")), None)
        if shown is None or self.message(shown.message_id) is None:
            raise Refusal(no(400, "Bad Request: message to edit not found"))
        text, entities = self._checked(asked, "text", LONGEST)
        markup = checked_markup(asked.get("reply_markup", {}))
        if (text, entities, markup) == (shown.text, shown.entities, shown.markup):
            said = "Bad Request: message is not modified: specified new message content and reply markup are the same"
            raise Refusal(no(400, said))  # §2
        shown.text, shown.entities, shown.markup = text, entities, markup
        shown.texts.append(text)
        message = self._messages[shown.message_id]
        message.pop("reply_markup", None)
        message.update(text=text, entities=entities, **({"reply_markup": markup} if markup else {}))
        return deepcopy(message)

    def _answer_press(self, asked: Raw) -> bool:
        """§2: at once, or it is too late; at the latest when the press itself is forgotten."""
        callback_id = asked.get("callback_query_id", "")
        at = self._presses.get(callback_id)
        if at is None or self.now() - at >= PRESS_KEPT:
            said = "Bad Request: query is too old and response timeout expired or query ID is invalid"
            raise Refusal(no(400, said))
        if len(asked.get("text", "")) > 200:
            raise Refusal(no(400, "Bad Request: MESSAGE_TOO_LONG"))
        self.answered[callback_id] = asked.get("text", "")
        return True

    def _checked(self, asked: Raw, name: str, longest: int) -> tuple[str, list[Raw]]:
        """Return a text as it will be shown (§0.4), if it is not too long (§2.1)."""
        text, entities = asked.get(name, ""), asked.get("entities", [])
        if any(each["offset"] < 0 or each["offset"] + each["length"] > width(text) for each in entities):
            raise Refusal(no(400, "Bad Request: ENTITY_BOUNDS_INVALID"))
        shown, moved = rewritten(text, entities)
        if (width(shown) if self.counts_units else len(shown)) > longest:
            raise Refusal(no(400, f"Bad Request: message {'caption ' if name == 'caption' else ''}is too long"))
        return shown, moved

    def _check_chat(self, asked: Raw) -> None:
        self._check_member(asked)
        last = next((each.at for each in reversed(self.sent) if each.chat_id == asked["chat_id"]), None)
        if self.is_paced and last and self.now() - last < _PACE:
            raise Refusal(flood(1))  # §2.1

    def _check_member(self, asked: Raw) -> None:
        status = self._members.get(asked.get("chat_id", 0))
        if status is None:
            raise Refusal(no(400, "Bad Request: chat not found"))  # §2.3: never pressed Start
        if status == "kicked":
            raise Refusal(self.words(403))
        if status == "deactivated":
            raise Refusal(no(403, "Forbidden: user is deactivated"))

    # --- the people's side ----------------------------------------------------------------------------------------

    def arrives(self, kind: str, body: Raw) -> None:
        """Let an update wait, if the bot wants its kind, and wake the poll that is held."""
        with self._changed_queue:
            if kind == "callback_query":
                self._presses[body["id"]] = self.now()
            if self._kinds is None or kind in self._kinds:
                self.queue.add(kind, deepcopy(body))
                self._changed_queue.notify_all()

    def new_message(self, chat: Raw, sender: Raw | None, **content: Any) -> Raw:
        """Make a message with the next number; a message it answers is told without what that one answers."""
        message_id = 100 + len(self._messages)
        if to := content.pop("reply_to_message", None):
            content["reply_to_message"] = {name: each for name, each in to.items() if name != "reply_to_message"}
        made = {"message_id": message_id, "chat": chat, "date": int(self.now().timestamp()), **content}
        self._messages[message_id] = made | ({"from": sender} if sender else {})
        return self._messages[message_id]

    def message(self, message_id: int) -> Raw | None:
        """Return a message that nobody deleted."""
        found = self._messages.get(message_id)
        return found if found and not found.get("is_deleted") else None

    def set_member(self, person: Person, status: str) -> None:
        """Let somebody be in their chat with the bot, or not."""
        self._members[person.id] = status
