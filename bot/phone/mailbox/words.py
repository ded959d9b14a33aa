"""What a mail says: its plain text, or what can be read of its HTML, without what it quotes.

Odd about it: any bytes are a mail, so nothing here trusts what a mail says of itself: a charset that is none is UTF-8
with marks for what is not, parts within parts without end are no text. Orders may come from HTML, notes should not:
what a page shows and what its text is are two things.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.phone.mailbox.mail import Mail
from bot.phone.mailbox.markup import to_text
from bot.phone.mailbox.quoting import own_words
from bot.redact import plain

if TYPE_CHECKING:
    from email.message import Message

# Charsets people's mail is in. Python knows others, which are no charsets (rot13, zip, punycode).
_CHARSET = re.compile(
    r"(?:utf-?(?:8|16(?:le|be)?|7)|us-ascii|iso-8859-\d+|latin-?\d|windows-\d+|cp\d+|koi8-[rut]|mac-?\w+|gb2312|gbk|gb18030"
    r"|big5|shift_jis|euc-(?:jp|kr)|iso-2022-(?:jp|kr)|tis-620)",
    re.IGNORECASE,
)
_PARAMETER = r"""(?i);\s*{}\s*=\s*["']?([\w.:-]+)"""


@dataclass(frozen=True, slots=True)
class Said:
    """What a mail says, in the person's own words; none, if it says nothing."""

    words: str
    from_html: bool = False

    @property
    def first_line(self) -> str:
        """Return its first line, which may be an order."""
        return self.words.partition("\n")[0].strip()

    @property
    def rest(self) -> str:
        """Return what follows that line."""
        return self.words.partition("\n")[2].strip("\n")


def said(mail: Mail, bot: str) -> Said:
    """Return the words of a mail that answers one from the bot's address; of one that says nothing, no words."""
    text, from_html = _text(mail)
    return Said(own_words(plain(text).replace("\xa0", " "), bot), from_html)


def _text(mail: Mail) -> tuple[str, bool]:
    """Return the text of a mail, and whether it had to be made from HTML."""
    from email.parser import BytesParser

    try:
        parts = list(_leaves(BytesParser().parsebytes(mail.content)))
    except (RecursionError, TypeError, ValueError, LookupError):  # parts within parts; a border the package stumbles on
        return "", False
    texts = (_flowed(part, _decoded(part)) for part in parts if part.get_content_type() == "text/plain")
    if found := next((text for text in texts if text.strip()), ""):
        return found, False
    pages = (to_text(_decoded(part)) for part in parts if part.get_content_type() == "text/html")
    page = next((text for text in pages if text.strip()), "")
    return page, bool(page)


def _leaves(part: "Message") -> Iterator["Message"]:
    """Yield the parts that hold something; not what is attached, nor a mail within the mail."""
    if part.is_multipart():
        inside = part.get_payload() if part.get_content_maintype() == "multipart" else []
        for each in inside if isinstance(inside, list) else ():
            yield from _leaves(each) if not isinstance(each, str) else ()
    elif "attachment" not in str(part.get("Content-Disposition", "")).lower():
        yield part


def _decoded(part: "Message") -> str:
    content = part.get_payload(decode=True)
    charset = _parameter(part, "charset")
    if not isinstance(content, bytes):
        return ""
    known = _CHARSET.fullmatch(charset)
    try:
        return content.decode(charset if known else "utf-8", errors="replace")
    except (LookupError, UnicodeError):
        return content.decode("utf-8", errors="replace")


def _flowed(part: "Message", text: str) -> str:
    """Return a text with its lines whole again, where a program cut them on its way (RFC 3676)."""
    if _parameter(part, "format") != "flowed":
        return text
    glue = "" if _parameter(part, "delsp") == "yes" else " "
    whole: list[str] = []
    goes_on = False
    for given in re.split("\r\n|\r|\n", text):
        line = given.removeprefix(" ")  # stuffed
        is_cut = line.endswith(" ") and line != "-- " and not line.startswith(">")
        kept = line.rstrip(" ") + glue if is_cut else line
        if goes_on and not line.startswith(">") and line != "-- ":
            whole[-1] += kept
        else:
            whole.append(kept)
        goes_on = is_cut
    return "\n".join(whole)


def _parameter(part: "Message", name: str) -> str:
    """Return a parameter of the content type in small letters, without the package's own reading, which may fail."""
    found = re.search(_PARAMETER.format(name), str(part.get("Content-Type", "")))
    return found[1].lower() if found else ""
