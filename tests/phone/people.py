"""What people do on their phones: the methods by which a test types, presses, edits and leaves as a person would.

Each returns the number of the message it made. Whatever nobody would hear of in the contract makes no update.
"""

from abc import abstractmethod
from dataclasses import dataclass
from typing import Any

Raw = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a phone; their private chat with the bot has their own number."""

    id: int
    first_name: str
    username: str

    @property
    def told(self) -> Raw:
        """Return them as Telegram tells it."""
        return {"id": self.id, "is_bot": False, "first_name": self.first_name, "username": self.username}

    @property
    def chat(self) -> Raw:
        """Return their private chat."""
        return {"id": self.id, "type": "private", "first_name": self.first_name, "username": self.username}


SAM = Person(711_000_001, "Sam", "sam_learns")
MALLORY = Person(4_503_599_627_370_495, "Mallory", "sam_1earns")  # §2: ids are up to 52 bits
GROUP: Raw = {"id": -1_001_234_567_890, "type": "supergroup", "title": "Study group"}
CHANNEL: Raw = {"id": -1_009_876_543_210, "type": "channel", "title": "Sam learns"}


class People:
    """The people's side of the server."""

    person = SAM

    @abstractmethod
    def arrives(self, kind: str, body: Raw) -> None:
        """Let an update wait for the bot."""

    @abstractmethod
    def new_message(self, chat: Raw, sender: Raw | None, **content: Any) -> Raw:
        """Make a message with the next number."""

    @abstractmethod
    def message(self, message_id: int) -> Raw | None:
        """Return a message of the chat."""

    @abstractmethod
    def set_member(self, person: Person, status: str) -> None:
        """Let somebody be in their chat with the bot, or not."""

    def says(self, text: str, by: Person | None = None, **more: Any) -> int:
        """Type something in the private chat."""
        who = by or self.person
        return self._typed(who.chat, who.told, text=text, **more)

    def replies(self, message_id: int, text: str, by: Person | None = None) -> int:
        """Answer one message (§2.5)."""
        return self.says(text, by, reply_to_message=self.message(message_id))

    def stranger_says(self, text: str, **more: Any) -> int:
        """Let somebody else type."""
        return self.says(text, MALLORY, **more)

    def presses_start(self, code: str = "", by: Person | None = None) -> int:
        """Open the chat by the address, or type the line (§2.4.1)."""
        self.set_member(by or self.person, "member")
        return self.says(f"/start {code}".strip(), by)

    def says_in(self, chat: Raw, text: str) -> int:
        """Type in a group; a channel's posts have no sender and come as another kind."""
        if chat["type"] == "channel":
            message = self.new_message(chat, None, text=text, sender_chat=chat)
            self.arrives("channel_post", message)
            return int(message["message_id"])
        return self._typed(chat, self.person.told, text=text)

    def forwards(self, text: str) -> int:
        """Pass on what somebody else wrote."""
        return self.says(text, forward_origin={"type": "user", "sender_user": MALLORY.told, "date": 1})

    def says_via_bot(self, text: str) -> int:
        """Send what another bot made."""
        return self.says(text, via_bot={"id": 42, "is_bot": True, "first_name": "Inline", "username": "inline_bot"})

    def sends(self, kind: str, caption: str = "") -> int:
        """Send something without a text (§2.5)."""
        content = [{"file_id": "AgAC", "width": 1, "height": 1}] if kind == "photo" else {"file_id": "AwAC"}
        return self._typed(
            self.person.chat, self.person.told, **{kind: content, **({"caption": caption} if caption else {})}
        )

    def edits(self, message_id: int, text: str) -> None:
        """Change what was typed (§0.7)."""
        message = self.message(message_id)
        assert message is not None, "nobody typed that"
        message.update(text=text, edit_date=message["date"] + 1)
        self.arrives("edited_message", message)

    def deletes(self, message_id: int) -> None:
        """Delete a message; nobody is told (§0.7)."""
        message = self.message(message_id)
        assert message is not None, "there is no such message"
        message["is_deleted"] = True

    def taps(self, message_id: int, data: str, by: Person | None = None, *, is_gone: bool = False) -> str:
        """Press a button below a message, and return what the press is called; the message may be gone by then."""
        message = self.message(message_id)
        assert message is not None, "there is no such message"
        callback_id = str(4_000_000_000_000_000_000 + message_id)
        seen = {"chat": message["chat"], "message_id": message_id, "date": 0} if is_gone else message  # §2.4.5
        who = (by or self.person).told
        self.arrives("callback_query", {"id": callback_id, "from": who, "message": seen, "data": data})
        return callback_id

    def leaves(self, by: Person | None = None) -> None:
        """Block the bot (§2.3)."""
        self._changes(by or self.person, "member", "kicked")

    def comes_back(self, by: Person | None = None) -> None:
        """Unblock it (§2.3)."""
        self._changes(by or self.person, "kicked", "member")

    def _changes(self, who: Person, was: str, status: str) -> None:
        self.set_member(who, status)
        change = {"chat": who.chat, "from": who.told, "date": 1, "old_chat_member": {"status": was}}
        self.arrives("my_chat_member", {**change, "new_chat_member": {"status": status}})

    def _typed(self, chat: Raw, sender: Raw, **content: Any) -> int:
        message = self.new_message(chat, sender, **content)
        self.arrives("message", message)
        return int(message["message_id"])
