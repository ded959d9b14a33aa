"""The timeline of X on loopback (§5 of its contract), and how X tells a post to its sender."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from html import escape

from bot.platforms.x import links
from tests.platforms.servers.spoken import Json, Refusal, Said
from tests.platforms.servers.wire import Out
from tests.platforms.servers.x_words import invalid

_ALWAYS = {"max_results", "since_id", "until_id", "start_time", "end_time", "exclude", "pagination_token"}
_LONGEST_SHOWN = 26


def told(out: Out, username: str) -> tuple[str, list[Json]]:
    """Return a post's text as X tells it, and its addresses: each is a t.co one, and &, < and > are escaped."""
    text, urls, at = "", [], 0
    for start, end in links(out.text):
        text += escape(out.text[at:start], quote=False)
        urls.append(_entity(out, out.text[start:end], len(text)))
        text += urls[-1]["url"]
        at = end
    text += escape(out.text[at:], quote=False)
    if out.pictures:  # §5: a link to them stands at the end
        text += " " if text else ""
        shown = f"https://x.com/{username}/status/{out.id}/photo/1"
        urls.append({**_entity(out, shown, len(text)), "display_url": "pic.x.com/a1B2c3D4e5", "media_key": "3_1"})
        text += urls[-1]["url"]
    return text, urls


def _entity(out: Out, address: str, start: int) -> Json:
    short = "https://t.co/" + sha256(f"{out.id} {address}".encode()).hexdigest()[:10]
    plain = re.sub(r"^https?://(?:www\.)?", "", address, flags=re.IGNORECASE)
    cut = plain if len(plain) <= _LONGEST_SHOWN else plain[:_LONGEST_SHOWN] + "…"
    expanded = address if "://" in address else f"http://{address}"
    return {
        "start": start,
        "end": start + len(short),
        "url": short,
        "expanded_url": expanded,
        "display_url": cut,
    }


class Timeline:
    """What one account posted, as it is read back."""

    def __init__(self, posts: Sequence[Out], username: str, naming: str) -> None:
        self._posts, self._username, self._naming = posts, username, naming

    def answer(self, query: Mapping[str, str]) -> Said:
        """Return a page, the newest first; `data` is absent if there is none."""
        fields = self._fields(query)
        found = [each for each in reversed(self._posts) if _fits(each, query)]
        page = found[: _size(query)]
        meta: Json = {"result_count": len(page)}
        if not page:
            return Said(200, {"meta": meta})
        meta |= {"newest_id": page[0].id, "oldest_id": page[-1].id}
        if len(page) < len(found):
            meta["next_token"] = page[-1].id
        return Said(200, {"data": [self._shown(each, fields) for each in page], "meta": meta})

    def _fields(self, query: Mapping[str, str]) -> set[str]:
        """Return which fields are asked for; the parameter has one name in each version."""
        named = f"{self._naming}.fields"
        for name in query.keys() - _ALWAYS - {named}:
            raise Refusal(invalid(name, f"The query parameter [{name}] is not one of those allowed."))
        return set(query.get(named, "").split(","))

    def _shown(self, out: Out, fields: set[str]) -> Json:
        text, urls = told(out, self._username)
        shown: Json = {"id": out.id, "text": text, f"edit_history_{self._naming}_ids": [out.id]}
        above = {"type": "replied_to", "id": out.in_reply_to}
        optional: Json = {
            "created_at": out.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "entities": {"urls": urls} if urls else None,
            "conversation_id": self._root(out).id,
            f"referenced_{self._naming}s": [above] if out.in_reply_to else None,
        }
        return shown | {name: value for name, value in optional.items() if name in fields and value}

    def _root(self, out: Out) -> Out:
        above = {each.id: each for each in self._posts}
        while out.in_reply_to in above:
            out = above[out.in_reply_to]
        return out


def _size(query: Mapping[str, str]) -> int:
    size = int(query.get("max_results", "10"))
    if not 5 <= size <= 100:
        raise Refusal(invalid("max_results", "is not between 5 and 100"))
    return size


def _fits(out: Out, query: Mapping[str, str]) -> bool:
    """Tell whether a post is among those asked for."""
    if "replies" in query.get("exclude", "").split(",") and out.in_reply_to:
        return False
    below = [int(query[name]) for name in ("until_id", "pagination_token") if name in query]
    is_between = int(query.get("since_id", "0")) < int(out.id) < min([*below, int(out.id) + 1])
    start, end = _instant(query, "start_time"), _instant(query, "end_time")
    return is_between and (start is None or start <= out.at) and (end is None or out.at < end)


def _instant(query: Mapping[str, str], name: str) -> datetime | None:
    """Return an instant of the query; §5: as RFC 3339 has it, which is never without its zone."""
    if name not in query:
        return None
    with suppress(ValueError):
        given = datetime.fromisoformat(query[name])
        if given.tzinfo:
            return given
    raise Refusal(invalid(name, "is not an instant as RFC 3339 has it"))
