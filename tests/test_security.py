"""The controls of SECURITY.md that no other file tests, each through the real program; and that every one has its test.

The numbers are those of the table there: a control's test is named after it wherever it stands.
"""

import json
import logging
import os
import re
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from bot import guard, jobs, settings
from bot.accounts import oauth
from bot.accounts.issuers import issuer
from bot.accounts.listener import Listener
from bot.accounts.ways import REDIRECT
from bot.activity import Flavour
from bot.app import App
from bot.clock import FixedClock
from bot.drafting import template
from bot.errors import NotAllowed, TemplateError
from bot.platforms import Part, voice
from bot.platforms.counting import links
from bot.redact import Secret, find_hidden, find_secrets
from bot.reports.digest.rendering import render as render_digest
from bot.reports.pages import Timeline, timeline
from bot.settings.environment import for_programs
from tests import canary
from tests.accounts.issuing import issuing
from tests.accounts.test_oauth import free_port
from tests.conftest import BERLIN, Run
from tests.fuzz.readers import CONTEXT
from tests.platforms.contract import OVER_HTTP, published
from tests.reports.samples import FULL
from tests.test_jobs import TUESDAY_MORNING, approved, commit, ledger, note

ROOT = Path(__file__).parent.parent
SECONDS = 2.0
needs_proc = pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="only Linux tells this of a process")


