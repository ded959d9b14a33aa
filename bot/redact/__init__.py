"""Finds secrets in any text and takes them out: before storing, in the guard, in every log line.

Odd about it: nothing here knows where a text comes from or goes to, so it imports nothing of ours. What no pattern can
know (a Mastodon token, a mail password) is told to `remember`.

    secret     a string that shows itself only when asked by name
    detectors  what secrets look like: one table
    finding    where they stand, and the text without them; the values to remember
    private    what is no secret and still nobody's business: addresses, own paths, hosts inside a network
    outside    text from outside made safe to print
    logs       the same for every log record of the process
    memory     what a process remembers is in nobody's core dump
"""

from bot.redact.finding import find_secrets, forget, redact, remember
from bot.redact.logs import guard_logs
from bot.redact.memory import keep_memory_private
from bot.redact.outside import find_hidden, plain
from bot.redact.private import without_private
from bot.redact.secret import MASK, Secret, Span

__all__ = [
    "MASK",
    "Secret",
    "Span",
    "find_hidden",
    "find_secrets",
    "forget",
    "guard_logs",
    "keep_memory_private",
    "plain",
    "redact",
    "remember",
    "without_private",
]
