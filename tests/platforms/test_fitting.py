"""Pictures are made to fit each platform, the right way up and with nothing in them but the picture."""

from io import BytesIO
from random import Random

import pytest
from hypothesis import given
from hypothesis import settings as few
from hypothesis import strategies as st
from PIL import Image

from bot.errors import NotAllowed
from bot.platforms import NAMES, Picture, Rules, voice
from bot.platforms.fitting import fit

PLACE = b"GPS 52.5200 13.4050"


def drawn(size: tuple[int, int], kind: str, mode: str = "RGB", turned: int = 1, *, noisy: bool = False) -> bytes:
    """Return a file as a camera writes it: with a place in it, and perhaps turned."""
    if noisy:
        noise = Random(1).randbytes(size[0] * size[1] * 3)  # noqa: S311 (noise)
        picture = Image.frombytes("RGB", size, noise).convert(mode)
    else:
        picture = Image.new(mode, size, 200 if mode == "L" else None)
    made = BytesIO()
    told = Image.Exif()
    told[0x0112] = turned
    told[0x010E] = PLACE.decode()
    picture.save(made, kind, **({"exif": told} if kind in {"JPEG", "WEBP", "PNG"} else {}))
    return made.getvalue()


def size_of(picture: Picture) -> tuple[int, int]:
    return Image.open(BytesIO(picture.content)).size


@pytest.mark.parametrize("name", NAMES)
def test_one_that_fits_is_left_as_it_is(name: str) -> None:
    picture = Picture(drawn((40, 30), "PNG"), "image/png", "A curve")
    assert fit(picture, voice(name).RULES) is picture


@pytest.mark.parametrize("name", NAMES)
def test_a_large_one_becomes_as_large_as_the_platform_takes_it(name: str) -> None:
    rules = voice(name).RULES
    content = drawn((2300, 1700), "PNG", noisy=True)
    assert len(content) > rules.most_bytes
    made = fit(Picture(content, "image/png", "A curve"), rules)
    assert len(made.content) <= rules.most_bytes
    assert (made.kind, made.alt) == ("image/jpeg", "A curve")
    width, height = size_of(made)
    assert abs(width / height - 2300 / 1700) < 0.02


@pytest.mark.parametrize("kind", ["WEBP", "GIF", "BMP", "TIFF"])
def test_a_kind_it_does_not_take_is_drawn_anew(kind: str) -> None:
    made = fit(Picture(drawn((80, 60), kind), f"image/{kind.lower()}", "A curve"), voice("linkedin").RULES)
    assert (made.kind, size_of(made)) == ("image/jpeg", (80, 60))


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "CMYK"])
def test_what_can_be_seen_through_becomes_white_and_colours_stay(mode: str) -> None:
    kind = "TIFF" if mode == "CMYK" else "PNG"
    made = fit(Picture(drawn((80, 60), kind, mode), "image/other", "A curve"), Rules("Somewhere", 10))
    assert Image.open(BytesIO(made.content)).mode == "RGB"


def test_one_drawn_anew_stands_the_right_way_up_and_tells_no_place() -> None:
    content = drawn((80, 60), "JPEG", turned=6)
    assert PLACE in content
    made = fit(Picture(content, "image/jpeg", "A curve"), Rules("Somewhere", 10, picture_kinds=("image/other",)))
    assert size_of(made) == (60, 80)
    assert PLACE not in made.content
    assert not dict(Image.open(BytesIO(made.content)).getexif())


def test_too_many_pixels_become_fewer() -> None:
    made = fit(Picture(drawn((400, 300), "PNG"), "image/png", ""), Rules("Somewhere", 10, most_pixels=30_000))
    assert size_of(made) == (200, 150)


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0\0\x10JFIF"])
def test_what_is_no_picture_is_told(content: bytes) -> None:
    with pytest.raises(NotAllowed, match=r"no picture|broken"):
        fit(Picture(content, "image/png", ""), voice("x").RULES)


def test_a_file_that_unpacks_to_more_than_any_camera_takes_is_refused() -> None:
    made = BytesIO()
    Image.new("1", (20_000, 20_000)).save(made, "PNG")
    assert len(made.getvalue()) < 100_000
    with pytest.raises(NotAllowed, match=r"20000 × 20000|DecompressionBomb"):
        fit(Picture(made.getvalue(), "image/png", ""), voice("x").RULES)


def test_what_cannot_be_made_small_enough_is_told() -> None:
    with pytest.raises(NotAllowed, match="small enough for Somewhere"):
        fit(Picture(drawn((300, 300), "PNG", noisy=True), "image/png", ""), Rules("Somewhere", 10, most_bytes=200))


@few(max_examples=60)
@given(st.binary(max_size=400), st.integers(0, 300))
def test_no_broken_file_brings_anything_but_a_sentence(more: bytes, cut: int) -> None:
    whole = drawn((30, 20), "PNG")
    try:
        fit(Picture(whole[: max(len(whole) - cut, 0)] + more, "image/other", ""), voice("x").RULES)
    except NotAllowed as told:
        assert told.hint
