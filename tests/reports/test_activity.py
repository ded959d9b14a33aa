"""What was found, as a person checks it."""

import json
from datetime import date, timedelta

from bot.activity import Batch, Details, Evidence, Flavour, Kind, LeftOut
from bot.app import App
from bot.store.sources import key
from tests.conftest import EVENING, Run

MONDAY = date(2026, 1, 5)


def commit(text: str, ref: str, details: Details | None = None) -> Evidence:
    return Evidence(Kind.COMMIT, ref, text, EVENING - timedelta(hours=1), MONDAY, repository="ml", details=details)


def test_each_piece_shows_what_it_could_say_or_why_it_cannot(app: App, run: Run) -> None:
    app.evidence.remember([
        commit("Plot the ROC curve of the fraud model", "a" * 40),
        commit("update", "b" * 40),
        commit("wip", "c" * 40, Details(paths=("boolean masks",))),
        commit("Solve thirty array exercises", "d" * 40),
    ])  # fmt: skip
    app.notes.add("It clicked.", Flavour.WIN, EVENING, MONDAY)
    app.notes.add("I was tired.", Flavour.NONE, EVENING, MONDAY, private=True)
    _, said, _ = run("activity", clock=app.clock)
    assert "Monday 5 January, Day 1: NumPy arrays" in said
    assert "→ I plotted the ROC curve of the fraud model" in said
    assert "→ not for a post: it says nothing about what was done" in said
    assert "→ I worked on boolean masks (by what it changed)" in said
    assert "~ task: Solve thirty array exercises (0.90)" in said
    assert "note 1             It clicked.  (win)" in said
    assert "note 2             for you alone: I was tired." in said


def test_what_is_only_counted_or_left_out_is_told_without_names(app: App, run: Run) -> None:
    source = key("github", "sam/secret")
    app.sources.begin(source, EVENING)
    left = [LeftOut(f"{number}", MONDAY, "a merge") for number in range(3)]
    app.sources.keep(source, Batch((commit("Secret plan", "a" * 40).only_counted,), tuple(left)))
    app.sources.fail(source, "GitHub did not answer.", "bot sync")
    _, said, _ = run("activity", clock=app.clock)
    assert "1 piece of work that may only be counted" in said
    assert "left out, 3 ×: a merge" in said
    assert "Not finished, GitHub: GitHub did not answer. Try: bot sync" in said
    assert "ecret" not in said


def test_a_script_gets_the_same(app: App, run: Run) -> None:
    app.evidence.remember([commit("Solve thirty array exercises", "d" * 40)])
    (day,) = json.loads(run("activity", "--from", "2026-01-05", "--to", "2026-01-05", "--json", clock=app.clock)[1])[
        "days"
    ]
    (piece,) = day["evidence"]
    assert (day["date"], piece["phrase"], piece["items"][0]["score"]) == (
        "2026-01-05",
        "solved thirty array exercises",
        0.9,
    )
    assert json.loads(run("activity", "--from", "2026-01-06", "--json", clock=app.clock)[1]) == {
        "days": [],
        "unfinished": [],
    }


def test_a_quiet_week_says_what_to_do(app: App, run: Run) -> None:
    assert "Nothing was found between these dates. bot log notes something" in run("activity", clock=app.clock)[1]