def program(home: Path, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a process, and return what it said."""
    found = {**os.environ, "BOT_HOME": str(home), **environ}
    return subprocess.run([sys.executable, "-m", "bot", *words], env=found, capture_output=True, text=True, check=False)


def drafts(app: App, clock: FixedClock) -> list[str]:
    clock.set(TUESDAY_MORNING)
    return [each.post.text for each in jobs.draft_due(app) if each.post]


# --- every control has its test --------------------------------------------------------------------------------------

ROW = re.compile(r"^\| S(\d+) \|.*\| (?:`(test_s\d+_\w+)`|–) \|$", re.MULTILINE)


def test_every_control_is_in_the_table_and_every_test_it_names_is_there() -> None:
    rows = ROW.findall((ROOT / "SECURITY.md").read_text(encoding="utf-8"))
    assert [int(number) for number, _ in rows] == list(range(1, 34))
    there = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^ *def (test_s\d\d_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    named = {name for _, name in rows if name}
    assert named <= there
    assert {name[:9] for name in there} == {f"test_s{int(number):02}_"[:9] for number, name in rows if name}


def test_what_is_said_of_security_is_short() -> None:
    assert len((ROOT / "SECURITY.md").read_text(encoding="utf-8").splitlines()) <= 150


# --- secrets ---------------------------------------------------------------------------------------------------------


def test_s02_a_traceback_shows_no_secret(home: Path) -> None:
    for environ in (
        {"DATABASE_URL": f"postgresql://ada:{canary.VALUE}@127.0.0.1:9/learn"},
        {"TELEGRAM_PROXY": f"socks5://ada:{canary.VALUE}@host"},
        {"BOT_TIMEZONE": canary.VALUE},
    ):
        done = program(home, "--debug", "queue", **environ)
        assert done.returncode == 1
        assert "Traceback" in done.stderr
        assert canary.VALUE not in done.stdout + done.stderr


@pytest.mark.parametrize("name", OVER_HTTP)
def test_s05_no_secret_is_in_an_address_or_among_the_words_of_a_program(name: str, tmp_path: Path) -> None:
    with OVER_HTTP[name](tmp_path / "home") as stage:
        stage.platform.check()
        published(stage, Part("hello", key="k1"))
        requests = stage.server.requests
        assert len(requests) > 1
        assert [each.path for each in requests if canary.VALUE in each.path] == []
        assert any(canary.VALUE in str(each.headers) + each.body.decode() for each in requests)
    ours = for_programs(settings.secret_names())
    assert [name for name, value in ours.items() if canary.VALUE in value] == []


@needs_proc
def test_s32_the_daemon_leaves_no_copy_of_its_memory(home: Path) -> None:
    with daemon(home) as process:
        limits = Path(f"/proc/{process.pid}/limits").read_text(encoding="utf-8")
    assert re.search(r"Max core file size +0 +0 ", limits)
    asking = "import ctypes, bot.redact as r; r.keep_memory_private(); print(ctypes.CDLL(None).prctl(3))"
    assert subprocess.run([sys.executable, "-c", asking], capture_output=True, text=True, check=True).stdout == "0\n"


class daemon:  # noqa: N801 (used as a function)
    """A running daemon; it is stopped when the block ends."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def __enter__(self) -> subprocess.Popen[str]:
        environ = {**os.environ, "BOT_HOME": str(self._home)}
        words = [sys.executable, "-m", "bot", "daemon"]
        self._process = subprocess.Popen(words, env=environ, stderr=subprocess.PIPE, text=True)
        assert self._process.stderr
        assert self._process.stderr.readline().startswith("Running")
        return self._process

    def __exit__(self, *error: object) -> None:
        self._process.terminate()
        self._process.communicate(timeout=15)


# --- templates -------------------------------------------------------------------------------------------------------

PAYLOADS = (
    "cycler.__init__.__globals__.os.popen('touch MARK').read()",
    "joiner.__init__.__globals__.os.popen('touch MARK').read()",
    "namespace.__init__.__globals__.os.popen('touch MARK').read()",
    "lipsum.__globals__['os'].popen('touch MARK').read()",
    "lipsum.__globals__.__builtins__.open('MARK', 'w')",
    "self.__init__.__globals__.__builtins__.__import__('os').system('touch MARK')",
    "self._TemplateReference__context.cycler.__init__.__globals__.os.popen('touch MARK')",
    "''.__class__.__mro__[1].__subclasses__()",
    "''.__class__.__base__.__subclasses__()[140].__init__.__globals__",
    "().__class__.__bases__[0].__subclasses__()",
    "[].__class__.__mro__[-1].__subclasses__()",
    "{}.__class__.__base__",
    "''['__class__']['__mro__']",
    "''|attr('__class__')|attr('__mro__')",
    "''|attr('\\x5f\\x5fclass\\x5f\\x5f')",
    "[''|attr('__class__')]|map(attribute='__mro__')|list",
    "'{0.__class__.__mro__}'.format('')",
    "'{0.__class__}'.format_map({'0': ''})",
    "'%s'.__class__.__init__",
    "range.__class__('x')",
    "dict.__base__",
    "config.__class__.__init__.__globals__['os'].popen('touch MARK')",
    "request.application.__globals__.__builtins__",
    "get_flashed_messages.__globals__.__builtins__",
    "url_for.__globals__['os']",
    "undefined.__class__.__init__.__globals__",
    "note.__init__.__globals__",
    "note.behind('x')",
    "note._evidence",
    "work.behind.__func__.__globals__",
    "work.__class__.__base__.__subclasses__()",
    "caller.__globals__",
    "loop.__init__.__globals__",
    "tags.append('x')",
    "tags.__class__('x')",
    "fact.pop('short')",
    "fact.update({'short': 'x'})",
    "mail.sections.append('x')",
    "posts.append('x')",
    "title.__class__.__mro__",
    "title.encode('rot13')",
)


def of_post(home: Path, body: str) -> str:
    path = home / "own.j2"
    path.write_text(f"+++\n+++\n{body}", encoding="utf-8")
    template.read.cache_clear()
    return template.render(template.read(path), CONTEXT)[0]


def of_mail(home: Path, body: str) -> str:
    (home / "templates/email").mkdir(parents=True, exist_ok=True)
    (home / "templates/email/digest.txt.j2").write_text(body, encoding="utf-8")
    return render_digest(home, FULL, BERLIN).text


def of_page(home: Path, body: str) -> str:
    (home / "templates/pages").mkdir(parents=True, exist_ok=True)
    (home / "templates/pages/timeline.html").write_text(body, encoding="utf-8")
    return timeline(home, Timeline("T", "S", [], BERLIN), None)  # type: ignore[arg-type]


WAYS = {"post": of_post, "mail": of_mail, "page": of_page}


@pytest.mark.parametrize("payload", PAYLOADS)
def test_s07_a_strangers_template_reaches_nothing_of_ours(payload: str, tmp_path: Path) -> None:
    payload = payload.replace("MARK", str(tmp_path / "mark"))
    before = json.dumps(CONTEXT["fact"]), list(CONTEXT["tags"])
    for way, make in WAYS.items():
        bodies = [f"{{{{ {payload} }}}}", f"{{% if {payload} %}}x{{% endif %}}"]
        bodies += [f"{{% claim work %}}{{{{ {payload} }}}}{{% endclaim %}}"] if way == "post" else []
        for body in bodies:
            with pytest.raises(TemplateError) as told:
                make(tmp_path, body)
            assert told.value.hint.startswith(("edit ", "put it between"))
    assert not (tmp_path / "mark").exists()
    assert (json.dumps(CONTEXT["fact"]), CONTEXT["tags"]) == before


BOMBS = {
    "a text times a billion": "{% set x = 'a' * 10**9 %}",
    "a list times a billion": "{% set x = [1] * 10**9 %}",
    "a tower of powers": "{% if 9**9**9 %}{% endif %}",
    "a text as wide as the world": "{% set x = '%99999999d' % 1 %}",
    "a filter that fills up": "{% set x = 'a' | center(10**9) %}",
    "another": "{% set x = '%099999999d' | format(1) %}",
    "a method that fills up": "{% set x = 'a'.ljust(999999999) %}",
    "a range": "{% for a in range(99999999) %}{% endfor %}",
    "loops in loops": "{% for a in x %}" * 12 + "{% endfor %}" * 12,
    "a text that doubles": "{% set x = 'aaaaaaaaaaaaaaaa' %}" + "{% set x = x ~ x %}" * 60,
    "a block that doubles": "{% set x %}aaaaaaaaaaaaaaaa{% endset %}" + "{% set x %}{{ x }}{{ x }}{% endset %}" * 60,
    "macros that call twice": "{% macro m0() %}{% endmacro %}"
    + "".join(f"{{% macro m{n + 1}() %}}{{% if m{n}() or m{n}() %}}{{% endif %}}{{% endmacro %}}" for n in range(40))
    + "{% set z = m40() %}",
    "a macro that calls itself": "{% macro m() %}{{ m() }}{% endmacro %}{% set z = m() %}",
    "too many loops for Python": "{% for a in [1] %}" * 40 + "{% endfor %}" * 40,
    "too many brackets for Python": "{% set x = " + "(" * 300 + "1" + ")" * 300 + " %}",
    "a number nobody writes": "{% set x = " + "9" * 6000 + " %}",
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_s08_a_template_that_never_ends_is_ended(way: str, bomb: str, tmp_path: Path) -> None:
    body = bomb.replace("in x ", "in 'abcdefghijklmnop' ")
    began = time.process_time()
    with pytest.raises(TemplateError):
        WAYS[way](tmp_path, body)
    assert time.process_time() - began < SECONDS


def test_s09_what_a_commit_says_is_never_read_as_a_template(app: App, clock: FixedClock, tmp_path: Path) -> None:
    note(app, "Broadcasting in NumPy turns {{ 7 * 7 }} and {% raw %} into shapes of three columns.")
    assert not any("49" in text for text in drafts(app, clock))
    braces = {**CONTEXT, "note": template.Grounded(CONTEXT["note"]._evidence, text="I wrote {{ 7 * 7 }} {% if %}.")}
    path = tmp_path / "own.j2"
    path.write_text("+++\n+++\n{% claim note %}{{ note.text }}{% endclaim %}", encoding="utf-8")
    assert template.render(template.read(path), braces)[0] == "I wrote {{ 7 * 7 }} {% if %}."


# --- what goes out ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["@grace_hopper_fan", ".@grace_hopper_fan", "＠grace_hopper_fan"])
def test_s12_nobody_is_called_by_a_post_that_did_not_mean_to(name: str, app: App, clock: FixedClock) -> None:
    commit(app, f"Plot the ROC curve with {name}", "a" * 40)
    note(app, f"I plotted the ROC curve of the churn model with {name} and recall fell.", Flavour.NONE)
    assert not any(name[-8:] in text for text in drafts(app, clock))
    assert guard.check(f"I plotted the curve with {name} today.").verdict == "block"
    assert {guard.check(f"I plotted {sign} today.").verdict for sign in ("$TSLA", "#include", "#123")} == {"ask"}


@pytest.mark.parametrize("name", ["README.md", "setup.py", "lib.rs", "deploy.sh", "file.zip"])
def test_s13_a_files_name_becomes_no_link(name: str, app: App, clock: FixedClock) -> None:
    commit(app, f"Update {name} with the ROC curve", "a" * 40)
    note(app, "I plotted the ROC curve of the churn model and recall fell.")
    for text in drafts(app, clock):
        assert links.find(text) == []
        assert voice("x").cost(text) < 0.1  # dollars: one with a link costs more
    assert links.find(f"Updated {name} today.")
    assert guard.check(f"Updated {name} today.").verdict != "pass"


KEYS = {
    "GitHub": "ghp_" + "a1B2" * 9,
    "GitHub, fine": "github_pat_11" + "a1B2" * 10,
    "OpenAI": "sk-proj-" + "a1B2" * 10,
    "Anthropic": "sk-ant-api03-" + "a1B2" * 10,
    "AWS": "AKIA" + "IOSFODNN7EXAMPLE",
    "Slack": "xoxb-" + "1234567890-a1B2",
    "Google": "AIza" + "a1B2" * 9,
    "JWT": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dBjftJeZ4CVPmB92K27uhbUJU1p1r",
    "X": "A" * 22 + "a1B2c3D4" * 6,
    "a password": "password = 'hunter2!x'",
    "in an address": "https://ada:hunter2x@example.org",
    "a private key": "-----BEGIN RSA PRIVATE KEY-----\nMIIEabc\n-----END RSA PRIVATE KEY-----",
    "Telegram": "123456789:" + "a1B2" * 9,
}


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_s15_a_secret_is_kept_out_when_drafted_when_approved_and_when_sent(
    key: str, app: App, clock: FixedClock
) -> None:
    commit(app, f"Plot the ROC curve with {key}", "a" * 40)
    post = approved(app, clock)
    assert not any(find_secrets(each.text) for each in app.posts.every())
    other = app.desk.edit(post.id, f"{post.text} {key}", clock.now())
    with pytest.raises(NotAllowed):
        app.desk.approve(other.id, clock.now())
    assert jobs.publish_due(app) == [] or not any(key in each for each in ledger(app))
    assert ledger(app) == []


def test_s15_few_ordinary_messages_are_taken_for_secrets() -> None:
    table = tomllib.loads((ROOT / "tests/activity/messages.toml").read_text(encoding="utf-8"))["message"]
    messages = [each["text"] for each in table if "•••" not in str(each)]
    assert len(messages) >= 500
    found = [each for each in messages if find_secrets(each)]
    assert len(found) < len(messages) / 100, found


# --- doors -----------------------------------------------------------------------------------------------------------


def listening(pid: int) -> list[str]:
    """Return the addresses a process listens at, as the kernel writes them."""
    own = {str(each.readlink()) for each in Path(f"/proc/{pid}/fd").iterdir() if each.is_symlink()}
    found = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text(encoding="ascii").splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and f"socket:[{fields[9]}]" in own:
                found.append(fields[1])
    return found


@needs_proc
def test_s21_nothing_listens_but_a_login_and_that_on_this_machine_alone(home: Path) -> None:
    with daemon(home) as process:
        assert listening(process.pid) == []
    with Listener("our-state", free_port()):
        (where,) = listening(os.getpid())
        assert where.startswith("0100007F:")  # 127.0.0.1


@pytest.mark.parametrize("name", ["../../../etc/passwd", "../.env", "/etc/passwd", "..", "x/../../.env"])
def test_s24_a_name_leads_to_no_file_of_another_folder(name: str, home: Path, run: Run, tmp_path: Path) -> None:
    (home / "schedules").mkdir()
    (tmp_path / "outside.toml").write_text('study_days = ["mon"]', encoding="utf-8")
    for words in (("schedule",), ("queue",)):
        done = program(home, *words, BOT_SCHEDULE=name.replace("etc/passwd", "outside"))
        assert "root:" not in done.stdout + done.stderr
    assert program(home, "schedule", BOT_SCHEDULE="../../outside").returncode == 1
    for body in (f'{{% include "{name}" %}}', f'{{% extends "{name}" %}}', f'{{% import "{name}" as a %}}'):
        for make in WAYS.values():
            with pytest.raises(TemplateError):
                make(tmp_path / "home", body)


YAML_BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (YAML_BOMB, "alias"),
        ("[" * 20_000, "nested too deeply"),
        ("!!python/object/apply:os.system ['touch MARK']", "tag"),
        ("x: " + "y" * 1_100_000, "larger than"),
    ],
    ids=["bomb", "deep", "object", "large"],
)
def test_s25_yaml_that_was_made_to_hurt_is_refused_at_once(content: str, told: str, tmp_path: Path, run: Run) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(content.replace("MARK", str(tmp_path / "mark")), encoding="utf-8")
    began = time.process_time()
    code, _, said = run("roadmap", "show", str(path))
    assert (code, told in said) == (1, True), said
    assert time.process_time() - began < SECONDS
    assert not (tmp_path / "mark").exists()


