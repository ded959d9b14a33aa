"""The pages say what is so: each command in them and in the README is run, each setting read, each link followed.

Fences say what is in them: `sh` commands, `ini` settings, `toml` and `jinja` files of a home. Nothing is published: the
home they run in has a sandbox, and what would go further is parsed to its end and no further, for the reason that
stands beside it here.
"""

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from bot import settings
from bot.accounts.ways import REDIRECT, WAYS
from bot.cli import bot
from bot.clock import FixedClock
from bot.drafting import concepts, template
from bot.schedule import read as read_schedule
from bot.settings.readers import Wrong
from tests import scratch
from tests.conftest import Run

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
MOST_LINES = 120
# Parsed and not run, and why; by how the words begin.
PARSED = {
    "daemon": "it runs until it is stopped",
    "login": "it asks the platform, Telegram or the mailbox",
    "phone": "it asks Telegram",
    "review": "it reads keys from a terminal; test_review presses them",
    "check --online": "it asks the platforms",
    "digest --send": "it mails; test_telling sends to a server on loopback",
}
# What may end with 1: that is its answer here.
ANSWERS_NO = {"check": "the sandbox home misses things on purpose"}
# Lines that are not ours to run: what they begin with, and why.
OTHERS = {
    "docker": "needs Docker; make container builds the image and runs it without",
    "run=": "the same",
    "install -d": "makes the folder of secrets beside compose.yaml",
    "sudo": "the same",
    "openssl": "makes a password",
    "echo": "writes bot.env beside compose.yaml",
    "git": "fetches a newer version",
    "pip": "installs the wheel; test_wheel does, without a network",
    "source": "the shell's own",
    "cd": "the shell's own",
    "python3": "the wheel; test_wheel builds it",
}


