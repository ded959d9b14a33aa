"""Real repositories, read by the real git."""

import os
import re
import subprocess
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from bot.activity import Batch, Change, Cursor, Evidence, Kind, Privacy, Window
from bot.activity.local_git import changed_at, changes
from bot.activity.local_git import read as batches
from bot.activity.people import Learner
from bot.errors import ActivityError
from tests.conftest import BERLIN

EMAIL = "sam@example.org"
NOW = datetime(2026, 1, 20, 22, 0, tzinfo=UTC)
WINDOW = Window(date(2026, 1, 5), BERLIN, time(4), NOW)


def git(
    folder: Path, *words: str, when: str = "2026-01-19T20:00:00+01:00", email: str = EMAIL, message: bytes = b"",
    name: str = "Sam", committed: str = "",
) -> None:  # fmt: skip
    person = {f"GIT_{role}_{part}": value for role in ("AUTHOR", "COMMITTER")
              for part, value in (("NAME", name), ("EMAIL", email), ("DATE", when))}  # fmt: skip
    person |= {"GIT_COMMITTER_DATE": committed or when}
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


def read(
    folder: Path, *emails: str, login: str = "", chosen: Privacy | None = None, window: Window = WINDOW,
    cursor: Cursor | None = None,
) -> list[Batch]:  # fmt: skip
    learner = Learner(login, emails or (EMAIL,))
    return list(batches(folder, chosen, learner, window, cursor or {}))


def evidence(folder: Path, *emails: str, login: str = "", chosen: Privacy | None = None) -> list[Evidence]:
    return [each for batch in read(folder, *emails, login=login, chosen=chosen) for each in batch.evidence]


def left_out(folder: Path, *emails: str, login: str = "") -> dict[str, str]:
    return {each.ref: each.reason for batch in read(folder, *emails, login=login) for each in batch.left_out}


def titles(folder: Path, *emails: str, login: str = "") -> set[str]:
    return {each.title for each in evidence(folder, *emails, login=login)}


def head(folder: Path) -> str:
    return (
        subprocess.run(["git", "-C", str(folder), "rev-parse", "HEAD"], capture_output=True, check=True)
        .stdout.decode()
        .strip()
    )


def write(folder: Path, path: str, content: str | bytes, message: str = "Write it") -> str:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(content.encode() if isinstance(content, str) else content)
    git(folder, "add", "--all")
    commit(folder, message)
    return head(folder)


def last(read_batches: list[Batch]) -> Cursor:
    return read_batches[-1].cursor


# --- what is read ----------------------------------------------------------------------------------------------------


def test_a_commit_is_evidence_with_its_study_date_and_a_reference_git_opens(repository: Path) -> None:
    commit(repository, "Plot the ROC curve\n\nWith thresholds.", when="2026-01-20T01:30:00+01:00")
    (found,) = evidence(repository)
    assert (found.kind, found.title, found.date, found.repository) == (
        Kind.COMMIT,
        "Plot the ROC curve",
        date(2026, 1, 19),
        "ml",
    )
    git(repository, "show", found.ref)


def test_an_offset_far_away_still_falls_on_the_learners_own_day(repository: Path) -> None:
    commit(repository, "From a plane", when="2026-01-19T23:30:00-08:00")  # 08:30 on the 20th in Berlin
    assert evidence(repository)[0].date == date(2026, 1, 20)


def test_other_peoples_commits_and_merges_are_not_the_learners(repository: Path) -> None:
    commit(repository, "Mine")
    commit(repository, "Theirs", email="sam@example.org.evil.test")
    git(repository, "checkout", "--quiet", "-b", "side")
    commit(repository, "On the side")
    git(repository, "checkout", "--quiet", "main")
    git(repository, "merge", "--quiet", "--no-ff", "-m", "Merge side", "side")
    assert titles(repository) == {"Mine", "On the side"}
    assert list(left_out(repository).values()) == ["a merge"]


