"""The reviewed facts: their form, that the guard has nothing to say of them, that the shipped roadmaps find theirs."""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from bot import guard, resources, roadmaps
from bot.drafting import concepts
from bot.errors import TemplateError
from bot.roadmaps.roadmap import Roadmap

HOME = Path("/nowhere")
FACTS = tuple(concepts.read(list(resources.every(HOME, "concepts", ".toml"))))
SHELVED = concepts.Shelved(FACTS)
ROADMAPS = [roadmaps.read(path) for path in sorted(resources.shipped("roadmaps").glob("*.md"))]
_NOT_OURS = re.compile(r"(?i)\b(?:I|we|our|my|powerful|unlock\w*|leverag\w*|game.changer)\b|[—!`#@]|https?:")


def test_there_are_four_hundred_facts_and_no_two_make_the_same_point() -> None:
    assert len(FACTS) >= 400
    assert len({fact.short for fact in FACTS}) == len({fact.name for fact in FACTS}) == len(FACTS)
    alike = [
        (one.name, other.name)
        for place, one in enumerate(FACTS)
        for other in FACTS[:place]
        if guard.similarity(one.short, other.short) > guard.TOO_ALIKE
    ]
    assert alike == []


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.name)
def test_a_fact_is_short_enough_for_a_post_speaks_of_nobody_and_names_its_source(fact: concepts.Fact) -> None:
    assert 60 <= len(fact.short) <= 150
    assert 220 <= len(fact.long) <= 360
    assert fact.question.endswith("?")
    assert len(fact.terms) >= 3
    assert len(fact.source) > 5
    for text in (fact.short, fact.long):
        assert text.endswith(".")
        assert not _NOT_OURS.search(text)
    for text in (fact.short, f"{fact.short} {fact.long}", fact.question):
        assert guard.check(text).findings == ()


def test_openings_vary() -> None:
    openings = Counter(" ".join(fact.short.split()[:3]) for fact in FACTS)
    assert max(openings.values()) <= 3
    assert sum(fact.short.startswith("A ") for fact in FACTS) < len(FACTS) / 7


@pytest.mark.parametrize("roadmap", ROADMAPS, ids=lambda roadmap: roadmap.title)
def test_every_section_of_a_shipped_roadmap_finds_facts_of_its_own(roadmap: Roadmap) -> None:
    for section in roadmap.sections:
        items = [item.text for each in (section.items, *(day.items for day in section.days)) for item in each]
        words, told = " . ".join([section.title, *items]), set[str]()
        while len(told) < 3 and (fact := concepts.best(SHELVED, "", words, told)):
            told.add(fact.name)
        assert len(told) == 3 or "write-up" in section.title.lower(), section.title


def test_a_fact_is_looked_up_by_a_term_its_name_or_its_words() -> None:
    assert "forest-out-of-bag" in {fact.name for fact in concepts.about(SHELVED, "random forests")}
    assert [fact.name for fact in concepts.about(SHELVED, "forest-out-of-bag")][:1] == ["forest-out-of-bag"]
    assert concepts.about(SHELVED, "underwater basket weaving") == []


def test_a_file_that_holds_no_facts_is_named(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    for content in ("[a]\nshort = 'x'\n", "not toml", "[a]\nterms = ['x']\nfoo = 1\n"):
        path.write_text(content)
        with pytest.raises(TemplateError, match=r"own\.toml is no file of facts"):
            list(concepts.read([path]))


def test_facts_of_ones_own_stand_beside_the_shipped_ones(tmp_path: Path) -> None:
    (tmp_path / "concepts").mkdir()
    entry = {"terms": '["sourdough", "levain", "bread"]', "short": '"Levain rises."', "long": '"It does."'}
    body = "\n".join(f"{key} = {value}" for key, value in entry.items())
    (tmp_path / "concepts" / "own.toml").write_text(f'[levain]\n{body}\nquestion = "Why?"\nsource = "Me"\n')
    read = list(concepts.read(list(resources.every(tmp_path, "concepts", ".toml"))))
    assert len(read) == len(FACTS) + 1
    assert concepts.best(concepts.Shelved(tuple(read)), "A sourdough with levain.", "", ()).name == "levain"  # type: ignore[union-attr]
    assert tomllib.loads((tmp_path / "concepts" / "own.toml").read_text())["levain"]["source"] == "Me"


def test_an_everyday_word_or_a_library_alone_brings_no_fact() -> None:
    assert concepts.best(SHELVED, "Rounded too early in the exercise. The last digits were off.", "", ()) is None
    assert concepts.best(SHELVED, "Wrote a page on scikit-learn without the book open.", "", ()) is None
    found = concepts.best(SHELVED, "Drew a few of the MNIST digits.", "", ())
    assert found is not None
    assert "MNIST" in found.short
