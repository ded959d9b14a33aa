"""Which items words speak of: as a person would say it, of the roadmaps we ship."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import roadmaps
from bot.plan.matching import Items, together
from bot.roadmaps.roadmap import Item, Kind

SHIPPED = {path.stem: Items(roadmaps.read(path).items) for path in Path("roadmaps").glob("*.md")}


@pytest.mark.parametrize(
    ("roadmap", "words", "item"),
    [
        ("12-month", "Fit logistic regression on Titanic, plot ROC curve", "Logistic regression"),
        ("16-week", "linear regression from scratch", "Implement linear regression from scratch"),
        ("16-week", "Fine-tune BERT on IMDB reviews", "Fine-tune a BERT model"),
        ("16-week", "CNN on CIFAR-10", "Build the CIFAR-10 CNN classifier"),
        ("24-week", "Add confusion matrix and F1", "Report the confusion matrix and ROC-AUC"),
        ("40-day", "PCA on MNIST", "Reduce MNIST to 50 dimensions with PCA"),
        ("40-day", "cleaned titanic data: missing values", "Cleaned Titanic CSV"),
    ],
)
def test_words_find_their_item_first(roadmap: str, words: str, item: str) -> None:
    assert SHIPPED[roadmap].spoken_of(words)[0].item.text == item


@pytest.mark.parametrize("roadmap", SHIPPED)
@pytest.mark.parametrize(
    "words", ["update readme", "fix", "Add a python script for churn", "day 12", "", "wip: notebook"]
)
def test_words_any_day_could_have_speak_of_nothing(roadmap: str, words: str) -> None:
    if roadmap != "12-month":  # which has churn as its project
        assert SHIPPED[roadmap].spoken_of(words) == []


def test_what_a_notebook_imports_is_no_proof_of_the_item() -> None:
    items = Items([Item("a", Kind.TOPIC, "pandas"), Item("b", Kind.TOPIC, "pandas groupby and joins")])
    assert items.spoken_of("", "pandas numpy seaborn matplotlib") == []
    assert [each.item.id for each in items.spoken_of("groupby and joins", "pandas numpy")] == ["b"]


def test_an_item_that_two_pieces_of_evidence_speak_of_is_offered_once() -> None:
    items = SHIPPED["12-month"]
    found = together([items.spoken_of("linear regression"), items.spoken_of("linear regression from scratch")])
    assert [each.item.text for each in found] == ["Linear regression"]


@given(st.lists(st.text(max_size=40), max_size=8), st.text(max_size=80), st.text(max_size=80))
def test_a_score_is_a_share_of_one(texts: list[str], said: str, nearby: str) -> None:
    items = Items([Item(str(number), Kind.TASK, text) for number, text in enumerate(texts)])
    assert all(0.5 < each.score <= 1.000001 for each in items.spoken_of(said, nearby))
