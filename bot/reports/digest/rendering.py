"""A Digest becomes a mail: subject, preview, plain text and HTML, from templates a learner may replace.

The HTML keeps to what every mail program shows: tables, inlined styles, hex colours, nothing loaded from elsewhere.
What is over 100 kB they cut off, so a mail that would be longer is made again with less of everything.
"""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot import resources
from bot.errors import NotFound
from bot.reports.digest import Digest
from bot.reports.digest.section import Room
from bot.reports.digest.showing import shown, troubles
from bot.reports.digest.subject import preview, preview_of_notices, subject, subject_of_notices
from bot.reports.digest.wording import long_day
from bot.reports.troubles import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.drafting.sandbox import Sandbox

_MOST_BYTES = 95_000  # contract of e-mail, §3: Gmail clips near 102 KB, and headers count
_TRIES = 10
_WIDTH = 72


@dataclass(frozen=True, slots=True)
class Rendered:
    """A mail, but for its envelope."""

    subject: str
    preview: str
    text: str
    html: str
    pictures: Mapping[str, bytes] = field(default_factory=dict)  # by cid: the week is drawn in cells, so there are none


def render(home: Path, digest: Digest, zone: ZoneInfo, keep_out: Sequence[str] = ()) -> Rendered:
    """Return the mail of a week; `keep_out` are words of the learner's that no locked phone should show."""
    line = subject(digest, keep_out)
    return _rendered(home, "digest", lambda room: {"mail": shown(digest, zone, room)}, line, preview(digest))


def render_notices(home: Path, found: Sequence[Trouble], on: date, keep_out: Sequence[str] = ()) -> Rendered:
    """Return one mail about all that needs the learner on a day."""
    line, below = subject_of_notices(found, on, keep_out), preview_of_notices(found, keep_out)
    return _rendered(home, "notices", lambda room: {"section": troubles(found, room), "day": long_day(on)}, line, below)


def _rendered(home: Path, name: str, context: "Callable[[Room], dict[str, Any]]", line: str, below: str) -> Rendered:
    """Return the first of the mails, each with less in it than the one before, that is short enough."""
    environment = _environment(home)
    for room in _rooms():
        values = {"subject": line, "preview": below, **context(room)}
        html = _made(environment, f"{name}.html.j2", values)
        if len(html.encode()) <= _MOST_BYTES:
            break
    return Rendered(line, below, _made(environment, f"{name}.txt.j2", values), html)


def _rooms() -> "Iterator[Room]":
    room = Room()
    for _ in range(_TRIES):
        yield room
        room = room.tighter()


def _made(environment: "Sandbox", name: str, values: Mapping[str, Any]) -> str:
    with environment.told(f"templates/email/{name}"):
        return environment.get_template(name).render(values).strip() + "\n"


@lru_cache(maxsize=4)
def _environment(home: Path) -> "Sandbox":
    """Return where the templates live; the names end in .j2, so what is HTML is told here and not guessed by Jinja."""
    from jinja2 import FunctionLoader

    from bot.drafting.sandbox import Sandbox

    return Sandbox(
        {"wrapped": wrapped},
        keep=["join", "select", "upper"],
        autoescape=lambda name: not (name or "").endswith(".txt.j2"),
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(partial(_source, home)),
    )


def _source(home: Path, name: str) -> "tuple[str, str, Callable[[], bool]] | None":
    """Return a template's text, its file, and how to tell whether that is still so; a name leads to no other folder."""
    if Path(name).name != name:
        return None
    wanted = f"templates/email/{name}"
    try:
        path = resources.find(home, wanted)
    except NotFound:
        return None
    seen = _stamp(path)
    return path.read_text(encoding="utf-8"), str(path), lambda: _stamp(resources.find(home, wanted)) == seen


def _stamp(path: Path) -> tuple[Path, int]:
    return path, path.stat().st_mtime_ns


def wrapped(text: str, indent: int = 0, first: str = "") -> str:
    """Return text wrapped for a mail: `first` opens it, other lines begin with blanks; no long word is broken."""
    blanks = " " * indent
    fill = partial(
        textwrap.fill, width=_WIDTH, subsequent_indent=blanks, break_long_words=False, break_on_hyphens=False
    )
    opening, *others = text.split("\n")
    return "\n".join(
        [fill(opening, initial_indent=first or blanks), *(fill(each, initial_indent=blanks) for each in others)]
    )
