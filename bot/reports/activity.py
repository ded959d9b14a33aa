"""What was found of some study days, as a person checks it: each piece with what it could say, or why it cannot."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot import guard
from bot.activity import Evidence, Kind, LeftOut
from bot.desk import reasons
from bot.drafting.phrase import nearby, past, reason
from bot.plan.matching import Items, Match
from bot.store.notes import Note

_SPEAKING = frozenset({Kind.COMMIT, Kind.PULL_REQUEST})


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence with the phrase it gives, or the reason it gives none, and the items it speaks of."""

    evidence: Evidence
    phrase: str = ""
    reason: str = ""
    items: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one study day."""

    date: date
    pieces: tuple[Piece, ...]
    counted: int
    private: tuple[Note, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def reasons(self) -> Counter[str]:
        """Return how often each reason left something out."""
        return Counter(each.reason for each in self.left_out)


def found(
    evidence: Iterable[Evidence],
    notes: Iterable[Note],
    left_out: Iterable[LeftOut],
    items: Items,
    keep_out: Sequence[str] = (),
) -> list[Found]:
    """Return what was found, by study day, of the days that have anything."""
    there, private, left = list(evidence), [note for note in notes if note.private], list(left_out)
    dates = {each.date for each in there} | {note.date for note in private} | {each.date for each in left}
    return [
        Found(
            day,
            tuple(_piece(each, items, keep_out) for each in there if each.date == day and not each.counted),
            sum(each.counted for each in there if each.date == day),
            tuple(note for note in private if note.date == day),
            tuple(each for each in left if each.date == day),
        )
        for day in sorted(dates)
    ]


def _piece(evidence: Evidence, items: Items, keep_out: Sequence[str]) -> Piece:
    matches = tuple(items.spoken_of(evidence.text, evidence.nearby)) if evidence.kind is not Kind.TICK else ()
    if blocked := reasons(guard.check(evidence.text, keep_out=keep_out)):
        return Piece(evidence, reason=blocked, items=matches)
    if evidence.kind not in _SPEAKING:
        return Piece(evidence, items=matches)
    if phrase := past(evidence.text):
        return Piece(evidence, phrase, items=matches)
    return Piece(evidence, nearby(evidence) or "", reason(evidence.text), matches)


def rows(days: Sequence[Found]) -> list[dict[str, Any]]:
    """Return the same for a script."""
    return [
        {
            "date": day.date.isoformat(),
            "evidence": [_row(piece) for piece in day.pieces],
            "counted": day.counted,
            "private": [{"ref": note.ref, "text": note.text} for note in day.private],
            "left_out": [{"ref": each.ref, "reason": each.reason} for each in day.left_out],
        }
        for day in days
    ]


def _row(piece: Piece) -> dict[str, Any]:
    each = piece.evidence
    return {
        "kind": each.kind,
        "ref": each.ref,
        "text": each.text,
        "at": each.at.isoformat(),
        **({"url": each.url} if each.url else {}),
        **({"flavour": each.flavour} if each.flavour else {}),
        **({"phrase": piece.phrase} if piece.phrase else {}),
        **({"reason": piece.reason} if piece.reason else {}),
        "items": [{"id": one.item.id, "text": one.item.text, "score": round(one.score, 2)} for one in piece.items],
    }
