"""Holds the tree to its own description: what drifts apart fails here."""

import ast
import re
import statistics
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from bot import errors, resources, roadmaps, settings
from bot.activity import Flavour, Kind
from bot.cli import EVERY_DAY, GROUPS, Commands, bot, first_line
from bot.drafting import Tense, concepts, template
from bot.lifecycle import ALLOWED, LIVE, Outcome, Status, may_become, outcome_of
from bot.roadmaps.roadmap import Kind as ItemKind
from bot.store import migrations

ROOT = Path(__file__).parent.parent
BOT = ROOT / "bot"
COMMANDS = bot.list_commands(click.Context(bot))
FILES = sorted(BOT.rglob("*.py"))


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def functions() -> Iterator[tuple[str, int]]:
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", (node.end_lineno or 0) - node.lineno + 1


# --- who knows what -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("library", "rooms"),
    [
        ("sqlmodel", {"store"}),
        ("sqlalchemy", {"store"}),
        ("sqlite3", {"store"}),
        ("psycopg", {"store"}),
        ("apscheduler", {"daemon.py"}),
        ("click", {"cli"}),
        ("rich", {"cli"}),
        ("jinja2", {"drafting", "reports"}),
        ("httpx", {"http.py", "platforms", "accounts", "reports", "phone"}),
        ("tweepy", {"platforms", "accounts"}),
        ("github", {"activity"}),
        ("dotenv", {"settings"}),
        ("markdown_it", {"roadmaps"}),
        ("ftfy", {"roadmaps"}),
        ("wcwidth", {"platforms"}),
        ("yaml", {"roadmaps"}),
        ("smtplib", {"reports"}),
        ("imaplib", {"phone"}),
        ("imapclient", {"phone"}),
        ("idna", {"settings"}),
    ],
)
def test_a_library_is_known_to_its_own_room_only(library: str, rooms: set[str]) -> None:
    knowing = {
        path.relative_to(BOT).parts[0] for path in FILES for name in imports(path) if name.split(".")[0] == library
    }
    assert knowing <= rooms


def test_only_the_settings_read_the_environment() -> None:
    asking = re.compile(r"os\.environ|getenv")
    reading = {path.relative_to(BOT).parts[0] for path in FILES if asking.search(path.read_text(encoding="utf-8"))}
    assert reading == {"settings"}


def test_only_the_clock_asks_for_the_time() -> None:
    asking = re.compile(r"\.now\(UTC|datetime\.now|date\.today|utcnow|time\.time\(|monotonic\(\)|perf_counter")
    assert {path.name for path in FILES if asking.search(path.read_text(encoding="utf-8"))} == {"clock.py"}


def test_every_top_level_room_is_described_in_the_layout_and_the_other_way_round() -> None:
    layout = read("ARCHITECTURE.md").partition("bot/\n")[2].partition("```")[0]
    drawn = set(re.findall(r"^[├└]── (\w+(?:\.py|/))", layout, re.MULTILINE))
    there = {path.name + ("/" if path.is_dir() else "") for path in BOT.iterdir() if path.name[0] not in "_."}
    assert drawn == there


def test_the_import_contract_names_every_room() -> None:
    contract = tomllib.loads(read("pyproject.toml"))["tool"]["importlinter"]["contracts"][0]
    assert contract["exhaustive"] is True
    named = set(re.findall(r"\w+", " ".join(contract["layers"])))
    there = {path.stem for path in BOT.iterdir() if path.name[0] not in "_."}
    assert there <= named


def test_each_dependency_has_its_reason_in_the_architecture() -> None:
    reasons = read("ARCHITECTURE.md").partition("## Dependencies")[2].partition("\n## ")[0]
    project = tomllib.loads(read("pyproject.toml"))
    declared = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    names = {re.split(r"[<>=\[]", each)[0] for each in declared}
    assert names == set(re.findall(r"^\| `([\w-]+)`", reasons, re.MULTILINE))


# --- house style --------------------------------------------------------------------------------------------------


def test_functions_stay_short() -> None:
    lengths = dict(functions())
    assert statistics.median(lengths.values()) <= 10
    assert sorted(lengths.values())[int(len(lengths) * 0.9)] <= 30
    assert {name: length for name, length in lengths.items() if length > 60} == {}


def test_files_stay_within_three_hundred_lines() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert {name: length for name, length in lengths.items() if length > 300} == {}


