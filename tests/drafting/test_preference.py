"""What an edit teaches: manners of speaking, and never that more was done than was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drafting.preference import learned, preferring

TEMPLATE = "{% either %}Next: {{ following.title }}.{% or %}Next up: {{ following.title }}.{% endeither %} Along the"


def lessons(before: str, after: str) -> list[tuple[str, str]]:
    return list(learned(before, after, [TEMPLATE]))


def test_words_of_a_template_are_learned_with_what_stands_there_now() -> None:
    assert lessons("Plotted it. Next up: trees.", "Plotted it. Then: trees.") == [("Next up:", "Then:")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Plotted it. Next up: trees.", "Plotted it. Next up: forests."),  # the plan's word, not ours
        ("Plotted it. Next up: trees.", "Plotted it. Finished: trees."),  # a deed
        ("Plotted it. Next up: trees.", "Plotted it. In 3 days: trees."),  # a figure
        ("Plotted it. Next up: trees.", "Plotted it. I understood that: trees."),  # a lesson
        ("Plotted it. Next up: trees.", "Plotted it. For this and a good many other evenings: trees."),  # a sentence
        ("Plotted it. Next up: trees.", "Plotted it."),
    ],
)
def test_what_says_more_or_is_the_days_own_is_not_learned(before: str, after: str) -> None:
    assert lessons(before, after) == []


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_edit_can_be_read(before: str, after: str) -> None:
    assert all(was != becomes and was in " ".join(before.split()) for was, becomes in lessons(before, after))


def test_the_learners_words_stand_in_the_template_and_no_value_is_touched() -> None:
    body = "{% claim following %}Next up: {{ following.title }}.{% endclaim %} {{ note.text }}"
    assert preferring(body, [("Next up:", "Then:"), ("following.title", "x")]) == (
        "{% claim following %}Then: {{ following.title }}.{% endclaim %} {{ note.text }}"
    )
    assert preferring(body, [("up: {{", "x")]) == body


@pytest.mark.parametrize(
    "pair", [("on a log scale", "without a log scale"), ("Next up: x", "Not yet: x"), ("the mean", "no mean")]
)
def test_a_word_that_turns_the_meaning_is_never_learned(pair: tuple[str, str]) -> None:
    assert list(learned(*pair, ["on the Next up: Next"])) == []
