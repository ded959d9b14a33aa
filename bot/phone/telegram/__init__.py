"""A chat on Telegram with a bot of the person's own: what is sent there, and what comes back.

Odd about it: whoever has the token is the bot, and the token stands in the address of every request; so addresses are
made in one place (calls.py) and shown nowhere. Telegram keeps what was typed for 24 hours and a pressed button for 150
seconds; it rewrites some characters of a text; and it knows no key of ours, so a message may come twice. Nothing here
knows what a post is. The facts are of November 2026 (Bot API 10.0).

    calls       one request, and what its answer is
    answers     what an answer that is no yes means: a table
    framing     a text as it is shown, in a frame no text can imitate
    updates     what came, as values; whoever is not the person is a stranger
    pairing     how a chat is bound to a person
    account     the bot's account: everything above, in turn
"""

from bot.phone.message import Message
from bot.phone.telegram.account import Me, Sent, Telegram
from bot.phone.telegram.answers import Away, Taken
from bot.phone.telegram.framing import Button, can_show
from bot.phone.telegram.updates import (
    Bound,
    Edited,
    Joined,
    Left,
    NoText,
    Odd,
    Start,
    Stranger,
    Tapped,
    Typed,
    Update,
    offset_after,
)

__all__ = [
    "Away",
    "Bound",
    "Button",
    "Edited",
    "Joined",
    "Left",
    "Me",
    "Message",
    "NoText",
    "Odd",
    "Sent",
    "Start",
    "Stranger",
    "Taken",
    "Tapped",
    "Telegram",
    "Typed",
    "Update",
    "can_show",
    "offset_after",
]
