import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot import roadmaps
from bot.errors import RoadmapError
from bot.roadmaps.roadmap import Kind, Project, Roadmap

WEEK = {
    "title": "Python", "topics": ["Syntax", "Types"], "tasks": [{"title": "Set up (2h)", "done": True}], "hours": 9,
    "resources": [{"title": "Docs", "url": "https://docs.python.org"}],
    "project": {"title": "A game", "dataset": "None yet", "deliverables": ["Code", "README"]},
}  # fmt: skip
SHAPES: dict[str, Any] = {
    "list of weeks": {"title": "Plan", "weeks": [{"week": 1, **WEEK}, {"week": 2, **WEEK}]},
    "numbered rows": {"weeks": [{"number": 1, **WEEK}, {"number": 2, **WEEK}]},
    "named keys": {"week_1": WEEK, "week_2": WEEK},
    "camel keys": {"week1": WEEK, "week2": WEEK},
    "mapping of weeks": {"weeks": {"1": WEEK, "2": WEEK}},
    "bare rows": [{"week": 1, **WEEK}, {"week": 2, **WEEK}],
    "deep": {"data": {"roadmap": {"weeks": [{"week": 1, **WEEK}, {"week": 2, **WEEK}]}}},
    "titles that count": {"sections": [{**WEEK, "title": "Week 1: Python"}, {**WEEK, "title": "Week 2: Python"}]},
    "Spanish": {"semanas": [
        {"semana": n, "título": "Python", "temas": ["Syntax", "Types"], "tareas": [{"title": "Set up (2h)", "done": True}],
         "horas": "9", "recursos": WEEK["resources"], "proyecto": WEEK["project"]} for n in (1, 2)
    ]},
}  # fmt: skip


def written(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("ending", ["json", "yaml"])
def test_weeks_are_found_under_usual_names(tmp_path: Path, shape: str, ending: str) -> None:
    value = json.loads(json.dumps(SHAPES[shape]))  # each week its own, or YAML would be written with aliases
    text = json.dumps(value) if ending == "json" else yaml.safe_dump(value, allow_unicode=True, sort_keys=False)
    (plan,) = roadmaps.plans(written(tmp_path, f"plan.{ending}", text))
    assert [(s.kind, s.number, s.title, s.hours) for s in plan.sections] == [("week", n, "Python", 9) for n in (1, 2)]
    topic, other, task, resource = plan.sections[0].items
    assert [(item.kind, item.text) for item in (topic, other)] == [(Kind.TOPIC, "Syntax"), (Kind.TOPIC, "Types")]
    assert (task.kind, task.done) == (Kind.TASK, True)
    assert (resource.kind, resource.text, resource.url) == (Kind.RESOURCE, "Docs", "https://docs.python.org")
    assert plan.sections[0].project == Project("A game", "None yet", "", ("Code", "README"))


def test_weeks_inside_phases_and_days_inside_weeks(tmp_path: Path) -> None:
    week = {"week": 1, "days": [{"day": 1, "title": "Lists", "tasks": ["Read"]}, {"day": 2, "title": "Loops"}]}
    text = json.dumps({"hours_per_week": 8, "phases": [{"phase": 1, "title": "Base", "weeks": [week]}]})
    (plan,) = roadmaps.plans(written(tmp_path, "plan.json", text))
    (section,) = plan.sections
    assert (section.group, section.kind, plan.hours_per_week) == ("Phase 1: Base", "week", 8)
    assert [(day.title, [item.text for item in day.items]) for day in section.days] == [
        ("Lists", ["Read"]), ("Loops", ["Loops"]),
    ]  # fmt: skip


def test_toml(tmp_path: Path) -> None:
    text = 'title = "Plan"\n[[weeks]]\nweek = 1\ntitle = "A"\ntopics = ["x"]\n[[weeks]]\nweek = 2\ntitle = "B"\ntopics = ["y"]\n'
    (plan,) = roadmaps.plans(written(tmp_path, "plan.toml", text))
    assert (plan.title, [s.title for s in plan.sections]) == ("Plan", ["A", "B"])


def test_a_plan_without_units_is_read_by_its_titled_rows(tmp_path: Path) -> None:
    rows = [{"title": f"Part {n}", "topics": ["a", "b"]} for n in "xyz"]
    (plan,) = roadmaps.plans(written(tmp_path, "roadmap.json", json.dumps({"roadmap": rows})))
    assert [(s.kind, s.title, len(s.items)) for s in plan.sections] == [("part", f"Part {n}", 2) for n in "xyz"]


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("a.json", '{"weeks": [\n  {"week": 1,}\n]}', "is not JSON: line 2, column 14"),
        ("a.json", '{"a": ' * 2000 + "1" + "}" * 2000, "nested too deeply"),
        ("a.json", "[" * 100 + "]" * 100, "nested too deeply"),
        ("a.yaml", "weeks:\n  - week: 1\n   title: x\n", "is not YAML: line 3"),
        ("a.yaml", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", r"line 2: it uses an alias \(\*a\)"),
        ("a.yaml", "a: !!python/object/apply:os.system ['true']\n", "line 1: it uses the tag"),
        ("a.yaml", "a: !secret x\n", "line 1: it uses the tag !secret"),
        ("a.yaml", "[" * 1000 + "]" * 1000, "nested too deeply"),
        ("a.toml", "title = \n", "is not TOML: .*line 1"),
        ("a.json", '{"name": "a-package", "dependencies": {"b": "1.0"}}', "holds no plan"),
        ("a.json", "[]", "holds no plan"),
        ("a.json", '"text"', "holds no plan"),
        ("a.yaml", "", "is empty"),
    ],
)
def test_what_is_broken_or_no_plan_is_told_with_its_line(tmp_path: Path, name: str, text: str, sentence: str) -> None:
    with pytest.raises(RoadmapError, match=sentence) as caught:
        roadmaps.plans(written(tmp_path, name, text))
    assert caught.value.hint


def test_dates_and_yes_stay_the_words_they_are(tmp_path: Path) -> None:
    text = "weeks:\n  - week: 1\n    topics: [2026-01-05, yes, 1.5]\n"
    (plan,) = roadmaps.plans(written(tmp_path, "plan.yaml", text))
    assert [item.text for item in plan.sections[0].items] == ["2026-01-05", "yes", "1.5"]


def test_indented_text_that_calls_itself_yaml_is_read_as_text(tmp_path: Path) -> None:
    text = "A plan in two months: good luck\n\nMonth 1:\n  Basics\n  Projects:\n    Game: a: b\nMonth 2:\n  Pointers\n"
    (plan,) = roadmaps.plans(written(tmp_path, "plan.yaml", text))
    assert [(s.kind, s.number) for s in plan.sections] == [("month", 1), ("month", 2)]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["weeks", "week", "title", "topics", "days", "day", "project", "hours", "tasks", "week_1", "x"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@given(VALUES)
def test_any_values_give_plans_or_a_sentence(value: Any) -> None:
    from bot.roadmaps import keyed

    found: list[Roadmap] = keyed.parse(json.dumps(value), Path("plan.json"))
    for roadmap in found:
        assert roadmap.sections
        assert all(item.text and item.id for item in roadmap.items)
