"""An attacker's evening: what somebody may lay before the bot, tried on the real program; each find was mended.

What single readers do with nonsense stands with the fuzzer (tests/fuzz); here are whole attacks.
"""

import gzip
import json
import os
import stat
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bot import settings
from bot.activity.local_git import changed_at, changes
from bot.activity.local_git import find as find_again
from bot.app import App
from bot.clock import FixedClock
from bot.errors import BotError
from bot.platforms import Part, connecting
from bot.redact import find_hidden
from tests import canary
from tests.activity.test_local_git import EMAIL, commit, evidence, git, head, titles, write
from tests.conftest import Run
from tests.fuzz.readers import ENVIRON, NOTEBOOK
from tests.platforms.remembered import Remembered
from tests.test_jobs import approved
from tests.test_security import program

NASTY = "\x1b]0;owned\x07\x1b[2J\u202eevil\u200b"


# --- a repository somebody prepared ----------------------------------------------------------------------------------


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "ml"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    return folder


TRAPS = (
    "core.fsmonitor", "core.pager", "pager.log", "pager.cat-file", "core.sshCommand", "core.editor", "core.askPass", "core.gitProxy",
    "core.alternateRefsCommand", "gpg.program", "gpg.ssh.program", "gpg.x509.program", "diff.external", "diff.trap.command",
    "diff.trap.textconv", "diff.trap.xfuncname", "filter.trap.smudge", "filter.trap.clean", "filter.trap.process", "credential.helper",
    "uploadpack.packObjectsHook", "sequence.editor", "interactive.diffFilter", "merge.trap.driver", "trailer.trap.command",
    "trailer.trap.cmd", "remote.origin.uploadpack", "submodule.sub.update", "alias.log", "alias.cat-file", "receive.procReceiveRefs",
)  # fmt: skip
HOOKS = (
    "post-checkout",
    "pre-commit",
    "reference-transaction",
    "post-index-change",
    "fsmonitor-watchman",
    "pre-auto-gc",
)


def test_a_prepared_repository_runs_nothing_and_reaches_nobody(repository: Path, tmp_path: Path) -> None:
    sprung, trap = tmp_path / "sprung", tmp_path / "trap"
    sha = write(repository, "log.md", "Day 1\n", "Mine")
    trap.write_text(f"#!/bin/sh\necho $0 $* >> {sprung}\n", encoding="utf-8")
    trap.chmod(0o755)
    (repository / ".gitattributes").write_text("* diff=trap filter=trap merge=trap\n", encoding="utf-8")
    (repository / ".gitmodules").write_text(f'[submodule "sub"]\n\tpath = sub\n\turl = ext::{trap}\n', encoding="utf-8")
    for name in HOOKS:
        (repository / ".git/hooks" / name).write_bytes(trap.read_bytes())
        (repository / ".git/hooks" / name).chmod(0o755)
    sprung.unlink(missing_ok=True)
    for name in TRAPS:
        git(repository, "config", name, f"!{trap}" if name.startswith(("alias", "submodule")) else str(trap))
    more = {
        "core.hooksPath": str(repository / ".git/hooks"), "log.showSignature": "true", "color.ui": "always",
        "remote.origin.url": f"ext::{trap}", "remote.origin.promisor": "true", "extensions.partialClone": "origin",
        "protocol.ext.allow": "always", "format.pretty": f"%x1b[2J{trap}", "log.date": "format:%%", "log.decorate": "full",
        "log.follow": "true", "log.diffMerges": "first-parent", "diff.renames": "copies", "core.quotePath": "false",
    }  # fmt: skip
    for name, value in more.items():
        git(repository, "config", name, value)
    sprung.unlink(missing_ok=True)
    assert titles(repository) == {"Mine"}
    assert changes(repository, sha, lambda path: True)[0].after == "Day 1\n"
    assert changed_at(repository / "log.md", [1])
    assert find_again(repository, evidence(repository)[0]) == sha
    gone = repository / ".git/objects" / sha[:2] / sha[2:]
    gone.chmod(0o644)
    gone.unlink()  # git would fetch what a partial clone lacks
    with pytest.raises(BotError):
        titles(repository)
    assert not sprung.exists(), sprung.read_text(encoding="utf-8")


