from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.activity import Evidence, Kind
from bot.drafting import Tense
from bot.drafting.template import Grounded, Template, read, render
from bot.errors import TemplateError

NOW = datetime(2026, 1, 19, 20, tzinfo=UTC)
COMMIT = Evidence(Kind.COMMIT, "3fa9", "Plot it", NOW, date(2026, 1, 19))
PLAN = Evidence(Kind.PLAN, "Day 12", "Trees", NOW, date(2026, 1, 20))
CONTEXT = {
    "work": Grounded([COMMIT], past=["plotted it", "tested it", "timed it"]),
    "following": Grounded([PLAN], title="trees"),
    "fact": {"short": "A fact."},
    "tags": ["ML"],
}


def template(tmp_path: Path, body: str, front: str = "") -> Template:
    path = tmp_path / "own.j2"
    path.write_text(f"+++\n{front}+++\n{body}", encoding="utf-8")
    read.cache_clear()
    return read(path)


def test_what_is_said_of_the_learner_is_kept_as_a_claim_with_its_evidence(tmp_path: Path) -> None:
    body = "{% claim work %}I {{ work.past | in_words }}.{% endclaim %}\n{{ fact.short }}\n"
    text, (claim,) = render(template(tmp_path, body), CONTEXT)
    assert text == "I plotted it, tested it and timed it. A fact."
    assert (claim.text, claim.tense, claim.evidence) == ("I plotted it, tested it and timed it.", Tense.DID, (COMMIT,))


def test_a_claim_rests_only_on_the_evidence_its_sentence_uses(tmp_path: Path) -> None:
    others = [replace(COMMIT, ref=ref) for ref in ("a", "b", "c")]
    work = Grounded(others, past=["worked on trees", "worked on forests", "timed it"])
    body = "{% claim work %}I {{ work.past[:2] | in_words }}.{% endclaim %}"
    text, (claim,) = render(template(tmp_path, body), CONTEXT | {"work": work})
    assert (text, [each.ref for each in claim.evidence]) == ("I worked on trees and forests.", ["a", "b"])


def test_a_plan_alone_supports_planned_and_nothing_stronger(tmp_path: Path) -> None:
    text, (claim,) = render(
        template(tmp_path, '{% claim following, "planned" %}Next: {{ following.title }}.{% endclaim %}'), CONTEXT
    )
    assert (text, claim.tense) == ("Next: trees.", Tense.PLANNED)
    for tense in ("did", "doing"):
        body = f'{{% claim following, "{tense}" %}}I did {{{{ following.title }}}}.{{% endclaim %}}'
        with pytest.raises(TemplateError, match="a plan supports only"):
            render(template(tmp_path, body), CONTEXT)


@pytest.mark.parametrize("about", ["fact", "tags", "'a word'", "42", "{'_evidence': []}"])
def test_a_claim_on_nothing_is_refused(tmp_path: Path, about: str) -> None:
    with pytest.raises(TemplateError, match="rests on no evidence"):
        render(template(tmp_path, f"{{% claim {about} %}}I know it all.{{% endclaim %}}"), CONTEXT)


def test_a_template_cannot_make_evidence_up(tmp_path: Path) -> None:
    body = "{% claim {'_evidence': ['I say so']} %}I mastered it.{% endclaim %}"
    with pytest.raises(TemplateError, match="rests on no evidence"):
        render(template(tmp_path, body), CONTEXT)


def test_what_may_be_dropped_goes_in_its_order_and_takes_its_claims_along(tmp_path: Path) -> None:
    first = "{% maybe 1 %}{% claim work %}I {{ work.past[0] }}.{% endclaim %}{% endmaybe %}"
    body = f"{{{{ fact.short }}}} {first} {{% maybe 2 %}}Bye.{{% endmaybe %}}"
    made = template(tmp_path, body)
    assert render(made, CONTEXT)[0] == "A fact. I plotted it. Bye."
    assert render(made, CONTEXT, dropped=1) == ("A fact. Bye.", ())
    assert render(made, CONTEXT, dropped=2) == ("A fact.", ())


def test_blank_lines_part_paragraphs_and_other_line_ends_do_not(tmp_path: Path) -> None:
    body = "Red\n{% if tags %}\ngreen.\n{% endif %}\n\n{% if not tags %}\ngone\n{% endif %}\n\n  Blue.  \n"
    assert render(template(tmp_path, body), CONTEXT)[0] == "Red green.\n\nBlue."


