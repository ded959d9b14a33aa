"""Real repositories, read by the real git."""

import os
import subprocess
from datetime import date, time
from pathlib import Path

import pytest

from bot.activity import Evidence, Kind
from bot.activity.local_git import commits
from bot.errors import ActivityError
from tests.conftest import BERLIN

EMAIL = "sam@example.org"
SINCE = date(2026, 1, 5)


def git(
    folder: Path, *words: str, when: str = "2026-01-19T20:00:00+01:00", email: str = EMAIL, message: bytes = b""
) -> None:
    person = {f"GIT_{role}_{part}": value for role in ("AUTHOR", "COMMITTER")
              for part, value in (("NAME", "Sam"), ("EMAIL", email), ("DATE", when))}  # fmt: skip
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "PATH": os.environ["PATH"]}
    subprocess.run(
        ["git", "-C", str(folder), *words], env=person | alone, input=message, check=True, capture_output=True
    )


def commit(folder: Path, message: str | bytes, **how: str) -> None:
    content = message.encode() if isinstance(message, str) else message
    git(
        folder,
        "commit",
        "--quiet",
        "--allow-empty",
        "--allow-empty-message",
        "--cleanup=verbatim",
        "-F",
        "-",
        message=content,
        **how,
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "ml"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    return folder


def read(folder: Path, *authors: str) -> list[Evidence]:
    return list(commits(folder, authors or (EMAIL,), SINCE, BERLIN, time(4)))


def test_a_commit_is_evidence_with_its_study_date_and_a_reference_git_opens(repository: Path) -> None:
    commit(repository, "Plot the ROC curve\n\nWith thresholds.", when="2026-01-20T01:30:00+01:00")
    (found,) = read(repository)
    assert (found.kind, found.title, found.date, found.repository) == (
        Kind.COMMIT,
        "Plot the ROC curve",
        date(2026, 1, 19),
        "ml",
    )
    git(repository, "show", found.ref)


def test_an_offset_far_away_still_falls_on_the_learners_own_day(repository: Path) -> None:
    commit(repository, "From a plane", when="2026-01-19T23:30:00-08:00")  # 08:30 on the 20th in Berlin
    assert read(repository)[0].date == date(2026, 1, 20)


def test_other_peoples_commits_and_merges_are_not_the_learners(repository: Path) -> None:
    commit(repository, "Mine")
    commit(repository, "Theirs", email="sam@example.org.evil.test")
    git(repository, "checkout", "--quiet", "-b", "side")
    commit(repository, "On the side")
    git(repository, "checkout", "--quiet", "main")
    git(repository, "merge", "--quiet", "--no-ff", "-m", "Merge side", "side")
    assert {each.title for each in read(repository)} == {"Mine", "On the side"}


def test_what_came_before_the_plan_is_left_out(repository: Path) -> None:
    commit(repository, "Long ago", when="2025-06-01T12:00:00+02:00")
    commit(repository, "Now")
    assert [each.title for each in read(repository)] == ["Now"]


def test_a_message_in_any_encoding_and_of_any_size_is_read(repository: Path) -> None:
    git(repository, "config", "i18n.commitEncoding", "ISO-8859-1")
    commit(repository, "Mod\u00e8le lin\u00e9aire".encode("latin-1"))
    git(repository, "config", "--unset", "i18n.commitEncoding")
    commit(repository, b"broken \xff\xfe bytes")
    commit(repository, "big\n\n" + "x" * 300_000)
    commit(repository, "")
    found = [each.text for each in read(repository)]
    assert found[0] == "Modèle linéaire"
    assert found[1].startswith("broken")
    assert len(found[2]) <= 2_000
    assert found[3] == ""


def test_secrets_and_escapes_in_a_message_are_gone_before_anyone_keeps_it(repository: Path) -> None:
    token = "ghp_" + "a1B2" * 9
    commit(repository, f"Use \x1b[31m{token}\x1b[0m")
    assert read(repository)[0].text == "Use •••"


def test_a_repository_without_commits_is_quiet_and_one_that_is_none_is_an_error(
    repository: Path, tmp_path: Path
) -> None:
    assert read(repository) == []
    with pytest.raises(ActivityError, match="could not be read"):
        read(tmp_path / "nowhere")
    with pytest.raises(ActivityError, match="Nobody is named"):
        list(commits(repository, (), SINCE, BERLIN, time(4)))


def test_reading_runs_no_program_the_repository_names(repository: Path, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n", encoding="utf-8")
    trap.chmod(0o755)
    commit(repository, "Mine")
    for name in ("core.fsmonitor", "core.pager", "gpg.program", "core.sshCommand", "diff.external"):
        git(repository, "config", name, str(trap))
    git(repository, "config", "log.showSignature", "true")
    (tmp_path / "sprung").unlink(missing_ok=True)  # by the commands above, which are the person's own
    assert len(read(repository)) == 1
    assert not (tmp_path / "sprung").exists()
