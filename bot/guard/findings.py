"""What the guard says of a text: findings, each with a verdict, and the report that carries them.

Odd about it: verdicts are ordered by severity, not by spelling, so `max` and `<` mean what a reader expects.
"""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What becomes of a text: it passes, a person is asked once, or it does not leave."""

    PASS = "pass"  # noqa: S105 — a verdict, not a password
    ASK = "ask"
    BLOCK = "block"

    @staticmethod
    def worst(*verdicts: "Verdict") -> "Verdict":
        """Return the severest of the verdicts; PASS when there is none."""
        return max(verdicts, default=Verdict.PASS)

    def _severity(self) -> int:
        return tuple(Verdict).index(self)

    def __lt__(self, other: str) -> bool:
        return self._severity() < Verdict(other)._severity()

    def __le__(self, other: str) -> bool:
        return self._severity() <= Verdict(other)._severity()

    def __gt__(self, other: str) -> bool:
        return self._severity() > Verdict(other)._severity()

    def __ge__(self, other: str) -> bool:
        return self._severity() >= Verdict(other)._severity()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: which rule, where in the text, why, and what to write instead."""

    rule: str
    verdict: Verdict
    span: tuple[int, int]
    reason: str
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the guard found in one text, in reading order."""

    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> Verdict:
        """The worst of the findings; PASS when there is none."""
        return Verdict.worst(*(finding.verdict for finding in self.findings))
