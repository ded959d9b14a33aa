"""The pictures of the README: small, there, and what the program shows today."""

import re
from pathlib import Path

import pytest

from tests import pictures

ROOT = Path(__file__).parent.parent
MOST = 150_000  # bytes


def test_every_picture_is_shown_with_words_for_those_who_cannot_see_it_and_is_small() -> None:
    shown = dict(
        re.findall(r"!\[([^\]]+)\]\(docs/pictures/([\w.]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    )
    there = {path.name: path.stat().st_size for path in pictures.FOLDER.iterdir()}
    assert set(shown.values()) == set(there)
    assert max(there.values()) <= MOST
    assert all(len(words.split()) > 5 for words in shown)


@pytest.mark.slow
def test_a_terminals_picture_is_what_the_program_shows() -> None:
    for name, svg in pictures.scenes().items():
        kept = (pictures.FOLDER / f"{name}.svg").read_text(encoding="utf-8")
        assert kept == svg, f"make pictures draws {name}.svg anew"
        assert "http" not in kept.replace("http://www.w3.org/2000/svg", "")
