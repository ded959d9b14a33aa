"""Seconds of the fuzzer at every make test: what once broke a reader, a few new cases for each, and that it can see."""

from collections.abc import Iterator
from pathlib import Path
from time import process_time

import pytest

from bot.errors import NotFound
from tests import canary
from tests.fuzz import watched
from tests.fuzz.campaign import FOUND, campaign
from tests.fuzz.readers import READERS, Reader

CASES = 12
FINDS = sorted(path for path in FOUND.iterdir())


def reader_of(find: Path) -> str:
    """Return the reader a find is named after."""
    return max((name for name in READERS if find.name.startswith(f"{name}.")), key=len)


@pytest.mark.parametrize("find", FINDS, ids=lambda path: path.name)
def test_what_once_broke_a_reader_breaks_it_no_more(find: Path, tmp_path: Path) -> None:
    watched.listen()
    assert watched.judged(READERS[reader_of(find)], find.read_bytes(), tmp_path) == ""


@pytest.mark.slow
def test_a_few_cases_for_each_reader_find_nothing() -> None:
    finds, counts = campaign(list(READERS), "a few", 300, most=CASES)
    assert [(each.reader, each.trouble, each.case) for each in finds] == []
    assert counts == dict.fromkeys(READERS, CASES)


def _writes_elsewhere(content: bytes, folder: Path) -> Iterator[str]:
    (folder.parent / "elsewhere").write_bytes(content)
    yield ""


def _runs(content: bytes, folder: Path) -> Iterator[str]:
    import subprocess

    subprocess.run(["true"], check=True)
    yield ""


def _breaks(content: bytes, folder: Path) -> Iterator[str]:
    raise ValueError


def _refuses_with(words: str, content: bytes, folder: Path) -> Iterator[str]:
    raise NotFound(words)


def _takes_long(content: bytes, folder: Path) -> Iterator[str]:
    began = process_time()
    while process_time() - began < watched.SECONDS + 0.1:
        yield ""


@pytest.mark.parametrize(
    ("run", "seen"),
    [
        (_breaks, "ValueError in outside"),
        (lambda content, folder: ["a\x1b[31mb"], "says control '\\x1b'"),
        (lambda content, folder: ["a\u200bb"], "says invisible"),
        (lambda content, folder: _refuses_with("\u202e", content, folder), "says invisible"),
        (lambda content, folder: [canary.VALUE], "tells a secret"),
        (_runs, "did subprocess.Popen"),
        (_writes_elsewhere, "did open"),
    ],
)
def test_the_fuzzer_sees_what_must_not_be(run: object, seen: str, tmp_path: Path) -> None:
    watched.listen()
    (tmp_path / "own").mkdir()
    reader = Reader(run, list)  # type: ignore[arg-type]
    assert seen in watched.judged(reader, b"", tmp_path / "own")


@pytest.mark.slow
def test_the_fuzzer_sees_what_takes_too_long(tmp_path: Path) -> None:
    assert watched.judged(Reader(_takes_long, list), b"", tmp_path).startswith("took ")
