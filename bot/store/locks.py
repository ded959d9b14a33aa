"""Locks in the home that die with the process that holds them, however it dies: one empty file each, locked.

The file of a dead holder is removed by whoever finds it. A holder makes sure that the file it locked still is the one
in the folder: another process may have removed it between the two steps.
"""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path


def hold(path: Path) -> Callable[[], None] | None:
    """Take a lock, and return how to let it go, or None if somebody living has it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    while True:
        held = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        if not _locked(held):
            os.close(held)
            return None
        if _is_still(path, held):
            return lambda: _let_go(path, held)
        os.close(held)


def is_held(path: Path) -> bool:
    """Tell whether somebody living has a lock."""
    try:
        found = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return False
    if not _locked(found):
        os.close(found)
        return True
    _let_go(path, found)
    return False


def _locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_still(path: Path, held: int) -> bool:
    try:
        return path.stat().st_ino == os.fstat(held).st_ino
    except FileNotFoundError:
        return False


def _let_go(path: Path, held: int) -> None:
    path.unlink(missing_ok=True)  # before the lock is gone, or the file of the next holder might be removed
    os.close(held)
