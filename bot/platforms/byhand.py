"""By hand: at its hour the approved text goes to the person, who posts it: no app, no label, no developer page.

A post becomes a file ready to copy, a thread with all that is left of it, its pictures beside it, named after its first
words. Whether and when it is posted only the person knows, so handing over ends with Handed, never with a receipt;
`bot posted` brings that.
"""

import os
import re
from collections.abc import Sequence
from pathlib import Path

from bot.errors import Handed, NotSent
from bot.platforms import BETWEEN_PARTS, Part, Receipt, Upload, check_length, voice

_WORDS = 6
_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp"}


class ByHand:
    """A folder the person takes texts from."""

    def __init__(self, folder: Path, stands_for: str) -> None:
        self._folder = folder
        self._stands_for = stands_for

    def prepare(self, part: Part) -> Sequence[Upload]:
        """Write the part with all behind it, and its pictures."""
        check_length(self._stands_for, part.text)
        try:
            self._write_all(part)
        except OSError as error:
            told = f"{self._folder} cannot be written: {error.strerror}."
            raise NotSent(told, f"ls -ld {self._folder}") from None
        return [Upload(str(number)) for number, _ in enumerate(part.pictures, 1)]

    def _write_all(self, part: Part) -> None:
        self._write(self.path(part), BETWEEN_PARTS.join((part.text, *part.behind)).encode())
        for number, each in enumerate(part.pictures, 1):
            ending = _ENDINGS.get(each.kind, "bin")
            self._write(self.path(part).with_suffix(f".{number}.{ending}"), each.content)

    def publish(self, part: Part) -> Receipt:
        """Hand the text to the person."""
        self.prepare(part)
        title = voice(self._stands_for).RULES.title
        raise Handed(f"Yours to post on {title}: {self.path(part)}", "bot posted ID URL, once it is out")

    def look_up(self, part: Part) -> Receipt | None:
        """Return nothing: only the person knows."""
        return None

    def check(self) -> str:
        """Return whose account this is."""
        return "you, by hand"

    def path(self, part: Part) -> Path:
        """Return where a part lies: a name a person finds it by, and one that is its own."""
        words = re.findall(r"\w+", part.text.lower())[:_WORDS]
        own = f"{part.key[:8]}-{part.number}"
        return self._folder / f"{self._stands_for}-{'-'.join(words)[:60]}-{own}.txt"

    def _write(self, path: Path, content: bytes) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.part")
        part.write_bytes(content)
        os.replace(part, path)  # noqa: PTH105 (whole or not at all)
