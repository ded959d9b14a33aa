"""What Telegram makes of a text before it is shown, with the places of its entities. § are those of the contract.

Written from the rules and not from the client's own idea of them, so that each can find the other wrong.
"""

from typing import Any

Entity = dict[str, Any]

_VANISH = {0x0D, *range(0x2028, 0x202F), 0x030A, 0x0333, 0x033F}  # §0.4
_BLANKS = {*range(0x0A), 0x0B, 0x0C, *range(0x0E, 0x20)}  # §0.4: tabs and controls, but no line feed


def rewritten(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Return a text and its entities as they are shown."""
    kept, places = [], [0]  # where each UTF-16 unit of what was sent is in what is shown
    for char in text:
        new = "" if ord(char) in _VANISH else " " if ord(char) in _BLANKS else char
        kept.append(new)
        places += [places[-1] + width(new)] if width(char) == 1 else [places[-1] + 1, places[-1] + 2]
    joined = "".join(kept)
    cut = width(joined) - width(joined.lstrip())
    shown = joined.strip()  # §0.4: both ends
    return shown, [_moved(each, places, cut, width(shown)) for each in entities]


def _moved(entity: Entity, places: list[int], cut: int, end: int) -> Entity:
    first = min(max(places[entity["offset"]] - cut, 0), end)
    last = min(max(places[entity["offset"] + entity["length"]] - cut, 0), end)
    return {**entity, "offset": first, "length": last - first}


def width(text: str) -> int:
    """Return how many UTF-16 units a text has (§2)."""
    return sum(2 if ord(char) > 0xFFFF else 1 for char in text)
