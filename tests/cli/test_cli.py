"""The command line as a person meets it: words, exit codes, pipes, narrow terminals, errors."""

import json
import os
import pty
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from bot.app import App
from tests.conftest import Run

HEAVY = (
    "sqlmodel",
    "sqlalchemy",
    "pydantic",
    "httpx",
    "tweepy",
    "github",
    "requests",
    "jinja2",
    "apscheduler",
    "rich",
    "markdown_it",
)


def python(code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=dict(os.environ)
    ).stdout


def test_help_loads_nothing_heavy_and_no_command() -> None:
    code = "import sys, bot.cli\ntry: bot.cli.main(['--help'])\nexcept SystemExit: pass\nprint(*sys.modules)"
    loaded = set(python(code).rsplit("\n", 2)[-2].split())
    assert loaded.isdisjoint(HEAVY)
    assert [name for name in loaded if name.startswith("bot.cli.")] == []


def test_the_queue_is_listed_without_sqlmodel(home: Path, run: Run) -> None:
    assert run("queue")[0] == 0  # the home has its database now
    code = "import sys, bot.cli\ntry: bot.cli.main(['queue'])\nexcept SystemExit: pass\nprint(*sys.modules)"
    loaded = set(python(code).rsplit("\n", 2)[-2].split())
    assert loaded.isdisjoint(set(HEAVY) - {"rich"})
    assert (home / "bot.db").exists()


def test_a_mistyped_command_is_answered_with_the_nearest_and_exit_code_2(run: Run) -> None:
    code, out, err = run("aprove", "12")
    assert (code, out) == (2, "")
    assert "There is no command aprove. Did you mean approve" in err


@pytest.mark.parametrize(
    "words", [("queue", "--most", "many"), ("show",), ("guard", "--platform", "friendster", "x"), ("--nonsense",)]
)
def test_wrong_usage_is_explained_with_exit_code_2(run: Run, words: tuple[str, ...]) -> None:
    code, _, err = run(*words)
    assert code == 2
    assert "Usage: bot" in err


def test_without_a_home_every_command_says_what_to_type(run: Run) -> None:
    for words in (("queue",), ("today",), ("draft",), ("publish",), ("sync",), ("log", "x"), ("check",)):
        code, out, err = run(*words)
        assert code == 1
        assert "There is no home at" in out + err
        assert "Try: bot init" in out + err


def test_a_refusal_is_a_sentence_a_hint_and_exit_code_1(home: Path, run: Run) -> None:
    code, out, err = run("show", "99")
    assert (code, out, err) == (1, "", "There is no post 99.\n  Try: bot queue --all\n")
    assert home.exists()


def test_a_traceback_comes_only_with_debug(home: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "bot.db").mkdir(mode=0o700)
    quiet, loud = run("queue"), run("queue", "--debug")
    assert "Traceback" not in quiet[2]
    assert "cannot be used" in quiet[2]
    assert "Traceback" in loud[2]
    assert quiet[0] == loud[0] == 1
    monkeypatch.setenv("BOT_HOME", "/dev/null/x")
    assert run("queue")[0] == 1


def test_a_line_into_a_pipe_that_closes_is_no_error(home: Path) -> None:
    shell = f"{shlex.quote(sys.executable)} -m bot schedule --days 366 | head -1"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {shell}"], capture_output=True, text=True, check=False, env=dict(os.environ)
    )
    assert "Traceback" not in done.stderr
    assert "This should not have happened" not in done.stderr
    assert done.stdout
    assert home.exists()


def test_the_listing_in_a_pipe_has_no_colours_and_on_a_terminal_it_obeys_no_color(home: Path) -> None:
    environ = {**os.environ, "TERM": "xterm-256color"}
    environ.pop("NO_COLOR")
    piped = subprocess.run([sys.executable, "-m", "bot", "today"], capture_output=True, check=True, env=environ).stdout
    assert b"\x1b[" not in piped
    assert b"\x1b[" in on_a_terminal(environ)
    assert b"\x1b[3" not in on_a_terminal({**environ, "NO_COLOR": "1"})
    assert home.exists()


def on_a_terminal(environ: dict[str, str]) -> bytes:
    master, slave = pty.openpty()
    process = subprocess.Popen([sys.executable, "-m", "bot", "schedule"], stdout=slave, stderr=slave, env=environ)
    os.close(slave)
    said = b""
    try:
        while piece := os.read(master, 65536):
            said += piece
    except OSError:  # Linux says so when the other end is gone
        pass
    os.close(master)
    assert process.wait() == 0
    return said