def crafted(folder: Path, content: bytes) -> str:
    """Write a commit no git would make, and let a branch lead to it."""
    tree = subprocess.run(["git", "-C", str(folder), "write-tree"], capture_output=True, check=True).stdout.strip()
    made = subprocess.run(
        ["git", "-C", str(folder), "hash-object", "-t", "commit", "-w", "--literally", "--stdin"],
        input=content.replace(b"TREE", tree), capture_output=True, check=True,
    )  # fmt: skip
    return made.stdout.decode().strip()


WHEN = b"1768849200 +0100"
MINE = b"Sam <sam@example.org> " + WHEN
COMMITS = {
    "hidden letters": b"tree TREE\nauthor Sam\x1b[2J\xe2\x80\xae <sam@example.org> " + WHEN + b"\ncommitter " + MINE + b"\n\nPlot\x1b]0;x\x07 it\n",
    "no person": b"tree TREE\nauthor\ncommitter\n\nPlot it\n",
    "no date": b"tree TREE\nauthor Sam <sam@example.org>\ncommitter Sam <sam@example.org>\n\nPlot it\n",
    "a date beyond": b"tree TREE\nauthor Sam <sam@example.org> 99999999999999999999 +9999\ncommitter " + MINE + b"\n\nPlot it\n",
    "a zero byte": b"tree TREE\nauthor " + MINE + b"\ncommitter " + MINE + b"\n\nPlot\x00 it\n",
    "two authors": b"tree TREE\nauthor " + MINE + b"\nauthor Eve <eve@example.org> " + WHEN + b"\ncommitter " + MINE + b"\n\nPlot it\n",
    "an encoding that is none": b"tree TREE\nauthor " + MINE + b"\ncommitter " + MINE + b"\nencoding ../../x\n\nPlot \xff it\n",
    "a line of headers": b"tree TREE\nauthor " + MINE + b"\ncommitter " + MINE + b"\n" + b"x " * 200_000 + b"\n\nPlot it\n",
    "ten megabytes": b"tree TREE\nauthor " + MINE + b"\ncommitter " + MINE + b"\n\n" + b"Plot it " * 1_300_000 + b"\n",
    "a secret": b"tree TREE\nauthor " + MINE + b"\ncommitter " + MINE + b"\n\nPlot it with ghp_" + b"a1B2" * 9 + b"\n",
}  # fmt: skip


@pytest.mark.parametrize("content", COMMITS.values(), ids=COMMITS)
def test_a_commit_no_git_would_make_breaks_nothing_and_hides_nothing(content: bytes, repository: Path) -> None:
    commit(repository, "An ordinary one")
    (repository / ".git/refs/heads/--upload-pack=touch x").write_text(
        f"{crafted(repository, content)}\n", encoding="utf-8"
    )
    (repository / ".git/refs/heads/-x").write_text(f"{head(repository)}\n", encoding="utf-8")
    found = evidence(repository)
    assert "An ordinary one" in {each.title for each in found}
    assert {each.title for each in found} <= {"An ordinary one", "Plot it", "Plot", "Plot � it", "Plot it with •••"} | {
        each.title for each in found if len(each.title) > 500
    }
    assert all(find_hidden(each.text) == [] and len(each.text) <= 2_000 for each in found)
    assert "ghp_" not in str(found)