def test_what_came_before_the_plan_is_left_out(repository: Path) -> None:
    commit(repository, "Long ago", when="2025-06-01T12:00:00+02:00")
    commit(repository, "Now")
    assert titles(repository) == {"Now"}


def test_a_message_in_any_encoding_and_of_any_size_is_read(repository: Path) -> None:
    git(repository, "config", "i18n.commitEncoding", "ISO-8859-1")
    commit(repository, "Mod\u00e8le lin\u00e9aire".encode("latin-1"))
    git(repository, "config", "--unset", "i18n.commitEncoding")
    commit(repository, b"broken \xff\xfe bytes")
    commit(repository, "big\n\n" + "x" * 300_000)
    commit(repository, "")
    found = [each.text for each in reversed(evidence(repository))]
    assert found[0] == "Modèle linéaire"
    assert found[1].startswith("broken")
    assert len(found[2]) <= 2_000
    assert found[3] == ""


def test_secrets_and_escapes_in_a_message_are_gone_before_anyone_keeps_it(repository: Path) -> None:
    token = "ghp_" + "a1B2" * 9
    commit(repository, f"Use \x1b[31m{token}\x1b[0m")
    assert evidence(repository)[0].text == "Use •••"


def test_a_repository_without_commits_is_quiet_and_one_that_is_none_is_an_error(
    repository: Path, tmp_path: Path
) -> None:
    assert read(repository) == []
    with pytest.raises(ActivityError, match="Its folder is not there"):
        read(tmp_path / "nowhere")
    with pytest.raises(ActivityError, match="Nobody is named"):
        list(batches(repository, None, Learner("", ()), WINDOW, {}))


def signed(folder: Path) -> None:
    """Add a commit with a signature, which git would have checked by a program the repository names."""
    plain = subprocess.run(["git", "-C", str(folder), "cat-file", "commit", "HEAD"], capture_output=True, check=True)
    signature = b"gpgsig -----BEGIN PGP SIGNATURE-----\n \n eA==\n -----END PGP SIGNATURE-----\n"
    head, blank, message = plain.stdout.partition(b"\n\n")
    made = subprocess.run(
        ["git", "-C", str(folder), "hash-object", "-t", "commit", "-w", "--stdin"],
        input=head + b"\n" + signature + blank[1:] + message, capture_output=True, check=True,
    )  # fmt: skip
    git(folder, "update-ref", "refs/heads/main", made.stdout.decode().strip())


