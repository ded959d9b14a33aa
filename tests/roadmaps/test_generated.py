"""Made-up plans, written in many styles, orders, units and languages: what was put in is what is counted."""

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.roadmaps.markdown import parse
from bot.roadmaps.roadmap import Kind

LANGUAGES = {
    "en": ("Week {n}", "Month {n}", "Day {n}", ("Topics", "Tasks", "Deliverables"), ("Tips", "Resources", "FAQ")),
    "es": ("Semana {n}", "Mes {n}", "Día {n}", ("Temas", "Tareas", "Entregables"), ("Consejos", "Recursos", "Índice")),
    "pt": ("Semana {n}", "Mês {n}", "Dia {n}", ("Tópicos", "Tarefas", "Entregas"), ("Dicas", "Recursos", "FAQ")),
    "fr": ("Semaine {n}", "Mois {n}", "Jour {n}", ("Sujets", "Tâches", "Livrables"), ("Conseils", "Ressources", "Sommaire")),
    "de": ("Woche {n}", "Monat {n}", "Tag {n}", ("Themen", "Aufgaben", "Ergebnisse"), ("Tipps", "Ressourcen", "Anhang")),
    "hi": ("सप्ताह {n}", "महीना {n}", "दिन {n}", ("विषय", "कार्य", "परिणाम"), ("FAQ", "FAQ", "FAQ")),
    "zh": ("第{n}周", "第{n}个月", "第{n}天", ("主题", "任务", "交付物"), ("常见问题", "学习资源", "目录")),
    "ja": ("第{n}週", "{n}ヶ月目", "{n}日目", ("トピック", "タスク", "成果物"), ("よくある質問", "参考", "目次")),
}  # fmt: skip
# Words nobody counts, labels or divides by.
NOUNS = [
    "arrays",
    "trees",
    "graphs",
    "queues",
    "tensors",
    "vectors",
    "kernels",
    "parsers",
    "sockets",
    "threads",
    "maps",
]
VERBS = ["Sort", "Draw", "Rotate", "Measure", "Compress", "Paint", "Fold", "Split", "Plot", "Trace"]
KINDS = (Kind.TOPIC, Kind.TASK, Kind.DELIVERABLE)

phrases = st.builds(
    "{} {} {}".format, st.sampled_from(VERBS), st.sampled_from(["small", "large", "sparse"]), st.sampled_from(NOUNS)
)
titles = st.builds("{} and {}".format, st.sampled_from(NOUNS).map(str.capitalize), st.sampled_from(NOUNS))


@dataclass(frozen=True)
class Week:
    title: str
    items: tuple[tuple[str, ...], ...]  # of each kind
    days: tuple[str, ...]


@dataclass(frozen=True)
class Style:
    heading: str
    separator: str
    label: str
    bullet: str
    box: str
    newline: str
    order: tuple[int, int, int]
    decoy: str  # none, before or after

    @property
    def bold(self) -> bool:
        return self.heading.startswith("**")


weeks = st.builds(
    Week,
    titles,
    st.tuples(*(st.lists(phrases, min_size=1, max_size=3, unique=True).map(tuple) for _ in KINDS)),
    st.lists(titles, max_size=3).map(tuple),
)
styles = st.builds(
    Style,
    heading=st.sampled_from(["## {}", "### **{}**", "**{}**", "## ✅ **{}**", "#### 📅 {}"]),
    separator=st.sampled_from([": ", " – ", " — ", " - ", " | "]),
    label=st.sampled_from(["**{}:**", "**{}**", "{}:", "##### {}", "- {}:", "- **{}:**"]),
    bullet=st.sampled_from(["- ", "* ", "+ ", "1. ", "• "]),
    box=st.sampled_from(["", "[ ] ", "[x] "]),
    newline=st.sampled_from(["\n", "\r\n"]),
    order=st.permutations([0, 1, 2]).map(tuple),
    decoy=st.sampled_from(["none", "before", "after"]),
)


def written(plan: list[Week], style: Style, language: str, months: int) -> str:
    week, month, day, labels, asides = LANGUAGES[language]
    box = "" if style.bullet == "• " else style.box
    lines = ["# 2026", ""]
    decoy = [f"# {asides[0]}", "", "- Aside one", "- Aside two", ""]
    lines += decoy if style.decoy == "before" else []
    for number, each in enumerate(plan, 1):
        if months and (number - 1) % months == 0:
            lines += [f"# {month.format(n=(number - 1) // months + 1)}", ""]
        lines += [style.heading.format(week.format(n=number) + style.separator + each.title), ""]
        for kind in style.order:
            listed = style.label.startswith("- ")
            label = "**{}**" if style.bold and style.label.startswith("#") else style.label  # nobody puts # below **
            lines += [label.format(labels[kind])] + ([] if listed else [""])
            indent = "  " if listed else ""
            lines += [f"{indent}{style.bullet}{box}{text}" for text in each.items[kind]] + [""]
        for place, title in enumerate(each.days, 1):
            heading = "**{}**" if style.bold else "##### {}"
            lines += [
                heading.format(day.format(n=place) + style.separator + title),
                "",
                f"{style.bullet}{box}{title}",
                "",
            ]
    lines += decoy if style.decoy == "after" else []
    return style.newline.join(lines)


@settings(max_examples=150)
@given(st.lists(weeks, min_size=2, max_size=9), styles, st.sampled_from(sorted(LANGUAGES)), st.sampled_from([0, 4]))
def test_what_was_written_is_what_is_counted(plan: list[Week], style: Style, language: str, months: int) -> None:
    text = written(plan, style, language, months)
    found = parse(text)
    assert len(found) == 1, text
    sections = found[0].sections
    assert [(s.kind, s.number, s.title) for s in sections] == [("week", n, w.title) for n, w in enumerate(plan, 1)], (
        text
    )
    assert [[day.title for day in section.days] for section in sections] == [list(each.days) for each in plan], text
    for section, each in zip(sections, plan, strict=True):
        for kind, wanted in zip(KINDS, each.items, strict=True):
            assert [item.text for item in section.items if item.kind is kind] == list(wanted), text
    assert len({section.group for section in sections if section.group}) == (
        -(-len(plan) // months) if months else 0
    ), text
    assert all(item.done == ("x" in style.box and style.bullet != "• ") for item in found[0].items), text


@settings(max_examples=60)
@given(st.lists(weeks, min_size=2, max_size=9), st.sampled_from(sorted(LANGUAGES)), st.booleans(), st.booleans())
def test_a_table_of_weeks_is_counted_in_every_language(
    plan: list[Week], language: str, pipes: bool, named: bool
) -> None:
    week, _, _, labels, _ = LANGUAGES[language]
    unit = week.replace("{n}", "").replace("第", "").strip()
    rows = [[unit, labels[0], labels[2]], ["---"] * 3]
    rows += [[week.format(n=n) if named else str(n), w.title, w.items[2][0]] for n, w in enumerate(plan, 1)]
    text = "# 2026\n\n" + "\n".join(f"| {' | '.join(row)} |" if pipes else " | ".join(row) for row in rows) + "\n"
    (found,) = parse(text)
    assert [(s.number, s.title, [i.text for i in s.items]) for s in found.sections] == [
        (n, w.title, [w.title, w.items[2][0]]) for n, w in enumerate(plan, 1)
    ], text


@given(st.text(max_size=600))
def test_any_text_is_read_or_gives_no_plan_and_never_breaks_the_reader(text: str) -> None:
    for roadmap in parse(f"## Week 1: A\n\n{text}\n\n## Week 2: B\n\n- the last\n"):
        assert roadmap.sections
        assert all(item.text for item in roadmap.items)
