import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import roadmaps
from bot.roadmaps import canonical

Run = Callable[..., tuple[int, str, str]]
MESSY = """# A plan in 2 weeks

6 hours/week

## Contents

- [Week 1](#week-1)

## ✅ **Week 1: Lists** (4 hours)

**Tasks:**
- [x] Sort a list (2 hrs)
- Read [the docs](https://a.b/c)

**Mini Project:**
- **Dataset:** Names
- **Deliverables:** notebook, README

## Week 2 – Loops

Topics: for, while
"""


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    path = tmp_path / "messy.txt"
    path.write_text(MESSY, encoding="utf-8")
    return path


@pytest.fixture
def two(tmp_path: Path) -> Path:
    weeks = "\n\n".join(f"## Week {n}: Slow {n}\n\n- a\n- b" for n in range(1, 9))
    rows = "\n".join(f"| {n} | Fast {n} | Output {n} |" for n in range(1, 5))
    path = tmp_path / "two.md"
    path.write_text(
        f"# Fast plan\n\n| Week | Focus | Output |\n|---|---|---|\n{rows}\n\n# Slow plan\n\n{weeks}\n", encoding="utf-8"
    )
    return path


def test_any_file_is_shown_without_a_home(messy: Path, run: Run) -> None:
    code, out, err = run("roadmap", "show", str(messy))
    assert code == 0
    assert out.splitlines()[:2] == [
        "A plan in 2 weeks",
        "2 weeks, 4 items, 1 project · 6 hours a week · 4 hours in all · 1 done",
    ]
    assert "  2 tasks\n  Project: Names\n" in out
    assert "4 h · 1 of 2 done" in out
    assert "Lines 5–7 (“Contents”) are no part of the plan." in err


def test_every_item_is_shown_when_asked(messy: Path, run: Run) -> None:
    out = run("roadmap", "show", str(messy), "--items")[1]
    assert "  ✓ task  Sort a list  (2 h)" in out
    assert "  · topic  for" in out
    assert "    deliverable: README" in out


def test_the_json_is_that_of_the_design(messy: Path, run: Run) -> None:
    row = json.loads(run("roadmap", "show", str(messy), "--json")[1])
    first, second = row.pop("sections")
    warnings = row.pop("warnings")
    assert row == {"title": "A plan in 2 weeks", "plans": 1, "hours_per_week": 6.0}
    assert warnings == ["Lines 5–7 (“Contents”) are no part of the plan."]
    for item in first["items"] + second["items"]:
        assert len(item.pop("id")) == 8
    assert first == {
        "number": 1, "kind": "week", "title": "Lists", "hours": 4.0,
        "items": [
            {"kind": "task", "text": "Sort a list", "hours": 2.0, "done": True},
            {"kind": "task", "text": "Read the docs", "url": "https://a.b/c", "done": False},
        ],
        "project": {"dataset": "Names", "deliverables": ["notebook", "README"], "criteria": []},
    }  # fmt: skip
    assert [item["text"] for item in second["items"]] == ["for", "while"]


def test_several_plans_are_listed_and_chosen_by_number(two: Path, run: Run) -> None:
    _, out, err = run("roadmap", "show", str(two))
    assert out.startswith("Slow plan\n8 weeks")
    assert "This file holds 2 plans:" in err
    assert "--plan 2  Fast plan: 4 weeks, 8 items" in err
    assert run("roadmap", "show", str(two), "--plan", "2")[1].startswith("Fast plan\n4 weeks")
    assert json.loads(run("roadmap", "show", str(two), "--plan", "2", "--json")[1])["plans"] == 2
    code, _, err = run("roadmap", "show", str(two), "--plan", "3")
    assert (code, "holds 2 plans, and no plan 3" in err) == (1, True)


def test_an_import_prints_our_markdown_which_reads_back_the_same(messy: Path, tmp_path: Path, run: Run) -> None:
    code, out, err = run("roadmap", "import", str(messy))
    assert (code, "no part of the plan" in err) == (0, True)
    assert out.startswith(f"{canonical.MARK}\n\n# A plan in 2 weeks\n\n6 hours a week\n\n## Week 1: Lists\n\n4 hours\n")
    read, written = roadmaps.read(messy), canonical.parse(out)
    assert (written.title, written.sections, written.hours_per_week) == (read.title, read.sections, read.hours_per_week)
    output = tmp_path / "mine.md"
    assert run("roadmap", "import", str(messy), "--output", str(output))[1] == ""
    assert output.read_text(encoding="utf-8") == out


