"""Builds the image with buildah, on a base made from Debian's packages and called by the name the Dockerfile gives.

How this machine reaches its package servers is mounted while building, never copied: the Dockerfile knows nothing of
it. A canary in each of those files, and in what .dockerignore keeps out, shows up in the image if any is baked in.
"""

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
CANARY = "canary-4d1f-never-in-an-image"
NAME = "localhost/learnaloud"
KEPT_OUT = (".env", "bot.db", "bot/.env", "home/.env", "secrets/x_access_token", "bot.env")
_PACKAGES = "python3,python3-venv,media-types,ca-certificates,netbase,tzdata,usr-is-merged"
_REACHING = ("index-url", "extra-index-url", "proxy", "trusted-host", "cert", "client-cert", "timeout")
_AUTHORITY = "/run/authority.pem"
_UNREAD = ("doc", "man", "info", "locale")  # the official image leaves these out too, and Python's bytecode


class Buildah:
    """buildah, with images and layers in a folder of its own."""

    def __init__(self, work: Path) -> None:
        self._work = work
        self._store = ["--storage-driver", "vfs", "--root", str(work / "storage"), "--runroot", str(work / "run")]

    def __call__(self, *words: str, quiet: bool = True) -> str:
        """Run a command of buildah and return what it prints."""
        command, *rest = words
        out = subprocess.PIPE if quiet else None
        done = subprocess.run(["buildah", *self._store, command, *rest], check=True, stdout=out, text=True)
        return (done.stdout or "").strip()

    def build(self, *, pull: bool = False) -> float:
        """Build the image and return how many seconds it took; a base that is missing is made first, or pulled."""
        (name,) = re.findall(r"^ARG BASE=(\S+)", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
        if not pull and name not in self("images", "--format", "{{.Name}}:{{.Tag}}").split():
            self._make_base(name)
        began = time.monotonic()
        self(
            "build", "--isolation", "chroot", "--format", "docker", "--layers", "--tag", NAME,
            *(f"--volume={each}" for each in _ways_out(self._work / "ways")), str(_context(self._work / "context")),
            quiet=False,
        )  # fmt: skip
        return time.monotonic() - began

    def _make_base(self, name: str) -> None:
        tar = self._work / "base.tar"
        unread = [f"--dpkgopt=path-exclude=/usr/share/{each}/*" for each in _UNREAD]
        subprocess.run(
            [
                "mmdebstrap", "--quiet", "--variant=minbase", f"--include={_PACKAGES}", *unread,
                "--hook-dir=/usr/share/mmdebstrap/hooks/merged-usr",
                '--customize-hook=find "$1/usr/lib" -name "*.pyc" -delete', "bookworm", str(tar),
            ],
            check=True,
        )  # fmt: skip
        made = self("from", "scratch")
        self("add", made, str(tar), "/")
        self("config", "--env", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", made)
        self("commit", "--rm", made, name)
        tar.unlink()

    def config(self) -> dict[str, Any]:
        """Return what the image tells an engine."""
        about = json.loads(self("inspect", "--type", "image", NAME))
        found: dict[str, Any] = about["Docker"]["config"]
        return found

    def save(self, folder: Path) -> None:
        """Write the image into a folder as a registry would get it: its layers, its configuration, its history."""
        self("push", "--quiet", NAME, f"dir:{folder}")

    def root(self) -> Path:
        """Return the image's files, unpacked to be run."""
        return Path(self("mount", self("from", "--pull-never", NAME)))

    def forget(self) -> None:
        """Remove what was unpacked and what earlier builds left; the base and the image stay."""
        self("rm", "--all")
        self("rmi", "--prune", "--force")


def _context(folder: Path) -> Path:
    """Copy what git knows of this checkout, and plant secrets beside it that have no business in an image."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in filter(None, _told(["git", "-C", str(ROOT), "ls-files", "-z"]).split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    for name in KEPT_OUT:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"X_ACCESS_TOKEN={CANARY}\n", encoding="utf-8")
    return folder


def _ways_out(folder: Path) -> Iterator[str]:
    """Yield the mounts through which a build reaches the package servers: which, by which proxy, trusting whom."""
    folder.mkdir(parents=True, exist_ok=True)
    asked = [sys.executable, "-m", "pip", "config", "list"]
    found = dict(re.findall(r"^(?:global|install|:env:)\.([\w-]+)='(.*)'$", _told(asked), re.MULTILINE))
    if authority := found.get("cert"):
        yield f"{Path(authority).resolve()}:{_AUTHORITY}:ro"
        found["cert"] = _AUTHORITY
    lines = (f"{name} = {found[name]}\n" for name in _REACHING if "file:" not in found.get(name, "file:"))
    (folder / "pip.conf").write_text(f"# {CANARY}\n[global]\n" + "".join(lines), encoding="utf-8")
    yield f"{folder}/pip.conf:/etc/pip.conf:ro"
    kept = (line for line in _told(["apt-config", "dump", "Acquire"]).splitlines() if '"";' not in line)
    (folder / "apt.conf").write_text(f"// {CANARY}\n" + "\n".join(kept) + "\n", encoding="utf-8")
    yield f"{folder}/apt.conf:/etc/apt/apt.conf:ro"


def _told(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
