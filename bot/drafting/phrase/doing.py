"""What a part that begins with a verb says was done, in a verb no stronger than the one that was written."""

import re
from collections.abc import Sequence
from itertools import takewhile

from bot.activity.message import Reading, says_nothing
from bot.activity.message.wording import word_set
from bot.drafting.phrase.case import is_title
from bot.drafting.phrase.clauses import has_clause
from bot.drafting.phrase.nouns import ADJECTIVES
from bot.drafting.phrase.object import object_of
from bot.drafting.phrase.thing import is_fault, named
from bot.drafting.phrase.verbs import Form, Taken, Verb, leading_verb, verb_of

DEGREES = "almost |nearly |mostly |half |halfway |partially |partly "
DEGREE = re.compile(rf"\b(?:{DEGREES}|still |so far\b|wip\b|not yet\b) ?".replace("half |halfway ", "halfway "))
# “Complete guide” is no order to complete anything.
_COMPLETE_THING = word_set("""
    graph graphs guide list set solution course tutorial binary bipartite example implementation notes overview
    version code walkthrough rewrite refactor documentation setup roadmap plan
""")


def is_complete_thing(words: Sequence[str]) -> bool:
    """Tell whether “complete” is no verb: a complete guide, the finish line."""
    if [word.lower() for word in words[:2]] == ["finish", "line"]:
        return True
    return words[0].lower() == "complete" and any(word.lower() in _COMPLETE_THING for word in words[1:2])


def acting(part: str, reading: Reading) -> str | None:
    """Return what a part that begins with a verb says was done."""
    words = (DEGREE.sub("", part) if reading.unfinished else part).split()
    verb = leading_verb(words)
    if (
        verb is None
        or len(words) == 1
        or is_complete_thing(words)
        or verb.plain in _REFUSED
        or (verb.form is Form.THIRD and _NOW.search(reading.subject))
    ):
        return None
    traits = verb.plain in {"implement", "derive"} and not {"for", "on"}.isdisjoint(words)
    if verb.form is Form.PLAIN and is_title(words) and not traits:
        return f"worked on “{' '.join(words)}”" if not set('"“”') & set(part) else None
    if verb.plain in _CAREFUL and words[1].lower() not in _NO_LESSON:
        return _careful(verb, words[1:])
    return _done(verb, words[1:], reading)


def _done(verb: Verb, words: Sequence[str], reading: Reading) -> str | None:
    """Return what a verb and its object say was done."""
    reads = verb.form is Form.GERUND and verb.plain in {"read", "watch"} and _READ.match(" ".join(words))
    if verb.form is Form.GERUND and verb.plain == "watch" and not reads:
        return None
    kind = "the" if verb.plain in _THE else ""
    kind = "a" if verb.plain in _MENDING and is_fault(words) else kind
    rest = object_of(
        words,
        article=verb.form is not Form.GERUND or verb.taken is Taken.VERB,
        kind=kind,
        says=not says_nothing(verb.plain),
    )
    if verb.plain == "make" and words[-1].lower() in {"pass", "work", "green"}:
        return None
    if rest is None or (verb.plain not in _SAYING and has_clause(_before_clause(words))):
        return None
    hoped = verb.plain in _HOPED and not (verb.plain == "prove" and words[0].lower() == "that")
    if (verb.form is Form.GERUND and not reads) or hoped or reading.unfinished:
        return f"worked on {verb.gerund} {rest}"
    return f"{verb.past} {rest}"


def _before_clause(words: Sequence[str]) -> Sequence[str]:
    """Return words up to where a clause may have its own verb: “a bug where the player falls”."""
    return list(takewhile(lambda word: word.lower() not in _SUBORDINATE, words))


_SUBORDINATE = word_set("where when that which who so if how why what because while until before after")
# Before one thing of its kind these want “the”: it was there already.
_THE = word_set("""
    fix refactor simplify rewrite lower change rework redesign restructure polish correct tidy clean stop debug rename
    rebuild shorten tweak extend tune unroll restart update cover
    """)