def fences(page: Path, kind: str) -> Iterator[str]:
    """Yield what stands in each fence of a kind."""
    found = re.findall(r"^```(\w*)\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    yield from (text for named, text in found if named == kind)


def lines(kind: str) -> list[tuple[str, str]]:
    """Return each line of all fences of a kind, with its page."""
    every = ((page.name, line) for page in PAGES for text in fences(page, kind) for line in text.splitlines())
    return [(page, line) for page, line in every if line.strip() and not line.startswith("#")]


def ours(line: str) -> str:
    """Return the bot command a line is or holds, as it is typed at a shell; nothing if it is none."""
    inside = re.search(r"\b(?:run --rm bot|exec bot bot|\$run learnaloud|exec -it learnaloud bot) (\S.*)", line)
    if inside:
        return f"bot {inside[1]}"
    return line if re.match(r"(?:[A-Z_]+=\S+ )*bot\b", line) else ""


TYPED = [(page, line) for page, line in lines("sh") if ours(line)]
OURS = [(page, line) for page, line in TYPED if ours(line) == line]


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of somebody whose home is in use."""
    folder = tmp_path_factory.mktemp("used")
    scratch.make(folder)
    return folder


@pytest.mark.parametrize(("page", "line"), OURS)
def test_a_command_on_a_page_does_what_it_says(
    page: str, line: str, used: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = scratch.move_in(used, tmp_path / "person", monkeypatch)
    variables, words = scratch.split(line)
    name = words[0] if words else ""
    if name == "init":
        shutil.rmtree(person / ".learnaloud")
    else:
        scratch.ready(person / ".learnaloud", name)
    for variable, value in variables.items():
        monkeypatch.setenv(variable, value.replace("~", str(person)))
    if name == "import" and not variables:
        monkeypatch.setenv("BOT_HOME", str(person / "new"))
    if words:
        scratch.parse(words)
    if any(" ".join(words).startswith(each) for each in PARSED):
        return
    code, out, err = run(*(word.replace("~", str(person)) for word in words), clock=FixedClock(scratch.MORNING))
    assert code in ({0, 1} if name in ANSWERS_NO else {0}), f"{page}: {err}"
    assert out + err
    assert "Traceback" not in err


@pytest.mark.parametrize(("page", "line"), [each for each in lines("sh") if each not in OURS])
def test_any_other_line_is_known_and_what_it_has_of_ours_is_parsed(page: str, line: str) -> None:
    if found := ours(line):
        scratch.parse(scratch.split(found)[1])
        return
    if line.startswith("make "):
        made = (ROOT / "Makefile").read_text(encoding="utf-8")
        assert re.search(rf"^{shlex.split(line, comments=True)[1]}:", made, re.MULTILINE), f"{page}: {line}"
        return
    assert line.startswith(tuple(OTHERS)), f"{page}: nobody knows {line}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_command_in_a_sentence_can_be_typed(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for span in re.findall(r"`((?:[A-Z_]+=\S+ )*bot(?: [^`]+)?)`", text):
        words = span.split("bot", 1)[1].split()
        if "…" in span or not words or words[0].startswith("-"):
            continue
        known = bot.list_commands(click.Context(bot))
        assert words[0] in known, f"{page.name}: {span}"
        command = bot.get_command(click.Context(bot), words[0])
        options = {name for each in getattr(command, "params", ()) for name in each.opts}
        if not isinstance(command, click.Group):
            assert {word for word in words if word.startswith("--")} <= options | {"--help"}, f"{page.name}: {span}"


@pytest.mark.parametrize(("page", "line"), lines("ini"))
def test_a_setting_on_a_page_is_one_and_its_value_can_be_read(page: str, line: str) -> None:
    name, _, value = line.partition("=")
    value = re.sub(r"\s{2,}#.*", "", value).strip()
    if name.endswith("_FILE"):
        name, value = name.removesuffix("_FILE"), ""
    readers = {each.metadata["name"]: each.metadata["read"] for each in settings.known()}
    assert name in readers, f"{page}: {name}"
    if value and "…" not in value:
        try:
            readers[name](value)
        except Wrong as wrong:
            raise AssertionError(f"{page}: {line}: {wrong}") from None


def test_settings_in_sentences_are_settings() -> None:
    known = {each.metadata["name"] for each in settings.known()} | {"BOT_HOME"}
    prefixes = tuple({name.partition("_")[0] + "_" for name in known})
    for page in PAGES:
        for name in re.findall(r"`([A-Z]+_[A-Z_]+)(?:=[^`]*)?`", page.read_text(encoding="utf-8")):
            if name.startswith(prefixes):
                assert name.removesuffix("_FILE") in known, f"{page.name}: {name}"


def test_every_link_between_pages_leads_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_pages_are_short_and_each_is_named_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for page in PAGES[1:]:
        assert len(page.read_text(encoding="utf-8").splitlines()) <= MOST_LINES, page.name
        assert f"(docs/{page.name})" in readme, page.name


@pytest.mark.parametrize("platform", WAYS)
def test_a_platforms_page_has_the_buttons_the_login_names(platform: str) -> None:
    page = (ROOT / f"docs/{platform}.md").read_text(encoding="utf-8")
    buttons = {each for step in WAYS[platform].steps for each in re.findall(r"“([^”]+)”", step)}
    addresses = {each.rstrip(".;,") for step in WAYS[platform].steps for each in re.findall(r"https?://\S+", step)}
    for wanted in (*buttons, *(each.removeprefix("https://www.").removeprefix("https://") for each in addresses)):
        assert wanted in page, wanted
    assert f"bot login {platform}" in page
    assert f"bot logout {platform}" in page
    assert f"{platform.upper()}_THROUGH=api" in page
    assert f"{platform.upper()}_THROUGH=hand" in page
    assert (REDIRECT in page) == (platform == "linkedin")


def test_the_template_the_rhythm_and_the_fact_on_the_pages_are_read_as_they_stand(tmp_path: Path) -> None:
    (shown,) = fences(ROOT / "docs/templates.md", "jinja")
    (tmp_path / "aha.j2").write_text(shown, encoding="utf-8")
    assert template.read(tmp_path / "aha.j2").needs == {"learned"}
    (fact,) = fences(ROOT / "docs/templates.md", "toml")
    (tmp_path / "fact.toml").write_text(fact, encoding="utf-8")
    assert [each.name for each in concepts.read([tmp_path / "fact.toml"])] == ["encoder-fits-training-only"]
    (rhythm,) = fences(ROOT / "docs/schedule.md", "toml")
    (tmp_path / "evenings.toml").write_text(rhythm, encoding="utf-8")
    assert len(read_schedule(tmp_path / "evenings.toml").rules) == 2


def test_the_template_on_the_page_writes_posts(
    used: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = scratch.move_in(used, tmp_path / "person", monkeypatch)
    (shown,) = fences(ROOT / "docs/templates.md", "jinja")
    folder = person / ".learnaloud/templates/x"
    folder.mkdir(parents=True)
    (folder / "aha.j2").write_text(shown, encoding="utf-8")
    told = run("simulate", "--roadmap", "40-day", "--start", "2026-01-05", "--days", "28", "--full")[1]
    assert "aha" in told


def test_the_schedules_the_page_names_are_those_that_are_shipped() -> None:
    page = (ROOT / "docs/schedule.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE))
    assert named == {path.stem for path in (ROOT / "schedules").glob("*.toml")}
