"""A roadmap's item as words that fit a sentence: what a tick says was done.

Odd about it: a tick says that it was done and a roadmap orders in imperatives, so a task's first word is trusted to be
its verb (“Label axes clearly” → “labeled axes clearly”), which a commit's is not. What is to be known or reached (an
outcome, a goal, a check, a score) is nobody's deed and gives no words.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.activity.message.wording import word_set
from bot.drafting.phrase import lowered, past
from bot.drafting.phrase.articles import ends_run, indefinite, with_article
from bot.drafting.phrase.nouns import COUNTABLE, DETERMINERS
from bot.drafting.phrase.object import going_on, in_the_past
from bot.drafting.phrase.verbs import FORMS, Form, gerund, leading_verb, regular_past
from bot.plan.ordering import PROJECT
from bot.roadmaps.roadmap import Kind

_DEEDS = frozenset({Kind.TASK, Kind.PRACTICE, Kind.STRETCH})
_WATCHED = re.compile(r"\b(?:videos?|lectures?|talks?|playlists?|episodes?|StatQuest|3Blue1Brown)\b", re.IGNORECASE)
_READ = re.compile(
    r"\b(?:books?|papers?|chapters?|articles?|posts?|summary|abstract|documentation|docs|guides?|handbook|pages?|blog"
    r"|notes|overview|by [A-Z]\w+ [A-Z]\w+)\b",
    re.IGNORECASE,
)
# Things to study of which there is one that everybody knows: “the Hugging Face course”.
_KNOWN_ONE = word_set("""
    course tutorial tutorials quickstart start post article video videos documentation docs book paper abstract summary
    page lesson guide introduction handbook blog toolkit chapter blitz
    """)
_LEARNED = word_set("learn study review cover")
_NO_DEED = word_set("understand know reach aim ensure get achieve work be have avoid")
# Verbs only a roadmap orders with: in a commit's subject they are nouns, or nobody writes them.
_ORDERS = word_set("address consider count engineer label overlay package present protect version chain sweep")
_NO_OBJECT = word_set("and it them this")
_SCORE = re.compile(r"\d\s?%")
# “with FastAPI or Flask”, “such as pneumonia images”: a plan's choices; nobody knows which one it was.
_CHOICE = re.compile(
    r",? (?:with|on|from|in|under|for|such as) (?:(?! (?:with|on|from|in|under|for) ).)*? or .*|, such as .*"
)
_AFTERTHOUGHT = re.compile(r", (?:get(?:ting)? started|with a live demo if possible)$| as a bonus$", re.IGNORECASE)
_NOT_TOLD = re.compile(
    r"\b(?:LinkedIn|tweets?|X posts?|Twitter|GitHub repository|on GitHub$|on GitHub,|finished|links?|screenshots?|badge"
    r"|improved score|first commit|image of|if possible|past projects?|aloud|mock)\b",
    re.IGNORECASE,
)
_MOST_CHARACTERS = 100
# What can run, be wrong or be shown: a tutorial cannot.
MADE = (
    "built", "implemented", "wrote", "plotted", "trained", "computed", "compared", "made", "created", "added", "set",
    "tuned", "drew", "simulated", "fine-tuned", "fitted", "cleaned", "deployed", "containerized", "evaluated",
    "generated", "derived", "approximated", "tokenized", "engineered", "interpreted", "analyzed", "fixed",
)  # fmt: skip


@lru_cache(maxsize=2_048)
def did(kind: Kind, text: str) -> str | None:
    """Return what a tick of an item says was done, ready to follow “I”; None if it says nothing one would post."""
    text = _CHOICE.sub("", _AFTERTHOUGHT.sub("", text.strip().rstrip(".")))
    if not text or "?" in text or " or " in text or _SCORE.search(text) or not is_told(text):
        return None
    phrase = _certain(_did(kind, text) or "")
    return phrase if phrase and len(phrase) <= _MOST_CHARACTERS else None


def _certain(phrase: str) -> str:
    """Return what was done to one thing, of which a plan let any do: “built a notebook on a dataset”."""
    before, _, after = phrase.partition(" any ")
    run = _run(after.split())
    return f"{before} {indefinite(run[0])} {after}" if run and run[-1].lower() in COUNTABLE else phrase


def thing(kind: Kind | None, text: str) -> str:
    """Return a subject inside a sentence, with the article a topic or a piece of work has there."""
    if is_project(text):
        return f"the project “{text.removeprefix(PROJECT)}”"
    if kind is Kind.DELIVERABLE:
        return _the(text)
    return _topic(lowered(text)) if kind is Kind.TOPIC else lowered(text)


def is_project(subject: str) -> bool:
    """Tell whether a subject is a section's project, which goes by its name."""
    return subject.startswith(PROJECT)


