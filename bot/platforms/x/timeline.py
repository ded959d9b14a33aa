"""Finds a post of ours again among those X shows of the account.

X gives a text back changed: `&`, `<` and `>` escaped, every link replaced by a short one, a link to the pictures put
behind. So the words are compared and links are not. A post's id carries the time it was made, and with that an older
post with the same words is told from ours.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.platforms import Part
from bot.platforms.counting import links

_ESCAPED = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}
_SHORT = re.compile(r"https?://t\.co/[a-z0-9]+", re.ASCII | re.IGNORECASE)
_EPOCH = datetime(2010, 11, 4, 1, 42, 54, 657000, tzinfo=UTC)  # where the time in an id begins
_TIME_BEGINS = 22  # bits
_ID = re.compile(r"[0-9]{1,19}")


def is_id(value: object) -> bool:
    """Tell whether this is an id as X gives them: digits in a string, so that no reader rounds them."""
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def made_at(remote_id: str) -> datetime:
    """Return when the post with this id was made."""
    return _EPOCH + timedelta(milliseconds=int(remote_id) >> _TIME_BEGINS)


def find(posts: Iterable[Mapping[str, Any]], part: Part, since: datetime) -> str:
    """Return the id of the first post that is this part and no older than `since`, or nothing."""
    ids = (each["id"] for each in posts if _is(each, part, since))
    return min(ids, key=int, default="")


def _is(post: Mapping[str, Any], part: Part, since: datetime) -> bool:
    remote_id, text = post.get("id"), post.get("text")
    if not (isinstance(remote_id, str) and is_id(remote_id) and isinstance(text, str)):
        return False
    if made_at(remote_id) < since or _follows(post) not in ("", part.after):
        return False
    linked = _linked(post)
    words = _words(part.text, linked.values())
    return words != "" and words == _words(_as_written(text, linked), linked.values())


def _follows(post: Mapping[str, Any]) -> str:
    """Return the id of the post this one replies to, where X tells; the field's name is about to change."""
    references = post.get("referenced_tweets") or post.get("referenced_posts")
    for each in references if isinstance(references, list) else []:
        if isinstance(each, dict) and each.get("type") == "replied_to":
            return str(each.get("id"))
    return ""


def _linked(post: Mapping[str, Any]) -> dict[str, str]:
    """Return the short links in a post and what each stands for, where X tells."""
    entities = post.get("entities")
    urls = entities.get("urls") if isinstance(entities, dict) else None
    found = [each for each in urls if isinstance(each, dict)] if isinstance(urls, list) else []
    pairs = [(each.get("url"), each.get("expanded_url")) for each in found]
    return {url: stands_for for url, stands_for in pairs if isinstance(url, str) and isinstance(stands_for, str)}


def _as_written(text: str, linked: Mapping[str, str]) -> str:
    """Return X's text with its escapes undone and its own links gone."""
    text = re.sub("&(?:amp|lt|gt);", lambda match: _ESCAPED[match[0]], text)
    return _without(text, linked) if linked else _SHORT.sub(" ", text)


def _words(text: str, linked: Collection[str]) -> str:
    """Return a text without its links, in one form for both sides.

    Gone is what we take for a link, and what X took for one: its list of domains is newer than ours.
    """
    text = unicodedata.normalize("NFC", text)
    while (shorter := _fewer_links(text)) != text:  # what stands beside a link may be one once that is gone
        text = shorter
    bare = [each.partition("://")[2].rstrip("/") for each in linked]
    text = _without(text, [*linked, *(each for each in bare if "." in each)])
    return " ".join(unicodedata.normalize("NFC", text).split())


def _fewer_links(text: str) -> str:
    found = links.find(text)
    for start, end in reversed(found):
        text = f"{text[:start]} {text[end:]}"
    return text if found else _SHORT.sub(" ", text)


def _without(text: str, pieces: Iterable[str]) -> str:
    for each in sorted(filter(None, pieces), key=len, reverse=True):
        text = text.replace(each, " ")
    return text