_MENDING = word_set("fix correct debug solve resolve handle repair find")
_REFUSED = word_set("ignore return")  # what a program does, and hardly what somebody did
_SAYING = word_set(
    "explain show prove document describe note ensure make stop prevent check verify demonstrate derive test"
)
_NOW = re.compile(r"\bnow\b", re.IGNORECASE)
_READ = re.compile(
    r"(?:up )?(?:about|on|through)\b|(?!files?\b|for\b|data\b)\S+ on [A-Z]|(?:a |the )?(?:lectures?|videos?|talk"
    r"|tutorials?|course|episode|documentation|docs|paper|article)\b"
)
# Verbs that say nothing of an end may stay as they are; the first three promise more than a commit can show.
_LEARNING = word_set("learn understand memorise memorize")
_GOING_ON = word_set("""
    study practise practice explore experiment play start begin try attempt continue review listen
""")
_CAREFUL = _LEARNING | _GOING_ON | {"work", "get", "let", "host", "call", "achieve", "pass"}
# What these say came true only a number could show: “improve accuracy”, “avoid leakage”.
_HOPED = word_set("""
    improve increase reduce decrease prevent avoid ensure eliminate optimise optimize minimise minimize maximise
    maximize enhance speed strengthen stabilize perfect upgrade secure
    detect predict forecast recognise recognize diagnose guess determine discover prove identify
    allow enable toggle spawn emit respond accept throw
    """)
_NO_LESSON = word_set("rate rates curve curves theory algorithm algorithms objective path paths")


def _careful(verb: Verb, words: Sequence[str]) -> str | None:
    """Return a phrase for a verb that must not grow: “learned about closures” is “worked on closures”."""
    plain = verb.plain
    if plain in _LEARNING:
        return _learning(plain, words)
    if plain == "get":
        return _getting(verb, words)
    if plain == "work":
        inner = leading_verb(words[1:])
        odd = inner and inner.form is not Form.GERUND and words[1].lower() not in ADJECTIVES
        if odd or words[0].lower() not in {"on", "with", "through"}:
            return None
    elif plain not in _GOING_ON:
        return None
    if plain in {"attempt", "review"} and words[0].lower() in {"at", "of"}:
        words = words[1:]
    rest = object_of(words, pairs=plain == "work") if words and not has_clause(_before_clause(words)) else None
    return f"{verb.past} {rest}" if rest else None


def _learning(plain: str, words: Sequence[str]) -> str | None:
    if words[0].lower() in {"a", "lots"}:
        return None
    words = words[1:] if words[0].lower() in {"about", "on", "more", "some"} else words
    if not words or words[0].lower() not in {"to", "how"}:
        return named(" ".join(words), "worked on", fewest=1) if words else None
    doing = verb_of(words[1]) if words[0].lower() == "to" and words[2:] else None
    rest = object_of(words[2:] if doing else words, article=doing is not None)
    if rest is None or (doing is None and words[0].lower() == "to"):
        return None
    return f"worked on {doing.gerund} {rest}" if doing else f"worked on {rest}"


_GOT = re.compile(r"(?P<thing>\S.*?) (?:working|running|to (?P<verb>\w+)(?: \S.*)?)", re.IGNORECASE)


def _getting(verb: Verb, words: Sequence[str]) -> str | None:
    """Return what somebody got to work, where the message names it: “got the parser to compile”."""
    if verb.form is Form.GERUND:
        rest = object_of(words[1:]) if words[0].lower() == "started" and words[1:] else None
        return f"started {rest}" if rest else None
    found = _GOT.fullmatch(" ".join(words))
    if not found or {"it", "this", "everything", "all", "that", "to", "me", "things"} & set(
        found["thing"].lower().split()
    ):
        return None
    if says_nothing(found["thing"]) or (found["verb"] and not found["verb"].isalpha()):
        return None
    return f"got {found[0]}"
