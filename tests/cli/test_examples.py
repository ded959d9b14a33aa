"""Every command's help ends with an example, and each is run as it stands, in a home it makes sense in."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from bot.cli import bot
from bot.clock import FixedClock
from tests import scratch
from tests.conftest import Run

# Parsed to the end and no further, because of what they would do here.
PARSED = {
    "daemon": "it runs until it is stopped",
    "login": "it asks the platform",
    "phone": "it asks Telegram; test_phone answers",
    "review": "it reads keys from a terminal; test_review presses them",
}
REFUSED = {"guard": "the text of its example is one that nobody should post"}


def examples() -> Iterator[tuple[str, str]]:
    """Yield each command, groups' own ones too, with each example in its help."""
    context = click.Context(bot, info_name="bot")
    for name in bot.list_commands(context):
        command = bot.get_command(context, name)
        assert command is not None
        below = command.commands.items() if isinstance(command, click.Group) else ()
        for called, each in ((name, command), *((f"{name} {sub}", found) for sub, found in below)):
            told = re.findall(r"^ *Example: (.+)$", each.help or "", re.MULTILINE)
            assert told, f"bot {called} has no example"
            yield from ((called, line) for line in told)


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of somebody whose home is in use."""
    folder = tmp_path_factory.mktemp("used")
    scratch.make(folder)
    return folder


@pytest.mark.parametrize(("name", "line"), list(examples()), ids=lambda each: each.partition(" ")[0])
def test_an_example_runs_as_it_stands(
    name: str, line: str, used: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = scratch.move_in(used, tmp_path / "person", monkeypatch)
    variables, words = scratch.split(line)
    if name == "init":
        shutil.rmtree(person / ".learnaloud")
    else:
        scratch.ready(person / ".learnaloud", name.partition(" ")[0])
    assert " ".join(scratch.parse(words)).startswith(name)
    if name in PARSED:
        return
    for variable, value in variables.items():
        monkeypatch.setenv(variable, value.replace("~", str(person)))
    code, out, err = run(*(word.replace("~", str(person)) for word in words), clock=FixedClock(scratch.MORNING))
    assert code == (1 if name in REFUSED else 0), err
    assert out + err
