"""Reads the values of all settings from the environment and .env, and tells every problem at once."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.errors import BotError, SettingsError
from bot.redact import MASK, plain, redact
from bot.settings.environment import HOME
from bot.settings.files import read_env_file, secret_file
from bot.settings.readers import Wrong

if TYPE_CHECKING:
    from dataclasses import Field

_SHORTEST = 6  # of what is no ordinary word
Hidden = Collection[Callable[[str], object]]  # the readers whose values are never repeated


def read_values(
    known: Iterable["Field[Any]"], hidden: Hidden, home: Path, environ: Mapping[str, str]
) -> dict[str, Any]:
    """Return the value of each known setting by its field, or raise one SettingsError that names all problems."""
    about = {each.name: each.metadata for each in known}
    problems: list[BotError] = []
    from_file = dict(read_env_file(home / ".env", problems))
    names = {HOME: False} | {meta["name"]: meta["read"] in hidden for meta in about.values()}
    problems += _unknown(from_file, names, f"in {home / '.env'}")
    problems += _unknown({name for name in environ if name.startswith("BOT_")}, names, "in the environment")
    found: dict[str, Any] = {}
    for field, meta in about.items():
        try:
            found[field] = _value(meta, {**from_file, **environ}, meta["read"] in hidden)
        except BotError as problem:
            problems.append(problem)
    if problems:
        secrets = [
            {**from_file, **environ}.get(meta["name"], "").strip() for meta in about.values() if meta["read"] in hidden
        ]
        raise SettingsError([_without(secrets, each) for each in problems])
    return found


def _without(secrets: Iterable[str], problem: BotError) -> BotError:
    """Return a problem whose words hold no secret: the same value may stand where it does not belong."""
    message = problem.message
    for each in secrets:
        message = message.replace(each, MASK) if len(each) >= _SHORTEST else message
    return BotError(message, problem.hint)


def _value(meta: Mapping[str, Any], given: Mapping[str, str], is_hidden: bool) -> object:
    name, read = meta["name"], meta["read"]
    raw = given.get(name, "")
    if is_hidden and given.get(f"{name}_FILE"):
        if raw:
            raise BotError(f"Both {name} and {name}_FILE are given.", f"remove one of {name} and {name}_FILE")
        raw = secret_file(name, Path(given[f"{name}_FILE"]))
    try:
        return read(raw.strip() or meta["default"])
    except Wrong as wrong:
        told = f"{name} cannot be read." if is_hidden else f"{name} cannot be “{redact(plain(raw))}”."
        raise BotError(told, str(wrong)) from None


def _unknown(given: Iterable[str], names: Mapping[str, bool], where: str) -> Iterator[BotError]:
    allowed = set(names) | {f"{name}_FILE" for name, is_secret in names.items() if is_secret}
    for name in given:
        if name not in allowed:
            close = get_close_matches(name, allowed, 1)
            hint = f"did you mean {close[0]}?" if close else f"remove {plain(name)}, or look in config.example.env"
            yield BotError(f"{plain(name)} {where} is no setting of learnaloud.", hint)
