from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import RoadmapError
from bot.roadmaps.encoding import MOST_BYTES, repaired, text_of

TRUE = "# Plan — “week” by ‘week’ → done… ✅ 📚 𝛼≥β\nSão Paulo, Größe, naïve, 第1周, सप्ताह 1"


@pytest.mark.parametrize("misread", ["mac_roman", "cp1252", "latin-1", "cp437", "cp850"])
def test_a_whole_file_that_was_read_in_the_wrong_encoding_is_turned_back(misread: str) -> None:
    mangled = "".join(
        bytes([byte]).decode(misread, errors="ignore") or chr(byte) for byte in TRUE.encode()
    )  # a byte the code page does not know stays the control it is
    assert mangled != TRUE
    assert repaired(mangled) == TRUE


@pytest.mark.parametrize("misread", ["mac_roman", "cp1252"])
def test_single_runs_are_turned_back_beside_text_that_is_right(misread: str) -> None:
    broken = "Week 1 — Trees → leaves".encode().decode(misread)
    assert repaired(f"It’s “right” — 第1周 ✅\n{broken}\n") == "It’s “right” — 第1周 ✅\nWeek 1 — Trees → leaves\n"


@pytest.mark.parametrize(
    "text",
    [
        "État “É”, l’été à Noël — déjà", "São Paulo, ÇÃO", "Größe – Übung", "Ã la carte", "à « gauche »", "±√2 ≤ 3 √©", "‚Anführung‘",
        "第1周：循环", "सप्ताह 1", "naïve café", "ÂÃ", "€5", "ΓΔ",
    ],
)  # fmt: skip
def test_text_that_was_never_mangled_stays_as_it_is(text: str) -> None:
    assert repaired(text) == text


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_a_repair_is_final(text: str) -> None:
    once = repaired(text)
    assert repaired(once) == once or len(repaired(once)) < len(once)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"\xef\xbb\xbf# A", "# A"),
        ("# Ä".encode("utf-16"), "# Ä"),
        (b"# Caf\xe9", "# Café"),
        ("# Café".encode(), "# Café"),
    ],
)
def test_a_file_is_read_in_the_encoding_it_has(tmp_path: Path, raw: bytes, text: str) -> None:
    path = tmp_path / "plan.md"
    path.write_bytes(raw)
    assert text_of(path)[0] == text


def test_a_repair_and_a_guess_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("â€” Week".encode())
    (tmp_path / "b.md").write_bytes(b"caf\xe9")
    assert text_of(tmp_path / "a.md")[1] == [
        "Its letters had been mangled (UTF-8 read as something else) and were repaired."
    ]
    assert text_of(tmp_path / "b.md")[1] == ["It is not UTF-8; it was read as Windows-1252."]


def test_what_is_no_text_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "zero.md").write_bytes(b"# a\x00b")
    (tmp_path / "big.md").write_bytes(b"x" * (MOST_BYTES + 1))
    (tmp_path / "plan.pdf").write_bytes(b"%PDF-1.7 \x00")
    (tmp_path / "photo.md").write_bytes(b"\x89PNG\r\n\x00")
    (tmp_path / "empty.md").write_bytes(b" \n")
    for name, sentence in {
        "plan.pdf": "is a PDF", "photo.md": "is a picture", "empty.md": "is empty",
        "zero.md": "holds zero bytes", "big.md": "larger than 1024 KiB", "gone.md": "No such file", ".": "is a folder",
    }.items():  # fmt: skip
        with pytest.raises(RoadmapError, match=sentence) as caught:
            text_of(tmp_path / name)
        assert caught.value.hint


def test_a_device_is_no_file() -> None:
    with pytest.raises(RoadmapError, match="is no file"):
        text_of(Path("/dev/zero"))
