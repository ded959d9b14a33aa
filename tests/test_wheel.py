"""The wheel works far from the checkout, with what it ships inside it."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def built(source: Path, target: str, folder: Path) -> Path:
    """Return what is built from a checkout, or from a source distribution."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(folder)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(ROOT, "wheel", tmp_path_factory.mktemp("wheel"))


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
def test_the_source_distribution_builds_the_same_wheel(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("source")  # the tests come with it, and with them the canary's own words
    with tarfile.open(built(ROOT, "sdist", folder / "sdist")) as archive:
        archive.extractall(folder / "there", filter="data")
    (source,) = (folder / "there").iterdir()
    assert built(source, "wheel", folder / "again").read_bytes() == wheel.read_bytes()


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
