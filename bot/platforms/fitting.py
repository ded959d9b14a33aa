"""Makes a picture fit a platform before anybody approves it: its kind, its size in bytes and in pixels.

One that fits is left as it is, byte for byte. One that does not is drawn anew, the right way up, smaller where it has
to be; a drawing made anew holds nothing but the picture. A file that unpacks to more than any camera takes is refused.
"""

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from bot.errors import NotAllowed
from bot.platforms import Picture, Rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

_MOST_PIXELS = 120_000_000  # a large camera has 100 million
_READ = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
_QUALITIES = (90, 80, 70)
_SMALLER = 0.8
_LEAST = 64  # pixels on a side; below that nothing can be seen


def fit(picture: Picture, rules: Rules) -> Picture:
    """Return a picture a platform takes."""
    drawn = _opened(picture.content)
    pixels = drawn.width * drawn.height
    fits = len(picture.content) <= rules.most_bytes and pixels <= rules.most_pixels
    if fits and picture.kind in rules.picture_kinds:
        return picture
    content, kind = _drawn_anew(drawn, rules)
    return replace(picture, content=content, kind=kind)


def _opened(content: bytes) -> "Image":
    from PIL import Image, UnidentifiedImageError

    try:
        found = Image.open(BytesIO(content), formats=_READ)
        if found.width * found.height > _MOST_PIXELS:
            raise NotAllowed(f"A picture of {found.width} × {found.height} is larger than any.", "make it smaller")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise NotAllowed(
            f"The file is no picture that can be drawn ({type(error).__name__}).", "save it anew"
        ) from None
    return found


def _drawn_anew(picture: "Image", rules: Rules) -> tuple[bytes, str]:
    from PIL import ImageOps

    try:
        upright = ImageOps.exif_transpose(picture)
        drawn = _flat(upright)
    except (OSError, ValueError, SyntaxError) as error:
        raise NotAllowed(f"The picture is broken ({type(error).__name__}).", "save it anew") from None
    for each in _smaller_and_smaller(_within(drawn, rules.most_pixels)):
        for quality in _QUALITIES:
            content = _as_jpeg(each, quality)
            if len(content) <= rules.most_bytes:
                return content, "image/jpeg"
    raise NotAllowed(f"The picture cannot be made small enough for {rules.title}.", "attach another one")


def _smaller_and_smaller(picture: "Image") -> "Iterator[Image]":
    yield picture
    while min(picture.size) * _SMALLER >= _LEAST:
        picture = picture.resize((int(picture.width * _SMALLER), int(picture.height * _SMALLER)))
        yield picture


def _flat(picture: "Image") -> "Image":
    """Return a picture without holes: what can be seen through becomes white."""
    from PIL import Image

    if picture.mode in {"RGB", "L"}:
        return picture.convert("RGB")
    whole = picture.convert("RGBA")
    paper = Image.new("RGBA", whole.size, "white")
    return Image.alpha_composite(paper, whole).convert("RGB")


def _within(picture: "Image", most_pixels: int) -> "Image":
    pixels = picture.width * picture.height
    if pixels <= most_pixels:
        return picture
    scale = (most_pixels / pixels) ** 0.5
    return picture.resize((max(int(picture.width * scale), 1), max(int(picture.height * scale), 1)))


def _as_jpeg(picture: "Image", quality: int) -> bytes:
    made = BytesIO()
    picture.save(made, "JPEG", quality=quality, optimize=True)  # neither EXIF nor anything else is handed on
    return made.getvalue()
