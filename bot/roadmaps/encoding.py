"""A roadmap file as text, whatever it went through: a BOM, UTF-16, Windows-1252, UTF-8 once read as something else.

UTF-8 read as Mac Roman or Windows-1252 leaves “‚Äî” or “â€”” where a dash was. The whole file is turned back if all of
it agrees; else ftfy mends what it is sure of, and single runs are turned back where the file has proved to be mangled.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from bot.errors import RoadmapError

MOST_BYTES = 1024 * 1024
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_MISREAD_AS = ("mac_roman", "cp1252", "latin-1", "cp437", "cp850")
_NO_TEXT = {
    b"%PDF": "a PDF", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture",
    b"PK\x03\x04": "an office document or an archive", b"\xd0\xcf\x11\xe0": "an office document",
}  # fmt: skip
_RUN = re.compile(r"[^\x00-\x7f]{2,}")
# The traces of three- and four-byte characters, which nobody types: a dash, a quote, an emoji, Hindi, Chinese.
_MANGLED = re.compile(
    r"‚[ÄÅÇÉÑÖÜ][\u0080-\uffff]|√[©±≥§°≠≤]|üé|üî|üö|ü[ìíîïß]"  # read as Mac Roman
    r"|â[€„†‡ˆ‰Š][\u0080-\uffff]|ð[Ÿ\x9f]|[ÃÂ][\u0080-\u00bf]|[àä-è][\u0080-\u00bf‚-™]{2}"  # as Windows-1252
    r"|Γ[ÇÖ]|Ô[ÇåÜñö]"  # as an old DOS page
)


def text_of(path: Path) -> tuple[str, list[str]]:
    """Return what a file says, and what had to be repaired; or say in a sentence why it cannot be read."""
    text, encoding = decoded(_bytes(path), path.name)
    notes = ["It is not UTF-8; it was read as Windows-1252."] if encoding == "cp1252" else []
    mended = repaired(text)
    if mended != text:
        notes.append("Its letters had been mangled (UTF-8 read as something else) and were repaired.")
    return mended, notes


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            if path.is_dir():
                raise RoadmapError(f"{path} is a folder, not a roadmap.", "name the file in it")
            path.stat()  # says why it is not there
            raise RoadmapError(f"{path} is no file.", "give a text file")
        if path.stat().st_size > MOST_BYTES:
            raise RoadmapError(f"{path} is larger than {MOST_BYTES // 1024} KiB.", "give the plan alone, as text")
        return path.read_bytes()
    except OSError as error:
        raise RoadmapError(f"{path} cannot be read: {error.strerror}.", "look at its name, or at BOT_ROADMAP") from None


def decoded(raw: bytes, name: str) -> tuple[str, str]:
    """Return what some bytes say, before any repair, and the encoding they are in."""
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return raw.decode(encoding, errors="replace"), encoding
    for beginning, what in _NO_TEXT.items():
        if raw.startswith(beginning):
            raise RoadmapError(f"{name} is {what}, and no text.", "save the plan as text or Markdown")
    if not raw.strip():
        raise RoadmapError(f"{name} is empty.", "write the plan into it, or give another file")
    if b"\x00" in raw:
        raise RoadmapError(f"{name} is no text: it holds zero bytes.", "save the plan as text or Markdown")
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace"), "cp1252"


def repaired(text: str) -> str:
    """Return a text whose letters are what they were before it was read in the wrong encoding."""
    if text.isascii() or not _MANGLED.search(text):
        return text
    for encoding in _MISREAD_AS:
        if (whole := _turned_back(text, encoding)) is not None:
            return whole
    import ftfy

    mended = str(ftfy.fix_encoding(text))
    return _runs_turned_back(mended) if _MANGLED.search(mended) else mended


def _turned_back(text: str, encoding: str) -> str | None:
    try:
        return _as_bytes(text, encoding).decode("utf-8")
    except UnicodeError:
        return None


def _as_bytes(text: str, encoding: str) -> bytes:
    """Encode, letting the five bytes Windows-1252 leaves undefined pass as the controls they became."""
    if encoding != "cp1252":
        return text.encode(encoding)
    return b"".join(bytes([ord(c)]) if "\x80" <= c <= "\x9f" else c.encode("cp1252") for c in text)


def _runs_turned_back(text: str) -> str:
    """Turn back single runs, in the encodings a three-byte run of this file has proved."""
    proved = [encoding for encoding in _MISREAD_AS[:2] if any(_long(run, encoding) for run in _runs(text))]

    def mend(found: re.Match[str]) -> str:
        for encoding in proved:
            turned = _turned_back(found[0], encoding)
            if turned is not None and len(turned) < len(found[0]):
                return turned
        return found[0]

    return _RUN.sub(mend, text)


def _runs(text: str) -> Iterator[str]:
    yield from (found[0] for found in _RUN.finditer(text))


def _long(run: str, encoding: str) -> bool:
    turned = _turned_back(run, encoding)
    return turned is not None and any(ord(letter) > 0x7FF for letter in turned)  # noqa: PLR2004 (three bytes and more)
