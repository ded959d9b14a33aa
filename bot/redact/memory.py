"""Keeps what a process remembers out of core dumps, and from other programs of the same user."""

_PR_SET_DUMPABLE = 4


def keep_memory_private() -> None:
    """Let nobody have a copy of this process's memory; where the system knows no such thing, only its core files."""
    import ctypes
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if prctl := getattr(ctypes.CDLL(None), "prctl", None):  # Linux: a core that is piped to a program has no limit
        prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
