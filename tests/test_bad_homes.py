"""Homes in trouble, on the real thing: a sentence with the path and a hint, exit code 1, nothing lost, no traceback.

Cases of permission run as an ordinary user, because root may read everything; volumes are real ones, which only root
can mount. Where the tests run as somebody else those cases say that they were not run.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.app import App
from bot.lifecycle import Status
from tests.store.test_queue import bring_to

IS_ROOT = os.getuid() == 0
only_root = pytest.mark.skipif(not IS_ROOT, reason="only root can mount a volume or become another user")


def bot(home: Path, *words: str, **environ: str) -> tuple[int, str]:
    """Run the program as a process, and return its exit code and all it said."""
    found = {**os.environ, "BOT_HOME": str(home), **environ}
    done = subprocess.run([sys.executable, "-m", "bot", *words], env=found, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def is_told(answer: tuple[int, str], *pieces: str) -> None:
    code, said = answer
    assert code == 1, said
    assert "Traceback" not in said
    assert "This should not have happened" not in said
    assert "Try: " in said
    for piece in pieces:
        assert piece in said


@pytest.fixture
def lived_in(app: App, home: Path) -> Path:
    """Return a home with an approved post in it."""
    from tests.store.conftest import Store

    bring_to(Store(app.database), Status.APPROVED)
    app.close()
    return home


def posts(home: Path) -> list[tuple[str]]:
    with closing(sqlite3.connect(home / "bot.db")) as connection:
        return connection.execute("SELECT status FROM posts").fetchall()


def test_a_database_others_can_read_is_refused(lived_in: Path) -> None:
    (lived_in / "bot.db").chmod(0o644)
    is_told(bot(lived_in, "queue"), f"Other users of this machine can read {lived_in / 'bot.db'}", "chmod 600")
    (lived_in / "bot.db").chmod(0o600)
    assert bot(lived_in, "queue")[0] == 0


@pytest.mark.parametrize("damage", ["truncated", "zeroed", "nonsense"])
def test_a_damaged_file_is_told_and_left_as_it_is(lived_in: Path, damage: str) -> None:
    path = lived_in / "bot.db"
    content = path.read_bytes()
    damaged = {"truncated": content[:5000], "zeroed": bytes(4096) + content[4096:], "nonsense": b"nonsense" * 9999}[
        damage
    ]
    path.write_bytes(damaged)
    is_told(bot(lived_in, "queue"), str(path))
    code, said = bot(lived_in, "check")
    assert code == 1
    assert str(path) in said
    assert path.read_bytes() == damaged


@pytest.mark.slow
def test_a_file_another_process_keeps_locked_is_told_after_a_wait(lived_in: Path) -> None:
    with closing(sqlite3.connect(lived_in / "bot.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        is_told(bot(lived_in, "log", "a note"), str(lived_in / "bot.db"), "in use by another process for 5 s")
        assert bot(lived_in, "queue")[0] == 0  # looking is always possible
    assert bot(lived_in, "log", "a note")[0] == 0


def test_a_machine_without_time_zone_data_is_told_what_to_install(lived_in: Path, tmp_path: Path) -> None:
    (tmp_path / "hides/tzdata").mkdir(parents=True)
    (tmp_path / "hides/tzdata/__init__.py").write_text("raise ImportError\n", encoding="utf-8")
    without = {"PYTHONTZPATH": "/nowhere", "PYTHONPATH": f"{tmp_path / 'hides'}{os.pathsep}{Path.cwd()}"}
    is_told(bot(lived_in, "queue", **without), "BOT_TIMEZONE cannot be “Europe/Berlin”", "pip install tzdata")


@pytest.mark.parametrize("kind", ["a file", "below a file"])
def test_a_home_that_cannot_be_one_is_told(tmp_path: Path, kind: str) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    home = tmp_path / "file" if kind == "a file" else tmp_path / "file/home"
    for words in (("init",), ("queue",), ("check",)):
        code, said = bot(home, *words)
        assert code == 1
        assert str(home) in said
        assert "Traceback" not in said
        assert "This should not have happened" not in said


@only_root
def test_a_home_of_another_user_is_told_and_left_alone() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        assert bot(home, "init")[0] == 0
        Path(folder).chmod(0o755)
        home.chmod(0o755)
        before = (home / ".env").read_bytes()
        for words in (("queue",), ("log", "x")):
            code, said = as_somebody(home, *words)
            assert code == 1, said
            assert f"{home}/.env cannot be read: Permission denied" in said
        home.chmod(0o700)
        code, said = as_somebody(home, "queue")
        assert code == 1, said
        assert "Permission denied" in said
        assert (home / ".env").read_bytes() == before


def as_somebody(home: Path, *words: str) -> tuple[int, str]:
    """Become an ordinary user inside an interpreter that has loaded everything it needs."""
    code = (
        "import os, sys\n"
        "import bot.app, bot.cli, bot.cli._home, bot.cli.queue, bot.cli.log, bot.settings, bot.redact, dotenv.parser\n"
        "import bot.store.database, bot.store.sqlite, encodings.idna, zoneinfo, logging, traceback\n"
        "import encodings.unicode_escape\n"
        "os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "bot.cli.main(sys.argv[1:])\n"
    )
    environ = {**os.environ, "BOT_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", code, *words], env=environ, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def volume(tmp_path: Path) -> Iterator[Path]:
    """Return a small volume of its own."""
    folder = tmp_path / "volume"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], check=True)
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@only_root
def test_a_read_only_volume_is_told_and_nothing_changes(lived_in: Path, volume: Path) -> None:
    home = volume / "home"
    shutil.copytree(lived_in, home)
    subprocess.run(["mount", "-o", "remount,ro", str(volume)], check=True)
    is_told(bot(home, "log", "a note"), str(home))
    assert bot(home, "approve", "1")[0] == 1
    subprocess.run(["mount", "-o", "remount,rw", str(volume)], check=True)
    assert posts(home) == [("approved",)]
    assert bot(home, "log", "a note")[0] == 0


def fill(path: Path) -> None:
    """Write until the disk is full."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT)
    try:
        while os.write(file, b"x" * 4096):
            pass
    except OSError:
        return
    finally:
        os.close(file)


@only_root
def test_a_full_disk_is_told_and_loses_nothing(lived_in: Path, volume: Path) -> None:
    home = volume / "home"
    shutil.copytree(lived_in, home)
    filler = volume / "filler"
    fill(filler)
    is_told(bot(home, "log", "a note " * 300), str(home))
    filler.unlink()
    assert posts(home) == [("approved",)]
    assert bot(home, "log", "a note")[0] == 0
