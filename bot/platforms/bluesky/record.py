"""A post as it is kept at Bluesky: its key, its links and hashtags, its pictures.

Odd about it: we choose the key, and what is put under one key twice is one post as long as the record is the same to
the last value. So everything here follows from the part and from the instant it is first tried, and from nothing else.

A key is a TID: that instant in microseconds and ten bits that tell apart what is tried at once. Nothing is a link there
unless a facet says so, with its place counted in bytes of UTF-8 (lexicon app.bsky.richtext.facet, November 2026). Only
addresses with http(s) and hashtags get one: a mention would notify somebody, and `train.py` is no link. A hashtag is #
where a word begins, with at least one letter and nothing behind it that could be meant to belong to it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from bot.platforms import Part
from bot.platforms.counting.graphemes import graphemes
from bot.redact.patterns import compiled

COLLECTION = "app.bsky.feed.post"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DIGITS = "234567abcdefghijklmnopqrstuvwxyz"
_LONG = 13
_CLOCK_BITS = 10
_LONGEST_TAG, _MOST_TAG_BYTES, _LONGEST_LINK = 64, 640, 2000

_NO_MARK = r"\s\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff"  # nor is what nobody sees
_LINK = rf"(?<![A-Za-z0-9])(?i:https?)://[^\W_][^{_NO_MARK}<>\"“”„«»`]*+"
_ENDS_A_WORD = r"(?=[\s.,;:!?)\]}\"'”’“»…]|$)"
_TAG = rf"(?<![^\s(\[\"'“„‘«])#(?=[\d_]*[^\W\d_])\w++{_ENDS_A_WORD}"
_FOUND = rf"(?P<link>{_LINK})|(?P<tag>{_TAG})"
_OF_THE_SENTENCE = ".,;:!?'…’"
_BRACKETS = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True, slots=True)
class Reference:
    """A record as another one names it."""

    uri: str
    cid: str

    def written(self) -> dict[str, str]:
        """Return it as a record holds it."""
        return {"uri": self.uri, "cid": self.cid}


@dataclass(frozen=True, slots=True)
class Thread:
    """What a part replies to: the first post of its thread, and the one before it."""

    root: Reference
    parent: Reference


def key_of(part: Part, since: datetime) -> str:
    """Return the key of a part that is first tried at an instant; the same at each try."""
    return tid(since, int.from_bytes(sha256(f"{part.key}/{part.number}".encode()).digest()[:2]) % (1 << _CLOCK_BITS))


def tid(instant: datetime, clock: int) -> str:
    """Return the TID of an instant: they sort as their instants do."""
    value = ((instant - _EPOCH) // timedelta(microseconds=1) << _CLOCK_BITS) | clock
    return "".join(_DIGITS[value >> 5 * place & 31] for place in reversed(range(_LONG)))


def written(part: Part, since: datetime, thread: Thread | None) -> dict[str, Any]:
    """Return the record of a part, the same at each try."""
    record: dict[str, Any] = {"$type": COLLECTION, "text": part.text, "createdAt": _told(since)}
    if found := facets(part.text):
        record["facets"] = found
    if thread:
        record["reply"] = {"root": thread.root.written(), "parent": thread.parent.written()}
    images = [
        {"image": _blob(handle), "alt": each.alt} for handle, each in zip(part.uploads, part.pictures, strict=True)
    ]
    if images:
        record["embed"] = {"$type": "app.bsky.embed.images", "images": images}
    return record


def is_ours(record: Mapping[str, Any], part: Part) -> bool:
    """Tell whether a record under our key is this part: its words, and what it follows."""
    return record.get("text") == part.text and key_in(_parent(record)) == key_in(part.after)


def key_in(uri: str) -> str:
    """Return the key at the end of what Bluesky calls a record."""
    return uri.rpartition("/")[2]


def _parent(record: Mapping[str, Any]) -> str:
    match record.get("reply"):
        case {"parent": {"uri": str(uri)}}:
            return uri
    return ""


def _told(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _blob(handle: str) -> object:
    try:
        return json.loads(handle)
    except ValueError:  # the name a rehearsal gives a picture
        return handle


# --- links and hashtags ----------------------------------------------------------------------------------------------


def facets(text: str) -> Sequence[dict[str, Any]]:
    """Return the links and hashtags in a text, in order, each with its place in bytes."""
    return [_facet(text, start, end) for start, end in _places(text)]


def _places(text: str) -> Iterator[tuple[int, int]]:
    for found in compiled(_FOUND).finditer(text):
        start, end = found.span()
        if found["link"]:
            end = start + len(_without_the_end(found["link"]))
            if end - start <= _LONGEST_LINK:
                yield start, end
        elif graphemes(found["tag"]) <= _LONGEST_TAG + 1 and len(found["tag"].encode()) <= _MOST_TAG_BYTES + 1:
            yield start, end


def _facet(text: str, start: int, end: int) -> dict[str, Any]:
    words, before = text[start:end], _size(text[:start])
    index = {"byteStart": before, "byteEnd": before + _size(words)}
    if words.startswith("#"):
        return {"index": index, "features": [{"$type": "app.bsky.richtext.facet#tag", "tag": words[1:]}]}
    return {"index": index, "features": [{"$type": "app.bsky.richtext.facet#link", "uri": words}]}


def _without_the_end(link: str) -> str:
    """Return a link without what belongs to the sentence around it: its marks, and brackets it did not open."""
    while link[-1] in _OF_THE_SENTENCE or link.count(link[-1]) > link.count(_BRACKETS.get(link[-1], link[-1])):
        link = link[:-1]
    return link


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
