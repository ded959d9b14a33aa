"""The guard's tests, and the texts they read."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from bot.guard import families

TEXTS: dict[str, dict[str, list[str]]] = tomllib.loads(
    (Path(__file__).parent / "texts.toml").read_text(encoding="utf-8")
)


def every_text() -> Iterator[str]:
    """Yield every text there is a verdict for: the table's, and each rule's own examples."""
    for themes in TEXTS.values():
        for texts in themes.values():
            yield from texts
    for rules in families().values():
        for rule in rules:
            yield from (*rule.bad, *rule.good)
