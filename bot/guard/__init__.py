"""Reads any text before it leaves: framing, workplace, privacy, strangers, big claims, sameness.

Odd about it: it is asked three times for one post (when it is drafted, when it is edited, just before it is sent) and
knows nothing of posts. It never changes a text: it names the place, says why as a colleague would, and what to write
instead. What it looks for stands in rules.toml, to be read by whoever wonders.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache

from bot.guard.findings import Finding, Report, Verdict
from bot.guard.likeness import check_likeness
from bot.guard.numbers import check_numbers
from bot.guard.privacy import check_privacy
from bot.guard.reading import Reading, read
from bot.guard.rules import Rule, families, find
from bot.guard.similarity import SAMENESS, TOO_ALIKE, check_sameness, similarity

__all__ = ["SAMENESS", "TOO_ALIKE", "Finding", "Report", "Rule", "Verdict", "check", "families", "similarity"]


def check(
    text: str,
    *,
    keep_out: Sequence[str] = (),
    recent: Sequence[str] = (),
    numbers: Collection[str] | None = None,
) -> Report:
    """Read a text and report what a person should know before it goes out.

    `keep_out` are the learner's own words that never leave; `recent` the posts it should not repeat; `numbers` the
    figures the evidence holds. Without `numbers` no figure is judged: the learner's own words are taken as given.
    """
    reading, known = looked_at(text, tuple(keep_out))
    findings = [*known, *check_sameness(reading, recent)]
    if numbers is not None:
        findings += check_numbers(reading, numbers)
    return Report(tuple(sorted(findings, key=lambda finding: finding.span)))


@lru_cache(maxsize=128)  # a post is looked at when it is drafted, approved and sent; a week's evidence every day
def looked_at(text: str, keep_out: tuple[str, ...]) -> tuple[Reading, tuple[Finding, ...]]:
    """Return a text as it was read, and what is found in it whatever was posted before."""
    reading = read(text)
    findings = [*_by_rule(reading), *check_privacy(reading, keep_out)]
    if not any(finding.rule in _of_life() for finding in findings):
        findings += check_likeness(reading)
    return reading, tuple(findings)


def _by_rule(reading: Reading) -> Iterator[Finding]:
    for family, rules in families().items():
        yield from find(rules, reading, links=family == "privacy")


@cache
def _of_life() -> frozenset[str]:
    """Return the rules about work and plans: where one of them speaks, its reason is better than a likeness."""
    others = {"privacy", "mentions", "overclaim"}
    return frozenset(rule.name for family, rules in families().items() if family not in others for rule in rules)
