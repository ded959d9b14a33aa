"""JSON, YAML and TOML as plain values; what is broken, too deep or dangerous is refused with its line."""

from functools import cache
from typing import TYPE_CHECKING, Any

from bot.errors import RoadmapError
from bot.redact import plain, redact

if TYPE_CHECKING:
    from yaml import Event

DEEPEST = 60
Value = Any  # whatever a file holds: mappings, lists, texts, numbers


def load(text: str, ending: str, name: str) -> Value:
    """Return the values of a file of one of the endings .json, .yaml, .yml and .toml."""
    read, kind = {".toml": (_toml, "TOML"), ".yaml": (_yaml, "YAML"), ".yml": (_yaml, "YAML")}.get(
        ending, (_json, "JSON")
    )
    try:
        value = read(text)
        _look_how_deep(value)
    except RecursionError:
        raise RoadmapError(f"{name} is nested too deeply to be a plan.", "give the plan alone") from None
    except ValueError as error:
        told = plain(redact(str(error)))
        raise RoadmapError(f"{name} is not {kind}: {told}.", "mend that line, or give the plan as Markdown") from None
    return _without_hidden(value)


def _without_hidden(value: Value) -> Value:
    """Return a value with every key and text in it safe to print: \\u001b is six letters until JSON is read."""
    if isinstance(value, dict):
        return {_without_hidden(key): _without_hidden(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_without_hidden(child) for child in value]
    return plain(value) if isinstance(value, str) else value


def _look_how_deep(value: Value) -> None:
    level = [value]
    for _ in range(DEEPEST):
        level = [
            child
            for each in level
            if isinstance(each, (dict, list))
            for child in (each.values() if isinstance(each, dict) else each)
        ]
    if level:
        raise RecursionError


def _json(text: str) -> Value:
    import json

    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"line {error.lineno}, column {error.colno}: {error.msg[:1].lower()}{error.msg[1:]}") from None


def _toml(text: str) -> Value:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(str(error).rstrip(".")) from None


def _yaml(text: str) -> Value:
    """Load YAML after a look at its events: no aliases (they multiply), no tags (they mean objects), no depths."""
    import yaml

    try:
        depth = 0
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            _refuse(event, depth)
        return yaml.load(text, Loader=_plain_loader())  # noqa: S506 (a safe loader, with fewer kinds of value)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        raise ValueError(f"{where}{error.problem or error.context}") from None
    except yaml.YAMLError as error:
        raise ValueError(" ".join(str(error).split())) from None


def _refuse(event: "Event", depth: int) -> None:
    import yaml

    line = event.start_mark.line + 1
    if isinstance(event, yaml.AliasEvent):
        raise ValueError(f"line {line}: it uses an alias (*{event.anchor}), which we do not read")  # noqa: TRY004
    tag = getattr(event, "tag", None)
    if (tag and not str(tag).startswith("tag:yaml.org,2002:")) or (tag and "python" in str(tag)):
        raise ValueError(f"line {line}: it uses the tag {tag}, which we do not read")
    if depth > DEEPEST:
        raise RecursionError


@cache
def _plain_loader() -> Any:
    """Return a safe loader that leaves dates, and the yes and no of old YAML, the words they are."""
    import yaml

    kept = {"tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:null", "tag:yaml.org,2002:merge"}
    resolvers = {
        first: [(tag, pattern) for tag, pattern in known if tag in kept or (tag.endswith("bool") and first in "tTfF")]
        for first, known in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }
    return type("PlainLoader", (yaml.CSafeLoader,), {"yaml_implicit_resolvers": resolvers})