def is_told(text: str) -> bool:
    """Tell whether an item is about learning at all, and not about telling it: no “one LinkedIn post, five tweets”."""
    return not _NOT_TOLD.search(text)


def doing(kind: Kind | None, text: str) -> str | None:
    """Return an order as a thing one does: “cleaning a dataset and generating statistics”; None if it is no order."""
    first, _, rest = text.partition(" ")
    verb = leading_verb(text.split()) if kind is not Kind.TOPIC else None
    if verb and verb.form is Form.PLAIN:
        conjugated = verb.gerund
    elif kind in _DEEDS and first.lower() in _ORDERS:
        conjugated = gerund(first.lower())
    else:
        return None
    rest = _SECOND.sub(lambda found: f"and {gerund(found[1])} {found[2]} ", " ".join(going_on(rest.split())))
    return _certain(f"{conjugated} {rest if first.lower() in _LEARNED else with_article(rest)}".rstrip())


def _did(kind: Kind, text: str) -> str | None:
    if kind in _DEEDS:
        return _deed(text)
    if kind is Kind.TOPIC:
        return f"worked through {_topic(lowered(text))}" if ":" not in text else None
    if kind in {Kind.THEORY, Kind.RESOURCE}:
        return f"{_studied(text)} {_the(text, _KNOWN_ONE)}"
    return f"finished {_the(text)}" if kind is Kind.DELIVERABLE else None


def _topic(text: str) -> str:
    """Return a topic with an article where it is one thing: “an introduction to transformers”, but “visualization”."""
    return with_article(text) if not " ".join(_run(text.split())).endswith("zation") else text


def _deed(text: str) -> str | None:
    """Return a task in the past: the strict reading of a commit where it is strong enough, else the tick's own."""
    words = text.split()
    first = words[0].lower()
    strict = past(text)
    if first in _NO_DEED or len(words) == 1:
        return None
    if first in _LEARNED and words[1].lower() not in _NO_OBJECT:
        return f"worked through {' '.join(words[1:])}"
    if strict and not strict.startswith("worked on "):
        return _and_then(strict)
    if words[1].lower() in _NO_OBJECT:
        return None
    verb = FORMS.get(first)
    if verb and verb.form is Form.PLAIN:
        conjugated = verb.past
    elif first in _ORDERS:
        conjugated = regular_past(first)
    else:
        return strict
    return f"{conjugated} {with_article(_and_then(' '.join(in_the_past(words[1:]))))}"


def _and_then(rest: str) -> str:
    """Return what was done to what, with a second order behind “and” in the past as well."""
    return _SECOND.sub(lambda found: f"and {_PAST_OF.get(found[1]) or regular_past(found[1])} {found[2]} ", rest)


_SECOND = re.compile(r"\band (commit|time|polish|version|package|present) (it|the|an?|each|every) ")
_PAST_OF = {"commit": "committed"}


def _studied(text: str) -> str:
    if _WATCHED.search(text):
        return "watched"
    return "read" if _READ.search(text) else "went through"


def _the(text: str, heads: frozenset[str] = frozenset()) -> str:
    """Return a thing with “the” where one is spoken of that has no article of its own."""
    words = text.split()
    if words[0].lower() in DETERMINERS or any(word.endswith(("'s", "’s")) for word in _run(words)):
        return lowered(text)
    run = [word.lower().strip(",") for word in _run(words)]
    known = not heads or heads.intersection(run[:1] + run[-2:])
    return f"the {lowered(text)}" if known else text


def _run(words: Sequence[str]) -> Sequence[str]:
    """Return the words up to the first that says of what: “the Data School video | on DataFrame basics”."""
    ends = (place + words[place].endswith(",") for place in range(len(words)) if ends_run(words[place]))
    return words[: next(ends, len(words))]
