"""Short names for what is asked: easy to type with a thumb, no letter that looks like another, never a word.

A code only says which post is meant. Who may answer is known by the chat, or by the mail that was answered.
"""

import secrets
from collections.abc import Collection

_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"
_DIGITS = "23456789"
_LONGEST = 4  # characters; grammar.py knows their shape


def code(taken: Collection[str]) -> str:
    """Return a code that is not taken, as short as can be."""
    for length in range(2, _LONGEST + 1):
        free = [each for each in (_made(length) for _ in range(50)) if each not in taken]
        if free:
            return free[0]
    raise LookupError("every code is taken")  # there are some 90,000, and a month of posts takes a hundred


def _made(length: int) -> str:
    return secrets.choice(_LETTERS) + "".join(secrets.choice(_DIGITS) for _ in range(length - 1))
