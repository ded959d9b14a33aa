"""Reads a roadmap file into a Roadmap; one file here reads one format.

The file's ending picks the reader. A roadmap is data from outside: its text is never obeyed, only understood.
"""

from importlib import import_module
from pathlib import Path

from bot.errors import RoadmapError
from bot.roadmaps.roadmap import Roadmap

MOST_BYTES = 2 * 1024 * 1024
READERS = {".md": "markdown", ".markdown": "markdown", ".txt": "markdown"}


def read(path: Path) -> Roadmap:
    """Read the roadmap in a file, or say in a sentence why it cannot be one."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise RoadmapError(f"{path.name} is of no kind we read.", f"give a file ending in {', '.join(READERS)}")
    roadmap: Roadmap = import_module(f"bot.roadmaps.{reader}").parse(_text(path))
    if not any(section.days or section.items for section in roadmap.sections):
        raise RoadmapError(
            f"{path.name} holds no plan: no headings such as “Week 1: …” or “Day 1: …” with a list below them.",
            "write it like roadmaps/40-day.md: ## Week 1: a title, then - [ ] items",
        )
    return roadmap


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise RoadmapError(f"{path} is larger than {MOST_BYTES // 1024} KiB.", "give the plan alone, as text")
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RoadmapError(f"{path} is not UTF-8 text.", "save it as UTF-8") from None
    except OSError as error:
        raise RoadmapError(f"{path} cannot be read: {error.strerror}.", "bot init, or set BOT_ROADMAP") from None
