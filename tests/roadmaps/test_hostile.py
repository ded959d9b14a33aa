"""Files made to hurt: what the reader refuses with a sentence, and how long it may take over the rest."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import roadmaps
from bot.errors import RoadmapError

HALF, WHOLE = 40_000, 80_000
LIMIT, TRIES = 3.0, 4


def _repeat(text: str) -> Callable[[int], str]:
    return lambda size: (text * (size // len(text) + 1))[:size]


SHAPES: dict[str, Callable[[int], str]] = {
    "a plan": lambda size: "".join(f"## Week {n}\n\n" + "- [ ] item (2 h)\n" * 50 for n in range(1, size // 860)),
    "brackets": _repeat("[" * 200 + "\n"), "stars": _repeat("*a **b _c " * 30 + "\n"), "ticks": _repeat("`a ``b " * 50 + "\n"),
    "quotes": _repeat(">" * 300 + " a\n"), "nested": lambda size: "".join("  " * (n % 300) + "- a\n" for n in range(size // 300)),
    "commas": lambda size: "## Week 1\n\n" + _repeat("- Topics: " + "(a, " * 1000 + "\n")(size),
    "pipes": _repeat("|a" * 100 + "\n"), "headings": _repeat("# a\n"), "fences": _repeat("```\n"), "html": _repeat("<li>a\n"),
    "links": _repeat("[a](https://b.c/d) "), "setext": _repeat("a\n---\n"), "parts": _repeat("## 1. a\n- b\n"),
    "escapes": _repeat("\\# a\n"), "mangled": _repeat("â€” caf√© "), "colons": _repeat("a: "), "one line": _repeat("word "),
    "hours": _repeat("(1 h) "), "phases": lambda size: "".join(f"# Phase {n}\n## Week {n}\n- a\n" for n in range(size // 60)),
    "ranges": lambda size: "".join(f"## Weeks {n}-{n + 4}\n- a\n" for n in range(size // 80)),
}  # fmt: skip


def seconds(path: Path, text: str) -> float:
    path.write_text(text, encoding="utf-8")
    best = 9e9
    for _ in range(2):
        before = time.process_time()
        try:
            roadmaps.plans(path)
        except RoadmapError as error:
            assert error.hint
        best = min(best, time.process_time() - before)
    return best


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_text_takes_about_twice_the_time(tmp_path: Path, shape: str) -> None:
    make = SHAPES[shape]
    growth = []
    for _ in range(TRIES):  # what else runs on the machine only ever adds: one quiet measurement is enough
        half, whole = seconds(tmp_path / "a.md", make(HALF)), seconds(tmp_path / "b.md", make(WHOLE))
        growth.append(whole / (half + 0.02))
        if growth[-1] < LIMIT:
            return
    assert min(growth) < LIMIT


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("\n".join(f"Week {n}: a" for n in range(5000)), "counts 5000 weeks"),
        (">" * 1000 + " ## Week 1\n", "holds no plan"),
    ],
)
def test_what_no_plan_looks_like_is_refused(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "p.md").write_text(text, encoding="utf-8")
    with pytest.raises(RoadmapError, match=sentence):
        roadmaps.plans(tmp_path / "p.md")


@pytest.mark.parametrize(
    "deep",
    [
        "\n".join("  " * depth + "- deep" for depth in range(1000)),
        ">" * 1000 + " deep",
        "> " * 1000 + "deep",
        "- " * 1000 + "deep",
        "1. " * 1000 + "deep",
        "\n".join(">" * depth + " deep" for depth in range(1, 1000)),
    ],
)
def test_a_thousand_lists_inside_each_other_hide_nothing(tmp_path: Path, deep: str) -> None:
    (tmp_path / "p.md").write_text(f"## Week 1: A\n\n- one\n{deep}\n\n## Week 2: B\n\n- two\n", encoding="utf-8")
    assert [section.items[0].text for section in roadmaps.read(tmp_path / "p.md").sections] == ["one", "two"]


def test_a_file_nobody_may_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "p.md"
    path.write_text("## Week 1\n- a\n", encoding="utf-8")
    path.chmod(0)

    def as_everybody(self: Path) -> bytes:  # root may read it, a container's user may not
        raise PermissionError(13, "Permission denied", str(self))

    with monkeypatch.context() as patch, pytest.raises(RoadmapError, match="cannot be read: Permission denied"):
        patch.setattr(Path, "read_bytes", as_everybody)
        roadmaps.read(path)


def test_a_plan_that_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "p.md").write_text("## Week 1: A\n- a\n", encoding="utf-8")
    with pytest.raises(RoadmapError, match="holds one plan, and no plan 2"):
        roadmaps.read(tmp_path / "p.md", 2)
