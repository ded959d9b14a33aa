"""What a post may tell of some material, and what a draft may not repeat: through the real templates and facts."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import guard, resources, roadmaps
from bot.activity import Evidence, Flavour, Kind
from bot.drafting import Draft, Material, concepts
from bot.drafting.story import Shelf, story
from bot.drafting.template import read
from bot.drafting.write import write
from bot.plan import Calendar, Plan
from bot.roadmaps.roadmap import Day, Item, Roadmap
from bot.roadmaps.roadmap import Kind as ItemKind

HOME = Path("/nowhere")
ROADMAP = roadmaps.read(Path(__file__).parent.parent.parent / "roadmaps" / "40-day.md")
PLAN = Plan(ROADMAP, Calendar(date(2026, 1, 5), frozenset(range(5))))
FACTS = concepts.Shelved(tuple(concepts.read(list(resources.every(HOME, "concepts", ".toml")))))
DAY = PLAN.days[12]  # pipelines and regularization
EVENING = datetime.combine(DAY.date, datetime.min.time(), UTC) + timedelta(hours=20)


def shelf(platform: str = "x", **changed: Any) -> Shelf:
    templates = [read(path) for path in resources.every(HOME, f"templates/{platform}", ".j2")]
    return replace(Shelf(templates, FACTS, today=DAY.date + timedelta(days=1)), **changed)


def note(text: str, flavour: Flavour = Flavour.NONE, commit: str = "") -> Evidence:
    return Evidence(Kind.NOTE, f"note {len(text)}", text, EVENING, DAY.date, flavour, commit=commit)


def commit(text: str) -> Evidence:
    return Evidence(Kind.COMMIT, f"{len(text):040d}", text, EVENING, DAY.date)


def tick(place: int) -> Evidence:
    item = DAY.day.items[place]
    return Evidence(Kind.TICK, item.id, item.text, EVENING, DAY.date)


def material(*evidence: Evidence, **changed: Any) -> Material:
    following = PLAN.days[13]
    plan = Evidence(Kind.PLAN, following.name, following.subject, EVENING, following.date)
    kinds = {item.id: item.kind for item in ROADMAP.items}
    made = Material(evidence, {DAY.date: DAY} if evidence else {}, following, plan, kinds=kinds, roadmap=ROADMAP)
    return replace(made, **changed)


def names(*evidence: Evidence, **changed: Any) -> set[str]:
    return set(story(material(*evidence, **changed), shelf(turn=1)).context)


def drafted(made: Material, **changed: Any) -> Draft:
    draft = write("x", made, shelf("x", **changed))
    assert draft is not None
    return draft


# --- the names -------------------------------------------------------------------------------------------------------


def test_a_name_is_there_only_if_there_is_something_to_say() -> None:
    assert names() & {"note", "work", "done", "unspoken", "start"} == set()
    assert {"note", "mistake"} <= names(note("I fitted the scaler before the split.", Flavour.MISTAKE))
    assert {"work"} <= names(commit("Plot the lasso path of the coefficients"))
    assert {"done"} <= names(tick(1))
    assert "unspoken" in names(commit("update"))


@pytest.mark.parametrize(
    ("text", "flavour", "stuck"),
    [
        ("It compiles, then segfaults. I stopped there.", Flavour.NONE, True),
        ("Not sure why the loss rises after epoch 3.", Flavour.MISTAKE, True),
        ("Not sure at first, fixed it with a smaller step.", Flavour.MISTAKE, False),
        ("It doesn't fit in memory, because of the copy.", Flavour.MISTAKE, False),
        ("I don't get tired of ridge.", Flavour.WIN, False),
        ("Stopped while it still worked.", Flavour.NONE, False),
    ],
)
def test_trouble_that_is_open_is_stuck_and_what_was_settled_is_not(text: str, flavour: Flavour, stuck: bool) -> None:
    assert ("stuck" in names(note(text, flavour))) == stuck


def test_only_a_roadmap_on_data_is_started_for_insight_into_data() -> None:
    assert "of_data" in names(tick(1), begins=True)
    other = Roadmap("Spanish", (replace(DAY.section, title="Verbs"),))
    assert {"of_data", "start"} & names(tick(1), begins=True, roadmap=other) == {"start"}


def test_two_figures_held_against_each_other_are_a_comparison() -> None:
    assert "comparison" in names(note("AUC 0.84 with trees against 0.83 with logistic regression."))
    assert "comparison" not in names(note("AUC 0.84 with trees."))
    assert "comparison" not in names(note("Trees did better than the line."))


def test_a_section_just_ended_is_a_milestone_and_the_last_one_the_end() -> None:
    section = DAY.section
    assert "milestone" not in names(tick(1))
    assert {"milestone"} <= names(tick(1), ended=(section,))
    assert "finish" not in names(tick(1), ended=(section,))
    assert {"milestone", "finish"} <= names(tick(1), ended=(section,), complete=True)


@pytest.mark.parametrize(
    ("title", "said"), [("Tree models", "tree models"), ("Machine learning II", "“Machine learning II”")]
)
def test_a_section_that_is_one_of_a_row_keeps_its_name(title: str, said: str) -> None:
    ended = (replace(DAY.section, title=title),)
    assert story(material(tick(1), ended=ended), shelf()).context["milestone"]["title"] == said


def test_the_first_post_says_that_one_has_begun_and_quotes_the_roadmap_by_its_title() -> None:
    draft = drafted(material(tick(1), begins=True))
    assert draft.angle == "start"
    assert f"“{ROADMAP.title}”" in draft.parts[0]
    assert {str(claim.tense) for claim in draft.claims} == {"did", "planned"}


def test_a_week_is_looked_back_on_by_what_was_made_in_it() -> None:
    early = replace(tick(1), date=DAY.date - timedelta(days=1))
    assert "recap" in names(week=(early, tick(2)))
    assert "recap" not in names(week=(tick(1), tick(2)))  # one day is no week
    assert "recap" not in names(week=(replace(tick(0), date=early.date), replace(tick(0), ref="x")))  # only read


@pytest.mark.parametrize("evidence", [(commit("update"),), (commit("wip"), commit("day 12"))])
def test_commits_that_say_nothing_carry_a_fact_on_the_plans_topic_and_no_word_on_the_learner(
    evidence: tuple[Evidence, ...],
) -> None:
    draft = drafted(material(*evidence))
    assert (draft.angle, draft.claims) == ("concept", ())
    assert draft.fact
    assert draft.parts[0].startswith(FACTS.by_name[draft.fact].short)


def test_what_was_said_lately_is_not_said_again_but_a_fact_on_what_is_studied_may_stand() -> None:
    made = material(commit("Plot the lasso path of the coefficients"))
    drafts = [drafted(made)]
    while drafts[-1].angle == "mechanism":
        assert "lasso path" in drafts[-1].parts[0]
        told = frozenset(each.fact for each in drafts)
        drafts.append(drafted(made, recent=[each.parts[0] for each in drafts], told_facts=told))
    assert len(drafts) < 4
    assert (drafts[-1].angle, drafts[-1].claims) == ("concept", ())


def test_where_the_facts_on_the_day_are_told_those_of_its_section_and_of_its_field_follow() -> None:
    made, told = material(commit("update"), days={DAY.date: PLAN.days[20]}), set[str]()
    found = []
    while fact := story(made, shelf(told_facts=frozenset(told))).fact:
        told.add(fact.name)
        found.append(fact)
    assert all(fact.name in told for fact in FACTS.facts if fact.topic == found[0].topic)
    assert found[0].topic == "unsupervised"
    assert len(found) > 100


LONG = "The scaler belongs into the pipeline. Fitted before the split, it has seen the test rows. I moved it."


def test_several_days_are_told_in_their_order_by_what_was_made_and_by_notes_of_two_of_them() -> None:
    before = [
        replace(each, date=each.date - timedelta(days=2), at=each.at - timedelta(days=2))
        for each in (commit("Implement ridge regression from scratch"), note(LONG))
    ]
    now = [
        commit("Plot the lasso path of the coefficients"),
        note(f"{LONG[:-12]} The path bends there."),
    ]
    context = story(material(*before, *now), shelf("linkedin")).context
    assert context["several"]["past"][0].startswith("implemented ridge")
    assert len(context["several"]["past"]) == 2
    assert {context["note"]["text"], context["another"]["text"]} == {before[1].text, now[1].text}
    draft = write("linkedin", material(*before, *now), replace(shelf("linkedin"), facts=concepts.Shelved(())))
    assert draft
    assert draft.angle == "notes"
    only_work = write("linkedin", material(before[0], now[0]), replace(shelf("linkedin"), facts=concepts.Shelved(())))
    assert only_work
    assert only_work.angle == "days"
    assert [each.ref for each in only_work.claims[0].evidence] == [before[0].ref, now[0].ref]


def test_no_evidence_is_silence_and_after_a_fortnight_at_most_what_is_planned() -> None:
    assert write("x", material(), shelf()) is None
    assert write("x", material(quiet_for=13), shelf()) is None
    draft = drafted(material(quiet_for=14))
    assert (draft.angle, {str(claim.tense) for claim in draft.claims}) == ("next", {"planned"})
    used = [("next", DAY.date - timedelta(days=5))]
    assert write("x", material(quiet_for=14), shelf(recent_angles=used)) is None


# --- what is chosen --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Introduction to Decision Tree Classification",
        "and RStudio IDE.",
        "Learnt to do basic authentication on.",
        "Today I built a small parser for dates.",
        "Thanksgiving holiday, then guests. I was sick.",
        "Updated stb_image.h and the loader. It works.",
        "It works in production for Intertech now.",
        "Learnt sets, they are fun 🐍.",
        "It's working as a command line program.",
        "Settled on a way to automate Intertech's digest.",
    ],
)
def test_a_diarys_passage_is_quoted_only_where_it_reads_as_a_sentence_on_the_subject(text: str) -> None:
    assert "note" not in names(note(text, commit="abc"))


def test_a_note_given_to_the_bot_is_the_learners_to_judge() -> None:
    assert "note" in names(note("Introduction to Decision Tree Classification"))
    assert "note" in names(note("Wrote a histogram kernel. It was slow at first.", commit="abc"))
    assert "note" not in names(note("Ready for ML engineering roles now."))


@pytest.mark.parametrize(
    "message",
    [
        "trove clf upd",
        "Included prelude",
        "Add “Cuda Occupancy Calculator”",
        "Introduction to CNN",
        "Use fitModel, loadRows",
    ],
)
def test_a_commit_nobody_but_its_writer_could_read_is_not_told(message: str) -> None:
    assert "work" not in names(commit(message))


def test_work_that_a_note_or_another_commit_tells_already_is_not_told_again() -> None:
    told = note("Wrote a color inversion kernel in the evening.")
    assert "work" not in names(told, commit("Color Inversion Kernel"))
    context = story(material(commit("Plot the lasso path"), commit("Plot lasso path of the data")), shelf()).context
    assert len(context["work"]["past"]) == 1


def test_a_next_step_is_named_only_where_it_follows() -> None:
    assert "following" in names(tick(1))
    assert "following" not in names(note("Wrote a snake game. It grows when it eats."))
    assert "following" in names()


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        (ItemKind.DELIVERABLE, "Image classifier with a demo", "the image classifier with a demo"),
        (ItemKind.TASK, "Clean a dataset and generate statistics", "cleaning a dataset and generating statistics"),
        (ItemKind.TOPIC, "Experiment tracking with MLflow", "experiment tracking with MLflow"),
        (ItemKind.DELIVERABLE, "Mini-analysis, 1 LinkedIn post and 5 tweets", None),
        (ItemKind.TASK, DAY.subject, None),
    ],
)
def test_a_next_step_is_said_whole_and_is_neither_this_one_nor_a_post(
    kind: ItemKind, text: str, said: str | None
) -> None:
    following = replace(PLAN.days[13], day=Day(14, text, (Item("next", kind, text),)))
    context = story(material(tick(1), following=following), shelf()).context
    assert context.get("following", {}).get("title") == said


def test_four_posts_in_ten_say_what_comes_next() -> None:
    named = [
        any(str(claim.tense) == "planned" for claim in drafted(material(tick(1)), turn=turn).claims)
        for turn in range(20)
    ]
    assert sum(named) == 8


# --- what is not repeated --------------------------------------------------------------------------------------------


def test_the_same_material_makes_the_same_draft() -> None:
    assert drafted(material(tick(1), tick(2)), turn=3) == drafted(material(tick(1), tick(2)), turn=3)


def test_wordings_take_turns() -> None:
    texts = {drafted(material(tick(1)), turn=turn).parts[0] for turn in range(12)}
    assert len(texts) > 3


def test_nothing_opens_or_closes_as_a_post_of_the_last_fortnight_did() -> None:
    first = drafted(material(tick(1))).parts[0]
    opening, closing = first.split()[:3], first.rsplit(". ", 1)[-1]
    other = drafted(material(tick(1)), recent=[f"{' '.join(opening)} another story altogether, told at length."]).parts[
        0
    ]
    assert other.split()[:3] != opening
    third = drafted(material(tick(1)), recent=[f"Something else. {closing}"]).parts[0]
    assert third.rsplit(". ", 1)[-1] != closing


def test_what_is_too_like_a_recent_post_is_silence() -> None:
    recent = [drafted(material(tick(1)), turn=turn).parts[0] for turn in range(30)]
    draft = write("x", material(tick(1)), shelf(recent=recent))
    assert draft is None or max(guard.similarity(draft.parts[0], each) for each in recent) <= guard.TOO_ALIKE


def test_a_fact_is_told_once() -> None:
    seen: set[str] = set()
    for turn in range(6):
        draft = write("x", material(commit("update")), shelf(told_facts=frozenset(seen), turn=turn))
        if draft is None:
            break
        assert draft.fact not in seen
        seen.add(draft.fact)
    assert len(seen) > 2


def test_a_question_is_asked_once_in_seven_posts() -> None:
    quiet = ["A plain post."] * 6
    asked = ["How do you check it?", *quiet[1:]]
    trouble = material(note("Ridge and lasso disagree here. No idea which regularization to trust.", Flavour.MISTAKE))
    assert "?" in drafted(trouble, recent=quiet).parts[0]
    assert "?" not in drafted(trouble, recent=asked).parts[0]


def test_a_template_of_ones_own_that_fails_keeps_the_others_from_nothing(tmp_path: Path) -> None:
    broken = tmp_path / "mine.j2"
    broken.write_text('+++\nneeds = ["done"]\nweight = 9\n+++\n{% claim done %}{{ done.nothing }}{% endclaim %}\n')
    templates = [read(broken), *shelf().templates]
    assert drafted(material(tick(1)), templates=templates).angle == "done"


# --- facts -----------------------------------------------------------------------------------------------------------


def fact_on(said: str, planned: str = "") -> str:
    found = concepts.best(FACTS, said, planned, frozenset())
    return found.name if found else ""


@pytest.mark.parametrize(
    "said",
    [
        "Wrote a kernel and removed a duplicate.",
        "Rendered a table with a for loop in React.",
        "Worked on Ridge Edge Detection Kernel.",
        "Slow evening with Python.",
        "I trained a model on the data.",
    ],
)
def test_a_word_or_a_chapter_is_not_enough_for_a_fact(said: str) -> None:
    assert fact_on(said) == ""


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Plotted the lasso path with ridge beside it.", {"lasso", "ridge"}),
        ("Ran k-means on the segments.", {"k-means"}),
        ("Fitted a random forest.", {"random forest"}),
        ("A first DBSCAN run.", {"dbscan"}),
    ],
)
def test_a_concept_that_is_named_finds_its_fact(said: str, words: set[str]) -> None:
    assert words & set(FACTS.by_name[fact_on(said)].terms)


def test_what_the_plan_calls_a_topic_finds_a_fact() -> None:
    for section in ROADMAP.sections:
        for day in section.days:
            text = " . ".join([day.title, *(item.text for item in day.items)])
            assert concepts.best(FACTS, "", text, frozenset()), day.title


# --- threads -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("platform", "parts"), [("x", 2), ("linkedin", 0)])
def test_a_thread_is_written_where_a_template_asks_for_one_and_there_are_threads(
    tmp_path: Path, platform: str, parts: int
) -> None:
    path = tmp_path / "own.j2"
    body = (
        "{% claim note %}{{ note.text }}{% endclaim %}\n\n---\n\n{% claim note %}{{ note.text }} Again.{% endclaim %}\n"
    )
    path.write_text(f'+++\nneeds = ["note"]\n+++\n{body}', encoding="utf-8")
    mine = replace(shelf(platform), templates=[read(path)])
    draft = write(platform, material(note("I fitted the scaler before the split.", Flavour.MISTAKE)), mine)
    assert len(draft.parts if draft else ()) == parts
    if draft:
        assert draft.parts[1] == f"{draft.parts[0]} Again."
