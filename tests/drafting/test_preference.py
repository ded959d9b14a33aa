"""What an edit teaches: manners of speaking, and never that more was done than was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drafting import Claim, Tense
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


def test_the_learners_words_stand_in_the_text_and_in_its_claims() -> None:
    claim = Claim("Next up: trees.", Tense.PLANNED, ())
    text, claims = preferring("Plotted it. Next up: trees.", (claim,), [("Next up:", "Then:")])
    assert (text, claims[0].text) == ("Plotted it. Then: trees.", "Then: trees.")
    assert claims[0].text in text
    assert preferring("Text up: x", (), [("Next up:", "Then:")])[0] == "Text up: x"
