"""One week's mapping → a Section: its keys say which of its values are topics, tasks, a project, hours, days."""

import re

from bot.redact import plain
from bot.roadmaps.hours import hours_in, take_hours
from bot.roadmaps.keyed.loading import Value
from bot.roadmaps.markdown import calendar, marks, words
from bot.roadmaps.roadmap import Day, Item, Kind, Project, Section

_KINDS = frozenset(map(str, Kind))
_NUMBERS = frozenset({"number", "no", "nr", "id", "index", "order", "num"})
_TEXTS = ("title", "name", "text", "task", "topic", "theme", "label", "description", "desc")
_DONE = frozenset({"done", "completed", "complete", "checked", "finished"})
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z0-9])")
_COUNTING = re.compile(r"\s(?:no|number|num|nr|index|range)$")


def named(key: Value) -> str:
    """Return the words of a key: “week_1”, “weekOne”, “learning-goals”."""
    return _CAMEL.sub(" ", str(key)).replace("_", " ").replace("-", " ").strip()


def unit_of(key: Value) -> str | None:
    """Return the unit a key names: “weeks”, “week_no”."""
    return words.table("unit").get(_COUNTING.sub("", words.normal(named(key))))


def text_of(row: dict[str, Value]) -> str:
    """Return what a mapping is called."""
    for wanted in _TEXTS:
        for key, child in row.items():
            if str(key).lower() == wanted and isinstance(child, (str, int, float)) and str(child).strip():
                return _plain(str(child))
    return next(
        (
            _plain(child)
            for key, child in row.items()
            if words.role(named(key)) == words.TITLE and isinstance(child, str)
        ),
        "",
    )


def number_of(row: dict[str, Value]) -> int | None:
    """Return the number a mapping carries."""
    for key, child in row.items():
        if (unit_of(key) or str(key).lower() in _NUMBERS) and re.fullmatch(r"-?\d{1,4}", str(child)):
            return int(child)
    return None


def with_key(key: Value, value: Value) -> dict[str, Value]:
    """Return a value of a mapping as a row that carries its key."""
    mark = marks.find(named(key))
    number = mark.number if mark else key
    return {"number": number, **value} if isinstance(value, dict) else {"number": number, "topics": value}


def section(row: Value, mark: marks.Mark | None, place: int, group: str, unit: str = "part") -> Section:
    """Return the section a value describes; a text alone is its title and its only topic."""
    if not isinstance(row, dict):
        title = mark.title if mark else _plain(row) if isinstance(row, str) else ""
        only = mark.title if mark and isinstance(row, str) else row
        row = {"title": title, "topics": only or row}
    title = text_of(row)
    mark = mark or marks.find(title)
    number = mark.number if mark and mark.number is not None else number_of(row)
    hours, project, items = None, None, list[Item]()
    for key, child in row.items():
        role = words.role(named(key))
        if child in (None, "", [], {}) or key in _TEXTS[:2] or unit_of(key) == "day" or _is_for_programs(key):
            continue
        if role == words.PROJECT and project is None:
            project = _project(child)
        elif role == words.HOURS:
            hours = _hours(child)
        elif role in _KINDS:
            items += items_of(child, Kind(role))
        elif role is None and isinstance(child, (list, dict)) and not marks.find(named(key)):
            items += items_of(child, Kind.TOPIC)
    name = mark.title if mark and (mark.title or marks.find(title)) else title
    kind, last = (mark.kind, mark.last) if mark else (unit, None)
    at = number if number is not None else place
    weeks = (at, last) if kind == "week" and last else None
    return Section(at, kind, _plain(name), tuple(items), tuple(days(row)), project, last, group, weeks, hours=hours)


def days(row: dict[str, Value]) -> list[Day]:
    """Return the study days of a mapping: below “days”, or under keys that name them."""
    found = []
    for place, each in enumerate(day_rows(row), 1):
        made = section(each, None, place, "", "day")
        own = (Item("", Kind.TOPIC, made.title),) if made.title and not made.items else ()
        found.append(Day(made.number, made.title, made.items or own))
    return found


def day_rows(row: dict[str, Value]) -> list[Value]:
    """Return what a mapping says of each of its days."""
    for key, child in row.items():
        if unit_of(key) == "day" and isinstance(child, dict):
            return [with_key(name, value) for name, value in child.items()]
        if unit_of(key) == "day" and isinstance(child, list):
            return [each for each in child if isinstance(each, (dict, list, str))]
    marked = [(key, value) for key, value in row.items() if _is_day(key) and isinstance(value, (list, dict, str))]
    return [with_key(key, value) for key, value in marked] if len(marked) > 1 else []


