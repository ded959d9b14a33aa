"""The four roadmaps the product was asked for, where their folder stands beside the project; counted by hand."""

from collections import Counter
from pathlib import Path

import pytest

from bot import roadmaps
from bot.roadmaps.roadmap import Kind, Roadmap

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the folder of seeds is not shipped with the project")


def kinds(roadmap: Roadmap) -> Counter[Kind]:
    return Counter(item.kind for item in roadmap.items)


def test_the_twelve_months() -> None:
    (plan,) = roadmaps.plans(SEEDS / "12-month.txt")
    assert [(s.kind, s.number, s.months) for s in plan.sections] == [
        ("phase", 1, (1, 3)), ("phase", 2, (4, 5)), ("phase", 3, (6, 7)), ("phase", 4, (8, 9)), ("phase", 5, (10, 11)),
    ]  # fmt: skip
    projects = [section.project for section in plan.sections if section.project]
    assert [(project.title, project.capstone) for project in projects] == [
        ("Customer Churn Prediction", False), ("Credit Risk Scoring System", False),
        ("Customer Segmentation for Marketing", False), ("Product Image Classifier", False),
        ("End-to-End ML Service", True),
    ]  # fmt: skip
    assert plan.sections[0].rhythm == ("3 days: Concepts + math", "3 days: Coding practice", "1 day: Project work")
    assert len(plan.rhythm) == 7
    assert plan.hours_per_week == 7


def test_the_sixteen_weeks() -> None:
    (plan,) = roadmaps.plans(SEEDS / "16-week.txt")
    assert [section.number for section in plan.sections] == list(range(1, 17))
    assert list(dict.fromkeys(section.group for section in plan.sections)) == [
        "Weeks 1–4: Foundations", "Weeks 5–8: Classical Machine Learning",
        "Weeks 9–12: Deep Learning & Neural Networks", "Weeks 13–16: MLOps & Production Systems",
    ]  # fmt: skip
    assert kinds(plan) == {
        Kind.TOPIC: 80, Kind.TASK: 81, Kind.RESOURCE: 64, Kind.PRACTICE: 80, Kind.OUTCOME: 64, Kind.STRETCH: 24,
        Kind.CHECK: 20, Kind.QUESTION: 25,
    }  # fmt: skip
    assert all(item.hours for item in plan.items if item.kind is Kind.TASK)
    assert sum(section.hours or 0 for section in plan.sections) == 212
    projects = [section.project for section in plan.sections if section.project]
    assert (len(projects), sum(project.capstone for project in projects)) == (16, 4)
    assert all(project.dataset and project.task and project.deliverables and project.criteria for project in projects)


def test_the_two_plans_of_one_file() -> None:
    long, short = roadmaps.plans(SEEDS / "24-week-and-12-week.txt")
    assert ([s.number for s in long.sections], len({s.group for s in long.sections})) == (list(range(1, 25)), 6)
    assert sum(section.project is not None for section in long.sections) == 5
    assert all(len(section.items) >= 3 for section in long.sections)
    assert ([s.number for s in short.sections], len({s.group for s in short.sections})) == (list(range(1, 13)), 3)
    assert kinds(short) == {Kind.TOPIC: 12, Kind.DELIVERABLE: 12}
    assert (long.hours_per_week, short.hours_per_week) == (18, 18)


def test_the_forty_days() -> None:
    (plan,) = roadmaps.plans(SEEDS / "40-day.txt")
    days = [day for section in plan.sections for day in section.days]
    assert (len(plan.sections), [day.number for day in days]) == (8, list(range(1, 41)))
    assert all(any(item.kind is Kind.DELIVERABLE for item in day.items) for day in days)
    assert all(len(day.items) >= 2 for day in days)
    assert {Kind.THEORY, Kind.TASK, Kind.STRETCH, Kind.DELIVERABLE, Kind.GOAL} == set(kinds(plan))
    assert [s.project.title for s in plan.sections if s.project] == [
        "Viz Mini-Project", "Housing Prices", "Customer Segmentation", "Capstone Build & Publish",
    ]  # fmt: skip
    assert plan.hours_per_week == 15
