"""Every fragment of the shipped roadmaps, in each form it is spoken in: a golden file a person has read.

After a change of the grammar: python -m tests.drafting.test_spoken, then read what `git diff` shows.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import roadmaps
from bot.drafting.phrase import begun
from bot.drafting.spoken import did, doing, thing
from bot.roadmaps.roadmap import Kind

PATH = Path(__file__).with_name("fragments.tsv")
ROADMAPS = Path(__file__).parent.parent.parent / "roadmaps"


def fragments() -> Iterator[tuple[str, str, str, str]]:
    """Yield each item of the shipped roadmaps once: kind, text, what a tick says, and it as what comes next."""
    items = {
        (item.kind, item.text) for path in ROADMAPS.glob("*.md") for each in roadmaps.plans(path) for item in each.items
    }
    for kind, text in sorted(items):
        yield str(kind), text, did(kind, text) or "–", doing(kind, text) or thing(kind, text)


def test_every_fragment_of_the_shipped_roadmaps_is_spoken_as_a_person_read_it() -> None:
    assert ["\t".join(row) for row in fragments()] == PATH.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        (Kind.TASK, "Label axes clearly", "labeled axes clearly"),
        (Kind.TASK, "Build a notebook on any Kaggle dataset", "built a notebook on a Kaggle dataset"),
        (Kind.TASK, "Answer any questions", "answered any questions"),
        (Kind.TASK, "Write tests and version the data", "wrote tests and versioned the data"),
        (Kind.TASK, "Learn the basics of Git", "worked through the basics of Git"),
        (Kind.TASK, "Deploy the API on Render, Railway or AWS", "deployed the API"),
        (Kind.TASK, "Reach at least 90% accuracy", None),
        (Kind.TASK, "Understand backpropagation", None),
        (Kind.TASK, "Compare it with the baseline", None),
        (Kind.TASK, "Post 3 tweets about it", None),
        (Kind.TOPIC, "Introduction to transformers", "worked through an introduction to transformers"),
        (Kind.TOPIC, "Ensembles: bagging, boosting", None),
        (Kind.TOPIC, "For loops", "worked through for loops"),
        (Kind.RESOURCE, "Hugging Face course", "went through the Hugging Face course"),
        (Kind.THEORY, "StatQuest video on PCA", "watched the StatQuest video on PCA"),
        (Kind.THEORY, "Think Stats by Allen Downey", "read Think Stats by Allen Downey"),
        (Kind.DELIVERABLE, "Summary table of RMSE", "finished the summary table of RMSE"),
        (Kind.DELIVERABLE, "Link to the demo", None),
        (Kind.OUTCOME, "Build NLP pipelines", None),
        (Kind.QUESTION, "What is overfitting?", None),
        (Kind.TASK, "", None),
    ],
)
def test_a_tick_says_what_was_done_and_no_more(kind: Kind, text: str, said: str | None) -> None:
    assert did(kind, text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Clean a dataset and generate statistics", "cleaning a dataset and generating statistics"),
        ("Set up a repository and commit an empty readme", "setting up a repository and committing an empty readme"),
        ("Work with tabular, time series and text data", "working with tabular, time series and text data"),
        ("Build CNN classifier", "building a CNN classifier"),
        ("Learn RNN theory", "learning RNN theory"),
        ("Revise", "revising"),
        ("Linear regression", None),
    ],
)
def test_an_order_is_said_as_what_one_is_about_to_do(text: str, said: str | None) -> None:
    assert doing(Kind.TASK, text) == said


def test_only_a_task_is_trusted_to_begin_with_its_verb() -> None:
    assert doing(Kind.TASK, "Engineer features for churn") == "engineering features for churn"
    assert doing(None, "Label noise") is None
    assert doing(Kind.TOPIC, "Experiment tracking") is None


_WORDS = (
    "For", "loops", "Any", "any", "and", "build", "Clean", ",", "with", "an", "MLP", "model", "to",
    "from", "scratch", "CNN", "commit", "the", "of", "(part)", "3", "report",
)  # fmt: skip


@given(st.sampled_from(Kind), st.lists(st.sampled_from(_WORDS), min_size=1, max_size=6).map(" ".join))
def test_a_subject_inside_a_sentence_keeps_every_word_and_gains_an_article_at_most(kind: Kind, text: str) -> None:
    said = thing(kind, text).lower().split()
    for word in text.lower().split():
        while said[0] != word:
            assert said.pop(0) in {"a", "an", "the"}
        said.pop(0)
    assert said == []
    for spoken in (did(kind, text), doing(kind, text)):
        assert spoken is None or (spoken == " ".join(spoken.split()) and len(spoken) <= len(text) + 40)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("plotted it", "Plotted it"), ("pandas essentials", "pandas essentials"), ("k-NN by hand", "k-NN by hand"),
     ("probability, statistics", "Probability, statistics"), ("NumPy arrays", "NumPy arrays")],
)  # fmt: skip
def test_a_sentence_begins_with_a_capital_unless_its_first_word_is_spelled_small(text: str, sentence: str) -> None:
    assert begun(text) == sentence


if __name__ == "__main__":
    PATH.write_text("".join("\t".join(row) + "\n" for row in fragments()), encoding="utf-8")