def test_no_file_or_class_has_a_name_that_says_nothing() -> None:
    nothing = re.compile(
        r"(util|helper|manager|handler|service|common|data|info|process|(?<!data)base)s?$", re.IGNORECASE
    )
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in FILES)
    classes = [node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    assert [name for name in [*(path.stem for path in FILES), *classes] if nothing.search(name)] == []


# --- words, life cycle, errors ------------------------------------------------------------------------------------


def test_the_error_tree_is_drawn_as_it_is() -> None:
    drawn = re.findall(r"^[ │]*(?:├── |└── )?([A-Z]\w+)", (errors.__doc__ or "").partition("BotError")[2], re.MULTILINE)

    def below(kind: type[errors.BotError]) -> list[str]:
        return [
            name
            for each in kind.__subclasses__()
            if each.__module__ == "bot.errors"
            for name in (each.__name__, *below(each))
        ]

    assert [name for name in drawn if name in vars(errors)] == below(errors.BotError)


def test_the_life_cycle_is_written_down_as_it_is() -> None:
    table = read("ARCHITECTURE.md").partition("## Life cycle")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (\w+) \| ([\w, –]+) \|", table, re.MULTILINE)
    written = {source: set(targets.split(", ")) - {"–"} for source, targets in rows if source in set(Status)}
    assert written == {str(source): {str(target) for target in targets} for source, targets in ALLOWED.items()}


def test_every_status_can_be_reached_and_says_how_its_slot_ends() -> None:
    assert all(may_become(status) for status in Status)
    assert {outcome_of(status) for status in LIVE - {Status.PUBLISHED}} == {Outcome.OPEN}
    assert all(outcome_of(status) is not Outcome.OPEN for status in {*Status} - LIVE)


@pytest.mark.parametrize(
    ("table", "column", "words"),
    [
        ("posts", "status", Status),
        ("slots", "outcome", Outcome),
        ("claims", "tense", Tense),
        ("evidence", "kind", Kind),
    ],
)
def test_the_database_allows_exactly_the_words_of_the_code(table: str, column: str, words: type[Status]) -> None:
    sql = " ".join(" ".join(path.read_text(encoding="utf-8") for path in migrations.known()).split())
    made = "".join(re.findall(rf"CREATE TABLE {table}(?:_anew)? \(.*?\);", sql))
    allowed = re.findall(rf"(?:{column} TEXT NOT NULL CHECK ?\( ?{column}|CHECK \({column}) IN \(([^)]*)\)", made)
    assert set(re.findall(r"'([\w ]+)'", allowed[-1])) == {str(word) for word in words}


def test_the_flavours_of_a_note_are_the_options_of_bot_log() -> None:
    params = Commands.get_command(bot, None, "log").params  # type: ignore[arg-type, union-attr]
    flags = {getattr(option, "flag_value", "") for option in params if option.name == "flavour"}
    assert flags == {str(flavour) for flavour in Flavour if flavour}


def test_every_mutant_still_has_something_to_break() -> None:
    from tests.mutants import MUTANTS

    assert [each.breaks for each in MUTANTS if each.was not in read(each.file)] == []


# --- settings, commands, documents --------------------------------------------------------------------------------


def test_the_example_settings_are_the_settings() -> None:
    shown = re.findall(r"^# (.+)\n(\w+)=(.*)$", read("config.example.env"), re.MULTILINE)
    meant = [(each.metadata["about"], each.metadata["name"], each.metadata["default"]) for each in settings.known()]
    assert shown == meant


def test_every_command_is_on_its_page_with_its_own_line() -> None:
    listed = dict(re.findall(r"^\| `bot (\w+)` \| (.+) \|$", read("docs/commands.md"), re.MULTILINE))
    assert listed == {name: first_line(name) for name in COMMANDS}


def test_the_help_lists_every_command_once() -> None:
    listed = [*EVERY_DAY, *(name for names in GROUPS.values() for name in names)]
    assert sorted(listed) == sorted(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_commands_help_is_its_files_first_line_and_has_an_example(name: str) -> None:
    command = Commands.get_command(bot, None, name)  # type: ignore[arg-type]
    assert command is not None
    text = command.help or ""
    assert text.startswith(first_line(name).rstrip("."))
    assert re.search(rf"^Example: .*\bbot {name}\b", text, re.MULTILINE)


def test_the_version_stands_in_the_change_log() -> None:
    from bot import __version__

    assert f"## {__version__.partition('.dev')[0]}" in read("CHANGELOG.md")


def test_the_architecture_fits_on_150_lines() -> None:
    assert len(read("ARCHITECTURE.md").splitlines()) <= 150


def test_ci_runs_the_readmes_test_command_and_nothing_else() -> None:
    commands = [line for line in read(".ci/run").splitlines() if line and not line.startswith(("#", "set ", "cd "))]
    assert commands == ["make test"]
    assert "make test" in read("README.md")
    assert "make test" in read(".github/workflows/test.yml")


# --- what is shipped ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted((ROOT / "roadmaps").glob("*.md")), ids=lambda path: path.stem)
def test_a_shipped_roadmap_is_understood_without_a_warning(path: Path) -> None:
    roadmap = roadmaps.read(path)
    assert roadmap.warnings == ()
    assert all(item.kind in ItemKind for item in roadmap.items)
    assert len({item.id for item in roadmap.items}) == len(roadmap.items)


def test_shipped_templates_and_concept_facts_can_be_read(tmp_path: Path) -> None:
    for platform in ("x", "linkedin"):
        assert [template.read(path) for path in resources.every(tmp_path, f"templates/{platform}", ".j2")]
    facts = list(concepts.read(list(resources.every(tmp_path, "concepts", ".toml"))))
    assert len({fact.name for fact in facts}) == len(facts) > 0
