"""Reads a roadmap file into a Roadmap; each file here reads one format.

A roadmap is data from outside: its text is never obeyed, only understood. A file may hold several plans; the largest is
the one that is meant unless another is named.
"""

from dataclasses import replace
from pathlib import Path

from bot.errors import RoadmapError
from bot.roadmaps.roadmap import Roadmap

_KEYED = frozenset({".json", ".yaml", ".yml", ".toml"})


def read(path: Path, plan: int | None = None) -> Roadmap:
    """Read the roadmap in a file, or say in a sentence why it cannot be one."""
    return choose(plans(path), plan, path.name)


def choose(found: list[Roadmap], plan: int | None, name: str) -> Roadmap:
    """Return one plan of a file: the largest, unless a number names another."""
    if plan is not None and plan > len(found):
        plans_ = "one plan" if len(found) == 1 else f"{len(found)} plans"
        raise RoadmapError(f"{name} holds {plans_}, and no plan {plan}.", "leave the number out for the largest")
    return found[(plan or 1) - 1]


def plans(path: Path) -> list[Roadmap]:
    """Return every plan in a file, the largest first."""
    from bot.roadmaps import encoding

    text, repaired = encoding.text_of(path)
    found = [roadmap for roadmap in _parsed(text, path) if roadmap.items or any(s.days for s in roadmap.sections)]
    if not found:
        raise RoadmapError(
            f"{path.name} holds no plan: no weeks, days, phases or months with something to learn below them.",
            "write it like this: ## Week 1: a title, then - [ ] lines",
        )
    return [replace(roadmap, warnings=(*repaired, *roadmap.warnings)) for roadmap in found]


def _parsed(text: str, path: Path) -> list[Roadmap]:
    from bot.roadmaps import canonical

    ending = path.suffix.lower()
    if canonical.is_ours(text):
        return [canonical.parse(text)]
    if ending in _KEYED or (ending != ".md" and text.lstrip()[:1] == "{"):
        from bot.roadmaps import keyed

        return keyed.parse(text, path)
    from bot.roadmaps import markdown

    return markdown.parse(text, path.stem)
