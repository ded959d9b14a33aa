"""A post line by line with what it rests on."""

from bot.drafting.concepts import Fact
from bot.reports.why import Line, lines
from bot.store.post import Backing, PostClaim

NOTE = Backing("note", "note 1", "It clicked.", "")
CLAIM = PostClaim("It clicked.", "did", (NOTE,))
FACT = Fact(
    "recall", ("recall",), "Recall counts hits.", "Recall counts hits. It ignores alarms.", "Which one?", "A book"
)


def test_every_word_of_a_post_is_shown_with_what_it_rests_on() -> None:
    text = "It clicked. Recall counts hits. It ignores alarms.\n\nAnd you?\nWhich one?\n\n#ML #Data"
    assert lines(text, [CLAIM], [FACT]) == [
        Line("It clicked.", "did", (NOTE,)),
        Line("Recall counts hits. It ignores alarms.", "fact", source="A book"),
        Line("And you?", ""),
        Line("Which one?", "question"),
        Line("#ML #Data", "tags"),
    ]


def test_a_claim_whose_words_are_gone_is_not_shown() -> None:
    assert lines("Other words.", [CLAIM], [FACT]) == [Line("Other words.", "")]
