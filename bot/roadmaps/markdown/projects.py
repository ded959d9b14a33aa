"""A project as its lines are read: its title, dataset, tasks, deliverables and criteria."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.roadmaps.markdown import words
from bot.roadmaps.markdown.labels import is_capstone, project_title
from bot.roadmaps.markdown.lines import ITEM, Line
from bot.roadmaps.roadmap import Item, Kind, Project

TASK = str(Kind.TASK)
FIELDS = frozenset({words.DATASET, words.CRITERION, TASK, str(Kind.DELIVERABLE)})
_PLURAL = re.compile(r"(?:s|项目|プロジェクト)\W*$")


@dataclass(slots=True)
class OpenProject:
    """A project whose lines are still coming; `tasks` are those of its lines that can be ticked one by one."""

    rank: float
    title: str
    capstone: bool
    several: bool
    listed: bool = False  # it began as one entry of a list, and ends at the next
    fields: dict[str, list[str]] = field(default_factory=dict)
    tasks: list[Item] = field(default_factory=list)
    url: str = ""  # of its dataset

    @classmethod
    def begun(cls, line: Line, title: str) -> "OpenProject":
        """Return the project a line begins; “Projects:” announces several."""
        several = bool(_PLURAL.search(words.normal(line.text))) and not title
        return cls(line.rank, title, is_capstone(line.text), several, listed=line.form == ITEM)

    def say(self, name: str, text: str) -> None:
        """Add what a line says of one of its fields."""
        self.fields.setdefault(name, []).append(text)

    def is_list_of_ideas(self) -> bool:
        """Tell “Projects:” with a list of things to build from one project with its fields."""
        return self.several and not self.title and set(self.fields) <= {TASK} and len(self.tasks) > 1

    def closed(self) -> Project | None:
        """Return the project, if anything was said of it; its only line is its title."""
        title, tasks = self.title, self.fields.get(TASK, [])
        if not title and len(tasks) == 1 and len(self.fields) == 1:
            title, tasks = tasks[0], []
        if not (title or self.fields):
            return None
        return Project(
            title,
            " ".join(self.fields.get(words.DATASET, [])),
            "; ".join(tasks),
            tuple(self.fields.get(str(Kind.DELIVERABLE), ())),
            tuple(self.fields.get(words.CRITERION, ())),
            self.capstone,
            self.url,
        )


def day_project(title: str, items: Sequence[Item]) -> Project | None:
    """Return the project a study day is, if its title says so."""
    named = project_title(title)
    if not named and not re.search(r"\bmini-?\s?project\b|\bcapstone\b", title, re.IGNORECASE):
        return None
    tasks = "; ".join(item.text for item in items if item.kind is Kind.TASK)
    made = tuple(item.text for item in items if item.kind is Kind.DELIVERABLE)
    return Project(named or title, "", tasks, made, (), is_capstone(title))
