"""Notes at the command line: where the words come from, what becomes of a picture, and of a post that quoted them."""

import io
import os
import pty
import struct
import sys
import zlib
from datetime import timedelta
from pathlib import Path

import pytest

from bot import jobs, settings
from bot.activity import Kind
from bot.app import App
from bot.clock import FixedClock
from bot.lifecycle import Status
from bot.redact.picture import NoPicture, bare
from tests.conftest import EVENING, Run
from tests.test_jobs import TUESDAY_MORNING, X_SLOT

WORDS = "A row of three fits a table with three columns, because NumPy lines shapes up from the right."


@pytest.fixture(autouse=True)
def _at_the_evening(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))


def piped(monkeypatch: pytest.MonkeyPatch, words: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(words)))


def notes(app: App) -> list[str]:
    return [each.text for each in app.evidence.between(app.today, app.today) if each.kind is Kind.NOTE]


# --- the words -------------------------------------------------------------------------------------------------------


def test_a_note_is_kept_under_the_evening_it_was_written_on(run: Run, app: App, clock: FixedClock) -> None:
    clock.set(EVENING + timedelta(hours=6))  # 03:00 in Berlin
    code, said, _ = run("log", "--win", "It", "clicked.", clock=clock)
    assert (code, said) == (0, "Kept as note 1 for Monday 5 January.\n")
    assert notes(app) == ["It clicked."]