def test_text_from_outside_stays_text(tmp_path: Path) -> None:
    work = Grounded([COMMIT], past=["{{ 7 * 7 }} {% claim x %}"])
    text, _ = render(template(tmp_path, "{% claim work %}{{ work.past[0] }}{% endclaim %}"), CONTEXT | {"work": work})
    assert text == "{{ 7 * 7 }} {% claim x %}"


@pytest.mark.parametrize(
    "body",
    [
        "{{ nothing_of_that_name }}",
        "{{ fact.missing }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ self._TemplateReference__context }}",
        "{{ tags.append('x') }}",
        "{{ work.past.__init__ }}",
        "{{ work._evidence }}",
        "{{ work['_evidence'] }}",
        "{{ work | attr('_evidence') }}",
        "{{ lipsum.__globals__ }}",
        "{{ fact | attr('__class__') }}",
        "{% include 'x/learned.j2' %}",
        "{% for n in range(99999999) %}x{% endfor %}",
        "{{ 'x' * 30000 }}",
    ],
)
def test_a_template_gets_nothing_it_was_not_given(tmp_path: Path, body: str) -> None:
    with pytest.raises(TemplateError):
        render(template(tmp_path, body), CONTEXT)


def test_a_mistake_is_named_with_the_line_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="Line 5 of"):
        render(template(tmp_path, "fine\n{% claim work %}never closed\n", front="weight = 1\n"), CONTEXT)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("no front matter", "does not begin"),
        ("+++\nneeds = [\n+++\nx", "not TOML"),
        ("+++\nwishes = 1\n+++\nx", "no use for wishes"),
    ],
)
def test_a_file_that_is_no_template_is_explained(tmp_path: Path, content: str, sentence: str) -> None:
    path = tmp_path / "own.j2"
    path.write_text(content, encoding="utf-8")
    read.cache_clear()
    with pytest.raises(TemplateError, match=sentence):
        read(path)


# --- what a template may not say -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("I trained a tree.", 3, "I"),
        ("{{ fact.short }}\n\nThis taught me a lot.", 5, "me"),
        ("{{ fact.short }} My tree grew.", 3, "My"),
        ("We're getting there.", 3, "We're"),
        ("Trained a tree on the iris data.", 3, "Trained"),
        ("{{ fact.short }} Finally fixed the leak.", 3, "fixed"),
        ("A tree.\nBuilt it twice.", 4, "Built"),
        ("Day 12 of the plan.", 3, "12 "),
        ("Three weeks in.", 3, "Three"),
        ("A streak of sorts.", 3, "streak"),
        ("{{ work.past[0] }}", 3, "{{ work }}"),
        ("{% set x = work %}{{ x.past[0] }}", 3, "{{ x }}"),
        ("{% for each in work.past %}{{ each }}{% endfor %}", 3, "{{ each }}"),
        ("{{ 'I did it' }}", 3, "I"),
        ("{% maybe 1 %}I did it.{% endmaybe %}", 3, "I"),
        ("{% if tags %}\nI did it.\n{% endif %}", 4, "I"),
        ("{% claim work %}I {{ work.past[0] }} in 3 hours.{% endclaim %}", 3, "3 "),
        ("{% claim work %}I {{ work.past[0] }}. Now I understand it.{% endclaim %}", 3, "understand"),
    ],
)
def test_a_template_that_speaks_of_the_learner_outside_a_claim_is_refused_with_its_line(
    tmp_path: Path, body: str, line: int, words: str
) -> None:
    with pytest.raises(TemplateError) as refused:
        template(tmp_path, body)
    assert f"line {line}, “{words}”" in refused.value.message


@pytest.mark.parametrize(
    "body",
    [
        "{{ fact.short }}",
        "{% for tag in tags %}#{{ tag }} {% endfor %}",
        "How do you check a feature before you drop it?",
        "{% claim work %}I {{ work.past | in_words }}.{% endclaim %} {{ fact.short }}",
        '{% claim following, "planned" %}Next on my roadmap: {{ following.title }}.{% endclaim %}',
    ],
)
def test_what_speaks_of_the_world_or_rests_on_evidence_may_stand(tmp_path: Path, body: str) -> None:
    assert template(tmp_path, body).body.strip() == body
