"""Which evidence speaks of a study day: the calendar says what was planned, only shared words say what was touched."""

from collections.abc import Sequence

from bot.activity import Evidence
from bot.plan import PlannedDay
from bot.plan.touching import stems, stems_of


def speaking_of(planned: PlannedDay, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return the evidence that shares two meaningful words with a day, or all those of its title."""
    wanted, title = stems_of(planned.day), stems(planned.day.title)
    return tuple(
        each
        for each in evidence
        if len(shared := stems(each.text) & wanted) > 1 or (shared and title and title <= shared)
    )