def test_an_import_never_loses_the_file_that_was_there(messy: Path, two: Path, tmp_path: Path, run: Run) -> None:
    output = tmp_path / "mine.md"
    output.write_text("mine", encoding="utf-8")
    err = run("roadmap", "import", str(messy), "--output", str(output))[2]
    assert "the one before is" in err
    run("roadmap", "import", str(two), "--output", str(output))
    run("roadmap", "import", str(two), "--output", str(output))
    assert (tmp_path / "mine.before-1.md").read_text(encoding="utf-8") == "mine"
    assert sorted(path.name for path in tmp_path.glob("mine*")) == ["mine.before-1.md", "mine.before-2.md", "mine.md"]


def test_a_home_is_made_of_a_messy_file_in_our_own_form(messy: Path, tmp_path: Path, run: Run) -> None:
    assert run("init", "--roadmap", str(messy))[0] == 0
    text = (tmp_path / "home" / "roadmap.md").read_text(encoding="utf-8")
    assert text == run("roadmap", "import", str(messy))[1]


def test_one_plan_of_several_can_be_chosen_for_a_home(two: Path, tmp_path: Path, run: Run) -> None:
    assert run("init", "--roadmap", str(two), "--plan", "2")[0] == 0
    assert run("roadmap", "show")[1].startswith("Fast plan\n4 weeks")
    env = tmp_path / "home" / ".env"
    env.write_text(
        env.read_text(encoding="utf-8").replace("BOT_ROADMAP=roadmap.md", f"BOT_ROADMAP={two}"), encoding="utf-8"
    )
    assert run("roadmap", "show")[1].startswith("Slow plan")
    env.write_text(
        env.read_text(encoding="utf-8").replace("BOT_ROADMAP_PLAN=1", "BOT_ROADMAP_PLAN=2"), encoding="utf-8"
    )
    assert run("roadmap", "show")[1].startswith("Fast plan")


def test_another_roadmap_can_be_taken_and_what_became_of_the_items_is_told(home: Path, messy: Path, run: Run) -> None:
    before = {
        i["text"]: i["id"] for s in json.loads(run("roadmap", "show", "--json")[1])["sections"] for i in s["items"]
    }
    path = home / "roadmap.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Fit a line by hand", "Fit a line by your own hand"), encoding="utf-8"
    )
    out = run("roadmap", "show")[1]
    assert "1 reworded" in out
    assert "reworded: Fit a line by your own hand  (was: Fit a line by hand)" in out
    after = {
        i["text"]: i["id"] for s in json.loads(run("roadmap", "show", "--json")[1])["sections"] for i in s["items"]
    }
    assert after["Fit a line by your own hand"] == before["Fit a line by hand"]
    assert run("roadmap", "import", str(messy), "--use")[0] == 0
    assert run("roadmap", "show")[1].startswith("A plan in 2 weeks")
    assert (home / "roadmap.before-1.md").exists()


def test_a_file_without_a_plan_is_refused_with_a_sentence(tmp_path: Path, run: Run) -> None:
    (tmp_path / "x.md").write_text("# Nothing\n\nhere\n", encoding="utf-8")
    for words in (("show",), ("import",)):
        code, out, err = run("roadmap", *words, str(tmp_path / "x.md"))
        assert (code, out) == (1, "")
        assert "x.md holds no plan" in err


def test_a_plan_that_speaks_of_job_hunting_is_told_what_to_write_instead(run: Run, tmp_path: Path) -> None:
    plan = tmp_path / "plan.md"
    words = "# Plan\n\n## Week 1: Arrays\n\n- NumPy broadcasting\n"
    plan.write_text(f"{words}- Update resume and LinkedIn\n", encoding="utf-8")
    code, _, said = run("roadmap", "import", str(plan))
    assert (code, "A reader could take 1 line of it for job hunting:" in said) == (0, True)
    assert "“Update resume and LinkedIn”: A resume in a post says you are applying somewhere. Say what" in said
    plan.write_text(words, encoding="utf-8")
    assert "job hunting" not in run("roadmap", "import", str(plan))[2]


def test_a_roadmap_in_the_learners_own_repository_is_followed_where_it_is(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ml").mkdir()
    plan = tmp_path / "ml" / "plan.md"
    plan.write_text("# Plan\n\n## Week 1: Arrays\n\n- [ ] NumPy broadcasting\n", encoding="utf-8")
    monkeypatch.setenv("BOT_HOME", str(tmp_path / "new"))
    code, said, _ = run("init", "--yes", "--roadmap", str(plan), "--repository", str(plan.parent))
    assert (code, f"from now on it is {plan}" in said) == (0, True)
    assert not (tmp_path / "new" / "roadmap.md").exists()
    plan.write_text(plan.read_text(encoding="utf-8").replace("[ ]", "[x]"), encoding="utf-8")
    (item,) = json.loads(run("roadmap", "show", "--json")[1])["sections"][0]["items"]
    assert item["done"]
