"""Backups, restores, exports and holds, as they are typed."""

import json
from pathlib import Path

import pytest

from bot.app import App
from bot.clock import FixedClock
from tests.conftest import Run
from tests.test_jobs import approved


def note(run: Run, text: str) -> None:
    assert run("log", text)[0] == 0


def test_an_export_is_read_into_a_new_home(
    home: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(run, "Something worth keeping.")
    code, lines, said = run("export")
    assert (code, said) == (0, "")
    (tmp_path / "journey.jsonl").write_text(lines, encoding="utf-8")
    monkeypatch.setenv("BOT_HOME", str(tmp_path / "new"))
    assert run("init")[0] == 0
    code, out, _ = run("import", str(tmp_path / "journey.jsonl"))
    assert code == 0
    assert "3 rows read." in out
    assert "Nothing is sent until bot release." in out
    there = [json.loads(line) for line in run("export")[1].splitlines()]
    assert there[2:-1] == [json.loads(line) for line in lines.splitlines()[2:]]
    assert there[1]["row"]["held_since"]  # what was approved there may have been sent there
    assert there[-1]["row"]["name"] == "restored"
    code, _, err = run("import", str(tmp_path / "journey.jsonl"))
    assert code == 1
    assert "has a journey already" in err
    assert home.is_dir()


def test_an_export_says_which_posts_are_not_fit_to_be_passed_on(app: App, clock: FixedClock, run: Run) -> None:
    post = approved(app, clock)
    app.desk.edit(post.id, "Plotted the ROC curve. Open to work!", clock.now())
    code, lines, said = run("export")
    assert code == 0
    assert "Open to work!" in lines
    assert f"the guard would not let post {post.id} out" in said


def test_a_backup_is_put_back_and_everything_is_on_hold(home: Path, run: Run) -> None:
    note(run, "Before the backup.")
    backup = run("backup")[1].removeprefix("Backup: ").strip()
    assert Path(backup).parent == home / "backups"
    note(run, "After the backup.")
    code, out, _ = run("restore", backup)
    assert code == 0
    assert "Nothing is sent until bot release." in out
    assert "After the backup" not in run("export")[1]
    assert "Before the backup" in run("export")[1]
    assert "Released (it was: restored from a backup)." in run("release")[1]
    assert "Nothing was on hold." in run("release")[1]


def test_a_hold_is_said_and_kept(home: Path, run: Run) -> None:
    assert "On hold" in run("hold", "--reason", "on a plane")[1]
    assert "on a plane" in run("release")[1]
    assert home.is_dir()


def test_a_restore_of_nothing_is_told(home: Path, run: Run) -> None:
    code, _, err = run("restore", str(home / "nothing.db"))
    assert code == 1
    assert "There is no backup" in err
