"""Runs the image as an engine would: namespaces of its own, a read-only root, its user without any privilege."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.cli.terminal import Terminal

_ENTER = Path(__file__).with_name("enter.sh")
_SECONDS = 60
_INSIDE = ("--mount", "--pid", "--ipc", "--uts", "--net", "--root")


@dataclass(frozen=True)
class Image:
    """The image's files and what it tells an engine; `volume` is what its /data lies on."""

    root: Path
    config: Mapping[str, Any]
    volume: Path

    def run(self, *arguments: str, **how: Any) -> subprocess.CompletedProcess[str]:
        """Do what `docker run --rm IMAGE ARGUMENTS` does, and return what came of it."""
        command = self.command(*arguments, **how)
        return subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)

    def on_terminal(self, *arguments: str) -> Terminal:
        """Do what `docker run -it --rm IMAGE ARGUMENTS` does."""
        return Terminal(program=self.command(*arguments, env={"TERM": "xterm"}))

    def start(self, **how: Any) -> "Running":
        """Do what `docker run --detach IMAGE` does."""
        process = subprocess.Popen(self.command(*self.config["Cmd"], **how), stderr=subprocess.PIPE, text=True)
        return Running(self, process)

    def command(
        self, *arguments: str, mounts: Sequence[str] = (), env: Mapping[str, str] | None = None, net: bool = False,
        entry: Sequence[str] | None = None, user: str = "",
    ) -> list[str]:  # fmt: skip
        """Return what starts it; without `net` nothing but loopback is there, and that is down."""
        alone = ["unshare", "--pid", "--fork", "--kill-child", "--mount", "--ipc", "--uts", *([] if net else ["--net"])]
        enter = [str(_ENTER), str(self.root), f"{self.volume}:/data", *mounts, "--"]
        program = self.config["Entrypoint"] if entry is None else entry
        return [*alone, *enter, *self.inside(env, user), *program, *arguments]

    def inside(self, env: Mapping[str, str] | None = None, user: str = "") -> list[str]:
        """Return what gives a process in the image its environment and its user, and takes all privileges from it."""
        given = [*self.config["Env"], "HOME=/data", *(f"{name}={value}" for name, value in (env or {}).items())]
        person, _, group = (user or self.config["User"]).partition(":")
        drop = ["--no-new-privs", "--bounding-set=-all", "--inh-caps=-all", "--clear-groups"]
        who = ["/usr/bin/setpriv", f"--reuid={person}", f"--regid={group}", *drop]
        return ["/usr/bin/env", "--ignore-environment", f"--chdir={self.config['WorkingDir']}", *given, *who]


@dataclass
class Running:
    """A daemon in its container."""

    image: Image
    process: subprocess.Popen[str]
    began: float = field(default_factory=time.monotonic)
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def pid(self) -> int:
        """Return what this machine calls its process 1."""
        (child,) = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text("ascii").split()
        return int(child)

    def until_said(self, words: str) -> float:
        """Wait until its log holds these words, and return how many seconds after its start."""
        while not any(words in line for line in self.said):
            if self.process.poll() is not None or time.monotonic() - self.began > _SECONDS:
                raise AssertionError("".join(self.said))
            time.sleep(0.02)
        return time.monotonic() - self.began

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Do what `docker exec` does."""
        enter = ["nsenter", f"--target={self.pid}", *_INSIDE, *self.image.inside(), *command]
        return subprocess.run(enter, capture_output=True, text=True, timeout=_SECONDS, check=False)

    def status(self, name: str) -> str:
        """Return one line of what the kernel says of process 1."""
        lines = Path(f"/proc/{self.pid}/status").read_text("ascii").splitlines()
        return next(line.partition(":")[2].strip() for line in lines if line.startswith(f"{name}:"))

    def stop(self, with_signal: str) -> tuple[int, float]:
        """Do what `docker stop` does, and return its exit code and the seconds it took."""
        began = time.monotonic()
        os.kill(self.pid, signal.Signals[with_signal])
        return self.process.wait(_SECONDS), time.monotonic() - began

    def kill(self) -> None:
        """End it if it still runs, process 1 itself: a new user outlives the death of whoever started it."""
        if self.process.poll() is None:
            os.kill(self.pid, signal.SIGKILL)
            self.process.wait(_SECONDS)

    def _listen(self) -> None:
        assert self.process.stderr is not None
        self.said.extend(iter(self.process.stderr.readline, ""))