def test_a_narrow_terminal_loses_no_column(home: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    run("log", "--learned", "A note that is long enough to become a draft on the next morning, and then some.")
    _, out, _ = run("schedule", "--days", "3")
    assert all(len(line) <= 50 for line in out.splitlines()[1:])
    assert home.exists()


def test_completion_knows_the_commands(home: Path) -> None:
    environ = {**os.environ, "_BOT_COMPLETE": "bash_complete", "COMP_WORDS": "bot ap", "COMP_CWORD": "1"}
    done = subprocess.run(
        [str(Path(sys.executable).parent / "bot")], capture_output=True, text=True, check=False, env=environ
    )
    assert "approve" in done.stdout
    assert home.exists()


def test_ctrl_c_ends_with_a_word_and_no_traceback(home: Path) -> None:
    code = (
        "import os, signal, bot.cli, bot.jobs\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # what started the tests may ignore it
        "bot.jobs.sync_activity = lambda app, **how: os.kill(os.getpid(), signal.SIGINT)\n"
        "bot.cli.main(['sync'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=dict(os.environ)
    )
    assert (done.returncode, done.stderr.strip()) == (130, "Stopped.")
    assert home.exists()


def test_every_listing_speaks_json_on_stdout_alone(home: Path, run: Run) -> None:
    for words in (
        ("queue",),
        ("schedule",),
        ("today",),
        ("draft",),
        ("publish",),
        ("check",),
        ("roadmap", "show"),
        ("guard", "fine"),
    ):
        code, out, _ = run(*words, "--json")
        assert code in {0, 1}, words
        json.loads(out)
    assert home.exists()


def test_init_makes_a_home_once_and_never_overwrites_it(tmp_path: Path, run: Run) -> None:
    code, out, _ = run("init", "--start", "2026-01-05", "--timezone", "Europe/Berlin", "--author", "sam@example.org")
    assert code == 0
    assert "Machine learning in 40 days" in out
    assert (tmp_path / "home/.env").stat().st_mode & 0o777 == 0o600
    before = (tmp_path / "home/.env").read_bytes()
    code, _, err = run("init")
    assert code == 1
    assert "already" in err
    assert (tmp_path / "home/.env").read_bytes() == before


def test_init_says_how_posts_go_out_and_the_sandbox_is_where_nothing_is_said(tmp_path: Path, run: Run) -> None:
    assert run("init", "--x", "hand", "--yes")[0] == 0
    made = (tmp_path / "home/.env").read_text(encoding="utf-8")
    assert "\nX_THROUGH=hand\n" in made
    assert "\nLINKEDIN_THROUGH=sandbox\n" in made


def test_init_with_a_roadmap_that_is_none_makes_nothing(tmp_path: Path, run: Run) -> None:
    (tmp_path / "x.md").write_text("# no plan\n", encoding="utf-8")
    assert run("init", "--roadmap", str(tmp_path / "x.md"))[0] == 1
    assert "40-day" in run("init", "--roadmap", "nowhere")[2]
    assert not (tmp_path / "home").exists()


def test_a_post_goes_the_whole_way_by_hand(home: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Written last night, drafted and approved this morning, published when its hour has come."""
    import bot.clock

    def at(instant: str) -> None:
        from datetime import datetime

        monkeypatch.setattr(bot.clock.SystemClock, "now", lambda _: datetime.fromisoformat(instant))

    at("2026-01-05T20:00:00+00:00")
    assert (
        "Kept as note 1 for Monday 5 January."
        in run("log", "--learned", "Broadcasting lines shapes up from the right, and it never copies.")[1]
    )
    at("2026-01-06T06:00:00+00:00")
    assert "X, Tue 6 Jan, 08:30: draft 1" in run("draft")[1]
    shown = run("show", "1", "--why")[1]
    assert "note 1, your own words" in shown
    (row,) = (each for each in json.loads(run("queue", "--json")[1]) if each["id"] == 1)
    assert row["claims"][0]["evidence"] == [{"kind": "note", "ref": "note 1"}]
    assert run("edit", "1", "--text", "Broadcasting lines shapes up from the right.")[0] == 0
    assert "Post 1 goes to x on Tue 6 Jan, 08:30." in run("approve", "1")[1]
    assert run("withdraw", "1")[0] == 0
    assert run("approve", "1")[0] == 0
    assert "Nothing approved is due. Post 1 goes out Tue 6 Jan, 08:30." in run("publish")[1]
    at("2026-01-06T07:30:00+00:00")
    assert "Post 1 on x: published" in run("publish")[1]
    (row,) = (each for each in json.loads(run("queue", "--all", "--json")[1]) if each["id"] == 1)
    assert row["status"] == "published"
    assert row["slot"] == "2026-01-06T08:30:00+01:00"
    assert row["receipt"]["id"] == "sandbox-x-1"
    words = "Broadcasting lines shapes up from the right."
    assert row["claims"] == [{"text": words, "tense": "did", "evidence": [{"kind": "edit", "ref": "your own words"}]}]
    assert "your own words, written while editing" in run("show", "1", "--why")[1]
    assert home.exists()


def test_the_guard_answers_with_exit_code_1_when_it_blocks(run: Run) -> None:
    code, out, _ = run("guard", "--json", "Ready for ML engineering roles")
    found = json.loads(out)
    assert (code, found["verdict"], found["length"]) == (1, "block", {"used": 30, "limit": 280})
    assert {"rule", "span", "reason"} <= found["findings"][0].keys()
    assert run("guard", "Switched from Adam to SGD")[0] == 0


def test_text_from_outside_is_shown_as_it_is_and_cannot_reach_the_terminal(home: Path, run: Run) -> None:
    roadmap = home / "roadmap.md"
    roadmap.write_text(
        "# [bold]Plan[/] :bug:\n\n## Day 1: [link=http://evil.test]x[/link]\n\n- [ ] [red]one\n", encoding="utf-8"
    )
    for words in (("roadmap", "show"), ("roadmap", "show", str(roadmap))):
        out = run(*words)[1]
        assert "[bold]Plan[/] :bug:" in out
        assert "[link=http://evil.test]x[/link]" in out
        assert "[red]one" in out or "1 item" in out


def test_a_note_is_kept_without_escapes_and_secrets(app: App, run: Run) -> None:
    token = "ghp_" + "a1B2" * 9
    assert run("log", "--win", f"\x1b]0;title\x07\x1b[31mred\x1b[0m {token}")[0] == 0
    assert [row["text"] for row in app.database.rows("SELECT text FROM evidence")] == ["red •••"]
