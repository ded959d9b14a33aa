"""Every rule is read against its own examples, and the quick look against everything the rules can match."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.guard import Rule, Verdict, check, families
from bot.guard.reading import Reading, read
from bot.guard.rules import compiled, find
from tests.guard import every_text

RULES = [pytest.param(family, rule, id=rule.name) for family, rules in families().items() for rule in rules]
BAD = [
    pytest.param(family, rule, text, id=f"{rule.name}: {text}")
    for family, rules in families().items()
    for rule in rules
    for text in rule.bad
]
GOOD = [pytest.param(text, id=text) for rules in families().values() for rule in rules for text in rule.good]
LETTERS = st.characters(max_codepoint=0x17F, exclude_categories=("Cc", "Cs"))


@pytest.mark.parametrize(("family", "rule", "text"), BAD)
def test_a_rule_finds_its_bad_examples(family: str, rule: Rule, text: str) -> None:
    assert [found.rule for found in find((rule,), read(text), links=family == "privacy")]
    assert check(text).verdict >= rule.verdict


@pytest.mark.parametrize("text", GOOD)
def test_a_good_example_passes_every_family(text: str) -> None:
    assert check(text).findings == ()


@pytest.mark.parametrize(("family", "rule"), RULES)
def test_a_rule_has_examples_a_reason_and_a_way_out(family: str, rule: Rule) -> None:
    assert rule.bad, family
    assert rule.good, family
    assert rule.reason.endswith((".", "?"))
    assert rule.suggestion.endswith((".", "”", "?"))
    assert rule.verdict is not Verdict.PASS


def test_rule_names_are_unique() -> None:
    names = [rule.name for rules in families().values() for rule in rules]
    assert len(names) == len(set(names))


def _spans(reading: Reading, *, quick: bool) -> Iterator[tuple[str, tuple[int, int]]]:
    for family, rules in families().items():
        for found in find(rules, reading, links=family == "privacy", quick=quick):
            yield found.rule, found.span


def test_the_quick_look_changes_no_verdict_on_any_text_we_have() -> None:
    for text in every_text():
        reading = read(text)
        assert list(_spans(reading, quick=True)) == list(_spans(reading, quick=False)), text


PHRASES = [
    pytest.param(rule, phrase, id=f"{rule.name}: {phrase[:40]}")
    for rules in families().values()
    for rule in rules
    for phrase in rule.phrases
    if rule.name
    not in {"code-link", "issue-number"}  # bound to their surroundings: no text can be made from them alone
]


@pytest.mark.parametrize(("rule", "phrase"), PHRASES)
def test_the_quick_look_lets_through_whatever_a_phrase_can_match(rule: Rule, phrase: str) -> None:
    alone = compiled((phrase,), rule.whole_words)

    @settings(max_examples=5, derandomize=True, database=None, suppress_health_check=list(HealthCheck), deadline=None)
    @given(st.from_regex(compiled((phrase,), False), fullmatch=True, alphabet=LETTERS))
    def _read(text: str) -> None:
        reading = read(f"So {text} .")
        if alone.search(reading.words):
            assert list(find((rule,), reading, links=True)), text

    _read()
