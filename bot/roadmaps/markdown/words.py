"""The words of words.toml, ready to be looked up, and what a label or a heading made of them means."""

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path

PROJECT, DATASET, CRITERION, HOURS, RHYTHM, ASIDE = "project", "dataset", "criterion", "hours", "rhythm", "aside"
TITLE, DETAIL, DONE, DATE = "title", "detail", "done", "date"
CALENDAR = frozenset({"month", "sprint", "week", "day"})
# Words of any book or instruction: they make a plan only where nothing more certain does.
WEAK = frozenset({"part", "chapter", "lesson", "class", "lecture", "step", "session", "level", "unit", "year"})
_ROMAN = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX"
_LONGEST_LABEL = 60
_AROUND = re.compile(r"^[^\w（(]+|[^\w)）]+$")
_BRACKETS = re.compile(r"[(（\[][^)）\]]*[)）\]]")
_VERBS = frozenset({"read", "watch", "learn", "study", "submit"})  # labels alone; in front of more words, no more
# What may stand around the word that counts: “Key Topics”, “My Resources”, “Weekly Outcomes for Week 3”.
_MODIFIERS = frozenset(
    [
        "weekly",
        "daily",
        "monthly",
        "key",
        "main",
        "core",
        "my",
        "your",
        "our",
        "this",
        "these",
        "the",
        "suggested",
        "additional",
        "required",
        "learning",
        "free",
        "hands-on",
        "important",
        "practical",
        "essential",
        "final",
        "mini",
        "small",
        "prep",
        "interview",
        "technical",
        "only",
        "today's",
        "week's",
        "week",
        "day's",
        "day",
        "month's",
        "month",
        "of",
        "for",
        "to",
        "and",
        "&",
        "+",
        "/",
        "la",
        "le",
        "el",
        "los",
        "las",
        "les",
        "die",
        "der",
        "das",
        "de",
        "du",
        "des",
        "semanal",
        "principal",
        "principales",
        "clave",
    ]
)


def normal(text: str) -> str:
    """Return a text as words are compared: NFC, casefolded, one blank between words."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().replace("’", "'").split())


@cache
def table(name: str) -> dict[str, str]:
    """Return word → what it stands for, of one table of words.toml."""
    every = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    return {normal(word): meaning for meaning, words in every[name].items() for word in words.split(",")}


@cache
def ranks() -> dict[str, int]:
    """Return how far outside each unit stands: years 0, days last."""
    return {unit: rank for rank, unit in enumerate(dict.fromkeys(table("unit").values()))}


@cache
def number_words() -> dict[str, int]:
    """Return what each number word means, Roman numerals (in capitals) among them."""
    every = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))["numbers"]
    found = {word: number for number, word in enumerate(_ROMAN.split(), 1)}
    for words in every.values():
        found |= {normal(word): number for number, word in enumerate(words.split(",")) if word.strip() != "-"}
    return found


def role(text: str) -> str | None:
    """Return what a label announces: a kind of item, “project”, “hours”, “aside” …, or nothing we know."""
    if len(text) > _LONGEST_LABEL:
        return None
    label = _AROUND.sub("", normal(_BRACKETS.sub(" ", text)))
    label = re.sub(r"\s*#?\d+(?:\.\d+)*$|^\d+[.)]?\s+", "", label)
    known = table("label")
    if label in known:
        return known[label]
    words = label.split()
    if not words or len(words) > 5:  # noqa: PLR2004 (a longer line is a sentence, not a label)
        return None
    return _by_its_words(words, known)


def announced(text: str) -> str | None:
    """Return what a line announces, alone or before a colon: “Tasks”, “Practice: a calculator”."""
    return role(text) or role(re.split(r"[:：]", text, maxsplit=1)[0])


def _by_its_words(words: list[str], known: dict[str, str]) -> str | None:
    """Return what a label of several words announces: its longest known end, or its start, between modifiers."""
    for size in range(len(words), 0, -1):
        tail, head = words[-size:], words[:size]
        if size == 1 and len(words) > 1 and {words[0], words[-1]} & _VERBS:
            return None
        if (found := known.get(" ".join(tail))) and _only_modifiers(words[:-size], known):
            return found
        if (found := known.get(" ".join(head))) and _only_modifiers(words[size:], known):
            return found
    return None


def _only_modifiers(words: list[str], known: dict[str, str]) -> bool:
    return all(
        word in _MODIFIERS or (word in known and word not in _VERBS) or table("unit").get(word) in CALENDAR
        for word in words
    )


@cache
def _finder(name: str, *meanings: str) -> re.Pattern[str]:
    words = [word for word, meaning in table(name).items() if not meanings or meaning in meanings]
    every = sorted(words, key=len, reverse=True)
    return re.compile("|".join(rf"\b{re.escape(w)}\b" if w[0] < "⺀" else re.escape(w) for w in every))


def is_aside(heading: str) -> bool:
    """Return whether a heading announces what stands beside a plan: contents, tips, resources, questions."""
    said = _AROUND.sub("", normal(_BRACKETS.sub(" ", heading)))
    if _finder("aside", "anywhere").search(said) or table("aside").get(said) is not None:
        return True
    begins = _finder("aside", "start").match(said)
    ends = [found.end() for found in _finder("aside", "end").finditer(said)]
    return begins is not None or len(said) in ends


def is_only_aside(heading: str) -> bool:
    """Return whether a heading says nothing but that it stands beside: “Tips”, not “Pointers and references”."""
    said = _AROUND.sub("", normal(_BRACKETS.sub(" ", heading)))
    return said in table("aside")


def names_a_plan(heading: str) -> bool:
    """Return whether a heading speaks of a whole plan."""
    return _finder("plan").search(normal(heading)) is not None