def test_names_of_files_and_branches_reach_no_terminal_and_no_post(
    repository: Path, home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(repository, "config", "user.email", EMAIL)
    write(repository, f"src/{NASTY}.py", "x = 1\n", f"Plot {NASTY} the ROC curve")
    write(repository, "--help.md", "# Log\n\n## 2026-01-19\n\nI wrote --help today. It took long.\n", "update 1")
    write(repository, "diary.md", f"# Log\n\n## 2026-01-19\n\nI plotted {NASTY} the curve and it fell.\n", "update 2")
    write(
        repository,
        f"a{NASTY}/diary.md",
        "# Log\n\n## 2026-01-19\n\nI drew the loss as contours and it bent.\n",
        "update",
    )
    write(repository, f"a{NASTY}/fit.ipynb", json.dumps(NOTEBOOK), "update 3")
    monkeypatch.setenv("BOT_REPOSITORIES", str(repository))
    monkeypatch.setenv("BOT_AUTHORS", EMAIL)
    clock = FixedClock(settings_now())
    for words in (
        ("sync",),
        ("activity", "--from", "2026-01-12"),
        ("activity", "--from", "2026-01-12", "--json"),
        ("draft",),
        ("queue",),
        ("show", "1", "--why"),
        ("check",),
        ("digest",),
        ("export",),
    ):
        code, out, said = run(*words, clock=clock)
        assert "This should not have happened" not in said, words
        assert find_hidden(out + said) == [], (words, code)
    assert "contours" in run("activity", "--from", "2026-01-12", clock=clock)[1]
    assert "Plot" in run("activity", "--from", "2026-01-12", clock=clock)[1]


def settings_now() -> datetime:
    return datetime(2026, 1, 20, 7, 0, tzinfo=UTC)


# --- servers that mean harm ------------------------------------------------------------------------------------------

Answer = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def server(answer: Answer) -> Iterator[str]:
    """Serve one answer to everything."""

    class _Page(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.close_connection = True
            try:
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                answer(self)
            except OSError:
                return  # the client had enough

        do_POST = do_PUT = do_GET  # noqa: N815 (the names http.server looks for)

        def log_message(self, *words: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), _Page) as made:
        made.daemon_threads = True
        threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield f"http://127.0.0.1:{made.server_address[1]}"
        made.shutdown()


def said(page: BaseHTTPRequestHandler, status: int, body: bytes, **headers: str) -> None:
    page.send_response(status)
    for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
        page.send_header(name.replace("_", "-"), value)
    page.end_headers()
    page.wfile.write(body)


def _packed(layers: int) -> bytes:
    content = b" " * 50_000_000
    for _ in range(layers):
        content = gzip.compress(content, 9)
    return content


BOMB, BOMB_IN_BOMB = _packed(1), _packed(2)


def _without_end(page: BaseHTTPRequestHandler) -> None:
    page.send_response(200)
    page.end_headers()
    while True:
        page.wfile.write(b" " * 65536)


HARM: dict[str, Answer] = {
    "huge": lambda page: said(page, 200, b'{"a": "' + b"x" * 30_000_000 + b'"}'),
    "without end": _without_end,
    "bomb": lambda page: said(page, 200, BOMB, Content_Encoding="gzip"),
    "bomb in a bomb": lambda page: said(page, 200, BOMB_IN_BOMB, Content_Encoding="gzip, gzip"),
    "deep": lambda page: said(page, 200, b"[" * 900_000),
    "a long number": lambda page: said(page, 200, b'{"id": ' + b"9" * 900_000 + b"}"),
    "elsewhere": lambda page: said(page, 302, b"", Location="http://127.0.0.1:9/elsewhere"),
    "in circles": lambda page: said(page, 307, b"", Location="/"),
    "to a file": lambda page: said(page, 301, b"", Location="file:///etc/passwd"),
    "repeats the token": lambda page: said(page, 403, json.dumps({"error": str(page.headers), "message": str(page.headers)}).encode()),
    "hides letters": lambda page: said(page, 403, json.dumps({"error": NASTY, "message": NASTY, "title": NASTY, "detail": NASTY}).encode()),
    "many headers": lambda page: said(page, 200, b"{}", **{f"X-{number}": "y" * 900 for number in range(90)}),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("harm", HARM)
@pytest.mark.parametrize("name", ["x", "linkedin", "mastodon", "bluesky", "github", "telegram"])
def test_a_server_that_means_harm_is_answered_with_a_sentence(name: str, harm: str, tmp_path: Path) -> None:
    with server(HARM[harm]) as url:
        began = time.monotonic()
        with pytest.raises(BotError) as told:
            asked(name, url, tmp_path)
        assert time.monotonic() - began < 20
    words = f"{told.value.message} {told.value.hint}"
    assert canary.VALUE not in words
    assert find_hidden(words) == []
    assert len(words) < 1_000


def asked(name: str, url: str, home: Path) -> None:
    """Ask as the program does: for what may be repeated, and with what publishes."""
    from datetime import timedelta

    from bot.activity import Window
    from bot.activity.github import GitHub, read
    from bot.activity.people import Learner
    from bot.phone.telegram import Telegram
    from bot.redact import Secret
    from tests.activity.test_github import WINDOW

    clock = FixedClock(settings_now())
    if name == "github":
        hub = GitHub(Secret(canary.VALUE), clock, timedelta(seconds=1).total_seconds(), lambda words: None, url)
        assert isinstance(WINDOW, Window)
        list(read(hub, "sam/ml", None, Learner("sam", [EMAIL]), WINDOW, {}))
    elif name == "telegram":
        Telegram(url, Secret(f"42:{canary.VALUE}"), clock).poll(None, None, seconds=0)
        raise BotError("Nothing came.")
    else:
        chosen = settings.load({"BOT_HOME": str(home), **ENVIRON[name], f"{name.upper()}_API": url})
        platform = connecting(name).connect(chosen, Remembered(), clock)
        platform.publish(Part("hello", key="k1", since=clock.now()))


# --- files of the home -----------------------------------------------------------------------------------------------


def test_settings_behind_a_link_are_judged_by_the_file_itself(home: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "shared.env"
    (home / ".env").rename(elsewhere)
    (home / ".env").symlink_to(elsewhere)
    assert program(home, "queue").returncode == 0
    elsewhere.chmod(0o644)
    done = program(home, "queue")
    assert (done.returncode, "Other users of this machine can read" in done.stderr) == (1, True)


@pytest.mark.parametrize(
    "content", [b"\0" * 100, b"\xff\xfe" * 50, b"=\n" * 50, b"A='" + b"x" * 100_000, b"BOT_TAGS=\x1b[2J\n"]
)
def test_settings_that_are_none_are_told(content: bytes, home: Path) -> None:
    (home / ".env").write_bytes(content)
    done = program(home, "queue")
    assert "Traceback" not in done.stderr
    assert "This should not have happened" not in done.stderr
    assert find_hidden(done.stdout + done.stderr) == []


@pytest.mark.parametrize("kind", ["fifo", "device", "folder", "socket", "link to nowhere"])
def test_a_roadmap_that_is_no_file_makes_nobody_wait(kind: str, home: Path, tmp_path: Path) -> None:
    path = home / "roadmap.md"
    path.unlink()
    if kind == "folder":
        path.mkdir()
    elif kind == "link to nowhere":
        path.symlink_to(tmp_path / "nowhere")
    elif kind == "device":
        path.symlink_to("/dev/zero")
    else:
        os.mknod(path, 0o600 | (stat.S_IFIFO if kind == "fifo" else stat.S_IFSOCK))
    began = time.monotonic()
    done = program(home, "roadmap", "show")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("words", [("import",), ("roadmap", "show"), ("roadmap", "import"), ("restore",)])
@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x80" * 500, b"", b"\0" * 5000, b"{" * 5000, b"[" * 100_000, b"\n" * 5000]
)
def test_a_file_of_nonsense_is_refused_with_a_sentence(
    words: tuple[str, ...], content: bytes, home: Path, run: Run
) -> None:
    (home / "file.md").write_bytes(content)
    code, _, said = run(*words, str(home / "file.md"))
    assert (code, "This should not have happened" in said, "Try: " in said) == (1, False, True), said


# --- a database somebody else wrote ----------------------------------------------------------------------------------

TEXTS = {
    "parts": ("text",), "evidence": ("text", "ref", "url", "repository"), "claims": ("text",), "notes": ("text",), "history": ("reason",),
    "posts": ("section", "day", "receipt_url"), "sources": ("problem", "hint"), "journeys": ("title", "hold_reason"), "items": ("text",),
}  # fmt: skip


def test_texts_of_an_export_somebody_prepared_reach_no_terminal(
    app: App, home: Path, run: Run, clock: FixedClock
) -> None:
    approved(app, clock)
    poisoned = []
    for line in run("export", clock=clock)[1].splitlines():
        entry = json.loads(line)
        for name in TEXTS.get(entry.get("table", ""), ()):
            if isinstance(entry["row"].get(name), str):
                entry["row"][name] += NASTY
        poisoned.append(json.dumps(entry))
    app.close()
    (home / "bot.db").unlink()
    for each in home.glob("bot.db-*"):
        each.unlink()
    (home / "journey.jsonl").write_text("\n".join(poisoned), encoding="utf-8")
    assert run("import", str(home / "journey.jsonl"), clock=clock)[0] == 0
    for words in (("queue", "--all"), ("queue", "--json"), ("show", "1"), ("show", "1", "--why"), ("history",), ("history", "1"), ("activity", "--from", "2026-01-01"),
                  ("today",), ("plan",), ("check",), ("digest",), ("schedule",), ("sync",), ("approve", "1"), ("publish", "--dry-run"),
                  ("release",), ("portfolio",)):  # fmt: skip
        _, out, said = run(*words, clock=clock)
        assert "This should not have happened" not in said, words
        assert find_hidden(out + said) == [], (words, out + said)
