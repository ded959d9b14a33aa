"""The wheel works far from the checkout, with what it ships inside it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    return made


@pytest.mark.slow
def test_the_wheel_carries_all_that_a_person_may_replace(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    for folder in ("templates", "schedules", "roadmaps", "concepts"):
        wanted = {f"bot/shipped/{path.relative_to(ROOT)}" for path in (ROOT / folder).rglob("*") if path.is_file()}
        assert wanted
        assert wanted <= inside
    assert "bot/shipped/config.example.env" in inside
    assert any(name.startswith("bot/store/migrations/0001") for name in inside)
    assert not any(name.startswith("tests/") for name in inside)


@pytest.mark.slow
def test_the_demo_runs_from_the_installed_wheel_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    there = tmp_path / "site"
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--target",
        str(there),
        str(wheel),
    ]
    subprocess.run(install, check=True, capture_output=True)
    environ = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")} | {
        "PYTHONPATH": str(there)
    }
    where = subprocess.run(
        [sys.executable, "-c", "import bot; print(bot.__file__)"],
        cwd=tmp_path,
        env=environ,
        capture_output=True,
        text=True,
        check=True,
    )
    assert where.stdout.startswith(str(there))
    done = subprocess.run(
        [sys.executable, str(there / "bin/bot"), "demo", "--folder", str(tmp_path / "demo")],
        cwd=tmp_path, env=environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "demo/home/timeline.html").exists()
