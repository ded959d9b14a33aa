"""What one commit changed, from a real repository to evidence and words."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot import jobs, settings
from bot.activity import Change, Evidence, Flavour, Kind
from bot.activity.looking import look
from bot.app import App
from bot.clock import FixedClock
from tests.activity.test_local_git import git, write
from tests.test_jobs import TUESDAY_MORNING

DAY = date(2026, 1, 5)
COMMIT = Evidence(Kind.COMMIT, "a" * 40, "update", datetime(2026, 1, 5, 20, 0, tzinfo=UTC), DAY, repository="ml")
MONDAY = "2026-01-05T21:00:00+01:00"


def notebook(*cells: dict[str, object]) -> str:
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(cells)})


def code(source: str, printed: str = "", number: str = "c1") -> dict[str, object]:
    outputs: list[dict[str, str]] = [{"output_type": "stream", "name": "stdout", "text": printed}] if printed else []
    return {"cell_type": "code", "id": number, "source": source, "outputs": outputs, "metadata": {}}


HEADING: dict[str, object] = {"cell_type": "markdown", "id": "m1", "source": "## Boolean masks in NumPy"}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("src/LogisticRegression_v2.py", "Logistic Regression v2"),
        ("week_3/day-12_roc_curve.ipynb", "roc curve"),
        ("03_k_means.R", "k means"),
        ("README.md", ""),
        ("src/utils.py", ""),
        ("node_modules/left-pad/index.js", ""),
        ("data/train.csv", ""),
        ("package-lock.json", ""),
        ("12.py", ""),
        ("notes.txt", ""),
    ],
)
def test_a_files_name_is_words_where_it_says_something(path: str, words: str) -> None:
    assert look(COMMIT, [Change(path)]).details.paths == ((words,) if words else ())


def test_a_notebook_brings_headings_imports_and_numbers_with_their_cell() -> None:
    after = notebook(HEADING, code("import numpy as np\nimport os\nprint(score)", "Test accuracy: 0.874\n"))
    found = look(COMMIT, [Change("masks.ipynb", "", after)])
    assert (found.details.headings, found.details.imports) == (("Boolean masks in NumPy",), ("numpy",))
    (number,) = found.evidence
    assert (number.kind, number.text, number.ref) == (
        Kind.NUMBER,
        "Test accuracy: 0.874",
        f"{'a' * 40}:masks.ipynb#c1.1",
    )


def test_a_diarys_new_lines_are_notes_the_same_after_a_rebase() -> None:
    change = Change("log.md", "# Log\n", "# Log\n\n### Day 3: January 5\n\nI mixed up the axes of a NumPy sum twice.\n")
    (note,) = look(COMMIT, [change]).evidence
    assert (note.kind, note.text, note.date) == (Kind.NOTE, "I mixed up the axes of a NumPy sum twice.", DAY)
    rebased = Evidence(Kind.COMMIT, "b" * 40, "update", COMMIT.at, DAY, repository="ml")
    assert look(rebased, [change]).evidence[0].ref == note.ref


# --- the whole way ---------------------------------------------------------------------------------------------------


@pytest.fixture
def learner(app: App, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "ml"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    monkeypatch.setenv("BOT_REPOSITORIES", str(folder))
    monkeypatch.setenv("BOT_AUTHORS", "sam@example.org")
    assert app.database.version
    return folder


def drafted(clock: FixedClock) -> dict[str, str]:
    clock.set(TUESDAY_MORNING)
    bot = App(settings.load(), clock)
    posts = [each.post for each in jobs.draft_due(bot) if each.post]
    texts = {post.platform: post.text for post in posts}
    bot.close()
    return texts


def on_monday(folder: Path, files: dict[str, str], message: str = "update") -> None:
    for path, content in files.items():
        (folder / path).write_text(content, encoding="utf-8")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", message, when=MONDAY)


def test_a_paragraph_in_a_diary_becomes_a_post_in_the_learners_own_words(learner: Path, clock: FixedClock) -> None:
    words = "A row of three fits a table with three columns, because NumPy lines shapes up from the right."
    on_monday(learner, {"log.md": "# Log\n"}, "Begin a log")
    on_monday(learner, {"log.md": f"# Log\n\n### R1D3\n\n**Learned:** {words}\n"})
    assert words in drafted(clock)["x"]


def test_names_of_files_are_the_last_resort(learner: Path, app: App, clock: FixedClock) -> None:
    app.notes.add("I mixed up the axes of a NumPy sum, twice in one evening.", Flavour.MISTAKE, clock.now(), DAY)
    on_monday(learner, {"numpy_boolean_masks.py": "x = 1\n"}, "update")
    on_monday(learner, {"more.py": "x = 1\n"}, "day3")
    text = drafted(clock)["x"]
    assert "worked on numpy boolean masks" in text
    assert "day3" not in text


def test_a_message_that_tells_is_better_than_any_name(learner: Path, clock: FixedClock) -> None:
    on_monday(learner, {"roc.py": "x = 1\n"}, "update")
    on_monday(learner, {"sums.py": "x = 1\n"}, "Write a NumPy function that sums every second row")
    assert "roc" not in " ".join(drafted(clock).values())


def test_each_commit_on_this_machine_is_looked_at_once(learner: Path, clock: FixedClock) -> None:
    for number in range(12):
        write(learner, f"lesson_{number}_arrays.py", "x = 1\n", f"update {number}")
    clock.set(datetime(2026, 1, 20, 6, 0, tzinfo=UTC))
    bot = App(settings.load(), clock)
    jobs.sync_activity(bot)
    first = bot.evidence.between(date(2026, 1, 19), date(2026, 1, 19))
    assert [each.details is not None for each in first] == [True] * 12
    jobs.sync_activity(bot)
    assert bot.evidence.between(date(2026, 1, 19), date(2026, 1, 19)) == first
    bot.close()