def _is_day(key: Value) -> bool:
    mark = marks.find(named(key))
    return (mark is not None and mark.kind == "day") or calendar.weekday(named(key)) is not None


def items_of(value: Value, kind: Kind) -> list[Item]:
    """Return the items a value lists; a mapping with a text is one item, else each of its values is."""
    if isinstance(value, list):
        return [item for each in value for item in items_of(each, kind)]
    if not isinstance(value, dict):
        return _item(value, kind)
    address = next((str(child) for child in value.values() if str(child).startswith(("http://", "https://"))), "")
    if text := text_of(value):
        done = any(child is True for key, child in value.items() if str(key).lower() in _DONE)
        done = done or str(value.get("status", "")).lower() in _DONE
        hours = next((_hours(child) for key, child in value.items() if words.role(named(key)) == words.HOURS), None)
        return [Item("", kind, text, hours, address, done), *_inside(value, kind)]
    return [item for key, each in value.items() if not _is_for_programs(key) for item in _under(key, each, kind)]


def _inside(value: dict[str, Value], kind: Kind) -> list[Item]:
    """Return what a mapping that is an item holds besides: its lists, and texts under keys that say what they are."""
    found = []
    for key, each in value.items():
        role = words.role(named(key))
        if _is_for_programs(key) or key in _TEXTS:
            continue
        if isinstance(each, (list, dict)):
            found += items_of(each, _kind(key, kind))
        elif isinstance(each, str) and (role in _KINDS - {Kind.RESOURCE} or role == words.PROJECT):
            found += _item(each, Kind(role) if role in _KINDS else Kind.TASK)
    return found


def _is_for_programs(key: Value) -> bool:
    return str(key).lower() in _NUMBERS or words.normal(named(key)) in words.table("programs")


def _under(key: Value, value: Value, kind: Kind) -> list[Item]:
    if isinstance(value, (list, dict)):
        return items_of(value, _kind(key, kind)) or [Item("", kind, _plain(named(key)))]
    if str(value).startswith(("http://", "https://")):
        return [Item("", Kind.RESOURCE, _plain(named(key)), None, str(value))]
    return _item(
        f"{named(key)}: {value}"
        if isinstance(value, (str, int, float)) and not isinstance(value, bool)
        else named(key),
        kind,
    )


def _item(value: Value, kind: Kind) -> list[Item]:
    text = "" if value is None or isinstance(value, bool) else _plain(str(value))
    if not text:
        return []
    if text.startswith(("http://", "https://")):
        return [Item("", Kind.RESOURCE, text, None, text)]
    bare, hours = take_hours(text)
    return [Item("", kind, bare or text, hours if bare else None)]


def _kind(key: Value, otherwise: Kind) -> Kind:
    role = words.role(named(key))
    return Kind(role) if role in _KINDS else otherwise


def _project(value: Value) -> Project:
    if isinstance(value, list):
        return _project(value[0]) if len(value) == 1 else Project(task="; ".join(_texts(value)))
    if not isinstance(value, dict):
        return Project(_plain(str(value)), capstone="capstone" in str(value).lower())
    found: dict[str, list[str]] = {}
    for key, child in value.items():
        found.setdefault(str(words.role(named(key))), []).extend(_texts(child))
    described = [str(child) for key, child in value.items() if str(key).lower() in {"description", "desc", "goal"}]
    return Project(
        text_of({key: child for key, child in value.items() if str(key).lower() in _TEXTS[:2]}),
        " ".join(found.get(words.DATASET, [])),
        "; ".join(found.get(str(Kind.TASK), []) or described),
        tuple(found.get(str(Kind.DELIVERABLE), ())),
        tuple(found.get(words.CRITERION, ())),
        "capstone" in str(value).lower(),
    )


def _texts(value: Value) -> list[str]:
    return [item.text for item in items_of(value, Kind.TASK)]


def _hours(value: Value) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    bare = re.fullmatch(r"\s*[\d.,]+\s*", str(value))
    return hours_in(f"{value} h") if bare else hours_in(str(value))


def _plain(text: str) -> str:
    return " ".join(plain(text).split())
