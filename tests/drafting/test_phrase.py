import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drafting.phrase import lowered, past


@pytest.mark.parametrize(
    ("subject", "phrase"),
    [
        ("Plot the ROC curve", "plotted the ROC curve"),
        ("feat: add early stopping to training", "added early stopping to training"),
        ("fix(tests): write a test for ties", "wrote a test for ties"),
        ("ML-12: compare ridge and lasso.", "compared ridge and lasso"),
        ("Added a baseline for the churn model", "added a baseline for the churn model"),
        ("Logistic regression from scratch", "worked on logistic regression from scratch"),
        ("NumPy broadcasting exercises", "worked on NumPy broadcasting exercises"),
        ("Titanic baseline with medians", "worked on a Titanic baseline with medians"),
    ],
)
def test_a_subject_becomes_what_was_done_and_no_more(subject: str, phrase: str) -> None:
    assert past(subject) == phrase


@pytest.mark.parametrize(
    "subject",
    [
        "update",
        "Update.",
        "wip",
        "WIP!!",
        "day15",
        "Day 12",
        "R1D42",
        "final2",
        "asdfasdf",
        "",
        "   ",
        "fix",
        "fixes #12",
        "42",
        "initial commit",
        "update README.md and setup.py",
        "Use `np.mean` here",
        "thanks @someone for this",
        "see https://example.org now",
        "revert 3fa9c1d because reasons",
        "Update day 12 log entry",
        "move src/a/b.py elsewhere",
        "one two",
    ],
)
def test_a_subject_that_carries_nothing_or_looks_odd_in_public_is_no_phrase(subject: str) -> None:
    assert past(subject) is None


@given(st.text(max_size=200))
def test_a_phrase_never_says_finished_unless_the_subject_did(subject: str) -> None:
    phrase = past(subject) or ""
    assert "finished" not in phrase.lower() or re.search("finish|done|complete", subject.lower())


@pytest.mark.parametrize(
    ("title", "inside"),
    [
        ("Train/test splits", "train/test splits"),
        ("k-NN", "k-NN"),
        ("NumPy arrays", "NumPy arrays"),
        ("CNN basics", "CNN basics"),
        ("PyTorch tensors", "PyTorch tensors"),
        ("Bayes rule", "Bayes rule"),
        ("Clustering", "clustering"),
    ],
)
def test_a_title_inside_a_sentence_loses_only_an_ordinary_capital(title: str, inside: str) -> None:
    assert lowered(title) == inside
