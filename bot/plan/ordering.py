"""The order a section is studied in: theory before practice, resources beside their topic, the project at the end."""

from collections.abc import Sequence

from bot.roadmaps.roadmap import Item, Kind, Project, Section

THEORY_KINDS = (Kind.GOAL, Kind.TOPIC, Kind.THEORY, Kind.RESOURCE)
PRACTICE_KINDS = (Kind.TASK, Kind.PRACTICE, Kind.STRETCH)
PROJECT_HOURS = 4.0
PROJECT = "Project: "  # how the study days of a project begin; its name follows


def ordered(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return items as they are studied: theory, practice, what is handed in, what looks back."""
    order = (*THEORY_KINDS, *PRACTICE_KINDS, Kind.DELIVERABLE, Kind.OUTCOME, Kind.CHECK, Kind.QUESTION)
    rank = {
        kind: 0 if kind in THEORY_KINDS else 1 if kind in PRACTICE_KINDS else place for place, kind in enumerate(order)
    }
    return tuple(sorted(items, key=lambda item: rank[item.kind]))


def tracks(section: Section) -> tuple[list[Item], list[Item], list[Item]]:
    """Return what a section has of theory, of practice and to end with."""
    theory = _beside([item for item in section.items if item.kind in THEORY_KINDS])
    practice = [item for item in section.items if item.kind in PRACTICE_KINDS]
    end = [item for item in ordered(section.items) if item.kind not in (*THEORY_KINDS, *PRACTICE_KINDS)]
    if section.project:
        end.insert(0, _project_item(section, section.project))
    return theory, practice, end


def _beside(items: list[Item]) -> list[Item]:
    """Return theory with each resource after the topic it shares most words with, the others spread evenly."""
    topics = [item for item in items if item.kind is not Kind.RESOURCE]
    if not topics:
        return items
    shelves: dict[int, list[Item]] = {}
    resources = [item for item in items if item.kind is Kind.RESOURCE]
    for place, resource in enumerate(resources):
        shared = [len(_words(resource.text) & _words(topic.text)) for topic in topics]
        at = shared.index(max(shared)) if max(shared) else place * len(topics) // len(resources)
        shelves.setdefault(at, []).append(resource)
    return [item for at, topic in enumerate(topics) for item in (topic, *shelves.get(at, []))]


def _words(text: str) -> set[str]:
    return {word for word in text.lower().split() if len(word) > 3}  # noqa: PLR2004 (“the”, “and”, “for” say nothing)


def _project_item(section: Section, project: Project) -> Item:
    name = project.title or project.task or project.dataset or section.title
    return Item(f"+project-{section.kind}-{section.number}", Kind.DELIVERABLE, f"{PROJECT}{name}", PROJECT_HOURS)
