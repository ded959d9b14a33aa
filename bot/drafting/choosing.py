"""Which reviewed fact a post tells: one on what it says, or where it says nothing, on what is being studied.

Where the facts on the very day are told, those of its section come, then of the sections before, and at last others of
the same field.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import chain

from bot.drafting import Material
from bot.drafting.concepts import Fact, Shelved, best, kindred
from bot.drafting.telling import Told
from bot.plan import PlannedDay
from bot.roadmaps.roadmap import Roadmap

# What people follow: the subject of each file of shipped facts.
_TAGS = {
    "python": ("Python", "DataScience"), "data": ("Python", "DataScience"),
    "plots": ("DataVisualization", "DataScience"),
    "math": ("Mathematics", "MachineLearning"), "statistics": ("Statistics", "DataScience"),
    "models": ("MachineLearning", "DataScience"), "evaluation": ("MachineLearning", "DataScience"),
    "unsupervised": ("MachineLearning", "Clustering"), "time-series": ("TimeSeries", "Forecasting"),
    "recommenders": ("RecommenderSystems", "MachineLearning"), "deep-learning": ("DeepLearning", "MachineLearning"),
    "vision": ("ComputerVision", "DeepLearning"), "language": ("NLP", "MachineLearning"),
    "production": ("MLOps", "MachineLearning"),
}  # fmt: skip


def planned(material: Material) -> PlannedDay | None:
    """Return the latest study day that was planned for what happened."""
    return material.days[max(material.days)] if material.days else None


def tags(fact: Fact) -> Sequence[str]:
    """Return the hashtags of a fact's topic, where the learner has set none; outside text never becomes one."""
    return _TAGS.get(fact.topic, ())


def fact_for(material: Material, told: Told, shelved: Shelved, known: Collection[str]) -> Fact | None:
    """Return the fact on what the post will say; where it says nothing, on what was being studied."""
    said = " . ".join([told.note.text if told.note else "", *told.work, *told.done]).strip(" .")
    if said:
        return best(shelved, said, _words_of(told.day) if told.day and told.touching else "", known)
    day = planned(material) or material.following
    if day is None:
        return None
    studied = list(_studied(day, material.roadmap))
    near = (best(shelved, "", words, known) for words in studied)
    beside = (kindred(shelved, words, known) for words in studied)
    return next(filter(None, chain(near, beside)), None)


def _studied(day: PlannedDay, roadmap: Roadmap | None) -> Iterator[str]:
    """Yield the words of a study day, of its section, and of the sections before it, the latest first."""
    yield _words_of(day)
    sections = roadmap.sections if roadmap else ()
    place = next((index for index, each in enumerate(sections) if each.name == day.section.name), 0)
    for section in (day.section, *reversed(sections[:place])):
        yield " . ".join([section.title, *(item.text for item in section.every_item)])


def _words_of(day: PlannedDay) -> str:
    return " . ".join([day.day.title, *(item.text for item in day.day.items)])
