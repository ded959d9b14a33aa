"""What was done, grouped by where: a repository, or the kind of work where there is none.

The same words said over and over (“update”) are one line with how often. Where there is more than a mail can hold, each
group gives up lines, the largest most, so that fifty commits do not hide the one tick.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby

from bot.activity import Kind
from bot.reports.digest import Digest, Piece
from bot.reports.digest.section import Entry, Group, Room, Section, activity, entry, joined
from bot.reports.digest.wording import on_one_line, short_day

_TITLE = 120
_NAME = 80
_PLACES = {
    Kind.NOTE: "Notes",
    Kind.COMMIT: "Commits",
    Kind.PULL_REQUEST: "Pull requests",
    Kind.RELEASE: "Releases",
    Kind.TICK: "Ticked in the plan",
    Kind.NUMBER: "Printed by a notebook",
    Kind.PLAN: "Planned",
}
_ABOUT = {Kind.PULL_REQUEST: "pull request", Kind.RELEASE: "release", Kind.TICK: "ticked", Kind.NUMBER: "printed"}
_Line = tuple[Piece, ...]  # pieces that say the same


def done(digest: Digest, room: Room) -> Section:
    """Return what was done."""
    places = [list(_lines(pieces)) for pieces in _by_place(digest.done).values()]
    kept = [place[:share] for place, share in zip(places, _shares(places, room.pieces), strict=True)]
    groups = tuple(Group(_place(lines[0][0]), tuple(map(_entry, lines))) for lines in kept if lines)
    shown = sum(len(line) for lines in kept for line in lines)
    section = Section("done", "What was done", groups)
    return section.with_more(len(digest.done) - shown, activity(digest.first, digest.last))


def _by_place(pieces: Iterable[Piece]) -> dict[str, list[Piece]]:
    places: dict[str, list[Piece]] = {}
    for piece in pieces:
        places.setdefault(_place(piece), []).append(piece)
    return places


def _place(piece: Piece) -> str:
    return on_one_line(piece.repository, _NAME) or _PLACES[piece.kind]


def _lines(pieces: Sequence[Piece]) -> Iterable[_Line]:
    """Yield the pieces in their order, those that say the same as the one before together with it."""
    for _, same in groupby(pieces, lambda piece: (piece.kind, piece.title.strip().casefold())):
        yield tuple(same)


def _shares(places: Sequence[Sequence[_Line]], lines: int) -> list[int]:
    """Return how many lines each place may have: small ones all of theirs, the others what is left in equal parts."""
    shares = [0] * len(places)
    smallest_first = sorted(range(len(places)), key=lambda index: len(places[index]))
    for done_with, index in enumerate(smallest_first):
        shares[index] = min(len(places[index]), max(lines // (len(places) - done_with), 0))
        lines -= shares[index]
    return shares


def _entry(line: _Line) -> Entry:
    piece = line[-1]
    days = dict.fromkeys(short_day(each.date) for each in (line[0], piece))
    often = f"{len(line)} times" + (f", until {short_day(piece.date)}" if len(days) > 1 else "") if line[1:] else ""
    kind = _ABOUT.get(piece.kind, "") if piece.repository else ""
    return entry(
        on_one_line(piece.title, _TITLE) or "(no words)",
        short_day(line[0].date),
        about=joined((kind, often)),
        url=piece.url,
    )
