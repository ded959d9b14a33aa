"""Builds the image, runs it as an engine would, and says what it saw: a line for each thing that was looked at.

    make container     # as root, on Debian: some minutes, most of them for the base

Docker is not needed and not asked. `--pull` takes the base from its registry instead of making one.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.container.building import CANARY, ROOT, Buildah
from tests.container.running import Image, Running

_NEEDED = {"buildah": "buildah", "mmdebstrap": "mmdebstrap", "unshare": "util-linux"}
_MOUNT_POINTS = {"run/authority.pem", "etc/pip.conf", "etc/apt/apt.conf"}  # of what building mounts: left there, empty
_NO_BUSINESS = (".env", ".git", ".netrc", "pip.conf", "auth.conf", "bot.db", "id_rsa", "id_ed25519", ".pypirc")
_WRITABLE = {"/data", "/tmp", "/var/tmp", "/run/lock"}
_NOTE = "A model that never predicts fraud is right on 99.8% of the card data. Its recall is zero."
_CTRL_X = "\x18"
_SOMEBODY_ELSE = 20_002


@dataclass
class Trial:
    """What the checks look at, one after the other."""

    buildah: Buildah
    image: Image
    work: Path
    daemon: Running | None = None

    @property
    def running(self) -> Running:
        """Return the daemon, which an earlier check started."""
        assert self.daemon is not None, "the daemon did not start"
        return self.daemon


# --- the image, at rest -------------------------------------------------------------------------------------------


def what_an_engine_is_told(trial: Trial) -> str:
    told = trial.image.config
    assert told["User"] == "10001:10001"
    assert list(told["Volumes"]) == ["/data"]
    assert told["Healthcheck"]["Test"][:2] == ["CMD", "bot"]
    assert (told["Entrypoint"], told["Cmd"], told["StopSignal"]) == (["bot"], ["daemon"], "SIGTERM")
    return f"user {told['User']}, volume /data, {told['StopSignal']}, bot daemon, {' '.join(_health(trial))}"


def size(trial: Trial) -> str:
    layers = _layers(trial)
    last = sum(layer.stat().st_size for layer in layers) / 1e6
    files = int(subprocess.check_output(["du", "-s", "--bytes", trial.image.root], text=True).split()[0]) / 1e6
    assert files < 500
    return f"{files:.0f} MB unpacked in {len(layers)} layers, {last:.0f} MB as stored"


def no_secret_in_any_layer(trial: Trial) -> str:
    looked = 0
    for layer in _layers(trial):
        with tarfile.open(layer) as archive:
            for member in filter(tarfile.TarInfo.isfile, archive):
                looked += 1
                _look_at(member, archive.extractfile(member).read() if member.size else b"")  # type: ignore[union-attr]
    for told in (trial.work / "saved").iterdir():
        if told.stat().st_size < 1e6:
            assert CANARY.encode() not in told.read_bytes(), f"{told.name} holds the canary"
    return f"{looked} files: neither the canary of the build's configuration nor a name that keeps secrets"


def _look_at(member: tarfile.TarInfo, content: bytes) -> None:
    assert CANARY.encode() not in content, f"{member.name} holds the canary"
    if content:
        assert member.name not in _MOUNT_POINTS, f"{member.name} was baked in"
        assert Path(member.name).name not in _NO_BUSINESS, f"{member.name} is in the image"


def _layers(trial: Trial) -> list[Path]:
    manifest = json.loads((trial.work / "saved/manifest.json").read_text(encoding="utf-8"))
    return [trial.work / "saved" / layer["digest"].removeprefix("sha256:") for layer in manifest["layers"]]


def nothing_of_the_program_can_be_written(trial: Trial) -> str:
    """Ask on a root that is not read-only: whoever owns what must be enough."""
    find = ["find", "/", "-xdev", "-writable", "!", "-type", "l"]
    who = ["setpriv", "--reuid=10001", "--regid=10001", "--clear-groups"]
    done = subprocess.run(["chroot", str(trial.image.root), *who, *find], capture_output=True, text=True, check=False)
    found = {line for line in done.stdout.splitlines() if not line.startswith(("/proc/", "/dev/"))}
    assert found <= _WRITABLE, found - _WRITABLE
    return f"its user can write {', '.join(sorted(found))} and nothing else"


# --- short commands -----------------------------------------------------------------------------------------------


def the_version(trial: Trial) -> str:
    began = time.monotonic()
    said = _good(trial.image.run("--version"))
    return f"{said.strip()}, in {time.monotonic() - began:.1f} s"


def the_demo_without_a_network(trial: Trial) -> str:
    began = time.monotonic()
    said = _good(trial.image.run("demo"))
    assert "sandbox-linkedin-1" in said
    return f"two posts in the sandbox, in {time.monotonic() - began:.1f} s"


def the_root_is_read_only(trial: Trial) -> str:
    mounts = {"user": "0:0", "entry": ["touch"]}  # even root: the mount says no, not the owner
    for path in ("/anywhere", "/etc/passwd", "/opt/learnaloud/bin/bot", "/var/tmp/x"):
        assert "Read-only file system" in trial.image.run(path, **mounts).stderr, path
    _good(trial.image.run("/tmp/x", "/data/x", entry=["touch"]))
    (trial.image.volume / "x").unlink()
    return "root cannot write /etc, /opt or /var; the user can write /data, and /tmp in memory"


def no_privilege_is_left(trial: Trial) -> str:
    said = _good(trial.image.run("/proc/self/status", entry=["cat"]))
    told = {name: " ".join(value.split()) for name, _, value in (line.partition(":") for line in said.splitlines())}
    assert told["Uid"] == told["Gid"] == " ".join(["10001"] * 4)
    assert int(told["CapEff"], 16) == int(told["CapBnd"], 16) == 0
    assert told["NoNewPrivs"] == "1"
    return f"uid and gid 10001, groups “{told['Groups']}”, no capability"


def not_healthy_before_it_runs(trial: Trial) -> str:
    return _unhealthy(trial)


def a_home_is_made(trial: Trial) -> str:
    start = (datetime.now(UTC) - timedelta(days=9)).date().isoformat()
    repository = _repository(trial.work / "repository")
    given = ["--repository", "/repositories/ml", "--author", "sam@example.org", "--start", start]
    _good(trial.image.run("init", "--yes", *given, "--timezone", "Europe/Berlin", mounts=[repository]))
    _good(trial.image.run("log", "--learned", _NOTE))
    kept = sorted(path.name for path in trial.image.volume.iterdir())
    owners = {path.stat().st_uid for path in trial.image.volume.iterdir()}
    assert owners == {10_001}
    return f"in /data: {', '.join(kept)}, all of it the user's"


def a_repository_of_somebody_else_is_read(trial: Trial) -> str:
    said = _good(trial.image.run("sync", mounts=[_repository(trial.work / "repository")]))
    return said.strip().splitlines()[0]


def _repository(folder: Path) -> str:
    """Return the mount of a repository that belongs to another user, as one from outside does."""
    if not folder.exists():
        folder.mkdir()
        git = ["git", "-C", str(folder), "-c", "user.name=Sam", "-c", "user.email=sam@example.org"]
        subprocess.run([*git, "init", "--quiet"], check=True)
        (folder / "metrics.py").write_text("def recall(): ...\n", encoding="utf-8")
        subprocess.run([*git, "add", "."], check=True)
        subprocess.run(
            [*git, "commit", "--quiet", "-m", "Write a function that returns precision and recall"], check=True
        )
        for path in (folder, *folder.rglob("*")):
            os.chown(path, _SOMEBODY_ELSE, _SOMEBODY_ELSE)
    return f"{folder}:/repositories/ml:ro"


# --- the daemon ---------------------------------------------------------------------------------------------------


def the_daemon_starts(trial: Trial) -> str:
    trial.daemon = trial.image.start(mounts=[_repository(trial.work / "repository")])
    seconds = trial.daemon.until_said("running;")
    inside = trial.daemon.status("NSpid").split()[-1]
    assert inside == "1"
    return f"as process {inside}, after {seconds:.1f} s"


def healthy_while_it_runs(trial: Trial) -> str:
    began = time.monotonic()
    while (said := trial.running.run(*_health(trial))).returncode:
        assert time.monotonic() - began < 60, said.stdout + said.stderr
        time.sleep(1)
    again = time.monotonic()
    _good(trial.running.run(*_health(trial)))
    return f"“{said.stdout.strip()}”; the question takes {time.monotonic() - again:.1f} s"


def one_daemon_to_a_volume(trial: Trial) -> str:
    done = trial.image.run("daemon")
    assert done.returncode == 1
    assert "Another daemon" in done.stderr, done.stderr
    return f"a second container says “{done.stderr.strip().splitlines()[0]}”"


def a_person_answers(trial: Trial) -> str:
    _good(trial.running.run("bot", "done", "--day"))
    terminal = trial.image.on_terminal("review")
    for awaited, key in (("q quit", "e"), ("GNU nano", _CTRL_X), ("q quit", "a"), ("That was all.", "q")):
        terminal.until(awaited)
        terminal.keys(key)
    assert terminal.end() == 0
    assert "approved" in _good(trial.running.run("bot", "queue"))
    return "bot review in a second container, on a terminal: e opens an editor, a approves"


def little_memory_at_rest(trial: Trial) -> str:
    time.sleep(max(0.0, 75 - (time.monotonic() - trial.running.began)))
    used = int(trial.running.status("VmRSS").split()[0]) / 1024
    lines = Path(f"/proc/{trial.running.pid}/stat").read_text("ascii").rpartition(")")[2].split()
    worked = (int(lines[11]) + int(lines[12])) / os.sysconf("SC_CLK_TCK")
    assert used < 200
    return f"{used:.0f} MB after {time.monotonic() - trial.running.began:.0f} s, {worked:.1f} s of work in all"


def nobody_dead_is_left(trial: Trial) -> str:
    states = _good(trial.running.run("sh", "-c", "cat /proc/[0-9]*/stat")).splitlines()
    dead = [line for line in states if line.rpartition(")")[2].split()[0] == "Z"]
    assert dead == []
    return f"{len(states)} processes, none of them a zombie, after git and {len(trial.running.said)} lines of log"


def it_stops_when_told(trial: Trial) -> str:
    code, seconds = trial.running.stop(trial.image.config["StopSignal"])
    assert code == 0, "".join(trial.running.said)
    assert seconds < 10
    return f"SIGTERM as process 1: exit code {code} after {seconds:.1f} s"


def what_was_kept_is_there_again(trial: Trial) -> str:
    trial.daemon = trial.image.start()
    seconds = trial.daemon.until_said("running;")
    assert "approved" in _good(trial.running.run("bot", "queue"))
    code, _ = trial.running.stop("SIGINT")
    assert code == 0
    return f"a new container, running after {seconds:.1f} s, has the approved post; SIGINT ends it as well"


def unhealthy_when_it_is_gone(trial: Trial) -> str:
    """Ask in another container, with a database that was last awake ten minutes ago: nobody waits here for so long."""
    with closing(sqlite3.connect(trial.image.volume / "bot.db")) as database, database:
        ((awake_at,),) = database.execute("SELECT awake_at FROM journeys")
        earlier = datetime.fromisoformat(awake_at) - timedelta(minutes=10)
        database.execute("UPDATE journeys SET awake_at = ?", (earlier.isoformat(),))
    said = _unhealthy(trial)
    assert "has not run since" in said, said
    return said


def postgresql_by_a_file(trial: Trial) -> str:
    server = os.environ.get("TEST_DATABASE_URL")
    if not server:
        return "not looked at: PostgreSQL is not installed here"
    secrets = trial.work / "secrets"
    secrets.mkdir()
    (secrets / "database_url").write_text(server, encoding="utf-8")
    (secrets / "database_url").chmod(0o400)
    os.chown(secrets / "database_url", 10_001, 10_001)
    how: dict[str, Any] = {"env": {"DATABASE_URL_FILE": "/run/secrets/database_url"}, "net": True}
    mounts = [f"{secrets}:/run/secrets:ro", _repository(trial.work / "repository")]
    said = _good(trial.image.run("check", mounts=mounts, **how))
    (line,) = (line.strip() for line in said.splitlines() if "Database" in line)
    assert "bot.db" not in line
    return line


CHECKS: tuple[Callable[[Trial], str], ...] = (
    what_an_engine_is_told, size, no_secret_in_any_layer, nothing_of_the_program_can_be_written, the_version,
    the_demo_without_a_network, the_root_is_read_only, no_privilege_is_left, not_healthy_before_it_runs, a_home_is_made,
    a_repository_of_somebody_else_is_read, the_daemon_starts, healthy_while_it_runs, one_daemon_to_a_volume,
    a_person_answers, little_memory_at_rest, nobody_dead_is_left, it_stops_when_told, what_was_kept_is_there_again,
    unhealthy_when_it_is_gone, postgresql_by_a_file,
)  # fmt: skip


def _good(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, f"exit code {done.returncode}: {done.stdout}{done.stderr}"
    return done.stdout


def _health(trial: Trial) -> list[str]:
    """Return what the image asks to know whether it is well: the words after CMD."""
    asked: list[str] = trial.image.config["Healthcheck"]["Test"][1:]
    return asked


def _unhealthy(trial: Trial) -> str:
    done = trial.image.run(entry=_health(trial))
    assert done.returncode == 1, done.stdout + done.stderr
    return f"“{(done.stdout or done.stderr).strip()}”, exit code 1"


# --- all of it ----------------------------------------------------------------------------------------------------


def main() -> int:
    """Build, look, clean up; return how many checks failed."""
    if missing := _missing():
        print(f"The image was not built: {missing}")
        return 0
    kept = ROOT / "build/container"
    kept.mkdir(parents=True, exist_ok=True)
    buildah = Buildah(kept)
    seconds = buildah.build(pull="--pull" in sys.argv)
    print(f"built in {seconds:.0f} s")
    with tempfile.TemporaryDirectory(prefix="learnaloud-container-") as folder, _trial(buildah, Path(folder)) as trial:
        return sum(not _passed(check, trial) for check in CHECKS)


@contextmanager
def _trial(buildah: Buildah, work: Path) -> Iterator[Trial]:
    work.chmod(0o755)  # the user inside must get through to the repository
    volume = work / "volume"
    volume.mkdir(mode=0o700)
    os.chown(volume, 10_001, 10_001)  # as an engine does for a new volume: it takes the folder's owner from the image
    buildah.save(work / "saved")
    trial = Trial(buildah, Image(buildah.root(), buildah.config(), volume), work)
    try:
        yield trial
    finally:
        if trial.daemon:
            trial.daemon.kill()
        buildah.forget()


def _passed(check: Callable[[Trial], str], trial: Trial) -> bool:
    name = check.__name__.replace("_", " ")
    try:
        print(f"✓ {name}: {check(trial)}", flush=True)
    except (AssertionError, subprocess.SubprocessError, OSError) as error:
        print(f"✗ {name}: {type(error).__name__} {error}", flush=True)
        return False
    return True


def _missing() -> str:
    """Install what is missing where that can be done, and return what keeps us from it."""
    lacking = [package for program, package in _NEEDED.items() if not shutil.which(program)]
    if os.geteuid():
        return "it is run with privileges of root only (sudo make container)."
    if lacking and not shutil.which("apt-get"):
        return f"{', '.join(lacking)} cannot be installed here; Debian has them."
    if lacking:
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *lacking], check=True)
    return ""


if __name__ == "__main__":
    sys.exit(main())
