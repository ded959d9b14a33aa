"""The guard on two corpora written by somebody who had not seen its rules, and what it misses of them.

    python -m tests.guard.test_corpus

`corpus.toml` is what the rules were written against: every verdict has to hold. `corpus_told.toml` was the first exam,
of hints told as stories, `corpus_heard.toml` the second; once their misses had been read, they were counted among the
examples of the second reader (likeness.py). `corpus_unseen.toml` is the exam now: nobody writes a rule from it, so its
figures say what the guard is worth on texts it was not made for. They are measured, not wished for; a change that
lowers one is one for the worse.
"""

import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.guard import Report, check, families
from bot.guard.likeness import FILE
from tests.guard.likeness import counted

# How many of the 60, 20 and 80 rows with that verdict got it; a text to be blocked counts only when it is.
FOUND_UNSEEN = {"block": 43, "ask": 15, "pass": 77}
HELD_UNSEEN = 51  # how many of the 60 were blocked or asked about
FAMILY = {rule.name: family for family, rules in families().items() for rule in rules}


class Row(NamedTuple):
    """One text, the verdict somebody gave it, what it is about, and why."""

    text: str
    verdict: str
    about: str
    why: str


def rows(name: str) -> list[Row]:
    """Return the rows of a corpus."""
    table = tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))
    return [Row(**each) for each in table["text"]]


@pytest.mark.parametrize("row", [pytest.param(row, id=f"{row.about}: {row.text[:40]}") for row in rows("corpus")])
def test_the_guard_agrees_with_the_corpus(row: Row) -> None:
    report = check(row.text)
    assert report.verdict == row.verdict, (row.why, report.findings)


@pytest.mark.parametrize("verdict", FOUND_UNSEEN)
def test_on_unseen_texts_the_guard_is_as_good_as_it_was_measured(verdict: str) -> None:
    right = sum(check(row.text).verdict == verdict for row in rows("corpus_unseen") if row.verdict == verdict)
    assert right >= FOUND_UNSEEN[verdict]


def test_on_unseen_texts_few_that_should_not_leave_pass_without_a_question() -> None:
    held = [row for row in rows("corpus_unseen") if row.verdict == "block" and check(row.text).verdict != "pass"]
    assert len(held) >= HELD_UNSEEN


def test_the_weights_of_the_second_reader_are_those_of_the_judged_texts() -> None:
    assert FILE.read_text(encoding="utf-8") == counted(), "python -m tests.guard.likeness"


def test_the_second_reader_asks_and_never_blocks() -> None:
    asked = [found for row in rows("corpus_unseen") for found in check(row.text).findings if found.rule == "likeness"]
    assert len(asked) >= 6
    assert {found.verdict for found in asked} == {"ask"}


def test_the_second_reader_hears_one_sentence_in_a_long_post() -> None:
    craft = "A QQ plot shows one column at a time. It cannot show what a column adds once the others are in the model. "
    hint = "Had coffee with somebody whose team needs an analyst, and they turned me down after the second round. "
    assert check(craft * 4).verdict == "pass"
    assert [found.rule for found in check(craft * 4 + hint + craft * 4).findings] == ["likeness"]


@pytest.mark.parametrize("name", ["corpus", "corpus_unseen"])
def test_every_finding_of_the_corpora_has_a_place_a_reason_and_a_way_out(name: str) -> None:
    for row in rows(name):
        for found in check(row.text).findings:
            assert row.text[slice(*found.span)]
            assert found.reason.endswith((".", "?"))
            assert found.suggestion


def main() -> None:
    """Print per corpus what became of each verdict, and per family what was found wrongly or missed."""
    for name in ("corpus", "corpus_told", "corpus_heard", "corpus_unseen"):
        judged = [(row, check(row.text)) for row in rows(name)]
        _say(f"{name}: {len(judged)} texts")
        for verdict in ("block", "ask", "pass"):
            got = Counter(str(report.verdict) for row, report in judged if row.verdict == verdict)
            _say(f"  {verdict:5} wanted {got.total():3}, got " + ", ".join(f"{v} {n}" for v, n in got.most_common()))
        _print_wrong("too severe, by the family that spoke", _false_alarms(judged))
        _print_wrong("too mild, by what the text is about", _misses(judged))


def _false_alarms(judged: list[tuple[Row, Report]]) -> Iterator[str]:
    """Yield the families that made a verdict severer than it should be."""
    for row, report in judged:
        if report.verdict > row.verdict:
            yield from {FAMILY.get(f.rule, f.rule) for f in report.findings if f.verdict > row.verdict}


def _misses(judged: list[tuple[Row, Report]]) -> Iterator[str]:
    return (row.about for row, report in judged if report.verdict < row.verdict)


def _print_wrong(title: str, names: Iterator[str]) -> None:
    counted = Counter(names)
    _say(f"  {title}: " + (", ".join(f"{name} {count}" for name, count in counted.most_common()) or "none"))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
