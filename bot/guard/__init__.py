"""Reads any text before it leaves: framing, workplace, privacy, strangers, big claims, sameness.

Odd about it: it is asked three times for one post (when it is drafted, when it is edited, just before it is sent) and
knows nothing of posts. It never changes a text: it names the place, says why as a colleague would, and what to write
instead. A family of rules is a table in a file of its own; a pattern is compiled when a text first needs it.
"""

from collections.abc import Collection, Iterator, Sequence

from bot.guard import (
    framing,
    hints,
    hiring,
    jobsearch,
    leaving,
    mentions,
    ours,
    overclaim,
    privacy,
    workday,
    workplace,
)
from bot.guard.findings import Finding, Report, Verdict
from bot.guard.reading import Reading, read
from bot.guard.rules import Rule, find
from bot.guard.similarity import check_sameness, similarity

__all__ = ["FAMILIES", "Finding", "Report", "Rule", "Verdict", "check", "similarity"]

FAMILIES = {
    "framing": framing.RULES,
    "jobsearch": jobsearch.RULES,
    "leaving": leaving.RULES,
    "hints": hints.RULES,
    "hiring": hiring.RULES,
    "workplace": workplace.RULES,
    "ours": ours.RULES,
    "workday": workday.RULES,
    "privacy": privacy.RULES,
    "mentions": mentions.RULES,
    "overclaim": overclaim.RULES,
}


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
    reading = read(text)
    findings = [*_by_rule(reading), *privacy.check_privacy(reading, keep_out), *check_sameness(reading, recent)]
    if numbers is not None:
        findings += overclaim.check_numbers(reading, numbers)
    return Report(tuple(sorted(findings, key=lambda finding: finding.span)))


def _by_rule(reading: Reading) -> Iterator[Finding]:
    for family, rules in FAMILIES.items():
        yield from find(rules, reading, links=family == "privacy")
