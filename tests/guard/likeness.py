"""Counts the judged texts into bot/guard/likeness.json, the weights of the guard's second reader.

Run it again when a text or a rule's example has changed: python -m tests.guard.likeness
"""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

from bot.guard import families
from bot.guard.likeness import FILE, learned
from tests.guard import TEXTS

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
_BOX = "- [ ] "
_EXAMPLES_COUNT = 4  # a rule's good example stands for many
_OF_LIFE = {"framing", "workplace"}
_OTHER_THEMES = {"disguised", "private", "strangers"}
_OTHER_RULES = {"privacy", "mentions", "overclaim"}


def counted() -> str:
    """Return the file as it should be."""
    return json.dumps(learned(judged()), ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"


def judged() -> Iterator[tuple[str, bool]]:
    """Yield every text somebody judged, with whether it was held back for what it tells of work and plans."""
    for path in sorted((HERE / "judged").glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            verdict, text = line.split("\t")
            yield text.replace("\\n", "\n"), verdict == "block"
    for verdict, themes in TEXTS.items():
        for theme, texts in themes.items():
            often = 1 if verdict == "block" else _EXAMPLES_COUNT // 2
            yield from ((text, verdict == "block") for text in texts * often if theme not in _OTHER_THEMES)
    for row in _corpus():
        if row["verdict"] != "block" or row["about"] in _OF_LIFE:
            yield row["text"], row["verdict"] == "block"
    yield from _of_rules()
    yield from ((text, False) for text in _of_the_subject())


def _corpus() -> Iterator[dict[str, str]]:
    for name in ("corpus", "corpus_told", "corpus_heard"):
        yield from tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))["text"]


def _of_rules() -> Iterator[tuple[str, bool]]:
    for family, rules in families().items():
        for rule in rules:
            held_back = rule.verdict == "block" and family not in _OTHER_RULES
            yield from ((text, True) for text in rule.bad if held_back)
            yield from ((text, False) for text in rule.good * _EXAMPLES_COUNT)


def _of_the_subject() -> Iterator[str]:
    for path in sorted((ROOT / "concepts").glob("*.toml")):
        yield from (fact["short"] for fact in tomllib.loads(path.read_text(encoding="utf-8")).values())
    for path in sorted((ROOT / "roadmaps").glob("*.md")):
        lines = path.read_text(encoding="utf-8").splitlines()
        yield from (line.removeprefix(_BOX) for line in lines if line.startswith(_BOX))


if __name__ == "__main__":
    FILE.write_text(counted(), encoding="utf-8")