@pytest.mark.parametrize("words", [["log", "-"], ["log"]], ids=["dash", "pipe alone"])
def test_a_note_comes_from_a_pipe(run: Run, app: App, monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    piped(monkeypatch, "Zwei Sätze. Und noch einer.\n".encode())
    assert run(*words, clock=app.clock)[0] == 0
    assert notes(app) == ["Zwei Sätze. Und noch einer."]


@pytest.mark.parametrize("words", [("log",), ("log", "  "), ("log", "-"), ("log", "\u200b")])
def test_a_note_without_words_is_refused(run: Run, app: App, words: tuple[str, ...]) -> None:
    code, _, said = run(*words, clock=app.clock)
    assert (code, "A note needs words." in said) == (1, True)


def test_a_note_that_is_a_book_is_refused_and_not_cut(run: Run, app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    piped(monkeypatch, b"word " * 100_000)
    code, _, said = run("log", "-", clock=app.clock)
    assert (code, "at most 5000 characters" in said, notes(app)) == (1, True, [])


def test_a_private_note_is_for_its_writer_alone(run: Run, app: App) -> None:
    code, said, _ = run("log", "--private", "I was tired.", clock=app.clock)
    assert (code, said) == (0, "Kept for you alone for Monday 5 January.\n")
    assert notes(app) == []
    assert [note.text for note in app.notes.between(app.today, app.today)] == ["I was tired."]


def test_a_private_note_leads_no_draft(run: Run, app: App, clock: FixedClock) -> None:
    run("log", "--private", "--mistake", WORDS, clock=clock)
    clock.set(TUESDAY_MORNING)
    assert [each.post for each in jobs.draft_due(app) if each.post] == []


def test_an_editor_asks_the_question_as_a_remark(
    run: Run, app: App, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    editor, seen = tmp_path / "editor", tmp_path / "seen"
    script = f'#!/bin/sh\ncp "$1" {seen}\n(echo "# Written in an editor."; cat {seen}) > "$1"\n'
    editor.write_text(script, encoding="utf-8")
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    monkeypatch.setenv("VISUAL", str(editor))
    assert run("log", "--editor", clock=app.clock)[0] == 0
    assert notes(app) == ["# Written in an editor."]
    assert "?" in seen.read_text(encoding="utf-8").partition("left out ------")[2]


def test_on_a_terminal_one_question_that_fits_the_day_is_asked(home: Path) -> None:
    child, terminal = pty.fork()
    if child == 0:
        code = "from bot.cli import main; from tests.conftest import *; main(['log', '--mistake'], FixedClock(EVENING))"
        os.execv(sys.executable, [sys.executable, "-c", code])  # noqa: S606 (this very Python)
    said = b""
    while not said.rstrip(b" ").endswith(b">"):
        said += os.read(terminal, 4096)
    os.write(terminal, b"I mixed up axis 0 and axis 1.\n")
    while chunk := _read(terminal):
        said += chunk
    os.waitpid(child, 0)
    assert b"NumPy" in said.partition(b"?")[0]
    assert b"Kept as note 1" in said
    kept = App(settings.load(), FixedClock(EVENING))
    assert [note.flavour for note in kept.notes.between(kept.today, kept.today)] == ["mistake"]
    kept.close()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # a Linux terminal ends so
        return b""


# --- a note that is there --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", [("--edit", "1", "It is the columns that line up."), ("--delete", "1")])
def test_a_post_that_quotes_a_changed_note_waits_for_another_yes(
    run: Run, app: App, clock: FixedClock, change: tuple[str, ...]
) -> None:
    run("log", "--learned", WORDS, clock=clock)
    clock.set(TUESDAY_MORNING)
    post = next(each.post for each in jobs.draft_due(app) if each.post and each.post.platform == "x")
    app.desk.approve(post.id, clock.now())
    code, said, _ = run("log", *change, clock=clock)
    assert (code, f"Post {post.id} on x rests on it and waits for your yes again" in said) == (0, True)
    assert app.posts.get(post.id).status is Status.DRAFT
    assert "note 1, which it rests on, was edited or deleted" in app.posts.history(post.id)[-1].reason
    code, _, said = run("approve", str(post.id), clock=clock)
    assert (code, "note 1, which it rests on, was edited or deleted" in said) == (1, True)
    clock.set(X_SLOT)
    assert [each.status for each in jobs.publish_due(app)] == [Status.MISSED]


def test_a_note_may_be_about_something_else_after_all(run: Run, app: App) -> None:
    run("log", "--question", WORDS, clock=app.clock)
    assert "(mistake)" in run("log", "--edit", "1", "--mistake", clock=app.clock)[1]
    assert (app.notes.get(1).flavour, app.notes.get(1).text) == ("mistake", WORDS)


def test_a_note_no_post_may_quote_says_so_at_once(run: Run, app: App) -> None:
    code, _, said = run("log", "I am ready for ML engineering roles now.", clock=app.clock)
    assert (code, said.startswith("No post will quote it: ")) == (0, True)


def test_what_is_no_note_cannot_be_changed(run: Run, app: App) -> None:
    assert run("log", "--delete", "7", clock=app.clock)[2].startswith("There is no note 7.")
    assert run("log", "--edit", "1", "--private", "x", clock=app.clock)[0] == 2


# --- the picture -----------------------------------------------------------------------------------------------------


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png() -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0\xff"))
    secret = (
        chunk(b"iCCP", b"Sam Secret\0\0profile")
        + chunk(b"tEXt", b"Author\0Sam Secret")
        + chunk(b"eXIf", b"MM GPS Secret")
        + chunk(b"tIME", b"1234567")
    )
    return b"\x89PNG\r\n\x1a\n" + header + secret + pixels + chunk(b"IEND", b"") + b"Secret tail"


def segment(kind: int, body: bytes) -> bytes:
    return b"\xff" + bytes([kind]) + struct.pack(">H", len(body) + 2) + body


JFIF = b"JFIF\0\1\1\0\0\1\0\1\2\2Secret"  # with a thumbnail


def jpeg(way_up: int = 1) -> bytes:
    tiff = b"II*\0" + struct.pack("<IHHHIHHI", 8, 1, 0x0112, 3, 1, way_up, 0, 0) + b"GPS Secret"
    scan = segment(0xDA, b"\1\1\0\0\x3f\0") + b"\x12\xff\x00\x34\xff\xd0\x56"
    return (
        b"\xff\xd8" + segment(0xE0, JFIF) + segment(0xE1, b"Exif\0\0" + tiff) + segment(0xE1, b"http Secret")
        + segment(0xED, b"Photoshop Secret") + segment(0xFE, b"Secret") + segment(0xDB, b"\0" * 65) + scan
        + segment(0xC4, b"\0" * 20) + scan + b"\xff\xd9" + b"film Secret"
    )  # fmt: skip


@pytest.mark.parametrize("content", [png(), jpeg(), jpeg(6)])
def test_what_a_camera_wrote_into_a_picture_is_taken_out(content: bytes) -> None:
    out, _ = bare(content)
    assert b"Secret" not in out
    assert bare(out)[0] == out


def test_a_picture_keeps_its_pixels_and_which_way_up_it_is() -> None:
    assert zlib.compress(b"\0\xff") in bare(png())[0]
    turned, kind = bare(jpeg(6))
    assert (kind, turned.count(b"\x12\xff\x00\x34\xff\xd0\x56"), b"JFIF" in turned) == ("image/jpeg", 2, True)
    assert struct.pack(">HHIH", 0x0112, 3, 1, 6) in turned
    assert b"Exif" not in bare(jpeg(1))[0]


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"<svg/>", png()[:40], jpeg()[:60], b"\xff\xd8\xff", jpeg()[:-200]]
)
def test_what_is_no_whole_picture_is_refused(content: bytes) -> None:
    with pytest.raises(NoPicture):
        bare(content)


def test_a_picture_is_kept_bare_with_its_words(run: Run, app: App, tmp_path: Path) -> None:
    (tmp_path / "roc.jpg").write_bytes(jpeg())
    code, said, _ = run("log", "See", "--image", str(tmp_path / "roc.jpg"), "--alt", "A curve.", clock=app.clock)
    assert (code, said) == (0, "Kept as note 1 for Monday 5 January with its picture.\n")
    (kept,) = app.notes.pictures(1)
    assert (kept.kind, kept.alt, b"Secret" in kept.content) == ("image/jpeg", "A curve.", False)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--image", "roc.png"], "A picture needs words"),
        (["--image", "gone.png", "--alt", "x"], "cannot be read"),
        (["--image", "text.png", "--alt", "x"], "is no picture that can be posted"),
        (["--image", "huge.png", "--alt", "x"], "larger than 50 MB"),
    ],
)
def test_a_picture_that_cannot_be_posted_is_refused_with_the_note(
    run: Run, app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "roc.png").write_bytes(png())
    (tmp_path / "text.png").write_text("no picture", encoding="utf-8")
    (tmp_path / "huge.png").write_bytes(b"\0" * (51 * 1024 * 1024))
    code, _, said = run("log", "See", *words, clock=app.clock)
    assert (code, sentence in said, notes(app)) == (1, True, [])
