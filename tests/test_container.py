"""What the image's files promise, read without building it; `make container` builds and runs it."""

import json
import re
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import known
from tests.container.building import KEPT_OUT

ROOT = Path(__file__).parent.parent
SECRET = re.compile(r"(TOKEN|PASSWORD|SECRET|KEY|DATABASE_URL|PROXY)")


def instructions() -> list[tuple[str, str]]:
    """Return each instruction of the Dockerfile with its words."""
    text = re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    lines = re.sub(r"\\\n", " ", text).splitlines()
    return [(name, words.strip()) for name, _, words in (line.partition(" ") for line in lines if line)]


def stages() -> list[list[tuple[str, str]]]:
    """Return the instructions of each stage."""
    found: list[list[tuple[str, str]]] = []
    for name, words in instructions():
        if name == "FROM":
            found.append([])
        if found:
            found[-1].append((name, words))
    return found


def last(name: str) -> str:
    """Return the last of these instructions in the stage that becomes the image."""
    return [words for each, words in stages()[-1] if each == name][-1]


@pytest.fixture(scope="module")
def compose() -> Any:
    return yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))


# --- Dockerfile ---------------------------------------------------------------------------------------------------


def test_every_stage_begins_with_the_one_base_and_that_names_its_python_and_its_debian() -> None:
    (base,) = [words for name, words in instructions() if name == "ARG"]
    assert re.fullmatch(r"BASE=docker\.io/library/python:3\.\d+-slim-[a-z]+", base)
    assert all(words.split()[0] == "${BASE}" for name, words in instructions() if name == "FROM")


def test_nothing_is_fetched_but_packages_and_those_by_their_hashes() -> None:
    assert [name for name, _ in instructions() if name == "ADD"] == []
    for name, words in instructions():
        assert not re.search(r"curl|wget|https?://", words) or name == "LABEL"
        for install in re.findall(r"pip\S*(?: --python \S+)? install [^&]*", words):
            assert "--require-hashes" in install or "--no-index" in install


def test_the_image_runs_as_nobody_special_and_keeps_everything_in_data() -> None:
    assert last("USER") == "10001:10001"
    assert last("VOLUME") == "/data"
    assert "BOT_HOME=/data" in last("ENV")
    after = [name for name, _ in stages()[-1]]
    assert "RUN" not in after[after.index("USER") :]
    assert "COPY" not in after[after.index("USER") :]


def test_what_starts_is_the_program_itself_and_no_shell_stands_before_it() -> None:
    assert json.loads(last("ENTRYPOINT")) == ["bot"]
    assert json.loads(last("CMD")) == ["daemon"]
    assert last("STOPSIGNAL") == "SIGTERM"
    asked = last("HEALTHCHECK")
    assert json.loads(asked.partition("CMD")[2]) == ["bot", "check", "--heartbeat"]
    assert {"--interval=5m", "--timeout=10s", "--start-period=1m"} <= set(asked.split())


def test_the_image_takes_from_the_other_stages_what_was_made_there_and_gives_it_to_nobody() -> None:
    copied = [words for name, words in stages()[-1] if name == "COPY"]
    assert all(
        re.match(r"--from=(git|build) /\S+ /\S+$", words) for words in copied
    )  # and without --chown: it is root's
    assert copied[-1].endswith("/opt/learnaloud")  # what changes most comes last


def test_the_dependencies_are_installed_before_the_program_is_copied() -> None:
    (build,) = [stage for stage in stages() if stage[0][1].endswith("AS build")]
    steps = [words for name, words in build if name in {"COPY", "RUN"}]
    assert steps.index("requirements requirements") < steps.index(". .")
    assert all("-r requirements/" not in words for words in steps[steps.index(". .") :])


def test_no_secret_has_a_place_in_the_dockerfile() -> None:
    told = " ".join(words for name, words in instructions() if name in {"ENV", "ARG", "LABEL"})
    assert not SECRET.search(told)


def test_only_what_the_wheel_is_made_of_gets_to_the_builder() -> None:
    lines = [line for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    assert lines[0] == "*"
    let_in = {line[1:] for line in lines if line[0] == "!"}
    assert all((ROOT / name).exists() for name in let_in)
    back_out = [line.removeprefix("**/") for line in lines if line.startswith("**/")]
    for name in KEPT_OUT:
        top, own = name.split("/")[0], name.split("/")[-1]
        assert top not in let_in or any(fnmatch(own, pattern) for pattern in back_out), name


# --- compose.yaml -------------------------------------------------------------------------------------------------


def test_s28_the_daemon_runs_alone_and_without_privileges(compose: Any) -> None:
    bot = compose["services"]["bot"]
    assert "profiles" not in bot
    assert bot["read_only"] is True
    assert bot["cap_drop"] == ["ALL"]
    assert bot["security_opt"] == ["no-new-privileges:true"]
    assert bot["tmpfs"] == ["/tmp:size=64m"]
    assert "data:/data" in bot["volumes"]
    assert bot["restart"] == "unless-stopped"
    assert bot["env_file"] == [{"path": "bot.env", "required": False}]


def test_it_may_take_longer_to_stop_than_the_daemon_does(compose: Any) -> None:
    from bot import daemon

    assert int(compose["services"]["bot"]["stop_grace_period"].removesuffix("s")) > daemon._PATIENCE + 2


def test_postgresql_comes_with_its_profile_only(compose: Any) -> None:
    others = {name: each for name, each in compose["services"].items() if name != "bot"}
    assert {name: each["profiles"] for name, each in others.items()} == {"postgres": ["postgres"]}
    assert re.search(r":\d+-[a-z]+$", others["postgres"]["image"])
    assert compose["services"]["bot"]["depends_on"]["postgres"] == {"condition": "service_healthy", "required": False}


def test_no_service_is_privileged_or_open_to_the_outside(compose: Any) -> None:
    for service in compose["services"].values():
        assert service.keys() & {"privileged", "cap_add", "ports", "network_mode", "pid", "devices"} == set()
        assert not any("docker.sock" in volume for volume in service["volumes"])


def test_every_volume_that_is_used_is_declared(compose: Any) -> None:
    used = {volume.split(":")[0] for service in compose["services"].values() for volume in service["volumes"]}
    assert {name for name in used if name[0] not in "./~"} == set(compose["volumes"])


def test_secrets_are_files_and_never_words(compose: Any) -> None:
    for service in compose["services"].values():
        given = service.get("environment", {})
        assert [name for name in given if SECRET.search(name) and not name.endswith("_FILE")] == []
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8") + (ROOT / "docs/container.md").read_text(
        encoding="utf-8"
    )
    secrets = [each.metadata["name"] for each in known() if each.metadata["about"].endswith("A secret.")]
    assert secrets
    assert [name for name in secrets if re.search(rf"\b{name}[=:]", text)] == []
