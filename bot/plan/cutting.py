"""A line of time, on which items lie one behind the other, cut into days of equal length."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.roadmaps.roadmap import Item

_PART = re.compile(r"(?: \(part (?P<part>\d+) of (?P<parts>\d+)\)|, part \d+ of \d+|, continued \d+)$")
_SLIVER = 0.1  # of a day: less of an item than this stays in the day that has more of it


@dataclass(frozen=True, slots=True)
class Piece:
    """An item on the line of time; of weight 0 it lies where the next one begins."""

    item: Item
    hours: float


def merged(light: list[Piece], line: list[Piece]) -> list[Piece]:
    """Spread pieces evenly before the timed ones of a line."""
    timed = sum(bool(piece.hours) for piece in line)
    made: list[Piece] = []
    turn = 0
    for piece in line:
        if piece.hours:
            made += light[turn * len(light) // timed : (turn + 1) * len(light) // timed]
            turn += 1
        made.append(piece)
    return made if timed else light + line


def cut(pieces: Sequence[Piece], days: int) -> Iterator[tuple[tuple[Item, ...], float]]:
    """Cut the line of time into days of equal length, and name the parts of what reaches over a cut."""
    length = sum(piece.hours for piece in pieces) / days
    held: list[list[Item]] = [[] for _ in range(days)]
    asked = [0.0] * days
    at = 0.0
    for piece in pieces:
        shares = _shares(at, piece.hours, length, days)
        for part, (day, hours) in enumerate(shares.items(), 1):
            held[day].append(_part(piece.item, part, len(shares)))
            asked[day] += hours
        at += piece.hours
    yield from ((tuple(items), hours) for items, hours in zip(held, asked, strict=True))


def _shares(start: float, hours: float, length: float, days: int) -> dict[int, float]:
    """Return how long an item lies on which days; a sliver goes to the day beside it."""
    first, last = min(int(start / length + 1e-9), days - 1), min(int((start + hours) / length - 1e-9), days - 1)
    inside = {
        day: min(start + hours, (day + 1) * length) - max(start, day * length)
        for day in range(first, max(first, last) + 1)
    }
    for day, beside in ((first, first + 1), (last, last - 1)):
        if len(inside) > 1 and beside in inside and inside[day] < _SLIVER * length:
            inside[beside] += inside.pop(day)
    return inside


def goes_on_from_before(text: str) -> bool:
    """Return whether a line is a later part of an item that was begun on another day."""
    found = _PART.search(text)
    return found is not None and found["part"] != "1"


def goes_on(text: str) -> bool:
    """Return whether a line is a part of an item, but not its last."""
    found = _PART.search(text)
    return found is not None and found["part"] is not None and found["part"] != found["parts"]


def whole(text: str) -> str:
    """Return a title or a line as it would be told: without saying which part of it this is."""
    return _PART.sub("", text)


def _part(item: Item, part: int, parts: int) -> Item:
    return item if parts == 1 else replace(item, text=f"{item.text} (part {part} of {parts})")
