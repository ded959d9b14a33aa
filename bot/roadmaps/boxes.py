"""Ticks an item in the learner's own file: one box becomes another, and no other byte of the file changes."""

import os
import re
import tempfile
from pathlib import Path

from bot.errors import RoadmapError
from bot.roadmaps.encoding import decoded
from bot.roadmaps.roadmap import Item

_NEWLINE = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_BOX = re.compile(r"(?P<open>\\?\[)(?P<mark>[ xX]|[^\w\[\]]{0,3})(?P<close>\\?\])(?!\()|(?P<sign>[☐⬜🔲☑✅])")
_SIGNS = {"☐": "☑", "⬜": "☑", "🔲": "☑", "☑": "☐", "✅": "⬜"}
_WORD = re.compile(r"\w+")


def tick(path: Path, item: Item, *, done: bool = True) -> bool:
    """Tick (or untick) an item's box, and return whether the file had to change; say why if it has no such box."""
    if item.line == 0:
        raise RoadmapError(f"{path.name} is of a kind that has no boxes.", "bot roadmap import it, and tick there")
    raw = path.read_bytes()
    text, encoding = decoded(raw, path.name)
    if text.encode(encoding, errors="replace") != raw:
        raise RoadmapError(f"{path.name} holds bytes we could not put back.", "save it as UTF-8")
    start, end = _line(text, item, path.name)
    box = _box(text, start, end, item, path.name)
    was = (box["mark"] or "").strip(" .-") != "" if box["sign"] is None else box["sign"] in "☑✅"
    if was == done:
        return False
    new = _SIGNS[box["sign"]] if box["sign"] else f"{box['open']}{'x' if done else ' '}{box['close']}"
    _replace(path, raw, (text[: box.start()] + new + text[box.end() :]).encode(encoding))
    return True


def _line(text: str, item: Item, name: str) -> tuple[int, int]:
    """Return where the item's line begins and ends."""
    ends = [found.span() for found in _NEWLINE.finditer(text)]
    starts = [0, *(end for _, end in ends)]
    if not 1 <= item.line <= len(starts):
        raise _moved(item, name)
    return starts[item.line - 1], ends[item.line - 1][0] if item.line <= len(ends) else len(text)


def _box(text: str, start: int, end: int, item: Item, name: str) -> re.Match[str]:
    """Return the last box before the item's words; a line whose words are others has been edited since it was read."""
    at = _begins(text[start:end], item.text)
    if at is None:
        raise _moved(item, name)
    at += start
    before = [found for found in _BOX.finditer(text, start, end) if found.start() < max(at, start + 1)]
    if not before:
        raise RoadmapError(f"Line {item.line} of {name} has no box to tick.", "begin it with - [ ]")
    return before[-1]


def _begins(line: str, said: str) -> int | None:
    """Return where in a line an item's words begin, if they all stand there in their order; a lead stood elsewhere."""
    for words in (said, said.partition(": ")[2]):
        found = [word for word in _WORD.findall(words) if word.isascii()] or ([words] if words else [])
        begins = _in_order(line, found)
        if begins is not None:
            return begins
    return None


def _in_order(line: str, words: list[str]) -> int | None:
    """Return where words begin that follow one another in a line; the first of each will do: no line is read twice."""
    begins, at = None, 0
    for word in words:
        found = re.compile(rf"(?<!\w){re.escape(word)}").search(line, at)
        if not found:
            return None
        begins, at = found.start() if begins is None else begins, found.end()
    return begins


def _moved(item: Item, name: str) -> RoadmapError:
    return RoadmapError(f"“{item.text}” is no longer in line {item.line} of {name}.", "try again: the file has changed")


def _replace(path: Path, before: bytes, after: bytes) -> None:
    """Put a new content in place of the old at once, unless somebody else has changed it meanwhile."""
    real = path.resolve()  # a link stays a link
    with tempfile.NamedTemporaryFile(dir=real.parent, prefix=f".{real.name}.", delete=False) as fresh:
        try:
            fresh.write(after)
            fresh.flush()
            os.fsync(fresh.fileno())
            Path(fresh.name).chmod(real.stat().st_mode & 0o7777)
            if real.read_bytes() != before:
                raise RoadmapError(f"{path} was changed while it was being ticked.", "try again")
            Path(fresh.name).replace(real)
        except BaseException:
            Path(fresh.name).unlink(missing_ok=True)
            raise
