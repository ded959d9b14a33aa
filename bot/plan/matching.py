"""Which items of the roadmap some words speak of, with a score: only rare words that both share count for much.

A word that stands in many items tells little of any. The score is 1 where all that matters in an item was said. A
single word in common says something only where neither side says much more; words that only stand near the work, such
as what a notebook imports, count half.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log, sqrt

from bot.plan.touching import ordinary, stems
from bot.roadmaps.roadmap import Item, Kind

_LEAST = 0.55  # below this a person says “no” more often than “yes”
_RARE = 0.02  # of the items: a word in more of them cannot carry a match alone
_FEW = 3
_NEARBY = 0.5
_ORDINARY = 1.5  # how much “practice” or “exercises” weighs in an item, where a rare word weighs 4 or 5
_WORK = frozenset({Kind.TOPIC, Kind.THEORY, Kind.TASK, Kind.PRACTICE, Kind.DELIVERABLE, Kind.STRETCH})


@dataclass(frozen=True, slots=True)
class Match:
    """An item that words speak of, and how surely."""

    item: Item
    score: float


class Items:
    """The items of a roadmap, each by its telling words."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._stems = [(item, stems(item.text)) for item in items if item.kind in _WORK]
        self._ordinary = {item.id: _ORDINARY * ordinary(item.text) for item, _ in self._stems}
        self._in = Counter(stem for _, found in self._stems for stem in found)

    def spoken_of(self, said: str, nearby: str = "") -> list[Match]:
        """Return the items that words speak of, the surest first."""
        told = dict.fromkeys(stems(nearby), _NEARBY) | dict.fromkeys(stems(said), 1.0)
        matches = [
            Match(item, self._score(found, told, self._ordinary[item.id]))
            for item, found in self._stems
            if not found.isdisjoint(told)
        ]
        return sorted((each for each in matches if each.score >= _LEAST), key=lambda each: -each.score)

    def _score(self, item: frozenset[str], told: dict[str, float], ordinary_weight: float) -> float:
        shared = item & told.keys()
        if min(self._in[stem] for stem in shared) > max(_FEW, _RARE * len(self._stems)):
            return 0.0
        weight = sum(self._weight(stem) * told[stem] for stem in shared)
        of_item = weight / (sum(map(self._weight, item)) + ordinary_weight)
        of_told = weight / sum(self._weight(stem) * told[stem] for stem in told)
        mean = sqrt(of_item * of_told)
        return mean if len(shared) == 1 else max(of_item, mean)

    def _weight(self, stem: str) -> float:
        return log(1 + len(self._stems) / max(self._in[stem], 1))


def together(found: Iterable[Sequence[Match]]) -> list[Match]:
    """Return the matches of several pieces of evidence, each item once with its best score."""
    best: dict[str, Match] = {}
    for match in (each for matches in found for each in matches):
        if match.item.id not in best or best[match.item.id].score < match.score:
            best[match.item.id] = match
    return sorted(best.values(), key=lambda each: -each.score)