def test_s26_no_words_are_read_as_sql(home: Path, run: Run) -> None:
    words = "Robert'); DROP TABLE posts; --"
    assert run("log", words)[0] == 0
    assert run("hold", "--reason", words)[0] == 0
    assert run("queue")[0] == 0
    assert words in run("activity", "--json")[1]
    assert run("export")[0] == 0


@pytest.mark.parametrize(
    ("platform", "scopes"),
    [
        ("linkedin", {"openid", "profile", "w_member_social"}),
        ("mastodon", {"profile", "write:media", "write:statuses", "read:statuses", "read:accounts"}),
    ],
)
def test_s29_no_more_is_asked_for_than_posting_takes(
    platform: str, scopes: set[str], app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    with issuing() as server:
        monkeypatch.setenv("MASTODON_API", server.url)
        given = {name: Secret("x") for name in ("LINKEDIN_CLIENT_ID", "LINKEDIN_CLIENT_SECRET")}
        dance = oauth.begin(issuer(platform, settings.load(), given, REDIRECT), REDIRECT)
    asked = set(parse_qs(urlsplit(dance.address).query)["scope"][0].split())
    assert asked <= scopes
    assert not any("email" in each or each in {"read", "write", "follow", "push"} for each in asked)


def test_s31_what_others_wrote_reaches_no_terminal_as_it_is(home: Path, run: Run, app: App) -> None:
    nasty = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202eevil\u200b\rover"
    (home / "notes.md").write_text(f"## Week 1: A{nasty}\n\n- [ ] item {nasty} &#x202e;&#27;[2J\n", encoding="utf-8")
    assert run("log", f"I plotted it {nasty} again")[0] == 0
    for words in (
        ("roadmap", "show", str(home / "notes.md"), "--items"),
        ("roadmap", "show", nasty),
        ("activity",),
        ("activity", "--json"),
        ("guard", nasty),
        ("queue", nasty),
        (nasty,),
    ):
        _, out, said = run(*words)
        assert find_hidden(out) == [], words
        assert find_hidden(said) == [], words
    done = program(home, "queue", **{f"BOT_{nasty}": "1"})
    assert find_hidden(done.stdout + done.stderr) == []


def test_s31_what_a_server_says_forges_no_line_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    forged = "no\n2026-01-05 20:00:00,000 WARNING everything is well\r\u2028\x1b[2Jand so on"
    logging.getLogger("bot.jobs").warning("post %s: %s", 7, forged)
    first, *others = caplog.text.splitlines()
    assert first.endswith("post 7: no")
    assert others
    assert all(line.startswith("    ") for line in others)
    assert find_hidden(caplog.text) == []


# --- other people of this machine ------------------------------------------------------------------------------------


def test_s04_what_the_program_writes_is_nobody_elses_to_read(tmp_path: Path) -> None:
    home = tmp_path / "open"
    home.mkdir(mode=0o755)
    before = os.umask(0)
    try:
        for words in (("init", "--yes"), ("log", "I plotted the ROC curve."), ("backup",), ("demo",), ("draft",)):
            program(home, *words)
    finally:
        os.umask(before)
    files = [path for path in home.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {".env", "bot.db", "roadmap.md"}
    assert [str(path.relative_to(home)) for path in files if path.stat().st_mode & 0o077] == []
    (home / ".env").chmod(0o644)
    done = program(home, "queue")
    assert (done.returncode, f"chmod 600 {home / '.env'}" in done.stderr) == (1, True)
    (home / ".env").chmod(0o600)
    (home / "bot.db").chmod(0o640)
    done = program(home, "queue")
    assert (done.returncode, f"chmod 600 {home / 'bot.db'}" in done.stderr) == (1, True)
