"""How addresses are read where people are told things: of mail, of a mail server, of a topic at ntfy.

Odd about it: a domain may be written in any letters and is kept as mail servers write it (IDNA); what stands before the
@ may not, because a server without SMTPUTF8 drops the connection at such an address.
"""

import re

from bot.redact import Secret
from bot.settings.readers import Wrong

_WRITTEN = "write it as sam@example.org"
_ATOM = r"[\w!#$%&'*+/=?^`{|}~-]+"  # RFC 5322, 3.2.3; a quoted name before the @ nobody has
_MAILBOX = re.compile(rf"({_ATOM}(?:\.{_ATOM})*)@([\w-]+(?:\.[\w-]+)*)")
_LONGEST_NAME, _LONGEST_ADDRESS = 64, 254  # RFC 5321, 4.5.3.1
_SMTP, _IMAP = 465, 993  # both begin with TLS
_TRUST = ("results", "capability")
_HOST = r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\]"
_NTFY = re.compile(
    r"(?:https://(?:[^\s/@]+@)?[\w.-]+(?::\d+)?|http://(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?)/[A-Za-z0-9_-]{1,64}",
    re.ASCII,
)

_WATCHED = r"https://[\w.-]+(?::\d+)?/[\w./?=&%-]*|http://(?:127\.0\.0\.1|localhost):\d+/\S*"


def mail_address(value: str) -> str:
    """Read an address of mail, or none."""
    if not value:
        return ""
    found = _MAILBOX.fullmatch(value)
    if not found:
        raise Wrong(_WRITTEN)
    name, domain = found.groups()
    if not name.isascii():
        raise Wrong(f"use an address with plain letters before the @: many mail servers take no other; {_WRITTEN}")
    address = f"{name}@{domain if domain.isascii() else _as_servers_write_it(domain)}"
    if len(name) > _LONGEST_NAME or len(address) > _LONGEST_ADDRESS:
        raise Wrong(f"no mail server takes an address that long; {_WRITTEN}")
    return address


def _as_servers_write_it(domain: str) -> str:
    import idna  # Python's own codec knows the rules of 2003, by which faß.de is fass.de: somebody else's mail

    try:
        return idna.encode(domain, uts46=True).decode()
    except idna.IDNAError:
        raise Wrong(f"what stands after the @ is no domain; {_WRITTEN}") from None


def mail_server(value: str) -> tuple[str, int] | None:
    """Read the server mail goes out through and its port, or none."""
    return _server(value, "smtp.example.org", _SMTP, 587)


def mailbox_server(value: str) -> tuple[str, int] | None:
    """Read the server a mailbox is on and its port, or none."""
    return _server(value, "imap.example.org", _IMAP, 143)


def _server(value: str, example: str, port: int, other: int) -> tuple[str, int] | None:
    if not value:
        return None
    found = re.fullmatch(rf"({_HOST})(?::(\d{{1,5}}))?", value)
    if not found or not 0 < (given := int(found[2] or port)) < 2**16:
        raise Wrong(f"write it as {example} or {example}:{other}")
    return found[1].strip("[]"), given


def mail_trust(value: str) -> str:
    """Read by what an answer by mail is believed."""
    if value not in _TRUST:
        raise Wrong(f"choose one of {', '.join(_TRUST)}; docs/mail.md says what each means")
    return value


def ntfy_address(value: str) -> Secret:
    """Read the address of a topic at ntfy; whoever knows it reads what is sent there."""
    if value and not _NTFY.fullmatch(value):
        raise Wrong("write it as https://ntfy.sh/a-long-name-nobody-guesses")
    return Secret(value)


def watched_at(value: str) -> Secret:
    """Read the address where somebody watches that the daemon lives; it may hold a key."""
    if value and not re.fullmatch(
        r"https://[\w.-]+(?::\d+)?/[\w./?=&%-]*|http://(?:127\.0\.0\.1|localhost):\d+/\S*", value
    ):
        raise Wrong("write it as https://host/path")
    return Secret(value)
