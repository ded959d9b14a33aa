"""The files settings come from: the home's .env, and one per secret where a container mounts them."""

from collections.abc import Iterator
from pathlib import Path

from bot.errors import BotError


def secret_file(name: str, path: Path) -> str:
    """Return the secret a file holds, or raise what is wrong with the file."""
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not text"
        raise BotError(f"{name}_FILE points to {path}, which cannot be read: {reason}.", f"ls -l {path}") from None


def read_env_file(path: Path, problems: list[BotError]) -> Iterator[tuple[str, str]]:
    """Yield each name and value of a .env, and note every line that is neither."""
    from dotenv.parser import parse_stream

    try:
        if path.stat().st_mode & 0o077:
            problems.append(BotError(f"Other users of this machine can read {path}.", f"chmod 600 {path}"))
        with path.open(encoding="utf-8") as stream:
            for binding in parse_stream(stream):
                if binding.error:
                    line = binding.original.line
                    problems.append(BotError(f"Line {line} of {path} is not NAME=value.", f"edit {path}"))
                elif binding.key:
                    yield binding.key, binding.value or ""
    except FileNotFoundError:
        return  # a home without .env runs on the environment and the defaults
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        problems.append(BotError(f"{path} cannot be read: {reason}.", f"ls -l {path}"))
