"""Where templates, schedules, roadmaps and concept facts are found: the home first, then what was shipped.

A learner's own file of the same name replaces the shipped one. In a checkout the shipped folders lie beside bot/, in a
wheel inside it (pyproject.toml copies them there).
"""

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from bot.errors import NotFound

_INSIDE = Path(__file__).parent / "shipped"
SHIPPED = _INSIDE if _INSIDE.is_dir() else Path(__file__).parent.parent


def shipped(name: str) -> Path:
    """Return a file that came with the program."""
    return SHIPPED / name


def find(home: Path, name: str) -> Path:
    """Return the file `name` (such as schedules/default.toml), the home's own before the shipped one."""
    for root in () if ".." in Path(name).parts else (home, SHIPPED):  # a name leads to no other folder
        path = root / name
        if path.is_file():
            return path
    folder = Path(name).parent
    there = ", ".join(sorted(path.stem for path in every(home, str(folder), Path(name).suffix)))
    raise NotFound(f"There is no {name}.", f"choose from: {there}" if there else f"put it in {home / folder}")


def voiced(home: Path, platform: str) -> Iterator[Path]:
    """Yield the templates of a platform; one without any of its own speaks as X does, and its own come on top."""
    own = f"templates/{platform}"
    yield from every(home, own if (SHIPPED / own).is_dir() else "templates/x", ".j2", own)


def every(home: Path, folder: str, suffix: str, on_top: str = "") -> Iterator[Path]:
    """Yield each file of a folder once, by name, the home's own before the shipped one, and those of a third before."""
    paths: dict[str, Path] = {}
    for place in (SHIPPED / folder, home / folder, home / (on_top or folder)):
        if place.is_dir():
            with os.scandir(place) as entries:
                files = (each for each in entries if each.name.endswith(suffix) and each.is_file())
                paths |= {each.name: _path(each.path) for each in files}
    yield from (paths[name] for name in sorted(paths))


@lru_cache(maxsize=512)  # the same few are looked for at every slot, and a new path takes longer than finding its file
def _path(name: str) -> Path:
    return Path(name)
