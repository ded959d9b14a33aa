"""Which evidence speaks of a study day: the calendar says what was planned, only shared words say what was touched."""

from collections.abc import Sequence

from bot.activity import Evidence
from bot.plan import PlannedDay
from bot.plan.touching import stems, stems_of


def speaking_of(planned: PlannedDay, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return the evidence that shares a meaningful word with a day's title or items."""
    wanted = stems_of(planned.day)
    return tuple(each for each in evidence if stems(each.text) & wanted)
