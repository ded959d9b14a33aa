"""What the lexicons ask of a post at Bluesky. Numbers in comments are sections of its contract.

Strict where the reference server is silent: facets have to be in order and may not overlap, and a record has no key
that its lexicon does not name.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.platforms.counting.graphemes import graphemes  # tests/platforms/lengths.toml holds it to Unicode's own
from tests.platforms.servers.bluesky_words import bad_record
from tests.platforms.servers.spoken import Json, Refusal

COLLECTION = "app.bsky.feed.post"
TID = re.compile("[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}")  # §3
_KNOWN = {"$type", "text", "createdAt", "langs", "facets", "reply", "embed", "labels", "tags"}  # §4
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
_FEATURES = {"link": "uri", "tag": "tag", "mention": "did"}  # §5
_URI = re.compile(r"\w+:(?://)?[^\s/\ufeff][^\s\ufeff]*")
_LARGEST = 2_000_000  # §6


def check(record: Json) -> None:
    """Refuse a record that is not as its lexicon has it."""
    for why in _faults(record):
        raise Refusal(bad_record(why))


def images(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the pictures of a record."""
    return list(record.get("embed", {}).get("images", ()))


def _faults(record: Json) -> Iterator[str]:
    match record:
        case {"$type": "app.bsky.feed.post", "text": str(text), "createdAt": str(at)} if _INSTANT.fullmatch(at):
            pass
        case _:
            yield "$type, text or createdAt is missing or wrong"
            return
    if unknown := record.keys() - _KNOWN:
        yield f"unknown: {sorted(unknown)}"
    if graphemes(text) > 300 or len(text.encode()) > 3000:  # §4
        yield "text must not be longer than 300 graphemes"
    yield from _faults_of_facets(text.encode(), record.get("facets", []))
    yield from _faults_of_reply(record)
    yield from _faults_of_embed(record)


def _faults_of_facets(text: bytes, facets: Json) -> Iterator[str]:
    """§5: bytes of UTF-8, in order, without overlap, between characters."""
    last = 0
    for each in facets:
        match each:
            case {"index": {"byteStart": int(start), "byteEnd": int(end)}, "features": [feature]}:
                pass
            case _:
                yield "a facet is not as it has to be"
                return
        if not last <= start < end <= len(text):
            yield f"a facet is out of order or out of bounds: {start} to {end}"
        last = end
        try:
            text[:start].decode()
            text[start:end].decode()
        except UnicodeDecodeError:
            yield "a facet begins or ends within a character"
        yield from _faults_of_feature(feature)


def _faults_of_feature(feature: Json) -> Iterator[str]:
    """§5: a link is an address, a tag comes without its sign."""
    kind = str(feature.get("$type")).removeprefix("app.bsky.richtext.facet#")
    value = feature.get(_FEATURES.get(kind, ""))
    if not isinstance(value, str) or feature.keys() != {"$type", _FEATURES[kind]}:
        yield f"a feature is not known: {kind}"
    elif kind == "link" and not _URI.fullmatch(value):
        yield "uri must be a uri"
    elif kind == "tag" and (graphemes(value) > 64 or len(value.encode()) > 640 or value.startswith("#")):
        yield "tag is too long, or has its sign"


def _faults_of_reply(record: Mapping[str, Any]) -> Iterator[str]:
    """§4: root and parent, both with what they contain."""
    match record.get("reply", {"root": {"uri": "", "cid": ""}, "parent": {"uri": "", "cid": ""}}):
        case {"root": {"uri": str(), "cid": str()}, "parent": {"uri": str(), "cid": str()}}:
            return
    yield "reply must have root and parent"


def _faults_of_embed(record: Mapping[str, Any]) -> Iterator[str]:
    """§6: at most four, each with its words, which may be none."""
    if "embed" not in record:
        return
    embed = record["embed"]
    if embed.get("$type") != "app.bsky.embed.images" or not 1 <= len(images(record)) <= 4:
        yield "embed is of no kind that is known, or has too few or too many images"
    for each in images(record):
        match each:
            case {"image": {"$type": "blob", "ref": {"$link": str()}, "mimeType": str(kind), "size": int(size)}}:
                if not kind.startswith("image/") or size > _LARGEST or not isinstance(each.get("alt"), str):
                    yield "an image is too large, or no image, or has no alt"
            case _:
                yield "an image is no blob"
