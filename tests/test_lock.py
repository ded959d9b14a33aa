"""The lock: every package pinned with its hashes, and all that the project asks for is in it."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def entries(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    return {found[1]: found[0] for found in re.finditer(r"^([\w.-]+)==[^#]*?(?=^\S|\Z)", text, re.MULTILINE)}


def pinned(entry: str) -> set[str]:
    """Return a package's version and hashes, whatever says where it is wanted."""
    return {entry.partition("==")[2].split()[0], *re.findall(r"--hash=(\S+)", entry)}


@pytest.mark.parametrize(("name", "least"), [("run.txt", 20), ("dev.txt", 20), ("build.txt", 1), ("postgres.txt", 2)])
def test_s27_every_locked_package_has_a_hash(name: str, least: int) -> None:
    locked = entries(name)
    assert len(locked) >= least
    assert [package for package, entry in locked.items() if "--hash=sha256:" not in entry] == []


def test_all_dependencies_are_locked_and_the_checks_run_on_the_same_versions() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    run, dev = entries("run.txt"), entries("dev.txt")
    assert {re.split(r"[<>=]", each)[0].lower() for each in wanted} <= run.keys()
    assert {package: dev[package] for package in run} == run


def test_the_image_is_built_and_reaches_postgresql_with_what_the_tests_ran_on() -> None:
    dev = {package: pinned(entry) for package, entry in entries("dev.txt").items()}
    for name, wanted in (("build.txt", "hatchling"), ("postgres.txt", "psycopg-binary")):
        locked = {package: pinned(entry) for package, entry in entries(name).items()}
        assert wanted in locked
        assert {package: dev[package] for package in locked} == locked


def test_the_lock_names_no_index() -> None:
    for name in ("run.txt", "dev.txt", "build.txt", "postgres.txt"):
        assert "://" not in (ROOT / "requirements" / name).read_text(encoding="utf-8")
