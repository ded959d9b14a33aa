"""Takes out of a picture what a camera or a program wrote into it beside the picture: place, device, times, names.

Only JPEG and PNG, which every platform takes. What shows the picture stays, byte for byte; of the rest only which way
up it is. What follows the picture's own end (a short film, on some phones) is cut off.
"""

import re
import struct
from collections.abc import Iterator
from zlib import crc32

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
# What shows a PNG: its pixels, how their colours are meant, their size, and the frames of a moving one.
_SHOWN = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs"}
    | {b"acTL", b"fcTL", b"fdAT"}
)
_APPLICATION = range(0xE0, 0xF0)  # JPEG segments programs write for each other
_KEPT_APPLICATION = {0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}  # how colours are meant
_COMMENT, _SCAN, _END, _EXIF, _JFIF = 0xFE, 0xDA, 0xD9, 0xE1, 0xE0
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})  # markers without a length
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_ORIENTATION = 0x0112
_WAYS_UP = range(2, 9)  # 1 is how a picture lies anyway


class NoPicture(ValueError):
    """The bytes are no picture we know, or a broken one."""


def bare(content: bytes) -> tuple[bytes, str]:
    """Return a picture with nothing in it but the picture, and its kind."""
    try:
        if content.startswith(_PNG):
            return b"".join([_PNG, *_chunks(content)]), "image/png"
        if content.startswith(_JPEG):
            return b"".join(_segments(content)), "image/jpeg"
    except (struct.error, IndexError) as error:
        raise NoPicture("it is broken") from error
    raise NoPicture("it is neither JPEG nor PNG")


def _chunks(content: bytes) -> Iterator[bytes]:
    place, name = len(_PNG), b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", content, place)
        end = place + 12 + length
        if end > len(content) or crc32(content[place + 4 : end - 4]) != struct.unpack_from(">I", content, end - 4)[0]:
            raise NoPicture("it is broken")
        if name == b"iCCP":
            yield _chunk(
                name, b"icc\0" + content[place + 8 : end - 4].partition(b"\0")[2]
            )  # a profile's name may say whose
        elif name in _SHOWN:
            yield content[place:end]
        place = end


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", crc32(name + body))


def _segments(content: bytes) -> Iterator[bytes]:
    yield _JPEG
    place, way_up = len(_JPEG), 0
    while content[place + 1] != _END:
        kind = content[place + 1]
        if content[place] != 0xFF:  # noqa: PLR2004 (every marker begins so)
            raise NoPicture("it is broken")
        end = place + 2 if kind in _ALONE else place + 2 + struct.unpack_from(">H", content, place + 2)[0]
        if kind == 0xFF:  # noqa: PLR2004 (filling between segments)
            end = place + 1
        elif kind == _EXIF and not way_up:
            way_up = _way_up(content[place + 4 : end])
            yield _exif(way_up) if way_up else b""
        elif kind == _JFIF and content[place + 4 : end].startswith(b"JFIF\0"):
            yield _without_thumbnail(content[place + 4 : end])
        elif _is_shown(kind, content[place + 4 : end]):
            end = _scan_end(content, end) if kind == _SCAN else end
            yield content[place:end]
        place = end
    yield b"\xff\xd9"


def _without_thumbnail(body: bytes) -> bytes:
    """Return a JFIF segment without the small picture in it, which may show what was cropped away."""
    kept = body[:12].ljust(12, b"\0") + b"\0\0"
    return b"\xff\xe0" + struct.pack(">H", len(kept) + 2) + kept


def _is_shown(kind: int, body: bytes) -> bool:
    if kind in _APPLICATION:
        return body.startswith(_KEPT_APPLICATION.get(kind, b"\0never"))
    return kind != _COMMENT


def _scan_end(content: bytes, place: int) -> int:
    found = _AFTER_SCAN.search(content, place)
    if not found:
        raise NoPicture("it is broken")
    return found.start()


def _way_up(body: bytes) -> int:
    """Return how the camera was held, by the EXIF it wrote; 0 where that says nothing."""
    if not body.startswith(b"Exif\0\0"):
        return 0
    tiff = body[6:]
    order = ">" if tiff.startswith(b"MM") else "<"
    try:
        place = struct.unpack_from(f"{order}I", tiff, 4)[0]
        for number in range(struct.unpack_from(f"{order}H", tiff, place)[0]):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, place + 2 + 12 * number)
            if tag == _ORIENTATION:
                return value if value in _WAYS_UP else 0
    except struct.error:
        pass  # a broken EXIF says nothing, and is not kept
    return 0


def _exif(way_up: int) -> bytes:
    tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, way_up, 0, 0)
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
