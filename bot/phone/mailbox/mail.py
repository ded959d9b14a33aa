"""A mail's headers as they stand in it, in their order, and what a mail is known by.

Odd about it: the email package's modern reading of headers understands too much (it decodes, mends, forgets a second
From) and fails on some; here a header is its words in one line, and nothing else. Any bytes are a mail.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

_FOLDED = re.compile(r"[\r\n]+[ \t]*")
_ID = re.compile(r"<[^<>\s]+>")


@dataclass(frozen=True)
class Mail:
    """One mail as it arrived."""

    content: bytes

    @cached_property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """Return each header's name in small letters and its value in one line."""
        from email.parser import BytesHeaderParser

        read = BytesHeaderParser().parsebytes(self.content)
        return tuple((name.lower(), _FOLDED.sub(" ", str(value)).strip()) for name, value in read.raw_items())

    def all(self, name: str) -> list[str]:
        """Return the values of a header, topmost first."""
        return [value for each, value in self.headers if each == name.lower()]

    def ids(self, name: str) -> list[str]:
        """Return the Message-IDs in a header."""
        return [found for value in self.all(name) for found in _ID.findall(value)]

    @property
    def message_id(self) -> str:
        """Return the mail's own Message-ID, or nothing."""
        return next(iter(self.ids("Message-ID")), "")

    @property
    def digest(self) -> str:
        """Return what its body is known by: moved away and back, a mail has another number and the same body."""
        body = re.split(rb"\r?\n\r?\n", self.content, maxsplit=1)[1:]
        return sha256(b"".join(body)).hexdigest()
