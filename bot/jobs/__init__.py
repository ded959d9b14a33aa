"""What the bot does by itself. Each job asks “what should exist or be sent by now, and is not?”

So a job may run at any time and as often as one likes: what it did is in the database, and doing it again changes
nothing. The daemon wakes them; `bot sync`, `bot draft` and `bot publish` run one by hand.
"""

from collections.abc import Iterator, Sequence

from bot.jobs.delivering import send_letters
from bot.jobs.drafting import Decided, draft_due, first_posts, next_slot
from bot.jobs.house import doubt, keep_awake, keep_house, ping
from bot.jobs.phone.asking import ask
from bot.jobs.phone.chat import hear, listen
from bot.jobs.phone.mailbox import attend
from bot.jobs.phone.mailbox import hear as hear_mail
from bot.jobs.reconciling import reconcile
from bot.jobs.sending import publish_due
from bot.jobs.syncing import Synced, sync_activity
from bot.jobs.telling import write_digest, write_notices
from bot.store.letters import Kept, Letter
from bot.store.post import Post

__all__ = [
    "Decided",
    "Done",
    "Synced",
    "ask",
    "attend",
    "doubt",
    "draft_due",
    "first_posts",
    "hear",
    "hear_mail",
    "keep_awake",
    "keep_house",
    "lines",
    "listen",
    "next_slot",
    "ping",
    "publish_due",
    "reconcile",
    "send_letters",
    "sync_activity",
    "write_digest",
    "write_notices",
]

Done = Sequence[Decided] | Sequence[Post] | Sequence[Letter] | Sequence[Kept]


def lines(done: Done) -> Iterator[str]:
    """Say what a job did, a line each."""
    for each in done:
        if isinstance(each, Post):
            yield f"post {each.id} on {each.platform}: {each.status}"
        elif isinstance(each, Letter):
            yield f"{each.kind} by {each.through}: written"
        elif isinstance(each, Kept):
            yield f"{each.letter.kind} by {each.letter.through}: sent"
        elif each.post:
            yield f"{each.slot.platform} slot of {each.slot.local_date}: draft {each.post.id}"
        else:
            yield f"{each.slot.platform} slot of {each.slot.local_date}: {each.outcome}, {each.reason}"
