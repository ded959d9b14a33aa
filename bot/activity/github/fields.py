"""Reads single fields out of an answer that may hold anything; what is missing or of the wrong type is nothing."""

import re
from datetime import UTC, datetime
from hashlib import sha256
from urllib.parse import parse_qsl, urlencode, urlsplit

NOT_UNDERSTOOD = "could not be understood"
_YEARS = range(1980, 2100)  # before there is no git worth reading; after, GitHub takes no dates either (2099)
_NEXT = re.compile(r'<([^<>]{1,2000})>[^,<>]*\brel="?next"?')
_MOST_LINKS = 8_000
# What a page's address is made of; nothing else of it is kept, for an address may hold a private name.
_PAGE_WORDS = frozenset(
    ("page", "per_page", "since", "after", "before", "cursor", "sha", "state", "sort", "direction", "affiliation")
)
_ETAG = re.compile(r'(?:W/)?"[!#-~]{1,200}"')
_URL = re.compile(r"https://[\w.-]+/[\w./%~+@:#-]{1,500}", re.ASCII)


def dig(value: object, *keys: str) -> object:
    """Return what stands below these keys, or None."""
    for key in keys:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def text(value: object, *keys: str) -> str:
    """Return the text below these keys, or an empty one."""
    found = dig(value, *keys)
    return found if isinstance(found, str) else ""


def instant(value: object, *keys: str) -> datetime | None:
    """Return the instant below these keys in UTC, or None if it is none or of no believable year."""
    try:
        found = datetime.fromisoformat(text(value, *keys))
    except ValueError:
        return None
    if found.year not in _YEARS:
        return None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def stamp(found: datetime) -> str:
    """Return an instant as GitHub writes it."""
    return found.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def address(value: object, *keys: str) -> str:
    """Return the web address below these keys, or an empty one."""
    found = text(value, *keys)
    return found if _URL.fullmatch(found) else ""


def etag(found: str) -> str:
    """Return an ETag fit to be kept and sent back, with its quotes and W/."""
    return found if _ETAG.fullmatch(found) else ""


def next_page(links: str) -> str:
    """Return the query of the next page a Link header names, or nothing after the last one."""
    found = _NEXT.search(links[:_MOST_LINKS])
    try:
        return page_query(urlsplit(found[1]).query) if found else ""
    except ValueError:
        return ""


def page_query(query: str) -> str:
    """Return a query with nothing in it but what tells a page."""
    return urlencode([(word, value) for word, value in parse_qsl(query) if word in _PAGE_WORDS])


def digest(*words: str) -> str:
    """Return a short name for something whose own name is not to be kept."""
    return sha256(" ".join(words).encode(errors="replace")).hexdigest()[:16]