def test_reading_runs_no_program_the_repository_names(repository: Path, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n", encoding="utf-8")
    trap.chmod(0o755)
    sha = write(repository, "log.md", "Day 1\n", "Mine")
    (repository / ".gitattributes").write_text("*.md diff=trap filter=trap\n", encoding="utf-8")
    signed(repository)
    traps = ("core.fsmonitor", "core.pager", "gpg.program", "core.sshCommand", "diff.external", "diff.trap.textconv")
    for name in (*traps, "filter.trap.smudge", "filter.trap.clean"):
        git(repository, "config", name, str(trap))
    git(repository, "config", "log.showSignature", "true")
    (tmp_path / "sprung").unlink(missing_ok=True)  # by the commands above, which are the person's own
    assert titles(repository) == {"Mine"}
    assert changes(repository, sha, lambda path: True)[0].after == "Day 1\n"
    assert changed_at(repository / "log.md", [1])
    assert not (tmp_path / "sprung").exists()
    subprocess.run(["git", "-C", str(repository), "log", "-1"], capture_output=True, check=True)
    assert (tmp_path / "sprung").exists()  # the trap works


def test_a_git_that_is_told_where_to_look_still_looks_where_we_say(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(repository, "Mine")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    assert titles(repository) == {"Mine"}


# --- whose -----------------------------------------------------------------------------------------------------------


def test_every_name_of_a_person_counts(repository: Path) -> None:
    commit(repository, "At home")
    commit(repository, "At the library", email="Sam@Laptop.example")
    commit(repository, "In the browser", email="123+sam-codes@users.noreply.github.com")
    commit(repository, "With a friend\n\nCo-authored-by: Sam <sam@example.org>", email="kim@example.org")
    commit(repository, "By the friend alone\n\nThanks to Sam <sam@example.org>", email="kim@example.org")
    assert titles(repository, EMAIL, "sam@laptop.example", login="sam-codes") == {
        "At home", "At the library", "In the browser", "With a friend"
    }  # fmt: skip


def test_a_mailmap_names_the_learner_under_an_older_address(repository: Path) -> None:
    commit(repository, "Long known", email="old@example.org")
    write(repository, ".mailmap", "Sam <sam@example.org> <old@example.org>\n", "Add a mailmap")
    assert titles(repository) == {"Long known", "Add a mailmap"}


def test_what_a_program_wrote_in_the_learners_name_is_left_out(repository: Path) -> None:
    commit(repository, "Bump numpy", name="dependabot[bot]")
    assert titles(repository) == set()
    assert list(left_out(repository).values()) == ["written by a program"]


def test_a_repository_without_a_commit_of_theirs_says_whose_address_is_missing(repository: Path) -> None:
    for number in range(3):
        commit(repository, f"Commit {number}", email="old@example.org")
    (batch,) = read(repository)
    assert batch.cursor["remark"][0] == "All its 3 commits are by others than BOT_AUTHORS names."
    commit(repository, "Mine")
    assert "remark" not in last(read(repository, cursor=batch.cursor))


# --- dates that lie --------------------------------------------------------------------------------------------------


def test_a_rebase_does_not_move_what_was_done_to_another_day(repository: Path) -> None:
    commit(repository, "Rebased", when="2026-01-10T20:00:00+01:00", committed="2026-01-19T20:00:00+01:00")
    assert [each.date for each in evidence(repository)] == [date(2026, 1, 10)]


@pytest.mark.parametrize("lie", ["1970-01-01T00:00:00+00:00", "2031-01-01T00:00:00+00:00"])
def test_where_the_authors_date_cannot_be_true_the_committers_is_taken(repository: Path, lie: str) -> None:
    commit(repository, "By a wrong clock", when=lie, committed="2026-01-19T20:00:00+01:00")
    assert [each.date for each in evidence(repository)] == [date(2026, 1, 19)]


def test_a_committers_date_that_lies_hides_nothing(repository: Path) -> None:
    commit(repository, "First", committed="1970-01-02T00:00:00+00:00")
    commit(repository, "Second", committed="1970-01-02T00:00:00+00:00")
    commit(repository, "Third")
    assert titles(repository) == {"First", "Second", "Third"}


def test_a_commit_from_the_future_waits_for_its_day(repository: Path) -> None:
    commit(repository, "Early", when="2026-01-22T20:00:00+01:00")
    (batch,) = read(repository)
    assert (batch.evidence, [each.reason for each in batch.left_out]) == ((), ["dated in the future"])
    later = Window(WINDOW.since, BERLIN, time(4), datetime(2026, 1, 23, tzinfo=UTC))
    commit(repository, "Today")
    (between,) = read(repository, cursor=batch.cursor)
    assert [each.title for each in between.evidence] == ["Today"]
    (again,) = read(repository, window=later, cursor=between.cursor)
    assert [each.date for each in again.evidence] == [date(2026, 1, 22)]
    assert read(repository, window=later, cursor=again.cursor) == []


# --- again and again -------------------------------------------------------------------------------------------------


def test_what_was_read_is_not_read_again(repository: Path) -> None:
    commit(repository, "First")
    place = last(read(repository))
    assert read(repository, cursor=place) == []
    commit(repository, "Second")
    (batch,) = read(repository, cursor=place)
    assert [each.title for each in batch.evidence] == ["Second"]


def test_work_on_a_branch_that_never_was_merged_is_work(repository: Path) -> None:
    commit(repository, "On main")
    place = last(read(repository))
    git(repository, "checkout", "--quiet", "-b", "idea")
    commit(repository, "An idea")
    git(repository, "checkout", "--quiet", "main")
    (batch,) = read(repository, cursor=place)
    assert [each.title for each in batch.evidence] == ["An idea"]


def test_a_stash_is_no_work_yet(repository: Path) -> None:
    write(repository, "a.py", "1\n")
    (repository / "a.py").write_text("2\n", encoding="utf-8")
    git(repository, "stash")
    assert titles(repository) == {"Write it"}


def test_a_history_that_was_rewritten_is_read_on(repository: Path) -> None:
    commit(repository, "First")
    commit(repository, "To be rewritten")
    place = last(read(repository))
    git(repository, "reset", "--quiet", "--hard", "HEAD~1")
    git(repository, "reflog", "expire", "--expire=now", "--all")
    git(repository, "gc", "--quiet", "--prune=now")
    commit(repository, "Rewritten")
    (batch,) = read(repository, cursor=place)
    assert [each.title for each in batch.evidence] == ["Rewritten", "First"]  # kept once, by its reference


def test_a_long_history_comes_in_batches_and_a_killed_reading_misses_nothing(repository: Path) -> None:
    stream = b"".join(
        b"commit refs/heads/main\ncommitter Sam <sam@example.org> %d +0100\ndata 7\nWork %02d\n"
        % (1_767_800_000 + number, number % 100)
        for number in range(1_200)
    )
    git(repository, "fast-import", "--quiet", message=stream)
    whole = read(repository)
    assert [len(batch.evidence) for batch in whole] == [500, 500, 200]
    assert [dict(batch.cursor) for batch in whole[:2]] == [{}, {}]
    assert len({each.ref for batch in whole for each in batch.evidence}) == 1_200


# --- clones and private repositories ---------------------------------------------------------------------------------


def test_a_shallow_clone_says_that_older_commits_are_missing(repository: Path, tmp_path: Path) -> None:
    for number in range(3):
        write(repository, "a.py", f"{number}\n", f"Commit {number}")
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{repository}", str(tmp_path / "clone"))
    assert titles(tmp_path / "clone") == {"Commit 2"}
    assert last(read(tmp_path / "clone"))["remark"][1].startswith("git fetch --unshallow")
    assert changes(tmp_path / "clone", head(tmp_path / "clone"), lambda path: True) == []


def test_a_bare_repository_and_a_worktree_are_read_too(repository: Path, tmp_path: Path) -> None:
    commit(repository, "Mine")
    git(tmp_path, "clone", "--quiet", "--bare", str(repository), str(tmp_path / "bare.git"))
    git(repository, "worktree", "add", "--quiet", str(tmp_path / "tree"), "-b", "other")
    assert titles(tmp_path / "bare.git") == titles(tmp_path / "tree") == {"Mine"}


def test_a_counted_repository_leaves_neither_name_nor_message(repository: Path) -> None:
    commit(repository, "Secret plan", when="2026-01-19T20:00:00+01:00")
    commit(repository, "Theirs", email="kim@example.org")
    git(repository, "checkout", "--quiet", "-b", "side", "HEAD~1")
    git(repository, "merge", "--quiet", "--no-ff", "-m", "Merge main", "main")
    found = read(repository, chosen=Privacy.COUNT)
    (only,) = found[0].evidence
    assert (only.counted, only.text, only.repository, only.date) == (True, "", "", date(2026, 1, 19))
    assert not any(word in str(found) for word in ("ml", "Secret", "Theirs"))
    assert only.ref != evidence(repository)[0].ref
    assert [each.ref[:8] for each in found[0].left_out] == ["counted "]  # the merge
    assert read(repository, chosen=Privacy.IGNORE) == []


# --- what one commit changed -----------------------------------------------------------------------------------------


def test_the_changes_of_a_commit_hold_the_texts_that_were_asked_for(repository: Path) -> None:
    first = write(repository, "log.md", "Day 1\n")
    assert changes(repository, first, lambda path: path == "log.md") == [Change("log.md", "", "Day 1\n")]
    (repository / "src").mkdir()
    (repository / "src" / "ä b\nc.py").write_text("print(1)\n", encoding="utf-8")
    second = write(repository, "log.md", "Day 1\nDay 2\n")
    assert changes(repository, second, lambda path: path == "log.md") == [
        Change("log.md", "Day 1\n", "Day 1\nDay 2\n"),
        Change("src/ä b\nc.py"),
    ]


def test_a_renamed_file_is_not_new(repository: Path) -> None:
    text = "".join(f"line {number}\n" for number in range(50))
    write(repository, "notes.md", text)
    git(repository, "mv", "notes.md", "log.md")
    commit(repository, "Rename")
    assert changes(repository, head(repository), lambda path: True) == [Change("log.md", text, text)]


def test_a_link_a_submodule_and_a_giant_file_have_no_text(repository: Path) -> None:
    (repository / "link.md").symlink_to("/etc/passwd")
    (repository / "giant.md").write_bytes(b"x" * (33 * 1024 * 1024))
    sha = write(repository, "small.md", b"\xff\xfe")
    found = {each.path: each.after for each in changes(repository, sha, lambda path: True)}
    assert (found["link.md"], found["giant.md"]) == ("", "")
    assert found["small.md"]


def test_git_remembers_when_a_line_was_changed(repository: Path) -> None:
    write(repository, "plan.md", "- [ ] A\n- [ ] B\n")
    (repository / "plan.md").write_text("- [ ] A\n- [x] B\n", encoding="utf-8")
    git(repository, "commit", "--quiet", "-am", "B is done", when="2026-01-12T21:00:00+01:00")
    (repository / "plan.md").write_text("- [x] A\n- [x] B\n", encoding="utf-8")
    assert changed_at(repository / "plan.md", [1, 2]) == {2: datetime(2026, 1, 12, 20, 0, tzinfo=UTC)}


def test_a_file_outside_any_repository_has_no_memory(tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text("- [x] A\n", encoding="utf-8")
    assert changed_at(tmp_path / "plan.md", [1]) == {}


def test_dates_no_calendar_has_break_nothing(repository: Path) -> None:
    write(repository, "plan.md", "- [x] A\n")
    head_of = subprocess.run(
        ["git", "-C", str(repository), "cat-file", "commit", "HEAD"], capture_output=True, check=True
    )
    last, epoch = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC)
    # git has no time before its first, and reads an earlier one as that.
    dates = {b"253402300799": {1: last}, b"99999999999999": {}, b"-62135596800": {1: epoch}}
    for number, (seconds, expected) in enumerate(dates.items()):
        strange = re.sub(rb"> \d+ ", b"> " + seconds + b" ", head_of.stdout)
        made = subprocess.run(
            ["git", "-C", str(repository), "hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
            input=strange, capture_output=True, check=True,
        )  # fmt: skip
        git(repository, "update-ref", f"refs/heads/strange{number}", made.stdout.decode().strip())
        git(repository, "update-ref", "refs/heads/main", made.stdout.decode().strip())
        assert changed_at(repository / "plan.md", [1]) == expected
    assert len(read(repository)) == 1


def test_a_line_that_moved_is_still_of_the_commit_that_wrote_it(repository: Path) -> None:
    write(repository, "plan.md", "- [x] A\n- [ ] B\n")
    (repository / "plan.md").write_text("A plan\n\n- [x] A\n- [x] B\n", encoding="utf-8")
    assert changed_at(repository / "plan.md", [3, 4]) == {3: datetime(2026, 1, 19, 19, 0, tzinfo=UTC)}
