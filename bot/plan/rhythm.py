"""The pattern of a week a roadmap asks for: “3 days: concepts, 3 days: coding, 1 day: project”, “Mon: concepts”."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

THEORY, PRACTICE, PROJECT, REVIEW = "theory", "practice", "project", "review"
_WORDS = {
    PROJECT: r"project|build|proyecto|projeto|projet|projekt|项目|プロジェクト",
    REVIEW: r"review|notes|rest|revis|recap|reflect|repaso|wiederhol|复习|復習",
    PRACTICE: r"cod(?:e|ing)|practi|exercis|hands-on|lab|problem|ejercici|práctic|exercíci|übung|练习|演習",
    THEORY: r"concept|theor|math|read|learn|study|lecture|video|teor|conceit|konzept|lesen|理论|学習|学习",
}
_COUNTED = re.compile(
    r"(?P<count>\d)\s*(?:days?|días?|dias?|jours?|tage?|天|日)\s*[:：–-]?\s*(?P<what>.+)", re.IGNORECASE
)
_NAMED = re.compile(r"[^\W\d_]+\.?\s*[:：–-]\s*(?P<what>.+)")


@dataclass(frozen=True, slots=True)
class Pattern:
    """What kind of study day comes when in a week of study days; none if the roadmap asks for no pattern."""

    kinds: tuple[str, ...]

    @classmethod
    def of(cls, lines: Sequence[str], study_days: int) -> Self:
        """Read the lines of a rhythm, and fit it to the study days a learner has."""
        kinds: list[str] = []
        for line in lines:
            counted, named = _COUNTED.fullmatch(line.strip()), _NAMED.fullmatch(line.strip())
            found = counted or named
            kind = _kind(found["what"]) if found else None
            if kind:
                kinds += [kind] * (int(counted["count"]) if counted else 1)
        return cls(tuple(_fitted(kinds, study_days)) if len(kinds) > 1 else ())


def _kind(words: str) -> str | None:
    return next((kind for kind, pattern in _WORDS.items() if re.search(pattern, words, re.IGNORECASE)), None)


def _fitted(kinds: list[str], days: int) -> list[str]:
    """Return a pattern of another length: every kind keeps its share, and at least one day where there is room."""
    if len(kinds) == days:
        return kinds
    every = list(dict.fromkeys(kinds))
    if days < len(every):  # the look back goes first, then theory joins practice
        order = (PROJECT, PRACTICE, THEORY, REVIEW)
        return [kind for kind in every if kind in [each for each in order if each in every][:days]]
    shares = {kind: kinds.count(kind) * days / len(kinds) for kind in every}
    counts = {kind: max(1, int(share)) for kind, share in shares.items()}
    while sum(counts.values()) > days:
        counts[max(counts, key=lambda kind: counts[kind] - shares[kind])] -= 1
    while sum(counts.values()) < days:
        counts[max(counts, key=lambda kind: shares[kind] - counts[kind])] += 1
    return _in_turn(kinds, counts)


def _in_turn(kinds: list[str], counts: dict[str, int]) -> list[str]:
    """Return each kind as often as it counts, in the order in which the pattern has them."""
    places = {kind: [place for place, each in enumerate(kinds) if each == kind] for kind in counts}
    spread = [
        (places[kind][turn * len(places[kind]) // count], kind)
        for kind, count in counts.items()
        for turn in range(count)
    ]
    return [kind for _, kind in sorted(spread, key=lambda each: each[0])]
