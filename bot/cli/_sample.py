"""The sample learner of `bot demo`: invented, and called so; but the git repository and its commits are real.

Names, dates and hours are fixed, so that two runs print the same and the README can show one.
"""

import os
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.activity import Flavour

ROADMAP = "40-day"
START = date(2026, 1, 5)
STUDIED = date(2026, 1, 19)
ZONE = "Europe/Berlin"
EMAIL = "sam@example.org"
TAGS = "MachineLearning,DataScience"

_COMMITS = (
    ("19:42", "update"),
    ("20:20", "Write a function that returns precision, recall and F1"),
    ("21:05", "Plot recall against the threshold"),
)
NOTE = "A model that never predicts fraud is right on 99.8% of the card data. Its recall is zero."
FLAVOUR = Flavour.LEARNED


def at(clock: str, day: date = STUDIED) -> datetime:
    """Return an hour of the sample's calendar as an instant."""
    return datetime.combine(day, datetime.strptime(clock, "%H:%M").time(), ZoneInfo(ZONE)).astimezone(UTC)  # noqa: DTZ007


def make_repository(folder: Path) -> int:
    """Make the sample's git repository, and return how many commits it has."""
    folder.mkdir(parents=True)
    _git(folder, at("19:00"), "init", "--quiet", "--initial-branch=main")
    for number, (clock, message) in enumerate(_COMMITS, 1):
        (folder / "metrics.py").write_text(f"# step {number} of a sample\n", encoding="utf-8")
        _git(folder, at(clock), "add", "metrics.py")
        _git(folder, at(clock), "commit", "--quiet", "--message", message)
    return len(_COMMITS)


def _git(folder: Path, when: datetime, *words: str) -> None:
    """Run git as the sample, whatever this machine's own git is told to do."""
    there = when.astimezone(ZoneInfo(ZONE)).isoformat()
    person = {f"GIT_{role}_{part}": value for role in ("AUTHOR", "COMMITTER") for part, value in
              (("NAME", "Sam Sample"), ("EMAIL", EMAIL), ("DATE", there))}  # fmt: skip
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "PATH": os.defpath}
    subprocess.run(["git", "-C", str(folder), *words], env=person | alone, check=True, capture_output=True)
